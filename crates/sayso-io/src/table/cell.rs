//! What a row says of a claim: each cell in words for people.

use rust_decimal::Decimal;
use sayso::claim::{Claim, Kind, Period, Quantifier, Role};
use sayso::view::notation::limit;

use crate::clean;

/// The cells of one claim, clean to print.
pub(super) struct Row {
    /// `=` restates an earlier figure, `└` is a part of one.
    pub(super) mark: char,
    /// Whether it is set back: a restatement, or no figure at all.
    pub(super) aside: bool,
    /// Figure, hedge, counted, measure, side, time, place, say-so.
    pub(super) cells: [String; 8],
}

/// The row of a claim.
pub(super) fn row(text: &str, claim: &Claim) -> Row {
    let mark = if claim.repeat_of.is_some() {
        '='
    } else if claim.part_of.is_some() {
        '└'
    } else {
        ' '
    };
    let phrase =
        |phrase: &Option<sayso::claim::Phrase>| phrase.as_ref().map(|phrase| clean::line(&phrase.text).into_owned()).unwrap_or_default();
    let cells = [
        figure(text, claim),
        hedge(text, claim),
        phrase(&claim.counted),
        claim.not.map_or_else(|| measure(claim), |not| format!("no figure: {}", not.name())),
        claim.side.as_deref().map(clean::line).unwrap_or_default().into_owned(),
        claim.period.map(period).unwrap_or_default(),
        phrase(&claim.place),
        say_so(claim),
    ];
    Row { mark, aside: claim.repeat_of.is_some() || claim.not.is_some(), cells }
}

/// Symbol and value: `≥ 100,000`, `USD 1,500,000`, `17.5 %`.
fn figure(text: &str, claim: &Claim) -> String {
    let symbol = symbol(claim.quantifier);
    let space = if symbol.is_empty() { "" } else { " " };
    format!("{symbol}{space}{}", value(text, claim))
}

/// The value with its unit. What is no plain amount stands as the text has it.
pub(super) fn value(text: &str, claim: &Claim) -> String {
    let as_read = || clean::line(text.get(claim.span.clone()).unwrap_or_default()).into_owned();
    if claim.not.is_some() || claim.kind == Kind::Change {
        return as_read();
    }
    let Some(range) = range(claim) else { return as_read() };
    match &claim.kind {
        Kind::Share => format!("{range} %"),
        Kind::Money { currency: Some(currency) } => format!("{currency} {range}"),
        Kind::Measure { unit } => format!("{range} {}", clean::line(unit)),
        Kind::Rate { per } => format!("{range}/{}", clean::line(per)),
        Kind::Money { currency: None } | Kind::Count | Kind::Change => range,
    }
}

fn range(claim: &Claim) -> Option<String> {
    match (claim.low, claim.high) {
        (Some(low), Some(high)) if low == high => Some(grouped(low)),
        (Some(low), Some(high)) => Some(format!("{}–{}", grouped(low), grouped(high))),
        (Some(low), None) => Some(format!("{}–?", grouped(low))),
        (None, Some(high)) => Some(format!("?–{}", grouped(high))),
        (None, None) => None,
    }
}

/// `1234567.5` as `1,234,567.5`.
fn grouped(value: Decimal) -> String {
    let plain = value.normalize().to_string();
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain.as_str()), |digits| ("-", digits));
    let whole = digits.split('.').next().unwrap_or_default();
    let mut out = String::from(sign);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    out + &digits[whole.len()..]
}

const fn symbol(quantifier: Quantifier) -> &'static str {
    match quantifier {
        Quantifier::Exact | Quantifier::Range => "",
        Quantifier::About => "~",
        Quantifier::Nearly => "≲",
        Quantifier::AtLeast => "≥",
        Quantifier::MoreThan => ">",
        Quantifier::AtMost => "≤",
        Quantifier::LessThan => "<",
    }
}

/// The hedge as the text words it; for "dozens" the number word itself, which is its own hedge.
fn hedge(text: &str, claim: &Claim) -> String {
    let words = claim.hedge.clone().and_then(|span| text.get(span));
    let own = || {
        text.get(claim.span.clone())
            .filter(|own| !matches!(claim.quantifier, Quantifier::Exact | Quantifier::Range) && !own.contains(|c: char| c.is_ascii_digit()))
    };
    words.or_else(own).map_or_else(|| limit(claim.quantifier).to_owned(), |words| clean::line(words).to_lowercase())
}

/// What happened, with the offence, and the stance where it is not a plain assertion.
fn measure(claim: &Claim) -> String {
    let mut words = claim.measure.replace('_', " ");
    if let Some(offence) = claim.offence {
        words = format!("{words} ({})", offence.replace('_', " "));
    }
    match claim.stance.name() {
        "asserted" => words,
        stance => format!("{words}, {stance}"),
    }
}

/// `2025-06`, `since 2022-09`, `to 2024-06`, `2024-01 to 06`.
pub(super) fn period(period: Period) -> String {
    match (period.from, period.to) {
        (Some(from), Some(to)) if from == to => from.to_string(),
        (Some(from), Some(to)) => format!("{from} to {}", rest(&from.to_string(), &to.to_string())),
        (Some(from), None) => format!("since {from}"),
        (None, Some(to)) => format!("to {to}"),
        (None, None) => String::new(),
    }
}

/// What the end of a span has beyond its begin: `2025-01-29`, `2025-01-30` is `30`.
fn rest(from: &str, to: &str) -> String {
    let shared = from.split('-').zip(to.split('-')).take_while(|(one, other)| one == other).count();
    if from.len() == to.len() && shared > 0 { to.split('-').skip(shared).collect::<Vec<_>>().join("-") } else { to.to_owned() }
}

/// The chain from origin to outlet: `Mediazona < Kyiv Independent`. Names that nobody gave stand in brackets.
pub(super) fn say_so(claim: &Claim) -> String {
    let mut names: Vec<String> = Vec::new();
    for link in &claim.say_so {
        let name = clean::line(&link.name).into_owned();
        if !(link.role == Role::Outlet && names.last() == Some(&name)) {
            names.push(name);
        }
    }
    names.join(" < ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        for (value, expected) in [("0", "0"), ("999", "999"), ("1000", "1,000"), ("-1234567.50", "-1,234,567.5"), ("0.25", "0.25")] {
            assert_eq!(grouped(value.parse().expect("a number")), expected);
        }
    }
}
