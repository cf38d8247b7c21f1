//! Feeds (RSS, Atom, JSON Feed): each entry with what it holds of its report, as far as the feed goes.

use std::panic::{AssertUnwindSafe, catch_unwind};

use feed_rs::model;
use sayso::report::Date;

use super::open::Piece;
use super::{Form, Place, Raw, Told, Warning};

/// A feed, read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Feed {
    /// Its name, which is that of an outlet or begins with it.
    pub title: Option<String>,
    /// Its language.
    pub lang: Option<String>,
    /// Its entries, in its order.
    pub entries: Vec<Entry>,
    /// What was lost on the way.
    pub warnings: Vec<String>,
}

/// An entry of a feed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The name it has in the feed.
    pub id: String,
    /// The address of its page.
    pub url: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// The day it was published.
    pub published: Option<Date>,
    /// The day it was last changed.
    pub modified: Option<Date>,
    /// When it was last changed or published, as an ISO timestamp: for those who want to know what is new.
    pub stamp: Option<String>,
    /// What it says: the whole of the report, or a summary.
    pub body: String,
    /// Whether the body is HTML.
    pub html: bool,
    /// Whether the body is short, and the report is on its page.
    pub summary: bool,
}

/// A body with fewer characters than this is a teaser of a report and not the report.
const REPORT: usize = 600;

/// Entries of a broken feed that are looked at one by one.
const SALVAGED: usize = 2000;

/// Reads a feed. Addresses in it are relative to `base`. Of a feed that is broken, the entries that are whole are given, and a warning.
pub fn entries(bytes: &[u8], base: Option<&str>) -> Result<Feed, String> {
    match parse(bytes, base) {
        Ok(feed) => Ok(of(feed)),
        Err(error) => salvaged(bytes, base).ok_or(error),
    }
}

impl Entry {
    /// What the feed tells of the report behind it.
    pub(crate) fn told(&self, outlet: Option<&String>, lang: Option<&String>) -> Told {
        Told {
            url: self.url.clone(),
            outlet: outlet.cloned(),
            title: self.title.clone(),
            authors: self.authors.clone(),
            published: self.published,
            modified: self.modified,
            lang: lang.cloned(),
            ..Told::default()
        }
    }
}

fn parse(bytes: &[u8], base: Option<&str>) -> Result<model::Feed, String> {
    let parser = feed_rs::parser::Builder::new().base_uri(base).build();
    let parsed = catch_unwind(AssertUnwindSafe(|| parser.parse(bytes)));
    parsed.map_err(|_| "a feed that cannot be read".to_owned())?.map_err(|error| format!("a feed that cannot be read ({error})"))
}

/// The entries of a broken feed that can be read each for itself, between what stands before the first and what ends the feed.
fn salvaged(bytes: &[u8], base: Option<&str>) -> Option<Feed> {
    let (open, close, tail): (&[u8], &[u8], &[u8]) =
        if find(bytes, b"<entry").is_some() { (b"<entry", b"</entry>", b"</feed>") } else { (b"<item", b"</item>", b"</channel></rss>") };
    let rdf = find(bytes, b":RDF").is_some_and(|at| at < 1 << 12);
    let tail = if rdf { b"</rdf:RDF>" } else { tail };
    let first = find(bytes, open)?;
    let (head, mut rest) = bytes.split_at(first);
    let mut feed: Option<Feed> = None;
    let mut lost = 0;
    for _ in 0..SALVAGED {
        let Some(start) = find(rest, open) else { break };
        let Some(len) = find(&rest[start..], close) else {
            lost += 1;
            break;
        };
        let entry = &rest[start..start + len + close.len()];
        rest = &rest[start + len + close.len()..];
        match parse(&[head, entry, tail].concat(), base).map(of) {
            Ok(one) => feed.get_or_insert_with(|| Feed { entries: Vec::new(), ..one.clone() }).entries.extend(one.entries),
            Err(_) => lost += 1,
        }
    }
    let mut feed = feed?;
    let lost = if lost == 0 { String::new() } else { format!(", {lost} lost") };
    feed.warnings.push(format!("a broken feed: {} of its entries are read{lost}", feed.entries.len()));
    Some(feed)
}

fn find(bytes: &[u8], words: &[u8]) -> Option<usize> {
    bytes.windows(words.len()).position(|window| window == words)
}

