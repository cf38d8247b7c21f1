//! The document of the API held against what is answered.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::desk::{Desk, REPORTS};

#[test]
fn what_is_answered_is_what_is_written() {
    let desk = Desk::new();
    desk.add("cited.jsonl", br#"{"id":"d","url":"https://echo.example/4","outlet":"Echo","published":"2025-06-23","text":"At least 1,250 Ukrainian soldiers have been killed since March 2024, Harbour Gazette reported, citing the Ukrainian General Staff. In all 1,400 were hurt, 900 in March and 800 in April."}"#);
    desk.add("page.html", b"<html lang=en><title>Toll</title><body><h1>Toll</h1><p>Nine people died in the fire, the fire service said on Monday, and 14 were hurt.</p></body></html>");
    let document = desk.json("/api/v1/openapi.json");
    let written = Written(&document);

    // Something was said of a claim of every sort.
    let claims = desk.json("/api/v1/reports/1")["claims"].clone();
    let claim = claims[0]["id"].as_str().expect("a claim").to_owned();
    let series = claims[0]["series"].as_str().expect("a series").to_owned();
    let said = [
        json!({"judgement": "comment", "claim": claim, "field": "side", "by": "Ada", "why": "see the map"}),
        json!({"judgement": "accept", "claim": claim, "by": "Ada"}),
        json!({"judgement": "recommend", "series": series, "value": "1300", "by": "Ada", "why": "the later count"}),
        json!({"judgement": "correct", "claim": claim, "field": "place", "value": "Kharkiv", "by": "Ada", "why": "it says so above"}),
    ];
    for said in said {
        let body = serde_json::to_vec(&said).expect("JSON");
        let answer = desk.ask("POST", "/api/v1/judgements", &[("Content-Type", "application/json")], &body);
        assert_eq!(answer.status, 201, "{}", answer.text());
        written.check("/judgements", "post", "201", &answer.json());
        written.fits(&json!({ "$ref": "#/components/schemas/Judging" }), &said, "a judgement");
    }
    let undone = desk.json("/api/v1/judgements")["items"][0]["entry"].clone();
    let answer = desk.ask(
        "POST",
        &format!("/api/v1/judgements/{undone}/undo"),
        &[("Content-Type", "application/json")],
        br#"{"by":"Ada","why":"wrong line"}"#,
    );
    written.check("/judgements/{entry}/undo", "post", "201", &answer.json());
    let answer = desk.ask("POST", "/api/v1/reports?name=x", &[], REPORTS.as_bytes());
    written.check("/reports", "post", "202", &answer.json());
    written.fits(&json!({ "$ref": "#/components/schemas/Problem" }), &desk.get("/api/v1/claims/none").json(), "a problem");

    let source = desk.json("/api/v1/sources")["items"][0]["id"].as_str().expect("a source").replace(' ', "+");
    for (path, calls) in document["paths"].as_object().expect("paths") {
        let every = if path.starts_with("/series/") { vec![series.clone()] } else { (1..=9).map(|entry| entry.to_string()).collect() };
        for id in every {
            let place = path.replace("{entry}", &id).replace("{id}", if path.starts_with("/claims") { &claim } else { &id });
            let place = if path == "/sources/one" { format!("{path}?id={source}") } else { place };
            let json = calls["get"]["responses"]["200"]["content"].get("application/json").is_some_and(|media| media["schema"].is_object());
            let words = if path == "/search" {
                "?q=kiled+soldiers"
            } else if path == "/checks" {
                "?verdict=all"
            } else {
                ""
            };
            let answer = if json { desk.get(&format!("/api/v1{place}{words}")) } else { continue };
            if answer.status == 200 {
                written.check(path, "get", "200", &answer.json());
            } else {
                assert!(place.contains(|c: char| c.is_ascii_digit()), "{place}: {}", answer.text());
            }
        }
        // No method is answered that is not written, and the other way round.
        let place = path.replace("{entry}", "1").replace("{id}", "1").replace("{name}", "claims.csv");
        let allowed = desk.ask("DELETE", &format!("/api/v1{place}"), &[], b"");
        let methods = calls.as_object().expect("calls").keys().map(|method| method.to_uppercase());
        let methods = methods
            .flat_map(|method| if method == "GET" { vec![method, "HEAD".to_owned()] } else { vec![method] })
            .collect::<BTreeSet<_>>();
        assert_eq!(allowed.header("allow").split(',').map(str::to_owned).collect::<BTreeSet<_>>(), methods, "{path}");
    }
}

/// The document.
struct Written<'d>(&'d Value);

impl Written<'_> {
    fn check(&self, path: &str, method: &str, status: &str, answer: &Value) {
        let schema = &self.0["paths"][path][method]["responses"][status]["content"]["application/json"]["schema"];
        assert!(schema.is_object(), "{method} {path} {status} is not written");
        self.fits(schema, answer, path);
    }

    /// Holds a value against a schema, as far as the document uses the language of schemas.
    fn fits(&self, schema: &Value, value: &Value, at: &str) {
        if let Some(form) = schema["$ref"].as_str() {
            let name = form.rsplit('/').next().expect("a name");
            return self.fits(&self.0["components"]["schemas"][name], value, &format!("{at} ({name})"));
        }
        if let Some(any) = schema["anyOf"].as_array() {
            let of = if value.is_null() { any.last() } else { any.first() };
            return self.fits(of.expect("two of them"), value, at);
        }
        let kind = match value {
            Value::Null => "null",
            Value::Bool(_) => "boolean",
            Value::Number(number) if number.is_i64() || number.is_u64() => "integer",
            Value::Number(_) => "number",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        };
        let is = |known: &Value| known == kind || known == "number" && kind == "integer";
        let kinds = &schema["type"];
        assert!(kinds.as_array().map_or_else(|| is(kinds), |kinds| kinds.iter().any(is)), "{at}: {value} is no {kinds}");
        if let Some(words) = schema["enum"].as_array() {
            assert!(words.contains(value), "{at}: {value} is none of {words:?}");
        }
        if let Some(items) = value.as_array() {
            items.iter().for_each(|item| self.fits(&schema["items"], item, at));
        }
        let Some(fields) = value.as_object() else { return };
        for name in schema["required"].as_array().into_iter().flatten() {
            assert!(fields.contains_key(name.as_str().unwrap_or_default()), "{at}: {name} is missing");
        }
        for (name, field) in fields {
            let known = schema["properties"].get(name).or_else(|| schema.get("additionalProperties").filter(|more| more.is_object()));
            self.fits(known.unwrap_or_else(|| panic!("{at}: {name} is not written")), field, &format!("{at}.{name}"));
        }
    }
}
