//! Projections: what the tables beside the entries say, made from each entry as it comes.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, params};
use sayso::ledger::echo;

use super::entry::{number, seq, unpack};
use super::prepare::{Keyed, Prepared, Read, json};
use super::stored;

/// As many reports' shingles as are kept in memory, for the next that may share text with them.
const KEPT: usize = 20_000;

/// Shingles of reports lately written or looked at.
#[derive(Debug, Default)]
pub(super) struct Shingles(BTreeMap<u64, Vec<u64>>);

impl Shingles {
    fn of(&mut self, db: &Connection, report: u64) -> rusqlite::Result<&[u64]> {
        if !self.0.contains_key(&report) {
            let text = text(db, report)?.unwrap_or_default();
            self.keep(report, echo::shingles(&text));
        }
        Ok(self.0.get(&report).map(Vec::as_slice).unwrap_or_default())
    }

    /// The oldest go first.
    fn keep(&mut self, report: u64, shingles: Vec<u64>) {
        self.0.insert(report, shingles);
        if self.0.len() > KEPT {
            self.0.pop_first();
        }
    }
}

/// The text of a report from its entry.
pub(super) fn text(db: &Connection, report: u64) -> rusqlite::Result<Option<String>> {
    Ok(stored(db, report)?.map(|report| report.text))
}

/// A report as its entry keeps it.
pub(super) fn stored(db: &Connection, report: u64) -> rusqlite::Result<Option<stored::Report>> {
    let body = db
        .prepare_cached("SELECT packed, body FROM entry WHERE seq = ?1 AND kind = 'report'")?
        .query_row([number(report)], |row| Ok(unpack(row.get(0)?, row.get(1)?)))
        .optional()?;
    Ok(body.flatten().and_then(|body| serde_json::from_slice(&body).ok()))
}

/// A report that came in as an entry. Gives the report of the same page that it is a later state of.
pub(super) fn report(db: &Connection, at: u64, new: &Prepared, shingles: &mut Shingles) -> rusqlite::Result<Option<u64>> {
    let before = earlier_state(db, new, shingles)?;
    let when = "(SELECT at FROM entry WHERE seq = ?1)";
    let sql = format!(
        "INSERT INTO report (seq, at, digest, id, url, outlet, title, published, lang, page, revision_of) VALUES (?1, {when}, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"
    );
    let told = &new.report;
    db.prepare_cached(&sql)?.execute(params![
        number(at),
        new.digest,
        told.id,
        told.url,
        told.outlet,
        told.title,
        told.published,
        told.lang,
        new.page,
        before.map(number)
    ])?;
    if let Some(before) = before {
        db.prepare_cached("UPDATE report SET replaced_by = ?1 WHERE seq = ?2")?.execute(params![number(at), number(before)])?;
    }
    ties(db, at, new, shingles)?;
    Ok(before)
}

/// The latest report of the same page. A name that is no address ("1", "report.txt") is a page only where the text is largely the same.
fn earlier_state(db: &Connection, new: &Prepared, shingles: &mut Shingles) -> rusqlite::Result<Option<u64>> {
    let Some((latest, outlet)) = latest(db, &new.page)? else { return Ok(None) };
    let same = new.report.url.is_some() || {
        let overlap = echo::overlap(shingles.of(db, latest)?, &new.shingles);
        outlet == new.report.outlet && overlap.shared * 3 > overlap.left.min(overlap.right)
    };
    Ok(same.then_some(latest))
}

/// The report that a page is at, and its outlet.
pub(super) fn latest(db: &Connection, page: &str) -> rusqlite::Result<Option<(u64, Option<String>)>> {
    db.prepare_cached("SELECT seq, outlet FROM report WHERE page = ?1 AND replaced_by IS NULL ORDER BY seq DESC LIMIT 1")?
        .query_row([page], |row| Ok((seq(row, 0)?, row.get(1)?)))
        .optional()
}

