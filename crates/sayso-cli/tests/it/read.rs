//! `sayso read` from the outside.

use std::fs;
use std::io::Read as _;
use std::path::Path;
use std::process::{Child, Command as Process, Stdio};
use std::sync::LazyLock;

use snapbox::cmd::Command;
use snapbox::{assert_data_eq, str};
use tempfile::TempDir;

const REPORT: &str =
    "Courts\n\nAt least 1,250 soldiers have been killed since March 2024, the ministry said. One of them was a man aged 43.\n";

/// A folder with reports of many kinds.
static HEAP: LazyLock<TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("a file");
    write("a.txt", REPORT);
    write(
        "b.jsonl",
        "{\"id\": \"x\", \"text\": \"12 people died.\", \"outlet\": \"Harbour Gazette\", \"published\": \"2025-06-25\"}\n{\"id\": \"y\", \"text\": \"\"}\nno\n",
    );
    write("c.txt", "Nothing to count here.\n");
    folder
});

fn sayso(args: &str) -> Command {
    Command::new(snapbox::cmd::cargo_bin!("sayso")).current_dir(HEAP.path()).args(args.split_whitespace())
}

/// The fields of each claim that do not depend on how well English is read.
fn claims(lines: &[u8]) -> Vec<(String, u64, String)> {
    let rows = std::str::from_utf8(lines).expect("text").lines().map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON"));
    let word = |row: &serde_json::Value, field: &str| row[field].as_str().unwrap_or_default().to_owned();
    rows.map(|row| (word(&row, "report"), row["start"].as_u64().unwrap_or_default(), word(&row, "text"))).collect()
}

#[test]
fn help_shows_every_option_and_examples() {
    let help = sayso("read --help").env("COLUMNS", "100").assert().success();
    let help = String::from_utf8_lossy(&help.get_output().stdout).into_owned();
    for option in ["--format", "--all", "--explain", "--published", "--outlet", "--lang", "--jobs", "Examples:", "Exit codes:", "jsonl"] {
        assert!(help.contains(option), "{option} in {help}");
    }
    sayso("--version").assert().success().stdout_eq("sayso [..]\n");
}

#[test]
fn wrong_usage_ends_with_2() {
    for args in
        ["", "read", "read --format xml a.txt", "read --published soon a.txt", "read --lang xx a.txt", "read --jobs 0 a.txt", "write"]
    {
        sayso(args).assert().code(2).stdout_eq("");
    }
}

