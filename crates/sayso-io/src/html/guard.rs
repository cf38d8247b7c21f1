//! What of a page goes to the parser: nothing that is no text, and no more of anything than a page made for people has.
//!
//! Tree builders and extractors walk the open elements again for every tag, compare each attribute with those before it, and recurse; so
//! depth, attributes, elements and length are bounded on the level of tags, before there is a tree. A page made for people passes as it
//! is, less its scripts, styles, pictures and comments.

use super::nest::{Nest, Step};

/// The longest text and markup given to the parser, without scripts and styles. The longest of 181 news pages has 1.2 MB of it.
const LONGEST: usize = 4 << 20;
const TOO_LONG: &str = "4 MB of text and markup";
/// The most elements, those that a parser opens again among them. A long live page has 30,000.
const MOST_TAGS: usize = 100_000;
/// The most attributes of one element: comparing each with each is quadratic.
const MOST_ATTRIBUTES: usize = 40;
/// The longest attribute. Pictures written into the page are longer, and no reader needs them.
const LONGEST_ATTRIBUTE: usize = 16 << 10;
/// The longest script of linked data, which may hold the whole article.
const LONGEST_DATA: usize = 2 << 20;

/// Elements whose content is no markup and no text of the page.
const RAW: [&str; 10] = ["style", "noscript", "textarea", "iframe", "noembed", "noframes", "xmp", "script", "title", "plaintext"];
/// Elements that hold drawings, formulas or what is not shown.
const DROPPED: [&str; 3] = ["svg", "math", "template"];

/// The page as the parser gets it, and what was cut off.
pub(super) fn bounded(page: &str) -> (String, Option<String>) {
    let mut guard = Guard { page, out: String::with_capacity(page.len().min(LONGEST) / 2), ..Guard::default() };
    let cut = guard.run();
    let note = cut.map(|(at, what)| {
        let share = at * 100 / page.len().max(1);
        format!("the page has more than {what}: it is read to {share} % of its length")
    });
    (guard.out, note)
}

#[derive(Default)]
struct Guard<'a> {
    page: &'a str,
    out: String,
    nest: Nest,
    tags: usize,
}

/// A tag as it stands in the page.
struct Tag<'a> {
    name: String,
    attributes: Vec<&'a str>,
    closes: bool,
    /// Written `<x/>`.
    whole: bool,
    end: usize,
}

impl<'a> Guard<'a> {
    /// Goes through the page; where it stopped early, the place and why.
    fn run(&mut self) -> Option<(usize, String)> {
        let mut at = 0;
        while at < self.page.len() {
            let Some(step) = self.page[at..].find('<') else {
                return self.text(at, self.page.len());
            };
            if let Some(cut) = self.text(at, at + step) {
                return Some(cut);
            }
            at = self.markup(at + step);
            if self.out.len() >= LONGEST {
                return Some((at, TOO_LONG.to_owned()));
            }
            if self.tags > MOST_TAGS {
                return Some((at, format!("{MOST_TAGS} elements")));
            }
        }
        None
    }

    fn text(&mut self, from: usize, to: usize) -> Option<(usize, String)> {
        let room = LONGEST.saturating_sub(self.out.len());
        let end = self.page.floor_char_boundary(to.min(from + room));
        // No browser shows a zero byte.
        self.out.extend(self.page[from..end].split('\0'));
        (end < to).then(|| (end, TOO_LONG.to_owned()))
    }

    /// Takes what begins with `<` here, and gives the place behind it.
    fn markup(&mut self, at: usize) -> usize {
        let rest = &self.page[at + 1..];
        match rest.bytes().next() {
            Some(b'!') if rest.starts_with("!--") => self.behind_comment(at),
            Some(b'!') if rest.get(..8).is_some_and(|head| head.eq_ignore_ascii_case("!doctype")) => self.doctype(at),
            Some(b'!' | b'?') => self.behind(at, ">"),
            Some(b'/') if rest.as_bytes().get(1).is_some_and(u8::is_ascii_alphabetic) => self.tag(at),
            Some(b'/') => self.behind(at, ">"),
            Some(first) if first.is_ascii_alphabetic() => self.tag(at),
            _ => {
                self.out.push_str("&lt;");
                at + 1
            }
        }
    }

    /// The place behind the next of these words, or the end.
    fn behind(&self, at: usize, words: &str) -> usize {
        self.page[at..].find(words).map_or(self.page.len(), |step| at + step + words.len())
    }

