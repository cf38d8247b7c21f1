//! A page made into a report: its headline above its main text, for the headline has figures too and is the first that readers see.

use sayso::report::{Mark, Report, Zone};

use super::record::language;
use crate::html::{Block, Page};

/// Blocks at the top of a text that may be its headline.
const TOP: usize = 4;

/// What stands between headline and text.
const APART: &str = "\n\n";

/// The report of a page.
pub(super) fn report(id: String, page: Page) -> Report {
    let Page { text, mut blocks, meta, .. } = page;
    let headline = match meta.title.as_deref().and_then(|title| found(&text, &mut blocks, title)) {
        Some(block) => {
            block.zone = Some(Zone::Headline);
            None
        }
        None => meta.title.clone(),
    };
    let (text, marks) = below(headline, text, blocks);
    Report {
        id,
        text,
        marks,
        url: meta.url,
        outlet: meta.outlet,
        title: meta.title,
        published: meta.published,
        lang: meta.lang.as_deref().and_then(language),
        authors: meta.authors,
        modified: meta.modified,
        citations: meta.citations,
    }
}

/// The headline, where it is one of the first blocks.
fn found<'b>(text: &str, blocks: &'b mut [Block], title: &str) -> Option<&'b mut Block> {
    let title = words(title);
    blocks.iter_mut().take(TOP).find(|block| text.get(block.span.clone()).is_some_and(|line| words(line) == title))
}

fn words(line: &str) -> String {
    line.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The text below a headline, its marks moved along.
fn below(headline: Option<String>, text: String, blocks: Vec<Block>) -> (String, Vec<Mark>) {
    let told = blocks.into_iter().filter(|block| block.zone.is_some());
    let by = headline.as_ref().map_or(0, |headline| headline.len() + APART.len());
    let moved = told.map(|block| Mark { span: block.span.start + by..block.span.end + by, zone: block.zone, ..Mark::default() });
    match headline {
        None => (text, moved.collect()),
        Some(headline) => {
            let head = Mark { span: 0..headline.len(), zone: Some(Zone::Headline), ..Mark::default() };
            (headline + APART + &text, std::iter::once(head).chain(moved).collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::Meta;

    fn check(title: &str, lines: &[(&str, Option<Zone>)], expected: &str) {
        let mut page = Page { meta: Meta { title: Some(title.to_owned()), ..Meta::default() }, ..Page::default() };
        for (line, zone) in lines {
            page.text.push_str(if page.text.is_empty() { "" } else { APART });
            page.blocks.push(Block { span: page.text.len()..page.text.len() + line.len(), zone: *zone });
            page.text.push_str(line);
        }
        let report = report("a".to_owned(), page);
        let told = report.marks.iter().map(|mark| (report.text.get(mark.span.clone()).unwrap_or("-"), mark.zone)).collect::<Vec<_>>();
        assert_eq!(report.text, expected);
        assert!(lines.iter().filter(|(_, zone)| zone.is_some()).all(|line| told.contains(line)), "{told:?}");
        assert_eq!(told.first().map(|(_, zone)| *zone), Some(Some(Zone::Headline)));
    }

    #[test]
    fn the_headline_stands_above_the_text_once() {
        check("Toll rises to 12", &[("Rain fell.", None), ("A bridge", Some(Zone::Caption))], "Toll rises to 12\n\nRain fell.\n\nA bridge");
        check("Toll rises to 12", &[("TOLL RISES TO 12", None), ("Rain fell.", None)], "TOLL RISES TO 12\n\nRain fell.");
    }
}
