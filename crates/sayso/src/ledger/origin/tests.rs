//! Origins of made-up retellings: what merges, what must not, and that the order of the reports does not matter.

use rust_decimal::Decimal;

use super::{Above, Certainty, Chain, Origins, Reason, Ruling, Who, origins};
use crate::claim::{Kind, Period, Quantifier, Stance};
use crate::ledger::echo::shingles;
use crate::ledger::held::{Filed, Held};
use crate::ledger::source::Sort;
use crate::report::{Date, Zone};

/// A claim of that value and no more.
pub fn held(id: &str, value: i64) -> Held {
    Held {
        id: id.to_owned(),
        report: 0,
        reading: 0,
        start: 0,
        end: 0,
        text: value.to_string(),
        low: Some(Decimal::from(value)),
        high: Some(Decimal::from(value)),
        quantifier: Quantifier::Exact,
        hedge: None,
        kind: Kind::Count,
        unit: None,
        counted: None,
        measure: "deserted".to_owned(),
        offence: None,
        side: None,
        place: None,
        period: None,
        say_so: Vec::new(),
        stance: Stance::Asserted,
        repeat_of: None,
        part_of: None,
        base: None,
        sentence: 0..0,
        zone: Zone::Body,
        corrected: Vec::new(),
    }
}

/// A retelling: outlet, day of May, value, then who vouches and who passes it on, and the sentence.
#[derive(Clone, Copy, Default)]
struct Told {
    outlet: &'static str,
    day: i8,
    value: i64,
    origin: Option<&'static str>,
    relay: Option<&'static str>,
    sentence: &'static str,
    denied: bool,
    as_of: i8,
    basis: Option<&'static str>,
}

fn told(outlet: &'static str, day: i8, value: i64) -> Told {
    Told { outlet, day, value, ..Told::default() }
}

impl Told {
    fn by(self, origin: &'static str) -> Self {
        Self { origin: Some(origin), ..self }
    }

    fn through(self, relay: &'static str) -> Self {
        Self { relay: Some(relay), ..self }
    }

    fn words(self, sentence: &'static str) -> Self {
        Self { sentence, ..self }
    }

    fn as_of(self, as_of: i8) -> Self {
        Self { as_of, ..self }
    }

    fn denied(self) -> Self {
        Self { denied: true, ..self }
    }

    fn basis(self, basis: &'static str) -> Self {
        Self { basis: Some(basis), ..self }
    }
}

/// Everybody in these tests: name, sort, side, and who stands above.
const WHO: [(&str, Sort, Option<&str>, &[&str]); 15] = [
    ("Northland", Sort::State, Some("NOR"), &[]),
    ("Southland", Sort::State, Some("SOU"), &[]),
    ("Northern Ministry", Sort::Body, Some("NOR"), &["Northland"]),
    ("Southern Ministry", Sort::Body, Some("SOU"), &["Southland"]),
    ("Northern Police", Sort::Body, Some("NOR"), &["Northland"]),
    ("Spokesman", Sort::Person, Some("NOR"), &["Northern Ministry", "Northland"]),
    ("Second Spokesman", Sort::Person, Some("NOR"), &["Northern Ministry", "Northland"]),
    ("President", Sort::Person, Some("NOR"), &["Northland"]),
    ("Watch", Sort::Body, None, &[]),
    ("Monitor", Sort::Body, None, &[]),
    ("Gazette", Sort::Outlet, None, &[]),
    ("Herald", Sort::Outlet, None, &[]),
    ("Wire", Sort::Outlet, None, &[]),
    ("officials", Sort::Described, None, &[]),
    ("sources", Sort::Anonymous, None, &[]),
];

