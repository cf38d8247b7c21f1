//! Sieve: according to somebody.
//!
//! Finds phrases that name who vouches without a verb ("according to", "citing", "in the words of").
//! Example: `According to the ministry, 40 drones were shot down.` gives "the ministry" over the rest of the sentence.
//! Wrong where "according to" means a plan or a law that is followed ("according to schedule").

use std::ops::Range;

use super::phrase;
use super::stage::{Draft, Stage};
use super::words::{Source, kind};
use crate::pack::Hit;

/// Runs the sieve over every sentence within reach of a number.
pub fn run(stage: &mut Stage<'_, '_>) {
    for sentence in stage.sentences() {
        let mut at = sentence.start;
        while at < sentence.end {
            let words = stage.words;
            let hit = words.sources.at(stage.page.ahead(at));
            let draft = hit.and_then(|hit| read(stage, &sentence, at, &hit));
            stage.drafts.extend(draft);
            at += hit.map_or(1, |hit| hit.len);
        }
    }
}

fn read(stage: &Stage<'_, '_>, sentence: &Range<usize>, at: usize, hit: &Hit<'_, Source>) -> Option<Draft> {
    let cue = at..at + hit.len;
    let who = phrase::right(stage, cue.end, sentence.end);
    if who.is_empty() || who.clone().all(|at| stage.is(at, kind::DET | kind::PREP)) {
        return None;
    }
    let opens = cue.start == sentence.start || cue.start <= sentence.start + 2 && !stage.is_text(cue.start - 1, &[","]);
    let content = if opens { after(stage, sentence, &who) } else { around(stage, sentence, &cue, &who) };
    let (who, relays) = if hit.value.relay { (phrase::subject_words(stage, cue.start, sentence.start), vec![who]) } else { (Some(who), Vec::new()) };
    Some(Draft { who, relays, cue, content, stance: hit.value.stance, same_as: None, sieve: "according", row: Some(hit.row) })
}

/// "According to X, ...": the rest, and the next sentence where nothing is left ("According to X. Two ...").
fn after(stage: &Stage<'_, '_>, sentence: &Range<usize>, who: &Range<usize>) -> Vec<Range<usize>> {
    let comma = (who.end..sentence.end).find(|at| stage.is_text(*at, &[",", ":"])).filter(|at| *at < who.end + 30);
    let from = comma.unwrap_or(who.end);
    if from + 3 >= sentence.end {
        let next = stage.sentence(sentence.end);
        return vec![next];
    }
    vec![from..sentence.end]
}

/// "..., according to X": back to the start of the clause, and on behind the name where a comma resumes it.
fn around(stage: &Stage<'_, '_>, sentence: &Range<usize>, cue: &Range<usize>, who: &Range<usize>) -> Vec<Range<usize>> {
    let from = clause_start(stage, sentence, cue.start);
    let mut content = vec![from..cue.start];
    let quote = stage.quote_of(cue.start.saturating_sub(2)).filter(|quote| quote.tokens.start < from);
    content.extend(quote.map(|quote| quote.tokens.start..from));
    let resumes = stage.is_text(who.end, &[","]) && stage.is_text(cue.start - 1, &[","]) && !stage.is(who.end + 1, kind::DET | kind::REL | kind::SHIFT | kind::CONJ);
    if resumes {
        content.push(who.end..sentence.end);
    }
    content
}

/// Where the clause that ends at `end` begins: behind another speaker's clause, or "while", "but".
fn clause_start(stage: &Stage<'_, '_>, sentence: &Range<usize>, end: usize) -> usize {
    let shift = (sentence.start + 4..end.saturating_sub(3)).rev().find(|at| {
        stage.is_text(*at - 1, &[",", ";"]) && stage.is(*at, kind::SHIFT) && *at + 4 < end || stage.is_text(*at, &[";"])
    });
    shift.unwrap_or(sentence.start)
}
