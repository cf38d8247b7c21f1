//! Sieve: it is said, by nobody in particular.
//!
//! Finds passives of saying ("is believed to", "were estimated at"). Nobody vouches, but the stance is known.
//! Example: `It is estimated that 20,000 have fled.` gives stance estimated and no origin.
//! Wrong where the passive tells of an act ("the suspect is said to have shot three").

use super::stage::{Draft, Stage};
use super::verb;
use super::words::kind;
use crate::claim::Stance;

/// Runs the sieve over every sentence within reach of a number.
pub fn run(stage: &mut Stage<'_, '_>) {
    for sentence in stage.sentences() {
        for at in sentence.start + 1..sentence.end {
            let Some((stance, row)) = stage.words.hearsay(stage.page.words[at]) else { continue };
            let before = stage.back_over(at, sentence.start, kind::ADV);
            let passive =
                before > sentence.start && stage.is(before - 1, kind::BE) && stage.is_text(at + 1, &["to", "that", "at", "in", "by"]);
            // What was expected once is no forecast now.
            let past = stance.is_some_and(|one| matches!(one, Stance::Predicted | Stance::Planned))
                && before > 0
                && stage.is_text(before - 1, &["was", "were"]);
            if passive && !past && !stage.is_text(at + 1, &["by"]) && !stage.is_read(at) {
                let cue = before - 1..at + 1;
                let content = clause(stage, at, sentence.start)..verb::end(stage, &sentence, at);
                let (who, relays) = (None, Vec::new());
                stage.add(Draft { who, relays, cue, content: vec![content], stance, same_as: None, sieve: "passive", row: Some(row) });
            }
        }
    }
}

/// Where the clause of the passive begins.
fn clause(stage: &Stage<'_, '_>, at: usize, floor: usize) -> usize {
    let edge = (floor..at).rev().find(|one| {
        stage.is_text(*one, &[",", ";", ":"]) && stage.is(one + 1, kind::CONJ | kind::SHIFT | kind::REL) || stage.is(*one, kind::REL)
    });
    edge.unwrap_or(floor)
}
