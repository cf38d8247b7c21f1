//! A web page made into a report's text: its main text in blocks with their zones, and what the page says of itself.

mod block;
mod data;
mod guard;
mod mark;
mod meta;
mod nest;
mod pick;
mod sheet;
#[cfg(test)]
mod tests;

use std::ops::Range;

use sayso::report::{Citation, Date, Zone};
use scraper::Html;
use trafilatura::{ExtractionFocus, Options};

/// What is known of a page beside its bytes.
#[derive(Clone, Debug, Default)]
pub struct Hint {
    /// Where it was found.
    pub url: Option<String>,
    /// The encoding declared beside it.
    pub charset: Option<String>,
}

/// A page, read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// Its main text, a line a block.
    pub text: String,
    /// The lines of which its structure told something: in text order, in bytes of the text.
    pub blocks: Vec<Block>,
    /// What it says of itself.
    pub meta: Meta,
    /// What was lost on the way, to be told to the user.
    pub notes: Vec<String>,
}

/// A line of the text and what the structure makes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Its bytes.
    pub span: Range<usize>,
    /// What it is to the report; none where the text itself must tell.
    pub zone: Option<Zone>,
}

/// What a page says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meta {
    /// Its title, without the outlet's name.
    pub title: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// The day it was published.
    pub published: Option<Date>,
    /// The day it was last changed.
    pub modified: Option<Date>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Its address, as it gives it.
    pub url: Option<String>,
    /// ISO 639-1 code of its language, as it gives it.
    pub lang: Option<String>,
    /// Others that it says it was taken from.
    pub citations: Vec<Citation>,
}

/// The longest page that is looked at, in bytes. Pages with all their pictures written into them reach a tenth of it.
const LONGEST: usize = 64 << 20;

/// Reads a page; an error says why it is none.
pub fn page(bytes: &[u8], hint: &Hint) -> Result<Page, String> {
    let (whole, cut) = head(bytes);
    let (html, broken) = crate::input::decoded(whole, hint.charset.as_deref(), hint.url.as_deref())?;
    let (html, bounded) = guard::bounded(&html);
    let html = Html::parse_document(&html);
    let meta = meta::read(&html, hint);
    let chosen = main_text(&mark::marked(&html)).map(|found| mark::chosen(&found));
    let lines = sheet::lines(&html, chosen.as_deref().unwrap_or_default());
    let told = data::article(&html);
    let (mut text, mut blocks) = block::serialise(&lines, &pick::pick(&lines, meta.title.as_deref(), told.as_deref()));
    if let Some(told) = told.filter(|told| text.len() * 2 < told.len()) {
        // Pages drawn by a script have their text in its data alone.
        (text, blocks) = (block::paragraphs(&told), Vec::new());
    }
    let notes = [cut, broken, bounded].into_iter().flatten().collect();
    Ok(Page { text, blocks, meta, notes })
}

/// The text of HTML that is the report and nothing else, and its blocks: no main text is looked for.
pub fn fragment(html: &str) -> (String, Vec<Block>) {
    let (html, _) = guard::bounded(html);
    let lines = sheet::lines(&Html::parse_document(&html), &[]);
    let picked = lines.iter().map(|_| pick::Picked::In(None)).collect::<Vec<_>>();
    block::serialise(&lines, &picked)
}

/// The bytes that are looked at, and what of them is not.
fn head(bytes: &[u8]) -> (&[u8], Option<String>) {
    let Some(head) = bytes.get(..LONGEST).filter(|head| head.len() < bytes.len()) else { return (bytes, None) };
    // Not in the middle of a character: a tag begins with a byte that no encoding of more bytes uses for anything else.
    let end = head.iter().rposition(|byte| *byte == b'<').filter(|end| LONGEST - end < 1 << 20).unwrap_or(LONGEST) & !1;
    (&head[..end], Some(format!("the page has more than {} MB: what is beyond is not read", LONGEST >> 20)))
}

/// The main text as HTML, if any was found. What finds it is foreign code that was not made for every page.
fn main_text(html: &str) -> Option<String> {
    let options = Options::default().with_fallback(true).with_focus(ExtractionFocus::FavorPrecision).with_exclude_comments(true);
    std::panic::catch_unwind(|| trafilatura::extract(html, &options)).ok()?.ok().map(|found| found.content_html)
}
