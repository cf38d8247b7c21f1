//! A series through time: what was claimed for each day, by whom, when that was first seen, and what the same claimant made of the day later.
//!
//! A value is an interval: "at least 5" has no upper end. Nothing is averaged, and nothing is called true.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::told::Told;
use crate::check::round;
use crate::claim::Quantifier;
use crate::ledger::Held;
use crate::ledger::source::{Interest, Source};
use crate::report::Date;

/// One value by one claimant for one day, however often it is told.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// The day the claim speaks of, else that of the report; none where neither is known.
    pub day: Option<Date>,
    /// Whether the claim itself says the day.
    pub dated: bool,
    /// Lower end of what the words allow.
    pub low: Option<Decimal>,
    /// Upper end.
    pub high: Option<Decimal>,
    /// How the words limit it.
    pub quantifier: Quantifier,
    /// Whether it is denied.
    pub denied: bool,
    /// Who vouches; none where only reports themselves say so.
    pub source: Option<Arc<Source>>,
    /// What they stand to win by it.
    pub interest: Interest,
    /// The claim in which it was first seen, by its id; by the days of the reports, not by when they came in.
    pub claim: String,
    /// That claim's report.
    pub report: u64,
    /// That report's day.
    pub seen: Option<Date>,
    /// How often it is told.
    pub mentions: usize,
    /// The earlier value of the same claimant for the same day that this one contradicts, by its place in the list.
    pub revises: Option<usize>,
}

/// The points of a series in the order of their days.
pub fn timeline(told: &[Told<'_>]) -> Vec<Point> {
    let mut ordered = told.iter().collect::<Vec<_>>();
    ordered.sort_by_cached_key(|told| told.seen());
    let mut places = BTreeMap::<Same<'_>, usize>::new();
    let mut points = Vec::<(Point, &Held)>::new();
    for told in ordered {
        let place = *places.entry(same(told)).or_insert(points.len());
        match points.get_mut(place) {
            Some((point, _)) => point.mentions += 1,
            None => points.push((point(told), told.claim)),
        }
    }
    // Stable, so that of one day and claimant the earlier seen stands first.
    points.sort_by(|(one, _), (other, _)| by_day(one).cmp(&by_day(other)));
    revisions(points)
}

/// What makes two tellings one point.
type Same<'a> = (Option<Date>, Option<&'a str>, Option<Decimal>, Option<Decimal>, Quantifier, bool);

fn same<'a>(told: &'a Told<'_>) -> Same<'a> {
    (told.day(), told.who(), told.claim.low, told.claim.high, told.claim.quantifier, told.denied())
}

fn by_day(point: &Point) -> (bool, Option<Date>, bool, Option<&str>) {
    (point.day.is_none(), point.day, point.source.is_none(), point.source.as_ref().map(|source| source.id.as_str()))
}

fn point(told: &Told<'_>) -> Point {
    let (low, high) = told.claim.bounds();
    Point {
        day: told.day(),
        dated: told.dated(),
        low,
        high,
        quantifier: told.claim.quantifier,
        denied: told.denied(),
        source: told.source.clone(),
        interest: told.interest,
        claim: told.claim.id.clone(),
        report: told.report.seq,
        seen: told.report.published,
        mentions: 1,
        revises: None,
    }
}

/// A known claimant's value for a day that a later seen one contradicts; another rounding of it is none.
fn revisions(points: Vec<(Point, &Held)>) -> Vec<Point> {
    let day = |point: &Point| point.day.filter(|day| day.day.is_some() && point.dated && !point.denied).zip(point.source.clone());
    let mut out: Vec<(Point, &Held)> = Vec::with_capacity(points.len());
    for (mut point, claim) in points {
        let here = day(&point);
        let before = out.iter().enumerate().rev().take_while(|(_, (before, _))| here.is_some() && by_day(before) == by_day(&point));
        // What one report says of several things at once is no revision, nor what cannot be told to be later.
        let mut before = before.filter(|(_, (before, _))| day(before) == here && before.seen.is_some() && before.seen < point.seen);
        point.revises = before.next().filter(|(_, (_, earlier))| !round::same(earlier, claim)).map(|(at, _)| at);
        out.push((point, claim));
    }
    out.into_iter().map(|(point, _)| point).collect()
}

#[cfg(test)]
mod tests {
    use super::super::told::tests::{Ledger, told};
    use super::*;

