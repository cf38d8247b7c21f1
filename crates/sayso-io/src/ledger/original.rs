//! Where the ledger says that the bytes of its reports lie.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::entry::{self, number, pack, seq};
use super::error::{Error, of};
use super::prepare::{Prepared, json};
use super::store::Ledger;
use super::stored::Original as Stored;
use crate::original::{self, Kept};

/// The bytes that a report was taken from, as the ledger knows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Original {
    /// The entry that says so.
    pub seq: u64,
    /// The report's entry.
    pub report: u64,
    /// SHA-256 of the bytes, in hexadecimal digits.
    pub digest: String,
    /// Their media type.
    pub media: String,
    /// Where they were published.
    pub url: Option<String>,
    /// When they were fetched, where they were.
    pub fetched: Option<String>,
    /// Where they lie.
    pub kept: Kept,
}

const COLUMNS: &str = r#"original.seq, original.report, original.digest, original.media, original.url, original.fetched, original.file, original."offset", original.length"#;

impl Ledger {
    /// What is kept of a report, latest first: by its entry, its name, its address or its digest.
    pub fn originals(&self, report: &str) -> Result<Vec<Original>, Error> {
        let find = || {
            let sql = format!(
                "SELECT {COLUMNS} FROM original WHERE report IN (SELECT seq FROM report WHERE id = ?1 OR url = ?1 OR digest = ?1 OR CAST(seq AS TEXT) = ?1
                    UNION SELECT report FROM copy WHERE id = ?1) ORDER BY seq DESC"
            );
            self.db.prepare(&sql)?.query_map([report], of_row)?.collect::<rusqlite::Result<Vec<_>>>()
        };
        find().map_err(of(&self.path))
    }

    /// The bytes themselves; they are those that were kept, or there is an error that says why not.
    pub fn bytes(&self, original: &Original) -> Result<Vec<u8>, Error> {
        original::read(&original::folder(&self.path), &original.kept, &original.digest).map_err(|what| Error::told(&self.path, what))
    }

    /// Looks at every original; gives how many there are, and what is wrong with them.
    pub(super) fn verify_originals(&self, problem: &mut dyn FnMut(String)) -> rusqlite::Result<u64> {
        let folder = original::folder(&self.path);
        let mut all = self.db.prepare(&format!("SELECT {COLUMNS} FROM original ORDER BY seq"))?;
        let mut count = 0;
        for found in all.query_map([], of_row)? {
            let found = found?;
            count += 1;
            if let Err(what) = original::read(&folder, &found.kept, &found.digest) {
                problem(format!("entry {}: {what}", found.seq));
            }
        }
        Ok(count)
    }
}

/// Keeps the originals of reports that are new, and of every fetch, before an entry speaks of them. One place a report.
pub(super) fn keep(tx: &Connection, ledger: &std::path::Path, at: &str, reports: &[Prepared]) -> Result<Vec<Option<Kept>>, Error> {
    let told = of(ledger);
    let wanted = reports.iter().map(|report| wants(tx, report)).collect::<rusqlite::Result<Vec<_>>>().map_err(&told)?;
    if !wanted.contains(&true) {
        return Ok(vec![None; reports.len()]);
    }
    let last = tx
        .prepare_cached(r#"SELECT file, "offset", length FROM original ORDER BY seq DESC LIMIT 1"#)
        .and_then(|mut last| last.query_row([], |row| kept(row, 0)).optional())
        .map_err(&told)?;
    let originals = reports.iter().zip(&wanted).filter(|(_, wanted)| **wanted).filter_map(|(report, _)| report.original.as_ref());
    let kept = original::keep(&original::folder(ledger), last, at, originals);
    let mut kept = kept.map_err(|error| Error::unkept(ledger, &error))?.into_iter();
    Ok(wanted.into_iter().map(|wanted| if wanted { kept.next() } else { None }).collect())
}

fn wants(tx: &Connection, new: &Prepared) -> rusqlite::Result<bool> {
    let Some(original) = &new.original else { return Ok(false) };
    Ok(original.exchange.is_some() || !tx.prepare_cached("SELECT 1 FROM report WHERE digest = ?1")?.exists([&new.digest])?)
}

/// Appends the entry that says where an original lies.
pub(super) fn append(tx: &Connection, at: &str, report: u64, new: &Prepared, kept: Kept) -> rusqlite::Result<()> {
    let Some(original) = &new.original else { return Ok(()) };
    let stored = Stored {
        report: new.digest.clone(),
        digest: original.digest.clone(),
        media: original.media.to_owned(),
        url: original.url.clone(),
        fetched: original.fetched.clone(),
        file: kept.file,
        offset: kept.offset,
        length: kept.length,
    };
    let seq = entry::append(tx, at, "original", &pack(&json(&stored)))?;
    project(tx, seq, report, &stored)
}

/// Files what an entry says.
pub(super) fn project(tx: &Connection, at: u64, report: u64, told: &Stored) -> rusqlite::Result<()> {
    let sql = r#"INSERT OR IGNORE INTO original (seq, report, digest, media, url, fetched, file, "offset", length) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"#;
    tx.prepare_cached(sql)?.execute(params![
        number(at),
        number(report),
        told.digest,
        told.media,
        told.url,
        told.fetched,
        number(told.file),
        number(told.offset),
        number(told.length)
    ])?;
    Ok(())
}

fn of_row(row: &Row<'_>) -> rusqlite::Result<Original> {
    Ok(Original {
        seq: seq(row, 0)?,
        report: seq(row, 1)?,
        digest: row.get(2)?,
        media: row.get(3)?,
        url: row.get(4)?,
        fetched: row.get(5)?,
        kept: kept(row, 6)?,
    })
}

fn kept(row: &Row<'_>, at: usize) -> rusqlite::Result<Kept> {
    Ok(Kept { file: seq(row, at)?, offset: seq(row, at + 1)?, length: seq(row, at + 2)? })
}
