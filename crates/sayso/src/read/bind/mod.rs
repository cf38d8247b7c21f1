//! Binding: what a number counts, what happened, whose, where, and how the origin stands to it.

mod words;
mod frame;
mod counted;
mod govern;
mod total;
mod carry;
mod around;
mod bond;
mod offence;
mod stance;
mod place;
mod side;

pub use bond::Bond;
pub use side::Owner;
pub use words::Words;

use super::said::Voice;
use super::scene::Scene;
use crate::claim::{Phrase, Reason, Stance};

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
    let bond = &scene.bonds()[number];
    let (stance, why) = stance::stance(scene, number, bond, voice);
    let mut bound = Bound {
        counted: bond.counted.clone(),
        unit: bond.unit(),
        measure: bond.measure,
        offence: bond.offence,
        stance,
        part_of: bond.part_of.map(|whole| scene.numbers[whole].span.start),
        base: bond.base.map(|base| scene.numbers[base].span.start),
        anchors: bond.head.into_iter().chain(bond.event).collect(),
        because: bond.because.iter().copied().chain(why).collect(),
        ..Bound::default()
    };
    let (sides, why) = side::sides(scene, number, &bound);
    bound.sides = sides;
    bound.because.extend(why);
    let (place, why) = place::place(scene, number, &bound);
    bound.place = place;
    bound.because.extend(why);
    bound
}

/// The owners of every number of a page, by the number's index.
pub(super) fn owners(scene: &Scene<'_>) -> Vec<Owner> {
    side::all(scene)
}

/// The bonds of every number of a page, by the number's index.
pub(super) fn bonds(scene: &Scene<'_>) -> Vec<Bond> {
    bond::all(scene)
}

#[cfg(test)]
mod tests {
    use crate::read::{Config, Lang, read};
    use crate::report::Report;

    /// Checks the measure and the counted of every figure of a sentence.
    fn check(text: &str, expected: &[(&str, &str)]) {
        let report = Report { text: text.to_owned(), ..Report::default() };
        let claims = read(&Lang::english(), &report, &Config::default());
        let found = claims
            .iter()
            .map(|claim| (claim.measure, claim.counted.as_ref().map_or("", |counted| counted.text.as_str())))
            .collect::<Vec<_>>();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn lists_share_their_verb_and_part_people_from_things() {
        check(
            "The army lost more than 300 troops, four tanks and 11 trucks.",
            &[("killed_or_wounded", "troops"), ("lost", "tanks"), ("lost", "trucks")],
        );
        check("Rockets killed 12 people and wounded 30 others.", &[("killed", "people"), ("wounded", "others")]);
    }

    #[test]
    fn numbers_without_a_noun_take_it_from_before() {
        check("Six soldiers were killed and 14 wounded.", &[("killed", "soldiers"), ("wounded", "soldiers")]);
        check("The death toll climbed to 56.", &[("killed", "death toll")]);
    }

    #[test]
    fn a_verb_outranks_what_the_noun_says() {
        check("They exchanged 200 prisoners.", &[("exchanged", "prisoners")]);
        check("Three gunmen killed 12 guards.", &[("other", "gunmen"), ("killed", "guards")]);
        check("Volunteers repaired 40 damaged houses.", &[("other", "damaged houses")]);
    }

    #[test]
    fn both_sides_are_read_alike() {
        for (one, other) in [("Russian", "Ukrainian"), ("Ukrainian", "Russian")] {
            check(&format!("{one} forces captured 15 {other} soldiers."), &[("captured", &format!("{other} soldiers"))]);
        }
    }

    #[test]
    fn asides_and_parts_are_passed() {
        check("Up to 90 miners, including 18 women, were taken hostage.", &[("captured", "miners"), ("captured", "women")]);
        check("Artillery destroyed several vehicles, including 12 trucks.", &[("destroyed", "trucks")]);
    }

    #[test]
    fn a_share_of_a_place_is_ground() {
        check("The rebels hold 60 percent of the town.", &[("area", "town")]);
    }

    #[test]
    fn progressives_and_infinitives_reach_what_they_count() {
        check("The drought is affecting 4 million people.", &[("affected", "people")]);
        check("The governor ordered 900 residents to be evacuated.", &[("evacuated", "residents")]);
    }

    #[test]
    fn parted_verbs_are_read_whole() {
        check("Gunmen took 40 villagers hostage.", &[("captured", "villagers")]);
    }
}
