//! What shares a series, and what never does.

use rust_decimal::Decimal;

use super::*;
use crate::claim::Quantifier;
use crate::report::Zone;

/// `measure, side, counted, from..to`; `-` for what is not stated.
fn held(line: &str) -> Held {
    let mut cells = line.split(", ").map(|cell| Some(cell).filter(|cell| *cell != "-").map(str::to_owned));
    let mut next = || cells.next().flatten();
    let (measure, side, counted, period) = (next().expect("a measure"), next(), next(), next());
    let date = |text: &str| Date::parse(text);
    let period = period.map(|text| text.split_once("..").map_or((date(&text), date(&text)), |(from, to)| (date(from), date(to))));
    Held {
        id: String::new(),
        report: 1,
        reading: 2,
        start: 0,
        end: 1,
        text: "5".to_owned(),
        low: Some(Decimal::from(5)),
        high: Some(Decimal::from(5)),
        quantifier: Quantifier::Exact,
        hedge: None,
        kind: Kind::Count,
        unit: None,
        counted,
        measure,
        offence: None,
        side,
        place: None,
        period: period.map(|(from, to)| Period { from, to }),
        say_so: Vec::new(),
        stance: Stance::Asserted,
        repeat_of: None,
        part_of: None,
        base: None,
        sentence: 0..1,
        zone: Zone::Body,
        corrected: Vec::new(),
    }
}

fn words() -> Words {
    Words::new("en", &mut Vec::new())
}

fn of(claim: &Held) -> Option<Key> {
    key(&words(), claim)
}

fn same(a: &str, b: &str) {
    let (a, b) = (of(&held(a)), of(&held(b)));
    assert!(a.is_some());
    assert_eq!(a.as_ref().map(Key::id), b.as_ref().map(Key::id));
    assert_eq!(a, b);
}

fn apart(a: &str, b: &str) {
    let (one, other) = (of(&held(a)), of(&held(b)));
    assert!(one.is_some() && other.is_some(), "{a}; {b}");
    assert_ne!(one.map(|key| key.id()), other.map(|key| key.id()), "{a}; {b}");
}

#[test]
fn true_sames_are_one() {
    same("killed, UKR, Ukrainian soldiers, 2022-02-24..", "killed, UKR, troops, 2022-02..");
    same("killed, RUS, Russian servicemen, 2022-02-24..", "killed, RUS, soldiers, 2022-02-24..2024-06-01");
    same("killed, UKR, civilians, 2024-06-01", "killed, UKR, civilian, 2024-06-01");
    same("killed, PSE, people, 2023-10-07..2024-06-01", "killed, PSE, Palestinians, 2023-10-07..2024-06-02");
    same("launched, RUS, drones, 2024-06-01", "launched, RUS, Russian UAVs, 2024-06-02");
    same("attacks, UKR, clashes, 2024-06-01", "attacks, UKR, combat engagements, 2024-06-02");
    same("held, UKR, hostages, -", "held, UKR, hostages, 2024-06-02");
    same("deserted, UKR, soldiers, -", "deserted, UKR, servicemen, -");
    same("wounded, RUS, people, 2024-06-01..2024-06-02", "wounded, RUS, -, 2024-06-01..2024-06-02");
}

#[test]
fn others_stay_apart() {
    apart("killed, UKR, soldiers, 2022-02-24..", "killed, RUS, soldiers, 2022-02-24..");
    apart("killed, UKR, soldiers, 2022..", "killed, UKR, soldiers, 2022-09..");
    apart("killed, UKR, soldiers, 2022..", "killed, UKR, soldiers, 2022-02-24..");
    apart("killed, UKR, soldiers, 2024-06-01", "killed, UKR, soldiers, 2024-06");
    apart("killed, UKR, soldiers, 2024-06", "killed, UKR, soldiers, ..2024-06");
    apart("killed, UKR, civilians, 2024-06-01", "killed, UKR, children, 2024-06-01");
    apart("launched, RUS, drones, 2024-06-01", "launched, RUS, missiles, 2024-06-01");
    apart("deserted, UKR, soldiers, -", "deserted_or_awol, UKR, soldiers, -");
    apart("killed, UKR, civilians, 2024-06-01", "killed, UKR, civilians, 2024-06-02");
    apart("fled, UKR, refugees, 2024-01-03..2024-04-05", "fled, UKR, refugees, 2024-01-03..2024-04-06");
}

#[test]
fn people_and_cases_are_two() {
    let (mut people, mut cases) = (held("convicted, RUS, soldiers, -"), held("convicted, RUS, -, -"));
    (people.offence, cases.offence) = (Some("awol".to_owned()), Some("awol".to_owned()));
    cases.unit = Some("case".to_owned());
    assert_ne!(of(&people), of(&cases));
    assert_eq!(of(&cases).map(|key| key.unit), Some("case".to_owned()));
}

