//! Numbers that are no figures, each with what it is instead.

use rust_decimal::Decimal;

use super::super::page::Shape;
use super::look::Look;
use super::look::Ending;
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
    if matches!(kind, Kind::Measure { .. }) {
        return caliber(look, found).or_else(|| within_name(look, found));
    }
    if is_whole(look, found) {
        return Some(Not::Other);
    }
    // "3G" names a network.
    if found.digits && found.scaled && look.is(found.end - 1, "G") && found.low < Decimal::from(10_000_000_000_i64) {
        return Some(Not::Identifier);
    }
    let digits = found.digits && !found.scaled;
    let year = if digits && !limited { date(look, found) } else if digits && is_hour(look, found) { Some(Not::Time) } else { None };
    year.or_else(|| age(look, found)).or_else(|| if digits { code(look, found) } else { None }).or_else(|| pronoun(look, found, limited))
}

/// "a year and a half", "a quarter of an hour".
fn and_half(look: &Look<'_>, found: &Numeral) -> Option<Not> {
    let part = look.is(found.end, "of") && look.any(found.end + 1, &["a", "an"]) && look.words.not_after.at(look.ahead(found.end + 2)).is_some();
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
        return look.any(at - 1, &["the", "this", "that", "which", "no", "any", "every", "another", "some", "last"]) && !look.any(end, &["hundred", "million"]) && !is_last_of(look, at);
    }
    if found.sort == Sort::Ordinal {
        return look.any(look.past_dash(end), &["century", "centuries"]);
    }
    let power = at > look.start + 1 && look.glued(at) && look.is(at - 1, "^") && look.shape(at - 2).is_some_and(Shape::is_word);
    let signed = at > look.start && look.glued(at) && look.is(at, "−") && look.shape(at - 1).is_some_and(Shape::is_word);
    let code = found.digits && look.glued(end) && look.shape(end) == Some(Shape::Mixed) && look.words.unit.at(look.ahead(end)).is_none();
    power || signed || code && look.page.text(at).len() < 3 || in_code(look, at)
}

/// Whether a run without spaces leads back to a word with digits in it: "J1149.5+6663", "I7-860BOX".
fn in_code(look: &Look<'_>, at: usize) -> bool {
    let from = at.saturating_sub(5).max(look.start);
    for before in (from..at).rev() {
        if !look.glued(before + 1) || !look.is_mark(before) && look.digits(before).is_none() {
            return look.glued(before + 1) && look.shape(before) == Some(Shape::Mixed);
        }
    }
    false
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
    let at = found.end;
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

/// "F-16s"
fn is_model(look: &Look<'_>, at: usize) -> bool {
    at > look.start + 1 && look.glued(at) && look.is(at - 1, "-") && look.glued(at - 1) && matches!(look.shape(at - 2), Some(Shape::Upper | Shape::Capital | Shape::Mixed)) && look.page.text(at - 2).len() < 4
}

/// A number inside a name: "T-72", "F-16".
fn within_name(look: &Look<'_>, found: &Numeral) -> Option<Not> {
    let at = found.start;
    (at > look.start).then_some(())?;
    let joined = look.glued(at) && look.any(at - 1, &["-", "‐", "‑"]) && look.glued(at - 1) && at >= look.start + 2 && look.shape(at - 2).is_some_and(Shape::is_word);
    let linked = look.any(at - 1, &["/", "=", "&", "?", "_", "#"]) && look.glued(found.end) && look.shape(found.end).is_some_and(Shape::is_word);
    let stuck = look.glued(at) && (look.shape(at - 1).is_some_and(Shape::is_word) || look.is(at - 1, "%") || linked);
    (joined && !look.is(at - 2, "mid") || stuck).then_some(Not::Identifier)
}

/// Years, days of months, clock times.
fn date(look: &Look<'_>, found: &Numeral) -> Option<Not> {
    let text = look.page.text(found.start);
    if look.is(found.end, ":") && look.glued(found.end) && look.glued(found.end + 1) && look.digits(found.end + 1).is_some()
        || found.start > look.start + 1 && look.is(found.start - 1, ":") && look.glued(found.start) && look.glued(found.start - 1) && look.digits(found.start - 2).is_some()
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
    let year = text.len() == 4 && found.low.is_integer() && found.low >= Decimal::from(1500) && found.low < Decimal::from(2100) && !text.contains(['.', ',']);
    (year && is_year(look, found)).then_some(Not::Date)
}

/// "at 1045 (1645 GMT)": a clock time in four digits.
fn is_hour(look: &Look<'_>, found: &Numeral) -> bool {
    let text = look.page.text(found.start);
    let clock = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit()) && found.low < Decimal::from(2400) && found.low % Decimal::ONE_HUNDRED < Decimal::from(60);
    let at = found.start.checked_sub(1).filter(|at| *at >= look.start);
    let at = at.map(|at| if look.any(at, &["approximately", "about", "around", "exactly"]) { at.saturating_sub(1) } else { at });
    clock && at.is_some_and(|at| look.is(at, "at")) && !look.shape(found.end).is_some_and(|shape| shape.is_word() && !look.any(found.end, &["on", "and", "today", "local", "this", "yesterday", "when", "gmt", "in"]))
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
        && (look.any(found.start - 1, &["in", "since", "by", "until", "till", "from", "during", "before", "after", "early", "late", "mid", "year", "of", "for", "through", "'s", "’s"])
            || is_month(look, found.start - 1));
    !counts || dated && !look.any(found.end, &["people", "soldiers", "troops", "civilians"])
}

