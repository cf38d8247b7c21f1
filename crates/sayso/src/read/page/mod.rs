//! A report's text cut into tokens, sentences and blocks: what every later stage works on.

mod sentence;
mod token;

use std::ops::Range;

pub use token::{Shape, Token, cut};

use crate::claim::Span;
use crate::report::{Date, Report, Zone, dated};

/// The cut text of one report. Tokens, words and blocks are in text order.
#[derive(Debug)]
pub struct Page<'a> {
    /// The report.
    pub report: &'a Report,
    /// The day it was published: the record's, else the one that the text's own furniture gives.
    pub published: Option<Date>,
    /// Its tokens.
    pub tokens: Vec<Token>,
    /// The folded hash of each token, for lookups in [`crate::pack::Phrases`].
    pub words: Vec<u64>,
    /// Its sentences: every token lies in exactly one.
    pub sentences: Vec<Sentence>,
    /// Its paragraphs: every sentence lies in exactly one.
    pub blocks: Vec<Block>,
    /// Whether the text is all capitals, as old wires are: then case says nothing.
    pub upper: bool,
}

/// A run of tokens that the parser takes as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Its block.
    pub block: usize,
}

/// A paragraph, or a line of a menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Its stretch of the text.
    pub span: Span,
    /// Its sentences.
    pub sentences: Range<usize>,
    /// What it is to the report.
    pub zone: Zone,
    /// The earlier block whose text this one repeats.
    pub repeats: Option<usize>,
}

impl<'a> Page<'a> {
    /// Cuts a report's text. Zones are set by [`crate::read::zone`].
    pub fn new(report: &'a Report) -> Self {
        let text = report.text.as_str();
        let tokens = cut(text);
        let words = tokens.iter().map(|token| crate::pack::fold(&text[token.start..token.end])).collect::<Vec<_>>();
        let (sentences, blocks) = sentence::split(text, &tokens);
        let upper = is_upper(text, &tokens);
        let published = report.published.or_else(|| dated::find(text).published);
        Self { report, published, tokens, words, sentences, blocks, upper }
    }

    /// The words of a token.
    pub fn text(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| &self.report.text[token.start..token.end])
    }

    /// The stretch of text from the first of these tokens to the last.
    pub fn span(&self, tokens: Range<usize>) -> Span {
        match self.tokens.get(tokens) {
            Some([first, .., last]) => first.start..last.end,
            Some([only]) => only.start..only.end,
            _ => 0..0,
        }
    }

    /// The text of these tokens as it stands.
    pub fn slice(&self, tokens: Range<usize>) -> &'a str {
        &self.report.text[self.span(tokens)]
    }

    /// The index of the sentence that holds a token.
    pub fn sentence_of(&self, token: usize) -> usize {
        self.sentences.partition_point(|sentence| sentence.tokens.end <= token)
    }

    /// The tokens of a sentence from `at` to its end, as folded words.
    pub fn ahead(&self, at: usize) -> &[u64] {
        let end = self.sentences.get(self.sentence_of(at)).map_or(at, |sentence| sentence.tokens.end);
        self.words.get(at..end).unwrap_or_default()
    }

    /// The zone of a token.
    pub fn zone(&self, token: usize) -> Zone {
        let sentence = self.sentences.get(self.sentence_of(token));
        sentence.and_then(|sentence| self.blocks.get(sentence.block)).map_or(Zone::Body, |block| block.zone)
    }
}

/// All capitals: hardly a lower-case letter begins a word. Only the first few thousand tokens are asked.
fn is_upper(text: &str, tokens: &[Token]) -> bool {
    let (mut lower, mut upper) = (0usize, 0usize);
    for token in tokens.iter().filter(|token| token.shape.is_word()).take(4000) {
        let letters = text[token.start..token.end].chars();
        if letters.clone().any(char::is_lowercase) {
            lower += 1;
        } else if letters.clone().count() > 1 {
            upper += 1;
        }
    }
    upper > 20 && lower * 10 < upper
}
