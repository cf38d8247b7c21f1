//! The headline: the line that reads as the record's title, else the title-like line above the story.

use std::ops::Range;

use super::line::{Line, tokens};
use crate::pack::fold;
use crate::read::page::{Block, Page, Shape, cut};
use crate::report::Zone;

/// Words of a title that is told by its words.
const TITLE: usize = 4;
/// Words that an outlet's name adds to the title ("... | Example News | World").
const SUFFIX: usize = 10;

/// The title that the record gives, as folded words.
pub(super) fn of(page: &Page<'_>) -> Vec<u64> {
    let title = page.report.title.as_deref().unwrap_or_default();
    let words = cut(title).into_iter().filter(|token| !matches!(token.shape, Shape::Punct | Shape::Symbol));
    words.map(|token| fold(&title[token.start..token.end])).collect()
}

/// Whether a line is the title, with an outlet's name behind it or without.
pub(super) fn reads(page: &Page<'_>, block: &Block, title: &[u64]) -> bool {
    if title.len() < TITLE {
        return false;
    }
    let words = tokens(page, block).filter(|at| !matches!(page.tokens[*at].shape, Shape::Punct | Shape::Symbol));
    let line = words.map(|at| page.words[at]).take(title.len() + SUFFIX + 1).collect::<Vec<_>>();
    let (short, long) = if line.len() < title.len() { (line.as_slice(), title) } else { (title, line.as_slice()) };
    short.len() >= TITLE && long.len() <= short.len() + SUFFIX && long.starts_with(short)
}

/// The headline of the story that stands in these lines.
pub(super) fn headline(lines: &[Line], story: &Range<usize>) -> Option<usize> {
    // A page's own markup goes before what its lines look like.
    if lines.iter().any(|line| line.told && line.zone == Zone::Headline) {
        return None;
    }
    let lede = story.clone().find(|at| lines[*at].is_prose()).unwrap_or(story.end);
    let above = || 0..lede.min(lines.len());
    let titled = |at: &usize| lines[*at].titled && lines[*at].zone != Zone::Caption;
    if let Some(last) = (0..lines.len().min(lede + 1)).rev().find(titled) {
        // Printed twice in a row, the first is the headline.
        return (last.saturating_sub(2)..=last).find(titled);
    }
    let crowded = above().filter(|at| lines[*at].is_stub()).count() > NEAR;
    let title = |at: &usize| is_title(lines, *at);
    if crowded {
        return above().rev().take(NEAR).filter(title).max_by_key(|at| (lines[*at].words >= 7, *at));
    }
    above().find(|at| title(at) && !super::story::in_menu(lines, *at))
}

/// Lines above the story in which a headline is looked for where there is more than a title above it.
const NEAR: usize = 8;

/// A title unless it reads as prose: several words, and short.
fn is_title(lines: &[Line], at: usize) -> bool {
    let line = &lines[at];
    matches!(line.zone, Zone::Body | Zone::Quote)
        && (4..=40).contains(&line.words)
        && !line.bare
        && (!line.stops || line.words < 18 && lines.get(at + 1).is_some_and(|next| next.words > line.words))
}
