//! Reports and claims as entries keep them: JSON with the names of the wire, apart from the library's own types, so that an old ledger stays readable.

use rust_decimal::Decimal;
use sayso::claim::{Kind, Link, Named, Period, Quantifier, Role, Stance};
use sayso::ledger::Held;
use sayso::report::{self, Date, Zone};
use serde::{Deserialize, Serialize};

use crate::wire;

/// A report as its entry keeps it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the names are those of the report")]
pub struct Report {
    pub id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outlet: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// `table` where the text is a table of figures: its cells are no words that somebody may have copied.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub modified: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub citations: Vec<Citation>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<Mark>,
    /// SHA-256 of the bytes that the text was taken from, where the text is not those bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub original: Option<String>,
    /// Digest of the state of the page that this one came after, where the page went back to a text that it had before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    pub text: String,
}

/// Another that a report says it was taken from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the names are those of the citation")]
pub struct Citation {
    pub cue: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// What the source's structure told of a stretch of the text. Positions are code points.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the names are those of the mark")]
pub struct Mark {
    pub start: usize,
    pub end: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
}

impl From<&report::Report> for Report {
    fn from(report: &report::Report) -> Self {
        Self {
            id: report.id.clone(),
            url: report.url.clone(),
            outlet: report.outlet.clone(),
            title: report.title.clone(),
            published: report.published.map(|date| date.to_string()),
            lang: report.lang.clone(),
            form: None,
            authors: report.authors.clone(),
            modified: report.modified.map(|date| date.to_string()),
            citations: report.citations.iter().map(Citation::from).collect(),
            marks: marks(report),
            original: None,
            after: None,
            text: report.text.clone(),
        }
    }
}

impl From<&report::Citation> for Citation {
    fn from(citation: &report::Citation) -> Self {
        let report::Citation { cue, name, url } = citation.clone();
        Self { cue, name, url }
    }
}

fn marks(report: &report::Report) -> Vec<Mark> {
    let points = wire::Points::new(&report.text);
    let mark = |mark: &report::Mark| Mark {
        start: points.at(mark.span.start),
        end: points.at(mark.span.end),
        zone: mark.zone.map(|zone| zone.name().to_owned()),
        lang: mark.lang.clone(),
    };
    report.marks.iter().map(mark).collect()
}

/// A copy of a report's bytes that came under another name.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Copy {
    pub report: String,
    pub id: String,
}

/// Where the bytes lie that a report was taken from.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Original {
    /// Digest of the report.
    pub report: String,
    /// SHA-256 of the bytes.
    pub digest: String,
    pub media: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fetched: Option<String>,
    pub file: u64,
    pub offset: u64,
    pub length: u64,
}

/// What was read from a report, by which program and packs.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Reading {
    /// Digest of the report.
    pub report: String,
    pub reader: String,
    pub claims: Vec<Claim>,
}

/// A claim as its reading keeps it. Positions are code points.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the names are those of the scheme")]
pub struct Claim {
    pub id: String,
    pub start: usize,
    pub end: usize,
    pub text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    /// Digits, exact.
    pub low: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    /// Digits, exact.
    pub high: Option<String>,
    pub quantifier: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hedge: Option<String>,
    pub kind: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counted: Option<String>,
    pub measure: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offence: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub side: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<Span>,
    pub stance: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repeat_of: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part_of: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base: Option<usize>,
    pub sentence: (usize, usize),
    pub zone: String,
    pub say_so: Vec<Voice>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<Why>,
}

/// From and to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the names are those of the scheme")]
pub struct Span {
    pub from: Option<String>,
    pub to: Option<String>,
}

/// A link of the chain of say-so.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the names are those of the scheme")]
pub struct Voice {
    pub name: String,
    pub role: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cue: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    pub named: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<usize>,
}

/// The rule and row behind a field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Why {
    pub field: String,
    pub rule: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<String>,
}

