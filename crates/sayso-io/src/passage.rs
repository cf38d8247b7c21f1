//! The sentence around a figure, cut where a sentence is longer than anyone reads.

use sayso::claim::Claim;

/// What is shown before or after a figure, at most, in bytes.
const REACH: usize = 400;

/// A figure in its sentence.
pub(crate) struct Passage<'a> {
    pub(crate) before: &'a str,
    pub(crate) figure: &'a str,
    pub(crate) after: &'a str,
    /// Whether something is cut off at the front, at the back.
    pub(crate) cut: (bool, bool),
}

/// The figure of a claim in its sentence.
pub(crate) fn around<'a>(text: &'a str, claim: &Claim) -> Passage<'a> {
    let span = &claim.span;
    let from = inward(text, claim.sentence.start.max(span.start.saturating_sub(REACH)), span.start);
    let to = inward(text, claim.sentence.end.min(span.end + REACH).max(span.end), text.len());
    Passage {
        before: text.get(from..span.start).unwrap_or_default(),
        figure: text.get(span.clone()).unwrap_or_default(),
        after: text.get(span.end..to).unwrap_or_default(),
        cut: (from > claim.sentence.start, to < claim.sentence.end),
    }
}

/// The first character boundary at or after a byte.
fn inward(text: &str, byte: usize, end: usize) -> usize {
    (byte..=end).find(|at| text.is_char_boundary(*at)).unwrap_or(end)
}

impl Passage<'_> {
    /// The passage with marks set around the figure and `…` where it is cut.
    pub(crate) fn marked(&self, open: &str, close: &str) -> String {
        let dots = |cut: bool| if cut { "…" } else { "" };
        format!("{}{}{open}{}{close}{}{}", dots(self.cut.0), self.before, self.figure, self.after, dots(self.cut.1))
    }
}
