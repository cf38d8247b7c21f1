//! What `sayso watch` remembers: when a feed or page was last had and is next due, which items of a feed were seen, which reports nobody was told of.
//!
//! It lies in the ledger's file, so that it is there where the ledger is and no crash tears it, but it is no memory of claims: whatever is lost of it
//! is fetched once more, and the ledger knows a report that it has.

use rusqlite::{Row, ToSql, params};

use super::entry::{number, seq};
use super::error::{Error, of};
use super::store::Ledger;
use crate::fetch::Known;

/// What is remembered of an address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Watched {
    /// The feed that a page was found in; none for what the user named.
    pub source: Option<String>,
    /// What its last answer said of itself.
    pub known: Known,
    /// It is not asked before this time, an ISO timestamp of UTC; none where it is not asked again of its own.
    pub due: Option<String>,
    /// How often in a row it could not be had.
    pub failures: u32,
    /// How often it was had.
    pub looks: u32,
}

impl Ledger {
    /// What is remembered of an address.
    pub fn watched(&self, url: &str) -> Result<Option<Watched>, Error> {
        let sql = "SELECT source, etag, last_modified, due, failures, looks FROM watched WHERE url = ?1";
        let of_row = |row: &Row<'_>| {
            let known = Known { etag: row.get(1)?, last_modified: row.get(2)? };
            Ok(Watched { source: row.get(0)?, known, due: row.get(3)?, failures: row.get(4)?, looks: row.get(5)? })
        };
        Ok(self.remembered(sql, &[&url], of_row)?.pop())
    }

    /// Remembers it.
    pub fn watch(&self, url: &str, watched: &Watched) -> Result<(), Error> {
        let Watched { source, known, due, failures, looks } = watched;
        let sql =
            "INSERT OR REPLACE INTO watched (url, source, etag, last_modified, due, failures, looks) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        self.remember(sql, params![url, source, known.etag, known.last_modified, due, failures, looks])
    }

    /// The pages found in a feed that are to be looked at again by now.
    pub fn due_pages(&self, source: &str, now: &str) -> Result<Vec<String>, Error> {
        self.remembered("SELECT url FROM watched WHERE source = ?1 AND due <= ?2 ORDER BY due, url", &[&source, &now], |row| row.get(0))
    }

    /// What an item of a feed was like when it was last seen.
    pub fn seen_item(&self, source: &str, item: &str) -> Result<Option<String>, Error> {
        let sql = "SELECT mark FROM watched_item WHERE source = ?1 AND item = ?2";
        Ok(self.remembered(sql, &[&source, &item], |row| row.get(0))?.pop())
    }

    /// Remembers what it is like.
    pub fn see_item(&self, source: &str, item: &str, mark: &str) -> Result<(), Error> {
        self.remember("INSERT OR REPLACE INTO watched_item (source, item, mark) VALUES (?1, ?2, ?3)", &[&source, &item, &mark])
    }

    /// Reports that came by watching and that nobody was told of yet.
    pub fn untold(&self) -> Result<Vec<u64>, Error> {
        self.remembered("SELECT report FROM watched_report ORDER BY report", &[], |row| seq(row, 0))
    }

    /// Remembers that a report came by watching.
    pub fn tell_of(&self, report: u64) -> Result<(), Error> {
        self.remember("INSERT OR IGNORE INTO watched_report (report) VALUES (?1)", &[&number(report)])
    }

    /// Remembers that everybody was told of a report.
    pub fn told_of(&self, report: u64) -> Result<(), Error> {
        self.remember("DELETE FROM watched_report WHERE report = ?1", &[&number(report)])
    }

    fn remembered<T>(&self, sql: &str, with: &[&dyn ToSql], of_row: impl FnMut(&Row<'_>) -> rusqlite::Result<T>) -> Result<Vec<T>, Error> {
        let told = of(&self.path);
        let mut find = self.db.prepare_cached(sql).map_err(&told)?;
        let rows = find.query_map(with, of_row).map_err(&told)?;
        rows.collect::<rusqlite::Result<_>>().map_err(&told)
    }

    fn remember(&self, sql: &str, with: &[&dyn ToSql]) -> Result<(), Error> {
        let write = || self.db.prepare_cached(sql)?.execute(with);
        write().map(|_| ()).map_err(of(&self.path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "https://example.org/a";

    #[test]
    fn what_is_remembered_comes_back() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("l.db");
        let ledger = Ledger::create(&path).expect("a ledger");
        let known = Known { etag: Some("\"a\"".to_owned()), last_modified: None };
        let due = Some("2025-06-25T12:00:00.000Z".to_owned());
        let watched = Watched { source: Some("feed".to_owned()), known, due, failures: 2, looks: 1 };
        assert_eq!(ledger.watched(PAGE).expect("an answer"), None);
        ledger.watch(PAGE, &Watched::default()).expect("written");
        ledger.watch(PAGE, &watched).expect("written");
        ledger.see_item("feed", "1", "a").expect("written");
        ledger.see_item("feed", "1", "b").expect("written");
        [7, 9, 7].iter().try_for_each(|report| ledger.tell_of(*report)).expect("written");
        ledger.told_of(9).expect("written");
        drop(ledger);
        let ledger = Ledger::open(&path).expect("a ledger");
        assert_eq!(ledger.watched(PAGE).expect("an answer"), Some(watched));
        assert_eq!(ledger.seen_item("feed", "1").expect("an answer").as_deref(), Some("b"));
        assert_eq!(ledger.seen_item("other", "1").expect("an answer"), None);
        assert_eq!(ledger.untold().expect("reports"), [7]);
        let due = |now: &str| ledger.due_pages("feed", now).expect("pages").len();
        assert_eq!((due("2025-06-25T11:59:59.000Z"), due("2025-06-25T12:00:00.000Z")), (0, 1));
    }
}
