//! One figure, two origins: the same odd number of the same quantity is put down to two sources that have nothing to do with one another.
//!
//! *Why it matters*: two sources do not count 20,538 by themselves. One of them has it from the other, or a report names the wrong one;
//! either way there is one witness and not two.
//! *Example*: one report has 20,538 cases "according to Mediazona", another "according to the Defence Ministry".
//! Sources of one body (a ministry and its spokesman), and a source that passes the other on, are one.
//! *When it is wrong*: where both name the same register that neither report mentions.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{Case, Check, Finding, Scope, Verdict, alike, round, say};
use crate::ledger::Held;

pub const CHECK: Check = Check { name: "one_figure_two_origins", about: "an odd figure has one origin", scope: Scope::Series, run };

/// Numbers with so many digits that say something are not met by chance; with one less they may be.
const ODD: u32 = 5;

fn run(case: &Case<'_>) -> Vec<Finding> {
    let mut figures: BTreeMap<Decimal, Vec<&Held>> = BTreeMap::new();
    for claim in case.claims.iter().copied().filter(|claim| alike::counts(claim) && alike::named(claim)) {
        if let Some(value) = claim.point().filter(|value| round::digits(*value) + 1 >= ODD) {
            figures.entry(value).or_default().push(claim);
        }
    }
    figures.into_iter().filter_map(|(value, claims)| judge(case, value, &claims)).collect()
}

fn judge(case: &Case<'_>, value: Decimal, claims: &[&Held]) -> Option<Finding> {
    let mut origins: Vec<(String, &Held)> = Vec::new();
    for report in alike::by_report(case, claims) {
        let Some(origin) = case.known.origin(report[0]) else { continue };
        if !origins.iter().take(8).any(|(known, _)| *known == origin) {
            origins.push((origin, report[0]));
        }
    }
    let ((origin, first), rest) = origins.split_first()?;
    let other = rest
        .iter()
        .find(|(other, claim)| !case.known.related(origin, other) && !passed_on(first, claim) && alike::periods_meet(first, claim));
    let (_, second) = other?;
    let verdict = if round::digits(value) >= ODD { Verdict::Fails } else { Verdict::CannotTell };
    let (one, two) = (first.origin()?, second.origin()?);
    let (here, there) = (say::report(case, first), say::report(case, second));
    let sentence = format!("{} is put down to {} ({here}) and to {} ({there})", say::number(value), one.name, two.name);
    Some(case.finding(CHECK.name, verdict, sentence, &[first, second]))
}

/// Whether one claim names the other's origin among those who pass it on.
fn passed_on(one: &Held, other: &Held) -> bool {
    let through = |claim: &Held, origin: &Held| origin.origin().is_some_and(|link| claim.relays().any(|relay| relay.name == link.name));
    through(one, other) || through(other, one)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Made, check, claim};
    use super::*;

    fn told(report: u64, value: i64, origin: &str) -> Made {
        claim(value).report(report).side("RUS").says(origin).since("2022-09")
    }

    #[test]
    fn fails_for_an_odd_number() {
        let two = "fails: 20,538 is put down to Mediazona (Outlet 1, 2025-01-01) and to Defence Ministry (Outlet 2, 2025-01-02)";
        check(CHECK, [told(1, 20_538, "Mediazona"), told(2, 20_538, "Defence Ministry")], &[two]);
    }

    #[test]
    fn cannot_tell_where_chance_may_do_it() {
        let two = "cannot_tell: 2,053 is put down to Mediazona (Outlet 1, 2025-01-01) and to Defence Ministry (Outlet 2, 2025-01-02)";
        check(CHECK, [told(1, 2_053, "Mediazona"), told(2, 2_053, "Defence Ministry")], &[two]);
    }

    #[test]
    fn silent_for_round_numbers_kin_and_relays() {
        check(CHECK, [told(1, 100_000, "Mediazona"), told(2, 100_000, "Defence Ministry")], &[]);
        check(CHECK, [told(1, 20_538, "Mediazona"), told(2, 20_538, "Mediazona editor")], &[]);
        check(CHECK, [told(1, 20_538, "Mediazona").through("BBC"), told(2, 20_538, "BBC")], &[]);
        check(CHECK, [told(1, 20_538, "Mediazona"), told(1, 20_538, "Defence Ministry").at(50)], &[]);
    }
}
