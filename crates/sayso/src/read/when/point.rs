//! Points of time: "June 25", "late 2024", "last week", "two days ago", "overnight into Sunday".

use super::Sense;
use super::calendar::{self, Partial, at, between};
use super::dates::{dates, dotted, iso, partials, slashed, span, year_after};
use super::reader::{Piece, Reader};
use super::span::since;
use super::words::{Edge, Mark, Term, Unit, Which};
use crate::claim::Period;
use crate::read::page::Shape;
use crate::report::Date;

/// The point of time that begins at a token.
pub(super) fn point(reader: &Reader<'_>, first: usize) -> Option<Piece> {
    reader.deeper(|| begun(reader, first))
}

fn begun(reader: &Reader<'_>, first: usize) -> Option<Piece> {
    if reader.shape(first) == Some(Shape::Number) {
        return numeric(reader, first);
    }
    let (term, next) = reader.term(first).or_else(|| quarter_code(reader, first))?;
    match term {
        Term::Month(..) | Term::Season(..) => dates(reader, first),
        Term::Weekday(..) => weekday(reader, first),
        Term::Day(by) => Some(Piece::date(part(reader, next), day_off(reader, by))),
        Term::Overnight => overnight(reader, next),
        Term::Weekend => Some(Piece::date(next, calendar::whole(reader.today, Unit::Weekend, 0))),
        Term::Open => Some(Piece::date(next, None)),
        Term::Step(by) => Some(Piece::date(part(reader, next), step(reader, first, by))),
        // "have since killed", not "have since 2014 killed"
        Term::Then if reader.mark(next - 1, Mark::Since).is_some_and(|next| since(reader, next).is_some()) => None,
        Term::Then => {
            let passing = reader.mark(next - 1, Mark::Since).is_some();
            let from = if passing { reader.story(first).filter(|date| date.month.is_some()) } else { reader.last };
            Some(Piece { end: next, sense: Sense::Since, period: from.map(|from| Period { from: Some(from), to: None }) })
        }
        Term::Holiday(month, day) => holiday(reader, next, month, day),
        Term::Edge(edge) => edged(reader, next, edge),
        Term::Which(which) => chosen(reader, next, which),
        Term::Ordinal(nth) => ordinal(reader, next, nth),
        Term::Half if reader.text(first).eq_ignore_ascii_case("half") => None,
        Term::Number(_) | Term::Vague | Term::Half | Term::Mark(Mark::An) => dates(reader, first).or_else(|| ago(reader, first)),
        Term::Mark(Mark::The) => the(reader, next),
        _ => None,
    }
}

/// "the 1990s", "the 25th of June", "the first quarter": the article goes with it.
fn the(reader: &Reader<'_>, next: usize) -> Option<Piece> {
    let (term, after) = match reader.shape(next) {
        Some(Shape::Number) => return numeric(reader, next),
        _ => reader.term(next)?,
    };
    match term {
        Term::Ordinal(nth) => dates(reader, next).or_else(|| ordinal(reader, after, nth)),
        Term::Season(..) => dates(reader, next),
        Term::Edge(edge) => edged(reader, after, edge),
        _ => None,
    }
}

/// A point that begins with digits.
fn numeric(reader: &Reader<'_>, first: usize) -> Option<Piece> {
    let found = iso(reader, first).or_else(|| slashed(reader, first)).or_else(|| dotted(reader, first));
    found
        .or_else(|| dates(reader, first))
        .or_else(|| ago(reader, first))
        .or_else(|| decade(reader, first))
        .or_else(|| century(reader, first))
}

/// "1990s"
fn decade(reader: &Reader<'_>, first: usize) -> Option<Piece> {
    let year: i16 = reader.text(first).strip_suffix('s').filter(|text| text.len() == 4)?.parse().ok()?;
    (year % 10 == 0 && (1500..2100).contains(&year)).then(|| Piece::date(first + 1, calendar::decade(year)))
}

