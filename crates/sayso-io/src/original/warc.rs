//! Records of WARC 1.1, each a gzip member of its own so that one can be read without those before it.

use std::io::{self, Read, Write};

use fastwarc::warc::record::{AutoDecode, WarcRecord};
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

use crate::input::{Exchange, LONGEST, Original};
use crate::wire;

/// What is said of the program that wrote a file.
pub(super) fn info(file: &str, at: &str) -> io::Result<Vec<u8>> {
    let about = format!("software: sayso/{}\r\nformat: WARC file version 1.1\r\n", env!("CARGO_PKG_VERSION"));
    record("warcinfo", at, &[("Content-Type", "application/warc-fields"), ("WARC-Filename", file)], about.as_bytes())
}

/// The records of an original: what was fetched as response and request, with the redirects that led to it behind; anything else as a resource.
pub(super) fn records(original: &Original, at: &str) -> io::Result<Vec<u8>> {
    let (uri, digest) = (uri(original), format!("sha256:{}", original.digest));
    let at = original.fetched.as_deref().unwrap_or(at);
    let Some(exchange) = &original.exchange else {
        let fields = [("WARC-Target-URI", uri.as_str()), ("Content-Type", original.media), ("WARC-Payload-Digest", &digest)];
        return record("resource", at, &fields, &original.bytes);
    };
    let mut records = exchanged(&uri, at, exchange)?;
    let back = payload(records.as_slice(), LONGEST);
    if !back.is_ok_and(|bytes| bytes == original.bytes) {
        // An answer so odd that only we could unpack it. What was unpacked stands before it.
        let fields = [("WARC-Target-URI", uri.as_str()), ("Content-Type", original.media), ("WARC-Payload-Digest", &digest)];
        records = [record("resource", at, &fields, &original.bytes)?, records].concat();
    }
    for (uri, redirect) in &exchange.before {
        records.extend(exchanged(uri, at, redirect)?);
    }
    Ok(records)
}

/// The records of an answer and of what was asked.
fn exchanged(uri: &str, at: &str, exchange: &Exchange) -> io::Result<Vec<u8>> {
    let fields = [("WARC-Target-URI", uri), ("Content-Type", "application/http;msgtype=response")];
    let mut records = record("response", at, &fields, &exchange.response)?;
    let answers = id("response", at, &exchange.response);
    let fields = [("WARC-Target-URI", uri), ("Content-Type", "application/http;msgtype=request"), ("WARC-Concurrent-To", &answers)];
    records.extend(record("request", at, &fields, &exchange.request)?);
    Ok(records)
}

/// The payload of the first record, its transfer and content codings undone.
pub(super) fn payload(member: impl Read, longest: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    GzDecoder::new(member).take(longest).read_to_end(&mut bytes)?;
    let mut record = WarcRecord::from_reader(io::Cursor::new(bytes))?;
    record.parse_http_with_decode(AutoDecode::All)?;
    let reader = record.reader_mut().ok_or_else(|| io::Error::other("a record without a body"))?;
    let mut payload = Vec::new();
    reader.take(longest).read_to_end(&mut payload)?;
    Ok(payload)
}

/// An address, or the digest as a name where the bytes came from a file: paths of a disk are nobody's business.
fn uri(original: &Original) -> String {
    let web = original.url.as_deref().filter(|url| !url.contains(|c: char| c.is_whitespace() || c.is_control()));
    web.map_or_else(|| format!("urn:sha256:{}", original.digest), str::to_owned)
}

fn record(kind: &str, at: &str, fields: &[(&str, &str)], block: &[u8]) -> io::Result<Vec<u8>> {
    let mut out = GzEncoder::new(Vec::new(), Compression::default());
    let digest = wire::hex(&Sha256::digest(block));
    write!(out, "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Date: {at}\r\nWARC-Record-ID: {}\r\n", id(kind, at, block))?;
    fields.iter().try_for_each(|(name, value)| write!(out, "{name}: {value}\r\n"))?;
    write!(out, "WARC-Block-Digest: sha256:{digest}\r\nContent-Length: {}\r\n\r\n", block.len())?;
    out.write_all(block)?;
    out.write_all(b"\r\n\r\n")?;
    out.finish()
}

/// A UUID made of what the record holds (version 8, RFC 9562), so that the same bytes give the same file.
fn id(kind: &str, at: &str, block: &[u8]) -> String {
    let hash = Sha256::new().chain_update(kind).chain_update(at).chain_update(block).finalize();
    let mut hex = wire::hex(&hash[..16]);
    hex.replace_range(12..13, "8");
    hex.replace_range(16..17, "a");
    format!("<urn:uuid:{}-{}-{}-{}-{}>", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}
