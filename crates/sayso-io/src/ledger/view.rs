//! What the ledger knew as of an entry: reports, claims in the order of reports or of series, text that reports share.

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension, Row, params};
use sayso::claim::{Kind, Quantifier, Stance};
use sayso::ledger::{Filed, Held};
use sayso::report::{Date, Zone};

use super::book::Alike;
use super::entry::{self, number, seq, unpack};
use super::error::{Error, of};
use super::judged::{By, Judged, Place};
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
    pub(super) ledger: &'l Ledger,
    pub(super) upto: u64,
    pub(super) judged: Judged,
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
        self.view_at(upto.map_err(of(&self.path))?)
    }

    /// What the ledger knew after an entry.
    pub fn view_at(&self, upto: u64) -> Result<View<'_>, Error> {
        let mut view = View { ledger: self, upto, judged: Judged::default() };
        view.judged = Judged::new(view.entries("judgement")?, view.entries("undo")?);
        let corrected = view.judged.standing.corrected().map(str::to_owned).collect::<Vec<_>>();
        let filed = corrected.iter().map(|id| view.filed_as(id)).collect::<Result<Vec<_>, _>>()?;
        view.judged.note_moved(&self.words, filed.concat());
        Ok(view)
    }
}

impl View<'_> {
    /// The last entry that counts.
    pub const fn upto(&self) -> u64 {
        self.upto
    }

    /// The tables that say which claims are about the same quantity.
    pub const fn words(&self) -> &sayso::ledger::Words {
        &self.ledger.words
    }

    /// Every report, by its entry. A report that a later one has replaced says so.
    pub fn reports(&self) -> Result<BTreeMap<u64, Filed>, Error> {
        let sql =
            "SELECT seq, at, digest, id, url, outlet, title, published, revision_of, replaced_by FROM report WHERE seq <= ?1 ORDER BY seq";
        let filed = self.rows(sql, |row| self.filed(row))?;
        Ok(filed.into_iter().map(|filed| (filed.seq, filed)).collect())
    }

    /// The entry of the last report, where there is one.
    pub fn last_report(&self) -> Result<Option<u64>, Error> {
        Ok(self.rows("SELECT seq FROM report WHERE seq <= ?1 ORDER BY seq DESC LIMIT 1", |row| seq(row, 0))?.pop())
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

    /// What a report's record said, and its text.
    pub fn record(&self, report: u64) -> Result<stored::Report, Error> {
        let stored = project::stored(&self.ledger.db, report).map_err(of(&self.ledger.path))?;
        stored.ok_or_else(|| Error::told(&self.ledger.path, format!("there is no report {report}")))
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

    /// The claims of one report as its reading keeps them, with the positions of its voices and why each field reads as it does; and that reading's entry.
    pub fn reading_of(&self, report: u64) -> Result<Option<(u64, Vec<stored::Claim>)>, Error> {
        let sql = "SELECT reading.seq, entry.packed, entry.body FROM reading JOIN entry ON entry.seq = reading.seq
            WHERE reading.report = ?1 AND reading.seq <= ?2 AND (reading.until IS NULL OR reading.until > ?2) ORDER BY reading.seq DESC LIMIT 1";
        let told = of(&self.ledger.path);
        let mut find = self.ledger.db.prepare_cached(sql).map_err(&told)?;
        let row = find.query_row(params![number(report), number(self.upto)], |row| Ok((seq(row, 0)?, row.get(1)?, row.get(2)?)));
        let Some((reading, packed, body)) = row.optional().map_err(&told)? else { return Ok(None) };
        let read = unpack(packed, body).and_then(|body| serde_json::from_slice::<Reading>(&body).ok());
        let read = read
            .ok_or_else(|| Error::told(&self.ledger.path, format!("entry {reading} cannot be unpacked; `sayso ledger check` says more")))?;
        Ok(Some((reading, read.claims)))
    }

    /// How many figures the reading of a report found.
    pub fn figures(&self, report: u64) -> Result<usize, Error> {
        let sql = format!("SELECT count(*) FROM claim WHERE reading IN (SELECT seq FROM reading WHERE report = ?2) AND {CURRENT}");
        let count = self
            .ledger
            .db
            .prepare_cached(&sql)
            .and_then(|mut count| count.query_row(params![number(self.upto), number(report)], |row| seq(row, 0)));
        count.map(|count| usize::try_from(count).unwrap_or(usize::MAX)).map_err(of(&self.ledger.path))
    }

    /// The moments at which the ledger came to know something, each with its last entry.
    pub fn moments(&self) -> Result<Vec<(u64, String)>, Error> {
        let sql = "SELECT min(seq) AS first, at FROM report WHERE seq <= ?1 GROUP BY at UNION ALL
            SELECT seq, at FROM entry WHERE kind IN ('alias', 'judgement', 'undo') AND kind NOT IN ('report', 'reading') AND seq <= ?1 ORDER BY first";
        let began = self.rows(sql, |row| Ok((seq(row, 0)?, row.get::<_, String>(1)?)))?;
        let ends = began.iter().skip(1).map(|(next, _)| next - 1).chain([self.upto]);
        Ok(ends.zip(&began).map(|(end, (_, at))| (end, at.clone())).collect())
    }

    /// Every claim with this id: one, or several where the same bytes were read more than once.
    pub fn claim(&self, id: &str) -> Result<Vec<Held>, Error> {
        self.held(&format!("SELECT {COLUMNS} FROM claim WHERE id = ?2 AND {CURRENT}"), params![number(self.upto), id])
    }

    /// The claims of one series.
    pub fn series(&self, id: &str) -> Result<Vec<Held>, Error> {
        let sql = format!(
            "SELECT kin, series, {COLUMNS} FROM claim WHERE kin = (SELECT kin FROM series WHERE id = ?2) AND series = ?2 AND {CURRENT} ORDER BY reading, nth"
        );
        let asked = prepare::number(id);
        let filed = self.placed(&sql, params![number(self.upto), asked])?;
        let stay = filed.into_iter().filter_map(|(place, claim)| self.judged.stays(&self.ledger.words, By::Series, place, claim));
        let came = self.judged.came(By::Series).into_iter().filter(|((_, series), _)| *series == asked).flat_map(|(_, claims)| claims);
        Ok(ordered(stay.chain(came).collect()))
    }

    /// Every claim with this id as any reading gave it, in the order of readings.
    pub(super) fn ever(&self, id: &str) -> Result<Vec<Held>, Error> {
        let sql = format!("SELECT kin, series, {COLUMNS} FROM claim WHERE id = ?2 AND reading <= ?1 ORDER BY reading, nth");
        let read = self.placed(&sql, params![number(self.upto), id])?;
        Ok(read.into_iter().map(|(_, claim)| claim).collect())
    }

    /// Every claim with this id as it was read, with where it is filed.
    fn filed_as(&self, id: &str) -> Result<Vec<(Place, Held)>, Error> {
        let sql = format!("SELECT kin, series, {COLUMNS} FROM claim WHERE id = ?2 AND {CURRENT} ORDER BY reading, nth");
        self.placed(&sql, params![number(self.upto), id])
    }

    /// Hands over the claims of each series, one series after the other. Claims that belong to no series are passed over.
    pub fn each_series(&self, take: Take<'_>) -> Result<(), Error> {
        self.groups("series != 0", By::Series, take)
    }

    /// Hands over the claims of each kin group: what may be compared although it is not the same series.
    pub fn each_kin(&self, take: Take<'_>) -> Result<(), Error> {
        self.groups("kin != 0", By::Kin, take)
    }

    /// Hands over the claims of each report, in the order the reports came; the name of the group is the report's entry.
    pub fn each_report(&self, take: Take<'_>) -> Result<(), Error> {
        self.each_reading(&mut |report, claims| take(report, claims.into_iter().filter_map(|claim| self.as_left(claim)).collect()))
    }

    /// A claim as people left it; none where it was rejected.
    pub fn as_left(&self, claim: Held) -> Option<Held> {
        self.judged.standing.apply(claim)
    }

    /// The same as [`Self::each_report`], as the claims were read: also those that were rejected.
    pub fn each_reading(&self, take: Take<'_>) -> Result<(), Error> {
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
            let claims = read.claims.into_iter().map(|claim| claim.held(report, reading));
            take(&report.to_string(), claims.collect())?;
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
        // In the words of the index, so that it is used: reports and readings are many and long.
        let few = if matches!(kind, "report" | "reading") { "" } else { " AND kind NOT IN ('report', 'reading')" };
        let mut find = self
            .ledger
            .db
            .prepare(&format!("SELECT seq, at, kind, packed, body, chain FROM entry WHERE kind = ?1 AND seq <= ?2{few} ORDER BY seq"))
            .map_err(&told)?;
        let rows = find.query_map(params![kind, number(self.upto)], entry::of_row).map_err(&told)?;
        rows.collect::<rusqlite::Result<Vec<_>>>().map_err(&told)
    }

    /// What people said of names, each with its entry; what was undone is left out.
    pub fn aliases(&self) -> Result<Vec<(u64, Alike)>, Error> {
        let told = self.standing("alias")?.into_iter();
        Ok(told.filter_map(|entry| Some((entry.seq, serde_json::from_slice(&entry.body).ok()?))).collect())
    }

    fn groups(&self, which: &str, by: By, take: Take<'_>) -> Result<(), Error> {
        let told = of(&self.ledger.path);
        let sql = format!("SELECT kin, series, {COLUMNS} FROM claim WHERE {which} AND {CURRENT} ORDER BY kin, series, reading, nth");
        let mut find = self.ledger.db.prepare(&sql).map_err(&told)?;
        let mut rows = find.query([number(self.upto)]).map_err(&told)?;
        let mut came = self.judged.came(by);
        let (mut group, mut claims) = ((0, 0), Vec::new());
        while let Some(row) = rows.next().map_err(&told)? {
            let place = placed(row).map_err(&told)?;
            if by.group(place) != group {
                hand(by, group, std::mem::take(&mut claims), &mut came, take)?;
                group = by.group(place);
                // Groups that hold nothing but claims which came to them.
                while let Some(first) = came.first_entry().filter(|first| *first.key() < group) {
                    let (group, claims) = first.remove_entry();
                    hand(by, group, claims, &mut came, take)?;
                }
            }
            let claim = held(row, 2).map_err(&told)?;
            claims.extend(self.judged.stays(&self.ledger.words, by, place, claim));
        }
        hand(by, group, claims, &mut came, take)?;
        while let Some((group, claims)) = came.pop_first() {
            hand(by, group, claims, &mut came, take)?;
        }
        Ok(())
    }

    /// Claims as read, with where they are filed.
    fn placed(&self, sql: &str, with: &[&dyn rusqlite::ToSql]) -> Result<Vec<(Place, Held)>, Error> {
        let told = of(&self.ledger.path);
        let mut find = self.ledger.db.prepare_cached(sql).map_err(&told)?;
        let rows = find.query_map(with, |row| Ok((placed(row)?, held(row, 2)?))).map_err(&told)?;
        rows.collect::<rusqlite::Result<Vec<_>>>().map_err(&told)
    }

    fn held(&self, sql: &str, with: &[&dyn rusqlite::ToSql]) -> Result<Vec<Held>, Error> {
        let told = of(&self.ledger.path);
        let mut find = self.ledger.db.prepare_cached(sql).map_err(&told)?;
        let rows = find.query_map(with, |row| held(row, 0)).map_err(&told)?;
        let read = rows.collect::<rusqlite::Result<Vec<_>>>().map_err(&told)?;
        Ok(read.into_iter().filter_map(|claim| self.judged.standing.apply(claim)).collect())
    }

    fn rows<T>(&self, sql: &str, of_row: impl FnMut(&Row<'_>) -> rusqlite::Result<T>) -> Result<Vec<T>, Error> {
        let told = of(&self.ledger.path);
        let mut find = self.ledger.db.prepare_cached(sql).map_err(&told)?;
        let rows = find.query_map([number(self.upto)], of_row).map_err(&told)?;
        rows.collect::<rusqlite::Result<Vec<_>>>().map_err(&told)
    }
}

/// Hands over a group, with the claims that came to it in their place.
fn hand(by: By, group: Place, mut claims: Vec<Held>, came: &mut BTreeMap<Place, Vec<Held>>, take: Take<'_>) -> Result<(), Error> {
    claims.extend(came.remove(&group).unwrap_or_default());
    match by {
        _ if claims.is_empty() => Ok(()),
        // A kin group goes by series; what came stands at its end.
        By::Kin => take(&prepare::id(group.0), claims),
        By::Series => take(&prepare::id(group.1), ordered(claims)),
    }
}

/// In the order of reading and place; a stable sort that has nothing to do where nothing came.
fn ordered(mut claims: Vec<Held>) -> Vec<Held> {
    if claims.iter().any(|claim| !claim.corrected.is_empty()) {
        claims.sort_by_key(|claim| (claim.reading, claim.start));
    }
    claims
}

/// Read, and not yet read again.
const CURRENT: &str = "reading <= ?1 AND (until IS NULL OR until > ?1)";

const COLUMNS: &str = r#"reading, report, id, start, "end", text, low, high, quantifier, hedge, kind, per, currency, unit, counted, measure, offence, side, place, since, "to",
    dated, stance, repeat_of, part_of, base, sentence_start, sentence_end, zone, say_so"#;

/// Where a claim is filed, from the columns before [`COLUMNS`].
fn placed(row: &Row<'_>) -> rusqlite::Result<Place> {
    Ok((row.get(0)?, row.get(1)?))
}

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
