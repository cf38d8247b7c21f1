//! The place a count is limited to, where it is stated and narrower than the side.

use std::ops::Range;

use super::Bound;
use super::side::{Case, Relation};
use crate::claim::{Phrase, Reason};
use crate::read::name::{Class, LAND, Name, Part};
use crate::read::page::Shape;
use crate::read::syntax::Tag;
use crate::read::{Scene, reason};

/// Farther off than this, in steps of [`Case::far`], a place is another event's.
const FARTHEST: usize = 34;

/// How often a place is carried on from the figure before.
const CARRIES: usize = 6;

/// The place of one figure, by the number's index.
pub fn place(scene: &Scene<'_>, number: usize, bound: &Bound) -> (Option<Phrase>, Vec<Reason>) {
    let mut at = number;
    // A part is where its whole is, and what goes on from the sentence before stays there.
    for carried in 0..=CARRIES {
        let (found, mut why) = own(scene, at, bound);
        if found.is_some() {
            why.extend((carried > 0).then_some(reason("place", "carried")));
            return (found, why);
        }
        let Some(before) = before(scene, at) else { break };
        at = before;
    }
    (None, Vec::new())
}

/// The number whose place may hold for this one too.
fn before(scene: &Scene<'_>, number: usize) -> Option<usize> {
    let bonds = scene.bonds();
    if let Some(whole) = bonds[number].part_of {
        return Some(whole).filter(|whole| *whole < number);
    }
    let last = (0..number).rev().take(4).find(|last| scene.numbers[*last].not.is_none())?;
    let sentence = |number: usize| scene.page.sentence_of(scene.numbers[number].tokens.start);
    let (here, there) = (sentence(number), sentence(last));
    let block = |sentence: usize| scene.page.sentences[sentence].block;
    let near = here == there || here == there + 1 && block(here) == block(there);
    let alike = bonds[last].measure == bonds[number].measure || bonds[last].class == bonds[number].class;
    let unplaced = here == there
        || crate::read::name::within(scene.names, scene.page.sentences[here].tokens.clone()).iter().all(|name| name.part != Part::Place);
    (near && alike && unplaced).then_some(last)
}

/// The place that its own sentence gives.
fn own(scene: &Scene<'_>, number: usize, bound: &Bound) -> (Option<Phrase>, Vec<Reason>) {
    let case = Case::new(scene, number, &[], &[]);
    if !is_placed(&case, bound) {
        return (None, Vec::new());
    }
    let zone = || zone(&case).map(|tokens| (tokens, "zone"));
    let ground = || ground(&case, bound).map(|tokens| (tokens, "ground"));
    let unknown = || unknown(&case).map(|tokens| (tokens, "capital"));
    match zone().or_else(ground).or_else(unknown) {
        Some((tokens, rule)) => (Some(phrase(scene, tokens)), vec![reason("place", rule)]),
        None => (None, Vec::new()),
    }
}

/// Whether a place can limit the count: where things happen to people and things, not where they come from or are decided.
fn is_placed(case: &Case<'_>, bound: &Bound) -> bool {
    match case.relation() {
        Some(Relation::Doer) => matches!(bound.measure, "lost" | "deployed"),
        Some(_) => bound.measure != "exchanged",
        None => matches!(bound.unit, Some("person" | "item" | "building" | "place" | "household")) && !case.is_length(),
    }
}

/// "in the responsibility area of Battlegroup North", "in its area of responsibility": sectors named after a force.
fn zone(case: &Case<'_>) -> Option<Range<usize>> {
    let from = case.tokens().end;
    let page = case.scene.page;
    let area = (from..case.sentence.end.min(from + 24)).find(|at| {
        let near = [page.text(at.saturating_sub(1)), page.text(at + 1), page.text(at + 2)];
        page.text(*at) == "area" && (near[0] == "responsibility" || near[1] == "of" && near[2] == "responsibility")
    })?;
    let named = case.names(area..case.sentence.end.min(area + 8)).find(|name| name.class == Class::Body);
    let own = || case.names(case.sentence.start..from).rev().find(|name| name.class == Class::Body && name.tokens.len() > 1);
    named.or_else(own).map(|name| name.tokens.clone())
}

