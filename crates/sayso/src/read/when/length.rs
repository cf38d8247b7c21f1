//! Numbers of time that give no date: durations, ages and clock times.

use super::Sense;
use super::reader::{Piece, Reader};
use super::words::{Mark, Term, Unit};
use crate::read::page::Shape;

/// Nobody is older.
const OLDEST: i32 = 120;

/// How far back the word "age" makes a bare number an age.
const NEAR: usize = 8;

/// The clock time that begins at a token.
pub(super) fn clock(reader: &Reader<'_>, first: usize) -> Option<Piece> {
    let piece = |end| Some(Piece { end, sense: Sense::Clock, period: None });
    let glued = |at: usize| reader.text(at) == ":" && !reader.spaced(at) && !reader.spaced(at + 1);
    let two = |at: usize, most: i32| reader.text(at).len() == 2 && reader.digits(at).is_some_and(|value| value < most);
    if reader.digits(first).is_some_and(|hour| hour < 25) && glued(first + 1) && two(first + 2, 60) {
        let end = if glued(first + 3) && two(first + 4, 60) { first + 5 } else { first + 3 };
        return piece(zone(reader, end));
    }
    let text = reader.text(first);
    let like = text.len() <= 5 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let end = reader.term(first + 1).filter(|(term, _)| like && *term == Term::Clock).map(|(_, end)| end)?;
    piece(zone(reader, end))
}

/// Past "p.m." and the name of a time zone.
fn zone(reader: &Reader<'_>, mut at: usize) -> usize {
    while let Some((Term::Clock, next)) = reader.term(at) {
        at = next;
    }
    at
}

/// The duration, or the age of a thing, that begins at a token: "for about 6 months", "20-year", "24-year-old".
pub(super) fn duration(reader: &Reader<'_>, first: usize) -> Option<Piece> {
    let money = reader.before(first).is_some_and(|before| !reader.spaced(first) && reader.shape(before) == Some(Shape::Symbol));
    let (_, next) = number(reader, first).filter(|_| !money)?;
    let (unit, end) = unit(reader, next)?;
    let end = and_half(reader, end);
    let old = reader.mark(reader.dash(end).unwrap_or(end), Mark::Old);
    let sense = if old.is_some() { Sense::Age } else { Sense::Duration };
    (unit != Unit::Quarter).then(|| Piece { end: old.unwrap_or(end), sense, period: None })
}

/// A number, or a range of two.
fn number(reader: &Reader<'_>, first: usize) -> Option<(Option<i64>, usize)> {
    let (value, next) = reader.number(first)?;
    let join = [Mark::To, Mark::Or, Mark::And].into_iter().find_map(|mark| reader.mark(next, mark)).or_else(|| reader.dash(next));
    Some(join.and_then(|join| reader.number(join)).filter(|(_, end)| unit(reader, *end).is_some()).unwrap_or((value, next)))
}

fn unit(reader: &Reader<'_>, next: usize) -> Option<(Unit, usize)> {
    let dashed = reader.dash(next);
    let at = dashed.unwrap_or(next);
    let at = match reader.term(at) {
        Some((Term::Filler, after)) => after,
        _ => at,
    };
    let ordinal = matches!(reader.term(at), Some((Term::Ordinal(_), _)));
    reader.unit(at).filter(|_| !ordinal || dashed.is_some())
}

fn and_half(reader: &Reader<'_>, end: usize) -> usize {
    let half = reader.mark(end, Mark::And).map(|next| reader.skip_article(next)).and_then(|next| reader.term(next));
    if let Some((Term::Half, after)) = half { after } else { end }
}

/// The age, or run of ages, that begins at a token.
pub(super) fn age(reader: &Reader<'_>, first: usize) -> Option<Piece> {
    let found = match reader.term(first) {
        Some((Term::Mark(Mark::Aged | Mark::Age), next)) => aged(reader, next),
        Some((Term::Mark(Mark::People), next)) => bounded(reader, next).or_else(|| people(reader, next)),
        Some((Term::Mark(Mark::Over | Mark::Under), _)) => plural(reader, first),
        _ => bare(reader, first),
    };
    found.map(|end| Piece { end, sense: Sense::Age, period: None })
}

/// A number of years that somebody can have.
fn years(reader: &Reader<'_>, at: usize) -> Option<usize> {
    if reader.shape(at) == Some(Shape::Number) {
        let text = reader.text(at);
        let value = text.trim_end_matches('s');
        return value.parse::<i32>().is_ok_and(|value| (0..=OLDEST).contains(&value)).then_some(at + 1);
    }
    let (value, next) = reader.number(at)?;
    value.filter(|value| (1..=i64::from(OLDEST)).contains(value)).map(|_| next)
}

