//! Tables of reports, a row each: CSV and Parquet. A row becomes a record like one of JSON Lines, so that columns are told apart in one place.

use std::fs::File;
use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use csv::{ByteRecord, Reader, ReaderBuilder};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::reader::RowIter;
use serde_json::{Map, Value};

use super::open::{Piece, Pieces, Store, too_long};
use super::{Form, Head, LONGEST, Place, Raw, Stream, Told, Warning, columns, decode};

/// The separator of a table of reports; none where the head is not that of one.
pub(super) fn separator(named: bool, head: &[u8]) -> Option<u8> {
    let line = head.strip_prefix(decode::MARK).unwrap_or(head).split(|byte| *byte == b'\n').next()?;
    let line = String::from_utf8_lossy(line);
    let names = |separator: u8| line.split(char::from(separator)).map(|name| name.trim().trim_matches('"')).collect::<Vec<_>>();
    let known = [b',', b'\t', b';', b'|'].into_iter().find(|separator| columns::is_head(&names(*separator)));
    let most = || [b',', b'\t', b';', b'|'].into_iter().max_by_key(|separator| names(*separator).len());
    known.or_else(|| most().filter(|_| named))
}

/// The rows of a CSV file.
pub(super) struct Rows {
    reader: Reader<Leash>,
    /// Bytes read since the last row.
    used: Arc<AtomicU64>,
    place: Place,
    head: Option<Arc<Head>>,
    /// The row, counted as spreadsheets do: the head is the first.
    at: u64,
    done: bool,
}

impl Rows {
    pub(super) fn new(place: &Place, separator: u8, stream: Stream) -> Self {
        let used = Arc::new(AtomicU64::new(0));
        let leash = Leash { inner: stream, used: Arc::clone(&used) };
        let reader = ReaderBuilder::new().delimiter(separator).flexible(true).from_reader(leash);
        Self { reader, used, place: place.clone(), head: None, at: 1, done: false }
    }

    fn row(&mut self) -> Result<Option<ByteRecord>, csv::Error> {
        if self.head.is_none() {
            let head = self.reader.byte_headers()?;
            self.head = Some(Arc::new(Head::new(head.iter().map(|name| cell(name).trim().to_owned()).collect())));
        }
        let mut row = ByteRecord::new();
        self.used.store(0, Ordering::Relaxed);
        let more = self.reader.read_byte_record(&mut row)?;
        self.at += 1;
        Ok(more.then_some(row))
    }
}

impl Iterator for Rows {
    type Item = Result<Piece, Warning>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.done {
            match self.row() {
                Ok(None) => self.done = true,
                Ok(Some(row)) if row.iter().all(<[u8]>::is_empty) => {}
                Ok(Some(row)) => {
                    let names = self.head.iter().flat_map(|head| head.names()).cloned();
                    let record = names.zip(row.iter()).filter(|(_, bytes)| !bytes.is_empty());
                    let record = record.map(|(name, bytes)| (name, Value::String(cell(bytes)))).collect();
                    return Some(Ok(piece(&self.place, self.at, record, self.head.clone())));
                }
                Err(error) => {
                    self.done = true;
                    let what = match error.kind() {
                        csv::ErrorKind::Io(error) => super::walk::why(error),
                        _ => format!("no table that can be read ({error})"),
                    };
                    return Some(Err(Warning::skipped(&self.place, what)));
                }
            }
        }
        None
    }
}

/// A cell's text. Of a table in an old encoding each cell is long enough to tell it, or holds nothing that would be lost.
fn cell(bytes: &[u8]) -> String {
    decode::decode(bytes.to_vec(), None).map_or_else(|_| String::from_utf8_lossy(bytes).into_owned(), |decoded| decoded.text)
}

fn piece(place: &Place, line: u64, record: Map<String, Value>, head: Option<Arc<Head>>) -> Piece {
    let place = Place { line: Some(line), ..place.clone() };
    let told = Told { head, ..Told::default() };
    Piece::Raw(Raw { place, bytes: Value::Object(record).to_string().into_bytes(), form: Form::Json, told, read: 0 })
}

/// A stream that ends in an error where a row does not end: one quotation mark too many would make a row of the whole file.
struct Leash {
    inner: Stream,
    used: Arc<AtomicU64>,
}

impl Read for Leash {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        let used = self.used.fetch_add(read as u64, Ordering::Relaxed) + read as u64;
        if used > LONGEST { Err(io::Error::other(format!("a row {}", too_long()))) } else { Ok(read) }
    }
}

/// The rows of a Parquet file.
pub(super) fn parquet(place: &Place, store: &Store) -> Result<Pieces, Warning> {
    let broken = |error: &dyn std::fmt::Display| Warning::skipped(place, format!("a Parquet file that cannot be read ({error})"));
    let reader: Box<dyn FileReader> = match store {
        Store::File(path) => {
            let file = File::open(path).map_err(|error| Warning::skipped(place, super::walk::why(&error)))?;
            Box::new(SerializedFileReader::new(file).map_err(|error| broken(&error))?)
        }
        Store::Memory(bytes) => {
            Box::new(SerializedFileReader::new(bytes::Bytes::from_owner(Arc::clone(bytes))).map_err(|error| broken(&error))?)
        }
    };
    let place = place.clone();
    let names = reader.metadata().file_metadata().schema().get_fields().iter().map(|field| field.name().to_owned()).collect();
    let head = Arc::new(Head::new(names));
    let rows = RowIter::from_file_into(reader).zip(1..).map(move |(row, line)| match row {
        Ok(row) => Ok(piece(
            &place,
            line,
            row.into_columns().into_iter().map(|(name, field)| (name, field.to_json_value())).collect(),
            Some(Arc::clone(&head)),
        )),
        Err(error) => Err(Warning::skipped(&Place { line: Some(line), ..place.clone() }, format!("a row that cannot be read ({error})"))),
    });
    // A row that cannot be read is not passed by the library.
    let mut broken = false;
    Ok(Box::new(rows.take_while(move |row| !std::mem::replace(&mut broken, row.is_err()))))
}