/// The nearest named place, with the words that make it narrower or say what it is, and those listed with it.
fn ground(case: &Case<'_>, bound: &Bound) -> Option<Range<usize>> {
    let abroad = matches!(
        bound.measure,
        "fled" | "sought_asylum" | "granted_asylum" | "sought_help" | "held" | "evacuated" | "returned" | "affected" | "other"
    );
    let narrower = |name: &&Name| match name.class {
        Class::Place | Class::Seat => name.part != Part::From,
        Class::State => {
            abroad
                && name.part == Part::Place
                && !case.is_strife(name)
                && bound.sides.iter().all(|side| side.as_deref() != name.side)
                && !bound.sides.contains(&None)
        }
        _ => false,
    };
    let name = case.ground(case.sentence.clone()).filter(narrower).min_by_key(|name| case.far(name))?;
    (case.far(name) <= FARTHEST).then(|| widened(case, name))
}

fn widened(case: &Case<'_>, name: &Name) -> Range<usize> {
    let page = case.scene.page;
    let parts = &case.scene.lang.name.parts;
    let (mut from, mut to) = (name.tokens.start, name.tokens.end);
    while from > case.sentence.start && case.tree.tag(from - 1) == Tag::Adj && page.tokens[from - 1].shape == Shape::Lower {
        from -= 1;
    }
    while to < case.sentence.end && parts.is(page, to, LAND) {
        to += 1;
    }
    let next = to + 1;
    let listed = case
        .names(next..case.sentence.end.min(next + 4))
        .next()
        .filter(|other| page.text(to) == "and" && other.tokens.start == next && other.part == name.part);
    if let Some(other) = listed {
        to = other.tokens.end;
        while to < case.sentence.end && parts.is(page, to, LAND) {
            to += 1;
        }
    }
    from..to
}

/// "in nearby Ozerne": a capitalised word after a word of place that no table knows.
fn unknown(case: &Case<'_>) -> Option<Range<usize>> {
    let page = case.scene.page;
    let number = case.tokens();
    let opens = case.sentence.start..number.start.min(case.sentence.start + 4);
    let after = number.end..case.sentence.end.min(number.end + 10);
    let prep = opens
        .chain(after)
        .find(|at| matches!(page.text(*at), "in" | "In" | "near" | "Near" | "outside" | "at") && starts(case, at + 1).is_some())?;
    let from = starts(case, prep + 1)?;
    let to = (from..case.sentence.end).find(|at| page.tokens[*at].shape != Shape::Capital).unwrap_or(case.sentence.end);
    let next = case.scene.times.partition_point(|time| time.tokens.end <= from);
    let free = case.scene.times.get(next).is_none_or(|time| to <= time.tokens.start);
    (free && crate::read::name::within(case.scene.names, from..to).is_empty()).then_some(from..to)
}

/// The capitalised word that a place begins with: right there, or after "the", "nearby" and the like.
fn starts(case: &Case<'_>, at: usize) -> Option<usize> {
    let page = case.scene.page;
    let capital =
        |at: usize| case.sentence.contains(&at) && page.tokens[at].shape == Shape::Capital && matches!(case.tree.tag(at), Tag::Propn);
    let skips = |at: usize| matches!(page.text(at), "the" | "nearby" | "town" | "city" | "village" | "of" | "around");
    (at..at + 4).find(|at| !skips(*at)).filter(|at| capital(*at))
}

fn phrase(scene: &Scene<'_>, tokens: Range<usize>) -> Phrase {
    let text = scene.page.slice(tokens.clone()).split_whitespace().collect::<Vec<_>>().join(" ");
    Phrase { text, span: Some(scene.page.span(tokens)) }
}