/// "18 to 60", "18-60", "65 and over", "60 years".
fn run(reader: &Reader<'_>, at: usize) -> Option<usize> {
    let mut end = years(reader, at)?;
    let joins = [Mark::To, Mark::And, Mark::Or, Mark::Through].into_iter().find_map(|mark| reader.mark(end, mark));
    if let Some(join) = joins.or_else(|| reader.dash(end)) {
        let older = reader.mark(join, Mark::Older).or_else(|| reader.mark(join, Mark::Over)).or_else(|| reader.mark(join, Mark::Under));
        end = older.or_else(|| years(reader, join).filter(|end| !counts(reader, *end))).unwrap_or(end);
    }
    let old = reader.unit(end).and_then(|(_, after)| reader.mark(after, Mark::Old));
    Some(old.unwrap_or(end))
}

/// "aged 18", "ages 6 to 12", "aged between 18 and 60"
fn aged(reader: &Reader<'_>, next: usize) -> Option<usize> {
    let marks = [Mark::Between, Mark::From, Mark::Over, Mark::Under, Mark::Of];
    let next = marks.into_iter().find_map(|mark| reader.mark(next, mark)).unwrap_or(next);
    run(reader, next).filter(|end| !counts(reader, *end))
}

/// "men over 60", "children under five"
fn bounded(reader: &Reader<'_>, next: usize) -> Option<usize> {
    let number = reader.mark(next, Mark::Over).or_else(|| reader.mark(next, Mark::Under))?;
    run(reader, number).filter(|end| !counts(reader, *end))
}

/// "men 18 to 60", "those 65 and older"
fn people(reader: &Reader<'_>, next: usize) -> Option<usize> {
    let alone = years(reader, next)?;
    run(reader, next).filter(|end| *end > alone && !counts(reader, *end))
}

/// "under-18s", "over 60s"
fn plural(reader: &Reader<'_>, first: usize) -> Option<usize> {
    let number = reader.dash(first + 1).unwrap_or(first + 1);
    (reader.text(number).ends_with('s') && reader.shape(number) == Some(Shape::Number)).then(|| years(reader, number)).flatten()
}

/// A number on its own: "Iryna Mylto, 28, had", "in his 40s", "the draft age from 27 to 25", "between 18 and 60 years old".
fn bare(reader: &Reader<'_>, first: usize) -> Option<usize> {
    let end = years(reader, first)?;
    let decade = reader.shape(first) == Some(Shape::Number) && reader.text(first).ends_with("0s");
    if decade || after_name(reader, first, end) {
        return Some(end);
    }
    let whole = run(reader, first)?;
    if reader.before(whole).is_some_and(|last| reader.mark(last, Mark::Older).is_some() && whole > end) && !counts(reader, whole) {
        return Some(whole);
    }
    let held = reader.before(first).and_then(|before| reader.term(before)).is_some_and(|(term, _)| matches!(term, Term::Mark(_)));
    let from = reader.first.max(first.saturating_sub(NEAR));
    let near = (from..first).any(|at| reader.mark(at, Mark::Age).is_some());
    (held && near && !counts(reader, whole) && reader.unit(whole).is_none()).then_some(whole)
}

/// A number between commas behind a name.
fn after_name(reader: &Reader<'_>, first: usize, end: usize) -> bool {
    let comma = reader.before(first).filter(|comma| reader.text(*comma) == ",");
    let name = comma.and_then(|comma| reader.before(comma));
    let named = name.is_some_and(|name| reader.shape(name) == Some(Shape::Capital) && reader.month(name).is_none());
    let full = name.and_then(|name| reader.before(name)).is_some_and(|before| reader.shape(before) == Some(Shape::Capital));
    let closed = matches!(reader.text(end), "," | "." | ";" | ")" | "");
    named && closed && (full || reader.text(end) == ",") && end == first + 1 && reader.digits(first).is_some_and(|age| age > 0)
}

/// Whether a word follows that a number could count.
fn counts(reader: &Reader<'_>, at: usize) -> bool {
    let noun = matches!(reader.shape(at), Some(Shape::Lower | Shape::Capital));
    let word = reader.text(at);
    noun && (word.len() > 3 && word.ends_with('s') && !word.ends_with("ss")
        || reader.mark(at, Mark::People).is_some()
        || word == "%"
        || word == "percent")
}