fn of(feed: model::Feed) -> Feed {
    let lang = feed.language.clone();
    let title = feed.title.map(plain).filter(|title| !title.is_empty());
    let feed_authors = feed.authors;
    let entries = feed.entries.into_iter().map(|entry| of_entry(entry, &feed_authors)).collect();
    Feed { title, lang, entries, warnings: Vec::new() }
}

fn of_entry(entry: model::Entry, feed_authors: &[model::Person]) -> Entry {
    let link = entry.links.iter().find(|link| link.rel.as_deref().is_none_or(|rel| rel == "alternate"));
    let web = |url: &String| url.starts_with("http://") || url.starts_with("https://");
    let url = link.or(entry.links.first()).map(|link| link.href.clone()).or_else(|| Some(entry.id.clone())).filter(web);
    let people = if entry.authors.is_empty() { feed_authors } else { &entry.authors };
    let content = entry.content.and_then(|content| content.body.map(|body| (body, content.content_type.subty().as_str() != "plain")));
    let summary = entry.summary.map(|summary| (summary.content, summary.content_type.subty().as_str() != "plain"));
    // Some feeds put the whole into the summary and a teaser or nothing into the content.
    let longer = |content: &(String, bool)| summary.as_ref().is_none_or(|summary| content.0.len() >= summary.0.len());
    let (body, html) = content.filter(longer).or(summary.clone()).unwrap_or_default();
    let html = html || body.contains("</") || body.contains("<br");
    let day = |at: &str| Date::parse(at);
    let (published, updated) = (entry.published.map(|at| at.to_rfc3339()), entry.updated.map(|at| at.to_rfc3339()));
    Entry {
        id: entry.id,
        url,
        title: entry.title.map(plain).filter(|title| !title.is_empty()),
        authors: people.iter().filter_map(|person| named(person.name.as_deref()?)).collect(),
        published: published.as_deref().and_then(day),
        modified: updated.as_deref().filter(|_| updated != published).and_then(day),
        stamp: updated.or(published),
        summary: written(&body) < REPORT,
        body,
        html,
    }
}

/// The name of a person, never an address: `desk@example.org (Ann Smith)` is Ann Smith.
pub(super) fn named(words: &str) -> Option<String> {
    let inner = words.split_once('(').map(|(_, inner)| inner.trim_end().trim_end_matches(')'));
    let words = words.trim();
    let words = words.strip_prefix('(').and_then(|words| words.strip_suffix(')')).unwrap_or(words);
    let name = if words.contains('@') { inner.or_else(|| words.split_once('<').map(|(name, _)| name)).unwrap_or_default() } else { words };
    Some(name.trim().trim_matches('"').to_owned()).filter(|name| !name.is_empty() && !name.contains('@'))
}

