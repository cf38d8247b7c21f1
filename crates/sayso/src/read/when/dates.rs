//! Dates of the calendar: "June 25", "25-27 June 2025", "2022-23", "summer of 2021", `2025-12-28`.

use super::calendar::{self, Partial, at, between};
use super::reader::{Piece, Reader};
use super::words::{Mark, Term, Unit, Which};
use crate::claim::Period;
use crate::read::page::Shape;
use crate::report::Date;

/// `2025-12-28`
pub(super) fn iso(reader: &Reader<'_>, first: usize) -> Option<Piece> {
    let year = reader.year(first)?;
    let glued = (first + 1..first + 5).all(|at| !reader.spaced(at)) && reader.text(first + 1) == "-" && reader.text(first + 3) == "-";
    let date = Date::day(year, reader.digits(first + 2)? as i8, reader.digits(first + 4)? as i8).filter(|_| glued)?;
    Some(Piece::date(first + 5, Some(at(date))))
}

/// `04/02/2026`: the day first, unless only the month can stand there.
pub(super) fn slashed(reader: &Reader<'_>, first: usize) -> Option<Piece> {
    let glued = (first + 1..first + 5).all(|at| !reader.spaced(at)) && reader.text(first + 1) == "/" && reader.text(first + 3) == "/";
    let part = |at| reader.digits(at).filter(|_| glued && reader.text(at).len() <= 2).map(|value| value as i8);
    let (a, b, year) = (part(first)?, part(first + 2)?, reader.year(first + 4)?);
    Some(Piece::date(first + 5, Date::day(year, b, a).or_else(|| Date::day(year, a, b)).map(at)))
}

/// `31.01.2025`
pub(super) fn dotted(reader: &Reader<'_>, first: usize) -> Option<Piece> {
    let mut parts = reader.text(first).split('.');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let whole = parts.next().is_none() && year.len() == 4 && day.len() <= 2 && month.len() <= 2;
    let date = Date::day(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).filter(|_| whole)?;
    Some(Piece::date(first + 1, Some(at(date))))
}

/// A date of the calendar, or a run of them: "25 June", "June 25-27", "March 2020", "2022-23", "summer of 2021".
pub(super) fn dates(reader: &Reader<'_>, first: usize) -> Option<Piece> {
    let (from, to, end) = partials(reader, first)?;
    Some(Piece::date(end, span(from, to, |part| settled(reader, first, part))))
}

/// A date with its year: the one nearest the day of writing, of the story told, or of a war known by its day.
pub(super) fn settled(reader: &Reader<'_>, first: usize, part: Partial) -> Option<Date> {
    let known = || part.year.is_none().then(|| reader.anniversary(part.month?, part.day?)).flatten();
    let near = part.settle(reader.today, reader.looks_ahead(first)).map(|near| within_story(reader, first, part, near));
    known().filter(|_| !near.is_some_and(|near| recent(reader, near))).or(near)
}

/// A day told in a story of years ago is a day of that story: "On 28 February 2022 it began. On 3 March it fell."
fn within_story(reader: &Reader<'_>, first: usize, part: Partial, near: Date) -> Date {
    let days = |from: Date, to: Date| Some((to.first_day()? - from.first_day()?).get_days());
    let old =
        part.year.is_none() && part.day.is_some() && reader.today.and_then(|today| days(near, today)).is_some_and(|days| days > OLD_NEWS);
    let Some(story) = reader.story(first).filter(|story| old && story.month.is_some() && story.year < near.year) else { return near };
    let then = Partial { year: Some(story.year), ..part }.date();
    then.filter(|then| days(story, *then).is_some_and(|days| (-31..=STORY).contains(&days))).unwrap_or(near)
}

/// A day without a year that lies farther back than this may be of an older story, whose days follow each other this close.
const OLD_NEWS: i32 = 60;
const STORY: i32 = 150;

/// Whether a day lies about the day of writing.
fn recent(reader: &Reader<'_>, day: Date) -> bool {
    let days = reader.today.and_then(|today| Some((today.first_day()? - day.first_day()?).get_days()));
    days.is_some_and(|days| days.abs() < 10)
}

/// The dates at both ends of a run; the second gives the first its year.
pub(super) fn span(from: Found, to: Found, settle: impl Fn(Partial) -> Option<Date>) -> Option<Period> {
    let end = to.last(settle(to.part)?);
    let start = Partial { year: from.part.year.or(to.part.year), ..from.part };
    let mut start = from.first(settle(start)?);
    if start > end && from.part.year.is_none() {
        start.year -= 1;
    }
    Some(between(start, end)).filter(|_| start <= end)
}

