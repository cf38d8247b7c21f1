//! Named sources that are one: spokesmen and their body, bodies of one government, one odd figure, one basis.

use rustc_hash::FxHashMap;

use super::value::{ODD, Value};
use super::voice::Voices;
use super::{Above, Certainty, Reason, Tie, Who};
use crate::ledger::source::Sort;
use crate::report::Date;

/// A number of one digit is said by anybody.
const TELLING: usize = 2;

/// What ties named sources to one another, strictest first.
pub fn ties(voices: &Voices<'_>) -> Vec<Tie> {
    let mut ties: Vec<Tie> = bodies(voices).into_iter().chain(figures(voices)).chain(bases(voices)).collect();
    ties.sort_by_key(|tie| (tie.certainty, tie.reason));
    ties
}

/// The voices met so far, by the body that they speak for and by those above it.
#[derive(Default)]
struct Met<'a> {
    at: FxHashMap<&'a str, usize>,
    at_value: FxHashMap<(&'a str, Dated), usize>,
    below: FxHashMap<&'a str, usize>,
    below_value: FxHashMap<(&'a str, Dated), usize>,
}

fn bodies(voices: &Voices<'_>) -> Vec<Tie> {
    let mut met = Met::default();
    let mut ties = Vec::new();
    for (at, voice) in voices.all.iter().enumerate().filter(|(_, voice)| !voice.unnamed()) {
        let Some(who) = voices.who(at) else { continue };
        let (body, above) = stands(who);
        let values = values(voices, &voice.claims);
        ties.extend(met.same_body(at, body, &values));
        ties.extend(above.iter().flat_map(|above| met.above(at, *above, &values)));
        met.take(at, body, above, &values);
    }
    ties
}

/// The body that a source speaks for, and those above that one.
fn stands<'a>(who: &'a Who<'a>) -> (Above<'a>, &'a [Above<'a>]) {
    match (who.sort, who.above.split_first()) {
        (Sort::Person, Some((body, rest))) => (*body, rest),
        _ => (Above { id: who.id, name: who.name, whole: matches!(who.sort, Sort::State | Sort::Group) }, &who.above),
    }
}

/// A value and the day it is said of.
type Dated = (Value, Option<Date>);

/// The values that a source gives; those of one digit tell nothing.
fn values(voices: &Voices<'_>, claims: &[usize]) -> Vec<Dated> {
    let telling = claims.iter().filter(|claim| voices.digits(**claim) >= TELLING);
    let mut values: Vec<Dated> = telling.map(|claim| (voices.value(*claim), voices.day(*claim))).collect();
    values.sort_unstable();
    values.dedup();
    values
}

impl<'a> Met<'a> {
    /// Others who speak for the same body, and those below it. A state has many voices: they are one where they give one value.
    fn same_body(&self, voice: usize, body: Above<'a>, values: &[Dated]) -> Vec<Tie> {
        let sharing = |by: &FxHashMap<(&'a str, Dated), usize>| values.iter().find_map(|value| by.get(&(body.id, *value)).copied());
        let level = match (self.at.get(body.id), sharing(&self.at_value)) {
            (_, Some(other)) => Some(proven(voice, other)),
            (Some(other), None) if body.whole => Some(suspected(voice, *other, body)),
            (other, None) => other.map(|other| proven(voice, *other)),
        };
        let lower = sharing(&self.below_value).map(|other| proven(voice, other));
        let lower = lower.or_else(|| self.below.get(body.id).map(|other| suspected(voice, *other, body)));
        level.into_iter().chain(lower).collect()
    }

    /// Those who speak for a body above.
    fn above(&self, voice: usize, body: Above<'a>, values: &[Dated]) -> Vec<Tie> {
        let sharing = values.iter().find_map(|value| self.at_value.get(&(body.id, *value)));
        let upper = sharing.map(|other| proven(voice, *other));
        let other = || self.at.get(body.id).or_else(|| self.below.get(body.id));
        upper.or_else(|| other().map(|other| suspected(voice, *other, body))).into_iter().collect()
    }

    fn take(&mut self, voice: usize, body: Above<'a>, above: &[Above<'a>], values: &[Dated]) {
        self.at.entry(body.id).or_insert(voice);
        for value in values {
            self.at_value.entry((body.id, *value)).or_insert(voice);
        }
        for above in above {
            self.below.entry(above.id).or_insert(voice);
            for value in values {
                self.below_value.entry((above.id, *value)).or_insert(voice);
            }
        }
    }
}

fn proven(a: usize, b: usize) -> Tie {
    Tie { a, b, reason: Reason::SameBody, certainty: Certainty::Proven, follows: false, note: None }
}

fn suspected(a: usize, b: usize, under: Above<'_>) -> Tie {
    let note = Some(under.name.to_owned());
    Tie { a, b, reason: Reason::SameParent, certainty: Certainty::Suspected, follows: false, note }
}

/// Sources that give the same odd figure. Both may have counted well, so it is a suspicion; and two parties that agree are two witnesses.
fn figures(voices: &Voices<'_>) -> Vec<Tie> {
    let mut first: FxHashMap<Value, usize> = FxHashMap::default();
    let mut ties = Vec::new();
    let public = |voice: usize| voices.all[voice].vouched && voices.who(voice).is_some_and(|who| who.sort != Sort::Private);
    for (claim, voice) in voices.of.iter().filter(|(claim, voice)| public(*voice) && voices.digits(*claim) >= ODD) {
        let earlier = *first.entry(voices.value(*claim)).or_insert(*voice);
        if earlier != *voice && !voices.opposed(*claim, voices.all[earlier].claims[0]) {
            ties.push(odd(*voice, earlier));
        }
    }
    ties
}

fn odd(a: usize, b: usize) -> Tie {
    Tie { a, b, reason: Reason::SameFigure, certainty: Certainty::Suspected, follows: false, note: None }
}

/// Sources that count by the same leak, list or register.
fn bases(voices: &Voices<'_>) -> Vec<Tie> {
    let mut first: FxHashMap<&str, usize> = FxHashMap::default();
    let mut ties = Vec::new();
    for (claim, voice) in &voices.of {
        let Some(basis) = voices.chains[*claim].basis else { continue };
        let earlier = *first.entry(basis).or_insert(*voice);
        if earlier != *voice && voices.all[*voice].vouched && voices.all[earlier].vouched {
            let (certainty, note) = (Certainty::Suspected, Some(basis.to_owned()));
            ties.push(Tie { a: *voice, b: earlier, reason: Reason::SameBasis, certainty, follows: false, note });
        }
    }
    ties
}
