//! Zones: headline, lede, body, quote, caption, boilerplate, repeat. Set by shape and by the furniture table, never by outlet.

use rustc_hash::FxHashMap;

use super::page::{Block, Page, Shape, cut};
use crate::pack::{Phrases, fold, rows};
use crate::report::{Report, Zone};

/// The furniture of pages in one language.
#[derive(Debug)]
pub struct Words {
    furniture: Phrases<Furniture>,
}

/// What a phrase of furniture says of the line it stands in, and where in the line it must stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Furniture {
    zone: Zone,
    place: Place,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// The line is the phrase.
    Whole,
    /// The line begins with it.
    Start,
    /// The phrase is in the line, which is short.
    Any,
    /// The line is little else than such words and numbers: a date line.
    Calendar,
}

/// Words of a line that still counts as short.
const SHORT: usize = 30;
/// Lines without a full stop in a row that make a menu.
const MENU: usize = 5;

impl Words {
    /// Reads `furniture.tsv`: phrase, `whole` | `start` | `any` | `calendar`, `boilerplate` | `caption`.
    pub fn new(code: &str, problems: &mut Vec<String>) -> Self {
        let mut furniture = Phrases::default();
        for row in rows(code, "furniture") {
            let place = match row.cell(1) {
                Some("whole") => Place::Whole,
                Some("start") => Place::Start,
                Some("any") => Place::Any,
                Some("calendar") => Place::Calendar,
                _ => {
                    problems.push(row.problem("the second cell must be whole, start, any or calendar"));
                    continue;
                }
            };
            let zone = if row.cell(2) == Some("caption") { Zone::Caption } else { Zone::Boilerplate };
            let phrase = row.cells[0];
            let words = cut(phrase).iter().map(|token| fold(&phrase[token.start..token.end])).collect::<Vec<_>>();
            furniture.insert(&words, Furniture { zone, place }, row.id);
        }
        Self { furniture }
    }
}

/// Marks the zone of every block.
pub fn mark(words: &Words, page: &mut Page<'_>) {
    let mut lines = page.blocks.iter().map(|block| line(words, page, block)).collect::<Vec<_>>();
    told(page.report, &page.blocks, &mut lines);
    let told = lines.iter().any(|line| line.zone == Zone::Headline);
    let titles = |lines: &[Line]| {
        (0..lines.len()).take_while(|at| lines[*at].zone != Zone::Body || !is_prose(&lines[*at])).find(|at| is_title(lines, *at))
    };
    let headline = if told { None } else { titles(&lines) };
    let lede = lines.iter().position(|line| line.zone == Zone::Body && is_prose(line));
    let mut seen: FxHashMap<u64, usize> = FxHashMap::default();
    for at in 0..lines.len() {
        let zone = match lines[at].zone {
            _ if headline == Some(at) => Zone::Headline,
            Zone::Body if in_menu(&lines, at) => Zone::Boilerplate,
            Zone::Body if lede == Some(at) => Zone::Lede,
            other => other,
        };
        page.blocks[at].zone = zone;
        if lines[at].words > 4 {
            let earlier = *seen.entry(lines[at].digest).or_insert(at);
            if earlier != at {
                page.blocks[at].repeats = Some(earlier);
                page.blocks[at].zone = if zone == Zone::Boilerplate { zone } else { Zone::Repeat };
            }
        }
    }
}

/// What the source's structure told goes before what the shape of a line tells.
fn told(report: &Report, blocks: &[Block], lines: &mut [Line]) {
    for (block, line) in blocks.iter().zip(lines) {
        line.zone = report.mark(block.span.start).and_then(|mark| mark.zone).unwrap_or(line.zone);
    }
}

/// What the shape of one block tells.
#[derive(Debug)]
struct Line {
    zone: Zone,
    /// Words, punctuation aside.
    words: usize,
    /// Whether it ends as a sentence does.
    stops: bool,
    /// Whether it is only a link, a time or marks.
    bare: bool,
    /// Whether it has a number.
    counts: bool,
    /// Its words, punctuation aside, as one number.
    digest: u64,
}

fn line(words: &Words, page: &Page<'_>, block: &Block) -> Line {
    let sentences = &page.sentences[block.sentences.clone()];
    let tokens = sentences.first().zip(sentences.last()).map_or(0..0, |(first, last)| first.tokens.start..last.tokens.end);
    let plain = || tokens.clone().filter(|at| !matches!(page.tokens[*at].shape, Shape::Punct | Shape::Symbol));
    let count = plain().count();
    let text = &page.report.text[block.span.clone()];
    let digest = plain().fold(0u64, |hash, at| (hash.rotate_left(5) ^ page.words[at]).wrapping_mul(0x517c_c1b7_2722_0a95));
    let link = plain().filter(|at| page.tokens[*at].shape == Shape::Address).count();
    let mut zone = furniture(words, page, tokens.clone(), count).unwrap_or(Zone::Body);
    if zone == Zone::Body && is_quote(text) {
        zone = Zone::Quote;
    }
    Line {
        zone,
        words: count,
        stops: text.trim_end_matches(['"', '”', '’', '\'', ')', '*', '_', ' ']).ends_with(['.', '!', '?', '…', ':', '—']),
        bare: count == 0 || link * 2 >= count || plain().all(|at| page.tokens[at].shape == Shape::Number) && text.contains(':'),
        counts: plain().any(|at| page.tokens[at].shape == Shape::Number),
        digest,
    }
}

