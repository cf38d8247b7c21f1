//! What a table that leaves the ledger is: its columns, what they hold, and what refers to what.

use rust_decimal::Decimal;

/// A table.
#[derive(Debug)]
pub struct Table {
    /// Its name, and that of its files.
    pub name: &'static str,
    /// What a row is.
    pub about: &'static str,
    /// Its columns, in order.
    pub columns: &'static [Column],
    /// The columns whose values no two rows share.
    pub key: &'static [&'static str],
    /// Columns that name a row of another table.
    pub links: &'static [Link],
}

/// A column.
#[derive(Debug)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What its cells are.
    pub holds: Holds,
    /// Whether no cell is empty.
    pub required: bool,
    /// What it says.
    pub about: &'static str,
}

/// Columns that name a row of another table.
#[derive(Debug)]
pub struct Link {
    /// The columns.
    pub columns: &'static [&'static str],
    /// The other table; the same one where it is empty, as the standard has it.
    pub table: &'static str,
    /// The columns there.
    pub to: &'static [&'static str],
}

/// What the cells of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Words.
    Text,
    /// One of these words.
    Term(&'static [&'static str]),
    /// A whole number.
    Integer,
    /// A number; exact in CSV, the nearest double in Parquet.
    Number,
    /// A date cut at its precision: `2025`, `2025-06`, `2025-06-25`.
    Date,
    /// A time of UTC.
    Time,
    /// Yes or no.
    Flag,
}

/// The pattern of a date cut at its precision.
pub(super) const DATE: &str = "^-?\\d{4}(-\\d{2}(-\\d{2})?)?$";

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing.
    None,
    /// Words, a date or a time.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A number.
    Number(Decimal),
    /// Yes or no.
    Flag(bool),
}

impl Holds {
    /// The type by the name of Frictionless.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text | Self::Term(_) | Self::Date => "string",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Time => "datetime",
            Self::Flag => "boolean",
        }
    }

    /// Whether a cell is one of these.
    pub const fn takes(self, cell: &Cell) -> bool {
        matches!(
            (self, cell),
            (_, Cell::None)
                | (Self::Text | Self::Term(_) | Self::Date | Self::Time, Cell::Text(_))
                | (Self::Integer, Cell::Integer(_))
                | (Self::Number, Cell::Number(_))
                | (Self::Flag, Cell::Flag(_))
        )
    }
}

/// An optional column.
pub(super) const fn column(name: &'static str, holds: Holds, about: &'static str) -> Column {
    Column { name, holds, required: false, about }
}

/// A column without empty cells.
pub(super) const fn required(name: &'static str, holds: Holds, about: &'static str) -> Column {
    Column { name, holds, required: true, about }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Decimal> for Cell {
    fn from(number: Decimal) -> Self {
        Self::Number(number.normalize())
    }
}

impl From<u64> for Cell {
    fn from(number: u64) -> Self {
        Self::Integer(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<usize> for Cell {
    fn from(number: usize) -> Self {
        Self::from(number as u64)
    }
}

impl From<bool> for Cell {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl<T: Into<Self>> From<Option<T>> for Cell {
    fn from(cell: Option<T>) -> Self {
        cell.map_or(Self::None, Into::into)
    }
}
