//! Which claims belong together: the same people or things, counted in the same way, and neither of them only wished or denied.

use rust_decimal::Decimal;

use super::{Case, round};
use crate::claim::{Kind, Named, Period, Quantifier, Stance};
use crate::ledger::Held;
use crate::report::{Date, Zone};

/// A count that the text states once and that somebody holds to be so.
pub fn counts(claim: &Held) -> bool {
    claim.kind == Kind::Count && stated(claim)
}

/// Stated once, as a fact or an estimate, in the story itself.
pub fn stated(claim: &Held) -> bool {
    claim.repeat_of.is_none() && said_to_be_so(claim) && !matches!(claim.zone, Zone::Boilerplate | Zone::Repeat)
}

/// Held to be so by its origin, and no larger than anything on earth: plans, wishes, forecasts and denials are other figures.
pub fn said_to_be_so(claim: &Held) -> bool {
    let small = |value: Option<Decimal>| value.is_none_or(|value| value.abs() <= Decimal::from(LARGEST));
    matches!(claim.stance, Stance::Asserted | Stance::Estimated) && small(claim.low) && small(claim.high)
}

/// What may be added and multiplied without an overflow.
const LARGEST: i64 = 1_000_000_000_000_000;

/// Same side, unit and family of measures: the one can be a part of the other.
pub fn kin(case: &Case<'_>, one: &Held, other: &Held) -> bool {
    one.side == other.side && one.unit == other.unit && family(case, one) == family(case, other)
}

/// The family of measures in which the claim is compared.
pub fn family(case: &Case<'_>, claim: &Held) -> &'static str {
    case.words.measure(&claim.measure).map_or("other", |measure| measure.kin(claim.offence.as_deref()))
}

/// The first telling of what this claim says again, or itself; `claims` are of one report, in order of start.
pub fn first_told<'a>(claims: &[&'a Held], start: usize) -> Option<&'a Held> {
    let mut found = at(claims, start)?;
    for _ in 0..8 {
        match found.repeat_of.filter(|earlier| *earlier < found.start).and_then(|earlier| at(claims, earlier)) {
            Some(earlier) => found = earlier,
            None => break,
        }
    }
    Some(found)
}

/// The claims that start within so many code points of a place; `claims` are of one report, in order of start.
pub fn near<'c, 'a>(claims: &'c [&'a Held], start: usize, reach: usize) -> &'c [&'a Held] {
    let from = claims.partition_point(|claim| claim.start < start.saturating_sub(reach));
    let to = claims.partition_point(|claim| claim.start <= start.saturating_add(reach));
    claims.get(from..to).unwrap_or_default()
}

/// The claim that starts there; `claims` are of one report, in order of start.
pub fn at<'a>(claims: &[&'a Held], start: usize) -> Option<&'a Held> {
    claims.binary_search_by_key(&start, |claim| claim.start).ok().map(|found| claims[found])
}