impl From<wire::Claim<'_>> for Claim {
    fn from(claim: wire::Claim<'_>) -> Self {
        let owned = |word: Option<&str>| word.map(str::to_owned);
        let digits = |number: Option<serde_json::Number>| number.map(|number| number.to_string());
        Self {
            id: claim.id,
            start: claim.start,
            end: claim.end,
            text: claim.text.to_owned(),
            low: digits(claim.low),
            high: digits(claim.high),
            quantifier: claim.quantifier.to_owned(),
            hedge: owned(claim.hedge),
            kind: claim.kind.to_owned(),
            per: owned(claim.per),
            currency: owned(claim.currency),
            unit: owned(claim.unit),
            counted: owned(claim.counted),
            measure: claim.measure.to_owned(),
            offence: owned(claim.offence),
            side: owned(claim.side),
            place: owned(claim.place),
            period: claim.period.map(|period| Span { from: period.from, to: period.to }),
            stance: claim.stance.to_owned(),
            repeat_of: claim.repeat_of,
            part_of: claim.part_of,
            base: claim.base,
            sentence: (claim.sentence.start, claim.sentence.end),
            zone: claim.zone.to_owned(),
            say_so: claim.say_so.iter().map(voice).collect(),
            because: claim
                .because
                .into_iter()
                .map(|why| Why { field: why.field.to_owned(), rule: why.rule.to_owned(), row: why.row })
                .collect(),
        }
    }
}

fn voice(link: &wire::Link<'_>) -> Voice {
    Voice {
        name: link.name.to_owned(),
        role: link.role.to_owned(),
        cue: link.cue.map(str::to_owned),
        of: link.of.map(str::to_owned),
        named: link.named.to_owned(),
        start: link.start,
        end: link.end,
    }
}

/// A decimal as it is written, also with an exponent.
pub(super) fn exact(digits: &str) -> Option<Decimal> {
    digits.parse().or_else(|_| Decimal::from_scientific(digits)).ok()
}

impl Claim {
    /// The claim as the library knows it. A word of a later program that is not known here falls back to the plainest.
    pub fn held(self, report: u64, reading: u64) -> Held {
        let kind = kind(&self.kind, self.per, self.currency, self.unit.as_deref());
        Held {
            id: self.id,
            report,
            reading,
            start: self.start,
            end: self.end,
            text: self.text,
            low: self.low.as_deref().and_then(exact),
            high: self.high.as_deref().and_then(exact),
            quantifier: Quantifier::named(&self.quantifier).unwrap_or_default(),
            hedge: self.hedge,
            unit: self.unit.filter(|_| !matches!(kind, Kind::Measure { .. })),
            kind,
            counted: self.counted,
            measure: self.measure,
            offence: self.offence,
            side: self.side,
            place: self.place,
            period: self.period.map(|span| period(span.from.as_deref(), span.to.as_deref())),
            say_so: links(self.say_so),
            stance: Stance::named(&self.stance).unwrap_or_default(),
            repeat_of: self.repeat_of,
            part_of: self.part_of,
            base: self.base,
            sentence: self.sentence.0..self.sentence.1,
            zone: Zone::named(&self.zone).unwrap_or_default(),
            corrected: Vec::new(),
        }
    }
}

/// The kind with what belongs to it.
pub(super) fn kind(name: &str, per: Option<String>, currency: Option<String>, unit: Option<&str>) -> Kind {
    match name {
        "rate" => Kind::Rate { per: per.unwrap_or_default() },
        "share" => Kind::Share,
        "change" => Kind::Change,
        "money" => Kind::Money { currency },
        "measure" => Kind::Measure { unit: unit.unwrap_or_default().to_owned() },
        _ => Kind::Count,
    }
}

/// A period from ISO dates.
pub(super) fn period(from: Option<&str>, to: Option<&str>) -> Period {
    Period { from: from.and_then(Date::parse), to: to.and_then(Date::parse) }
}

/// The chain as the library knows it.
pub(super) fn links(voices: Vec<Voice>) -> Vec<Link> {
    let link = |voice: Voice| Link {
        role: Role::named(&voice.role).unwrap_or(Role::Relay),
        named: Named::of(&voice.named).unwrap_or(Named::Named),
        name: voice.name,
        span: None,
        cue: voice.cue,
        of: voice.of,
    };
    voices.into_iter().map(link).collect()
}

/// A link of the chain as it is kept.
pub(super) fn voice_of(link: &Link) -> Voice {
    Voice {
        name: link.name.clone(),
        role: link.role.name().to_owned(),
        cue: link.cue.clone(),
        of: link.of.clone(),
        named: link.named.name().to_owned(),
        start: None,
        end: None,
    }
}
