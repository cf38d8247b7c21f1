//! What the sieves work on: the scene, with classes of words and quotes looked up once, and the attributions found so far.

use std::ops::Range;

use super::quote::{self, Quote};
use super::words::{Cue, Frame, Words, kind};
use crate::claim::{RowId, Stance};
use crate::pack::Hit;
use crate::read::page::{Page, Shape};
use crate::read::scene::Scene;
use crate::read::syntax::{Tag, Tree};

/// How far before a number attribution is looked for, in sentences.
const BEFORE: usize = 12;
/// How far after it.
const AFTER: usize = 6;

/// An attribution before its speaker is resolved.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The words that name who says it; none where nobody is named ("it is estimated").
    pub who: Option<Range<usize>>,
    /// Who passes it on, as the text says ("told the agency"), nearest the origin first.
    pub relays: Vec<Range<usize>>,
    /// The words that make it say-so.
    pub cue: Range<usize>,
    /// What is said.
    pub content: Vec<Range<usize>>,
    /// How who says it stands to it.
    pub stance: Option<Stance>,
    /// The speaker of that earlier draft goes on speaking: its place among the drafts.
    pub same_as: Option<usize>,
    /// The sieve.
    pub sieve: &'static str,
    /// The row of the cue.
    pub row: Option<RowId>,
}

/// One report while its attributions are looked for.
pub struct Stage<'s, 'a> {
    /// All that was found before.
    pub scene: &'s Scene<'a>,
    /// Its page.
    pub page: &'s Page<'a>,
    /// The words of saying.
    pub words: &'s Words,
    /// The classes of each token.
    pub kinds: Vec<u32>,
    /// Its quotes, in text order.
    pub quotes: Vec<Quote>,
    /// Of each sentence, whether attribution is looked for.
    pub near: Vec<bool>,
    /// Of each sentence, whether a number stands in it.
    pub counts: Vec<bool>,
    /// Found so far.
    pub drafts: Vec<Draft>,
    /// Of each sentence, the drafts whose cue stands in it.
    here: Vec<Vec<usize>>,
}

impl<'s, 'a> Stage<'s, 'a> {
    /// A scene made ready.
    pub fn new(scene: &'s Scene<'a>) -> Self {
        let (page, words) = (scene.page, &scene.lang.said);
        let kinds = page.words.iter().map(|word| words.kinds(*word)).collect();
        Self {
            scene,
            page,
            words,
            kinds,
            quotes: quote::find(page),
            near: near(scene),
            counts: counts(scene),
            drafts: Vec::new(),
            here: vec![Vec::new(); page.sentences.len()],
        }
    }

    /// Adds an attribution.
    pub fn add(&mut self, draft: Draft) {
        let sentence = self.page.sentence_of(draft.cue.start);
        if let Some(here) = self.here.get_mut(sentence) {
            here.push(self.drafts.len());
        }
        self.drafts.push(draft);
    }

    /// The places of the drafts whose cue stands within so many sentences before and after a token's. Bounded, whatever the report.
    pub fn near_drafts(&self, at: usize, before: usize, after: usize) -> impl Iterator<Item = usize> {
        let sentence = self.page.sentence_of(at);
        let (from, to) = (sentence.saturating_sub(before), (sentence + after + 1).min(self.here.len()));
        self.here.get(from..to).unwrap_or_default().iter().flatten().copied()
    }

    /// The drafts whose cue stands in the same sentence as a token.
    pub fn drafts_of(&self, at: usize) -> impl Iterator<Item = &Draft> {
        self.near_drafts(at, 0, 0).filter_map(|place| self.drafts.get(place))
    }

