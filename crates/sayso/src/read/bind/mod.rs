//! Binding: what a number counts, what happened, whose, where, and how the origin stands to it.

mod place;
mod side;

use super::said::Voice;
use super::scene::Scene;
use crate::claim::{Phrase, Reason, Stance};

/// The words of measures and units.
#[derive(Debug)]
pub struct Words {}

impl Words {
    /// Reads the tables of a language; rows that cannot be used go to `problems`.
    pub fn new(_code: &str, _problems: &mut Vec<String>) -> Self {
        Self {}
    }
}

/// What one number is bound to.
#[derive(Clone, Debug, Default)]
pub struct Bound {
    /// The noun phrase counted.
    pub counted: Option<Phrase>,
    /// What sort of thing that is.
    pub unit: Option<&'static str>,
    /// What happened.
    pub measure: &'static str,
    /// The offence, for the steps of the law.
    pub offence: Option<&'static str>,
    /// Whose; one claim is made of each.
    pub sides: Vec<Option<String>>,
    /// Where.
    pub place: Option<Phrase>,
    /// How the origin stands to it.
    pub stance: Stance,
    /// Start of the claim this is a part of.
    pub part_of: Option<usize>,
    /// Start of the claim this is measured against.
    pub base: Option<usize>,
    /// The tokens that bind it: head of the counted phrase, then the word of the measure.
    pub anchors: Vec<usize>,
    /// Rules and rows.
    pub because: Vec<Reason>,
}

/// Binds one number, by its index.
pub fn bind(scene: &Scene<'_>, number: usize, voice: &Voice) -> Bound {
    let mut bound = Bound { measure: "other", stance: voice.stance.unwrap_or_default(), ..Bound::default() };
    let (sides, why) = side::sides(scene, number, &bound);
    bound.sides = sides;
    bound.because.extend(why);
    let (place, why) = place::place(scene, number, &bound);
    bound.place = place;
    bound.because.extend(why);
    bound
}
