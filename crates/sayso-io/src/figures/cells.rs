//! Cells of a CSV text, each with the bytes it stands on: RFC 4180, comma or semicolon or tab, as the head line shows.

use std::borrow::Cow;

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell<'t> {
    /// What it says, without quotes.
    pub words: Cow<'t, str>,
    /// Its first byte in the text, within the quotes.
    pub start: usize,
    /// The byte after it.
    pub end: usize,
}

/// A row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row<'t> {
    /// Its cells.
    pub cells: Vec<Cell<'t>>,
    /// The line it begins on, from 1.
    pub line: usize,
    /// Its first byte.
    pub start: usize,
    /// The byte after it, line end aside.
    pub end: usize,
}

/// The rows of a text that are not empty.
pub struct Rows<'t> {
    text: &'t str,
    at: usize,
    line: usize,
    comma: u8,
}

impl<'t> Rows<'t> {
    /// Begins at the head line.
    pub fn new(text: &'t str) -> Self {
        let at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let head = text[at..].lines().next().unwrap_or_default();
        let count = |comma: &u8| head.bytes().filter(|byte| byte == comma).count();
        let comma = [b',', b';', b'\t'].into_iter().rev().max_by_key(count).unwrap_or(b',');
        Self { text, at, line: 1, comma }
    }

    /// The cell that begins here; after it stands a comma, a line end or nothing.
    fn cell(&self, start: usize) -> (Cell<'t>, usize) {
        let bytes = self.text.as_bytes();
        if bytes.get(start) == Some(&b'"') {
            let mut at = start + 1;
            while let Some(step) = self.text[at..].find('"') {
                at += step;
                if bytes.get(at + 1) != Some(&b'"') {
                    break;
                }
                at += 2;
            }
            let end = if bytes.get(at) == Some(&b'"') { at } else { bytes.len() };
            let words = &self.text[start + 1..end.max(start + 1)];
            let words = if words.contains("\"\"") { Cow::Owned(words.replace("\"\"", "\"")) } else { Cow::Borrowed(words) };
            let after = self.stop(end.min(bytes.len()));
            return (Cell { words, start: start + 1, end: end.max(start + 1) }, after);
        }
        let end = self.stop(start);
        (Cell { words: Cow::Borrowed(&self.text[start..end]), start, end }, end)
    }

    /// The next comma or line end.
    fn stop(&self, from: usize) -> usize {
        let rest = self.text.as_bytes().iter().skip(from);
        rest.enumerate()
            .find(|(_, byte)| **byte == self.comma || **byte == b'\n' || **byte == b'\r')
            .map_or(self.text.len(), |(step, _)| from + step)
    }
}

impl<'t> Iterator for Rows<'t> {
    type Item = Row<'t>;

    fn next(&mut self) -> Option<Row<'t>> {
        loop {
            let bytes = self.text.as_bytes();
            let start = self.at;
            bytes.get(start)?;
            let (mut cells, line) = (Vec::new(), self.line);
            let mut at = start;
            let end = loop {
                let (cell, after) = self.cell(at);
                cells.push(cell);
                if bytes.get(after) != Some(&self.comma) {
                    break after;
                }
                at = after + 1;
            };
            let feed = self.text[end..].bytes().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            self.at = end + feed.max(1);
            self.line += self.text[start..(end + feed).min(self.text.len())].bytes().filter(|byte| *byte == b'\n').count();
            if cells.iter().any(|cell| !cell.words.trim().is_empty()) {
                return Some(Row { cells, line, start, end });
            }
        }
    }
}
