//! `sayso echo`: which reports repeat which.

use std::collections::BTreeMap;
use std::process::ExitCode;

use clap::ValueEnum;
use rust_decimal::Decimal;
use sayso::ledger::echo::{self, Overlap};
use sayso_io::ledger::{Tie, View};
use sayso_io::{clean, wire};
use serde::Serialize;
use serde_json::value::RawValue;

use crate::open::Seen;
use crate::out::Out;
use crate::progress::Progress;

const EXAMPLES: &str = "\
Examples:
  sayso echo --pairs                      the pairs of reports that share text, most first
  sayso echo --pairs --format jsonl       the same, one JSON object a pair: a, b (report ids), shared, of_a, of_b, containment";

/// Which reports repeat which
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    seen: Seen,
    /// The pairs of reports that share text
    #[arg(long, required = true)]
    pairs: bool,
    /// What to print
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A table to read
    #[default]
    Table,
    /// One JSON object a pair
    Jsonl,
}

/// Runs the command.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let ledger = args.seen.open()?;
    let mut out = Out::new(Progress::new(&[]))?;
    let mut pairs = pairs(&args.seen.view(&ledger)?)?;
    if args.format == Format::Table {
        pairs.sort_by(|one, other| other.overlap.shared.cmp(&one.overlap.shared));
    }
    for chunk in pairs.chunks(CHUNK) {
        let line = |pair: &Pair| if args.format == Format::Jsonl { pair.json() } else { pair.line().into_bytes() };
        out.write(&chunk.iter().map(line).collect::<Vec<_>>().concat())?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Pairs that are written at once.
const CHUNK: usize = 1000;

/// Every pair, by the names under which the reports came.
fn pairs(view: &View<'_>) -> anyhow::Result<Vec<Pair>> {
    let (reports, mut copies) = (view.reports()?, BTreeMap::<u64, Vec<String>>::new());
    view.copies()?.into_iter().for_each(|(report, id)| copies.entry(report).or_default().push(id));
    let names = |report: u64| {
        let first = reports.get(&report).map(|filed| filed.id.clone());
        first.into_iter().chain(copies.get(&report).into_iter().flatten().cloned()).collect::<Vec<_>>()
    };
    let mut pairs = Vec::new();
    for Tie { a, b, shared, of_a, of_b } in view.ties()? {
        let overlap = Overlap { shared, left: of_a, right: of_b };
        let each = |a: String| names(b).into_iter().map(move |b| Pair { a: a.clone(), b, overlap });
        pairs.extend(names(a).into_iter().flat_map(each));
    }
    // The same bytes under several names share all of their text.
    for report in copies.keys() {
        let whole = echo::shingles(&view.text(*report)?).len();
        let (names, overlap) = (names(*report), Overlap { shared: whole, left: whole, right: whole });
        let below = |at: usize| names.iter().take(at).map(move |a| (a, at));
        pairs.extend((0..names.len()).flat_map(below).map(|(a, at)| Pair { a: a.clone(), b: names[at].clone(), overlap }));
    }
    Ok(pairs)
}

/// Two reports that share text; `a` came in first.
struct Pair {
    a: String,
    b: String,
    overlap: Overlap,
}

/// A pair on the wire.
#[derive(Serialize)]
struct Line<'p> {
    a: &'p str,
    b: &'p str,
    shared: usize,
    of_a: usize,
    of_b: usize,
    containment: Box<RawValue>,
}

impl Pair {
    fn json(&self) -> Vec<u8> {
        let Self { a, b, overlap: Overlap { shared, left, right } } = self;
        let containment = RawValue::from_string(self.overlap.containment().to_string()).expect("a decimal is a JSON number");
        wire::line(&Line { a, b, shared: *shared, of_a: *left, of_b: *right, containment })
    }

    fn line(&self) -> String {
        let Self { a, b, overlap } = self;
        let (share, a, b) = (overlap.containment() * Decimal::ONE_HUNDRED, clean::line(a), clean::line(b));
        format!("{:>6} shingles {:>4.0} %  {a}  {b}\n", overlap.shared, share)
    }
}
