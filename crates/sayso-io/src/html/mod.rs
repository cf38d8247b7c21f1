//! A web page made into a report's text: its main text in blocks with their zones, and what the page says of itself.

mod block;
mod guard;
mod meta;
mod nest;

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
    let (html, broken) = crate::input::decoded(whole, hint.charset.as_deref())?;
    let (html, bounded) = guard::bounded(&html);
    let found = main_text(&html)?;
    let (text, blocks) = block::serialise(&Html::parse_fragment(&found));
    let notes = [cut, broken, bounded].into_iter().flatten().collect();
    Ok(Page { text, blocks, meta: meta::read(&Html::parse_document(&html), hint), notes })
}

/// The bytes that are looked at, and what of them is not.
fn head(bytes: &[u8]) -> (&[u8], Option<String>) {
    let Some(head) = bytes.get(..LONGEST).filter(|head| head.len() < bytes.len()) else { return (bytes, None) };
    // Not in the middle of a character: a tag begins with a byte that no encoding of more bytes uses for anything else.
    let end = head.iter().rposition(|byte| *byte == b'<').filter(|end| LONGEST - end < 1 << 20).unwrap_or(LONGEST) & !1;
    (&head[..end], Some(format!("the page has more than {} MB: what is beyond is not read", LONGEST >> 20)))
}

/// The main text as HTML. What finds it is foreign code that was not made for every page.
fn main_text(html: &str) -> Result<String, String> {
    let options = Options::default().with_fallback(true).with_focus(ExtractionFocus::FavorPrecision).with_exclude_comments(true);
    let found = std::panic::catch_unwind(|| trafilatura::extract(html, &options));
    let found = found.map_err(|_| "a web page that cannot be read".to_owned())?;
    found.map(|found| found.content_html).map_err(|error| format!("a web page without a main text ({error})"))
}
