//! The voices that claims are cut into before anything is merged.

use rustc_hash::FxHashMap;

use super::value::{ODD, Value, day, digits};
use super::{Certainty, Chain, Merge, Reason, Ruling, Tie, Who};
use crate::claim::Stance;
use crate::ledger::source::Sort;
use crate::report::Date;

/// All voices of a set of claims.
pub struct Voices<'a> {
    pub chains: &'a [Chain<'a>],
    /// In the order in which they were first seen.
    pub all: Vec<Voice<'a>>,
    /// Each claim that supports its figure with its voice, earliest seen first.
    pub of: Vec<(usize, usize)>,
    pub denied: Vec<usize>,
}

/// Somebody's word.
pub struct Voice<'a> {
    pub key: Key<'a>,
    /// Its claims, earliest seen first.
    pub claims: Vec<usize>,
    /// Whether somebody else names it as the origin.
    pub vouched: bool,
}

/// What makes two claims one voice from the outset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Key<'a> {
    /// A named source.
    Source(&'a str),
    /// An outlet's own word for one value; where nobody knows the outlet, the report's.
    Word(&'a str, Value, Option<Date>),
    /// Somebody without a name in one report, for one value.
    Said(&'a str, &'a str, Value),
}

/// What people said, as ties and as voices held apart.
pub struct Judged {
    pub ties: Vec<Tie>,
    pub apart: Vec<(usize, usize)>,
}

impl<'a> Voices<'a> {
    pub fn new(chains: &'a [Chain<'a>]) -> Self {
        let mut order: Vec<usize> = (0..chains.len()).collect();
        order.sort_by_key(|at| seen(&chains[*at]));
        let mut voices = Self { chains, all: Vec::new(), of: Vec::new(), denied: Vec::new() };
        let mut known: FxHashMap<Key<'a>, usize> = FxHashMap::default();
        for at in order {
            if chains[at].claim.stance == Stance::Denied {
                voices.denied.push(at);
            } else {
                voices.take(at, &mut known);
            }
        }
        voices
    }

    fn take(&mut self, at: usize, known: &mut FxHashMap<Key<'a>, usize>) {
        let chain = &self.chains[at];
        let key = key(chain);
        let voice = *known.entry(key).or_insert(self.all.len());
        if voice == self.all.len() {
            self.all.push(Voice { key, claims: Vec::new(), vouched: false });
        }
        self.all[voice].claims.push(at);
        self.all[voice].vouched |= chain.origin.as_ref().is_some_and(|origin| !origin.unnamed());
        self.of.push((at, voice));
    }

    /// Who a voice is: its origin, or for an outlet's own word the outlet.
    pub fn who(&self, voice: usize) -> Option<&'a Who<'a>> {
        let chain = &self.chains[self.all[voice].claims[0]];
        chain.origin.as_ref().or(chain.outlet.as_ref())
    }

    /// The odd digits of the value that a voice without a name gives.
    pub fn digits(&self, claim: usize) -> usize {
        digits(self.chains[claim].claim)
    }

    pub fn value(&self, claim: usize) -> Value {
        Value::of(self.chains[claim].claim)
    }

    pub fn day(&self, claim: usize) -> Option<Date> {
        day(self.chains[claim].claim)
    }

    /// The side that a claim's voice belongs to.
    pub fn side(&self, claim: usize) -> Option<&'a str> {
        self.chains[claim].origin.as_ref().and_then(|origin| origin.side)
    }

    /// Whether two claims are said by two parties.
    pub fn opposed(&self, a: usize, b: usize) -> bool {
        matches!((self.side(a), self.side(b)), (Some(a), Some(b)) if a != b)
    }

    /// Pairs of one outlet's own words, and of what one report's officials say, that follow nobody.
    pub fn same(&self, follows: &[bool]) -> Vec<(usize, usize)> {
        let mut first: FxHashMap<(&str, &str), usize> = FxHashMap::default();
        let mut pairs = Vec::new();
        for (at, voice) in self.all.iter().enumerate().filter(|(at, _)| !follows[*at]) {
            let whose = match voice.key {
                Key::Word(outlet, ..) => ("", outlet),
                Key::Said(report, who, _) if self.who(at).is_some_and(|who| who.sort == Sort::Described) => (report, who),
                _ => continue,
            };
            let first = *first.entry(whose).or_insert(at);
            if first != at {
                pairs.push((at, first));
            }
        }
        pairs
    }

    /// What people said of claims and sources that are among these.
    pub fn rulings(&self, rulings: &[Ruling]) -> Judged {
        let mut judged = Judged { ties: Vec::new(), apart: Vec::new() };
        if rulings.is_empty() {
            return judged;
        }
        let named = self.named();
        let meant = |id: &str| named.get(id).map_or(&[][..], Vec::as_slice);
        for ruling in rulings {
            let pairs = meant(&ruling.a).iter().flat_map(|a| meant(&ruling.b).iter().map(move |b| (*a, *b)));
            if ruling.one {
                judged.ties.extend(pairs.map(|(a, b)| judged_tie(a, b, &ruling.by)));
            } else {
                judged.apart.extend(pairs);
            }
        }
        judged
    }

    /// The voices by the ids of their claims and sources.
    fn named(&self) -> FxHashMap<&str, Vec<usize>> {
        let mut named: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
        for (at, voice) in self.all.iter().enumerate() {
            let source = voice.source().or(if let Key::Word(outlet, ..) = voice.key { Some(outlet) } else { None });
            let claims = voice.claims.iter().map(|claim| self.chains[*claim].claim.id.as_str());
            for id in source.into_iter().chain(claims) {
                named.entry(id).or_default().push(at);
            }
        }
        named
    }

    /// A tie as people read it, by a claim of each voice that gives the value they share, if they share one.
    pub fn merge(&self, tie: &Tie) -> Merge {
        let (mine, theirs) = (&self.all[tie.a].claims, &self.all[tie.b].claims);
        let (a, b) = self.sharing(mine, theirs).unwrap_or((mine[0], theirs[0]));
        Merge { a, b, reason: tie.reason, certainty: tie.certainty, why: self.why(tie, a, b) }
    }

    /// A claim of each that gives the same value; of long lists the earliest seen are enough.
    fn sharing(&self, mine: &[usize], theirs: &[usize]) -> Option<(usize, usize)> {
        let few = |claims: &[usize]| claims.iter().take(16).copied().collect::<Vec<_>>();
        let theirs = few(theirs);
        few(mine).into_iter().find_map(|a| Some((a, *theirs.iter().find(|b| self.value(**b) == self.value(a))?)))
    }

    fn why(&self, tie: &Tie, a: usize, b: usize) -> String {
        let (mine, theirs) = (self.name(tie.a), self.name(tie.b));
        let figure = &self.chains[a].claim.text;
        match tie.reason {
            Reason::Judged => format!("{} holds that they have one origin.", tie.note.as_deref().unwrap_or("Somebody")),
            Reason::SameSource => format!("Both are the word of {mine}."),
            Reason::SameBody => format!("{mine} and {theirs} speak for one body."),
            Reason::SameReport => format!("The report of {} that gives {figure} names {theirs} for it.", self.outlet(a)),
            Reason::Cites => format!("{mine} and {theirs} are one chain: what {} gives comes by {}.", self.outlet(a), self.outlet(b)),
            Reason::SameText => format!("{} and {} give {figure} in the same words.", self.outlet(a), self.outlet(b)),
            Reason::Unattributed => format!("{mine} gives {figure} on nobody's word by name; {theirs} gives it too."),
            Reason::SameFigure if digits(self.chains[a].claim) >= ODD => format!("{mine} and {theirs} give the same odd figure, {figure}."),
            Reason::SameFigure => format!("{mine} and {theirs} give the same figure, {figure}."),
            Reason::SameBasis => format!("{mine} and {theirs} count by the same: {}.", tie.note.as_deref().unwrap_or("one source")),
            Reason::SameParent => format!("{mine} and {theirs} stand under {}.", tie.note.as_deref().unwrap_or("one authority")),
            Reason::SameWords => format!("{} and {} both name {mine} for it, and nobody by name.", self.outlet(a), self.outlet(b)),
        }
    }

    pub fn name(&self, voice: usize) -> &str {
        self.who(voice).map_or("a report without an outlet", |who| who.name)
    }

    fn outlet(&self, claim: usize) -> &str {
        let chain = &self.chains[claim];
        chain.outlet.as_ref().map(|outlet| outlet.name).or(chain.report.outlet.as_deref()).unwrap_or(&chain.report.id)
    }
}

