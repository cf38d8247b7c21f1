//! What every route has in common: it answers, says which state it is of, comes in parts, and looks back.

use serde_json::Value;

use crate::desk::Desk;

/// Paths of lists.
const LISTS: [&str; 8] = ["series", "reports", "sources", "checks", "queue", "judgements", "jobs", "search?q=killed"];

#[test]
fn every_route_answers() {
    let desk = Desk::new();
    let ledger = desk.json("/api/v1/ledger");
    assert_eq!(ledger["reports"], 3);
    let series = desk.json("/api/v1/series");
    let id = series["items"][0]["id"].as_str().expect("a series");
    let entry = desk.json("/api/v1/reports")["items"][0]["entry"].clone();
    let claim = desk.json(&format!("/api/v1/reports/{entry}"))["claims"][0]["id"].clone();
    let claim = claim.as_str().expect("a claim");
    let source = desk.json("/api/v1/sources")["items"][0]["id"].clone();
    let source = source.as_str().expect("a source").replace(' ', "+");
    let paths = [
        format!("series/{id}"),
        format!("series/{id}/claims"),
        format!("series/{id}/echo"),
        format!("series/{id}/checks"),
        format!("claims/{claim}"),
        format!("sources/one?id={source}"),
        "jobs/1".to_owned(),
    ];
    for path in LISTS.iter().map(|path| (*path).to_owned()).chain(paths) {
        let answer = desk.get(&format!("/api/v1/{path}"));
        assert_eq!((answer.status, answer.header("content-type")), (200, "application/json"), "{path}: {}", answer.text());
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        answer.json();
    }

    // Lists come in parts.
    for path in LISTS {
        let between = if path.contains('?') { '&' } else { '?' };
        let all = desk.json(&format!("/api/v1/{path}{between}limit=200"));
        let total = all["total"].as_u64().expect("a total");
        let mut items = Vec::new();
        let mut next = Value::from(0);
        while !next.is_null() {
            let part = desk.json(&format!("/api/v1/{path}{between}limit=1&offset={next}"));
            assert_eq!(part["total"], total, "{path}");
            items.extend(part["items"].as_array().expect("items").clone());
            next = part["next"].clone();
        }
        assert_eq!(items, *all["items"].as_array().expect("items"), "{path}");
    }

    // Wrong questions are told to be so.
    for path in [
        "reports/999",
        "reports/999/original",
        "claims/none",
        "series/none",
        "series/none/echo",
        "sources/one?id=nobody",
        "jobs/99",
        "nothing",
        "tables/none.csv",
        "tables/claims.xls",
    ] {
        desk.get(&format!("/api/v1/{path}")).is_problem(404);
    }
    for path in ["series?limit=x", "series?as_of=soon", "series?at=1&as_of=2025", "reports?offset=-1", "sources/one", "series?sort=magic"] {
        desk.get(&format!("/api/v1/{path}")).is_problem(400);
    }
    desk.get("/api/v1/series?at=999").is_problem(404);
    let wrong = desk.ask("DELETE", "/api/v1/reports", &[], b"");
    assert_eq!(wrong.status, 405);
}

#[test]
fn an_answer_says_which_state_it_is_of_and_the_past_stays_as_it_was() {
    let desk = Desk::new();
    let before = desk.get("/api/v1/reports");
    let tag = before.header("etag");
    let same = desk.ask("GET", "/api/v1/reports", &[("If-None-Match", tag)], b"");
    assert_eq!((same.status, same.body.len()), (304, 0));
    let head = desk.json("/api/v1/ledger")["head"].clone();

    desk.add("later.txt", b"Seven people died in the landslide, the mayor said.");
    let after = desk.ask("GET", "/api/v1/reports", &[("If-None-Match", tag)], b"");
    assert_eq!(after.status, 200);
    assert_ne!(after.header("etag"), tag);
    assert_eq!(after.json()["total"], 4);
    assert_eq!(desk.json(&format!("/api/v1/reports?at={head}")), before.json());
    assert_eq!(desk.json("/api/v1/reports?as_of=2025-06-24")["total"], 0);
    assert_eq!(desk.json("/api/v1/reports?as_of=2025-06")["total"], 4);
    assert_eq!(desk.json(&format!("/api/v1/search?q=landslide&at={head}"))["total"], 0);
    assert_eq!(desk.json("/api/v1/search?q=landslide")["total"], 1);
}
