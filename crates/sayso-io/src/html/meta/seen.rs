//! One walk over a page: everything that may say something of it, bounded in number and length.

use ego_tree::iter::Edge;
use scraper::node::Element;
use scraper::{Html, Node};

use super::mark::{Kind, kind, others, report_type};

/// Elements of the head that are kept; a page has some fifty.
const MOST_METAS: usize = 400;
/// Lines of text that are kept: what a page says of itself stands near its headline or its end.
const MOST_LINES: usize = 6000;
/// Of a line: a longer one is prose, and its head is enough.
const LONGEST_LINE: usize = 400;
/// Characters kept of a name, a date or a title.
const LONGEST: usize = 400;
/// Elements that name an author or a date.
const MOST_MARKS: usize = 600;
/// Marks that may be open within one another.
const DEEPEST: usize = 24;
/// Scripts of JSON-LD that are kept, and the bytes of one: what is longer is cut, and read as broken.
const MOST_SCRIPTS: usize = 40;
const LONGEST_SCRIPT: usize = 1 << 20;
/// Names within one author.
const MOST_NAMES: usize = 20;
/// Links kept of a line.
const MOST_LINKS: usize = 4;

/// What was seen.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// Name, property or itemprop of `meta` elements in lower case, and their contents.
    pub(super) metas: Vec<(String, String)>,
    /// `rel` of `link` elements, and their addresses.
    pub(super) links: Vec<(String, String)>,
    /// The text of `title`.
    pub(super) title: String,
    /// `lang` of `html`.
    pub(super) lang: Option<String>,
    /// Address that relative ones are relative to.
    pub(super) base: Option<String>,
    /// The comment in which a browser noted where it saved the page from.
    pub(super) saved: Option<String>,
    /// Scripts of JSON-LD, and the settings that some publishing systems leave as JSON in a `meta`.
    pub(super) scripts: Vec<String>,
    /// Visible lines.
    pub(super) lines: Vec<Line>,
    /// Elements that name an author, a date or a title.
    pub(super) marks: Vec<Mark>,
}

/// A line of visible text.
#[derive(Debug, Default)]
pub(super) struct Line {
    /// Its words; the head of a long line.
    pub(super) text: String,
    /// The rank of the heading that it stands in, 0 for none.
    pub(super) heading: u8,
    /// Whether it stands in a menu, a foot, a comment.
    pub(super) aside: bool,
    /// Whether it stands with a picture.
    pub(super) caption: bool,
    /// The links of it: their words and addresses.
    pub(super) links: Vec<(String, String)>,
}

/// An element that names something.
#[derive(Debug)]
pub(super) struct Mark {
    /// What it names.
    pub(super) kind: Kind,
    /// Whether the standards define the mark (microdata, `rel`, `pubdate`) and not a class only.
    pub(super) strict: bool,
    /// Its text.
    pub(super) text: String,
    /// `datetime` or `content`, which say it for machines.
    pub(super) value: Option<String>,
    /// What is marked as a name within it.
    pub(super) names: Vec<String>,
    /// The line that it begins in.
    pub(super) line: usize,
    /// Whether it stands in a menu, a foot, a comment.
    pub(super) aside: bool,
}

/// Walks over the page.
pub(super) fn look(html: &Html) -> Seen {
    let mut walk = Walk::default();
    // Walked by edges and not by recursion: depth is the page's to choose.
    for edge in html.tree.root().traverse() {
        match edge {
            Edge::Open(node) => match node.value() {
                Node::Element(element) => walk.open(element),
                Node::Text(text) => walk.text(text),
                Node::Comment(comment) => walk.comment(comment),
                _ => {}
            },
            Edge::Close(node) => {
                if let Node::Element(element) = node.value() {
                    walk.close(element);
                }
            }
        }
    }
    walk.end_line();
    walk.seen
}

#[derive(Default)]
struct Walk {
    seen: Seen,
    line: Line,
    /// How deep the walk is in elements whose text nobody sees, in asides, in articles.
    hidden: usize,
    aside: usize,
    article: usize,
    figure: usize,
    heading: u8,
    in_title: bool,
    script: bool,
    link: Option<(String, String)>,
    /// Marks whose elements are open, and how many elements are open.
    open: Vec<(usize, usize)>,
    depth: usize,
    /// Open things of microdata: how deep they begin, and whether they may be the report.
    scopes: Vec<(usize, bool)>,
}

