//! The sources that vouch for figures, or pass them on, in a ledger as of an entry.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use sayso::claim::{Link, Role};
use sayso::ledger::Held;
use sayso::ledger::source::{How, Sort, Source};

use super::book::Book;
use super::error::Error;

/// What was met of a source.
#[derive(Clone, Debug)]
pub struct Met {
    /// Who.
    pub source: Arc<Source>,
    /// Its names in the reports, each with how it was known.
    pub spellings: BTreeMap<String, How>,
    /// Claims that it vouches for.
    pub vouched: u64,
    /// Claims that it passes on.
    pub passed: u64,
    /// The reports, by their entries.
    pub reports: BTreeSet<u64>,
}

/// Whether a source may be known beyond the report that it speaks in.
pub const fn is_public(source: &Source) -> bool {
    matches!(source.sort, Sort::State | Sort::Body | Sort::Outlet | Sort::Group | Sort::Person)
}

/// Every source met in the claims that are current, those of most claims first.
pub fn met(book: &Book<'_>) -> Result<Vec<Met>, Error> {
    let mut all = BTreeMap::<String, Met>::new();
    book.view.each_report(&mut |_, claims| {
        for claim in claims.iter().filter(|claim| claim.repeat_of.is_none() && !book.is_replaced(claim)) {
            for link in claim.say_so.iter().filter(|link| link.role != Role::Outlet) {
                meet(&mut all, book, claim, link);
            }
        }
        Ok(())
    })?;
    let mut all = all.into_values().collect::<Vec<_>>();
    all.sort_by(|one, other| {
        (other.vouched + other.passed).cmp(&(one.vouched + one.passed)).then_with(|| one.source.id.cmp(&other.source.id))
    });
    Ok(all)
}

fn meet(all: &mut BTreeMap<String, Met>, book: &Book<'_>, claim: &Held, link: &Link) {
    let Some(known) = book.resolve(claim, link).filter(|known| is_public(&known.source)) else { return };
    let met = all.entry(known.source.id.clone()).or_insert_with(|| Met {
        source: Arc::clone(&known.source),
        spellings: BTreeMap::new(),
        vouched: 0,
        passed: 0,
        reports: BTreeSet::new(),
    });
    met.spellings.entry(link.name.clone()).or_insert(known.how);
    met.reports.insert(claim.report);
    if link.role == Role::Origin { met.vouched += 1 } else { met.passed += 1 }
}

/// The link by which a source stands in a claim's chain, where it vouches or passes on.
pub fn stands<'c>(book: &Book<'_>, claim: &'c Held, source: &Source) -> Option<&'c Link> {
    let mut links = claim.say_so.iter().filter(|link| link.role != Role::Outlet);
    links.find(|link| book.resolve(claim, link).is_some_and(|known| known.source.id == source.id))
}
