//! A ledger opened: writing to it in whole transactions.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, OptionalExtension, Transaction, TransactionBehavior, params};
use sayso::ledger::words::Words;
use sayso::read::zone::Habits;

use super::entry::{self, Packed, number, pack, seq};
use super::error::{Error, Kind, of};
use super::original;
use super::prepare::{self, Prepared, json};
use super::project::{self, Shingles};
use super::schema::{self, State};
use super::stored::{self, Copy};
use crate::original::Kept;
use crate::wire;

/// Reports that the habits of outlets are learnt from, the latest ones.
const LATEST: i64 = 2000;

/// How long a writer waits for another.
const PATIENCE: Duration = Duration::from_secs(60);

/// A ledger.
#[derive(Debug)]
pub struct Ledger {
    pub(super) db: Connection,
    pub(super) path: PathBuf,
    /// The tables that say which claims are about the same quantity.
    pub words: Words,
    shingles: Shingles,
}

/// What became of a report that was added.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Added {
    /// The report's entry.
    pub report: u64,
    /// As given.
    pub id: String,
    /// Digest of the report.
    pub digest: String,
    /// Whether it was not there before.
    pub new: bool,
    /// Whether its claims were read into the ledger now.
    pub read: bool,
    /// The report of the same page that it is a later state of.
    pub revision_of: Option<u64>,
    /// Figures read.
    pub figures: usize,
}

/// Digests of the reports that this program has read already, as of when it was asked.
#[derive(Debug, Default)]
pub struct Known(BTreeSet<(String, String)>);

impl Known {
    /// Whether a report need not be read again: these bytes came under this name and were read by this program and packs.
    pub fn has(&self, report: &sayso::report::Report) -> bool {
        !self.0.is_empty() && self.0.contains(&(prepare::digest(&report.into()), report.id.clone()))
    }
}

