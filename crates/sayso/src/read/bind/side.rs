//! Whose people or things a figure counts.

use super::Bound;
use crate::claim::Reason;
use crate::read::Scene;

/// The sides of one figure, by the number's index: one claim is made of each, `None` where the text does not tell.
pub fn sides(_scene: &Scene<'_>, _number: usize, _bound: &Bound) -> (Vec<Option<String>>, Vec<Reason>) {
    (vec![None], Vec::new())
}
