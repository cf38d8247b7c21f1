//! Which lines of a page are its report: what the finder of main text chose, made whole where it left holes, without the links to other
//! reports and the headline, which is the report's title.

use rustc_hash::FxHashSet;
use sayso::report::Zone;

use super::sheet::{Line, Shape};

/// What becomes of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Picked {
    Out,
    In(Option<Zone>),
}

/// Bytes of a line that is prose and no label.
const PROSE: usize = 80;
/// Bytes of a quotation that is no label.
const QUOTE: usize = 40;
/// Bytes of text below which the finder has found nothing to speak of.
const LITTLE: usize = 250;
/// Paragraphs of another make in a row that a story goes on behind.
const STRANGE: usize = 2;
/// Bytes gone through for lines that are not in the linked data, some hundred pages long.
const MOST_COMPARED: usize = 64 << 20;

/// Says of each line whether it is of the report. `title` is the report's, `told` what the page's linked data gives as its text.
pub(super) fn pick(lines: &[Line], title: Option<&str>, told: Option<&str>) -> Vec<Picked> {
    let mut taken = lines.iter().map(|line| line.chosen * 2 >= line.text.len()).collect::<Vec<_>>();
    if let Some(told) = told {
        compare(lines, told, &mut taken);
    }
    fill(lines, &mut taken);
    if size(lines, &taken, |_| true) < LITTLE && is_lost(lines, &taken) {
        return rest(lines, title);
    }
    cut(lines, &mut taken);
    let head = taken.iter().zip(lines).position(|(taken, line)| *taken && is_prose(line)).unwrap_or(lines.len());
    let headline = |at: usize, line: &Line| is_title(line, title) || at < head && line.shape == Shape::Heading(1) && title.is_some();
    let picked = |(at, line): (usize, &Line)| match taken[at] && !headline(at, line) {
        true if at < head && line.shape == Shape::Heading(1) => Picked::In(Some(Zone::Headline)),
        true => Picked::In(zone(line)),
        false => Picked::Out,
    };
    lines.iter().enumerate().map(picked).collect()
}

fn size(lines: &[Line], taken: &[bool], fits: impl Fn(&Line) -> bool) -> usize {
    lines.iter().zip(taken).filter(|(line, taken)| **taken && fits(line)).map(|(line, _)| line.text.len()).sum()
}

/// Where the publisher's own data holds far more than was found, the lines that are in it are taken.
fn compare(lines: &[Line], told: &str, taken: &mut [bool]) {
    if size(lines, taken, |_| true) * 2 > told.len() {
        return;
    }
    let plain = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let told = plain(told);
    // In the order of the page, so that the whole is gone through about once.
    let (mut rest, mut room) = (told.as_str(), MOST_COMPARED);
    for (line, taken) in lines.iter().zip(taken) {
        let words = plain(&line.text);
        if words.len() < QUOTE || line.around || room < rest.len() {
            continue;
        }
        if let Some(at) = rest.find(&words) {
            *taken = true;
            rest = &rest[at + words.len()..];
        } else {
            room -= rest.len();
        }
    }
}

