//! `sayso sources`, `sayso source`, `sayso alias`: who vouches, under which names, for what.

use std::process::ExitCode;

use clap::ValueEnum;
use sayso::ledger::Held;
use sayso::ledger::source::{self, Interest, Source};
use sayso_io::ledger::{Alike, Book, Met, is_public, met, stands};
use sayso_io::{clean, wire};

use crate::clock;
use crate::open::{Seen, Which};
use crate::out::Out;
use crate::progress::Progress;
use crate::read::s;

const EXAMPLES: &str = "\
A name is known by the gazetteer, by the parts of an office's name, by another transliteration, or by ear; each source shows which. Private people are not
listed, linked or searched for.

Examples:
  sayso sources                                        who vouches or passes on, most claims first
  sayso sources --side UKR --format jsonl
  sayso source Mediazona                               its spellings, what it vouched for, and through whom
  sayso alias \"Idite Lesom\" \"Get Lost\" --by \"A. Analyst\"  these are one
  sayso alias --not \"Interfax\" \"Interfax-Ukraine\" --by \"A. Analyst\" --why \"two companies\"
  sayso undo 1234                                      takes an alias back, by the number it was given";

/// Who vouches for figures and who passes them on
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct List {
    #[command(flatten)]
    seen: Seen,
    /// What to print
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Only sources of this side
    #[arg(long, value_name = "SIDE")]
    side: Option<String>,
    /// Only sources of this sort
    #[arg(long, value_name = "SORT", value_parser = ["state", "body", "outlet", "group", "person"])]
    sort: Option<String>,
}

/// One source: its spellings, what it vouched for, and through whom
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct One {
    /// Its name, in any spelling, or its id
    name: String,
    #[command(flatten)]
    seen: Seen,
    /// What to print
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// Says that two names mean one source, or that they do not
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Alias {
    /// A name, or a source's id
    a: String,
    /// Another
    b: String,
    /// They are not one
    #[arg(long)]
    not: bool,
    /// Who says so
    #[arg(long, value_name = "NAME", env = "SAYSO_NAME")]
    by: String,
    /// The reasoning
    #[arg(long, value_name = "WORDS")]
    why: Option<String>,
    #[command(flatten)]
    which: Which,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// To read
    #[default]
    Table,
    /// One JSON object a source, or a claim
    Jsonl,
}

fn table(book: &Book<'_>, met: &Met) -> String {
    let Source { name, sort, side, .. } = &*met.source;
    let above = parents(book, &met.source);
    let above = if above.is_empty() { String::new() } else { format!(" < {}", above.join(" < ")) };
    let also = met
        .spellings
        .iter()
        .filter(|(spelling, _)| *spelling != name)
        .map(|(spelling, known)| format!("{spelling} ({})", wire::source::how(*known)));
    let also = also.map(|words| clean::line(&words).into_owned()).collect::<Vec<_>>().join(", ");
    let also = if also.is_empty() { also } else { format!("\n                              also {also}") };
    let side = side.as_deref().unwrap_or_default();
    let name = clean::line(name);
    format!("{:>6} {:>6} {:>6}  {:<8} {side:<4} {name}{above}{also}\n", met.vouched, met.passed, met.reports.len(), sort.name())
}

fn parents(book: &Book<'_>, source: &Source) -> Vec<String> {
    book.sources().parents(source).iter().map(|above| above.name.clone()).collect()
}

/// Runs `sayso sources`.
pub fn list(args: &List) -> anyhow::Result<ExitCode> {
    let ledger = args.seen.open()?;
    let view = args.seen.view(&ledger)?;
    let words = source::Words::new("en", &mut Vec::new());
    let book = Book::new(&view, &words)?;
    let mut out = Out::new(Progress::new(&[]))?;
    let all = met(&book)?;
    if args.format == Format::Table {
        out.write(b"vouch-  passed\n   ed      on reports  sort     side name < above\n")?;
    }
    let side = |met: &&Met| args.side.is_none() || met.source.side == args.side;
    let sort = |met: &&Met| args.sort.as_deref().is_none_or(|sort| met.source.sort.name() == sort);
    for met in all.iter().filter(side).filter(sort) {
        out.write(&if args.format == Format::Jsonl {
            wire::line(&wire::source::Source::new(&book, met))
        } else {
            table(&book, met).into_bytes()
        })?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Runs `sayso source`.
pub fn one(args: &One) -> anyhow::Result<ExitCode> {
    let ledger = args.seen.open()?;
    let view = args.seen.view(&ledger)?;
    let words = source::Words::new("en", &mut Vec::new());
    let book = Book::new(&view, &words)?;
    let wanted = book.sources().find(&args.name).filter(|source| is_public(source));
    let wanted = wanted.ok_or_else(|| {
        anyhow::anyhow!("`{}` is no source that is known beyond one report; `sayso sources` lists those that are", args.name)
    })?;
    let mut out = Out::new(Progress::new(&[]))?;
    if args.format == Format::Table {
        let about = met(&book)?.into_iter().find(|met| met.source.id == wanted.id);
        let about = about.ok_or_else(|| anyhow::anyhow!("{} vouches for nothing in this ledger", wanted.name))?;
        out.write(table(&book, &about).as_bytes())?;
        let (vouched, reports) = (about.vouched, about.reports.len() as u64);
        out.write(format!("\nvouched for {vouched} figure{} in {reports} report{}:\n", s(vouched), s(reports)).as_bytes())?;
    }
    let mut failed = None;
    view.each_report(&mut |_, claims| {
        let lines = claims.iter().filter(|claim| claim.repeat_of.is_none() && !book.is_replaced(claim));
        let lines = lines.flat_map(|claim| told(&book, claim, &wanted, args.format)).collect::<Vec<_>>();
        failed = failed.take().or(out.write(&lines).err());
        Ok(())
    })?;
    failed.map_or(Ok(ExitCode::SUCCESS), |error| Err(error.into()))
}

/// The line of a claim in whose chain the source stands.
fn told(book: &Book<'_>, claim: &Held, wanted: &Source, format: Format) -> Vec<u8> {
    let Some(link) = stands(book, claim, wanted) else { return Vec::new() };
    let told = wire::source::Told::new(book, claim, link);
    if format == Format::Jsonl {
        return wire::line(&told);
    }
    let value = [Some(told.text), told.counted].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let mut parts = vec![value, told.measure.replace('_', " ")];
    parts.extend(told.side);
    parts.extend((told.interest != Interest::Unknown.name()).then(|| told.interest.to_owned()));
    parts.extend((!told.through.is_empty()).then(|| format!("through {}", told.through.join(", "))));
    parts.extend([format!("{}:{}", told.report, told.start), told.claim]);
    format!("  {}\n", parts.iter().map(|part| clean::line(part)).collect::<Vec<_>>().join(" · ")).into_bytes()
}

/// Runs `sayso alias`.
pub fn alias(args: Alias) -> anyhow::Result<ExitCode> {
    let mut ledger = args.which.open()?;
    let Alias { a, b, not, by, why, .. } = args;
    let blank = |words: &str| words.trim().is_empty();
    anyhow::ensure!(!blank(&a) && !blank(&b) && !blank(&by), "two names and --by NAME are wanted");
    let told = Alike { a, b, same: !not, by, why };
    let seq = ledger.append(&clock::now()?, "alias", &told)?;
    let (a, b) = (clean::line(&told.a), clean::line(&told.b));
    println!("{a} and {b} are {}one: entry {seq} (sayso undo {seq} takes it back)", if not { "not " } else { "" });
    Ok(ExitCode::SUCCESS)
}
