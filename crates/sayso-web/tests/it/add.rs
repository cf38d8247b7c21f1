//! Files added over HTTP, and who hears of it.

use std::io::{BufRead, BufReader, Write};

use serde_json::json;

use crate::desk::{Desk, REPORTS};

#[test]
fn a_file_is_read_and_told_of() {
    let desk = Desk::empty(None);
    let mut line = desk.line();
    write!(line, "GET /api/v1/events HTTP/1.1\r\nHost: {}\r\n\r\n", desk.addr).expect("a line");
    let mut heard = BufReader::new(line).lines().map(|line| line.expect("an event in time"));
    heard.find(|line| line.contains(": here")).expect("a greeting");

    let job = desk.add("reports.jsonl", REPORTS.as_bytes());
    assert_eq!((&job["state"], &job["new"], &job["known"], &job["skipped"]), (&json!("done"), &json!(3), &json!(0), &json!(0)));
    assert_eq!((&job["read"], &job["bytes"]), (&json!(REPORTS.len()), &json!(REPORTS.len())));
    let reports = job["reports"].as_array().expect("reports");
    assert_eq!(reports.iter().map(|report| report["id"].as_str().unwrap_or_default()).collect::<Vec<_>>(), ["a", "b", "c"]);
    assert_eq!(reports.iter().filter_map(|report| report["figures"].as_u64()).sum::<u64>(), job["figures"].as_u64().expect("figures"));

    heard.find(|line| line == "event: job").expect("a job");
    heard.find(|line| line.starts_with("data: ") && line.contains(r#""state":"done""#)).expect("the end of the job");
    heard.find(|line| line == "event: ledger").expect("a ledger that grew");
    assert!(heard.next().is_some_and(|line| line.contains(r#""ready":true"#)));

    // The same again is known, under whatever name.
    let again = desk.add("again.jsonl", REPORTS.as_bytes());
    assert_eq!((&again["new"], &again["known"]), (&json!(0), &json!(3)));
    assert_eq!(desk.json("/api/v1/ledger")["reports"], 3);
    assert_eq!(desk.json("/api/v1/jobs")["total"], 2);
}

#[test]
fn what_is_told_of_a_file_holds_for_its_reports() {
    let desk = Desk::empty(None);
    let path =
        "/api/v1/reports?name=..%2F..%2Fetc%2Ftoll.txt&outlet=Harbour+Gazette&published=2025-06-20&url=https%3A%2F%2Fharbour.example%2F7";
    let job = desk.done(&desk.ask("POST", path, &[], b"Seven people died in the landslide, the mayor said.").json());
    assert_eq!(job["name"], "toll.txt");
    let report = desk.json(&format!("/api/v1/reports/{}", job["reports"][0]["entry"]));
    assert_eq!(
        (&report["outlet"], &report["published"], &report["url"]),
        (&json!("Harbour Gazette"), &json!("2025-06-20"), &json!("https://harbour.example/7"))
    );

    // A page is kept as it came, and shown in a cage.
    let page = "<html lang=en><title>Toll</title><body><h1>Toll</h1><p>Nine people died in the fire, the fire service said on Monday, and 14 were hurt.</p><script>alert(1)</script></body></html>";
    let job = desk.add("page.html", page.as_bytes());
    let kept = desk.get(&format!("/api/v1/reports/{}/original", job["reports"][0]["entry"]));
    assert_eq!((kept.status, kept.text().as_str()), (200, page));
    assert!(kept.header("content-security-policy").starts_with("sandbox; default-src 'none'"));
    let source = desk.get(&format!("/api/v1/reports/{}/original?as=source", job["reports"][0]["entry"]));
    assert_eq!(source.header("content-type"), "text/plain; charset=utf-8");

    // What has no name gets one, what is no report says so, and nothing is no file.
    let job = desk.done(&desk.ask("POST", "/api/v1/reports", &[], b"Two people drowned, police said.").json());
    assert!(job["name"].as_str().is_some_and(|name| name.starts_with("upload-")));
    let job = desk.done(&desk.ask("POST", "/api/v1/reports?name=x.png", &[], b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").json());
    assert_eq!((&job["state"], &job["new"], &job["skipped"]), (&json!("done"), &json!(0), &json!(1)));
    assert_eq!(job["warnings"].as_array().map(Vec::len), Some(1));
    desk.ask("POST", "/api/v1/reports", &[], b"").is_problem(400);
    desk.ask("POST", "/api/v1/reports?url=javascript:alert(1)", &[], b"x").is_problem(400);
    desk.ask("POST", "/api/v1/reports?published=soon", &[], b"x").is_problem(400);
}
