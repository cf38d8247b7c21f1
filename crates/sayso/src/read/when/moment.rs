//! Times as the sentences about them use them: which figure they can date, and which they cannot.

use super::{Sense, Time};
use crate::claim::Period;
use crate::pack::Phrases;
use crate::read::Scene;
use crate::read::page::Shape;
use crate::read::syntax::Tag;
use crate::report::Zone;

/// A longer line with a date is no furniture.
const FURNITURE: usize = 14;

/// How far before "since" a record may stand ("the largest attack on the city since").
const RECORD: usize = 9;

/// A time that may date figures.
#[derive(Clone, Debug)]
pub(super) struct Moment<'a> {
    pub time: &'a Time,
    pub sentence: usize,
    pub zone: Zone,
    /// The token outside that it hangs on, where a tree is grown.
    pub head: Option<usize>,
    /// It cannot date a figure: the day of a statement, a measure of a record, part of a name, furniture.
    pub idle: bool,
}

impl Moment<'_> {
    /// Where it resolves, its period.
    pub fn period(&self) -> Option<Period> {
        self.time.period
    }

    /// A night or a past day: it dates all that happened in it.
    pub fn is_window(&self) -> bool {
        self.time.sense == Sense::Date && self.period().is_some_and(is_window)
    }

    /// One day or two.
    pub fn is_day(&self) -> bool {
        self.time.sense == Sense::Date
            && self.period().is_some_and(|period| period.from == period.to && period.to.is_some_and(|day| day.day.is_some()))
    }
}

/// From one day to the next.
pub(super) fn is_window(period: Period) -> bool {
    let days = || {
        Some(
            (period.to.filter(|day| day.day.is_some())?.first_day()? - period.from.filter(|day| day.day.is_some())?.first_day()?)
                .get_days(),
        )
    };
    days() == Some(1)
}

/// Every date and stretch of a page, in text order. `numbered` says which sentences hold figures: only those have trees.
pub(super) fn moments<'a>(scene: &Scene<'a>, numbered: &dyn Fn(usize) -> bool) -> Vec<Moment<'a>> {
    let dates = scene.times.iter().filter(|time| matches!(time.sense, Sense::Date | Sense::Since | Sense::Until));
    dates.map(|time| moment(scene, time, numbered)).collect()
}

fn moment<'a>(scene: &Scene<'a>, time: &'a Time, numbered: &dyn Fn(usize) -> bool) -> Moment<'a> {
    let sentence = scene.page.sentence_of(time.tokens.start);
    let treed = numbered(sentence);
    let head = treed.then(|| head(scene, time)).flatten();
    let idle = is_spoken(scene, time, sentence, head)
        || is_record(scene, time, sentence)
        || treed && is_name(scene, time)
        || is_furniture(scene, time, sentence);
    Moment { time, sentence, zone: scene.page.zone(time.tokens.start), head, idle }
}

/// The token outside a time that its last own word hangs on.
fn head(scene: &Scene<'_>, time: &Time) -> Option<usize> {
    let tree = scene.tree(time.tokens.start);
    let outer = |at: &usize| tree.head(*at).is_some_and(|head| !time.tokens.contains(&head));
    let words = || {
        time.tokens
            .clone()
            .filter(outer)
            .filter(|at| !matches!(tree.tag(*at), Tag::Adp | Tag::Sconj | Tag::Punct | Tag::Det | Tag::Cconj | Tag::Adv))
    };
    words().next_back().or_else(|| time.tokens.clone().rev().find(outer)).and_then(|at| tree.head(at))
}

/// The day that somebody says something on, or that a figure is only compared with.
fn is_spoken(scene: &Scene<'_>, time: &Time, sentence: usize, head: Option<usize>) -> bool {
    let first = scene.page.sentences[sentence].tokens.start;
    let cues = &scene.lang.when.cues;
    let near = any(scene, cues, first.max(time.tokens.start.saturating_sub(3))..time.tokens.start);
    let against = any(scene, &scene.lang.when.against, first.max(time.tokens.start.saturating_sub(2))..time.tokens.start);
    // "hospitals say strikes overnight killed": a night is of what is told, unless it stands right beside the word.
    let beside = any(scene, cues, first.max(time.tokens.start.saturating_sub(1))..time.tokens.start);
    let night = !beside && scene.page.text(time.tokens.start).eq_ignore_ascii_case("overnight");
    let pointed = time.period.is_none_or(|period| period.from == period.to);
    time.sense == Sense::Date && (near && !night || pointed && head.is_some_and(|head| any(scene, cues, head..head + 1)) || against)
}

/// Whether one of the phrases begins at one of these tokens.
pub(super) fn any(scene: &Scene<'_>, phrases: &Phrases<()>, tokens: std::ops::Range<usize>) -> bool {
    let words = &scene.page.words;
    tokens.into_iter().any(|at| phrases.at(&words[at..words.len().min(at + 4)]).is_some())
}

/// "the largest since 2022": the time measures a record and dates no figure.
fn is_record(scene: &Scene<'_>, time: &Time, sentence: usize) -> bool {
    let first = scene.page.sentences[sentence].tokens.start.max(time.tokens.start.saturating_sub(RECORD));
    let superlative = |at: usize| scene.page.text(at).ends_with("iest");
    time.sense == Sense::Since
        && (any(scene, &scene.lang.when.records, first..time.tokens.start) || (first..time.tokens.start).any(superlative))
}

/// "the 1977 Geneva Protocols": a year within a name.
fn is_name(scene: &Scene<'_>, time: &Time) -> bool {
    let tree = scene.tree(time.tokens.start);
    let (last, next) = (time.tokens.end - 1, time.tokens.end);
    let digits = scene.page.tokens[last].shape == Shape::Number;
    digits
        && time.sense == Sense::Date
        && matches!(tree.tag(next), Tag::Noun | Tag::Propn)
        && tree.head(last).is_some_and(|head| head >= next)
}

/// The date line of the page itself.
fn is_furniture(scene: &Scene<'_>, time: &Time, sentence: usize) -> bool {
    let tokens = scene.page.sentences[sentence].tokens.clone();
    let own = time.period.is_some_and(|period| period.from == period.to && period.to == scene.page.published);
    let dated = own || tokens.clone().any(|at| scene.page.text(at) == ":");
    let prose = tokens.clone().filter(|at| scene.page.tokens[*at].shape == Shape::Lower).count();
    let ends = matches!(scene.page.text(tokens.end - 1), "." | "!" | "?");
    dated && time.sense == Sense::Date && tokens.len() <= FURNITURE && prose <= 2 && !ends
}
