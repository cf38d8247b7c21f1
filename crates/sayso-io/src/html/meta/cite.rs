//! Where a page says that it was taken from: JSON-LD, `meta`, an address on another site, "first published by".

use std::sync::LazyLock;

use sayso::pack;
use sayso::report::Citation;
use url::Url;

use super::address::{self, Address};
use super::ld::Linked;
use super::seen::{Line, Seen, short};
use super::words::{WORDS, begins};
use super::{outlet, plain};

/// Citations that are kept.
const MOST: usize = 20;
/// A longer name is none, in characters.
const LONGEST: usize = 80;
/// A longer line names its source in passing.
const SHORT: usize = 120;

static PHRASES: LazyLock<Vec<Phrase>> = LazyLock::new(|| {
    let mut phrases = pack::table("packs/world/cite.tsv").iter().filter_map(phrase).collect::<Vec<_>>();
    phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.words.len()));
    phrases
});

/// A row of the table.
#[derive(Debug)]
struct Phrase {
    words: &'static str,
    any: bool,
    follows: Follows,
}

/// What must follow a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Follows {
    /// A name, with or without a link.
    Name,
    /// A link.
    Link,
    /// A name or a link, and the line is short.
    Origin,
}

fn phrase(row: &pack::Row) -> Option<Phrase> {
    let follows = match row.cell(3)? {
        "name" => Follows::Name,
        "link" => Follows::Link,
        "origin" => Follows::Origin,
        _ => return None,
    };
    let any = match row.cell(2)? {
        "any" => true,
        "start" => false,
        _ => return None,
    };
    Some(Phrase { words: row.cell(0)?, any, follows })
}

/// Reads them, those for machines first; the outlet itself is none.
pub(super) fn read(seen: &Seen, linked: &Linked, headline: Option<usize>, address: &Address, outlets: &[String]) -> Vec<Citation> {
    let mut found = Vec::new();
    for key in ["isBasedOn", "isBasedOnUrl", "citation", "sourceOrganization", "provider"] {
        found.extend(linked.things(key).into_iter().map(|(name, url)| Citation { cue: key.to_owned(), name, url }));
    }
    for name in ["syndication-source", "original-source"] {
        let urls = seen.metas.iter().filter(|(key, _)| key == name).map(|(_, content)| content.clone());
        found.extend(urls.map(|url| Citation { cue: name.to_owned(), name: None, url: Some(url) }));
    }
    found.extend(address.other.iter().map(|url| Citation { cue: "canonical".to_owned(), name: None, url: Some(url.to_string()) }));
    found.extend(visible(seen, headline));
    let mut out = Vec::new();
    for citation in found.into_iter().filter_map(|citation| fit(citation, address, outlets)) {
        if out.len() < MOST && !out.iter().any(|other: &Citation| other.name == citation.name && other.url == citation.url) {
            out.push(citation);
        }
    }
    out
}

/// A citation whose address is whole and that names somebody else.
fn fit(citation: Citation, address: &Address, outlets: &[String]) -> Option<Citation> {
    let Citation { cue, name, url } = citation;
    let own = address.own.as_ref();
    let url = url.and_then(|url| address::resolve(&url, own)).map(address::clean);
    let mine = |url: &Url| own.is_some_and(|own| address::same_site(own, url));
    let name = name.map(|name| short(&plain(&name), 3 * LONGEST)).filter(|name| !name.is_empty());
    if url.as_ref().is_some_and(mine) || name.as_ref().is_some_and(|name| outlets.iter().any(|outlet| outlet::same(outlet, name))) {
        return None;
    }
    (name.is_some() || url.is_some()).then(|| Citation { cue, name, url: url.map(String::from) })
}

/// Words in the page, below its headline.
fn visible(seen: &Seen, headline: Option<usize>) -> Vec<Citation> {
    let lines = seen.lines.iter().skip(headline.unwrap_or_default()).filter(|line| !line.aside && !line.caption && line.heading == 0);
    lines.filter_map(cited).take(MOST).collect()
}

/// What a line cites.
fn cited(line: &Line) -> Option<Citation> {
    let text = line.text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let lower = text.to_lowercase();
    // In the few texts whose small letters are longer, places would not be the same.
    let lower = if lower.len() == text.len() { lower.as_str() } else { "" };
    PHRASES.iter().find_map(|phrase| {
        let end = if phrase.any { within(lower, phrase.words) } else { begins(text, phrase.words) }?;
        let rest = text.get(end..)?.trim_start_matches([':', ' ', '\u{a0}', '-', '–', '—', '@']);
        let told = text.get(end..)?.trim_start().starts_with([':', '@']);
        let short = text.chars().count() <= SHORT && (told || phrase.words.contains(' ') || !line.links.is_empty());
        if phrase.follows == Follows::Origin && !short {
            return None;
        }
        let link = line.links.iter().find(|(words, _)| !words.trim().is_empty() && rest.starts_with(words.trim()));
        let name = link.map(|(words, _)| words.trim()).or_else(|| name(rest).filter(|_| phrase.follows != Follows::Link));
        let (name, url) = (name?.to_owned(), link.map(|(_, url)| url.clone()));
        Some(Citation { cue: phrase.words.to_owned(), name: Some(name), url })
    })
}

