//! A series on the wire: its key, the range by claimant and by interest, and how widely it is told.

use std::sync::Arc;

use sayso::ledger::Words;
use sayso::ledger::series::Key;
use sayso::ledger::source::{Interest, Sort, Source};
use sayso::view::range::{Range, Span};
use sayso::view::timeline::Point;
use serde::Serialize;
use serde_json::Number;

use super::number;

/// A series as it is written.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "the names are those of the key and the range")]
pub struct Series {
    pub id: String,
    pub title: String,
    /// The line of series that differ only in their day; null where this is none of one.
    pub line: Option<String>,
    /// The family that checks compare it in.
    pub kin: String,
    pub measure: String,
    pub offence: Option<String>,
    pub side: Option<String>,
    pub place: Option<String>,
    pub unit: String,
    pub what: Option<String>,
    pub shape: &'static str,
    pub standing: &'static str,
    pub window: String,
    pub on: Option<String>,
    #[serde(flatten)]
    pub all: Ends,
    pub origins: Option<Origins>,
    pub claimants: Vec<Claimant>,
    pub interests: Vec<By>,
}

/// Origins behind a series: at least, and at most.
#[derive(Clone, Copy, Debug, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Origins {
    pub min: usize,
    pub max: usize,
}

/// From the least to the most stated, each with how its words limit it; and how often, how widely and when.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "the names are those of the range")]
pub struct Ends {
    pub low: Option<Number>,
    pub low_quantifier: Option<&'static str>,
    pub high: Option<Number>,
    pub high_quantifier: Option<&'static str>,
    /// Whether the highest has no upper end ("dozens").
    pub high_open: bool,
    pub first: Option<String>,
    pub last: Option<String>,
    pub mentions: usize,
    pub reports: usize,
    pub outlets: usize,
    pub denials: usize,
}

/// What one claimant says.
#[derive(Debug, Serialize)]
pub struct Claimant {
    /// Its id; null for private people, and where no source is named.
    pub source: Option<String>,
    /// Its name; null where no source is named.
    pub name: Option<String>,
    /// What it stands to win.
    pub interest: &'static str,
    /// Its range.
    #[serde(flatten)]
    pub ends: Ends,
    /// Its values in the order of their days.
    pub values: Vec<Value>,
}

/// A value for a day.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "the names are those of the timeline")]
pub struct Value {
    pub day: Option<String>,
    pub low: Option<Number>,
    pub high: Option<Number>,
    pub quantifier: &'static str,
    pub denied: bool,
    /// The claim in which it was earliest seen.
    pub claim: String,
    pub seen: Option<String>,
    pub mentions: usize,
}

/// What those of one interest say.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct By {
    pub interest: &'static str,
    #[serde(flatten)]
    pub ends: Ends,
}

impl Series {
    /// The series of a key, from the range and the timeline of its claims.
    pub fn new(words: &Words, key: &Key, range: &Range, points: &[Point], origins: Option<Origins>) -> Self {
        let interests = range.by_interest.iter().map(|(interest, span)| By { interest: interest.name(), ends: Ends::of(span) });
        Self {
            id: key.id(),
            title: key.title(),
            line: key.on.map(|_| key.line().id()),
            kin: key.kin(words),
            measure: key.measure.clone(),
            offence: key.offence.clone(),
            side: key.side.clone(),
            place: key.place.clone(),
            unit: key.unit.clone(),
            what: key.what.clone(),
            shape: key.shape.name(),
            standing: key.standing.name(),
            window: key.window.to_string(),
            on: key.on.map(|on| on.to_string()),
            all: Ends::of(&range.all),
            origins,
            claimants: range
                .by_claimant
                .iter()
                .map(|(source, interest, span)| Claimant::new(source.as_ref(), *interest, span, points))
                .collect(),
            interests: interests.collect(),
        }
    }
}

impl Claimant {
    fn new(source: Option<&Arc<Source>>, interest: Interest, span: &Span, points: &[Point]) -> Self {
        let own = points.iter().filter(|point| point.source.as_ref().map(|of| &of.id) == source.map(|of| &of.id));
        Self {
            source: source.filter(|source| source.sort != Sort::Private).map(|source| source.id.clone()),
            name: source.map(|source| source.name.clone()),
            interest: interest.name(),
            ends: Ends::of(span),
            values: own.map(Value::of).collect(),
        }
    }
}

impl Value {
    fn of(point: &Point) -> Self {
        Self {
            day: point.day.map(|day| day.to_string()),
            low: number(point.low),
            high: number(point.high),
            quantifier: point.quantifier.name(),
            denied: point.denied,
            claim: point.claim.clone(),
            seen: point.seen.map(|day| day.to_string()),
            mentions: point.mentions,
        }
    }
}

impl Ends {
    fn of(span: &Span) -> Self {
        Self {
            low: number(span.least.as_ref().map(|least| least.value)),
            low_quantifier: span.least.as_ref().map(|least| least.quantifier.name()),
            high: number(span.most.as_ref().map(|most| most.value)),
            high_quantifier: span.most.as_ref().map(|most| most.quantifier.name()),
            high_open: span.most.as_ref().is_some_and(|most| most.open),
            first: span.first.map(|day| day.to_string()),
            last: span.last.map(|day| day.to_string()),
            mentions: span.mentions,
            reports: span.reports,
            outlets: span.outlets,
            denials: span.denials,
        }
    }
}
