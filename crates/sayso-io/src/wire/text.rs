//! A report on the wire, before its figures are read: the cleaned text, its zones, and what is known of it.

use sayso::read::page::Block;
use sayso::report::{self, Report, Zone};
use serde::Serialize;

use super::{Points, line};
use crate::input::Original;

#[derive(Serialize)]
struct Text<'a> {
    report: &'a str,
    url: Option<&'a str>,
    outlet: Option<&'a str>,
    title: Option<&'a str>,
    authors: &'a [String],
    published: Option<String>,
    modified: Option<String>,
    lang: Option<&'a str>,
    citations: Vec<Citation<'a>>,
    /// SHA-256 of the bytes that the text was taken from; null where the text is those bytes.
    original: Option<&'a str>,
    media: &'a str,
    head: &'a str,
    text: &'a str,
    blocks: Vec<Stretch<'a>>,
}

#[derive(Serialize)]
struct Citation<'a> {
    cue: &'a str,
    name: Option<&'a str>,
    url: Option<&'a str>,
}

#[derive(Serialize)]
struct Stretch<'a> {
    start: usize,
    end: usize,
    zone: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    repeats: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lang: Option<&'a str>,
    /// Why it is taken for furniture, where that was learnt from the outlet's other pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    learnt: Option<String>,
}

/// What an outlet's other pages say of a line, in words: "7 of 9 reports of this outlet".
pub fn learnt(report: &Report, block: &Block) -> Option<String> {
    let learnt = report.mark(block.span.start)?.learnt?;
    Some(format!("{} of {} reports of this outlet", learnt.reports, learnt.of))
}

/// One object and a line end. `text` is the main text; `head` is what the report has above it, where that is known from the source's structure: its headline, and
/// the space between. Positions, as those of claims, are code points of `head` and `text` put together; `repeats` is the number of the block, counted from 0, that stands above in the same words.
pub fn text(report: &Report, blocks: &[Block], original: Option<&Original>) -> Vec<u8> {
    let points = Points::new(&report.text);
    let (head, text) = report.text.split_at(below(report));
    let stretch = |block: &Block| Stretch {
        start: points.at(block.span.start),
        end: points.at(block.span.end),
        zone: block.zone.name(),
        repeats: block.repeats,
        lang: report.mark(block.span.start).and_then(|mark| mark.lang.as_deref()),
        learnt: learnt(report, block),
    };
    line(&Text {
        report: &report.id,
        url: report.url.as_deref(),
        outlet: report.outlet.as_deref(),
        title: report.title.as_deref(),
        authors: &report.authors,
        published: report.published.map(|date| date.to_string()),
        modified: report.modified.map(|date| date.to_string()),
        lang: report.lang.as_deref(),
        citations: report.citations.iter().map(citation).collect(),
        original: original.map(|original| original.digest.as_str()),
        media: original.map_or("text/plain", |original| original.media),
        head,
        text,
        blocks: blocks.iter().map(stretch).collect(),
    })
}

/// Where the text begins below a headline that the source's structure marks as one.
fn below(report: &Report) -> usize {
    let first = report.marks.first().filter(|mark| mark.span.start == 0 && mark.zone == Some(Zone::Headline));
    let end = first.map_or(0, |mark| mark.span.end);
    report.text.get(end..).map_or(0, |rest| end + rest.len() - rest.trim_start().len())
}

fn citation(citation: &report::Citation) -> Citation<'_> {
    let report::Citation { cue, name, url } = citation;
    Citation { cue, name: name.as_deref(), url: url.as_deref() }
}
