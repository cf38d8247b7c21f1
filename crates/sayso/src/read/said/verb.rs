//! Whether a word of saying is a verb here, and says what it says.

use std::ops::Range;

use super::stage::Stage;
use super::words::{Cue, kind};
use crate::pack::Hit;
use crate::read::page::Shape;
use crate::read::syntax::{Rel, Tag, Tree};

/// Words that are hardly ever anything but verbs of saying.
const SURE: [&str; 8] = ["said", "says", "told", "added", "adds", "wrote", "tweeted", "tells"];

/// A verb, finite or in `-ing`, neither denied nor passive nor only possible.
pub fn is_said(stage: &Stage<'_, '_>, sentence: &Range<usize>, at: usize, hit: &Hit<'_, Cue>) -> bool {
    let answer = stage.is_text(at + hit.len, &["yes", "no", "so", "nothing", "goodbye", "hello"]);
    if answer || stage.text(at) == "States" && at > sentence.start {
        return false;
    }
    match stage.tree(at) {
        Some(tree) if tree.tag(at) == Tag::Verb || hit.len > 1 => by_tree(stage, tree, at, hit) && by_words(stage, sentence, at, hit, true),
        Some(tree) if tree.tag(at) == Tag::Noun && stage.is(at + 1, kind::THAT) && stage.text(at).ends_with('s') => {
            by_words(stage, sentence, at, hit, false)
        }
        // "..., the records show.": a verb at the end is easily taken for a noun.
        Some(_)
            if stage.is_text(at + 1, &[".", ","])
                && at > sentence.start
                && stage.is(at - 1, kind::DOCUMENT | kind::POLL)
                && !stage.is(at, kind::DOCUMENT) =>
        {
            true
        }
        Some(_) => SURE.contains(&stage.text(at)) && by_words(stage, sentence, at, hit, true),
        None => by_words(stage, sentence, at, hit, false),
    }
}

fn by_tree(stage: &Stage<'_, '_>, tree: &Tree, at: usize, hit: &Hit<'_, Cue>) -> bool {
    let passive = tree.children(at).any(|child| tree.rel(child) == Rel::AuxPass);
    // A participle behind its noun takes no object: one that does is the past tense ("the outlet documented 20 cases").
    let acts = tree.rel(at) == Rel::Acl && verb_acts(tree, at) && !stage.is(at + 1, kind::TIME);
    let hung = !acts && matches!(tree.rel(at), Rel::Acl | Rel::Amod | Rel::Compound | Rel::Nmod | Rel::Obl);
    let denied = tree.children(at).any(|child| stage.is(child, kind::NEG) && child < at);
    let subject = tree.children(at).any(|child| matches!(tree.rel(child), Rel::Nsubj | Rel::NsubjPass));
    let participle = hung && !hit.value.gerund && !subject;
    !passive && !denied && !participle
}

/// Words around it that tell a noun, an infinitive, a negation or a passive.
fn by_words(stage: &Stage<'_, '_>, sentence: &Range<usize>, at: usize, hit: &Hit<'_, Cue>, tagged: bool) -> bool {
    if at == sentence.start {
        return hit.value.gerund || stage.is_text(at, &["Said", "Says", "Wrote", "Writes"]);
    }
    let before = stage.back_over(at, sentence.start, kind::ADV);
    if before == sentence.start {
        return false;
    }
    let last = before - 1;
    let be = stage.is(last, kind::BE) && !stage.is_possessive(last) && !hit.value.gerund && hit.len == 1;
    if stage.is(last, kind::MODAL | kind::NEG) || be || stage.text(last) == "to" {
        return false;
    }
    // "eight states", "two reports": counted, so a noun whatever the tag.
    let counted = stage.shape(last) == Shape::Number || stage.tag(last) == Tag::Num;
    if tagged {
        return !counted || !stage.is_text(at, &["states", "reports", "claims", "plans", "counts", "records"]);
    }
    let noun = stage.is(last, kind::OF | kind::POSSESSIVE)
        || stage.is(last, kind::DET) && !stage.is(last, kind::THAT)
        || stage.is_possessive(last);
    let ambiguous = stage.is(at, kind::DOCUMENT)
        || stage.is_text(
            at,
            &[
                "states", "plans", "state", "plan", "order", "orders", "charge", "comment", "comments", "demand", "demands", "record",
                "count",
            ],
        );
    let followed =
        stage.is(at + 1, kind::THAT | kind::DET) || stage.is_text(at + 1, &["it", "he", "they", "she"]) || stage.is_quote_mark(at + 1);
    let prep = stage.is(last, kind::PREP) && !stage.is(last, kind::TIME | kind::THAT);
    let verb = (!ambiguous || followed) && (!prep || hit.value.gerund);
    verb && !noun
}

/// Whether what looks like a participle behind a noun has an object, and so is finite.
fn verb_acts(tree: &Tree, verb: usize) -> bool {
    tree.children(verb).any(|child| tree.rel(child) == Rel::Obj && child > verb)
}

/// Where the clause of a verb ends: a clause that is only a part of the sentence says nothing of the rest.
pub fn end(stage: &Stage<'_, '_>, sentence: &Range<usize>, verb: usize) -> usize {
    let Some(tree) = stage.tree(verb) else { return sentence.end };
    match tree.rel(verb) {
        Rel::Acl if verb_acts(tree, verb) => sentence.end,
        Rel::Advcl if !tree.children(verb).any(|at| tree.rel(at) == Rel::Mark) => sentence.end,
        Rel::Advcl | Rel::Acl | Rel::AclRelcl => tree.reach(verb).end,
        _ => sentence.end,
    }
}
