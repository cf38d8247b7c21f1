//! `sayso sql` and `sayso export` from the outside.

use std::fs;

use snapbox::cmd::Command;
use tempfile::TempDir;

fn ledger() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let record = serde_json::json!({
        "id": "=1+1", "outlet": "Harbour\u{1b}[31m Gazette", "published": "2025-06-25",
        "text": "At least 1,250 Ukrainian soldiers have been killed since March 2024, the Ukrainian General Staff said.\n",
    });
    fs::write(folder.path().join("heap.jsonl"), format!("{record}\n")).expect("a file");
    sayso(&folder, &["add", "heap.jsonl"]).assert().success();
    folder
}

fn sayso(folder: &TempDir, args: &[&str]) -> Command {
    Command::new(snapbox::cmd::cargo_bin!("sayso")).current_dir(folder.path()).env("SAYSO_NOW", "2025-06-25T12:00:00Z").args(args)
}

fn out(folder: &TempDir, args: &[&str]) -> String {
    let done = sayso(folder, args).assert().success();
    String::from_utf8_lossy(&done.get_output().stdout).into_owned()
}

#[test]
fn an_answer_is_safe_in_every_format() {
    let folder = ledger();
    let question = "SELECT id, outlet, 1.5 AS x, NULL AS y FROM reports";
    assert_eq!(
        out(&folder, &["sql", question]),
        "id    outlet                x    y\n----  --------------------  ---  -\n=1+1  Harbour\u{fffd}[31m Gazette  1.5\n"
    );
    assert_eq!(out(&folder, &["sql", "--format", "csv", question]), "id,outlet,x,y\n'=1+1,Harbour\u{fffd}[31m Gazette,1.5,\n");
    let line = out(&folder, &["sql", "--format", "jsonl", question]);
    assert!(!line.contains('\u{1b}'));
    let row = serde_json::from_str::<serde_json::Value>(&line).expect("JSON");
    assert_eq!(
        (row["id"].as_str(), row["outlet"].as_str(), row["x"].as_f64()),
        (Some("=1+1"), Some("Harbour\u{1b}[31m Gazette"), Some(1.5))
    );
    assert!(out(&folder, &["sql", "--views"]).contains("## claims"));
    sayso(&folder, &["sql", "DELETE FROM reports"]).assert().code(1);
    sayso(&folder, &["sql"]).assert().code(2);
}

#[test]
fn an_export_says_what_it_wrote_and_leaves_other_files_alone() {
    let folder = ledger();
    let told = out(&folder, &["export", "tables"]);
    assert!(told.contains("reports: 1 row\n") && told.contains("claims: 1 row\n"), "{told}");
    assert!(folder.path().join("tables/datapackage.json").exists());
    let done = sayso(&folder, &["export", "tables"]).output().expect("it runs");
    assert_eq!(done.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&done.stderr).contains("--force"));
    out(&folder, &["export", "--force", "--as", "economist", "--as", "annotations", "tables"]);
    assert!(folder.path().join("tables/annotations.jsonld").exists());
    sayso(&folder, &["export", "--as", "word", "x"]).assert().code(2);
}
