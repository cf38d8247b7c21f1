//! ZIP archives: pages, web archives (WACZ) and whatever else is in them. Names of members are names only; nothing is ever written.

use std::io::{self, BufReader, Read, SeekFrom};
use std::sync::Arc;

use ::zip::{CompressionMethod, ZipArchive};
use flate2::Crc;
use flate2::read::DeflateDecoder;

use super::open::{Closed, Piece, Pieces, Source, Store, too_long};
use super::unpack::{Bounded, Counted, Meter, unzstd};
use super::walk::why;
use super::{Form, LONGEST, Place, Raw, Stream, Told, Warning};

/// Members that are read of an archive. The list of them is held.
const MEMBERS: usize = 500_000;

/// The longest name that is taken for one.
const NAME: usize = 4 << 10;

/// Files that saved pages bring along and that hold no reports, by the ends of their names.
const ASSETS: [&str; 27] = [
    ".css", ".js", ".mjs", ".map", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".ico", ".bmp", ".tif", ".tiff", ".woff",
    ".woff2", ".ttf", ".otf", ".eot", ".mp3", ".mp4", ".webm", ".mov", ".ogg", ".wav", ".db",
];

/// A member, as the archive lists it.
struct Member {
    name: String,
    header: u64,
    packed: u64,
    method: CompressionMethod,
    crc: u32,
    encrypted: bool,
}

/// Opens an archive.
pub(super) fn open(place: &Place, told: Told, store: &Store, meter: &Arc<Meter>) -> Result<Pieces, Warning> {
    let broken = |error: ::zip::result::ZipError| Warning::skipped(place, format!("a ZIP archive that cannot be read ({error})"));
    let reader = store.reader().map_err(|error| Warning::skipped(place, why(&error)))?;
    let archive = ZipArchive::new(BufReader::new(reader)).map_err(broken)?;
    let more = archive.len().saturating_sub(MEMBERS);
    let mut members = Vec::new();
    let mut faults = Vec::new();
    for at in 0..archive.len().min(MEMBERS) {
        match archive.by_index_data(at) {
            Ok(entry) if entry.is_dir() || entry.name_raw().len() > NAME => {}
            Ok(entry) => members.push(Member {
                name: entry.name().map_or_else(|_| String::from_utf8_lossy(entry.name_raw()).into_owned(), |name| name.into_owned()),
                header: entry.header_start(),
                packed: entry.compressed_size(),
                method: entry.compression(),
                crc: entry.crc32(),
                encrypted: entry.encrypted(),
            }),
            Err(error) => faults.push(Err(broken(error))),
        }
    }
    if more > 0 {
        faults.push(Err(Warning::skipped(place, format!("{more} members beyond the first {MEMBERS}"))));
    }
    match office(&members) {
        Some(Ok(form)) => return document(place, told, form, store),
        Some(Err(what)) => return Err(Warning::skipped(place, what)),
        None => {}
    }
    let crawl = is_crawl(&members);
    let wanted = move |member: &Member| if crawl { member.name.starts_with("archive/") } else { is_wanted(&member.name) };
    let (place, store, meter) = (place.clone(), store.clone(), Arc::clone(meter));
    let pieces = members.into_iter().filter(wanted).map(move |member| piece(&place, &store, &meter, &member));
    Ok(Box::new(pieces.chain(faults)))
}

/// Whether it is a WACZ: web archives in a folder, described by a data package.
fn is_crawl(members: &[Member]) -> bool {
    let has = |test: &dyn Fn(&str) -> bool| members.iter().any(|member| test(&member.name));
    has(&|name| name == "datapackage.json") && has(&|name| name.starts_with("archive/"))
}

/// Office documents are archives too, and one report each: which, by the member that holds their text.
fn office(members: &[Member]) -> Option<Result<Form, &'static str>> {
    let has = |wanted: &str| members.iter().any(|member| member.name == wanted);
    match () {
        () if has("word/document.xml") => Some(Ok(Form::Docx)),
        () if has("xl/workbook.xml") => Some(Err("a spreadsheet: save it as CSV")),
        () if has("ppt/presentation.xml") => Some(Err("slides, which are not read: save them as PDF")),
        () if has("content.xml") && has("mimetype") && has("META-INF/manifest.xml") => Some(Ok(Form::Odt)),
        () => None,
    }
}

