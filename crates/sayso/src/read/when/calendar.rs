//! The arithmetic of the calendar: what a time means on the day it was written.

use jiff::civil;
use jiff::{Span, ToSpan};

use super::words::Unit;
use crate::claim::Period;
use crate::report::Date;

/// A date as written, which may want its year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Partial {
    pub year: Option<i16>,
    pub month: Option<i8>,
    pub day: Option<i8>,
}

impl Partial {
    /// The date, where the year is written.
    pub fn date(self) -> Option<Date> {
        let year = self.year?;
        match (self.month, self.day) {
            (Some(month), Some(day)) => Date::day(year, month, day),
            (Some(month), None) => Some(Date::month(year, month)),
            _ => Some(Date::year(year)),
        }
    }

    /// The date nearest the day of writing: the latest one past, or the next one where the text looks ahead.
    pub fn settle(self, today: Option<Date>, ahead: bool) -> Option<Date> {
        if self.year.is_some() {
            return self.date();
        }
        let now = today?.first_day()?;
        let of = |year| Self { year: Some(year), ..self }.date();
        let this = of(now.year()).or_else(|| of(now.year() - 1))?;
        let first = this.first_day()?;
        let passed = first <= now;
        let near = self.day.is_some() && (first - now).get_days() <= SOON;
        match (passed, ahead) {
            (false, false) if near => Some(this),
            (false, false) => of(now.year() - 1),
            (true, true) if self.day.is_none() && first.month() != now.month() => of(now.year() + 1),
            _ => Some(this),
        }
    }
}

/// A day of the month without a year that lies this few days ahead is meant to come.
const SOON: i32 = 45;

/// From and to alike.
pub(super) fn at(date: Date) -> Period {
    Period { from: Some(date), to: Some(date) }
}

/// From the first to the last of two dates.
pub(super) fn between(from: Date, to: Date) -> Period {
    Period { from: Some(from), to: Some(to) }
}

/// The last day of that name on or before the day of writing; before it, where `strictly`.
pub(super) fn weekday(today: Option<Date>, weekday: i8, strictly: bool) -> Option<civil::Date> {
    let now = today.filter(|today| today.day.is_some())?.first_day()?;
    let back = (now.weekday().to_monday_one_offset() - weekday).rem_euclid(7);
    shift(now, Unit::Day, -i64::from(if back == 0 && strictly { 7 } else { back }))
}

/// A day moved by so many units.
pub(super) fn shift(day: civil::Date, unit: Unit, by: i64) -> Option<civil::Date> {
    day.checked_add(length(unit, by)?).ok()
}

fn length(unit: Unit, by: i64) -> Option<Span> {
    let by = Some(by).filter(|by| by.abs() < 10_000)?;
    Some(match unit {
        Unit::Clock => 0.days(),
        Unit::Hour => (by / 24).days(),
        Unit::Day | Unit::Night => by.days(),
        Unit::Week | Unit::Weekend => by.weeks(),
        Unit::Fortnight => (2 * by).weeks(),
        Unit::Month => by.months(),
        Unit::Quarter => (3 * by).months(),
        Unit::Year => by.years(),
        Unit::Decade => (10 * by).years(),
        Unit::Century => (100 * by).years(),
    })
}

/// A day cut at the precision that a count of such units gives.
pub(super) fn cut(day: civil::Date, unit: Unit) -> Date {
    match unit {
        Unit::Month | Unit::Quarter => Date::month(day.year(), day.month()),
        Unit::Year | Unit::Decade | Unit::Century => Date::year(day.year()),
        _ => Date::from(day),
    }
}

/// The unit that a day lies in, moved by so many: "this week", "last month", "next year".
pub(super) fn whole(today: Option<Date>, unit: Unit, by: i64) -> Option<Period> {
    let now = today?;
    if now.month.is_none() && !matches!(unit, Unit::Year | Unit::Decade | Unit::Century) {
        return None;
    }
    let day = shift(now.first_day()?, unit, by)?;
    let monday = |day: civil::Date| shift(day, Unit::Day, -i64::from(day.weekday().to_monday_zero_offset()));
    match unit {
        Unit::Week => Some(between(monday(day)?.into(), shift(monday(day)?, Unit::Day, 6)?.into())),
        Unit::Weekend => {
            let now = now.first_day()?;
            let back = if by == 0 && now.weekday().to_monday_zero_offset() >= 5 { 0 } else { by.min(-1) + i64::from(by > 0) * 2 };
            let monday = shift(monday(now)?, Unit::Week, back)?;
            Some(between(shift(monday, Unit::Day, 5)?.into(), shift(monday, Unit::Day, 6)?.into()))
        }
        Unit::Quarter => {
            let first = (day.month() - 1) / 3 * 3 + 1;
            Some(between(Date::month(day.year(), first), Date::month(day.year(), first + 2)))
        }
        Unit::Day => None,
        Unit::Decade => decade(day.year() / 10 * 10),
        Unit::Century => None,
        _ => Some(at(cut(day, unit))),
    }
}

/// The stretch of so many units that ends, or begins where `by` is positive, on a day.
pub(super) fn stretch(day: Option<Date>, unit: Unit, by: i64) -> Option<Period> {
    let now = day.filter(|day| day.day.is_some())?.first_day()?;
    let other = if matches!(unit, Unit::Hour) {
        shift(now, Unit::Day, by.signum() * (by.abs() + 23).div_euclid(24))?
    } else {
        shift(now, unit, by)?
    };
    let far = if by.abs() <= 2 && unit == Unit::Month { Date::from(other) } else { cut(other, unit) };
    let near = Date::from(now);
    Some(if by < 0 { between(far, near) } else { between(near, far) })
}

/// Ten years from one.
pub(super) fn decade(first: i16) -> Option<Period> {
    Some(between(Date::year(first), Date::year(first.checked_add(9)?)))
}

/// The months of a season; a winter begins in the year before unless `begins`.
pub(super) fn season(year: i16, season: i8) -> Period {
    match season {
        1..=3 => between(Date::month(year, season * 3), Date::month(year, season * 3 + 2)),
        _ => between(Date::month(year, 12), Date::month(year.saturating_add(1), 2)),
    }
}

/// The night before a day, to the day.
pub(super) fn eve(day: Date) -> Option<Period> {
    let day = day.day.and(day.first_day())?;
    Some(between(shift(day, Unit::Day, -1)?.into(), day.into()))
}
