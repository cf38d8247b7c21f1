//! Numbers that are no figures, each with what it is instead.

use rust_decimal::Decimal;

use super::super::page::Shape;
use super::code::{button, code, counter, in_code, is_model, within_name};
use super::day::{age, date, is_hour};
use super::look::{Ending, Look};
use super::numeral::{Numeral, Sort};
use super::words::Word;
use crate::claim::{Kind, Not};

/// What a number is, if it is no figure. `limited` says that a hedge stands before it.
pub fn not(look: &Look<'_>, found: &Numeral, kind: &Kind, limited: bool) -> Option<Not> {
    match found.sort {
        Sort::Ordinal => return Some(Not::Ordinal),
        Sort::Decade => return Some(if is_model(look, found.start) { Not::Identifier } else { Not::Date }),
        Sort::Loose => return Some(Not::Other),
        Sort::Share => return within_name(look, found).or_else(|| and_half(look, found)).or_else(|| counter(look, found)),
        Sort::Percent => return within_name(look, found),
        Sort::Points | Sort::Fold | Sort::Times => return None,
        Sort::Plain | Sort::Vague => {}
    }
    if matches!(kind, Kind::Money { .. }) {
        return button(look, found);
    }
    if let Some(name) = within_name(look, found).filter(|_| found.digits) {
        return Some(name);
    }
    let unit = after_word(look, found);
    if unit.is_some() {
        return unit;
    }
    if is_whole(look, found) {
        return Some(Not::Other);
    }
    if matches!(kind, Kind::Measure { .. }) {
        return caliber(look, found).or_else(|| within_name(look, found));
    }
    // "3G" names a network.
    if found.digits && found.scaled && look.is(found.end - 1, "G") && found.low < Decimal::from(10_000_000_000_i64) {
        return Some(Not::Identifier);
    }
    let digits = found.digits && !found.scaled;
    let year = if digits && !limited {
        date(look, found)
    } else if digits && is_hour(look, found) {
        Some(Not::Time)
    } else {
        None
    };
    year.or_else(|| age(look, found)).or_else(|| if digits { code(look, found) } else { None }).or_else(|| pronoun(look, found, limited))
}

/// "a year and a half", "a quarter of an hour".
fn and_half(look: &Look<'_>, found: &Numeral) -> Option<Not> {
    let part =
        look.is(found.end, "of") && look.any(found.end + 1, &["a", "an"]) && look.words.not_after.at(look.ahead(found.end + 2)).is_some();
    if part {
        return Some(Not::Duration);
    }
    let at = found.start.checked_sub(2).filter(|at| *at >= look.start && look.is(at + 1, "and"))?;
    let time = look.words.not_after.at(look.ahead(at)).is_some_and(|hit| *hit.value == Not::Duration);
    time.then_some(Not::Duration)
}

/// Numerals that are none: "the one who", the power of a unit ("km^2"), a piece of a code ("06F6").
pub fn is_no_number(look: &Look<'_>, found: &Numeral) -> bool {
    let (at, end) = (found.start, found.end);
    if at > look.start && !found.digits && !found.scaled && look.is(at, "one") && end == at + 1 {
        return look.any(at - 1, &["the", "this", "that", "which", "no", "any", "every", "another", "some", "last"])
            && !look.any(end, &["hundred", "million"])
            && !is_last_of(look, at);
    }
    if found.sort == Sort::Ordinal {
        return look.any(look.past_dash(end), &["century", "centuries"]);
    }
    let power = at > look.start + 1 && look.glued(at) && look.is(at - 1, "^") && look.shape(at - 2).is_some_and(Shape::is_word);
    let signed = at > look.start && look.glued(at) && look.is(at, "−") && look.shape(at - 1).is_some_and(Shape::is_word);
    let code = found.digits && look.glued(end) && look.shape(end) == Some(Shape::Mixed) && look.words.unit.at(look.ahead(end)).is_none();
    power || signed || code && look.page.text(at).len() < 3 || in_code(look, at)
}

