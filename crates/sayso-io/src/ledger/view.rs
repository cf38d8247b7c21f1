//! What the ledger knew as of an entry: reports, claims in the order of reports or of series, text that reports share.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Row, params};
use sayso::claim::{Kind, Quantifier, Stance};
use sayso::ledger::{Filed, Held};
use sayso::report::{Date, Zone};

use super::book::Alike;
use super::entry::{self, number, seq, unpack};
use super::error::{Error, of};
use super::prepare;
use super::project;
use super::store::Ledger;
use super::stored::{self, Reading};

/// Two reports that share text; `a` came in before `b`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tie {
    /// The earlier report.
    pub a: u64,
    /// The later report.
    pub b: u64,
    /// Shingles that both have.
    pub shared: usize,
    /// Shingles of the earlier one.
    pub of_a: usize,
    /// Shingles of the later one.
    pub of_b: usize,
}

/// The ledger as of an entry.
#[derive(Debug)]
pub struct View<'l> {
    ledger: &'l Ledger,
    upto: u64,
}

/// Called with the claims of one group, in order of reading and place; an error ends the walk.
pub type Take<'t> = &'t mut dyn FnMut(&str, Vec<Held>) -> Result<(), Error>;

impl Ledger {
    /// What the ledger knows, or knew at the end of a day, month or year.
    pub fn view(&self, as_of: Option<Date>) -> Result<View<'_>, Error> {
        let upto = match as_of {
            None => entry::head(&self.db).map(|(last, ..)| last),
            // Timestamps of that day begin with its date, and "~" sorts behind all of them.
            Some(day) => {
                self.db.query_row("SELECT coalesce(max(seq), 0) FROM entry WHERE at <= ?1", [format!("{day}~")], |row| seq(row, 0))
            }
        };
        Ok(View { ledger: self, upto: upto.map_err(of(&self.path))? })
    }
}

