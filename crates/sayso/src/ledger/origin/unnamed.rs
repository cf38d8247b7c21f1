//! Words on nobody's name: an outlet's own, or those of "officials". Each follows at most one other voice, for the strictest reason there is.

use rustc_hash::FxHashMap;

use super::value::{ODD, Value};
use super::voice::{Key, Voices};
use super::{Certainty, Chain, Reason, Tie};
use crate::ledger::echo;
use crate::ledger::source::Sort;
use crate::report::Date;

/// Shingles that two sentences share when one is the other's.
const WORDS: usize = 5;

/// As many holders of a shingle or value are looked at, the earliest seen first.
const FEW: usize = 16;

/// A claim to follow, why, and how sure that is.
type Reading = (usize, Reason, Certainty);

/// Days within which a number of few digits is told again.
const WHILE: i32 = 31;

/// What ties voices without a name to others; for each the strictest reason first.
pub fn ties(voices: &Voices<'_>) -> Vec<Tie> {
    let index = Index::new(voices);
    let unnamed = (0..voices.all.len()).filter(|voice| voices.all[*voice].unnamed());
    unnamed.flat_map(|voice| index.ties(voice)).collect()
}

/// Claims by what may tie them to one another.
struct Index<'v, 'a> {
    voices: &'v Voices<'a>,
    /// The voice of each claim.
    voice: FxHashMap<usize, usize>,
    /// Claims of named sources, of "officials", and of outlets, by value and day, and by value.
    values: [Values; 3],
    /// Claims by value and a shingle of their sentence.
    words: FxHashMap<(Value, u64), Vec<usize>>,
    /// Claims of named sources, and of others whom somebody names, by report.
    report: [FxHashMap<(u64, Value), usize>; 2],
    /// Claims of named sources by who passes them on.
    passed: FxHashMap<(&'a str, Value), usize>,
    /// Claims by who publishes them, those of named sources first.
    published: FxHashMap<(&'a str, Value), usize>,
    /// Claims of the same words for somebody without a name.
    called: FxHashMap<String, usize>,
}

#[derive(Default)]
struct Values {
    day: FxHashMap<(Value, Option<Date>), usize>,
    any: FxHashMap<Value, Vec<usize>>,
}

/// How well a voice is known; the place of its claims in [`Index::values`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Known {
    Source = 0,
    Said = 1,
    Word = 2,
}

impl<'v, 'a> Index<'v, 'a> {
    fn new(voices: &'v Voices<'a>) -> Self {
        let mut index = Self {
            voices,
            voice: voices.of.iter().copied().collect(),
            values: Default::default(),
            words: FxHashMap::default(),
            report: Default::default(),
            passed: FxHashMap::default(),
            published: FxHashMap::default(),
            called: FxHashMap::default(),
        };
        for (claim, voice) in &voices.of {
            index.take(*claim, *voice);
        }
        for (claim, _) in &voices.of {
            index.publish(*claim);
        }
        index
    }

    fn take(&mut self, claim: usize, voice: usize) {
        let (chain, value) = (&self.voices.chains[claim], self.voices.value(claim));
        let known = self.known(voice);
        let values = &mut self.values[known as usize];
        values.day.entry((value, self.voices.day(claim))).or_insert(claim);
        push(values.any.entry(value).or_default(), claim);
        for word in chain.sentence {
            push(self.words.entry((value, *word)).or_default(), claim);
        }
        if known != Known::Word {
            self.report[known as usize].entry((chain.report.seq, value)).or_insert(claim);
        }
        if !self.voices.all[voice].unnamed() {
            if let Some(called) = called(chain) {
                self.called.entry(called).or_insert(claim);
            }
            for relay in &chain.relays {
                self.passed.entry((relay.id, value)).or_insert(claim);
            }
            if let Some(outlet) = &chain.outlet {
                self.published.entry((outlet.id, value)).or_insert(claim);
            }
        }
    }

