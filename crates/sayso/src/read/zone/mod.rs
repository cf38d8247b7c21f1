//! Zones: headline, lede, body, quote, caption, boilerplate, repeat. Set by structure, by shape and by the furniture table, never by outlet.

mod again;
mod habit;
mod furniture;
mod line;
mod story;
mod title;

pub use furniture::Words;
pub use habit::Habits;

use super::page::Page;
use crate::report::Zone;

/// Marks the zone of every block.
pub fn mark(words: &Words, page: &mut Page<'_>) {
    let mut lines = line::lines(words, page);
    let again = again::find(page, &mut lines);
    let title = title::of(page);
    for (line, block) in lines.iter_mut().zip(&page.blocks) {
        line.titled = title::reads(page, block, &title);
    }
    story::teasers(&mut lines);
    let story = story::find(&lines);
    let headline = title::headline(&lines, &story);
    story::settle(&mut lines, &story, headline);
    let is_lede = |at: &usize| lines[*at].zone == Zone::Body && lines[*at].is_prose();
    let lede = story.clone().find(is_lede).or_else(|| (0..lines.len()).find(is_lede));
    for (at, line) in lines.iter().enumerate() {
        let block = &mut page.blocks[at];
        block.zone = match line.zone {
            _ if headline == Some(at) => Zone::Headline,
            Zone::Body if lede == Some(at) => Zone::Lede,
            other => other,
        };
        if let Some(earlier) = again[at].filter(|_| headline != Some(at)) {
            block.repeats = Some(earlier);
            if block.zone != Zone::Boilerplate {
                block.zone = Zone::Repeat;
            }
        }
    }
}

#[cfg(test)]
mod tests;