impl Ledger {
    /// Opens a ledger, or makes one.
    pub fn create(path: &Path) -> Result<Self, Error> {
        Self::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)
    }

    /// Opens a ledger that is there.
    pub fn open(path: &Path) -> Result<Self, Error> {
        if !path.exists() {
            return Err(Error::new(path, Kind::Missing));
        }
        Self::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)
    }

    fn connect(path: &Path, flags: OpenFlags) -> Result<Self, Error> {
        let told = of(path);
        let mut db = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX).map_err(&told)?;
        db.busy_timeout(PATIENCE).map_err(&told)?;
        prime(&db).map_err(&told)?;
        match schema::migrate(&mut db).map_err(&told)? {
            State::Ready => Ok(Self { db, path: path.to_owned(), words: Words::new("en", &mut Vec::new()), shingles: Shingles::default() }),
            State::Foreign => Err(Error::new(path, Kind::Foreign)),
            State::Newer(version) => Err(Error::new(path, Kind::Newer(version))),
        }
    }

    /// The same with less of the file in memory, for who opens it several times.
    pub fn modest(self) -> Result<Self, Error> {
        self.db.pragma_update(None, "cache_size", -16_384).map_err(of(&self.path))?;
        Ok(self)
    }

    /// The last entry.
    pub fn head(&self) -> Result<u64, Error> {
        entry::head(&self.db).map(|(last, ..)| last).map_err(of(&self.path))
    }

    /// The chain of hashes after an entry, in hexadecimal digits: two ledgers that have the same one hold the same entries up to there.
    pub fn chain(&self, entry: u64) -> Result<Option<String>, Error> {
        let find = || {
            let mut find = self.db.prepare_cached("SELECT chain FROM entry WHERE seq = ?1")?;
            find.query_row([number(entry)], |row| row.get::<_, Vec<u8>>(0)).optional()
        };
        Ok(find().map_err(of(&self.path))?.map(|chain| wire::hex(&chain)))
    }

    /// The readings that came after one entry and not after another, each with its report, in order and at most so many.
    pub fn readings(&self, after: u64, upto: u64, most: usize) -> Result<Vec<(u64, u64)>, Error> {
        let find = || {
            let mut find = self.db.prepare_cached("SELECT seq, report FROM reading WHERE seq > ?1 AND seq <= ?2 ORDER BY seq LIMIT ?3")?;
            let most = i64::try_from(most).unwrap_or(i64::MAX);
            find.query_map(params![number(after), number(upto), most], |row| Ok((seq(row, 0)?, seq(row, 1)?)))?
                .collect::<rusqlite::Result<Vec<_>>>()
        };
        find().map_err(of(&self.path))
    }

    /// The reports that this reader has read already.
    pub fn known(&self, reader: &str) -> Result<Known, Error> {
        let all = || {
            let sql = "SELECT report.digest, name.id FROM reading JOIN report ON report.seq = reading.report
                JOIN (SELECT seq AS report, id FROM report UNION ALL SELECT report, id FROM copy) name ON name.report = report.seq
                WHERE reading.reader = ?1 AND reading.until IS NULL";
            let mut rows = self.db.prepare(sql)?;
            rows.query_map([reader], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()
        };
        all().map(Known).map_err(of(&self.path))
    }

    /// What the outlets of the latest reports print on all their pages.
    pub fn habits(&self) -> Result<Habits, Error> {
        let latest = || {
            let mut rows = self.db.prepare("SELECT seq FROM report ORDER BY seq DESC LIMIT ?1")?;
            rows.query_map([LATEST], |row| seq(row, 0))?.collect::<rusqlite::Result<Vec<_>>>()
        };
        let mut habits = Habits::default();
        for report in latest().map_err(of(&self.path))?.into_iter().rev() {
            if let Some(stored) = project::stored(&self.db, report).map_err(of(&self.path))?.filter(|stored| stored.form.is_none()) {
                let stored::Report { url, outlet, title, text, .. } = stored;
                habits.take(&sayso::report::Report { url, outlet, title, text, ..sayso::report::Report::default() });
            }
        }
        Ok(habits)
    }

    /// Adds reports with what was read from them: all of them or, on an error, none. Acknowledged is what this has returned.
    pub fn add(&mut self, at: &str, reports: &[Prepared]) -> Result<Vec<Added>, Error> {
        let Self { db, shingles, path, words } = self;
        let told = of(path);
        let tx = db.transaction_with_behavior(TransactionBehavior::Immediate).map_err(&told)?;
        // Bytes first: an entry never speaks of what is not on disk.
        let kept = original::keep(&tx, path, at, reports)?;
        let write = || {
            let add = |(report, kept)| add(&tx, at, words, report, kept, shingles);
            let added = reports.iter().zip(kept).map(add).collect::<rusqlite::Result<Vec<_>>>()?;
            tx.commit()?;
            Ok(added)
        };
        write().map_err(told)
    }

    /// Appends an entry that has no projection of its own: `alias`, `judgement`, `undo`.
    pub fn append(&mut self, at: &str, kind: &str, body: &impl serde::Serialize) -> Result<u64, Error> {
        let body = pack(&json(body));
        let db = &mut self.db;
        let mut write = || {
            let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let seq = entry::append(&tx, at, kind, &body)?;
            tx.commit()?;
            Ok(seq)
        };
        write().map_err(of(&self.path))
    }

    /// A transaction that many entries go into, for an import.
    pub(super) fn transaction(&mut self) -> Result<(Transaction<'_>, &mut Shingles, &Words), Error> {
        let Self { db, shingles, path, words } = self;
        let tx = db.transaction_with_behavior(TransactionBehavior::Immediate).map_err(of(path))?;
        Ok((tx, shingles, words))
    }
}

/// Durable at every commit, readers and a writer side by side, nothing trusted that the file says.
fn prime(db: &Connection) -> rusqlite::Result<()> {
    db.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()))?;
    db.pragma_update(None, "synchronous", "full")?;
    db.pragma_update(None, "foreign_keys", false)?;
    db.pragma_update(None, "trusted_schema", false)?;
    db.pragma_update(None, "cell_size_check", true)?;
    db.pragma_update(None, "cache_size", -131_072)?;
    db.pragma_update(None, "mmap_size", 0)?;
    // Pages; the same ones are written again and again, and need to reach the file itself only now and then.
    db.pragma_update(None, "wal_autocheckpoint", 32_768)?;
    db.set_prepared_statement_cache_capacity(64);
    Ok(())
}

