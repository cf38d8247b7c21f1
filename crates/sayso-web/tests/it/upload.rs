//! Uploads that are too long, too slow, or not what they seem.

use std::io::{Read, Write};
use std::time::{Duration, Instant};

use serde_json::json;

use crate::desk::{Answer, Desk, PATIENCE};

#[test]
fn what_is_too_long_is_refused_with_words() {
    let desk = Desk::empty(None);
    // By what it says of itself, before a byte of it came.
    let mut line = desk.line();
    write!(line, "POST /api/v1/reports?name=x HTTP/1.1\r\nHost: {}\r\nContent-Length: 99999999999\r\n\r\n", desk.addr).expect("a line");
    let mut heard = [0; 4096];
    let count = line.read(&mut heard).expect("an answer");
    Answer::new(&heard[..count]).is_problem(413);

    // By what comes, where it does not say.
    let mut line = desk.line();
    write!(line, "POST /api/v1/reports?name=x HTTP/1.1\r\nHost: {}\r\nTransfer-Encoding: chunked\r\n\r\n", desk.addr).expect("a line");
    let piece = vec![b'a'; 1 << 20];
    for _ in 0..66 {
        let sent = write!(line, "100000\r\n").and_then(|()| line.write_all(&piece)).and_then(|()| line.write_all(b"\r\n"));
        if sent.is_err() {
            break;
        }
    }
    let _ = line.write_all(b"0\r\n\r\n");
    let count = line.read(&mut heard).expect("an answer");
    Answer::new(&heard[..count]).is_problem(413);
}

#[test]
fn what_is_too_slow_is_cut_off() {
    let desk = Desk::empty(None);
    let began = Instant::now();
    // A body that stops, and a head that never ends.
    let mut body = desk.line();
    write!(body, "POST /api/v1/reports?name=x HTTP/1.1\r\nHost: {}\r\nContent-Length: 1000\r\n\r\nSeven", desk.addr).expect("a line");
    let mut head = desk.line();
    write!(head, "GET / HTTP/1.1\r\nHost: {}\r\nX: ", desk.addr).expect("a line");
    let dribble = std::thread::spawn(move || {
        while began.elapsed() < PATIENCE && head.write_all(b"a").is_ok() {
            std::thread::sleep(Duration::from_millis(500));
        }
        began.elapsed()
    });
    // Meanwhile others are served.
    assert_eq!(desk.get("/api/v1/ledger").status, 200);
    let mut heard = Vec::new();
    let _ = body.read_to_end(&mut heard);
    Answer::new(&heard).is_problem(408);
    assert!(began.elapsed() >= Duration::from_secs(14) && began.elapsed() < Duration::from_secs(60), "{:?}", began.elapsed());
    assert!(dribble.join().expect("an end") < Duration::from_secs(60));
}

#[test]
fn a_bomb_does_not_go_off() {
    let desk = Desk::empty(None);
    // Zeros by the gigabyte in a few kilobytes: gzip in gzip.
    let job = desk.done(&desk.ask("POST", "/api/v1/reports?name=bomb.gz", &[], &bomb()).json());
    assert_eq!((&job["state"], &job["new"]), (&json!("done"), &json!(0)), "{job}");
    assert!(job["warnings"].as_array().is_some_and(|warnings| !warnings.is_empty()), "{job}");
    assert_eq!(desk.get("/api/v1/ledger").status, 200);
}

/// Deflate's stored and fixed blocks are not enough for this: a gzip of a gzip of zeros, written by hand from repeating blocks.
fn bomb() -> Vec<u8> {
    use flate2::Compression;
    use flate2::write::GzEncoder;
    let zeros = vec![0; 1 << 20];
    let mut inner = GzEncoder::new(Vec::new(), Compression::best());
    for _ in 0..1024 {
        inner.write_all(&zeros).expect("memory takes any bytes");
    }
    let mut outer = GzEncoder::new(Vec::new(), Compression::best());
    outer.write_all(&inner.finish().expect("a gzip")).expect("memory takes any bytes");
    outer.finish().expect("a gzip")
}
