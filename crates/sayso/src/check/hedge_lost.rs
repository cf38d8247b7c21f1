//! A hedge lost in retelling: one origin's "at least 100,000" comes back from another report as "100,000".
//!
//! *Why it matters*: a limit becomes a count, and the count is then compared with other counts.
//! *Example*: an agency has "at least 4,000 soldiers have deserted, the ministry said"; a day later a site has "4,000 soldiers have deserted, the ministry said".
//! The earliest report seen is the basis. A report that gives the hedge anywhere keeps it.
//! *When it is wrong*: where the origin itself gave the number without a hedge elsewhere, in a text that is not in the ledger.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{Case, Check, Finding, Scope, Verdict, alike, say};
use crate::claim::Quantifier;
use crate::ledger::Held;

pub const CHECK: Check =
    Check { name: "hedge_lost", about: "a retelling keeps the hedge of the figure that it retells", scope: Scope::Kin, run };

fn run(case: &Case<'_>) -> Vec<Finding> {
    let mut figures: BTreeMap<_, Vec<&Held>> = BTreeMap::new();
    for claim in case.claims.iter().copied() {
        if let Some((told, value)) = alike::told(case, claim).zip(claim.point()) {
            figures.entry((told, value)).or_default().push(claim);
        }
    }
    figures.into_iter().flat_map(|((_, value), claims)| judge(case, value, &claims)).collect()
}

fn judge(case: &Case<'_>, value: Decimal, claims: &[&Held]) -> Option<Finding> {
    let reports = alike::by_report(case, claims);
    let (first, rest) = reports.split_first()?;
    let basis = hedged(first).filter(|basis| !alike::cautious(basis))?;
    let same = rest.iter().filter(|report| alike::one_occasion(case, basis, report[0]));
    let (kept, lost): (Vec<_>, Vec<_>) = same.partition(|report| hedged(report).is_some());
    let told = |reports: Vec<&Vec<&Held>>| say::reports(case, &reports.iter().map(|report| report[0]).collect::<Vec<_>>());
    let start = format!("\"{}\" ({})", say::figure(basis), say::report(case, basis));
    if !lost.is_empty() {
        let inputs = [basis].into_iter().chain(lost.iter().map(|report| report[0])).collect::<Vec<_>>();
        let sentence = format!("{start} is retold as \"{}\" by {}", say::number(value), told(lost));
        return Some(case.finding(CHECK.name, Verdict::Fails, sentence, &inputs));
    }
    let inputs = [basis].into_iter().chain(kept.iter().map(|report| report[0])).collect::<Vec<_>>();
    (!kept.is_empty()).then(|| case.finding(CHECK.name, Verdict::Holds, format!("{start} keeps its hedge in {}", told(kept)), &inputs))
}

/// The claim of a report that hedges the figure, if one does.
fn hedged<'a>(report: &[&'a Held]) -> Option<&'a Held> {
    report.iter().copied().find(|claim| claim.quantifier != Quantifier::Exact)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Made, check, claim};
    use super::*;
    use crate::claim::Stance;

    fn told(report: u64, limit: Quantifier) -> Made {
        claim(100_000).report(report).measure("deserted").side("UKR").says("Defence Ministry").limit(limit)
    }

    #[test]
    fn fails_where_the_limit_is_gone() {
        let lost = "fails: \"at least 100,000\" (Outlet 1, 2025-01-01) is retold as \"100,000\" by Outlet 2, 2025-01-02";
        check(CHECK, [told(1, Quantifier::AtLeast), told(2, Quantifier::Exact)], &[lost]);
        check(CHECK, [told(1, Quantifier::AtLeast).side("RUS"), told(2, Quantifier::Exact).side("RUS")], &[lost]);
    }

    #[test]
    fn holds_where_it_is_kept() {
        let kept = "holds: \"at least 100,000\" (Outlet 1, 2025-01-01) keeps its hedge in Outlet 2, 2025-01-02";
        check(CHECK, [told(1, Quantifier::AtLeast), told(2, Quantifier::AtLeast)], &[kept]);
        check(CHECK, [told(1, Quantifier::AtLeast), told(2, Quantifier::Exact).at(5), told(2, Quantifier::AtLeast).at(90)], &[kept]);
    }

    #[test]
    fn silent_where_nobody_rounds() {
        let about = claim(298).measure("shot_down").side("RUS").says("Air Force");
        check(CHECK, [about.clone().limit(Quantifier::About), about.report(2)], &[]);
    }

    #[test]
    fn silent_where_the_first_has_none_or_another_says_it() {
        check(CHECK, [told(1, Quantifier::Exact), told(2, Quantifier::AtLeast)], &[]);
        check(CHECK, [told(1, Quantifier::AtLeast), told(2, Quantifier::Exact).says("A blogger")], &[]);
        check(CHECK, [told(1, Quantifier::AtLeast), told(2, Quantifier::Exact).stance(Stance::Planned)], &[]);
        check(CHECK, [told(1, Quantifier::AtLeast).until("2023-01-01"), told(2, Quantifier::Exact).until("2025-01-01")], &[]);
    }
}
