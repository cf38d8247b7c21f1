//! Claims made up for the checks' tests, and what every check's list entry must have.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::*;
use crate::claim::{Kind, Link, Named, Period, Quantifier, Role, Stance};
use crate::report::{Date, Zone};

/// A claim in the making.
#[derive(Clone)]
pub struct Made {
    pub held: Held,
}

/// An exact count of persons in the first report.
pub fn claim(value: i64) -> Made {
    let held = Held {
        id: String::new(),
        report: 1,
        reading: 1,
        start: 0,
        end: 0,
        text: value.to_string(),
        low: Some(value.into()),
        high: Some(value.into()),
        quantifier: Quantifier::Exact,
        hedge: None,
        kind: Kind::Count,
        unit: Some("person".to_owned()),
        counted: None,
        measure: "killed".to_owned(),
        offence: None,
        side: None,
        place: None,
        period: None,
        say_so: Vec::new(),
        stance: Stance::Asserted,
        repeat_of: None,
        part_of: None,
        base: None,
        sentence: 0..500,
        zone: Zone::Body,
        corrected: Vec::new(),
    };
    Made { held }
}

/// A change, as written.
pub fn change(value: i64, text: &str) -> Made {
    let mut made = claim(value);
    (made.held.kind, made.held.text, made.held.unit) = (Kind::Change, text.to_owned(), None);
    made
}

impl Made {
    fn with(mut self, set: impl FnOnce(&mut Held)) -> Self {
        set(&mut self.held);
        self
    }

    pub fn report(self, seq: u64) -> Self {
        self.with(|held| held.report = seq)
    }

    pub fn at(self, start: usize) -> Self {
        self.with(|held| (held.start, held.end) = (start, start + 1))
    }

    pub fn limit(self, quantifier: Quantifier) -> Self {
        self.with(|held| held.quantifier = quantifier)
    }

    /// A range up to that value.
    pub fn to(self, high: i64) -> Self {
        let range = |held: &mut Held| (held.high, held.quantifier) = (Some(high.into()), Quantifier::Range);
        self.with(|held| range(held))
    }

    pub fn hedge(self, words: &str) -> Self {
        self.with(|held| held.hedge = Some(words.to_owned()))
    }

    pub fn stance(self, stance: Stance) -> Self {
        self.with(|held| held.stance = stance)
    }

    pub fn zone(self, zone: Zone) -> Self {
        self.with(|held| held.zone = zone)
    }

    pub fn rate(self, per: &str) -> Self {
        self.with(|held| held.kind = Kind::Rate { per: per.to_owned() })
    }

    pub fn measure(self, measure: &str) -> Self {
        self.with(|held| held.measure = measure.to_owned())
    }

    pub fn side(self, side: &str) -> Self {
        self.with(|held| held.side = Some(side.to_owned()))
    }

    pub fn unit(self, unit: &str) -> Self {
        self.with(|held| held.unit = Some(unit.to_owned()))
    }

    pub fn offence(self, offence: &str) -> Self {
        self.with(|held| held.offence = Some(offence.to_owned()))
    }

    pub fn counted(self, words: &str) -> Self {
        self.with(|held| held.counted = Some(words.to_owned()))
    }

    pub fn base(self, start: usize) -> Self {
        self.with(|held| held.base = Some(start))
    }

    pub fn part_of(self, start: usize) -> Self {
        self.with(|held| held.part_of = Some(start))
    }

    pub fn until(self, day: &str) -> Self {
        self.with(|held| held.period = Some(Period { from: None, to: Date::parse(day) }))
    }

    pub fn since(self, day: &str) -> Self {
        self.with(|held| held.period = Some(Period { from: Date::parse(day), to: None }))
    }

    /// From a day to a day, both told.
    pub fn during(self, from: &str, to: &str) -> Self {
        self.with(|held| held.period = Some(Period { from: Date::parse(from), to: Date::parse(to) }))
    }

    /// Passed on by somebody.
    pub fn through(self, name: &str) -> Self {
        let link = Link { name: name.to_owned(), role: Role::Relay, span: None, cue: None, of: None, named: Named::Named };
        self.with(|held| held.say_so.push(link))
    }

    pub fn says(self, name: &str) -> Self {
        let link = Link { name: name.to_owned(), role: Role::Origin, span: None, cue: None, of: None, named: Named::Named };
        self.with(|held| held.say_so = vec![link])
    }
}

/// Reports 1 to 9, each of another outlet and day; sources are their names.
struct Plain(BTreeMap<u64, Filed>);

impl Plain {
    fn new() -> Self {
        let filed = |seq: u64| {
            let outlet = Some(format!("Outlet {seq}"));
            Filed { seq, outlet, published: Date::parse(&format!("2025-01-0{seq}")), ..Filed::default() }
        };
        Self((1..10).map(|seq| (seq, filed(seq))).collect())
    }
}

impl Known for Plain {
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
        one.split(' ').next() == other.split(' ').next()
    }
}

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::new("en", &mut Vec::new()));

/// Runs one check over claims and compares what it finds, as `verdict: sentence`.
pub fn check(check: Check, claims: impl IntoIterator<Item = Made>, expected: &[&str]) {
    let mut claims = claims.into_iter().map(|made| made.held).collect::<Vec<_>>();
    claims.sort_by_key(|claim| (claim.report, claim.start));
    for (at, claim) in claims.iter_mut().enumerate() {
        claim.id = format!("claim {at}");
    }
    let refs = claims.iter().collect::<Vec<_>>();
    let found = (check.run)(&Case { claims: &refs, words: &WORDS, known: &Plain::new() });
    let found = found.iter().map(|one| format!("{}: {}", one.verdict.name(), one.sentence)).collect::<Vec<_>>();
    assert_eq!(found, expected);
}

#[test]
fn every_check_is_listed_once_a_scope() {
    let names = CHECKS.iter().map(|check| (check.name, check.scope)).collect::<std::collections::BTreeSet<_>>();
    assert_eq!(names.len(), CHECKS.len());
    assert!(CHECKS.iter().all(|check| !check.about.is_empty()));
}

#[test]
fn nothing_is_found_in_nothing() {
    for one in CHECKS {
        check(*one, [], &[]);
        check(*one, [claim(0)], &[]);
        check(*one, [claim(i64::MAX), claim(i64::MAX).at(5).part_of(0).base(0), claim(1).to(i64::MAX).at(9)], &[]);
    }
}
