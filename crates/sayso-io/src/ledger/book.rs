//! A view with all that is asked of it again and again: reports, sources, sentences.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use sayso::check;
use sayso::claim::{Link, Role};
use sayso::ledger::source::{self, Alias, Interest, Resolved, Sources};
use sayso::ledger::{Filed, Held};
use sayso::read::{Config, Lang};
use sayso::report::Report;
use serde::{Deserialize, Serialize};

use super::error::Error;
use super::stored;
use super::view::View;
use crate::wire;

/// A view, its reports, and the sources met in it.
#[derive(Debug)]
pub struct Book<'v> {
    /// What the ledger knew.
    pub view: &'v View<'v>,
    reports: BTreeMap<u64, Filed>,
    sources: RefCell<Sources<'v>>,
    texts: RefCell<BTreeMap<u64, Text>>,
}

/// Two names that a person said are one, or are not, as its entry keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Alike {
    pub a: String,
    pub b: String,
    pub same: bool,
    pub by: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// Texts that are kept for the next sentence.
const KEPT: usize = 16;

/// A text, and where every so many of its code points begin.
#[derive(Debug)]
struct Text {
    text: String,
    marks: Vec<usize>,
}

/// Code points from one mark to the next.
const STEP: usize = 256;

impl<'v> Book<'v> {
    /// Opens the book of a view.
    pub fn new(view: &'v View<'v>, words: &'v source::Words) -> Result<Self, Error> {
        let aliases = view.aliases()?.into_iter().map(|(_, alike)| Alias { a: alike.a, b: alike.b, same: alike.same }).collect::<Vec<_>>();
        let sources = RefCell::new(Sources::new(words, &aliases));
        Ok(Self { view, reports: view.reports()?, sources, texts: RefCell::default() })
    }

    /// Every report, by its entry.
    pub const fn reports(&self) -> &BTreeMap<u64, Filed> {
        &self.reports
    }

    /// The report that a claim stands in.
    pub fn report(&self, claim: &Held) -> Option<&Filed> {
        self.reports.get(&claim.report)
    }

    /// Whether a later state of its page stands in place of the claim's report.
    pub fn is_replaced(&self, claim: &Held) -> bool {
        self.report(claim).is_some_and(|report| report.replaced_by.is_some())
    }

    /// Whom a link of a claim's chain means.
    pub fn resolve(&self, claim: &Held, link: &Link) -> Option<Resolved> {
        self.report(claim).map(|report| self.sources.borrow_mut().resolve(link, report))
    }

    /// Who vouches for a claim; the outlet, where the report itself does.
    pub fn claimant(&self, claim: &Held) -> Option<Resolved> {
        let link = claim.origin().or_else(|| claim.say_so.iter().find(|link| link.role == Role::Outlet))?;
        self.resolve(claim, link)
    }

    /// What interest whoever vouches for a claim has in it.
    pub fn interest(&self, claim: &Held) -> Interest {
        let day = claim.day().or_else(|| self.report(claim).and_then(|report| report.published));
        let claimant = self.claimant(claim);
        claimant.map_or(Interest::Unknown, |who| self.sources.borrow().interest(&who.source, claim.side.as_deref(), day))
    }

    /// The sources met so far.
    pub fn sources(&self) -> std::cell::RefMut<'_, Sources<'v>> {
        self.sources.borrow_mut()
    }

    /// The sentence that a claim stands in.
    pub fn sentence(&self, claim: &Held) -> Option<String> {
        let mut texts = self.texts.borrow_mut();
        if !texts.contains_key(&claim.report) {
            if texts.len() >= KEPT {
                texts.pop_first();
            }
            texts.insert(claim.report, Text::new(self.view.text(claim.report).ok()?));
        }
        texts.get(&claim.report).map(|text| text.slice(claim.sentence.start, claim.sentence.end).to_owned())
    }
}

impl Text {
    fn new(text: String) -> Self {
        let marks = text.char_indices().step_by(STEP).map(|(byte, _)| byte).collect();
        Self { text, marks }
    }

    /// The code points from one to another.
    fn slice(&self, from: usize, to: usize) -> &str {
        self.text.get(self.byte(from)..self.byte(to)).unwrap_or_default()
    }

    fn byte(&self, point: usize) -> usize {
        let Some(mark) = self.marks.get(point / STEP) else { return self.text.len() };
        self.text[*mark..].char_indices().nth(point % STEP).map_or(self.text.len(), |(byte, _)| mark + byte)
    }
}

/// The words that titles are read with, made when the first is asked for.
static LANG: LazyLock<Lang> = LazyLock::new(Lang::english);

/// The claims of a report's title, read apart from its text.
fn title(filed: &Filed) -> Vec<Held> {
    let Some(text) = filed.title.clone() else { return Vec::new() };
    let (outlet, published) = (filed.outlet.clone(), filed.published);
    let alone = Report { id: filed.id.clone(), text, outlet, published, ..Report::default() };
    let claims = sayso::read::read(&LANG, &alone, &Config::default());
    let figures = claims.iter().zip(wire::claims(&alone, &claims)).filter(|(claim, _)| claim.not.is_none());
    figures.map(|(_, written)| stored::Claim::from(written).held(filed.seq, filed.seq)).collect()
}

impl check::Known for Book<'_> {
    fn filed(&self, report: u64) -> Option<&Filed> {
        self.reports.get(&report)
    }

    fn title(&self, report: u64) -> Vec<Held> {
        self.reports.get(&report).map(title).unwrap_or_default()
    }

    fn origin(&self, claim: &Held) -> Option<String> {
        self.resolve(claim, claim.origin()?).map(|who| who.source.id.clone())
    }

    fn related(&self, one: &str, other: &str) -> bool {
        let sources = self.sources.borrow();
        let (Some(one), Some(other)) = (sources.get(one), sources.get(other)) else { return one == other };
        let above = |low: &source::Source, high: &source::Source| sources.parents(low).iter().any(|parent| parent.id == high.id);
        one.id == other.id || above(one, other) || above(other, one) || one.parent.is_some() && one.parent == other.parent
    }
}
