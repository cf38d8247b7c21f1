//! Tar archives: their members one after the other, without ever going back.

use std::io::{self, Read};
use std::sync::Arc;

use super::open::{Closed, Piece, Source, too_long};
use super::unpack::{Ahead, Meter};
use super::walk::why;
use super::{LONGEST, Place, Stream, Told, Warning, zip};

/// The size of a head, and what everything is filled up to.
const BLOCK: u64 = 512;

/// The longest name that a head of its own may give.
const NAME: u64 = 64 << 10;

/// The members of an archive.
pub(super) struct Members {
    reader: Option<Ahead>,
    place: Place,
    meter: Arc<Meter>,
    /// A name that was given in a head of its own, for the next member.
    name: Option<String>,
}

/// The head of a member.
struct Head {
    name: String,
    size: u64,
    kind: u8,
}

/// Whether a tar archive begins here: its magic stands late in its first block.
pub(super) fn is_tar(head: &[u8]) -> bool {
    head.get(257..262) == Some(b"ustar") && head.first().is_some_and(|byte| *byte != 0)
}

/// The name of a member, and its bytes or why they are not read.
type Member = (String, Result<Vec<u8>, String>);

impl Members {
    pub(super) fn new(place: &Place, stream: Stream, meter: &Arc<Meter>) -> Self {
        Self { reader: Some(Ahead::new(stream)), place: place.clone(), meter: Arc::clone(meter), name: None }
    }

    /// The next member that may be a report; none at the end.
    fn member(reader: &mut Ahead, long: &mut Option<String>) -> io::Result<Option<Member>> {
        loop {
            let mut block = [0; BLOCK as usize];
            if reader.at_least(1)?.is_empty() {
                return Ok(None);
            }
            reader.read_exact(&mut block).map_err(broken)?;
            if block.iter().all(|byte| *byte == 0) {
                return Ok(None);
            }
            let Head { name, size, kind } = head(&block).ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "broken tar data"))?;
            let kept = match kind {
                b'0' | 0 => size <= LONGEST,
                b'L' | b'x' => size <= NAME,
                _ => false,
            };
            let mut bytes = Vec::new();
            let padded = size.div_ceil(BLOCK).saturating_mul(BLOCK);
            if kept {
                if reader.take(size).read_to_end(&mut bytes)? as u64 != size {
                    return Err(broken(io::ErrorKind::UnexpectedEof.into()));
                }
                io::copy(&mut reader.take(padded - size), &mut io::sink())?;
            } else {
                io::copy(&mut reader.take(padded), &mut io::sink())?;
            }
            match kind {
                b'L' => *long = Some(String::from_utf8_lossy(&bytes).trim_end_matches('\0').to_owned()),
                b'x' => *long = path(&bytes).or_else(|| long.take()),
                b'0' | 0 => return Ok(Some((long.take().unwrap_or(name), if kept { Ok(bytes) } else { Err(too_long()) }))),
                _ => *long = None,
            }
        }
    }
}

fn broken(error: io::Error) -> io::Error {
    if error.kind() == io::ErrorKind::UnexpectedEof { io::Error::new(io::ErrorKind::InvalidData, "tar data that break off") } else { error }
}

fn head(block: &[u8; BLOCK as usize]) -> Option<Head> {
    let words = |from: usize, to: usize| {
        let field = block[from..to].split(|byte| *byte == 0).next().unwrap_or_default();
        String::from_utf8_lossy(field).into_owned()
    };
    let octal = |from: usize, to: usize| u64::from_str_radix(words(from, to).trim(), 8).ok();
    let sum = block.iter().enumerate().map(|(at, byte)| if (148..156).contains(&at) { 32 } else { u64::from(*byte) }).sum::<u64>();
    // Sizes beyond what digits can say are written in binary.
    let binary = || block[128..136].iter().fold(0_u64, |size, byte| size << 8 | u64::from(*byte));
    let size = if block[124] & 0x80 == 0 { octal(124, 136)? } else { binary() };
    let prefix = words(345, 500);
    let name = if prefix.is_empty() { words(0, 100) } else { format!("{prefix}/{}", words(0, 100)) };
    (octal(148, 156)? == sum).then_some(Head { name, size, kind: block[156] })
}

/// The path among the records of an extended head: `30 path=folder/name`.
fn path(bytes: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(bytes);
    text.lines().find_map(|line| line.split_once(" path=").map(|(_, path)| path.to_owned()))
}

impl Iterator for Members {
    type Item = Result<Piece, Warning>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let member = Self::member(self.reader.as_mut()?, &mut self.name);
            let (name, bytes) = match member {
                Ok(Some(member)) => member,
                Ok(None) => {
                    self.reader = None;
                    return None;
                }
                Err(error) => {
                    self.reader = None;
                    return Some(Err(Warning::skipped(&self.place, why(&error))));
                }
            };
            if !zip::is_wanted(&name) {
                continue;
            }
            let place = Place { file: format!("{}/{name}", self.place.file).into(), line: None };
            return Some(match bytes {
                Ok(bytes) => {
                    let (source, meter) = (Source::Bytes(bytes), Arc::clone(&self.meter));
                    Ok(Piece::Closed(Closed { place, told: Told::default(), media: None, source, meter }))
                }
                Err(what) => Err(Warning::skipped(&place, what)),
            });
        }
    }
}
