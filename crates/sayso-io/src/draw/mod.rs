//! Timelines drawn: as SVG, as PNG, and in the cells of a terminal. One chart, three things to draw it on.
//!
//! A bound is drawn as an interval: what has no upper end is an arrow, never a point. The colour says what the claimant stands to win, the
//! shape or letter who it is. Fonts are built in, so a picture is the same bytes everywhere.

mod axis;
mod cells;
mod chart;

use std::io;

use plotters::prelude::*;
use plotters::style::register_font;
use rust_decimal::Decimal;
use sayso::ledger::source::Interest;
use sayso::report::Date;
use sayso::view::timeline::Point;

use crate::clean;
pub use cells::Terminal;

/// A timeline to be drawn.
#[derive(Clone, Debug, Default)]
pub struct Plot {
    /// What is counted.
    pub title: String,
    /// Where the figures are from; stands below.
    pub source: String,
    /// The values.
    pub marks: Vec<Mark>,
}

/// A value by a claimant for a day.
#[derive(Clone, Debug)]
pub struct Mark {
    /// The day.
    pub day: Date,
    /// Lower end, if there is one.
    pub low: Option<Decimal>,
    /// Upper end, if there is one.
    pub high: Option<Decimal>,
    /// Who says so.
    pub who: String,
    /// What they stand to win.
    pub interest: Interest,
    /// Whether they deny it.
    pub denied: bool,
}

/// Width and height of a picture in pixels.
const SIZE: (u32, u32) = (1200, 720);

impl Plot {
    /// The plot of a timeline. Points without a day or a value cannot be drawn; the line below the plot says how many they are.
    pub fn of(title: &str, points: &[Point]) -> Self {
        let marks = points.iter().filter_map(Mark::of).collect::<Vec<_>>();
        let left = points.len() - marks.len();
        let left = if left == 0 { String::new() } else { format!("; {left} without a day not drawn") };
        let source = format!("{} values as claimed, by the day they speak of{left}. No value is vouched for by sayso.", marks.len());
        Self { title: title.to_owned(), source, marks }
    }

    /// The picture as SVG.
    pub fn svg(&self) -> io::Result<String> {
        fonts()?;
        let mut out = String::new();
        chart::draw(&SVGBackend::with_string(&mut out, SIZE).into_drawing_area(), self, &chart::PICTURE)?;
        Ok(out)
    }

    /// The picture as PNG.
    pub fn png(&self) -> io::Result<Vec<u8>> {
        fonts()?;
        let mut pixels = vec![u8::MAX; SIZE.0 as usize * SIZE.1 as usize * 3];
        chart::draw(&BitMapBackend::with_buffer(&mut pixels, SIZE).into_drawing_area(), self, &chart::PICTURE)?;
        let mut out = Vec::new();
        let mut encoder = png::Encoder::new(&mut out, SIZE.0, SIZE.1);
        encoder.set_color(png::ColorType::Rgb);
        let mut writer = encoder.write_header().map_err(io::Error::other)?;
        writer.write_image_data(&pixels).map_err(io::Error::other)?;
        writer.finish().map_err(io::Error::other)?;
        Ok(out)
    }

    /// The plot in characters, with its legend.
    pub fn text(&self, terminal: Terminal) -> io::Result<String> {
        cells::text(self, terminal)
    }

    /// The claimants, most values first; each has a shape or letter of its own, those after the last one share it.
    fn claimants(&self) -> Vec<(&str, Interest)> {
        let mut counted: Vec<(&str, Interest, usize)> = Vec::new();
        for mark in &self.marks {
            match counted.iter_mut().find(|(who, interest, _)| *who == mark.who && *interest == mark.interest) {
                Some((.., count)) => *count += 1,
                None => counted.push((&mark.who, mark.interest, 1)),
            }
        }
        counted.sort_by(|one, other| other.2.cmp(&one.2).then(one.0.cmp(other.0)));
        counted.into_iter().map(|(who, interest, _)| (who, interest)).collect()
    }
}

impl Mark {
    fn of(point: &Point) -> Option<Self> {
        point.low.or(point.high)?;
        let who = point.source.as_ref().map_or("no source named", |source| &source.name);
        let (low, high, interest, denied) = (point.low, point.high, point.interest, point.denied);
        Some(Self { day: point.day?, low, high, who: clean::line(who).into_owned(), interest, denied })
    }
}

/// The font that pictures are written in. SVG viewers take their own font of that kind; its letters are as wide as those measured.
fn fonts() -> io::Result<()> {
    let plain = register_font("sans-serif", FontStyle::Normal, dejavu::sans::regular());
    plain.map_err(|_| io::Error::other("the font that is built in cannot be read"))
}

#[cfg(test)]
mod tests;
