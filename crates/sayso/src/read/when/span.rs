//! Stretches: "since September 2022", "from March to May", "by the end of 2022", "since Russia launched its invasion in 2022".

use super::Sense;
use super::calendar;
use super::dates::{self, partials};
use super::point::point;
use super::reader::{Piece, Reader};
use super::words::{Mark, Term, Unit};
use crate::claim::Period;
use crate::read::page::Shape;
use crate::report::Date;

/// Words of a clause that may stand between "since" and its date.
const CLAUSE: usize = 18;

/// The stretch of time that begins at a token.
pub(super) fn stretch(reader: &Reader<'_>, first: usize) -> Option<Piece> {
    let (Term::Mark(mark), next) = reader.term(first)? else { return None };
    match mark {
        Mark::Since => since(reader, next),
        Mark::From => from_to(reader, next).or_else(|| from(reader, next)),
        Mark::Between => from_to(reader, next),
        Mark::Before => shortly(reader, first, next).or_else(|| until(reader, next)).or_else(|| before(reader, next)),
        Mark::By | Mark::Till | Mark::AsOf | Mark::Through => until(reader, next),
        _ => None,
    }
}

/// Since a point, or since the event that a clause tells of.
pub(super) fn since(reader: &Reader<'_>, next: usize) -> Option<Piece> {
    let open = |end, from: Option<Date>| Piece { end, sense: Sense::Since, period: from.map(|from| Period { from: Some(from), to: None }) };
    if let Some(piece) = point(reader, next) {
        return Some(open(piece.end, piece.period.and_then(|period| period.from)));
    }
    let (end, from) = clause(reader, next)?;
    Some(open(end, from))
}

/// The date within a clause ("since the conflict began in February 2022"), else the day of the event that it names.
fn clause(reader: &Reader<'_>, next: usize) -> Option<(usize, Option<Date>)> {
    let mut told = None;
    let mut at = next;
    while at < reader.end.min(next + CLAUSE) && !matches!(reader.text(at), "," | "." | ";" | "—" | "–" | "\"" | "”" | ")" | "(") {
        let dated = point(reader, at).filter(|_| at > next);
        if let Some(piece) =
            dated.filter(|_| reader.term(at).is_none_or(|(term, _)| !matches!(term, Term::Overnight | Term::Mark(_) | Term::Open)))
        {
            return Some((piece.end, piece.period.and_then(|period| period.from)));
        }
        let kind = reader.words.events.kind(reader.ahead(at)).filter(|_| told.is_none() && at < next + 9);
        if let Some((kind, len)) = kind {
            told = Some((kind, at + len));
            at += len - 1;
        }
        at += 1;
    }
    let (kind, end) = told?;
    Some((end, reader.began(kind, reader.page.words.get(next..at).unwrap_or_default())))
}

/// "from March to May 2023", "between March 2020 and the end of January 2022"
fn from_to(reader: &Reader<'_>, next: usize) -> Option<Piece> {
    if let Some(piece) = days_of_month(reader, next) {
        return Some(piece);
    }
    let first = ends(reader, next)?;
    let join = [Mark::To, Mark::Through, Mark::Till, Mark::And].into_iter().find_map(|mark| reader.mark(first.end, mark));
    let after = join.or_else(|| reader.dash(first.end))?;
    let second = ends(reader, after).or_else(|| same_month(reader, &first, after))?;
    let period = match (first.part, second.part) {
        (Some(from), Some(to)) => dates::span(from, to, |part| part.settle(reader.today, false)),
        _ => first.period.zip(second.period).and_then(|(first, second)| Some(Period { from: Some(first.from?), to: Some(second.to?) })),
    };
    Some(Piece::date(second.end, period))
}

/// "the three months to July", "the year to June 2024", "in the six days from March 18": a length with one end.
pub(super) fn measured(reader: &Reader<'_>, first: usize) -> Option<Piece> {
    let bare = reader.skip_article(first);
    let (count, next) = reader.number(bare).or_else(|| (bare > first).then_some((Some(1), bare)))?;
    let (unit, next) = reader.unit(next).filter(|(unit, _)| matches!(unit, Unit::Day | Unit::Week | Unit::Month | Unit::Year))?;
    let onward = reader.mark(next, Mark::From);
    let end = onward.or_else(|| reader.mark(next, Mark::To)).or_else(|| reader.mark(next, Mark::Through))?;
    let piece = point(reader, end).filter(|piece| piece.sense == Sense::Date)?;
    let known = if onward.is_some() { piece.period?.from } else { piece.period?.to }?;
    let (unit, count) = match unit {
        Unit::Year if known.month.is_some() => (Unit::Month, count?.checked_mul(12)?),
        Unit::Week if known.day.is_some() => (Unit::Day, count?.checked_mul(7)?),
        _ => (unit, count?),
    };
    let fits = match unit {
        Unit::Day => known.day.is_some(),
        Unit::Month => known.month.is_some(),
        _ => known.month.is_none(),
    };
    let by = if onward.is_some() { count - 1 } else { 1 - count };
    let other = calendar::shift(known.first_day().filter(|_| fits)?, unit, by).map(|day| match known.day {
        Some(_) => Date::from(day),
        None => calendar::cut(day, unit),
    })?;
    Some(Piece::date(piece.end, Some(calendar::between(known.min(other), known.max(other)))))
}

