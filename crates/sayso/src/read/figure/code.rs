//! Numbers that are part of a name, a code or the page: model names, flights, telephone numbers, list numbers, buttons.

use rust_decimal::Decimal;

use super::super::page::Shape;
use super::day::is_name;
use super::look::Look;
use super::numeral::Numeral;
use crate::claim::Not;

/// Names, codes, telephone numbers, list numbers, footnotes, scores.
pub fn code(look: &Look<'_>, found: &Numeral) -> Option<Not> {
    let at = found.start;
    within_name(look, found)
        .or_else(|| named(look, found))
        .or_else(|| modelled(look, found))
        .or_else(|| numbered(look, found))
        .or_else(|| chained(look, found))
        .or_else(|| {
            let leading =
                is_postal(look, found) || look.page.text(at).starts_with('0') && look.page.text(at).len() > 1 && found.low.is_integer();
            leading.then_some(Not::Identifier)
        })
}

/// A number inside a name: "T-72", "F-16".
pub fn within_name(look: &Look<'_>, found: &Numeral) -> Option<Not> {
    let at = found.start;
    (at > look.start).then_some(())?;
    let joined = look.glued(at)
        && look.any(at - 1, &["-", "‐", "‑"])
        && look.glued(at - 1)
        && at >= look.start + 2
        && look.shape(at - 2).is_some_and(Shape::is_word);
    let linked =
        look.any(at - 1, &["/", "=", "&", "?", "_", "#"]) && look.glued(found.end) && look.shape(found.end).is_some_and(Shape::is_word);
    let stuck = look.glued(at) && (look.shape(at - 1).is_some_and(Shape::is_word) || look.is(at - 1, "%") || linked);
    (joined && !look.is(at - 2, "mid") || stuck).then_some(Not::Identifier)
}

/// "F-16s"
pub fn is_model(look: &Look<'_>, at: usize) -> bool {
    at > look.start + 1
        && look.glued(at)
        && look.is(at - 1, "-")
        && look.glued(at - 1)
        && matches!(look.shape(at - 2), Some(Shape::Upper | Shape::Capital | Shape::Mixed))
        && look.page.text(at - 2).len() < 4
}

/// Whether a run without spaces leads back to a word with digits in it: "J1149.5+6663", "I7-860BOX".
pub fn in_code(look: &Look<'_>, at: usize) -> bool {
    let from = at.saturating_sub(5).max(look.start);
    for before in (from..at).rev() {
        if !look.glued(before + 1) || !look.is_mark(before) && look.digits(before).is_none() {
            return look.glued(before + 1) && look.shape(before) == Some(Shape::Mixed);
        }
    }
    false
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
        ".", ",", ";", ":", ")", "\"", "”", "'", "’", "'s", "’s", "and", "or", "in", "on", "at", "to", "from", "for", "with", "by", "of",
        "as", "is", "that", "which", "main", "tank", "tanks", "missile", "missiles", "drone", "drones", "engines",
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
    let note = at > look.start + 1
        && look.glued(at)
        && look.any(at - 1, &[".", ",", "”", "\"", "’"])
        && look.glued(at - 1)
        && look.shape(at - 2).is_some_and(Shape::is_word);
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
pub fn counter(look: &Look<'_>, found: &Numeral) -> Option<Not> {
    (found.digits && found.start > look.start && look.is(found.start - 1, "[") && look.is(found.end, "]")).then_some(Not::Furniture)
}

/// A small amount alone on its line is a button to give.
pub fn button(look: &Look<'_>, found: &Numeral) -> Option<Not> {
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
    let dialled =
        plus && (look.digits(end).is_some() || look.dash(end) && look.glued(end) || look.is(end, "(") || look.page.text(at).len() > 8);
    let long = found.low > Decimal::from(999_999_999_999_i64) && !look.page.text(at).contains(',');
    let lettered = look.glued(end)
        && look.dash(end)
        && look.glued(end + 1)
        && look.shape(end + 1) == Some(Shape::Upper)
        && look.page.text(end + 1).len() < 4;
    if dialled || before && behind {
        return Some(Not::Phone);
    }
    let score = before || behind;
    let voted = (look.dash(end) || at > look.start && look.dash(at - 1))
        && (at.saturating_sub(12).max(look.start)..(end + 12).min(look.end))
            .any(|near| look.words.vote.contains(look.page.words.get(near).unwrap_or(&0)));
    if score && voted && found.low < Decimal::ONE_THOUSAND {
        return None;
    }
    if score && found.low < Decimal::from(200) {
        return Some(Not::Score);
    }
    (score || long || lettered).then_some(Not::Identifier)
}
