//! A claim in brief: what a list shows of it, with its sentence.

use sayso::ledger::{Held, series};
use sayso_io::ledger::Book;
use sayso_io::wire::{self, Number};
use serde::Serialize;

/// A claim in brief.
#[derive(Clone, Debug, Serialize)]
pub struct Brief {
    pub id: String,
    /// The report's entry.
    pub entry: u64,
    /// The report's address or name.
    pub report: String,
    pub outlet: Option<String>,
    pub title: Option<String>,
    pub published: Option<String>,
    pub start: usize,
    pub end: usize,
    pub text: String,
    pub low: Option<Number>,
    pub high: Option<Number>,
    pub quantifier: &'static str,
    pub hedge: Option<String>,
    pub counted: Option<String>,
    pub measure: String,
    pub side: Option<String>,
    pub place: Option<String>,
    pub period: Option<wire::Period>,
    pub origin: Option<String>,
    pub interest: &'static str,
    pub stance: &'static str,
    pub zone: &'static str,
    pub sentence: Option<String>,
    pub series: Option<String>,
}

/// The longest sentence that is told in brief, in code points.
const LONGEST: usize = 600;

impl Brief {
    /// A claim in brief.
    pub fn new(book: &Book<'_>, claim: &Held) -> Self {
        let filed = book.report(claim);
        let date = |date: Option<sayso::report::Date>| date.map(|date| date.to_string());
        Self {
            id: claim.id.clone(),
            entry: claim.report,
            report: filed.map(|filed| filed.url.as_ref().unwrap_or(&filed.id).clone()).unwrap_or_default(),
            outlet: filed.and_then(|filed| filed.outlet.clone()),
            title: filed.and_then(|filed| filed.title.clone()),
            published: filed.and_then(|filed| date(filed.published)),
            start: claim.start,
            end: claim.end,
            text: claim.text.clone(),
            low: wire::number(claim.low),
            high: wire::number(claim.high),
            quantifier: claim.quantifier.name(),
            hedge: claim.hedge.clone(),
            counted: claim.counted.clone(),
            measure: claim.measure.clone(),
            side: claim.side.clone(),
            place: claim.place.clone(),
            period: claim.period.map(|period| wire::Period { from: date(period.from), to: date(period.to) }),
            origin: claim.origin().map(|link| book.shown(claim, link).to_owned()),
            interest: book.interest(claim).name(),
            stance: claim.stance.name(),
            zone: claim.zone.name(),
            sentence: book.sentence(claim).map(|sentence| cut(sentence.trim())),
            series: series::key(book.view.words(), claim).map(|key| key.id()),
        }
    }
}

/// What has no sentence ends would be as long as its report.
pub fn cut(sentence: &str) -> String {
    match sentence.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &sentence[..at]),
        None => sentence.to_owned(),
    }
}
