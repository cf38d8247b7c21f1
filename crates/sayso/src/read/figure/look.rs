//! A window on one sentence: what the readers of numerals look at.

use rust_decimal::Decimal;

use super::super::page::{Page, Shape};
use super::words::{Word, Words};
use crate::claim::RowId;

/// A sentence of a page with the words to read it by.
#[derive(Clone, Copy, Debug)]
pub struct Look<'a> {
    pub words: &'a Words,
    pub page: &'a Page<'a>,
    /// First token of the sentence.
    pub start: usize,
    /// Past its last token.
    pub end: usize,
}

impl Look<'_> {
    /// What a token is to a numeral.
    pub fn word(&self, at: usize) -> Option<Word> {
        self.row(at).map(|(word, _)| word)
    }

    /// The same with its row.
    pub fn row(&self, at: usize) -> Option<(Word, RowId)> {
        self.page.words.get(..self.end)?.get(at).and_then(|key| self.words.number.get(key)).copied()
    }

    /// Whether a token of this sentence reads so, case aside.
    pub fn is(&self, at: usize, word: &str) -> bool {
        at < self.end && self.page.text(at).eq_ignore_ascii_case(word)
    }

    /// Whether a token reads like one of these.
    pub fn any(&self, at: usize, words: &[&str]) -> bool {
        at < self.end && words.iter().any(|word| self.page.text(at).eq_ignore_ascii_case(word))
    }

    /// Whether a token stands in this sentence without space before it.
    pub fn glued(&self, at: usize) -> bool {
        at < self.end && self.page.tokens.get(at).is_some_and(|token| !token.spaced)
    }

    pub fn shape(&self, at: usize) -> Option<Shape> {
        self.page.tokens.get(..self.end)?.get(at).map(|token| token.shape)
    }

    /// The words from a token to the end of the sentence.
    pub fn ahead(&self, at: usize) -> &[u64] {
        self.page.words.get(at..self.end).unwrap_or_default()
    }

    /// Up to eight words before a token, from right to left; they may stand in the paragraph before.
    pub fn behind(&self, at: usize) -> Behind {
        let mut words = [0; 8];
        let len = at.min(words.len());
        for (slot, before) in words.iter_mut().zip((at - len..at).rev()) {
            *slot = self.page.words.get(before).copied().unwrap_or_default();
        }
        Behind { words, len }
    }

    /// A token of digits.
    pub fn digits(&self, at: usize) -> Option<Digits> {
        if self.shape(at)? != Shape::Number {
            return None;
        }
        Digits::read(self.page.text(at))
    }

    /// Whether a hyphen or dash stands here.
    pub fn dash(&self, at: usize) -> bool {
        at < self.end && matches!(self.page.text(at), "-" | "–" | "—" | "‑" | "‐" | "−" | "--")
    }

    /// Whether a mark that joins the pieces of a code stands here.
    pub fn is_mark(&self, at: usize) -> bool {
        self.any(at, &["-", ".", "+", "/", "_"])
    }

    /// Past a hyphen, where one stands.
    pub fn past_dash(&self, at: usize) -> usize {
        if self.dash(at) { at + 1 } else { at }
    }
}

/// Words before a token, nearest first.
#[derive(Clone, Copy, Debug)]
pub struct Behind {
    words: [u64; 8],
    len: usize,
}

impl Behind {
    pub fn words(&self) -> &[u64] {
        &self.words[..self.len]
    }
}

/// A token of digits, read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Digits {
    pub value: Decimal,
    /// Digits before any separator.
    pub lead: usize,
    pub grouped: bool,
    pub point: bool,
    pub ending: Ending,
}

/// What follows the digits inside the token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    None,
    /// `20th`
    Ordinal,
    /// `1990s`
    Decade,
}

impl Digits {
    /// Reads `18,159`, `2.4`, `12,34,567.89`, `20th`; not `192.168.1.2`.
    pub fn read(text: &str) -> Option<Self> {
        let letters = text.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(text.len());
        let (number, tail) = text.split_at(letters);
        let ending = match tail {
            "" => Ending::None,
            _ if tail.eq_ignore_ascii_case("s") => Ending::Decade,
            _ => Ending::Ordinal,
        };
        let (whole, part) = Self::split(number)?;
        let lead = whole.find([',', '.']).unwrap_or(whole.len());
        let plain = whole.bytes().filter(u8::is_ascii_digit).map(char::from).collect::<String>();
        let value = if part.is_empty() { plain.parse().ok()? } else { format!("{plain}.{part}").parse().ok()? };
        Some(Self { value, lead, grouped: whole.len() > plain.len(), point: !part.is_empty(), ending })
    }

    /// Whole part with its separators, and decimals.
    fn split(number: &str) -> Option<(&str, &str)> {
        let last = number.rfind([',', '.']);
        let Some(last) = last else { return Some((number, "")) };
        let (whole, part) = (&number[..last], &number[last + 1..]);
        let mark = number.as_bytes()[last];
        let others = whole.bytes().any(|byte| byte == b',' || byte == b'.');
        if mark == b'.' && !whole.contains('.') {
            return (!others || is_grouped(whole, b',')).then_some((whole, part));
        }
        if mark == b',' && whole.contains('.') && is_grouped(whole, b'.') && part.len() < 3 {
            return Some((whole, part));
        }
        if is_grouped(number, mark) && (mark == b',' || others) {
            return Some((number, ""));
        }
        // "5,00" is written so on the Continent.
        (mark == b',' && !others && part.len() < 3).then_some((whole, part))
    }
}

/// Groups of three after the first, or two and three as in India.
fn is_grouped(number: &str, mark: u8) -> bool {
    let mut groups = number.split(char::from(mark));
    let first = groups.next().map_or(0, str::len);
    let rest = groups.map(str::len).collect::<Vec<_>>();
    let Some((last, middle)) = rest.split_last() else { return true };
    let digits = number.bytes().all(|byte| byte == mark || byte.is_ascii_digit());
    digits
        && (1..=3).contains(&first)
        && *last == 3
        && (middle.iter().all(|len| *len == 3) || first < 3 && middle.iter().all(|len| *len == 2))
}
