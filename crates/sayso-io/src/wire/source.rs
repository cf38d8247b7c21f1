//! Sources on the wire: who vouches and passes on, under which names, and for what.

use sayso::claim::Link;
use sayso::ledger::Held;
use sayso::ledger::source::How;
use serde::Serialize;

use crate::ledger::{Book, Met};

/// A source as it is written.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names are those of the source")]
pub struct Source {
    pub id: String,
    pub name: String,
    pub sort: &'static str,
    pub side: Option<String>,
    /// Names of those above it, nearest first.
    pub parents: Vec<String>,
    pub vouched: u64,
    pub passed_on: u64,
    pub reports: usize,
    pub spellings: Vec<Spelling>,
}

/// A name under which a source came.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Spelling {
    pub name: String,
    pub known: String,
}

/// A claim that a source vouched for or passed on.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names are those of the claim")]
pub struct Told {
    pub claim: String,
    pub role: &'static str,
    pub name: String,
    pub text: String,
    pub counted: Option<String>,
    pub measure: String,
    pub side: Option<String>,
    pub interest: &'static str,
    /// Who passes it on after this source, the outlet last.
    pub through: Vec<String>,
    pub report: String,
    pub start: usize,
}

impl Source {
    /// A source with what was met of it.
    pub fn new(book: &Book<'_>, met: &Met) -> Self {
        let source = &met.source;
        let spelling = |(name, known): (&String, &How)| Spelling { name: name.clone(), known: how(*known) };
        Self {
            id: source.id.clone(),
            name: source.name.clone(),
            sort: source.sort.name(),
            side: source.side.clone(),
            parents: book.sources().parents(source).iter().map(|above| above.name.clone()).collect(),
            vouched: met.vouched,
            passed_on: met.passed,
            reports: met.reports.len(),
            spellings: met.spellings.iter().map(spelling).collect(),
        }
    }
}

impl Told {
    /// A claim with the link of its chain that is the source.
    pub fn new(book: &Book<'_>, claim: &Held, link: &Link) -> Self {
        let after = claim.say_so.iter().skip_while(|other| *other != link).skip(1);
        Self {
            claim: claim.id.clone(),
            role: link.role.name(),
            name: link.name.clone(),
            text: claim.text.clone(),
            counted: claim.counted.clone(),
            measure: claim.measure.clone(),
            side: claim.side.clone(),
            interest: book.interest(claim).name(),
            through: after.map(|link| book.shown(claim, link).to_owned()).collect(),
            report: book.report(claim).map(|report| report.url.as_ref().unwrap_or(&report.id).clone()).unwrap_or_default(),
            start: claim.start,
        }
    }
}

/// How a name was known, in words.
pub fn how(how: How) -> String {
    match how {
        How::Exact => "by the letter".to_owned(),
        How::Structure => "by its parts".to_owned(),
        How::Transliterated => "another transliteration".to_owned(),
        How::Fuzzy(like) => format!("by ear, {like} of 100 alike"),
        How::Alias => "a person said so".to_owned(),
        How::New => "a name of its own".to_owned(),
        How::Scoped => "in this report only".to_owned(),
    }
}
