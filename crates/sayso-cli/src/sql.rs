//! `sayso sql`: questions to the ledger.

use std::io;
use std::process::ExitCode;
use std::time::Duration;

use clap::ValueEnum;
use sayso_io::ledger::sql::{self, Value};
use sayso_io::{clean, sheet, wire};
use serde_json::Map;

use crate::open::Seen;
use crate::out::Out;
use crate::progress::Progress;

const EXAMPLES: &str = "\
Questions are asked of views that only can be read: reports, copies, readings, claims, all_claims, say_so, series, ties, judgements. `--views` lists their
columns; so does docs/sql.md. Names of private people are withheld, and cannot be searched for, unless --with-names is given.

Examples:
  sayso sql \"SELECT side, measure, max(high) FROM claims GROUP BY 1, 2\"
  sayso sql --format csv \"SELECT * FROM claims WHERE side = 'UKR' AND measure = 'deserted'\" > deserted.csv
  sayso sql \"SELECT source, count(DISTINCT report) FROM say_so WHERE role = 'origin' GROUP BY 1 ORDER BY 2 DESC LIMIT 20\"
  sayso sql --as-of 2025-06 --format jsonl \"SELECT id, text, corrected FROM claims WHERE corrected IS NOT NULL\"";

/// Asks the ledger in SQL; nothing can be written
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// A SELECT on the views
    #[arg(required_unless_present = "views", value_name = "QUESTION")]
    question: Option<String>,
    #[command(flatten)]
    seen: Seen,
    /// What to print
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Give up after so many seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    timeout: u64,
    /// Show the names of private people
    #[arg(long)]
    with_names: bool,
    /// List the views and their columns, as Markdown
    #[arg(long)]
    views: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A table to read
    #[default]
    Table,
    /// One JSON object a row
    Jsonl,
    /// A sheet
    Csv,
}

/// Rows that are laid out together.
const BAND: usize = 500;

/// No column of a table is wider.
const WIDEST: usize = 60;

/// Runs the command.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let mut out = Out::new(Progress::new(&[]))?;
    let Some(question) = args.question.as_deref().filter(|_| !args.views) else {
        out.write(sql::markdown().as_bytes())?;
        return Ok(ExitCode::SUCCESS);
    };
    let ledger = args.seen.open()?;
    let mut desk = args.seen.view(&ledger)?.desk(args.with_names)?;
    let answer = std::cell::RefCell::new(Answer { out, format: args.format, names: Vec::new(), rows: Vec::new(), widths: Vec::new() });
    desk.ask(question, Duration::from_secs(args.timeout), &mut |names| answer.borrow_mut().head(names), &mut |row| {
        answer.borrow_mut().row(row)
    })?;
    answer.into_inner().flush()?;
    Ok(ExitCode::SUCCESS)
}

/// Prints an answer band by band.
struct Answer {
    out: Out,
    format: Format,
    names: Vec<String>,
    rows: Vec<Vec<Value>>,
    /// Of the columns, once the first band is laid out.
    widths: Vec<usize>,
}

impl Answer {
    fn head(&mut self, names: Vec<String>) -> io::Result<()> {
        self.names = names;
        if self.format == Format::Csv {
            let line = sheet::cells(self.names.iter().map(String::as_str));
            self.out.write(&line)?;
        }
        Ok(())
    }

    fn row(&mut self, row: Vec<Value>) -> io::Result<()> {
        self.rows.push(row);
        if self.rows.len() >= BAND { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        let rows = std::mem::take(&mut self.rows);
        let lines = match self.format {
            Format::Table => self.table(&rows),
            Format::Jsonl => rows.into_iter().flat_map(|row| self.json(row)).collect(),
            Format::Csv => rows.iter().flat_map(|row| sheet::values(row)).collect(),
        };
        self.out.write(&lines)
    }

    fn json(&self, row: Vec<Value>) -> Vec<u8> {
        let value = |value: Value| match value {
            Value::Null => serde_json::Value::Null,
            Value::Integer(number) => number.into(),
            Value::Real(number) => number.into(),
            Value::Text(text) => text.into(),
        };
        let fields = self.names.iter().cloned().zip(row.into_iter().map(value));
        wire::line(&fields.collect::<Map<_, _>>())
    }

    fn table(&mut self, rows: &[Vec<Value>]) -> Vec<u8> {
        let cells = rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>()).collect::<Vec<_>>();
        let first = self.widths.is_empty();
        let names = self.names.iter().map(|name| clean::line(name).into_owned()).collect::<Vec<_>>();
        if first {
            let widest = |at: usize| cells.iter().chain([&names]).filter_map(|row| row.get(at)).map(|cell| clean::width(cell)).max();
            self.widths = (0..names.len()).map(|at| widest(at).unwrap_or_default().min(WIDEST)).collect();
        }
        let mut out = String::new();
        let rule = self.widths.iter().map(|width| "-".repeat(*width)).collect::<Vec<_>>();
        for line in [&names, &rule].into_iter().filter(|_| first).chain(&cells) {
            let padded = line.iter().zip(&self.widths).map(|(cell, width)| clean::padded(cell, *width)).collect::<Vec<_>>();
            out.push_str(padded.join("  ").trim_end());
            out.push('\n');
        }
        out.into_bytes()
    }
}

fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Integer(number) => number.to_string(),
        Value::Real(number) => number.to_string(),
        Value::Text(text) => clean::line(text).into_owned(),
    }
}
