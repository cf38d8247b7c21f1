//! What a judgement does to a claim, and what an undo does to a judgement.

use super::super::Words;
use super::*;
use crate::claim::{Kind, Link, Named, Quantifier, Role, Stance};
use crate::report::Zone;

fn held(id: &str) -> Held {
    let link = |name: &str, role| Link { name: name.to_owned(), role, span: None, cue: None, of: None, named: Named::Named };
    Held {
        id: id.to_owned(),
        report: 1,
        reading: 2,
        start: 9,
        end: 14,
        text: "1,250".to_owned(),
        low: Some(Decimal::from(1250)),
        high: Some(Decimal::from(1250)),
        quantifier: Quantifier::AtLeast,
        hedge: Some("at least".to_owned()),
        kind: Kind::Count,
        unit: Some("person".to_owned()),
        counted: Some("soldiers".to_owned()),
        measure: "killed".to_owned(),
        offence: None,
        side: Some("UKR".to_owned()),
        place: None,
        period: None,
        say_so: vec![link("ministry", Role::Origin), link("Harbour Gazette", Role::Outlet)],
        stance: Stance::Asserted,
        repeat_of: None,
        part_of: None,
        base: None,
        sentence: 0..40,
        zone: Zone::Body,
        corrected: Vec::new(),
    }
}

fn told(seq: u64, what: What) -> Judgement {
    Judgement { seq, at: "2025-06-25T12:00:00.000Z".to_owned(), by: format!("analyst {seq}"), why: Some("read again".to_owned()), what }
}

fn correct(seq: u64, field: &str, value: &str) -> Judgement {
    told(seq, What::Correct { claim: "c".to_owned(), field: field.to_owned(), value: Some(value.to_owned()) })
}

fn judgements(told: Vec<Judgement>, undos: &[(u64, u64)]) -> Judgements {
    Judgements::new(told, &undone(undos))
}

/// Corrects one field; what the field and what the kept readings say then.
fn check(field: &str, value: &str, expected: &str) {
    let words = Words::new("en", &mut Vec::new());
    let value = Some(value).filter(|value| !value.is_empty());
    let got = match corrected(&words, &held("c"), field, value) {
        Err(why) => format!("no: {why}"),
        Ok(claim) => {
            let now = Field::named(field).and_then(|field| field.of(&claim)).unwrap_or_default();
            let was = claim.corrected.iter().map(|kept| format!("{} was {}", kept.field, kept.was.as_deref().unwrap_or("-")));
            format!("{now} ({})", was.collect::<Vec<_>>().join(", "))
        }
    };
    assert!(got.starts_with(expected), "{field} {value:?}: {got}");
}

#[test]
fn a_correction_keeps_what_was_read() {
    check("side", "RUS", "RUS (side was UKR)");
    check("side", "", " (side was UKR)");
    check("value", "400..500", "400..500 (low was 1250, high was 1250)");
    check("value", "1300..", "1300.. (low was 1250, high was 1250)");
    check("low", "1200", "1200 (low was 1250)");
    check("low", "1250", "1250 ()");
    check("quantifier", "about", "about (quantifier was at_least)");
    check("kind", "rate month", "rate month (kind was count)");
    check("period", "2024-02..2025-06", "2024-02..2025-06 (period was -)");
    check("period", "2025-06", "2025-06 (");
    check("origin", "Defence Ministry", "Defence Ministry (origin was ministry)");
    check("relays", "Agency One; Agency Two", "Agency One; Agency Two (relays was -)");
    check("part_of", "120", "120 (part_of was -)");
    check("measure", "wounded", "wounded (measure was killed)");
}

#[test]
fn a_value_in_no_word_of_the_wire_is_refused() {
    check("text", "7", "no: there is no field `text`");
    check("low", "many", "no: a plain number");
    check("low", "2000", "no: then it would run from 2000 down to 1250");
    check("value", "500..400", "no: a number or a span");
    check("value", "", "no: a number or a span");
    check("quantifier", "roughly", "no: one of exact, about");
    check("measure", "murdered", "no: `murdered` is no measure");
    check("offence", "murder", "no: one of awol, desertion");
    check("side", "Ukraine", "no: a state goes by its code: UKR");
    check("period", "soon", "no: a day, month or year");
    check("period", "2025..2024", "no: that ends before it begins");
    check("per", "month", "no: only a rate has it");
    check("base", "9", "no: that is the claim itself");
    check("stance", "", "no: one of asserted");
}

