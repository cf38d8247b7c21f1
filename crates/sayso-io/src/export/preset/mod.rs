//! The columns of other systems. What sayso does not know stays empty: nothing is invented to fill a column.

pub(super) mod helix;
pub(super) mod ucdp;
pub(super) mod economist;

use sayso::claim::{Kind, Stance};
use sayso::ledger::judge::{Pick, What};
use sayso::ledger::{Filed, Held};
use sayso::pack::table;
use sayso::report::Date;

use super::rows::Source;

/// Whether a claim states a number of people or households of one of these measures, as something that is so.
fn counts(claim: &Held, measures: &[&str], units: &[&str]) -> bool {
    let unit = claim.unit.as_deref().unwrap_or("person");
    let stated = matches!(claim.stance, Stance::Asserted | Stance::Estimated);
    stated && claim.kind == Kind::Count && measures.contains(&claim.measure.as_str()) && units.contains(&unit)
}

/// Whether a claim counts: a restatement in its own report adds nothing, and a page that was edited says what its later state says.
fn is_current(source: &Source<'_, '_>, claim: &Held) -> bool {
    claim.repeat_of.is_none() && !source.book.is_replaced(claim)
}

/// Whether a named person recommends this claim for its series.
fn is_recommended(source: &Source<'_, '_>, claim: &Held) -> bool {
    let recommended = source.series(claim).and_then(|series| source.book.view.judgements().recommended(&series).cloned());
    recommended.is_some_and(|judgement| matches!(&judgement.what, What::Recommend { pick: Pick::Claim(id), .. } if *id == claim.id))
}

/// The English name of a state by its code.
fn state(code: &str) -> Option<&'static str> {
    table("packs/world/state.tsv").iter().find(|row| row.cell(0) == Some(code)).and_then(|row| row.cell(1))
}

/// The first and the last day of a date: a month has its first and last.
fn days(date: Date) -> Option<(jiff::civil::Date, jiff::civil::Date)> {
    let first = date.first_day()?;
    let last = match (date.month, date.day) {
        (_, Some(_)) => first,
        (Some(_), None) => first.last_of_month(),
        (None, _) => first.last_of_year(),
    };
    Some((first, last))
}

/// How precise a date is, in words.
const fn accuracy(date: Date) -> &'static str {
    match (date.month, date.day) {
        (_, Some(_)) => "Day",
        (Some(_), None) => "Month",
        (None, _) => "Year",
    }
}

/// The address of a report, else the name it was given.
fn place(filed: Option<&Filed>) -> Option<&str> {
    filed.map(|filed| filed.url.as_deref().unwrap_or(&filed.id))
}
