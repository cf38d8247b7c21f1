//! A page as lines, as a browser lays them out: blocks break lines and inline elements do not, so that no two words are glued that the
//! reader sees apart. Each line knows where it stands in the page.

use ego_tree::iter::Edge;
use ego_tree::{NodeId, NodeRef};
use scraper::node::Element;
use scraper::{Html, Node};

use super::mark;

/// What stands between two cells of a row.
const CELLS: &str = " | ";

/// The longest cell that is one of a row of data; a longer one is a part of the page's layout.
const LONGEST_CELL: usize = 300;

/// Bytes beside links that are more than "Read more:".
const WORDS_BESIDE: usize = 60;
/// Elements that stand on lines of their own.
const BLOCKS: [&str; 45] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "button",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "option",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "td",
    "th",
    "tr",
    "ul",
];
/// Elements that hold no text of the page.
const SILENT: [&str; 20] = [
    "audio", "button", "canvas", "datalist", "embed", "head", "iframe", "input", "map", "noscript", "object", "option", "picture",
    "script", "select", "style", "svg", "template", "textarea", "video",
];
/// Elements that stand around the story.
const AROUND: [&str; 5] = ["aside", "dialog", "footer", "menu", "nav"];
/// How what stands around the story is named nearly everywhere.
const NAMED: [&str; 24] = [
    "ad-",
    "ads",
    "advert",
    "breadcrumb",
    "byline",
    "comment",
    "consent",
    "cookie",
    "footer",
    "menu",
    "modal",
    "most-read",
    "nav-",
    "newsletter",
    "outbrain",
    "popup",
    "promo",
    "recommend",
    "related",
    "share",
    "sidebar",
    "social",
    "subscri",
    "taboola",
];

/// A line as a browser would lay it out, were it wide enough.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) text: String,
    /// Bytes that the finder of main text chose.
    pub(super) chosen: usize,
    /// Bytes in links.
    pub(super) linked: usize,
    pub(super) shape: Shape,
    /// It stands in a part of the page that is around the story.
    pub(super) around: bool,
    /// It stands in a quotation.
    pub(super) quoted: bool,
    /// The block that it is in, and the block around that: lines of one story share them.
    pub(super) home: [NodeId; 2],
    /// The classes of those two, where they have any: lines of one make share them.
    pub(super) make: Option<u64>,
}

/// What a line is by its elements.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Shape {
    #[default]
    Plain,
    /// A title of this rank.
    Heading(u8),
    Caption,
    Item,
    /// A row of data, its cells apart.
    Row,
}

impl Line {
    /// Whether it is links and little else.
    pub(super) fn is_links(&self) -> bool {
        self.linked * 5 >= self.text.len() * 4 && self.text.len() - self.linked.min(self.text.len()) < WORDS_BESIDE
    }

    /// Whether both stand in one stretch of the page.
    pub(super) fn is_near(&self, other: &Self) -> bool {
        self.home.iter().any(|block| other.home.contains(block))
    }
}

/// Lays the page out; `chosen` tells of each text in page order, blank ones aside, whether the finder of main text took it.
pub(super) fn lines(html: &Html, chosen: &[bool]) -> Vec<Line> {
    let root = html.tree.root().id();
    let mut walk = Walk { chosen, lines: Vec::new(), open: None, inside: Inside::default(), blocks: vec![(root, 0)], texts: 0 };
    let mut silent: Option<NodeId> = None;
    // Walked by edges and not by recursion: depth is the page's to choose.
    for edge in html.tree.root().traverse() {
        match edge {
            Edge::Open(node) => match node.value() {
                Node::Text(text) => walk.text(text, silent.is_none()),
                Node::Element(element) if silent.is_none() => {
                    silent = is_silent(element).then(|| node.id());
                    walk.open(node, element);
                }
                _ => {}
            },
            Edge::Close(node) => {
                silent = silent.filter(|id| *id != node.id());
                if let Some(element) = node.value().as_element().filter(|_| silent.is_none()) {
                    walk.close(node, element);
                }
            }
        }
    }
    walk.end();
    walk.lines
}

/// No text of the page, or not shown. A page that hides itself shows itself by a script.
fn is_silent(element: &Element) -> bool {
    let none = |style: &str| style.contains("display:none") || style.contains("display: none");
    let hidden = || element.attr("hidden").is_some() || element.attr("style").is_some_and(none);
    SILENT.contains(&element.name()) || !matches!(element.name(), "html" | "body" | "main" | "article") && hidden()
}

struct Walk<'a> {
    chosen: &'a [bool],
    lines: Vec<Line>,
    open: Option<Line>,
    inside: Inside,
    blocks: Vec<(NodeId, u64)>,
    texts: usize,
}

/// How many of these elements are open.
#[derive(Default)]
struct Inside {
    links: usize,
    around: usize,
    quotes: usize,
    captions: usize,
    items: usize,
    heading: Option<u8>,
    row: Option<NodeId>,
}

