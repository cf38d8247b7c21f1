//! Estimates of losses with the columns of The Economist's table, one row a claim.

use std::io;

use sayso::claim::Quantifier;
use sayso::ledger::Held;
use sayso::ledger::source::Interest;

use super::super::rows::{Source, point};
use super::super::sheet::Sheets;
use super::super::table::{Cell, Holds, Table, column, required};
use super::{counts, days, is_current, place, state};

static TABLE: Table = Table {
    name: "economist",
    about: "Claims of deaths and losses of people, with the columns of The Economist's table of estimates by claimant. A limit fills the end that it limits, and \
            `estimate` only where one value is stated.",
    columns: &[
        column(
            "date",
            Holds::Text,
            "The day the claim speaks of, as dd/mm/yyyy: the end of its period, else the day of publication. Days only: a month is its last day",
        ),
        column("estimate_low", Holds::Number, "`low`, where the claim states a range or a lower limit"),
        column("estimate_high", Holds::Number, "`high`, where the claim states a range or an upper limit"),
        column("estimate", Holds::Number, "The value, where the claim states one and not a limit"),
        required("type", Holds::Text, "`deaths` for the measure killed, `casualties` for killed_or_wounded"),
        column("source", Holds::Text, "`origin`: who vouches for it; empty where only the report itself does"),
        column("source_url", Holds::Text, "The report's URL, else its name"),
        required("country", Holds::Text, "`side`: whose people are counted, by the state's name in lower case, else the group's name"),
        column("ignore for chart, data from warring parties", Holds::Text, "`yes` where the source's own side or its enemy is counted"),
    ],
    key: &[],
    links: &[],
};

/// Writes it.
pub(in super::super) fn write(sheets: &mut dyn Sheets, source: &Source<'_, '_>) -> io::Result<()> {
    let mut rows = sheets.sheet(&TABLE)?;
    source.each_report(&mut |_, held| {
        let wanted = held.iter().filter(|claim| counts(claim, &["killed", "killed_or_wounded"], &["person"]) && is_current(source, claim));
        wanted.filter_map(|claim| row(source, claim)).try_for_each(|row| rows.row(&row))
    })?;
    sheets.close(rows)
}

fn row(source: &Source<'_, '_>, claim: &Held) -> Option<[Cell; 9]> {
    let side = claim.side.as_deref()?;
    let filed = source.book.report(claim);
    let day = claim
        .period
        .and_then(|period| period.to)
        .or_else(|| filed?.published)
        .and_then(days)
        .map(|(_, last)| last.strftime("%d/%m/%Y").to_string());
    let (low, high) = ends(claim);
    let party = matches!(source.book.interest(claim), Interest::Own | Interest::Enemy);
    Some([
        day.into(),
        low,
        high,
        point(claim).into(),
        if claim.measure == "killed" { "deaths" } else { "casualties" }.into(),
        source.origin(claim).into(),
        place(filed).into(),
        state(side).map_or_else(|| side.to_owned(), str::to_lowercase).into(),
        party.then_some("yes").into(),
    ])
}

/// The ends of a range, or the one end that a limit states.
fn ends(claim: &Held) -> (Cell, Cell) {
    match claim.quantifier {
        Quantifier::AtLeast | Quantifier::MoreThan => (claim.low.into(), Cell::None),
        Quantifier::AtMost | Quantifier::LessThan => (Cell::None, claim.high.into()),
        _ if claim.point().is_some() => (Cell::None, Cell::None),
        _ => (claim.low.into(), claim.high.into()),
    }
}
