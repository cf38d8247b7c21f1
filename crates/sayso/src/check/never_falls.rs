//! A running total never falls: what one claimant has counted since some day cannot be less on a later day.
//!
//! *Why it matters*: a total that falls was corrected, or one of its figures bears a wrong day; both should be known before anybody plots it.
//! *Example*: 390,580 dated three weeks too early stands above the twenty totals after it: taken out, the others never fall.
//! The longest row of figures that never falls is kept; what stands outside of it is named. So one wrong figure is one finding.
//! Limits are read as they are said: "at least 5" after 7 is no fall.
//! A report that gives several totals for one day counts several things, and is left aside.
//! *When it is wrong*: where the reader took the number of one day for a running total, or two totals of different scope for one.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{Case, Check, Finding, Scope, Verdict, alike, round, say};
use crate::claim::Quantifier;
use crate::ledger::{Held, series};
use crate::report::Date;

pub const CHECK: Check = Check { name: "never_falls", about: "a running total by one claimant never falls", scope: Scope::Series, run };

fn run(case: &Case<'_>) -> Vec<Finding> {
    let mut by_claimant: BTreeMap<String, Vec<Point<'_>>> = BTreeMap::new();
    for claim in case.claims.iter().copied().filter(|claim| alike::counts(claim)) {
        if let Some((origin, point)) = case.known.origin(claim).zip(point(case, claim)) {
            by_claimant.entry(origin).or_default().push(point);
        }
    }
    by_claimant.into_values().flat_map(|points| judge(case, points)).collect()
}

/// A running total: the day it had been reached, and the least and the most that its words allow.
#[derive(Clone, Copy)]
struct Point<'a> {
    day: Date,
    low: Decimal,
    high: Decimal,
    claim: &'a Held,
}

/// The total as of a day, or since a day and up to that of the report.
fn point<'a>(case: &Case<'a>, claim: &'a Held) -> Option<Point<'a>> {
    series::key(case.words, claim).filter(series::Key::cumulative)?;
    let day = claim.period?.to.or_else(|| case.known.filed(claim.report)?.published)?;
    let (low, high) = match claim.quantifier {
        Quantifier::Exact | Quantifier::Range => (claim.low?, claim.high?),
        Quantifier::AtMost | Quantifier::LessThan => return None,
        Quantifier::AtLeast | Quantifier::MoreThan => (claim.low?, Decimal::MAX),
        Quantifier::About | Quantifier::Nearly => round::room(claim)?,
    };
    Some(Point { day, low, high, claim })
}

fn judge(case: &Case<'_>, mut points: Vec<Point<'_>>) -> Vec<Finding> {
    points.sort_by_key(|point| (point.day, point.claim.report, point.low));
    let several = |one: &Point<'_>, other: &Point<'_>| (one.day, one.claim.report) == (other.day, other.claim.report);
    let clear = points.chunk_by(several).filter(|said| said.iter().all(|point| round::same(point.claim, said[0].claim)));
    let mut points = clear.flatten().copied().collect::<Vec<_>>();
    points.sort_by_key(|point| (point.day, point.low, point.high));
    points.dedup_by_key(|point| (point.day, point.low, point.high));
    let kept = never_falling(&points);
    if points.len() < 2 {
        return Vec::new();
    }
    if kept.len() == points.len() {
        return rises(case, &points).into_iter().collect();
    }
    let odd = (0..points.len()).filter(|at| kept.binary_search(at).is_err()).collect::<Vec<_>>();
    odd.chunk_by(|one, next| one + 1 == *next).flat_map(|run| falls(case, &points, &kept, run)).collect()
}

/// The places of the longest row in which no value falls below what came before it.
fn never_falling(points: &[Point<'_>]) -> Vec<usize> {
    // `rows[n]` is the row of n + 1 points that asks least of the next: its greatest lower end, and its last link.
    let (mut rows, mut links) = (Vec::<(Decimal, usize)>::new(), Vec::<(usize, Option<usize>)>::new());
    for (at, point) in points.iter().enumerate() {
        let below = rows.partition_point(|row| row.0 <= point.low);
        let within = below + rows[below..].partition_point(|row| row.0 <= point.high);
        // Rows that end above the point's lower end but within its words go on with it and ask no more than before.
        for row in (below..within).rev() {
            links.push((at, Some(rows[row].1)));
            let longer = (rows[row].0, links.len() - 1);
            put(&mut rows, row + 1, longer);
        }
        links.push((at, below.checked_sub(1).map(|row| rows[row].1)));
        put(&mut rows, below, (point.low, links.len() - 1));
    }
    let mut out = Vec::new();
    let mut next = rows.last().map(|row| row.1);
    while let Some((at, before)) = next.map(|link| links[link]) {
        out.push(at);
        next = before;
    }
    out.reverse();
    out
}

fn put<T>(rows: &mut Vec<T>, at: usize, row: T) {
    match rows.get_mut(at) {
        Some(slot) => *slot = row,
        None => rows.push(row),
    }
}

/// Names figures in a row that stand outside of it, beside the one that they contradict.
fn falls(case: &Case<'_>, points: &[Point<'_>], kept: &[usize], run: &[usize]) -> Vec<Finding> {
    let Some(first) = run.first() else { return Vec::new() };
    let next = kept.partition_point(|kept| kept < first);
    let before = next.checked_sub(1).map(|before| &points[kept[before]]);
    let after = kept.get(next).map(|after| &points[*after]);
    let odd = run.iter().map(|at| &points[*at]);
    let above = odd.clone().filter(|odd| after.is_some_and(|after| odd.low > after.high)).collect::<Vec<_>>();
    let below = odd.filter(|odd| !above.iter().any(|known| known.claim.id == odd.claim.id)).collect::<Vec<_>>();
    let row = kept.iter().map(|at| &points[*at]).collect::<Vec<_>>();
    [(above, after, "more than"), (below, before, "less than")]
        .into_iter()
        .filter_map(|(odd, other, how)| fall(case, &odd, other?, how, &row))
        .collect()
}

