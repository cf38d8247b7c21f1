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
use crate::read::page::Shape;

/// Runs the sieve over every sentence within reach of a number.
pub fn run(stage: &mut Stage<'_, '_>) {
    for sentence in stage.sentences() {
        let mut at = sentence.start;
        while at < sentence.end {
            let words = stage.words;
            let hit = words.sources.at(stage.page.ahead(at));
            if let Some(draft) = hit.and_then(|hit| read(stage, &sentence, at, &hit)) {
                cut_earlier(stage, &sentence, &draft);
                stage.add(draft);
            }
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
    let content = if opens(stage, sentence, cue.start) { after(stage, sentence, &who) } else { around(stage, sentence, &cue, &who) };
    let content = if hit.value.relay { vec![sentence.clone()] } else { content };
    let (who, relays) =
        if hit.value.relay { (phrase::subject_words(stage, cue.start, sentence.start), vec![who]) } else { (Some(who), Vec::new()) };
    Some(Draft { who, relays, cue, content, stance: hit.value.stance, same_as: None, sieve: "according", row: Some(hit.row) })
}

/// "Smith said 12 died, and according to Jones 20 did": what Smith says ends at the comma.
fn cut_earlier(stage: &mut Stage<'_, '_>, sentence: &Range<usize>, draft: &Draft) {
    let at = draft.cue.start;
    if at < sentence.start + 3 || !stage.is_text(at - 1, &["and", "but", "while", "whereas"]) {
        return;
    }
    for place in stage.near_drafts(sentence.start, 0, 0).collect::<Vec<_>>() {
        let earlier = &mut stage.drafts[place];
        if earlier.cue.end >= at {
            continue;
        }
        earlier.content.iter_mut().filter(|one| one.contains(&at)).for_each(|one| one.end = at - 1);
    }
}

/// "According to X, ...": the rest, and the next sentence where nothing is left ("According to X. Two ...").
fn after(stage: &Stage<'_, '_>, sentence: &Range<usize>, who: &Range<usize>) -> Vec<Range<usize>> {
    let comma = (who.end..sentence.end).find(|at| stage.is_text(*at, &[",", ":"])).filter(|at| *at < who.end + 30);
    let from = comma.unwrap_or(who.end);
    let dated = comma.is_none()
        && (from..sentence.end)
            .all(|at| stage.is(at, kind::PREP | kind::TIME | kind::DET) || matches!(stage.shape(at), Shape::Number | Shape::Punct));
    if dated || from + 3 >= sentence.end {
        return std::iter::once(stage.sentence(sentence.end)).collect();
    }
    std::iter::once(from..sentence.end).collect()
}

/// "..., according to X": back to the start of the clause, and on behind the name where a comma resumes it.
fn around(stage: &Stage<'_, '_>, sentence: &Range<usize>, cue: &Range<usize>, who: &Range<usize>) -> Vec<Range<usize>> {
    let from = clause_start(stage, sentence, cue.start);
    let mut content = Vec::from_iter(std::iter::once(from..cue.start));
    let quote = stage.quote_of(cue.start.saturating_sub(2)).filter(|quote| quote.tokens.start < from);
    content.extend(quote.map(|quote| quote.tokens.start..from));
    let inner = stage.is_quote_mark(who.end - 1) && stage.is_text(who.end - 2, &[","]);
    let apposed = stage.is(who.end + 2, kind::OF);
    let resumes = !apposed
        && (inner || stage.is_text(who.end, &[","]))
        && stage.is_text(cue.start - 1, &[","])
        && !stage.is(who.end + 1, kind::DET | kind::REL | kind::SHIFT | kind::CONJ);
    if resumes {
        content.push(who.end..sentence.end);
    }
    content
}

/// Whether a phrase stands before what it vouches for: at the start of the sentence, or behind "and", "but", "that".
fn opens(stage: &Stage<'_, '_>, sentence: &Range<usize>, at: usize) -> bool {
    if at <= sentence.start + 1 {
        return true;
    }
    let last = if stage.is_text(at - 1, &[","]) { at - 2 } else { at - 1 };
    stage.is_text(at - 1, &[":"]) || stage.is_text(last, &["and", "but", "while", "that", "whereas", "And", "But"])
}

/// Where what stands before the phrase begins: behind what another speaker of the sentence says.
fn clause_start(stage: &Stage<'_, '_>, sentence: &Range<usize>, end: usize) -> usize {
    let earlier = stage.drafts_of(sentence.start).filter(|draft| draft.sieve == "according" && draft.cue.start < end);
    earlier.filter_map(|draft| draft.who.as_ref().map(|who| who.end)).max().unwrap_or(sentence.start)
}
