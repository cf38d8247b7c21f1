//! The body of an answer of a web server, out of its transfer and content encodings.

use std::io::{Cursor, Read};
use std::sync::Arc;

use fastwarc::stream_io::brotli::BrotliReader;
use flate2::read::{DeflateDecoder, ZlibDecoder};

use super::unpack::{Bounded, Meter, gunzip, unzstd};
use super::{LONGEST, Stream};

/// Takes the encodings off, those last put on first. Crawlers often took them off and left the headers: what cannot be decoded is taken as it is.
pub(super) fn body(bytes: Vec<u8>, transfer: &str, content: &str, meter: &Arc<Meter>) -> Vec<u8> {
    let codings = transfer.split(',').rev().chain(content.split(',').rev()).map(|coding| coding.trim().to_ascii_lowercase());
    codings.fold(bytes, |bytes, coding| plain(&coding, &bytes, meter).unwrap_or(bytes))
}

/// The bytes out of one coding; none where there is nothing to take off.
fn plain(coding: &str, bytes: &[u8], meter: &Arc<Meter>) -> Option<Vec<u8>> {
    let cursor = || Cursor::new(bytes.to_vec());
    let stream: Stream = match coding {
        "chunked" => return dechunked(bytes),
        "gzip" | "x-gzip" if bytes.starts_with(b"\x1f\x8b") => gunzip(Box::new(cursor()), meter),
        "zstd" => unzstd(Box::new(cursor()), meter),
        "br" => Box::new(Bounded::new(BrotliReader::new(cursor()), meter)),
        // Half of the servers mean zlib's wrapping by it, as the standard says, and half do not.
        "deflate" if is_zlib(bytes) => Box::new(Bounded::new(ZlibDecoder::new(cursor()), meter)),
        "deflate" => Box::new(Bounded::new(DeflateDecoder::new(cursor()), meter)),
        _ => return None,
    };
    let mut out = Vec::new();
    let whole = stream.take(LONGEST + 1).read_to_end(&mut out).is_ok();
    // What came out before an error is worth having, but only where it is certain that the bytes were coded at all.
    (!out.is_empty() && (whole || coding.ends_with("gzip"))).then_some(out)
}

fn is_zlib(bytes: &[u8]) -> bool {
    matches!(bytes, [first, second, ..] if first & 0x0f == 8 && (u16::from(*first) << 8 | u16::from(*second)) % 31 == 0)
}

/// The chunks put together, up to where they end or break off; none where there are none.
fn dechunked(bytes: &[u8]) -> Option<Vec<u8>> {
    let (mut out, mut rest) = (Vec::with_capacity(bytes.len()), bytes);
    loop {
        let end = rest.iter().take(1 << 10).position(|byte| *byte == b'\n');
        let Some((len, after)) = end.and_then(|end| Some((length(&rest[..end])?, &rest[end + 1..]))) else { break };
        out.extend_from_slice(&after[..len.min(after.len())]);
        rest = after.get(len..).unwrap_or_default();
        if len == 0 || rest.is_empty() {
            return Some(out);
        }
        rest = rest.strip_prefix(b"\r").unwrap_or(rest);
        rest = rest.strip_prefix(b"\n").unwrap_or(rest);
    }
    (!out.is_empty()).then_some(out)
}

/// The length in a chunk's head, `1f4;name=value`.
fn length(head: &[u8]) -> Option<usize> {
    let digits = head.split(|byte| *byte == b';').next()?.trim_ascii();
    usize::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], transfer: &str, content: &str, expected: &[u8]) {
        assert_eq!(body(bytes.to_vec(), transfer, content, &Meter::new(0)), expected);
    }

    #[test]
    fn codings_come_off_in_their_order() {
        check(b"5\r\n12 de\r\n2;x=y\r\nad\r\n0\r\n\r\n", "chunked", "", b"12 dead");
        let mut zlib = flate2::read::ZlibEncoder::new(&b"12 dead"[..], flate2::Compression::fast());
        let mut packed = Vec::new();
        zlib.read_to_end(&mut packed).expect("memory");
        check(&packed, "", "deflate", b"12 dead");
        let chunked = [format!("{:x}\r\n", packed.len()).as_bytes(), &packed, b"\r\n0\r\n\r\n"].concat();
        check(&chunked, "chunked", "identity, deflate", b"12 dead");
    }

    #[test]
    fn headers_that_lie_change_nothing() {
        check(b"<p>12 dead", "chunked", "gzip", b"<p>12 dead");
        check(b"<p>12 dead", "", "br", b"<p>12 dead");
        check(b"<p>12 dead", "", "deflate, zstd, unheard-of", b"<p>12 dead");
    }

    #[test]
    fn what_breaks_off_is_used_as_far_as_it_goes() {
        check(b"ff\r\n12 dead", "chunked", "", b"12 dead");
        check(b"4\r\n12 d\r\nzz\r\n", "chunked", "", b"12 d");
    }
}
