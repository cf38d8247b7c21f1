//! JSON Lines, cut without ever holding more than one.

use std::io::{BufRead, BufReader, Read};

use super::open::too_long;
use super::walk::why;
use super::{Form, LONGEST, Place, Raw, Stream, Told, Warning, decode};

/// The lines of a file.
pub(super) struct Lines {
    reader: BufReader<Stream>,
    place: Place,
    at: u64,
    found: bool,
    done: bool,
}

impl Lines {
    pub(super) fn new(place: &Place, stream: Stream) -> Self {
        Self { reader: BufReader::with_capacity(64 << 10, stream), place: place.clone(), at: 0, found: false, done: false }
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

impl Iterator for Lines {
    type Item = Result<Raw, Warning>;

    /// The next line with something on it.
    fn next(&mut self) -> Option<Self::Item> {
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
            let line = if self.at == 1 { bytes.strip_prefix(decode::MARK).unwrap_or(&bytes).trim_ascii() } else { bytes.trim_ascii() };
            if !line.is_empty() {
                self.found = true;
                let bytes = if line.len() == bytes.len() { bytes } else { line.to_vec() };
                return Some(Ok(Raw { place, bytes, form: Form::Json, told: Told::default(), read: 0 }));
            }
        }
        None
    }
}
