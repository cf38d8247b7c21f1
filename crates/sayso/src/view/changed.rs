//! What an edited page changed of its figures: those that came, those that went, and those that now say something else.
//!
//! Claims of the two states are paired from strict to loose: the same in all, about the same by the same voice, about the same by another, and
//! last the same sentence but for its numbers. What finds no partner came or went. A figure that a report says twice is looked at once.

use std::collections::{BTreeMap, VecDeque};

use rust_decimal::Decimal;

use crate::claim::{Kind, Period, Quantifier, Stance};
use crate::ledger::Held;
use crate::report::Zone;

/// A figure that changed from one state of a page to the next.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change<'a> {
    /// In what.
    pub how: How,
    /// As it was.
    pub before: Option<&'a Held>,
    /// As it is now.
    pub after: Option<&'a Held>,
}

/// In what a figure changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// It was not there before.
    Added,
    /// It is not there any more.
    Gone,
    /// It is another number.
    Value,
    /// It is the same number, put more or less carefully.
    Hedge,
    /// It is the same number, on the say-so of somebody else.
    Origin,
}

impl How {
    /// In one word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Gone => "gone",
            Self::Value => "value",
            Self::Hedge => "hedge",
            Self::Origin => "origin",
        }
    }
}

/// The changes in the order of the text. `sentence` gives the sentence that a claim stands in.
pub fn changed<'a>(old: &'a [Held], new: &'a [Held], sentence: &dyn Fn(&Held) -> Option<String>) -> Vec<Change<'a>> {
    let mut pairing = Pairing { old: told(old), new: told(new), pairs: Vec::new() };
    pairing.by(|claim| (About::of(claim), voice(claim), claim.period.map(days), worth(claim), care(claim)));
    pairing.by(|claim| (About::of(claim), voice(claim), claim.period.map(days)));
    pairing.by(|claim| (About::of(claim), voice(claim)));
    pairing.by(About::of);
    let (frames_old, frames_new) = (frames(old, sentence), frames(new, sentence));
    pairing.between(|claim| frame(&frames_old, claim), |claim| frame(&frames_new, claim));
    let Pairing { old, new, pairs } = pairing;
    let mut changes = pairs.into_iter().filter_map(|(before, after)| change(before, after)).collect::<Vec<_>>();
    changes.extend(old.into_iter().map(|claim| Change { how: How::Gone, before: Some(claim), after: None }));
    changes.extend(new.into_iter().map(|claim| Change { how: How::Added, before: None, after: Some(claim) }));
    changes.sort_by_key(|change| (change.after.or(change.before).map(|claim| claim.start), change.how));
    changes
}

/// What a report tells of its own, and once.
fn told(claims: &[Held]) -> VecDeque<&Held> {
    let own = |claim: &&Held| claim.repeat_of.is_none() && !matches!(claim.zone, Zone::Boilerplate | Zone::Repeat);
    claims.iter().filter(own).collect()
}

fn change<'a>(before: &'a Held, after: &'a Held) -> Option<Change<'a>> {
    let how = if worth(before) != worth(after) {
        How::Value
    } else if care(before) != care(after) {
        How::Hedge
    } else if voice(before) != voice(after) {
        How::Origin
    } else {
        return None;
    };
    Some(Change { how, before: Some(before), after: Some(after) })
}

/// What a figure is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct About<'a> {
    measure: &'a str,
    offence: Option<&'a str>,
    side: Option<&'a str>,
    place: Option<&'a str>,
    kind: String,
    unit: Option<&'a str>,
    counted: Option<String>,
}

impl<'a> About<'a> {
    fn of(claim: &'a Held) -> Self {
        let kind = match &claim.kind {
            Kind::Count => "count".to_owned(),
            Kind::Rate { per } => format!("per {per}"),
            Kind::Share => "share".to_owned(),
            Kind::Change => "change".to_owned(),
            Kind::Money { currency } => format!("money {}", currency.as_deref().unwrap_or_default()),
            Kind::Measure { unit } => format!("measure {unit}"),
        };
        Self {
            measure: &claim.measure,
            offence: claim.offence.as_deref(),
            side: claim.side.as_deref(),
            place: claim.place.as_deref(),
            kind,
            unit: claim.unit.as_deref(),
            counted: claim.counted.as_deref().map(str::to_lowercase),
        }
    }
}

fn voice(claim: &Held) -> Option<&str> {
    claim.origin().map(|link| link.name.as_str())
}

fn worth(claim: &Held) -> (Option<Decimal>, Option<Decimal>) {
    (claim.low, claim.high)
}

/// How carefully it is put.
fn care(claim: &Held) -> (Quantifier, Option<String>, Stance) {
    (claim.quantifier, claim.hedge.as_deref().map(str::to_lowercase), claim.stance)
}

fn days(period: Period) -> (Option<String>, Option<String>) {
    (period.from.map(|day| day.to_string()), period.to.map(|day| day.to_string()))
}

/// Claims that wait for a partner, and those that have one.
struct Pairing<'a> {
    old: VecDeque<&'a Held>,
    new: VecDeque<&'a Held>,
    pairs: Vec<(&'a Held, &'a Held)>,
}