impl Walk {
    fn open(&mut self, element: &Element) {
        self.depth += 1;
        let name = element.name();
        match name {
            "meta" => self.meta(element),
            "link" => self.head_link(element),
            "html" => self.seen.lang = element.attr("lang").or_else(|| element.attr("xml:lang")).map(str::to_owned),
            "base" => self.seen.base = element.attr("href").map(|href| short(href, LONGEST)),
            "title" if self.seen.title.is_empty() && self.hidden == 0 => self.in_title = true,
            "script" => self.script = ld_json(element) && self.seen.scripts.len() < MOST_SCRIPTS,
            "a" => self.link = element.attr("href").map(|href| (String::new(), short(href, 2 * LONGEST))),
            _ => {}
        }
        if self.script {
            self.seen.scripts.push(String::new());
        }
        self.hidden += usize::from(hidden(name));
        self.article += usize::from(matches!(name, "article" | "main"));
        self.figure += usize::from(matches!(name, "figure" | "figcaption"));
        self.aside += usize::from(self.is_aside(element));
        if let Some(rank) = rank(name) {
            self.heading = rank;
        }
        if is_block(name) {
            self.end_line();
        }
        self.mark(element);
        // What an element is of its parent is said beside what it is itself.
        if element.attr("itemscope").is_some() && self.scopes.len() < DEEPEST {
            self.scopes.push((self.depth, report_type(element)));
        }
    }

    fn close(&mut self, element: &Element) {
        let name = element.name();
        self.scopes.pop_if(|(depth, _)| *depth == self.depth);
        if let Some((mark, _)) = self.open.pop_if(|(_, depth)| *depth == self.depth) {
            self.name_parent(mark);
        }
        if is_block(name) {
            self.end_line();
        }
        match name {
            "title" => self.in_title = false,
            "script" => self.script = false,
            "a" => {
                let room = self.line.links.len() < MOST_LINKS;
                self.line.links.extend(self.link.take().filter(|_| room));
            }
            _ if rank(name).is_some() => self.heading = 0,
            _ => {}
        }
        self.aside -= usize::from(self.is_aside(element)).min(self.aside);
        self.article -= usize::from(matches!(name, "article" | "main")).min(self.article);
        self.figure -= usize::from(matches!(name, "figure" | "figcaption")).min(self.figure);
        self.hidden -= usize::from(hidden(name)).min(self.hidden);
        self.depth = self.depth.saturating_sub(1);
    }

    fn text(&mut self, text: &str) {
        if self.in_title {
            push(&mut self.seen.title, text, LONGEST);
        } else if let Some(script) = self.seen.scripts.last_mut().filter(|_| self.script) {
            *script = short(text, LONGEST_SCRIPT);
        }
        if self.hidden > 0 || self.in_title {
            return;
        }
        push(&mut self.line.text, text, LONGEST_LINE);
        if let Some((words, _)) = &mut self.link {
            push(words, text, LONGEST);
        }
        for (mark, _) in &self.open {
            push(&mut self.seen.marks[*mark].text, text, LONGEST);
        }
    }

    /// "saved from url=(0025)https://example.org/a", and "Page saved with SingleFile" with a line "url: https://example.org/a".
    fn comment(&mut self, comment: &str) {
        let told = || comment.contains("saved from url=") || comment.contains("saved with SingleFile");
        if self.seen.saved.is_none() && self.seen.lines.is_empty() && comment.len() < 10 * LONGEST && told() {
            self.seen.saved = Some(comment.to_owned());
        }
    }

    fn end_line(&mut self) {
        // Words of two elements are two words, also where nothing but a block's edge is between them.
        for (mark, _) in &self.open {
            push(&mut self.seen.marks[*mark].text, "\n", LONGEST);
        }
        let mut line = std::mem::take(&mut self.line);
        line.text.truncate(line.text.trim_end().len());
        if line.text.is_empty() || self.seen.lines.len() >= MOST_LINES {
            return;
        }
        (line.heading, line.aside, line.caption) = (self.heading, self.aside > 0, self.figure > 0);
        self.seen.lines.push(line);
    }

