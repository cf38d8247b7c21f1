//! A table being written: into the files of an export, to one writer, or nowhere.

use std::io::{self, Write};

use super::folder::Part;
use super::parquet::Rows;
use super::table::{Cell, Column, Table};
use crate::clean;

/// Where tables go.
pub trait Sheets {
    /// Begins a table.
    fn sheet(&mut self, table: &'static Table) -> io::Result<Sheet>;

    /// Ends it.
    fn close(&mut self, sheet: Sheet) -> io::Result<()>;
}

/// A table on its way.
pub struct Sheet {
    pub(super) table: &'static Table,
    pub(super) to: To,
    pub(super) rows: u64,
}

/// Where its rows go.
#[expect(clippy::large_enum_variant, reason = "one of them is there at a time")]
pub(super) enum To {
    Files { csv: csv::Writer<Part>, parquet: Rows<Part> },
    Csv(csv::Writer<Out>),
    Parquet(Rows<Out>),
    Nowhere,
}

/// A writer that somebody else has made.
pub(super) type Out = Box<dyn Write + Send>;

/// What one table is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum As {
    /// Text with commas.
    Csv,
    /// Columns, as other programs read them fast.
    Parquet,
}

/// One table of all, to a writer.
pub(super) struct One<'n> {
    pub(super) name: &'n str,
    pub(super) form: As,
    pub(super) out: Option<Out>,
}

impl Sheet {
    pub(super) const fn new(table: &'static Table, to: To) -> Self {
        Self { table, to, rows: 0 }
    }

    /// Writes a row: as many cells as there are columns.
    pub fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        debug_assert_eq!(cells.len(), self.table.columns.len(), "{}", self.table.name);
        debug_assert!(cells.iter().zip(self.table.columns).all(|(cell, column)| fits(cell, column)), "{}: {cells:?}", self.table.name);
        self.rows += 1;
        let line = || cells.iter().map(|cell| written(cell).into_bytes());
        match &mut self.to {
            To::Files { csv, parquet } => {
                csv.write_record(line())?;
                parquet.row(cells).map_err(io::Error::other)
            }
            To::Csv(csv) => Ok(csv.write_record(line())?),
            To::Parquet(parquet) => parquet.row(cells).map_err(io::Error::other),
            To::Nowhere => Ok(()),
        }
    }
}

impl Sheets for One<'_> {
    fn sheet(&mut self, table: &'static Table) -> io::Result<Sheet> {
        let out = if table.name == self.name { self.out.take() } else { None };
        Ok(Sheet::new(
            table,
            match (out, self.form) {
                (None, _) => To::Nowhere,
                (Some(out), As::Csv) => To::Csv(csv(table, out)?),
                (Some(out), As::Parquet) => To::Parquet(Rows::new(table, out).map_err(io::Error::other)?),
            },
        ))
    }

    fn close(&mut self, sheet: Sheet) -> io::Result<()> {
        match sheet.to {
            To::Csv(mut csv) => csv.flush(),
            To::Parquet(parquet) => parquet.finish().map_err(io::Error::other)?.flush(),
            To::Files { .. } | To::Nowhere => Ok(()),
        }
    }
}

/// CSV with its head written.
pub(super) fn csv<W: Write>(table: &Table, out: W) -> io::Result<csv::Writer<W>> {
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(table.columns.iter().map(|column| column.name))?;
    Ok(csv)
}

fn fits(cell: &Cell, column: &Column) -> bool {
    column.holds.takes(cell) && !(column.required && *cell == Cell::None)
}

/// A cell of a sheet: words never start a formula or steer a terminal, numbers are exact.
fn written(cell: &Cell) -> String {
    match cell {
        Cell::None => String::new(),
        Cell::Text(text) => clean::cell(text).into_owned(),
        Cell::Integer(number) => number.to_string(),
        Cell::Number(number) => number.to_string(),
        Cell::Flag(flag) => flag.to_string(),
    }
}
