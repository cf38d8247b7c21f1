//! The day and the outlet that a text's own furniture or dateline gives, where it is plain.
//!
//! A wrong day is worse than none: prose is never asked, only short lines that hold a label, a date and a clock time, and datelines.
//! The words of furniture are few and stand here, since a report is dated before any language is chosen.

use super::Date;

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The day it was published.
    pub published: Option<Date>,
    /// Who published it.
    pub outlet: Option<String>,
}

/// Lines of the head that are asked for a bare date.
const HEAD: usize = 15;

/// Lines that are asked for a label or a clock time beside a date: menus may stand above.
const DEEP: usize = 200;

/// A longer line is prose.
const LONGEST: usize = 120;

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const FULL: [&str; 12] =
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const FULL_DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const LABELS: [&str; 12] =
    ["publish", "published", "date", "posted", "issued", "released", "release", "publication", "published on", "dated", "filed", "created"];
const LATER: [&str; 5] = ["updated", "modified", "update", "edited", "revised"];
const FILLERS: [&str; 8] = ["on", "at", "first", "last", "story", "time", "online", "of"];
const CLOCK: [&str; 17] = ["am", "pm", "a", "p", "m", "gmt", "utc", "est", "edt", "et", "cet", "cest", "eet", "eest", "bst", "msk", "ist"];

/// Looks at the head and the end of a text.
pub fn find(text: &str) -> Found {
    Found { published: published(text), outlet: outlet(text) }
}

/// How sure a line makes its date, surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Sure {
    Labelled,
    Timed,
    Alone,
    Byline,
    Later,
}

fn published(text: &str) -> Option<Date> {
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
    let head = lines().take(DEEP).enumerate().filter_map(|(at, line)| {
        let (sure, date) = dated(line)?;
        (at < HEAD || matches!(sure, Sure::Labelled | Sure::Timed)).then_some((at >= HEAD, sure, date))
    });
    let best = head.min_by_key(|(deep, sure, _)| (*deep, *sure)).map(|(.., date)| date);
    best.or_else(|| lines().take(HEAD).find_map(dateline)).or_else(|| lines().next_back().and_then(credit))
}