/// A partial date, which may stand for a season.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub part: Partial,
    season: Option<i8>,
}

impl Found {
    /// Another day of its month.
    pub fn on(self, day: i8) -> Self {
        Self { part: Partial { day: Some(day), ..self.part }, ..self }
    }

    fn of(part: Partial) -> Self {
        Self { part, season: None }
    }

    fn first(self, date: Date) -> Date {
        self.season.and_then(|season| calendar::season(date.year, season).from).unwrap_or(date)
    }

    fn last(self, date: Date) -> Date {
        self.season.and_then(|season| calendar::season(date.year, season).to).unwrap_or(date)
    }
}

/// The dates at both ends, as written, and the token after them.
pub(super) fn partials(reader: &Reader<'_>, first: usize) -> Option<(Found, Found, usize)> {
    if let Some((season, end)) = season(reader, first) {
        return Some((season, season, end));
    }
    let (part, end) = month_first(reader, first).or_else(|| day_first(reader, first)).or_else(|| years(reader, first))?;
    Some((Found::of(part.0), Found::of(part.1), end))
}

/// "June", "June 25", "June 25-27", "June 25, 2025", "June 2025", "March-May 2020"
fn month_first(reader: &Reader<'_>, first: usize) -> Option<((Partial, Partial), usize)> {
    let (month, next) = reader.month(first)?;
    if let Some((day, after)) = reader.day(next).filter(|_| is_day(reader, first, next)) {
        let (last, after) = day_range(reader, after, false).unwrap_or((day, after));
        let (year, end) = year_after(reader, after);
        let part = |day| Partial { year, month: Some(month), day: Some(day) };
        return Some(((part(day), part(last)), end));
    }
    let (year, end) = year_after(reader, next);
    let dashed = reader.dash(end).filter(|after| !reader.spaced(end) && !reader.spaced(*after));
    let spanned = reader.before(first).is_some_and(|before| reader.mark(before, Mark::Between).is_some());
    let joined = dashed.or_else(|| reader.mark(end, Mark::And).filter(|_| !spanned)).filter(|_| year.is_none());
    if let Some((last, after)) = joined.and_then(|after| reader.month(after)) {
        let (year, end) = year_after(reader, after);
        let part = |month| Partial { year, month: Some(month), day: None };
        return Some(((part(month), part(last)), end));
    }
    let part = Partial { year, month: Some(month), day: None };
    Some(((part, part), end))
}

/// "In May 12 people were killed": a number after "in" and a month is no day unless a comma or year follows it.
fn is_day(reader: &Reader<'_>, month: usize, day: usize) -> bool {
    let after = reader.text(day + 1);
    if after == ":" && !reader.spaced(day + 1) && !reader.spaced(day + 2) || matches!(after, "%" | "per" | "percent") {
        return false;
    }
    let inside = reader.before(month).is_some_and(|before| reader.mark(before, Mark::In).is_some());
    let plural = reader.shape(day + 1) == Some(Shape::Lower)
        && after.len() > 3
        && (after.ends_with('s') || reader.mark(day + 1, Mark::People).is_some() || after == "people");
    !(inside && (plural || reader.shape(day + 1) == Some(Shape::Lower) && reader.term(day + 1).is_none()))
}

/// "25 June", "25th of June 2025", "25-27 June", "25 and 26 June"
fn day_first(reader: &Reader<'_>, first: usize) -> Option<((Partial, Partial), usize)> {
    let (day, next) = reader.day(first)?;
    let (last, next) = day_range(reader, next, true).unwrap_or((day, next));
    let (month, next) = reader.month(reader.skip(next, Mark::Of))?;
    let (year, end) = year_after(reader, next);
    let part = |day| Partial { year, month: Some(month), day: Some(day) };
    Some(((part(day), part(last)), end))
}

/// "-27", "and 26", "to 27": a second day of the same month. Before the month any join will do.
fn day_range(reader: &Reader<'_>, next: usize, before: bool) -> Option<(i8, usize)> {
    let dash = reader.dash(next).filter(|after| !reader.spaced(*after) || before);
    let join = dash.or_else(|| reader.mark(next, Mark::And)).or_else(|| reader.mark(next, Mark::To));
    let (day, after) = reader.day(join?)?;
    let sure = before && reader.month(reader.skip(after, Mark::Of)).is_some()
        || dash.is_some()
        || reader.text(after) == ","
        || after >= reader.end;
    sure.then_some((day, after))
}

