//! The title: as it stands above the text, without the outlet's name.

use std::collections::BTreeSet;

use super::ld::Linked;
use super::mark::Kind;
use super::seen::{Seen, short};
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
    let mut headings = headings(seen);
    headings.retain(|(_, text)| !outlets.iter().any(|outlet| outlet::same(outlet, text)));
    let fits = |text: &str| cut.iter().map(|title| alike(title, text)).max().unwrap_or_default();
    // The first of those that fit best.
    let known = headings.iter().map(|heading| (fits(&heading.1), heading)).rev().max_by_key(|(fit, _)| *fit);
    let known = known.filter(|(fit, _)| *fit >= ALIKE).map(|(_, heading)| heading);
    let chosen = known.or_else(|| alone(seen, &headings));
    if let Some((line, text)) = chosen {
        return Title { text: Some(short(text, LONGEST)), line: Some(*line) };
    }
    let text = cut.into_iter().find(|title| !title.is_empty() && !outlets.iter().any(|outlet| outlet::same(outlet, title)));
    let line = text.as_ref().and_then(|text| seen.lines.iter().position(|line| alike(text, &line.text) == SAME));
    Title { text: text.map(|text| short(&text, LONGEST)), line }
}

/// What stands behind the title in `title`: an outlet's name, where the page gives the title without it elsewhere, or the host is named so.
pub(super) fn tail(seen: &Seen, host: Option<&str>) -> Option<String> {
    let whole = plain(&seen.title);
    let (at, mark) = BETWEEN.iter().filter_map(|mark| whole.rfind(mark).map(|at| (at, *mark))).max()?;
    let (head, tail) = (folded(&whole[..at]), whole[at + mark.len()..].trim());
    let metas = ["og:title", "twitter:title", "headline"].into_iter().filter_map(|name| value(seen, name));
    let known = || metas.chain(headings(seen).into_iter().map(|(_, text)| text)).any(|title| folded(&title) == head);
    let fits = tail.split_whitespace().count() <= 6 && (host.is_some_and(|host| outlet::of_host(tail, host)) || known());
    fits.then(|| tail.to_owned())
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
fn alone<'a>(seen: &Seen, headings: &'a [(usize, String)]) -> Option<&'a (usize, String)> {
    let first = |at: usize| seen.lines.get(at).is_some_and(|line| line.heading == 1 && !line.aside);
    let long = |text: &str| text.split_whitespace().count() >= 4 && text.len() <= LONGEST;
    let mut fit = headings.iter().filter(|(at, text)| first(*at) && long(text));
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

/// Titles that are the same, and those that are one title in two versions.
const SAME: usize = 100;
const ALIKE: usize = 50;

/// How much of two titles is the same, in hundredths.
fn alike(a: &str, b: &str) -> usize {
    let (a, b) = (folded(a), folded(b));
    if a == b && !a.is_empty() {
        return SAME;
    }
    let [x, y] = [&a, &b].map(|text| text.split(' ').filter(|word| !word.is_empty()).collect::<BTreeSet<_>>());
    let (common, all, least) = (x.intersection(&y).count(), x.union(&y).count(), x.len().min(y.len()));
    // All words of a title that is long enough to be one, or the beginning of one that is written without spaces.
    let within = common >= 4 && common == least;
    let begins = least <= 2 && a.chars().count().min(b.chars().count()) >= 8 && (a.starts_with(&b) || b.starts_with(&a));
    let shared = if common >= 2 { common * SAME / all } else { 0 };
    if within || begins { shared.max(ALIKE) } else { shared }.min(SAME - 1)
}

#[cfg(test)]
mod tests {
    use super::super::of;

    fn check(head: &str, body: &str, expected: &str) {
        let meta = of(&format!("<html><head>{head}</head><body>{body}</body></html>"), Some("https://www.example-tribune.org/a"));
        assert_eq!(meta.title.unwrap_or_default(), expected, "{head} {body}");
    }

    #[test]
    fn the_outlet_is_no_part_of_it() {
        let site = "<meta property='og:site_name' content='Example Tribune'>";
        check(&format!("{site}<title>Four die at the port - Example Tribune</title>"), "<p>a</p>", "Four die at the port");
        check(&format!("{site}<title>Example Tribune | Four die at the port</title>"), "<p>a</p>", "Four die at the port");
        check(
            &format!("{site}<title>Four die at the port | World | Example Tribune</title>"),
            "<h1>Four die at the port</h1>",
            "Four die at the port",
        );
        check("<title>Four die at the port — www.example-tribune.org</title>", "<h1>Four die at the port</h1>", "Four die at the port");
        check(&format!("{site}<title>Port - four die - Example Tribune</title>"), "<p>a</p>", "Port - four die");
    }

    #[test]
    fn the_headline_goes_before_what_the_head_says() {
        check(
            "<meta property='og:title' content='Four dead in port blast'>",
            "<h1>Example Tribune</h1><h1>Four dead in blast at port</h1>",
            "Four dead in blast at port",
        );
        check("<title>Why it matters</title>", "<h1>Four people died at the port</h1>", "Four people died at the port");
        check("<title>Four die &amp; nine are hurt</title>", "<h1>Menu</h1>", "Four die & nine are hurt");
        check(
            "<title>Четверо погибли в порту</title>",
            "<h2>Читайте также</h2><h2>Четверо погибли в порту</h2>",
            "Четверо погибли в порту",
        );
    }

    #[test]
    fn other_headlines_of_the_page_are_not_it() {
        let head = "<meta property='og:title' content='Four die at the port of Odesa'>";
        check(head, "<h1>Four hurt at the port of Riga</h1><h1>Four die at the port of Odesa</h1>", "Four die at the port of Odesa");
        check(head, "<h1>Subscribe to our newsletter today</h1><h1>Read all about it first now</h1>", "Four die at the port of Odesa");
    }
}