fn who(name: &'static str) -> Who<'static> {
    let of = |name: &str| WHO.iter().find(|row| row.0 == name).expect("everybody is listed");
    let (name, sort, side, above) = *of(name);
    let above = above.iter().map(|id| Above { id, name: id, whole: of(id).1 == Sort::State }).collect();
    Who { id: name, name, sort, side, above }
}

fn found(told: &[Told], rulings: &[Ruling]) -> Origins {
    let claims: Vec<Held> = told.iter().enumerate().map(|(at, told)| claim(at, told)).collect();
    let reports: Vec<Filed> = told.iter().map(report).collect();
    let words: Vec<Vec<u64>> = told.iter().map(|told| shingles(told.sentence)).collect();
    let chain = |at: usize| Chain {
        claim: &claims[at],
        report: &reports[at],
        origin: told[at].origin.map(who),
        relays: told[at].relay.map(who).into_iter().collect(),
        outlet: Some(who(told[at].outlet)),
        sentence: &words[at],
        basis: told[at].basis,
    };
    let chains: Vec<Chain<'_>> = (0..told.len()).map(chain).collect();
    let backwards: Vec<Chain<'_>> = chains.iter().rev().cloned().collect();
    let (found, again) = (origins(&chains, rulings), origins(&backwards, rulings));
    assert_eq!((found.min, found.max, found.merges.len()), (again.min, again.max, again.merges.len()), "the order of arrival matters");
    found
}

fn claim(at: usize, told: &Told) -> Held {
    let stance = if told.denied { Stance::Denied } else { Stance::Asserted };
    let period = (told.as_of > 0).then(|| Period { from: None, to: Date::day(2025, 5, told.as_of) });
    Held { report: at as u64, stance, period, ..held(&format!("c{at}"), told.value) }
}

/// The same outlet on the same day is the same report.
fn report(told: &Told) -> Filed {
    let seq = told.outlet.bytes().map(u64::from).sum::<u64>() * 100 + u64::try_from(told.day).unwrap_or_default();
    Filed { seq, digest: format!("{}{:02}", told.outlet, told.day), published: Date::day(2025, 5, told.day), ..Filed::default() }
}

#[track_caller]
fn check(told: &[Told], min: usize, max: usize) -> Origins {
    let found = found(told, &[]);
    assert_eq!((found.min, found.max), (min, max), "{:#?}", found.merges);
    found
}

#[track_caller]
fn tied(told: &[Told], min: usize, max: usize, reason: Reason, certainty: Certainty) {
    let found = check(told, min, max);
    assert!(found.merges.iter().any(|merge| merge.reason == reason && merge.certainty == certainty), "{:#?}", found.merges);
}

#[test]
fn one_source_in_many_outlets_is_one_origin() {
    check(
        &[told("Gazette", 1, 500).by("Watch"), told("Herald", 2, 700).by("Watch"), told("Wire", 3, 500).by("Watch").through("Herald")],
        1,
        1,
    );
    check(&[told("Gazette", 1, 500).by("Watch"), told("Herald", 2, 500).by("Monitor")], 2, 2);
}

#[test]
fn who_speaks_for_a_body_is_that_body() {
    let (body, sure) = (Reason::SameBody, Certainty::Proven);
    tied(&[told("Gazette", 1, 500).by("Northern Ministry"), told("Herald", 2, 700).by("Spokesman")], 1, 1, body, sure);
    tied(&[told("Gazette", 1, 500).by("Second Spokesman"), told("Herald", 2, 700).by("Spokesman")], 1, 1, body, sure);
    tied(&[told("Gazette", 1, 45).by("Northland"), told("Herald", 2, 45).by("Northern Ministry")], 1, 1, body, sure);
}

#[test]
fn the_same_number_of_another_day_ties_nothing() {
    let (state, body) = (told("Gazette", 1, 45).by("Northland"), told("Herald", 9, 45).by("Northern Ministry"));
    tied(&[state.as_of(1), body.as_of(8)], 1, 2, Reason::SameParent, Certainty::Suspected);
    check(&[state.as_of(1), body.as_of(1)], 1, 1);
    check(&[told("Gazette", 9, 45).as_of(1), told("Herald", 9, 45).by("Watch").as_of(8)], 2, 2);
}

#[test]
fn bodies_of_one_government_are_suspected_to_be_one() {
    let (parent, open) = (Reason::SameParent, Certainty::Suspected);
    tied(&[told("Gazette", 1, 500).by("Northern Ministry"), told("Herald", 2, 500).by("Northern Police")], 1, 2, parent, open);
    tied(&[told("Gazette", 1, 500).by("Northland"), told("Herald", 2, 700).by("Northern Police")], 1, 2, parent, open);
    tied(&[told("Gazette", 1, 500).by("President"), told("Herald", 2, 700).by("Spokesman")], 1, 2, parent, open);
}

#[test]
fn two_parties_that_agree_are_two_witnesses() {
    check(&[told("Gazette", 1, 20_538).by("Northern Ministry"), told("Herald", 1, 20_538).by("Southern Ministry")], 2, 2);
}

#[test]
fn an_odd_figure_of_two_sources_is_a_suspicion_and_a_round_one_nothing() {
    let odd = [told("Gazette", 1, 20_538).by("Watch"), told("Herald", 9, 20_538).by("Monitor")];
    tied(&odd, 1, 2, Reason::SameFigure, Certainty::Suspected);
    check(&[told("Gazette", 1, 100_000).by("Watch"), told("Herald", 9, 100_000).by("Monitor")], 2, 2);
}

#[test]
fn one_basis_is_a_suspicion() {
    let same = [told("Gazette", 1, 500).by("Watch").basis("leak"), told("Herald", 2, 700).by("Monitor").basis("leak")];
    tied(&same, 1, 2, Reason::SameBasis, Certainty::Suspected);
}

#[test]
fn repeats_on_nobodys_word_add_nothing() {
    let named = told("Gazette", 1, 20_538).by("Watch");
    tied(&[named, told("Herald", 2, 20_538)], 1, 1, Reason::Unattributed, Certainty::Proven);
    tied(&[told("Herald", 1, 20_538), told("Gazette", 3, 20_538).by("Watch")], 1, 1, Reason::Unattributed, Certainty::Proven);
    check(&[named, told("Herald", 2, 30_000)], 2, 2);
}

#[test]
fn a_repeat_ties_no_two_witnesses_together() {
    check(&[told("Gazette", 1, 45).by("Watch"), told("Herald", 1, 45).by("Monitor"), told("Wire", 1, 45)], 2, 2);
    check(&[told("Gazette", 1, 45).by("Watch"), told("Herald", 1, 72).by("Monitor"), told("Wire", 1, 45), told("Wire", 1, 72)], 2, 2);
}

#[test]
fn a_figure_that_nobody_vouches_for_may_be_one() {
    tied(&[told("Gazette", 1, 1_200), told("Herald", 2, 1_200)], 1, 2, Reason::Unattributed, Certainty::Suspected);
    tied(&[told("Gazette", 1, 14_137), told("Herald", 2, 14_137)], 1, 1, Reason::SameFigure, Certainty::Proven);
    check(&[told("Gazette", 1, 1_200), told("Herald", 2, 1_300)], 2, 2);
}

#[test]
fn the_same_words_are_one_voice() {
    let words = "At least 12 men left their posts near the river crossing before dawn on Monday";
    let other = "Commanders there lost a dozen soldiers, 12 by the count of a medic who saw them walk away";
    tied(&[told("Gazette", 1, 12).words(words), told("Herald", 1, 12).words(words)], 1, 1, Reason::SameText, Certainty::Proven);
    tied(&[told("Gazette", 1, 12).words(words), told("Herald", 1, 12).words(other)], 1, 2, Reason::Unattributed, Certainty::Suspected);
    check(&[told("Gazette", 1, 12).words(words), told("Herald", 1, 13).words(words)], 2, 2);
}

#[test]
fn officials_of_two_reports_are_not_proven_one() {
    tied(&[told("Gazette", 1, 500).by("officials"), told("Herald", 2, 500).by("officials")], 1, 2, Reason::SameWords, Certainty::Suspected);
    check(&[told("Gazette", 1, 500).by("officials"), told("Herald", 2, 500).by("sources")], 2, 2);
    let named = [told("Gazette", 1, 500).by("Watch"), told("Herald", 2, 500).by("officials")];
    tied(&named, 1, 2, Reason::SameFigure, Certainty::Suspected);
}

#[test]
fn officials_of_one_report_are_one_voice() {
    tied(&[told("Gazette", 1, 500).by("officials"), told("Gazette", 1, 90).by("officials")], 1, 1, Reason::SameSource, Certainty::Proven);
    check(&[told("Gazette", 1, 500).by("sources"), told("Gazette", 1, 90).by("sources")], 1, 2);
    check(&[told("Gazette", 1, 500).by("officials"), told("Gazette", 1, 500).by("Watch")], 1, 2);
}

#[test]
fn outlets_that_a_report_names_are_no_mere_repeats() {
    check(&[told("Gazette", 1, 77).by("Herald"), told("Gazette", 1, 77).by("Watch")], 2, 2);
    check(&[told("Gazette", 1, 77).by("Herald"), told("Wire", 1, 77)], 1, 1);
}

#[test]
fn a_report_that_names_its_source_elsewhere_tells_who_it_is() {
    let both = |value: i64| [told("Gazette", 1, value).by("sources"), told("Gazette", 1, value).by("Watch")];
    tied(&both(520), 1, 1, Reason::SameReport, Certainty::Proven);
    tied(&both(3), 1, 2, Reason::SameReport, Certainty::Suspected);
    tied(&both(3).map(|told| told.as_of(1)), 1, 1, Reason::SameReport, Certainty::Proven);
}

#[test]
fn a_citation_leads_to_the_report_it_cites() {
    let cited = told("Wire", 1, 40).by("Watch");
    tied(&[cited, told("Gazette", 2, 40).by("Wire")], 1, 1, Reason::Cites, Certainty::Proven);
    tied(
        &[told("Wire", 1, 40).by("officials"), told("Gazette", 2, 40).by("sources").through("Wire")],
        1,
        1,
        Reason::Cites,
        Certainty::Proven,
    );
    tied(&[told("Wire", 1, 40), told("Gazette", 2, 40).by("Watch").through("Wire")], 1, 1, Reason::Cites, Certainty::Proven);
    check(&[cited, told("Gazette", 2, 60).by("Wire")], 2, 2);
}

#[test]
fn who_denies_a_figure_is_no_origin_of_it() {
    let found = check(&[told("Gazette", 1, 500).by("Watch"), told("Herald", 2, 500).by("Northland").denied()], 1, 1);
    assert_eq!(found.denied, [1]);
    check(&[], 0, 0);
}

#[test]
fn people_have_the_last_word() {
    let rule = |a: &str, b: &str, one| Ruling { a: a.to_owned(), b: b.to_owned(), one, by: "Ada".to_owned() };
    let told = [told("Gazette", 1, 20_538).by("Watch"), told("Herald", 2, 20_538), told("Wire", 3, 20_538).by("Monitor")];
    let count = |rulings: &[Ruling]| (found(&told, rulings).min, found(&told, rulings).max);
    assert_eq!(count(&[]), (1, 2));
    assert_eq!(count(&[rule("Watch", "Monitor", true)]), (1, 1));
    assert_eq!(count(&[rule("Watch", "Monitor", false)]), (2, 2));
    assert_eq!(count(&[rule("c1", "Watch", false), rule("c1", "Monitor", false)]), (2, 3));
    assert_eq!(count(&[rule("c9", "nobody", false)]), (1, 2));
}

#[test]
fn every_merge_says_why() {
    let found = found(&[told("Gazette", 1, 20_538).by("Watch"), told("Herald", 2, 20_538)], &[]);
    let why: Vec<&str> = found.merges.iter().map(|merge| merge.why.as_str()).collect();
    assert_eq!(why, ["Herald gives 20538 on nobody's word by name; Watch gives it too."]);
    assert_eq!(found.groups[0].source.as_deref(), Some("Watch"));
    assert_eq!(found.groups[0].claims, [0, 1]);
}
