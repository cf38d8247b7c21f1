//! Sieve: a sentence that goes on with what was just attributed. Runs last, when it is known who the speakers are.
//!
//! Finds openers such as "Of these,", sentences between two of one speaker, "more" right behind an attributed count, and reports
//! that only ever quote one source.
//! Example: `The ministry said 40 were held. Of these, 12 were children.` gives both figures to the ministry.
//! Wrong where the report itself does the sums, or slips in what it knows.

use std::ops::Range;

use super::stage::{Draft, Stage};
use super::who::{Sort, Speaker};
use super::words::kind;
use crate::report::Zone;

/// How often a source must be named before a report counts as wholly its own.
const OFTEN: usize = 3;

/// Most sentences that one attribution is taken to cover.
const LONGEST: usize = 40;

/// Which draft speaks in each sentence: its first and its last one with a known speaker.
struct Voices {
    of: Vec<Option<(usize, usize)>>,
}

/// Runs the sieve over every sentence within reach of a number.
pub fn run(stage: &mut Stage<'_, '_>, speakers: &[Option<Speaker>]) {
    let voices = Voices::new(stage, speakers);
    let only = only_source(stage, speakers);
    let mut opened: Option<(usize, usize)> = None;
    for at in 0..stage.page.sentences.len() {
        if !stage.counts[at] || voices.of[at].is_some() {
            continue;
        }
        let open = opener(stage, &voices, at).or_else(|| {
            opened.filter(|(last, _)| last + 1 == at && block_of(stage, *last) == block_of(stage, at)).map(|(_, earlier)| earlier)
        });
        if let Some(earlier) = open {
            opened = Some((at, earlier));
        }
        let earlier = open.or_else(|| between(stage, &voices, speakers, at)).or_else(|| more(stage, &voices, at));
        if let Some(earlier) = earlier.or_else(|| only.as_ref().and_then(|only| within(stage, only, at))) {
            let draft = follow(stage, earlier, stage.page.sentences[at].tokens.clone());
            stage.add(draft);
        }
    }
}

impl Voices {
    fn new(stage: &Stage<'_, '_>, speakers: &[Option<Speaker>]) -> Self {
        let mut of: Vec<Option<(usize, usize)>> = vec![None; stage.page.sentences.len()];
        for (at, draft) in stage.drafts.iter().enumerate() {
            if speakers.get(draft.same_as.unwrap_or(at)).is_none_or(Option::is_none) {
                continue;
            }
            for content in &draft.content {
                let (from, to) = (stage.page.sentence_of(content.start), stage.page.sentence_of(content.end.saturating_sub(1)));
                for one in of.iter_mut().take((to + 1).min(from + LONGEST)).skip(from) {
                    *one = Some(one.map_or((at, at), |(first, _)| (first, at)));
                }
            }
        }
        Self { of }
    }

    /// The last speaker of the sentence before, in the same paragraph unless `across`.
    fn before(&self, stage: &Stage<'_, '_>, at: usize, reach: usize, across: bool) -> Option<usize> {
        let block = stage.page.sentences[at].block;
        let near = (at.saturating_sub(reach)..at).rev().take_while(|one| across || stage.page.sentences[*one].block == block);
        near.filter_map(|one| self.of[one]).next().map(|(_, last)| last)
    }
}

fn block_of(stage: &Stage<'_, '_>, sentence: usize) -> usize {
    stage.page.sentences[sentence].block
}

fn follow(stage: &Stage<'_, '_>, earlier: usize, content: Range<usize>) -> Draft {
    let from = &stage.drafts[earlier];
    let same_as = Some(from.same_as.unwrap_or(earlier));
    Draft {
        who: None,
        relays: Vec::new(),
        cue: content.start..content.start,
        content: vec![content],
        stance: None,
        same_as,
        sieve: "carry",
        row: from.row,
    }
}

