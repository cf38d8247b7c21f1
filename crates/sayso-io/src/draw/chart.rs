//! The chart itself, on whatever it is drawn.

use std::io;

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use rust_decimal::prelude::ToPrimitive;
use sayso::ledger::source::Interest;

use super::axis::{Axis, day};
use super::{Mark, Plot};
use crate::clean;

/// How large things are drawn: pictures in pixels, terminals in cells.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// Space for the numbers on the left, and on the other sides.
    pub margin: Margin,
    /// Height of letters.
    pub letters: i32,
    /// Length of an arrow that stands for an open end.
    pub arrow: i32,
    /// Numbers on the upright axis, pixels a date takes on the other one.
    pub ticks: (usize, i32),
    /// Whether marks are letters and not shapes, and lines across and the legend are left out.
    pub cells: bool,
}

/// Space around the chart.
#[derive(Clone, Copy, Debug)]
pub struct Margin {
    pub left: i32,
    pub right: i32,
    pub top: i32,
    pub bottom: i32,
}

/// A picture.
pub const PICTURE: Style =
    Style { margin: Margin { left: 100, right: 30, top: 60, bottom: 150 }, letters: 15, arrow: 26, ticks: (8, 110), cells: false };

/// A terminal.
pub const CELLS: Style =
    Style { margin: Margin { left: 11, right: 4, top: 0, bottom: 2 }, letters: 1, arrow: 2, ticks: (6, 14), cells: true };

/// Claimants with a shape of their own; the legend names no more.
pub const SHAPES: usize = 8;

type Area<B> = DrawingArea<B, Shift>;

/// Colours that people who see red and green alike can tell apart (Okabe and Ito).
pub const fn colour(interest: Interest) -> RGBColor {
    match interest {
        Interest::Own => RGBColor(0, 114, 178),
        Interest::Enemy => RGBColor(213, 94, 0),
        Interest::Third => RGBColor(0, 158, 115),
        Interest::Unknown => RGBColor(110, 110, 110),
    }
}

/// Draws the plot.
pub fn draw<B: DrawingBackend>(area: &Area<B>, plot: &Plot, style: &Style) -> io::Result<()> {
    let told = |error: DrawingAreaErrorKind<B::ErrorType>| io::Error::other(error.to_string());
    let (width, height) = area.dim_in_pixel();
    let inner = |whole: u32, margins: i32| (i32::try_from(whole).unwrap_or(i32::MAX) - margins).max(1);
    let size = (inner(width, style.margin.left + style.margin.right), inner(height, style.margin.top + style.margin.bottom));
    let values = plot.marks.iter().flat_map(|mark| [mark.low, mark.high]).flatten();
    let frame = Frame {
        x: Axis::days(plot.marks.iter().map(|mark| mark.day), usize::try_from(size.0 / style.ticks.1).unwrap_or(1)),
        y: Axis::values(values, style.ticks.0),
        size,
        style,
    };
    if !style.cells {
        area.fill(&WHITE).map_err(told)?;
    }
    frame.axes(area).map_err(told)?;
    let claimants = plot.claimants();
    for mark in &plot.marks {
        let shape = claimants.iter().position(|(who, interest)| (*who, *interest) == (&mark.who, mark.interest)).unwrap_or(0);
        frame.mark(area, mark, shape.min(SHAPES)).map_err(told)?;
    }
    if !style.cells {
        frame.words(area, plot, &claimants).map_err(told)?;
    }
    area.present().map_err(told)
}

struct Frame<'s> {
    x: Axis,
    y: Axis,
    size: (i32, i32),
    style: &'s Style,
}

type Drawn<B> = Result<(), DrawingAreaErrorKind<<B as DrawingBackend>::ErrorType>>;

