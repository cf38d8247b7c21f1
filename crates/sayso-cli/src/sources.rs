//! `sayso sources`, `sayso source`, `sayso alias`: who vouches, under which names, for what.

use std::collections::{BTreeMap, BTreeSet};
use std::process::ExitCode;
use std::sync::Arc;

use clap::ValueEnum;
use sayso::claim::{Link, Role};
use sayso::ledger::Held;
use sayso::ledger::source::{self, How, Interest, Sort, Source};
use sayso_io::ledger::{Alike, Book};
use sayso_io::{clean, wire};
use serde::Serialize;

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

/// A source on the wire.
#[derive(Serialize)]
struct Line<'s> {
    id: &'s str,
    name: &'s str,
    sort: &'static str,
    side: Option<&'s str>,
    parents: Vec<String>,
    vouched: u64,
    passed_on: u64,
    reports: usize,
    spellings: Vec<Spelling<'s>>,
}

/// A name under which a source came.
#[derive(Serialize)]
struct Spelling<'s> {
    name: &'s str,
    known: String,
}

/// What was met of a source.
struct Met {
    source: Arc<Source>,
    spellings: BTreeMap<String, How>,
    vouched: u64,
    passed: u64,
    reports: BTreeSet<u64>,
}

/// Whether a source may be known beyond the report that it speaks in.
const fn is_public(source: &Source) -> bool {
    matches!(source.sort, Sort::State | Sort::Body | Sort::Outlet | Sort::Group | Sort::Person)
}

/// Every source met in the claims that are current.
fn met(book: &Book<'_>) -> anyhow::Result<Vec<Met>> {
    let mut all = BTreeMap::<String, Met>::new();
    book.view.each_report(&mut |_, claims| {
        for claim in claims.iter().filter(|claim| claim.repeat_of.is_none() && !book.is_replaced(claim)) {
            for link in claim.say_so.iter().filter(|link| link.role != Role::Outlet) {
                meet(&mut all, book, claim, link);
            }
        }
        Ok(())
    })?;
    let mut all = all.into_values().collect::<Vec<_>>();
    all.sort_by(|one, other| {
        (other.vouched + other.passed).cmp(&(one.vouched + one.passed)).then_with(|| one.source.id.cmp(&other.source.id))
    });
    Ok(all)
}

fn meet(all: &mut BTreeMap<String, Met>, book: &Book<'_>, claim: &Held, link: &Link) {
    let Some(known) = book.resolve(claim, link).filter(|known| is_public(&known.source)) else { return };
    let met = all.entry(known.source.id.clone()).or_insert_with(|| Met {
        source: Arc::clone(&known.source),
        spellings: BTreeMap::new(),
        vouched: 0,
        passed: 0,
        reports: BTreeSet::new(),
    });
    met.spellings.entry(link.name.clone()).or_insert(known.how);
    met.reports.insert(claim.report);
    if link.role == Role::Origin { met.vouched += 1 } else { met.passed += 1 }
}

impl Met {
    fn json(&self, book: &Book<'_>) -> Vec<u8> {
        let Source { id, name, sort, side, .. } = &*self.source;
        let spellings = self.spellings.iter().map(|(name, known)| Spelling { name, known: how(*known) }).collect();
        let parents = parents(book, &self.source);
        let (sort, side) = (sort.name(), side.as_deref());
        wire::line(&Line {
            id,
            name,
            sort,
            side,
            parents,
            vouched: self.vouched,
            passed_on: self.passed,
            reports: self.reports.len(),
            spellings,
        })
    }

    fn line(&self, book: &Book<'_>) -> String {
        let Source { name, sort, side, .. } = &*self.source;
        let above = parents(book, &self.source);
        let above = if above.is_empty() { String::new() } else { format!(" < {}", above.join(" < ")) };
        let also = self
            .spellings
            .iter()
            .filter(|(spelling, _)| *spelling != name)
            .map(|(spelling, known)| format!("{spelling} ({})", how(*known)));
        let also = also.map(|words| clean::line(&words).into_owned()).collect::<Vec<_>>().join(", ");
        let also = if also.is_empty() { also } else { format!("\n                              also {also}") };
        let side = side.as_deref().unwrap_or_default();
        let name = clean::line(name);
        format!("{:>6} {:>6} {:>6}  {:<8} {side:<4} {name}{above}{also}\n", self.vouched, self.passed, self.reports.len(), sort.name())
    }
}

fn parents(book: &Book<'_>, source: &Source) -> Vec<String> {
    book.sources().parents(source).iter().map(|above| above.name.clone()).collect()
}

fn how(how: How) -> String {
    match how {
        How::Exact => "by the letter".to_owned(),
        How::Structure => "by its parts".to_owned(),
        How::Transliterated => "another transliteration".to_owned(),
        How::Fuzzy(like) => format!("by ear, {like} of 100 alike"),
        How::Alias => "a person said so".to_owned(),
        How::New => "a name of its own".to_owned(),
        How::Scoped => "in this report only".to_owned(),
    }
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
        out.write(&if args.format == Format::Jsonl { met.json(&book) } else { met.line(&book).into_bytes() })?;
    }
    Ok(ExitCode::SUCCESS)
}

/// A claim that a source vouched for or passed on, on the wire.
#[derive(Serialize)]
struct Told<'c> {
    claim: &'c str,
    role: &'static str,
    name: &'c str,
    text: &'c str,
    counted: Option<&'c str>,
    measure: &'c str,
    side: Option<&'c str>,
    interest: &'static str,
    through: Vec<&'c str>,
    report: &'c str,
    start: usize,
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
        out.write(about.line(&book).as_bytes())?;
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
    let links = claim.say_so.iter().filter(|link| link.role != Role::Outlet);
    let Some(link) = links.into_iter().find(|link| book.resolve(claim, link).is_some_and(|known| known.source.id == wanted.id)) else {
        return Vec::new();
    };
    let through = claim.say_so.iter().skip_while(|other| *other != link).skip(1).map(|link| link.name.as_str()).collect::<Vec<_>>();
    let interest = book.interest(claim);
    let report = book.report(claim).map_or("", |report| report.url.as_deref().unwrap_or(&report.id));
    if format == Format::Jsonl {
        return wire::line(&Told {
            claim: &claim.id,
            role: link.role.name(),
            name: &link.name,
            text: &claim.text,
            counted: claim.counted.as_deref(),
            measure: &claim.measure,
            side: claim.side.as_deref(),
            interest: interest.name(),
            through,
            report,
            start: claim.start,
        });
    }
    let mut parts = vec![
        [Some(claim.text.as_str()), claim.counted.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" "),
        claim.measure.replace('_', " "),
    ];
    parts.extend(claim.side.clone());
    parts.extend((interest != Interest::Unknown).then(|| interest.name().to_owned()));
    parts.extend((!through.is_empty()).then(|| format!("through {}", through.join(", "))));
    parts.extend([format!("{report}:{}", claim.start), claim.id.clone()]);
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