    /// Claims without a named source are noted after all that have one.
    fn publish(&mut self, claim: usize) {
        let (chain, value) = (&self.voices.chains[claim], self.voices.value(claim));
        if let Some(outlet) = &chain.outlet {
            self.published.entry((outlet.id, value)).or_insert(claim);
        }
        if let Some(called) = called(chain) {
            self.called.entry(called).or_insert(claim);
        }
    }

    fn known(&self, voice: usize) -> Known {
        let voice = &self.voices.all[voice];
        match voice.key {
            Key::Said(..) => Known::Said,
            Key::Word(..) if !voice.vouched => Known::Word,
            _ => Known::Source,
        }
    }

    /// Reasons for one voice to follow another, strictest first. A report that names the outlet it has a figure from leaves only the question from whom that has it.
    fn ties(&self, voice: usize) -> Vec<Tie> {
        let claims = &self.voices.all[voice].claims;
        let few = || claims.iter().take(FEW).copied();
        let cites = few().flat_map(|claim| self.cites(claim)).map(|other| (other, Reason::Cites, Certainty::Proven));
        let mut found: Vec<Reading> = cites.collect();
        if self.known(voice) != Known::Source {
            found.extend(few().flat_map(|claim| self.same_report(claim)));
            found.extend(few().filter_map(|claim| self.same_text(claim)).map(|other| (other, Reason::SameText, Certainty::Proven)));
            found.extend(self.same_value(claims[0]));
        }
        found.sort_by_key(|(.., certainty)| *certainty);
        let ties =
            found.into_iter().map(|(other, reason, certainty)| (self.voice[&other], reason, certainty)).filter(|(b, ..)| *b != voice);
        ties.map(|(b, reason, certainty)| Tie { a: voice, b, reason, certainty, follows: true, note: None }).collect()
    }

    /// The report names somebody for the same value elsewhere. "Officials" here and a mayor there may be two, and a long report has many threes.
    fn same_report(&self, claim: usize) -> Vec<Reading> {
        let origin = self.voices.chains[claim].origin.as_ref();
        let at = (self.voices.chains[claim].report.seq, self.voices.value(claim));
        let named = self.report[0].get(&at);
        let named = named.or_else(|| self.report[1].get(&at).filter(|_| origin.is_none())).filter(|other| self.one_time(claim, **other));
        let sure = |other: usize| {
            self.voices.digits(claim) >= 2 || (self.voices.day(claim).is_some() && self.voices.day(claim) == self.voices.day(other))
        };
        let described = origin.is_some_and(|origin| origin.sort == Sort::Described);
        let certainty = |other: usize| if sure(other) && !described { Certainty::Proven } else { Certainty::Suspected };
        named.map(|other| (*other, Reason::SameReport, certainty(*other))).into_iter().collect()
    }

    /// Another report says that it has the value from this voice, and from whom this one has it; or this one's own report says so.
    fn cites(&self, claim: usize) -> Vec<usize> {
        let (chain, value) = (&self.voices.chains[claim], self.voices.value(claim));
        let own = chain.origin.as_ref().or(chain.outlet.as_ref()).and_then(|own| self.passed.get(&(own.id, value)));
        let from = chain.origin.iter().chain(&chain.relays).filter_map(|who| self.published.get(&(who.id, value)));
        own.into_iter().chain(from).copied().collect()
    }

    /// The claim of the same value that shares most of its sentence with this one, a named source's first.
    fn same_text(&self, claim: usize) -> Option<usize> {
        let (mine, value) = (self.voices.chains[claim].sentence, self.voices.value(claim));
        let mut held: Vec<usize> = mine.iter().filter_map(|word| self.words.get(&(value, *word))).flatten().copied().collect();
        held.sort_unstable();
        let others = held.chunk_by(|a, b| a == b).filter(|same| same.len() >= WORDS).map(|same| same[0]);
        let mut others: Vec<usize> = others.filter(|other| self.may_follow(claim, *other)).collect();
        others.sort_by_key(|other| (self.known(self.voice[other]) as usize, self.voice[other], *other));
        others.into_iter().find(|other| {
            let both = echo::overlap(mine, self.voices.chains[*other].sentence);
            both.shared * 2 >= both.left.min(both.right)
        })
    }