/// The date that a line of furniture gives.
fn dated(line: &str) -> Option<(Sure, Date)> {
    let marks = marks(Some(line).filter(|line| line.len() <= LONGEST && !line.contains('='))?);
    let (at, date, end) = (0..marks.len()).find_map(|at| date(&marks, at).map(|(date, end)| (at, date, end)))?;
    let ranged = marks.get(end).is_some_and(|mark| mark.is(&["–", "—"]));
    if ranged || line.starts_with('#') {
        return None;
    }
    let label = |words: &[&str]| marks[..at].iter().any(|mark| mark.is(words));
    let plain = |marks: &[Mark<'_>]| marks.iter().all(|mark| mark.furniture());
    let rest = marks[end..].iter().take_while(|mark| !mark.is(&LATER)).collect::<Vec<_>>();
    let alone = rest.iter().all(|mark| mark.furniture());
    let timed = marks.windows(3).any(|three| three[1].is(&[":"]) && matches!((three[0], three[2]), (Mark::Digits(_), Mark::Digits(_))));
    if plain(&marks[..at]) && label(&LABELS) {
        return Some((Sure::Labelled, date));
    }
    if plain(&marks[..at]) && label(&LATER) {
        return alone.then_some((Sure::Later, date));
    }
    let before = marks[..at].iter().rev().find(|mark| !mark.is(&DAYS) && !mark.is(&FULL_DAYS) && !mark.is(&[","]));
    match (plain(&marks[..at]), alone) {
        (true, true) if timed => Some((Sure::Timed, date)),
        (true, true) => Some((Sure::Alone, date)),
        (true, false) if timed && at > 0 => Some((Sure::Alone, date)),
        (false, true) if before.is_some_and(|mark| mark.is(&["|", "•", "·"])) => Some((Sure::Byline, date)),
        _ => None,
    }
}

/// "KYIV, Feb. 4, 2026 (Xinhua) --", "MOSCOW, May 21, 2025. /TASS/.": the date of a dateline that has its year.
fn dateline(line: &str) -> Option<Date> {
    let (place, _, _) = agency(line)?;
    let marks = marks(place);
    (0..marks.len()).find_map(|at| date(&marks, at)).map(|(date, _)| date)
}

/// "(China Daily 10/03/2017 page4)" at the end.
fn credit(line: &str) -> Option<Date> {
    let inside = line.strip_prefix('(').and_then(|line| line.strip_suffix(')')).filter(|line| line.len() <= 60)?;
    let marks = marks(inside);
    (0..marks.len()).find_map(|at| date(&marks, at)).map(|(date, _)| date)
}

fn outlet(text: &str) -> Option<String> {
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
    let named = lines().take(HEAD).find_map(agency).map(|(_, name, _)| name.to_owned());
    named.or_else(|| lines().rev().take(4).find_map(read_more).map(str::to_owned))
}

/// "Read More @ kyivindependent.com"
fn read_more(line: &str) -> Option<&str> {
    let (head, site) = line.split_once('@')?;
    let site = site.trim().trim_end_matches('.');
    let word = site.len() < 60 && site.contains('.') && !site.contains(char::is_whitespace);
    (head.trim().eq_ignore_ascii_case("read more") && word).then_some(site)
}

/// A dateline's place and date, its agency, and the story: "PARADISE, Calif. (Reuters) - National Guard", "(MENAFN) Russian", "/TASS/."
fn agency(line: &str) -> Option<(&str, &str, &str)> {
    let line = line.trim_start_matches(['*', '_', '#', ' ']);
    let (open, close) = [('(', ')'), ('/', '/')].into_iter().find(|(open, _)| line.find(*open).is_some_and(|at| at < 60))?;
    let (place, rest) = line.split_once(open)?;
    let (name, story) = rest.split_once(close).filter(|(name, _)| (2..=24).contains(&name.len()))?;
    let named = name.starts_with(char::is_uppercase) && name.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '.' | '&'));
    let letters = place.split([',', '.']).next().unwrap_or_default().trim();
    let city = letters.chars().count() < 30 && !letters.is_empty() && letters.chars().all(|c| c.is_uppercase() || !c.is_alphabetic());
    let follows = story.trim_start().starts_with(['-', '–', '—', ':']) || open == '/' && story.starts_with('.');
    let bare = place.is_empty() && story.starts_with(' ') && name.chars().all(char::is_uppercase);
    (named && (city && follows || bare)).then_some((place, name, story))
}

/// A piece of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark<'a> {
    Word(&'a str),
    Digits(&'a str),
    Other(&'a str),
}

impl Mark<'_> {
    fn is(&self, words: &[&str]) -> bool {
        let text = match self {
            Self::Word(text) | Self::Digits(text) | Self::Other(text) => text,
        };
        words.iter().any(|word| word.eq_ignore_ascii_case(text))
    }

    /// Whether it may stand beside a date that stands alone.
    fn furniture(&self) -> bool {
        match self {
            Self::Word(_) => [&LABELS[..], &LATER, &FILLERS, &CLOCK, &DAYS, &FULL_DAYS].iter().any(|words| self.is(words)),
            Self::Digits(text) => text.len() <= 3,
            Self::Other(_) => true,
        }
    }

    fn number(&self) -> Option<i16> {
        if let Self::Digits(text) = self { text.parse().ok() } else { None }
    }

    fn year(&self) -> Option<i16> {
        self.number().filter(|year| (1900..2100).contains(year))
    }

    fn month(&self) -> Option<i8> {
        let Self::Word(text) = self else { return None };
        let lower = text.to_ascii_lowercase();
        let at = FULL
            .iter()
            .position(|month| *month == lower)
            .or_else(|| MONTHS.iter().position(|month| *month == lower || lower == "sept" && *month == "sep"));
        at.and_then(|at| i8::try_from(at + 1).ok())
    }

    fn day(&self) -> Option<i8> {
        self.number().and_then(|day| i8::try_from(day).ok()).filter(|day| (1..=31).contains(day))
    }
}

/// Cuts a line at changes of kind, and where a capital follows a small letter ("dateFriday").
fn marks(line: &str) -> Vec<Mark<'_>> {
    let mut out = Vec::new();
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        let len = match first {
            _ if first.is_ascii_digit() => rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len()),
            _ if first.is_alphabetic() => word(rest),
            _ => first.len_utf8(),
        };
        let (mark, after) = rest.split_at(len);
        if first.is_ascii_digit() {
            out.push(Mark::Digits(mark));
        } else if first.is_alphabetic() {
            out.push(Mark::Word(mark));
        } else if !first.is_whitespace() {
            out.push(Mark::Other(mark));
        }
        rest = after;
    }
    out
}

