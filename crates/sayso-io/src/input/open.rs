//! One file, member or record opened: told apart by what is in it, and cut into pieces.

use std::fs::File;
use std::io::{self, Cursor, Read, Seek};
use std::path::PathBuf;
use std::sync::Arc;

use super::kind::{Kind, kind, opens_lines};
use super::lines::Lines;
use super::unpack::{Ahead, Counted, Meter, gunzip, unzstd};
use super::walk::why;
use super::{Form, LONGEST, Place, Raw, Stream, Told, Warning, decode, feed, json, mail, opml, rows, sitemap, tar, warc, zip};

/// Something to be opened.
pub(super) struct Closed {
    pub(super) place: Place,
    pub(super) told: Told,
    /// Its media type, where that was declared beside it.
    pub(super) media: Option<String>,
    pub(super) source: Source,
    pub(super) meter: Arc<Meter>,
}

/// Where its bytes are.
pub(super) enum Source {
    File(PathBuf),
    Stream(Stream),
    Bytes(Vec<u8>),
}

/// What a container holds: reports, and what must be opened itself.
pub(super) enum Piece {
    Raw(Raw),
    Closed(Closed),
}

/// The pieces of a container, one at a time.
pub(super) type Pieces = Box<dyn Iterator<Item = Result<Piece, Warning>> + Send>;

/// As much of a file as is looked at to tell what it is.
const HEAD: usize = 8 << 10;

/// Opens it.
pub(super) fn open(closed: Closed) -> Result<Pieces, Warning> {
    let Closed { place, told, media, source, meter } = closed;
    let fail = |error: io::Error| Warning::skipped(&place, why(&error));
    let mut held = Held::new(source, &meter).map_err(fail)?;
    let head = held.head().map_err(fail)?;
    let again = |source| {
        Ok(one(Piece::Closed(Closed { place: place.clone(), told: told.clone(), media: media.clone(), source, meter: Arc::clone(&meter) })))
    };
    if decode::is_wide(&head) {
        let (bytes, _) = held.whole(&place)?;
        let text = decode::decode(bytes, None).map_err(|what| Warning::skipped(&place, what))?.text;
        return again(Source::Bytes(text.into_bytes()));
    }
    match kind(&place.file, media.as_deref(), &head) {
        Kind::Gzip => again(Source::Stream(gunzip(held.stream(), &meter))),
        Kind::Zstd => again(Source::Stream(unzstd(held.stream(), &meter))),
        Kind::Zip => zip::open(&place, told, &held.store(&place)?, &meter),
        Kind::Tar => Ok(Box::new(tar::Members::new(&place, held.stream(), &meter))),
        Kind::Warc => Ok(Box::new(warc::Records::new(&place, held.stream(), &meter))),
        Kind::Lines => Ok(Box::new(Lines::new(&place, held.stream()).map(|raw| raw.map(Piece::Raw)))),
        Kind::Json => Ok(Box::new(json::Elements::new(&place, held.stream()).map(|raw| raw.map(Piece::Raw)))),
        Kind::Table(separator) => Ok(Box::new(rows::Rows::new(&place, separator, held.stream()))),
        Kind::Parquet => rows::parquet(&place, &held.store(&place)?),
        Kind::Mailbox => Ok(Box::new(mail::Mailbox::new(&place, held.stream(), &meter))),
        Kind::Mail => mail::open(&place, &held.whole(&place)?.0, &meter),
        Kind::Feed => {
            let feed = feed::entries(&held.whole(&place)?.0, told.url.as_deref()).map_err(|what| Warning::skipped(&place, what))?;
            Ok(Box::new(feed::pieces(&place, feed)))
        }
        Kind::Outline => Err(listed(&place, "feeds", opml::feeds(&held.whole(&place)?.0).map(|feeds| feeds.len()))),
        Kind::Sitemap => Err(listed(&place, "pages", sitemap::urls(&held.whole(&place)?.0).map(|pages| pages.len()))),
        Kind::Other(what) => Err(Warning::skipped(&place, what)),
        Kind::Pdf => report(&place, told, Form::Pdf, held),
        Kind::Html => report(&place, told, Form::Html, held),
        Kind::Text => report(&place, told, Form::Text, held),
    }
}

