//! Whether a ledger is whole: the file, the chain, every body, and that the tables say what the entries say.

use rusqlite::{Connection, Row};

use super::entry::{self, Entry, chain, seq, unpack};
use super::error::{Error, of};
use super::prepare::digest;
use super::store::Ledger;
use super::stored::{Reading, Report};

/// As many problems as are told one by one.
const TOLD: usize = 20;

/// What a look at every entry gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// Entries looked at.
    pub entries: u64,
    /// Reports among them.
    pub reports: u64,
    /// Readings among them.
    pub readings: u64,
    /// Originals looked at: the bytes that reports were taken from.
    pub originals: u64,
    /// Hexadecimal hash of the whole chain: two ledgers with the same one hold the same entries.
    pub head: String,
    /// What is wrong, the first ones.
    pub problems: Vec<String>,
}

impl Verified {
    fn problem(&mut self, what: String) {
        if self.problems.len() < TOLD {
            self.problems.push(what);
        }
    }
}

impl Ledger {
    /// Looks at all of it.
    pub fn verify(&self) -> Result<Verified, Error> {
        let mut found = Verified::default();
        pages(&self.db, &mut found);
        if let Err(error) = entries(&self.db, &mut found) {
            found.problem(format!("entry {}: cannot be read on ({error})", found.entries + 1));
        }
        if found.problems.is_empty() {
            tables(&self.db, &mut found).map_err(of(&self.path))?;
            let mut problems = Vec::new();
            found.originals = self.verify_originals(&mut |what| problems.push(what)).map_err(of(&self.path))?;
            problems.into_iter().for_each(|what| found.problem(what));
        }
        Ok(found)
    }
}

/// What SQLite says of its pages and indexes.
fn pages(db: &Connection, found: &mut Verified) {
    let told = db
        .prepare("PRAGMA integrity_check(20)")
        .and_then(|mut check| check.query_map([], |row| row.get::<_, String>(0))?.collect::<rusqlite::Result<Vec<_>>>());
    match told {
        Ok(lines) => lines.into_iter().filter(|line| line != "ok").for_each(|line| found.problem(format!("the file: {line}"))),
        Err(error) => found.problem(format!("the file: {error}")),
    }
}

/// The chain, and every body.
fn entries(db: &Connection, found: &mut Verified) -> rusqlite::Result<()> {
    let mut all = db.prepare("SELECT seq, at, kind, packed, body, chain FROM entry ORDER BY seq")?;
    let mut rows = all.query([])?;
    let (mut before, mut at) = (Vec::new(), String::new());
    while let Some(row) = rows.next()? {
        found.entries += 1;
        let seq = seq(row, 0)?;
        if seq != found.entries {
            found.problem(format!("entry {}: missing, the next one is {seq}", found.entries));
            found.entries = seq;
        }
        let Some(entry) = whole(row)? else {
            found.problem(format!("entry {seq}: its body cannot be unpacked"));
            before = row.get(5)?;
            continue;
        };
        if entry.chain != chain(&before, entry.seq, &entry.at, &entry.kind, &entry::digest(&entry.body)) {
            found.problem(format!("entry {seq}: it or one before it was changed after it was written (the chain of hashes does not fit)"));
        }
        if entry.at < at {
            found.problem(format!("entry {seq}: dated {} and so before the entry above it", entry.at));
        }
        if let Some(what) = body(db, &entry, found)? {
            found.problem(format!("entry {seq}: {what}"));
        }
        (before, at) = (entry.chain, entry.at);
    }
    found.head = crate::wire::hex(&before);
    Ok(())
}

fn whole(row: &Row<'_>) -> rusqlite::Result<Option<Entry>> {
    let body = unpack(row.get(3)?, row.get(4)?);
    let (seq, at, kind, chain) = (seq(row, 0)?, row.get(1)?, row.get(2)?, row.get(5)?);
    Ok(body.map(|body| Entry { seq, at, kind, body, chain }))
}

/// What is wrong with the body of an entry, or with the table made from it.
fn body(db: &Connection, entry: &Entry, found: &mut Verified) -> rusqlite::Result<Option<String>> {
    let at = entry::number(entry.seq);
    Ok(match entry.kind.as_str() {
        "report" => {
            found.reports += 1;
            let filed = db.prepare_cached("SELECT digest FROM report WHERE seq = ?1")?.query_row([at], |row| row.get::<_, String>(0));
            match serde_json::from_slice::<Report>(&entry.body) {
                Err(error) => Some(format!("no report ({error})")),
                Ok(report) => (filed.ok() != Some(digest(&report))).then(|| "the table of reports does not have its digest".to_owned()),
            }
        }
        "reading" => {
            found.readings += 1;
            let held = db.prepare_cached("SELECT count(*) FROM claim WHERE reading = ?1")?.query_row([at], |row| seq(row, 0))?;
            match serde_json::from_slice::<Reading>(&entry.body) {
                Err(error) => Some(format!("no reading ({error})")),
                Ok(reading) => (reading.claims.len() as u64 != held)
                    .then(|| format!("{} claims were read, the table has {held}", reading.claims.len())),
            }
        }
        _ => serde_json::from_slice::<serde::de::IgnoredAny>(&entry.body).err().map(|error| format!("no JSON ({error})")),
    })
}

/// Rows of tables that no entry stands behind.
fn tables(db: &Connection, found: &mut Verified) -> rusqlite::Result<()> {
    for (table, kind) in [("report", "report"), ("reading", "reading"), ("copy", "copy"), ("original", "original")] {
        let sql = format!("SELECT count(*) FROM {table} WHERE seq NOT IN (SELECT seq FROM entry WHERE kind = '{kind}')");
        let loose = db.query_row(&sql, [], |row| seq(row, 0))?;
        if loose > 0 {
            found.problem(format!("the table `{table}` has {loose} rows that no entry stands behind"));
        }
    }
    let loose = db.query_row("SELECT count(*) FROM claim WHERE reading NOT IN (SELECT seq FROM reading)", [], |row| seq(row, 0))?;
    if loose > 0 {
        found.problem(format!("{loose} claims belong to no reading"));
    }
    Ok(())
}
