//! How a number is limited: the words before it and after it.

use super::look::Look;
use super::words::Hedge;
use crate::claim::{Quantifier, RowId};

/// What limits a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    pub quantifier: Quantifier,
    /// First and past-the-last token of the hedge.
    pub first: usize,
    pub end: usize,
    pub row: RowId,
}

/// The hedge that ends before a token: the strongest of up to three ("well over an estimated").
pub fn before(look: &Look<'_>, at: usize) -> Option<Limit> {
    let (mut found, mut from, mut passed) = (None::<Limit>, at, 0);
    for _ in 0..5 {
        let behind = look.behind(from);
        let Some(hit) = look.words.before.at(behind.words()) else { break };
        let first = from - hit.len;
        match hit.value {
            Hedge::Bar => break,
            Hedge::Pass => passed += 1,
            Hedge::Limit(quantifier) => {
                let limit = Limit { quantifier: *quantifier, first, end: from, row: hit.row };
                found = Some(found.map_or(limit, |near| stronger(near, limit)));
            }
        }
        from = first;
        if passed > 2 {
            break;
        }
    }
    found
}

/// Of two hedges the one that bounds, else the nearer; together they span both.
fn stronger(near: Limit, far: Limit) -> Limit {
    let rank = |limit: &Limit| match limit.quantifier {
        Quantifier::About => 0,
        Quantifier::Nearly => 1,
        _ => 2,
    };
    let best = if rank(&far) > rank(&near) { far } else { near };
    Limit { first: far.first, end: near.end, ..best }
}

/// The hedge that begins at a token: "or more", "-plus", "+".
pub fn after(look: &Look<'_>, at: usize) -> Option<Limit> {
    let hit = look.words.after.at(look.ahead(at))?;
    let end = at + hit.len;
    // "5 + 3" adds; "plus" before a number does too.
    let adds = look.any(at, &["+", "plus"])
        && (look.digits(end).is_some() || look.word(end).is_some() || look.is(at, "+") && !look.glued(at) && look.glued(end));
    (!adds).then_some(Limit { quantifier: *hit.value, first: at, end, row: hit.row })
}
