//! What can go wrong with a ledger, and what to do then.

use std::fmt;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// Why the ledger could not be used.
#[derive(Debug)]
pub struct Error {
    path: PathBuf,
    kind: Kind,
}

#[derive(Debug)]
pub(super) enum Kind {
    /// There is no such file.
    Missing,
    /// The file is something else.
    Foreign,
    /// Made by a later program.
    Newer(i64),
    /// The disk is full.
    Full,
    /// Somebody else writes for too long.
    Busy,
    /// No permission, or a medium that cannot be written.
    ReadOnly,
    /// Pages of the file make no sense.
    Damaged(String),
    /// What is asked for is not there, or not as it should be; the words say it all.
    Told(String),
    /// Anything else that the database says.
    Other(String),
}

impl Error {
    pub(super) fn new(path: &Path, kind: Kind) -> Self {
        Self { path: path.to_owned(), kind }
    }

    /// The bytes of a report could not be written beside the ledger.
    pub(super) fn unkept(path: &Path, error: &std::io::Error) -> Self {
        let full = matches!(error.kind(), std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded);
        Self::new(
            path,
            if full {
                Kind::Full
            } else {
                Kind::Told(format!("the originals beside it cannot be written ({error}); nothing of this batch was added"))
            },
        )
    }

    /// Whether it is about what was asked for, and not about the file.
    pub const fn is_told(&self) -> bool {
        matches!(self.kind, Kind::Told(_))
    }

    pub(super) fn told(path: &Path, words: impl Into<String>) -> Self {
        Self::new(path, Kind::Told(words.into()))
    }
}

/// What the database says, in the words of the house.
pub(super) fn of(path: &Path) -> impl Fn(rusqlite::Error) -> Error + '_ {
    move |error| Error::new(path, kind(&error))
}

fn kind(error: &rusqlite::Error) -> Kind {
    let words = error.to_string();
    match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => Kind::Full,
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Kind::Busy,
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen) => Kind::ReadOnly,
        Some(ErrorCode::NotADatabase) => Kind::Foreign,
        Some(ErrorCode::DatabaseCorrupt) => Kind::Damaged(words),
        // A short write is how some systems say that the disk is full.
        Some(ErrorCode::SystemIoFailure) if words.contains("full") => Kind::Full,
        _ => Kind::Other(words),
    }
}

impl Error {
    /// What is wrong and what to do, without the file's path: for who asks from elsewhere.
    pub fn words(&self) -> &str {
        match &self.kind {
            Kind::Missing => "no such ledger; `sayso add` makes one, --ledger FILE or $SAYSO_LEDGER names another",
            Kind::Foreign => {
                "not a ledger of sayso, or its first page is damaged; restore it from a copy or `sayso ledger import` an export of it"
            }
            Kind::Newer(_) => "made by a later sayso; use that one",
            Kind::Full => {
                "the disk is full; what was acknowledged before is kept, nothing else was written: make room and run the same command again"
            }
            Kind::Busy => "another program has been writing to it for a minute; wait for that one and run the same command again",
            Kind::ReadOnly => "cannot be opened or written; check that the folder is there and that you may write in it",
            Kind::Damaged(_) => {
                "damaged; `sayso ledger check` says how far, `sayso ledger export` saves what can still be read, or restore it from a copy"
            }
            Kind::Told(words) | Kind::Other(words) => words,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.to_string_lossy();
        write!(out, "{}: {}", crate::clean::line(&path), self.words())?;
        match &self.kind {
            Kind::Newer(version) => write!(out, " (its tables have version {version})"),
            Kind::Damaged(what) => write!(out, " ({what})"),
            _ => Ok(()),
        }
    }
}

impl std::error::Error for Error {}