impl<'a> Pairing<'a> {
    fn by<K: Ord>(&mut self, key: impl Fn(&'a Held) -> K) {
        self.between(|claim| Some(key(claim)), |claim| Some(key(claim)));
    }

    /// Pairs claims of equal keys, first with first.
    fn between<K: Ord>(&mut self, of_old: impl Fn(&'a Held) -> Option<K>, of_new: impl Fn(&'a Held) -> Option<K>) {
        let mut waiting = BTreeMap::<K, VecDeque<&'a Held>>::new();
        let mut left = Vec::new();
        for claim in self.new.drain(..) {
            match of_new(claim) {
                Some(key) => waiting.entry(key).or_default().push_back(claim),
                None => left.push(claim),
            }
        }
        for claim in std::mem::take(&mut self.old) {
            match of_old(claim).and_then(|key| waiting.get_mut(&key)).and_then(VecDeque::pop_front) {
                Some(partner) => self.pairs.push((claim, partner)),
                None => self.old.push_back(claim),
            }
        }
        left.extend(waiting.into_values().flatten());
        left.sort_by_key(|claim| claim.start);
        self.new = left.into();
    }
}

/// The sentences of claims with a mark for each figure, by where they begin.
fn frames(claims: &[Held], sentence: &dyn Fn(&Held) -> Option<String>) -> BTreeMap<usize, String> {
    let mut frames = BTreeMap::new();
    for claim in claims {
        let frame = frames.entry(claim.sentence.start).or_insert_with(|| sentence(claim).unwrap_or_default());
        *frame = frame.replacen(&claim.text, "#", 1);
    }
    frames
}

/// The frame of a claim's sentence with the claim's place in the line of what it counts; short ones are no hold.
fn frame(frames: &BTreeMap<usize, String>, claim: &Held) -> Option<(String, String)> {
    let frame = frames.get(&claim.sentence.start).filter(|frame| frame.split_whitespace().count() >= WORDS)?;
    Some((frame.clone(), claim.measure.clone()))
}

/// A sentence of fewer words may be anybody's.
const WORDS: usize = 5;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::{Config, Lang, read};
    use crate::report::Report;

    fn held(lang: &Lang, text: &str) -> Vec<Held> {
        let report = Report { text: text.to_owned(), ..Report::default() };
        let claims = read(lang, &report, &Config::default());
        let figures = claims.iter().filter(|claim| claim.not.is_none());
        let held = |claim: &crate::claim::Claim| Held {
            id: String::new(),
            report: 1,
            reading: 1,
            start: claim.span.start,
            end: claim.span.end,
            text: text[claim.span.clone()].to_owned(),
            low: claim.low,
            high: claim.high,
            quantifier: claim.quantifier,
            hedge: claim.hedge.as_ref().map(|hedge| text[hedge.clone()].to_owned()),
            kind: claim.kind.clone(),
            unit: claim.unit.map(str::to_owned),
            counted: claim.counted.as_ref().map(|counted| counted.text.clone()),
            measure: claim.measure.to_owned(),
            offence: claim.offence.map(str::to_owned),
            side: claim.side.clone(),
            place: claim.place.as_ref().map(|place| place.text.clone()),
            period: claim.period,
            say_so: claim.say_so.clone(),
            stance: claim.stance,
            repeat_of: claim.repeat_of,
            part_of: claim.part_of,
            base: claim.base,
            sentence: claim.sentence.clone(),
            zone: claim.zone,
            corrected: Vec::new(),
        };
        figures.map(held).collect()
    }

    /// Each change as `how: before > after`.
    fn check(old: &str, new: &str, expected: &[&str]) {
        let lang = Lang::english();
        let (before, after) = (held(&lang, old), held(&lang, new));
        let sentence = |claim: &Held| {
            let text = if before.iter().any(|other| std::ptr::eq(other, claim)) { old } else { new };
            text.get(claim.sentence.clone()).map(str::to_owned)
        };
        let words = |claim: Option<&Held>| claim.map_or("-", |claim| claim.text.as_str()).to_owned();
        let line = |change: &Change<'_>| format!("{}: {} > {}", change.how.name(), words(change.before), words(change.after));
        assert_eq!(changed(&before, &after, &sentence).iter().map(line).collect::<Vec<_>>(), expected, "{old} {new}");
    }

    #[test]
    fn a_number_that_was_edited() {
        check("The fire killed 12 people, the mayor said.", "The fire killed 14 people, the mayor said.", &["value: 12 > 14"]);
        check("Twelve people were killed and 30 wounded.", "Fourteen people were killed and 30 wounded.", &["value: Twelve > Fourteen"]);
    }

    #[test]
    fn a_number_put_more_carefully() {
        check("The fire killed 12 people, the mayor said.", "The fire killed at least 12 people, the mayor said.", &["hedge: 12 > 12"]);
    }

    #[test]
    fn a_number_on_the_say_so_of_another() {
        check("The fire killed 12 people, the mayor said.", "The fire killed 12 people, the police said.", &["origin: 12 > 12"]);
    }

    #[test]
    fn numbers_that_came_and_went() {
        check("The fire killed 12 people.", "The fire killed 12 people. The flood destroyed 40 houses.", &["added: - > 40"]);
        check("The fire killed 12 people. The flood destroyed 40 houses.", "The fire killed 12 people.", &["gone: 40 > -"]);
    }

    #[test]
    fn words_that_were_edited_change_no_figure() {
        check("The fire killed 12 people.", "On the coast, the fire killed 12 people. Nobody knows why it began.", &[]);
        check(
            "The fire killed 12 people. The flood destroyed 40 houses.",
            "The flood destroyed 40 houses. The fire killed 12 people.",
            &[],
        );
    }
}
