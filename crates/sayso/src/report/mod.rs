//! What came in: a report, its date and outlet, and the zones of its text.

pub mod dated;

use std::fmt;
use std::ops::Range;

/// One document from an outlet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Path, URL or `id` as given.
    pub id: String,
    /// The text that every position refers to.
    pub text: String,
    /// Where it was published.
    pub url: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Its title, where the record gives one beside the text.
    pub title: Option<String>,
    /// The day it was published.
    pub published: Option<Date>,
    /// ISO 639-1 code of its language.
    pub lang: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// The day it was last changed, where its source says so.
    pub modified: Option<Date>,
    /// Others that it says it was taken from.
    pub citations: Vec<Citation>,
    /// What its source's structure told of stretches of the text: in text order, without overlap.
    pub marks: Vec<Mark>,
}

impl Report {
    /// What the source's structure told of the line that begins at this byte.
    pub fn mark(&self, start: usize) -> Option<&Mark> {
        let mark = self.marks.get(self.marks.partition_point(|mark| mark.span.end <= start))?;
        (mark.span.start <= start).then_some(mark)
    }

    /// Adds a mark in text order. What is known of the stretch already stays; only what it lacks is added.
    pub fn add(&mut self, new: Mark) {
        let at = self.marks.partition_point(|mark| mark.span.end <= new.span.start);
        match self.marks.get_mut(at) {
            Some(old) if old.span.start < new.span.end => {
                if old.zone.is_none() {
                    (old.zone, old.learnt) = (new.zone, new.learnt);
                }
                old.lang = old.lang.take().or(new.lang);
            }
            _ => self.marks.insert(at, new),
        }
    }
}

/// Another report or outlet that a report names as where it was taken from: "via", "first published by", "read more at".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Citation {
    /// The words or the markup that say so ("first published by", "isBasedOn").
    pub cue: String,
    /// Who is named.
    pub name: Option<String>,
    /// The address given.
    pub url: Option<String>,
}

/// What the source's structure told of a stretch of text, in bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    /// Whole lines of the text.
    pub span: Range<usize>,
    /// What it is to the report; none where the text itself must tell.
    pub zone: Option<Zone>,
    /// ISO 639-1 code of its language, where that is not the report's.
    pub lang: Option<String>,
    /// In how many pages of the outlet the same stands, where the zone was learnt from that.
    pub learnt: Option<Learnt>,
}

/// How often a line was seen among the pages of an outlet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Learnt {
    /// Pages that it stands in.
    pub reports: u32,
    /// Pages of that outlet that were looked at.
    pub of: u32,
}

/// The lines with something on them, each with its first byte.
pub fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    let every = text.split_inclusive('\n').map(move |line| {
        let from = start + line.len() - line.trim_start().len();
        start += line.len();
        (from, line.trim())
    });
    every.filter(|(_, line)| !line.is_empty())
}

/// A calendar date cut at the precision that is known: a year, a month or a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// Year, as written (no era arithmetic).
    pub year: i16,
    /// Month 1 to 12, where known.
    pub month: Option<i8>,
    /// Day 1 to 31, where known.
    pub day: Option<i8>,
}

impl Date {
    /// A whole year.
    pub const fn year(year: i16) -> Self {
        Self { year, month: None, day: None }
    }

    /// A month of a year.
    pub const fn month(year: i16, month: i8) -> Self {
        Self { year, month: Some(month), day: None }
    }

    /// A day, if the calendar has it.
    pub fn day(year: i16, month: i8, day: i8) -> Option<Self> {
        jiff::civil::Date::new(year, month, day).ok().map(Self::from)
    }

    /// The day itself, or the first day of the month or year.
    pub fn first_day(self) -> Option<jiff::civil::Date> {
        jiff::civil::Date::new(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1)).ok()
    }

    /// Whether it lies before the end of another: a month or year as an end counts whole.
    pub fn is_by(self, until: Self) -> bool {
        let cut =
            Self { year: self.year, month: self.month.filter(|_| until.month.is_some()), day: self.day.filter(|_| until.day.is_some()) };
        cut.first_day() <= until.first_day()
    }

    /// Reads `2025`, `2025-06`, `2025-06-25`, and the date part of an ISO timestamp.
    pub fn parse(text: &str) -> Option<Self> {
        let head = text.trim().split(['T', ' ']).next()?;
        let mut parts = head.split('-');
        let year = parts.next().filter(|part| part.len() == 4)?.parse().ok()?;
        match (parts.next(), parts.next(), parts.next()) {
            (None, ..) => Some(Self::year(year)),
            (Some(month), None, _) => month.parse().ok().filter(|m| (1..=12).contains(m)).map(|m| Self::month(year, m)),
            (Some(month), Some(day), None) => Self::day(year, month.parse().ok()?, day.parse().ok()?),
            _ => None,
        }
    }
}

impl From<jiff::civil::Date> for Date {
    fn from(day: jiff::civil::Date) -> Self {
        Self { year: day.year(), month: Some(day.month()), day: Some(day.day()) }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(out, "-{month:02}")?;
        }
        if let (Some(_), Some(day)) = (self.month, self.day) {
            write!(out, "-{day:02}")?;
        }
        Ok(())
    }
}

/// What a stretch of text is to its report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Zone {
    /// Title above the text.
    Headline,
    /// First paragraph of the story.
    Lede,
    /// The story.
    #[default]
    Body,
    /// A paragraph that is somebody's words throughout.
    Quote,
    /// Under a picture.
    Caption,
    /// Menus, banners, legal lines, teasers, comment boxes.
    Boilerplate,
    /// A paragraph already printed above.
    Repeat,
}

impl Zone {
    /// The zone of that name.
    pub fn named(name: &str) -> Option<Self> {
        let all = [Self::Headline, Self::Lede, Self::Body, Self::Quote, Self::Caption, Self::Boilerplate, Self::Repeat];
        all.into_iter().find(|zone| zone.name() == name)
    }

    /// The word on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Headline => "headline",
            Self::Lede => "lede",
            Self::Body => "body",
            Self::Quote => "quote",
            Self::Caption => "caption",
            Self::Boilerplate => "boilerplate",
            Self::Repeat => "repeat",
        }
    }
}
