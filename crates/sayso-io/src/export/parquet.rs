//! A table as Parquet, by the library of that name: one row group after the other, so that memory stays small.

use std::io::Write;
use std::sync::Arc;

use parquet::basic::{LogicalType, Repetition, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::errors::Result;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::{Type, TypePtr};
use rust_decimal::prelude::ToPrimitive;

use super::table::{Cell, Column, Holds, Table};

/// Rows of a group.
const GROUP: usize = 20_000;

/// Writes a table row by row.
pub(super) struct Rows<W: Write + Send> {
    table: &'static Table,
    writer: SerializedFileWriter<W>,
    waiting: Vec<Vec<Cell>>,
}

impl<W: Write + Send> Rows<W> {
    pub(super) fn new(table: &'static Table, out: W) -> Result<Self> {
        let properties = WriterProperties::builder().set_created_by("sayso".to_owned()).build();
        let writer = SerializedFileWriter::new(out, schema(table)?, Arc::new(properties))?;
        Ok(Self { table, writer, waiting: Vec::new() })
    }

    pub(super) fn row(&mut self, cells: &[Cell]) -> Result<()> {
        self.waiting.push(cells.to_vec());
        if self.waiting.len() >= GROUP { self.flush() } else { Ok(()) }
    }

    pub(super) fn finish(mut self) -> Result<W> {
        self.flush()?;
        self.writer.into_inner()
    }

    fn flush(&mut self) -> Result<()> {
        let rows = std::mem::take(&mut self.waiting);
        if rows.is_empty() {
            return Ok(());
        }
        let mut group = self.writer.next_row_group()?;
        for (at, column) in self.table.columns.iter().enumerate() {
            let Some(mut writer) = group.next_column()? else { break };
            let cells = || rows.iter().filter_map(|row| row.get(at));
            write(&mut writer, column, cells)?;
            writer.close()?;
        }
        group.close()?;
        Ok(())
    }
}

/// Writes the cells of one column; those that are not empty, and for each whether it is.
fn write<'c, I: Iterator<Item = &'c Cell>>(writer: &mut SerializedColumnWriter<'_>, column: &Column, cells: impl Fn() -> I) -> Result<()> {
    let there = cells().map(|cell| i16::from(*cell != Cell::None)).collect::<Vec<_>>();
    let levels = (!column.required).then_some(there.as_slice());
    match column.holds {
        Holds::Integer => {
            let values = cells().filter_map(|cell| if let Cell::Integer(value) = cell { Some(*value) } else { None }).collect::<Vec<_>>();
            writer.typed::<Int64Type>().write_batch(&values, levels, None)?;
        }
        Holds::Number => {
            let double = |cell: &Cell| if let Cell::Number(value) = cell { Some(value.to_f64().unwrap_or(f64::NAN)) } else { None };
            writer.typed::<DoubleType>().write_batch(&cells().filter_map(double).collect::<Vec<_>>(), levels, None)?;
        }
        Holds::Flag => {
            let values = cells().filter_map(|cell| if let Cell::Flag(value) = cell { Some(*value) } else { None }).collect::<Vec<_>>();
            writer.typed::<BoolType>().write_batch(&values, levels, None)?;
        }
        Holds::Text | Holds::Term(_) | Holds::Date | Holds::Time => {
            let words = |cell: &Cell| if let Cell::Text(value) = cell { Some(ByteArray::from(value.as_str())) } else { None };
            writer.typed::<ByteArrayType>().write_batch(&cells().filter_map(words).collect::<Vec<_>>(), levels, None)?;
        }
    }
    Ok(())
}

fn schema(table: &Table) -> Result<TypePtr> {
    let fields = table.columns.iter().map(|column| field(column).map(Arc::new)).collect::<Result<Vec<_>>>()?;
    Ok(Arc::new(Type::group_type_builder(table.name).with_fields(fields).build()?))
}

fn field(column: &Column) -> Result<Type> {
    let (physical, logical) = match column.holds {
        Holds::Integer => (Physical::INT64, None),
        Holds::Number => (Physical::DOUBLE, None),
        Holds::Flag => (Physical::BOOLEAN, None),
        Holds::Text | Holds::Term(_) | Holds::Date | Holds::Time => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
    };
    let repetition = if column.required { Repetition::REQUIRED } else { Repetition::OPTIONAL };
    Type::primitive_type_builder(column.name, physical).with_logical_type(logical).with_repetition(repetition).build()
}
