//! Paragraphs printed twice: in the same words, with a word or a date changed, or as the teaser of another.

use rustc_hash::FxHashMap;

use super::line::{Line, tokens};
use crate::read::page::{Page, Shape};
use crate::report::Zone;

/// Words that a line must have to be a repeat: shorter ones come up by chance.
const SAME: usize = 5;
/// Words that a line must have to be nearly a repeat, and to be what another nearly repeats.
const NEAR: usize = 12;
const ORIGINAL: usize = 8;
/// Words of a shingle.
const SHINGLE: usize = 3;

/// For each line the earlier one that it repeats. Teasers of what stands below become furniture.
pub(super) fn find(page: &Page<'_>, lines: &mut [Line]) -> Vec<Option<usize>> {
    let mut seen: FxHashMap<u64, usize> = FxHashMap::default();
    let mut shingles: FxHashMap<u64, usize> = FxHashMap::default();
    let mut again = vec![None; lines.len()];
    for at in 0..lines.len() {
        if lines[at].words < SAME {
            continue;
        }
        let same = *seen.entry(lines[at].digest).or_insert(at);
        let earlier = if same == at { nearly(page, lines, at, &mut shingles) } else { Some(same) };
        if let Some(earlier) = earlier.filter(|earlier| is_teaser(page, lines, *earlier, at) || is_pulled(page, lines, *earlier)) {
            lines[earlier].zone = Zone::Boilerplate;
        } else if let Some(earlier) = earlier {
            again[at] = Some(earlier);
            lines[at].again = true;
        }
    }
    again
}

/// Whether the earlier line is only the beginning of the later, or a part of it.
fn is_teaser(page: &Page<'_>, lines: &[Line], earlier: usize, later: usize) -> bool {
    let text = page.report.text.get(page.blocks[earlier].span.clone()).unwrap_or_default();
    let trails_off = lines[earlier].words < lines[later].words && (text.ends_with('…') || text.ends_with("..."));
    !lines[earlier].told && (trails_off || lines[earlier].words * 3 < lines[later].words * 2)
}

/// Whether the line is a quotation pulled out of the story: its speaker stands below, behind a dash.
fn is_pulled(page: &Page<'_>, lines: &[Line], at: usize) -> bool {
    let below = page.blocks.get(at + 1).and_then(|block| page.report.text.get(block.span.clone()));
    !lines[at].told && below.is_some_and(|below| below.starts_with(['—', '–']) && lines[at + 1].words <= SAME)
}

/// The earlier line that shares most of its words with this one, in their order, and all of its figures.
fn nearly(page: &Page<'_>, lines: &[Line], at: usize, shingles: &mut FxHashMap<u64, usize>) -> Option<usize> {
    if lines[at].words < ORIGINAL {
        return None;
    }
    let words = said(page, at);
    let mut votes: FxHashMap<usize, usize> = FxHashMap::default();
    for window in words.windows(SHINGLE) {
        let digest = window.iter().fold(0u64, |hash, word| (hash.rotate_left(5) ^ page.words[*word]).wrapping_mul(0x517c_c1b7_2722_0a95));
        let first = *shingles.entry(digest).or_insert(at);
        if first != at {
            *votes.entry(first).or_default() += 1;
        }
    }
    let votes = if lines[at].words < NEAR { FxHashMap::default() } else { votes };
    let (earlier, shared) = votes.into_iter().max_by_key(|(line, shared)| (*shared, std::cmp::Reverse(*line)))?;
    let fewest = lines[at].words.min(lines[earlier].words).saturating_sub(SHINGLE - 1);
    // A caption says in short what a paragraph below tells; the paragraph is no repeat for that.
    let alike = lines[earlier].is_prose() || !lines[at].is_prose();
    (alike && shared * 5 >= fewest * 4 && figures(page, earlier, at)).then_some(earlier)
}

/// Whether the shorter of two lines has no figure that the longer lacks: with another figure it says another thing.
fn figures(page: &Page<'_>, one: usize, other: usize) -> bool {
    let numbers = |line: usize| said(page, line).into_iter().filter(|at| page.tokens[*at].shape == Shape::Number).map(|at| page.words[at]);
    let (one, other) = (numbers(one).collect::<Vec<_>>(), numbers(other).collect::<Vec<_>>());
    let (few, many) = if one.len() < other.len() { (one, other) } else { (other, one) };
    few.iter().all(|number| many.contains(number))
}

fn said(page: &Page<'_>, line: usize) -> Vec<usize> {
    tokens(page, &page.blocks[line]).filter(|at| !matches!(page.tokens[*at].shape, Shape::Punct | Shape::Symbol)).collect()
}
