//! How deep the elements of a page nest, followed tag by tag as a parser would, so that the tree stays shallow and small.

/// The deepest nesting that is kept; news pages reach 40. What is deeper loses its elements and keeps its text.
const DEEPEST: usize = 120;
/// The most formatting elements open at a time. A parser opens them again in every block until they are closed, so that many
/// left open multiply the tree.
const MOST_FORMATS: usize = 12;
/// The most `<html>` and `<body>` tags: each adds its attributes to those of the first.
const MOST_ROOTS: usize = 8;

/// What is to be done with a start tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Take,
    /// It is left out, and a line ends in its place.
    Break,
    Drop,
}

/// The elements that are open.
#[derive(Default)]
pub(super) struct Nest {
    open: Vec<Open>,
    formats: Vec<String>,
    roots: usize,
}

struct Open {
    name: String,
    /// Formatting elements open outside of it, where those inside end with it.
    formats: usize,
}

const VOID: [&str; 17] = [
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input", "keygen", "link", "meta", "param",
    "source", "wbr",
];
const FORMATS: [&str; 14] = ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];
/// An end tag reaches no further out than these.
const WALLS: [&str; 9] = ["td", "th", "caption", "table", "html", "template", "object", "applet", "marquee"];
/// End tags that close what is inside them even over walls.
const THROUGH: [&str; 8] = ["table", "tbody", "thead", "tfoot", "tr", "td", "th", "caption"];
const INLINE: [&str; 20] = [
    "abbr", "acronym", "bdi", "bdo", "cite", "data", "del", "dfn", "ins", "kbd", "label", "mark", "q", "samp", "span", "sub", "sup",
    "time", "var", "ruby",
];

impl Nest {
    /// Takes a start tag in.
    pub(super) fn open(&mut self, name: &str) -> Step {
        if VOID.contains(&name) {
            return Step::Take;
        }
        if matches!(name, "html" | "body" | "head") {
            self.roots += 1;
            return if self.roots <= MOST_ROOTS { Step::Take } else { Step::Drop };
        }
        let format = FORMATS.contains(&name);
        if format && self.formats.len() >= MOST_FORMATS {
            return Step::Drop;
        }
        self.imply(name);
        if self.open.len() >= DEEPEST {
            return if format || INLINE.contains(&name) { Step::Drop } else { Step::Break };
        }
        if format {
            self.formats.push(name.to_owned());
        }
        self.open.push(Open { name: name.to_owned(), formats: self.formats.len() });
        Step::Take
    }

    /// How many elements a parser opens again inside this one.
    pub(super) fn reopened(&self, name: &str) -> usize {
        let holds = !VOID.contains(&name) && !FORMATS.contains(&name) && !INLINE.contains(&name);
        if holds { self.formats.len() } else { 0 }
    }

    /// Takes an end tag in; whether it closes anything.
    pub(super) fn close(&mut self, name: &str) -> bool {
        if matches!(name, "html" | "body" | "head" | "br" | "p") {
            self.close_to(name);
            return name != "br" && (name != "p" || self.open.len() < DEEPEST);
        }
        if let Some(at) = self.formats.iter().rposition(|open| open == name) {
            self.formats.remove(at);
            if let Some(at) = self.open.iter().rposition(|open| open.name == name) {
                self.open.remove(at);
            }
            return true;
        }
        self.close_to(name)
    }

    fn close_to(&mut self, name: &str) -> bool {
        let through = THROUGH.contains(&name);
        let stops = |open: &Open| open.name == name || WALLS.contains(&open.name.as_str()) && !(through && open.name != "table");
        let found = self.open.iter().rposition(stops).filter(|at| self.open[*at].name == name);
        if let Some(at) = found {
            let formats = self.open[at].formats;
            self.open.truncate(at);
            if WALLS.contains(&name) {
                self.formats.truncate(formats);
            }
        }
        found.is_some()
    }

    /// Closes what this start tag ends without saying so.
    fn imply(&mut self, name: &str) {
        let ended: &[&str] = match name {
            "li" => &["li"],
            "dd" | "dt" => &["dd", "dt"],
            "option" | "optgroup" => &["option"],
            "tr" => &["tr", "td", "th"],
            "td" | "th" => &["td", "th"],
            "tbody" | "thead" | "tfoot" => &["tbody", "thead", "tfoot", "tr", "td", "th"],
            _ => &[],
        };
        let block = !FORMATS.contains(&name) && !INLINE.contains(&name);
        // Formatting elements in between are closed with the paragraph, and opened again behind it.
        let outer = self.open.iter().rposition(|open| !FORMATS.contains(&open.name.as_str()));
        if block && outer.is_some_and(|at| self.open[at].name == "p") {
            self.open.truncate(outer.unwrap_or_default());
        }
        while self.open.last().is_some_and(|open| ended.contains(&open.name.as_str())) {
            let formats = self.open.pop().map_or(0, |open| open.formats);
            if matches!(name, "tr" | "td" | "th" | "tbody" | "thead" | "tfoot") {
                self.formats.truncate(formats);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn depth(tags: &str, times: usize) -> usize {
        let mut nest = Nest::default();
        for tag in std::iter::repeat_n(tags.split(' '), times).flatten() {
            match tag.strip_prefix('/') {
                Some(name) => _ = nest.close(name),
                None => _ = nest.open(tag),
            }
        }
        nest.open.len()
    }

    #[test]
    fn what_closes_itself_does_not_pile_up() {
        assert_eq!(depth("p br img", 1000), 1);
        assert_eq!(depth("ul li li /ul", 1000), 0);
        assert_eq!(depth("table tr td td tr td /table", 1000), 0);
        assert_eq!(depth("p b", 1000), 1, "the twelve that are kept close with their paragraph");
        assert_eq!(depth("dl dt dd dt /dl div p /div", 1000), 0);
    }

    #[test]
    fn what_stays_open_is_bounded() {
        for tags in ["div", "table tr td", "div table tr td /div", "form", "b", "ul li", "div b", "span a"] {
            assert!(depth(tags, 50_000) <= DEEPEST, "{tags}");
        }
    }

    #[test]
    fn beyond_the_depth_blocks_become_line_ends() {
        let mut nest = Nest::default();
        (0..DEEPEST).for_each(|_| _ = nest.open("div"));
        assert_eq!((nest.open("div"), nest.open("span"), nest.open("br")), (Step::Break, Step::Drop, Step::Take));
        assert!(!nest.close("section") && nest.close("div"));
    }
}
