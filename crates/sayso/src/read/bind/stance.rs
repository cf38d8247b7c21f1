//! How the origin stands to a figure: by the cue of the say-so, else by the words around the event.

use super::bond::Bond;
use super::words::Reach;
use crate::claim::{Reason, Role, RowId, Stance};
use crate::read::Scene;
use crate::read::said::Voice;
use crate::read::syntax::Tag;

/// How far before a number or event a word of stance may stand.
const NUMBER: usize = 4;
const EVENT: usize = 12;

/// The stance to one figure, and why.
pub(super) fn stance(scene: &Scene<'_>, number: usize, bond: &Bond, voice: &Voice) -> (Stance, Option<Reason>) {
    if let Some((stance, row)) = cue(scene, number, bond) {
        return (stance, Some(Reason { field: "stance", rule: "words near", row: Some(row) }));
    }
    let estimates = voice.links.iter().any(|link| link.role == Role::Origin && link.name.to_lowercase().contains("estimate"));
    if estimates {
        return (Stance::Estimated, Some(Reason { field: "stance", rule: "an estimate by name", row: None }));
    }
    (voice.stance.unwrap_or_default(), None)
}

/// The word of stance that reaches the number or, failing that, its event.
fn cue(scene: &Scene<'_>, number: usize, bond: &Bond) -> Option<(Stance, RowId)> {
    let first = scene.numbers[number].tokens.start;
    let sentence = &scene.page.sentences[scene.page.sentence_of(first)].tokens;
    let event = bond.event.filter(|event| sentence.contains(event));
    let from = first.min(event.unwrap_or(first)).saturating_sub(EVENT).max(sentence.start);
    let mut best = (None, None);
    for at in from..first.max(event.unwrap_or(first)) {
        let Some(hit) = scene.lang.bind.stances.at(scene.page.ahead(at)) else { continue };
        let end = at + hit.len;
        let found = Some((hit.value.stance, hit.row));
        match hit.value.reach {
            Reach::Number if end <= first && first - end <= NUMBER && clear(scene, end, first, 0) => best.0 = found,
            Reach::Event if governs(scene, end, event, first) => best.1 = found,
            _ => {}
        }
    }
    best.0.or(best.1)
}

/// Whether words of stance that end here hold for the event, or for the number where the event stands before them.
fn governs(scene: &Scene<'_>, end: usize, event: Option<usize>, first: usize) -> bool {
    match event.filter(|event| *event >= end) {
        Some(event) => event - end <= EVENT && clear(scene, end, event, usize::from(scene.tree(event).tag(event) != Tag::Verb)),
        None => end <= first && first - end <= EVENT && clear(scene, end, first, 1),
    }
}

/// Whether no mark of a clause and no more than so many verbs stand between.
fn clear(scene: &Scene<'_>, from: usize, to: usize, verbs: usize) -> bool {
    let tree = scene.tree(from);
    let aux = |at: usize| ["be", "been", "have", "has", "being"].iter().any(|word| scene.page.text(at).eq_ignore_ascii_case(word));
    (from..to).all(|at| !matches!(scene.page.text(at), ";" | ":" | "." | ","))
        && (from..to).filter(|at| tree.tag(*at) == Tag::Verb && !aux(*at)).count() <= verbs
}
