//! Unit drift: one figure counts people in one place and cases in another.
//!
//! *Why it matters*: one person can stand in several cases, a case can have several people; a headline that turns cases into soldiers counts
//! something that nobody counted.
//! *Example*: headline and lede have "over 20,000 soldiers charged", the body "20,538 such cases" on the same say-so.
//! *When it is wrong*: where an origin counts both, and they come to the same number.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::{Case, Check, Finding, Scope, Verdict, alike, round, say};
use crate::claim::Kind;
use crate::ledger::Held;
use crate::report::Zone;

pub const CHECK: Check = Check {
    name: "unit_drift",
    about: "one figure of a report counts the same sort of thing throughout",
    scope: Scope::Report,
    run: within,
};

/// The same over the retellings of one origin's figure.
pub const RETOLD: Check =
    Check { name: "unit_drift", about: "a retelling counts the sort of thing that its origin counted", scope: Scope::Kin, run: across };

/// Units that stand for one another in careless retelling.
const DRIFTING: [&str; 3] = ["person", "case", "household"];

/// Numbers below this meet by chance.
const SMALL: i64 = 100;

/// Most figures of one report and kind that are set against one another.
const MOST: usize = 100;

fn within(case: &Case<'_>) -> Vec<Finding> {
    let mut kinds: BTreeMap<_, Vec<&Held>> = BTreeMap::new();
    for claim in case.claims.iter().copied().filter(|claim| drifts(claim)) {
        kinds.entry((&claim.measure, &claim.offence, &claim.side)).or_default().push(claim);
    }
    let mixed = kinds.values().filter(|claims| claims.iter().any(|claim| claim.unit != claims[0].unit));
    mixed.filter_map(|claims| one_report(case, &claims[..claims.len().min(MOST)])).collect()
}

fn across(case: &Case<'_>) -> Vec<Finding> {
    let mut retold: BTreeMap<_, Vec<&Held>> = BTreeMap::new();
    for claim in case.claims.iter().copied().filter(|claim| drifts(claim)) {
        if let Some((origin, value)) = case.known.origin(claim).zip(claim.point()) {
            retold.entry((origin, &claim.measure, &claim.side, value)).or_default().push(claim);
        }
    }
    retold.into_iter().filter_map(|((.., value), claims)| retelling(case, value, &claims)).collect()
}

fn drifts(claim: &Held) -> bool {
    let known = claim.unit.as_deref().is_some_and(|unit| DRIFTING.contains(&unit));
    let large = claim.low.is_some_and(|value| value >= SMALL.into());
    let story = !matches!(claim.zone, Zone::Repeat | Zone::Boilerplate);
    known && large && story && claim.kind == Kind::Count && claim.measure != "other" && alike::said_to_be_so(claim)
}

/// The first figure of a report that another of it gives in another unit.
fn one_report(case: &Case<'_>, claims: &[&Held]) -> Option<Finding> {
    let first = claims.iter().copied().find(|one| claims.iter().any(|other| turned(case, one, other)))?;
    let same = |claim: &&Held| claim.unit == first.unit && alike_but_unit(case, first, claim) && round::same(first, claim);
    let (here, there): (Vec<_>, Vec<_>) =
        (claims.iter().copied().filter(same).collect(), claims.iter().copied().filter(|other| turned(case, first, other)).collect());
    let exact = there.iter().copied().find(|claim| round::digits(claim.low.unwrap_or_default()) >= 3).or(there.first().copied())?;
    let zones = here.iter().map(|claim| claim.zone).collect::<BTreeSet<_>>();
    let zones = zones.into_iter().map(|zone| zone.name().to_owned()).collect::<Vec<_>>();
    let counts = if zones.len() == 1 { "counts" } else { "count" };
    let (one, other) = (first.unit.as_deref()?, exact.unit.as_deref()?);
    let sentence = format!(
        "{} {counts} {} by the {one}, the {} {} by the {other}",
        say::list(&zones),
        say::figure(first),
        exact.zone.name(),
        say::figure(exact)
    );
    Some(case.finding(CHECK.name, Verdict::Fails, sentence, &[here.as_slice(), &[exact]].concat()))
}

/// Whether the second gives the first one's figure in another unit.
fn turned(case: &Case<'_>, one: &Held, other: &Held) -> bool {
    one.unit != other.unit && alike_but_unit(case, one, other) && round::same(one, other)
}

fn alike_but_unit(case: &Case<'_>, one: &Held, other: &Held) -> bool {
    let (says, other_says) = (case.known.origin(one), case.known.origin(other));
    let origin = says.is_none() || other_says.is_none() || says == other_says || one.zone == Zone::Headline;
    origin
        && one.measure == other.measure
        && one.offence == other.offence
        && one.side == other.side
        && one.base.is_none()
        && other.base.is_none()
}

/// One origin's number that later reports give in another unit than the first.
fn retelling(case: &Case<'_>, value: Decimal, claims: &[&Held]) -> Option<Finding> {
    let reports = alike::by_report(case, claims);
    let (basis, rest) = reports.split_first()?;
    let basis = basis[0];
    let odd = round::digits(value) >= 3;
    let other_unit = |report: &&Vec<&Held>| report.iter().all(|claim| claim.unit != basis.unit);
    let meets =
        |report: &&Vec<&Held>| if odd { alike::periods_meet(basis, report[0]) } else { alike::one_occasion(case, basis, report[0]) };
    let drifted = rest.iter().filter(other_unit).filter(meets).map(|report| report[0]).collect::<Vec<_>>();
    let (was, is) = (basis.unit.as_deref()?, drifted.first()?.unit.as_deref()?);
    let (from, to) = (say::report(case, basis), say::reports(case, &drifted));
    let sentence = format!("{} counted by the {was} ({from}) is counted by the {is} in {to}", say::number(value));
    Some(case.finding(CHECK.name, Verdict::Fails, sentence, &[&[basis], drifted.as_slice()].concat()))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Made, check, claim};
    use super::*;
    use crate::claim::Quantifier;

    fn charged(value: i64) -> Made {
        claim(value).measure("charged").offence("refusal").side("RUS").says("Mediazona")
    }

    fn over(start: usize, zone: Zone) -> Made {
        charged(20_000).limit(Quantifier::MoreThan).at(start).zone(zone)
    }

    #[test]
    fn fails_where_headline_and_body_differ() {
        let cases = charged(20_538).unit("case").at(90);
        let drift = "fails: headline and lede count more than 20,000 by the person, the body 20,538 by the case";
        check(CHECK, [over(0, Zone::Headline), over(9, Zone::Lede), cases], &[drift]);
    }

    #[test]
    fn fails_where_a_retelling_turns_the_unit() {
        let drift = "fails: 20,538 counted by the case (Outlet 1, 2025-01-01) is counted by the person in Outlet 2, 2025-01-02";
        check(RETOLD, [charged(20_538).unit("case"), charged(20_538).report(2)], &[drift]);
    }

    #[test]
    fn silent_where_the_figures_are_two() {
        check(CHECK, [over(0, Zone::Lede), charged(10_025).unit("case").at(90)], &[]);
        check(CHECK, [over(0, Zone::Lede), charged(20_538).unit("case").at(90).side("UKR")], &[]);
        check(RETOLD, [charged(20_538).unit("case"), charged(20_538).report(2).says("A ministry")], &[]);
        check(CHECK, [charged(12).unit("case"), charged(12).at(40)], &[]);
    }
}
