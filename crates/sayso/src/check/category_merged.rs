//! A category merged: one report names a single category for a number that another report makes of two.
//!
//! *Why it matters*: "290,000 desertion cases" of which four in five were absences without leave is another statement.
//! *Example*: one report has "nearly 290,000 desertion cases", another "235,646 cases of absence and 53,954 of desertion":
//! together they are 289,600, and desertion is 18.6 % of it.
//! The two parts stand close together in one report, for one side and period and on one say-so; rounding is allowed for, nothing more.
//! A total that grows passes every number in time, so the two reports must be of one half-year.
//! *When it is wrong*: where the single category has grown to the former sum of both.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::{Case, Check, Finding, Scope, Verdict, alike, round, say};
use crate::ledger::Held;

pub const CHECK: Check = Check { name: "category_merged", about: "a number of one category is not the sum of two", scope: Scope::Kin, run };

/// How far apart two parts may stand in their report, in code points.
const NEAR: usize = 400;

/// Totals grow: what one report names and another makes of two parts must be told within so many days.
const DAYS: i32 = 180;

/// Fewer digits than this in the sum of two parts could be met by chance.
const DIGITS: u32 = 3;

fn run(case: &Case<'_>) -> Vec<Finding> {
    let mut named: BTreeMap<Decimal, Vec<&Held>> = BTreeMap::new();
    for claim in case.claims.iter().copied().filter(|claim| alike::counts(claim)) {
        if let Some(value) = claim.point().filter(|value| round::digits(*value) >= 2 && *value >= Decimal::ONE_THOUSAND) {
            named.entry(value).or_default().push(claim);
        }
    }
    let mut seen = BTreeSet::new();
    let pairs = case.claims.iter().enumerate().flat_map(|(at, one)| partners(case, at, one).map(move |other| (*one, other)));
    pairs.filter_map(|(one, other)| merged(case, one, other, &named, &mut seen)).collect()
}

/// What stands close after a claim and counts another category of the same.
fn partners<'a>(case: &Case<'a>, at: usize, one: &'a Held) -> impl Iterator<Item = &'a Held> {
    let near = case.claims[at + 1..]
        .iter()
        .copied()
        .take(8)
        .take_while(|other| other.report == one.report && other.start.abs_diff(one.start) <= NEAR);
    near.filter(|other| parts(case, one, other)).collect::<Vec<_>>().into_iter()
}

fn parts(case: &Case<'_>, one: &Held, other: &Held) -> bool {
    let apart = category(one) != category(other) && !whole(case, one, other) && !whole(case, other, one);
    let counts = alike::counts(one) && alike::counts(other) && one.side.is_some() && one.measure != "other";
    apart && counts && alike::kin(case, one, other) && one.period == other.period && case.known.origin(one) == case.known.origin(other)
}

/// Whether the first is of a measure that the other's adds to.
fn whole(case: &Case<'_>, one: &Held, other: &Held) -> bool {
    let parts = case.words.measure(&one.measure).map(|measure| measure.parts.as_slice()).unwrap_or_default();
    parts.contains(&other.measure.as_str()) || one.start == other.part_of.unwrap_or(usize::MAX)
}

fn merged(
    case: &Case<'_>,
    one: &Held,
    other: &Held,
    named: &BTreeMap<Decimal, Vec<&Held>>,
    seen: &mut BTreeSet<(Decimal, Decimal, Decimal)>,
) -> Option<Finding> {
    let (a, b) = (one.point()?, other.point()?);
    let sum = a.checked_add(b).filter(|sum| *sum > Decimal::ZERO && round::digits(*sum) >= DIGITS)?;
    let slack = sum.checked_div(Decimal::ONE_HUNDRED)?;
    let mut near = named.range(sum - slack..=sum + slack).flat_map(|(_, claims)| claims.iter().copied());
    let single = near.find(|claim| claim.report != one.report && of_one(case, claim, one, other) && is_rounded(claim, sum))?;
    if !seen.insert((single.point()?, a, b)) {
        return None;
    }
    let (share, of) = if category(single) == category(one) { (a, one) } else { (b, other) };
    let sentence = format!(
        "\"{}\" ({}) is {} {} + {} {} = {} ({}): {} alone is {} of it",
        say::counted(single),
        say::report(case, single),
        say::number(a),
        category(one).replace('_', " "),
        say::number(b),
        category(other).replace('_', " "),
        say::number(sum),
        say::report(case, one),
        category(of).replace('_', " "),
        say::percent(share, sum)?,
    );
    Some(case.finding(CHECK.name, Verdict::Fails, sentence, &[single, one, other]))
}

/// Whether the number names the category of one of the two, and can be of their time and place.
fn of_one(case: &Case<'_>, single: &Held, one: &Held, other: &Held) -> bool {
    let named = [one, other].iter().any(|part| category(part) == category(single));
    let time = alike::periods_meet(single, one) && alike::published_near(case, single, one, DAYS);
    named && time && single.side == one.side && single.place == one.place
}

/// Whether the number is the sum, rounded to its own last digit.
fn is_rounded(single: &Held, sum: Decimal) -> bool {
    let half = single.point().map(|value| round::grain(value) / Decimal::TWO);
    single.point().zip(half).is_some_and(|(value, half)| (value - sum).abs() <= half)
}

/// People by what they did and cases by their offence are of one category.
fn category(claim: &Held) -> &str {
    const DEEDS: [(&str, &str); 4] =
        [("deserted", "desertion"), ("deserted_or_awol", "desertion_or_awol"), ("refused", "refusal"), ("evaded", "evasion")];
    let deed = DEEDS.iter().find(|(measure, _)| *measure == claim.measure).map(|(_, offence)| *offence);
    claim.offence.as_deref().or(deed).unwrap_or(&claim.measure)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Made, check, claim};
    use super::*;
    use crate::claim::Quantifier;

    fn cases(value: i64, offence: &str) -> Made {
        claim(value).measure("case_opened").offence(offence).side("UKR").unit("case").says("Prosecutor").since("2022")
    }

    fn parted() -> [Made; 2] {
        [cases(235_646, "awol").report(2).at(10), cases(53_954, "desertion").report(2).at(60)]
    }

    #[test]
    fn fails_where_one_name_stands_for_both() {
        let [absent, deserted] = parted();
        let merged = "fails: \"nearly 290,000 desertion cases\" (Outlet 1, 2025-01-01) is 235,646 awol + 53,954 desertion = 289,600 \
                      (Outlet 2, 2025-01-02): desertion alone is 18.6 % of it";
        let single = cases(290_000, "desertion").counted("desertion cases").limit(Quantifier::Nearly).says("Officials");
        check(CHECK, [single, absent.clone(), deserted.clone()], &[merged]);
    }

    #[test]
    fn silent_where_both_are_named_or_the_sum_is_another() {
        let [absent, deserted] = parted();
        check(CHECK, [cases(290_000, "desertion_or_awol"), absent.clone(), deserted.clone()], &[]);
        check(CHECK, [cases(310_000, "desertion"), absent.clone(), deserted.clone()], &[]);
        check(CHECK, [cases(290_000, "desertion").side("RUS"), absent.clone(), deserted], &[]);
        check(CHECK, [cases(290_000, "desertion"), absent, cases(53_954, "desertion").report(2).at(900)], &[]);
    }
}