/// "aged 18 to 60", "Mylto, 28, had", "in his 50s".
fn age(look: &Look<'_>, found: &Numeral) -> Option<Not> {
    let high = found.high?;
    (found.low.is_integer() && high < Decimal::from(121) && !found.scaled && found.start > look.start).then_some(())?;
    let before = found.start - 1;
    let aged = look.any(before, &["aged", "age", "ages"]) || look.is(before, "of") && before > look.start && look.any(before - 1, &["age", "ages"]);
    let between = (before.saturating_sub(4).max(look.start)..before).any(|at| look.any(at, &["aged", "ages", "age"]));
    let apposed = look.is(before, ",") && before > look.start && is_name(look, before - 1) && (look.any(found.end, &[",", ")", "."]) || found.end >= look.end);
    let was = look.any(before, &["was", "were", "is"]) && before > look.start && look.any(found.end, &["when", "at"]) && (is_name(look, before - 1) || look.any(before - 1, &["he", "she", "i", "who"]));
    let pronoun = before > look.start && look.any(before, &["was", "is", "'s", "’s", "were", "am", "'m"]) && look.any(before - 1, &["he", "she", "i", "who"]) && (look.any(found.end, &[".", ",", ";", "!"]) || found.end >= look.end);
    let aside = look.is(before, ",") && look.is(found.end, ",") && before > look.start && (look.page.words.get(before - 1).is_some_and(|key| look.words.kin.contains(key)) || look.is(before - 1, ")"));
    let died = look.is(before, "at") && (look.any(found.end, &[".", ",", ";"]) || found.end >= look.end) && (before.saturating_sub(8).max(look.start)..before).any(|at| look.any(at, &["died", "dies", "dead", "dying", "retired", "married", "president", "youngest", "oldest"]));
    let apposed = apposed || was || pronoun || aside || died || look.any(before, &["now", "turned", "turning", "turns"]) && (look.any(found.end, &[",", "."]) || found.end >= look.end);
    let apposed = apposed || look.is(before, "(") && look.is(found.end, ")") && before > look.start && is_name(look, before - 1);
    (aged || between && look.words.unit.at(look.ahead(found.end)).is_none() || apposed && found.digits && found.low >= Decimal::ONE).then_some(Not::Age)
}

fn is_name(look: &Look<'_>, at: usize) -> bool {
    matches!(look.shape(at), Some(Shape::Capital | Shape::Upper)) && !is_month(look, at)
}

/// Names, codes, telephone numbers, list numbers, footnotes, scores.
fn code(look: &Look<'_>, found: &Numeral) -> Option<Not> {
    let at = found.start;
    within_name(look, found).or_else(|| named(look, found)).or_else(|| modelled(look, found)).or_else(|| numbered(look, found)).or_else(|| chained(look, found)).or_else(|| {
        let leading = is_postal(look, found) || look.page.text(at).starts_with('0') && look.page.text(at).len() > 1 && found.low.is_integer();
        leading.then_some(Not::Identifier)
    })
}

