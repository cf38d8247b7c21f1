//! Main text as lines, one a block, so that a reader keeps the paragraphs apart.

use sayso::report::Zone;
use scraper::{Html, Node};

use super::Block;

/// Elements that stand on lines of their own.
const BLOCKS: [&str; 25] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "br",
    "dd",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "table",
    "tr",
    "ul",
];

/// The text of a tree, and its blocks.
pub(super) fn serialise(html: &Html) -> (String, Vec<Block>) {
    let mut out = Lines::default();
    // Walked by edges and not by recursion: depth is the page's to choose.
    for edge in html.tree.root().traverse() {
        match edge {
            ego_tree::iter::Edge::Open(node) => match node.value() {
                Node::Text(text) => out.push(text),
                Node::Element(element) if BLOCKS.contains(&element.name()) => out.end(),
                _ => {}
            },
            ego_tree::iter::Edge::Close(node) => {
                if node.value().as_element().is_some_and(|element| BLOCKS.contains(&element.name())) {
                    out.end();
                }
            }
        }
    }
    out.end();
    (out.text, out.blocks)
}

#[derive(Default)]
struct Lines {
    text: String,
    blocks: Vec<Block>,
    line: String,
}

impl Lines {
    /// Adds words to the line; space of any width is one.
    fn push(&mut self, words: &str) {
        for c in words.chars() {
            match c.is_whitespace() {
                true if self.line.ends_with(' ') || self.line.is_empty() => {}
                true => self.line.push(' '),
                false => self.line.push(c),
            }
        }
    }

    fn end(&mut self) {
        let line = std::mem::take(&mut self.line);
        let line = line.trim_end();
        if line.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let start = self.text.len();
        self.text.push_str(line);
        self.blocks.push(Block { span: start..self.text.len(), zone: None::<Zone> });
    }
}
