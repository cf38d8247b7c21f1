//! Series from the outside: what is one, its range by claimant, and the pictures.

use std::fs;

use serde_json::Value;
use snapbox::cmd::Command;
use tempfile::TempDir;

/// A ledger of a few reports on two sides.
struct Desk(TempDir);

const REPORTS: [(&str, &str, &str, &str); 5] = [
    (
        "a",
        "Outlet A",
        "2024-06-01",
        "At least 1,250 Ukrainian soldiers have been killed since Russia's full-scale invasion of Ukraine began in February 2022, the Ukrainian General Staff said.",
    ),
    (
        "b",
        "Outlet B",
        "2024-07-01",
        "The Russian Defence Ministry said that up to 9,000 Ukrainian servicemen have been killed since February 2022.",
    ),
    ("c", "Outlet C", "2024-07-02", "The Russian Defence Ministry said that 900 Russian soldiers have been killed since February 2022."),
    ("d", "Outlet D", "2024-07-03", "Russia's army signs up 40,000 to 45,000 recruits a month, the Russian Defence Ministry said."),
    ("e", "Outlet E", "2024-07-03", "Ukraine's training centres train 30,000 soldiers a month, the Ukrainian General Staff said."),
];

impl Desk {
    fn new() -> Self {
        let desk = Self(tempfile::tempdir().expect("a folder"));
        let line = |(id, outlet, date, text): &(&str, &str, &str, &str)| {
            serde_json::json!({"id": id, "outlet": outlet, "date": date, "text": text}).to_string() + "\n"
        };
        fs::write(desk.0.path().join("r.jsonl"), REPORTS.iter().map(line).collect::<String>()).expect("a file");
        desk.out("add r.jsonl");
        desk
    }

    fn command(&self, args: &str) -> Command {
        let command = Command::new(snapbox::cmd::cargo_bin!("sayso")).current_dir(self.0.path());
        command.env("SAYSO_NOW", "2025-06-25T12:00:00Z").env("LC_ALL", "C").args(args.split_whitespace())
    }

    fn out(&self, args: &str) -> String {
        let done = self.command(args).assert().success();
        String::from_utf8_lossy(&done.get_output().stdout).into_owned()
    }

    fn lines(&self, args: &str) -> Vec<Value> {
        self.out(args).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
    }
}

/// The fields of a series that say what it is about.
fn about(series: &Value) -> String {
    let word = |field: &str| series[field].as_str().unwrap_or("-").to_owned();
    ["measure", "side", "what", "window"].map(word).join(" ")
}

#[test]
fn lists_series_with_values_by_claimant() {
    let desk = Desk::new();
    let series = desk.lines("series --format jsonl --measure losses --side UKR");
    assert_eq!(series.iter().map(about).collect::<Vec<_>>(), ["killed UKR military since ukraine"]);
    let claimants = series[0]["claimants"].as_array().expect("claimants");
    let said = |claimant: &Value| format!("{} {} {}", claimant["interest"], claimant["high_quantifier"], claimant["values"][0]["high"]);
    let mut said = claimants.iter().map(said).collect::<Vec<_>>();
    said.sort();
    assert_eq!(said, [r#""enemy" "at_most" 9000"#, r#""own" "at_least" null"#]);
    assert_eq!((&series[0]["reports"], &series[0]["outlets"]), (&2.into(), &2.into()));
}

#[test]
fn sides_and_rates_stay_apart() {
    let desk = Desk::new();
    let ids = |args: &str| desk.lines(args).iter().map(|series| series["id"].as_str().map(str::to_owned)).collect::<Vec<_>>();
    assert_eq!(ids("series --format jsonl --measure killed --side RUS").len(), 1);
    let (recruits, trained) = (ids("series --format jsonl --measure recruited"), ids("series --format jsonl --measure trained"));
    assert!(recruits.len() == 1 && trained.len() == 1 && recruits != trained, "{recruits:?} {trained:?}");
}

#[test]
fn filters_and_the_past() {
    let desk = Desk::new();
    let count = |args: &str| desk.lines(&format!("series --format jsonl {args}")).len();
    assert_eq!(count("--interest own --measure killed"), 2);
    assert_eq!(count("--interest enemy --measure killed"), 1);
    assert_eq!(count("--measure killed --until 2024-06"), 1);
    assert_eq!(count("--measure killed --min-reports 2"), 1);
    assert_eq!(count("--text military"), 3);
    assert_eq!(count("--as-of 2025-06-24"), 0);
    desk.command("series --source Nobody-At-All").assert().code(1);
}

#[test]
fn one_series_through_time_and_as_pictures() {
    let desk = Desk::new();
    let series = desk.lines("series --format jsonl --measure killed --side UKR");
    let id = series[0]["id"].as_str().expect("an id");
    let text = desk.out(&format!("series {id} --svg s.svg --png s.png"));
    for wanted in
        ["military killed, UKR, since 2022-02-24", "at least 1,250 to up to 9,000", "earliest seen 2024-06-01 in a", "^ no upper end"]
    {
        assert!(text.contains(wanted), "{wanted}: {text}");
    }
    let read = |name: &str| fs::read(desk.0.path().join(name)).expect("a picture");
    assert!(read("s.svg").starts_with(b"<svg") && read("s.png").starts_with(b"\x89PNG"));
    assert_eq!(desk.lines(&format!("series {id} --format jsonl")).len(), 2);
    desk.command("series 000000000000").assert().code(1);
}
