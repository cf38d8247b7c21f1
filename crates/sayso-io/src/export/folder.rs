//! A folder that an export is written to: every file under another name until it is whole.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

/// What stands behind a file's name until it is whole.
const PART: &str = ".part";

/// The folder.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    force: bool,
}

/// A file on its way; gone if it is not finished.
#[derive(Debug)]
pub struct Part {
    out: BufWriter<File>,
    hash: Sha256,
    bytes: u64,
    from: PathBuf,
    to: PathBuf,
    done: bool,
}

/// A file that is whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// Its size.
    pub bytes: u64,
    /// Its SHA-256, hexadecimal.
    pub hash: String,
}

impl Folder {
    /// Opens a folder that is new or empty, or any if files of an earlier export may be replaced.
    pub fn new(path: &Path, force: bool) -> io::Result<Self> {
        fs::create_dir_all(path)?;
        if !force && fs::read_dir(path)?.next().is_some() {
            return Err(io::Error::other("the folder is not empty; name a new one, or --force to replace the files of an earlier export"));
        }
        Ok(Self { path: path.to_owned(), force })
    }

    /// Begins a file.
    pub fn file(&self, name: &str) -> io::Result<Part> {
        let (from, to) = (self.path.join(format!("{name}{PART}")), self.path.join(name));
        if self.force && from.symlink_metadata().is_ok() {
            fs::remove_file(&from)?;
        }
        // Never through a link that somebody laid there.
        let out = OpenOptions::new().write(true).create_new(true).open(&from)?;
        Ok(Part { out: BufWriter::with_capacity(1 << 16, out), hash: Sha256::new(), bytes: 0, from, to, done: false })
    }
}

impl Part {
    /// Puts the whole file under its name.
    pub fn finish(mut self) -> io::Result<Done> {
        self.out.flush()?;
        self.out.get_ref().sync_all()?;
        fs::rename(&self.from, &self.to)?;
        self.done = true;
        let hash = crate::wire::hex(&std::mem::take(&mut self.hash).finalize());
        Ok(Done { bytes: self.bytes, hash })
    }
}

impl Write for Part {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.out.write(bytes)?;
        self.hash.update(&bytes[..count]);
        self.bytes += count as u64;
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        if !self.done {
            // What cannot be removed is recognised by its name.
            let _ = fs::remove_file(&self.from);
        }
    }
}
