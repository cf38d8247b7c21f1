//! Web pages from the outside: taken in, their originals kept and given back, and nothing changed unseen.

use std::fs;
use std::path::Path;

use snapbox::cmd::Command;
use tempfile::TempDir;

const PAGE: &str = "<!doctype html><html><head><title>Flood toll rises in the valley</title><meta property=\"og:title\" content=\"Flood toll rises in the valley\"></head><body><nav><a href=/>Home</a> <a href=/w>World</a></nav><article><h1>Flood toll rises in the valley</h1>\
<p>At least 212 people were killed when the river left its bed on Monday, the interior ministry said in a statement.</p>\
<p>Rescue teams from three provinces reached the upper valley only on Tuesday night, because two bridges had been washed away and the road was under water.</p>\
<p>The ministry added that 1,900 families had been taken to schools and mosques on higher ground, where they were given blankets and bread.</p></article></body></html>";

fn sayso(home: &Path, args: &str) -> Command {
    Command::new(snapbox::cmd::cargo_bin!("sayso")).current_dir(home).env("SAYSO_NOW", "2025-06-25T12:00:00Z").args(args.split_whitespace())
}

fn out(home: &Path, args: &str) -> String {
    String::from_utf8_lossy(&sayso(home, args).assert().success().get_output().stdout).into_owned()
}

fn home() -> TempDir {
    let home = tempfile::tempdir().expect("a folder");
    fs::write(home.path().join("toll.html"), PAGE).expect("a file");
    home
}

#[test]
fn a_page_is_cleaned_and_its_figures_stand_in_the_text() {
    let home = home();
    let text: serde_json::Value = serde_json::from_str(&out(home.path(), "text --format jsonl toll.html")).expect("JSON");
    assert_eq!(text["head"], "Flood toll rises in the valley\n\n");
    let words = [&text["head"], &text["text"]].map(|part| part.as_str().expect("text")).concat();
    assert!(words.contains("At least 212 people") && !words.contains("World"), "{words}");
    assert_eq!(text["title"], "Flood toll rises in the valley");
    let claims = out(home.path(), "read --format jsonl toll.html");
    let first: serde_json::Value = serde_json::from_str(claims.lines().next().expect("a claim")).expect("JSON");
    let at = |end: &str| usize::try_from(first[end].as_u64().expect("a position")).expect("small");
    let figure = words.chars().skip(at("start")).take(at("end") - at("start")).collect::<String>();
    assert_eq!(first["text"], figure.as_str());
}

#[test]
fn the_original_comes_back_as_it_was_and_a_copy_is_kept_once() {
    let home = home();
    out(home.path(), "add toll.html");
    out(home.path(), "add toll.html");
    let told = out(home.path(), "original toll.html");
    assert!(told.lines().count() == 1 && told.contains("text/html") && told.contains("00001.warc.gz"), "{told}");
    assert_eq!(out(home.path(), "original toll.html --output -"), PAGE);
    assert!(out(home.path(), "ledger check").contains("1 original;"));
    sayso(home.path(), "original nothing.html").assert().failure();
}

#[test]
fn what_was_changed_or_lost_is_noticed() {
    let home = home();
    out(home.path(), "add toll.html");
    let archive = home.path().join("sayso.db.originals/00001.warc.gz");
    let mut bytes = fs::read(&archive).expect("the archive");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0x55;
    fs::write(&archive, bytes).expect("written");
    sayso(home.path(), "original toll.html --output page.html").assert().failure();
    sayso(home.path(), "ledger check").assert().failure();
    fs::remove_file(archive).expect("removed");
    sayso(home.path(), "ledger check").assert().failure();
}

#[test]
fn only_the_digest_is_kept_where_that_is_asked_and_a_copy_of_the_ledger_says_the_same() {
    let home = home();
    out(home.path(), "add --no-originals toll.html");
    assert!(!home.path().join("sayso.db.originals").exists());
    sayso(home.path(), "original toll.html").assert().failure();
    out(home.path(), "add --ledger kept.db toll.html");
    fs::write(home.path().join("kept.jsonl"), out(home.path(), "ledger export --ledger kept.db")).expect("written");
    out(home.path(), "ledger import --ledger copy.db kept.jsonl");
    let told = |ledger: &str| out(home.path(), &format!("original toll.html --ledger {ledger}"));
    assert_eq!(told("kept.db"), told("copy.db"));
}