/// "21st century", "the twentieth century"
fn century(reader: &Reader<'_>, first: usize) -> Option<Piece> {
    let (nth, next) = reader.day(first).filter(|_| !reader.text(first).ends_with(|c: char| c.is_ascii_digit()))?;
    ordinal(reader, next, nth)
}

/// "first quarter of 2025", "second half of last year", "first six months of 2025", "19th century"
fn ordinal(reader: &Reader<'_>, next: usize, nth: i8) -> Option<Piece> {
    let next = reader.dash(next).unwrap_or(next);
    if let Some((Term::Half, after)) = reader.term(next) {
        return half(reader, after, nth);
    }
    let (count, unit_at) = reader.number(next).unwrap_or((Some(1), next));
    let (unit, end) = reader.unit(unit_at)?;
    let whole = reader.mark(end, Mark::Of).and_then(|of| point(reader, reader.skip(of, Mark::The)).or_else(|| the_unit(reader, of)));
    let after = whole.map_or(end, |whole| whole.end);
    let year = whole.and_then(|whole| whole.period?.from).filter(|from| from.month.is_none()).map(|from| from.year);
    let period = match (unit, count, year) {
        (Unit::Century, ..) => i16::from(nth).checked_mul(100).map(|last| between(Date::year(last - 99), Date::year(last))),
        (Unit::Quarter, Some(1), year) if nth <= 4 => quarter(reader, year, nth),
        (Unit::Month, Some(count @ 1..=12), Some(year)) if nth == 1 => Some(between(Date::month(year, 1), Date::month(year, count as i8))),
        (Unit::Month | Unit::Year, Some(count @ 1..=100), None) if whole.is_none() => {
            return Some(of_event(reader, end, (unit, count, nth)).unwrap_or(Piece::date(after, None)));
        }
        (Unit::Week | Unit::Day | Unit::Weekend, ..) => whole.and_then(|whole| whole.period),
        _ => None,
    };
    Some(Piece::date(after, period))
}

/// "the first year of the war", "the first six months of the invasion"
fn of_event(reader: &Reader<'_>, end: usize, (unit, count, nth): (Unit, i64, i8)) -> Option<Piece> {
    let of = reader.mark(end, Mark::Of)?;
    let Piece { end, period, .. } = outset(reader, of)?;
    let began = period?.from.filter(|from| from.day.is_some())?.first_day()?;
    let from = calendar::shift(began, unit, count * i64::from(nth - 1))?;
    let to = calendar::shift(calendar::shift(from, unit, count)?, Unit::Day, -1)?;
    Some(Piece::date(end, Some(between(from.into(), to.into()))))
}

fn half(reader: &Reader<'_>, after: usize, nth: i8) -> Option<Piece> {
    let of = reader.mark(after, Mark::Of)?;
    let whole = point(reader, of).or_else(|| the_unit(reader, of))?;
    let year = whole.period.and_then(|period| period.from).filter(|from| from.month.is_none()).map(|from| from.year);
    let months = if nth == 1 { (1, 6) } else { (7, 12) };
    Some(Piece::date(whole.end, year.map(|year| between(Date::month(year, months.0), Date::month(year, months.1)))))
}

/// The latest such quarter that has begun, where no year is given.
fn quarter(reader: &Reader<'_>, year: Option<i16>, nth: i8) -> Option<Period> {
    let first = nth * 3 - 2;
    let begun = |today: Date| if today.month.unwrap_or(12) >= first { today.year } else { today.year - 1 };
    let year = year.or_else(|| reader.today.map(begun))?;
    Some(between(Date::month(year, first), Date::month(year, first + 2)))
}

/// `Q3` is the third quarter.
fn quarter_code(reader: &Reader<'_>, first: usize) -> Option<(Term, usize)> {
    let nth: i8 = reader.text(first).strip_prefix(['Q', 'q']).filter(|rest| rest.len() == 1)?.parse().ok()?;
    (1..=4).contains(&nth).then_some((Term::Open, first + 1))
}

