//! Words looked for in reports: an index of SQLite's FTS5 in a file of its own beside the ledger (`LEDGER.search`). It is a cache: deleted, it is made anew.
//!
//! Private people are not to be found: where sayso knows a name as theirs, it is taken out of a report before its words go in.

mod ask;
mod find;
mod passage;

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags, OptionalExtension, params};
use sayso_io::export::redact::{Names, WITHHELD};
use sayso_io::ledger::{self, Book, Ledger, is_public};

use crate::desk::lock;
use crate::problem::Problem;

pub use ask::{Asked, LONGEST};
pub use find::{Found, Hit};
pub use passage::{Segment, Shown, show};

/// The index.
#[derive(Debug)]
pub struct Search {
    path: PathBuf,
    /// Who writes; made when something is first written.
    writer: Mutex<Option<Connection>>,
    readers: Mutex<Vec<Connection>>,
    /// The last entry whose report is in it.
    indexed: AtomicU64,
}

/// How words are told apart and made alike, the same for what is looked in and what is looked for.
const TOKENS: &str = "unicode61 remove_diacritics 2";

/// Raised when an index of before would not do.
const FORM: u32 = 1;

/// Readings taken in at once, and bytes of text after which a step ends: what else is to be done in the background waits no longer than that.
const READINGS: usize = 256;
const BYTES: usize = 4 << 20;

/// How long one waits for another that writes.
const PATIENCE: Duration = Duration::from_secs(10);

/// What can go wrong: in the ledger, or in the index.
#[derive(Debug)]
pub enum Error {
    /// In the ledger.
    Ledger(ledger::Error),
    /// In the index.
    Index(rusqlite::Error),
    /// In the folder of both.
    Folder(io::Error),
}

/// Something of a report that can be found.
struct Words {
    report: u64,
    title: String,
    outlet: String,
    /// Names of public sources.
    sources: String,
    text: String,
}

impl Search {
    /// The index of a ledger.
    pub fn new(ledger: &Path) -> Self {
        let mut path = ledger.as_os_str().to_owned();
        path.push(".search");
        Self { path: path.into(), writer: Mutex::default(), readers: Mutex::default(), indexed: AtomicU64::new(0) }
    }

    /// The last entry whose report can be found.
    pub fn indexed(&self) -> u64 {
        self.indexed.load(Ordering::Relaxed)
    }

    /// Takes in the next reports; says whether there are more.
    pub fn step(&self, ledger: &Ledger, book: &Book<'_>) -> Result<bool, Error> {
        let mut writer = lock(&self.writer);
        let mut db = match writer.take() {
            Some(db) => db,
            None => self.open(ledger)?,
        };
        // On an error the writer is dropped, and opened anew with the next step.
        let more = self.take(&mut db, ledger, book)?;
        *writer = Some(db);
        Ok(more)
    }

    fn take(&self, db: &mut Connection, ledger: &Ledger, book: &Book<'_>) -> Result<bool, Error> {
        let (indexed, upto) = (indexed(db)?, book.view.upto());
        if indexed >= upto {
            self.indexed.store(indexed, Ordering::Relaxed);
            return Ok(false);
        }
        let readings = ledger.readings(indexed, upto, READINGS)?;
        let (mut last, mut bytes, mut met) = (upto, 0, BTreeSet::new());
        let (total, mut taken, mut all) = (readings.len(), 0, Vec::new());
        for (reading, report) in readings {
            taken += 1;
            // A report that was read twice is taken in once, as it is now.
            if met.insert(report) {
                let words = words(book, report)?;
                bytes += words.text.len();
                all.push(words);
            }
            if bytes > BYTES || taken == READINGS {
                last = reading;
                break;
            }
        }
        let mark = ledger.chain(last)?.unwrap_or_default();
        write(db, &all, last, &mark)?;
        self.indexed.store(last, Ordering::Relaxed);
        Ok(taken < total || last < upto)
    }

    /// Opens the index, or makes one where there is none that fits.
    fn open(&self, ledger: &Ledger) -> Result<Connection, Error> {
        match connect(&self.path) {
            Ok(db) if fits(&db, ledger)? => return Ok(db),
            Err(error) if !is_broken(&error) => return Err(Error::Index(error)),
            _ => {}
        }
        lock(&self.readers).clear();
        self.remove().map_err(Error::Folder)?;
        let db = connect(&self.path)?;
        db.execute_batch(&format!(
            "BEGIN;
            CREATE TABLE meta (form TEXT NOT NULL, indexed INTEGER NOT NULL, chain TEXT NOT NULL) STRICT;
            INSERT INTO meta VALUES ('{}', 0, '');
            CREATE VIRTUAL TABLE report USING fts5 (title, outlet, sources, text, content = '', contentless_delete = 1, tokenize = '{TOKENS}');
            CREATE VIRTUAL TABLE vocabulary USING fts5vocab (report, 'row');
            COMMIT;",
            form()
        ))?;
        Ok(db)
    }

