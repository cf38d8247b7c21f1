//! `sayso read`: reports in, claims out.

use std::io::{self, IsTerminal};
use std::num::NonZero;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::ValueEnum;
use sayso::claim::Claim;
use sayso::read::{Config, Lang};
use sayso::report::{Date, Report};
use sayso_io::input::Given;
use sayso_io::table::Look;
use sayso_io::{sheet, table, wire};

use crate::out::Out;
use crate::progress::Progress;
use crate::run;

const EXAMPLES: &str = "\
Reports:
  Plain text, one report a file (UTF-8, UTF-16 and older encodings), or JSON Lines, one report a line:
    {\"text\": \"...\", \"id\": \"...\", \"url\": \"...\", \"outlet\": \"...\", \"title\": \"...\", \"published\": \"2025-06-25\", \"lang\": \"en\"}
  where only `text` is needed. Folders are read in the order of their names, hidden files passed over.

Examples:
  sayso read reports/                             a table of every figure, grouped by report
  sayso read --explain report.txt                 the sentence and the rule behind each field
  sayso read --format jsonl heap.jsonl > c.jsonl  one JSON object a claim
  sayso read --format csv reports/ > claims.csv   a sheet
  curl -s https://example.org/news.txt | sayso read --outlet \"Example News\" --published 2025-06-25 -

Exit codes:
  0  everything was read
  1  something was skipped; a line on standard error says what and why
  2  wrong usage";

/// Reads reports and prints every figure in them, with what it counts and on whose say-so it stands
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Files and folders of reports; `-` is standard input
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
    /// Day of publication of the reports whose record gives none
    #[arg(long, value_name = "DATE", value_parser = day)]
    published: Option<Date>,
    /// Outlet of the reports whose record gives none
    #[arg(long, value_name = "NAME")]
    outlet: Option<String>,
    /// Read every report in this language, whatever its record says
    #[arg(long, value_name = "CODE", value_parser = ["en"])]
    lang: Option<String>,
    /// How many reports to read at once [default: one a processor]
    #[arg(long, value_name = "N")]
    jobs: Option<NonZero<usize>>,
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
        given: Given { outlet: args.outlet, published: args.published, lang: args.lang },
        format: args.format,
        look: look(args.explain),
    };
    let jobs = args.jobs.or_else(|| std::thread::available_parallelism().ok()).map_or(1, NonZero::get);
    let progress = Progress::new(&args.paths);
    let mut out = Out::new(progress)?;
    out.write(&reader.head())?;
    let tally = run::all(&reader, &args.paths, jobs, &mut out)?;
    if args.format == Format::Table {
        out.write(format!("{tally}\n").as_bytes())?;
    }
    out.end();
    Ok(if tally.skipped > 0 { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

fn day(text: &str) -> Result<Date, String> {
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
