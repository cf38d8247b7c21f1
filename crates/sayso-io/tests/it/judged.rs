//! Claims of a ledger with judgements laid over them: in every view of it, as of every entry.

use std::collections::BTreeMap;
use std::path::Path;

use sayso::ledger::judge::What;
use sayso::ledger::{Held, Words};
use sayso::read::{Config, Lang};
use sayso::report::{Date, Report};
use sayso_io::ledger::{Ledger, View, prepare};
use tempfile::TempDir;

const TEXTS: [&str; 2] = [
    "At least 1,250 Ukrainian soldiers have been killed since March 2024, the Ukrainian General Staff said.\n",
    "Some 900 Russian soldiers have been killed since March 2024, the Russian Defence Ministry said. It named 12 villages.\n",
];

fn ledger(folder: &Path) -> Ledger {
    let mut ledger = Ledger::create(&folder.join("l.db")).expect("a ledger");
    let (lang, words) = (Lang::english(), Words::new("en", &mut Vec::new()));
    let prepared = TEXTS.iter().zip(["a", "b"]).map(|(text, id)| {
        let report = Report { id: id.to_owned(), text: (*text).to_owned(), published: Date::parse("2025-06-25"), ..Report::default() };
        let claims = sayso::read::read(&lang, &report, &Config::default());
        prepare(&words, &report, &claims, None)
    });
    ledger.add("2025-06-25T12:00:00.000Z", &prepared.collect::<Vec<_>>()).expect("added");
    ledger
}

/// The figures of each group that a walk hands over.
fn groups(walk: impl FnOnce(sayso_io::ledger::Take<'_>) -> Result<(), sayso_io::ledger::Error>) -> BTreeMap<String, Vec<String>> {
    let mut groups = BTreeMap::new();
    walk(&mut |name, claims| {
        assert!(groups.insert(name.to_owned(), claims.into_iter().map(|claim| claim.text).collect()).is_none(), "{name} comes once");
        Ok(())
    })
    .expect("a walk");
    groups
}

fn series(view: &View<'_>) -> BTreeMap<String, Vec<String>> {
    groups(|take| view.each_series(take))
}

fn claim(view: &View<'_>, figure: &str) -> Held {
    let mut found = Vec::new();
    let mut take = |_: &str, claims: Vec<Held>| {
        found.extend(claims.into_iter().filter(|claim| claim.text == figure));
        Ok(())
    };
    view.each_report(&mut take).expect("a walk");
    found.pop().expect("the figure is read")
}

fn correct(ledger: &mut Ledger, figure: &str, field: &str, value: &str) -> u64 {
    let id = claim(&ledger.view(None).expect("a view"), figure).id;
    let what = What::Correct { claim: id, field: field.to_owned(), value: Some(value.to_owned()) };
    ledger.judge("2025-06-26T12:00:00.000Z", "Ann", Some("so"), &what).expect("judged")
}

#[test]
fn a_corrected_claim_leaves_its_series_and_joins_another() {
    let folder: TempDir = tempfile::tempdir().expect("a folder");
    let mut ledger = ledger(folder.path());
    let before = series(&ledger.view(None).expect("a view"));
    assert_eq!(before.values().map(Vec::len).collect::<Vec<_>>(), [1, 1], "{before:?}");
    let of = |groups: &BTreeMap<String, Vec<String>>, figure: &str| {
        groups.iter().find(|(_, figures)| figures.iter().any(|text| text == figure)).map(|(id, _)| id.clone()).expect("a series")
    };
    let (ours, theirs) = (of(&before, "1,250"), of(&before, "900"));

    // "Russian soldiers" are never Ukraine's: the words have to go with the side.
    correct(&mut ledger, "900", "counted", "soldiers");
    assert_eq!(series(&ledger.view(None).expect("a view")), before);
    let entry = correct(&mut ledger, "900", "side", "UKR");
    let view = ledger.view(None).expect("a view");
    assert_eq!(series(&view), BTreeMap::from([(ours.clone(), vec!["1,250".to_owned(), "900".to_owned()])]));
    assert_eq!(view.series(&ours).expect("a series").len(), 2);
    assert_eq!(view.series(&theirs).expect("a series"), []);
    let kin = groups(|take| view.each_kin(take));
    assert_eq!(kin.len(), 1, "{kin:?}");
    let moved = claim(&view, "900");
    let of_report = view.claims_of(moved.report).expect("claims");
    assert!(of_report.contains(&moved) && view.claim(&moved.id).expect("claims") == [moved.clone()]);
    assert_eq!(
        moved.corrected.iter().map(|kept| (kept.field.as_str(), kept.was.as_deref())).collect::<Vec<_>>(),
        [("counted", Some("Russian soldiers")), ("side", Some("RUS"))]
    );

    ledger.undo("2025-06-27T12:00:00.000Z", "Ben", None, entry).expect("undone");
    assert_eq!(series(&ledger.view(None).expect("a view")), before);
    // What was known then is known still.
    let then = ledger.view(Date::parse("2025-06-26")).expect("a view");
    assert_eq!(then.series(&ours).expect("a series").len(), 2);
    assert_eq!(series(&ledger.view(Date::parse("2025-06-25")).expect("a view")), before);
}

#[test]
fn a_correction_may_open_a_series_or_take_a_claim_out_of_all() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut ledger = ledger(folder.path());
    correct(&mut ledger, "900", "counted", "soldiers");
    correct(&mut ledger, "900", "side", "BLR");
    correct(&mut ledger, "1,250", "measure", "other");
    let view = ledger.view(None).expect("a view");
    let groups = series(&view);
    assert_eq!(groups.values().cloned().collect::<Vec<_>>(), [vec!["900".to_owned()]]);
    let id = groups.keys().next().expect("one");
    assert_eq!(view.series(id).expect("a series").len(), 1);
    assert_eq!(view.series_named(id).expect("it is there"), *id);
}

#[test]
fn a_rejected_claim_is_in_no_view_and_comes_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut ledger = ledger(folder.path());
    let held = claim(&ledger.view(None).expect("a view"), "900");
    let what = What::Reject { claim: held.id.clone() };
    let entry = ledger.judge("2025-06-26T12:00:00.000Z", "Ann", Some("a story number"), &what).expect("judged");
    let view = ledger.view(None).expect("a view");
    assert_eq!(series(&view).len(), 1);
    assert_eq!(view.claim(&held.id).expect("none"), []);
    assert!(groups(|take| view.each_report(take)).values().flatten().all(|text| text != "900"));
    assert!(view.claims_of(held.report).expect("claims").iter().all(|claim| claim.id != held.id));
    assert_eq!(view.as_read(&held.id).expect("what was read"), std::slice::from_ref(&held));
    ledger.undo("2025-06-27T12:00:00.000Z", "Ben", None, entry).expect("undone");
    assert_eq!(claim(&ledger.view(None).expect("a view"), "900"), held);
    assert!(ledger.verify().expect("looked at").problems.is_empty());
}

#[test]
fn judgements_move_with_the_ledger() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut ledger = ledger(folder.path());
    correct(&mut ledger, "900", "side", "BLR");
    let mut lines = Vec::new();
    ledger.export(&mut lines).expect("exported");
    let mut copy = Ledger::create(&folder.path().join("copy.db")).expect("a ledger");
    copy.import(&mut lines.as_slice(), false).expect("imported");
    assert_eq!(series(&copy.view(None).expect("a view")), series(&ledger.view(None).expect("a view")));
}