    fn remove(&self) -> io::Result<()> {
        for ending in ["", "-wal", "-shm", "-journal"] {
            let mut path = self.path.as_os_str().to_owned();
            path.push(ending);
            match fs::remove_file(path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        Ok(())
    }

    /// Works with a reader of the index; nothing where there is none yet.
    fn read<T>(&self, work: impl FnOnce(&mut Connection) -> rusqlite::Result<T>) -> Result<Option<T>, Error> {
        let kept = lock(&self.readers).pop();
        let mut db = match kept {
            Some(db) => db,
            None if !self.path.exists() => return Ok(None),
            None => reader(&self.path)?,
        };
        match work(&mut db) {
            Ok(done) => {
                lock(&self.readers).push(db);
                Ok(Some(done))
            }
            // Not made yet.
            Err(error) if error.to_string().contains("no such table") => Ok(None),
            Err(error) => {
                if is_broken(&error) {
                    *lock(&self.writer) = None;
                }
                Err(Error::Index(error))
            }
        }
    }
}

/// What an index must be of to be gone on with: this form of it, and these words, which tell private people from others.
fn form() -> String {
    format!("{FORM} {}", sayso::pack::version())
}

fn fits(db: &Connection, ledger: &Ledger) -> Result<bool, Error> {
    let meta = db.query_row("SELECT form, indexed, chain FROM meta", [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)));
    let (of, last, chain): (String, i64, String) = match meta {
        Ok(meta) => meta,
        Err(_) => return Ok(false),
    };
    let last = u64::try_from(last).unwrap_or_default();
    // Another ledger under the same name has another chain.
    Ok(of == form() && (last == 0 || ledger.chain(last)?.is_some_and(|known| known == chain)))
}

fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let db = Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    db.busy_timeout(PATIENCE)?;
    db.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()))?;
    // What a crash takes is indexed again.
    db.pragma_update(None, "synchronous", "normal")?;
    db.pragma_update(None, "trusted_schema", false)?;
    db.pragma_update(None, "cell_size_check", true)?;
    Ok(db)
}

fn reader(path: &Path) -> rusqlite::Result<Connection> {
    let db = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    db.busy_timeout(PATIENCE)?;
    db.pragma_update(None, "query_only", true)?;
    db.pragma_update(None, "trusted_schema", false)?;
    db.pragma_update(None, "cell_size_check", true)?;
    Ok(db)
}

fn is_broken(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt))
}

fn indexed(db: &Connection) -> rusqlite::Result<u64> {
    let last = db.query_row("SELECT indexed FROM meta", [], |row| row.get::<_, i64>(0)).optional()?;
    Ok(last.and_then(|last| u64::try_from(last).ok()).unwrap_or_default())
}

fn write(db: &mut Connection, all: &[Words], last: u64, chain: &str) -> rusqlite::Result<()> {
    let number = |entry: u64| i64::try_from(entry).unwrap_or(i64::MAX);
    let tx = db.transaction()?;
    for Words { report, title, outlet, sources, text } in all {
        tx.prepare_cached("DELETE FROM report WHERE rowid = ?1")?.execute([number(*report)])?;
        let mut insert = tx.prepare_cached("INSERT INTO report (rowid, title, outlet, sources, text) VALUES (?1, ?2, ?3, ?4, ?5)")?;
        insert.execute(params![number(*report), title, outlet, sources, text])?;
    }
    tx.execute("UPDATE meta SET indexed = ?1, chain = ?2", params![number(last), chain])?;
    tx.commit()
}

/// What of a report can be found.
fn words(book: &Book<'_>, report: u64) -> Result<Words, ledger::Error> {
    let names = Names::of(book, report)?;
    // What says that a name is missing is no word of the report.
    let clean = |words: &str| names.clean(report, words).replace(WITHHELD, " ");
    let filed = book.reports().get(&report);
    let mut sources = BTreeSet::new();
    for claim in book.view.claims_of(report)? {
        for link in &claim.say_so {
            let Some(known) = book.resolve(&claim, link).filter(|known| is_public(&known.source)) else { continue };
            sources.extend([link.name.clone(), known.source.name.clone()]);
        }
    }
    Ok(Words {
        report,
        title: filed.and_then(|filed| filed.title.as_deref()).map(clean).unwrap_or_default(),
        outlet: filed.and_then(|filed| filed.outlet.clone()).unwrap_or_default(),
        sources: sources.into_iter().map(|name| clean(&name)).collect::<Vec<_>>().join("\n"),
        text: clean(&book.view.text(report)?),
    })
}

impl From<ledger::Error> for Error {
    fn from(error: ledger::Error) -> Self {
        Self::Ledger(error)
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        Self::Index(error)
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        use axum::http::StatusCode;
        let unwell = |what: String| {
            let words = format!(
                "the index of words beside the ledger cannot be used ({what}); it may be deleted while no desk runs, and is made anew"
            );
            Self::new(StatusCode::SERVICE_UNAVAILABLE, words)
        };
        match error {
            Error::Ledger(error) => error.into(),
            Error::Index(error) if error.sqlite_error_code() == Some(ErrorCode::OperationInterrupted) => {
                Self::new(StatusCode::SERVICE_UNAVAILABLE, "looking for this takes too long; look for fewer or rarer words")
            }
            Error::Index(error) => unwell(error.to_string()),
            Error::Folder(error) => unwell(error.to_string()),
        }
    }
}
