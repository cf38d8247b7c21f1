//! `sayso add`: reports into the ledger.

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

use clap::ValueEnum;
use sayso::read::Lang;
use sayso::report::Report;
use sayso_io::figures::{self, Map, Order};
use sayso_io::intake::{BATCH, HELD, Part, Reader};
use sayso_io::ledger::{Added, Ledger, Prepared, prepare_table};
use sayso_io::wire;
use serde::Serialize;

use crate::clock;
use crate::open::Which;
use crate::out::Out;
use crate::progress::Progress;
use crate::read::{Intake, s};
use crate::run;

const EXAMPLES: &str = "\
The ledger is one file. What is in it stays: the same report again is passed over, an edited page is a later state of the same page, and a later sayso
adds its own reading beside the older one. Interrupted at any moment, it holds all that was acknowledged; the same command goes on where it stopped.

Examples:
  sayso add reports/                                  into sayso.db of this folder
  sayso add --ledger war.db heap.jsonl                into a ledger of that name (or: export SAYSO_LEDGER=war.db)
  sayso add --format jsonl heap.jsonl                 one line a report, once it is safely on disk
  sayso add https://example.org/news/toll.html        a page, kept as it was fetched (`sayso watch` looks again by itself)
  sayso add --table losses.csv --map 'date=day, value=total, claimant=source, side:=UKR, measure:=killed'

Exit codes:
  0  everything was added or was there already
  1  something was skipped, or the ledger could not be written; standard error says what and what to do
  2  wrong usage";

/// Reads reports into the ledger
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Files and folders of reports, in any format that `sayso read --help` lists, and addresses of pages; `-` is standard input
    #[arg(required_unless_present = "table", conflicts_with = "table", value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// A CSV file of figures instead: each row a claim
    #[arg(long, value_name = "FILE", requires = "map")]
    table: Option<PathBuf>,
    /// Which column of the table is what: FIELD=COLUMN, FIELD:=WORDS for every row, FIELD=COLUMN[its words:ours]. Fields: value, low, high, date (as of),
    /// day (on that day), since, claimant, relay, side, measure, offence, counted, unit, place, each (a rate), quantifier, stance
    #[arg(long, value_name = "MAP", requires = "table")]
    map: Vec<Map>,
    /// How the table writes dates with slashes, where it does not show
    #[arg(long, value_name = "ORDER", requires = "table")]
    dates: Option<Dates>,
    #[command(flatten)]
    which: Which,
    /// Keep no copy of pages, mails and documents beside the ledger, only the digest of their bytes
    #[arg(long)]
    no_originals: bool,
    /// What to print
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    #[command(flatten)]
    intake: Intake,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// What is new, in sum
    #[default]
    Summary,
    /// One JSON object a report, written once the report is on disk
    Jsonl,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Dates {
    /// 25/06/2025
    Dmy,
    /// 06/25/2025
    Mdy,
}