/// "the year", "the month": the one of writing.
fn the_unit(reader: &Reader<'_>, at: usize) -> Option<Piece> {
    let (unit, end) = reader.unit(reader.skip(at, Mark::The))?;
    let held = reader.held.filter(|_| unit == Unit::Year).map(|year| calendar::at(Date::year(year)));
    Some(Piece::date(end, held.or_else(|| calendar::whole(reader.today, unit, 0))))
}

/// "Sunday", "Sunday night", "Sunday, June 29": the date beside a weekday says more.
fn weekday(reader: &Reader<'_>, first: usize) -> Option<Piece> {
    let (Term::Weekday(day, weak), next) = reader.term(first)? else { return None };
    let next = if weak && reader.text(next) == "." { next + 1 } else { next };
    let dated = if reader.text(next) == "," { next + 1 } else { next };
    let dated = reader.skip(reader.skip(dated, Mark::On), Mark::The);
    if let Some((from, to, end)) = partials(reader, dated).filter(|(from, ..)| from.part.day.is_some()) {
        let settle = |part: Partial| part.settle(reader.today, reader.looks_ahead(first));
        return Some(Piece::date(end, span(from, to, settle)));
    }
    if weak || reader.shape(first) == Some(Shape::Lower) && reader.text(first).len() < 6 {
        return None;
    }
    let resolved = calendar::weekday(reader.today, day, false);
    let resolved = if reader.looks_ahead(first) { resolved.and_then(|past| coming(reader.today, past)) } else { resolved };
    let resolved = resolved.map(Date::from);
    let night = reader.unit(next).filter(|(unit, _)| *unit == Unit::Night);
    let end = night.map_or_else(|| part(reader, next), |(_, end)| end);
    Some(Piece::date(end, resolved.map(at)))
}

/// The same weekday on or after the day of writing.
fn coming(today: Option<Date>, past: jiff::civil::Date) -> Option<jiff::civil::Date> {
    let weeks = i64::from(today?.first_day()? > past);
    calendar::shift(past, Unit::Week, weeks)
}

/// Past "morning", "evening" and "night".
fn part(reader: &Reader<'_>, next: usize) -> usize {
    match reader.term(next) {
        Some((Term::Part | Term::Unit(Unit::Night), after)) => after,
        _ => next,
    }
}

fn day_off(reader: &Reader<'_>, by: i32) -> Option<Period> {
    let day = reader.spoken.filter(|day| day.day.is_some())?.first_day()?;
    calendar::shift(day, Unit::Day, i64::from(by)).map(|day| at(day.into()))
}

/// "the next day", "that day": counted from the day that the sentence, or the story just before, tells of.
fn step(reader: &Reader<'_>, first: usize, by: i32) -> Option<Period> {
    let day = reader.day.or_else(|| reader.story(first)).filter(|day| day.day.is_some())?.first_day()?;
    calendar::shift(day, Unit::Day, i64::from(by)).map(|day| at(day.into()))
}

/// "overnight", "overnight into Sunday": from the eve to the day.
fn overnight(reader: &Reader<'_>, next: usize) -> Option<Piece> {
    let into = reader.mark(next, Mark::And).and_then(|and| reader.mark(and, Mark::Into));
    let joined =
        into.or_else(|| [Mark::Into, Mark::To, Mark::On, Mark::From].into_iter().find_map(|mark| reader.mark(next, mark))).unwrap_or(next);
    if let Some(day) = point(reader, joined).filter(|_| !matches!(reader.term(joined), Some((Term::Overnight | Term::Open, _)))) {
        return Some(Piece::date(day.end, day.period.and_then(|day| calendar::eve(day.to?))));
    }
    Some(Piece::date(next, reader.spoken.and_then(calendar::eve)))
}

fn holiday(reader: &Reader<'_>, next: usize, month: i8, day: i8) -> Option<Piece> {
    let (year, end) = year_after(reader, next);
    let part = Partial { year, month: Some(month), day: Some(day) };
    Some(Piece::date(end, part.settle(reader.today, reader.looks_ahead(next)).map(at)))
}

