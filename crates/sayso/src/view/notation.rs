//! One claim on one line, as the corpus of examples writes it:
//! `at least 4,000 soldiers · deserted · since 2025-03 · says Defence Ministry`.

use rust_decimal::Decimal;

use crate::claim::{Claim, Kind, Period, Quantifier, Role, Stance};
use crate::report::Report;

/// Writes one of a report's claims. What is open is left out; the other claims are asked for what this one restates or is a part of.
pub fn line(report: &Report, claims: &[Claim], claim: &Claim) -> String {
    if let Some(not) = claim.not {
        return format!("{} · no figure: {}", words(report, claim), not.name());
    }
    let mut parts = vec![amount(claim), measure(claim)];
    parts.extend(claim.side.as_ref().map(|side| format!("of {side}")));
    parts.extend(claim.place.as_ref().map(|place| format!("in {}", place.text)));
    parts.extend(claim.period.map(period));
    parts.extend((claim.stance != Stance::Asserted).then(|| claim.stance.name().to_owned()));
    parts.extend(says(claim));
    parts.extend(tie(report, claims, claim.part_of, "part of"));
    parts.extend(tie(report, claims, claim.base, "against"));
    parts.extend(tie(report, claims, claim.repeat_of, "again"));
    parts.join(" · ")
}

/// Limit, value and what is counted: `at least 4,000 soldiers`.
fn amount(claim: &Claim) -> String {
    let value = match &claim.kind {
        Kind::Share => format!("{}%", value(claim)),
        Kind::Change => format!("change of {}", value(claim)),
        Kind::Money { currency } => format!("{} {}", currency.as_deref().unwrap_or("money"), value(claim)),
        Kind::Measure { unit } => format!("{} {unit}", value(claim)),
        Kind::Count | Kind::Rate { .. } => value(claim),
    };
    let counted = claim.counted.as_ref().map(|counted| counted.text.as_str());
    let per = if let Kind::Rate { per } = &claim.kind { Some(format!("per {per}")) } else { None };
    let limit = Some(limit(claim.quantifier)).filter(|limit| !limit.is_empty());
    limit.into_iter().chain([value.as_str()]).chain(counted).chain(per.as_deref()).collect::<Vec<_>>().join(" ")
}

/// The words of a quantifier; none where the value says it all.
pub const fn limit(quantifier: Quantifier) -> &'static str {
    match quantifier {
        Quantifier::Exact | Quantifier::Range => "",
        Quantifier::About => "about",
        Quantifier::Nearly => "nearly",
        Quantifier::AtLeast => "at least",
        Quantifier::MoreThan => "more than",
        Quantifier::AtMost => "up to",
        Quantifier::LessThan => "less than",
    }
}

/// `4,000`, `40,000-45,000`, `24-` where the upper end is open; a third of a hundred is `33.33`.
fn value(claim: &Claim) -> String {
    let end = |end: Option<Decimal>| end.map(|end| grouped(end.round_dp(2))).unwrap_or_default();
    if claim.low == claim.high { end(claim.low) } else { format!("{}-{}", end(claim.low), end(claim.high)) }
}

/// A number with its thousands apart.
pub fn grouped(value: Decimal) -> String {
    let plain = value.normalize().to_string();
    let (whole, fraction) = plain.split_once('.').map_or((plain.as_str(), None), |(whole, fraction)| (whole, Some(fraction)));
    let mut out = String::new();
    for (at, digit) in whole.char_indices() {
        let left = whole.len() - at;
        if left % 3 == 0 && out.ends_with(|last: char| last.is_ascii_digit()) {
            out.push(',');
        }
        out.push(digit);
    }
    fraction.map(|fraction| format!("{out}.{fraction}")).unwrap_or(out)
}

fn measure(claim: &Claim) -> String {
    claim.offence.map_or_else(|| claim.measure.to_owned(), |offence| format!("{} for {offence}", claim.measure))
}

/// `since 2025-03`, `until 2025-03`, `2025-03`, `2022-09 to 2025-03`.
fn period(period: Period) -> String {
    match (period.from, period.to) {
        (Some(from), Some(to)) if from == to => from.to_string(),
        (Some(from), Some(to)) => format!("{from} to {to}"),
        (Some(from), None) => format!("since {from}"),
        (None, Some(to)) => format!("until {to}"),
        (None, None) => "at some time".to_owned(),
    }
}

/// `says Mediazona`, `says Western estimates via The Economist`; nothing where the report itself states it.
fn says(claim: &Claim) -> Option<String> {
    let origin = claim.origin()?;
    let relays = claim.say_so.iter().filter(|link| link.role == Role::Relay).map(|link| format!(" via {}", link.name));
    Some(format!("says {}{}", origin.name, relays.collect::<String>()))
}

/// The tie to another claim of the report, by the words of its number.
fn tie(report: &Report, claims: &[Claim], start: Option<usize>, how: &str) -> Option<String> {
    let start = start?;
    let other = claims.iter().find(|other| other.span.start == start);
    Some(other.map_or_else(|| how.to_owned(), |other| format!("{how} {}", words(report, other))))
}

fn words<'a>(report: &'a Report, claim: &Claim) -> &'a str {
    report.text.get(claim.span.clone()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: &str, expected: &str) {
        assert_eq!(grouped(value.parse().expect("a decimal")), expected);
    }

    #[test]
    fn thousands_stand_apart() {
        check("0", "0");
        check("999", "999");
        check("1000", "1,000");
        check("-123456", "-123,456");
        check("1234567.50", "1,234,567.5");
        check("1E+3", "1,000");
    }
}
