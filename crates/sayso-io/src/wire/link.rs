//! A link to the figure itself: the report's URL with a text fragment, `#:~:text=prefix-,figure,-suffix`.
//! <https://wicg.github.io/scroll-to-text-fragment/>

use std::fmt::Write as _;

use sayso::claim::Span;

/// Whole words on either side that tell one "20" from another.
const WORDS: usize = 4;

/// The furthest that those words are looked for, in bytes.
const REACH: usize = 120;

/// The URL with a fragment that leads to this stretch of its text; none unless it is a web address.
pub(super) fn to(url: &str, text: &str, span: &Span) -> Option<String> {
    let web = url.starts_with("https://") || url.starts_with("http://");
    let exact = text.get(span.clone()).filter(|exact| web && !exact.is_empty())?;
    let mut link = String::with_capacity(url.len() + 3 * exact.len() + 2 * REACH);
    link.push_str(url);
    link.push_str(if url.contains('#') { ":~:text=" } else { "#:~:text=" });
    let (before, after) = (before(text, span.start), after(text, span.end));
    if !before.is_empty() {
        encode(&mut link, before);
        link.push_str("-,");
    }
    encode(&mut link, exact);
    if !after.is_empty() {
        link.push_str(",-");
        encode(&mut link, after);
    }
    Some(link)
}

/// The words before, on the same line.
fn before(text: &str, start: usize) -> &str {
    let from = (start.saturating_sub(REACH)..=start).find(|at| text.is_char_boundary(*at)).unwrap_or(start);
    let line = text.get(from..start).unwrap_or_default();
    let line = line.rsplit('\n').next().unwrap_or_default().trim();
    let cut = line.char_indices().rev().filter(|(_, c)| c.is_whitespace()).nth(WORDS - 1).map_or(0, |(at, c)| at + c.len_utf8());
    // What is cut off by the reach may be half a word, which no browser finds.
    let cut = if cut == 0 && from > 0 && start - from >= REACH - 3 { line.find(' ').map_or(line.len(), |at| at + 1) } else { cut };
    line.get(cut..).unwrap_or_default().trim()
}

/// The words after, on the same line.
fn after(text: &str, end: usize) -> &str {
    let to = (0..4).map(|less| (end + REACH).min(text.len()).saturating_sub(less)).find(|at| text.is_char_boundary(*at)).unwrap_or(end);
    let line = text.get(end..to).unwrap_or_default();
    let line = line.split('\n').next().unwrap_or_default().trim();
    let whole = to == text.len() || line.len() + 4 < REACH;
    let cut = line.char_indices().filter(|(_, c)| c.is_whitespace()).nth(WORDS - 1).map(|(at, _)| at);
    let cut = cut.unwrap_or_else(|| if whole { line.len() } else { line.rfind(' ').unwrap_or(0) });
    line.get(..cut).unwrap_or_default().trim()
}

/// Percent-encodes all but unreserved characters; the dash means something in a text fragment, so it is encoded too.
fn encode(link: &mut String, words: &str) {
    for byte in words.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'~') {
            link.push(char::from(byte));
        } else {
            write!(link, "%{byte:02X}").expect("a String takes any text");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(url: &str, text: &str, figure: &str, expected: Option<&str>) {
        let start = text.find(figure).expect("the figure stands in the text");
        assert_eq!(to(url, text, &(start..start + figure.len())).as_deref(), expected);
    }

    #[test]
    fn links_lead_to_the_figure() {
        let text = "Losses\nOf these cases, some 40,000-45,000 went to court & were closed.";
        check(
            "https://example.org/a",
            text,
            "40,000-45,000",
            Some("https://example.org/a#:~:text=Of%20these%20cases%2C%20some-,40%2C000%2D45%2C000,-went%20to%20court%20%26"),
        );
        check("https://example.org/a#top", "12 dead", "12", Some("https://example.org/a#top:~:text=12,-dead"));
        check("file:///etc", text, "40,000-45,000", None);
    }

    #[test]
    fn far_words_are_cut_whole() {
        let text = format!("{} 12 {}", "ж".repeat(300), "ж".repeat(300));
        check("https://example.org/a", &text, "12", Some("https://example.org/a#:~:text=12"));
    }
}