fn document(place: &Place, told: Told, form: Form, store: &Store) -> Result<Pieces, Warning> {
    let fail = |error: io::Error| Warning::skipped(place, why(&error));
    let mut bytes = Vec::new();
    store.reader().and_then(|reader| reader.take(LONGEST + 1).read_to_end(&mut bytes)).map_err(fail)?;
    if bytes.len() as u64 > LONGEST {
        return Err(Warning::skipped(place, too_long()));
    }
    Ok(Box::new(std::iter::once(Ok(Piece::Raw(Raw { place: place.clone(), bytes, form, told, read: 0 })))))
}

/// Hidden files and what pages only bring along are passed over.
pub(super) fn is_wanted(name: &str) -> bool {
    let hidden = name.split(['/', '\\']).any(|part| part == "__MACOSX" || part.starts_with('.') && !matches!(part, "." | ".."));
    !hidden && !is_asset(name)
}

/// Pictures, scripts and the like, by their names.
pub(super) fn is_asset(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ASSETS.iter().any(|ending| name.ends_with(ending))
}

fn piece(place: &Place, store: &Store, meter: &Arc<Meter>, member: &Member) -> Result<Piece, Warning> {
    let place = Place { file: format!("{}/{}", place.file, member.name.replace('\\', "/")).into(), line: None };
    let skipped = |what: &str| Warning::skipped(&place, what);
    if member.encrypted {
        return Err(skipped("encrypted, and no password can be given: unpack it first"));
    }
    let packed = packed(store, meter, member).map_err(|error| skipped(&why(&error)))?;
    let stream: Stream = match member.method {
        CompressionMethod::Stored => packed,
        CompressionMethod::Deflated => Box::new(Bounded::new(DeflateDecoder::new(packed), meter)),
        // Zstandard, which the library reads only with a second copy of its decoder.
        method if method == method_93() => unzstd(packed, meter),
        method => return Err(skipped(&format!("compressed by a method that is not read ({method}): unpack it first"))),
    };
    let source = Source::Stream(Box::new(Checked { inner: stream, sum: Crc::new(), expected: member.crc }));
    Ok(Piece::Closed(Closed { place, told: Told::default(), media: None, source, meter: Arc::clone(meter) }))
}

#[expect(deprecated, reason = "the name of the method needs a feature of the library that is off")]
const fn method_93() -> CompressionMethod {
    CompressionMethod::Unsupported(93)
}

/// The bytes of a member as they lie in the archive.
fn packed(store: &Store, meter: &Arc<Meter>, member: &Member) -> io::Result<Stream> {
    let mut reader = store.reader()?;
    reader.seek(SeekFrom::Start(member.header))?;
    let mut head = [0; 30];
    reader.read_exact(&mut head).map_err(|_| broken())?;
    if !head.starts_with(b"PK\x03\x04") {
        return Err(broken());
    }
    let len = |at: usize| i64::from(u16::from_le_bytes([head[at], head[at + 1]]));
    reader.seek(SeekFrom::Current(len(26) + len(28)))?;
    let packed = BufReader::with_capacity(64 << 10, reader).take(member.packed);
    Ok(if store.is_file() { Box::new(Counted::new(packed, meter)) } else { Box::new(packed) })
}

fn broken() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "the archive does not have it where it says")
}

/// A stream that is an error at its end if its checksum does not fit.
struct Checked {
    inner: Stream,
    sum: Crc,
    expected: u32,
}

impl Read for Checked {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let wrong = |_| io::Error::new(io::ErrorKind::InvalidData, "broken data in the archive");
        let read = self.inner.read(buffer).map_err(|error| if error.kind() == io::ErrorKind::Other { error } else { wrong(error) })?;
        self.sum.update(&buffer[..read]);
        if read == 0 && !buffer.is_empty() && self.sum.sum() != self.expected {
            self.expected = self.sum.sum();
            return Err(wrong(io::ErrorKind::InvalidData.into()));
        }
        Ok(read)
    }
}
