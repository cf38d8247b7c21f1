//! Laws that hold for any claims a ledger may hold, hostile or not: nothing panics, and the order of arrival changes nothing.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use proptest::prelude::*;
use rust_decimal::Decimal;
use sayso::check::{CHECKS, Case, Finding, Known};
use sayso::claim::{Kind, Link, Named, Period, Quantifier, Role, Stance};
use sayso::ledger::origin::{self, Chain, Who};
use sayso::ledger::source::{self, Source, Sources};
use sayso::ledger::{Filed, Held, Words, series};
use sayso::report::{Date, Zone};
use sayso::view::{range, timeline, told};

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::new("en", &mut Vec::new()));
static SOURCES: LazyLock<source::Words> = LazyLock::new(|| source::Words::new("en", &mut Vec::new()));

/// Values at which arithmetic breaks, and others.
fn value() -> impl Strategy<Value = Option<Decimal>> {
    let odd = [
        Decimal::MAX,
        Decimal::MIN,
        Decimal::ZERO,
        Decimal::ONE,
        -Decimal::ONE,
        Decimal::new(1, 28),
        Decimal::from(u64::MAX),
        Decimal::ONE_THOUSAND,
    ];
    prop_oneof![1 => Just(None), 3 => proptest::sample::select(odd.to_vec()).prop_map(Some), 6 => (-50_000i64..50_000).prop_map(|value| Some(value.into()))]
}

fn date() -> impl Strategy<Value = Option<Date>> {
    let odd = [
        Date { year: 0, month: None, day: None },
        Date { year: 9999, month: Some(12), day: Some(31) },
        Date { year: -1, month: Some(13), day: Some(77) },
        Date::year(2024),
    ];
    prop_oneof![2 => Just(None), 1 => proptest::sample::select(odd.to_vec()).prop_map(Some), 5 => (2022i16..2026, 1i8..13, 1i8..29).prop_map(|(year, month, day)| Date::day(year, month, day))]
}

fn kind() -> impl Strategy<Value = Kind> {
    let all = [
        Kind::Count,
        Kind::Share,
        Kind::Change,
        Kind::Rate { per: "month".to_owned() },
        Kind::Rate { per: "\u{202e}".to_owned() },
        Kind::Money { currency: None },
        Kind::Measure { unit: "km".to_owned() },
    ];
    prop_oneof![4 => Just(Kind::Count), 3 => proptest::sample::select(all.to_vec())]
}

fn link() -> impl Strategy<Value = Link> {
    let names = [
        "Mediazona",
        "the ministry",
        "Russian Defence Ministry",
        "Ukraine's General Staff",
        "officials",
        "",
        "\u{0}",
        "Anna Example",
        "BBC",
        "Western estimates",
    ];
    let roles = [Role::Origin, Role::Relay, Role::Outlet];
    let named = [Named::Named, Named::Described, Named::Anonymous];
    (proptest::sample::select(names.to_vec()), proptest::sample::select(roles.to_vec()), proptest::sample::select(named.to_vec()))
        .prop_map(|(name, role, named)| Link { name: name.to_owned(), role, span: None, cue: None, of: None, named })
}

prop_compose! {
    fn held()(
        (report, start, length) in (1u64..6, 0usize..400, 0usize..12),
        (low, high, kind) in (value(), value(), kind()),
        quantifier in proptest::sample::select(Quantifier::ALL.map(|(one, _)| one).to_vec()),
        stance in proptest::sample::select(Stance::ALL.map(|(one, _)| one).to_vec()),
        measure in proptest::sample::select(vec!["killed", "wounded", "killed_or_wounded", "charged", "deserted", "held", "launched", "other", "no such measure"]),
        side in proptest::sample::select(vec![None, Some("RUS"), Some("UKR"), Some("Hamas"), Some("")]),
        counted in proptest::sample::select(vec![None, Some("soldiers"), Some("cases"), Some("drones"), Some(""), Some("children of the 3rd")]),
        (from, to, dated) in (date(), date(), any::<bool>()),
        zone in proptest::sample::select(vec![Zone::Headline, Zone::Lede, Zone::Body, Zone::Repeat]),
        say_so in proptest::collection::vec(link(), 0..4),
        (part_of, base, repeat_of) in (proptest::option::weighted(0.2, 0usize..400), proptest::option::weighted(0.2, 0usize..400), proptest::option::weighted(0.1, 0usize..400)),
    ) -> Held {
        Held {
            id: format!("{report}-{start}-{length}-{measure}"), report, reading: report + 10, start, end: start + length, text: "tenfold".to_owned(), low, high, quantifier,
            hedge: None, unit: Some(if counted == Some("cases") { "case" } else { "person" }.to_owned()), kind, counted: counted.map(str::to_owned), measure: measure.to_owned(),
            offence: (measure == "charged").then(|| "desertion".to_owned()), side: side.map(str::to_owned), place: None, period: dated.then_some(Period { from, to }), say_so, stance,
            repeat_of, part_of, base, sentence: start..start + 50, zone, corrected: Vec::new(),
        }
    }
}