fn fall(case: &Case<'_>, odd: &[&Point<'_>], other: &Point<'_>, how: &str, row: &[&Point<'_>]) -> Option<Finding> {
    let [first, ..] = odd else { return None };
    let dated = |point: &&Point<'_>| format!("{} on {}", say::figure(point.claim), point.day);
    let mut names = odd.iter().take(3).map(dated).collect::<Vec<_>>();
    if odd.len() > names.len() {
        names.push(format!("{} more", odd.len() - names.len()));
    }
    let be = if odd.len() == 1 { "is" } else { "are" };
    let rest = match row {
        [_] => "one of the two has a wrong number or day, or the total was corrected".to_owned(),
        row => format!("the other {} totals never fall{}", say::number(row.len().into()), reached(first, row)),
    };
    let sentence = format!("{} {be} {how} {}: {rest}", say::list(&names), dated(&other));
    let inputs = odd.iter().map(|point| point.claim).chain([other.claim]).collect::<Vec<_>>();
    Some(case.finding(CHECK.name, Verdict::Fails, sentence, &inputs))
}

/// The day on which the others come to a value that stands too early: its right day, where the day is what is wrong.
fn reached(odd: &Point<'_>, row: &[&Point<'_>]) -> String {
    let later = row.iter().find(|point| point.day > odd.day && point.low <= odd.high && odd.low <= point.high && odd.low == odd.high);
    later.map_or_else(String::new, |point| format!(", and reach it on {}", point.day))
}

fn rises(case: &Case<'_>, points: &[Point<'_>]) -> Option<Finding> {
    let ([first, .., last], true) = (points, points.len() >= 3) else { return None };
    let (count, from, to) = (say::number(points.len().into()), say::figure(first.claim), say::figure(last.claim));
    let sentence = format!("{count} totals, from {from} on {} to {to} on {}, never fall", first.day, last.day);
    Some(case.finding(CHECK.name, Verdict::Holds, sentence, &[first.claim, last.claim]))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Made, check, claim};
    use super::*;

    fn total(value: i64, day: &str) -> Made {
        claim(value).measure("killed").side("RUS").says("General Staff").until(day)
    }

    #[test]
    fn holds_while_it_grows() {
        let claims = [total(100, "2024-01-01"), total(120, "2024-01-02"), total(120, "2024-01-03")];
        check(CHECK, claims, &["holds: 3 totals, from 100 on 2024-01-01 to 120 on 2024-01-03, never fall"]);
    }

    #[test]
    fn names_the_odd_one_out() {
        let days = ["2024-01-14", "2024-01-15", "2024-01-16", "2024-01-17", "2024-02-06"];
        let values = [368_460, 369_240, 390_580, 370_980, 390_580];
        let claims = days.iter().zip(values).map(|(day, value)| total(value, day)).collect::<Vec<_>>();
        let odd = "fails: 390,580 on 2024-01-16 is more than 370,980 on 2024-01-17: \
                   the other 4 totals never fall, and reach it on 2024-02-06";
        check(CHECK, claims, &[odd]);
    }

    #[test]
    fn a_real_fall_is_one_too() {
        let claims = [total(1_032, "2024-05-01"), total(1_000, "2024-05-02"), total(967, "2024-05-03"), total(980, "2024-05-04")];
        let fall = "fails: 1,032 on 2024-05-01 and 1,000 on 2024-05-02 are more than 967 on 2024-05-03: the other 2 totals never fall";
        check(CHECK, claims, &[fall]);
        let last = [total(967, "2024-05-01"), total(1_000, "2024-05-02"), total(960, "2024-05-03")];
        check(CHECK, last, &["fails: 960 on 2024-05-03 is less than 1,000 on 2024-05-02: the other 2 totals never fall"]);
        let two =
            "fails: 7 on 2024-05-01 is more than 5 on 2024-05-02: one of the two has a wrong number or day, or the total was corrected";
        check(CHECK, [total(7, "2024-05-01"), total(5, "2024-05-02")], &[two]);
    }

    #[test]
    fn silent_where_words_leave_room() {
        check(CHECK, [total(7, "2024-05-01"), total(5, "2024-05-02").limit(Quantifier::AtLeast)], &[]);
        check(CHECK, [total(20_538, "2024-05-01"), total(20_000, "2024-05-02").limit(Quantifier::About)], &[]);
        check(CHECK, [total(7, "2024-05-01"), total(5, "2024-05-02").says("Somebody else")], &[]);
        check(CHECK, [total(7, "2024-05-01"), total(9, "2024-05-01").at(20), total(8, "2024-05-02")], &[]);
        check(CHECK, [total(7, "2024-05-01").measure("held"), total(5, "2024-05-02").measure("held")], &[]);
    }
}