/// A year after a day or month: ", 2025", "of 2025", "2025", "this year".
pub(super) fn year_after(reader: &Reader<'_>, next: usize) -> (Option<i16>, usize) {
    let comma = if reader.text(next) == "," { next + 1 } else { reader.skip(next, Mark::Of) };
    if let Some(year) = reader.year(comma) {
        return (Some(year), comma + 1);
    }
    if let Some(end) = ["that year", "the same year"].iter().find_map(|words| reader.spelt(comma, words)).filter(|_| reader.held.is_some())
    {
        return (reader.held, end);
    }
    let of_this = reader.term(if reader.text(next) == "," { next } else { comma });
    let by = match of_this {
        Some((Term::Which(Which::This), _)) => 0,
        Some((Term::Which(Which::Last), _)) => -1,
        Some((Term::Which(Which::Next), _)) => 1,
        _ => return (None, next),
    };
    let named = of_this.and_then(|(_, after)| reader.unit(after)).filter(|(unit, _)| *unit == Unit::Year);
    named.zip(reader.today).map_or((None, next), |((_, end), today)| (today.year.checked_add(by), end))
}

/// "2024", "2022-23", "2014–2021"
fn years(reader: &Reader<'_>, first: usize) -> Option<((Partial, Partial), usize)> {
    let year = reader.year(first)?;
    let part = |year| Partial { year: Some(year), ..Partial::default() };
    if let Some((last, end)) = second_year(reader, first, year) {
        return Some(((part(year), part(last)), end));
    }
    is_year(reader, first).then(|| ((part(year), part(year)), first + 1))
}

fn second_year(reader: &Reader<'_>, first: usize, year: i16) -> Option<(i16, usize)> {
    let next = reader.dash(first + 1).or_else(|| (reader.text(first + 1) == "/").then_some(first + 2))?;
    let glued = !reader.spaced(first + 1) && !reader.spaced(next);
    let short = reader.digits(next).filter(|_| reader.text(next).len() == 2).and_then(|last| i16::try_from(last).ok());
    let last = reader.year(next).or_else(|| short.map(|last| year / 100 * 100 + last))?;
    (glued && last > year && last - year <= 60).then_some((last, next + 1))
}

/// Whether four digits are a year and not a count: the words about them decide.
fn is_year(reader: &Reader<'_>, at: usize) -> bool {
    let (before, after) = (reader.before(at), reader.text(at + 1));
    let prior = before.map_or("", |before| reader.text(before));
    let glued = !reader.spaced(at);
    if glued && before.is_some_and(|before| reader.shape(before) == Some(Shape::Symbol)) || prior == "#" || matches!(after, "%" | "°") {
        return false;
    }
    if glued && reader.dash(before.unwrap_or(at)).is_some() {
        let head = before.and_then(|before| reader.before(before));
        return head.is_some_and(|head| reader.shape(head) == Some(Shape::Lower)) || reader.spaced(before.unwrap_or(at));
    }
    if !reader.spaced(at + 1) && (after == "-" || after == ":") && reader.shape(at + 2) == Some(Shape::Number) {
        return false;
    }
    let held = before.and_then(|before| reader.term(before)).is_some_and(|(term, _)| match term {
        Term::Mark(mark) => {
            !matches!(mark, Mark::Of | Mark::And | Mark::Or | Mark::To | Mark::Over | Mark::Under | Mark::For | Mark::People)
        }
        Term::Edge(_) | Term::Season(..) | Term::Unit(Unit::Year) | Term::Part => true,
        _ => false,
    });
    if reader.unit(at + 1).is_some() || matches!(reader.term(at + 1), Some((Term::Scale, _))) {
        return false;
    }
    held || !counts(reader, at + 1)
}

/// Whether a plural noun follows, that a number could count.
fn counts(reader: &Reader<'_>, at: usize) -> bool {
    let word = reader.text(at);
    let plural = word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us");
    reader.shape(at) == Some(Shape::Lower) && (plural || word == "people" || matches!(reader.term(at), Some((Term::Mark(Mark::People), _))))
}

/// "summer of 2021", "winter 2022-23", "last summer" comes by [`chosen`]; a bare season has no year.
fn season(reader: &Reader<'_>, first: usize) -> Option<(Found, usize)> {
    let (Term::Season(season, _), next) = reader.term(first)? else { return None };
    let (year, end) = year_after(reader, next);
    let end = second_year(reader, end.saturating_sub(1), year?).map_or(end, |(_, end)| end);
    Some((Found { part: Partial { year, ..Partial::default() }, season: Some(season) }, end))
}