/// What only lists addresses holds no reports, and says what does with them.
fn listed(place: &Place, what: &str, listed: Result<usize, String>) -> Warning {
    let what = listed.map(|count| format!("a list of {count} addresses of {what} and no report: `sayso watch` takes it"));
    Warning::skipped(place, what.unwrap_or_else(|what| what))
}

fn one(piece: Piece) -> Pieces {
    Box::new(std::iter::once(Ok(piece)))
}

/// What is one report as a whole.
fn report(place: &Place, told: Told, form: Form, held: Held) -> Result<Pieces, Warning> {
    let (bytes, warning) = held.whole(place)?;
    let raw = Raw { place: place.clone(), bytes, form, told, read: 0 };
    Ok(Box::new([Ok(Piece::Raw(raw))].into_iter().chain(warning.map(Err))))
}

/// Bytes that were looked into.
enum Held {
    Bytes(Vec<u8>),
    Stream { ahead: Ahead, path: Option<PathBuf> },
}

impl Held {
    fn new(source: Source, meter: &Arc<Meter>) -> io::Result<Self> {
        Ok(match source {
            Source::Bytes(bytes) => Self::Bytes(bytes),
            Source::Stream(stream) => Self::Stream { ahead: Ahead::new(stream), path: None },
            Source::File(path) => {
                let file = Counted::new(File::open(&path)?, meter);
                Self::Stream { ahead: Ahead::new(Box::new(file)), path: Some(path) }
            }
        })
    }

    /// What it begins with. A pipe of JSON Lines is not kept waiting for more than its first line.
    fn head(&mut self) -> io::Result<Vec<u8>> {
        let ahead = match self {
            Self::Bytes(bytes) => return Ok(bytes.get(..HEAD).unwrap_or(bytes).to_vec()),
            Self::Stream { ahead, .. } => ahead,
        };
        let mut wanted = 1;
        loop {
            let bytes = ahead.at_least(wanted)?;
            if bytes.len() < wanted || bytes.len() >= HEAD || opens_lines(bytes) {
                return Ok(bytes.get(..HEAD).unwrap_or(bytes).to_vec());
            }
            wanted = bytes.len() + 1;
        }
    }

    fn stream(self) -> Stream {
        match self {
            Self::Bytes(bytes) => Box::new(Cursor::new(bytes)),
            Self::Stream { ahead, .. } => Box::new(ahead),
        }
    }

    /// All of it. Where it breaks off, what came before, and a warning.
    fn whole(self, place: &Place) -> Result<(Vec<u8>, Option<Warning>), Warning> {
        let mut ahead = match self {
            Self::Bytes(bytes) => return Ok((bytes, None)),
            Self::Stream { ahead, .. } => ahead.take(LONGEST + 1),
        };
        let mut bytes = Vec::new();
        let read = ahead.read_to_end(&mut bytes);
        if bytes.len() as u64 > LONGEST {
            return Err(Warning::skipped(place, too_long()));
        }
        match read {
            Err(error) if bytes.is_empty() => Err(Warning::skipped(place, why(&error))),
            read => Ok((bytes, read.err().map(|error| Warning::skipped(place, format!("{} (what came before is read)", why(&error)))))),
        }
    }

    /// All of it, to be read here and there.
    fn store(self, place: &Place) -> Result<Store, Warning> {
        match self {
            Self::Stream { path: Some(path), .. } => Ok(Store::File(path)),
            held => Ok(Store::Memory(held.whole(place)?.0.into())),
        }
    }
}

pub(super) fn too_long() -> String {
    format!("longer than {} MB", LONGEST >> 20)
}

/// Bytes that can be read here and there, by several readers.
#[derive(Clone)]
pub(super) enum Store {
    File(PathBuf),
    Memory(Arc<[u8]>),
}

impl Store {
    /// A reader of its own.
    pub(super) fn reader(&self) -> io::Result<Box<dyn Sought>> {
        Ok(match self {
            Self::File(path) => Box::new(File::open(path)?),
            Self::Memory(bytes) => Box::new(Cursor::new(Arc::clone(bytes))),
        })
    }

    /// Whether what is read of it is read of the file itself.
    pub(super) fn is_file(&self) -> bool {
        matches!(self, Self::File(_))
    }
}

/// What can be read here and there.
pub(super) trait Sought: Read + Seek + Send {}

impl<T: Read + Seek + Send> Sought for T {}