impl Frame<'_> {
    /// Where a day and a value lie.
    fn place(&self, day: f64, value: f64) -> (i32, i32) {
        let Style { margin, .. } = self.style;
        (margin.left + self.x.at(day, self.size.0), margin.top + self.size.1 - self.y.at(value, self.size.1))
    }

    fn axes<B: DrawingBackend>(&self, area: &Area<B>) -> Drawn<B> {
        let Style { margin, letters, cells, .. } = *self.style;
        let (left, right, bottom) = (margin.left, margin.left + self.size.0, margin.top + self.size.1);
        for (value, name) in &self.y.ticks {
            let y = bottom - self.y.at(*value, self.size.1);
            if !cells {
                line(area, (left, y), (right, y), RGBColor(225, 225, 225).stroke_width(1))?;
            }
            text(area, name, (left - letters / 2 - 1, y), Pos::new(HPos::Right, VPos::Center), letters, BLACK)?;
        }
        line(area, (left, margin.top), (left, bottom), BLACK.stroke_width(1))?;
        line(area, (left, bottom), (right + 1, bottom), BLACK.stroke_width(1))?;
        for (at, name) in &self.x.ticks {
            let x = left + self.x.at(*at, self.size.0);
            line(area, (x, bottom), (x, bottom + letters / 3), BLACK.stroke_width(1))?;
            text(area, name, (x, bottom + letters / 2 + 1), Pos::new(HPos::Center, VPos::Top), letters, BLACK)?;
        }
        Ok(())
    }

    fn mark<B: DrawingBackend>(&self, area: &Area<B>, mark: &Mark, shape: usize) -> Drawn<B> {
        let (Some(day), colour) = (day(mark.day), colour(mark.interest)) else { return Ok(()) };
        let ends = (mark.low.and_then(|low| low.to_f64()), mark.high.and_then(|high| high.to_f64()));
        let glyph = |area: &Area<B>, at, filled| self.shape(area, at, if mark.denied { DENIED } else { shape }, colour, filled);
        match ends {
            (Some(low), Some(high)) if (high - low).abs() < f64::EPSILON => glyph(area, self.place(day, low), true),
            (Some(low), Some(high)) => {
                let (low, high) = (self.place(day, low), self.place(day, high));
                line(area, low, high, colour.stroke_width(2))?;
                glyph(area, low, false)?;
                glyph(area, high, false)
            }
            (Some(low), None) => self.arrow(area, self.place(day, low), -1, colour).and_then(|()| glyph(area, self.place(day, low), false)),
            (None, Some(high)) => {
                self.arrow(area, self.place(day, high), 1, colour).and_then(|()| glyph(area, self.place(day, high), false))
            }
            (None, None) => Ok(()),
        }
    }

    /// An open end: a line that goes on, with a head.
    fn arrow<B: DrawingBackend>(&self, area: &Area<B>, from: (i32, i32), way: i32, colour: RGBColor) -> Drawn<B> {
        let tip = (from.0, from.1 + way * self.style.arrow);
        if self.style.cells {
            line(area, (from.0, from.1 + way), tip, colour.stroke_width(1))?;
            return text(area, if way < 0 { "▲" } else { "▼" }, tip, Pos::new(HPos::Center, VPos::Center), 1, colour);
        }
        line(area, from, tip, colour.stroke_width(2))?;
        let head = [(tip.0, tip.1 + way * 3), (tip.0 - 4, tip.1 - way * 5), (tip.0 + 4, tip.1 - way * 5)];
        area.draw(&Polygon::new(head.to_vec(), colour.filled()))
    }

    /// The shape of a claimant, hollow where the number is only a bound.
    fn shape<B: DrawingBackend>(&self, area: &Area<B>, (x, y): (i32, i32), shape: usize, colour: RGBColor, filled: bool) -> Drawn<B> {
        if self.style.cells {
            let letter = letter(shape).to_string();
            return text(area, &letter, (x, y), Pos::new(HPos::Center, VPos::Center), 1, colour);
        }
        let outline = |corners: &[(i32, i32)]| corners.iter().map(|(by, down)| (x + by, y + down)).collect::<Vec<_>>();
        if shape == DENIED || shape == SHAPES {
            line(area, (x - 4, y - 4), (x + 4, y + 4), colour.stroke_width(2))?;
            return line(area, (x - 4, y + 4), (x + 4, y - 4), colour.stroke_width(2));
        }
        if shape == 0 {
            let inside = if filled { colour } else { WHITE };
            area.draw(&Circle::new((x, y), 4, inside.filled()))?;
            return area.draw(&Circle::new((x, y), 4, colour.stroke_width(2)));
        }
        let corners: &[(i32, i32)] = match shape {
            1 => &[(-4, -4), (4, -4), (4, 4), (-4, 4)],
            2 => &[(0, -6), (5, 4), (-5, 4)],
            3 => &[(0, -6), (6, 0), (0, 6), (-6, 0)],
            4 => &[(0, 6), (5, -4), (-5, -4)],
            5 => &[(-6, -2), (6, -2), (6, 2), (-6, 2)],
            6 => &[(-2, -6), (2, -6), (2, 6), (-2, 6)],
            _ => &[(-5, -5), (5, 0), (-5, 5)],
        };
        let inside = if filled { colour } else { WHITE };
        area.draw(&Polygon::new(outline(corners), inside.filled()))?;
        let closed = corners.iter().chain(corners.first()).copied().collect::<Vec<_>>();
        area.draw(&PathElement::new(outline(&closed), colour.stroke_width(2)))
    }

    /// Title, legend, and the line below.
    fn words<B: DrawingBackend>(&self, area: &Area<B>, plot: &Plot, claimants: &[(&str, Interest)]) -> Drawn<B> {
        let Style { margin, letters, .. } = *self.style;
        let left = Pos::new(HPos::Left, VPos::Center);
        text(area, &clean::line(&plot.title), (margin.left, margin.top / 2), left, letters + 5, BLACK)?;
        let legend = margin.top + self.size.1 + letters * 3;
        let column = self.size.0 / 2;
        for (shape, (who, interest)) in claimants.iter().enumerate().take(SHAPES) {
            let at = (margin.left + (shape % 2) as i32 * column, legend + (shape / 2) as i32 * (letters + 5));
            self.shape(area, at, shape, colour(*interest), true)?;
            text(area, &named(who, *interest, 52), (at.0 + letters, at.1), left, letters - 2, BLACK)?;
        }
        let more = claimants.len().saturating_sub(SHAPES);
        let more = if more == 0 { String::new() } else { format!(" x: {more} more claimants.") };
        let rows = claimants.len().min(SHAPES).div_ceil(2) as i32;
        let below = legend + (letters + 5) * rows + letters / 2;
        text(area, &format!("{}{more}", plot.source), (margin.left, below), left, letters - 3, RGBColor(90, 90, 90))
    }
}

