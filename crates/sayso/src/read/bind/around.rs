//! What stands around a number that nothing in its sentence governs: the line below it, the same figure again, the thing measured.

use std::ops::Range;

use super::bond::{Bond, even, why};
use super::counted::Mention;
use super::frame::{Frame, Hit, fit};
use super::govern::{Stand, sense};
use super::words::{How, Role};
use crate::claim::{Kind, Phrase};
use crate::pack::fold;
use crate::read::Scene;
use crate::read::syntax::{Rel, Tag};

/// Longest line that is taken for the label of a number.
const LABEL: usize = 16;

/// "10.8 million people / need humanitarian assistance", "€350 million / EU humanitarian aid": a broken line, or a label under a bare number.
pub(super) fn next_line(frame: &Frame<'_>, mention: &Mention) -> Option<Bond> {
    let page = frame.scene.page;
    let sentence = page.sentence_of(mention.first) + 1;
    let next = page.sentences.get(sentence)?.tokens.clone();
    if mention.end < frame.tokens.end || frame.tokens.len() > LABEL || next.len() > LABEL * 2 {
        return None;
    }
    let below = Frame::new(frame.scene, sentence);
    let bare = mention.head.is_none() && mention.first <= frame.tokens.start + 1;
    if page.text(next.start).starts_with(char::is_lowercase) && !bare {
        let at = below.skip(next.start, &[Role::Be, Role::Have, Role::Skip, Role::Seem, Role::To]);
        return below.hits.iter().take_while(|hit| hit.tokens.start <= at + 1).find_map(|hit| tied(&below, hit, mention, None));
    }
    let label = bare && next.len() <= LABEL && next.clone().all(|at| below.number_at(at).is_none());
    let hit = below.hits.iter().filter(|_| label).find(|hit| labels(hit, mention).is_some())?;
    tied(&below, hit, mention, Some(next))
}

/// The bond of a number with a word of the line below it.
fn tied(below: &Frame<'_>, hit: &Hit<'_>, mention: &Mention, label: Option<Range<usize>>) -> Option<Bond> {
    let (measure, row) = match label {
        Some(_) => labels(hit, mention)?,
        None => sense(below, hit, Stand::Subject, mention).map(|sense| (sense.measure, sense.row))?,
    };
    let counted = label.map(|tokens| phrase(below, tokens));
    Some(Bond { measure, event: Some(hit.tokens.start), counted, because: vec![why("line below", Some(row))], ..Bond::default() })
}

/// What a word in a label says of a bare number.
fn labels(hit: &Hit<'_>, mention: &Mention) -> Option<(&'static str, crate::claim::RowId)> {
    let money = mention.class == Some("money");
    let says = |sense: &&super::words::Sense| {
        sense.how != How::Verb && (sense.of == Some("money")) == money && (money || fit(sense.of, mention.class, &Kind::Count).is_some())
    };
    hit.senses.iter().find(says).map(|sense| (sense.measure, sense.row))
}

/// A bare number in a line of its own takes what the same number right after it says.
pub(super) fn echo(scene: &Scene<'_>, bonds: &mut [Bond]) {
    for at in (0..bonds.len().saturating_sub(1)).rev() {
        let (number, next) = (&scene.numbers[at], &scene.numbers[at + 1]);
        let sentence = scene.page.sentence_of(number.tokens.start);
        let bare = bonds[at].head.is_none() && scene.page.sentences[sentence].tokens.len() <= number.tokens.len() + 2;
        let same = number.low == next.low
            && number.not.is_none()
            && next.not.is_none()
            && scene.page.sentence_of(next.tokens.start) <= sentence + 2;
        if bare && same {
            bonds[at] = Bond { because: vec![why("line below", None)], part_of: None, base: None, ..bonds[at + 1].clone() };
        }
    }
}

/// Whether a number is a sum, a length or a ratio: those count what stands around them, not what the number before counts.
pub(super) fn is_sum(frame: &Frame<'_>, mention: &Mention) -> bool {
    let kind = &frame.scene.numbers[mention.number].kind;
    mention.head.is_none() && matches!(kind, Kind::Money { .. } | Kind::Measure { .. } | Kind::Change)
}

/// What a sum or a length is of: the words after "for", else the subject of its verb, else the noun before it.
pub(super) fn counted(frame: &Frame<'_>, mention: &Mention) -> Option<Phrase> {
    let number = &frame.scene.numbers[mention.number];
    if !matches!(number.kind, Kind::Money { .. } | Kind::Measure { .. } | Kind::Share | Kind::Change) {
        return None;
    }
    let end = number.tokens.end.max(number.after);
    let purpose = (end..frame.tokens.end).next().filter(
        |at| matches!(frame.word(*at), word if word == fold("for") || word == fold("in") || word == fold("of") || word == fold("to")),
    );
    let goal = purpose.filter(|_| matches!(number.kind, Kind::Money { .. })).and_then(|at| run(frame, at + 1));
    goal.or_else(|| subject(frame, mention.first)).or_else(|| before(frame, mention.first)).map(|tokens| phrase(frame, tokens))
}

/// The first noun phrase from a token on, within a few words.
fn run(frame: &Frame<'_>, from: usize) -> Option<Range<usize>> {
    let near = from..frame.tokens.end.min(from + 5);
    let start = near.clone().take_while(|at| !frame.is_mark(*at)).find(|at| frame.is_noun(*at) || frame.tree.tag(*at) == Tag::Adj)?;
    let end = (start..frame.tokens.end.min(start + 6))
        .take_while(|at| frame.is_noun(*at) || matches!(frame.tree.tag(*at), Tag::Adj | Tag::Cconj))
        .filter(|at| frame.is_noun(*at))
        .last()?;
    Some(start..end + 1)
}

/// The subject of the clause that a number stands in, by the tree.
fn subject(frame: &Frame<'_>, number: usize) -> Option<Range<usize>> {
    let is_subject = |at: &usize| matches!(frame.tree.rel(*at), Rel::Nsubj | Rel::NsubjPass) && *at < number && frame.is_noun(*at);
    let head = frame.tree.above(number).take(4).find_map(|up| frame.tree.children(up).find(is_subject))?;
    Some(with_modifiers(frame, head))
}

/// The nearest noun phrase before a number.
fn before(frame: &Frame<'_>, number: usize) -> Option<Range<usize>> {
    let head = (frame.tokens.start..number).rev().take(8).find(|at| frame.is_noun(*at))?;
    Some(with_modifiers(frame, head))
}

/// A noun with the few nouns and adjectives right before it.
fn with_modifiers(frame: &Frame<'_>, head: usize) -> Range<usize> {
    let modifier = |at: &usize| frame.is_noun(*at) || frame.tree.tag(*at) == Tag::Adj;
    (frame.tokens.start..head).rev().take(3).take_while(modifier).last().unwrap_or(head)..head + 1
}

fn phrase(frame: &Frame<'_>, tokens: Range<usize>) -> Phrase {
    Phrase { text: even(frame.scene.page.slice(tokens.clone())), span: Some(frame.scene.page.span(tokens)) }
}