fn furniture(words: &Words, page: &Page<'_>, tokens: std::ops::Range<usize>, count: usize) -> Option<Zone> {
    let first = tokens.clone().find(|at| page.tokens[*at].shape != Shape::Punct)?;
    // Long paragraphs are prose, whatever they begin with; only the first words of a line are asked beyond that.
    let reach = if count <= SHORT { tokens.end } else { first + 1 };
    let found = (first..reach).flat_map(|at| words.furniture.all(&page.words[at..tokens.end]).into_iter().map(move |hit| (at, hit)));
    let fits = |at: usize, len: usize, place: Place| match place {
        Place::Whole => at == first && (at + len..tokens.end).all(|rest| !page.tokens[rest].shape.is_word()),
        Place::Start => at == first,
        Place::Any => count <= SHORT,
        Place::Calendar => is_calendar(words, page, tokens.clone(), count),
    };
    found.into_iter().find(|(at, hit)| fits(*at, hit.len, hit.value.place)).map(|(_, hit)| hit.value.zone)
}

/// A line of which two thirds are numbers, weekdays, months and words such as "date".
fn is_calendar(words: &Words, page: &Page<'_>, tokens: std::ops::Range<usize>, count: usize) -> bool {
    let calendar = |at: &usize| words.furniture.at(&page.words[*at..=*at]).is_some_and(|hit| hit.value.place == Place::Calendar);
    let known = tokens.filter(|at| page.tokens[*at].shape == Shape::Number || calendar(at)).count();
    count <= 12 && known * 3 >= count * 2
}

/// A paragraph of the story, by its shape.
fn is_prose(line: &Line) -> bool {
    line.stops && line.words >= 10
}

/// A paragraph that is somebody's words from end to end.
fn is_quote(text: &str) -> bool {
    let inner = text.trim_matches(['_', '*', '>', ' ']);
    inner.starts_with(['"', '“', '«'])
        && inner.trim_end_matches(['.', ',']).ends_with(['"', '”', '»'])
        && inner.matches(['“', '«']).count() < 2
        && inner.matches('"').count() < 3
}

/// The first line is a title unless it reads as prose: several words, and short.
fn is_title(lines: &[Line], at: usize) -> bool {
    let line = &lines[at];
    matches!(line.zone, Zone::Body | Zone::Quote)
        && (4..=40).contains(&line.words)
        && !in_menu(lines, at)
        && (!line.stops || line.words < 18 && lines.get(at + 1).is_some_and(|next| next.words > line.words))
}

/// A line of a menu: short, without a full stop, among others of its kind.
fn in_menu(lines: &[Line], at: usize) -> bool {
    let stub = |line: &Line| line.bare || !line.stops && line.words <= 16;
    let run = |step: &mut dyn Iterator<Item = usize>| step.take(MENU).take_while(|near| lines.get(*near).is_some_and(stub)).count();
    if !stub(&lines[at]) {
        return false;
    }
    // A line of some words with prose right below it is that prose's title.
    if lines[at].words > 4 && lines.get(at + 1).is_some_and(is_prose) {
        return false;
    }
    let near = run(&mut (at + 1..)) + run(&mut (0..at).rev());
    // A number with its label is a box of figures, not a menu.
    let boxed = [at.wrapping_sub(1), at, at + 1]
        .iter()
        .any(|near| lines.get(*near).is_some_and(|line| line.counts && !line.bare && line.zone == Zone::Body));
    lines[at].bare || near >= MENU && !boxed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[Zone]) {
        let report = Report { text: text.to_owned(), ..Report::default() };
        let mut page = Page::new(&report);
        mark(&Words::new("en", &mut Vec::new()), &mut page);
        assert_eq!(page.blocks.iter().map(|block| block.zone).collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn headline_lede_body_and_repeat() {
        let lede = "At least 40 soldiers of the northern garrison were wounded on Monday, the ministry said in a statement.";
        let body = "Officials in the south gave no figure of their own and promised one by the end of the week.";
        check(
            &format!("Forty soldiers wounded in the north\n\n{lede}\n\n{body}\n\n{lede}"),
            &[Zone::Headline, Zone::Lede, Zone::Body, Zone::Repeat],
        );
    }

    #[test]
    fn menus_banners_and_captions() {
        let body = "The river rose again on Tuesday and forced 300 families out of their homes, the mayor said.";
        let text = format!(
            "Home\nNews\nWorld\nSport\nCulture\nContact us\nRiver rises again and drives families out\n{body}\nAll rights reserved."
        );
        let mut zones = vec![Zone::Boilerplate; 6];
        zones.extend([Zone::Headline, Zone::Lede, Zone::Boilerplate]);
        check(&text, &zones);
    }
}
