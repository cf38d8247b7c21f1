//! Vague numerals: "dozens", "several hundred", "tens of thousands".

use rust_decimal::Decimal;

use super::look::Look;
use super::numeral::{Numeral, Sort};
use super::words::Word;
use crate::claim::RowId;

/// "dozens", "several hundred", "tens of thousands", "hundreds of millions".
pub fn vague(look: &Look<'_>, at: usize) -> Option<Numeral> {
    if let Some(few) = few(look, at) {
        return Some(few);
    }
    let (Word::Plural(low, high), row) = look.row(at)? else { return None };
    let found =
        Numeral { start: at, end: at + 1, low, high, sort: Sort::Vague, scale: Decimal::ONE, digits: false, scaled: true, row: Some(row) };
    Some(of_scale(look, found))
}

/// "tens of thousands" multiplies; "tens or even hundreds of thousands" spans.
fn of_scale(look: &Look<'_>, mut found: Numeral) -> Numeral {
    if look.is(found.end, "or") {
        let next = found.end + 1 + usize::from(look.any(found.end + 1, &["even", "perhaps"]));
        let scaled = look.is(next + 1, "of") && plural(look, next + 2).is_some();
        match look.word(next) {
            Some(Word::Plural(low, high)) if scaled && low > found.low => (found.high, found.end) = (high, next + 1),
            _ => {}
        }
    }
    let first = found.low;
    while look.is(found.end, "of") {
        let Some(scale) =
            plural(look, found.end + 1).filter(|scale| *scale >= Decimal::ONE_HUNDRED && (*scale > first || found.end > found.start + 1))
        else {
            break;
        };
        let Some(low) = found.low.checked_mul(scale) else { break };
        // "tens of thousands" end where the next word would begin: 99,999.
        found.high = found.high.and_then(|high| (high + Decimal::ONE).checked_mul(scale)).map(|high| high - Decimal::ONE);
        (found.low, found.end, found.scale) = (low, found.end + 2, scale);
    }
    found
}

fn plural(look: &Look<'_>, at: usize) -> Option<Decimal> {
    match look.word(at) {
        Some(Word::Plural(low, Some(_))) => Some(low),
        Some(Word::Scale(scale)) => Some(scale),
        _ => None,
    }
}

/// "several hundred", "a few dozen", "a couple of thousand", "many thousands".
fn few(look: &Look<'_>, at: usize) -> Option<Numeral> {
    let first = at + usize::from(look.is(at, "a"));
    let (Word::Few(alone), row) = look.row(first)? else { return None };
    let scale = first + 1 + usize::from(look.is(first + 1, "of") && (first > at || look.is(first, "couple")));
    let (low, high, wide) = match look.word(scale) {
        Some(Word::Hundred) => (Decimal::ONE_HUNDRED, Some(Decimal::from(999)), Decimal::ONE),
        Some(Word::Scale(scale)) => (scale, scale.checked_mul(Decimal::TEN).map(|next| next - Decimal::ONE), scale),
        Some(Word::Dozen(12)) => (Decimal::from(24), None, Decimal::ONE),
        Some(Word::Plural(low, high)) => (low, high, if low >= Decimal::ONE_THOUSAND { low } else { Decimal::ONE }),
        _ => return loose(at, first + 1, alone?, row),
    };
    let mut found =
        Numeral { start: at, end: scale + 1, low, high, sort: Sort::Vague, scale: wide, digits: false, scaled: true, row: Some(row) };
    if let Some(Word::Scale(next)) = look.word(found.end) {
        found.low = low.checked_mul(next)?;
        found.high = high.and_then(|high| (high + Decimal::ONE).checked_mul(next)).map(|high| high - Decimal::ONE);
        (found.end, found.scale) = (found.end + 1, next);
    }
    Some(of_scale(look, found))
}

/// "a few", "a couple": a number by custom, and no figure.
#[expect(clippy::unnecessary_wraps, reason = "it ends a chain of options")]
fn loose(start: usize, end: usize, value: Decimal, row: RowId) -> Option<Numeral> {
    Some(Numeral {
        start,
        end,
        low: value,
        high: Some(value),
        sort: Sort::Loose,
        scale: Decimal::ONE,
        digits: false,
        scaled: false,
        row: Some(row),
    })
}