/// "Of these, ...": whatever was said last, a sentence of nothing between.
fn opener(stage: &Stage<'_, '_>, voices: &Voices, at: usize) -> Option<usize> {
    let tokens = &stage.page.sentences[at].tokens;
    stage.words.openers.at(stage.page.ahead(tokens.start))?;
    voices.before(stage, at, 3, true)
}

/// A sentence between two of one speaker, in one paragraph.
fn between(stage: &Stage<'_, '_>, voices: &Voices, speakers: &[Option<Speaker>], at: usize) -> Option<usize> {
    let earlier = voices.before(stage, at, 2, false)?;
    let block = stage.page.sentences[at].block;
    let next = voices.of.get(at + 1).copied().flatten().filter(|_| stage.page.sentences[at + 1].block == block)?.0;
    let speaker = |at: usize| speakers.get(stage.drafts[at].same_as.unwrap_or(at)).and_then(Option::as_ref);
    let name = |at: usize| speaker(at).filter(|one| one.sort != Sort::Person).map(|one| &one.name);
    (name(earlier).is_some() && name(earlier) == name(next)).then_some(earlier)
}

/// "12 died, officials said. Dozens more were hurt.": counts that add to one just attributed.
fn more(stage: &Stage<'_, '_>, voices: &Voices, at: usize) -> Option<usize> {
    let tokens = stage.page.sentences[at].tokens.clone();
    let adds =
        tokens.clone().take(4).any(|one| stage.is_text(one, &["more", "another", "Another", "further", "additional", "others", "other"]));
    let adds = adds || part_of_those(stage, &tokens);
    let plain = tokens.start + 1 < tokens.end && stage.counts.get(at.wrapping_sub(1)).copied().unwrap_or(false);
    if adds && plain { voices.before(stage, at, 1, false) } else { None }
}

/// "A quarter of the cases", "12 of them" at the start: a part of what was just counted.
fn part_of_those(stage: &Stage<'_, '_>, tokens: &Range<usize>) -> bool {
    let first = stage
        .scene
        .numbers
        .get(stage.scene.numbers.partition_point(|number| number.tokens.start < tokens.start))
        .filter(|number| number.tokens.start < tokens.start + 3);
    first.is_some_and(|number| {
        stage.is(number.tokens.end, kind::OF) && stage.is_text(number.tokens.end + 1, &["the", "them", "those", "these"])
    })
}

/// The one body that a whole report quotes, with the sentences of its first and last word.
fn only_source(stage: &Stage<'_, '_>, speakers: &[Option<Speaker>]) -> Option<(usize, Range<usize>)> {
    let named = || {
        stage.drafts.iter().enumerate().filter_map(|(at, draft)| Some((at, draft, speakers.get(draft.same_as.unwrap_or(at))?.as_ref()?)))
    };
    let body = named().find(|(_, draft, one)| one.sort == Sort::Body && stage.page.zone(draft.cue.start) != Zone::Headline)?;
    let same = |one: &Speaker| {
        one.name == body.2.name
            || one.side.is_some() && one.side.map(|side| side.0) == body.2.side.map(|side| side.0) && one.sort == Sort::Body
    };
    let often = named().filter(|(_, _, one)| same(one)).count() >= OFTEN;
    let alone = named().all(|(_, _, one)| same(one));
    let sentence = |draft: &Draft| stage.page.sentence_of(draft.cue.start);
    let last = named().map(|(_, draft, _)| sentence(draft)).max()?;
    (often && alone).then(|| (body.0, sentence(body.1)..last + 3))
}

fn within(stage: &Stage<'_, '_>, only: &(usize, Range<usize>), at: usize) -> Option<usize> {
    let zone = stage.page.zone(stage.page.sentences[at].tokens.start);
    let opens = stage.is(stage.page.sentences[at].tokens.start, kind::SHIFT);
    (only.1.contains(&at) && !opens && !matches!(zone, Zone::Boilerplate | Zone::Headline)).then_some(only.0)
}
