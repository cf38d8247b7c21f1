//! A rate times the time against the total: "30,000 a month" cannot make "2 million in a year".
//!
//! *Why it matters*: rates and totals come from different desks; together they show which of them cannot be.
//! *Example*: "450,000 were recruited in 2024, some 37,000 a month": 37,000 times 12 is 444,000.
//! Only a rate and a total by the same origin are compared, of the same period, or of one sentence where the rate has none.
//! *When it is wrong*: where the rate is that of the last days and the sentence does not say so.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{Case, Check, Finding, Scope, Verdict, alike, round, say};
use crate::claim::{Kind, Period, Quantifier};
use crate::ledger::Held;

pub const CHECK: Check =
    Check { name: "rate_times_time", about: "a rate over the time stated makes the total stated", scope: Scope::Kin, run };

/// Names of the units that a rate may be per, with their length in hours.
const EACH: [(&str, i64); 4] = [("day", 24), ("week", 168), ("month", 730), ("year", 8_760)];

fn run(case: &Case<'_>) -> Vec<Finding> {
    let mut groups: BTreeMap<_, (Vec<&Held>, Vec<&Held>)> = BTreeMap::new();
    for claim in case.claims.iter().copied().filter(|claim| alike::stated(claim) && claim.measure != "other") {
        let key = (case.known.origin(claim), claim.measure.clone(), claim.offence.clone(), claim.side.clone(), claim.unit.clone());
        match claim.kind {
            Kind::Rate { .. } => groups.entry(key).or_default().0.push(claim),
            Kind::Count if claim.period.is_some_and(|period| hours(period).is_some()) => groups.entry(key).or_default().1.push(claim),
            _ => (),
        }
    }
    groups.values().flat_map(|(rates, totals)| judge(case, rates, totals)).collect()
}

/// Each rate against the total of its own sentence, else against the earliest of its own period.
fn judge(case: &Case<'_>, rates: &[&Held], totals: &[&Held]) -> Vec<Finding> {
    let (mut beside, mut during) = (BTreeMap::new(), BTreeMap::new());
    for total in totals.iter().copied() {
        beside.entry((total.report, total.sentence.start)).or_insert(total);
        if total.side.is_some() && case.known.origin(total).is_some() {
            during.entry((&total.counted, total.period, &total.place)).or_insert(total);
        }
    }
    let pair = |rate: &&Held| {
        let near =
            beside.get(&(rate.report, rate.sentence.start)).filter(|total| rate.period.is_none_or(|period| Some(period) == total.period));
        near.or_else(|| during.get(&(&rate.counted, rate.period, &rate.place))).copied()
    };
    rates.iter().filter_map(|rate| compare(case, rate, pair(rate)?)).collect()
}

fn compare(case: &Case<'_>, rate: &Held, total: &Held) -> Option<Finding> {
    let Kind::Rate { per } = &rate.kind else { return None };
    let (_, each) = EACH.iter().find(|(name, _)| name == per)?;
    let units = Decimal::from(hours(total.period?)?).checked_div((*each).into())?;
    if units < Decimal::TWO {
        return None;
    }
    let ((least, most), (low, high)) = (allowed(rate)?, allowed(total)?);
    let (least, most) = (least.checked_mul(units)?, most.checked_mul(units)?);
    let (rate_says, count) = (say::figure(rate), say::number(units.round_dp(1)));
    let product = rate.high.or(rate.low)?.checked_mul(units)?;
    let product = product.round_sf(4).map(say::number)?;
    let sentence = format!("{rate_says} a {per} over {count} {per}s make {product}; the total stated is {}", say::figure(total));
    // Less time or fewer places can be behind a total that is too small, but nothing behind one that is too large.
    let verdict = match (least <= high, low <= most) {
        (true, true) => Verdict::Holds,
        (true, false) => Verdict::Fails,
        _ => Verdict::CannotTell,
    };
    Some(case.finding(CHECK.name, verdict, sentence, &[rate, total]))
}

/// What the words leave open, and a fifth more: months differ, and rates are averages.
fn allowed(claim: &Held) -> Option<(Decimal, Decimal)> {
    let (low, high) = round::room(claim)?;
    let (less, more) = (Decimal::new(8, 1), Decimal::new(12, 1));
    Some(match claim.quantifier {
        Quantifier::AtLeast | Quantifier::MoreThan => (low.checked_mul(less)?, Decimal::from(i64::MAX)),
        Quantifier::AtMost | Quantifier::LessThan => (Decimal::ZERO, high.checked_mul(more)?),
        _ => (low.checked_mul(less)?, high.checked_mul(more)?),
    })
}

/// The length of a period with two ends.
fn hours(period: Period) -> Option<i64> {
    let (from, to) = (period.from?.first_day()?, alike::last_day(period.to?)?);
    let days = from.until(to).ok()?.get_days() + 1;
    (days > 0).then(|| i64::from(days) * 24)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Made, check, claim};
    use super::*;

    fn recruited(value: i64) -> Made {
        claim(value).measure("recruited").side("RUS").says("Ministry")
    }

    #[test]
    fn holds_within_rounding() {
        let claims = [recruited(450_000).during("2024", "2024"), recruited(37_000).at(40).rate("month").limit(Quantifier::About)];
        check(CHECK, claims, &["holds: about 37,000 a month over 12 months make 445,200; the total stated is 450,000"]);
    }

    #[test]
    fn fails_where_the_total_cannot_be_made() {
        let claims = [recruited(2_000_000).during("2024", "2024"), recruited(30_000).at(40).rate("month")];
        check(CHECK, claims, &["fails: 30,000 a month over 12 months make 361,000; the total stated is 2,000,000"]);
    }

    #[test]
    fn cannot_tell_where_the_total_may_be_of_less() {
        let claims = [recruited(5_000).during("2024-01", "2024-01"), recruited(1_000).at(40).rate("day")];
        check(CHECK, claims, &["cannot_tell: 1,000 a day over 31 days make 31,000; the total stated is 5,000"]);
    }

    #[test]
    fn silent_where_times_or_origins_differ() {
        let total = recruited(2_000_000).during("2024", "2024");
        check(CHECK, [total.clone(), recruited(30_000).at(40).rate("month").since("2025-06")], &[]);
        check(CHECK, [total.clone(), recruited(30_000).at(40).rate("month").says("Somebody else")], &[]);
        check(CHECK, [total.clone(), recruited(30_000).report(2).rate("month")], &[]);
        check(CHECK, [recruited(2_000_000), recruited(30_000).at(40).rate("month")], &[]);
    }
}
