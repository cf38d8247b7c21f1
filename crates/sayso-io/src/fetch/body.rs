//! Content codings undone, as far as the bytes go and never beyond a limit.

use std::io::Read;

use brotli_decompressor::Decompressor;
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

/// A body as it was meant, and why it is not all of it.
#[derive(Debug, Default)]
pub(super) struct Body {
    pub(super) bytes: Vec<u8>,
    pub(super) cut: Option<String>,
}

/// The codings that are asked for.
pub(super) const ACCEPTED: &str = "gzip, br";

/// As many codings as are undone one after the other. Servers use one; more is a bomb.
const DEEPEST: usize = 2;

/// Undoes the codings of a header `Content-Encoding`. An error says why nothing of the body can be had.
pub(super) fn decode(raw: Vec<u8>, codings: &str, longest: u64) -> Result<Body, String> {
    let codings =
        codings.split(',').map(|coding| coding.trim().to_ascii_lowercase()).filter(|coding| !matches!(coding.as_str(), "" | "identity"));
    let codings = codings.collect::<Vec<_>>();
    if codings.len() > DEEPEST {
        return Err(format!("{} content codings on one body", codings.len()));
    }
    let mut body = Body { bytes: raw, cut: None };
    for coding in codings.iter().rev() {
        let undone = undo(&body.bytes, coding, longest)?;
        body = Body { bytes: undone.bytes, cut: body.cut.or(undone.cut) };
    }
    Ok(body)
}

fn undo(raw: &[u8], coding: &str, longest: u64) -> Result<Body, String> {
    match coding {
        // A body that says it is packed and is not: some servers do that.
        "gzip" | "x-gzip" if raw.starts_with(b"\x1f\x8b") => read(MultiGzDecoder::new(raw), longest),
        "gzip" | "x-gzip" => Ok(Body { bytes: raw.to_vec(), cut: None }),
        "br" => read(Decompressor::new(raw, 64 << 10), longest),
        "deflate" if raw.first().is_some_and(|first| first & 0x0f == 8) => read(ZlibDecoder::new(raw), longest),
        "deflate" => read(DeflateDecoder::new(raw), longest),
        _ => Err(format!("packed as `{coding}`, which nobody asked for")),
    }
}

fn read(reader: impl Read, longest: u64) -> Result<Body, String> {
    let mut bytes = Vec::new();
    let done = reader.take(longest + 1).read_to_end(&mut bytes);
    if bytes.len() as u64 > longest {
        return Err(format!("longer than {} when unpacked", super::size(longest)));
    }
    Ok(Body { bytes, cut: done.err().map(|_| "its packing breaks off".to_owned()) })
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::{GzEncoder, ZlibEncoder};

    use super::*;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut out = GzEncoder::new(Vec::new(), Compression::best());
        out.write_all(bytes).and_then(|()| out.finish()).expect("memory")
    }

    fn check(raw: Vec<u8>, codings: &str, expected: Result<(&[u8], bool), &str>) {
        let body = decode(raw, codings, 1 << 20);
        let body = body.as_ref().map(|body| (body.bytes.as_slice(), body.cut.is_some())).map_err(String::as_str);
        assert_eq!(body, expected, "{codings}");
    }

    #[test]
    fn codings_are_undone() {
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::fast());
        zlib.write_all(b"12 killed").expect("memory");
        check(b"12 killed".to_vec(), "", Ok((b"12 killed", false)));
        check(gzip(b"12 killed"), "GZIP", Ok((b"12 killed", false)));
        check(gzip(&gzip(b"12 killed")), "gzip, gzip", Ok((b"12 killed", false)));
        check(zlib.finish().expect("memory"), "deflate", Ok((b"12 killed", false)));
        check(b"\x0b\x04\x8012 killed\x03".to_vec(), "br", Ok((b"12 killed", false)));
        check(b"12 killed".to_vec(), "gzip", Ok((b"12 killed", false)));
    }

    #[test]
    fn bombs_and_strange_codings_are_refused() {
        check(gzip(&vec![b' '; 2 << 20]), "gzip", Err("longer than 1 MB when unpacked"));
        check(gzip(&gzip(&gzip(b"a"))), "gzip, gzip, gzip", Err("3 content codings on one body"));
        check(b"(\xb5/\xfd".to_vec(), "zstd", Err("packed as `zstd`, which nobody asked for"));
    }

    #[test]
    fn what_came_of_a_broken_body_is_kept() {
        let mut packed = gzip(b"12 killed and 30 wounded, the ministry said");
        packed.truncate(packed.len() - 12);
        let body = decode(packed, "gzip", 1 << 20).expect("some of it");
        assert!(body.cut.is_some() && body.bytes.starts_with(b"12 killed"), "{body:?}");
    }
}