impl Walk<'_> {
    fn open(&mut self, node: NodeRef<'_, Node>, element: &Element) {
        let name = element.name();
        if name == "br" || BLOCKS.contains(&name) {
            self.cut(name);
        }
        if name == "tr" && self.inside.row.is_none() && is_data(node) {
            self.inside.row = Some(node.id());
        }
        if BLOCKS.contains(&name) {
            self.blocks.push((node.id(), make(element)));
        }
        self.inside.count(element, 1);
    }

    fn close(&mut self, node: NodeRef<'_, Node>, element: &Element) {
        let name = element.name();
        self.inside.count(element, -1);
        if self.inside.row == Some(node.id()) {
            self.inside.row = None;
        }
        if BLOCKS.contains(&name) {
            self.cut(name);
            self.blocks.pop();
        }
    }

    /// Ends the line; in a row of data only the cell.
    fn cut(&mut self, name: &str) {
        match &mut self.open {
            Some(line) if self.inside.row.is_some() => {
                let apart = if matches!(name, "td" | "th") { CELLS } else { " " };
                let bare = line.text.trim_end().len();
                if !line.text.ends_with(CELLS) && bare > 0 {
                    line.text.truncate(bare);
                    line.text.push_str(apart);
                }
            }
            _ => self.end(),
        }
    }

    fn text(&mut self, text: &str, seen: bool) {
        if is_blank(text) {
            if let Some(line) = self.open.as_mut().filter(|_| seen) {
                space(&mut line.text);
            }
            return;
        }
        let chosen = self.chosen.get(self.texts).copied().unwrap_or_default();
        self.texts += 1;
        if !seen {
            return;
        }
        let inside = &self.inside;
        // What a row is in is its table, not its cell.
        let cell = usize::from(self.inside.row.is_some());
        let [(block, inner), (parent, outer)] = [1 + cell, 2 + cell].map(|back| self.blocks[self.blocks.len().saturating_sub(back)]);
        let line = self.open.get_or_insert_with(|| Line {
            text: String::new(),
            chosen: 0,
            linked: 0,
            shape: inside.shape(),
            around: inside.around > 0,
            quoted: inside.quotes > 0,
            home: [block, parent],
            make: (inner != 0 || outer != 0).then(|| inner.rotate_left(1) ^ outer),
        });
        let before = line.text.len();
        for c in text.chars().filter(|c| !mark::is_private(*c)) {
            match c {
                c if c.is_whitespace() => space(&mut line.text),
                '\u{ad}' | '\u{200b}' | '\u{feff}' => {}
                c => line.text.push(c),
            }
        }
        let added = line.text.len() - before;
        line.chosen += if chosen { added } else { 0 };
        line.linked += if inside.links > 0 { added } else { 0 };
    }

    fn end(&mut self) {
        let Some(mut line) = self.open.take() else { return };
        let bare = line.text.trim_end_matches([' ', '|']).len();
        line.text.truncate(bare);
        if line.text.chars().any(char::is_alphanumeric) {
            self.lines.push(line);
        }
    }
}

impl Inside {
    fn count(&mut self, element: &Element, by: isize) {
        let name = element.name();
        let count = match name {
            "a" => &mut self.links,
            "blockquote" => &mut self.quotes,
            "figcaption" | "caption" => &mut self.captions,
            _ if is_named(element, &["caption"]) => &mut self.captions,
            "li" => &mut self.items,
            _ if is_around(element) => &mut self.around,
            _ => {
                if let Some(rank) = name.strip_prefix('h').and_then(|rank| rank.parse().ok()) {
                    self.heading = Some(rank).filter(|_| by > 0);
                }
                return;
            }
        };
        *count = count.saturating_add_signed(by);
    }

    fn shape(&self) -> Shape {
        match self.heading {
            Some(rank) => Shape::Heading(rank),
            None if self.captions > 0 => Shape::Caption,
            None if self.row.is_some() => Shape::Row,
            None if self.items > 0 => Shape::Item,
            None => Shape::Plain,
        }
    }
}

/// The name and classes of an element as a number; 0 where it has none.
fn make(element: &Element) -> u64 {
    let Some(class) = element.attr("class").filter(|class| !class.is_empty()) else { return 0 };
    let bytes = element.name().bytes().chain(*b" ").chain(class.bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}

fn is_around(element: &Element) -> bool {
    let role =
        || element.attr("role").is_some_and(|role| matches!(role, "navigation" | "complementary" | "contentinfo" | "dialog" | "search"));
    AROUND.contains(&element.name()) || role() || is_named(element, &NAMED)
}

/// Whether a class of the element begins with one of these words. What holds the page or the story is named for more than one thing.
fn is_named(element: &Element, words: &[&str]) -> bool {
    let begins = |class: &str| words.iter().any(|word| class.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word)));
    !matches!(element.name(), "html" | "body" | "main" | "article" | "h1")
        && element.attr("class").is_some_and(|class| class.split_whitespace().any(begins))
}

/// A row whose cells are short and hold no table: its cells belong together.
fn is_data(row: NodeRef<'_, Node>) -> bool {
    let cells = row.children().filter(|child| matches!(name(*child), Some("td" | "th")));
    let short = |cell: NodeRef<'_, Node>| {
        let mut length = 0;
        cell.descendants().all(|node| {
            length += node.value().as_text().map_or(0, |text| text.trim().len());
            length <= LONGEST_CELL && !matches!(name(node), Some("table" | "li" | "h1" | "h2" | "h3"))
        })
    };
    let mut count = 0;
    cells.inspect(|_| count += 1).all(short) && count > 1
}

fn name(node: NodeRef<'_, Node>) -> Option<&str> {
    node.value().as_element().map(Element::name)
}

/// Whether a text is only space.
pub(super) fn is_blank(text: &str) -> bool {
    text.chars().all(char::is_whitespace)
}

fn space(line: &mut String) {
    if !line.is_empty() && !line.ends_with(' ') {
        line.push(' ');
    }
}
