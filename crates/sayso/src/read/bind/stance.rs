//! How the origin stands to a figure: by the cue of the say-so, else by the words around the event.

use super::bond::Bond;
use super::words::Reach;
use crate::claim::{Reason, Stance};
use crate::read::Scene;
use crate::read::said::Voice;

/// How far before a number or event a word of stance may stand.
const NUMBER: usize = 4;
const EVENT: usize = 12;

/// The stance to one figure, and why.
pub(super) fn stance(scene: &Scene<'_>, number: usize, bond: &Bond, voice: &Voice) -> (Stance, Option<Reason>) {
    if let Some((stance, row)) = cue(scene, number, bond) {
        return (stance, Some(Reason { field: "stance", rule: "words near", row: Some(row) }));
    }
    (voice.stance.unwrap_or_default(), None)
}

/// The nearest word of stance that reaches the number or its event.
fn cue(scene: &Scene<'_>, number: usize, bond: &Bond) -> Option<(Stance, crate::claim::RowId)> {
    let first = scene.numbers[number].tokens.start;
    let sentence = &scene.page.sentences[scene.page.sentence_of(first)].tokens;
    let words = &scene.lang.bind.stances;
    let event = bond.event.filter(|event| sentence.contains(event)).unwrap_or(first);
    let from = first.min(event).saturating_sub(EVENT).max(sentence.start);
    let mut best = None;
    for at in from..first.max(event) {
        let Some(hit) = words.at(scene.page.ahead(at)) else { continue };
        let end = at + hit.len;
        let reaches = match hit.value.reach {
            Reach::Number => end <= first && first - end <= NUMBER && (end..first).all(|at| !scene.page.text(at).starts_with([',', ';', '.'])),
            Reach::Event => at <= event && event.saturating_sub(end) <= EVENT && (end..event).all(|at| !scene.page.text(at).starts_with([';', ':', '.'])),
        };
        if reaches {
            best = Some((hit.value.stance, hit.row));
        }
    }
    best
}
