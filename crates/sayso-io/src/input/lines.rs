//! A file opened: told apart into plain text and JSON Lines, and cut into lines without ever holding more than one.

use std::io::{self, BufRead, BufReader, Cursor, Read};

use super::{Form, LONGEST, Place, Raw, Stream, Told, Warning, decode, why};

/// As much of a file as is looked at to tell what it is.
const HEAD: u64 = 8 << 10;

/// A file, by what is in it.
pub(super) enum Opened {
    /// One report.
    Text(Raw),
    /// One report a line.
    Lines(Lines),
}

/// The lines of a file.
pub(super) struct Lines {
    reader: Box<dyn BufRead + Send>,
    place: Place,
    at: u64,
    found: bool,
    done: bool,
}

/// Tells what a stream holds by its name and its first line.
pub(super) fn open(place: &Place, stream: Stream) -> Result<Opened, Warning> {
    let fail = |error: io::Error| Warning::skipped(place, why(&error));
    let mut reader: Box<dyn BufRead + Send> = Box::new(BufReader::with_capacity(64 << 10, stream));
    let mut head = head(&mut reader).map_err(fail)?;
    if decode::is_wide(&head) {
        let bytes = whole(place, head, reader)?;
        let text = decode::decode(bytes, None).map_err(|what| Warning::skipped(place, what))?.text;
        reader = Box::new(Cursor::new(text.into_bytes()));
        head = self::head(&mut reader).map_err(fail)?;
    }
    if !is_json(&place.file, &head) {
        let form = if is_page(&place.file, &head) { Form::Html } else { Form::Text };
        return Ok(Opened::Text(Raw { place: place.clone(), bytes: whole(place, head, reader)?, form, told: Told::default() }));
    }
    if is_document(&head) {
        return Err(Warning::skipped(
            place,
            "JSON over several lines, and one object a line is wanted (`jq -c .` or `jq -c '.[]'` makes it so)",
        ));
    }
    let reader = Box::new(Cursor::new(head).chain(reader));
    Ok(Opened::Lines(Lines { reader, place: place.clone(), at: 0, found: false, done: false }))
}

/// The first line that is not blank, with what stands before it. A pipe is not kept waiting for more.
fn head(reader: &mut dyn BufRead) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    while head.trim_ascii().is_empty() && (head.len() as u64) < HEAD {
        if reader.take(HEAD - head.len() as u64).read_until(b'\n', &mut head)? == 0 {
            break;
        }
    }
    Ok(head)
}

fn whole(place: &Place, mut head: Vec<u8>, reader: Box<dyn BufRead + Send>) -> Result<Vec<u8>, Warning> {
    let read = reader.take(LONGEST + 1).read_to_end(&mut head);
    read.map_err(|error| Warning::skipped(place, why(&error)))?;
    if head.len() as u64 > LONGEST { Err(Warning::skipped(place, too_long())) } else { Ok(head) }
}

fn too_long() -> String {
    format!("longer than {} MB", LONGEST >> 20)
}

/// JSON by its name or by its first characters: no report of plain text opens with `{"`.
fn is_json(file: &str, head: &[u8]) -> bool {
    let named =
        [".jsonl", ".ndjson", ".json"].iter().any(|ending| file.len() >= ending.len() && file.to_ascii_lowercase().ends_with(ending));
    let rest = bare(head).strip_prefix(b"{").map(<[u8]>::trim_ascii_start);
    named || rest.is_some_and(|rest| rest.starts_with(b"\"") || rest.starts_with(b"}"))
}

/// A web page by its name or by what it opens with.
fn is_page(file: &str, head: &[u8]) -> bool {
    let head = bare(head).get(..14).unwrap_or_default().to_ascii_lowercase();
    let file = file.to_ascii_lowercase();
    [".html", ".htm", ".xhtml"].iter().any(|ending| file.ends_with(ending))
        || head.starts_with(b"<!doctype html")
        || head.starts_with(b"<html")
}

/// Whether the first line only opens a JSON document that goes on below.
fn is_document(head: &[u8]) -> bool {
    let head = bare(head);
    head == b"{" || head.starts_with(b"[")
}

/// Without byte order mark and the space around.
fn bare(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(decode::MARK).unwrap_or(bytes).trim_ascii()
}

impl Lines {
    /// The next line with something on it.
    pub(super) fn next(&mut self) -> Option<Result<Raw, Warning>> {
        while !self.done {
            let mut bytes = Vec::new();
            let read = (&mut self.reader).take(LONGEST + 1).read_until(b'\n', &mut bytes);
            self.at += 1;
            let place = Place { line: Some(self.at), ..self.place.clone() };
            match read {
                Err(error) => return self.end(Some(Warning::skipped(&place, why(&error)))),
                Ok(0) if self.found => return self.end(None),
                Ok(0) => return self.end(Some(Warning::skipped(&self.place.clone(), "empty"))),
                Ok(len) if len as u64 > LONGEST => return Some(Err(self.pass_over(&place))),
                Ok(_) => {}
            }
            let line = if self.at == 1 { bare(&bytes) } else { bytes.trim_ascii() };
            if !line.is_empty() {
                self.found = true;
                let bytes = if line.len() == bytes.len() { bytes } else { line.to_vec() };
                return Some(Ok(Raw { place, bytes, form: Form::Json, told: Told::default() }));
            }
        }
        None
    }

    fn end(&mut self, warning: Option<Warning>) -> Option<Result<Raw, Warning>> {
        self.done = true;
        warning.map(Err)
    }

    /// Reads to the end of a line that is too long to hold.
    fn pass_over(&mut self, place: &Place) -> Warning {
        self.found = true;
        match self.reader.skip_until(b'\n') {
            Ok(_) => Warning::skipped(place, too_long()),
            Err(error) => Warning::skipped(place, why(&error)),
        }
    }
}
