//! `sayso ledger`: the ledger as a file: is it whole, out of it, into it.

use std::fs::File;
use std::io::{self, BufReader, BufWriter};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Subcommand;

use crate::open::Which;
use crate::read::s;

const EXAMPLES: &str = "\
Examples:
  sayso ledger check                       every entry, its hash, and the tables made from it
  sayso ledger export > war.jsonl          the whole ledger, one entry a line
  sayso ledger import --ledger copy.db war.jsonl
  sayso ledger import --ledger saved.db --salvage damaged.jsonl

Exit codes:
  0  whole, or done
  1  damaged or incomplete; standard error says what and what to do
  2  wrong usage";

/// The ledger's file: is it whole, and moving it
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Verifies every entry, the chain of hashes over them, and the tables made from them
    Check {
        #[command(flatten)]
        which: Which,
    },
    /// Writes every entry as one line of JSON, to standard output
    Export {
        #[command(flatten)]
        which: Which,
    },
    /// Makes a ledger of an export; cut short, the same command goes on
    Import {
        #[command(flatten)]
        which: Which,
        /// An export; `-` is standard input
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Take what is whole of a damaged ledger's export; the copy gets a chain of its own
        #[arg(long)]
        salvage: bool,
    },
}

/// Runs the command.
pub fn run(args: Args) -> anyhow::Result<ExitCode> {
    match args.what {
        What::Check { which } => check(&which),
        What::Export { which } => export(&which),
        What::Import { which, file, salvage } => import(&which, &file, salvage),
    }
}

fn check(which: &Which) -> anyhow::Result<ExitCode> {
    let found = which.open()?.verify()?;
    if found.problems.is_empty() {
        let (entries, reports, readings) = (found.entries, found.reports, found.readings);
        let originals = if found.originals > 0 { format!(", {} original{}", found.originals, s(found.originals)) } else { String::new() };
        println!(
            "whole: {entries} entries, {reports} report{}, {readings} reading{}{originals}; chain {}",
            s(reports),
            s(readings),
            found.head
        );
        return Ok(ExitCode::SUCCESS);
    }
    found.problems.iter().for_each(|problem| println!("{problem}"));
    eprintln!(
        "sayso: the ledger is damaged. Restore it from a copy; or save what is whole: sayso ledger export > saved.jsonl, then sayso ledger import --salvage --ledger NEW saved.jsonl"
    );
    Ok(ExitCode::FAILURE)
}

fn export(which: &Which) -> anyhow::Result<ExitCode> {
    let moved = which.open()?.export(&mut BufWriter::new(io::stdout().lock()))?;
    if moved.passed == 0 {
        return Ok(ExitCode::SUCCESS);
    }
    eprintln!("sayso: {} damaged entries were left out; `sayso ledger import --salvage` takes the {} others", moved.passed, moved.entries);
    Ok(ExitCode::FAILURE)
}

fn import(which: &Which, file: &PathBuf, salvage: bool) -> anyhow::Result<ExitCode> {
    let mut ledger = which.create()?;
    let moved = if file.as_os_str() == "-" {
        ledger.import(&mut io::stdin().lock(), salvage)?
    } else {
        let opened = File::open(file).map_err(|error| anyhow::anyhow!("{}: {error}", file.display()))?;
        ledger.import(&mut BufReader::new(opened), salvage)?
    };
    let there = if moved.passed > 0 { format!(", {} there already", moved.passed) } else { String::new() };
    println!("{} entries taken{there}", moved.entries);
    Ok(ExitCode::SUCCESS)
}