impl<'a> Voice<'a> {
    /// The id of the source, where it is one by name.
    pub fn source(&self) -> Option<&'a str> {
        if let Key::Source(id) = self.key { Some(id) } else { None }
    }

    /// Whether it may only repeat what another says.
    pub fn unnamed(&self) -> bool {
        self.source().is_none()
    }
}

fn judged_tie(a: usize, b: usize, by: &str) -> Tie {
    Tie { a, b, reason: Reason::Judged, certainty: Certainty::Proven, follows: false, note: Some(by.to_owned()) }
}

/// When a claim was first seen, without a word on when it came in.
fn seen<'a>(chain: &'a Chain<'_>) -> (bool, Option<Date>, &'a str, usize, &'a str) {
    let published = chain.report.published;
    (published.is_none(), published, &chain.report.digest, chain.claim.start, &chain.claim.id)
}

fn key<'a>(chain: &'a Chain<'a>) -> Key<'a> {
    let value = Value::of(chain.claim);
    match &chain.origin {
        Some(origin) if origin.unnamed() => Key::Said(&chain.report.digest, origin.id, value),
        Some(origin) if origin.sort == Sort::Outlet => Key::Word(origin.id, value, day(chain.claim)),
        Some(origin) => Key::Source(origin.id),
        None => Key::Word(chain.outlet.as_ref().map_or(&chain.report.digest, |outlet| outlet.id), value, day(chain.claim)),
    }
}
