//! The bytes that reports were taken from, kept beside the ledger as WARC files that any web archive can read: `LEDGER.originals/00001.warc.gz`.
//! <https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/>
//!
//! A record is only ever added at the end. The ledger's entry says where it lies and what its digest is, and comes after the bytes are on disk; so a
//! tail that no entry speaks of is what a broken run left, and is written over.

mod warc;

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::input::{LONGEST, Original};
use crate::wire;

/// A file is closed for good when it has grown to this.
const FULL: u64 = 1 << 30;

/// Where an original lies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// Number of the file, counted from 1.
    pub file: u64,
    /// Where its record begins.
    pub offset: u64,
    /// How many bytes of the file it takes up, with the record of its request.
    pub length: u64,
}

impl Kept {
    fn end(&self) -> u64 {
        self.offset + self.length
    }
}

/// The folder of originals of a ledger.
pub fn folder(ledger: &Path) -> PathBuf {
    let mut name = ledger.as_os_str().to_owned();
    name.push(".originals");
    name.into()
}

/// Writes originals behind the last one that the ledger knows of, and waits until they are on disk. Only one writer may do this at a time.
pub fn keep<'a>(folder: &Path, last: Option<Kept>, at: &str, originals: impl Iterator<Item = &'a Original>) -> io::Result<Vec<Kept>> {
    let mut out: Option<Out> = None;
    let mut kept = Vec::new();
    for original in originals {
        let mut open = match out.take() {
            Some(open) if open.at < FULL => open,
            Some(open) => Out::next(folder, open, at)?,
            None => Out::after(folder, last.clone().unwrap_or_default(), at)?,
        };
        kept.push(open.write(original, at)?);
        out = Some(open);
    }
    out.map_or(Ok(()), |open| open.file.sync_all())?;
    Ok(kept)
}

/// The bytes of an original; an error says in words why they cannot be had.
pub fn read(folder: &Path, kept: &Kept, digest: &str) -> Result<Vec<u8>, String> {
    let path = path(folder, kept.file);
    let told = |what: String| format!("{}: {what}", path.display());
    let mut file = File::open(&path).map_err(|error| told(error.to_string()))?;
    file.seek(SeekFrom::Start(kept.offset)).map_err(|error| told(error.to_string()))?;
    let bytes = warc::payload(file.take(kept.length), LONGEST).map_err(|error| told(format!("at {}: {error}", kept.offset)))?;
    if wire::hex(&Sha256::digest(&bytes)) == digest { Ok(bytes) } else { Err(told(format!("at {}: the bytes were changed", kept.offset))) }
}

fn path(folder: &Path, number: u64) -> PathBuf {
    folder.join(format!("{number:05}.warc.gz"))
}

/// A file open for writing.
struct Out {
    file: File,
    number: u64,
    at: u64,
}

impl Out {
    /// Goes on where the ledger says that the last record ends.
    fn after(folder: &Path, last: Kept, at: &str) -> io::Result<Self> {
        if last.file == 0 || last.end() >= FULL {
            return Self::create(folder, last.file + 1, at);
        }
        let mut file = OpenOptions::new().write(true).open(path(folder, last.file))?;
        if file.metadata()?.len() < last.end() {
            return Self::create(folder, last.file + 1, at);
        }
        file.set_len(last.end())?;
        file.seek(SeekFrom::End(0))?;
        Ok(Self { file, number: last.file, at: last.end() })
    }

    /// A full file is never opened for writing again.
    fn next(folder: &Path, full: Self, at: &str) -> io::Result<Self> {
        full.file.sync_all()?;
        let mut permissions = full.file.metadata()?.permissions();
        permissions.set_readonly(true);
        full.file.set_permissions(permissions)?;
        Self::create(folder, full.number + 1, at)
    }

    fn create(folder: &Path, number: u64, at: &str) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        // What lies there under a number that the ledger does not know was left by a broken run.
        let file = OpenOptions::new().write(true).create(true).truncate(true).open(path(folder, number))?;
        let mut out = Self { file, number, at: 0 };
        let info = warc::info(&format!("{number:05}.warc.gz"), at)?;
        out.append(&info)?;
        // The folder's own entry for the file has to be on disk too.
        File::open(folder)?.sync_all()?;
        Ok(out)
    }

    fn write(&mut self, original: &Original, at: &str) -> io::Result<Kept> {
        let (offset, records) = (self.at, warc::records(original, at)?);
        self.append(&records)?;
        Ok(Kept { file: self.number, offset, length: records.len() as u64 })
    }

    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)?;
        self.at += bytes.len() as u64;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::Exchange;

    const AT: &str = "2025-06-25T10:00:00Z";

    fn original(body: &str, exchange: Option<Exchange>) -> Original {
        let bytes = body.as_bytes().to_vec();
        Original {
            digest: wire::hex(&Sha256::digest(&bytes)),
            media: "text/html",
            url: Some("https://example.org/toll".to_owned()),
            fetched: exchange.is_some().then(|| AT.to_owned()),
            bytes,
            exchange,
        }
    }

    fn check(folder: &Path, last: Option<Kept>, originals: &[Original]) -> Vec<Kept> {
        let kept = keep(folder, last, AT, originals.iter()).expect("written");
        for (original, kept) in originals.iter().zip(&kept) {
            assert_eq!(read(folder, kept, &original.digest).as_ref(), Ok(&original.bytes));
        }
        kept
    }

    #[test]
    fn what_was_kept_comes_back() {
        let home = tempfile::tempdir().expect("a folder");
        let exchange = Exchange {
            request: b"GET /toll HTTP/1.1\r\nHost: example.org\r\n\r\n".to_vec(),
            response: b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>14 killed</p>".to_vec(),
            ..Exchange::default()
        };
        let first = check(home.path(), None, &[original("<p>12 killed</p>", None), original("<p>14 killed</p>", Some(exchange))]);
        let more = check(home.path(), first.last().cloned(), &[original("", None)]);
        assert_eq!((more[0].file, more[0].offset), (1, first[1].end()));
        let archive = fastwarc::warc::iter::ArchiveIterator::from_path(path(home.path(), 1)).expect("an archive");
        let kinds = archive.map(|record| record.expect("a record").borrow().record_type().as_str()).collect::<Vec<_>>();
        assert_eq!(kinds, ["warcinfo", "resource", "response", "request", "resource"]);
    }

    #[test]
    fn a_tail_that_no_entry_speaks_of_is_written_over() {
        let home = tempfile::tempdir().expect("a folder");
        let first = check(home.path(), None, &[original("12 killed", None)]);
        OpenOptions::new().append(true).open(path(home.path(), 1)).and_then(|mut file| file.write_all(b"half a record")).expect("written");
        let more = check(home.path(), first.last().cloned(), &[original("13 killed", None)]);
        assert_eq!(more[0].offset, first[0].end());
    }

    #[test]
    fn changed_or_missing_bytes_are_told() {
        let home = tempfile::tempdir().expect("a folder");
        let kept = check(home.path(), None, &[original("12 killed", None)]);
        assert!(read(home.path(), &kept[0], "00").is_err_and(|why| why.ends_with("the bytes were changed")));
        assert!(read(home.path(), &Kept { file: 7, ..kept[0].clone() }, "00").is_err());
        assert!(read(home.path(), &Kept { offset: 3, ..kept[0].clone() }, "00").is_err());
    }
}
