//! Questions in SQL: what the views say, and that nothing else can be done.

use std::path::Path;
use std::time::Duration;

use sayso::ledger::judge::What;
use sayso::ledger::{Words, source};
use sayso::read::{Config, Lang};
use sayso::report::{Date, Report};
use sayso_io::ledger::sql::{self, Desk, VIEWS, Value};
use sayso_io::ledger::{Book, Ledger, prepare};

const TEXTS: [&str; 2] = [
    "At least 1,250 Ukrainian soldiers have been killed since March 2024, the Ukrainian General Staff said.\n",
    "Some 900 Russian soldiers have been killed since March 2024, the Russian Defence Ministry said. \
     About 40 civilians were killed in the village, said Pavlo Hrytsenko, a shopkeeper.\n",
];

fn ledger(folder: &Path) -> Ledger {
    let mut ledger = Ledger::create(&folder.join("l.db")).expect("a ledger");
    let (lang, words) = (Lang::english(), Words::new("en", &mut Vec::new()));
    for (day, (text, id)) in TEXTS.iter().zip(["a", "b"]).enumerate() {
        let report = Report { id: id.to_owned(), text: (*text).to_owned(), published: Date::parse("2025-06-25"), ..Report::default() };
        let prepared = prepare(&words, &report, &sayso::read::read(&lang, &report, &Config::default()), None);
        ledger.add(&format!("2025-06-2{}T12:00:00.000Z", day + 5), &[prepared]).expect("added");
    }
    ledger
}

fn desk(ledger: &Ledger) -> Desk {
    ledger.view(None).expect("a view").desk(false).expect("a desk")
}

/// The rows of an answer, each as words.
fn ask(desk: &mut Desk, question: &str) -> Result<Vec<String>, String> {
    let mut rows = Vec::new();
    let words = |value: &Value| match value {
        Value::Null => "-".to_owned(),
        Value::Integer(number) => number.to_string(),
        Value::Real(number) => format!("{number:.1}"),
        Value::Text(text) => text.clone(),
    };
    let mut take = |row: Vec<Value>| {
        rows.push(row.iter().map(words).collect::<Vec<_>>().join("|"));
        Ok(())
    };
    desk.ask(question, Duration::from_secs(5), &mut |_| Ok(()), &mut take).map_err(|error| error.to_string())?;
    Ok(rows)
}

#[test]
fn views_have_the_columns_they_promise_and_the_page_lists_them() {
    let home = tempfile::tempdir().expect("a folder");
    let ledger = ledger(home.path());
    let mut desk = desk(&ledger);
    for view in VIEWS {
        let mut names = Vec::new();
        let question = format!("SELECT * FROM {}", view.name);
        let mut head = |found: Vec<String>| {
            names = found;
            Ok(())
        };
        desk.ask(&question, Duration::from_secs(5), &mut head, &mut |_| Ok(())).expect("an answer");
        assert_eq!(names, view.columns.iter().map(|(name, ..)| *name).collect::<Vec<_>>(), "{}", view.name);
    }
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/sql.md");
    let page = std::fs::read_to_string(page).expect("the page");
    assert!(page.ends_with(&sql::markdown()), "docs/sql.md ends with what `sayso sql --views` prints");
}

#[test]
fn answers_come_in_numbers_and_dates() {
    let home = tempfile::tempdir().expect("a folder");
    let ledger = ledger(home.path());
    let mut desk = desk(&ledger);
    let question = "SELECT side, measure, low, low_exact, quantifier, period_from, origin FROM claims WHERE side = 'UKR'";
    assert_eq!(ask(&mut desk, question).expect("an answer"), ["UKR|killed|1250.0|1250|at_least|2024-03|Ukrainian General Staff"]);
    assert_eq!(ask(&mut desk, "SELECT count(*) FROM claims WHERE series NOT IN (SELECT id FROM series)").expect("an answer"), ["0"]);
    let named = "WITH few AS (SELECT * FROM CLAIMS WHERE low > 100) SELECT count(*) FROM few, (SELECT 1)";
    assert_eq!(ask(&mut desk, named).expect("an answer"), ["2"]);
    assert_eq!(ask(&mut desk, "SELECT count(*), sum(current) FROM readings").expect("an answer"), ["2|2"]);
}

