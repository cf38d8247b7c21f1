//! A terminal to draw on: every pixel is a character.

use std::convert::Infallible;
use std::io;

use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, VPos};
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingErrorKind};
use sayso::ledger::source::Interest;
use unicode_width::UnicodeWidthChar;

use super::{Plot, chart};
use crate::clean;

/// What the terminal can do.
#[derive(Clone, Copy, Debug)]
pub struct Terminal {
    /// Characters in a line.
    pub width: usize,
    /// Lines of the chart.
    pub height: usize,
    /// Whether it shows colours.
    pub colour: bool,
    /// Whether it shows more than ASCII.
    pub unicode: bool,
}

/// The chart and its legend.
pub fn text(plot: &Plot, terminal: Terminal) -> io::Result<String> {
    let Terminal { width, height, colour, unicode } = terminal;
    let (width, height) = (width.clamp(40, 400), height.clamp(8, 200));
    let mut cells = vec![Cell::default(); width * height];
    chart::draw(&Cells { cells: &mut cells, width, height }.into_drawing_area(), plot, &chart::CELLS)?;
    let mut out = cells.chunks(width).map(|row| line(row, colour, unicode)).collect::<String>();
    let claimants = plot.claimants();
    for (shape, (who, interest)) in claimants.iter().enumerate().take(chart::SHAPES) {
        let letter = Cell { shown: chart::letter(shape), ink: Ink::of(chart::colour(*interest)) };
        let named = chart::named(who, *interest, width.saturating_sub(34));
        out += &format!("  {}  {}\n", shown(letter, colour, unicode), ascii(&named, unicode));
    }
    if claimants.len() > chart::SHAPES {
        out += &format!("  *  {} more\n", claimants.len() - chart::SHAPES);
    }
    let signs = [
        (plot.marks.iter().any(|mark| mark.high.is_none()), if unicode { "▲ no upper end" } else { "^ no upper end" }),
        (plot.marks.iter().any(|mark| mark.low.is_none()), if unicode { "▼ no lower end" } else { "v no lower end" }),
        (plot.marks.iter().any(|mark| mark.denied), "x denied"),
    ];
    let signs = signs.into_iter().filter(|(there, _)| *there).map(|(_, sign)| sign).collect::<Vec<_>>();
    Ok(if signs.is_empty() { out } else { out + "  " + &signs.join(", ") + "\n" })
}

#[derive(Clone, Copy, Debug)]
struct Cell {
    shown: char,
    ink: Ink,
}

impl Default for Cell {
    fn default() -> Self {
        Self { shown: ' ', ink: Ink::Plain }
    }
}

/// Colours that every terminal has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ink {
    Plain,
    Blue,
    Yellow,
    Cyan,
}

impl Ink {
    fn of(colour: RGBColor) -> Self {
        let interest = |interest| colour == chart::colour(interest);
        match () {
            () if interest(Interest::Own) => Self::Blue,
            () if interest(Interest::Enemy) => Self::Yellow,
            () if interest(Interest::Third) => Self::Cyan,
            () => Self::Plain,
        }
    }

    const fn code(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Blue => Some("94"),
            Self::Yellow => Some("33"),
            Self::Cyan => Some("36"),
        }
    }
}

fn line(row: &[Cell], colour: bool, unicode: bool) -> String {
    let end = row.iter().rposition(|cell| cell.shown != ' ').map_or(0, |last| last + 1);
    row[..end].iter().map(|cell| shown(*cell, colour, unicode)).collect::<String>() + "\n"
}

fn shown(cell: Cell, colour: bool, unicode: bool) -> String {
    let shown = match cell.shown {
        shown if unicode => shown,
        '│' => '|',
        '─' => '-',
        '┼' => '+',
        '▲' => '^',
        '▼' => 'v',
        shown => shown,
    };
    match cell.ink.code().filter(|_| colour) {
        Some(code) => format!("\u{1b}[{code}m{shown}\u{1b}[0m"),
        None => shown.to_string(),
    }
}

/// Names as the terminal can show them; what steers it is out already.
fn ascii(text: &str, unicode: bool) -> String {
    let text = clean::line(text);
    if unicode { text.into_owned() } else { text.chars().map(|c| if c.is_ascii() { c } else { '?' }).collect() }
}

struct Cells<'c> {
    cells: &'c mut [Cell],
    width: usize,
    height: usize,
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

impl Cells<'_> {
    fn put(&mut self, (x, y): BackendCoord, shown: char, colour: BackendColor) {
        let place = usize::try_from(x).ok().zip(usize::try_from(y).ok()).filter(|(x, y)| *x < self.width && *y < self.height);
        let Some(cell) = place.and_then(|(x, y)| self.cells.get_mut(y * self.width + x)) else { return };
        let (r, g, b) = colour.rgb;
        let crossed = matches!((cell.shown, shown), ('─', '│') | ('│', '─'));
        let kept = shown == '│' && cell.shown.is_alphabetic();
        if !kept {
            *cell = Cell { shown: if crossed { '┼' } else { shown }, ink: Ink::of(RGBColor(r, g, b)) };
        }
    }
}

impl DrawingBackend for Cells<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        let size = |cells: usize| u32::try_from(cells).unwrap_or(u32::MAX);
        (size(self.width), size(self.height))
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, colour: BackendColor) -> Drawn {
        self.put(point, '.', colour);
        Ok(())
    }

    /// Only upright and level lines are ever drawn here.
    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        let colour = style.color();
        if from.0 == to.0 {
            (from.1.min(to.1)..=from.1.max(to.1)).for_each(|y| self.put((from.0, y), '│', colour));
        } else {
            (from.0.min(to.0)..=from.0.max(to.0)).for_each(|x| self.put((x, from.1), '─', colour));
        }
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        let mut before = None;
        for point in path {
            if let Some(before) = before.replace(point) {
                self.draw_line(before, point, style)?;
            }
        }
        Ok(())
    }

    fn estimate_text_size<S: BackendTextStyle>(&self, text: &str, _: &S) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        Ok((u32::try_from(text.chars().filter_map(char::width).sum::<usize>()).unwrap_or(u32::MAX), 1))
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, (x, y): BackendCoord) -> Drawn {
        let width = i32::try_from(self.estimate_text_size(text, style)?.0).unwrap_or(i32::MAX);
        let left = match style.anchor().h_pos {
            HPos::Left => x,
            HPos::Right => x - width,
            HPos::Center => x - width / 2,
        };
        let top = if matches!(style.anchor().v_pos, VPos::Bottom) { y - 1 } else { y };
        for (at, c) in text.chars().enumerate() {
            self.put((left + i32::try_from(at).unwrap_or(i32::MAX), top), c, style.color());
        }
        Ok(())
    }
}
