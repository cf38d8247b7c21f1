//! Exports read back.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::path::Path;

use ::parquet::file::reader::{FileReader, SerializedFileReader};
use ::parquet::record::Field;
use sayso::ledger::judge::{Pick, What};
use sayso::ledger::{Held, Words, source};
use sayso::read::{self, Lang};
use sayso::report::{Date, Report};
use serde_json::Value;

use super::redact::WITHHELD;
use super::*;
use crate::ledger::{Ledger, prepare};

const REPORTS: [(&str, &str, &str, &str); 3] = [
    (
        "https://harbour.example/1",
        "Harbour Gazette",
        "=cmd|' /C calc'!A0",
        "At least 1,250 Ukrainian soldiers have been killed since March 2024, the Ukrainian General Staff said on Monday.\n",
    ),
    (
        "https://valley.example/2",
        "-Valley \u{1b}[31mPost\u{202e}",
        "Two \"halves\",\nof a line",
        "Some 900 Russian soldiers have been killed since March 2024, the Russian Defence Ministry said. \
         About 40 civilians were killed in the village, said Pavlo Hrytsenko, a shopkeeper. Mr Hrytsenko saw 3 trucks burn.\n",
    ),
    ("c", "Hill News", "", "About 12,000 people were evacuated from the region in May 2025, the emergency service said.\n"),
];

fn ledger(folder: &Path) -> Ledger {
    let mut ledger = Ledger::create(&folder.join("l.db")).expect("a ledger");
    let (lang, words) = (Lang::english(), Words::new("en", &mut Vec::new()));
    let prepared = REPORTS.map(|(id, outlet, title, text)| {
        let report = Report {
            id: id.to_owned(),
            url: id.starts_with("http").then(|| id.to_owned()),
            outlet: Some(outlet.to_owned()),
            title: Some(title.to_owned()).filter(|title| !title.is_empty()),
            published: Date::parse("2025-06-25"),
            text: text.to_owned(),
            ..Report::default()
        };
        prepare(&words, &report, &read::read(&lang, &report, &read::Config::default()), None)
    });
    ledger.add("2025-06-25T12:00:00.000Z", &prepared).expect("added");
    ledger
}

/// All claims of a figure.
fn claim(ledger: &Ledger, figure: &str) -> Held {
    let view = ledger.view(None).expect("a view");
    let reports = view.reports().expect("reports").into_keys();
    let mut all = reports.flat_map(|report| view.claims_of(report).expect("claims"));
    all.find(|claim| claim.text == figure).unwrap_or_else(|| panic!("{figure} is read"))
}

/// Exports into a folder of the ledger's.
fn exported(ledger: &Ledger, folder: &Path, forms: &[Form], config: &Config) -> io::Result<Vec<(&'static str, u64)>> {
    let (view, names) = (ledger.view(None).expect("a view"), source::Words::new("en", &mut Vec::new()));
    let book = Book::new(&view, &names).expect("a book");
    export(&book, &[], folder, &forms.iter().copied().collect::<BTreeSet<_>>(), config)
}

fn rows(path: &Path) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(path).expect("a table");
    reader.deserialize().collect::<Result<_, _>>().expect("rows")
}

fn package(folder: &Path) -> Value {
    serde_json::from_slice(&fs::read(folder.join("datapackage.json")).expect("a package")).expect("JSON")
}

#[test]
fn every_column_is_described_and_every_row_keeps_the_rules() {
    let home = tempfile::tempdir().expect("a folder");
    let ledger = ledger(home.path());
    let out = home.path().join("out");
    let all = [Form::Tables, Form::Helix, Form::Ucdp, Form::Economist];
    let written = exported(&ledger, &out, &all, &Config::default()).expect("exported");
    let package = package(&out);
    let resources = package["resources"].as_array().expect("resources");
    assert_eq!(resources.len(), written.len());
    let codebook = fs::read_to_string(out.join("codebook.md")).expect("a codebook");
    for resource in resources {
        let path = out.join(resource["path"].as_str().expect("a path"));
        assert_eq!(fs::metadata(&path).expect("a file").len(), resource["bytes"].as_u64().expect("a size"));
        let fields = resource["schema"]["fields"].as_array().expect("fields");
        let names = fields.iter().map(|field| field["name"].as_str().expect("a name")).collect::<Vec<_>>();
        assert_eq!(csv::Reader::from_path(&path).expect("a table").headers().expect("a head").iter().collect::<Vec<_>>(), names);
        assert!(names.iter().all(|name| codebook.contains(&format!("| `{name}` |"))));
        let rows = rows(&path);
        for field in fields {
            let required = field["constraints"]["required"] == true;
            let terms = field["constraints"]["enum"].as_array();
            for row in &rows {
                let cell = &row[field["name"].as_str().expect("a name")];
                assert!(!(required && cell.is_empty()), "{field} of {}", resource["name"]);
                assert!(cell.is_empty() || terms.is_none_or(|terms| terms.iter().any(|term| term == cell)), "{cell} of {field}");
                let number = field["type"] == "integer" || field["type"] == "number";
                assert!(cell.is_empty() || !number || cell.parse::<f64>().is_ok(), "{cell} of {field}");
            }
        }
        keys(resource, &rows);
    }
    for resource in resources {
        links(resource, resources, &out);
    }
    let leftover = fs::read_dir(&out).expect("a folder").filter_map(Result::ok).map(|entry| entry.file_name().into_string());
    assert!(leftover.flatten().all(|name| !name.ends_with(".part")));
}

