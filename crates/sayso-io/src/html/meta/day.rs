//! Calendar days as pages write them: ISO and its kin, months in words of many languages, numbers in either order.
//!
//! A time zone is never counted in: the day is the one that the page's own offset writes.

use jiff::Timestamp;
use sayso::report::Date;

use super::words::WORDS;

/// A longer text is no date.
const LONGEST: usize = 400;

/// Days of one text that are looked for.
const MOST: usize = 6;

/// What the numbers of "03/04/2024" are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// As in most of the world.
    DayFirst,
    /// As in the United States.
    MonthFirst,
}

/// A day that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// The day, where its numbers can be read one way only.
    pub(super) date: Option<Date>,
    /// The two readings where they can be read both ways, the day first first.
    pub(super) either: Option<(Date, Date)>,
    /// Where it stands, in bytes of the evened text.
    pub(super) start: usize,
    /// Where it ends.
    pub(super) end: usize,
}

/// The day of a text that holds nothing else: `2024-05-17T09:30:00+03:00`, `20240517`, seconds since 1970, "May 17, 2024".
pub(super) fn stamp(text: &str) -> Option<Found> {
    let text = text.trim();
    let whole = |date| Found { date: Some(date), either: None, start: 0, end: text.len() };
    if text.len() > 100 {
        return None;
    }
    if text.len() >= 8 && text.bytes().take_while(u8::is_ascii_digit).count() >= 8 {
        return packed(text).filter(plausible).map(whole);
    }
    all(text).into_iter().next()
}

/// Digits only: a day, or seconds or milliseconds since 1970.
fn packed(text: &str) -> Option<Date> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let since = |second: i64| Timestamp::from_second(second).ok().map(|at| at.to_zoned(jiff::tz::TimeZone::UTC).date().into());
    match digits {
        8 | 12 | 14 => compact(&text[..8]),
        10 if text.len() == 10 => since(text.parse().ok()?),
        13 if text.len() == 13 => since(text.parse::<i64>().ok()? / 1000),
        _ => None,
    }
}

/// `20240517`
pub(super) fn compact(text: &str) -> Option<Date> {
    let part = |from: usize, to: usize| text.get(from..to)?.parse::<i16>().ok();
    Date::day(part(0, 4)?, i8::try_from(part(4, 6)?).ok()?, i8::try_from(part(6, 8)?).ok()?)
}

/// The days of a text, in its order. Positions are those of [`even`].
pub(super) fn all(text: &str) -> Vec<Found> {
    let pieces = pieces(text);
    let (mut found, mut at) = (Vec::new(), 0);
    while at < pieces.len() && found.len() < MOST {
        match day(&pieces[at..]) {
            Some((date, either, len)) if len > 0 => {
                let [start, end] = [pieces[at].start, pieces[at + len - 1].end];
                found.push(Found { date, either, start, end });
                at += len;
            }
            _ => at += 1,
        }
    }
    found.retain(|found| found.date.is_none_or(|date| plausible(&date)) && found.either.is_none_or(|(date, _)| plausible(&date)));
    found
}

/// The web begins in 1990, and nobody publishes in 2100 yet.
pub(super) fn plausible(date: &Date) -> bool {
    (1990..2100).contains(&date.year)
}

