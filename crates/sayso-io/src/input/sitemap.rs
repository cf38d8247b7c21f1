//! Sitemaps: the addresses of pages, and of further sitemaps, with what news sitemaps tell of them.

use sayso::report::Date;

use super::xml::{self, Node};

/// An address on a sitemap.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    /// The address.
    pub url: String,
    /// Whether it is that of another sitemap.
    pub sitemap: bool,
    /// When the page was last changed, as it is written.
    pub modified: Option<String>,
    /// The day the page was published, where it is news.
    pub published: Option<Date>,
    /// Its title.
    pub title: Option<String>,
    /// Its outlet.
    pub outlet: Option<String>,
    /// Its language.
    pub lang: Option<String>,
}

/// Addresses that are taken of a sitemap: twice what the standard allows.
const ADDRESSES: usize = 100_000;

/// The addresses on a sitemap, in its order; an error says why it is none. Where it breaks off, those before.
pub fn urls(bytes: &[u8]) -> Result<Vec<Listed>, String> {
    let text = xml::decoded(bytes)?;
    let mut found = Vec::new();
    let (mut listed, mut words) = (Listed::default(), String::new());
    let walked = xml::walk(&text, &mut |node| match node {
        Node::Open(name @ ("url" | "sitemap"), _) => listed = Listed { sitemap: name == "sitemap", ..Listed::default() },
        Node::Open(..) => words.clear(),
        Node::Text(text) => words.push_str(text),
        Node::Close(name) => {
            let value = || Some(words.trim().to_owned()).filter(|value| !value.is_empty());
            match name {
                "loc" if listed.url.is_empty() => listed.url = value().unwrap_or_default(),
                "lastmod" => listed.modified = value(),
                "publication_date" => listed.published = value().and_then(|date| Date::parse(&date)),
                "title" => listed.title = value(),
                "name" => listed.outlet = value(),
                "language" => listed.lang = value(),
                "url" | "sitemap" => {
                    let whole = std::mem::take(&mut listed);
                    if !whole.url.is_empty() && found.len() < ADDRESSES {
                        found.push(whole);
                    }
                }
                _ => {}
            }
            words.clear();
        }
    });
    if found.is_empty() { Err(walked.err().unwrap_or_else(|| "a sitemap without addresses".to_owned())) } else { Ok(found) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn news_with_dates() {
        let map = br#"<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="x" xmlns:image="y">
            <url><loc> https://example.org/1?a=1&amp;b=2 </loc><lastmod>2025-06-26</lastmod>
            <news:news><news:publication><news:name>Northwire</news:name><news:language>en</news:language></news:publication>
            <news:publication_date>2025-06-25T10:00:00+02:00</news:publication_date><news:title>Twelve dead</news:title></news:news>
            <image:image><image:loc>https://example.org/1.jpg</image:loc></image:image></url>
            <url><loc>https://example.org/2</loc></url><url><loc>https://exa"#;
        let first = Listed {
            url: "https://example.org/1?a=1&b=2".to_owned(),
            modified: Some("2025-06-26".to_owned()),
            published: Date::parse("2025-06-25"),
            title: Some("Twelve dead".to_owned()),
            outlet: Some("Northwire".to_owned()),
            lang: Some("en".to_owned()),
            ..Listed::default()
        };
        assert_eq!(urls(map), Ok(vec![first, Listed { url: "https://example.org/2".to_owned(), ..Listed::default() }]));
    }

    #[test]
    fn sitemaps_of_sitemaps() {
        let map = b"<sitemapindex><sitemap><loc>https://example.org/news.xml.gz</loc></sitemap></sitemapindex>";
        let expected = Listed { url: "https://example.org/news.xml.gz".to_owned(), sitemap: true, ..Listed::default() };
        assert_eq!(urls(map), Ok(vec![expected]));
        assert_eq!(urls(b"<urlset/>"), Err("a sitemap without addresses".to_owned()));
    }
}
