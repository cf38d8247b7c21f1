//! Numbers and claims as a sentence of a finding has them.

use rust_decimal::Decimal;

use super::Case;
use crate::claim::{Kind, Quantifier};
use crate::ledger::Held;

/// `20538` as `20,538`.
pub fn number(value: Decimal) -> String {
    let plain = value.normalize().to_string();
    let (sign, plain) = plain.strip_prefix('-').map_or(("", plain.as_str()), |rest| ("-", rest));
    let (whole, rest) = plain.split_once('.').unwrap_or((plain, ""));
    let digits = whole.char_indices().flat_map(|(at, digit)| {
        let comma = at > 0 && (whole.len() - at).is_multiple_of(3);
        comma.then_some(',').into_iter().chain([digit])
    });
    let whole = digits.collect::<String>();
    if rest.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest}") }
}

/// One number as a share of another, `86.3 %`; nothing where there is no whole.
pub fn percent(part: Decimal, whole: Decimal) -> Option<String> {
    let share = part.checked_div(whole)?.checked_mul(Decimal::ONE_HUNDRED)?;
    Some(format!("{} %", number(share.round_dp(1))))
}

/// How many times one number is the other, `2.05`.
pub fn times(number_of: Decimal, base: Decimal) -> Option<String> {
    Some(number(number_of.checked_div(base)?.round_dp(2)))
}

/// The figure with its limit: `at least 100,000`, `462,000 to 728,000`.
pub fn figure(claim: &Held) -> String {
    if is_vague(claim) {
        return claim.text.to_lowercase();
    }
    let limit = match claim.quantifier {
        Quantifier::Exact | Quantifier::Range => "",
        Quantifier::About => "about ",
        Quantifier::Nearly => "nearly ",
        Quantifier::AtLeast => "at least ",
        Quantifier::MoreThan => "more than ",
        Quantifier::AtMost => "up to ",
        Quantifier::LessThan => "fewer than ",
    };
    let sign = if percent_written(claim) { " %" } else { "" };
    match (claim.low, claim.high) {
        (Some(low), Some(high)) if low == high => format!("{limit}{}{sign}", number(low)),
        (Some(low), Some(high)) => format!("{limit}{} to {}{sign}", number(low), number(high)),
        _ => format!("{limit}{}", claim.text),
    }
}

/// Whether the number is a word like "dozens" or "hundreds", whose ends nobody wrote.
pub fn is_vague(claim: &Held) -> bool {
    claim.low != claim.high && !claim.text.contains(|c: char| c.is_ascii_digit())
}

/// The figure with what it counts: `18,159 cases (awol)`.
pub fn counted(claim: &Held) -> String {
    let noun = claim.counted.as_deref().or(claim.unit.as_deref()).unwrap_or_default();
    format!("{} {noun}", figure(claim)).trim_end().to_owned()
}

/// Whether a share or a change is in per cent and not a number of times.
pub fn percent_written(claim: &Held) -> bool {
    matches!(claim.kind, Kind::Share | Kind::Change) && ["%", "per cent", "percent"].iter().any(|sign| claim.text.contains(sign))
}

/// The report of a claim as a reader knows it: its outlet and day.
pub fn report(case: &Case<'_>, claim: &Held) -> String {
    let Some(filed) = case.known.filed(claim.report) else { return format!("report {}", claim.report) };
    let name = filed.outlet.as_deref().unwrap_or(&filed.id);
    filed.published.map_or_else(|| name.to_owned(), |day| format!("{name}, {day}"))
}

/// The reports of several claims, the first three by name.
pub fn reports(case: &Case<'_>, claims: &[&Held]) -> String {
    let mut names = claims.iter().take(3).map(|claim| report(case, claim)).collect::<Vec<_>>();
    if claims.len() > names.len() {
        names.push(format!("{} more", claims.len() - names.len()));
    }
    list(&names)
}

/// Several things in a row: `a, b and c`.
pub fn list(things: &[String]) -> String {
    match things {
        [] => String::new(),
        [one] => one.clone(),
        [head @ .., last] => format!("{} and {last}", head.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_commas() {
        let check = |value: &str, expected: &str| assert_eq!(number(value.parse().expect("a decimal")), expected);
        check("20538", "20,538");
        check("100", "100");
        check("1000000.50", "1,000,000.5");
        check("-4300", "-4,300");
        assert_eq!(percent(Decimal::from(17_721), Decimal::from(20_538)).as_deref(), Some("86.3 %"));
        assert_eq!(percent(Decimal::ONE, Decimal::ZERO), None);
    }
}
