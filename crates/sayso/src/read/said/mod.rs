//! On whose say-so: attributions found by sieves from strict to loose, one file a sieve.

use std::ops::Range;

use super::scene::Scene;
use crate::claim::{Link, Reason, Stance};

/// The words of saying of one language.
#[derive(Debug)]
pub struct Words {}

impl Words {
    /// Reads the tables of a language; rows that cannot be used go to `problems`.
    pub fn new(_code: &str, _problems: &mut Vec<String>) -> Self {
        Self {}
    }
}

/// Somebody says something.
#[derive(Clone, Debug)]
pub struct Saying {
    /// Who, and through whom: origin first.
    pub links: Vec<Link>,
    /// What is said: runs of tokens, which may cross sentences.
    pub content: Vec<Range<usize>>,
    /// The stance that the cue gives ("estimated", "denied").
    pub stance: Option<Stance>,
    /// The sieve, and the row of the cue.
    pub because: Reason,
}

/// Who stands behind one number.
#[derive(Clone, Debug, Default)]
pub struct Voice {
    /// Origin, then relays; empty where the report itself states it.
    pub links: Vec<Link>,
    /// The stance that the cue gives.
    pub stance: Option<Stance>,
    /// Sieves and rows.
    pub because: Vec<Reason>,
}

/// Every attribution of a page, in text order.
pub fn find(_scene: &Scene<'_>) -> Vec<Saying> {
    Vec::new()
}

/// The say-so behind one number, by its index.
pub fn over(_scene: &Scene<'_>, _number: usize) -> Voice {
    Voice::default()
}
