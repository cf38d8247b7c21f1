//! The title: as it stands above the text, without the outlet's name.

use super::ld::Linked;
use super::seen::{Kind, Seen};
use super::{folded, outlet, plain, value};

/// A longer title is none.
const LONGEST: usize = 300;

/// What stands between a title and an outlet.
const BETWEEN: [&str; 11] = [" | ", " - ", " – ", " — ", " :: ", " » ", " « ", " · ", " • ", " / ", " ‹ "];

/// The title, and the line that it stands in.
#[derive(Debug, Default)]
pub(super) struct Title {
    /// Its words.
    pub(super) text: Option<String>,
    /// The line of the page.
    pub(super) line: Option<usize>,
}

/// What the head of the page gives as its titles, surest first, folded.
pub(super) fn declared(seen: &Seen) -> Vec<String> {
    let all = ["og:title", "twitter:title", "headline", "dc.title", "parsely-title", "sailthru.title", "title"];
    let mut all = all.iter().filter_map(|name| value(seen, name)).collect::<Vec<_>>();
    all.push(plain(&seen.title));
    all.into_iter().filter(|title| !title.is_empty()).collect()
}

/// Chooses: the headline that stands in the page where the head knows it, else what the head says.
pub(super) fn read(seen: &Seen, linked: &Linked, outlets: &[String]) -> Title {
    let given = linked.text("headline").into_iter().chain(declared(seen)).collect::<Vec<_>>();
    let cut = given.iter().map(|title| stripped(title, &given, outlets)).collect::<Vec<_>>();
    let headings = headings(seen);
    let known = headings.iter().find(|(_, text)| cut.iter().chain(&given).any(|title| alike(title, text)));
    let chosen = known.or_else(|| alone(seen, &headings, outlets));
    if let Some((line, text)) = chosen {
        return Title { text: Some(super::seen::short(text, LONGEST)), line: Some(*line) };
    }
    let text = cut.into_iter().find(|title| !title.is_empty() && !outlets.iter().any(|outlet| folded(outlet) == folded(title)));
    let line = text.as_ref().and_then(|text| seen.lines.iter().position(|line| alike(text, &line.text)));
    Title { text: text.map(|text| super::seen::short(&text, LONGEST)), line }
}

/// Headings that may be the headline: `h1`, what is marked as a headline, then `h2`.
fn headings(seen: &Seen) -> Vec<(usize, String)> {
    let of =
        |rank: u8| seen.lines.iter().enumerate().filter(move |(_, line)| line.heading == rank).map(|(at, line)| (at, line.text.clone()));
    let marked = seen.marks.iter().filter(|mark| mark.kind == Kind::Headline && !mark.aside && !mark.text.trim().is_empty());
    let marked = marked.map(|mark| (mark.line, mark.text.trim().to_owned()));
    of(1).chain(marked).chain(of(2)).take(60).map(|(at, text)| (at, plain(&text))).collect()
}

/// The one `h1` of a page whose head gives another title: longer than a name, and not the outlet's.
fn alone<'a>(seen: &Seen, headings: &'a [(usize, String)], outlets: &[String]) -> Option<&'a (usize, String)> {
    let first = |at: usize| seen.lines.get(at).is_some_and(|line| line.heading == 1 && !line.aside);
    let long = |text: &str| text.split_whitespace().count() >= 4 && text.len() <= LONGEST;
    let mut fit = headings.iter().filter(|(at, text)| first(*at) && long(text) && !outlets.iter().any(|outlet| outlet::same(outlet, text)));
    let one = fit.next()?;
    fit.all(|(_, text)| *text == one.1).then_some(one)
}

/// A title without the outlet's name at either end.
fn stripped(title: &str, others: &[String], outlets: &[String]) -> String {
    let mut title = title.trim();
    for _ in 0..3 {
        let Some(cut) = once(title, others, outlets) else { break };
        title = cut;
    }
    title.to_owned()
}

fn once<'a>(title: &'a str, others: &[String], outlets: &[String]) -> Option<&'a str> {
    let is_outlet = |text: &str| outlets.iter().any(|outlet| outlet::same(outlet, text));
    let is_title = |text: &str| others.iter().any(|other| folded(other) == folded(text)) && text.split_whitespace().count() > 1;
    let last = BETWEEN.iter().filter_map(|mark| title.rfind(mark).map(|at| (at, at + mark.len()))).max()?;
    let first = BETWEEN.iter().filter_map(|mark| title.find(mark).map(|at| (at, at + mark.len()))).min()?;
    let (head, tail) = (title[..last.0].trim(), title[last.1..].trim());
    if is_title(head) || is_outlet(tail) && head.len() > tail.len() / 2 {
        return Some(head);
    }
    let (head, tail) = (title[..first.0].trim(), title[first.1..].trim());
    if is_title(head) {
        return Some(head);
    }
    (is_title(tail) || is_outlet(head) && tail.len() > head.len()).then_some(tail)
}

/// Whether two titles are one: the same words, or nearly.
pub(super) fn alike(a: &str, b: &str) -> bool {
    let (a, b) = (folded(a), folded(b));
    if a == b {
        return !a.is_empty();
    }
    let [a, b] = [&a, &b].map(|text| text.split(' ').filter(|word| !word.is_empty()).collect::<std::collections::BTreeSet<_>>());
    let common = a.intersection(&b).count();
    // Half of all their words, or all of the shorter one's where that is long enough to be a title.
    common >= 2 && (2 * common >= a.union(&b).count() + 1 || common >= 4 && common == a.len().min(b.len()))
}
