//! Claims as they are printed. They are made by hand here, so that a changed reading changes no format.

use sayso::claim::{Claim, Kind, Link, Named, Not, Period, Phrase, Quantifier, Reason, Role, RowId, Span, Stance};
use sayso::report::{Date, Report, Zone};
use sayso_io::table::Look;
use sayso_io::{sheet, table, wire};

const TEXT: &str = "Більше: courts\nAt least 1,250.5 of the soldiers — «deserters» — left, Mediazona said. Of them dozens returned.";

fn report() -> Report {
    Report {
        id: "reports/a.txt".to_owned(),
        text: TEXT.to_owned(),
        url: Some("https://example.org/a".to_owned()),
        outlet: Some("Harbour Gazette".to_owned()),
        title: Some("Courts\u{1b}[31m".to_owned()),
        published: Date::day(2025, 6, 25),
        lang: None,
        ..Report::default()
    }
}

fn span(words: &str) -> Span {
    let start = TEXT.find(words).expect("the words stand in the text");
    start..start + words.len()
}

fn link(name: &str, role: Role) -> Link {
    let span = TEXT.contains(name).then(|| span(name));
    Link { name: name.to_owned(), role, span, cue: Some("said".to_owned()), of: None, named: Named::Named }
}

fn claim(words: &str) -> Claim {
    let sentence = if words == "dozens" {
        "Of them dozens returned."
    } else {
        "At least 1,250.5 of the soldiers — «deserters» — left, Mediazona said."
    };
    Claim {
        span: span(words),
        low: None,
        high: None,
        quantifier: Quantifier::Exact,
        hedge: None,
        kind: Kind::Count,
        not: None,
        counted: None,
        unit: None,
        measure: "other",
        offence: None,
        side: None,
        place: None,
        period: None,
        say_so: vec![link("Mediazona", Role::Origin), link("Harbour Gazette", Role::Outlet)],
        stance: Stance::Asserted,
        repeat_of: None,
        part_of: None,
        base: None,
        sentence: span(sentence),
        zone: Zone::Lede,
        because: Vec::new(),
    }
}

/// A full claim, and one that is a part of it.
fn claims() -> Vec<Claim> {
    let value = "1250.50".parse().ok();
    let row = Some(RowId { file: "packs/lang/en/hedge.tsv", line: 11 });
    let whole = Claim {
        low: value,
        high: value,
        quantifier: Quantifier::AtLeast,
        hedge: Some(span("At least")),
        counted: Some(Phrase { text: "soldiers".to_owned(), span: Some(span("soldiers")) }),
        unit: Some("person"),
        measure: "charged",
        offence: Some("awol"),
        side: Some("RUS".to_owned()),
        place: Some(Phrase { text: "Kursk Oblast".to_owned(), span: None }),
        period: Some(Period { from: Some(Date::month(2022, 9)), to: None }),
        because: vec![
            Reason { field: "quantifier", rule: "hedge before the number", row },
            Reason { field: "side", rule: "nationality", row: None },
        ],
        ..claim("1,250.5")
    };
    let part = Claim {
        low: "24".parse().ok(),
        quantifier: Quantifier::About,
        part_of: Some(whole.span.start),
        measure: "returned",
        ..claim("dozens")
    };
    vec![whole, part]
}

fn table(claims: &[Claim], look: &Look) -> String {
    let mut out = Vec::new();
    table::write(&mut out, &report(), claims, look).expect("memory takes any bytes");
    String::from_utf8(out).expect("text")
}

#[test]
fn the_wire_has_every_field() {
    let (report, claims) = (report(), claims());
    let mut out = Vec::new();
    for claim in wire::claims(&report, &claims) {
        wire::write(&mut out, &claim).expect("memory takes any bytes");
    }
    let lines = String::from_utf8(out).expect("text");
    let rows = lines.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON")).collect::<Vec<_>>();
    let expected = serde_json::json!({
        "id": rows[0]["id"], "report": "reports/a.txt", "outlet": "Harbour Gazette", "title": "Courts\u{1b}[31m", "published": "2025-06-25",
        "start": 24, "end": 31, "text": "1,250.5", "low": serde_json::from_str::<serde_json::Value>("1250.5").expect("a number"),
        "high": serde_json::from_str::<serde_json::Value>("1250.5").expect("a number"),
        "quantifier": "at_least", "hedge": "At least", "kind": "count", "unit": "person", "counted": "soldiers", "measure": "charged",
        "offence": "awol", "side": "RUS", "place": "Kursk Oblast", "period": {"from": "2022-09", "to": null},
        "origin": "Mediazona", "relays": [], "stance": "asserted", "repeat_of": null, "part_of": null, "base": null,
        "sentence": {"start": 15, "end": 85}, "zone": "lede",
        "quote": {"exact": "1,250.5", "prefix": "Більше: courts\nAt least ", "suffix": " of the soldiers — «deserters» —"},
        "link": "https://example.org/a#:~:text=At%20least-,1%2C250.5,-of%20the%20soldiers%20%E2%80%94",
        "say_so": [
            {"name": "Mediazona", "role": "origin", "cue": "said", "start": 70, "end": 79, "named": "named"},
            {"name": "Harbour Gazette", "role": "outlet", "cue": "said", "start": null, "end": null, "named": "named"},
        ],
        "because": [{"field": "quantifier", "rule": "hedge before the number", "row": "packs/lang/en/hedge.tsv:11"}, {"field": "side", "rule": "nationality"}],
        "reader": *wire::READER,
    });
    assert_eq!(rows[0], expected);
    assert_eq!((&rows[1]["part_of"], &rows[1]["low"], &rows[1]["high"]), (&24.into(), &24.into(), &serde_json::Value::Null));
}