/// "early 2022", "mid-June", "the end of the year"
fn edged(reader: &Reader<'_>, next: usize, edge: Edge) -> Option<Piece> {
    let next = reader.mark(next, Mark::Of).or_else(|| reader.mark(next, Mark::In)).or_else(|| reader.dash(next)).unwrap_or(next);
    let inner = match reader.term(next) {
        Some((Term::Season(..), after)) => dates(reader, next).or(Some(Piece::date(after, None))),
        Some((Term::Edge(_) | Term::Overnight | Term::Open, _)) => None,
        _ => point(reader, next).or_else(|| the_unit(reader, next).filter(|_| reader.mark(next, Mark::The).is_some())),
    };
    if inner.is_none() && matches!(edge, Edge::Early | Edge::Start) {
        return outset(reader, next);
    }
    inner.map(|inner| Piece { period: inner.period.map(|period| narrow(period, edge)), ..inner })
}

/// "the early days of the war in Ukraine": from then on.
fn outset(reader: &Reader<'_>, next: usize) -> Option<Piece> {
    let (kind, len) = (next..reader.end.min(next + 6))
        .find_map(|at| Some((reader.words.events.kind(reader.ahead(at))?, at)).map(|((kind, len), at)| (kind, at + len)))?;
    let from = reader.began(kind, reader.page.words.get(next..reader.end.min(len + 4)).unwrap_or_default());
    // "the beginning of the invasion in February 2022"
    let dated = reader.mark(len, Mark::In).and_then(|at| dates(reader, at));
    let (len, from) = dated.map_or((len, from), |dated| (dated.end, dated.period.and_then(|period| period.from)));
    Some(Piece { end: len, sense: Sense::Date, period: from.map(|from| Period { from: Some(from), to: None }) })
}

/// The months or days that an edge leaves of a period.
fn narrow(period: Period, edge: Edge) -> Period {
    let one = period.from == period.to;
    let month = |date: Date, month| if date.month.is_none() { Date::month(date.year, month) } else { date };
    match edge {
        Edge::Start => Period { to: period.from.map(|date| month(date, 1)), from: period.from.map(|date| month(date, 1)) },
        Edge::End => Period { from: period.to.map(|date| month(date, 12)), to: period.to.map(|date| month(date, 12)) },
        Edge::Early | Edge::Late | Edge::Mid if one => period,
        Edge::Early => Period { to: period.from, ..period },
        Edge::Late => Period { from: period.to, ..period },
        Edge::Mid => period,
    }
}

/// "last June", "this year", "the past 24 hours", "next three to six months"
fn chosen(reader: &Reader<'_>, next: usize, which: Which) -> Option<Piece> {
    if let Some((value, unit_at)) = reader.number(next) {
        return counted(reader, value, unit_at, which);
    }
    match reader.term(next)? {
        (Term::Unit(_), end) if which == Which::Every => Some(Piece { end, sense: Sense::Duration, period: None }),
        (Term::Unit(unit), end) => Some(Piece::date(end, chosen_unit(reader, unit, which))),
        (Term::Ordinal(2), _) => None,
        (Term::Month(month, _), end) => {
            let year = reader.today.map(|today| (today.year, today.month.unwrap_or(12)));
            let year = year.map(|(year, now)| match which {
                Which::Last | Which::Past if month >= now => year - 1,
                Which::Next if month <= now => year + 1,
                _ => year,
            });
            Some(Piece::date(end, year.map(|year| at(Date::month(year, month)))))
        }
        (Term::Weekday(day, _), end) => {
            let day = match which {
                Which::Last | Which::Past => calendar::weekday(reader.today, day, true),
                Which::This if !reader.looks_ahead(next) => calendar::weekday(reader.today, day, false),
                _ => None,
            };
            // "the last Sunday of May" is one of any year
            let day = day.filter(|_| reader.mark(end, Mark::Of).is_none());
            Some(Piece::date(part(reader, end), day.map(|day| at(day.into()))))
        }
        (Term::Season(season, _), end) => Some(Piece::date(end, chosen_season(reader, season, which))),
        (Term::Holiday(month, day), end) => {
            let part = Partial { year: None, month: Some(month), day: Some(day) };
            Some(Piece::date(end, part.settle(reader.today, which == Which::Next).map(at)))
        }
        _ => None,
    }
}

