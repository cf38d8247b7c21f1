//! The checks, run over a ledger as of an entry.

use sayso::check::{CHECKS, Case, Finding, Scope};
use sayso::ledger::Held;

use super::book::Book;
use super::error::Error;

/// Takes what was found in one scope, with the claims of it.
pub type Found<'t> = &'t mut dyn FnMut(Vec<Finding>, &[&Held]);

/// Runs the checks over every report, every series, every kin group; with `only`, those of these names. A finding comes with the claims of its scope.
pub fn checked(book: &Book<'_>, only: &[String], take: Found<'_>) -> Result<(), Error> {
    let wanted = |scope: Scope| {
        CHECKS.iter().filter(move |check| check.scope == scope && (only.is_empty() || only.iter().any(|name| name == check.name)))
    };
    let mut run = |scope: Scope, claims: Vec<Held>| {
        // What a later state of a page no longer says is nothing that its outlet says now; what changed is for the checks that compare.
        let mut current = claims.iter().filter(|claim| scope != Scope::Report || !book.is_replaced(claim)).collect::<Vec<_>>();
        current.sort_by_key(|claim| (claim.report, claim.start));
        let case = Case { claims: &current, words: book.view.words(), known: book };
        let found = wanted(scope).flat_map(|check| check.find(&case)).collect::<Vec<_>>();
        if !found.is_empty() {
            take(found, &current);
        }
        Ok(())
    };
    let asks = |scope: Scope| wanted(scope).next().is_some();
    if asks(Scope::Report) {
        book.view.each_report(&mut |_, claims| run(Scope::Report, claims))?;
    }
    if asks(Scope::Series) {
        book.view.each_series(&mut |_, claims| run(Scope::Series, claims))?;
    }
    if asks(Scope::Kin) {
        book.view.each_kin(&mut |_, claims| run(Scope::Kin, claims))?;
    }
    Ok(())
}