    /// The sentences where attribution is looked for, by index.
    pub fn sentences(&self) -> impl Iterator<Item = Range<usize>> + use<'s> {
        let wanted = self.near.clone();
        self.page.sentences.iter().zip(wanted).filter(|(_, near)| *near).map(|(sentence, _)| sentence.tokens.clone())
    }

    /// Whether a token is of a class.
    pub fn is(&self, at: usize, kinds: u32) -> bool {
        self.kinds.get(at).is_some_and(|found| found & kinds != 0)
    }

    /// A token's words.
    pub fn text(&self, at: usize) -> &'a str {
        self.page.text(at)
    }

    /// A token's shape.
    pub fn shape(&self, at: usize) -> Shape {
        self.page.tokens.get(at).map_or(Shape::Punct, |token| token.shape)
    }

    /// Whether a token is written with a capital, as names are.
    pub fn is_capital(&self, at: usize) -> bool {
        matches!(self.shape(at), Shape::Capital | Shape::Upper | Shape::Mixed) && self.text(at).starts_with(char::is_uppercase)
    }

    /// Whether a token is a quotation mark.
    pub fn is_quote_mark(&self, at: usize) -> bool {
        matches!(self.text(at), "“" | "”" | "\"" | "''" | "``" | "«" | "»" | "„" | "‘" | "’")
    }

    /// Whether a token is this punctuation mark or word.
    pub fn is_text(&self, at: usize, one_of: &[&str]) -> bool {
        one_of.contains(&self.text(at))
    }

    /// The cue that begins at a token, within the sentence.
    pub fn cue(&self, at: usize) -> Option<Hit<'s, Cue>> {
        self.words.cue(self.page.ahead(at))
    }

    /// The frame of the cue that made a draft.
    pub fn row_frame(&self, draft: &Draft) -> Option<Frame> {
        self.cue(draft.cue.start).map(|hit| hit.value.frame)
    }

    /// The quote that a token lies in.
    pub fn quote_of(&self, at: usize) -> Option<&Quote> {
        let after = self.quotes.partition_point(|quote| quote.tokens.start <= at);
        self.quotes.get(after.checked_sub(1)?).filter(|quote| quote.tokens.contains(&at))
    }

    /// The tree of the sentence that holds a token: only of sentences with a number in them, as trees are dear.
    pub fn tree(&self, at: usize) -> Option<&'s Tree> {
        let counts = self.counts.get(self.page.sentence_of(at)).copied().unwrap_or(false);
        counts.then(|| self.scene.tree(at)).filter(|tree| tree.tag(at) != Tag::X)
    }

    /// What the parser says a token is; `X` where it is not asked.
    pub fn tag(&self, at: usize) -> Tag {
        self.tree(at).map_or(Tag::X, |tree| tree.tag(at))
    }

    /// Its Penn tag; empty where the parser is not asked.
    pub fn penn(&self, at: usize) -> &'static str {
        self.tree(at).map_or("", |tree| tree.form(at).penn())
    }

    /// The tokens of the sentence that holds a token.
    pub fn sentence(&self, at: usize) -> Range<usize> {
        self.page.sentences.get(self.page.sentence_of(at)).map_or(at..at, |sentence| sentence.tokens.clone())
    }

    /// The first and past-the-last token of the block that holds a token.
    pub fn block(&self, at: usize) -> Range<usize> {
        let block = self.page.sentences.get(self.page.sentence_of(at)).and_then(|sentence| self.page.blocks.get(sentence.block));
        let sentences = block.and_then(|block| self.page.sentences.get(block.sentences.clone()));
        sentences.and_then(|all| Some(all.first()?.tokens.start..all.last()?.tokens.end)).unwrap_or(at..at)
    }

    /// The block that holds a token, by its index.
    pub fn block_index(&self, at: usize) -> usize {
        self.page.sentences.get(self.page.sentence_of(at)).map_or(0, |sentence| sentence.block)
    }

    /// Whether a cue was already read here.
    pub fn is_read(&self, at: usize) -> bool {
        self.drafts.iter().rev().take(16).any(|draft| draft.cue.contains(&at))
    }

    /// Skips back over words that may stand between a subject and its verb.
    pub fn back_over(&self, mut at: usize, floor: usize, kinds: u32) -> usize {
        while at > floor && self.is(at - 1, kinds) {
            at -= 1;
        }
        at
    }

    /// Whether the word is a possessive ending: `'s` or a bare apostrophe between nouns.
    pub fn is_possessive(&self, at: usize) -> bool {
        at > 0 && self.is_text(at, &["'s", "’s", "'", "’"]) && self.shape(at - 1) != Shape::Punct && !self.is(at - 1, kind::SUBJECT)
    }
}

/// Sentences within reach of a number.
fn near(scene: &Scene<'_>) -> Vec<bool> {
    let mut near = vec![false; scene.page.sentences.len()];
    let mut done = 0;
    for number in scene.numbers {
        let at = scene.page.sentence_of(number.tokens.start);
        let (from, to) = (at.saturating_sub(BEFORE).max(done), (at + AFTER + 1).min(near.len()));
        near.iter_mut().take(to).skip(from).for_each(|one| *one = true);
        done = done.max(to);
    }
    near
}

/// Sentences with a number.
fn counts(scene: &Scene<'_>) -> Vec<bool> {
    let mut counts = vec![false; scene.page.sentences.len()];
    for number in scene.numbers.iter().filter(|number| scene.asks(number)) {
        if let Some(one) = counts.get_mut(scene.page.sentence_of(number.tokens.start)) {
            *one = true;
        }
    }
    counts
}
