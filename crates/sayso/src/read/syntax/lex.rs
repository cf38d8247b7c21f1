//! What the tagger and the parser see of a token, computed once a token: word, number class, endings, case, possible forms.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::pack::fold;
use crate::read::page::{Shape, Token};

/// Spreads a number over 64 bits, so that sums of spread numbers make good hashes.
pub const fn mix(value: u64) -> u64 {
    let value = (value ^ 0x9e37_79b9_7f4a_7c15).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 29)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 32)
}

/// What the treebank knows of single words.
#[derive(Clone, Debug)]
pub struct Lexicon {
    words: FxHashMap<u32, Entry>,
    unknown: [u64; GROUPS],
}

/// What the treebank knows of a word: sets of forms, as bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// The forms that it may have.
    pub forms: u64,
    /// The forms that it was seen with.
    pub seen: u64,
}

impl Default for Lexicon {
    fn default() -> Self {
        Self::new([], [0; GROUPS])
    }
}

impl Lexicon {
    /// A lexicon from words (the upper half of their hash), and the forms of unknown words by [`group`].
    pub fn new(words: impl IntoIterator<Item = (u32, Entry)>, unknown: [u64; GROUPS]) -> Self {
        Self { words: words.into_iter().collect(), unknown }
    }

    /// What is known of a word.
    pub fn get(&self, word: u64) -> Option<Entry> {
        self.words.get(&((word >> 32) as u32)).copied()
    }

    /// Every word, sorted.
    pub fn words(&self) -> Vec<(u32, Entry)> {
        let mut out = self.words.iter().map(|(word, entry)| (*word, *entry)).collect::<Vec<_>>();
        out.sort_unstable();
        out
    }

    /// The forms of unknown words, by [`group`].
    pub const fn unknown_sets(&self) -> &[u64; GROUPS] {
        &self.unknown
    }

    fn unknown(&self, raw: &str, shape: Shape) -> Entry {
        let forms = self.unknown.get(group(raw, shape)).copied().filter(|set| *set != 0).unwrap_or(1);
        Entry { forms, seen: 0 }
    }
}

/// How many groups of unknown words there are.
pub const GROUPS: usize = 40;

/// The group of an unknown word: words by their last letter, all else by shape.
pub fn group(raw: &str, shape: Shape) -> usize {
    let letter = raw.bytes().next_back().unwrap_or_default() & 31;
    if shape.is_word() { 8 + usize::from(letter) } else { shape as usize }
}

/// One token as the features see it. Every field but `forms` is a spread hash.
#[derive(Clone, Copy, Debug, Default)]
pub struct Lex {
    /// The folded word; for a number its class, for an address one word for all.
    pub word: u64,
    /// The word where the lexicon knows it, else its ending and case.
    pub known: u64,
    /// Its ending and case.
    pub rare: u64,
    /// The last one to four letters.
    pub ends: [u64; 4],
    /// The first three letters.
    pub begins: u64,
    /// What the case says, given how the sentence is written.
    pub case: u64,
    /// The set of forms that it may have, as bits.
    pub forms: u64,
    /// The set of forms that the treebank has it with.
    pub seen: u64,
    /// Whether it is glued to its neighbours, to the left and to the right.
    pub glue: u64,
}

/// How the words of a sentence are written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hand {
    /// Names are capitalised.
    Usual,
    /// All words that matter are capitalised, as in headlines.
    Title,
    /// Case says nothing: all capitals or none.
    Mute,
}

/// The tokens of a stretch, as the features see them.
pub fn look(lexicon: &Lexicon, text: &str, tokens: &[Token], words: &[u64], range: Range<usize>, upper: bool) -> Vec<Lex> {
    let part = tokens.get(range.clone()).unwrap_or_default();
    let hand = if upper { Hand::Mute } else { hand(part) };
    let mut first = true;
    let mut out = Vec::with_capacity(part.len());
    for (at, token) in part.iter().enumerate() {
        let raw = &text[token.start..token.end];
        let glued_right = part.get(at + 1).is_some_and(|next| !next.spaced);
        let folded = words.get(range.start + at).copied().unwrap_or_default();
        out.push(one(lexicon, raw, folded, token, case(token.shape, hand, first), glued_right));
        first &= !token.shape.is_word() && token.shape != Shape::Number;
    }
    out
}