fn cells(row: &BTreeMap<String, String>, columns: &Value) -> Vec<String> {
    columns.as_array().expect("columns").iter().map(|column| row[column.as_str().expect("a name")].clone()).collect()
}

/// No two rows share their key.
fn keys(resource: &Value, rows: &[BTreeMap<String, String>]) {
    let key = &resource["schema"]["primaryKey"];
    if key.is_array() {
        let distinct = rows.iter().map(|row| cells(row, key)).collect::<BTreeSet<_>>();
        assert_eq!(distinct.len(), rows.len(), "{}", resource["name"]);
    }
}

/// Every row that another one names is there.
fn links(resource: &Value, resources: &[Value], out: &Path) {
    for link in resource["schema"]["foreignKeys"].as_array().into_iter().flatten() {
        let to = link["reference"]["resource"].as_str().expect("a name");
        let to = if to.is_empty() { resource } else { resources.iter().find(|one| one["name"] == to).expect("it is there") };
        let path = |resource: &Value| out.join(resource["path"].as_str().expect("a path"));
        let there = rows(&path(to)).iter().map(|row| cells(row, &link["reference"]["fields"])).collect::<BTreeSet<_>>();
        for row in rows(&path(resource)) {
            let named = cells(&row, &link["fields"]);
            assert!(named.iter().all(String::is_empty) || there.contains(&named), "{named:?} of {}", resource["name"]);
        }
    }
}

#[test]
fn parquet_has_the_rows_of_csv() {
    let home = tempfile::tempdir().expect("a folder");
    let ledger = ledger(home.path());
    exported(&ledger, &home.path().join("out"), &[Form::Tables], &Config::default()).expect("exported");
    for table in ["reports", "claims", "say_so", "series", "claimants", "checks", "judgements"] {
        let path = home.path().join("out").join(format!("{table}.parquet"));
        let reader = SerializedFileReader::new(File::open(path).expect("a file")).expect("Parquet");
        let sheet = rows(&home.path().join("out").join(format!("{table}.csv")));
        let read = reader.get_row_iter(None).expect("rows").collect::<Result<Vec<_>, _>>().expect("rows");
        assert_eq!(read.len(), sheet.len(), "{table}");
        for (row, expected) in read.iter().zip(&sheet) {
            for (name, field) in row.get_column_iter() {
                let cell = &expected[name.as_str()];
                match field {
                    Field::Null => assert_eq!(cell, ""),
                    Field::Long(number) => assert_eq!(cell, &number.to_string()),
                    Field::Double(number) => assert!((cell.parse::<f64>().expect("a number") - number).abs() < 1e-9),
                    Field::Bool(flag) => assert_eq!(cell, &flag.to_string()),
                    Field::Str(text) => assert_eq!(cell, &crate::clean::cell(text).into_owned()),
                    other => panic!("{other:?}"),
                }
            }
        }
    }
}

#[test]
fn no_cell_of_a_sheet_is_a_formula_or_steers() {
    let home = tempfile::tempdir().expect("a folder");
    let ledger = ledger(home.path());
    let out = home.path().join("out");
    exported(&ledger, &out, &[Form::Tables, Form::Economist, Form::Ucdp, Form::Helix], &Config::default()).expect("exported");
    for table in ["reports", "claims", "say_so", "ucdp", "helix", "economist"] {
        for row in rows(&out.join(format!("{table}.csv"))) {
            for cell in row.values().filter(|cell| cell.parse::<f64>().is_err()) {
                assert!(!cell.starts_with(['=', '+', '-', '@']) && !cell.contains(['\u{1b}', '\u{202e}', '\n', '\0']), "{cell:?}");
            }
        }
    }
    assert_eq!(rows(&out.join("reports.csv"))[0]["title"], "'=cmd|' /C calc'!A0");
}

