//! Restatements: a figure that only says again what an earlier one of the same report said.

use super::scene::Scene;
use crate::claim::Claim;

/// Marks each claim that restates an earlier one with the start of that one.
pub fn mark(_scene: &Scene<'_>, claims: &mut [Claim]) {
    for at in 1..claims.len() {
        let (before, rest) = claims.split_at_mut(at);
        let same = |one: &&Claim| one.low == rest[0].low && one.high == rest[0].high && one.measure == rest[0].measure && one.side == rest[0].side;
        rest[0].repeat_of = before.iter().find(same).map(|one| one.repeat_of.unwrap_or(one.span.start)).filter(|start| *start != rest[0].span.start);
    }
}
