//! One series: its timeline, its claims, who was first seen with them, and what was revised.

use std::io::IsTerminal;
use std::path::Path;
use std::process::ExitCode;
use std::{fs, io};

use anyhow::Context as _;
use sayso::ledger::series::{self, Key};
use sayso::ledger::{Held, Words};
use sayso::view::notation::{grouped, limit};
use sayso::view::range::{Range, range};
use sayso::view::timeline::{Point as Timed, timeline};
use sayso::view::told::tell;
use sayso_io::draw::{Plot, Terminal};
use sayso_io::ledger::Book;
use sayso_io::wire::point::Point;
use sayso_io::{clean, sheet, wire};

use super::{Args, Format, days, ends, interval, origins};
use crate::out::Out;

/// Values that the table shows, the latest ones.
const SHOWN: usize = 40;

/// Runs `sayso series ID`.
pub fn run(args: &Args, id: &str, book: &Book<'_>, words: &Words, out: &mut Out) -> anyhow::Result<ExitCode> {
    let (key, claims) = find(id, book, words)?;
    let told = tell(&claims, book.reports(), &mut book.sources());
    let sieve = args.sieve.ready(book)?;
    let told = told.into_iter().filter(|told| sieve.takes(told)).collect::<Vec<_>>();
    let (range, points) = (range(&told), timeline(&told));
    let plot = Plot::of(&key.title(), &points);
    if let Some(path) = &args.svg {
        write(path, plot.svg()?.as_bytes())?;
    }
    if let Some(path) = &args.png {
        write(path, &plot.png()?)?;
    }
    match args.format {
        Format::Jsonl => Point::all(book, &claims, &points).iter().try_for_each(|line| out.write(&wire::line(line)))?,
        Format::Csv => {
            out.write(&sheet::line(COLUMNS))?;
            Point::all(book, &claims, &points).iter().try_for_each(|line| out.write(&csv(line)))?;
        }
        Format::Table => {
            out.write(about(id, &key, &range, book, &claims).as_bytes())?;
            out.write(plot.text(terminal())?.as_bytes())?;
            out.write(values(book, &claims, &points, args.all).as_bytes())?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The claims of the series with that id, or of the line of series.
fn find(id: &str, book: &Book<'_>, words: &Words) -> anyhow::Result<(Key, Vec<Held>)> {
    let claims = book.view.series(id)?;
    if let Some(key) = claims.iter().find_map(|claim| series::key(words, claim)) {
        return Ok((key, claims));
    }
    let mut found = (None, Vec::new());
    book.view.each_series(&mut |_, claims| {
        let key = claims.iter().find_map(|claim| series::key(words, claim)).filter(|key| key.on.is_some()).map(|key| key.line());
        if let Some(line) = key.filter(|line| line.id() == id) {
            found.0 = Some(line);
            found.1.extend(claims);
        }
        Ok(())
    })?;
    let key = found.0.ok_or_else(|| anyhow::anyhow!("there is no series `{}`; `sayso series` lists those that are", clean::line(id)))?;
    Ok((key, found.1))
}

fn write(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    fs::write(path, bytes).with_context(|| format!("{} cannot be written", path.display()))
}

/// What is known of the series in a few lines.
fn about(id: &str, key: &Key, range: &Range, book: &Book<'_>, claims: &[Held]) -> String {
    let all = &range.all;
    let origins = origins(book, claims).map_or_else(|| "?".to_owned(), |origins| interval(origins.min, origins.max));
    let mut out = format!("{id}  {}\n", clean::line(&key.title()));
    out += &format!("claimed: {} ({})\n", ends(all), days(all));
    out += &format!("mentions {}, reports {}, outlets {}, origins {origins}\n", all.mentions, all.reports, all.outlets);
    if let Some(judgement) = book.view.judgements().recommended(id) {
        let pick = judgement.what.pick().unwrap_or_default();
        let why = judgement.why.as_deref().unwrap_or_default();
        out += &format!("recommended by {}: {}, {}\n", clean::line(&judgement.by), clean::line(&pick), clean::line(why));
    }
    for (interest, span) in &range.by_interest {
        let name = interest.name();
        out += &format!("  {name:<8} {} ({}x)\n", ends(span), span.mentions);
    }
    out + "\n"
}

/// The values in the order of their days.
fn values(book: &Book<'_>, claims: &[Held], points: &[Timed], all: bool) -> String {
    let skip = if all { 0 } else { points.len().saturating_sub(SHOWN) };
    let mut out = String::from("\nday         value, claimant, where earliest seen\n");
    if skip > 0 {
        out += &format!("            {skip} earlier ones (--all shows them)\n");
    }
    for (line, point) in Point::all(book, claims, points).iter().zip(points).skip(skip) {
        out += &text(line, point);
    }
    out
}

const COLUMNS: [&str; 17] = [
    "day",
    "low",
    "high",
    "quantifier",
    "denied",
    "source",
    "interest",
    "chain",
    "claim",
    "report",
    "published",
    "seen_at",
    "mentions",
    "revises",
    "text",
    "corrected",
    "accepted_by",
];

/// A value as a row.
fn csv(line: &Point) -> Vec<u8> {
    let open = |cell: &Option<String>| cell.clone().unwrap_or_default();
    let number = |cell: &Option<serde_json::Number>| cell.as_ref().map(ToString::to_string).unwrap_or_default();
    sheet::line([
        &open(&line.day),
        &number(&line.low),
        &number(&line.high),
        line.quantifier,
        if line.denied { "true" } else { "false" },
        &open(&line.source),
        line.interest,
        &line.chain.join(" < "),
        &line.claim,
        &line.report,
        &open(&line.published),
        &line.seen_at,
        &line.mentions.to_string(),
        &open(&line.revises),
        &line.text,
        &open(&line.corrected),
        &open(&line.accepted_by),
    ])
}

/// `2024-06-02  at least 100, General Staff (enemy), through X < Y; earliest seen 2024-06-03 in REPORT; told 3 times; revises ID`
fn text(line: &Point, point: &Timed) -> String {
    let who = line.source.as_deref().unwrap_or("no source named");
    let mut parts = vec![amount(point), format!("{who} ({})", line.interest)];
    parts.extend(line.denied.then(|| "denied".to_owned()));
    parts.extend((!line.chain.is_empty()).then(|| format!("through {}", line.chain.join(" < "))));
    let seen = line.published.as_deref().unwrap_or("on an unknown day");
    parts.push(format!("earliest seen {seen} in {}", line.report));
    parts.extend((line.mentions > 1).then(|| format!("told {} times", line.mentions)));
    parts.extend(line.revises.as_ref().map(|before| format!("REVISES {before}")));
    parts.push(line.claim.clone());
    parts.extend(line.corrected.as_ref().map(|fields| format!("CORRECTED {fields}")));
    parts.extend(line.accepted_by.as_ref().map(|by| format!("accepted by {by}")));
    let words = parts.iter().map(|part| clean::line(part)).collect::<Vec<_>>().join(" · ");
    format!("{:<11} {words}\n", line.day.as_deref().unwrap_or("-"))
}

/// `at least 100`, `40,000-45,000`.
fn amount(point: &Timed) -> String {
    let end = |end: Option<rust_decimal::Decimal>| end.map(|end| grouped(end.normalize())).unwrap_or_default();
    let value = match (point.low, point.high) {
        (Some(low), Some(high)) if low != high => format!("{}-{}", end(Some(low)), end(Some(high))),
        (low, high) => end(low.or(high)),
    };
    [limit(point.quantifier), &value].join(" ").trim().to_owned()
}

/// What can be drawn on: as wide as the terminal, colours and more than ASCII where it shows them.
fn terminal() -> Terminal {
    let shown = io::stdout().is_terminal();
    let set = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
    let (width, height) = terminal_size::terminal_size().filter(|_| shown).map_or((100, 40), |(width, height)| (width.0, height.0));
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(set).unwrap_or_default().to_lowercase();
    Terminal {
        width: usize::from(width).clamp(60, 160),
        height: usize::from(height / 2).clamp(12, 24),
        colour: shown && set("NO_COLOR").is_none() && set("TERM").as_deref() != Some("dumb"),
        unicode: locale.contains("utf-8") || locale.contains("utf8"),
    }
}
