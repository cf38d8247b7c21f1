//! Quotation marks: which stretches of a page are direct speech.

use std::ops::Range;

use crate::read::page::Page;

/// A quoted stretch, within one paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// From the opening mark to past the closing one, or to the end of the paragraph.
    pub tokens: Range<usize>,
    /// Whether it is closed: speech that is not goes on in the next paragraph.
    pub closed: bool,
}

/// What a token is as a quotation mark, and whether it is a single one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Open,
    Close,
    Either,
    SingleOpen,
    SingleClose,
}

/// Every quote of a page, in text order.
pub fn find(page: &Page<'_>) -> Vec<Quote> {
    let mut quotes = Vec::new();
    for block in &page.blocks {
        let sentences = &page.sentences[block.sentences.clone()];
        if let (Some(first), Some(last)) = (sentences.first(), sentences.last()) {
            in_block(page, first.tokens.start..last.tokens.end, &mut quotes);
        }
    }
    quotes
}

fn in_block(page: &Page<'_>, tokens: Range<usize>, quotes: &mut Vec<Quote>) {
    let mut open: Option<(usize, bool)> = None;
    for at in tokens.clone() {
        let Some(mark) = mark(page, at) else { continue };
        match (mark, open) {
            (Mark::Open, None) => open = Some((at, false)),
            (Mark::SingleOpen, None) => open = Some((at, true)),
            (Mark::Either, None) if opens(page, at, tokens.end) => open = Some((at, false)),
            (Mark::Close | Mark::Either, Some((from, false))) | (Mark::SingleClose, Some((from, true))) => {
                quotes.push(Quote { tokens: from..at + 1, closed: true });
                open = None;
            }
            // A second opening mark far on: the first was never closed.
            (Mark::Open, Some((from, _))) if at > from + 60 => {
                quotes.push(Quote { tokens: from..at, closed: false });
                open = Some((at, false));
            }
            _ => {}
        }
    }
    if let Some((from, false)) = open {
        quotes.push(Quote { tokens: from..tokens.end, closed: false });
    }
}

fn mark(page: &Page<'_>, at: usize) -> Option<Mark> {
    match page.text(at) {
        "“" | "„" | "«" | "``" => Some(Mark::Open),
        "”" | "»" => Some(Mark::Close),
        "\"" | "''" => Some(Mark::Either),
        "‘" => Some(Mark::SingleOpen),
        "’" => Some(Mark::SingleClose),
        _ => None,
    }
}

/// A straight mark opens where a word follows it at once.
fn opens(page: &Page<'_>, at: usize, end: usize) -> bool {
    at + 1 < end && (page.tokens[at].spaced || at == 0 || !page.tokens[at - 1].shape.is_word())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Report;

    fn check(text: &str, expected: &[&str]) {
        let report = Report { text: text.to_owned(), ..Report::default() };
        let page = Page::new(&report);
        let read = find(&page).iter().map(|quote| page.slice(quote.tokens.clone())).collect::<Vec<_>>();
        assert_eq!(read, expected, "{text}");
    }

    #[test]
    fn quotes() {
        check("“We lost six,” he said. “No more.”", &["“We lost six,”", "“No more.”"]);
        check("\"We lost six. All at once,\" he said.", &["\"We lost six. All at once,\""]);
        check("“We lost six.\n“And then two more.”", &["“We lost six.", "“And then two more.”"]);
    }
}
