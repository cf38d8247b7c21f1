//! The words of a page as times see them, and the small parts that dates are made of.

use std::cell::{Cell, OnceCell};
use std::ops::Range;

use super::Sense;
use super::event::Kind;
use super::words::{Mark, Term, Unit, Words};
use crate::claim::Period;
use crate::read::page::{Page, Shape};
use crate::report::Date;

/// No time nests its parts deeper: "the end of the first half of last year".
const DEEPEST: u8 = 4;

/// How many words a story's date holds on for.
const STORY: usize = 150;

/// Reads the times of one page.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    pub words: &'a Words,
    pub page: &'a Page<'a>,
    /// The day of writing, that dates are settled by.
    pub today: Option<Date>,
    /// The day that the one who speaks here speaks on, that "the past day" is counted from.
    pub spoken: Option<Date>,
    /// The year that the sentence speaks of, for "the end of the year".
    pub held: Option<i16>,
    /// The date told last, for "since then".
    pub last: Option<Date>,
    /// Where it was told.
    pub last_at: usize,
    /// The day that the sentence speaks of, for "a day after".
    pub day: Option<Date>,
    /// Where the sentence at hand begins and ends.
    pub first: usize,
    pub end: usize,
    began: [OnceCell<Option<Date>>; 4],
    terms: Vec<Option<(Term, usize)>>,
    depth: Cell<u8>,
}

/// A time read from some token on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// Past its last token.
    pub end: usize,
    pub sense: Sense,
    pub period: Option<Period>,
}

impl Piece {
    /// A date or a stretch between two.
    pub fn date(end: usize, period: Option<Period>) -> Self {
        Self { end, sense: Sense::Date, period }
    }
}

impl<'a> Reader<'a> {
    /// Begins to read a page.
    pub fn new(words: &'a Words, page: &'a Page<'a>) -> Self {
        let today = page.published;
        Self {
            words,
            page,
            today,
            spoken: today,
            held: None,
            last: None,
            last_at: 0,
            day: None,
            first: 0,
            end: 0,
            began: Default::default(),
            terms: Vec::new(),
            depth: Cell::new(0),
        }
    }

    /// What the words at a token mean to a time, and the token after them.
    pub fn term(&self, at: usize) -> Option<(Term, usize)> {
        *self.terms.get(at.checked_sub(self.first)?)?
    }

    /// Goes on to a sentence: what its words mean is looked up once, as every part of a time asks for it.
    pub fn turn(&mut self, tokens: Range<usize>) {
        (self.first, self.end, self.held, self.day) = (tokens.start, tokens.end, None, None);
        let (terms, words) = (&self.words.terms, self.ahead(tokens.start));
        self.terms.clear();
        let found = |at: usize| terms.at(words.get(at..)?).map(|hit| (*hit.value, tokens.start + at + hit.len));
        self.terms.extend((0..tokens.len()).map(found));
    }

    /// Goes one part deeper, unless the parts are nested past all reason.
    pub fn deeper<T>(&self, read: impl FnOnce() -> Option<T>) -> Option<T> {
        let depth = self.depth.get();
        self.depth.set(depth + 1);
        let found = if depth < DEEPEST { read() } else { None };
        self.depth.set(depth);
        found
    }

