//! A claim of the ledger on the wire: as it was read, with the positions of its voices and why each field reads as it does, and with what people made of it.

use sayso::claim::{Kind, Role};
use sayso::ledger::{Correction, Held, series};
use serde::Serialize;
use serde_json::Number;

use super::{Period, Stretch, number};
use crate::ledger::{Book, StoredClaim, StoredVoice};

/// A claim as it is written.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names are those of the scheme")]
pub struct Claim {
    pub id: String,
    pub start: usize,
    pub end: usize,
    pub text: String,
    pub low: Option<Number>,
    pub high: Option<Number>,
    pub quantifier: &'static str,
    pub hedge: Option<String>,
    pub kind: &'static str,
    pub per: Option<String>,
    pub currency: Option<String>,
    pub unit: Option<String>,
    pub counted: Option<String>,
    pub measure: String,
    pub offence: Option<String>,
    pub side: Option<String>,
    pub place: Option<String>,
    pub period: Option<Period>,
    pub origin: Option<String>,
    pub relays: Vec<String>,
    pub stance: &'static str,
    pub repeat_of: Option<usize>,
    pub part_of: Option<usize>,
    pub base: Option<usize>,
    pub sentence: Stretch,
    pub zone: &'static str,
    pub say_so: Vec<Voice>,
    pub because: Vec<Because>,
    /// The series that it belongs to.
    pub series: Option<String>,
    pub interest: &'static str,
    pub corrected: Vec<Corrected>,
    pub accepted_by: Option<String>,
    pub rejected_by: Option<String>,
    pub comments: Vec<Comment>,
}

/// One link of the chain.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names are those of the scheme")]
pub struct Voice {
    pub name: String,
    pub role: &'static str,
    pub cue: Option<String>,
    pub of: Option<String>,
    pub start: Option<usize>,
    pub end: Option<usize>,
    pub named: &'static str,
}

/// Why a field reads as it does.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names are those of the scheme")]
pub struct Because {
    pub field: String,
    pub rule: String,
    pub row: Option<String>,
}

/// A field that a named person set.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Corrected {
    pub field: String,
    pub was: Option<String>,
    pub by: String,
    pub entry: u64,
}

/// What a named person noted.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Comment {
    pub entry: u64,
    pub field: Option<String>,
    pub by: String,
    pub words: String,
    pub at: String,
}

impl Claim {
    /// A claim as its reading keeps it, with the judgements that stand laid over it; one that was rejected says so.
    pub fn new(book: &Book<'_>, stored: StoredClaim, report: u64, reading: u64) -> Self {
        let (voices, because) = (stored.say_so.clone(), stored.because.clone());
        let judgements = book.view.judgements();
        let held = judgements.correct(stored.held(report, reading));
        let (per, currency, unit) = match &held.kind {
            Kind::Rate { per } => (Some(per.clone()), None, held.unit.clone()),
            Kind::Money { currency } => (None, currency.clone(), held.unit.clone()),
            Kind::Measure { unit } => (None, None, Some(unit.clone())),
            Kind::Count | Kind::Share | Kind::Change => (None, None, held.unit.clone()),
        };
        let date = |date: Option<sayso::report::Date>| date.map(|date| date.to_string());
        Self {
            start: held.start,
            end: held.end,
            text: held.text.clone(),
            low: number(held.low),
            high: number(held.high),
            quantifier: held.quantifier.name(),
            hedge: held.hedge.clone(),
            kind: held.kind.name(),
            per,
            currency,
            unit,
            counted: held.counted.clone(),
            measure: held.measure.clone(),
            offence: held.offence.clone(),
            side: held.side.clone(),
            place: held.place.clone(),
            period: held.period.map(|period| Period { from: date(period.from), to: date(period.to) }),
            origin: held.origin().map(|link| book.shown(&held, link).to_owned()),
            relays: held.relays().map(|link| book.shown(&held, link).to_owned()).collect(),
            stance: held.stance.name(),
            repeat_of: held.repeat_of,
            part_of: held.part_of,
            base: held.base,
            sentence: Stretch { start: held.sentence.start, end: held.sentence.end },
            zone: held.zone.name(),
            say_so: chain(book, &held, &voices),
            because: because.into_iter().map(|why| Because { field: why.field, rule: why.rule, row: why.row }).collect(),
            series: series::key(book.view.words(), &held).map(|key| key.id()),
            interest: book.interest(&held).name(),
            corrected: held.corrected.iter().map(corrected).collect(),
            accepted_by: judgements.accepted(&held.id).map(|judgement| judgement.by.clone()),
            rejected_by: judgements.rejected(&held.id).map(|judgement| judgement.by.clone()),
            comments: comments(book, &held.id),
            id: held.id,
        }
    }
}

/// The chain, each link with its place in the text where it was read there.
fn chain(book: &Book<'_>, held: &Held, voices: &[StoredVoice]) -> Vec<Voice> {
    let place = |name: &str, role: Role| voices.iter().find(|voice| voice.name == name && voice.role == role.name());
    let voice = |link: &sayso::claim::Link| {
        let read = place(&link.name, link.role);
        Voice {
            name: book.shown(held, link).to_owned(),
            role: link.role.name(),
            cue: link.cue.clone(),
            of: link.of.clone(),
            start: read.and_then(|voice| voice.start),
            end: read.and_then(|voice| voice.end),
            named: link.named.name(),
        }
    };
    held.say_so.iter().map(voice).collect()
}

fn corrected(kept: &Correction) -> Corrected {
    Corrected { field: kept.field.clone(), was: kept.was.clone(), by: kept.by.clone(), entry: kept.seq }
}

fn comments(book: &Book<'_>, claim: &str) -> Vec<Comment> {
    let comment = |judgement: &sayso::ledger::judge::Judgement| {
        let sayso::ledger::judge::What::Comment { field, .. } = &judgement.what else { return None };
        let words = judgement.why.clone().unwrap_or_default();
        Some(Comment { entry: judgement.seq, field: field.clone(), by: judgement.by.clone(), words, at: judgement.at.clone() })
    };
    book.view.judgements().of(claim).filter_map(comment).collect()
}
