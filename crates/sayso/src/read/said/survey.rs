//! Sieve: what a poll or study says, named by "in" or "by".
//!
//! Finds "In a poll by the institute, ..." and "... in the latest survey": the poll vouches for the shares it found.
//! Example: `In a survey of the institute last month, 38 percent were against.` gives the survey's owner.
//! Wrong where the poll is only the place of an event ("a seat won in the polls").

use std::ops::Range;

use super::phrase;
use super::stage::{Draft, Stage};
use super::words::kind;

/// Runs the sieve over every sentence within reach of a number.
pub fn run(stage: &mut Stage<'_, '_>) {
    for sentence in stage.sentences() {
        let found = sentence.clone().find_map(|at| read(stage, &sentence, at));
        let busy = found.as_ref().is_some_and(|draft: &Draft| {
            stage.drafts_of(sentence.start).any(|other| {
                other.who.is_some()
                    && other.content.iter().any(|one| draft.content.iter().any(|mine| mine.start < one.end && one.start < mine.end))
            })
        });
        if let Some(draft) = found.filter(|_| !busy) {
            stage.add(draft);
        }
    }
}

fn read(stage: &Stage<'_, '_>, sentence: &Range<usize>, at: usize) -> Option<Draft> {
    if !stage.is_text(at, &["in", "In", "By", "From", "from"]) {
        return None;
    }
    let who = phrase::right(stage, at + 1, sentence.end);
    let edge = (who.start + 1..who.end).find(|one| stage.is(*one, kind::PREP | kind::OF)).unwrap_or(who.end);
    let head = (who.start..edge).rev().find(|one| stage.is(*one, kind::POLL))?;
    let close = who.len() > 1 && edge <= head + 3 && !stage.is(head + 1, kind::POLL);
    let front = at < sentence.start + 2;
    let named = who.clone().any(|one| stage.is_capital(one));
    if !front && (!named || stage.is_text(head, &["average", "averages", "count", "tally"])) || stage.is_text(head, &["polls", "count"]) {
        return None;
    }
    if !close || !front && stage.is_text(at, &["By", "From", "from"]) {
        return None;
    }
    let comma = (who.end..sentence.end.min(who.end + 12)).find(|one| stage.is_text(*one, &[",", ":"]));
    let content = if front { comma.unwrap_or(who.end)..sentence.end } else { sentence.start..at };
    let (who, cue) = (Some(who), at..at + 1);
    Some(Draft { who, relays: Vec::new(), cue, content: vec![content], stance: None, same_as: None, sieve: "survey", row: None })
}
