//! Judgements from the outside: what they change, that they carry a name, that they can be undone.

use std::fs;

use snapbox::cmd::Command;
use tempfile::TempDir;

/// A ledger of three reports.
struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Self(tempfile::tempdir().expect("a folder"));
        let write = |name: &str, text: &str| fs::write(desk.0.path().join(name), text).expect("a file");
        write("a.txt", "At least 1,250 Ukrainian soldiers have been killed since March 2024, the Ukrainian General Staff said.\n");
        write("b.txt", "Some 900 Russian soldiers have been killed since March 2024, the Russian Defence Ministry said.\n");
        write("c.txt", "The brigade lost 17 tanks, an officer said.\n");
        desk.run("add a.txt b.txt c.txt").assert().success();
        desk
    }

    fn run(&self, args: &str) -> Command {
        self.args(&args.split_whitespace().collect::<Vec<_>>())
    }

    fn args(&self, args: &[&str]) -> Command {
        Command::new(snapbox::cmd::cargo_bin!("sayso"))
            .current_dir(self.0.path())
            .env_remove("SAYSO_NAME")
            .env("SAYSO_NOW", "2025-06-25T12:00:00Z")
            .args(args)
    }

    fn out(&self, args: &[&str]) -> String {
        let done = self.args(args).assert().success();
        String::from_utf8_lossy(&done.get_output().stdout).into_owned()
    }

    fn error(&self, args: &[&str]) -> (i32, String) {
        let done = self.args(args).output().expect("it runs");
        (done.status.code().unwrap_or(-1), String::from_utf8_lossy(&done.stderr).into_owned())
    }

    /// The id of the claim of a figure, from the ledger's export.
    fn claim(&self, figure: &str) -> String {
        let lines = self.out(&["ledger", "export"]);
        let claims = lines.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON"));
        let claims = claims.flat_map(|entry| entry["body"]["claims"].as_array().cloned().unwrap_or_default());
        let found = claims.into_iter().find(|claim| claim["text"] == figure).expect("the figure is read");
        found["id"].as_str().expect("an id").to_owned()
    }
}

/// The number of the entry that a command told.
fn entry(told: &str) -> String {
    told.strip_prefix("entry ").and_then(|rest| rest.split(':').next()).expect("the entry is told").to_owned()
}

#[test]
fn a_judgement_carries_a_name_and_its_reasoning() {
    let desk = Desk::new();
    let claim = desk.claim("1,250");
    let (code, words) = desk.error(&["reject", &claim, "--why", "a story number"]);
    assert_eq!(code, 2);
    assert!(words.contains("--by NAME") && words.contains("SAYSO_NAME"), "{words}");
    let (code, words) = desk.error(&["reject", &claim, "--by", "Ann"]);
    assert_eq!((code, words.contains("--why")), (2, true), "{words}");
    let (code, _) = desk.error(&["accept", &claim, "--by", "  "]);
    assert_eq!(code, 2);
    assert_eq!(desk.out(&["judgements"]), "");
    assert!(desk.out(&["accept", &claim, "--by", "Ann"]).contains("accepted"));
}

#[test]
fn an_id_may_be_cut_but_must_be_one() {
    let desk = Desk::new();
    let claim = desk.claim("1,250");
    assert!(desk.out(&["accept", &claim[..6], "--by", "Ann"]).contains(&claim));
    for (name, expected) in [(&claim[..5], "at least 6 characters"), ("ffffff00", "no claim `ffffff00`"), ("\u{1b}[2J", "no claim")] {
        let (code, words) = desk.error(&["accept", name, "--by", "Ann"]);
        assert_eq!(code, 1);
        assert!(words.contains(expected) && !words.contains('\u{1b}'), "{words}");
    }
}

#[test]
fn what_cannot_be_is_not_written() {
    let desk = Desk::new();
    let claim = desk.claim("1,250");
    for (field, value, expected) in [
        ("side", "Russia", "RUS"),
        ("colour", "red", "there are value, low"),
        ("low", "9999", "correct `value`"),
        ("stance", "sure", "asserted"),
    ] {
        let (code, words) = desk.error(&["correct", &claim, field, value, "--by", "Ann", "--why", "so"]);
        assert_eq!(code, 1);
        assert!(words.contains(expected), "{words}");
    }
    let (code, words) = desk.error(&["undo", "1", "--by", "Ann"]);
    assert!(code == 1 && words.contains("it is a report"), "{words}");
    let (code, words) = desk.error(&["merge", "a.txt", "a.txt", "--by", "Ann", "--why", "so"]);
    assert!(code == 1 && words.contains("are the same"), "{words}");
    assert_eq!(desk.out(&["judgements", "--all"]), "");
}

