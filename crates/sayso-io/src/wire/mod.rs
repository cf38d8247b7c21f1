//! A claim on the wire: one JSON object a line, positions in Unicode code points.

mod json;
mod link;
mod points;
mod text;
pub mod series;
pub mod held;
pub mod point;
pub mod echo;
pub mod finding;
pub mod source;
pub mod judgement;

use std::io::{self, Write};
use std::sync::LazyLock;

use rust_decimal::Decimal;
use sayso::claim::{self, Kind, Role, Span};
use sayso::report::{Date, Report};
use serde::Serialize;
pub use serde_json::Number;
use sha2::{Digest, Sha256};

pub(crate) use points::Points;
pub use text::{learnt, text};

/// How much of the text stands on either side of a quote, in code points.
const AROUND: usize = 32;

/// Program and packs, as every claim names them.
pub static READER: LazyLock<String> = LazyLock::new(|| format!("sayso {}", sayso::pack::version()));

/// A claim as it is written.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "the names are those of the scheme")]
pub struct Claim<'a> {
    pub id: String,
    pub report: &'a str,
    pub outlet: Option<&'a str>,
    pub title: Option<&'a str>,
    pub published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not: Option<&'static str>,
    pub start: usize,
    pub end: usize,
    pub text: &'a str,
    pub low: Option<Number>,
    pub high: Option<Number>,
    pub quantifier: &'static str,
    pub hedge: Option<&'a str>,
    pub kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<&'a str>,
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
    pub part_of: Option<usize>,
    pub base: Option<usize>,
    pub sentence: Stretch,
    pub zone: &'static str,
    pub quote: Quote<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    pub say_so: Vec<Link<'a>>,
    pub because: Vec<Reason>,
    pub reader: &'static str,
}

/// From and to, as ISO dates cut at their precision.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names are those of the scheme")]
pub struct Period {
    pub from: Option<String>,
    pub to: Option<String>,
}

/// A stretch of the text.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names are those of the scheme")]
pub struct Stretch {
    pub start: usize,
    pub end: usize,
}

/// A W3C TextQuoteSelector: finds the figure again in a text that has moved.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "the names are those of the standard")]
pub struct Quote<'a> {
    pub exact: &'a str,
    pub prefix: &'a str,
    pub suffix: &'a str,
}

/// One link of the chain.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "the names are those of the scheme")]
pub struct Link<'a> {
    pub name: &'a str,
    pub role: &'static str,
    pub cue: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<&'a str>,
    pub start: Option<usize>,
    pub end: Option<usize>,
    pub named: &'static str,
}

/// Why a field reads as it does.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "the names are those of the scheme")]
pub struct Reason {
    pub field: &'static str,
    pub rule: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<String>,
}

/// A report's claims as they are written, in order.
pub fn claims<'a>(report: &'a Report, claims: &'a [claim::Claim]) -> impl Iterator<Item = Claim<'a>> {
    let points = Points::new(&report.text);
    let digest = Sha256::digest(&report.text);
    claims.iter().map(move |claim| one(report, &points, &digest, claim))
}

/// Writes a claim, or anything else that has a JSON form, as one line, in which no character steers a terminal.
pub fn write(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    value.serialize(&mut serde_json::Serializer::with_formatter(&mut *out, json::Safe))?;
    out.write_all(b"\n")
}

/// The same, as bytes.
pub fn line(value: &impl Serialize) -> Vec<u8> {
    let mut line = Vec::new();
    write(&mut line, value).expect("memory takes any bytes");
    line
}

fn one<'a>(report: &'a Report, points: &Points<'_>, digest: &[u8], claim: &'a claim::Claim) -> Claim<'a> {
    let (start, end) = (points.at(claim.span.start), points.at(claim.span.end));
    let quote = quote(&report.text, &claim.span);
    let date = |date: Option<Date>| date.map(|date| date.to_string());
    Claim {
        id: id(digest, start, end, claim.side.as_deref()),
        report: &report.id,
        outlet: report.outlet.as_deref(),
        title: report.title.as_deref(),
        published: date(report.published),
        not: claim.not.map(claim::Not::name),
        start,
        end,
        text: quote.exact,
        low: number(claim.low),
        high: number(claim.high),
        quantifier: claim.quantifier.name(),
        hedge: claim.hedge.clone().and_then(|span| report.text.get(span)),
        kind: claim.kind.name(),
        per: if let Kind::Rate { per } = &claim.kind { Some(per) } else { None },
        currency: if let Kind::Money { currency } = &claim.kind { currency.as_deref() } else { None },
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
        repeat_of: claim.repeat_of.map(|byte| points.at(byte)),
        part_of: claim.part_of.map(|byte| points.at(byte)),
        base: claim.base.map(|byte| points.at(byte)),
        sentence: Stretch { start: points.at(claim.sentence.start), end: points.at(claim.sentence.end) },
        zone: claim.zone.name(),
        link: report.url.as_ref().and_then(|url| link::to(url, &report.text, &claim.span)),
        quote,
        say_so: claim.say_so.iter().map(|link| of_link(points, link)).collect(),
        because: claim
            .because
            .iter()
            .map(|why| Reason { field: why.field, rule: why.rule, row: why.row.map(|row| row.to_string()) })
            .collect(),
        reader: &READER,
    }
}

fn of_link<'a>(points: &Points<'_>, link: &'a claim::Link) -> Link<'a> {
    Link {
        name: &link.name,
        role: link.role.name(),
        cue: link.cue.as_deref(),
        of: link.of.as_deref(),
        start: link.span.as_ref().map(|span| points.at(span.start)),
        end: link.span.as_ref().map(|span| points.at(span.end)),
        named: link.named.name(),
    }
}

/// Bytes as lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The same text, span and side give the same id, wherever the report came from.
pub(crate) fn id(text: &[u8], start: usize, end: usize, side: Option<&str>) -> String {
    let digest = Sha256::new().chain_update(text).chain_update(format!("{start} {end} {}", side.unwrap_or_default())).finalize();
    hex(&digest[..10])
}

fn quote<'a>(text: &'a str, span: &Span) -> Quote<'a> {
    let (before, after) = (text.get(..span.start).unwrap_or_default(), text.get(span.end..).unwrap_or_default());
    let from = before.char_indices().rev().take(AROUND).last().map_or(before.len(), |(at, _)| at);
    let to = after.char_indices().nth(AROUND).map_or(after.len(), |(at, _)| at);
    Quote { exact: text.get(span.clone()).unwrap_or_default(), prefix: &before[from..], suffix: &after[..to] }
}

/// A decimal as a JSON number, digit by digit.
pub fn number(value: Option<Decimal>) -> Option<Number> {
    value.and_then(|value| value.normalize().to_string().parse().ok())
}
