//! How the house is kept: file heads and sizes, imports that point one way, words that can be used and have examples.

use std::fs;
use std::path::Path;

use sayso::ledger::Words;
use sayso::read::Lang;

use super::house;

/// Files over this many lines are asked to become two rooms; over the hard limit they must.
const LONGEST: usize = 500;

/// The library's modules in the order of the flow: each uses only those before it.
const FLOW: [&str; 7] = ["report", "claim", "pack", "read", "ledger", "check", "view"];

/// The stages of reading in their order. `scene` (what was found so far) and `lang` (the words of all stages) are the table that they
/// sit at, so they stand outside the order.
const STAGES: [&str; 9] = ["page", "zone", "when", "figure", "syntax", "name", "said", "bind", "restate"];

/// Uses against the order that we live with, each for a reason that stands in ARCHITECTURE.md.
const EXCEPTIONS: [(&str, &str); 2] = [("when", "bind"), ("when", "syntax")];

#[test]
fn files_open_with_their_purpose_and_stay_short() {
    let mut wrong = Vec::new();
    for path in ["crates", "packs", "fuzz"].iter().flat_map(|folder| house::files(&house::root().join(folder), &[".rs"])) {
        let (name, text) = (house::name(&path), house::text(&path));
        if !text.starts_with("//! ") {
            wrong.push(format!("{name}: does not open with `//! ` and what lives there"));
        }
        if text.lines().count() > LONGEST {
            wrong.push(format!("{name}: {} lines, over {LONGEST}", text.lines().count()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn module_lists_are_the_flow() {
    assert_eq!(modules("crates/sayso/src/lib.rs"), FLOW);
    let stages = modules("crates/sayso/src/read/mod.rs");
    assert_eq!(stages.iter().filter(|name| !["scene", "lang"].contains(&name.as_str())).collect::<Vec<_>>(), STAGES);
}

/// The modules that a file lists, in its order.
fn modules(file: &str) -> Vec<String> {
    let text = house::text(&house::root().join(file));
    let line = |line: &str| line.trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';').map(str::to_owned);
    text.lines().filter_map(line).collect()
}

#[test]
fn imports_point_one_way() {
    let source = house::root().join("crates/sayso/src");
    let mut wrong = Vec::new();
    for path in house::files(&source, &[".rs"]).into_iter().filter(|path| !path.ends_with("tests.rs")) {
        let here = module(path.strip_prefix(&source).expect("listed below it"));
        for used in uses(&house::text(&path), &here) {
            if backwards(&FLOW, here.first(), used.first()) || here.first() == used.first() && backwards(&STAGES, here.get(1), used.get(1))
            {
                wrong.push(format!("{}: uses {}", house::name(&path), used.join("::")));
            }
        }
    }
    assert!(wrong.is_empty(), "a module uses only those above it in the list:\n{}", wrong.join("\n"));
}

fn backwards(order: &[&str], here: Option<&String>, used: Option<&String>) -> bool {
    let (Some(here), Some(used)) = (here, used) else { return false };
    let place = |name: &String| order.iter().position(|known| known == name);
    let excepted = EXCEPTIONS.contains(&(here.as_str(), used.as_str()));
    !excepted && place(here).zip(place(used)).is_some_and(|(here, used)| used > here)
}

/// The path of a file's module: `read/page/token.rs` is `read::page::token`.
fn module(path: &Path) -> Vec<String> {
    let mut parts = path.with_extension("").iter().map(|part| part.to_string_lossy().into_owned()).collect::<Vec<_>>();
    parts.pop_if(|last| last == "mod" || last == "lib");
    parts
}

/// Every path of this crate that a file names outside of its tests, from the root of the crate.
fn uses(text: &str, here: &[String]) -> Vec<Vec<String>> {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let code = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let mut found = Vec::new();
    for start in ["crate::", "super::"] {
        for (at, _) in code.match_indices(start) {
            let inside = code[..at].ends_with("::") || code[..at].ends_with(|c: char| c.is_alphanumeric());
            if !inside {
                paths(&code[at..], &mut Vec::new(), &mut found);
            }
        }
    }
    found.into_iter().map(|path| absolute(&path, here)).collect()
}

/// Reads one path or tree of paths (`super::{page::Page, zone}`) and gives every leaf.
fn paths(code: &str, head: &mut Vec<String>, found: &mut Vec<Vec<String>>) {
    let end = code.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(code.len());
    let (name, rest) = code.split_at(end);
    if let Some(tree) = rest.strip_prefix("::{").filter(|_| !name.is_empty()) {
        head.push(name.to_owned());
        branches(tree).iter().for_each(|branch| paths(branch.trim(), head, found));
        head.pop();
    } else if let Some(rest) = rest.strip_prefix("::").filter(|_| !name.is_empty()) {
        head.push(name.to_owned());
        paths(rest, head, found);
        head.pop();
    } else {
        found.push(head.iter().cloned().chain((!name.is_empty()).then(|| name.to_owned())).collect());
    }
}

/// The branches of a tree of paths, up to the brace that closes it.
fn branches(tree: &str) -> Vec<&str> {
    let (mut depth, mut from, mut out) = (0, 0, Vec::new());
    for (at, c) in tree.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => {
                out.push(&tree[from..at]);
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                out.push(&tree[from..at]);
                from = at + 1;
            }
            _ => (),
        }
    }
    out.into_iter().filter(|branch| !branch.trim().is_empty()).collect()
}

fn absolute(path: &[String], here: &[String]) -> Vec<String> {
    let ups = path.iter().take_while(|part| *part == "super").count();
    let kept = if path.first().is_some_and(|first| first == "crate") { 0 } else { here.len().saturating_sub(ups) };
    let skipped = if kept == 0 && ups == 0 { 1 } else { ups };
    here[..kept].iter().chain(&path[skipped..]).cloned().collect()
}

#[test]
fn every_row_can_be_used() {
    let mut problems = Lang::english().problems;
    Words::new("en", &mut problems);
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// Words never come without a corpus, a corpus never without a case where nothing is read.
#[test]
fn every_measure_has_words_and_examples() {
    let measures = house::root().join("packs/measure");
    let mut wrong = Vec::new();
    for folder in
        fs::read_dir(&measures).into_iter().flatten().filter_map(Result::ok).map(|entry| entry.path()).filter(|path| path.is_dir())
    {
        for words in house::files(&folder, &[".tsv"]).into_iter().filter(|path| !path.ends_with("measure.tsv")) {
            let code = words.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let corpus = fs::read_to_string(folder.join(format!("corpus.{code}.md"))).unwrap_or_default();
            let has = |start: &str| corpus.lines().any(|line| line.starts_with(start));
            if !(has("> ") && has("- nothing") && corpus.lines().any(|line| line.starts_with("- ") && line != "- nothing")) {
                wrong.push(format!("{}: no corpus.{code}.md beside it with an example and a `- nothing`", house::name(&words)));
            }
        }
        if house::files(&folder, &[".tsv"]).is_empty() {
            wrong.push(format!("{}: no words", house::name(&folder)));
        }
    }
    wrong.sort();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn paths_are_read_from_trees_of_uses() {
    let here = ["read", "when"].map(str::to_owned);
    let found =
        uses("use super::{page::{Page, Shape}, zone};\nuse crate::claim::Claim;\nlet x = super::super::report::Date::new();\n", &here);
    let found = found.iter().map(|path| path.join("::")).collect::<Vec<_>>();
    assert_eq!(found, ["claim::Claim", "read::page::Page", "read::page::Shape", "read::zone", "report::Date::new"]);
}

#[test]
fn the_page_on_the_ledger_names_every_check() {
    let page = house::text(&house::root().join("docs/ledger.md"));
    let named = |check: &&sayso::check::Check| page.contains(&format!("| `{}` |", check.name));
    let missing = sayso::check::CHECKS.iter().filter(|check| !named(check)).map(|check| check.name).collect::<Vec<_>>();
    assert!(missing.is_empty(), "docs/ledger.md lacks {missing:?}");
}