/// Runs the command.
pub fn run(args: Args) -> anyhow::Result<ExitCode> {
    let mut ledger = args.which.create()?;
    if let Some(table) = &args.table {
        return figures(&args, table, &mut ledger);
    }
    let given = args.intake.given(&args.paths, ledger.habits()?);
    let reader = Reader::new(&ledger, Arc::new(Lang::english()), given, !args.no_originals)?;
    let client = args.intake.client(&args.paths)?;
    let out = Out::new(Progress::new(&args.paths))?;
    let mut adder = Adder {
        ledger: &mut ledger,
        out,
        format: args.format,
        waiting: Vec::new(),
        since: Instant::now(),
        sum: Sum::default(),
        failed: None,
    };
    let done = run::all(&args.paths, &client, args.intake.jobs(), &|raw, give| reader.read(raw, give), &mut |part| adder.take(part));
    let flushed = if done.is_ok() { adder.flush() } else { Ok(()) };
    let Adder { out, sum, failed, format, .. } = adder;
    out.end();
    if let Some(error) = failed {
        return Err(anyhow::Error::from(error).context(format!("after {} new reports", sum.new)));
    }
    done.and(flushed)?;
    if format == Format::Summary {
        println!("{}", sum.words());
    }
    Ok(if sum.skipped > 0 { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

/// Adds a table of figures.
fn figures(args: &Args, path: &Path, ledger: &mut Ledger) -> anyhow::Result<ExitCode> {
    let map = args.map.iter().cloned().fold(Map::default(), Map::and);
    let order = args.dates.map(|dates| if dates == Dates::Dmy { Order::DayMonth } else { Order::MonthDay });
    let taken = figures::read(path, &map, order).map_err(anyhow::Error::msg)?;
    taken.problems.iter().for_each(|problem| eprintln!("{problem}; skipped"));
    let report = Report { outlet: args.intake.outlet.clone(), published: args.intake.published, ..taken.report };
    let prepared = prepare_table(&ledger.words, &report, taken.claims, wire::READER.clone());
    let added = ledger.add(&clock::now()?, &[prepared])?;
    let mut sum = Sum { skipped: taken.problems.len() as u64, ..Sum::default() };
    added.iter().for_each(|added| sum.count(added));
    match args.format {
        Format::Summary => println!("{}", sum.words()),
        Format::Jsonl => Out::new(Progress::new(&[]))?.write(&added.iter().flat_map(line).collect::<Vec<_>>())?,
    }
    Ok(if sum.skipped > 0 { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

/// Takes what is ready, and writes it in batches.
struct Adder<'l> {
    ledger: &'l mut Ledger,
    out: Out,
    format: Format,
    waiting: Vec<Prepared>,
    since: Instant,
    sum: Sum,
    failed: Option<sayso_io::ledger::Error>,
}

impl Adder<'_> {
    fn take(&mut self, part: Part) -> io::Result<()> {
        match part {
            Part::Warning(warning) => {
                self.sum.skipped += u64::from(warning.skipped);
                self.out.warn(&warning);
            }
            Part::Known(bytes) => {
                self.sum.known += 1;
                self.out.advance(bytes);
            }
            Part::Nothing(bytes) => self.out.advance(bytes),
            Part::Ready(report, bytes) => {
                self.out.advance(bytes);
                if self.waiting.is_empty() {
                    self.since = Instant::now();
                }
                self.waiting.push(*report);
            }
        }
        if self.waiting.len() >= BATCH || !self.waiting.is_empty() && self.since.elapsed() > HELD { self.flush() } else { Ok(()) }
    }

    /// Writes what waits, and acknowledges it.
    fn flush(&mut self) -> io::Result<()> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let at = clock::now().map_err(io::Error::other)?;
        let added = self.ledger.add(&at, &std::mem::take(&mut self.waiting)).map_err(|error| {
            let told = io::Error::other(error.to_string());
            self.failed = Some(error);
            told
        })?;
        added.iter().for_each(|added| self.sum.count(added));
        if self.format == Format::Jsonl {
            let lines = added.iter().map(line).collect::<Vec<_>>().concat();
            self.out.write(&lines)?;
        }
        Ok(())
    }
}

/// What was done with a report, on the wire.
#[derive(Serialize)]
struct Line<'a> {
    report: &'a str,
    digest: &'a str,
    entry: u64,
    new: bool,
    read: bool,
    figures: usize,
    revision_of: Option<u64>,
}

pub fn line(added: &Added) -> Vec<u8> {
    let Added { id, digest, report, new, read, figures, revision_of } = added;
    wire::line(&Line { report: id, digest, entry: *report, new: *new, read: *read, figures: *figures, revision_of: *revision_of })
}

/// What was done in all.
#[derive(Debug, Default)]
pub struct Sum {
    pub new: u64,
    pub figures: u64,
    pub revised: u64,
    again: u64,
    known: u64,
    pub skipped: u64,
}

impl Sum {
    /// Counts a report.
    pub fn count(&mut self, added: &Added) {
        self.figures += added.figures as u64;
        match (added.new, added.read) {
            (true, _) => self.new += 1,
            (false, true) => self.again += 1,
            (false, false) => self.known += 1,
        }
        self.revised += u64::from(added.revision_of.is_some());
    }

    /// In words.
    pub fn words(&self) -> String {
        let Self { new, figures, revised, again, known, skipped } = *self;
        let mut parts = vec![format!("{new} new report{} with {figures} figure{}", s(new), s(figures))];
        let mut also = |count: u64, words: String| parts.extend((count > 0).then_some(words));
        also(revised, format!("{revised} of them a later state of a page"));
        also(again, format!("{again} read again by this version"));
        also(known, format!("{known} there already"));
        also(skipped, format!("{skipped} skipped"));
        parts.join(", ")
    }
}
