//! `sayso read`: reports in, claims out.

use std::fmt;
use std::io::{self, IsTerminal};
use std::num::NonZero;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::ValueEnum;
use sayso::claim::Claim;
use sayso::read::zone::Habits;
use sayso::read::{Config, Lang};
use sayso::report::{Date, Report};
use sayso_io::fetch::Client;
use sayso_io::input::{self, Columns, Given, Raw, Warning};
use sayso_io::intake::{claims, english};
use sayso_io::table::Look;
use sayso_io::{sheet, table, wire};

use crate::net::Fetching;
use crate::out::Out;
use crate::progress::Progress;
use crate::run::{self, Give};

const EXAMPLES: &str = "\
Reports, told apart by what is in them:
  Plain text and web pages (UTF-8, UTF-16 and older encodings), mail and saved pages (eml, mbox, MHTML), DOCX and ODT, PDF (with the feature `pdf`), feeds (RSS, Atom, JSON Feed).
  JSON Lines, JSON documents, CSV and Parquet, one report a record:
    {\"text\": \"...\", \"id\": \"...\", \"url\": \"...\", \"outlet\": \"...\", \"title\": \"...\", \"published\": \"2025-06-25\", \"lang\": \"en\"}
  where only `text` is needed; usual other names are known, and --columns names any.
  Archives of all of these: gzip, zstd, ZIP, tar, WARC and WACZ, in one another. Folders are read in the order of their names, hidden files passed over.

Examples:
  sayso read reports/                             a table of every figure, grouped by report
  sayso read --explain report.txt                 the sentence and the rule behind each field
  sayso read --format jsonl heap.jsonl > c.jsonl  one JSON object a claim
  sayso read --format csv reports/ > claims.csv   a sheet
  sayso read crawl.warc.gz pages.zip              every page in a web archive and a ZIP
  sayso read --columns 'text=story, url=link, published=day' news.parquet
  curl -s https://example.org/news.txt | sayso read --outlet \"Example News\" --published 2025-06-25 -

Exit codes:
  0  everything was read
  1  something was skipped; a line on standard error says what and why
  2  wrong usage";

/// Reads reports and prints every figure in them, with what it counts and on whose say-so it stands
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Files and folders of reports, archives too (see below), and addresses of pages; `-` is standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// What to print
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Also print the numbers that are no figures, each with what it is: age, date, duration, ordinal, ...
    #[arg(long)]
    all: bool,
    /// Below each claim, print its sentence and the rules and rows behind each field (table; `because` in jsonl)
    #[arg(long)]
    explain: bool,
    #[command(flatten)]
    intake: Intake,
}

/// How reports are taken in.
#[derive(Debug, clap::Args)]
pub struct Intake {
    /// Day of publication of the reports whose record gives none
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub published: Option<Date>,
    /// Outlet of the reports whose record gives none
    #[arg(long, value_name = "NAME")]
    pub outlet: Option<String>,
    /// Read every report in this language, whatever its record says
    #[arg(long, value_name = "CODE", value_parser = ["en"])]
    lang: Option<String>,
    /// Which column or field of a table or JSON record is what, where it has none of the usual names: FIELD=COLUMN, ... Fields: text, id, url,
    /// outlet, title, published, modified, lang, authors
    #[arg(long, value_name = "MAP")]
    columns: Vec<Columns>,
    /// How many reports to read at once [default: one a processor]
    #[arg(long, value_name = "N")]
    jobs: Option<NonZero<usize>>,
    #[command(flatten)]
    fetching: Fetching,
}

impl Intake {
    /// What is said of reports that do not say it themselves, and what the outlets among them print on all their pages.
    pub fn given(&self, paths: &[PathBuf], habits: Habits) -> Given {
        let columns = self.columns.iter().cloned().fold(Columns::default(), Columns::and);
        let given = Given { outlet: self.outlet.clone(), published: self.published, lang: self.lang.clone(), columns, habits: None };
        let habits = input::learn(paths, &given, habits, self.jobs());
        Given { habits: Some(Arc::new(habits)), ..given }
    }

    /// Who fetches the addresses among the paths.
    pub fn client(&self, paths: &[PathBuf]) -> anyhow::Result<Client> {
        self.fetching.client(paths)
    }

    /// How many reports are worked on at once.
    pub fn jobs(&self) -> usize {
        self.jobs.or_else(|| std::thread::available_parallelism().ok()).map_or(1, NonZero::get)
    }
}

/// What to print.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// A table to read
    #[default]
    Table,
    /// One JSON object a claim
    Jsonl,
    /// A sheet, one row a claim
    Csv,
}

/// Everything that reading one report needs, shared by all jobs.
pub struct Reader {
    pub lang: Lang,
    pub config: Config,
    pub given: Given,
    format: Format,
    look: Look,
}

