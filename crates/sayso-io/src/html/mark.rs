//! Texts of a page marked with a character each that no text has, so that what a finder of main text gives back, itself without
//! structure, leads back to the places in the page.

use std::fmt::Write as _;

use ego_tree::NodeRef;
use ego_tree::iter::Edge;
use scraper::node::Element;
use scraper::{Html, Node};

use super::sheet::is_blank;

/// The first of the characters for private use beyond the first plane: two stretches of 65,534.
const STRETCHES: [(u32, u32); 2] = [(0xf_0000, 0xf_fffd), (0x10_0000, 0x10_fffd)];
/// The deepest element that is written; what is deeper keeps its text. Finders recurse.
const DEEPEST: usize = 60;
/// Bytes of text in a form that is more than a form.
const LARGE: usize = 1000;
/// What finders look at.
const TOLD: [&str; 12] = [
    "id",
    "class",
    "style",
    "role",
    "itemprop",
    "itemtype",
    "itemscope",
    "href",
    "aria-hidden",
    "data-component",
    "hidden",
    "data-lp-replacement-content",
];
/// Elements that no finder takes text from, and that hold none of the story.
const LEFT: [&str; 6] = ["head", "script", "style", "noscript", "template", "iframe"];
const VOID: [&str; 5] = ["br", "hr", "img", "wbr", "input"];

/// The page as HTML with its texts marked, in page order, blank ones aside.
pub(super) fn marked(html: &Html) -> String {
    let (mut out, mut texts, mut depth, mut left) = (String::new(), 0, 0_usize, 0_usize);
    for edge in html.tree.root().traverse() {
        match edge {
            Edge::Open(node) => match node.value() {
                Node::Text(text) => {
                    let mark = if is_blank(text) { None } else { mark(texts) };
                    texts += u32::from(!is_blank(text));
                    if left == 0 {
                        out.extend(mark);
                        escape(text, &mut out);
                    }
                }
                Node::Element(element) => {
                    left += usize::from(LEFT.contains(&element.name()));
                    depth += 1;
                    if left == 0 && depth <= DEEPEST {
                        start(node, element, &mut out);
                    }
                }
                _ => {}
            },
            Edge::Close(node) => {
                if let Some(element) = node.value().as_element() {
                    if left == 0 && depth <= DEEPEST && !VOID.contains(&element.name()) {
                        let _ = write!(out, "</{}>", written(node, element));
                    }
                    depth -= 1;
                    left -= usize::from(LEFT.contains(&element.name()));
                }
            }
        }
    }
    out
}

/// Which of the page's texts a finder gave back.
pub(super) fn chosen(found: &str) -> Vec<bool> {
    let mut chosen = Vec::new();
    for at in found.chars().filter_map(place) {
        if at >= chosen.len() {
            chosen.resize(at + 1, false);
        }
        chosen[at] = true;
    }
    chosen
}

/// Whether a character is for private use: icons of one font, and our marks.
pub(super) fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}') || u32::from(c) >= STRETCHES[0].0
}

fn mark(at: u32) -> Option<char> {
    let [(first, last), (second, end)] = STRETCHES;
    let size = last - first + 1;
    char::from_u32(if at < size { first + at } else { second + (at - size).min(end - second + 1) }).filter(|c| u32::from(*c) <= end)
}

fn place(c: char) -> Option<usize> {
    let [(first, last), (second, end)] = STRETCHES;
    let at = match u32::from(c) {
        c if (first..=last).contains(&c) => c - first,
        c if (second..=end).contains(&c) => last - first + 1 + c - second,
        _ => return None,
    };
    usize::try_from(at).ok()
}

fn start(node: NodeRef<'_, Node>, element: &Element, out: &mut String) {
    let name = written(node, element);
    // Saved with a banner open, a page is said to be hidden behind it; and some hide it until their script has run.
    let page = matches!(name, "html" | "body" | "main" | "article");
    let shown = |told: &str| match told {
        "style" | "hidden" => page,
        "aria-hidden" => page || is_large(node),
        _ => false,
    };
    out.push('<');
    out.push_str(name);
    for (told, value) in element.attrs().filter(|(told, _)| TOLD.contains(told) && !shown(told)) {
        let _ = write!(out, " {told}=\"");
        escape(value, out);
        out.push('"');
    }
    out.push('>');
}

/// The name an element is written with. Finders drop forms, and some systems wrap the whole page in one.
fn written<'a>(node: NodeRef<'_, Node>, element: &'a Element) -> &'a str {
    if element.name() == "form" && is_large(node) { "div" } else { element.name() }
}

/// Whether it holds more text than a form or a label does.
fn is_large(node: NodeRef<'_, Node>) -> bool {
    let mut room = LARGE;
    node.descendants().filter_map(|inner| inner.value().as_text()).any(|text| {
        room = room.saturating_sub(text.trim().len());
        room == 0
    })
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars().filter(|c| !is_private(*c)) {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
}