/// What a retelling keeps of a figure beside its value: who vouches for it, and whose people or things are counted.
pub type Told = (String, Option<String>, Option<String>, &'static str);

/// The same for every retelling of one origin's figure; nothing where nobody can be named or nothing is known of what is counted.
pub fn told(case: &Case<'_>, claim: &Held) -> Option<Told> {
    let fits = claim.kind == Kind::Count && said_to_be_so(claim) && claim.measure != "other";
    let origin = fits.then(|| voice(case, claim)).flatten()?;
    Some((origin, claim.side.clone(), claim.unit.clone(), family(case, claim)))
}

/// Whether the origin has a name: "officials" of two reports need not be the same.
pub fn named(claim: &Held) -> bool {
    claim.origin().is_some_and(|link| link.named == Named::Named)
}

/// Nobody rounds to 298: an "about" before such a number is the outlet's own caution.
pub fn cautious(claim: &Held) -> bool {
    let rounded = matches!(claim.quantifier, Quantifier::About | Quantifier::Nearly);
    rounded && claim.point().is_some_and(|value| round::digits(value) >= 3)
}

/// Who vouches: a source with a name; or, for a large number, what a report calls one ("Western estimates"), since the same words for the
/// same number mean the same voice.
fn voice(case: &Case<'_>, claim: &Held) -> Option<String> {
    let link = claim.origin()?;
    if link.named == Named::Named {
        return case.known.origin(claim);
    }
    let large = claim.low.or(claim.high).is_some_and(|value| value >= Decimal::from(10_000));
    let described = link.named == Named::Described && link.name.contains(' ');
    (large && described).then(|| link.name.to_lowercase())
}

/// The claims of each report, reports in the order in which they were published, then came in.
pub fn by_report<'a>(case: &Case<'_>, claims: &[&'a Held]) -> Vec<Vec<&'a Held>> {
    let published = |claim: &Held| case.known.filed(claim.report).and_then(|filed| filed.published);
    let mut claims = claims.iter().map(|claim| (published(claim), claim.report, *claim)).collect::<Vec<_>>();
    claims.sort_by_key(|(day, report, claim)| (day.is_none(), *day, *report, claim.start));
    let mut out: Vec<Vec<&Held>> = Vec::new();
    for (_, report, claim) in claims {
        match out.last_mut().filter(|last| last[0].report == report) {
            Some(last) => last.push(claim),
            None => out.push(vec![claim]),
        }
    }
    out
}

/// Below this a number comes up by chance, and two claims need the same day to be one figure.
const SMALL: i64 = 100;

/// Whether two claims of equal value can be of one time and place: their periods meet, or their reports came out within days.
pub fn one_occasion(case: &Case<'_>, one: &Held, other: &Held) -> bool {
    let place = one.place.as_ref().zip(other.place.as_ref()).is_none_or(|(one, other)| one == other);
    let small = one.low.or(one.high).is_none_or(|value| value < SMALL.into());
    let days = if small { 2 } else { 10 };
    place
        && match one.period.zip(other.period) {
            Some((one, other)) => meet(one, other),
            None => published_within(case, one, other, days).unwrap_or(!small),
        }
}

/// Whether the stated periods of two claims share a day; where one states none, nothing speaks against it.
pub fn periods_meet(one: &Held, other: &Held) -> bool {
    one.period.zip(other.period).is_none_or(|(one, other)| meet(one, other))
}

/// Whether the first claim's report is known to have come out on an earlier day.
pub fn published_before(case: &Case<'_>, one: &Held, other: &Held) -> bool {
    let day = |claim: &Held| case.known.filed(claim.report)?.published?.first_day();
    day(one).zip(day(other)).is_some_and(|(one, other)| one < other)
}

/// Whether the days of publication of two claims' reports are that close, as far as they are known.
pub fn published_near(case: &Case<'_>, one: &Held, other: &Held, days: i32) -> bool {
    published_within(case, one, other, days).unwrap_or(true)
}

/// Whether two periods share a day; a running total up to a day shares it with what has run since before.
fn meet(one: Period, other: Period) -> bool {
    let first = |period: Period| period.from.or(period.to).and_then(Date::first_day);
    let last = |period: Period| period.to.map_or(Some(jiff::civil::Date::MAX), last_day);
    let (Some(one), Some(other)) = (first(one).zip(last(one)), first(other).zip(last(other))) else { return false };
    one.0 <= other.1 && other.0 <= one.1
}

/// The last day that a date cut at a month or a year can be.
pub fn last_day(date: Date) -> Option<jiff::civil::Date> {
    let first = date.first_day()?;
    Some(match (date.month, date.day) {
        (None, _) => first.last_of_year(),
        (_, None) => first.last_of_month(),
        _ => first,
    })
}

/// Whether two claims' reports were published within so many days; nothing where a day is not known.
fn published_within(case: &Case<'_>, one: &Held, other: &Held, days: i32) -> Option<bool> {
    let day = |claim: &Held| case.known.filed(claim.report)?.published?.first_day();
    let apart = day(one)?.until(day(other)?).ok()?.get_days();
    Some(apart.abs() <= days)
}