#[test]
fn rates_of_two_sides_never_meet() {
    let mut rates = [held("recruited, RUS, people, -"), held("trained, UKR, people, -"), held("recruited, UKR, people, -")];
    rates.iter_mut().for_each(|claim| claim.kind = Kind::Rate { per: "month".to_owned() });
    let ids = rates.iter().filter_map(of).map(|key| key.id()).collect::<std::collections::BTreeSet<_>>();
    assert_eq!(ids.len(), 3);
}

#[test]
fn what_belongs_to_none() {
    let none = |line| assert_eq!(of(&held(line)), None, "{line}");
    none("other, UKR, soldiers, 2024-06-01");
    none("killed, -, people, 2024-06-01");
    none("killed, UKR, people, -");
    none("killed, UKR, others, 2024-06-01");
    none("killed, UKR, people, 2024-06");
    none("deployed, RUS, troops, -");
    none("population, UKR, people, -");
    let mut part = held("held, ISR, hostages, -");
    assert!(of(&part).is_some());
    part.part_of = Some(3);
    assert_eq!(of(&part), None);
    let mut change = held("killed, UKR, people, 2024-06-01");
    change.kind = Kind::Change;
    assert_eq!(of(&change), None);
    assert!(quantity(&words(), &held("killed, UKR, people, -")).is_some());
}

#[test]
fn cases_need_an_offence() {
    let of = |offence: &str| {
        let mut cases = held("case_opened, RUS, cases, ..2024-06-01");
        cases.offence = Some(offence.to_owned());
        of(&cases)
    };
    assert_eq!(of("other"), None);
    assert!(of("desertion").is_some());
    assert_ne!(of("desertion"), of("awol"));
    let mut named = held("case_opened, RUS, desertion cases, ..2024-06-01");
    (named.offence, named.unit) = (Some("desertion".to_owned()), Some("case".to_owned()));
    assert_eq!(super::key(&words(), &named), of("desertion"));
}

/// Three children among twelve killed are all the children killed.
#[test]
fn a_part_of_its_own_kind_keeps_its_series() {
    let (whole, mut part) = (held("killed, UKR, children, 2024-06-01"), held("killed, UKR, children, 2024-06-01"));
    part.part_of = Some(3);
    assert_eq!(of(&whole), of(&part));
}

#[test]
fn days_of_events_are_in_one_line() {
    let (one, other) = (of(&held("killed, UKR, civilians, 2024-06-01")), of(&held("killed, UKR, civilians, 2024-06-02")));
    assert_eq!(one.as_ref().map(Key::line), other.as_ref().map(Key::line));
    assert_eq!(one.map(|key| key.title()).as_deref(), Some("civilians killed, UKR, on 2024-06-01"));
}

#[test]
fn denied_is_of_the_series_it_denies_and_planned_is_not() {
    let of = |stance| {
        let mut claim = held("mobilised, RUS, people, 2024-06");
        claim.stance = stance;
        of(&claim).map(|key| key.id())
    };
    assert_eq!(of(Stance::Asserted), of(Stance::Denied));
    assert_eq!(of(Stance::Asserted), of(Stance::Estimated));
    assert_ne!(of(Stance::Asserted), of(Stance::Planned));
    assert_ne!(of(Stance::Predicted), of(Stance::Planned));
}

#[test]
fn places_in_one_spelling() {
    let of = |place: &str| {
        let mut claim = held("killed, RUS, civilians, 2024-08-07");
        claim.place = Some(place.to_owned());
        of(&claim).expect("a place is a hold")
    };
    assert_eq!(of("Kursk Oblast"), of("the Kursk region"));
    assert_ne!(of("Kursk"), of("Kursk region"));
    assert_ne!(of("Kursk region"), of("Belgorod region"));
}

#[test]
fn titles_ids_and_kin() {
    let key = of(&held("killed, UKR, soldiers, 2022-02-24..")).expect("a key");
    assert_eq!(key.title(), "military killed, UKR, since 2022-02-24");
    let mut claim = held("killed, RUS, civilians, 2024-08-07");
    claim.place = Some("Kursk Oblast".to_owned());
    assert_eq!(of(&claim).expect("a key").title(), "civilians killed, Kursk region, RUS, on 2024-08-07");
    assert_eq!(key.to_string(), "killed|-|UKR|-|person|military|number|said|since ukraine");
    assert_eq!(key.kin(&words()), "losses UKR");
    assert_eq!(key.id(), "87d1c85144f4");
}