#[test]
fn skipped_reports_are_named_and_end_with_1() {
    let done = sayso("read --format jsonl . nowhere").assert().code(1);
    assert_data_eq!(
        String::from_utf8_lossy(&done.get_output().stderr).into_owned(),
        str![[r#"
./b.jsonl:2: empty; skipped
./b.jsonl:3: no JSON object, and one a record is wanted; skipped
nowhere: no such file or folder; skipped

"#]]
    );
    let found = claims(&done.get_output().stdout);
    assert_eq!(found, [("./a.txt".to_owned(), 17, "1,250".to_owned()), ("x".to_owned(), 0, "12".to_owned())]);
}

#[test]
fn standard_input_is_text_or_json_lines() {
    let text = sayso("read --format jsonl -").stdin(REPORT).assert().success();
    assert_eq!(claims(&text.get_output().stdout), [("-".to_owned(), 17, "1,250".to_owned())]);
    let lines = sayso("read --format jsonl -")
        .stdin("{\"text\": \"12 people died.\"}\n{\"id\": 7, \"text\": \"13 people died.\"}\n")
        .assert()
        .success();
    assert_eq!(claims(&lines.get_output().stdout), [("-:1".to_owned(), 0, "12".to_owned()), ("7".to_owned(), 0, "13".to_owned())]);
    sayso("read -").stdin("").assert().code(1).stderr_eq("standard input: empty; skipped\n");
}

#[test]
fn what_is_given_stands_for_what_is_missing() {
    let done = sayso("read --format jsonl --outlet Courier --published 2024-01-02 a.txt b.jsonl").assert().code(1);
    let lines = String::from_utf8_lossy(&done.get_output().stdout).into_owned();
    let (first, second) = lines.split_once('\n').expect("two lines");
    assert!(first.contains(r#""outlet":"Courier","title":null,"published":"2024-01-02""#), "{first}");
    assert!(second.contains(r#""outlet":"Harbour Gazette","title":null,"published":"2025-06-25""#), "{second}");
}

#[test]
fn columns_are_named_on_the_command_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let table = "Story;Where;Day\nThe fire killed 12 people.;https://example.org/1;2025-06-25\nIt hurt 30 more.;;\n";
    fs::write(folder.path().join("a.csv"), table).expect("a file");
    let read = |args: &str| sayso(&format!("read --format jsonl {args} a.csv")).current_dir(folder.path()).assert();
    let done = read("--columns text=story,url=where --columns published=day").success();
    let lines = String::from_utf8_lossy(&done.get_output().stdout).into_owned();
    let expected = [("https://example.org/1".to_owned(), 16, "12".to_owned()), ("a.csv:3".to_owned(), 8, "30".to_owned())];
    assert_eq!(claims(lines.as_bytes()), expected);
    assert!(lines.lines().next().is_some_and(|line| line.contains(r#""published":"2025-06-25""#)), "{lines}");
    let none = "a.csv: no column of text: --columns text=COLUMN names one of `Story`, `Where`, `Day`; skipped\n";
    for jobs in 1..4 {
        read(&format!("--jobs {jobs}")).code(1).stdout_eq("").stderr_eq(none);
    }
    read("--columns words=story").code(2);
}

#[test]
fn all_adds_the_numbers_that_are_no_figures() {
    let all = sayso("read --format jsonl --all a.txt").assert().success();
    let nots = String::from_utf8_lossy(&all.get_output().stdout).lines().filter(|line| line.contains("\"not\":\"")).count();
    assert!(nots >= 1, "the age");
}

#[test]
fn the_table_ends_with_a_sum() {
    let done = sayso("read a.txt c.txt").assert().success();
    let table = String::from_utf8_lossy(&done.get_output().stdout).into_owned();
    assert!(table.starts_with("a.txt\n  ≥ 1,250  at least  ") && table.contains("\n\n1 figure in 2 reports, "), "{table}");
    assert!(!table.contains('\u{1b}'), "no colours but on a terminal: {table}");
    sayso("read --explain a.txt").assert().success().stdout_eq("...\n[..]At least ⟦1,250⟧ soldiers[..]\n...");
}

#[test]
fn the_sheet_has_a_head() {
    sayso("read --format csv c.txt").assert().success().stdout_eq("report,outlet,[..],reader\n");
}

/// Many reports, with a bad line among them now and then.
fn many(folder: &Path) -> String {
    let line = |at: u32| {
        if at % 50 == 7 { "broken\n".to_owned() } else { format!("{{\"id\": \"{at}\", \"text\": \"At least {at},100 people fled.\"}}\n") }
    };
    let path = folder.join("many.jsonl");
    fs::write(&path, (1..=900).map(line).collect::<String>()).expect("a file");
    path.to_string_lossy().into_owned()
}

#[test]
fn any_number_of_jobs_prints_the_same_bytes() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = many(folder.path());
    let run = |jobs: u32| {
        let done = sayso(&format!("read --format jsonl --jobs {jobs} {path}")).assert().code(1);
        (done.get_output().stdout.clone(), done.get_output().stderr.clone())
    };
    let one = run(1);
    assert_eq!(claims(&one.0).len(), 882);
    assert!(run(2) == one && run(7) == one);
}

fn start(path: &str) -> Child {
    let program = snapbox::cmd::cargo_bin!("sayso");
    let args = ["read", "--format", "jsonl", path];
    Process::new(program).args(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts")
}

#[test]
fn a_reader_that_stops_is_no_fault() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut program = start(&many(folder.path()));
    let mut out = program.stdout.take().expect("a pipe");
    out.read_exact(&mut [0; 100]).expect("the first bytes");
    drop(out);
    let done = program.wait_with_output().expect("it ends");
    assert!(done.status.success() && !String::from_utf8_lossy(&done.stderr).contains("pipe"), "{done:?}");
}

#[cfg(unix)]
#[test]
fn an_interrupt_leaves_whole_lines() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut program = start(&many(folder.path()));
    let mut out = program.stdout.take().expect("a pipe");
    let mut lines = vec![0; 100];
    out.read_exact(&mut lines).expect("the first bytes");
    Process::new("kill").args(["-INT", &program.id().to_string()]).status().expect("kill runs");
    out.read_to_end(&mut lines).expect("the rest");
    assert!(lines.ends_with(b"}\n"));
    program.wait().expect("it ends");
}

#[test]
fn what_is_in_another_language_is_not_read() {
    let english = "At least 1,250 soldiers have been killed since March 2024, the ministry said in a statement on the war in the north.";
    for (other, language) in [
        ("За даними міністерства, за добу загинули 12 людей, ще 30 поранені.", "Ukrainian"),
        ("По данным министерства, за сутки погибли 12 человек, ещё 30 были ранены.", "Russian"),
    ] {
        let read = sayso("read --format jsonl -").stdin(format!("{english}\n\n{other}\n\n{english}\n")).assert().success();
        let read = read.stderr_eq(format!("standard input: 1 paragraph is in {language} and was not read\n"));
        assert!(claims(&read.get_output().stdout).iter().all(|(_, _, figure)| figure == "1,250"), "{language}");
        sayso("read -").stdin(other).assert().code(1).stdout_eq("[..]0 reports[..]\n");
    }
}

#[test]
fn what_an_outlet_prints_on_every_page_is_learnt() {
    let folder = tempfile::tempdir().expect("a folder");
    let page = |at: usize| {
        let text =
            format!("Stand by our newsroom\\nIn street {at} a wall fell on {at} cars, and nobody was hurt, the mayor said on Monday.");
        format!("{{\"url\": \"https://example.org/{at}\", \"title\": \"Wall of street {at} falls\", \"text\": \"{text}\"}}\n")
    };
    fs::write(folder.path().join("heap.jsonl"), (2..7).map(page).collect::<String>()).expect("a file");
    let text = |jobs: &str| {
        let run = sayso("text --format jsonl heap.jsonl --jobs").arg(jobs).current_dir(folder.path()).assert().success();
        String::from_utf8_lossy(&run.get_output().stdout).into_owned()
    };
    assert_eq!(text("1"), text("3"));
    assert_eq!(text("1").matches("\"learnt\":\"5 of 5 reports of this outlet\"").count(), 5);
}
