//! `sayso original`: the bytes that a report was taken from.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use sayso_io::clean;

use crate::open::Which;

const EXAMPLES: &str = "\
Pages, mails and documents are kept as they came, in WARC files beside the ledger (sayso.db.originals/), which any web archive can read.

Examples:
  sayso original https://example.org/toll              what is kept of that page: when it was fetched, its digest, file and offset
  sayso original reports/toll.html --output toll.html  the bytes as they were, their digest verified
  sayso original 17 --output - | less                  of entry 17";

/// Shows what is kept of the bytes that a report was taken from
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The report: its name, its address, its digest, or the number of its entry
    #[arg(value_name = "REPORT")]
    report: String,
    /// Write the bytes that were kept last to this file; `-` is standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    which: Which,
}

/// Runs the command.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let ledger = args.which.open()?;
    let found = ledger.originals(&args.report)?;
    let Some(last) = found.first() else {
        anyhow::bail!(
            "nothing is kept of `{}`: no such report, or its text came as it is (`sayso sql` lists the reports)",
            clean::line(&args.report)
        );
    };
    match &args.output {
        Some(to) => write(to, &ledger.bytes(last)?)?,
        None => {
            for one in &found {
                let when = one.fetched.as_deref().unwrap_or("-");
                let url = one.url.as_deref().map(clean::line).unwrap_or_default();
                println!(
                    "{}  {}  {when}  sha256:{}  {:05}.warc.gz at {}  {url}",
                    one.seq, one.media, one.digest, one.kept.file, one.kept.offset
                );
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// A file that is there is not written over.
fn write(to: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    if to.as_os_str() == "-" {
        return Ok(io::stdout().lock().write_all(bytes)?);
    }
    let opened = fs::OpenOptions::new().write(true).create_new(true).open(to);
    let mut file = opened.map_err(|error| anyhow::anyhow!("{}: {error}", to.display()))?;
    Ok(file.write_all(bytes)?)
}
