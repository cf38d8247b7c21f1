//! The range of what is claimed: from the least to the most that is stated, by claimant and by interest, with how often and how widely it is told.
//!
//! There is no best estimate here. "At least 100" and "up to 300" stay what they are: bounds keep their quantifier.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rust_decimal::Decimal;

use super::told::Told;
use crate::claim::Quantifier;
use crate::ledger::source::{Interest, Source};
use crate::report::Date;

/// What is claimed of one quantity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Range {
    /// All of it.
    pub all: Span,
    /// By who vouches, most told first; none for what only reports themselves say.
    pub by_claimant: Vec<(Option<Arc<Source>>, Interest, Span)>,
    /// By what the claimants stand to win.
    pub by_interest: Vec<(Interest, Span)>,
}

/// From the least to the most stated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// The least stated; none where the claims are denials only.
    pub least: Option<Stated>,
    /// The most stated.
    pub most: Option<Stated>,
    /// The first day spoken of.
    pub first: Option<Date>,
    /// The last one.
    pub last: Option<Date>,
    /// How often it is said.
    pub mentions: usize,
    /// In how many reports.
    pub reports: usize,
    /// By how many outlets, as far as reports name theirs.
    pub outlets: usize,
    /// How many of the mentions deny it.
    pub denials: usize,
}

/// An end of a range, as stated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// The number.
    pub value: Decimal,
    /// How the words limit it.
    pub quantifier: Quantifier,
    /// Whether the words have no upper end ("dozens").
    pub open: bool,
    /// The claim that states it, by its id.
    pub claim: String,
}

/// The range of a series' claims. What a later state of a page replaced counts no more.
pub fn range(told: &[Told<'_>]) -> Range {
    let current = told.iter().filter(|told| told.report.replaced_by.is_none()).collect::<Vec<_>>();
    let (mut claimants, mut interests) = (BTreeMap::<_, Vec<_>>::new(), BTreeMap::<_, Vec<_>>::new());
    for told in &current {
        claimants.entry(told.who()).or_default().push(*told);
        interests.entry(told.interest).or_default().push(*told);
    }
    let mut by_claimant = claimants.into_values().filter_map(claimant).collect::<Vec<_>>();
    // Ids break ties already: the map was in their order, and the sort is stable.
    by_claimant.sort_by_key(|(source, _, span)| (source.is_none(), std::cmp::Reverse((span.reports, span.mentions))));
    let by_interest = interests.into_iter().map(|(interest, told)| (interest, span(&told))).collect();
    Range { all: span(&current), by_claimant, by_interest }
}

fn claimant(told: Vec<&Told<'_>>) -> Option<(Option<Arc<Source>>, Interest, Span)> {
    let first = told.first()?;
    Some((first.source.clone(), first.interest, span(&told)))
}

fn span(told: &[&Told<'_>]) -> Span {
    let days = || told.iter().filter_map(|told| told.day());
    let reports = told.iter().map(|told| told.report.seq).collect::<BTreeSet<_>>();
    let outlets = told.iter().filter_map(|told| told.report.outlet.as_deref()).map(str::to_lowercase).collect::<BTreeSet<_>>();
    let stated = || told.iter().filter(|told| !told.denied());
    Span {
        least: stated().filter_map(|told| least(told)).min_by(|one, other| order(one).cmp(&order(other))),
        most: stated().filter_map(|told| most(told)).max_by(|one, other| (one.open, order(one)).cmp(&(other.open, order(other)))),
        first: days().min(),
        last: days().max(),
        mentions: told.len(),
        reports: reports.len(),
        outlets: outlets.len(),
        denials: told.len() - stated().count(),
    }
}

/// Of equal numbers the plainest stands, then the claim's id decides, so that the order of arrival does not.
fn order(stated: &Stated) -> (Decimal, Quantifier, &str) {
    (stated.value, stated.quantifier, &stated.claim)
}

fn least(told: &Told<'_>) -> Option<Stated> {
    let claim = told.claim;
    let value = claim.low.or(claim.high)?;
    Some(Stated { value, quantifier: claim.quantifier, open: false, claim: claim.id.clone() })
}

fn most(told: &Told<'_>) -> Option<Stated> {
    let claim = told.claim;
    let value = claim.high.or(claim.low)?;
    Some(Stated { value, quantifier: claim.quantifier, open: claim.high.is_none(), claim: claim.id.clone() })
}

#[cfg(test)]
mod tests {
    use super::super::told::tests::{Ledger, told};
    use super::*;

    /// The range in one line a claimant: `name (interest): least to most, mentions/reports/outlets`.
    fn check(ledger: &Ledger, expected: &[&str]) {
        let range = range(&told(ledger));
        let stated =
            |stated: &Option<Stated>| stated.as_ref().map(|at| format!("{} {}", at.quantifier.name(), at.value)).unwrap_or_default();
        let line = |who: &str, interest: Interest, span: &Span| {
            let (least, most) = (stated(&span.least), stated(&span.most));
            format!("{who} ({}): {least} to {most}, {}/{}/{}", interest.name(), span.mentions, span.reports, span.outlets)
        };
        let name = |source: &Option<Arc<Source>>| source.as_ref().map_or("-".to_owned(), |source| source.name.clone());
        let lines = range.by_claimant.iter().map(|(source, interest, span)| line(&name(source), *interest, span)).collect::<Vec<_>>();
        assert_eq!(lines, expected);
    }

    #[test]
    fn by_claimant_with_quantifiers() {
        let mut ledger = Ledger::default();
        ledger.report("2024-06-01", "Outlet A").says("Ukrainian General Staff", Quantifier::AtLeast, 100).says(
            "Ukrainian General Staff",
            Quantifier::Exact,
            120,
        );
        ledger.report("2024-06-02", "Outlet B").says("Russian Defense Ministry", Quantifier::AtMost, 60).says("", Quantifier::Exact, 100);
        ledger.report("2024-06-02", "Outlet C").says("Russian Defense Ministry", Quantifier::Exact, 40);
        let expected = [
            "Russian Defense Ministry (own): exact 40 to at_most 60, 2/2/2",
            "General Staff of the Armed Forces of Ukraine (enemy): at_least 100 to exact 120, 2/1/1",
            "- (unknown): exact 100 to exact 100, 1/1/1",
        ];
        check(&ledger, &expected);
    }

    #[test]
    fn what_is_denied_or_replaced_sets_no_end() {
        let mut ledger = Ledger::default();
        ledger.report("2024-06-01", "Outlet A").says("Ukrainian General Staff", Quantifier::Exact, 100);
        ledger.report("2024-06-01", "Outlet B").denies("Russian Defense Ministry", 100);
        ledger.report("2024-06-01", "Outlet C").says("Ukrainian General Staff", Quantifier::Exact, 900).replaced();
        let range = range(&told(&ledger));
        assert_eq!(range.all.most.map(|most| most.value), Some(100.into()));
        assert_eq!((range.all.mentions, range.all.denials), (2, 1));
    }
}