/// "between 2 and 13 October": the month stands with the second day alone.
fn days_of_month(reader: &Reader<'_>, next: usize) -> Option<Piece> {
    let bare = reader.skip(next, Mark::The);
    let (day, after) = reader.day(bare).filter(|_| reader.shape(bare) == Some(Shape::Number))?;
    let join = reader.mark(after, Mark::And).or_else(|| reader.mark(after, Mark::To))?;
    let (to, _, end) = partials(reader, reader.skip(join, Mark::The))
        .filter(|(to, ..)| to.part.month.is_some() && to.part.day.is_some_and(|last| day < last))?;
    let period = dates::span(to.on(day), to, |part| dates::settled(reader, next, part));
    Some(Piece::date(end, period))
}

/// "between September 16 and 19"
fn same_month(reader: &Reader<'_>, first: &End, at: usize) -> Option<End> {
    let (day, end) = reader.day(at)?;
    let part = first.part.filter(|first| first.part.day.is_some_and(|first| first < day))?;
    Some(End { part: Some(part.on(day)), period: None, end })
}

/// One end of a stretch.
struct End {
    part: Option<dates::Found>,
    period: Option<Period>,
    end: usize,
}

fn ends(reader: &Reader<'_>, at: usize) -> Option<End> {
    let bare = partials(reader, reader.skip(at, Mark::The));
    if let Some((part, _, end)) = bare {
        let piece = point(reader, at).filter(|piece| piece.end >= end);
        return Some(End { part: Some(part), period: piece.and_then(|piece| piece.period), end: piece.map_or(end, |piece| piece.end) });
    }
    let piece = point(reader, at)?;
    Some(End { part: None, period: piece.period, end: piece.end })
}

/// "from June 4": open to the future.
fn from(reader: &Reader<'_>, next: usize) -> Option<Piece> {
    let piece = point(reader, next)?;
    let from = piece.period.and_then(|period| period.from);
    let onward = matches!(reader.term(piece.end), Some((Term::Onward, _)));
    let opens = reader.before(next - 1).is_none_or(|before| matches!(reader.text(before), "," | "(" | ":"));
    let open = piece.period.is_some_and(|period| period.to.is_none());
    if !onward && !opens && !open {
        return Some(piece);
    }
    Some(Piece { end: piece.end, sense: Sense::Since, period: from.map(|from| Period { from: Some(from), to: None }) })
}

/// "by August 2023", "as of Wednesday", "until the end of the month": open to the past.
fn until(reader: &Reader<'_>, next: usize) -> Option<Piece> {
    let piece = point(reader, next).or_else(|| this_unit(reader, next))?;
    let to = piece.period.and_then(|period| period.to);
    Some(Piece { end: piece.end, sense: Sense::Until, period: to.map(|to| Period { from: None, to: Some(to) }) })
}

/// "days before New Year's Eve": in that month.
fn shortly(reader: &Reader<'_>, first: usize, next: usize) -> Option<Piece> {
    let (unit, _) = reader.unit(reader.before(first)?)?;
    let day = point(reader, reader.skip(next, Mark::The))?;
    let before = day.period?.from?.first_day().filter(|_| matches!(unit, Unit::Day | Unit::Week))?;
    Some(Piece::date(day.end, calendar::shift(before, unit, -1).map(|day| calendar::at(calendar::cut(day, Unit::Month)))))
}

/// "before the start of the offensive on June 4": open to the past, up to the date of the clause.
fn before(reader: &Reader<'_>, next: usize) -> Option<Piece> {
    let (end, to) = clause(reader, next).filter(|(end, _)| reader.words.events.kind(reader.ahead(end - 1)).is_none())?;
    Some(Piece { end, sense: Sense::Until, period: to.map(|to| Period { from: None, to: Some(to) }) })
}

fn this_unit(reader: &Reader<'_>, next: usize) -> Option<Piece> {
    let (unit, end) = reader.unit(next).filter(|(unit, _)| *unit == Unit::Year)?;
    Some(Piece::date(end, calendar::whole(reader.today, unit, 0)))
}
