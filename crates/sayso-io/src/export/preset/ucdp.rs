//! Deaths with the columns of UCDP's Georeferenced Event Dataset: one row a claim, for a coder to make events of.

use std::io;

use sayso::claim::Period;
use sayso::ledger::Held;
use sayso::ledger::judge::{Pick, What};

use super::super::rows::{Source, date, outlet, point, some};
use super::super::sheet::Sheets;
use super::super::table::{Cell, Holds, Table, column, required};
use super::{counts, days, is_current};

const EMPTY: &str = "Left empty: sayso does not know it";

static TABLE: Table = Table {
    name: "ucdp",
    about: "Claims of deaths with the columns of UCDP GED. An event there is one incident, a row here is one claim about any time and place: what belongs to one \
            event, who fought whom, and the best estimate are for a coder to say.",
    columns: &[
        required("id", Holds::Text, "The claim's `id`; GED's own ids are numbers of its making"),
        column("relid", Holds::Text, EMPTY),
        column("year", Holds::Integer, "Year of the end of the period"),
        column("active_year", Holds::Text, EMPTY),
        column("code_status", Holds::Text, EMPTY),
        column("type_of_violence", Holds::Text, EMPTY),
        column("conflict_dset_id", Holds::Text, EMPTY),
        column("conflict_new_id", Holds::Text, EMPTY),
        column("conflict_name", Holds::Text, EMPTY),
        column("dyad_dset_id", Holds::Text, EMPTY),
        column("dyad_new_id", Holds::Text, EMPTY),
        column("dyad_name", Holds::Text, EMPTY),
        column("side_a_dset_id", Holds::Text, EMPTY),
        column("side_a_new_id", Holds::Text, EMPTY),
        column("side_a", Holds::Text, EMPTY),
        column("side_b_dset_id", Holds::Text, EMPTY),
        column("side_b_new_id", Holds::Text, EMPTY),
        column("side_b", Holds::Text, EMPTY),
        column("number_of_sources", Holds::Text, EMPTY),
        column("source_article", Holds::Text, "Outlet, day and title of the report"),
        column("source_office", Holds::Text, "Outlet of the report"),
        column("source_date", Holds::Date, "Day of publication"),
        column("source_headline", Holds::Text, "Title of the report"),
        column("source_original", Holds::Text, "`origin`: who vouches for it"),
        column("where_prec", Holds::Text, EMPTY),
        column("where_coordinates", Holds::Text, EMPTY),
        column("where_description", Holds::Text, "`place`: what the count is limited to"),
        column("adm_1", Holds::Text, EMPTY),
        column("adm_2", Holds::Text, EMPTY),
        column("latitude", Holds::Text, EMPTY),
        column("longitude", Holds::Text, EMPTY),
        column("geom_wkt", Holds::Text, EMPTY),
        column("priogrid_gid", Holds::Text, EMPTY),
        column("country", Holds::Text, EMPTY),
        column("country_id", Holds::Text, EMPTY),
        column("region", Holds::Text, EMPTY),
        column("event_clarity", Holds::Text, EMPTY),
        column("date_prec", Holds::Integer, "1 a day, 2 up to six days, 3 a week, 4 a month, 5 a year; empty where the period is open"),
        column("date_start", Holds::Date, "First day of the period; empty where it is open"),
        column("date_end", Holds::Date, "Last day of the period"),
        column("deaths_a", Holds::Text, EMPTY),
        column("deaths_b", Holds::Text, EMPTY),
        column("deaths_civilians", Holds::Number, "The value, where civilians are counted and one value is stated"),
        column("deaths_unknown", Holds::Text, EMPTY),
        column("best", Holds::Number, "Only what a named person recommended for the claim's series; never set by sayso"),
        column("high", Holds::Number, "Upper end of what is stated; empty where the words give none"),
        column("low", Holds::Number, "Lower end of what is stated; empty where the words give none"),
        column("gwnoa", Holds::Text, EMPTY),
        column("gwnob", Holds::Text, EMPTY),
    ],
    key: &[],
    links: &[],
};

/// Writes it.
pub(in super::super) fn write(sheets: &mut dyn Sheets, source: &Source<'_, '_>) -> io::Result<()> {
    let mut rows = sheets.sheet(&TABLE)?;
    source.each_report(&mut |_, held| {
        let wanted = held.iter().filter(|claim| counts(claim, &["killed"], &["person"]) && is_current(source, claim));
        wanted.map(|claim| row(source, claim)).try_for_each(|row| rows.row(&row))
    })?;
    sheets.close(rows)
}

fn row(source: &Source<'_, '_>, claim: &Held) -> [Cell; 49] {
    let filed = source.book.report(claim);
    let (office, published) = (outlet(claim, filed), filed.and_then(|filed| filed.published));
    let title = filed.and_then(|filed| filed.title.as_deref()).map(|title| source.words(claim.report, title));
    let day = published.map(|day| day.to_string());
    let article = [office, day.as_deref(), title.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let period = claim.period.and_then(exact);
    let civilians = claim.counted.as_deref().is_some_and(|counted| counted.to_lowercase().contains("civilian"));
    let (low, high) = claim.bounds();
    [
        claim.id.as_str().into(),
        Cell::None,
        period.map(|period| u64::from(period.last.year().unsigned_abs())).into(),
        Cell::None,
        Cell::None,
        Cell::None,
        Cell::None,
        Cell::None,
        Cell::None,
        Cell::None,
        Cell::None,
        Cell::None,
        Cell::None,
        Cell::None,
        Cell::None,
        Cell::None,
        Cell::None,
        Cell::None,
        Cell::None,
        some(article),
        office.into(),
        date(published),
        title.into(),
        source.origin(claim).into(),
        Cell::None,
        Cell::None,
        claim.place.as_deref().map(|place| source.words(claim.report, place)).into(),
        Cell::None,
        Cell::None,
        Cell::None,
        Cell::None,
        Cell::None,
        Cell::None,
        Cell::None,
        Cell::None,
        Cell::None,
        Cell::None,
        period.map(|period| period.precision).into(),
        period.map(|period| period.first.to_string()).into(),
        period.map(|period| period.last.to_string()).into(),
        Cell::None,
        Cell::None,
        point(claim).filter(|_| civilians).into(),
        Cell::None,
        best(source, claim),
        high.into(),
        low.into(),
        Cell::None,
        Cell::None,
    ]
}

/// What a named person recommended for the series, where it is one value.
fn best(source: &Source<'_, '_>, claim: &Held) -> Cell {
    let judgements = source.book.view.judgements();
    let what = source.series(claim).and_then(|series| judgements.recommended(&series)).map(|judgement| &judgement.what);
    match what {
        Some(What::Recommend { pick: Pick::Bounds { low, high }, .. }) if low == high => (*low).into(),
        Some(What::Recommend { pick: Pick::Claim(id), .. }) if *id == claim.id => claim.point().into(),
        _ => Cell::None,
    }
}

/// A period with both ends, by days.
#[derive(Clone, Copy)]
struct Days {
    first: jiff::civil::Date,
    last: jiff::civil::Date,
    precision: u64,
}

/// The days of a period and how precise they are by GED's scale; none where an end is open.
fn exact(period: Period) -> Option<Days> {
    let ((first, _), (_, last)) = (days(period.from?)?, days(period.to?)?);
    let length = first.until(last).ok()?.get_days();
    let precision = match length {
        ..0 => return None,
        0 => 1,
        1..=5 => 2,
        6 => 3,
        7..=30 => 4,
        _ => 5,
    };
    Some(Days { first, last, precision })
}
