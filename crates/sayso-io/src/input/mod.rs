//! Reports in, one at a time: files, folders and standard input, plain text and JSON Lines.
//!
//! What comes in is cut into raw pieces on one thread and made into reports on any ([`report`]), so that memory holds the
//! reports in hand and not the heap.

mod decode;
mod language;
mod lines;
mod record;

use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use record::{Exchange, Given, Original, Taken, report, unread};

use sayso::report::Date;

use lines::{Lines, Opened};

/// The longest report that is read, in bytes. Whatever is longer is skipped and never held.
pub const LONGEST: u64 = 256 << 20;

/// A file, and the line or record of it where it has more than one report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The path as given; `-` is standard input. What lies in an archive has its name behind the archive's: `dump.zip/pages/a.html`.
    pub file: Arc<str>,
    /// The line or record, counted from 1.
    pub line: Option<u64>,
}

impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = if &*self.file == "-" { "standard input" } else { &self.file };
        out.write_str(&crate::clean::line(file))?;
        self.line.map_or(Ok(()), |line| write!(out, ":{line}"))
    }
}

/// Something that the reader of the output should know, safe to print.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// Where.
    pub place: Place,
    /// What is wrong, and what to do.
    pub what: String,
    /// Whether a report (or a file of them) was left out for it.
    pub skipped: bool,
}

impl fmt::Display for Warning {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}{}", self.place, crate::clean::line(&self.what), if self.skipped { "; skipped" } else { "" })
    }
}

impl Warning {
    fn skipped(place: &Place, what: impl Into<String>) -> Self {
        Self { place: place.clone(), what: what.into(), skipped: true }
    }
}

/// The bytes of one report.
#[derive(Clone, Debug)]
pub struct Raw {
    /// Where it stands.
    pub place: Place,
    /// What stands there.
    pub bytes: Vec<u8>,
    /// How to take it.
    pub form: Form,
    /// What the container that it came in tells of it.
    pub told: Told,
}

/// How the bytes hold a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// The bytes are the text.
    #[default]
    Text,
    /// The bytes are one JSON object.
    Json,
    /// The bytes are a web page.
    Html,
}

/// What a container tells of a report: an archive of its pages, a feed of its items, a server of its answers. What the report says itself goes first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// A name of its own within the container.
    pub id: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// The day it was published.
    pub published: Option<Date>,
    /// The day it was last changed.
    pub modified: Option<Date>,
    /// Its language.
    pub lang: Option<String>,
    /// The encoding that was declared beside it, as in `Content-Type: text/html; charset=windows-1251`.
    pub charset: Option<String>,
    /// When it was fetched, as an ISO timestamp of UTC.
    pub fetched: Option<String>,
    /// How it was fetched.
    pub exchange: Option<Exchange>,
}

/// Every raw report of the paths, in the order given; folders in the order of their names. `-` is standard input.
#[expect(clippy::unnecessary_to_owned, reason = "the paths outlive the call")]
pub fn raws(paths: &[PathBuf]) -> Raws {
    Raws { paths: paths.to_vec().into_iter(), walk: None, lines: None }
}

/// How many bytes the paths hold; none if that cannot be known before reading.
pub fn size(paths: &[PathBuf]) -> Option<u64> {
    let of = |path: &PathBuf| {
        let files = walk(path).filter_map(Result::ok).filter_map(|entry| entry.metadata().ok());
        (path.as_os_str() != "-").then(|| files.filter(std::fs::Metadata::is_file).map(|file| file.len()).sum::<u64>())
    };
    paths.iter().map(of).sum()
}

/// See [`raws`].
pub struct Raws {
    paths: std::vec::IntoIter<PathBuf>,
    walk: Option<Walk>,
    lines: Option<Lines>,
}

impl fmt::Debug for Raws {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Raws").field("paths", &self.paths).finish_non_exhaustive()
    }
}

struct Walk {
    folder: Place,
    entries: Entries,
    files: u64,
}

impl Iterator for Raws {
    type Item = Result<Raw, Warning>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(next) = self.lines.as_mut().and_then(Lines::next) {
                return Some(next);
            }
            self.lines = None;
            match self.next_file()?.and_then(open) {
                Ok(Opened::Lines(lines)) => self.lines = Some(lines),
                Ok(Opened::Text(raw)) => return Some(Ok(raw)),
                Err(warning) => return Some(Err(warning)),
            }
        }
    }
}

impl Raws {
    fn next_file(&mut self) -> Option<Result<PathBuf, Warning>> {
        loop {
            if let Some(next) = self.walk.as_mut().and_then(Walk::next) {
                return Some(next);
            }
            self.walk = None;
            let path = self.paths.next()?;
            if !path.is_dir() {
                return Some(Ok(path));
            }
            self.walk = Some(Walk { folder: place(&path), entries: walk(&path), files: 0 });
        }
    }
}

impl Walk {
    /// The next file below the folder; at the end a warning if there was none.
    fn next(&mut self) -> Option<Result<PathBuf, Warning>> {
        for entry in &mut self.entries {
            match entry {
                Ok(entry) if entry.file_type().is_dir() => {}
                Ok(entry) => {
                    self.files += 1;
                    let regular = entry.file_type().is_file();
                    return Some(if regular {
                        Ok(entry.into_path())
                    } else {
                        Err(Warning::skipped(&place(entry.path()), "no regular file"))
                    });
                }
                Err(error) => {
                    self.files += 1;
                    return Some(Err(walk_warning(&error, &self.folder)));
                }
            }
        }
        (self.files == 0).then(|| {
            self.files = 1;
            Err(Warning::skipped(&self.folder, "no reports in this folder"))
        })
    }
}

type Entries = walkdir::FilterEntry<walkdir::IntoIter, fn(&walkdir::DirEntry) -> bool>;

/// Files below a path in the order of their names. Links are followed, but never in a circle; hidden files are passed over.
fn walk(path: &Path) -> Entries {
    let shown: fn(&walkdir::DirEntry) -> bool = |entry| entry.depth() == 0 || !entry.file_name().as_encoded_bytes().starts_with(b".");
    walkdir::WalkDir::new(path).follow_links(true).sort_by_file_name().into_iter().filter_entry(shown)
}

fn walk_warning(error: &walkdir::Error, folder: &Place) -> Warning {
    let place = error.path().map_or_else(|| folder.clone(), place);
    if let Some(above) = error.loop_ancestor() {
        return Warning::skipped(&place, format!("a link back to the folder above it, {}", above.display()));
    }
    Warning::skipped(&place, error.io_error().map_or_else(|| "cannot be read".to_owned(), why))
}

fn place(path: &Path) -> Place {
    Place { file: path.to_string_lossy().into(), line: None }
}

fn open(path: PathBuf) -> Result<Opened, Warning> {
    let place = place(&path);
    if path.as_os_str() == "-" {
        return lines::open(&place, Box::new(io::stdin()));
    }
    let file = File::open(&path).map_err(|error| Warning::skipped(&place, why(&error)))?;
    lines::open(&place, Box::new(file))
}

/// What the system says, in the words of the house.
fn why(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "no permission to read it".to_owned(),
        _ => format!("cannot be read ({error})"),
    }
}

/// The text of a page's bytes, and what was lost on the way.
pub(crate) fn decoded(bytes: &[u8], charset: Option<&str>) -> Result<(String, Option<String>), String> {
    decode::decode(bytes.to_vec(), charset).map(|decoded| (decoded.text, decoded.note))
}

/// Any stream of bytes.
type Stream = Box<dyn Read + Send>;
