//! Archives in archives, whole and broken: gzip, ZIP, WARC and WACZ, all made here.

use std::io::{Cursor, Write};

use flate2::Compression;
use flate2::write::{GzEncoder, ZlibEncoder};
use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

use crate::intake::check;

/// One member of gzip data.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = GzEncoder::new(Vec::new(), Compression::fast());
    out.write_all(bytes).and_then(|()| out.finish()).expect("memory")
}

/// A ZIP archive of the members, every second one stored as it is.
pub fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for (at, (name, bytes)) in members.iter().enumerate() {
        let method = if at % 2 == 0 { CompressionMethod::Deflated } else { CompressionMethod::Stored };
        out.start_file(*name, SimpleFileOptions::default().compression_method(method)).expect("a member");
        out.write_all(bytes).expect("memory");
    }
    out.finish().expect("memory").into_inner()
}

/// A record of a web archive.
pub fn record(kind: &str, url: &str, media: &str, block: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2025-06-25T10:00:00Z\r\nContent-Type: {media}\r\nContent-Length: {}\r\n\r\n",
        block.len()
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

/// The answer of a server as a record.
pub fn answer(url: &str, status: u16, head: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 {status} X\r\n{head}\r\n");
    record("response", url, "application/http; msgtype=response", &[head.as_bytes(), body].concat())
}

fn page(url: &str, words: &str) -> Vec<u8> {
    answer(url, 200, "Content-Type: text/html; charset=utf-8\r\n", format!("<!DOCTYPE html><p>{words}").as_bytes())
}

const LINES: &[u8] = b"{\"text\": \"one\"}\n{\"id\": \"b\", \"text\": \"two\"}\n";

#[test]
fn gzip_is_unpacked_and_looked_at_again() {
    check(&[("a.txt.gz", &gzip(b"12 dead"))], &[""], &["a.txt.gz: 12 dead"]);
    check(&[("a.jsonl.gz", &gzip(LINES))], &[""], &["a.jsonl.gz:1: one", "b: two"]);
    // Another name, several members, and padding between and after them.
    let members = [gzip(b"12 "), gzip(b""), vec![0; 512], gzip(b"dead"), vec![0; 512]].concat();
    check(&[("a.txt", &members)], &[""], &["a.txt: 12 dead"]);
    check(&[("a.gz", &gzip(&gzip(LINES)))], &[""], &["a.gz:1: one", "b: two"]);
}

#[test]
fn of_gzip_data_that_break_off_what_came_before_is_read() {
    let long = (0..40_000).map(|n| format!("{{\"id\": \"{n}\", \"text\": \"line {n} {}\"}}\n", n * 7919)).collect::<String>();
    let packed = gzip(long.as_bytes());
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("a.jsonl.gz"), &packed[..packed.len() / 2]).expect("a file");
    let read = crate::intake::read(folder.path(), &["a.jsonl.gz"]);
    assert!(read.len() > 10_000 && read[0] == "0: line 0 0", "{}", read.len());
    assert!(read.last().is_some_and(|last| last.ends_with(": gzip data that break off; skipped")), "{:?}", read.last());

    let words = "Twelve people died. ".repeat(20_000);
    let packed = gzip(words.as_bytes());
    std::fs::write(folder.path().join("b.gz"), &packed[..packed.len() / 2]).expect("a file");
    let read = crate::intake::read(folder.path(), &["b.gz"]);
    assert!(read[0].starts_with("b.gz: Twelve people died.") && read[0].len() > 1000, "{read:?}");
    assert_eq!(read[1..], ["b.gz: gzip data that break off (what came before is read); skipped"]);
}

#[test]
fn zip_of_pages() {
    let members: &[(&str, &[u8])] = &[
        ("pages/a.html", b"<!DOCTYPE html><p>one"),
        ("pages/a_files/style.css", b"p {}"),
        ("../../etc/b.txt", b"two"),
        ("__MACOSX/pages/._a.html", b"\0\x05\x16\x07"),
        ("pages/.hidden", b"no"),
        ("c.jsonl.gz", &gzip(LINES)),
        ("d.txt", b""),
        ("lie.html", b"\x89PNG\r\n"),
        ("lie.pdf", b"<html><p>three"),
        ("inner.zip", &zip(&[("x.txt", b"four")])),
    ];
    check(
        &[("a.bin", &zip(members))],
        &[""],
        &[
            "a.bin/pages/a.html: one",
            "a.bin/../../etc/b.txt: two",
            "a.bin/c.jsonl.gz:1: one",
            "b: two",
            "a.bin/d.txt: empty; skipped",
            "a.bin/lie.html: no web page but a PNG picture; skipped",
            "a.bin/lie.pdf: three",
            "a.bin/inner.zip/x.txt: four",
        ],
    );
    check(&[("a.zip", &zip(&[("a.css", b"p {}")]))], &[""], &["a.zip: no reports in it; skipped"]);
    check(&[("a.zip", &zip(&[]))], &[""], &["a.zip: no reports in it; skipped"]);
}