/// Finds the reports that a new one shares text with, and files its own sample.
fn ties(db: &Connection, at: u64, new: &Prepared, shingles: &mut Shingles) -> rusqlite::Result<()> {
    let sample = echo::sampled(&new.shingles);
    for other in candidates(db, &sample)? {
        let overlap = echo::overlap(shingles.of(db, other)?, &new.shingles);
        if echo::shares(&overlap) {
            let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
            db.prepare_cached("INSERT OR IGNORE INTO tie (b, a, shared, of_a, of_b) VALUES (?1, ?2, ?3, ?4, ?5)")?.execute(params![
                number(at),
                number(other),
                count(overlap.shared),
                count(overlap.left),
                count(overlap.right)
            ])?;
        }
    }
    let mut insert = db.prepare_cached("INSERT OR IGNORE INTO shingle (hash, report) VALUES (?1, ?2)")?;
    for hash in &sample {
        insert.execute(params![hash.cast_signed(), number(at)])?;
    }
    shingles.keep(at, new.shingles.clone());
    Ok(())
}

/// Earlier reports that share enough of the sample to be looked at.
fn candidates(db: &Connection, sample: &[u64]) -> rusqlite::Result<Vec<u64>> {
    let mut find = db.prepare_cached("SELECT report FROM shingle WHERE hash = ?1 LIMIT ?2")?;
    let limit = i64::try_from(echo::COMMON + 1).unwrap_or(i64::MAX);
    let mut held =
        |hash: &u64| find.query_map(params![hash.cast_signed(), limit], |row| seq(row, 0))?.collect::<rusqlite::Result<Vec<_>>>();
    let postings = sample.iter().map(&mut held).collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(echo::candidates(postings.iter().map(Vec::as_slice)))
}

/// A reading that came in as an entry: it stands in place of the reading before it.
pub(super) fn reading(db: &Connection, at: u64, report: u64, read: &Read) -> rusqlite::Result<()> {
    let before = db
        .prepare_cached("SELECT seq FROM reading WHERE report = ?1 AND until IS NULL")?
        .query_map([number(report)], |row| row.get::<_, i64>(0))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    for before in before {
        db.prepare_cached("UPDATE reading SET until = ?1 WHERE seq = ?2")?.execute(params![number(at), before])?;
        db.prepare_cached("UPDATE claim SET until = ?1 WHERE reading = ?2")?.execute(params![number(at), before])?;
    }
    db.prepare_cached("INSERT INTO reading (seq, report, reader) VALUES (?1, ?2, ?3)")?.execute(params![
        number(at),
        number(report),
        read.reader
    ])?;
    read.claims.iter().enumerate().try_for_each(|(nth, claim)| self::claim(db, at, report, nth, claim))
}

const CLAIM: &str = r#"INSERT INTO claim (kin, series, reading, nth, report, id, start, "end", text, low, high, quantifier, hedge, kind, per, currency, unit, counted,
    measure, offence, side, place, since, "to", dated, stance, repeat_of, part_of, base, sentence_start, sentence_end, zone, say_so)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33)"#;

fn claim(db: &Connection, at: u64, report: u64, nth: usize, keyed: &Keyed) -> rusqlite::Result<()> {
    let Keyed { kin, series, claim } = keyed;
    if *series != 0 {
        db.prepare_cached("INSERT OR IGNORE INTO series (id, kin) VALUES (?1, ?2)")?.execute(params![series, kin])?;
    }
    let place = |place: usize| i64::try_from(place).unwrap_or(i64::MAX);
    let (since, to) = claim.period.as_ref().map_or((None, None), |period| (period.from.as_deref(), period.to.as_deref()));
    db.prepare_cached(CLAIM)?.execute(params![
        kin,
        series,
        number(at),
        place(nth),
        number(report),
        claim.id,
        place(claim.start),
        place(claim.end),
        claim.text,
        claim.low,
        claim.high,
        claim.quantifier,
        claim.hedge,
        claim.kind,
        claim.per,
        claim.currency,
        claim.unit,
        claim.counted,
        claim.measure,
        claim.offence,
        claim.side,
        claim.place,
        since,
        to,
        claim.period.is_some(),
        claim.stance,
        claim.repeat_of.map(place),
        claim.part_of.map(place),
        claim.base.map(place),
        place(claim.sentence.0),
        place(claim.sentence.1),
        claim.zone,
        String::from_utf8(json(&claim.say_so)).unwrap_or_default()
    ])?;
    Ok(())
}