#[test]
fn a_private_persons_name_stays_here_unless_asked_for() {
    let home = tempfile::tempdir().expect("a folder");
    let ledger = ledger(home.path());
    let forms = [Form::Tables, Form::Ucdp, Form::Annotations, Form::Ftm];
    let all = |folder: &Path| {
        let files = fs::read_dir(folder).expect("a folder").filter_map(Result::ok);
        files.map(|file| String::from_utf8_lossy(&fs::read(file.path()).expect("a file")).into_owned()).collect::<String>()
    };
    exported(&ledger, &home.path().join("shut"), &forms, &Config::default()).expect("exported");
    let shut = all(&home.path().join("shut"));
    assert!(!shut.contains("Hrytsenko"), "{shut}");
    assert!(shut.contains(WITHHELD) && shut.contains("Ukrainian General Staff"));
    exported(&ledger, &home.path().join("open"), &forms, &Config { names: true, ..Config::default() }).expect("exported");
    assert!(all(&home.path().join("open")).contains("Pavlo Hrytsenko"));
}

#[test]
fn a_folder_that_holds_anything_is_left_alone() {
    let home = tempfile::tempdir().expect("a folder");
    let ledger = ledger(home.path());
    let out = home.path().join("out");
    exported(&ledger, &out, &[Form::Tables], &Config::default()).expect("exported");
    fs::write(out.join("notes.txt"), "mine").expect("a file");
    fs::write(out.join("claims.csv.part"), "half").expect("a file");
    let error = exported(&ledger, &out, &[Form::Tables], &Config::default()).expect_err("it is not empty");
    assert!(error.to_string().contains("--force"));
    exported(&ledger, &out, &[Form::Tables], &Config { force: true, ..Config::default() }).expect("exported");
    assert_eq!(fs::read_to_string(out.join("notes.txt")).expect("a file"), "mine");
    assert!(!out.join("claims.csv.part").exists());
}

#[test]
fn the_same_ledger_gives_the_same_bytes() {
    let home = tempfile::tempdir().expect("a folder");
    let ledger = ledger(home.path());
    let forms = [Form::Tables, Form::Helix, Form::Ucdp, Form::Economist, Form::Annotations, Form::Ftm];
    for folder in ["a", "b"] {
        exported(&ledger, &home.path().join(folder), &forms, &Config::default()).expect("exported");
    }
    for file in fs::read_dir(home.path().join("a")).expect("a folder").filter_map(Result::ok) {
        assert_eq!(fs::read(file.path()).expect("a file"), fs::read(home.path().join("b").join(file.file_name())).expect("a file"));
    }
}

#[test]
fn human_readings_are_told_from_the_machines() {
    let home = tempfile::tempdir().expect("a folder");
    let mut ledger = ledger(home.path());
    let (one, other) = (claim(&ledger, "1,250"), claim(&ledger, "900"));
    let at = "2025-06-26T12:00:00.000Z";
    let correct = What::Correct { claim: one.id.clone(), field: "hedge".to_owned(), value: Some("not fewer than".to_owned()) };
    ledger.judge(at, "Ann", Some("so"), &correct).expect("judged");
    ledger.judge(at, "Ben", None, &What::Accept { claim: one.id.clone() }).expect("judged");
    ledger.judge(at, "Ben", Some("so"), &What::Reject { claim: other.id.clone() }).expect("judged");
    let out = home.path().join("out");
    exported(&ledger, &out, &[Form::Tables], &Config::default()).expect("exported");
    let claims = rows(&out.join("claims.csv"));
    assert!(claims.iter().all(|row| row["id"] != other.id));
    let row = claims.iter().find(|row| row["id"] == one.id).expect("it is there");
    assert_eq!(
        (row["corrected"].as_str(), row["corrected_by"].as_str(), row["accepted_by"].as_str()),
        ("hedge (was At least)", "Ann", "Ben")
    );
    let judgements = rows(&out.join("judgements.csv"));
    assert_eq!(judgements.iter().map(|row| row["judgement"].as_str()).collect::<Vec<_>>(), ["correct", "accept", "reject"]);
}