impl View<'_> {
    /// The last entry that counts.
    pub const fn upto(&self) -> u64 {
        self.upto
    }

    /// Every report, by its entry. A report that a later one has replaced says so.
    pub fn reports(&self) -> Result<BTreeMap<u64, Filed>, Error> {
        let sql =
            "SELECT seq, at, digest, id, url, outlet, title, published, revision_of, replaced_by FROM report WHERE seq <= ?1 ORDER BY seq";
        let filed = self.rows(sql, |row| self.filed(row))?;
        Ok(filed.into_iter().map(|filed| (filed.seq, filed)).collect())
    }

    fn filed(&self, row: &Row<'_>) -> rusqlite::Result<Filed> {
        let maybe = |at: usize| row.get::<_, Option<i64>>(at).map(|seq| seq.and_then(|seq| u64::try_from(seq).ok()));
        Ok(Filed {
            seq: seq(row, 0)?,
            at: row.get(1)?,
            digest: row.get(2)?,
            id: row.get(3)?,
            url: row.get(4)?,
            outlet: row.get(5)?,
            title: row.get(6)?,
            published: row.get::<_, Option<String>>(7)?.as_deref().and_then(Date::parse),
            revision_of: maybe(8)?,
            replaced_by: maybe(9)?.filter(|seq| *seq <= self.upto),
        })
    }

    /// Other names under which a report's bytes came.
    pub fn copies(&self) -> Result<Vec<(u64, String)>, Error> {
        self.rows("SELECT report, id FROM copy WHERE seq <= ?1 ORDER BY report, seq", |row| Ok((seq(row, 0)?, row.get(1)?)))
    }

    /// The text of a report.
    pub fn text(&self, report: u64) -> Result<String, Error> {
        let text = project::text(&self.ledger.db, report).map_err(of(&self.ledger.path))?;
        text.ok_or_else(|| Error::told(&self.ledger.path, format!("there is no report {report}")))
    }

    /// The claims of one report, in text order.
    pub fn claims_of(&self, report: u64) -> Result<Vec<Held>, Error> {
        let sql =
            format!("SELECT {COLUMNS} FROM claim WHERE reading IN (SELECT seq FROM reading WHERE report = ?2) AND {CURRENT} ORDER BY nth");
        self.held(&sql, params![number(self.upto), number(report)])
    }

    /// Every claim with this id: one, or several where the same bytes were read more than once.
    pub fn claim(&self, id: &str) -> Result<Vec<Held>, Error> {
        self.held(&format!("SELECT {COLUMNS} FROM claim WHERE id = ?2 AND {CURRENT}"), params![number(self.upto), id])
    }

    /// The claims of one series.
    pub fn series(&self, id: &str) -> Result<Vec<Held>, Error> {
        let sql = format!(
            "SELECT {COLUMNS} FROM claim WHERE kin = (SELECT kin FROM series WHERE id = ?2) AND series = ?2 AND {CURRENT} ORDER BY reading, nth"
        );
        self.held(&sql, params![number(self.upto), prepare::number(id)])
    }

    /// Hands over the claims of each series, one series after the other. Claims that belong to no series are passed over.
    pub fn each_series(&self, take: Take<'_>) -> Result<(), Error> {
        self.groups("series != 0", 1, take)
    }

    /// Hands over the claims of each kin group: what may be compared although it is not the same series.
    pub fn each_kin(&self, take: Take<'_>) -> Result<(), Error> {
        self.groups("kin != 0", 0, take)
    }

    /// Hands over the claims of each report, in the order the reports came; the name of the group is the report's entry.
    pub fn each_report(&self, take: Take<'_>) -> Result<(), Error> {
        let sql = "SELECT reading.seq, reading.report, entry.packed, entry.body FROM reading JOIN entry ON entry.seq = reading.seq
            WHERE reading.seq <= ?1 AND (reading.until IS NULL OR reading.until > ?1) ORDER BY reading.seq";
        let told = of(&self.ledger.path);
        let mut find = self.ledger.db.prepare(sql).map_err(&told)?;
        let mut rows = find.query([number(self.upto)]).map_err(&told)?;
        while let Some(row) = rows.next().map_err(&told)? {
            let (reading, report) = (seq(row, 0).map_err(&told)?, seq(row, 1).map_err(&told)?);
            let body = unpack(row.get(2).map_err(&told)?, row.get(3).map_err(&told)?);
            let read = body.and_then(|body| serde_json::from_slice::<Reading>(&body).ok());
            let read = read.ok_or_else(|| {
                Error::told(&self.ledger.path, format!("entry {reading} cannot be unpacked; `sayso ledger check` says more"))
            })?;
            take(&report.to_string(), read.claims.into_iter().map(|claim| claim.held(report, reading)).collect())?;
        }
        Ok(())
    }

    /// Reports that share text.
    pub fn ties(&self) -> Result<Vec<Tie>, Error> {
        let count = |row: &Row<'_>, at: usize| seq(row, at).map(|count| usize::try_from(count).unwrap_or(usize::MAX));
        self.rows("SELECT a, b, shared, of_a, of_b FROM tie WHERE b <= ?1 ORDER BY b, a", |row| {
            Ok(Tie { a: seq(row, 0)?, b: seq(row, 1)?, shared: count(row, 2)?, of_a: count(row, 3)?, of_b: count(row, 4)? })
        })
    }

    /// Number, time and JSON body of every entry of a kind, in order.
    pub fn entries(&self, kind: &str) -> Result<Vec<super::Entry>, Error> {
        let told = of(&self.ledger.path);
        let mut find = self
            .ledger
            .db
            .prepare("SELECT seq, at, kind, packed, body, chain FROM entry WHERE kind = ?1 AND seq <= ?2 ORDER BY seq")
            .map_err(&told)?;
        let rows = find.query_map(params![kind, number(self.upto)], entry::of_row).map_err(&told)?;
        rows.collect::<rusqlite::Result<Vec<_>>>().map_err(&told)
    }

    /// What people said of names, each with its entry; what was undone is left out.
    pub fn aliases(&self) -> Result<Vec<(u64, Alike)>, Error> {
        let undone = self.undone()?;
        let told = self.entries("alias")?.into_iter().filter(|entry| !undone.contains(&entry.seq));
        Ok(told.filter_map(|entry| Some((entry.seq, serde_json::from_slice(&entry.body).ok()?))).collect())
    }

    /// The entries that an undo took back; an undo that was itself undone takes nothing back.
    pub(super) fn undone(&self) -> Result<BTreeSet<u64>, Error> {
        let mut undone = BTreeSet::new();
        for entry in
            self.entries("undo")?.iter().rev().filter_map(|entry| Some((entry.seq, serde_json::from_slice::<Undo>(&entry.body).ok()?)))
        {
            if !undone.contains(&entry.0) {
                undone.insert(entry.1.entry);
            }
        }
        Ok(undone)
    }

    fn groups(&self, which: &str, column: usize, take: Take<'_>) -> Result<(), Error> {
        let told = of(&self.ledger.path);
        let sql = format!("SELECT kin, series, {COLUMNS} FROM claim WHERE {which} AND {CURRENT} ORDER BY kin, series, reading, nth");
        let mut find = self.ledger.db.prepare(&sql).map_err(&told)?;
        let mut rows = find.query([number(self.upto)]).map_err(&told)?;
        let (mut group, mut claims) = (0, Vec::new());
        while let Some(row) = rows.next().map_err(&told)? {
            let here = row.get(column).map_err(&told)?;
            if here != group && !claims.is_empty() {
                take(&prepare::id(group), std::mem::take(&mut claims))?;
            }
            group = here;
            claims.push(held(row, 2).map_err(&told)?);
        }
        if claims.is_empty() { Ok(()) } else { take(&prepare::id(group), claims) }
    }

    fn held(&self, sql: &str, with: &[&dyn rusqlite::ToSql]) -> Result<Vec<Held>, Error> {
        let told = of(&self.ledger.path);
        let mut find = self.ledger.db.prepare_cached(sql).map_err(&told)?;
        let rows = find.query_map(with, |row| held(row, 0)).map_err(&told)?;
        rows.collect::<rusqlite::Result<Vec<_>>>().map_err(&told)
    }

    fn rows<T>(&self, sql: &str, of_row: impl FnMut(&Row<'_>) -> rusqlite::Result<T>) -> Result<Vec<T>, Error> {
        let told = of(&self.ledger.path);
        let mut find = self.ledger.db.prepare_cached(sql).map_err(&told)?;
        let rows = find.query_map([number(self.upto)], of_row).map_err(&told)?;
        rows.collect::<rusqlite::Result<Vec<_>>>().map_err(&told)
    }
}

