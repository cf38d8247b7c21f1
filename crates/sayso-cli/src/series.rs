//! `sayso series`: claims about the same quantity, with their range by claimant; and one of them through time.

mod one;
mod sieve;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::ValueEnum;
use sayso::claim::Quantifier;
use sayso::ledger::series::{self, Key};
use sayso::ledger::{Held, Words, source};
use sayso::view::notation::{grouped, limit};
use sayso::view::range::{Range, Span, Stated, range};
use sayso::view::timeline::timeline;
use sayso::view::told::tell;
use sayso_io::ledger::Book;
use sayso_io::wire::series::{Origins, Series};
use sayso_io::{clean, sheet, wire};

use crate::open::Seen;
use crate::out::Out;
use crate::progress::Progress;
use sieve::Sieve;

const EXAMPLES: &str = "\
Two claims are of one series where measure, offence, side, place, unit, what is counted, shape (number or share), standing (said, planned, predicted ...) and
window (a state, since a start, per month, a day ...) are the same. Nothing is merged on a guess, averaged, or called true.

Examples:
  sayso series                                       every series, those of most reports first
  sayso series --measure deserted --side UKR
  sayso series --source Mediazona --since 2024       with a value by Mediazona, for days from 2024 on
  sayso series --min-reports 3 --format jsonl        id, the key's fields, the values by claimant, one JSON object a series
  sayso series 3f9c2a1b07de                          one series: timeline, claims, who was first seen with them, revisions
  sayso series 3f9c2a1b07de --svg losses.svg --png losses.png";

/// Claims about the same quantity, by claimant and through time
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// A series, by its id, or a line of series that differ only in their day
    #[arg(value_name = "ID")]
    id: Option<String>,
    #[command(flatten)]
    seen: Seen,
    #[command(flatten)]
    sieve: Sieve,
    /// What stands first
    #[arg(long, value_enum, default_value_t)]
    sort: Sort,
    /// What to print
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Every value of a series, not the latest 40 only
    #[arg(long, requires = "id")]
    all: bool,
    /// Draws the series as SVG
    #[arg(long, value_name = "FILE", requires = "id")]
    svg: Option<PathBuf>,
    /// Draws the series as PNG
    #[arg(long, value_name = "FILE", requires = "id")]
    png: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// To read
    #[default]
    Table,
    /// One JSON object a series, or a value
    Jsonl,
    /// A sheet, one row a series and claimant, or a value
    Csv,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Sort {
    /// Most reports
    #[default]
    Reports,
    /// Most mentions
    Mentions,
    /// Latest day spoken of
    Latest,
    /// By title
    Title,
}

