//! Figures of displacement with the columns of IDMC's Helix (its export of figures), one row a claim.

use std::io;

use sayso::claim::Quantifier;
use sayso::ledger::Held;
use sayso::ledger::judge::written;

use super::super::rows::{Source, date, outlet, point};
use super::super::sheet::Sheets;
use super::super::table::{Cell, Holds, Table, column, required};
use super::{accuracy, counts, is_current, is_recommended, place, state};

const EMPTY: &str = "Left empty: sayso does not know it";

/// What Helix keeps figures of.
const MEASURES: [&str; 7] = ["fled", "evacuated", "returned", "deported", "affected", "sought_asylum", "granted_asylum"];

static TABLE: Table = Table {
    name: "helix",
    about: "Claims of people and households displaced, evacuated, returned, deported, affected or seeking asylum, with the columns of the export of figures of \
            IDMC's Helix. Cause, event and coordinates are for an analyst to say.",
    columns: &[
        required("Id", Holds::Text, "The claim's `id`"),
        column("Created at", Holds::Time, "When the report came into the ledger"),
        column("Created by", Holds::Text, EMPTY),
        column("ISO3", Holds::Text, "`side`, where it is a state: whose people are counted, which is not always where they are"),
        column("Figure cause", Holds::Text, EMPTY),
        column(
            "Total figures",
            Holds::Number,
            "The value, where people are counted and one value is stated; households are not multiplied by a size that nobody stated",
        ),
        column(
            "Figure term",
            Holds::Text,
            "From `measure`: Evacuated, Returns, Affected; empty for other measures, for whether people were displaced or forced to flee is not told apart",
        ),
        column("Stock date", Holds::Date, "`period_to` of a stock (a state at a time)"),
        column("Stock date accuracy", Holds::Text, "Day, Month or Year"),
        column("Stock reporting date", Holds::Text, EMPTY),
        column("Start date", Holds::Date, "`period_from` of a flow"),
        column("Start date accuracy", Holds::Text, "Day, Month or Year"),
        column("End date", Holds::Date, "`period_to` of a flow"),
        column("End date accuracy", Holds::Text, "Day, Month or Year"),
        required("Figure Role", Holds::Text, "`Recommended figure` only where a named person recommended this claim; else `Triangulation`"),
        column("Event Id", Holds::Text, EMPTY),
        column("Year", Holds::Integer, "Year of `period_to`"),
        required("Entry Id", Holds::Integer, "The report's entry in the ledger"),
        column("Event Name", Holds::Text, EMPTY),
        column("Sources", Holds::Text, "`origin`: who vouches for it"),
        column("Centroid", Holds::Text, EMPTY),
        column("Lat", Holds::Text, EMPTY),
        column("Lon", Holds::Text, EMPTY),
        column("Location List", Holds::Text, EMPTY),
        column("Include in IDU", Holds::Text, EMPTY),
        column("Excerpt IDU", Holds::Text, EMPTY),
        column("Publishers", Holds::Text, "Outlet of the report"),
        column("Link", Holds::Text, EMPTY),
        column("Violence", Holds::Text, EMPTY),
        column("Violence Sub Type", Holds::Text, EMPTY),
        column("Hazard Type", Holds::Text, EMPTY),
        column("Hazard Sub Type", Holds::Text, EMPTY),
        column("OSV Sub Type", Holds::Text, EMPTY),
        column("Hazard Category", Holds::Text, EMPTY),
        column("Hazard Sub Category", Holds::Text, EMPTY),
        column("Source Excerpt", Holds::Text, "`sentence`"),
        column("Region", Holds::Text, EMPTY),
        column("Event Start Date", Holds::Text, EMPTY),
        column("Reported", Holds::Number, "The value stated; empty for ranges, which stand in the calculation logic"),
        column("Displacement: Urban", Holds::Text, EMPTY),
        column("Displacement: Rural", Holds::Text, EMPTY),
        column("Location: Camp", Holds::Text, EMPTY),
        column("Location: Non-Camp", Holds::Text, EMPTY),
        column("Old Id", Holds::Text, EMPTY),
        column("Source url", Holds::Text, "The report's URL, else its name"),
        column("Source document", Holds::Text, EMPTY),
        column("Entry link", Holds::Text, EMPTY),
        column("Country", Holds::Text, "Name of the state in ISO3"),
        column("Entry Old Id", Holds::Text, EMPTY),
        required("Unit", Holds::Text, "Person or Household"),
        required("Quantifier", Holds::Text, "More than, Less than, Exact or Approximately"),
        column("Household Size", Holds::Text, EMPTY),
        column(
            "Figure Category",
            Holds::Text,
            "`Return` for people who returned; else empty, for whether a border was crossed is not told apart",
        ),
        column("Displacement Occurred", Holds::Text, EMPTY),
        column("Locations names", Holds::Text, "`place`"),
        column("Is housing destruction", Holds::Text, EMPTY),
        column("Tags", Holds::Text, EMPTY),
        required("Analysis and Calculation Logic", Holds::Text, "What was read, in sayso's words: value or span, hedge, measure"),
        column("Type of point", Holds::Text, EMPTY),
        column("Disability", Holds::Text, EMPTY),
        column("Indigenous People", Holds::Text, EMPTY),
        column("Entry Title", Holds::Text, "Title of the report"),
        column("Crisis Id", Holds::Text, EMPTY),
        column("Event Old Id", Holds::Text, EMPTY),
        column("Crisis Name", Holds::Text, EMPTY),
        column("Other Event Sub Type", Holds::Text, EMPTY),
        column("Context of violences", Holds::Text, EMPTY),
        column("Sources reliability", Holds::Text, EMPTY),
    ],
    key: &[],
    links: &[],
};

