//! Which column is what: `date=day, value=total, claimant=source, side:=UKR, measure=type[deaths:killed, casualties:killed_or_wounded]`.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use super::cells::{Cell, Row};

/// What a column can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    Date,
    Day,
    Since,
    Value,
    Low,
    High,
    Quantifier,
    Claimant,
    Relay,
    Side,
    Measure,
    Offence,
    Counted,
    Unit,
    Place,
    Each,
    Stance,
}

/// Every field by name.
const NAMES: [(&str, Field); 17] = [
    ("date", Field::Date),
    ("day", Field::Day),
    ("since", Field::Since),
    ("value", Field::Value),
    ("low", Field::Low),
    ("high", Field::High),
    ("quantifier", Field::Quantifier),
    ("claimant", Field::Claimant),
    ("relay", Field::Relay),
    ("side", Field::Side),
    ("measure", Field::Measure),
    ("offence", Field::Offence),
    ("counted", Field::Counted),
    ("unit", Field::Unit),
    ("place", Field::Place),
    ("each", Field::Each),
    ("stance", Field::Stance),
];

impl Field {
    fn name(self) -> &'static str {
        NAMES.iter().find(|(_, field)| *field == self).expect("NAMES lists every field").0
    }
}

/// A map as it was told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Map(BTreeMap<Field, From>);

/// Where a field comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
enum From {
    /// The same words for every row.
    Words(String),
    /// A column by its name, with other words for some of its words.
    Column(String, Vec<(String, String)>),
}

impl FromStr for Map {
    type Err = String;

    fn from_str(told: &str) -> Result<Self, String> {
        let map = pieces(told).into_iter().map(piece).collect::<Result<BTreeMap<_, _>, _>>()?;
        Ok(Self(map))
    }
}

impl Map {
    /// Takes in another map; what it says counts before what was said.
    pub fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// Finds the columns by the head line.
    pub(super) fn columns(&self, head: &[Cell<'_>]) -> Result<Columns, String> {
        let mut columns = BTreeMap::new();
        for (field, from) in &self.0 {
            let source = match from {
                From::Words(words) => Source::Words(words.clone()),
                From::Column(name, other) => {
                    let at = head.iter().position(|cell| cell.words.trim().eq_ignore_ascii_case(name));
                    let at = at.ok_or_else(|| format!("no column `{}`; it has {}", crate::clean::line(name), listed(head)))?;
                    Source::Column(at, other.clone())
                }
            };
            columns.insert(*field, source);
        }
        let has = |field: &Field| columns.contains_key(field);
        if ![Field::Value, Field::Low, Field::High].iter().any(has) {
            return Err(format!("no column of values; --map value=COLUMN names it (it has {})", listed(head)));
        }
        Ok(Columns(columns))
    }
}

fn listed(head: &[Cell<'_>]) -> String {
    head.iter().map(|cell| format!("`{}`", crate::clean::line(cell.words.trim()))).collect::<Vec<_>>().join(", ")
}

impl fmt::Display for Map {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (nth, (field, from)) in self.0.iter().enumerate() {
            out.write_str(if nth > 0 { ", " } else { "" })?;
            match from {
                From::Words(words) => write!(out, "{}:={words}", field.name())?,
                From::Column(column, other) if other.is_empty() => write!(out, "{}={column}", field.name())?,
                From::Column(column, other) => {
                    let other = other.iter().map(|(from, to)| format!("{from}:{to}")).collect::<Vec<_>>();
                    write!(out, "{}={column}[{}]", field.name(), other.join(", "))?;
                }
            }
        }
        Ok(())
    }
}

/// Cut at commas, but not at those in brackets or before what is no field (columns may have commas in their names).
fn pieces(told: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut open = false;
    for part in told.split(',') {
        let begins = part.split(['=', ':']).next().is_some_and(|name| NAMES.iter().any(|(known, _)| *known == name.trim()));
        match pieces.last_mut() {
            Some(last) if open || !begins => *last = format!("{last},{part}"),
            _ => pieces.push(part.to_owned()),
        }
        open = pieces.last().is_some_and(|last| last.contains('[') && !last.trim_end().ends_with(']'));
    }
    pieces
}

fn piece(told: String) -> Result<(Field, From), String> {
    let (name, rest) = told.split_once('=').ok_or_else(|| format!("`{told}`: FIELD=COLUMN or FIELD:=WORDS is wanted"))?;
    let (name, words) = name.trim().strip_suffix(':').map_or((name.trim(), false), |name| (name.trim(), true));
    let field = NAMES.iter().find(|(known, _)| *known == name).map(|(_, field)| *field);
    let names = || NAMES.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
    let field = field.ok_or_else(|| format!("`{name}` is no field; the fields are {}", names()))?;
    if words {
        return Ok((field, From::Words(rest.trim().to_owned())));
    }
    let Some((column, other)) = rest.trim().strip_suffix(']').and_then(|open| open.split_once('[')) else {
        return Ok((field, From::Column(rest.trim().to_owned(), Vec::new())));
    };
    let pair = |pair: &str| pair.split_once(':').map(|(from, to)| (from.trim().to_owned(), to.trim().to_owned()));
    let other =
        other.split(',').map(pair).collect::<Option<Vec<_>>>().ok_or_else(|| format!("`{told}`: [ITS WORDS:OURS, ...] is wanted"))?;
    Ok((field, From::Column(column.trim().to_owned(), other)))
}

/// A map with its columns found.
#[derive(Debug)]
pub struct Columns(BTreeMap<Field, Source>);

#[derive(Debug)]
enum Source {
    Words(String),
    Column(usize, Vec<(String, String)>),
}

impl Columns {
    /// The cell of a field, where it comes from a column.
    pub fn cell<'r, 't>(&self, field: Field, row: &'r Row<'t>) -> Option<&'r Cell<'t>> {
        let Some(Source::Column(at, _)) = self.0.get(&field) else { return None };
        row.cells.get(*at)
    }

    /// What a field says, in the map's words; none where it says nothing.
    pub fn word(&self, field: Field, row: &Row<'_>) -> Option<String> {
        let word = match self.0.get(&field)? {
            Source::Words(words) => words.clone(),
            Source::Column(at, other) => {
                let told = row.cells.get(*at)?.words.trim();
                other.iter().find(|(from, _)| from.eq_ignore_ascii_case(told)).map_or_else(|| told.to_owned(), |(_, to)| to.clone())
            }
        };
        Some(word).filter(|word| !word.is_empty() && !word.eq_ignore_ascii_case("na"))
    }
}

/// Whether the packs have this measure.
pub fn is_measure(name: &str) -> bool {
    sayso::pack::folders("packs/measure/", "en.tsv").iter().any(|(known, _)| *known == name)
}

/// The ISO code of a state told by name; anything else as it is.
pub fn side(told: &str) -> String {
    let names = |row: &sayso::pack::Row| {
        [1, 2].into_iter().filter_map(|at| row.cell(at)).flat_map(|cell| cell.split('|')).any(|name| name.eq_ignore_ascii_case(told))
    };
    let state = sayso::pack::table("packs/world/state.tsv").into_iter().find(names);
    state.and_then(|row| row.cell(0)).map_or_else(|| told.to_owned(), str::to_owned)
}