#[test]
fn what_was_told_is_listed_and_can_be_undone() {
    let desk = Desk::new();
    let claim = desk.claim("17");
    let told = desk.out(&["correct", &claim, "side", "UKR", "--by", "Ann", "--why", "the brigade is named in the headline"]);
    assert!(told.contains("corrected side to UKR") && told.contains("17"), "{told}");
    desk.out(&["merge", "a.txt", "b.txt", "--by", "Ann", "--why", "one statement"]);
    desk.out(&["split", &claim, "b.txt", "--by", "Ben", "--why", "two offices"]);
    let listed = desk.out(&["judgements"]);
    assert_eq!(listed.lines().count(), 3, "{listed}");
    assert!(listed.contains("of one origin: report a.txt and report b.txt: one statement"), "{listed}");

    let undo = desk.out(&["undo", &entry(&told), "--by", "Ben"]);
    assert_eq!(desk.out(&["judgements"]).lines().count(), 2);
    assert!(desk.out(&["judgements", "--all"]).contains(&format!("[undone by {}]", entry(&undo))));
    let (code, words) = desk.error(&["undo", &entry(&told), "--by", "Ben"]);
    assert!(code == 1 && words.contains("undone already"), "{words}");
    desk.out(&["undo", &entry(&undo), "--by", "Ann"]);
    assert_eq!(desk.out(&["judgements"]).lines().count(), 3);
    let line = desk.out(&["judgements", "--format", "jsonl"]);
    let first = serde_json::from_str::<serde_json::Value>(line.lines().next().expect("a line")).expect("JSON");
    assert_eq!(
        (first["judgement"].as_str(), first["field"].as_str(), first["value"].as_str()),
        (Some("correct"), Some("side"), Some("UKR"))
    );
}

#[test]
fn hostile_words_do_not_steer_the_terminal() {
    let desk = Desk::new();
    let claim = desk.claim("900");
    desk.out(&["reject", &claim, "--by", "Ann\u{1b}[31m", "--why", "line\nbreak \u{202e}x"]);
    for format in ["table", "jsonl"] {
        let listed = desk.out(&["judgements", "--rejected", "--format", format]);
        assert_eq!(listed.lines().count(), 1, "{listed}");
        assert!(!listed.contains(['\u{1b}', '\u{202e}']), "{listed:?}");
    }
}

#[test]
fn as_of_a_day_before_nothing_was_judged() {
    let desk = Desk::new();
    let claim = desk.claim("900");
    desk.args(&["reject", &claim, "--by", "Ann", "--why", "so"]).env("SAYSO_NOW", "2025-07-01T12:00:00Z").assert().success();
    assert_eq!(desk.out(&["judgements", "--as-of", "2025-06-30"]), "");
    assert_eq!(desk.out(&["judgements", "--as-of", "2025-07"]).lines().count(), 1);
}

#[test]
fn a_series_says_what_people_made_of_it() {
    let desk = Desk::new();
    let claim = desk.claim("900");
    let series = desk.out(&["sql", "--format", "csv", "SELECT series FROM claims WHERE text = '900'"]);
    let series = series.lines().nth(1).expect("a series").to_owned();
    desk.out(&["correct", &claim, "value", "950", "--by", "Ann", "--why", "a misprint"]);
    desk.out(&["accept", &claim, "--by", "Ben"]);
    desk.out(&["recommend", &series[..8], "940..960", "--by", "Ann", "--why", "court files"]);
    let shown = desk.out(&["series", &series]);
    for words in ["CORRECTED low (was 900) by Ann", "accepted by Ben", "recommended by Ann: 940..960, court files"] {
        assert!(shown.contains(words), "{words} in {shown}");
    }
    desk.out(&["reject", &claim, "--by", "Ann", "--why", "a story number"]);
    assert!(!desk.out(&["series"]).contains(&series));
}
