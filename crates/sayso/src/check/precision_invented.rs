//! Precision invented in retelling: one origin's "about 20,000" comes back as "exactly 20,000", or a range as its middle.
//!
//! *Why it matters*: digits look like counting. A number that was rounded at its origin cannot have gained them on the way.
//! *Example*: "40,000 to 45,000 a month" in one report is "42,500 a month" in another, on the same say-so.
//! It fails where nothing but the rounded number can be behind the exact one: the middle of the range, the word "exactly", or a report
//! that has it from the very outlet of the rounded one. Else the origin may have given both: cannot tell.
//! *When it is wrong*: where the origin gave the exact number in a text that is not in the ledger.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{Case, Check, Finding, Scope, Verdict, alike, round, say};
use crate::claim::Quantifier;
use crate::ledger::Held;

pub const CHECK: Check =
    Check { name: "precision_invented", about: "a retelling is no more exact than the figure that it retells", scope: Scope::Kin, run };

/// Most exact numbers that are set against one rounded one.
const MOST: usize = 3;

fn run(case: &Case<'_>) -> Vec<Finding> {
    let mut groups: BTreeMap<_, Vec<&Held>> = BTreeMap::new();
    for claim in case.claims.iter().copied() {
        if let Some(told) = alike::told(case, claim) {
            groups.entry((told, claim.measure.clone())).or_default().push(claim);
        }
    }
    groups.into_values().flat_map(|claims| judge(case, &claims)).collect()
}

fn judge(case: &Case<'_>, claims: &[&Held]) -> Vec<Finding> {
    let mut rough: BTreeMap<(Decimal, Decimal), Vec<&Held>> = BTreeMap::new();
    let mut exact: BTreeMap<Decimal, Vec<&Held>> = BTreeMap::new();
    for claim in claims {
        match (claim.quantifier, claim.low.zip(claim.high), claim.point()) {
            (Quantifier::Exact, _, Some(value)) => exact.entry(value).or_default().push(claim),
            (Quantifier::About | Quantifier::Range | Quantifier::Nearly, Some(ends), _) => rough.entry(ends).or_default().push(claim),
            _ => (),
        }
    }
    rough.values().flat_map(|rough| gained(case, rough, &exact)).collect()
}

fn gained(case: &Case<'_>, rough: &[&Held], exact: &BTreeMap<Decimal, Vec<&Held>>) -> Vec<Finding> {
    let Some(basis) = alike::by_report(case, rough).first().map(|report| report[0]) else { return Vec::new() };
    let Some((low, high)) = round::room(basis) else { return Vec::new() };
    let apart = |claim: &&Held| !rough.iter().any(|rough| rough.report == claim.report);
    let near = exact.range(low..=high.max(low)).filter_map(|(_, claims)| {
        let told = claims.iter().copied().filter(apart).filter(|claim| alike::one_occasion(case, basis, claim));
        alike::by_report(case, &told.collect::<Vec<_>>()).first().map(|report| report[0])
    });
    near.filter(|claim| !alike::published_before(case, claim, basis)).filter_map(|claim| finding(case, basis, claim)).take(MOST).collect()
}

fn finding(case: &Case<'_>, basis: &Held, claim: &Held) -> Option<Finding> {
    let value = claim.point()?;
    let verdict = if invented(case, basis, claim, value) {
        Verdict::Fails
    } else if finer(basis, value) && basis.period.is_some() && basis.period == claim.period {
        Verdict::CannotTell
    } else {
        return None;
    };
    let exactly = claim.hedge.as_ref().map_or_else(String::new, |word| format!("{word} "));
    let (from, to) = (say::report(case, basis), say::report(case, claim));
    let sentence = format!("\"{}\" ({from}) is \"{exactly}{}\" in {to}", say::figure(basis), say::number(value));
    Some(case.finding(CHECK.name, verdict, sentence, &[basis, claim]))
}

/// Whether only the rounded number can be behind the exact one.
fn invented(case: &Case<'_>, basis: &Held, claim: &Held, value: Decimal) -> bool {
    let middle = basis.low.zip(basis.high).and_then(|(low, high)| Some((low.checked_add(high)? / Decimal::TWO, low < high)));
    let outlet = case.known.filed(basis.report).and_then(|filed| filed.outlet.as_deref());
    let relayed = outlet.is_some_and(|outlet| claim.relays().any(|relay| relay.name.eq_ignore_ascii_case(outlet)));
    !say::is_vague(basis) && middle == Some((value, true)) || claim.hedge.is_some() || relayed && finer(basis, value)
}

/// Whether the number has more digits that say something than the rounded one.
fn finer(basis: &Held, value: Decimal) -> bool {
    let digits = [basis.low, basis.high].into_iter().flatten().map(round::digits).max();
    digits.is_some_and(|digits| round::digits(value) > digits.max(2))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Made, check, claim};
    use super::*;

    fn told(report: u64, value: i64) -> Made {
        claim(value).report(report).measure("deserted").side("UKR").says("Defence Ministry").until("2024-12")
    }

    #[test]
    fn fails_where_a_range_becomes_its_middle() {
        let middle = "fails: \"40,000 to 45,000\" (Outlet 1, 2025-01-01) is \"42,500\" in Outlet 2, 2025-01-02";
        check(CHECK, [told(1, 40_000).to(45_000), told(2, 42_500)], &[middle]);
    }

    #[test]
    fn fails_where_the_rounded_number_is_all_there_was() {
        let exactly = "fails: \"about 20,000\" (Outlet 1, 2025-01-01) is \"exactly 20,000\" in Outlet 2, 2025-01-02";
        check(CHECK, [told(1, 20_000).limit(Quantifier::About), told(2, 20_000).hedge("exactly")], &[exactly]);
        let relayed = "fails: \"about 20,000\" (Outlet 1, 2025-01-01) is \"19,957\" in Outlet 2, 2025-01-02";
        check(CHECK, [told(1, 20_000).limit(Quantifier::About), told(2, 19_957).through("Outlet 1")], &[relayed]);
    }

    #[test]
    fn cannot_tell_where_the_origin_may_have_given_both() {
        let both = "cannot_tell: \"about 20,000\" (Outlet 1, 2025-01-01) is \"19,957\" in Outlet 2, 2025-01-02";
        check(CHECK, [told(1, 20_000).limit(Quantifier::About), told(2, 19_957)], &[both]);
    }

    #[test]
    fn silent_where_the_exact_number_came_first_or_is_no_finer() {
        check(CHECK, [told(2, 20_000).limit(Quantifier::About), told(1, 19_957)], &[]);
        check(CHECK, [told(1, 20_000).limit(Quantifier::About), told(2, 20_000)], &[]);
        check(CHECK, [told(1, 20_000).limit(Quantifier::About), told(2, 35_112)], &[]);
    }
}
