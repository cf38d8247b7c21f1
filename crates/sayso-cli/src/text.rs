//! `sayso text`: what is read, before any figure is: the cleaned text of any input, with its zones and what is known of it.

use std::fmt::Write as _;
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::ValueEnum;
use sayso::read::page::Block;
use sayso::read::zone::Habits;
use sayso::read::{Lang, zones};
use sayso::report::{Report, Zone};
use sayso_io::clean;
use sayso_io::input::{self, Given, Raw, Warning};
use sayso_io::wire;

use crate::out::Out;
use crate::progress::Progress;
use crate::read::Intake;
use crate::run::{self, Give};

const EXAMPLES: &str = "\
Examples:
  sayso text page.html                          what is read of a saved page, each line with its zone
  sayso text --format jsonl pages/ > texts.jsonl   text, zones and what each page says of itself, one object a report

Exit codes:
  0  everything could be taken in
  1  something was skipped; a line on standard error says what and why
  2  wrong usage";

/// Prints what is read of any input: cleaned text, zones, title, authors, dates, outlet, language
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Files and folders, in any format that `sayso read --help` lists, and addresses; `-` is standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// What to print
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    #[command(flatten)]
    intake: Intake,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A head, then each line of the text behind its zone
    #[default]
    Page,
    /// One JSON object a report
    Jsonl,
}

enum Part {
    Text(Vec<u8>, u64),
    Warning(Warning),
    Nothing(u64),
}

/// Runs the command.
pub fn run(args: Args) -> anyhow::Result<ExitCode> {
    let (lang, given) = (Lang::english(), args.intake.given(&args.paths, Habits::default()));
    let client = args.intake.client(&args.paths)?;
    let mut out = Out::new(Progress::new(&args.paths))?;
    let mut skipped = 0;
    run::all(&args.paths, &client, args.intake.jobs(), &|raw, give| one(&lang, &given, args.format, raw, give), &mut |part| {
        match part {
            Part::Text(lines, bytes) => {
                out.write(&lines)?;
                out.advance(bytes);
            }
            Part::Nothing(bytes) => out.advance(bytes),
            Part::Warning(warning) => {
                skipped += u64::from(warning.skipped);
                out.warn(&warning);
            }
        }
        Ok(())
    })?;
    out.end();
    Ok(if skipped > 0 { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

fn one(lang: &Lang, given: &Given, format: Format, raw: Result<Raw, Warning>, give: Give<'_, Part>) -> io::Result<()> {
    let raw = match raw {
        Ok(raw) => raw,
        Err(warning) => return give(Part::Warning(warning)),
    };
    let bytes = raw.read;
    let taken = input::report(raw, given);
    taken.warnings.into_iter().try_for_each(|warning| give(Part::Warning(warning)))?;
    let Some(report) = taken.report else { return give(Part::Nothing(bytes)) };
    let blocks = zones(lang, &report);
    give(Part::Text(
        if format == Format::Jsonl { wire::text(&report, &blocks, taken.original.as_ref()) } else { page(&report, &blocks) },
        bytes,
    ))
}

/// The report for people: what is known of it, then its lines behind their zones. The body has none, being what is left.
fn page(report: &Report, blocks: &[Block]) -> Vec<u8> {
    let date = |date: Option<sayso::report::Date>| date.map(|date| date.to_string());
    let known = [
        ("title", report.title.clone()),
        ("by", (!report.authors.is_empty()).then(|| report.authors.join(", "))),
        ("outlet", report.outlet.clone()),
        ("published", date(report.published)),
        ("modified", date(report.modified)),
        ("language", report.lang.clone()),
        ("url", report.url.clone()),
    ];
    let mut out = format!("{}\n", clean::line(&report.id));
    let mut row = |label: &str, words: &str| writeln!(out, "{label:>11}  {}", clean::line(words)).expect("a String takes any text");
    known.iter().filter_map(|(label, words)| Some((label, words.as_ref()?))).for_each(|(label, words)| row(label, words));
    for block in blocks {
        let zone = if block.zone == Zone::Body { "" } else { block.zone.name() };
        let line = report.text.get(block.span.clone()).unwrap_or_default();
        match wire::learnt(report, block) {
            Some(why) => row(zone, &format!("{line}  ({why})")),
            None => row(zone, line),
        }
    }
    out.push('\n');
    out.into_bytes()
}