/// "the last one hundred": a number after all.
fn is_last_of(look: &Look<'_>, at: usize) -> bool {
    look.is(at - 1, "last") || look.word(look.past_dash(at + 1)).is_some()
}

/// "29 per 10,000 people": what a rate is told against is no figure of its own.
fn is_whole(look: &Look<'_>, found: &Numeral) -> bool {
    let at = found.start;
    at > look.start && (look.is(at - 1, "per") || look.is(at - 1, "every") && at > look.start + 1 && look.any(at - 2, &["for", "of", "in"]))
}

/// Units of time, clock and page words after the number.
fn after_word(look: &Look<'_>, found: &Numeral) -> Option<Not> {
    let at = found.end + usize::from(found.sort == Sort::Vague && look.is(found.end, "of"));
    let hit = look.words.not_after.at(look.ahead(at)).or_else(|| {
        let next = look.past_dash(at);
        if next > at && look.glued(at) { look.words.not_after.at(look.ahead(next)) } else { None }
    })?;
    let not = *hit.value;
    // "12 comments" is furniture as a line of its own.
    let apart = found.start == look.start && look.end <= at + hit.len + 2;
    let enclosed = found.start > look.start && look.is(found.start - 1, "(") && look.is(at + hit.len, ")");
    if not == Not::Furniture && !apart && !enclosed {
        return None;
    }
    let aged = not == Not::Duration && look.any(look.past_dash(look.past_dash(at) + 1), &["old", "olds"]);
    let clock = not == Not::Time && found.high.is_some_and(|high| high > Decimal::from(2400));
    if clock {
        return None;
    }
    Some(if aged { Not::Age } else { not })
}

/// "155mm howitzer", "7.62 mm": the bore, and no amount. Rain is measured in the same unit.
fn caliber(look: &Look<'_>, found: &Numeral) -> Option<Not> {
    let at = look.past_dash(found.end);
    let millimetres = look.any(at, &["mm", "millimeter", "millimetre"]);
    let rain = look.any(at + 1, &["of", "rain", "rainfall", "thick", "wide", "long", "deep", "per", "."]);
    (millimetres && found.digits && !rain).then_some(Not::Identifier)
}

/// "one" is a figure only where it counts against others or is limited.
fn pronoun(look: &Look<'_>, found: &Numeral, limited: bool) -> Option<Not> {
    (found.low == Decimal::ONE && found.high == Some(Decimal::ONE) && !found.digits && !found.scaled).then_some(())?;
    let idle = |at: usize| look.page.words.get(at).is_some_and(|key| look.words.idle.contains(key));
    let noun = look.shape(found.end).is_some_and(Shape::is_word)
        && !idle(found.end)
        && !look.any(found.end, &["of", "that", "who", "which", "day", "another", "must", "can", "thing", "in", "to", "is", "or"]);
    let lost = (found.end..(found.end + 4).min(look.end)).any(|at| look.words.toll.contains(look.page.words.get(at).unwrap_or(&0)));
    let against = (look.start.max(found.start.saturating_sub(9))..(found.end + 9).min(look.end))
        .any(|at| (at < found.start || at >= found.end) && is_listed(look, at, found));
    let of = look.is(found.end, "of");
    (of || !(lost || noun && (limited || against))).then_some(Not::Pronoun)
}

/// Whether another number stands beside "one" in a list.
fn is_listed(look: &Look<'_>, at: usize, found: &Numeral) -> bool {
    let counts =
        look.digits(at).is_some_and(|digits| digits.ending == Ending::None && (digits.grouped || digits.value < Decimal::from(1900)));
    let number = counts || matches!(look.word(at), Some(Word::Small(n)) if n > 1);
    let (from, to) = if at < found.start { (at + 1, found.start) } else { (found.end, at) };
    number && (from..to).any(|at| look.any(at, &["and", ","]))
}