/// Runs the command.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let ledger = args.seen.open()?;
    let view = args.seen.view(&ledger)?;
    let words = source::Words::new("en", &mut Vec::new());
    let book = Book::new(&view, &words)?;
    let mut out = Out::new(Progress::new(&[]))?;
    if let Some(id) = &args.id {
        return one::run(args, id, &book, &ledger.words, &mut out);
    }
    out.write(&head(args.format))?;
    let rows = rows(args, &book, &ledger.words)?;
    for rows in rows.chunks(CHUNK) {
        out.write(&rows.iter().flat_map(|row| row.bytes.iter().copied()).collect::<Vec<_>>())?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Rows that are written at once.
const CHUNK: usize = 1000;

/// A series as it will be written, and what it is sorted by.
struct Row {
    order: (std::cmp::Reverse<(usize, usize, String)>, String),
    bytes: Vec<u8>,
}

fn rows(args: &Args, book: &Book<'_>, words: &Words) -> anyhow::Result<Vec<Row>> {
    let sieve = args.sieve.ready(book)?;
    let mut rows = Vec::new();
    book.view.each_series(&mut |_, claims| {
        let key = claims.iter().find_map(|claim| series::key(words, claim));
        if let Some(key) = key.filter(|key| sieve.takes_key(words, key) && sieve.may_take(&claims)) {
            rows.extend(row(args, book, words, &sieve, &key, &claims));
        }
        Ok(())
    })?;
    rows.sort_by(|one: &Row, other| one.order.cmp(&other.order));
    Ok(rows)
}

fn row(args: &Args, book: &Book<'_>, words: &Words, sieve: &sieve::Ready, key: &Key, claims: &[Held]) -> Option<Row> {
    let told = tell(claims, book.reports(), &mut book.sources());
    let told = told.into_iter().filter(|told| sieve.takes(told)).collect::<Vec<_>>();
    let range = range(&told);
    if range.all.reports < args.sieve.min_reports.max(1) {
        return None;
    }
    let origins = origins(book, claims);
    let bytes = match args.format {
        Format::Jsonl => wire::line(&Series::new(words, key, &range, &timeline(&told), origins)),
        Format::Table => table(key, &range, origins).into_bytes(),
        Format::Csv => csv(key, &range, origins),
    };
    let all = &range.all;
    let counts = match args.sort {
        Sort::Reports => (all.reports, all.mentions, String::new()),
        Sort::Mentions => (all.mentions, all.reports, String::new()),
        Sort::Latest => (0, 0, all.last.map(|day| day.to_string()).unwrap_or_default()),
        Sort::Title => (0, 0, String::new()),
    };
    Some(Row { order: (std::cmp::Reverse(counts), key.title()), bytes })
}

fn origins(book: &Book<'_>, claims: &[Held]) -> Option<Origins> {
    let origins = book.origins(claims).origins;
    Some(Origins { min: origins.min, max: origins.max })
}

fn head(format: Format) -> Vec<u8> {
    match format {
        Format::Jsonl => Vec::new(),
        Format::Table => b"reports outlets origins  series\n".to_vec(),
        Format::Csv => sheet::line(COLUMNS),
    }
}

const COLUMNS: [&str; 22] = [
    "series",
    "title",
    "measure",
    "offence",
    "side",
    "place",
    "unit",
    "what",
    "shape",
    "standing",
    "window",
    "on",
    "source",
    "interest",
    "low",
    "low_quantifier",
    "high",
    "high_quantifier",
    "first",
    "last",
    "mentions",
    "reports",
];

/// The series, and a line for each of the claimants that are told most.
fn table(key: &Key, range: &Range, origins: Option<Origins>) -> String {
    let Span { reports, outlets, .. } = range.all;
    let origins = origins.map_or_else(|| "?".to_owned(), |origins| interval(origins.min, origins.max));
    let title = clean::line(&key.title()).into_owned();
    let mut out = format!("{reports:>7} {outlets:>7} {origins:>7}  {} {title}: {} ({})\n", key.id(), ends(&range.all), days(&range.all));
    for (source, interest, span) in range.by_claimant.iter().take(CLAIMANTS) {
        let who = source.as_ref().map_or("no source named", |source| &source.name);
        out += &format!("{:38}{} ({}): {}, {}x\n", "", clean::line(who), interest.name(), ends(span), span.mentions);
    }
    match range.by_claimant.len().saturating_sub(CLAIMANTS) {
        0 => out,
        more => out + &format!("{:38}and {more} more\n", ""),
    }
}

/// Claimants that the table names.
const CLAIMANTS: usize = 5;

fn csv(key: &Key, range: &Range, _: Option<Origins>) -> Vec<u8> {
    let (id, title, window) = (key.id(), key.title(), key.window.to_string());
    let on = key.on.map(|on| on.to_string()).unwrap_or_default();
    let open = |cell: &Option<String>| cell.clone().unwrap_or_default();
    let (offence, side, place, what) = (open(&key.offence), open(&key.side), open(&key.place), open(&key.what));
    let line = |who: &str, interest: &str, span: &Span| {
        let end =
            |end: &Option<Stated>| end.as_ref().map(|end| (end.value.normalize().to_string(), end.quantifier.name())).unwrap_or_default();
        let (least, most) = (end(&span.least), end(&span.most));
        let day = |day: Option<sayso::report::Date>| day.map(|day| day.to_string()).unwrap_or_default();
        sheet::line([
            &id,
            &title,
            &key.measure,
            &offence,
            &side,
            &place,
            &key.unit,
            &what,
            key.shape.name(),
            key.standing.name(),
            &window,
            &on,
            who,
            interest,
            &least.0,
            least.1,
            &most.0,
            most.1,
            &day(span.first),
            &day(span.last),
            &span.mentions.to_string(),
            &span.reports.to_string(),
        ])
    };
    let of = |source: &Option<std::sync::Arc<source::Source>>| source.as_ref().map(|source| source.name.clone()).unwrap_or_default();
    range.by_claimant.iter().flat_map(|(source, interest, span)| line(&of(source), interest.name(), span)).collect()
}

/// `at least 100 to 120`, `up to 60`, `40 and more` where the words have no upper end.
pub fn ends(span: &Span) -> String {
    let (Some(least), Some(most)) = (&span.least, &span.most) else { return "denied only".to_owned() };
    let open = if most.open { " and more" } else { "" };
    let (low, high) = (stated(least.quantifier, least), stated(most.quantifier, most));
    if low == high { format!("{low}{open}") } else { format!("{low} to {high}{open}") }
}

fn stated(quantifier: Quantifier, stated: &Stated) -> String {
    let words = [limit(quantifier), &grouped(stated.value.normalize())].join(" ");
    words.trim().to_owned()
}

fn days(span: &Span) -> String {
    match (span.first, span.last) {
        (Some(first), Some(last)) if first == last => first.to_string(),
        (Some(first), Some(last)) => format!("{first} to {last}"),
        _ => "no day".to_owned(),
    }
}

/// `2`, or `1..3`.
pub fn interval(min: usize, max: usize) -> String {
    if min == max { min.to_string() } else { format!("{min}..{max}") }
}
