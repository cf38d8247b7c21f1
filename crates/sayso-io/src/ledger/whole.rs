//! The whole ledger as JSON Lines, one entry a line, and back: a copy made so has the same chain.

use std::io::{self, BufRead, Write};

use rusqlite::{Connection, params};
use sayso::ledger::words::Words;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::entry::{self, Packed, chain, number, pack, seq};
use super::error::{Error, of};
use super::original;
use super::prepare::{self, Prepared};
use super::project::{self, Shingles};
use super::store::{self, Ledger};
use super::stored;
use crate::wire::hex;

/// An entry as it is written.
#[derive(Serialize, Deserialize)]
struct Line<'a> {
    seq: u64,
    at: &'a str,
    kind: &'a str,
    chain: String,
    #[serde(borrow)]
    body: &'a RawValue,
}

/// Entries that go into one transaction.
const BATCH: u64 = 500;

/// What was written or taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    /// Entries written or taken.
    pub entries: u64,
    /// Entries left out: damaged (export), or already there (import).
    pub passed: u64,
}

impl Ledger {
    /// Writes every entry. One that is damaged is left out and counted.
    pub fn export(&self, out: &mut dyn Write) -> Result<Moved, Error> {
        let told = of(&self.path);
        let failed = |error: io::Error| Error::told(&self.path, format!("the export cannot be written ({error})"));
        let mut moved = Moved::default();
        let last = entry::head(&self.db).map_err(&told)?.0;
        // Entry by entry, for a damaged page must not take the others with it.
        let mut find = self.db.prepare("SELECT seq, at, kind, packed, body, chain FROM entry WHERE seq = ?1").map_err(&told)?;
        for at in 1..=last {
            let entry = find.query_row([number(at)], entry::of_row).ok();
            let whole = entry.filter(|entry| self.sound(entry));
            match whole.as_ref().and_then(|entry| Some((entry, std::str::from_utf8(&entry.body).ok()?))) {
                Some((entry, body)) => {
                    line(out, entry, body).map_err(failed)?;
                    moved.entries += 1;
                }
                None => moved.passed += 1,
            }
        }
        out.flush().map_err(failed)?;
        Ok(moved)
    }

    /// Whether an entry fits the chain before it, where that is still known.
    fn sound(&self, entry: &entry::Entry) -> bool {
        let before = match entry.seq {
            1 => Some(Vec::new()),
            at => self
                .db
                .prepare_cached("SELECT chain FROM entry WHERE seq = ?1")
                .and_then(|mut find| find.query_row([number(at - 1)], |row| row.get(0)))
                .ok(),
        };
        before.is_none_or(|before: Vec<u8>| chain(&before, entry.seq, &entry.at, &entry.kind, &entry::digest(&entry.body)) == entry.chain)
    }

    /// Takes the entries of an export. Those that are there already are passed over, so that an import which was cut short goes on; a ledger that holds
    /// others is left alone. Where `salvage` is set, gaps are closed with a chain of their own.
    pub fn import(&mut self, lines: &mut dyn BufRead, salvage: bool) -> Result<Moved, Error> {
        let mut moved = Moved::default();
        let mut text = String::new();
        let mut nth = 0;
        loop {
            let path = self.path.clone();
            let (tx, shingles, words) = self.transaction()?;
            let mut taken = 0;
            while taken < BATCH {
                text.clear();
                nth += 1;
                let wrong = |what: String| {
                    Error::told(&path, format!("line {nth} of the import: {what}; nothing after line {} was taken", nth - 1 - taken))
                };
                if lines.read_line(&mut text).map_err(|error| wrong(error.to_string()))? == 0 {
                    tx.commit().map_err(of(&path))?;
                    moved.entries += taken;
                    return Ok(moved);
                }
                let line = serde_json::from_str::<Line<'_>>(&text).map_err(|error| wrong(format!("no entry of a ledger ({error})")))?;
                match take(&tx, words, shingles, &line, salvage).map_err(of(&path))? {
                    Taken::Yes => taken += 1,
                    Taken::Known => moved.passed += 1,
                    Taken::No(what) => return Err(wrong(what)),
                }
            }
            tx.commit().map_err(of(&path))?;
            moved.entries += taken;
        }
    }
}

