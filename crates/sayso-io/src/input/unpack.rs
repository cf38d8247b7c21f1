//! Compressed streams unpacked, member after member, with a bound on how much may come out of how little.

use std::io::{self, BufRead, Read, Seek, SeekFrom};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use fastwarc::stream_io::zstd::ZstdReader;
use flate2::bufread::GzDecoder;

use super::{LONGEST, Stream};

/// How many bytes a byte of a file may become, over all that is packed in it. Pages shrink to a tenth, logs that repeat themselves to a hundredth, bombs to a thousandth.
const RATIO: u64 = 250;

/// What any file may become, however small it is.
const FLOOR: u64 = LONGEST;

/// What was read of a file, and what came out of it.
#[derive(Debug)]
pub(super) struct Meter {
    size: u64,
    read: AtomicU64,
    unpacked: AtomicU64,
}

impl Meter {
    /// For a file of that size; zero where it is not known before.
    pub(super) fn new(size: u64) -> Arc<Self> {
        Arc::new(Self { size, read: AtomicU64::new(0), unpacked: AtomicU64::new(0) })
    }

    /// Bytes read of the file itself.
    pub(super) fn read(&self) -> u64 {
        self.read.load(Ordering::Relaxed)
    }

    /// Counts what was unpacked; an error where that is more than any honest file holds.
    fn unpack(&self, bytes: u64) -> io::Result<()> {
        let out = self.unpacked.fetch_add(bytes, Ordering::Relaxed).saturating_add(bytes);
        let most = FLOOR.saturating_add(RATIO.saturating_mul(self.size.max(self.read())));
        if out <= most { Ok(()) } else { Err(io::Error::other(format!("it unpacks to more than {RATIO} times its size"))) }
    }
}

/// A stream whose bytes count as read of the file.
pub(super) struct Counted<R> {
    inner: R,
    meter: Arc<Meter>,
}

impl<R: Read> Counted<R> {
    pub(super) fn new(inner: R, meter: &Arc<Meter>) -> Self {
        Self { inner, meter: Arc::clone(meter) }
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.meter.read.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// A stream whose bytes count as unpacked. After an error of its bound it is at its end.
pub(super) struct Bounded<R> {
    inner: Option<R>,
    meter: Arc<Meter>,
}

impl<R: Read> Bounded<R> {
    pub(super) fn new(inner: R, meter: &Arc<Meter>) -> Self {
        Self { inner: Some(inner), meter: Arc::clone(meter) }
    }
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let Some(inner) = &mut self.inner else { return Ok(0) };
        let read = inner.read(buffer)?;
        if let Err(error) = self.meter.unpack(read as u64) {
            self.inner = None;
            return Err(error);
        }
        Ok(read)
    }
}

/// What gzip data unpack to. Broken data are an error once; what comes after is the next member that can be found.
pub(super) struct Gunzip(Gzip);

enum Gzip {
    Member(Box<GzDecoder<Ahead>>),
    Between(Ahead),
    Done,
}

/// What a member of a gzip file begins with: its magic, and the one method there is.
const GZIP: [u8; 3] = *b"\x1f\x8b\x08";

/// Unpacks gzip data.
pub(super) fn gunzip(stream: Stream, meter: &Arc<Meter>) -> Stream {
    Box::new(Bounded::new(Gunzip(Gzip::Between(Ahead::new(stream))), meter))
}

impl Read for Gunzip {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            match std::mem::replace(&mut self.0, Gzip::Done) {
                Gzip::Done => return Ok(0),
                Gzip::Between(reader) => self.0 = next_member(reader)?,
                Gzip::Member(mut decoder) => match decoder.read(buffer) {
                    Ok(0) if !buffer.is_empty() => self.0 = Gzip::Between(decoder.into_inner()),
                    Ok(read) => {
                        self.0 = Gzip::Member(decoder);
                        return Ok(read);
                    }
                    Err(error) => {
                        self.0 = Gzip::Between(decoder.into_inner());
                        return Err(broken(&error));
                    }
                },
            }
        }
    }
}

fn broken(error: &io::Error) -> io::Error {
    let what = if error.kind() == io::ErrorKind::UnexpectedEof { "gzip data that break off" } else { "broken gzip data" };
    io::Error::new(io::ErrorKind::InvalidData, what)
}

/// The next member; what lies before it, padding or the rest of a broken one, is passed over.
fn next_member(mut reader: Ahead) -> io::Result<Gzip> {
    loop {
        let bytes = reader.at_least(GZIP.len())?;
        if bytes.len() < GZIP.len() {
            return Ok(Gzip::Done);
        }
        let at = bytes.windows(GZIP.len()).position(|window| window == GZIP);
        let passed = at.unwrap_or(bytes.len() - (GZIP.len() - 1));
        reader.consume(passed);
        if at.is_some() {
            return Ok(Gzip::Member(Box::new(GzDecoder::new(reader))));
        }
    }
}

