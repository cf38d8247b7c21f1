//! Ranges: "40,000-45,000", "15 to 20 percent", "between 900,000 and 1 million", "five or six".

use rust_decimal::Decimal;

use super::super::page::Shape;
use super::look::Look;
use super::numeral::{Numeral, Sort, numeral};
use super::words::Hedge;

/// A numeral widened to the range it begins, where it begins one.
pub fn range(look: &Look<'_>, first: Numeral) -> Numeral {
    let joined = [dash, to, between, or, tolerance].iter().find_map(|join| join(look, &first));
    joined.unwrap_or(first)
}

/// "40,000-45,000", "5-to-10".
fn dash(look: &Look<'_>, first: &Numeral) -> Option<Numeral> {
    let at = first.end;
    (look.dash(at) && !look.is(at, "—") && (look.glued(at) == look.glued(at + 1) || look.is(at, "–"))).then_some(())?;
    let to = look.is(at + 1, "to") && look.dash(at + 2);
    let second = after_sign(look, if to { at + 3 } else { at + 1 })?;
    // A second dash makes it a telephone number or a code.
    let chained = look.dash(second.end) && look.glued(second.end) && look.digits(second.end + 1).is_some();
    let opened = first.start > look.start && look.dash(first.start - 1) && look.glued(first.start);
    let letters = first.start > look.start && look.glued(first.start) && look.shape(first.start - 1).is_some_and(Shape::is_word);
    let spaced = !look.glued(at);
    let year = spaced
        && first.digits
        && first.low > Decimal::from(1900)
        && first.low < Decimal::from(2100)
        && look.page.text(first.start).len() == 4;
    (!chained && !opened && !letters && !year).then(|| join(first, &second))?
}

/// "15 to 20", "44 mg to 50 mg"; not "from 27 to 25", and not "fell 3 to 120".
fn to(look: &Look<'_>, first: &Numeral) -> Option<Numeral> {
    let at = if look.is(first.end, "-") && look.glued(first.end) && look.is(first.end + 1, "to") { first.end + 1 } else { first.end };
    let unit = look.words.unit.at(look.ahead(at));
    let gap = unit.filter(|unit| look.is(at + unit.len, "to")).map_or(0, |unit| unit.len);
    look.is(at + gap, "to").then_some(())?;
    let second = after_sign(look, at + gap + 1)?;
    let same = gap == 0 || look.words.unit.at(look.ahead(second.end)).map(|hit| hit.value) == unit.map(|hit| hit.value);
    if gap > 0 && ranges(look, first.start) && second.high? < first.low {
        return Some(Numeral { end: second.end, low: second.low, ..*first });
    }
    (same && !moves(look, first.start)).then(|| join(first, &second))?
}

/// Whether the number before "to" is a start and no lower end: "rose from 10 to 20".
pub fn moves(look: &Look<'_>, at: usize) -> bool {
    let before = at - look.words.sign.at(look.behind(at).words()).map_or(0, |hit| hit.len).min(at - look.start);
    let turn = |at: usize| look.page.words.get(at).and_then(|key| look.words.change.get(key)).is_some_and(|turn| turn.verb || turn.noun);
    if before == look.start {
        return false;
    }
    look.is(before - 1, "from") && !ranges(look, before) && (look.start..look.end).any(turn) || turn(before - 1)
}

/// "ranging from" before an amount.
fn ranges(look: &Look<'_>, at: usize) -> bool {
    const RANGE: [&str; 9] = ["ranging", "ranged", "range", "ranges", "varying", "vary", "varied", "varies", "anywhere"];
    at > look.start + 1 && look.is(at - 1, "from") && look.any(at - 2, &RANGE)
}

/// "between X and Y", with hedges and signs before Y.
fn between(look: &Look<'_>, first: &Numeral) -> Option<Numeral> {
    let from = first.start.saturating_sub(4).max(look.start);
    let opened = (from..first.start).rev().find(|at| look.is(*at, "between"))?;
    let gap = (first.end..first.end + 3).find(|at| look.any(*at, &["and", "to"]))?;
    let clear = (opened + 1..first.start).all(|at| look.digits(at).is_none());
    (clear
        && (gap == first.end
            || look.words.unit.at(look.ahead(first.end)).is_some()
            || look.words.currency.at(look.ahead(first.end)).is_some()))
    .then_some(())?;
    let mut at = gap + 1;
    while let Some(hit) = hedged(look, at) {
        at += hit;
    }
    join(first, &after_sign(look, at)?)
}

/// How many words of a hedge begin here: looked up backwards from where it would end.
fn hedged(look: &Look<'_>, at: usize) -> Option<usize> {
    (1..=3).rev().find(|len| {
        let behind = look.behind(at + len);
        at + len < look.end
            && look.words.before.at(behind.words()).is_some_and(|hit| hit.len == *len && matches!(hit.value, Hedge::Limit(_)))
    })
}

/// "five or six", "10 or 15".
fn or(look: &Look<'_>, first: &Numeral) -> Option<Numeral> {
    look.is(first.end, "or").then_some(())?;
    let second = numeral(look, first.end + 1)?;
    let small = second.low <= Decimal::ONE_HUNDRED && second.low <= first.low.checked_mul(Decimal::TWO)?;
    let close = small || second.low.checked_mul(Decimal::TWO)? <= first.low.checked_mul(Decimal::from(3))?;
    let plain = first.sort == Sort::Plain && second.sort == Sort::Plain && first.digits == second.digits && first.scale == second.scale;
    (close && plain).then(|| join(first, &second))?
}

/// "48 plus or minus 3": the ends of the tolerance.
fn tolerance(look: &Look<'_>, first: &Numeral) -> Option<Numeral> {
    let at = first.end;
    let sign = [&["±"][..], &["+", "/", "-"], &["plus", "or", "minus"], &["give", "or", "take"]];
    let len = sign.iter().find(|words| words.iter().enumerate().all(|(step, word)| look.is(at + step, word)))?.len();
    let second = numeral(look, at + len)?;
    let (low, high) = (first.low.checked_sub(second.high?)?, first.high?.checked_add(second.high?)?);
    (second.high? < first.low && first.high? == first.low).then_some(Numeral { end: second.end, low, high: Some(high), ..*first })
}

/// A numeral after an optional sign of money.
fn after_sign(look: &Look<'_>, at: usize) -> Option<Numeral> {
    (0..=2).find_map(|skip| {
        let signed = skip == 0 || look.words.sign.at(look.behind(at + skip).words()).is_some_and(|hit| hit.len == skip);
        numeral(look, at + skip).filter(|_| signed)
    })
}

/// Both ends in one, the scale and per cent of the second shared with the first.
fn join(first: &Numeral, second: &Numeral) -> Option<Numeral> {
    let mut low = *first;
    let sort = match (first.sort, second.sort) {
        (Sort::Plain, sort @ (Sort::Plain | Sort::Percent | Sort::Points | Sort::Fold | Sort::Times)) => sort,
        (one, other) if one == other && matches!(one, Sort::Percent | Sort::Points | Sort::Share | Sort::Fold | Sort::Ordinal) => one,
        _ => return None,
    };
    let coefficient = second.high?.checked_div(second.scale)?;
    if second.scale > Decimal::ONE && !first.scaled && first.low < Decimal::ONE_THOUSAND && first.low <= coefficient {
        low.times(second.scale)?;
    }
    let high = second.high.filter(|high| *high > low.low)?;
    (first.low != first.high? || low.high? == low.low).then_some(())?;
    Some(Numeral { end: second.end, high: Some(high), sort, scale: second.scale, scaled: first.scaled || second.scaled, ..low })
}
