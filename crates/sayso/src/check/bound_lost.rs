//! A bound lost in retelling: one origin's "462,000 to 728,000" comes back as "up to 728,000" or as "728,000".
//!
//! *Why it matters*: the end that is quoted is the one that suits; whoever reads it does not learn that there was another.
//! *Example*: a study gives 12,000 to 19,500 dead; a site writes "up to 19,500 dead, according to the study".
//! The report that gives both ends is the basis. Where it is the later one, the origin may have given the lower end later: cannot tell.
//! *When it is wrong*: where an end of the range is a figure of its own, by the same origin and of the same people.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::{Case, Check, Finding, Scope, Verdict, alike, round, say};
use crate::claim::Quantifier;
use crate::ledger::Held;

pub const CHECK: Check =
    Check { name: "bound_lost", about: "a retelling keeps both ends of the range that it retells", scope: Scope::Kin, run };

fn run(case: &Case<'_>) -> Vec<Finding> {
    let mut groups: BTreeMap<_, Vec<&Held>> = BTreeMap::new();
    for claim in case.claims.iter().copied() {
        if let Some(told) = alike::told(case, claim) {
            groups.entry(told).or_default().push(claim);
        }
    }
    groups.into_values().flat_map(|claims| judge(case, &claims)).collect()
}

fn judge(case: &Case<'_>, claims: &[&Held]) -> Vec<Finding> {
    let mut whole: BTreeMap<(Decimal, Decimal), Vec<&Held>> = BTreeMap::new();
    let mut ends: BTreeMap<Decimal, Vec<&Held>> = BTreeMap::new();
    for claim in claims {
        match (range(claim), claim.point()) {
            (Some(range), _) => whole.entry(range).or_default().push(claim),
            (None, Some(value)) => ends.entry(value).or_default().push(claim),
            _ => (),
        }
    }
    let pairs = whole.iter().flat_map(|((low, high), full)| [(full, high, true), (full, low, false)]);
    pairs.filter_map(|(full, end, upper)| lost(case, full, ends.get(end)?, upper)).collect()
}

/// Two ends that are written out; "hundreds" has ends that nobody wrote.
fn range(claim: &Held) -> Option<(Decimal, Decimal)> {
    let (low, high) = claim.low.zip(claim.high)?;
    (low < high && !say::is_vague(claim)).then_some((low, high))
}

fn lost(case: &Case<'_>, full: &[&Held], ends: &[&Held], upper: bool) -> Option<Finding> {
    let basis = *alike::by_report(case, full).first()?.first()?;
    let keep = full.iter().map(|claim| claim.report).collect::<BTreeSet<_>>();
    let retold = ends.iter().copied().filter(|end| !keep.contains(&end.report) && one_end(end, upper) && one_figure(case, basis, end));
    let retold = alike::by_report(case, &retold.collect::<Vec<_>>());
    let retold = retold.iter().map(|report| report[0]).collect::<Vec<_>>();
    let first = *retold.first()?;
    let verdict = if alike::published_before(case, first, basis) { Verdict::CannotTell } else { Verdict::Fails };
    let (range, end) = (say::figure(basis), say::figure(first));
    let sentence = format!("\"{range}\" ({}) is \"{end}\" in {}", say::report(case, basis), say::reports(case, &retold));
    Some(case.finding(CHECK.name, verdict, sentence, &[&[basis], retold.as_slice()].concat()))
}

/// Whether the claim gives that end as a limit or as the number.
const fn one_end(claim: &Held, upper: bool) -> bool {
    match claim.quantifier {
        Quantifier::AtLeast | Quantifier::MoreThan => !upper,
        Quantifier::AtMost | Quantifier::LessThan | Quantifier::Nearly => upper,
        _ => true,
    }
}

/// An odd end is hardly met by chance; a round one needs the same time and place.
fn one_figure(case: &Case<'_>, basis: &Held, end: &Held) -> bool {
    let odd = end.low.is_some_and(|value| round::digits(value) >= 3);
    basis.measure == end.measure && (odd && alike::periods_meet(basis, end) || alike::one_occasion(case, basis, end))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Made, check, claim};
    use super::*;

    fn full(report: u64) -> Made {
        claim(462_000).to(728_000).report(report).measure("killed_or_wounded").side("RUS").says("The Economist").until("2024-06")
    }

    fn end(report: u64, value: i64, limit: Quantifier) -> Made {
        claim(value).limit(limit).report(report).measure("killed_or_wounded").side("RUS").says("The Economist").since("2022-02")
    }

    #[test]
    fn fails_where_one_end_is_left() {
        let lost = "fails: \"462,000 to 728,000\" (Outlet 1, 2025-01-01) is \"up to 728,000\" in Outlet 2, 2025-01-02";
        check(CHECK, [full(1), end(2, 728_000, Quantifier::AtMost)], &[lost]);
        let bare = "fails: \"462,000 to 728,000\" (Outlet 1, 2025-01-01) is \"462,000\" in Outlet 3, 2025-01-03";
        check(CHECK, [full(1).side("UKR"), end(3, 462_000, Quantifier::Exact).side("UKR")], &[bare]);
    }

    #[test]
    fn cannot_tell_where_the_range_came_later() {
        let later = "cannot_tell: \"462,000 to 728,000\" (Outlet 3, 2025-01-03) is \"up to 728,000\" in Outlet 2, 2025-01-02";
        check(CHECK, [full(3), end(2, 728_000, Quantifier::AtMost)], &[later]);
    }

    #[test]
    fn silent_where_both_ends_are_kept_or_another_says_it() {
        check(CHECK, [full(1), full(2)], &[]);
        check(CHECK, [full(1), full(2), end(2, 728_000, Quantifier::AtMost).at(9)], &[]);
        check(CHECK, [full(1), end(2, 728_000, Quantifier::AtMost).says("A ministry")], &[]);
        check(CHECK, [full(1), end(2, 728_000, Quantifier::AtLeast)], &[]);
    }
}