/// Titles come with markup now and then.
fn plain(text: model::Text) -> String {
    let marked = text.content.contains('<') || text.content.contains('&');
    let words = if marked { crate::html::fragment(&text.content).0 } else { text.content };
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Characters outside of tags.
fn written(html: &str) -> usize {
    let mut inside = false;
    let outside = |c: &char| {
        inside = *c == '<' || inside && *c != '>';
        !inside && *c != '>'
    };
    html.chars().filter(outside).count()
}

/// The entries as reports.
pub(super) fn pieces(place: &Place, feed: Feed) -> impl Iterator<Item = Result<Piece, Warning>> + use<> {
    let all = feed.entries.len();
    let short = feed.entries.iter().filter(|entry| entry.summary).count();
    let (outlet, lang) = (feed.title, feed.lang);
    let summaries = format!("{short} of {all} entries hold only a summary of their page (`sayso watch ADDRESS` fetches the pages)");
    let notes = feed.warnings.into_iter().chain((short > 0).then_some(summaries));
    let notes = notes.map(|what| Err(Warning { place: place.clone(), what, skipped: false })).collect::<Vec<_>>();
    let place = place.clone();
    let entries = feed.entries.into_iter().zip(1..).filter(|(entry, _)| !entry.body.trim().is_empty());
    let reports = entries.map(move |(entry, line)| {
        // A summary is no state of its page, so it goes without the page's address.
        let id = entry.url.clone().or(Some(entry.id.clone()).filter(|id| !id.is_empty()));
        let told = entry.told(outlet.as_ref(), lang.as_ref());
        let told = Told {
            id: if entry.summary { id.map(|id| format!("{id}#summary")) } else { id },
            url: told.url.filter(|_| !entry.summary),
            ..told
        };
        let html = if entry.html { entry.body } else { quick_xml::escape::escape(entry.body).replace('\n', "<br>") };
        let place = Place { line: Some(line), ..place.clone() };
        Ok(Piece::Raw(Raw { place, bytes: html.into_bytes(), form: Form::Fragment, told, read: 0 }))
    });
    reports.chain(notes)
}

#[cfg(test)]
mod tests {
    use super::*;

    const RSS: &str = r#"<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Northwire</title>
        <link>https://example.org</link><language>en-gb</language>
        <item><title>Twelve &amp;amp; more</title><link>https://example.org/1</link><pubDate>Wed, 25 Jun 2025 10:00:00 GMT</pubDate>
        <author>desk@example.org (Ann Smith)</author><description>A summary.</description><content:encoded><![CDATA[<p>Twelve dead.</p><p>Two more.</p>]]></content:encoded></item>
        <item><title>Two</title><guid>https://example.org/2</guid><description>Plain &lt;b&gt;words&lt;/b&gt;</description></item></channel></rss>"#;

    fn urls(feed: &Feed) -> Vec<&str> {
        feed.entries.iter().filter_map(|entry| entry.url.as_deref()).collect()
    }

    #[test]
    fn rss() {
        let feed = entries(RSS.as_bytes(), None).expect("a feed");
        assert_eq!(
            (feed.title.as_deref(), feed.lang.as_deref(), urls(&feed)),
            (Some("Northwire"), Some("en-gb"), vec!["https://example.org/1", "https://example.org/2"])
        );
        let first = &feed.entries[0];
        assert_eq!((first.title.as_deref(), first.authors.as_slice()), (Some("Twelve & more"), &["Ann Smith".to_owned()][..]));
        assert_eq!(
            (first.published, first.body.as_str(), first.html),
            (Date::parse("2025-06-25"), "<p>Twelve dead.</p><p>Two more.</p>", true)
        );
        assert!(feed.entries[1].summary && feed.warnings.is_empty());
    }

    #[test]
    fn atom_and_json() {
        let atom = r#"<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://example.org/"><title>N</title><id>x</id><updated>2025-06-26T00:00:00Z</updated>
            <entry><id>urn:1</id><title>A</title><link rel="alternate" href="/1"/><link rel="enclosure" href="/1.mp3"/><published>2025-06-25T00:00:00Z</published>
            <updated>2025-06-26T00:00:00Z</updated><author><name>Ann</name><email>a@example.org</email></author><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Twelve dead</p></div></content></entry></feed>"#;
        let feed = entries(atom.as_bytes(), None).expect("a feed");
        let first = &feed.entries[0];
        assert_eq!(
            (first.url.as_deref(), first.authors.as_slice(), first.html),
            (Some("https://example.org/1"), &["Ann".to_owned()][..], true)
        );
        assert_eq!((first.published, first.modified), (Date::parse("2025-06-25"), Date::parse("2025-06-26")));
        let json = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "N", "items": [
            {"id": "1", "url": "https://example.org/1", "content_text": "Twelve dead", "date_published": "2025-06-25T10:00:00Z"}]}"#;
        let feed = entries(json.as_bytes(), None).expect("a feed");
        assert_eq!(
            (urls(&feed), feed.entries[0].body.as_str(), feed.entries[0].html),
            (vec!["https://example.org/1"], "Twelve dead", false)
        );
    }

    #[test]
    fn a_feed_that_breaks_half_way_is_read_as_far_as_it_goes() {
        let cut = RSS.find("Plain").expect("the second entry");
        let feed = entries(&RSS.as_bytes()[..cut], None).expect("a feed");
        assert_eq!(
            (urls(&feed), feed.warnings.as_slice()),
            (vec!["https://example.org/1"], &["a broken feed: 1 of its entries are read, 1 lost".to_owned()][..])
        );
        let broken = RSS.replace("<title>Two", "<title><b>Two");
        assert_eq!(urls(&entries(broken.as_bytes(), None).expect("a feed")), ["https://example.org/1"]);
        assert!(entries(b"<html><p>12 dead", None).is_err() && entries(b"", None).is_err());
    }
}
