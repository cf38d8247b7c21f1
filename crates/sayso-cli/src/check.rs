//! `sayso check`: what adds up, what does not, and what cannot be told.

use std::process::ExitCode;

use clap::ValueEnum;
use sayso::check::{CHECKS, Finding, Verdict};
use sayso::ledger::{Held, source};
use sayso_io::ledger::{Book, checked};
use sayso_io::{clean, sheet, wire};

use crate::open::Seen;
use crate::out::Out;
use crate::progress::Progress;

const EXAMPLES: &str = "\
Examples:
  sayso check                                   what fails, with the arithmetic
  sayso check --verdict all --format jsonl      every finding: check, verdict, sentence, inputs (claim ids), series
  sayso check --only never_falls,ratio_holds    some checks only
  sayso check --list                            what each check looks for
  sayso check --strict                          for scripts: exit code 3 where something fails

Exit codes:
  0  done
  1  the ledger could not be read
  2  wrong usage
  3  something fails (with --strict)";

/// Checks the figures against each other: sums, ratios, running totals, what was lost in retelling
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    seen: Seen,
    /// What to print
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Which findings to print
    #[arg(long, value_enum, default_value_t)]
    verdict: Which,
    /// Run these checks only
    #[arg(long, value_name = "CHECK,...", value_delimiter = ',', value_parser = clap::builder::PossibleValuesParser::new(CHECKS.iter().map(|check| check.name).collect::<std::collections::BTreeSet<_>>()))]
    only: Vec<String>,
    /// Says what each check looks for
    #[arg(long)]
    list: bool,
    /// Exit with 3 where something fails
    #[arg(long)]
    strict: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// To read
    #[default]
    Table,
    /// One JSON object a finding
    Jsonl,
    /// A sheet, one row a finding
    Csv,
    /// A Markdown table
    Md,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Which {
    /// What fails
    #[default]
    Fails,
    /// What holds
    Holds,
    /// What cannot be told
    CannotTell,
    /// Everything
    All,
}

impl Which {
    const fn takes(self, verdict: Verdict) -> bool {
        matches!(
            (self, verdict),
            (Self::All, _) | (Self::Fails, Verdict::Fails) | (Self::Holds, Verdict::Holds) | (Self::CannotTell, Verdict::CannotTell)
        )
    }
}

/// Runs the command.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    if args.list {
        CHECKS.iter().for_each(|check| println!("{:<24} {}", check.name, check.about));
        return Ok(ExitCode::SUCCESS);
    }
    let ledger = args.seen.open()?;
    let view = args.seen.view(&ledger)?;
    let words = source::Words::new("en", &mut Vec::new());
    let book = Book::new(&view, &words)?;
    let mut out = Out::new(Progress::new(&[]))?;
    out.write(&head(args.format))?;
    let mut counts = [0u64; 3];
    let mut failed = None;
    checked(&book, &args.only, &mut |findings, claims| {
        for finding in &findings {
            counts[finding.verdict as usize] += 1;
        }
        let shown = findings.iter().filter(|finding| args.verdict.takes(finding.verdict));
        let lines = shown.flat_map(|finding| line(args.format, &book, finding, claims)).collect::<Vec<_>>();
        failed = failed.take().or(out.write(&lines).err());
    })?;
    failed.map_or(Ok(()), Err)?;
    let [holds, fails, open] = counts;
    if args.format == Format::Table {
        out.write(format!("{fails} fail{}, {holds} hold{}, {open} cannot be told\n", one(fails), one(holds)).as_bytes())?;
    }
    Ok(if args.strict && fails > 0 { ExitCode::from(3) } else { ExitCode::SUCCESS })
}

/// "1 fails", "2 fail".
const fn one(count: u64) -> &'static str {
    if count == 1 { "s" } else { "" }
}

fn head(format: Format) -> Vec<u8> {
    match format {
        Format::Csv => b"check,verdict,sentence,inputs,series,reports\n".to_vec(),
        Format::Md => b"| check | verdict | finding | reports |\n| --- | --- | --- | --- |\n".to_vec(),
        Format::Table | Format::Jsonl => Vec::new(),
    }
}

fn line(format: Format, book: &Book<'_>, finding: &Finding, claims: &[&Held]) -> Vec<u8> {
    let written = wire::finding::Finding::new(book, finding.clone(), claims);
    let wire::finding::Finding { check, verdict, sentence, inputs, series, reports } = &written;
    match format {
        Format::Jsonl => wire::line(&written),
        Format::Csv => {
            let row = [*check, *verdict, sentence.as_str(), &inputs.join(" "), series.as_deref().unwrap_or_default(), &reports.join(" ")];
            sheet::line(row)
        }
        Format::Md => {
            let cell = |words: &str| clean::line(words).replace('\\', "\\\\").replace('|', "\\|").replace('<', "&lt;");
            let links = reports.iter().map(|report| cell(report)).collect::<Vec<_>>().join("<br>");
            format!("| {check} | {verdict} | {} | {links} |\n", cell(sentence)).into_bytes()
        }
        Format::Table => {
            let told = inputs
                .iter()
                .filter_map(|input| claims.iter().find(|claim| claim.id == *input))
                .map(|claim| evidence(book, claim))
                .collect::<String>();
            format!("{check} {}: {}\n{told}", verdict.replace('_', " "), clean::line(sentence)).into_bytes()
        }
    }
}

/// Where a claim stands, for the eye: `    20,538 cases · Mediazona · kyivindependent.com · seeds/001.txt:1843 · 0123456789abcdef0123`
fn evidence(book: &Book<'_>, claim: &Held) -> String {
    let report = book.report(claim);
    let place = report.map(|report| format!("{}:{}", report.url.as_deref().unwrap_or(&report.id), claim.start));
    let value = [Some(claim.text.as_str()), claim.counted.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let parts = [
        Some(value.as_str()),
        claim.origin().map(|link| book.shown(claim, link)),
        report.and_then(|report| report.outlet.as_deref()),
        place.as_deref(),
        Some(&claim.id),
    ];
    format!("    {}\n", parts.into_iter().flatten().map(clean::line).collect::<Vec<_>>().join(" · "))
}
