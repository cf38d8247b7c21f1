//! Times: dates, spans, durations and clock times, resolved against the publication date.

use std::ops::Range;

use super::bind::Bound;
use super::page::Page;
use super::scene::Scene;
use crate::claim::{Period, Reason};

/// The words for times of one language.
#[derive(Debug)]
pub struct Words {}

impl Words {
    /// Reads the tables of a language; rows that cannot be used go to `problems`.
    pub fn new(_code: &str, _problems: &mut Vec<String>) -> Self {
        Self {}
    }
}

/// One expression of time in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Time {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// What it is.
    pub sense: Sense,
    /// What it resolves to, where it resolves.
    pub period: Option<Period>,
}

/// What an expression of time is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sense {
    /// A day, month, year or a span between two: "on 3 May", "in 2024", "from May to June".
    Date,
    /// Open to the future: "since March".
    Since,
    /// Open to the past: "by August", "as of", "until".
    Until,
    /// How long: "for six months".
    Duration,
    /// How old: "aged 18 to 60".
    Age,
    /// Clock time.
    Clock,
}

/// The period that holds for a figure, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The period.
    pub period: Option<Period>,
    /// The rule.
    pub because: Option<Reason>,
}

/// Every expression of time, in text order, none overlapping.
pub fn find(_words: &Words, _page: &Page<'_>) -> Vec<Time> {
    Vec::new()
}

/// The period of one figure.
pub fn bind(_scene: &Scene<'_>, _number: usize, _bound: &Bound) -> Option<Found> {
    None
}
