//! Lists of feeds (OPML).

use super::xml::{self, Node, attribute};

/// A feed on a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// Its name on the list.
    pub title: Option<String>,
    /// Its address.
    pub url: String,
}

/// Feeds that are taken of a list.
const FEEDS: usize = 100_000;

/// The feeds of a list, in its order, each once; an error says why it is none.
pub fn feeds(bytes: &[u8]) -> Result<Vec<Outline>, String> {
    let text = xml::decoded(bytes)?;
    let mut feeds = Vec::<Outline>::new();
    let mut seen = std::collections::HashSet::new();
    let walked = xml::walk(&text, &mut |node| {
        let Node::Open("outline", element) = node else { return };
        // The standard's spelling, and one that is met.
        let Some(url) = attribute(element, "xmlUrl").or_else(|| attribute(element, "xmlurl")).filter(|url| !url.trim().is_empty()) else {
            return;
        };
        if feeds.len() < FEEDS && seen.insert(url.clone()) {
            let title = attribute(element, "title").or_else(|| attribute(element, "text")).filter(|title| !title.trim().is_empty());
            feeds.push(Outline { title, url: url.trim().to_owned() });
        }
    });
    if feeds.is_empty() { Err(walked.err().unwrap_or_else(|| "a list of feeds with none on it".to_owned())) } else { Ok(feeds) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feeds_in_folders() {
        let list = br#"<?xml version="1.0"?><opml version="2.0"><head><title>x</title></head><body>
            <outline text="War"><outline type="rss" text="One" title="One &amp; only" xmlUrl="https://example.org/1?a=1&amp;b=2"/>
            <outline text="Two" xmlUrl="https://example.org/2"></outline></outline>
            <outline text="Twice" xmlUrl="https://example.org/2"/><outline text="No feed" htmlUrl="https://example.org"/></body></opml>"#;
        let one = |title: &str, url: &str| Outline { title: Some(title.to_owned()), url: url.to_owned() };
        assert_eq!(feeds(list), Ok(vec![one("One & only", "https://example.org/1?a=1&b=2"), one("Two", "https://example.org/2")]));
    }

    #[test]
    fn lists_that_are_none() {
        assert_eq!(feeds(b"<opml><body/></opml>"), Err("a list of feeds with none on it".to_owned()));
        assert!(feeds(b"\0\x01\x02").is_err());
    }
}