#[test]
fn nothing_is_a_best_estimate_until_a_person_says_so() {
    let home = tempfile::tempdir().expect("a folder");
    let mut ledger = ledger(home.path());
    exported(&ledger, &home.path().join("a"), &[Form::Ucdp], &Config::default()).expect("exported");
    let before = rows(&home.path().join("a/ucdp.csv"));
    assert!(!before.is_empty() && before.iter().all(|row| row["best"].is_empty() && row["side_a"].is_empty()));
    let row = before.iter().find(|row| row["low"] == "1250").expect("it is there");
    assert_eq!((row["high"].as_str(), row["source_office"].as_str()), ("", "Harbour Gazette"));

    let series = sayso::ledger::series::key(&ledger.words, &claim(&ledger, "1,250")).expect("a series").id();
    let pick = Pick::Bounds { low: Some(1300.into()), high: Some(1300.into()) };
    ledger.judge("2025-06-26T12:00:00.000Z", "Ann", Some("court files"), &What::Recommend { series, pick }).expect("judged");
    exported(&ledger, &home.path().join("b"), &[Form::Ucdp], &Config::default()).expect("exported");
    assert!(rows(&home.path().join("b/ucdp.csv")).iter().any(|row| row["best"] == "1300"));
}

#[test]
fn a_limit_fills_the_end_that_it_limits() {
    let home = tempfile::tempdir().expect("a folder");
    let ledger = ledger(home.path());
    let out = home.path().join("out");
    exported(&ledger, &out, &[Form::Economist, Form::Helix], &Config::default()).expect("exported");
    let losses = rows(&out.join("economist.csv"));
    let row = losses.iter().find(|row| row["country"] == "ukraine").expect("it is there");
    assert_eq!((row["estimate_low"].as_str(), row["estimate_high"].as_str(), row["estimate"].as_str()), ("1250", "", ""));
    assert_eq!((row["date"].as_str(), row["type"].as_str()), ("25/06/2025", "deaths"));
    let moved = rows(&out.join("helix.csv"));
    let row = moved.first().expect("an evacuation");
    assert_eq!(
        (row["Figure term"].as_str(), row["Reported"].as_str(), row["Quantifier"].as_str()),
        ("Evacuated", "12000", "Approximately")
    );
    assert_eq!((row["Figure Role"].as_str(), row["Figure cause"].as_str()), ("Triangulation", ""));
}

#[test]
fn an_annotation_finds_its_figure_in_the_text() {
    let home = tempfile::tempdir().expect("a folder");
    let ledger = ledger(home.path());
    let out = home.path().join("out");
    exported(&ledger, &out, &[Form::Annotations, Form::Ftm], &Config::default()).expect("exported");
    let page = serde_json::from_slice::<Value>(&fs::read(out.join("annotations.jsonld")).expect("a file")).expect("JSON");
    let items = page["items"].as_array().expect("items");
    let first = &items[0]["target"];
    let (quote, position) = (&first["selector"][0], &first["selector"][1]);
    let text = REPORTS[0].3.chars().collect::<Vec<_>>();
    let at = |name: &str| usize::try_from(position[name].as_u64().expect("a place")).expect("small");
    assert_eq!(text[at("start")..at("end")].iter().collect::<String>(), quote["exact"].as_str().expect("words"));
    assert!(REPORTS[0].3.starts_with(&format!("{}{}", quote["prefix"].as_str().expect("words"), quote["exact"].as_str().expect("words"))));
    assert_eq!(first["source"], REPORTS[0].0);
    assert_eq!(items[0]["body"]["sayso:side"], "UKR");

    let entities = fs::read_to_string(out.join("entities.ftm.json")).expect("a file");
    let entities = entities.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON")).collect::<Vec<_>>();
    let ids = entities.iter().map(|entity| entity["id"].as_str().expect("an id")).collect::<BTreeSet<_>>();
    assert_eq!(ids.len(), entities.len());
    for link in entities.iter().filter(|entity| entity["schema"] == "Documentation") {
        for end in ["document", "entity"] {
            assert!(ids.contains(link["properties"][end][0].as_str().expect("an id")), "{link}");
        }
    }
    let schemas = entities.iter().map(|entity| entity["schema"].as_str().expect("a schema")).collect::<BTreeSet<_>>();
    assert!(schemas.contains("Article") && schemas.contains("Organization"), "{schemas:?}");
}