/// Writes it.
pub(in super::super) fn write(sheets: &mut dyn Sheets, source: &Source<'_, '_>) -> io::Result<()> {
    let mut rows = sheets.sheet(&TABLE)?;
    source.each_report(&mut |_, held| {
        let wanted = held.iter().filter(|claim| counts(claim, &MEASURES, &["person", "household"]) && is_current(source, claim));
        wanted.map(|claim| row(source, claim)).try_for_each(|row| rows.row(&row))
    })?;
    sheets.close(rows)
}

fn row(source: &Source<'_, '_>, claim: &Held) -> [Cell; 68] {
    let filed = source.book.report(claim);
    let unit = if claim.unit.as_deref() == Some("household") { "Household" } else { "Person" };
    let iso = claim.side.as_deref().filter(|side| state(side).is_some());
    let stock = source.book.view.words().measure(&claim.measure).is_some_and(|measure| measure.stock);
    let (from, to) = claim.period.map_or((None, None), |period| (period.from, period.to));
    [
        claim.id.as_str().into(),
        filed.map(|filed| filed.at.as_str()).into(),
        Cell::None,
        iso.into(),
        Cell::None,
        point(claim).filter(|_| unit == "Person").into(),
        term(claim).into(),
        date(to.filter(|_| stock)),
        to.filter(|_| stock).map(accuracy).into(),
        Cell::None,
        date(from.filter(|_| !stock)),
        from.filter(|_| !stock).map(accuracy).into(),
        date(to.filter(|_| !stock)),
        to.filter(|_| !stock).map(accuracy).into(),
        if is_recommended(source, claim) { "Recommended figure" } else { "Triangulation" }.into(),
        Cell::None,
        to.map(|to| u64::from(to.year.unsigned_abs())).into(),
        claim.report.into(),
        Cell::None,
        source.origin(claim).into(),
        Cell::None,
        Cell::None,
        Cell::None,
        Cell::None,
        Cell::None,
        Cell::None,
        outlet(claim, filed).into(),
        Cell::None,
        Cell::None,
        Cell::None,
        Cell::None,
        Cell::None,
        Cell::None,
        Cell::None,
        Cell::None,
        source.sentence(claim).into(),
        Cell::None,
        Cell::None,
        claim.point().into(),
        Cell::None,
        Cell::None,
        Cell::None,
        Cell::None,
        Cell::None,
        place(filed).into(),
        Cell::None,
        Cell::None,
        iso.and_then(state).into(),
        Cell::None,
        unit.into(),
        quantifier(claim.quantifier).into(),
        Cell::None,
        (claim.measure == "returned" && !stock).then_some("Return").into(),
        Cell::None,
        claim.place.as_deref().map(|place| source.words(claim.report, place)).into(),
        Cell::None,
        Cell::None,
        logic(source, claim).into(),
        Cell::None,
        Cell::None,
        Cell::None,
        filed.and_then(|filed| filed.title.as_deref()).map(|title| source.words(claim.report, title)).into(),
        Cell::None,
        Cell::None,
        Cell::None,
        Cell::None,
        Cell::None,
        Cell::None,
    ]
}

fn term(claim: &Held) -> Option<&'static str> {
    match claim.measure.as_str() {
        "evacuated" => Some("Evacuated"),
        "returned" => Some("Returns"),
        "affected" => Some("Affected"),
        _ => None,
    }
}

const fn quantifier(quantifier: Quantifier) -> &'static str {
    match quantifier {
        Quantifier::Exact => "Exact",
        Quantifier::AtLeast | Quantifier::MoreThan => "More than",
        Quantifier::AtMost | Quantifier::LessThan => "Less than",
        Quantifier::About | Quantifier::Nearly | Quantifier::Range => "Approximately",
    }
}

/// What was read, for whoever goes through the figures by hand.
fn logic(source: &Source<'_, '_>, claim: &Held) -> String {
    let value = written(claim.low, claim.high).unwrap_or_else(|| claim.text.clone());
    let hedge = claim.hedge.as_deref().map(|hedge| format!(" (\u{201c}{hedge}\u{201d})")).unwrap_or_default();
    let counted = claim.counted.as_deref().unwrap_or_default();
    let words = format!("{} {value}{hedge} {counted} {}, {}", claim.quantifier.name(), claim.measure, claim.stance.name());
    source.words(claim.report, &words)
}
