//! One origin, two values: the same source is said to have given two numbers of the same quantity for the same day.
//!
//! *Why it matters*: it is no conflict of sources. Either the source revised its number, or somebody quotes it wrongly.
//! *Example*: two sites have a ministry's 14,500 dead as of a day, a third has 15,400 as of that day.
//! It fails where one report stands alone against several that agree. With one against one nobody can tell a revision from a slip.
//! Roundings of one number ("about 20,000" and 20,538) are no two values, and a report that gives several itself counts several things.
//! *When it is wrong*: where the lone report has a revision that nobody else has yet.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{Case, Check, Finding, Scope, Verdict, alike, round, say};
use crate::claim::Period;
use crate::ledger::{Held, series};
use crate::report::Date;

pub const CHECK: Check =
    Check { name: "one_origin_two_values", about: "one origin gives one value for one day", scope: Scope::Series, run };

fn run(case: &Case<'_>) -> Vec<Finding> {
    let mut days: BTreeMap<(String, Period), Vec<&Held>> = BTreeMap::new();
    for claim in case.claims.iter().copied().filter(|claim| alike::counts(claim) && alike::named(claim)) {
        if let Some(key) = dated(case, claim) {
            days.entry(key).or_default().push(claim);
        }
    }
    days.into_iter().filter_map(|((_, period), claims)| judge(case, period, &claims)).collect()
}

/// The origin and the time of a claim, where the time is known to the day or closed at both ends.
fn dated(case: &Case<'_>, claim: &Held) -> Option<(String, Period)> {
    let period = claim.period?;
    let end = period.to?;
    let running = series::key(case.words, claim).is_some_and(|key| key.cumulative());
    let known = if running { end.day.is_some() } else { period.from.is_some() };
    // A running total is as of its end, however its start is put.
    let period = if running { Period { from: None, to: Some(end) } } else { period };
    known.then(|| case.known.origin(claim)).flatten().map(|origin| (origin, period))
}

fn judge(case: &Case<'_>, period: Period, claims: &[&Held]) -> Option<Finding> {
    let mut values: Vec<Vec<&Held>> = Vec::new();
    for report in alike::by_report(case, claims) {
        let first = report[0];
        if report.iter().any(|claim| !round::same(first, claim)) {
            continue;
        }
        match values.iter_mut().find(|same| round::same(same[0], first)) {
            Some(same) => same.push(first),
            None => values.push(vec![first]),
        }
    }
    // The order of first telling is kept among values told equally often.
    values.sort_by_key(|same| std::cmp::Reverse(same.len()));
    let (most, rest) = values.split_first()?;
    let (common, lone) = (most[0], rest.first()?[0]);
    if !comparable(common, lone) {
        return None;
    }
    let alone = most.len() >= 2 && rest.iter().all(|same| same.len() == 1);
    let verdict = if alone { Verdict::Fails } else { Verdict::CannotTell };
    let which = if alone { "the others agree" } else { "a revision or a misquote" };
    let (one, other) = (say::reports(case, most), say::report(case, lone));
    let (one_value, other_value) = (say::figure(common), say::figure(lone));
    let sentence = format!("{}: {one_value} in {one}, {other_value} in {other}: {which}", day(period));
    let inputs = most.iter().chain(rest.iter().map(|same| &same[0])).copied().collect::<Vec<_>>();
    Some(case.finding(CHECK.name, verdict, sentence, &inputs))
}

/// A number half as large again is of something else that the words did not tell apart.
fn comparable(one: &Held, other: &Held) -> bool {
    let values = one.low.or(one.high).zip(other.low.or(other.high));
    values.is_some_and(|(one, other)| one.max(other) * Decimal::TWO <= one.min(other) * Decimal::from(3))
}

fn day(period: Period) -> String {
    let ends = [period.from, period.to].into_iter().flatten().map(|date: Date| date.to_string()).collect::<Vec<_>>();
    match &ends[..] {
        [from, to] if from != to => format!("{from} to {to}"),
        _ => ends.into_iter().next().unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Made, check, claim};
    use super::*;
    use crate::claim::Quantifier;

    fn total(report: u64, value: i64) -> Made {
        claim(value).report(report).side("RUS").says("Ministry").until("2024-12-31")
    }

    #[test]
    fn fails_where_one_stands_alone() {
        let alone =
            "fails: 2024-12-31: 14,500 in Outlet 1, 2025-01-01 and Outlet 3, 2025-01-03, 15,400 in Outlet 2, 2025-01-02: the others agree";
        check(CHECK, [total(1, 14_500), total(2, 15_400), total(3, 14_500)], &[alone]);
    }

    #[test]
    fn cannot_tell_one_against_one() {
        let two = "cannot_tell: 2024-12-31: 14,500 in Outlet 1, 2025-01-01, 15,400 in Outlet 2, 2025-01-02: a revision or a misquote";
        check(CHECK, [total(1, 14_500), total(2, 15_400)], &[two]);
    }

    #[test]
    fn silent_for_roundings_other_days_other_origins() {
        check(CHECK, [total(1, 20_538), total(2, 20_000).limit(Quantifier::MoreThan)], &[]);
        check(CHECK, [total(1, 14_500), total(2, 15_400).until("2025-01-01")], &[]);
        check(CHECK, [total(1, 14_500), total(2, 15_400).says("Observers")], &[]);
        check(CHECK, [total(1, 14_500), total(1, 15_400).at(50)], &[]);
        check(CHECK, [total(1, 14_500), total(2, 475)], &[]);
    }
}
