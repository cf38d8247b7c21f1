//! Bytes to code points in one pass over the text, however many positions are asked for.

/// Bytes between two marks.
const STEP: usize = 256;

/// The code points before each mark of a text.
pub(crate) struct Points<'a> {
    bytes: &'a [u8],
    marks: Vec<usize>,
}

impl<'a> Points<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        let counts = text.as_bytes().chunks(STEP).scan(0, |sum, chunk| Some(std::mem::replace(sum, *sum + count(chunk))));
        Self { bytes: text.as_bytes(), marks: if text.is_ascii() { Vec::new() } else { counts.collect() } }
    }

    /// How many code points begin before this byte.
    pub(crate) fn at(&self, byte: usize) -> usize {
        let byte = byte.min(self.bytes.len());
        let mark = byte / STEP;
        match self.marks.get(mark) {
            Some(before) => before + count(&self.bytes[mark * STEP..byte]),
            None if self.marks.is_empty() => byte,
            None => self.marks.last().map_or(0, |before| before + count(&self.bytes[(self.marks.len() - 1) * STEP..byte])),
        }
    }
}

/// Bytes that begin a character.
fn count(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_those_of_counting() {
        for text in ["", "12 dead", "é", &"Київ 12 — ".repeat(70), &"x".repeat(512), &"ж".repeat(256)] {
            let points = Points::new(text);
            for at in (0..=text.len()).filter(|at| text.is_char_boundary(*at)) {
                assert_eq!(points.at(at), text[..at].chars().count(), "{at} of {text:?}");
            }
        }
    }
}