fn one(lexicon: &Lexicon, raw: &str, folded: u64, token: &Token, case: u64, glued_right: bool) -> Lex {
    let word = normal(raw, folded, token.shape);
    let entry = lexicon.get(word);
    let ends = endings(raw);
    let case = mix(case);
    let rare = mix(ends[2] ^ case.rotate_left(9));
    let known = if entry.is_some() { word } else { rare };
    let Entry { forms, seen } = entry.unwrap_or_else(|| lexicon.unknown(raw, token.shape));
    let seen = mix(seen);
    let glue = mix(0x61 + u64::from(token.spaced) * 2 + u64::from(glued_right));
    Lex { word, known, rare, ends, begins: beginning(raw), case, forms, seen, glue }
}

/// The word that stands for a token: numbers by class, curly quotes as straight ones.
fn normal(raw: &str, folded: u64, shape: Shape) -> u64 {
    match shape {
        Shape::Number => mix(number(raw) + (1 << 32)),
        Shape::Address => mix(2 << 32),
        Shape::Punct if !raw.is_ascii() => match raw.chars().next() {
            Some('“' | '”' | '„' | '«' | '»' | '‟') => mix(fold("\"")),
            Some('…') => mix(fold("...")),
            _ => mix(folded),
        },
        Shape::Punct if raw == "``" || raw == "''" => mix(fold("\"")),
        _ => mix(folded),
    }
}

/// `18,159`, `2.4`, `2024`, `20th` and `7` are different kinds of numbers; which number it is matters to nobody here.
fn number(raw: &str) -> u64 {
    let count = |test: fn(&u8) -> bool| raw.bytes().filter(test).count() as u64;
    let digits = count(u8::is_ascii_digit);
    let year = digits == 4 && raw.len() == 4 && (raw.starts_with("19") || raw.starts_with("20"));
    let commas = count(|byte| *byte == b',').min(1);
    let points = count(|byte| *byte == b'.').min(2);
    let letters = count(u8::is_ascii_alphabetic).min(2);
    digits.min(6) | u64::from(year) << 4 | commas << 5 | points << 6 | letters << 8
}

fn endings(raw: &str) -> [u64; 4] {
    let mut packed = 0u64;
    let mut out = [0; 4];
    let mut bytes = raw.bytes().rev();
    for (at, slot) in out.iter_mut().enumerate() {
        let byte = bytes.next().unwrap_or_default();
        packed |= u64::from(lower(byte)) << (8 * at);
        *slot = mix(packed);
    }
    out
}

fn beginning(raw: &str) -> u64 {
    mix(raw.bytes().take(3).fold(1, |packed, byte| packed << 8 | u64::from(lower(byte))))
}

/// A lower-case letter; every digit is `0`.
const fn lower(byte: u8) -> u8 {
    if byte.is_ascii_digit() { b'0' } else { byte.to_ascii_lowercase() }
}

/// How a sentence is written, from the shapes of its words. Short words are function words, which headlines leave in lower case.
fn hand(tokens: &[Token]) -> Hand {
    let (mut small, mut capital, mut upper, mut words) = (0usize, 0usize, 0usize, 0usize);
    for token in tokens {
        let long = token.end - token.start > 3;
        words += usize::from(token.shape.is_word());
        small += usize::from(long && token.shape == Shape::Lower);
        capital += usize::from(token.shape == Shape::Capital);
        upper += usize::from(token.shape == Shape::Upper);
    }
    if words > 3 && (upper * 10 >= words * 7 || capital + upper == 0) {
        Hand::Mute
    } else if words > 3 && capital + upper > 2 && small * 5 <= capital + upper {
        Hand::Title
    } else {
        Hand::Usual
    }
}

fn case(shape: Shape, hand: Hand, first: bool) -> u64 {
    if !shape.is_word() {
        return 1 + shape as u64;
    }
    match hand {
        Hand::Mute => 20,
        Hand::Title => 30 + shape as u64,
        Hand::Usual => 40 + shape as u64 + if first { 10 } else { 0 },
    }
}
