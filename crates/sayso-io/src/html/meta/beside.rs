//! The days that a reader sees beside the headline, and the elements that are marked as days.
//!
//! A day with a label ("Published:") is taken from some lines around; one that stands alone must stand between the headline and the
//! text, for further down stand the days of other reports, and above the headline stands the day of today.

use std::ops::Range;

use super::date::{Hit, Told, hit};
use super::day::{self, Found};
use super::mark::Kind;
use super::seen::{Line, Mark, Seen};
use super::words::WORDS;

/// Lines above and below the headline in which a labelled day belongs to it.
const ABOVE: usize = 6;
const BELOW: usize = 25;
/// The same of a day without a label.
const JUST_ABOVE: usize = 2;
/// Lines of prose that stand between a headline and its day: a summary, and what is under the picture.
const PROSE: usize = 2;
/// A longer line is prose, in characters.
const LONGEST: usize = 130;
/// Words beside the day that a line of a headline has at most.
const BESIDE: usize = 9;

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Shown {
    pub(super) published: Vec<Hit>,
    pub(super) modified: Vec<Hit>,
    /// Days without a label, and by how many lines they are away.
    loose: Vec<(usize, Hit)>,
}

/// Looks for marked elements, and for days around the line of the headline.
pub(super) fn read(seen: &Seen, headline: Option<usize>) -> Shown {
    let mut shown = Shown::default();
    let place = headline.map(|at| Place::new(seen, at));
    marked(seen, place.as_ref(), &mut shown);
    if let Some(place) = &place {
        lines(seen, place, &mut shown);
    }
    // What is marked by a class goes before what only looks like a day.
    let nearest = shown.loose.iter().min_by_key(|(away, hit)| (hit.told, *away)).map(|(_, hit)| *hit);
    shown.published.extend(nearest);
    shown
}

/// The lines around a headline.
struct Place {
    headline: usize,
    /// Where labelled days belong to it.
    around: Range<usize>,
    /// Where other days do.
    near: Range<usize>,
}

impl Place {
    fn new(seen: &Seen, headline: usize) -> Self {
        let prose = |line: &Line| line.text.chars().count() > LONGEST;
        let below = seen.lines.iter().enumerate().skip(headline + 1).take(BELOW);
        let end = below.filter(|(_, line)| prose(line)).nth(PROSE).map_or(headline + BELOW, |(at, _)| at);
        let near = headline.saturating_sub(JUST_ABOVE)..end;
        Self { headline, around: headline.saturating_sub(ABOVE)..headline + BELOW, near }
    }

    /// By how many lines something is away, where it is near.
    fn away(&self, line: usize) -> Option<usize> {
        let above = if line < self.headline { ABOVE } else { 0 };
        self.near.contains(&line).then(|| self.headline.abs_diff(line) + above)
    }
}

/// Elements marked as days; those that only a class marks must stand beside the headline.
fn marked(seen: &Seen, place: Option<&Place>, shown: &mut Shown) {
    for mark in seen.marks.iter().filter(|mark| !mark.aside) {
        let told = if mark.strict { Told::Marked } else { Told::Labelled };
        let read = || mark.value.as_deref().and_then(|value| hit(told, value)).or_else(|| hit(told, &mark.text));
        let around = || place.is_some_and(|place| place.around.contains(&mark.line));
        let away = || place.and_then(|place| place.away(mark.line));
        match mark.kind {
            Kind::Published if mark.strict => shown.published.extend(read()),
            Kind::Modified if mark.strict || around() => shown.modified.extend(read()),
            Kind::Published => shown.loose.extend(away().zip(read())),
            Kind::Time if around() => {
                let Some(hit) = read() else { continue };
                match labelled(seen, mark) {
                    Some(Kind::Modified) => shown.modified.push(hit),
                    Some(_) => shown.published.push(hit),
                    None => shown.loose.extend(away().map(|away| (away, Hit { told: Told::Near, ..hit }))),
                }
            }
            _ => {}
        }
    }
}

/// What the words before an element, or its own, say of it.
fn labelled(seen: &Seen, mark: &Mark) -> Option<Kind> {
    let text = seen.lines.get(mark.line).map_or("", |line| line.text.as_str());
    let before = text.find(mark.text.trim()).and_then(|at| text.get(..at)).unwrap_or_default();
    label(before).or_else(|| label(&mark.text))
}

/// The days of short lines: with a label, or with little else.
fn lines(seen: &Seen, place: &Place, shown: &mut Shown) {
    let mut before: Option<Kind> = None;
    for at in place.around.clone() {
        let Some(line) = seen.lines.get(at).filter(|line| fit(line)) else { continue };
        let (text, found) = (day::even(&line.text), day::all(&line.text));
        let (mut from, lone) = (0, found.len() == 1);
        for found in &found {
            let head = text.get(from..found.start).unwrap_or_default();
            from = found.end;
            let told = |told| Hit { told, found: *found, utc: None };
            // A label may stand in a line of its own, above its day.
            match label(head).or_else(|| before.filter(|_| head.trim().is_empty())) {
                Some(Kind::Modified) => shown.modified.push(told(Told::Labelled)),
                Some(_) => shown.published.push(told(Told::Labelled)),
                // Two days of one line are a stretch, or the days of something else.
                None if lone && plain(&text, found) => shown.loose.extend(place.away(at).map(|away| (away, told(Told::Near)))),
                None => {}
            }
        }
        before = if found.is_empty() { label(&text).filter(|_| text.chars().count() < 40) } else { None };
    }
}

fn fit(line: &Line) -> bool {
    let short = line.text.chars().count() <= LONGEST;
    short && !line.aside && !line.caption && !WORDS.has("picture", &line.text) && !line.text.contains(['©', '?'])
}

/// Whether a line is a day and little else.
fn plain(text: &str, found: &Found) -> bool {
    let rest = [text.get(..found.start), text.get(found.end..)].into_iter().flatten();
    rest.flat_map(|part| part.split(|c: char| !c.is_alphabetic())).filter(|word| !word.is_empty()).count() <= BESIDE
}

/// Whether the words before a day, at their end, say that it is the day of publication or of a change.
fn label(before: &str) -> Option<Kind> {
    let before = super::folded(before);
    let last = |kind: &str| {
        let ends = WORDS.kind(kind).iter().filter_map(|phrase| before.rfind(phrase.words).map(|at| (at, at + phrase.words.len())));
        let whole = ends.filter(|(at, end)| {
            let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
            edge(before[..*at].chars().next_back()) && edge(before[*end..].chars().next())
        });
        whole.filter(|(_, end)| before[*end..].split_whitespace().count() <= 3).max()
    };
    match (last("published"), last("updated")) {
        (Some(published), Some(updated)) if published > updated => Some(Kind::Published),
        (_, Some(_)) => Some(Kind::Modified),
        (Some(_), None) => Some(Kind::Published),
        (None, None) => None,
    }
}
