//! Who appears in a report: names of people and bodies as they stand in full, so that a short name can be given its full one.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::stage::Stage;
use super::words::kind;
use crate::read::name::{Class, Name};
use crate::read::page::Shape;

/// Longest run of capitals that is taken for a name.
const LONGEST: usize = 8;

/// The people and bodies that a report names.
#[derive(Debug, Default)]
pub struct Cast {
    /// Full names of people, without title, by their last word.
    people: FxHashMap<u64, Vec<Range<usize>>>,
    /// Names of bodies, with what stands before them ("Russia's Defense Ministry"), by each of their words of class body.
    bodies: FxHashMap<u64, Vec<Range<usize>>>,
}

impl Cast {
    /// Everybody whom a report names.
    pub fn new(stage: &Stage<'_, '_>) -> Self {
        let mut cast = Self::default();
        if stage.page.upper {
            return cast;
        }
        for sentence in &stage.page.sentences {
            let mut at = sentence.tokens.start;
            while at < sentence.tokens.end {
                let run = run(stage, at, sentence.tokens.end);
                if run.len() > 1 {
                    cast.add(stage, &run);
                }
                at = run.end.max(at + 1);
            }
        }
        cast
    }

    /// The full name of a person known by the last word of it: the last one that stands before, else the first.
    pub fn person(&self, last: u64, before: usize) -> Option<Range<usize>> {
        nearest(self.people.get(&last)?, before)
    }

    /// The body that this word ("ministry") stands for: the last one named before, else the first.
    pub fn body(&self, word: u64, before: usize) -> Option<Range<usize>> {
        nearest(self.bodies.get(&word)?, before)
    }

    fn add(&mut self, stage: &Stage<'_, '_>, run: &Range<usize>) {
        let body = run.clone().find(|at| stage.is(*at, kind::BODY));
        if body.is_some() {
            let whole = with_owner(stage, run);
            for at in run.clone().filter(|at| stage.is(*at, kind::BODY)) {
                self.bodies.entry(stage.page.words[at]).or_default().push(whole.clone());
            }
            return;
        }
        let name = without_title(stage, run);
        let other = kind::DOCUMENT | kind::TIME | kind::OFFICE | kind::MEDIUM;
        if (2..=4).contains(&name.len()) && !name.clone().any(|at| stage.is(at, other)) && !is_place(stage, &name) {
            self.people.entry(stage.page.words[name.end - 1]).or_default().push(name);
        }
    }
}

fn nearest(all: &[Range<usize>], before: usize) -> Option<Range<usize>> {
    let after = all.partition_point(|one| one.start <= before);
    all.get(after.saturating_sub(1)).cloned()
}

/// The run of capitals that begins at a token, with initials, particles and "of" inside bodies.
pub fn run(stage: &Stage<'_, '_>, at: usize, end: usize) -> Range<usize> {
    let mut last = at;
    while last < end && last < at + LONGEST {
        let inside = stage.is_capital(last) && !is_opener(stage, last, at) && !stage.is(last, kind::PREP | kind::SUB | kind::CONJ);
        let initial = stage.text(last) == "." && last > at && stage.text(last - 1).chars().count() == 1;
        let particle = last > at
            && last + 1 < end
            && stage.is_text(last, &["de", "van", "al", "bin", "von", "der", "el", "-", "del", "la", "di", "ben"])
            && stage.is_capital(last + 1)
            && !stage.page.tokens[last].spaced | (stage.text(last) != "-");
        if !(inside || initial || particle) {
            break;
        }
        last += 1;
    }
    at..last
}

/// A function word with a capital at the start of a sentence.
fn is_opener(stage: &Stage<'_, '_>, at: usize, first: usize) -> bool {
    at == first
        && stage.is(at, kind::DET | kind::PREP | kind::SUB | kind::CONJ | kind::SUBJECT | kind::AUX | kind::ADV)
        && !stage.is(at, kind::OFFICE)
}

/// Past titles, offices and nationalities at the front of a name.
pub fn without_title(stage: &Stage<'_, '_>, run: &Range<usize>) -> Range<usize> {
    let title = kind::HONOR | kind::OFFICE | kind::VAGUE;
    let after = run
        .clone()
        .rev()
        .find(|at| stage.is(*at, title) || stage.text(*at) == "." && stage.is(at - 1, kind::HONOR))
        .map_or(run.start, |at| at + 1);
    let mut start = after;
    while start < run.end {
        let Some(name) = name_at(stage, start)
            .filter(|name| matches!(name.class, Class::State | Class::Nationality | Class::Place) && name.tokens.end < run.end)
        else {
            break;
        };
        start = name.tokens.end;
    }
    start.min(run.end)..run.end
}

/// A body with whose it is before it: "Russia's Defense Ministry", "the British Ministry of Defense".
fn with_owner(stage: &Stage<'_, '_>, run: &Range<usize>) -> Range<usize> {
    let mut range = run.clone();
    if range.start > 1 && stage.is_possessive(range.start - 1) && stage.is_capital(range.start - 2) {
        range.start -= 2;
        while range.start > 0
            && stage.is_capital(range.start - 1)
            && range.len() < LONGEST
            && stage.sentence(range.start).contains(&(range.start - 1))
        {
            range.start -= 1;
        }
    }
    while stage.is(range.end, kind::OF) && range.len() < 2 * LONGEST {
        let from = if stage.is(range.end + 1, kind::DET) { range.end + 2 } else { range.end + 1 };
        let more = self::run(stage, from, from + LONGEST);
        if more.is_empty() || more.end > stage.page.tokens.len() {
            break;
        }
        range.end = more.end;
    }
    range
}

/// The gazetteer's name that begins at a token.
pub fn name_at<'a>(stage: &Stage<'_, 'a>, at: usize) -> Option<&'a Name> {
    let from = stage.scene.names.partition_point(|name| name.tokens.start < at);
    stage.scene.names.get(from).filter(|name| name.tokens.start == at)
}

fn is_place(stage: &Stage<'_, '_>, name: &Range<usize>) -> bool {
    let found = name_at(stage, name.start).filter(|found| found.tokens.end == name.end);
    found.is_some_and(|found| found.class != Class::Person) || name.clone().any(|at| stage.shape(at) == Shape::Address)
}
