//! Tables of figures that somebody keeps by hand: each row a claim, its evidence the very cell of the file.
//!
//! A [`Map`] says which column is what. The text of the report is the file itself, so that a claim points at the digits as they stand there.

mod cells;
mod days;
mod map;

pub use days::Order;
pub use map::Map;

use std::path::Path;

use rust_decimal::Decimal;
use sayso::claim::{Named, Quantifier, Role};
use sayso::report::Report;
use sha2::{Digest, Sha256};

use crate::ledger::{StoredClaim, StoredSpan, StoredVoice};
use cells::{Cell, Rows};
use days::Days;
use map::Field;

/// A table taken in.
#[derive(Debug)]
pub struct Taken {
    /// The file as a report.
    pub report: Report,
    /// A claim a row.
    pub claims: Vec<StoredClaim>,
    /// Rows that could not be used, as `losses.csv:7: why`; rows without a value are no error and not told.
    pub problems: Vec<String>,
}

/// The largest file of figures that is taken.
const LONGEST: u64 = 64 << 20;

/// Reads a CSV file by a map. An error says what to do about the map or the file as a whole.
pub fn read(path: &Path, map: &Map, order: Option<Order>) -> Result<Taken, String> {
    let name = path.display().to_string();
    let told = |what: String| format!("{}: {what}", crate::clean::line(&name));
    let size = std::fs::metadata(path).map_err(|error| told(error.to_string()))?.len();
    if size > LONGEST {
        return Err(told(format!("{size} bytes; a table of at most {LONGEST} is taken")));
    }
    let bytes = std::fs::read(path).map_err(|error| told(error.to_string()))?;
    let text = String::from_utf8(bytes).map_err(|_| told("not UTF-8; save the table as UTF-8 CSV".to_owned()))?;
    let mut rows = Rows::new(&text);
    let head = rows.next().ok_or_else(|| told("empty".to_owned()))?;
    let columns = map.columns(&head.cells).map_err(told)?;
    let rows = rows.collect::<Vec<_>>();
    let days = Days::new(&columns, &rows, order).map_err(told)?;
    let mut taken = Taken { report: Report::default(), claims: Vec::new(), problems: Vec::new() };
    let digest = Sha256::digest(&text);
    let mut points = Points { text: &text, byte: 0, point: 0 };
    for row in &rows {
        match claim(&columns, row, &days) {
            Ok(Some((mut claim, from, to))) => {
                (claim.start, claim.end) = (points.at(from), points.at(to));
                claim.sentence = (points.at(row.start), points.at(row.end));
                claim.text = text[from..to].to_owned();
                claim.id = crate::wire::id(&digest, claim.start, claim.end, claim.side.as_deref());
                taken.claims.push(claim);
            }
            Ok(None) => {}
            Err(why) => taken.problems.push(format!("{}:{}: {why}", crate::clean::line(&name), row.line)),
        }
    }
    taken.report = Report { id: name, title: Some(map.to_string()), text, ..Report::default() };
    Ok(taken)
}

/// The claim of a row with the bytes of its value; none where the row has no value.
fn claim(columns: &map::Columns, row: &cells::Row<'_>, days: &Days) -> Result<Option<(StoredClaim, usize, usize)>, String> {
    let word = |field: Field| columns.word(field, row);
    let mut cells = [Field::Value, Field::Low, Field::High]
        .into_iter()
        .filter_map(|field| columns.cell(field, row))
        .filter(|cell| !empty(cell))
        .collect::<Vec<_>>();
    cells.sort_by_key(|cell| cell.start);
    let (Some(first), Some(last)) = (cells.first(), cells.last()) else { return Ok(None) };
    let number = |field: Field| columns.cell(field, row).filter(|cell| !empty(cell)).map(|cell| number(&cell.words)).transpose();
    let (value, low, high) = (number(Field::Value)?, number(Field::Low)?, number(Field::High)?);
    let (low, high) = (low.or(value).or(high), high.or(value).or(low));
    let quantifier = match word(Field::Quantifier) {
        Some(told) => quantifier(&told)?,
        None if low != high => Quantifier::Range,
        None => Quantifier::Exact,
    };
    let measure = word(Field::Measure).ok_or("no measure: --map measure:=killed names one")?;
    if !map::is_measure(&measure) {
        return Err(format!(
            "`{measure}` is no measure; --map 'measure=COLUMN[{measure}:killed]' says which one it is (docs/matrix.md lists them)"
        ));
    }
    let claim = StoredClaim {
        low: low.map(|value| value.normalize().to_string()),
        high: high.map(|value| value.normalize().to_string()),
        quantifier: quantifier.name().to_owned(),
        kind: if word(Field::Each).is_some() { "rate" } else { "count" }.to_owned(),
        per: word(Field::Each),
        unit: word(Field::Unit).or_else(|| Some("person".to_owned())),
        counted: word(Field::Counted),
        measure,
        offence: word(Field::Offence),
        side: word(Field::Side).map(|side| map::side(&side)),
        place: word(Field::Place),
        period: period(columns, row, days)?,
        stance: word(Field::Stance).unwrap_or_else(|| "asserted".to_owned()),
        zone: "body".to_owned(),
        say_so: voices(word(Field::Claimant), word(Field::Relay)),
        ..StoredClaim::default()
    };
    Ok(Some((claim, first.start, last.end)))
}