/// The text with digits of all scripts as ASCII, and no marks of writing direction.
pub(super) fn even(text: &str) -> String {
    let digit = |c: char| match c {
        '\u{660}'..='\u{669}' => char::from_digit(u32::from(c) - 0x660, 10),
        '\u{6f0}'..='\u{6f9}' => char::from_digit(u32::from(c) - 0x6f0, 10),
        '\u{966}'..='\u{96f}' => char::from_digit(u32::from(c) - 0x966, 10),
        '\u{a0}' | '\u{202f}' | '\u{2009}' => Some(' '),
        _ => None,
    };
    let shown = text.chars().filter(|c| !matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{200b}'));
    shown.take(LONGEST).map(|c| digit(c).unwrap_or(c)).collect()
}

struct Piece {
    text: String,
    start: usize,
    end: usize,
}

impl Piece {
    fn number(&self, most: usize) -> Option<i16> {
        let short = self.text.len() <= most && self.text.bytes().all(|byte| byte.is_ascii_digit());
        short.then(|| self.text.parse().ok()).flatten()
    }

    fn day(&self) -> Option<i8> {
        self.number(2).and_then(|day| i8::try_from(day).ok()).filter(|day| (1..=31).contains(day))
    }

    fn year(&self) -> Option<i16> {
        self.number(4).filter(|year| (1000..3000).contains(year) && self.text.len() == 4)
    }

    fn is(&self, words: &[&str]) -> bool {
        words.contains(&self.text.as_str())
    }
}

/// Runs of digits, runs of letters, and single other characters, in lower case and without spaces.
fn pieces(text: &str) -> Vec<Piece> {
    let text = even(text);
    let (mut out, mut at) = (Vec::<Piece>::new(), 0);
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        let len = match first {
            _ if first.is_ascii_digit() => digits(rest),
            '年' | '月' | '日' => first.len_utf8(),
            _ if first.is_alphabetic() => rest.find(|c: char| !c.is_alphabetic() && c != '\u{301}').unwrap_or(rest.len()),
            _ => first.len_utf8(),
        };
        if !first.is_whitespace() {
            out.push(Piece { text: rest[..len].to_lowercase(), start: at, end: at + len });
        }
        at += len;
    }
    out
}

/// A run of digits. A year and a clock time that are glued together ("20194:29") are two.
fn digits(text: &str) -> usize {
    let len = text.bytes().take_while(u8::is_ascii_digit).count();
    if matches!(len, 5 | 6) && text[len..].starts_with(':') { 4 } else { len }
}

type Read = (Option<Date>, Option<(Date, Date)>, usize);

/// The day that the pieces begin with, and how many of them it takes.
fn day(pieces: &[Piece]) -> Option<Read> {
    numbers(pieces).or_else(|| {
        let (date, len) = month_first(pieces).or_else(|| day_first(pieces)).or_else(|| year_first(pieces))?;
        Some((Some(date), None, len))
    })
}

/// "2024-05-17", "17.05.2024", "05/17/2024", "2024年5月17日", "17-May-2024", "2024-May-17"
fn numbers(pieces: &[Piece]) -> Option<Read> {
    let [a, first, b, second, c, ..] = pieces else { return None };
    let asian = first.is(&["年", "년"]) && second.is(&["月", "월"]);
    if !asian && (first.text != second.text || !first.is(&["-", "/", ".", "–", "‑"])) {
        return None;
    }
    let dots = first.is(&["."]) && a.text.len() <= 2;
    let tight = a.end == first.start && (first.end == b.start || dots) || asian;
    let month = || b.number(2).and_then(|month| i8::try_from(month).ok()).or_else(|| WORDS.month(&b.text));
    if !tight {
        return None;
    }
    if let Some(year) = a.year() {
        return Some((Some(Date::day(year, month()?, c.day()?)?), None, 5));
    }
    let year = c.year()?;
    if let Some(month) = WORDS.month(&b.text) {
        return Some((Some(Date::day(year, month, a.day()?)?), None, 5));
    }
    let (by_day, by_month) = (Date::day(year, b.day()?, a.day()?), Date::day(year, a.day()?, b.day()?));
    match (by_day, by_month) {
        (Some(by_day), Some(by_month)) if by_day != by_month && !first.is(&["."]) => Some((None, Some((by_day, by_month)), 5)),
        (by_day, by_month) => Some((Some(by_day.or(by_month)?), None, 5)),
    }
}

/// "May 17th, 2024"
fn month_first(pieces: &[Piece]) -> Option<(Date, usize)> {
    let (month, at) = month(pieces, 0)?;
    let at = skip(pieces, at, &["."]);
    let day = pieces.get(at)?.day()?;
    let at = skip(pieces, skip(pieces, at + 1, &["st", "nd", "rd", "th"]), &[",", "،"]);
    Some((Date::day(pieces.get(at)?.year()?, month, day)?, at + 1))
}

