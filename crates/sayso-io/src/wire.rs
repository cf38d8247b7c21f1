//! A claim on the wire: one JSON object a line, positions in code points.

use rust_decimal::Decimal;
use sayso::claim::{self, Kind, Named, Role};
use sayso::report::{Date, Report};
use serde::Serialize;
use serde_json::Number;

/// A claim as it is written.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "the names are the scheme's")]
pub struct Claim<'a> {
    pub report: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not: Option<&'static str>,
    pub start: usize,
    pub end: usize,
    pub text: &'a str,
    pub low: Option<Number>,
    pub high: Option<Number>,
    pub quantifier: &'static str,
    pub kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<&'static str>,
    pub unit: Option<&'a str>,
    pub counted: Option<&'a str>,
    pub measure: &'static str,
    pub offence: Option<&'static str>,
    pub side: Option<&'a str>,
    pub place: Option<&'a str>,
    pub period: Option<Period>,
    pub origin: Option<&'a str>,
    pub relays: Vec<&'a str>,
    pub stance: &'static str,
    pub repeat_of: Option<usize>,
    pub say_so: Vec<Link<'a>>,
    pub because: Vec<String>,
}

/// From and to, as ISO dates cut at their precision.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "the names are the scheme's")]
pub struct Period {
    pub from: Option<String>,
    pub to: Option<String>,
}

/// One link of the chain.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "the names are the scheme's")]
pub struct Link<'a> {
    pub name: &'a str,
    pub role: &'static str,
    pub cue: Option<&'a str>,
    pub start: Option<usize>,
    pub end: Option<usize>,
    pub named: &'static str,
}

/// Turns a report's claims into what is written.
pub fn claims<'a>(report: &'a Report, claims: &'a [claim::Claim]) -> Vec<Claim<'a>> {
    let points = |byte: usize| report.text.get(..byte).map_or(0, |head| head.chars().count());
    claims.iter().map(|claim| one(report, claim, &points)).collect()
}

fn one<'a>(report: &'a Report, claim: &'a claim::Claim, points: &dyn Fn(usize) -> usize) -> Claim<'a> {
    let date = |date: Option<Date>| date.map(|date| date.to_string());
    let link = |link: &'a claim::Link| Link {
        name: &link.name,
        role: link.role.name(),
        cue: link.cue.as_deref(),
        start: link.span.as_ref().map(|span| points(span.start)),
        end: link.span.as_ref().map(|span| points(span.end)),
        named: Named::name(link.named),
    };
    Claim {
        report: &report.id,
        not: claim.not.map(claim::Not::name),
        start: points(claim.span.start),
        end: points(claim.span.end),
        text: report.text.get(claim.span.clone()).unwrap_or_default(),
        low: number(claim.low),
        high: number(claim.high),
        quantifier: claim.quantifier.name(),
        kind: claim.kind.name(),
        per: if let Kind::Rate { per } = &claim.kind { Some(per) } else { None },
        currency: if let Kind::Money { currency } = claim.kind { currency } else { None },
        unit: if let Kind::Measure { unit } = &claim.kind { Some(unit) } else { claim.unit },
        counted: claim.counted.as_ref().map(|phrase| phrase.text.as_str()),
        measure: claim.measure,
        offence: claim.offence,
        side: claim.side.as_deref(),
        place: claim.place.as_ref().map(|phrase| phrase.text.as_str()),
        period: claim.period.map(|period| Period { from: date(period.from), to: date(period.to) }),
        origin: claim.origin().map(|link| link.name.as_str()),
        relays: claim.say_so.iter().filter(|link| link.role == Role::Relay).map(|link| link.name.as_str()).collect(),
        stance: claim.stance.name(),
        repeat_of: claim.repeat_of.map(points),
        say_so: claim.say_so.iter().map(link).collect(),
        because: claim.because.iter().map(|why| format!("{}: {}{}", why.field, why.rule, why.row.map(|row| format!(" ({row})")).unwrap_or_default())).collect(),
    }
}

fn number(value: Option<Decimal>) -> Option<Number> {
    value.and_then(|value| value.normalize().to_string().parse().ok())
}