/// Cells that say that there is nothing.
fn empty(cell: &Cell<'_>) -> bool {
    matches!(cell.words.trim().to_ascii_lowercase().as_str(), "" | "na" | "n/a" | "nan" | "null" | "none" | "-" | "–")
}

/// `1032`, `390,580`, `4 300`; a fraction keeps its digits.
fn number(words: &str) -> Result<Decimal, String> {
    let digits = words.trim().chars().filter(|c| !matches!(c, ',' | ' ' | '\u{a0}' | '\u{202f}' | '\'')).collect::<String>();
    let parsed = digits.parse().or_else(|_| Decimal::from_scientific(&digits));
    parsed.map_err(|_| format!("`{}` is no number", crate::clean::line(words.trim())))
}

fn quantifier(told: &str) -> Result<Quantifier, String> {
    let name = told.trim().to_ascii_lowercase().replace(' ', "_");
    let known = Quantifier::named(&name).or(match name.as_str() {
        "" => Some(Quantifier::Exact),
        "more" | "over" => Some(Quantifier::MoreThan),
        "less" => Some(Quantifier::LessThan),
        _ => None,
    });
    known.ok_or_else(|| {
        format!("`{}` is no quantifier (exact, about, nearly, at_least, more_than, at_most, less_than, range)", crate::clean::line(told))
    })
}

/// As of a day, on a day, or from a day to a day.
fn period(columns: &map::Columns, row: &cells::Row<'_>, days: &Days) -> Result<Option<StoredSpan>, String> {
    let day = |field: Field| columns.word(field, row).map(|told| days.read(field, &told)).transpose();
    let (day, from, to) = (day(Field::Day)?, day(Field::Since)?, day(Field::Date)?);
    let span = match (day, from, to) {
        (Some(day), ..) => StoredSpan { from: Some(day.clone()), to: Some(day) },
        (None, from, to) => StoredSpan { from, to },
    };
    Ok((span != StoredSpan::default()).then_some(span))
}

/// `US officials (via NYT)` has a relay of its own.
fn voices(claimant: Option<String>, relay: Option<String>) -> Vec<StoredVoice> {
    let Some(claimant) = claimant else { return Vec::new() };
    let (origin, via) = match claimant.trim().strip_suffix(')').and_then(|open| open.split_once("(via ")) {
        Some((origin, via)) => (origin.trim().to_owned(), Some(via.trim().to_owned())),
        None => (claimant.trim().to_owned(), None),
    };
    // Who stands in a column of claimants speaks in public, for nobody else than the name written there.
    let voice = |name: String, role: Role| StoredVoice {
        of: Some(name.clone()),
        name,
        role: role.name().to_owned(),
        named: Named::Named.name().to_owned(),
        ..StoredVoice::default()
    };
    [Some(voice(origin, Role::Origin)), via.or(relay).map(|name| voice(name, Role::Relay))].into_iter().flatten().collect()
}

/// Bytes to code points; quick where it is asked in order.
struct Points<'t> {
    text: &'t str,
    byte: usize,
    point: usize,
}

impl Points<'_> {
    fn at(&mut self, byte: usize) -> usize {
        if byte < self.byte {
            (self.byte, self.point) = (0, 0);
        }
        self.point += self.text.get(self.byte..byte).map_or(0, |between| between.chars().count());
        self.byte = byte;
        self.point
    }
}

#[cfg(test)]
mod tests;
