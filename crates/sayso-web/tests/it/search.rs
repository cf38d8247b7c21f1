//! Words looked for.

use std::fs;

use sayso::ledger::source;
use sayso_io::ledger::{Book, Ledger};
use sayso_web::search::{Asked, Search};
use serde_json::Value;

use crate::desk::Desk;

/// The ids of the reports found, and what was looked for instead.
fn found(desk: &Desk, q: &str) -> (Vec<String>, Value) {
    let coded = q.bytes().map(|byte| format!("%{byte:02x}")).collect::<String>();
    let found = desk.json(&format!("/api/v1/search?q={coded}"));
    let items = found["items"].as_array().expect("items");
    assert_eq!(found["total"], items.len());
    let id = |item: &Value| {
        let report = desk.json(&format!("/api/v1/reports/{}", item["entry"]));
        report["id"].as_str().expect("an id").to_owned()
    };
    let mut ids = items.iter().map(id).collect::<Vec<_>>();
    ids.sort();
    (ids, found["instead"].clone())
}

#[test]
fn reports_are_found_by_their_words() {
    let desk = Desk::new();
    desk.add("kharkiv.txt", "Троє людей загинули в Харкові, повідомили рятувальники. Kyiv's é in Donétsk counted 5 dead.".as_bytes());
    // Read although its language is not: the text says so itself.
    desk.add(
        "north.jsonl",
        "{\"id\":\"n\",\"lang\":\"en\",\"text\":\"Губернатор Синегубов said 5 people were wounded in Харків on Monday.\"}\n".as_bytes(),
    );
    let check = |q: &str, expected: &[&str]| assert_eq!(found(&desk, q).0, expected, "{q}");
    check("killed", &["a", "b", "c"]);
    check("evacu", &["c"]);
    check("evacu ", &[]);
    check("\"general staff\"", &["a", "c"]);
    check("\"staff general\"", &[]);
    check("general evacuated", &["c"]);
    check("harbour", &["a"]);
    check("12,000", &["c"]);
    check("ХАРКІВ", &["n"]);
    check("харкив", &["n"]);

    // A slip is told.
    let (ids, instead) = found(&desk, "evacauted");
    assert_eq!((ids, &instead["evacauted"][0]), (vec!["c".to_owned()], &Value::from("evacuated")));
    assert_eq!(found(&desk, "soldeirs ").1["soldeirs"][0], "soldiers");
    // Too short, or too far, to be one.
    assert_eq!(found(&desk, "zxq ").1, serde_json::json!({}));
    check("evxcxxted", &[]);

    // Passages and claims have it, as segments and not as HTML.
    let answer = desk.json("/api/v1/search?q=evacuated");
    let item = &answer["items"][0];
    let segments = item["passages"][0].as_array().expect("segments");
    assert!(segments.iter().any(|segment| segment["hit"] == true && segment["text"] == "evacuated"), "{segments:?}");
    assert_eq!(item["claims"].as_array().map(Vec::len), Some(1));
    assert_eq!(item["claims"][0]["text"], "12,000");

    // Private people are not found, nor shown; those who speak for somebody are.
    check("Hrytsenko", &[]);
    check("Pavlo", &[]);
    let shown = desk.get("/api/v1/search?q=shopkeeper").text();
    assert!(shown.contains("[name withheld]"), "{shown}");
    let passages = desk.json("/api/v1/search?q=trucks")["items"][0]["passages"].to_string();
    assert!(!passages.contains("Hrytsenko"), "{passages}");
    check("withheld", &[]);
}

#[test]
fn nothing_that_is_looked_for_steers_the_index() {
    let desk = Desk::new();
    let hostile = [
        "\"",
        "\"\"\"",
        "NEAR(a b, 3)",
        "text : killed",
        "{title}: x",
        "killed*",
        "^killed",
        "a AND",
        "NOT",
        "OR OR",
        "' OR 1=1 --",
        "); DROP TABLE report;",
        "\0",
        "killed\0",
        "%00",
        "-killed",
        "+",
        "*",
        "(((((",
        "\u{202e}\u{200b}",
        "😀",
        "\\",
        "a'b\"c",
    ];
    for q in hostile {
        found(&desk, q);
    }
    let long = |count: usize| desk.get(&format!("/api/v1/search?q={}", "a".repeat(count)));
    assert_eq!(long(500).status, 200);
    long(10_000).is_problem(400);
    let words = desk.get(&format!("/api/v1/search?q={}", "abcdefgh+".repeat(55)));
    assert_eq!(words.status, 200);
    // Bytes that are no text are none.
    assert_eq!(desk.get("/api/v1/search?q=%ff%fe").status, 200);
    assert_eq!(found(&desk, "killed").0.len(), 3);
    assert_eq!(desk.json("/api/v1/search")["total"], 0);
}

#[test]
fn the_index_is_made_anew() {
    let desk = Desk::new();
    let path = desk.folder.path().join("l.db.search");
    assert!(path.exists());
    // Somebody else's bytes are no index: the next who opens it makes it again.
    let folder = tempfile::tempdir().expect("a folder");
    let copy = folder.path().join("m.db");
    for ending in ["", "-wal"] {
        fs::copy(desk.folder.path().join(format!("l.db{ending}")), folder.path().join(format!("m.db{ending}"))).expect("a copy");
    }
    fs::write(folder.path().join("m.db.search"), "this is no index".repeat(1000)).expect("a file");
    let ledger = Ledger::open(&copy).expect("a ledger");
    let search = Search::new(&copy);
    let names = source::Words::new("en", &mut Vec::new());
    let view = ledger.view(None).expect("a view");
    let book = Book::new(&view, &names).expect("a book");
    while search.step(&ledger, &book).expect("a step") {}
    assert_eq!(search.indexed(), view.upto());
    let mut asked = Asked::new("killed").expect("words");
    assert_eq!(search.find(&mut asked, view.upto(), |total| (0, total)).expect("reports").total, 3);
}
