//! Reports in, one at a time: files, folders and standard input; plain text, JSON, web pages, and archives of any of them in one another.
//!
//! What comes in is cut into raw pieces on one thread and made into reports on any ([`report`]), so that memory holds the
//! reports in hand and not the heap.

mod walk;
mod decode;
mod language;
mod habit;
mod unpack;
mod http;
mod xml;
pub mod feed;
pub mod opml;
pub mod sitemap;
mod columns;
mod rows;
mod lines;
mod json;
mod mail;
mod document;
mod office;
#[cfg(feature = "pdf")]
mod pdf;
mod zip;
mod tar;
mod warc;
mod kind;
mod open;
mod page;
mod record;

use std::fmt;
use std::fs;
use std::io::{self, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;

pub use columns::{Columns, Head};
pub use habit::{learn, learn_of};
pub use record::{Exchange, Given, Original, Taken, report, unread};

use sayso::report::Date;

use open::{Closed, Piece, Pieces, Source};
use unpack::{Counted, Meter};
use walk::Files;

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
    /// Bytes of the files given that were read for it, what was passed over on the way to it included: what progress is counted in.
    pub read: u64,
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
    /// The bytes are HTML that is the report and nothing else, as feeds have it.
    Fragment,
    /// The bytes are the HTML of a letter: a page that went out as mail, or a fragment.
    Letter,
    /// The bytes are the plain text of a message, with lines broken and others quoted.
    Message,
    /// The bytes are a DOCX document.
    Docx,
    /// The bytes are an ODT document.
    Odt,
    /// The bytes are a PDF.
    Pdf,
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
    /// The head of the table that it is a row of.
    pub head: Option<Arc<Head>>,
}

/// Every raw report of the paths, in the order given; folders in the order of their names. `-` is standard input.
pub fn raws(paths: &[PathBuf]) -> Raws {
    Raws { files: Files::new(paths.to_vec()), meter: Meter::new(0), seen: 0, owed: 0, levels: Vec::new() }
}

/// Every raw report in bytes that came in some other way, as from a server. What is told of them helps to tell what they are.
pub fn raws_of(place: Place, bytes: Vec<u8>, told: Told, media: Option<String>) -> Raws {
    let meter = Meter::new(bytes.len() as u64);
    let closed = Closed { place: place.clone(), told, media, source: Source::Bytes(bytes), meter: Arc::clone(&meter) };
    let levels = vec![Level { place, pieces: Box::new(std::iter::once(Ok(Piece::Closed(closed)))), given: 0 }];
    Raws { files: Files::new(Vec::new()), meter, seen: 0, owed: 0, levels }
}

/// How many bytes the paths hold; none if that cannot be known before reading.
pub fn size(paths: &[PathBuf]) -> Option<u64> {
    walk::size(paths)
}

/// How deep archives may lie in archives. A page in a web archive in a ZIP takes four: the ZIP, the gzip data, the web archive, and the page.
const DEEP: usize = 10;

/// See [`raws`].
pub struct Raws {
    files: Files,
    meter: Arc<Meter>,
    /// What was already told of the bytes that the meter counts, and what of earlier files was not.
    seen: u64,
    owed: u64,
    levels: Vec<Level>,
}

/// A container that is open.
struct Level {
    place: Place,
    pieces: Pieces,
    /// Reports and warnings that came out of it.
    given: u64,
}

impl fmt::Debug for Raws {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Raws").field("files", &self.files).finish_non_exhaustive()
    }
}

impl Iterator for Raws {
    type Item = Result<Raw, Warning>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let given = match self.levels.last_mut() {
                Some(level) => match guarded(&level.place, || level.pieces.next()) {
                    Ok(None) => self.close(),
                    Ok(Some(Ok(Piece::Raw(raw)))) => Some(Ok(Raw { read: self.read(), ..raw })),
                    Ok(Some(Ok(Piece::Closed(closed)))) => self.open(closed).map(Err),
                    Ok(Some(Err(warning))) => Some(Err(warning)),
                    Err(warning) => {
                        self.levels.pop();
                        Some(Err(warning))
                    }
                },
                None => match self.files.next()? {
                    Ok(path) => self.open_file(path).map(Err),
                    Err(warning) => Some(Err(warning)),
                },
            };
            if let Some(given) = given {
                self.levels.last_mut().into_iter().for_each(|level| level.given += 1);
                return Some(given);
            }
        }
    }
}

impl Raws {
    fn open_file(&mut self, path: PathBuf) -> Option<Warning> {
        self.owed += self.meter.read() - self.seen;
        self.seen = 0;
        self.meter = Meter::new(fs::metadata(&path).map_or(0, |data| data.len()));
        let stdin = path.as_os_str() == "-";
        let place = walk::place(&path);
        let source = if stdin { Source::Stream(Box::new(Counted::new(io::stdin(), &self.meter))) } else { Source::File(path) };
        self.open(Closed { place, told: Told::default(), media: None, source, meter: Arc::clone(&self.meter) })
    }

    fn open(&mut self, closed: Closed) -> Option<Warning> {
        let place = closed.place.clone();
        if self.levels.len() >= DEEP {
            return Some(Warning::skipped(&place, format!("archives in archives, more than {DEEP} deep")));
        }
        match guarded(&place, || open::open(closed)).flatten() {
            Ok(pieces) => {
                self.levels.push(Level { place, pieces, given: 0 });
                None
            }
            Err(warning) => Some(warning),
        }
    }

    /// Closes the innermost container; one in which nothing was found is named.
    fn close(&mut self) -> Option<Result<Raw, Warning>> {
        let level = self.levels.pop()?;
        if level.given == 0 {
            return Some(Err(Warning::skipped(&level.place, "no reports in it")));
        }
        self.levels.last_mut().into_iter().for_each(|outer| outer.given += level.given);
        None
    }

    /// Bytes read of the files since it was last asked.
    fn read(&mut self) -> u64 {
        let read = self.meter.read();
        let since = std::mem::take(&mut self.owed) + read - self.seen;
        self.seen = read;
        since
    }
}

/// A fault in the reading of an archive must not lose what is beside it.
fn guarded<T>(place: &Place, read: impl FnOnce() -> T) -> Result<T, Warning> {
    catch_unwind(AssertUnwindSafe(read)).map_err(|_| Warning::skipped(place, "a fault in sayso: please send us this file"))
}

/// The text of a page's bytes, and what was lost on the way.
pub(crate) fn decoded(bytes: &[u8], charset: Option<&str>, address: Option<&str>) -> Result<(String, Option<String>), String> {
    decode::page(bytes, charset, address).map(|decoded| (decoded.text, decoded.note))
}

/// Any stream of bytes.
type Stream = Box<dyn Read + Send>;
