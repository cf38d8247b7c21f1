//! What a fetched page lists: a feed its entries, a list of feeds its feeds, a sitemap its pages. Anything else is a page itself.

use flate2::read::MultiGzDecoder;
use sha2::{Digest, Sha256};
use std::io::Read;

use crate::input::{Form, Told, feed, opml, sitemap};
use crate::wire;

/// What is listed.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    /// Reports, in the order of the list.
    pub items: Vec<Item>,
    /// Other lists.
    pub sources: Vec<String>,
    /// What was lost on the way.
    pub notes: Vec<String>,
}

/// A report on a list.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its name on the list.
    pub id: String,
    /// The address of its page.
    pub url: Option<String>,
    /// Changes when what the list says of it changes.
    pub mark: String,
    /// What the list says of it.
    pub told: Told,
    /// What the list holds of its text.
    pub own: Option<(Vec<u8>, Form)>,
}

/// A sitemap may come as a file packed with gzip; unpacked it may be as long as this (the standard allows 50 MB).
const LONGEST: u64 = 64 << 20;

/// Reads a list; none where the bytes are no list. Addresses on it are relative to `base`. An error says why the list cannot be read.
pub fn listing(bytes: &[u8], base: Option<&str>) -> Result<Option<Listing>, String> {
    let unpacked = if bytes.starts_with(b"\x1f\x8b") { unpacked(bytes) } else { None };
    let bytes = unpacked.as_deref().unwrap_or(bytes);
    match kind(bytes) {
        Some(Kind::Feed) => feed::entries(bytes, base).map(of_feed).map(Some),
        Some(Kind::Opml) => opml::feeds(bytes).map(of_opml).map(Some),
        Some(Kind::Sitemap) => sitemap::urls(bytes).map(of_sitemap).map(Some),
        None => Ok(None),
    }
}

fn unpacked(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    // What came of a file that breaks off will do.
    let _ = MultiGzDecoder::new(bytes).take(LONGEST).read_to_end(&mut out);
    kind(&out).map(|_| out)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Feed,
    Opml,
    Sitemap,
}

/// Tells by the first element, whatever the server says.
fn kind(bytes: &[u8]) -> Option<Kind> {
    let head = String::from_utf8_lossy(bytes.get(..HEAD.min(bytes.len())).unwrap_or_default());
    let head = head.trim_start_matches('\u{feff}').trim_start();
    if head.starts_with('{') {
        return head.contains("jsonfeed.org/version").then_some(Kind::Feed);
    }
    let name = root(head)?;
    match name.rsplit(':').next()? {
        "rss" | "feed" | "RDF" => Some(Kind::Feed),
        "opml" => Some(Kind::Opml),
        "urlset" | "sitemapindex" => Some(Kind::Sitemap),
        _ => None,
    }
}

/// As much as may stand before the first element.
const HEAD: usize = 8 << 10;

/// The name of the first element, behind declarations and comments.
fn root(head: &str) -> Option<&str> {
    let mut rest = head;
    loop {
        rest = rest.trim_start().strip_prefix('<')?;
        let end = match rest.get(..3) {
            Some("!--") => "-->",
            _ if rest.starts_with(['?', '!']) => ">",
            _ => return rest.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next(),
        };
        rest = rest.split_once(end)?.1;
    }
}

fn of_feed(feed: feed::Feed) -> Listing {
    let (outlet, lang) = (feed.title, feed.lang);
    let items = feed.entries.into_iter().map(|entry| {
        let mark = mark(&[entry.stamp.as_deref().unwrap_or_default(), entry.title.as_deref().unwrap_or_default(), &entry.body]);
        let told = entry.told(outlet.as_ref(), lang.as_ref());
        let form = if entry.html { Form::Fragment } else { Form::Text };
        let own = Some((entry.body.into_bytes(), form)).filter(|(body, _)| !body.trim_ascii().is_empty());
        let id = if entry.id.is_empty() { entry.url.clone().unwrap_or_else(|| mark.clone()) } else { entry.id };
        Item { id, url: entry.url, mark, told, own }
    });
    Listing { items: items.collect(), sources: Vec::new(), notes: feed.warnings }
}

fn of_opml(feeds: Vec<opml::Outline>) -> Listing {
    Listing { sources: feeds.into_iter().map(|feed| feed.url).collect(), ..Listing::default() }
}

/// The latest pages first: a sitemap may list all that a site ever published.
fn of_sitemap(mut listed: Vec<sitemap::Listed>) -> Listing {
    listed.sort_by(|one, other| other.modified.cmp(&one.modified));
    let (maps, pages): (Vec<_>, Vec<_>) = listed.into_iter().partition(|listed| listed.sitemap);
    let item = |page: sitemap::Listed| Item {
        id: page.url.clone(),
        mark: mark(&[page.modified.as_deref().unwrap_or_default()]),
        told: Told {
            outlet: page.outlet,
            title: page.title,
            published: page.published,
            lang: page.lang,
            url: Some(page.url.clone()),
            ..Told::default()
        },
        url: Some(page.url),
        own: None,
    };
    Listing { items: pages.into_iter().map(item).collect(), sources: maps.into_iter().map(|map| map.url).collect(), notes: Vec::new() }
}

fn mark(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    wire::hex(&hash.finalize()[..8])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expected: Option<(&[&str], &[&str])>) {
        let listing = listing(bytes, Some("https://example.org/")).expect("a list, or none");
        let listing =
            listing.map(|listing| (listing.items.iter().filter_map(|item| item.url.clone()).collect::<Vec<_>>(), listing.sources));
        let expected = expected.map(|(items, sources)| (owned(items), owned(sources)));
        assert_eq!(listing, expected, "{}", String::from_utf8_lossy(bytes));
    }

    fn owned(words: &[&str]) -> Vec<String> {
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn lists_are_told_by_their_first_element() {
        let rss = br#"<?xml version="1.0"?><!-- a --><rss version="2.0"><channel><title>N</title><item><link>https://example.org/1</link></item></channel></rss>"#;
        check(rss, Some((&["https://example.org/1"], &[])));
        let map = b"\xef\xbb\xbf<urlset><url><loc>https://example.org/1</loc><lastmod>2025-06-24</lastmod></url>\
            <url><loc>https://example.org/2</loc><lastmod>2025-06-25</lastmod></url></urlset>";
        check(map, Some((&["https://example.org/2", "https://example.org/1"], &[])));
        check(
            b"<sitemapindex><sitemap><loc>https://example.org/s.xml</loc></sitemap></sitemapindex>",
            Some((&[], &["https://example.org/s.xml"])),
        );
        check(br#"<opml><body><outline xmlUrl="https://example.org/feed"/></body></opml>"#, Some((&[], &["https://example.org/feed"])));
        check(b"<!DOCTYPE html><html><rss>", None);
        check(b"At least 12 people were killed.", None);
        check(b"{\"text\": \"12 dead\"}", None);
        check(b"<!-- never closed", None);
    }

    #[test]
    fn an_entry_that_is_edited_has_another_mark() {
        let mark = |body: &str| {
            let rss = format!(
                "<rss version=\"2.0\"><channel><title>N</title><item><guid>1</guid><description>{body}</description></item></channel></rss>"
            );
            listing(rss.as_bytes(), None).ok().flatten().and_then(|listing| listing.items.first().map(|item| item.mark.clone()))
        };
        assert!(mark("12 dead").is_some() && mark("12 dead") == mark("12 dead") && mark("12 dead") != mark("14 dead"));
    }
}
