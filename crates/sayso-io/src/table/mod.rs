//! Claims as a table to read: grouped by report, one claim a row, as wide as the screen.

mod cell;
mod explain;
mod grid;

use std::io::{self, Write};

use sayso::claim::Claim;
use sayso::report::Report;

use crate::clean;
use cell::Row;

/// How the table looks.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// Columns of the screen.
    pub width: usize,
    /// Whether colours may be used.
    pub colour: bool,
    /// Whether each claim is followed by its sentence and what each field stands on.
    pub explain: bool,
}

impl Default for Look {
    fn default() -> Self {
        Self { width: 100, colour: false, explain: false }
    }
}

/// As many rows as are laid out together: a long report is not held up by its last row.
const BAND: usize = 500;

/// Writes the claims of one report below a line that names it; nothing for a report without claims.
pub fn write(out: &mut dyn Write, report: &Report, claims: &[Claim], look: &Look) -> io::Result<()> {
    if claims.is_empty() {
        return Ok(());
    }
    writeln!(out, "{}", look.paint(BOLD, &grid::cut(&heading(report), look.width)))?;
    for band in claims.chunks(BAND) {
        let rows = band.iter().map(|claim| cell::row(&report.text, claim)).collect::<Vec<_>>();
        let widths = grid::widths(&rows, look.width);
        for (row, claim) in rows.iter().zip(band) {
            writeln!(out, "{}", line(row, &widths, look))?;
            if look.explain {
                explain::write(out, &report.text, claim, look)?;
            }
        }
    }
    writeln!(out)
}

/// Outlet, day, and title or path.
fn heading(report: &Report) -> String {
    let day = report.published.map(|date| date.to_string());
    let name = report.title.as_deref().unwrap_or(if report.id == "-" { "standard input" } else { &report.id });
    [report.outlet.as_deref(), day.as_deref(), Some(name)].into_iter().flatten().map(clean::line).collect::<Vec<_>>().join(" · ")
}

fn line(row: &Row, widths: &grid::Widths, look: &Look) -> String {
    let line = grid::line(row, widths);
    if row.aside { look.paint(DIM, &line) } else { line }
}

const BOLD: &str = "1";
const DIM: &str = "2";

impl Look {
    /// The words in a style, where styles may be used.
    fn paint(&self, style: &str, words: &str) -> String {
        if self.colour { format!("\u{1b}[{style}m{words}\u{1b}[0m") } else { words.to_owned() }
    }
}
