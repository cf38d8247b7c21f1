//! The furniture of pages, by words: what a phrase says of the line it stands in.

use std::ops::Range;

use rustc_hash::FxHashSet;

use crate::pack::{Phrases, fold, rows};
use crate::read::page::{Page, Shape, cut};
use crate::report::Zone;

/// The furniture of pages in one language.
#[derive(Debug)]
pub struct Words {
    furniture: Phrases<Furniture>,
    /// Words that no sentence ends with: "the", "of", "than".
    hanging: FxHashSet<u64>,
}

/// What a phrase of furniture says of the line it stands in, and where in the line it must stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Furniture {
    pub(super) zone: Zone,
    pub(super) place: Place,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// The line is the phrase.
    Whole,
    /// The line begins with it.
    Start,
    /// The line ends with it.
    End,
    /// The phrase is in the line, which is short.
    Any,
    /// The line is the phrase and a few words more, and heads a list of other things than the story.
    Section,
    /// The line is the phrase, and offers more of what stands right above.
    More,
    /// The line begins with it, and the rest is names.
    Byline,
    /// The line is little else than such words and numbers: a date line.
    Calendar,
    /// The line begins with the phrase or is short, and asks for consent or declares what is stored: such lines stand together.
    Notice,
}

/// Words of a line that still counts as short.
const SHORT: usize = 30;
/// Words of a heading beside its phrase ("More from" and an outlet's name).
const NAME: usize = 4;

impl Words {
    /// Reads `furniture.tsv`: phrase, `whole` | `start` | `end` | `any` | `section` | `more` | `byline` | `calendar` | `notice`, `boilerplate` | `caption`.
    pub fn new(code: &str, problems: &mut Vec<String>) -> Self {
        let mut furniture = Phrases::default();
        for row in rows(code, "furniture") {
            let Some(place) = row.cell(1).and_then(place) else {
                problems.push(row.problem("the second cell must be whole, start, end, any, section, more, byline, calendar or notice"));
                continue;
            };
            let zone = if row.cell(2) == Some("caption") { Zone::Caption } else { Zone::Boilerplate };
            let phrase = row.cells[0];
            let words = cut(phrase).iter().map(|token| fold(&phrase[token.start..token.end])).collect::<Vec<_>>();
            furniture.insert(&words, Furniture { zone, place }, row.id);
        }
        let glue = rows(code, "glue")
            .into_iter()
            .filter(|row| matches!(row.cell(1), Some("det" | "possessive" | "prep" | "conj" | "sub" | "aux" | "that" | "rel")));
        let hanging = glue.flat_map(|row| row.cells[0].split(' ')).map(fold).collect();
        Self { furniture, hanging }
    }

    /// What the words of a line say of it: its tokens, and how many of them are words.
    pub(super) fn find(&self, page: &Page<'_>, tokens: Range<usize>, count: usize) -> Option<Furniture> {
        let sign = |at: usize| page.report.text[page.tokens[at].start..].starts_with('©');
        let first = tokens.clone().find(|at| !matches!(page.tokens[*at].shape, Shape::Punct | Shape::Symbol) || sign(*at))?;
        // Long paragraphs are prose, whatever they begin with; only the first words of a line are asked beyond that.
        let reach = if count <= SHORT { tokens.end } else { first + 1 };
        let found = (first..reach).flat_map(|at| self.furniture.all(&page.words[at..tokens.end]).into_iter().map(move |hit| (at, hit)));
        let ends = |at: usize| (at..tokens.end).all(|rest| !page.tokens[rest].shape.is_word());
        let fits = |at: usize, len: usize, place: Place| match place {
            Place::Whole | Place::More => at == first && ends(at + len),
            Place::Start => at == first,
            Place::End => ends(at + len),
            Place::Any => count <= SHORT,
            Place::Section => at == first && count <= len + if len > 1 { NAME } else { 0 },
            Place::Byline => at == first && is_names(page, at + len..tokens.end),
            Place::Calendar => self.is_calendar(page, tokens.clone(), count),
            Place::Notice => at == first || count <= SHORT,
        };
        let fitting = found.into_iter().filter(|(at, hit)| fits(*at, hit.len, hit.value.place)).map(|(_, hit)| *hit.value);
        // A heading says more than that its line is furniture.
        fitting.min_by_key(|furniture| match furniture.place {
            Place::Section | Place::More => 0,
            Place::Notice => 1,
            _ => 2,
        })
    }

    /// A line of which two thirds are numbers, weekdays, months and words such as "date".
    fn is_calendar(&self, page: &Page<'_>, tokens: Range<usize>, count: usize) -> bool {
        let known = tokens.filter(|at| page.tokens[*at].shape == Shape::Number || self.is_day(page, *at)).count();
        count <= 12 && known * 3 >= count * 2
    }

    /// Whether a sentence cannot end with this word; in capitals it may be a name.
    pub(super) fn hangs(&self, page: &Page<'_>, at: usize) -> bool {
        page.tokens[at].shape == Shape::Lower && self.hanging.contains(&page.words[at])
    }

    /// A word of date lines: a weekday, a month, "updated".
    pub(super) fn is_day(&self, page: &Page<'_>, at: usize) -> bool {
        self.furniture.all(&page.words[at..=at]).iter().any(|hit| hit.value.place == Place::Calendar)
    }
}

/// Little but names: two thirds of the words have capitals.
fn is_names(page: &Page<'_>, tokens: Range<usize>) -> bool {
    let shapes = || page.tokens[tokens.clone()].iter().map(|token| token.shape).filter(|shape| shape.is_word() || *shape == Shape::Number);
    let names = shapes().filter(|shape| matches!(shape, Shape::Capital | Shape::Upper)).count();
    names > 0 && shapes().count() <= SHORT && names * 3 >= shapes().count() * 2
}

fn place(word: &str) -> Option<Place> {
    let all = [
        ("whole", Place::Whole),
        ("start", Place::Start),
        ("end", Place::End),
        ("any", Place::Any),
        ("section", Place::Section),
        ("more", Place::More),
        ("byline", Place::Byline),
        ("calendar", Place::Calendar),
        ("notice", Place::Notice),
    ];
    all.into_iter().find(|(name, _)| *name == word).map(|(_, place)| place)
}
