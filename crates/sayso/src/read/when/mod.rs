//! Times: dates, spans, durations, ages and clock times, resolved against the publication date.

mod attach;
mod bind;
mod calendar;
mod carry;
mod dates;
mod event;
mod length;
mod moment;
mod point;
mod reader;
mod span;
mod words;

use std::ops::Range;

pub use bind::{Found, bind};
pub(super) use bind::{Held, periods};
pub use words::Words;

use super::page::{Page, Shape};
use crate::claim::Period;
use crate::report::Date;
use reader::{Piece, Reader};

/// One expression of time in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Time {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// What it is.
    pub sense: Sense,
    /// What it resolves to, where it resolves.
    pub period: Option<Period>,
}

/// What an expression of time is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sense {
    /// A day, month, year or a span between two: "on 3 May", "in 2024", "from May to June".
    Date,
    /// Open to the future: "since March".
    Since,
    /// Open to the past: "by August", "as of", "until".
    Until,
    /// How long: "for six months".
    Duration,
    /// How old: "aged 18 to 60".
    Age,
    /// Clock time.
    Clock,
}

/// Every expression of time, in text order, none overlapping.
pub fn find(words: &Words, page: &Page<'_>) -> Vec<Time> {
    let mut reader = Reader::new(words, page);
    let mut times = Vec::new();
    for sentence in &page.sentences {
        reader.turn(sentence.tokens.clone());
        let mut at = reader.first;
        while at < reader.end {
            let Some(piece) = piece(&reader, at).filter(|piece| piece.end > at) else {
                at += 1;
                continue;
            };
            hear(&mut reader, at, &piece);
            times.push(Time { tokens: at..piece.end, sense: piece.sense, period: piece.period });
            at = piece.end;
        }
    }
    times
}

/// The time that begins at a token.
fn piece(reader: &Reader<'_>, at: usize) -> Option<Piece> {
    if reader.shape(at) == Some(Shape::Number) {
        let found = length::clock(reader, at).or_else(|| point::point(reader, at)).or_else(|| span::measured(reader, at));
        return found.or_else(|| length::duration(reader, at)).or_else(|| length::age(reader, at));
    }
    let quarter = || reader.text(at).len() == 2 && reader.text(at).starts_with(['Q', 'q']);
    if !reader.term(at).map_or_else(quarter, |(term, _)| term.begins()) {
        return None;
    }
    let found = span::stretch(reader, at).or_else(|| point::point(reader, at)).or_else(|| span::measured(reader, at));
    found.or_else(|| length::duration(reader, at)).or_else(|| length::age(reader, at))
}

/// A day near the day of writing on which somebody speaks is the day that "the past day" is counted from.
fn hear(reader: &mut Reader<'_>, at: usize, piece: &Piece) {
    let day = piece.period.filter(|period| period.from == period.to && piece.sense == Sense::Date).and_then(|period| period.to);
    let told = piece.period.filter(|period| piece.sense == Sense::Date && period.from == period.to).and_then(|period| period.from);
    if let Some(told) = told.filter(|_| !reader.speaks(at)) {
        (reader.last, reader.last_at) = (Some(told), at);
    }
    reader.day = piece.period.and_then(|period| period.to).filter(|day| day.day.is_some()).or(reader.day);
    let near = |day: Date| {
        day.day.is_some()
            && reader
                .today
                .and_then(|today| Some((today.first_day()? - day.first_day()?).get_days()))
                .is_some_and(|days| (0..=3).contains(&days))
    };
    reader.held = day.filter(|day| day.month.is_none()).map(|day| day.year).or(reader.held);
    let night = piece
        .period
        .filter(|period| period.from != period.to && piece.end > at + 1 && reader.is_overnight(at))
        .and_then(|period| period.to);
    if let Some(day) = night.filter(|day| near(*day)).or(day.filter(|day| near(*day) && reader.speaks(at))) {
        reader.spoken = Some(day);
    }
}

#[cfg(test)]
mod tests;