    /// One line a point: `day who: low..high, mentions`, and what it revises.
    fn check(ledger: &Ledger, expected: &[&str]) {
        let points = timeline(&told(ledger));
        let end = |end: Option<Decimal>| end.map(|end| end.to_string()).unwrap_or_default();
        let line = |point: &Point| {
            let who = point.source.as_ref().map_or("-", |source| source.name.as_str());
            let revises = point.revises.map(|at| format!(", revises {}", end(points[at].low))).unwrap_or_default();
            let day = point.day.map(|day| day.to_string()).unwrap_or_default();
            format!("{day} {who}: {}..{}, {}{revises}", end(point.low), end(point.high), point.mentions)
        };
        assert_eq!(points.iter().map(line).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn points_in_time() {
        let mut ledger = Ledger::default();
        ledger.report("2024-06-03", "Outlet B").on("2024-06-02").says("Ukrainian General Staff", Quantifier::AtLeast, 100);
        ledger.report("2024-06-02", "Outlet A").on("2024-06-02").says("Ukrainian General Staff", Quantifier::AtLeast, 100);
        ledger.report("2024-06-02", "Outlet A").says("", Quantifier::AtMost, 80);
        check(&ledger, &["2024-06-02 General Staff of the Armed Forces of Ukraine: 100.., 2", "2024-06-02 -: ..80, 1"]);
        assert_eq!(timeline(&told(&ledger))[0].seen, Date::parse("2024-06-02"));
    }

    #[test]
    fn revised_by_the_same_claimant_for_the_same_day() {
        let mut ledger = Ledger::default();
        ledger.report("2024-06-02", "Outlet A").on("2024-06-02").says("Ukrainian General Staff", Quantifier::Exact, 100);
        ledger.report("2024-06-04", "Outlet A").on("2024-06-02").says("Ukrainian General Staff", Quantifier::Exact, 112);
        ledger.report("2024-06-04", "Outlet A").on("2024-06-03").says("Ukrainian General Staff", Quantifier::Exact, 50);
        ledger.report("2024-06-04", "Outlet A").on("2024-06-02").says("Russian Defense Ministry", Quantifier::Exact, 7);
        let expected = [
            "2024-06-02 General Staff of the Armed Forces of Ukraine: 100..100, 1",
            "2024-06-02 General Staff of the Armed Forces of Ukraine: 112..112, 1, revises 100",
            "2024-06-02 Russian Defense Ministry: 7..7, 1",
            "2024-06-03 General Staff of the Armed Forces of Ukraine: 50..50, 1",
        ];
        check(&ledger, &expected);
    }

    #[test]
    fn one_report_revises_nothing_of_its_own() {
        let mut ledger = Ledger::default();
        let report = ledger.report("2024-06-02", "Outlet A").on("2024-06-02");
        report.says("Ukrainian General Staff", Quantifier::Exact, 100).says("Ukrainian General Staff", Quantifier::Exact, 112);
        assert!(timeline(&told(&ledger)).iter().all(|point| point.revises.is_none()));
    }

    #[test]
    fn another_rounding_is_no_revision() {
        let mut ledger = Ledger::default();
        ledger.report("2024-06-02", "Outlet A").on("2024-06-02").says("Ukrainian General Staff", Quantifier::Exact, 20_538);
        ledger.report("2024-06-04", "Outlet A").on("2024-06-02").says("Ukrainian General Staff", Quantifier::MoreThan, 20_000);
        assert!(timeline(&told(&ledger)).iter().all(|point| point.revises.is_none()));
    }

    #[test]
    fn the_order_of_arrival_does_not_matter() {
        let days = [("2024-06-02", 100), ("2024-06-03", 120), ("2024-06-02", 100), ("2024-06-04", 90)];
        let of = |days: &mut dyn Iterator<Item = &(&str, i64)>| {
            let mut ledger = Ledger::default();
            days.for_each(|(day, value)| {
                ledger.report(day, "Outlet A").on("2024-06-01").says("Ukrainian General Staff", Quantifier::Exact, *value);
            });
            timeline(&told(&ledger)).into_iter().map(|point| (point.low, point.seen, point.revises, point.mentions)).collect::<Vec<_>>()
        };
        assert_eq!(of(&mut days.iter()), of(&mut days.iter().rev()));
    }
}