/// An undo, as far as it is needed here.
#[derive(serde::Deserialize)]
struct Undo {
    entry: u64,
}

/// Read, and not yet read again.
const CURRENT: &str = "reading <= ?1 AND (until IS NULL OR until > ?1)";

const COLUMNS: &str = r#"reading, report, id, start, "end", text, low, high, quantifier, hedge, kind, per, currency, unit, counted, measure, offence, side, place, since, "to",
    dated, stance, repeat_of, part_of, base, sentence_start, sentence_end, zone, say_so"#;

/// A claim from [`COLUMNS`] that begin at a place of the row.
fn held(row: &Row<'_>, first: usize) -> rusqlite::Result<Held> {
    let words = |nth: usize| row.get::<_, Option<String>>(first + nth);
    let word = |nth: usize| row.get_ref(first + nth)?.as_str().map_err(rusqlite::Error::from);
    let count = |nth: usize| row.get::<_, i64>(first + nth).map(|place| usize::try_from(place).unwrap_or_default());
    let maybe = |nth: usize| row.get::<_, Option<i64>>(first + nth).map(|place| place.and_then(|place| usize::try_from(place).ok()));
    let decimal = |nth: usize| words(nth).map(|digits| digits.and_then(|digits| stored::exact(&digits)));
    let unit = words(13)?;
    let kind = stored::kind(word(10)?, words(11)?, words(12)?, unit.as_deref());
    let period = stored::period(words(19)?.as_deref(), words(20)?.as_deref());
    let voices = serde_json::from_str(word(29)?).unwrap_or_default();
    Ok(Held {
        reading: seq(row, first)?,
        report: seq(row, first + 1)?,
        id: row.get(first + 2)?,
        start: count(3)?,
        end: count(4)?,
        text: row.get(first + 5)?,
        low: decimal(6)?,
        high: decimal(7)?,
        quantifier: Quantifier::named(word(8)?).unwrap_or_default(),
        hedge: words(9)?,
        unit: unit.filter(|_| !matches!(kind, Kind::Measure { .. })),
        kind,
        counted: words(14)?,
        measure: row.get(first + 15)?,
        offence: words(16)?,
        side: words(17)?,
        place: words(18)?,
        period: row.get::<_, bool>(first + 21)?.then_some(period),
        stance: Stance::named(word(22)?).unwrap_or_default(),
        repeat_of: maybe(23)?,
        part_of: maybe(24)?,
        base: maybe(25)?,
        sentence: count(26)?..count(27)?,
        zone: Zone::named(word(28)?).unwrap_or_default(),
        say_so: stored::links(voices),
        corrected: Vec::new(),
    })
}