fn chosen_unit(reader: &Reader<'_>, unit: Unit, which: Which) -> Option<Period> {
    match which {
        Which::This => calendar::whole(reader.today, unit, 0),
        Which::Last => calendar::whole(reader.today, unit, -1),
        Which::Next => calendar::whole(reader.today, unit, 1),
        Which::Past => calendar::stretch(reader.spoken, unit, -1),
        Which::Prior | Which::Every => None,
    }
}

/// The latest such season that has begun, for "last" one that has ended.
fn chosen_season(reader: &Reader<'_>, season: i8, which: Which) -> Option<Period> {
    let today = reader.today?;
    let (first, last) = (season * 3, season * 3 + 2);
    let now = today.month.unwrap_or(12);
    let year = match which {
        Which::This => today.year,
        Which::Last | Which::Past if season == 4 => today.year - 1 - i16::from(now < 3),
        Which::Last | Which::Past if now <= last => today.year - 1,
        Which::Last | Which::Past => today.year,
        Which::Next if now >= first => today.year + 1,
        Which::Next => today.year,
        Which::Prior | Which::Every => return None,
    };
    Some(calendar::season(year, season))
}

/// "past two weeks", "next three to six months"
fn counted(reader: &Reader<'_>, value: Option<i64>, next: usize, which: Which) -> Option<Piece> {
    let join = reader.mark(next, Mark::To).or_else(|| reader.mark(next, Mark::Or)).or_else(|| reader.dash(next));
    let (value, next) = join.and_then(|join| reader.number(join)).unwrap_or((value, next));
    let (unit, end) = reader.unit(next)?;
    let by = value.filter(|_| unit != Unit::Clock);
    let period = match which {
        Which::Past | Which::Last => by.and_then(|by| calendar::stretch(reader.spoken, unit, -by)),
        Which::Next => by.and_then(|by| calendar::stretch(reader.today, unit, by)),
        _ => None,
    };
    Some(Piece::date(end, period))
}

/// "two days ago", "a year earlier", "a month later": only what is counted from the day of writing resolves.
fn ago(reader: &Reader<'_>, first: usize) -> Option<Piece> {
    let (value, unit_at) = reader.mark(first, Mark::An).map(|next| (Some(1), next)).or_else(|| reader.number(first))?;
    let (unit, next) = reader.unit(unit_at)?;
    let (Term::Mark(mark), end) = reader.term(next)? else { return None };
    let day = || calendar::shift(reader.today?.first_day()?, unit, -value?);
    match mark {
        Mark::Ago => Some(Piece::date(end, day().map(|day| at(calendar::cut(day, unit))))),
        Mark::Later | Mark::Earlier => {
            let sign = if mark == Mark::Later { 1 } else { -1 };
            let days =
                value.filter(|value| *value <= 60 && matches!(unit, Unit::Day | Unit::Week)).and_then(|value| i32::try_from(value).ok());
            let days = days.map(|days| sign * days * if unit == Unit::Week { 7 } else { 1 });
            // "raised to 89 two days later" is when it was told
            let opens = reader.before(first).is_none_or(|before| matches!(reader.text(before), "," | ";" | "."));
            Some(Piece::date(end, days.filter(|_| opens).and_then(|days| step(reader, first, days))))
        }
        Mark::After | Mark::Before => {
            let by = if mark == Mark::After { -value? } else { value? };
            let day = || calendar::shift(reader.day?.first_day()?, unit, by);
            let day = Some(unit).filter(|unit| *unit == Unit::Day).and_then(|_| day());
            Some(Piece {
                end: next,
                sense: if day.is_some() { Sense::Date } else { Sense::Duration },
                period: day.map(|day| at(day.into())),
            })
        }
        _ => None,
    }
}
