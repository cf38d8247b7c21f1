//! Claims as CSV: one row a claim, the columns that a spreadsheet of figures has. No cell starts a formula.

use std::io::{self, Write};

use sayso::claim;
use sayso::report::Report;
use serde_json::Number;

use crate::ledger::sql::Value;
use crate::{clean, passage, wire};

/// The columns, by the names of the wire form.
const COLUMNS: [&str; 35] = [
    "report",
    "outlet",
    "published",
    "title",
    "not",
    "text",
    "low",
    "high",
    "quantifier",
    "hedge",
    "kind",
    "per",
    "currency",
    "unit",
    "counted",
    "measure",
    "offence",
    "side",
    "place",
    "period_from",
    "period_to",
    "origin",
    "relays",
    "say_so",
    "stance",
    "zone",
    "sentence",
    "start",
    "end",
    "repeat_of",
    "part_of",
    "base",
    "link",
    "id",
    "reader",
];

/// Writes the row of column names.
pub fn head(out: &mut dyn Write) -> io::Result<()> {
    row(out, &COLUMNS.map(str::to_owned))
}

/// Writes one claim, as read and as on the wire.
pub fn write(out: &mut dyn Write, report: &Report, read: &claim::Claim, claim: &wire::Claim<'_>) -> io::Result<()> {
    let text = |cell: Option<&str>| clean::cell(cell.unwrap_or_default()).into_owned();
    let number = |number: &Option<Number>| number.as_ref().map(ToString::to_string).unwrap_or_default();
    let at = |at: Option<usize>| at.map(|at| at.to_string()).unwrap_or_default();
    let (from, to) = claim.period.as_ref().map_or((None, None), |period| (period.from.as_deref(), period.to.as_deref()));
    let chain = claim.say_so.iter().map(|link| link.name).collect::<Vec<_>>().join(" < ");
    let sentence = passage::around(&report.text, read).marked("", "");
    row(
        out,
        &[
            text(Some(claim.report)),
            text(claim.outlet),
            text(claim.published.as_deref()),
            text(claim.title),
            text(claim.not),
            text(Some(claim.text)),
            number(&claim.low),
            number(&claim.high),
            text(Some(claim.quantifier)),
            text(claim.hedge),
            text(Some(claim.kind)),
            text(claim.per),
            text(claim.currency),
            text(claim.unit),
            text(claim.counted),
            text(Some(claim.measure)),
            text(claim.offence),
            text(claim.side),
            text(claim.place),
            text(from),
            text(to),
            text(claim.origin),
            text(Some(&claim.relays.join("; "))),
            text(Some(&chain)),
            text(Some(claim.stance)),
            text(Some(claim.zone)),
            text(Some(&sentence)),
            claim.start.to_string(),
            claim.end.to_string(),
            at(claim.repeat_of),
            at(claim.part_of),
            at(claim.base),
            text(claim.link.as_deref()),
            claim.id.clone(),
            text(Some(claim.reader)),
        ],
    )
}

/// A row of any words, as bytes: no cell starts a formula or steers a terminal.
pub fn line<const N: usize>(cells: [&str; N]) -> Vec<u8> {
    let mut out = Vec::new();
    row(&mut out, &cells.map(|cell| clean::cell(cell).into_owned())).expect("memory takes any bytes");
    out
}

/// The same of any number of cells.
pub fn cells<'c>(cells: impl Iterator<Item = &'c str>) -> Vec<u8> {
    record(cells.map(|cell| clean::cell(cell).into_owned()))
}

/// A row of an answer: numbers stay numbers.
pub fn values(row: &[Value]) -> Vec<u8> {
    record(row.iter().map(|value| match value {
        Value::Null => String::new(),
        Value::Integer(number) => number.to_string(),
        Value::Real(number) => number.to_string(),
        Value::Text(text) => clean::cell(text).into_owned(),
    }))
}

fn record(cells: impl Iterator<Item = String>) -> Vec<u8> {
    let mut sheet = csv::WriterBuilder::new().buffer_capacity(1 << 10).from_writer(Vec::new());
    sheet.write_record(cells.map(String::into_bytes)).expect("memory takes any bytes");
    sheet.into_inner().expect("memory takes any bytes")
}

fn row<const N: usize>(out: &mut dyn Write, cells: &[String; N]) -> io::Result<()> {
    let mut sheet = csv::WriterBuilder::new().buffer_capacity(1 << 10).from_writer(out);
    sheet.write_record(cells)?;
    sheet.flush()
}