/// "Flight 9268", "Resolution 2202".
fn named(look: &Look<'_>, found: &Numeral) -> Option<Not> {
    if let Some(hit) = look.words.not_whole.at(look.behind(found.end).words()) {
        return Some(*hit.value);
    }
    let mark = found.start > look.start && look.any(found.start - 1, &[":", ".", "#", "№"]);
    let before = look.words.not_before.at(look.behind(found.start).words());
    let hit = before.or_else(|| if mark { look.words.not_before.at(look.behind(found.start - 1).words()) } else { None })?;
    let counts = look.page.words.get(..look.end).and_then(|words| words.get(found.end)).is_some_and(|key| look.words.people.contains(key));
    (!counts && found.start >= look.start + hit.len).then_some(*hit.value)
}

/// "iPad 2", "Leopard 2 tanks", "3G": a small number after a name that no counted noun follows.
fn modelled(look: &Look<'_>, found: &Numeral) -> Option<Not> {
    let (at, end) = (found.start, found.end);
    let small = end == at + 1 && found.low.is_integer() && look.page.text(at).len() < 4;
    let name = at > look.start + 1 && !look.glued(at) && is_name(look, at - 1) && !look.words.month.contains(look.page.words.get(at - 1)?);
    (small && name && !look.page.upper && closes_name(look, end) && !is_title(look)).then_some(Not::Identifier)
}

/// Whether what follows a number cannot be what it counts.
fn closes_name(look: &Look<'_>, at: usize) -> bool {
    const CLOSE: [&str; 34] = [
        ".", ",", ";", ":", ")", "\"", "”", "'", "’", "'s", "’s", "and", "or", "in", "on", "at", "to", "from", "for", "with", "by", "of", "as", "is", "that",
        "which", "main", "tank", "tanks", "missile", "missiles", "drone", "drones", "engines",
    ];
    at >= look.end || look.any(at, &CLOSE) && look.shape(at) != Some(Shape::Upper) || look.is(at, "MBT")
}

/// Whether most words of the sentence are capitalised, as in a headline.
fn is_title(look: &Look<'_>) -> bool {
    let words = (look.start..look.end).filter_map(|at| look.shape(at)).filter(|shape| shape.is_word()).take(40);
    let (mut capital, mut lower) = (0, 0);
    for shape in words {
        if shape == Shape::Lower { lower += 1 } else { capital += 1 }
    }
    capital > lower
}

/// "1. First", "(2)", "[12]", a footnote glued to a full stop.
fn numbered(look: &Look<'_>, found: &Numeral) -> Option<Not> {
    let (at, end) = (found.start, found.end);
    let opens = at == look.start;
    if opens && look.glued(at) && at > 0 {
        return Some(Not::Furniture);
    }
    if opens && end == look.end && alone(look, at) && !look.page.text(at).contains([',', '.']) {
        return Some(Not::Furniture);
    }
    if opens && look.any(end, &[".", ")"]) && look.glued(end) && look.end > end + 1 {
        return Some(Not::List);
    }
    if opens && look.end == end + 1 && look.is(end, ".") {
        return Some(Not::List);
    }
    if at > look.start && look.is(at - 1, "[") && look.is(end, "]") {
        return Some(Not::Furniture);
    }
    let note = at > look.start + 1 && look.glued(at) && look.any(at - 1, &[".", ",", "”", "\"", "’"]) && look.glued(at - 1) && look.shape(at - 2).is_some_and(Shape::is_word);
    // "1 Report of the Secretary-General" opens a note.
    if opens && found.low == Decimal::ONE && look.shape(end) == Some(Shape::Capital) && !look.page.upper && end > at && !is_title(look) {
        return Some(Not::List);
    }
    note.then_some(Not::Furniture)
}

/// Whether a number is all there is in its paragraph: a counter of the page.
fn alone(look: &Look<'_>, at: usize) -> bool {
    let sentence = look.page.sentences.get(look.page.sentence_of(at));
    let block = sentence.and_then(|sentence| look.page.blocks.get(sentence.block));
    look.page.sentences.len() > 1 && block.is_some_and(|block| block.sentences.len() == 1)
}

