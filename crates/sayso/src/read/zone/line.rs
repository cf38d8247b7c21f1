//! What the shape and the words of one line tell.

use std::ops::Range;

use super::furniture::{Place, Words};
use crate::read::page::{Block, Page, Shape};
use crate::report::Zone;

/// What the shape of one block tells.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) zone: Zone,
    /// Whether the source's structure told the zone.
    pub(super) told: bool,
    /// Whether it heads a list of other things than the story.
    pub(super) section: bool,
    /// Whether it reads as the title that the record gives.
    pub(super) titled: bool,
    /// Whether it stands above in the same words, or nearly so.
    pub(super) again: bool,
    /// Words, punctuation aside.
    pub(super) words: usize,
    /// Whether it ends as a sentence does.
    pub(super) stops: bool,
    /// Whether it is only a link, a time or marks.
    pub(super) bare: bool,
    /// Whether it has a number.
    pub(super) counts: bool,
    /// Whether it goes on with a sentence: it begins with a small letter, or with a mark that closes or parts.
    pub(super) small: bool,
    /// Whether its sentence goes on in the line below, as in texts that were cut at their links.
    pub(super) open: bool,
    /// Whether its last word is one that no sentence ends with.
    hangs: bool,
    /// Whether it offers more of what stands right above.
    pub(super) more: bool,
    /// Whether it is a date line.
    pub(super) day: bool,
    /// Whether it asks for consent, or declares what is stored.
    notice: bool,
    /// Words that begin with a small letter: in a list of names there are none.
    pub(super) lower: usize,
    /// Sentences.
    pub(super) sentences: usize,
    /// Whether it introduces a list: it ends with a colon.
    pub(super) colon: bool,
    /// Whether it is an item of a list.
    pub(super) item: bool,
    /// Its words, punctuation aside, as one number.
    pub(super) digest: u64,
}

/// Words of a paragraph.
const PROSE: usize = 10;
/// Words from which on a line is a paragraph without a full stop.
const LONG: usize = 45;
/// Words of a line of a menu or a list of headlines, at most.
const STUB: usize = 16;

impl Line {
    /// A paragraph of the story, by its shape: a sentence of some length, or several of which the last may have lost its end.
    pub(super) fn is_prose(&self) -> bool {
        let whole = self.stops && self.words >= PROSE;
        !self.bare && (whole || self.words >= LONG || self.sentences > 1 && self.words >= LONG / 2)
    }

    /// Part of a paragraph that was cut into lines at its links.
    pub(super) fn is_cut(&self) -> bool {
        self.small || self.open
    }

    /// A line of a menu, a list of headlines, a form.
    pub(super) fn is_stub(&self) -> bool {
        self.bare || !self.stops && self.words <= STUB && !self.is_cut()
    }

    /// A headline or a caption: longer than a line of a menu, and no sentence.
    pub(super) fn is_head(&self) -> bool {
        !self.stops && !self.bare && !self.is_cut() && !self.item && !self.is_prose() && self.words >= 7
    }

    /// Furniture by its words or by what the source told.
    pub(super) fn is_furniture(&self) -> bool {
        self.zone == Zone::Boilerplate
    }
}

/// The lines of a page. What the source's structure told goes before what words and shape tell.
pub(super) fn lines(words: &Words, page: &Page<'_>) -> Vec<Line> {
    let mut lines = page.blocks.iter().map(|block| line(words, page, block)).collect::<Vec<_>>();
    for at in 1..lines.len() {
        let above = &lines[at - 1];
        let goes_on = !above.stops && !above.bare && !above.is_furniture();
        lines[at].small |= goes_on && above.hangs;
        lines[at - 1].open = goes_on && lines[at].small;
    }
    notices(&mut lines);
    for (block, line) in page.blocks.iter().zip(&mut lines) {
        if let Some(zone) = page.report.mark(block.span.start).and_then(|mark| mark.zone) {
            (line.zone, line.told) = (zone, true);
        }
    }
    lines
}

/// Lines of a declaration, one after the other, that make it one; and those between two of them that no phrase knows: what each thing stored is for.
const NOTICES: usize = 5;
const BETWEEN: usize = 3;

/// What stands between the lines of a declaration is part of it.
fn notices(lines: &mut [Line]) {
    let known = (0..lines.len()).filter(|at| lines[*at].notice).collect::<Vec<_>>();
    for run in known.chunk_by(|one, next| next - one <= BETWEEN + 1).filter(|run| run.len() >= NOTICES) {
        let (first, last) = (run[0], run[run.len() - 1]);
        lines[first..=last].iter_mut().for_each(|line| line.zone = Zone::Boilerplate);
    }
}

