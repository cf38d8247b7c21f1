//! The corpus of examples: sentences beside the words, and the claims read from them in the notation of [`sayso::view::notation`].
//!
//! A case is a `## title`, the report in `> lines`, settings (`published: 2025-01-31`, `outlet: Name`, `all: yes` to see the numbers
//! that are no figures), and `- lines` with what is read, `- nothing` if nothing is. All else is prose and kept. `BLESS=1` rewrites the
//! last part from what is read now.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use sayso::read::{Config, Lang, read};
use sayso::report::{Date, Report};
use sayso::view::notation;

use super::house;

#[test]
fn corpus() {
    let lang = Lang::english();
    let mut wrong = String::new();
    for path in files() {
        let written = house::text(&path);
        let read = rewrite(&lang, &written);
        if std::env::var("BLESS").is_ok_and(|bless| !bless.is_empty() && bless != "0") {
            fs::write(&path, read).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        } else if read != written {
            wrong += &difference(&path, &written, &read);
        }
    }
    assert!(wrong.is_empty(), "what is read differs from the corpus ('just bless' rewrites it):\n{wrong}");
}

/// Every corpus file of the packs in English.
pub fn files() -> Vec<PathBuf> {
    let packs = house::root().join("packs");
    let english = |path: &PathBuf| path.ends_with("corpus.en.md") || house::name(path).starts_with("packs/lang/en/corpus/");
    house::files(&packs, &[".md"]).into_iter().filter(english).collect()
}

/// The file with the expectations of every case written anew.
fn rewrite(lang: &Lang, text: &str) -> String {
    let mut out = String::new();
    let mut case = Vec::new();
    for line in text.lines() {
        if line.starts_with("## ") {
            out += &finish(lang, &case);
            case.clear();
        }
        case.push(line);
    }
    out + &finish(lang, &case)
}

/// One case, its expectations written anew where the old ones stood.
fn finish(lang: &Lang, lines: &[&str]) -> String {
    let kept = lines.iter().filter(|line| !line.starts_with("- ")).copied().collect::<Vec<_>>();
    let Some(last) = kept.iter().rposition(|line| line.starts_with('>') || setting(line).is_some()) else {
        return lines.iter().fold(String::new(), |out, line| out + line + "\n");
    };
    let (head, tail) = kept.split_at(last + 1);
    let read = expectations(lang, &kept);
    head.iter()
        .copied()
        .chain(read.iter().map(String::as_str))
        .chain(tail.iter().copied())
        .fold(String::new(), |out, line| out + line + "\n")
}

/// What is read from a case, a line a claim.
fn expectations(lang: &Lang, lines: &[&str]) -> Vec<String> {
    let text = lines.iter().filter_map(|line| line.strip_prefix('>')).map(|line| line.strip_prefix(' ').unwrap_or(line));
    let set = |name: &str| lines.iter().filter_map(|line| setting(line)).find(|(known, _)| *known == name).map(|(_, value)| value);
    let report = Report {
        id: "corpus".to_owned(),
        text: text.collect::<Vec<_>>().join("\n"),
        outlet: set("outlet").map(str::to_owned),
        published: set("published").map(|date| Date::parse(date).unwrap_or_else(|| panic!("not a date: {date}"))),
        ..Report::default()
    };
    let claims = read(lang, &report, &Config { all: set("all").is_some() });
    if claims.is_empty() {
        return vec!["- nothing".to_owned()];
    }
    claims.iter().map(|claim| format!("- {}", notation::line(&report, &claims, claim))).collect()
}

fn setting(line: &str) -> Option<(&str, &str)> {
    line.split_once(": ").filter(|(name, _)| ["published", "outlet", "all"].contains(name))
}

/// The lines that differ, under the title of their case.
fn difference(path: &Path, written: &str, read: &str) -> String {
    let mut out = format!("\n{}\n", house::name(path));
    let cases = |text: &str| text.split("\n## ").map(str::to_owned).collect::<Vec<_>>();
    for (old, new) in cases(written).iter().zip(&cases(read)).filter(|(old, new)| old != new) {
        writeln!(out, "  ## {}", old.lines().next().unwrap_or_default()).expect("a String takes any text");
        for line in old.lines().filter(|line| line.starts_with('>')) {
            writeln!(out, "  {line}").expect("a String takes any text");
        }
        let only = |here: &str, there: &str, mark: char| {
            let lines = here.lines().filter(|line| line.starts_with("- ") && !there.lines().any(|other| other == *line));
            lines.map(|line| format!("  {mark} {}\n", &line[2..])).collect::<String>()
        };
        out = out + &only(old, new, '-') + &only(new, old, '+');
    }
    out
}
