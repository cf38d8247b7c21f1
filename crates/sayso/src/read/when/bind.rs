//! The period that holds for a figure.

use crate::claim::{Period, Reason};
use crate::read::bind::Bound;
use crate::read::scene::Scene;

/// The period that holds for a figure, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The period.
    pub period: Option<Period>,
    /// The rule.
    pub because: Option<Reason>,
}

/// The period of one figure.
pub fn bind(_scene: &Scene<'_>, _number: usize, _bound: &Bound) -> Option<Found> {
    None
}
