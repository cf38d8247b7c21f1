//! A JSON document cut into its records: the elements of a list, or objects over several lines, one after the other.

use std::io::{self, BufRead, BufReader};

use super::open::too_long;
use super::walk::why;
use super::{Form, LONGEST, Place, Raw, Stream, Told, Warning};

/// The records of a document. Braces are counted and nothing is parsed, so that memory holds one record.
pub(super) struct Elements {
    reader: BufReader<Stream>,
    place: Place,
    at: u64,
    done: bool,
}

impl Elements {
    pub(super) fn new(place: &Place, stream: Stream) -> Self {
        Self { reader: BufReader::with_capacity(64 << 10, stream), place: place.clone(), at: 0, done: false }
    }

    /// The bytes of the next object or other value. None at the end.
    fn element(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut value = Value::default();
        loop {
            let bytes = self.reader.fill_buf()?;
            if bytes.is_empty() {
                return Ok((!value.bytes.is_empty()).then_some(value.bytes));
            }
            let (taken, whole) = value.take(bytes);
            self.reader.consume(taken);
            if whole || value.bytes.len() as u64 > LONGEST {
                return Ok(Some(value.bytes));
            }
        }
    }
}

/// A value on its way in.
#[derive(Default)]
struct Value {
    bytes: Vec<u8>,
    open: u32,
    quoted: bool,
    escaped: bool,
}

impl Value {
    /// Takes what belongs to the value: how many bytes were used, and whether it is whole.
    fn take(&mut self, bytes: &[u8]) -> (usize, bool) {
        for (at, byte) in bytes.iter().enumerate() {
            let outside = self.open == 0 && !self.quoted;
            // The list's own brackets and commas, and the mark and space between values.
            if outside && (byte.is_ascii_whitespace() || matches!(byte, b',' | b'[' | b']' | 0xef | 0xbb | 0xbf)) {
                if self.bytes.is_empty() {
                    continue;
                }
                return (at + 1, true);
            }
            self.bytes.push(*byte);
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' if self.quoted => self.escaped = true,
                b'"' => self.quoted = !self.quoted,
                b'{' | b'[' if !self.quoted => self.open += 1,
                b'}' | b']' if !self.quoted => self.open = self.open.saturating_sub(1),
                _ => {}
            }
            if self.open == 0 && matches!(byte, b'}') && !self.quoted || self.bytes.len() as u64 > LONGEST {
                return (at + 1, true);
            }
        }
        (bytes.len(), false)
    }
}

impl Iterator for Elements {
    type Item = Result<Raw, Warning>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        self.at += 1;
        let place = Place { line: Some(self.at), ..self.place.clone() };
        let fault = match self.element() {
            Ok(None) => None,
            Ok(Some(bytes)) if bytes.len() as u64 <= LONGEST => {
                return Some(Ok(Raw { place, bytes, form: Form::Json, told: Told::default(), read: 0 }));
            }
            Ok(Some(_)) => Some(too_long()),
            Err(error) => Some(why(&error)),
        };
        self.done = true;
        fault.map(|what| Err(Warning::skipped(&place, what)))
    }
}