fn word(text: &str) -> usize {
    let mut small = false;
    for (at, c) in text.char_indices() {
        if !c.is_alphabetic() || small && c.is_uppercase() {
            return at;
        }
        small = c.is_lowercase();
    }
    text.len()
}

/// The date with its year that begins here, and the mark after it.
fn date(marks: &[Mark<'_>], at: usize) -> Option<(Date, usize)> {
    let mark = |by: usize| marks.get(at + by);
    let joined = |by| mark(by).is_some_and(|mark| mark.is(&["-", "/", "."]));
    if joined(1) && joined(3) {
        let (a, b, c) = (mark(0)?, mark(2)?, mark(4)?);
        let date = match a.year() {
            Some(year) => Date::day(year, b.month().or(b.day())?, c.day()?),
            None => either(marks, a.day()?, b.month().or(b.day())?, c.year()?, mark(1)?.is(&["."]) || b.month().is_some()),
        };
        return date.map(|date| (date, at + 5));
    }
    let skip = |by: usize, words: &[&str]| if mark(by).is_some_and(|mark| mark.is(words)) { by + 1 } else { by };
    let (month, day, by) = if let Some(month) = mark(0)?.month() {
        let day = skip(1, &["."]);
        (month, mark(day)?.day()?, day + 1)
    } else {
        let month = skip(skip(1, &["st", "nd", "rd", "th"]), &["of", "-"]);
        (mark(month)?.month()?, mark(0)?.day()?, skip(month + 1, &["."]))
    };
    let by = skip(skip(by, &["st", "nd", "rd", "th"]), &[",", "-"]);
    Some((Date::day(mark(by)?.year()?, month, day)?, at + by + 1))
}

/// Two small numbers and a year: the day first, unless the clock beside them is American; left open where nothing tells.
fn either(marks: &[Mark<'_>], a: i8, b: i8, year: i16, european: bool) -> Option<Date> {
    let american = marks.iter().any(|mark| mark.is(&["am", "pm"]));
    let clock = marks.windows(3).any(|three| three[1].is(&[":"]) && three[0].number().is_some() && three[2].number().is_some());
    match (a > 12, b > 12) {
        (true, _) => Date::day(year, b, a),
        (_, true) => Date::day(year, a, b),
        _ if a == b || european => Date::day(year, b, a),
        _ if american => Date::day(year, a, b),
        _ if clock => Date::day(year, b, a),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, published: &str, outlet: Option<&str>) {
        let found = find(text);
        assert_eq!(found.published.map(|date| date.to_string()).unwrap_or_default(), published, "{text}");
        assert_eq!(found.outlet.as_deref(), outlet, "{text}");
    }

    #[test]
    fn furniture_and_datelines() {
        check("Losses grow\nPublish dateTuesday 4 March 2025 - 10:15\nThey do.", "2025-03-04", None);
        check("Losses grow\n\nPublished :`2024-08-01 13:35:37`\n\nThey do.", "2024-08-01", None);
        check("Issued on: 04/03/2025 - 06:59Modified: 05/03/2025 - 03:57", "2025-03-04", None);
        check("Sunday, August 4, 2024\nHome", "2024-08-04", None);
        check("BEIRUT, Lebanon (Reuters) - Four died on June 25, 2024.", "", Some("Reuters"));
        check("MINSK, May 21. /BELTA/. Four died.", "", Some("BELTA"));
        check("The war began on February 24, 2022.\nSee the port on May 3, 2024", "", None);
        check("Losses grow\nRead More @ example.org", "", Some("example.org"));
    }
}
