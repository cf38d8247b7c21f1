//! The lines of a page that are its report, as text and blocks with their zones.

use super::Block;
use super::pick::Picked;
use super::sheet::Line;

/// Puts the picked lines under one another.
pub(super) fn serialise(lines: &[Line], picked: &[Picked]) -> (String, Vec<Block>) {
    let (mut text, mut blocks) = (String::new(), Vec::new());
    for (line, picked) in lines.iter().zip(picked) {
        let Picked::In(zone) = *picked else { continue };
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let start = text.len();
        text.push_str(&line.text);
        blocks.push(Block { span: start..text.len(), zone });
    }
    (text, blocks)
}

/// A text of its own as lines apart.
pub(super) fn paragraphs(text: &str) -> String {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n\n")
}
