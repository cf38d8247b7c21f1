//! `sayso watch`: feeds, lists and pages looked at again and again; what is new goes into the ledger, and who wants to know is told.

mod alert;
mod lanes;
mod round;
mod show;
mod tell;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use clap::ValueEnum;
use sayso::read::Lang;
use sayso_io::fetch::{self, Client};
use sayso_io::input::Given;
use sayso_io::intake::Reader;

use crate::net::{self, Net};
use crate::open::Which;
use crate::out::Out;
use crate::progress::Progress;
use round::Watch;

const EXAMPLES: &str = "\
Sources are addresses of feeds (RSS, Atom, JSON Feed), of lists of feeds (OPML), of sitemaps and of single pages, and files with any of them: an OPML file, a
sitemap, or a text with an address on each line. For each new or edited entry its page is fetched, else its own text is taken. Pages are looked at again an
hour, six hours, a day, three days and a week later, for figures are edited without a word: a page that changed becomes a later state of the same page, and
the figures that changed are listed.

Alerts: a new figure in a series; a range that moved; a series down to one origin; figures changed in silence (no later date, no notice). They are printed,
and with --notify or --webhook sent on as JSON: {\"event\": \"alert\", \"kind\": \"figure\", \"text\": ..., \"series\": ..., \"before\": ..., \"after\": ..., \"report\": ...}.

robots.txt is obeyed, one request at a time goes to a host, and a server that asks to wait is left alone for that long. Behind a proxy ($HTTPS_PROXY, $ALL_PROXY,
$NO_PROXY) the proxy resolves names. Stopped at any moment, the same command goes on where it was.

Examples:
  sayso watch https://example.org/feed.xml                            every 15 minutes until stopped
  sayso watch feeds.opml --every 1h --notify 'notify-send sayso'      the alert as JSON on the program's standard input
  sayso watch --once feeds.opml https://example.org/live.html         one round, for cron
  sayso watch --once --format jsonl --webhook https://example.org/hook feeds.txt

Exit codes:
  0  one round was made, and everything could be fetched
  1  something could not be fetched; standard error says what and why
  2  wrong usage";

/// Looks at feeds, sitemaps and pages again and again, adds what is new, and tells of what changed
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Addresses of feeds, OPML lists, sitemaps and pages, and files of them
    #[arg(required = true, value_name = "SOURCE")]
    sources: Vec<PathBuf>,
    /// How often: 90s, 15m, 2h, 1d
    #[arg(long, value_name = "TIME", default_value = "15m", value_parser = span)]
    every: Duration,
    /// One round only
    #[arg(long)]
    once: bool,
    /// A program that is run for each alert, the alert as JSON on its standard input; split at spaces outside of quotes, no shell
    #[arg(long, value_name = "COMMAND", value_parser = program)]
    notify: Option<Program>,
    /// An address that each alert is posted to as JSON
    #[arg(long, value_name = "URL", value_parser = hook)]
    webhook: Option<String>,
    /// Keep no copy of pages beside the ledger, only the digest of their bytes
    #[arg(long)]
    no_originals: bool,
    /// What to print
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    #[command(flatten)]
    which: Which,
    #[command(flatten)]
    net: Net,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Lines for people
    #[default]
    Text,
    /// One JSON object an event: `report`, `change`, `alert`, `round`
    Jsonl,
}

/// A program and its arguments.
#[derive(Clone, Debug)]
struct Program(Vec<String>);

/// Runs the command.
pub fn run(args: Args) -> anyhow::Result<ExitCode> {
    let named = named(&args.sources)?;
    let mut ledger = args.which.create()?;
    let mut reader = Reader::new(&ledger, Arc::new(Lang::english()), Given::default(), !args.no_originals)?;
    // A round is not held up by one server, and several pages are held at once.
    let config = fetch::Config { patience: PATIENCE, longest: PAGE, ..args.net.config()? };
    let client = Client::new(config);
    let told = tell::Told { program: args.notify.map(|Program(words)| words), hook: args.webhook };
    let mut out = Out::new(Progress::new(&[]))?;
    loop {
        let began = Instant::now();
        // What an outlet prints on all its pages shows in those that earlier rounds brought.
        reader.given.habits = Some(Arc::new(ledger.habits()?));
        let mut watch = Watch {
            ledger: &mut ledger,
            client: &client,
            reader: &reader,
            every: args.every,
            once: args.once,
            jsonl: args.format == Format::Jsonl,
            told: &told,
            out: &mut out,
        };
        let failed = watch.round(&named)?;
        if args.once {
            return Ok(if failed { ExitCode::from(1) } else { ExitCode::SUCCESS });
        }
        thread::sleep(args.every.saturating_sub(began.elapsed()));
    }
}

/// The longest that a round waits for one server.
const PATIENCE: Duration = Duration::from_secs(20);

/// The longest page.
const PAGE: u64 = 32 << 20;

/// The longest file of sources.
const LONGEST: u64 = 64 << 20;

/// The addresses given, and those in the files given.
fn named(sources: &[PathBuf]) -> anyhow::Result<Vec<String>> {
    let mut named = Vec::new();
    for source in sources {
        match net::address(source) {
            Some(address) => named.push(address.trim().to_owned()),
            None => named.extend(listed(source).with_context(|| format!("{} holds no sources", source.display()))?),
        }
    }
    Ok(named)
}

/// The addresses in a file: a list of feeds, a sitemap, or one on each line.
fn listed(file: &Path) -> anyhow::Result<Vec<String>> {
    anyhow::ensure!(std::fs::metadata(file)?.len() <= LONGEST, "longer than {} MB", LONGEST >> 20);
    let bytes = std::fs::read(file)?;
    if let Some(listing) = fetch::listing(&bytes, None).map_err(anyhow::Error::msg)? {
        let pages = listing.items.into_iter().filter_map(|item| item.url);
        return Ok(listing.sources.into_iter().chain(pages).collect());
    }
    let text = String::from_utf8(bytes).context("no text")?;
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let address = |line: &str| net::address(Path::new(line)).map(str::to_owned).with_context(|| format!("`{line}` is no address"));
    lines.map(address).collect()
}

/// `90s`, `15m`, `2h`, `1d`.
fn span(text: &str) -> Result<Duration, String> {
    let wrong = || "a time as 90s, 15m, 2h or 1d is wanted".to_owned();
    let (digits, unit) = text.split_at_checked(text.len().saturating_sub(1)).ok_or_else(wrong)?;
    let seconds = match unit {
        "s" => 1,
        "m" => 60,
        "h" => 3600,
        "d" => 86_400,
        _ => return Err(wrong()),
    };
    let count = digits.parse::<u64>().map_err(|_| wrong())?;
    let span = Duration::from_secs(count.checked_mul(seconds).ok_or_else(wrong)?);
    if span.is_zero() || span > YEAR { Err(wrong()) } else { Ok(span) }
}

/// Nobody waits longer.
const YEAR: Duration = Duration::from_secs(366 * 86_400);

fn program(text: &str) -> Result<Program, String> {
    tell::words(text).map(Program)
}

fn hook(text: &str) -> Result<String, String> {
    net::address(Path::new(text)).map(str::to_owned).ok_or_else(|| "an address as https://example.org/hook is wanted".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_between_rounds() {
        let seconds = |text: &str| span(text).map(|span| span.as_secs()).ok();
        assert_eq!(["90s", "15m", "2h", "1d"].map(seconds), [Some(90), Some(900), Some(7200), Some(86_400)]);
        assert_eq!(["", "m", "15", "0m", "1w", "-1s", "99999999999999999999d", "1é"].map(seconds), [None; 8]);
    }
}