/// Prose in the story's stretch of the page, or of the same make, is the story's too. Captions are not: they repeat the story, or tell of
/// another day, and no finder takes them.
fn fill(lines: &[Line], taken: &mut [bool]) {
    let (Some(first), Some(last)) = (taken.iter().position(|taken| *taken), taken.iter().rposition(|taken| *taken)) else { return };
    let makes = lines.iter().zip(&*taken).filter(|(line, taken)| **taken && is_prose(line));
    let makes = makes.filter_map(|(line, _)| line.make).collect::<FxHashSet<_>>();
    let made = |line: &Line| line.make.is_some_and(|make| makes.contains(&make));
    let (mut before, mut next) = (first, first);
    for at in first..last {
        if taken[at] {
            before = at;
            continue;
        }
        if next <= at {
            next = (at..=last).find(|at| taken[*at]).unwrap_or(last);
        }
        let line = &lines[at];
        let near = [before, next].map(|at| line.is_near(&lines[at]));
        let amid = near == [true; 2] && is_part(line);
        taken[at] = amid || is_quotation(line) || is_prose(line) && (near != [false; 2] || made(line));
    }
    // Below the last, where a box stands between two parts of it.
    let mut strange = 0;
    for at in (last + 1..lines.len()).take_while(|at| lines[*at].shape != Shape::Heading(1)).filter(|at| is_prose(&lines[*at])) {
        taken[at] = made(&lines[at]);
        strange = if taken[at] { 0 } else { strange + 1 };
        if strange > STRANGE {
            break;
        }
    }
    let up = |at: &usize| {
        lines[*at].shape != Shape::Heading(1) && (!is_prose(&lines[*at]) || made(&lines[*at]) || lines[*at].is_near(&lines[first]))
    };
    (0..first).rev().take_while(up).for_each(|at| taken[at] = is_prose(&lines[at]));
}

/// Lines that are links and little else lead to other reports; a title that is one, as live pages have them, has prose below it.
fn cut(lines: &[Line], taken: &mut [bool]) {
    if size(lines, taken, Line::is_links) * 2 > size(lines, taken, |_| true) {
        return;
    }
    let mut below = false;
    for (line, taken) in lines.iter().zip(taken).rev().filter(|(_, taken)| **taken) {
        *taken = !line.is_links() || below && matches!(line.shape, Shape::Heading(_));
        below = !line.is_links();
    }
}

/// Whether the page has sentences or rows of data that were not found.
fn is_lost(lines: &[Line], taken: &[bool]) -> bool {
    let all = lines.iter().all(|line| line.around);
    let says = |line: &Line| (all || !line.around) && !line.is_links() && (line.shape == Shape::Row || is_sentence(line));
    let left = lines.iter().zip(taken).filter(|(line, taken)| !**taken && says(line)).map(|(line, _)| line.text.len()).sum::<usize>();
    left * 4 > size(lines, taken, |_| true)
}

/// All of the page, what is not of the story marked as such: better than nothing of a short note, a forum, or a table.
fn rest(lines: &[Line], title: Option<&str>) -> Vec<Picked> {
    let all = lines.iter().all(|line| line.around);
    let picked = |line: &Line| match line {
        line if is_title(line, title) => Picked::Out,
        line if line.around && !all || line.is_links() => Picked::In(Some(Zone::Boilerplate)),
        line => Picked::In(zone(line)),
    };
    lines.iter().map(picked).collect()
}

/// A paragraph, by its shape and place.
fn is_prose(line: &Line) -> bool {
    line.text.len() >= PROSE && !line.around && line.linked * 2 < line.text.len() && matches!(line.shape, Shape::Plain | Shape::Item)
}

/// What between two lines of a story's stretch is no label: a row, an item, a title, a short sentence.
fn is_part(line: &Line) -> bool {
    let plain = line.shape == Shape::Plain;
    !line.around && !line.is_links() && line.shape != Shape::Caption && (!plain || is_sentence(line))
}

fn is_sentence(line: &Line) -> bool {
    line.text.contains(' ') && line.text.ends_with(['.', '!', '?', ':', '”', '»', '"'])
}

/// Somebody's words set into the story.
fn is_quotation(line: &Line) -> bool {
    line.quoted && line.text.len() >= QUOTE && !line.around && !line.is_links()
}

/// The headline: it is the report's title, and so no part of its text.
fn is_title(line: &Line, title: Option<&str>) -> bool {
    let words = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    matches!(line.shape, Shape::Heading(_)) && title.is_some_and(|title| words(title) == words(&line.text))
}

fn zone(line: &Line) -> Option<Zone> {
    match line.shape {
        Shape::Caption => Some(Zone::Caption),
        _ if line.quoted && line.text.starts_with(['"', '“', '«', '„', '‘']) => Some(Zone::Quote),
        _ => None,
    }
}