#[test]
fn ids_hold_on_text_span_and_side_alone() {
    let id = |report: &Report, claims: &[Claim]| wire::claims(report, claims).map(|claim| claim.id).next();
    let (whole, claims) = (report(), claims());
    let other = Report { id: "elsewhere".to_owned(), outlet: None, ..report() };
    assert_eq!(id(&whole, &claims), id(&other, &claims));
    let ukraine = [Claim { side: Some("UKR".to_owned()), ..claims[0].clone() }];
    assert_ne!(id(&whole, &claims), id(&whole, &ukraine));
    let longer = Report { text: format!("{TEXT} More."), ..report() };
    assert_ne!(id(&whole, &claims), id(&longer, &claims));
}

#[test]
fn no_line_steers_a_terminal_or_breaks_in_two() {
    let report = Report { title: Some("a\u{9b}2J\u{7f}\u{202e}b\u{2028}c\u{e0041}".to_owned()), ..report() };
    let mut out = Vec::new();
    for claim in wire::claims(&report, &claims()) {
        wire::write(&mut out, &claim).expect("memory takes any bytes");
    }
    let lines = String::from_utf8(out).expect("text");
    assert!(lines.contains(r"a\u009b2J\u007f\u202eb\u2028c\udb40\udc41"), "{lines}");
    let row = serde_json::from_str::<serde_json::Value>(lines.lines().next().expect("a line")).expect("JSON");
    assert_eq!(row["title"].as_str(), report.title.as_deref());
}

#[test]
fn the_table_reads_well() {
    let expected = "\
Harbour Gazette · 2025-06-25 · Courts\u{fffd}[31m
  ≥ 1,250.5  at least  soldiers  charged (awo…  RUS  since 2022-09  Kursk O…  Mediazona < Harbour G…
└    ~ 24–?  dozens              returned                                     Mediazona < Harbour G…

";
    assert_eq!(table(&claims(), &Look::default()), expected);
    assert!(table(&claims(), &Look { width: 60, ..Look::default() }).lines().all(|line| line.chars().count() <= 72));
}

#[test]
fn restatements_and_other_numbers_stand_back() {
    let again = Claim { repeat_of: Some(0), ..claims().remove(0) };
    let age = Claim { not: Some(Not::Age), ..claim("dozens") };
    let shown = table(&[again, age], &Look { colour: true, ..Look::default() });
    assert_eq!(shown.matches("\u{1b}[2m").count(), 2, "{shown}");
    assert!(shown.contains("\u{1b}[2m= ≥ 1,250.5") && shown.contains("no figure: a"), "{shown}");
}

#[test]
fn explained_claims_show_sentence_and_rows() {
    let shown = table(&claims()[..1], &Look { explain: true, ..Look::default() });
    assert!(shown.contains("      At least ⟦1,250.5⟧ of the soldiers — «deserters» — left, Mediazona said.\n"), "{shown}");
    assert!(
        shown.contains("quantifier  at_least                            hedge before the number · packs/lang/en/hedge.tsv:11\n"),
        "{shown}"
    );
    assert!(shown.lines().all(|line| line.chars().count() <= 130), "{shown}");
}

#[test]
fn no_cell_of_a_sheet_is_a_formula() {
    let report = Report { id: "=cmd|' /C calc'!A0".to_owned(), title: Some("@SUM(A1)\n-1".to_owned()), ..report() };
    let loss = Claim { low: "-5".parse().ok(), ..claims().remove(0) };
    let mut out = Vec::new();
    sheet::head(&mut out).expect("memory takes any bytes");
    let wire = wire::claims(&report, std::slice::from_ref(&loss)).next().expect("a claim");
    sheet::write(&mut out, &report, &loss, &wire).expect("memory takes any bytes");
    let text = String::from_utf8(out).expect("text");
    let (head, row) = text.split_once('\n').expect("two rows");
    assert!(head.starts_with("report,outlet,published,title,not,text,low,high,quantifier,hedge,"), "{head}");
    assert!(
        row.starts_with("'=cmd|' /C calc'!A0,Harbour Gazette,2025-06-25,'@SUM(A1) -1,,\"1,250.5\",-5,1250.5,at_least,At least,"),
        "{row}"
    );
}
