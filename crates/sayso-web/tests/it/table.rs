//! Tables, one at a time.

use sayso_io::export::TABLES;

use crate::desk::Desk;

#[test]
fn tables_come_without_private_names_or_formulas() {
    let desk = Desk::new();
    desk.add(
        "evil.jsonl",
        b"{\"id\":\"e\",\"title\":\"=cmd|' /C calc'!A0\",\"text\":\"The army said 12 soldiers were killed in the attack on Monday.\"}\n",
    );
    let head = desk.json("/api/v1/ledger")["head"].clone();
    for table in TABLES {
        let csv = desk.get(&format!("/api/v1/tables/{table}.csv"));
        assert_eq!((csv.status, csv.header("content-type")), (200, "text/csv; charset=utf-8"), "{table}: {}", csv.text());
        assert_eq!(csv.header("content-disposition"), format!("attachment; filename=\"sayso-{table}-{head}.csv\""));
        assert_eq!(csv.header("content-length"), csv.body.len().to_string());
        let text = csv.text();
        assert!(!text.contains("Hrytsenko") && !text.contains("\n=") && !text.contains(",="), "{text}");
        let parquet = desk.get(&format!("/api/v1/tables/{table}.parquet"));
        assert_eq!(parquet.status, 200, "{table}");
        assert!(parquet.body.starts_with(b"PAR1") && parquet.body.ends_with(b"PAR1"));
        assert!(!parquet.body.windows(9).any(|bytes| bytes == b"Hrytsenko"));
    }
    let rows = |path: &str| desk.get(path).text().lines().count();
    assert_eq!(rows("/api/v1/tables/reports.csv"), 5);
    assert_eq!(rows("/api/v1/tables/reports.csv?as_of=2024"), 1);
    let tag = desk.get("/api/v1/tables/claims.csv");
    let same = desk.ask("GET", "/api/v1/tables/claims.csv", &[("If-None-Match", tag.header("etag"))], b"");
    assert_eq!(same.status, 304);
}