/// Unpacks zstd data, with the dictionary that web archives put in front.
pub(super) fn unzstd(stream: Stream, meter: &Arc<Meter>) -> Stream {
    Box::new(Bounded::new(Zstd(Some(ZstdReader::new(Forward::new(stream)))), meter))
}

struct Zstd(Option<ZstdReader<Forward>>);

impl Read for Zstd {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let Some(reader) = &mut self.0 else { return Ok(0) };
        reader.read(buffer).inspect_err(|_| self.0 = None).map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "broken zstd data"))
    }
}

/// A buffered stream that can be looked into.
pub(super) struct Ahead {
    inner: Stream,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    /// An error that waits until what came before it was taken.
    fault: Option<io::Error>,
}

impl Ahead {
    const CAPACITY: usize = 64 << 10;

    pub(super) fn new(inner: Stream) -> Self {
        Self { inner, buffer: vec![0; Self::CAPACITY], start: 0, end: 0, fault: None }
    }

    /// What comes next, so many bytes at least (up to the capacity) unless the stream ends before.
    pub(super) fn at_least(&mut self, wanted: usize) -> io::Result<&[u8]> {
        while self.fault.is_none() && self.end - self.start < wanted.min(Self::CAPACITY) {
            if self.end == self.buffer.len() {
                self.buffer.copy_within(self.start..self.end, 0);
                (self.start, self.end) = (0, self.end - self.start);
            }
            match self.inner.read(&mut self.buffer[self.end..]) {
                Ok(0) => break,
                Ok(read) => self.end += read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => self.fault = Some(error),
            }
        }
        match self.fault.take_if(|_| self.start == self.end) {
            Some(error) => Err(error),
            None => Ok(&self.buffer[self.start..self.end]),
        }
    }
}

impl BufRead for Ahead {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.start == self.end {
            (self.start, self.end) = (0, 0);
        }
        self.at_least(1)
    }

    fn consume(&mut self, amount: usize) {
        self.start = (self.start + amount).min(self.end);
    }
}

impl Read for Ahead {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(buffer)?;
        self.consume(read);
        Ok(read)
    }
}

/// A stream that knows how far it has come, and seeks nowhere else: what readers of archives ask for.
pub(super) struct Forward {
    inner: Stream,
    at: u64,
}

impl Forward {
    pub(super) fn new(inner: Stream) -> Self {
        Self { inner, at: 0 }
    }
}

impl Read for Forward {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.at += read as u64;
        Ok(read)
    }
}

impl Seek for Forward {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let here = matches!(to, SeekFrom::Current(0)) || matches!(to, SeekFrom::Start(at) if at == self.at);
        if here { Ok(self.at) } else { Err(io::ErrorKind::Unsupported.into()) }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use flate2::Compression;
    use flate2::read::GzEncoder;

    use super::*;

    #[test]
    fn what_unpacks_to_too_much_is_cut_off() {
        let mut packed = Vec::new();
        let mut zeros = GzEncoder::new(io::repeat(0).take(2 * FLOOR), Compression::fast());
        zeros.read_to_end(&mut packed).expect("memory");
        let meter = Meter::new(1000);
        let mut stream = gunzip(Box::new(Cursor::new(packed)), &meter);
        let error = io::copy(&mut stream, &mut io::sink()).expect_err("a bound");
        assert_eq!(error.to_string(), "it unpacks to more than 250 times its size");
        assert_eq!(stream.read(&mut [0; 8]).ok(), Some(0));
        assert!(meter.unpacked.load(Ordering::Relaxed) < FLOOR + 250 * 1000 + (1 << 20));
    }

    #[test]
    fn an_error_waits_for_what_came_before_it() {
        let mut packed = Vec::new();
        GzEncoder::new(&b"12 dead"[..], Compression::fast()).read_to_end(&mut packed).expect("memory");
        packed.truncate(packed.len() - 4);
        let mut ahead = Ahead::new(gunzip(Box::new(Cursor::new(packed)), &Meter::new(0)));
        assert_eq!(ahead.at_least(100).ok(), Some(&b"12 dead"[..]));
        ahead.consume(7);
        assert_eq!(ahead.at_least(1).err().map(|error| error.to_string()).as_deref(), Some("gzip data that break off"));
        assert_eq!(ahead.at_least(1).ok(), Some(&b""[..]));
    }
}
