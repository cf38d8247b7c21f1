//! Sieve: a headline that names who vouches.
//!
//! Finds "X: ..." and "... — X" in a headline or a short first line, and "X: “...”" anywhere.
//! Example: `Over 5,000 killed since May — Health Ministry` gives "Health Ministry".
//! Wrong where the words before the colon name the matter ("War in Sudan: 40 killed").

use std::ops::Range;

use super::cast;
use super::stage::{Draft, Stage};
use super::words::kind;
use crate::read::name::Class;
use crate::report::Zone;

/// Longest headline, in tokens.
const LONGEST: usize = 32;

/// Runs the sieve over the headline and what looks like one.
pub fn run(stage: &mut Stage<'_, '_>) {
    for sentence in stage.sentences() {
        let block = stage.block(sentence.start);
        let title = stage.page.zone(sentence.start) == Zone::Headline || sentence == block && block.start < 60;
        let found = if title && sentence.len() <= LONGEST { in_title(stage, &sentence) } else { None };
        let found = found.or_else(|| label(stage, &sentence));
        if let Some((who, cue, content)) = found {
            let (who, content) = (Some(who), vec![content]);
            stage.add(Draft { who, relays: Vec::new(), cue, content, stance: None, same_as: None, sieve: "headline", row: None });
        }
    }
}

type Found = (Range<usize>, Range<usize>, Range<usize>);

fn in_title(stage: &Stage<'_, '_>, sentence: &Range<usize>) -> Option<Found> {
    front(stage, sentence).or_else(|| back(stage, sentence))
}

/// "Media reports: Over 20,000 charged": who speaks stands before the colon.
fn front(stage: &Stage<'_, '_>, sentence: &Range<usize>) -> Option<Found> {
    let colon = (sentence.start + 1..sentence.end.min(sentence.start + 8)).find(|at| stage.text(*at) == ":")?;
    let who = sentence.start..colon;
    (speaks(stage, &who) || of_another(stage, &who, sentence.end)).then(|| (who, colon..colon + 1, colon + 1..sentence.end))
}

/// "Over 5,000 killed — Health Ministry": who speaks stands behind the dash.
fn back(stage: &Stage<'_, '_>, sentence: &Range<usize>) -> Option<Found> {
    let end = if stage.is_text(sentence.end - 1, &["."]) { sentence.end - 1 } else { sentence.end };
    let dash = (sentence.start + 2..end)
        .rev()
        .take(9)
        .find(|at| stage.is_text(*at, &["—", "–", "-", "--", ":"]) && stage.page.tokens[*at].spaced | (stage.text(*at) == ":"))?;
    let who = dash + 1..end;
    let outlet = cast::name_at(stage, dash + 1).is_some_and(|name| name.class == Class::Outlet);
    let fits = !outlet
        && !who.is_empty()
        && stage.is_capital(who.start)
        && (speaks(stage, &who) || is_agent(stage, &who))
        && !who.clone().any(|at| stage.is(at, kind::AUX));
    fits.then(|| (who, dash..dash + 1, sentence.start..dash))
}

/// Whether these words are somebody who speaks: sources, bodies, offices.
fn speaks(stage: &Stage<'_, '_>, who: &Range<usize>) -> bool {
    let last = who.end - 1;
    let class = kind::GROUP | kind::ANONYMOUS | kind::BODY | kind::OFFICE | kind::MEDIUM;
    stage.is(last, class | kind::DOCUMENT) && !stage.is_text(last, &["War", "war"])
}

/// "Ukraine: 300 Russian soldiers held": a state that counts another's people speaks.
fn of_another(stage: &Stage<'_, '_>, who: &Range<usize>, end: usize) -> bool {
    let state = cast::name_at(stage, who.start).filter(|name| name.tokens == *who && matches!(name.class, Class::State | Class::Seat));
    let side = state.and_then(|name| name.side);
    let counted = stage
        .scene
        .names
        .iter()
        .filter(|name| name.tokens.start >= who.end && name.tokens.end <= end)
        .find(|name| name.class == Class::Nationality);
    side.is_some() && counted.is_some_and(|name| name.side.is_some() && name.side != side)
}

/// Whether a name that can speak covers these words.
fn is_agent(stage: &Stage<'_, '_>, who: &Range<usize>) -> bool {
    let agent = |class: Class| matches!(class, Class::Body | Class::Person | Class::Outlet | Class::Seat | Class::Group);
    crate::read::name::within(stage.scene.names, who.clone()).iter().any(|name| agent(name.class) && name.tokens.end == who.end)
}

/// A transcript's label: "Smith: We lost six."
fn label(stage: &Stage<'_, '_>, sentence: &Range<usize>) -> Option<Found> {
    let start = if stage.is_quote_mark(sentence.start) { sentence.start + 1 } else { sentence.start };
    let colon = (start + 1..sentence.end.min(start + 5)).find(|at| stage.text(*at) == ":")?;
    let who = start..colon;
    let named = who.clone().all(|at| stage.is_capital(at) && !stage.is(at, kind::DOCUMENT | kind::TIME));
    let opens = stage.is_quote_mark(colon + 1)
        || is_often(stage, &who)
        || who.clone().all(|at| stage.text(at).chars().all(|c| !c.is_lowercase())) && who.len() < 3;
    let block = stage.block(sentence.start);
    let speech = block.end > colon + 6 && stage.text(start).chars().count() > 1;
    (named && opens && speech && sentence.start == block.start).then(|| (who, colon..colon + 1, colon + 1..block.end))
}

/// Whether other paragraphs open with the same label, as in a transcript.
fn is_often(stage: &Stage<'_, '_>, who: &Range<usize>) -> bool {
    let blocks =
        stage.page.blocks.iter().filter_map(|block| stage.page.sentences.get(block.sentences.start)).map(|first| first.tokens.start);
    let same = |start: usize| {
        stage.page.words.get(start..start + who.len()) == stage.page.words.get(who.clone()) && stage.text(start + who.len()) == ":"
    };
    !who.is_empty() && blocks.take(400).filter(|start| same(*start)).take(2).count() > 1
}