#[test]
fn nothing_can_be_written_or_reached() {
    let home = tempfile::tempdir().expect("a folder");
    let ledger = ledger(home.path());
    let mut desk = desk(&ledger);
    for question in [
        "INSERT INTO entry VALUES (9, '', '', 0, '', '')",
        "DELETE FROM report",
        "UPDATE claims SET low = 1",
        "DROP VIEW claims",
        "CREATE TABLE x (a)",
        "CREATE TEMP TABLE x (a)",
        "ATTACH DATABASE 'other.db' AS other",
        "PRAGMA query_only = 0",
        "PRAGMA writable_schema = 1",
        "VACUUM INTO 'copy.db'",
        "BEGIN",
        "SELECT * FROM entry",
        "SELECT * FROM main.claim",
        "SELECT * FROM sqlite_schema",
        "SELECT * FROM temp.sqlite_schema",
        "SELECT * FROM judged_claim",
        "SELECT count(*) FROM entry",
        "WITH claims AS (SELECT body FROM entry) SELECT * FROM claims",
        "WITH claims AS (SELECT say_so FROM main.claim) SELECT * FROM claims",
        "SELECT * FROM (SELECT chain FROM entry) AS claims",
        "WITH claims AS (SELECT sayso_origin('[]')) SELECT * FROM claims",
        "SELECT count(*) FROM main.series",
        "SELECT count(*) FROM TOLD",
        "SELECT count(*) FROM sqlite_schema",
        "SELECT * FROM pragma_table_info('entry')",
        "SELECT load_extension('x')",
        "SELECT random()",
        "SELECT sayso_origin('[]')",
        "SELECT 1; DELETE FROM report",
        "",
    ] {
        assert!(ask(&mut desk, question).is_err(), "{question}");
    }
    assert!(ledger.verify().expect("looked at").problems.is_empty());
    let files = std::fs::read_dir(home.path()).expect("a folder").count();
    assert!(files <= 3, "only the ledger and its log lie there");
}

#[test]
fn a_question_without_end_is_given_up() {
    let home = tempfile::tempdir().expect("a folder");
    let ledger = ledger(home.path());
    let mut desk = desk(&ledger);
    let question = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
    let error = desk.ask(question, Duration::from_millis(300), &mut |_| Ok(()), &mut |_| Ok(())).expect_err("it never ends");
    assert!(error.to_string().contains("--timeout"), "{error}");
    assert!(ask(&mut desk, "SELECT count(*) FROM no_such").expect_err("no such view").contains("--views"));
}

#[test]
fn private_people_are_not_searched_for() {
    let home = tempfile::tempdir().expect("a folder");
    let ledger = ledger(home.path());
    let mut shut = desk(&ledger);
    let question =
        "SELECT count(*) FROM say_so WHERE name LIKE '%Hrytsenko%' UNION ALL SELECT count(*) FROM claims WHERE origin LIKE '%Hrytsenko%'";
    assert_eq!(ask(&mut shut, question).expect("an answer"), ["0", "0"]);
    assert_eq!(ask(&mut shut, "SELECT name, source FROM say_so WHERE sort = 'private'").expect("an answer"), ["[name withheld]|-"]);
    let mut open = ledger.view(None).expect("a view").desk(true).expect("a desk");
    assert_eq!(ask(&mut open, question).expect("an answer"), ["1", "1"]);
}

#[test]
fn private_people_are_origins_without_a_name() {
    let home = tempfile::tempdir().expect("a folder");
    let ledger = ledger(home.path());
    let (view, names) = (ledger.view(None).expect("a view"), source::Words::new("en", &mut Vec::new()));
    let book = Book::new(&view, &names).expect("a book");
    let claims = view.claims_of(view.reports().expect("reports").into_keys().max().expect("the last report")).expect("claims");
    let traced = book.origins(&claims);
    let sources = traced.origins.groups.iter().map(|group| group.source.as_deref()).collect::<Vec<_>>();
    assert!(sources.contains(&None) && sources.iter().any(Option::is_some), "{sources:?}");
    assert!(!sources.iter().flatten().any(|id| id.contains("hrytsenko")), "{sources:?}");
}

#[test]
fn judgements_are_laid_over_claims_as_of_each_day() {
    let home = tempfile::tempdir().expect("a folder");
    let mut ledger = ledger(home.path());
    let id = |ledger: &Ledger, text: &str| {
        ask(&mut desk(ledger), &format!("SELECT id FROM claims WHERE text = '{text}'")).expect("an answer").pop().expect("it is read")
    };
    let (one, other) = (id(&ledger, "1,250"), id(&ledger, "900"));
    let at = "2025-06-27T12:00:00.000Z";
    let correct = What::Correct { claim: one.clone(), field: "value".to_owned(), value: Some("1251".to_owned()) };
    ledger.judge(at, "Ann", Some("so"), &correct).expect("judged");
    ledger.judge(at, "Ben", None, &What::Accept { claim: one }).expect("judged");
    ledger.judge(at, "Ben", Some("so"), &What::Reject { claim: other }).expect("judged");
    let mut now = desk(&ledger);
    let question = "SELECT text, low, corrected, accepted_by FROM claims WHERE text IN ('1,250', '900')";
    assert_eq!(ask(&mut now, question).expect("an answer"), ["1,250|1251.0|low (was 1250) by Ann; high (was 1250) by Ann|Ben"]);
    assert_eq!(ask(&mut now, "SELECT text FROM all_claims WHERE text = '900'").expect("an answer"), ["900"]);
    assert_eq!(ask(&mut now, "SELECT judgement, \"by\" FROM judgements").expect("an answer"), ["correct|Ann", "accept|Ben", "reject|Ben"]);
    let mut then = ledger.view(Date::parse("2025-06-25")).expect("a view").desk(false).expect("a desk");
    assert_eq!(ask(&mut then, question).expect("an answer"), ["1,250|1250.0|-|-"]);
    assert_eq!(ask(&mut then, "SELECT id FROM reports").expect("an answer"), ["a"]);
}
