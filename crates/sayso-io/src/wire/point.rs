//! A value of a series on the wire, with where it stands.

use std::collections::BTreeMap;

use sayso::ledger::{Correction, Held};
use sayso::view::timeline::Point as Timed;
use serde::Serialize;
use serde_json::Number;

use super::number;
use crate::ledger::Book;

/// A value as it is written.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names are those of the timeline")]
pub struct Point {
    pub day: Option<String>,
    pub low: Option<Number>,
    pub high: Option<Number>,
    pub quantifier: &'static str,
    pub denied: bool,
    pub source: Option<String>,
    pub interest: &'static str,
    /// Who passes it on, nearest to the origin first, the outlet last.
    pub chain: Vec<String>,
    pub claim: String,
    pub report: String,
    /// The day of the report in which it was earliest seen.
    pub published: Option<String>,
    /// When that report came into the ledger.
    pub seen_at: String,
    pub mentions: usize,
    /// The claim whose value for the same day this one changes.
    pub revises: Option<String>,
    pub text: String,
    /// The fields that a person set, each with what was read.
    pub corrected: Option<String>,
    pub accepted_by: Option<String>,
}

impl Point {
    /// The points of a timeline, whose claims are handed in.
    pub fn all(book: &Book<'_>, claims: &[Held], points: &[Timed]) -> Vec<Self> {
        let by_place = claims.iter().map(|claim| ((claim.report, claim.id.as_str()), claim)).collect::<BTreeMap<_, _>>();
        points.iter().map(|point| Self::new(book, by_place.get(&(point.report, point.claim.as_str())).copied(), points, point)).collect()
    }

    fn new(book: &Book<'_>, claim: Option<&Held>, points: &[Timed], point: &Timed) -> Self {
        let filed = book.reports().get(&point.report);
        let names = |claim: &Held| {
            let links = claim.say_so.iter().skip(usize::from(claim.origin().is_some()));
            links.map(|link| book.shown(claim, link).to_owned()).collect()
        };
        Self {
            day: point.day.map(|day| day.to_string()),
            low: number(point.low),
            high: number(point.high),
            quantifier: point.quantifier.name(),
            denied: point.denied,
            source: point.source.as_ref().map(|source| source.name.clone()),
            interest: point.interest.name(),
            chain: claim.map(names).unwrap_or_default(),
            claim: point.claim.clone(),
            report: filed.map(|filed| filed.url.clone().unwrap_or_else(|| filed.id.clone())).unwrap_or_default(),
            published: point.seen.map(|day| day.to_string()),
            seen_at: filed.map(|filed| filed.at.clone()).unwrap_or_default(),
            mentions: point.mentions,
            revises: point.revises.and_then(|at| points.get(at)).map(|before| before.claim.clone()),
            text: claim.map(|claim| claim.text.clone()).unwrap_or_default(),
            corrected: claim.and_then(corrections),
            accepted_by: book.view.judgements().accepted(&point.claim).map(|judgement| judgement.by.clone()),
        }
    }
}

/// The fields of a claim that people set, with what was read: `side (was UKR) by Ann`.
pub fn corrections(claim: &Held) -> Option<String> {
    let one = |kept: &Correction| format!("{} (was {}) by {}", kept.field, kept.was.as_deref().unwrap_or("-"), kept.by);
    Some(claim.corrected.iter().map(one).collect::<Vec<_>>().join("; ")).filter(|words| !words.is_empty())
}
