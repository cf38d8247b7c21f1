//! Entries: what was told to the ledger, in order, each chained to all before it.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use rusqlite::{Connection, OptionalExtension, Row, params};
use sha2::{Digest, Sha256};

/// One thing told to the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its place in the order.
    pub seq: u64,
    /// When it came in: an ISO timestamp of UTC, never before the entry above it.
    pub at: String,
    /// `report`, `original`, `copy`, `reading`, `alias`, `judgement` or `undo`.
    pub kind: String,
    /// What was told, as JSON.
    pub body: Vec<u8>,
    /// SHA-256 over the chain before it and this entry.
    pub chain: Vec<u8>,
}

/// No body grows beyond this when it is unpacked: the longest report as JSON with every character escaped.
const LONGEST: u64 = 2 << 30;

/// A body as it lies on disk.
#[derive(Clone, Debug)]
pub struct Packed {
    /// Whether the bytes are deflated.
    pub packed: bool,
    /// The bytes.
    pub bytes: Vec<u8>,
    /// Hash of the body as JSON.
    pub digest: [u8; 32],
}

/// Packs a body; short ones stay as they are.
pub(super) fn pack(body: &[u8]) -> Packed {
    let digest = digest(body);
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::new(4));
    let packed = encoder.write_all(body).and_then(|()| encoder.finish());
    match packed {
        Ok(bytes) if bytes.len() < body.len() => Packed { packed: true, bytes, digest },
        _ => Packed { packed: false, bytes: body.to_vec(), digest },
    }
}

/// The hash of a body, which the chain takes in.
pub(super) fn digest(body: &[u8]) -> [u8; 32] {
    Sha256::digest(body).into()
}

/// A body as it was told; none if it cannot be unpacked.
pub(super) fn unpack(packed: bool, bytes: Vec<u8>) -> Option<Vec<u8>> {
    if !packed {
        return Some(bytes);
    }
    let mut out = Vec::new();
    DeflateDecoder::new(bytes.as_slice()).take(LONGEST).read_to_end(&mut out).ok()?;
    Some(out)
}

/// The chain after an entry.
pub(super) fn chain(before: &[u8], seq: u64, at: &str, kind: &str, body: &[u8; 32]) -> Vec<u8> {
    let head = format!("{seq}\n{at}\n{kind}\n");
    Sha256::new().chain_update(before).chain_update(head).chain_update(body).finalize().to_vec()
}

/// Appends an entry. Its time is never before that of the entry above it, even where the clock went back.
pub(super) fn append(db: &Connection, at: &str, kind: &str, body: &Packed) -> rusqlite::Result<u64> {
    let (last, before, chained) = head(db)?;
    let seq = last + 1;
    let at = if before.as_str() > at { &before } else { at };
    let chain = chain(&chained, seq, at, kind, &body.digest);
    db.prepare_cached("INSERT INTO entry (seq, at, kind, packed, body, chain) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?.execute(params![
        number(seq),
        at,
        kind,
        body.packed,
        body.bytes,
        chain
    ])?;
    Ok(seq)
}

/// Number, time and chain of the last entry.
pub(super) fn head(db: &Connection) -> rusqlite::Result<(u64, String, Vec<u8>)> {
    let last = db
        .prepare_cached("SELECT seq, at, chain FROM entry ORDER BY seq DESC LIMIT 1")?
        .query_row([], |row| Ok((seq(row, 0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    Ok(last.unwrap_or_default())
}

/// An entry from a row of `seq, at, kind, packed, body, chain`.
pub(super) fn of_row(row: &Row<'_>) -> rusqlite::Result<Entry> {
    let body = unpack(row.get(3)?, row.get(4)?).ok_or(rusqlite::Error::InvalidQuery)?;
    Ok(Entry { seq: seq(row, 0)?, at: row.get(1)?, kind: row.get(2)?, body, chain: row.get(5)? })
}

/// A number of an entry from a row.
pub(super) fn seq(row: &Row<'_>, at: usize) -> rusqlite::Result<u64> {
    Ok(u64::try_from(row.get::<_, i64>(at)?).unwrap_or_default())
}

/// A number of an entry for the database, which knows signed numbers only.
pub(super) fn number(seq: u64) -> i64 {
    i64::try_from(seq).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_come_back_as_they_were() {
        for body in [b"{}".to_vec(), vec![b'a'; 10_000], (0..=255).collect()] {
            let packed = pack(&body);
            assert!(packed.bytes.len() <= body.len());
            assert_eq!(unpack(packed.packed, packed.bytes), Some(body));
        }
        assert_eq!(unpack(true, vec![0xff; 9]), None);
    }
}