    fn meta(&mut self, element: &Element) {
        let name = ["property", "name", "itemprop", "http-equiv"].into_iter().find_map(|name| element.attr(name));
        let (Some(name), Some(content)) = (name, element.attr("content")) else { return };
        if self.seen.metas.len() < MOST_METAS && !content.trim().is_empty() && name.len() < 100 {
            match (element.attr("itemprop"), name) {
                (Some(_), "name") => self.name(short(content.trim(), LONGEST)),
                (Some(_), "url") => {}
                (Some(_), _) if self.foreign() => {}
                _ => self.seen.metas.push((name.trim().to_lowercase(), short(content.trim(), 10 * LONGEST))),
            }
        }
    }

    fn head_link(&mut self, element: &Element) {
        let (Some(rel), Some(href)) = (element.attr("rel"), element.attr("href")) else { return };
        if self.seen.links.len() < MOST_METAS && !href.trim().is_empty() {
            self.seen.links.push((rel.to_ascii_lowercase(), short(href.trim(), 5 * LONGEST)));
        }
    }

    fn mark(&mut self, element: &Element) {
        let Some((kind, strict)) = kind(element) else { return };
        if strict && self.foreign() && element.attr("itemprop").is_some() {
            return;
        }
        if self.seen.marks.len() >= MOST_MARKS || self.open.len() >= DEEPEST || self.hidden > 0 {
            return;
        }
        let value = ["datetime", "content", "data-datetime"].into_iter().find_map(|name| element.attr(name));
        let value = value.filter(|value| !value.trim().is_empty()).map(|value| short(value.trim(), LONGEST));
        self.open.push((self.seen.marks.len(), self.depth));
        let line = self.seen.lines.len();
        self.seen.marks.push(Mark { kind, strict, text: String::new(), value, names: Vec::new(), line, aside: self.aside > 0 });
    }

    /// A name that was marked within an author or a publisher is theirs.
    fn name_parent(&mut self, mark: usize) {
        let named = self.seen.marks.get(mark).filter(|mark| mark.kind == Kind::Name).map(|mark| mark.text.trim().to_owned());
        named.into_iter().for_each(|name| self.name(name));
    }

    fn name(&mut self, name: String) {
        let parent = self.open.iter().rev().map(|(mark, _)| *mark).find(|mark| self.seen.marks[*mark].kind != Kind::Name);
        let parent = parent.map(|parent| &mut self.seen.marks[parent]).filter(|parent| parent.names.len() < MOST_NAMES);
        if let Some(parent) = parent.filter(|_| !name.is_empty()) {
            parent.names.push(name);
        }
    }

    /// Whether the walk is within a film, a picture, a comment: what is said there is said of that.
    fn foreign(&self) -> bool {
        self.scopes.last().is_some_and(|(_, report)| !report)
    }

    /// What is not the report: menus, the foot of the page, comments, links to other reports.
    fn is_aside(&self, element: &Element) -> bool {
        match element.name() {
            "nav" => true,
            "footer" | "aside" => self.article == 0,
            "body" | "html" | "article" | "main" => false,
            _ => others(element),
        }
    }
}

fn ld_json(element: &Element) -> bool {
    element.attr("type").is_some_and(|kind| kind.trim().to_ascii_lowercase().starts_with("application/ld+json"))
}

fn hidden(name: &str) -> bool {
    matches!(name, "script" | "style" | "noscript" | "template" | "svg" | "select" | "textarea" | "iframe" | "object")
}

fn rank(name: &str) -> Option<u8> {
    let digit = name.strip_prefix('h').filter(|rest| rest.len() == 1)?.parse().ok()?;
    (1..=6).contains(&digit).then_some(digit)
}

fn is_block(name: &str) -> bool {
    rank(name).is_some()
        || matches!(
            name,
            "address"
                | "article"
                | "aside"
                | "blockquote"
                | "body"
                | "br"
                | "dd"
                | "div"
                | "dl"
                | "dt"
                | "figcaption"
                | "figure"
                | "footer"
        )
        || matches!(
            name,
            "form" | "header" | "hr" | "li" | "main" | "nav" | "ol" | "p" | "pre" | "section" | "table" | "td" | "th" | "tr" | "ul"
        )
}

/// Adds words; space of any width is one.
fn push(out: &mut String, words: &str, most: usize) {
    for c in words.chars() {
        if out.len() >= most {
            return;
        }
        match c.is_whitespace() {
            true if out.is_empty() || out.ends_with(' ') => {}
            true => out.push(' '),
            false => out.push(c),
        }
    }
}

/// At most so many bytes of it, cut between characters.
pub(super) fn short(text: &str, most: usize) -> String {
    let cut = (0..=most.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
    text[..cut].to_owned()
}