/// What a ledger knows of five reports.
struct Reports(BTreeMap<u64, Filed>);

impl Known for Reports {
    fn filed(&self, report: u64) -> Option<&Filed> {
        self.0.get(&report)
    }

    fn title(&self, _: u64) -> Vec<Held> {
        Vec::new()
    }

    fn origin(&self, claim: &Held) -> Option<String> {
        claim.origin().map(|link| link.name.clone())
    }

    fn related(&self, one: &str, other: &str) -> bool {
        one.len() == other.len()
    }
}

fn reports() -> BTreeMap<u64, Filed> {
    let filed = |seq: u64| Filed {
        seq,
        id: seq.to_string(),
        digest: seq.to_string(),
        outlet: Some(format!("Outlet {}", seq % 3)),
        published: Date::day(2024, 1, seq as i8),
        ..Filed::default()
    };
    (1..6).map(|seq| (seq, filed(seq))).collect()
}

fn found(claims: &[Held]) -> Vec<Finding> {
    let known = Reports(reports());
    let claims = claims.iter().collect::<Vec<_>>();
    let case = Case { claims: &claims, words: &WORDS, known: &known };
    CHECKS.iter().flat_map(|check| check.find(&case)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn checks_take_any_claims(mut claims in proptest::collection::vec(held(), 0..30)) {
        claims.sort_by_key(|claim| (claim.report, claim.start));
        for finding in found(&claims) {
            prop_assert!(!finding.inputs.is_empty(), "{finding:?} stands on nothing");
            for input in &finding.inputs {
                prop_assert!(claims.iter().any(|claim| claim.id == *input), "{finding:?} stands on a claim that is not there");
            }
        }
    }

    #[test]
    fn checks_take_claims_in_any_order(claims in proptest::collection::vec(held(), 0..30)) {
        found(&claims);
    }

    #[test]
    fn a_key_is_its_claim_s_alone(claim in held()) {
        let key = series::key(&WORDS, &claim);
        let again = series::key(&WORDS, &Held { report: 99, start: 7, end: 9, ..claim });
        prop_assert_eq!(key.as_ref().map(|key| (key.id(), key.title(), key.kin(&WORDS))), again.as_ref().map(|key| (key.id(), key.title(), key.kin(&WORDS))));
    }

    #[test]
    fn origins_and_views_do_not_depend_on_the_order_of_arrival(claims in proptest::collection::vec(held(), 0..20), turn in 0usize..20) {
        let (mut claims, reports) = (claims, reports());
        // A claim has a value, and who says it a name.
        claims.retain(|claim| claim.low.is_some() || claim.high.is_some());
        claims.retain(|claim| claim.say_so.iter().all(|link| link.name.contains(char::is_alphanumeric)));
        // A report has one claim at a place, but for the sides of "each".
        claims.sort_by_key(|claim| (claim.report, claim.start));
        claims.dedup_by_key(|claim| (claim.report, claim.start));
        let mut turned = claims.clone();
        turned.rotate_left(turn.min(claims.len()));
        let seen = |claims: &[Held]| {
            let mut sources = Sources::new(&SOURCES, &[]);
            let counted = counted(claims, &reports, &mut sources);
            let told = told::tell(claims, &reports, &mut sources);
            (counted, range::range(&told), timeline::timeline(&told).len())
        };
        let (one, other) = (seen(&claims), seen(&turned));
        prop_assert!(one.0.0 <= one.0.1 && one.0.1 <= claims.len());
        prop_assert_eq!(one.0, other.0);
        prop_assert_eq!(one.1.all.mentions, other.1.all.mentions);
        prop_assert_eq!(one.1.all.least.map(|least| least.value), other.1.all.least.map(|least| least.value));
        prop_assert_eq!(one.2, other.2);
    }
}

/// The least and the most origins that there may be.
fn counted(claims: &[Held], reports: &BTreeMap<u64, Filed>, sources: &mut Sources<'_>) -> (usize, usize) {
    let known = claims
        .iter()
        .map(|claim| {
            claim
                .say_so
                .iter()
                .map(|link| (link.role, (*sources.resolve(link, &reports[&claim.report]).source).clone()))
                .collect::<Vec<_>>()
        })
        .collect::<Vec<_>>();
    let chains = claims.iter().zip(&known).map(|(claim, links)| {
        let who = |role: Role| links.iter().filter(move |(one, _)| *one == role).map(|(_, source): &(Role, Source)| Who::new(source, &[]));
        Chain {
            claim,
            report: &reports[&claim.report],
            origin: who(Role::Origin).next(),
            relays: who(Role::Relay).collect(),
            outlet: who(Role::Outlet).next(),
            sentence: &[],
            basis: None,
        }
    });
    let origins = origin::origins(&chains.collect::<Vec<_>>(), &[]);
    (origins.min, origins.max)
}