fn add(tx: &Connection, at: &str, words: &Words, new: &Prepared, kept: Option<Kept>, shingles: &mut Shingles) -> rusqlite::Result<Added> {
    let returned = returned(tx, words, new)?;
    let new = returned.as_ref().unwrap_or(new);
    let mut added = Added { id: new.report.id.clone(), digest: new.digest.clone(), ..Added::default() };
    match known(tx, &new.digest)? {
        Some((report, id)) => {
            added.report = report;
            copy(tx, at, report, &id, new)?;
        }
        None => {
            added.new = true;
            added.report = entry::append(tx, at, "report", &new.body)?;
            added.revision_of = project::report(tx, added.report, new, shingles)?;
        }
    }
    if let Some(kept) = kept {
        original::append(tx, at, added.report, new, kept)?;
    }
    if added.new || !is_read(tx, added.report, &new.read.reader)? {
        let reading = entry::append(tx, at, "reading", &new.read.body)?;
        project::reading(tx, reading, added.report, &new.read)?;
        (added.read, added.figures) = (true, new.figures());
    }
    Ok(added)
}

/// What a page that was fetched just now says again, after it said something else in between: a state of its own, so that the ledger holds what stands
/// there now. Of what lies in files nobody knows when it was so, and the same heap again must add nothing.
fn returned(db: &Connection, words: &Words, new: &Prepared) -> rusqlite::Result<Option<Prepared>> {
    let replaced = "SELECT 1 FROM report WHERE digest = ?1 AND page = ?2 AND replaced_by IS NOT NULL";
    if !new.fetched || !db.prepare_cached(replaced)?.exists([&new.digest, &new.page])? {
        return Ok(None);
    }
    let Some((latest, _)) = project::latest(db, &new.page)? else { return Ok(None) };
    let Some(latest) = project::stored(db, latest)? else { return Ok(None) };
    let state = stored::Report { after: None, ..latest.clone() };
    // It went back before today, and stayed so.
    let after = if prepare::digest(&state) == new.digest { latest.after } else { Some(prepare::digest(&latest)) };
    Ok(Some(prepare::after(words, new, after)))
}

fn known(db: &Connection, digest: &str) -> rusqlite::Result<Option<(u64, String)>> {
    let mut find = db.prepare_cached("SELECT seq, id FROM report WHERE digest = ?1")?;
    find.query_row([digest], |row| Ok((seq(row, 0)?, row.get(1)?))).optional()
}

/// The same bytes under another name are told once.
fn copy(tx: &Connection, at: &str, report: u64, id: &str, new: &Prepared) -> rusqlite::Result<()> {
    let told = tx.prepare_cached("SELECT 1 FROM copy WHERE report = ?1 AND id = ?2")?.exists(params![number(report), new.report.id])?;
    if id == new.report.id || told {
        return Ok(());
    }
    let body: Packed = pack(&json(&Copy { report: new.digest.clone(), id: new.report.id.clone() }));
    let seq = entry::append(tx, at, "copy", &body)?;
    file_copy(tx, seq, report, &new.report.id)
}

pub(super) fn file_copy(tx: &Connection, at: u64, report: u64, id: &str) -> rusqlite::Result<()> {
    let mut insert = tx.prepare_cached("INSERT OR IGNORE INTO copy (seq, report, id) VALUES (?1, ?2, ?3)")?;
    insert.execute(params![number(at), number(report), id]).map(|_| ())
}

fn is_read(db: &Connection, report: u64, reader: &str) -> rusqlite::Result<bool> {
    let mut find = db.prepare_cached("SELECT 1 FROM reading WHERE report = ?1 AND reader = ?2 AND until IS NULL")?;
    find.exists(params![number(report), reader])
}
