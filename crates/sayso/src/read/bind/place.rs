//! The place a count is limited to.

use super::Bound;
use crate::claim::{Phrase, Reason};
use crate::read::Scene;

/// The place of one figure, by the number's index.
pub fn place(_scene: &Scene<'_>, _number: usize, _bound: &Bound) -> (Option<Phrase>, Vec<Reason>) {
    (None, Vec::new())
}