/// "17 May 2024", "17. Mai 2024", "17 мая 2024 г.", "17 de mayo de 2024", "17th of May, 2024"
fn day_first(pieces: &[Piece]) -> Option<(Date, usize)> {
    let day = pieces.first()?.day()?;
    let at = skip(pieces, 1, &["st", "nd", "rd", "th", ".", "º", "°", "er"]);
    let at = skip(pieces, at, &["of", "de", "/", "-"]);
    let (month, at) = month(pieces, at)?;
    let at = skip(pieces, at, &[".", ",", "،", "/", "-"]);
    let at = skip(pieces, skip(pieces, at, &[","]), &["de", "del", "of"]);
    Some((Date::day(pieces.get(at)?.year()?, month, day)?, at + 1))
}

/// "2024 May 17", "2024. május 17."
fn year_first(pieces: &[Piece]) -> Option<(Date, usize)> {
    let year = pieces.first()?.year()?;
    let (month, at) = month(pieces, skip(pieces, 1, &[".", ",", "m"]))?;
    let at = skip(pieces, at, &["."]);
    Some((Date::day(year, month, pieces.get(at)?.day()?)?, at + 1))
}

/// A month, of two words in the Arabic of the Levant.
fn month(pieces: &[Piece], at: usize) -> Option<(i8, usize)> {
    let first = pieces.get(at)?;
    let two = pieces.get(at + 1).and_then(|second| WORDS.month(&format!("{} {}", first.text, second.text)));
    two.map(|month| (month, at + 2)).or_else(|| WORDS.month(&first.text).map(|month| (month, at + 1)))
}

fn skip(pieces: &[Piece], at: usize, words: &[&str]) -> usize {
    at + usize::from(pieces.get(at).is_some_and(|piece| piece.is(words)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let found = stamp(text);
        let shown = found.map(|found| match (found.date, found.either) {
            (Some(date), _) => date.to_string(),
            (None, Some((a, b))) => format!("{a} or {b}"),
            _ => String::new(),
        });
        assert_eq!(shown.unwrap_or_default(), expected, "{text}");
    }

    #[test]
    fn machines_write_days() {
        check("2024-05-17T23:30:00-04:00", "2024-05-17");
        check("2024-05-17 23:30", "2024-05-17");
        check("20240517T233000Z", "2024-05-17");
        check("20240517", "2024-05-17");
        check("1715938200", "2024-05-17");
        check("1715938200000", "2024-05-17");
        check("Fri, 17 May 2024 09:30:00 GMT", "2024-05-17");
        check("Fri May 17 2024 09:30:00 GMT+0300 (EEST)", "2024-05-17");
    }

    #[test]
    fn people_write_days() {
        check("May 17th, 2024", "2024-05-17");
        check("Published Wed, Nov 20 20194:29 AM EST", "2019-11-20");
        check("17 мая 2024 г., 09:30", "2024-05-17");
        check("17 травня 2024", "2024-05-17");
        check("17. Mai 2024", "2024-05-17");
        check("17 de mayo de 2024", "2024-05-17");
        check("١٧ مايو ٢٠٢٤", "2024-05-17");
        check("17 كانون الثاني 2024", "2024-01-17");
        check("2024年5月17日", "2024-05-17");
        check("2024년 5월 17일 09:30", "2024-05-17");
        check("17. 5. 2024", "2024-05-17");
        check("2024 May 17", "2024-05-17");
        check("1er mai 2024 à 9h30", "2024-05-01");
        check("آخر تحديث: 17/5/202409:30 AM", "2024-05-17");
        check("17.05.2024", "2024-05-17");
        check("05.17.2024 09:00 AM", "2024-05-17");
        check("17-May-2024", "2024-05-17");
    }

    #[test]
    fn what_can_be_read_two_ways_is_left_so() {
        check("03/04/2024", "2024-04-03 or 2024-03-04");
        check("04/04/2024", "2024-04-04");
        check("03.04.2024", "2024-04-03");
    }

    #[test]
    fn no_days() {
        for text in
            ["9999-99-99", "2024-13-40", "1944-06-06", "31 February 2024", "24/7", "May 2024", "1.2.3", "99999999", "", "0000-00-00"]
        {
            check(text, "");
        }
    }
}
