//! Sieve: direct speech that no clause beside it names a speaker of.
//!
//! Finds quotes left over by the clause sieve and gives them to whoever speaks around them: the speaker of the same
//! paragraph, of the paragraph before where speech goes on, or the subject of a sentence that ends in a colon.
//! Example: `“We lost six,” Smith said. “Two came back.”` gives both quotes to Smith.
//! Wrong where two people speak in turn and only the first is named.

use std::ops::Range;

use super::phrase;
use super::stage::{Draft, Stage};
use super::words::kind;
use crate::read::syntax::{Rel, Tag};

/// Quotes shorter than this are words quoted in passing.
const SHORTEST: usize = 5;

/// How far around a quote its speaker is looked for, in sentences.
const BEFORE: usize = 16;

/// Runs the sieve over every quote within reach of a number.
pub fn run(stage: &mut Stage<'_, '_>) {
    for at in 0..stage.quotes.len() {
        let quote = stage.quotes[at].tokens.clone();
        let near = stage.near.get(stage.page.sentence_of(quote.start)).copied().unwrap_or(false);
        if !near || quote.len() < SHORTEST || is_covered(stage, &quote) {
            continue;
        }
        let draft = colon(stage, &quote).or_else(|| beside(stage, &quote)).or_else(|| goes_on(stage, at));
        if let Some(draft) = draft {
            stage.add(draft);
        }
    }
}

fn is_covered(stage: &Stage<'_, '_>, quote: &Range<usize>) -> bool {
    let middle = quote.start + quote.len() / 2;
    let outside = |draft: &Draft| draft.who.is_some() && !quote.contains(&draft.cue.start);
    let mut near = stage.near_drafts(quote.start, BEFORE, 2 * BEFORE).filter_map(|place| stage.drafts.get(place));
    near.any(|draft| outside(draft) && draft.content.iter().any(|one| one.contains(&middle)))
}

fn draft(stage: &Stage<'_, '_>, quote: &Range<usize>, earlier: usize) -> Draft {
    let from = &stage.drafts[earlier];
    Draft {
        who: None,
        relays: Vec::new(),
        cue: from.cue.clone(),
        content: vec![quote.clone()],
        stance: None,
        same_as: Some(earlier),
        sieve: "speech",
        row: from.row,
    }
}

/// "Smith went further: “...”": the subject of what stands before the colon.
fn colon(stage: &Stage<'_, '_>, quote: &Range<usize>) -> Option<Draft> {
    let last = quote.start.checked_sub(1)?;
    if stage.text(last) != ":" {
        return None;
    }
    let named = label(stage, last);
    let who = match named {
        Some(who) => who,
        None => opener(stage, last)?,
    };
    Some(Draft {
        who: Some(who),
        relays: Vec::new(),
        cue: last..last + 1,
        content: vec![quote.clone()],
        stance: None,
        same_as: None,
        sieve: "speech",
        row: None,
    })
}

/// Who the clause before a colon is about: the subject of its verb.
fn opener(stage: &Stage<'_, '_>, last: usize) -> Option<Range<usize>> {
    let sentence = stage.sentence(last);
    let tree = stage.scene.tree(last);
    let subject = sentence.clone().find(|at| matches!(tree.rel(*at), Rel::Nsubj) && *at < last);
    let verb = subject.and_then(|at| tree.head(at)).or_else(|| {
        (sentence.start + 1..last).find(|at| stage.is(*at, kind::AUX) && !stage.is_possessive(*at) || matches!(stage.tag(*at), Tag::Verb))
    })?;
    phrase::subject(stage, verb, sentence.start)
}

/// "Matter of the day - Jane Smith: “...”": a short name right before the colon, behind a dash or the start.
fn label(stage: &Stage<'_, '_>, colon: usize) -> Option<Range<usize>> {
    let sentence = stage.sentence(colon);
    let start = (sentence.start..colon).rev().take_while(|at| stage.is_capital(*at) || stage.is_text(*at, &[".", "and"])).last()?;
    let opens = start == sentence.start || stage.is_text(start - 1, &["-", "–", "—", "from", "From", "."]);
    (opens && colon - start < 6 && stage.is_capital(start)).then_some(start..colon)
}

/// The last speaker of the same paragraph before the quote, else the first one after it.
fn beside(stage: &Stage<'_, '_>, quote: &Range<usize>) -> Option<Draft> {
    let block = stage.block(quote.start);
    let speaks = |draft: &Draft| draft.who.is_some() && block.contains(&draft.cue.start) && stage.quote_of(draft.cue.start).is_none();
    let near = || stage.near_drafts(quote.start, BEFORE, 2 * BEFORE).filter_map(|place| Some((place, stage.drafts.get(place)?)));
    let named = || near().filter(|(_, one)| speaks(one));
    let before = named().filter(|(_, one)| one.cue.start < quote.start).max_by_key(|(_, one)| one.cue.start);
    let after =
        || named().filter(|(_, one)| one.cue.start >= quote.end && one.cue.start < quote.end + 40).min_by_key(|(_, one)| one.cue.start);
    before.or_else(after).map(|(at, _)| draft(stage, quote, at))
}

/// A paragraph that opens with a quote goes on with the speech of the one before, where that held one.
fn goes_on(stage: &Stage<'_, '_>, at: usize) -> Option<Draft> {
    let quote = &stage.quotes[at].tokens;
    if quote.start > stage.block(quote.start).start + 8 {
        return None;
    }
    let before = at.checked_sub(1).map(|one| &stage.quotes[one])?;
    let adjoins = stage.block_index(before.tokens.start) + 1 == stage.block_index(quote.start);
    let follows = stage.block(quote.start).start.checked_sub(1).map(|one| stage.block(one))?;
    let speaks = |draft: &&Draft| draft.content.iter().any(|one| follows.contains(&(one.end - 1))) || follows.contains(&draft.cue.start);
    let near = stage.near_drafts(quote.start, BEFORE, 0).filter_map(|place| Some((place, stage.drafts.get(place)?)));
    let last = near.filter(|(_, one)| one.who.is_some() || one.same_as.is_some()).filter(|(_, one)| speaks(one));
    let (place, found) = last.max_by_key(|(_, one)| one.content.iter().map(|range| range.end).max())?;
    (adjoins || !before.closed).then(|| draft(stage, quote, found.same_as.unwrap_or(place)))
}
