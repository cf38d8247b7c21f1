//! Web archives (WARC): the pages among their records, one at a time, whatever is broken in between.

use std::io::{self, BufReader, Read};
use std::sync::Arc;

use fastwarc::stream_io::traits::WarcRead;
use fastwarc::warc::iter::{ArchiveIteratorOptions, ArchiveIteratorThreadSafe};
use fastwarc::warc::record::{AutoDecode, WarcRecord, WarcRecordType};

use super::open::{Closed, Piece, Source, too_long};
use super::unpack::{Forward, Meter};
use super::walk::why;
use super::{LONGEST, Place, Stream, Told, Warning, http};

/// The longest head of a record or an answer.
const HEAD: usize = 64 << 10;

/// Faults after which the rest of an archive is given up.
const FAULTS: u32 = 1000;

/// Media types of what may be a report or holds reports.
const READ: [&str; 14] = [
    "text/html",
    "application/xhtml+xml",
    "text/plain",
    "application/pdf",
    "application/rss+xml",
    "application/atom+xml",
    "application/feed+json",
    "application/rdf+xml",
    "application/xml",
    "text/xml",
    "message/rfc822",
    "multipart/related",
    "application/vnd.oasis.opendocument.text",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
];

/// The pages of a web archive.
pub(super) struct Records {
    archive: Option<ArchiveIteratorThreadSafe>,
    place: Place,
    meter: Arc<Meter>,
    at: u64,
    faults: u32,
}

impl Records {
    pub(super) fn new(place: &Place, stream: Stream, meter: &Arc<Meter>) -> Self {
        let reader = BufReader::with_capacity(64 << 10, Forward::new(stream));
        Self { archive: Some(archive(reader)), place: place.clone(), meter: Arc::clone(meter), at: 0, faults: 0 }
    }

    /// After a fault in the data: the archive from there on. Too many, and the rest is given up.
    fn fault(&mut self, what: &str) -> Warning {
        self.faults += 1;
        let rest = self.archive.take().and_then(ArchiveIteratorThreadSafe::into_inner);
        self.archive = rest.filter(|_| self.faults < FAULTS).map(|rest: Box<dyn WarcRead>| archive(rest));
        let rest = if self.archive.is_none() { ", and the rest after so many faults" } else { "" };
        self.warning(format!("{what}{rest}"))
    }

    fn warning(&self, what: impl Into<String>) -> Warning {
        Warning::skipped(&self.here(), what)
    }

    fn here(&self) -> Place {
        Place { line: Some(self.at), ..self.place.clone() }
    }

    fn page(&self, record: &mut WarcRecord) -> Result<Option<Piece>, Fault> {
        if !matches!(record.record_type(), WarcRecordType::Response | WarcRecordType::Resource | WarcRecordType::Conversion) {
            return Ok(None);
        }
        record.parse_http_with_opts(AutoDecode::None, HEAD, true).map_err(Fault::Data)?;
        let Some(media) = wanted(record) else { return Ok(None) };
        let length = record.content_length();
        if length > LONGEST {
            return Err(Fault::Long);
        }
        let mut bytes = Vec::new();
        if let Some(reader) = record.reader_mut() {
            reader.take(length).read_to_end(&mut bytes).map_err(Fault::Data)?;
        }
        if (bytes.len() as u64) < length {
            return Err(Fault::Data(io::Error::new(io::ErrorKind::InvalidData, "a record that breaks off")));
        }
        let coded = |name| record.http_headers().and_then(|head| head.get(name)).map(|value| value.into_owned()).unwrap_or_default();
        let bytes = http::body(bytes, &coded("Transfer-Encoding"), &coded("Content-Encoding"), &self.meter);
        let source = Source::Bytes(bytes);
        Ok(Some(Piece::Closed(Closed {
            place: self.here(),
            told: told(record),
            media: Some(media),
            source,
            meter: Arc::clone(&self.meter),
        })))
    }
}

/// What is wrong with a record.
enum Fault {
    /// The data.
    Data(io::Error),
    /// Its length.
    Long,
}

fn archive(reader: impl fastwarc::stream_io::traits::IntoWarcReader) -> ArchiveIteratorThreadSafe {
    let options = ArchiveIteratorOptions {
        stream_detect: false,
        parse_http: false,
        quirks_mode: true,
        max_header_len: HEAD,
        inplace: true,
        ..ArchiveIteratorOptions::default()
    };
    ArchiveIteratorThreadSafe::with_options(reader, options)
}

impl Iterator for Records {
    type Item = Result<Piece, Warning>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let record = self.archive.as_mut()?.next();
            self.at += 1;
            let record = match record {
                None => {
                    self.archive = None;
                    return None;
                }
                Some(Err(error)) => return Some(Err(self.fault(&why(&error)))),
                Some(Ok(record)) => record,
            };
            let taken = record.lock().map(|mut record| self.page(&mut record)).map_err(|_| ());
            drop(record);
            match taken {
                Ok(Ok(None)) => {}
                Ok(Ok(Some(piece))) => return Some(Ok(piece)),
                Ok(Err(Fault::Long)) => return Some(Err(self.warning(too_long()))),
                Ok(Err(Fault::Data(error))) => return Some(Err(self.fault(&why(&error)))),
                Err(_) => self.archive = None,
            }
        }
    }
}

/// The media type of a record that may be or hold a report; none where it is none.
fn wanted(record: &WarcRecord) -> Option<String> {
    if record.is_http_parsed() && !record.http_headers()?.status_code().is_some_and(|status| (200..300).contains(&status)) {
        return None;
    }
    let uri = uri(record)?;
    let path = uri.split(['?', '#']).next().unwrap_or_default();
    if path.ends_with("/robots.txt") || record.content_length() == 0 {
        return None;
    }
    let declared = if record.is_http_parsed() {
        record.http_content_type()
    } else {
        record.headers().get("Content-Type").map(|media| media.into_owned())
    };
    let media = declared.unwrap_or_default().split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    (media.is_empty() || READ.contains(&media.as_str())).then_some(media)
}

/// What the record's heads say of the page.
fn told(record: &WarcRecord) -> Told {
    let url = uri(record);
    let charset = record.http_charset().map(|charset| charset.trim_matches(['"', '\'', ' ']).to_owned());
    let fetched = record.headers().get("WARC-Date").map(|date| date.into_owned());
    let fetched = fetched.filter(|date| date.parse::<jiff::Timestamp>().is_ok());
    Told { id: url.clone(), url, charset, fetched, ..Told::default() }
}

/// The address; some writers put it in angle brackets.
fn uri(record: &WarcRecord) -> Option<String> {
    let uri = record.headers().get("WARC-Target-URI")?;
    let uri = uri.trim().trim_start_matches('<').trim_end_matches('>');
    let starts = |scheme: &str| uri.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    let web = starts("http://") || starts("https://");
    (web || uri.starts_with("file:") || uri.starts_with("urn:")).then(|| uri.to_owned())
}