#[test]
fn bad_zips_are_named_and_the_rest_is_read() {
    let mut locked = ZipWriter::new(Cursor::new(Vec::new()));
    locked.start_file("a.txt", SimpleFileOptions::default()).expect("a member");
    locked.write_all(b"one").expect("memory");
    let mut locked = locked.finish().expect("memory").into_inner();
    // The flag of encryption in both heads.
    for magic in [&b"PK\x03\x04"[..], b"PK\x01\x02"] {
        let at = locked.windows(4).position(|window| window == magic).expect("a head") + if magic[2] == 3 { 6 } else { 8 };
        locked[at] |= 1;
    }
    let mut broken = zip(&[("a.txt", b"0"), ("b.txt", b"a stored member"), ("c.txt", b"fine")]);
    let at = broken.windows(6).position(|window| window == b"stored").expect("stored");
    broken[at] = b'X';
    let whole = zip(&[("a.txt", b"one")]);
    check(
        &[("1.zip", &locked), ("2.zip", &broken), ("3.zip", &whole[..whole.len() - 30])],
        &[""],
        &[
            "1.zip/a.txt: encrypted, and no password can be given: unpack it first; skipped",
            "2.zip/a.txt: 0",
            "2.zip/b.txt: a Xtored member",
            "2.zip/b.txt: broken data in the archive (what came before is read); skipped",
            "2.zip/c.txt: fine",
            "3.zip: a ZIP archive that cannot be read (invalid Zip archive: Could not find EOCD); skipped",
        ],
    );
}

#[test]
fn bombs_are_cut_off() {
    let zeros = vec![b'a'; 300 << 20];
    let text = gzip(&zeros);
    let lines = gzip(&[LINES, &zeros].concat());
    drop(zeros);
    check(
        &[("a.gz", &text), ("b.zip", &zip(&[("x", &text), ("y.txt", b"one")])), ("c.jsonl.gz", &lines)],
        &[""],
        &[
            "a.gz: longer than 256 MB; skipped",
            "b.zip/x: longer than 256 MB; skipped",
            "b.zip/y.txt: one",
            "c.jsonl.gz:1: one",
            "b: two",
            "c.jsonl.gz:3: longer than 256 MB; skipped",
        ],
    );
}

#[test]
fn archives_in_archives_end() {
    let mut deep = zip(&[("a.txt", b"one")]);
    for _ in 0..20 {
        deep = zip(&[("x", &deep)]);
    }
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("a.zip"), deep).expect("a file");
    let read = crate::intake::read(folder.path(), &["a.zip"]);
    assert_eq!(read.len(), 1, "{read:?}");
    assert!(read[0].ends_with("/x: archives in archives, more than 10 deep; skipped"), "{read:?}");
}