fn line(words: &Words, page: &Page<'_>, block: &Block) -> Line {
    let tokens = tokens(page, block);
    let plain = || tokens.clone().filter(|at| !matches!(page.tokens[*at].shape, Shape::Punct | Shape::Symbol));
    let count = plain().count();
    let text = &page.report.text[block.span.clone()];
    let digest = plain().fold(0u64, |hash, at| (hash.rotate_left(5) ^ page.words[at]).wrapping_mul(0x517c_c1b7_2722_0a95));
    let addresses = plain().filter(|at| page.tokens[*at].shape == Shape::Address).count();
    let found = words.find(page, tokens.clone(), count);
    let stops = visible(text).trim_end_matches(['"', '”', '’', '\'', ')', '*', '_', ' ']).ends_with(['.', '!', '?', '…', ':', '—']);
    let zone = match found {
        Some(furniture) => furniture.zone,
        None if text.starts_with("![") => Zone::Caption,
        None if is_quote(text) => Zone::Quote,
        None => Zone::Body,
    };
    Line {
        zone,
        told: false,
        section: found.is_some_and(|furniture| furniture.place == Place::Section),
        titled: false,
        again: false,
        words: count,
        stops,
        bare: count == 0 || addresses * 2 >= count || is_link(text) || is_row(text, count) || is_time(page, tokens.clone(), text),
        counts: plain().any(|at| page.tokens[at].shape == Shape::Number),
        small: text.starts_with(|c: char| c.is_lowercase() || matches!(c, ',' | ';' | ')' | '.' | '”' | '’')) && addresses == 0,
        open: false,
        hangs: count > 2 && plain().next_back().is_some_and(|at| words.hangs(page, at)),
        more: found.is_some_and(|furniture| furniture.place == Place::More),
        day: found.is_some_and(|furniture| furniture.place == Place::Calendar),
        notice: found.is_some_and(|furniture| furniture.place == Place::Notice),
        lower: plain().filter(|at| page.tokens[*at].shape == Shape::Lower).count(),
        sentences: block.sentences.len(),
        colon: text.ends_with(':') && found.is_none(),
        item: is_item(text),
        digest,
    }
}

/// The text without the address of the link that it ends with.
fn visible(text: &str) -> &str {
    let link = text.strip_suffix(')').and_then(|inner| inner.rfind("](").filter(|at| !inner[*at..].contains(')')));
    link.map_or(text, |at| text[..at].trim_end_matches(']'))
}

/// An item of a list: a bullet, a number or a letter stands before it.
fn is_item(text: &str) -> bool {
    let numbered = || text.split_once(['.', ')']).is_some_and(|(mark, rest)| rest.starts_with(' ') && mark.len() < 3 && !mark.is_empty());
    text.starts_with(['*', '•', '·', '-', '–', '▪', '►']) && !text.starts_with("**") || numbered()
}

/// Names between bars: a menu or a byline on one line. A table's row begins with a bar.
fn is_row(text: &str, count: usize) -> bool {
    count <= 14 && text.contains(" | ") && !text.starts_with('|')
}

/// Only a time of day, or the length of a film.
fn is_time(page: &Page<'_>, tokens: Range<usize>, text: &str) -> bool {
    text.contains(':') && tokens.clone().all(|at| matches!(page.tokens[at].shape, Shape::Number | Shape::Punct | Shape::Symbol))
}

/// The tokens of a block.
pub(super) fn tokens(page: &Page<'_>, block: &Block) -> Range<usize> {
    let sentences = &page.sentences[block.sentences.clone()];
    sentences.first().zip(sentences.last()).map_or(0..0, |(first, last)| first.tokens.start..last.tokens.end)
}

/// A paragraph that is somebody's words from end to end.
fn is_quote(text: &str) -> bool {
    let inner = text.trim_matches(['_', '*', '>', ' ']);
    inner.starts_with(['"', '“', '«'])
        && inner.trim_end_matches(['.', ',']).ends_with(['"', '”', '»'])
        && inner.matches(['“', '«']).count() < 2
        && inner.matches('"').count() < 3
}

/// Markdown of which hardly a word stands outside of a link.
fn is_link(text: &str) -> bool {
    if !text.contains("](") {
        return false;
    }
    let (mut inside, mut outside, mut depth, mut address, mut word) = (0usize, 0usize, 0usize, false, false);
    for (at, c) in text.char_indices() {
        match c {
            '[' if !address => depth += 1,
            ']' => (depth, address) = (depth.saturating_sub(1), text[at + 1..].starts_with('(')),
            ')' => address = false,
            _ => {}
        }
        let letter = c.is_alphanumeric();
        if letter && !word && !address {
            *(if depth > 0 { &mut inside } else { &mut outside }) += 1;
        }
        word = letter;
    }
    outside * 4 <= inside || inside + outside == 0
}
