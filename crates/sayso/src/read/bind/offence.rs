//! The offence, where a figure counts steps of the law.

use super::bond::Bond;
use super::counted::Mention;
use super::frame::Frame;
use crate::claim::{Reason, RowId};

/// The steps of the law that name an offence.
const STEPS: [&str; 4] = ["case_opened", "charged", "convicted", "detained"];

/// Names the offence of a step of the law: the nearest one in the sentence, else that of the same step before, else another.
pub(super) fn set(frame: &Frame<'_>, mention: &Mention, bond: &mut Bond, bonds: &[Bond]) {
    if !STEPS.contains(&bond.measure) {
        return;
    }
    let offences = &frame.scene.lang.bind.offences;
    let mut best: Option<(usize, &'static str, RowId)> = None;
    let mut at = frame.tokens.start;
    while at < frame.tokens.end {
        if let Some(hit) = offences.at(frame.scene.page.ahead(at)) {
            let far = if at < mention.first { (mention.first - at) * 2 } else { at - mention.first };
            if best.is_none_or(|(least, ..)| far < least) {
                best = Some((far, *hit.value, hit.row));
            }
            at += hit.len;
        } else {
            at += 1;
        }
    }
    let carried = bonds[..mention.number].iter().find_map(|bond| bond.offence);
    bond.offence = best.map(|(_, offence, _)| offence).or(carried).or(Some("other"));
    bond.because.push(Reason {
        field: "offence",
        rule: if best.is_some() { "named near" } else { "carried" },
        row: best.map(|(.., row)| row),
    });
}

/// The figure whose step of the law cases stand for: the first before them that counts one.
pub(super) fn step(number: usize, bonds: &[Bond]) -> Option<usize> {
    (0..number).find(|at| bonds[*at].offence.is_some())
}