fn line(out: &mut dyn Write, entry: &entry::Entry, body: &str) -> io::Result<()> {
    let body = serde_json::from_str(body).map_err(io::Error::other)?;
    let chain = hex(&entry.chain);
    serde_json::to_writer(&mut *out, &Line { seq: entry.seq, at: &entry.at, kind: &entry.kind, chain, body })?;
    out.write_all(b"\n")
}

enum Taken {
    Yes,
    Known,
    No(String),
}

fn take(tx: &Connection, words: &Words, shingles: &mut Shingles, line: &Line<'_>, salvage: bool) -> rusqlite::Result<Taken> {
    let (last, _, before) = entry::head(tx)?;
    if line.seq <= last {
        let there =
            tx.prepare_cached("SELECT chain FROM entry WHERE seq = ?1")?.query_row([number(line.seq)], |row| row.get::<_, Vec<u8>>(0)).ok();
        let same = there.is_some_and(|there| hex(&there) == line.chain);
        return Ok(if same {
            Taken::Known
        } else {
            Taken::No("this ledger holds another entry of that number; import into a new file".to_owned())
        });
    }
    let body = pack(line.body.get().as_bytes());
    let own = chain(&before, line.seq, line.at, line.kind, &body.digest);
    let fits = line.seq == last + 1 && hex(&own) == line.chain;
    if !fits && !salvage {
        return Ok(Taken::No("an entry before it is missing or was changed; --salvage takes what is whole".to_owned()));
    }
    tx.prepare_cached("INSERT INTO entry (seq, at, kind, packed, body, chain) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?.execute(params![
        number(line.seq),
        line.at,
        line.kind,
        body.packed,
        body.bytes,
        own
    ])?;
    Ok(match project(tx, words, shingles, line, body)? {
        Some(what) => Taken::No(what),
        None => Taken::Yes,
    })
}

/// Makes the tables' rows of an entry; says what is wrong with it.
fn project(tx: &Connection, words: &Words, shingles: &mut Shingles, line: &Line<'_>, body: Packed) -> rusqlite::Result<Option<String>> {
    let told = line.body.get();
    match line.kind {
        "report" => {
            let Ok(report) = serde_json::from_str::<stored::Report>(told) else { return Ok(Some("no report".to_owned())) };
            let new = Prepared { body, ..prepare::ready(words, report, String::new(), Vec::new()) };
            project::report(tx, line.seq, &new, shingles)?;
        }
        "reading" => {
            let Ok(reading) = serde_json::from_str::<stored::Reading>(told) else { return Ok(Some("no reading".to_owned())) };
            let Some(report) = report(tx, &reading.report)? else { return Ok(Some("the reading of a report that is missing".to_owned())) };
            project::reading(tx, line.seq, report, &prepare::read(words, reading))?;
        }
        "copy" => {
            let Ok(copy) = serde_json::from_str::<stored::Copy>(told) else { return Ok(Some("no copy".to_owned())) };
            let Some(report) = report(tx, &copy.report)? else { return Ok(Some("the copy of a report that is missing".to_owned())) };
            store::file_copy(tx, line.seq, report, &copy.id)?;
        }
        "original" => {
            let Ok(told) = serde_json::from_str::<stored::Original>(told) else { return Ok(Some("no original".to_owned())) };
            let Some(report) = report(tx, &told.report)? else { return Ok(Some("the original of a report that is missing".to_owned())) };
            original::project(tx, line.seq, report, &told)?;
        }
        _ => {}
    }
    Ok(None)
}

fn report(tx: &Connection, digest: &str) -> rusqlite::Result<Option<u64>> {
    let mut find = tx.prepare_cached("SELECT seq FROM report WHERE digest = ?1")?;
    let mut rows = find.query_map([digest], |row| seq(row, 0))?;
    rows.next().transpose()
}