    /// A voice follows named ones, and of the others those seen before it.
    fn may_follow(&self, claim: usize, other: usize) -> bool {
        let (mine, theirs) = (self.voice[&claim], self.voice[&other]);
        mine != theirs && (self.known(theirs) == Known::Source || theirs < mine)
    }

    /// Others that give the same value: who vouches first, then "officials", then other outlets.
    fn same_value(&self, claim: usize) -> Vec<Reading> {
        let outlet = self.known(self.voice[&claim]) == Known::Word;
        let odd = self.voices.digits(claim) >= ODD;
        let sure = |sure: bool| if sure { Certainty::Proven } else { Certainty::Suspected };
        let free = |other: &usize| outlet || !self.voices.opposed(claim, *other);
        let reason = if outlet { Reason::Unattributed } else { Reason::SameFigure };
        let source = self.near(claim, Known::Source).filter(free);
        let said = self.near(claim, Known::Said).filter(free).filter(|other| outlet || (odd && self.may_follow(claim, *other)));
        let mut found: Vec<Reading> =
            source.into_iter().chain(said).map(|other| (other, reason, sure(odd || (outlet && self.telling(claim))))).collect();
        if outlet {
            let word = self.near(claim, Known::Word).filter(|other| self.may_follow(claim, *other));
            found.extend(word.map(|other| (other, if odd { Reason::SameFigure } else { Reason::Unattributed }, sure(odd))));
        }
        let called = called(&self.voices.chains[claim])
            .and_then(|called| self.called.get(&called))
            .filter(|other| free(other) && self.may_follow(claim, **other));
        found.extend(called.map(|other| (*other, Reason::SameWords, Certainty::Suspected)));
        found
    }

    /// Whether a number is known again in another report: by two digits that mean something, or by the day and place it is said of.
    fn telling(&self, claim: usize) -> bool {
        self.voices.digits(claim) >= 2 || (self.voices.day(claim).is_some() && self.voices.chains[claim].claim.place.is_some())
    }

    /// Claims of that sort that give the same value of the same time, best first.
    fn near(&self, claim: usize, known: Known) -> Option<usize> {
        let (value, day) = (self.voices.value(claim), self.voices.day(claim));
        let values = &self.values[known as usize];
        let same_day = [day, None].map(|day| values.day.get(&(value, day)).copied());
        let any = values.any.get(&value).into_iter().flatten().copied();
        same_day.into_iter().flatten().chain(any).find(|other| *other != claim && self.one_time(claim, *other))
    }

    /// Whether two claims of one value can be about the same time.
    fn one_time(&self, a: usize, b: usize) -> bool {
        let odd = self.voices.digits(a) >= ODD;
        match (self.voices.day(a), self.voices.day(b)) {
            (Some(a), Some(b)) => odd || (a.year, a.month) == (b.year, b.month) && (a.day == b.day || a.day.is_none() || b.day.is_none()),
            _ => odd || self.days_between(a, b).is_none_or(|days| days <= WHILE),
        }
    }

    fn days_between(&self, a: usize, b: usize) -> Option<i32> {
        let published = |claim: usize| self.voices.chains[claim].report.published?.first_day();
        let (a, b) = (published(a)?, published(b)?);
        Some(a.until(b).ok()?.get_days().abs())
    }
}

/// What somebody without a name is called, or a body by its last words: "the territory's health ministry" may be the Gaza Health Ministry.
fn called(chain: &Chain<'_>) -> Option<String> {
    let origin = chain.origin.as_ref().filter(|origin| origin.unnamed() || origin.sort == Sort::Body)?;
    let words = origin.name.to_lowercase();
    let mut last = words.split_whitespace().rev().take(2).collect::<Vec<_>>();
    last.reverse();
    Some(last.join(" "))
}

fn push(list: &mut Vec<usize>, claim: usize) {
    if list.len() < FEW {
        list.push(claim);
    }
}
