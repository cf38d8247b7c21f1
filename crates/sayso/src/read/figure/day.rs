//! Numbers that are days, years, clock times or ages, where the stage of times has not said so.

use rust_decimal::Decimal;

use super::super::page::Shape;
use super::look::Look;
use super::numeral::Numeral;
use crate::claim::Not;

/// Years, days of months, clock times.
pub fn date(look: &Look<'_>, found: &Numeral) -> Option<Not> {
    let text = look.page.text(found.start);
    if look.is(found.end, ":") && look.glued(found.end) && look.glued(found.end + 1) && look.digits(found.end + 1).is_some()
        || found.start > look.start + 1
            && look.is(found.start - 1, ":")
            && look.glued(found.start)
            && look.glued(found.start - 1)
            && look.digits(found.start - 2).is_some()
    {
        return Some(Not::Time);
    }
    if is_hour(look, found) {
        return Some(Not::Time);
    }
    let dot = found.start > look.start + 1 && look.is(found.start - 1, ".") && look.glued(found.start - 1);
    let before = found.start.checked_sub(1 + usize::from(dot)).filter(|at| *at >= look.start);
    if text.len() < 3 && (is_month(look, found.end) || before.is_some_and(|at| is_month(look, at))) {
        return Some(Not::Date);
    }
    let year = text.len() == 4
        && found.low.is_integer()
        && found.low >= Decimal::from(1500)
        && found.low < Decimal::from(2100)
        && !text.contains(['.', ',']);
    (year && is_year(look, found)).then_some(Not::Date)
}

/// "at 1045 (1645 GMT)": a clock time in four digits.
pub fn is_hour(look: &Look<'_>, found: &Numeral) -> bool {
    let text = look.page.text(found.start);
    let clock = text.len() == 4
        && text.bytes().all(|byte| byte.is_ascii_digit())
        && found.low < Decimal::from(2400)
        && found.low % Decimal::ONE_HUNDRED < Decimal::from(60);
    let at = found.start.checked_sub(1).filter(|at| *at >= look.start);
    let at = at.map(|at| if look.any(at, &["approximately", "about", "around", "exactly"]) { at.saturating_sub(1) } else { at });
    clock
        && at.is_some_and(|at| look.is(at, "at"))
        && !look.shape(found.end).is_some_and(|shape| {
            shape.is_word() && !look.any(found.end, &["on", "and", "today", "local", "this", "yesterday", "when", "gmt", "in"])
        })
}

fn is_month(look: &Look<'_>, at: usize) -> bool {
    let key = look.page.words.get(..look.end).and_then(|words| words.get(at));
    // "may" is a verb in lower case.
    key.is_some_and(|key| look.words.month.contains(key)) && look.shape(at) != Some(Shape::Lower)
}

/// A four-digit number is a year unless it counts people or things.
fn is_year(look: &Look<'_>, found: &Numeral) -> bool {
    let next = look.page.words.get(..look.end).and_then(|words| words.get(found.end));
    let counts = next.is_some_and(|key| look.words.people.contains(key));
    let dated = found.start > look.start
        && (look.any(
            found.start - 1,
            &[
                "in", "since", "by", "until", "till", "from", "during", "before", "after", "early", "late", "mid", "year", "of", "for",
                "through", "'s", "’s",
            ],
        ) || is_month(look, found.start - 1));
    !counts || dated && !look.any(found.end, &["people", "soldiers", "troops", "civilians"])
}

/// "aged 18 to 60", "Mylto, 28, had", "she was 16.", "died at 76".
pub fn age(look: &Look<'_>, found: &Numeral) -> Option<Not> {
    let high = found.high?;
    (found.low.is_integer() && high < Decimal::from(121) && !found.scaled && found.start > look.start).then_some(())?;
    let told = beside(look, found) || of_one(look, found) || at_death(look, found);
    (is_aged(look, found) || told && found.digits && found.low >= Decimal::ONE).then_some(Not::Age)
}

/// "aged 18 to 60", "between the ages of 20 and 30".
fn is_aged(look: &Look<'_>, found: &Numeral) -> bool {
    const GAP: [&str; 10] = ["of", "between", "from", "to", "and", "over", "under", "group", "groups", "-"];
    let from = found.start.saturating_sub(5).max(look.start);
    let word = (from..found.start).rev().find(|at| !look.any(*at, &GAP) && look.digits(*at).is_none());
    word.is_some_and(|at| look.any(at, &["aged", "age", "ages"])) && look.words.unit.at(look.ahead(found.end)).is_none()
}

/// Whether the clause ends after a number.
fn closes(look: &Look<'_>, found: &Numeral) -> bool {
    found.end >= look.end || look.any(found.end, &[",", ".", ";", "!", ")"])
}

/// "Mylto, 28, had", "Trump (78)", "a man, 18, from", "Now 28, she".
fn beside(look: &Look<'_>, found: &Numeral) -> bool {
    let before = found.start - 1;
    let now = look.any(before, &["now", "turned", "turning", "turns"]) && closes(look, found);
    let Some(noun) = before.checked_sub(1).filter(|at| *at >= look.start) else { return now };
    let name = is_name(look, noun);
    let kin = look.page.words.get(noun).is_some_and(|key| look.words.kin.contains(key)) || look.is(noun, ")");
    let comma = look.is(before, ",") && (name && closes(look, found) || kin && look.is(found.end, ","));
    now || comma || look.is(before, "(") && look.is(found.end, ")") && name
}

/// "she was 16.", "Begum was 15 when".
fn of_one(look: &Look<'_>, found: &Numeral) -> bool {
    let before = found.start - 1;
    let Some(who) = before.checked_sub(1).filter(|at| *at >= look.start) else { return false };
    let is = look.any(before, &["was", "were", "is", "'s", "’s", "am", "'m"]);
    let pronoun = look.any(who, &["he", "she", "i", "who"]);
    is && (pronoun && closes(look, found) || (pronoun || is_name(look, who)) && look.any(found.end, &["when", "at"]))
}

/// "died in 2023 at 76", "the oldest president at 81".
fn at_death(look: &Look<'_>, found: &Numeral) -> bool {
    const LIFE: [&str; 9] = ["died", "dies", "dead", "dying", "retired", "married", "president", "youngest", "oldest"];
    let before = found.start - 1;
    let from = before.saturating_sub(8).max(look.start);
    look.is(before, "at") && closes(look, found) && (from..before).any(|at| look.any(at, &LIFE))
}

pub fn is_name(look: &Look<'_>, at: usize) -> bool {
    matches!(look.shape(at), Some(Shape::Capital | Shape::Upper)) && !is_month(look, at)
}