#[test]
fn the_chain_keeps_its_order() {
    let words = Words::new("en", &mut Vec::new());
    let claim = corrected(&words, &held("c"), "relays", Some("Agency")).expect("names");
    let claim = corrected(&words, &claim, "origin", Some("Staff")).expect("a name");
    let names = claim.say_so.iter().map(|link| (link.name.as_str(), link.role)).collect::<Vec<_>>();
    assert_eq!(names, [("Staff", Role::Origin), ("Agency", Role::Relay), ("Harbour Gazette", Role::Outlet)]);
}

#[test]
fn a_judgement_is_about_its_claim_only() {
    let all = judgements(vec![told(3, What::Reject { claim: "c".to_owned() })], &[]);
    assert_eq!(all.apply(held("d")), Some(held("d")));
    assert_eq!(all.apply(held("c")), None);
}

#[test]
fn the_last_word_stands_and_says_whose_it_is() {
    let both = || vec![told(3, What::Reject { claim: "c".to_owned() }), told(4, What::Accept { claim: "c".to_owned() })];
    let all = judgements(both(), &[]);
    assert_eq!(all.accepted("c").map(|judgement| judgement.by.as_str()), Some("analyst 4"));
    assert!(all.rejected("c").is_none());
    let all = judgements(both(), &[(5, 4)]);
    assert!(all.accepted("c").is_none());
    assert_eq!(all.apply(held("c")), None);
}

#[test]
fn an_undo_restores_what_was_read_and_its_own_undo_the_correction() {
    let twice = || vec![correct(3, "side", "RUS"), correct(4, "side", "BLR")];
    let side = |undos: &[(u64, u64)]| judgements(twice(), undos).apply(held("c")).and_then(|claim| claim.side);
    assert_eq!(side(&[]).as_deref(), Some("BLR"));
    assert_eq!(side(&[(5, 4)]).as_deref(), Some("RUS"));
    assert_eq!(side(&[(5, 4), (6, 3)]).as_deref(), Some("UKR"));
    assert_eq!(side(&[(5, 4), (6, 5)]).as_deref(), Some("BLR"));
    assert_eq!(side(&[(5, 4), (6, 5), (7, 6)]).as_deref(), Some("RUS"));
    // Nothing is undone before it was told.
    assert_eq!(side(&[(2, 4)]).as_deref(), Some("BLR"));
}

#[test]
fn every_correction_names_who_made_it() {
    let all = judgements(vec![correct(3, "side", "RUS"), correct(4, "side", "BLR"), correct(5, "colour", "red")], &[]);
    let claim = all.apply(held("c")).expect("not rejected");
    let kept = claim.corrected.iter().map(|kept| (kept.seq, kept.by.as_str(), kept.was.as_deref())).collect::<Vec<_>>();
    assert_eq!(kept, [(3, "analyst 3", Some("UKR")), (4, "analyst 4", Some("RUS"))]);
}

#[test]
fn of_a_pair_the_later_judgement_stands() {
    let node = |name: &str| Node::Report(name.to_owned());
    let all = judgements(
        vec![
            told(3, What::Merge { a: node("x"), b: node("y") }),
            told(4, What::Split { a: node("y"), b: node("x") }),
            told(5, What::Merge { a: node("x"), b: node("z") }),
        ],
        &[],
    );
    let pairs = all.pairs().into_iter().map(|(a, b, one, judgement)| (a.clone(), b.clone(), one, judgement.seq)).collect::<Vec<_>>();
    assert_eq!(pairs, [(node("x"), node("y"), false, 4), (node("x"), node("z"), true, 5)]);
}

#[test]
fn bounds_are_read_as_they_are_written() {
    for words in ["500", "400..500", "400..", "..500", "0.5", "-3..4"] {
        let (low, high) = bounds(words).expect("a value");
        assert_eq!(written(low, high).as_deref(), Some(words));
    }
    for words in ["", "..", "5..4", "a", "1..b", "1,000"] {
        assert_eq!(bounds(words), None, "{words}");
    }
}
