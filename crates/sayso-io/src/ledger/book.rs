//! A view with all that is asked of it again and again: reports, sources, sentences.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::LazyLock;

use sayso::check;
use sayso::claim::{Link, Role};
use sayso::ledger::judge::Node;
use sayso::ledger::origin::{self, Chain, Origins, Ruling, Who, basis};
use sayso::ledger::source::{self, Alias, Interest, Resolved, Sort, Source, Sources};
use sayso::ledger::{Filed, Held, echo};
use sayso::read::{Config, Lang};
use sayso::report::Report;
use sayso::view::told::PRIVATE;
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
    reports: Arc<BTreeMap<u64, Filed>>,
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

/// The origins of some claims, and the claims that they were counted over: places in the first are places in the second.
#[derive(Clone, Debug)]
pub struct Traced {
    /// How many, why, and which claims to which.
    pub origins: Origins,
    /// The claims.
    pub claims: Vec<Held>,
}

/// Who stands in the chain of a claim.
struct Heard {
    origin: Option<Known>,
    relays: Vec<Known>,
    outlet: Option<Known>,
    sentence: Vec<u64>,
    basis: Option<&'static str>,
}

/// A source, and those above it.
type Known = (Arc<Source>, Vec<Source>);

impl Heard {
    fn chain<'a>(&'a self, claim: &'a Held, report: &'a Filed) -> Option<Chain<'a>> {
        let who = |(source, above): &'a Known| {
            let who = Who::new(source, &above.iter().collect::<Vec<_>>());
            Who { name: if who.sort == Sort::Private { PRIVATE } else { who.name }, ..who }
        };
        Some(Chain {
            claim,
            report,
            origin: self.origin.as_ref().map(who),
            relays: self.relays.iter().map(who).collect(),
            outlet: self.outlet.as_ref().map(who),
            sentence: &self.sentence,
            basis: self.basis,
        })
    }
}

/// The words for what a count stands on, made when the first is asked for.
static BASIS: LazyLock<basis::Words> = LazyLock::new(|| basis::Words::new("en", &mut Vec::new()));

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
        Self::with(view, words, Arc::new(view.reports()?))
    }

    /// Opens the book of a view whose reports are at hand.
    pub fn with(view: &'v View<'v>, words: &'v source::Words, reports: Arc<BTreeMap<u64, Filed>>) -> Result<Self, Error> {
        let aliases = view.aliases()?.into_iter().map(|(_, alike)| Alias { a: alike.a, b: alike.b, same: alike.same }).collect::<Vec<_>>();
        let sources = RefCell::new(Sources::new(words, &aliases));
        Ok(Self { view, reports, sources, texts: RefCell::default() })
    }

    /// Every report, by its entry.
    pub fn reports(&self) -> &BTreeMap<u64, Filed> {
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

    /// The name of a link as people may see it: private people have none.
    pub fn shown<'c>(&self, claim: &Held, link: &'c Link) -> &'c str {
        let private = self.resolve(claim, link).is_some_and(|known| known.source.sort == Sort::Private);
        if private { PRIVATE } else { &link.name }
    }

    /// What interest whoever vouches for a claim has in it.
    pub fn interest(&self, claim: &Held) -> Interest {
        let day = claim.day().or_else(|| self.report(claim).and_then(|report| report.published));
        let claimant = self.claimant(claim);
        claimant.map_or(Interest::Unknown, |who| self.sources.borrow().interest(&who.source, claim.side.as_deref(), day))
    }

    /// On how many origins the claims of one series stand. What a later state of a page replaced stands for nothing.
    pub fn origins(&self, claims: &[Held]) -> Traced {
        let claims = claims.iter().filter(|claim| !self.is_replaced(claim)).cloned().collect::<Vec<_>>();
        let worth = origin::worth_reading(&claims);
        let chains = claims.iter().zip(worth).map(|(claim, worth)| self.heard(claim, worth)).collect::<Vec<_>>();
        let chains = claims.iter().zip(&chains).filter_map(|(claim, heard)| heard.chain(claim, self.report(claim)?)).collect::<Vec<_>>();
        let mut origins = origin::origins(&chains, &self.rulings(&chains));
        // Private people count as origins and are not named, not even by the id of their name.
        for group in &mut origins.groups {
            group.source.take_if(|id| self.sources().get(id).is_some_and(|source| source.sort == Sort::Private));
        }
        Traced { origins, claims: chains.iter().map(|chain| chain.claim.clone()).collect() }
    }

    /// What people said of these claims, or of the reports they stand in: that two have one origin, or not.
    fn rulings(&self, chains: &[Chain<'_>]) -> Vec<Ruling> {
        let meant = |node: &Node| match node {
            Node::Claim(id) => vec![id.clone()],
            Node::Report(digest) => {
                chains.iter().filter(|chain| chain.report.digest == *digest).map(|chain| chain.claim.id.clone()).collect()
            }
        };
        let mut rulings = Vec::new();
        for (a, b, one, judgement) in self.view.judgements().pairs() {
            let b = meant(b);
            let pairs = meant(a).into_iter().flat_map(|a| b.iter().map(move |b| (a.clone(), b.clone())));
            rulings.extend(pairs.map(|(a, b)| Ruling { a, b, one, by: judgement.by.clone() }));
        }
        rulings
    }

    /// Everybody in a claim's chain, and the words around it where nobody by name vouches.
    fn heard(&self, claim: &Held, worth: bool) -> Heard {
        let who = |link: &Link| {
            let source = self.resolve(claim, link)?.source;
            let above = self.sources.borrow().parents(&source).into_iter().cloned().collect();
            Some((source, above))
        };
        let of = |role: Role| claim.say_so.iter().filter(move |link| link.role == role).filter_map(who);
        let sentence = if worth { self.sentence(claim) } else { None };
        Heard {
            origin: of(Role::Origin).next(),
            relays: of(Role::Relay).collect(),
            outlet: of(Role::Outlet).next(),
            basis: sentence.as_deref().and_then(|sentence| BASIS.basis(sentence)),
            sentence: sentence.as_deref().map(echo::shingles).unwrap_or_default(),
        }
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