    fn behind_comment(&self, at: usize) -> usize {
        let inside = at + 4;
        match &self.page[inside..] {
            rest if rest.starts_with('>') => inside + 1,
            rest if rest.starts_with("->") => inside + 2,
            _ => self.behind(inside, "-->"),
        }
    }

    fn doctype(&mut self, at: usize) -> usize {
        let end = self.behind(at, ">");
        // It tells how tables nest in paragraphs; only the first one counts.
        if self.out.trim_start().is_empty() && end - at < 1024 {
            self.out.push_str(&self.page[at..end]);
        }
        end
    }

    fn tag(&mut self, at: usize) -> usize {
        let tag = cut(self.page, at);
        if tag.closes {
            if self.nest.close(&tag.name) {
                self.out.push_str("</");
                self.out.push_str(&tag.name);
                self.out.push('>');
            }
            return tag.end;
        }
        if DROPPED.contains(&tag.name.as_str()) {
            return if tag.whole { tag.end } else { self.behind_element(&tag) };
        }
        if RAW.contains(&tag.name.as_str()) {
            return self.raw(&tag);
        }
        self.tags += 1 + self.nest.reopened(&tag.name);
        match self.nest.open(&tag.name) {
            Step::Take => self.write(&tag),
            Step::Break => self.out.push_str("<br>"),
            Step::Drop => {}
        }
        tag.end
    }

    fn write(&mut self, tag: &Tag<'_>) {
        self.out.push('<');
        self.out.push_str(&tag.name);
        for attribute in &tag.attributes {
            self.out.push(' ');
            self.out.push_str(attribute);
        }
        // A bare value may end with a slash, and would take `>` for its own without the space.
        self.out.push_str(" >");
    }

    /// Passes over an element of raw text. Titles and linked data are kept.
    fn raw(&mut self, tag: &Tag<'_>) -> usize {
        if tag.name == "plaintext" {
            return tag.end;
        }
        let (inside, end) = self.raw_end(tag);
        let text = &self.page[tag.end..inside];
        let data = tag.name == "script" && tag.attributes.iter().any(|attribute| attribute.to_ascii_lowercase().contains("ld+json"));
        if (data || tag.name == "title") && text.len() <= LONGEST_DATA.min(LONGEST.saturating_sub(self.out.len())) {
            self.write(tag);
            self.out.push_str(text);
            self.out.push_str(if data { "</script>" } else { "</title>" });
            self.tags += 1;
        }
        end
    }