/// Runs the command.
pub fn run(args: Args) -> anyhow::Result<ExitCode> {
    let reader = Reader {
        lang: Lang::english(),
        config: Config { all: args.all },
        given: args.intake.given(&args.paths, Habits::default()),
        format: args.format,
        look: look(args.explain),
    };
    let jobs = args.intake.jobs();
    let client = args.intake.client(&args.paths)?;
    let progress = Progress::new(&args.paths);
    let mut out = Out::new(progress)?;
    out.write(&reader.head())?;
    let mut tally = Tally::default();
    run::all(&args.paths, &client, jobs, &|raw, give| one(&reader, raw, give), &mut |part| print(&mut out, &mut tally, part))?;
    if args.format == Format::Table {
        out.write(format!("{tally}\n").as_bytes())?;
    }
    out.end();
    Ok(if tally.skipped > 0 { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

/// A day, month or year.
pub fn day(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "a day as 2025-06-25, or a month or year, is wanted".to_owned())
}

fn look(explain: bool) -> Look {
    let terminal = io::stdout().is_terminal();
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    let width = terminal_size::terminal_size().filter(|_| terminal).map_or(100, |(width, _)| usize::from(width.0).clamp(60, 200));
    Look { width, colour: terminal && !dumb && !set("NO_COLOR"), explain }
}

impl Reader {
    /// What stands above all claims.
    fn head(&self) -> Vec<u8> {
        let mut head = Vec::new();
        if self.format == Format::Csv {
            sheet::head(&mut head).expect("memory takes any bytes");
        }
        head
    }

    /// Prints the claims of a report, handing over whole lines now and then.
    pub fn print(&self, report: &Report, claims: &[Claim], give: &mut dyn FnMut(Vec<u8>) -> io::Result<()>) -> io::Result<()> {
        let mut lines = Vec::new();
        if self.format == Format::Table {
            table::write(&mut lines, report, claims, &self.look)?;
            return give(lines);
        }
        for (read, claim) in claims.iter().zip(wire::claims(report, claims)) {
            match self.format {
                Format::Csv => sheet::write(&mut lines, report, read, &claim)?,
                _ => wire::write(&mut lines, &claim)?,
            }
            if lines.len() > CHUNK {
                give(std::mem::take(&mut lines))?;
            }
        }
        give(lines)
    }
}

/// As much as is kept before it is handed over.
const CHUNK: usize = 256 << 10;

/// What was done in all.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    /// Reports read.
    reports: u64,
    /// Figures found in them.
    figures: u64,
    /// Figures that somebody other than the report vouches for.
    vouched: u64,
    /// Reports or files left out.
    skipped: u64,
}

impl fmt::Display for Tally {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { reports, figures, vouched, .. } = *self;
        write!(out, "{figures} figure{} in {reports} report{}, {vouched} on the say-so of a source", s(figures), s(reports))
    }
}

/// The ending of a plural.
pub const fn s(count: u64) -> &'static str {
    if count == 1 { "" } else { "s" }
}

/// What reading a report hands over, in order.
enum Part {
    Lines(Vec<u8>),
    Warning(Warning),
    Done { bytes: u64, read: bool, figures: u64, vouched: u64 },
}

/// Reads one report from bytes to lines.
fn one(reader: &Reader, raw: Result<Raw, Warning>, give: Give<'_, Part>) -> io::Result<()> {
    let raw = match raw {
        Ok(raw) => raw,
        Err(warning) => return give(Part::Warning(warning)),
    };
    let (place, bytes) = (raw.place.clone(), raw.read);
    let mut done = Part::Done { bytes, read: false, figures: 0, vouched: 0 };
    let taken = input::report(raw, &reader.given);
    taken.warnings.into_iter().try_for_each(|warning| give(Part::Warning(warning)))?;
    if let Some(report) = english(taken.report, &place, &mut |warning| give(Part::Warning(warning)))? {
        match claims(&reader.lang, &report, &reader.config) {
            Ok(claims) => {
                reader.print(&report, &claims, &mut |lines| give(Part::Lines(lines)))?;
                let figures = claims.iter().filter(|claim| claim.not.is_none());
                let vouched = figures.clone().filter(|claim| claim.origin().is_some()).count() as u64;
                done = Part::Done { bytes, read: true, figures: figures.count() as u64, vouched };
            }
            Err(what) => give(Part::Warning(Warning { place, what, skipped: true }))?,
        }
    }
    give(done)
}

fn print(out: &mut Out, tally: &mut Tally, part: Part) -> io::Result<()> {
    match part {
        Part::Lines(lines) => out.write(&lines),
        Part::Warning(warning) => {
            tally.skipped += u64::from(warning.skipped);
            out.warn(&warning);
            Ok(())
        }
        Part::Done { bytes, read, figures, vouched } => {
            tally.reports += u64::from(read);
            tally.figures += figures;
            tally.vouched += vouched;
            out.advance(bytes);
            Ok(())
        }
    }
}
