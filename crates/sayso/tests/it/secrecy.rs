//! No text that is not ours: nothing of the test data beside the repository stands in it.
//!
//! The data may be used for tests and never published. A run of twelve words that is in both is taken as copied.

use std::fs;

use rustc_hash::FxHashMap;

use super::house;

const RUN: usize = 12;

/// What is ours to look through.
const OURS: [&str; 7] = [".rs", ".md", ".tsv", ".toml", ".txt", ".jsonl", ".py"];

#[test]
fn no_text_of_the_test_data_is_in_the_repository() {
    let shared = std::env::var_os("SHARED").map_or_else(|| house::root().join("../shared"), Into::into);
    if !shared.is_dir() {
        println!("SKIPPED: there is no {} to compare with", shared.display());
        return;
    }
    let ours = runs_of_ours();
    let mut copied = Vec::new();
    for path in house::files(&shared, &[".txt", ".jsonl"]) {
        let text = String::from_utf8_lossy(&fs::read(&path).unwrap_or_default()).into_owned();
        for piece in pieces(&path.to_string_lossy(), &text) {
            copied.extend(runs(&piece).filter_map(|(run, _)| ours.get(&run)).map(|(file, words)| format!("{file}: {words}")));
        }
    }
    copied.sort();
    copied.dedup();
    assert!(copied.is_empty(), "these words also stand in ../shared:\n{}", copied.join("\n"));
}

/// Every run of words of the repository, with the file and the words.
fn runs_of_ours() -> FxHashMap<u64, (String, String)> {
    let mut ours = FxHashMap::default();
    for path in house::files(&house::root(), &OURS) {
        let text = house::text(&path);
        for piece in pieces(&house::name(&path), &text) {
            ours.extend(runs(&piece).map(|(run, words)| (run, (house::name(&path), words.to_owned()))));
        }
    }
    ours
}

/// The texts of a file: of JSON Lines the strings, else all of it.
fn pieces(name: &str, text: &str) -> Vec<String> {
    if !name.ends_with(".jsonl") {
        return vec![text.to_owned()];
    }
    let mut out = Vec::new();
    text.lines().filter_map(|line| serde_json::from_str(line).ok()).for_each(|value| strings(value, &mut out));
    out
}

fn strings(value: serde_json::Value, out: &mut Vec<String>) {
    match value {
        serde_json::Value::String(text) => out.push(text),
        serde_json::Value::Array(items) => items.into_iter().for_each(|item| strings(item, out)),
        serde_json::Value::Object(fields) => fields.into_iter().for_each(|(_, field)| strings(field, out)),
        _ => (),
    }
}

/// Every run of words of a text, as a hash that knows no case and no marks, with the words as they stand.
fn runs(text: &str) -> impl Iterator<Item = (u64, &str)> {
    let words = words(text);
    let hashes = words.iter().map(|&(start, end)| sayso::pack::fold(&text[start..end])).collect::<Vec<_>>();
    (0..(words.len() + 1).saturating_sub(RUN)).filter_map(move |at| {
        let run = &hashes[at..at + RUN];
        // A table of numbers or one word over and over says nothing.
        let distinct = run.iter().enumerate().filter(|(at, hash)| !run[..*at].contains(hash)).count();
        let hash = run.iter().fold(0u64, |all, hash| (all.rotate_left(7) ^ hash).wrapping_mul(0x517c_c1b7_2722_0a95));
        (distinct * 2 > RUN).then(|| (hash, &text[words[at].0..words[at + RUN - 1].1]))
    })
}

/// Start and end of every run of letters or digits.
fn words(text: &str) -> Vec<(usize, usize)> {
    let (mut out, mut from) = (Vec::new(), None);
    for (at, c) in text.char_indices() {
        match (c.is_alphanumeric(), from) {
            (true, None) => from = Some(at),
            (false, Some(start)) => {
                out.push((start, at));
                from = None;
            }
            _ => (),
        }
    }
    out.extend(from.map(|start| (start, text.len())));
    out
}