/// Where the phrase ends that stands somewhere in a text in small letters, as whole words.
fn within(lower: &str, words: &str) -> Option<usize> {
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let found = lower.match_indices(words).map(|(at, _)| (at, at + words.len()));
    found.filter(|(at, end)| edge(lower[..*at].chars().next_back()) && edge(lower[*end..].chars().next())).map(|(_, end)| end).next()
}

/// The name that a text begins with: up to a mark, or to the first word that no name has.
fn name(text: &str) -> Option<&str> {
    let end = text.find([',', ';', '(', ')', '|', '\n', '"', '”', '!', '?']).unwrap_or(text.len());
    let end = text[..end].find(". ").unwrap_or(end);
    let mut kept = 0;
    for word in text[..end].split_inclusive(' ') {
        let small = word.starts_with(char::is_lowercase) && !word.contains('.');
        if small && !matches!(word.trim(), "of" | "de" | "der" | "the" | "for" | "and" | "für" | "und" | "и" | "і" | "&") {
            break;
        }
        kept += word.len();
    }
    let name = text[..kept].trim().trim_end_matches(['.', ':']);
    let name = [" of", " the", " for", " and", " de", " der"].iter().fold(name, |name, end| name.strip_suffix(end).unwrap_or(name));
    // "First published on November 19", "Source: news agencies".
    let dated = name.split(' ').next().is_some_and(|word| WORDS.month(word).is_some());
    if dated || WORDS.is("nosite", name) {
        return None;
    }
    let fit =
        (2..=LONGEST).contains(&name.chars().count()) && name.chars().any(char::is_alphabetic) && name.starts_with(char::is_alphanumeric);
    fit.then_some(name)
}

#[cfg(test)]
mod tests {
    use super::super::of;
    use super::*;

    fn check(head: &str, body: &str, expected: &[&str]) {
        let head = format!("<meta property='og:site_name' content='Example News'>{head}");
        let html = format!("<html><head>{head}</head><body><h1>Four die at the port</h1>{body}</body></html>");
        let found = of(&html, Some("https://example.org/a")).citations;
        let shown = found
            .iter()
            .map(|found| format!("{}: {} {}", found.cue, found.name.as_deref().unwrap_or("-"), found.url.as_deref().unwrap_or("-")));
        assert_eq!(shown.collect::<Vec<_>>(), expected, "{head} {body}");
    }

    #[test]
    fn every_row_can_be_used() {
        let rows = pack::table("packs/world/cite.tsv");
        let wrong = rows.iter().filter(|row| phrase(row).is_none()).map(|row| row.problem("phrase, language, where, what follows"));
        assert_eq!(wrong.collect::<Vec<_>>(), Vec::<String>::new());
    }

    #[test]
    fn declared_citations() {
        check("<meta name='syndication-source' content='https://other.example/b'>", "", &["syndication-source: - https://other.example/b"]);
        check("<link rel=canonical href='https://other.example/b'>", "", &["canonical: - https://other.example/b"]);
        let based = r#"<script type="application/ld+json">{"@type":"NewsArticle","headline":"a","isBasedOn":{"name":"Other Post","url":"https://other.example/b"},"provider":{"name":"Example News"}}</script>"#;
        check(based, "", &["isBasedOn: Other Post https://other.example/b"]);
    }

    #[test]
    fn words_that_cite() {
        check(
            "",
            "<p>This article was originally published in The Other Post and is used with leave.</p>",
            &["originally published in: The Other Post -"],
        );
        check(
            "",
            "<p>First published by <a href='https://other.example/b'>Other Post</a>.</p>",
            &["first published by: Other Post https://other.example/b"],
        );
        check(
            "",
            "<p>Source: <a href='https://other.example/b?utm_source=x'>Other Post</a></p>",
            &["source: Other Post https://other.example/b"],
        );
        check("", "<p>Источник: Другая газета</p>", &["источник: Другая -"]);
        check("", "<p>Quelle: Andere Post</p>", &["quelle: Andere Post -"]);
        check("", "<p>via <a href='https://other.example/b'>Other Post</a></p>", &["via: Other Post https://other.example/b"]);
    }

    #[test]
    fn words_that_cite_nobody() {
        check("", "<p>Source close to the ministry spoke of four dead.</p>", &[]);
        check("", "<p>Goods go via Odesa.</p>", &[]);
        check("", "<p>Read more on <a href='/c'>the port</a></p>", &[]);
        check("", "<p>It was first published in 1990.</p>", &[]);
        check("", "<p>First published on November 19, 2024</p>", &[]);
        check("", "<figure><figcaption>Source: Other Agency</figcaption></figure>", &[]);
        check("", "<p>Source: Example News</p>", &[]);
    }
}