    /// Where raw text ends, and where its end tag does.
    fn raw_end(&self, tag: &Tag<'_>) -> (usize, usize) {
        let mut at = tag.end;
        while let Some(step) = self.page[at..].find("</") {
            let name = at + step + 2;
            let rest = &self.page.as_bytes()[name..];
            let named = rest.get(..tag.name.len()).is_some_and(|head| head.eq_ignore_ascii_case(tag.name.as_bytes()));
            let ends = rest.get(tag.name.len()).is_none_or(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'));
            if named && ends {
                return (at + step, self.behind(name, ">"));
            }
            at = name;
        }
        (self.page.len(), self.page.len())
    }

    /// The place behind a dropped element. Where it is never closed, as where its tag stands alone, only the tag goes.
    fn behind_element(&self, tag: &Tag<'_>) -> usize {
        let (mut at, mut depth) = (tag.end, 1);
        while let Some(step) = self.page[at..].find('<') {
            let here = at + step;
            let rest = &self.page.as_bytes()[here + 1..];
            let closes = rest.first() == Some(&b'/');
            let name = &rest[usize::from(closes)..];
            let same = name.get(..tag.name.len()).is_some_and(|head| head.eq_ignore_ascii_case(tag.name.as_bytes()))
                && name.get(tag.name.len()).is_none_or(|byte| !byte.is_ascii_alphanumeric() && *byte != b'-');
            if !same {
                // Prose inside means that the element was left open.
                if tag.name != "template" && !closes && breaks_out(name) {
                    return here;
                }
                at = here + 1;
                continue;
            }
            let next = cut(self.page, here);
            at = next.end;
            depth = if next.closes { depth - 1 } else { depth + usize::from(!next.whole) };
            if depth == 0 {
                return at;
            }
        }
        self.page.len()
    }
}

/// A tag that ends a drawing or formula around it, as the standard has it.
fn breaks_out(name: &[u8]) -> bool {
    let end = name.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(name.len());
    let is = |word: &&[u8]| name[..end].eq_ignore_ascii_case(word);
    [&b"div"[..], b"p", b"ul", b"ol", b"table", b"h1", b"h2", b"h3", b"h4", b"body", b"img", b"blockquote"].iter().any(is)
}

/// Cuts the tag that begins here, as the standard's tokenizer does.
fn cut(page: &str, at: usize) -> Tag<'_> {
    let bytes = page.as_bytes();
    let closes = bytes.get(at + 1) == Some(&b'/');
    let start = at + 1 + usize::from(closes);
    let until = |from: usize, stop: &dyn Fn(u8) -> bool| {
        bytes.get(from..).and_then(|rest| rest.iter().position(|byte| stop(*byte))).map_or(bytes.len(), |step| from + step)
    };
    let space = |byte: u8| byte.is_ascii_whitespace();
    let mut here = until(start, &|byte| space(byte) || matches!(byte, b'/' | b'>'));
    let mut tag = Tag { name: page[start..here].to_ascii_lowercase(), attributes: Vec::new(), closes, whole: false, end: bytes.len() };
    loop {
        let from = until(here, &|byte| !space(byte) && byte != b'/');
        match bytes.get(from) {
            None => return tag,
            Some(b'>') => {
                tag.whole = bytes.get(from - 1) == Some(&b'/');
                tag.end = from + 1;
                return tag;
            }
            Some(_) => {}
        }
        let name = until(from + 1, &|byte| space(byte) || matches!(byte, b'/' | b'>' | b'='));
        let equals = until(name, &|byte| !space(byte));
        here = name;
        if bytes.get(equals) == Some(&b'=') {
            let value = until(equals + 1, &|byte| !space(byte));
            here = match bytes.get(value) {
                Some(quote @ (b'"' | b'\'')) => until(value + 1, &|byte| byte == *quote) + 1,
                _ => until(value, &|byte| space(byte) || byte == b'>'),
            }
            .min(bytes.len());
        }
        if tag.attributes.len() < MOST_ATTRIBUTES && here - from <= LONGEST_ATTRIBUTE {
            tag.attributes.push(&page[from..here]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(page: &str, expected: &str) {
        assert_eq!(bounded(page), (expected.to_owned(), None), "{page}");
    }

    #[test]
    fn scripts_styles_drawings_and_comments_go() {
        check("a<script>if (1<2) x='</p>'</script>b<STYLE>p{}</Style >c<!-- <p> -->d<!-->e", "abcde");
        check("<svg><title>x</title><svg/><svg></svg><path d='M0'/></svg>12 dead", "12 dead");
        check("<svg><path><p>12 dead</p>", "<p >12 dead</p>");
        check(
            "<title>A & B</title><script type='application/ld+json'>{\"a\":\"</p>\"}</script>",
            "<title >A & B</title><script type='application/ld+json' >{\"a\":\"</p>\"}</script>",
        );
    }

    #[test]
    fn what_a_page_says_stays() {
        check("1 < 2 <b class=x/>3</b> & <a href='?a=\">\"'>4</a>", "1 &lt; 2 <b class=x/ >3</b> & <a href='?a=\">\"' >4</a>");
        check("<p>a<p>b<br/>c</p>", "<p >a<p >b<br >c</p>");
        check("<!DOCTYPE html><p/>a</x>b</ >c</>d<?php ?>e", "<!DOCTYPE html><p >abcde");
    }

    #[test]
    fn what_ends_too_early_is_no_trap() {
        for page in
            ["<", "</", "<a", "<a b", "<a b=", "<a b='", "<!", "<!-", "<!--", "<!--é", "<script", "<script>é", "<svg>é", "<svg", "<?", "<é"]
        {
            bounded(page);
        }
    }

    #[test]
    fn bounds_hold() {
        let many = format!("<p {}>x", "a=1 ".repeat(100_000));
        assert!(bounded(&many).0.len() < 1000);
        let (deep, note) = bounded(&"<div>x".repeat(50_000));
        assert!(deep.matches("<div").count() < 1000 && deep.matches('x').count() == 50_000 && note.is_none());
        let (long, note) = bounded(&"é ".repeat(LONGEST));
        assert!(long.len() <= LONGEST && note.is_some_and(|note| note.contains("4 MB")));
        let (wide, note) = bounded(&"<p>x</p>".repeat(MOST_TAGS * 2));
        assert!(wide.matches('x').count() <= MOST_TAGS + 1 && note.is_some_and(|note| note.contains("50 %")));
    }
}
