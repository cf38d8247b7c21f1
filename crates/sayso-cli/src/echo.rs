//! `sayso echo`: which reports repeat which.

use std::collections::BTreeMap;
use std::process::ExitCode;

use clap::ValueEnum;
use rust_decimal::Decimal;
use sayso::ledger::echo::{self, Overlap};
use sayso::ledger::{Held, source};
use sayso_io::ledger::{Book, Tie, View};
use sayso_io::{clean, wire};
use serde::Serialize;
use serde_json::value::RawValue;

use crate::open::Seen;
use crate::out::Out;
use crate::progress::Progress;

const EXAMPLES: &str = "\
Origins are counted as an interval: at most so many are proven to be apart or cannot be shown to be one; at least so many are left when all that is
merely suspected is true. Each merge has its reason; `sayso split A B` takes one back, `sayso merge A B` adds one.

Examples:
  sayso echo 3f9c2a1b07                   on how many origins a series stands (`sayso series` lists the ids), which reports repeat which, and why
  sayso echo 3f9c2a1b07 --format jsonl    one JSON object: min, max, groups, merges with reason, certainty and the claims
  sayso echo --pairs                      the pairs of reports that share text, most first
  sayso echo --pairs --format jsonl       the same, one JSON object a pair: a, b (report ids), shared, of_a, of_b, containment";

/// Which reports repeat which
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    seen: Seen,
    /// A series, by its id
    #[arg(required_unless_present = "pairs", conflicts_with = "pairs", value_name = "SERIES")]
    series: Option<String>,
    /// The pairs of reports that share text
    #[arg(long)]
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
    let view = args.seen.view(&ledger)?;
    if let Some(series) = &args.series {
        out.write(&of_series(&view, series, args.format)?)?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut pairs = pairs(&view)?;
    if args.format == Format::Table {
        pairs.sort_by_key(|pair| std::cmp::Reverse(pair.overlap.shared));
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
    let outlet = |report: u64| reports.get(&report).and_then(|filed| filed.outlet.as_deref());
    let one = |Tie { a, b, shared, of_a, of_b }| {
        let one_outlet = outlet(a).is_some() && outlet(a) == outlet(b);
        echo::Pair { a, b, overlap: Overlap { shared, left: of_a, right: of_b }, one_outlet }
    };
    let ties = view.ties()?.into_iter().map(one).collect::<Vec<_>>();
    let mut pairs = Vec::new();
    for echo::Pair { a, b, overlap, .. } in echo::beyond_furniture(&ties) {
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

/// The origins of one series.
fn of_series(view: &View<'_>, series: &str, format: Format) -> anyhow::Result<Vec<u8>> {
    let words = source::Words::new("en", &mut Vec::new());
    let book = Book::new(view, &words)?;
    let claims = view.series(series)?;
    anyhow::ensure!(!claims.is_empty(), "there is no series `{series}`; `sayso series` lists them");
    let traced = book.origins(&claims);
    Ok(if format == Format::Jsonl { wire::line(&wire::echo::Echo::new(series, &traced)) } else { table(&book, &traced) })
}

/// Group by group, the claims of each, then why.
fn table(book: &Book<'_>, traced: &sayso_io::ledger::Traced) -> Vec<u8> {
    let origins = &traced.origins;
    let mut out = format!("origins {}..{}\n", origins.min, origins.max);
    for (nth, group) in origins.groups.iter().enumerate() {
        let name = group.source.as_deref().and_then(|id| book.sources().get(id).map(|source| source.name.clone()));
        let name = name.unwrap_or_else(|| "an outlet's own word, or a source without a name".to_owned());
        let also = origins.groups.iter().enumerate().filter(|(other, one)| *other != nth && one.suspected == group.suspected);
        let also = also.map(|(other, _)| (other + 1).to_string()).collect::<Vec<_>>();
        let also = if also.is_empty() { String::new() } else { format!(" (perhaps one with {})", also.join(", ")) };
        out += &format!("\n{}. {}{also}\n", nth + 1, clean::line(&name));
        group.claims.iter().for_each(|at| out += &claim(book, &traced.claims[*at]));
    }
    if !origins.merges.is_empty() {
        out += "\nwhy:\n";
    }
    for merge in &origins.merges {
        let (a, b) = (&traced.claims[merge.a].id, &traced.claims[merge.b].id);
        out += &format!(
            "  {} {}: {} ({} and {})\n",
            merge.certainty.name(),
            merge.reason.name().replace('_', " "),
            clean::line(&merge.why),
            short(a),
            short(b)
        );
    }
    out.into_bytes()
}

/// Enough of an id to name a claim.
fn short(id: &str) -> &str {
    id.get(..10).unwrap_or(id)
}

/// `  2025-06-25  at least 1,000 soldiers · Ministry < Agency < Outlet · report.txt:120 · 0123456789`
fn claim(book: &Book<'_>, claim: &Held) -> String {
    let report = book.report(claim);
    let day = report.and_then(|report| report.published).map_or_else(|| "no day".to_owned(), |day| day.to_string());
    let value =
        [claim.hedge.as_deref(), Some(claim.text.as_str()), claim.counted.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let chain = claim.say_so.iter().map(|link| book.shown(claim, link)).collect::<Vec<_>>().join(" < ");
    let place = report.map_or_else(String::new, |report| format!("{}:{}", report.url.as_deref().unwrap_or(&report.id), claim.start));
    let parts = [value.as_str(), chain.as_str(), place.as_str(), short(&claim.id)];
    format!(
        "   {day:<10}  {}\n",
        parts.iter().filter(|part| !part.is_empty()).map(|part| clean::line(part)).collect::<Vec<_>>().join(" · ")
    )
}