/// "[1/5]" counts pictures.
fn counter(look: &Look<'_>, found: &Numeral) -> Option<Not> {
    (found.digits && found.start > look.start && look.is(found.start - 1, "[") && look.is(found.end, "]")).then_some(Not::Furniture)
}

/// A small amount alone on its line is a button to give.
fn button(look: &Look<'_>, found: &Numeral) -> Option<Not> {
    let line = found.start <= look.start + 2 && found.end == look.end && alone(look, found.start);
    (line && !found.scaled && found.low < Decimal::ONE_THOUSAND).then_some(Not::Furniture)
}

/// "Philadelphia, PA 19104"
fn is_postal(look: &Look<'_>, found: &Numeral) -> bool {
    let text = look.page.text(found.start);
    let state = found.start.checked_sub(1).is_some_and(|at| look.shape(at) == Some(Shape::Upper) && look.page.text(at).len() == 2);
    text.len() == 5 && text.bytes().all(|byte| byte.is_ascii_digit()) && state && !look.page.upper
}

/// Digits in a chain of dashes, dots or slashes, or too many of them: a telephone number or a code.
fn chained(look: &Look<'_>, found: &Numeral) -> Option<Not> {
    let (at, end) = (found.start, found.end);
    let link = |mark: usize| look.dash(mark) || look.any(mark, &["/", "+"]);
    let before = at > look.start + 1 && look.glued(at) && link(at - 1) && look.glued(at - 1) && look.digits(at - 2).is_some();
    let behind = look.glued(end) && link(end) && look.glued(end + 1) && look.digits(end + 1).is_some();
    let plus = at > look.start && look.is(at - 1, "+") && look.glued(at);
    let dialled = plus && (look.digits(end).is_some() || look.dash(end) && look.glued(end) || look.is(end, "(") || look.page.text(at).len() > 8);
    let long = found.low > Decimal::from(999_999_999_999_i64) && !look.page.text(at).contains(',');
    let lettered = look.glued(end) && look.dash(end) && look.glued(end + 1) && look.shape(end + 1) == Some(Shape::Upper) && look.page.text(end + 1).len() < 4;
    if dialled || before && behind {
        return Some(Not::Phone);
    }
    let score = before || behind;
    let voted = (look.dash(end) || at > look.start && look.dash(at - 1)) && (at.saturating_sub(12).max(look.start)..(end + 12).min(look.end)).any(|near| look.words.vote.contains(look.page.words.get(near).unwrap_or(&0)));
    if score && voted && found.low < Decimal::ONE_THOUSAND {
        return None;
    }
    if score && found.low < Decimal::from(200) {
        return Some(Not::Score);
    }
    (score || long || lettered).then_some(Not::Identifier)
}

/// "one" is a figure only where it counts against others or is limited.
fn pronoun(look: &Look<'_>, found: &Numeral, limited: bool) -> Option<Not> {
    (found.low == Decimal::ONE && found.high == Some(Decimal::ONE) && !found.digits && !found.scaled).then_some(())?;
    let idle = |at: usize| look.page.words.get(at).is_some_and(|key| look.words.idle.contains(key));
    let noun = look.shape(found.end).is_some_and(Shape::is_word) && !idle(found.end) && !look.any(found.end, &["of", "that", "who", "which", "day", "another", "must", "can", "thing", "in", "to", "is", "or"]);
    let lost = (found.end..(found.end + 4).min(look.end)).any(|at| look.words.toll.contains(look.page.words.get(at).unwrap_or(&0)));
    let against = (look.start.max(found.start.saturating_sub(9))..(found.end + 9).min(look.end))
        .any(|at| (at < found.start || at >= found.end) && is_listed(look, at, found));
    let of = look.is(found.end, "of");
    (of || !(lost || noun && (limited || against))).then_some(Not::Pronoun)
}

/// Whether another number stands beside "one" in a list.
fn is_listed(look: &Look<'_>, at: usize, found: &Numeral) -> bool {
    let counts = look.digits(at).is_some_and(|digits| digits.ending == Ending::None && (digits.grouped || digits.value < Decimal::from(1900)));
    let number = counts || matches!(look.word(at), Some(Word::Small(n)) if n > 1);
    let (from, to) = if at < found.start { (at + 1, found.start) } else { (found.end, at) };
    number && (from..to).any(|at| look.any(at, &["and", ","]))
}