    /// The words from a token to the end of its sentence.
    pub fn ahead(&self, at: usize) -> &'a [u64] {
        self.page.words.get(at..self.end).unwrap_or_default()
    }

    /// The token after a mark, where it stands here.
    pub fn mark(&self, at: usize, mark: Mark) -> Option<usize> {
        self.term(at).filter(|(term, _)| *term == Term::Mark(mark)).map(|(_, next)| next)
    }

    /// The token after a mark, or this one where the mark is missing.
    pub fn skip(&self, at: usize, mark: Mark) -> usize {
        self.mark(at, mark).unwrap_or(at)
    }

    /// Past "the", "a" and the like.
    pub fn skip_article(&self, at: usize) -> usize {
        self.mark(at, Mark::The).or_else(|| self.mark(at, Mark::An)).unwrap_or(at)
    }

    /// The text of a token of this sentence.
    pub fn text(&self, at: usize) -> &'a str {
        if at < self.end { self.page.text(at) } else { "" }
    }

    /// The shape of a token of this sentence.
    pub fn shape(&self, at: usize) -> Option<Shape> {
        self.page.tokens.get(at).filter(|_| at < self.end).map(|token| token.shape)
    }

    /// The token after these words, where they stand here.
    pub fn spelt(&self, at: usize, words: &str) -> Option<usize> {
        let mut end = at;
        words.split(' ').all(|word| (self.text(end) == word, end += 1).0).then_some(end)
    }

    /// Whether white space stands before a token.
    pub fn spaced(&self, at: usize) -> bool {
        self.page.tokens.get(at).is_none_or(|token| token.spaced)
    }

    /// The token after a hyphen or dash.
    pub fn dash(&self, at: usize) -> Option<usize> {
        matches!(self.text(at), "-" | "–" | "—" | "‑" | "−" | "--").then_some(at + 1)
    }

    /// The token before one, within the sentence.
    pub fn before(&self, at: usize) -> Option<usize> {
        at.checked_sub(1).filter(|before| *before >= self.first)
    }

    /// Plain digits: no separator, no ending.
    pub fn digits(&self, at: usize) -> Option<i32> {
        let text = self.text(at);
        (text.len() <= 9 && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok()).flatten()
    }

    /// A day of the month: `25`, `25th`, "first".
    pub fn day(&self, at: usize) -> Option<(i8, usize)> {
        let text = self.text(at);
        let plain = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let day = if plain.is_empty() {
            match self.term(at)?.0 {
                Term::Ordinal(day) => day,
                _ => return None,
            }
        } else {
            Some(plain).filter(|plain| plain.len() <= 2 && !text.ends_with('s'))?.parse().ok()?
        };
        (1..=31).contains(&day).then_some((day, at + 1))
    }

    /// Digits that can be a year of our age.
    pub fn year(&self, at: usize) -> Option<i16> {
        let text = self.text(at);
        let year = self.digits(at).filter(|_| text.len() == 4)?;
        (1900..2100).contains(&year).then_some(year as i16)
    }

    /// A month; a lower-case or weak form only beside a number.
    pub fn month(&self, at: usize) -> Option<(i8, usize)> {
        let (Term::Month(month, weak), next) = self.term(at)? else { return None };
        let next = if weak && self.text(next) == "." { next + 1 } else { next };
        let counted = self.shape(next) == Some(Shape::Number) || self.before(at).is_some_and(|before| self.day_before(before));
        let plain = self.shape(at) == Some(Shape::Lower) || self.page.upper && matches!(month, 3 | 5 | 8);
        let lower_word = self.shape(at) == Some(Shape::Lower) && matches!(month, 3 | 5 | 8);
        (!lower_word && (!(weak || plain) || counted)).then_some((month, next))
    }

    fn day_before(&self, at: usize) -> bool {
        self.day(at).is_some() && self.shape(at) == Some(Shape::Number) || self.mark(at, Mark::Of).is_some()
    }

    /// A unit of time.
    pub fn unit(&self, at: usize) -> Option<(Unit, usize)> {
        match self.term(at)? {
            (Term::Unit(unit), next) => Some((unit, next)),
            (Term::Ordinal(2), next) if self.text(at).eq_ignore_ascii_case("second") => Some((Unit::Clock, next)),
            _ => None,
        }
    }

    /// A number before a unit: its value where it is small and plain, and the token after it.
    pub fn number(&self, at: usize) -> Option<(Option<i64>, usize)> {
        if self.shape(at) == Some(Shape::Number) {
            let text = self.text(at);
            let value = text.parse().ok();
            let next = self.scales(self.fraction(at + 1));
            return text.ends_with(|c: char| c.is_ascii_digit()).then(|| (value.filter(|_| next == at + 1), next));
        }
        match self.term(at)? {
            (Term::Number(value), next) => Some(self.words_after(value, next)),
            (Term::Vague | Term::Scale, next) => Some((None, self.scales(next))),
            (Term::Half, next) => Some((None, next)),
            _ => None,
        }
    }

    /// Past a fraction after a whole number: `2 1/2`.
    fn fraction(&self, at: usize) -> usize {
        let glued = !self.spaced(at + 1) && !self.spaced(at + 2) && self.text(at + 1) == "/";
        if glued && self.digits(at).is_some() && self.digits(at + 2).is_some() { at + 3 } else { at }
    }

    /// "twenty" goes on as "-four", "two" as "hundred", "one" as "and a half".
    fn words_after(&self, value: i32, next: usize) -> (Option<i64>, usize) {
        let joined = self.dash(next).unwrap_or(next);
        if let Some((Term::Number(small @ 1..=9), after)) = self.term(joined).filter(|_| value >= 20) {
            return (Some(i64::from(value + small)), self.scales(after));
        }
        let scaled = self.scales(next);
        (Some(i64::from(value)).filter(|_| scaled == next), scaled)
    }

    fn scales(&self, mut at: usize) -> usize {
        while let Some((Term::Scale, next)) = self.term(at) {
            at = next;
        }
        let half = self.mark(at, Mark::And).and_then(|next| self.term(next));
        if let Some((Term::Half, next)) = half { next } else { at }
    }

    /// Whether the words before a token look to the future.
    pub fn looks_ahead(&self, at: usize) -> bool {
        let from = self.first.max(at.saturating_sub(7));
        let from = (from..at).rev().find(|at| matches!(self.text(*at), "," | "\"" | "”")).unwrap_or(from);
        (from..at).any(|at| self.words.ahead.at(self.ahead(at)).is_some())
    }

    /// The date told last, where it was told not far before.
    pub fn story(&self, at: usize) -> Option<Date> {
        self.last.filter(|_| at - self.last_at <= STORY)
    }

    /// Whether a night is told of here.
    pub fn is_overnight(&self, at: usize) -> bool {
        matches!(self.term(at), Some((Term::Overnight, _)))
    }

    /// Whether somebody speaks in the few words before a token.
    pub fn speaks(&self, at: usize) -> bool {
        let from = self.first.max(at.saturating_sub(4));
        (from..at).any(|at| self.words.cues.at(self.ahead(at)).is_some())
    }

    /// The day of a war that is known by its day and month alone: "October 7", wherever another is not just past.
    pub fn anniversary(&self, month: i8, day: i8) -> Option<Date> {
        let alike = |date: &Date| date.month == Some(month) && date.day == Some(day);
        self.words.events.days().any(|date| alike(&date)).then(|| self.began(Kind::War, &[])).flatten().filter(alike)
    }

    /// The day that the event a clause speaks of began.
    pub fn began(&self, kind: Kind, clause: &[u64]) -> Option<Date> {
        let named = self.words.events.named_in(kind, clause, self.today);
        named.or_else(|| *self.began[kind as usize].get_or_init(|| self.words.events.of_page(kind, self.page, self.today)))
    }
}