/// The shape of what is denied.
const DENIED: usize = usize::MAX;

/// The letter of a claimant where there are no shapes.
pub fn letter(shape: usize) -> char {
    match u8::try_from(shape) {
        Ok(nth) if shape < SHAPES => char::from(b'a' + nth),
        _ if shape == DENIED => 'x',
        _ => '*',
    }
}

/// A claimant in the legend.
pub fn named(who: &str, interest: Interest, longest: usize) -> String {
    let short = who.chars().take(longest).collect::<String>();
    let cut = if short.len() < who.len() { "..." } else { "" };
    let interest = match interest {
        Interest::Own => "of their own",
        Interest::Enemy => "of the enemy",
        Interest::Third => "third",
        Interest::Unknown => "interest unknown",
    };
    format!("{short}{cut} ({interest})")
}

fn line<B: DrawingBackend>(area: &Area<B>, from: (i32, i32), to: (i32, i32), style: ShapeStyle) -> Drawn<B> {
    area.draw(&PathElement::new(vec![from, to], style))
}

fn text<B: DrawingBackend>(area: &Area<B>, words: &str, at: (i32, i32), anchor: Pos, size: i32, colour: RGBColor) -> Drawn<B> {
    let style = ("sans-serif", size).into_font().color(&colour).pos(anchor);
    area.draw(&Text::new(words, at, style))
}