#[test]
fn pages_of_web_archives() {
    let mut zlib = ZlibEncoder::new(Vec::new(), Compression::fast());
    zlib.write_all(b"<html><p>six").expect("memory");
    let zlib = zlib.finish().expect("memory");
    let records = [
        record("warcinfo", "", "application/warc-fields", b"software: tests\r\n"),
        record("request", "https://example.org/1", "application/http; msgtype=request", b"GET /1 HTTP/1.1\r\n\r\n"),
        page("https://example.org/1", "one"),
        record("metadata", "https://example.org/1", "text/plain", b"via: nowhere"),
        answer("https://example.org/2", 301, "Location: /1\r\nContent-Type: text/html\r\n", b"<html><p>moved"),
        answer("https://example.org/x.png", 200, "Content-Type: image/png\r\n", b"\x89PNG"),
        answer("https://example.org/robots.txt", 200, "Content-Type: text/plain\r\n", b"User-agent: *"),
        record("revisit", "https://example.org/1", "application/http", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"),
        record("resource", "<https://example.org/3>", "text/html", b"<html><p>three"),
        record("conversion", "https://example.org/4", "text/plain", b"four"),
        answer(
            "https://example.org/5",
            200,
            "content-type: TEXT/HTML;charset=windows-1251\r\n",
            b"<html><p>\xcf\xff\xf2\xfc \xf7\xe5\xeb\xee\xe2\xe5\xea",
        ),
        answer("https://example.org/6", 200, "Content-Type: text/html\r\nContent-Encoding: deflate\r\n", &zlib),
        answer(
            "https://example.org/7",
            200,
            "Content-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n",
            b"<html><p>seven",
        ),
    ];
    let expected = |_: &str| {
        ["1: one", "3: three", "4: four", "5: Пять человек", "6: six", "7: seven"].map(|line| format!("https://example.org/{line}"))
    };
    let packed = records.iter().flat_map(|record| gzip(record)).collect::<Vec<_>>();
    let plain = records.concat();
    let wacz: &[(&str, &[u8])] = &[
        ("datapackage.json", b"{}"),
        ("archive/data.warc.gz", &packed),
        ("pages/pages.jsonl", b"{\"format\": \"json-pages-1.0\"}\n"),
        ("indexes/index.cdx.gz", b""),
    ];
    for (name, bytes) in [("a.warc", plain), ("a.warc.gz", packed.clone()), ("a.wacz", zip(wacz))] {
        let expected = expected(name);
        check(&[(name, &bytes)], &[""], &expected.each_ref().map(String::as_str));
    }
}

#[test]
fn addresses_in_other_letters_are_none() {
    let archive = [page("abcde\u{fffd}x", "one"), page("HTTPS://example.org/a", "two"), page("http:ж/", "three")].concat();
    check(&[("a.warc", &archive)], &[""], &["HTTPS://example.org/a: two"]);
}

#[test]
fn a_broken_record_is_named_and_the_rest_is_read() {
    let long = format!("two {}", (0..2000).map(|n| (n * 7919).to_string()).collect::<String>());
    let records = [page("https://example.org/1", "one"), page("https://example.org/2", &long), page("https://example.org/3", "three")];
    let packed = records.each_ref().map(|record| gzip(record));
    let mut second = packed[1].clone();
    let middle = second.len() / 2;
    second[middle..middle + 40].fill(0xff);
    let cut = records[1].len() / 2;
    let plain = [&records[0][..], b"noise\r\n\r\n", &records[2], &records[1][..cut]].concat();
    check(
        &[
            ("1.warc.gz", &[&packed[0][..], &second, &packed[2]].concat()),
            ("2.warc", &plain),
            ("3.warc.gz", &[&packed[0][..], &packed[1][..middle]].concat()),
        ],
        &[""],
        &[
            "https://example.org/1: one",
            "1.warc.gz:2: broken gzip data; skipped",
            "https://example.org/3: three",
            "https://example.org/1: one",
            "https://example.org/3: three",
            "2.warc:3: a record that breaks off; skipped",
            "https://example.org/1: one",
            "3.warc.gz:2: gzip data that break off; skipped",
        ],
    );
    check(&[("a.warc", &record("warcinfo", "", "application/warc-fields", b"x"))], &[""], &["a.warc: no reports in it; skipped"]);
}

#[test]
fn json_documents_are_cut_into_their_records() {
    check(
        &[
            ("1.json", b"[\n {\"text\": \"one, [two}\"},\n {\"id\": \"b\", \"text\": \"\\\"two\"}\n]\n"),
            ("2.json", b"{\n  \"text\": \"one\"\n}\n{\n \"text\": \"two\"}"),
            ("3", b"[{\"text\":\"one\"},{\"text\":\"two\"},7]"),
            ("4.json", b"{\"text\":\"one\",\n \"id\": \"four\"}\n"),
            ("5.json", b"[{\"text\": \"one\"}, {\"text\": \"two"),
        ],
        &[""],
        &[
            "1.json:1: one, [two}",
            "b: \"two",
            "2.json:1: one",
            "2.json:2: two",
            "3:1: one",
            "3:2: two",
            "3:3: no JSON object, and one a record is wanted; skipped",
            "four: one",
            "5.json:1: one",
            "5.json:2: not JSON (EOF while parsing a string at column 13); skipped",
        ],
    );
}
