//! Columns: as wide as their cells, narrowed where the screen is, and left out where they are empty.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::cell::Row;

/// Widths of the columns; none where a column is left out.
pub(super) type Widths = [usize; 8];

/// The widest that each column may be: figure, hedge, counted, measure, side, time, place, say-so.
const WIDEST: Widths = [30, 14, 34, 30, 16, 24, 22, 60];

/// How narrow each may get while others can still give, and how narrow at all. Figures and dates are cut last: half a number misleads.
const NARROW: Widths = [24, 8, 14, 12, 3, 16, 8, 22];
const NARROWEST: Widths = [12, 4, 6, 6, 3, 13, 4, 8];

/// The mark and a space before, and the space between two columns.
const MARGIN: usize = 2;
const GAP: usize = 2;

/// Fits the columns to the screen: what is widest beyond its least gives first.
pub(super) fn widths(rows: &[Row], screen: usize) -> Widths {
    let mut widths = [0; 8];
    for (at, width) in widths.iter_mut().enumerate() {
        let natural = rows.iter().map(|row| row.cells[at].width()).max().unwrap_or(0);
        *width = natural.min(WIDEST[at]);
    }
    give(&mut widths, &NARROW, screen);
    give(&mut widths, &NARROWEST, screen);
    widths
}

fn give(widths: &mut Widths, least: &Widths, screen: usize) {
    while total(widths) > screen {
        let slack = |at: usize| widths[at].saturating_sub(least[at]);
        let Some(at) = (0..widths.len()).filter(|at| slack(*at) > 0).max_by_key(|at| slack(*at)) else { break };
        widths[at] -= 1;
    }
}

fn total(widths: &Widths) -> usize {
    let shown = widths.iter().filter(|width| **width > 0).count();
    MARGIN + widths.iter().sum::<usize>() + GAP * shown.saturating_sub(1)
}

/// One row, laid out. Figures stand to the right.
pub(super) fn line(row: &Row, widths: &Widths) -> String {
    let mut out = format!("{} ", row.mark);
    for (at, (cell, width)) in row.cells.iter().zip(widths).enumerate().filter(|(_, (_, width))| **width > 0) {
        let cell = cut(cell, *width);
        let space = " ".repeat(width - cell.width().min(*width));
        let (left, right) = if at == 0 { (space.as_str(), "") } else { ("", space.as_str()) };
        out.extend([left, &cell, right, "  "]);
    }
    out.truncate(out.trim_end().len());
    out
}

/// The words, cut to a width with `…`.
pub(super) fn cut(words: &str, width: usize) -> String {
    if words.width() <= width {
        return words.to_owned();
    }
    let mut left = width.saturating_sub(1);
    let mut out = String::new();
    for c in words.chars() {
        let Some(rest) = left.checked_sub(c.width().unwrap_or(0)) else { break };
        left = rest;
        out.push(c);
    }
    out.truncate(out.trim_end().len());
    out + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_by_what_they_take_on_the_screen() {
        assert_eq!(cut("soldiers", 8), "soldiers");
        assert_eq!(cut("Ukrainian soldiers", 10), "Ukrainian…");
        assert_eq!(cut("日本語の記事", 6), "日本…");
    }
}
