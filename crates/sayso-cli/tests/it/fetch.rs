//! `sayso add URL` from the outside, with a server of ours on loopback.

use snapbox::cmd::Command;
use tempfile::TempDir;

use crate::server::{Server, answer, page};

const PAGE: &str = "<html><head><title>Fire in the harbour</title><meta property=\"article:published_time\" content=\"2025-06-25\"></head><body>\
    <article><h1>Fire in the harbour</h1><p>At least 12 people were killed in the harbour fire on Tuesday, the mayor said.</p>\
    <p>Another 30 people were wounded, and the quays stayed closed for the night.</p></article></body></html>";

fn sayso(folder: &TempDir, args: &[&str]) -> Command {
    let command = Command::new(snapbox::cmd::cargo_bin!("sayso")).current_dir(folder.path());
    command.env("SAYSO_NOW", "2025-06-25T12:00:00Z").env_remove("SSL_CERT_FILE").args(args)
}

/// Exit code, standard output, standard error.
fn run(folder: &TempDir, args: &[&str]) -> (i32, String, String) {
    let done = sayso(folder, args).output().expect("it runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (done.status.code().unwrap_or(-1), text(&done.stdout), text(&done.stderr))
}

#[test]
fn a_page_is_fetched_added_and_kept() {
    let server = Server::new(|request| (request.path == "/news/1").then(|| page(PAGE)));
    let (folder, url) = (tempfile::tempdir().expect("a folder"), server.at("/news/1"));
    let (code, out, err) = run(&folder, &["add", "--allow-private", &url]);
    assert_eq!((code, out.as_str()), (0, "1 new report with 2 figures\n"), "{err}");
    let (_, rows, _) = run(&folder, &["sql", "--format", "csv", "SELECT url, title, published FROM reports"]);
    assert!(rows.contains(&format!("{url},Fire in the harbour,2025-06-25")), "{rows}");
    let (code, out, err) = run(&folder, &["ledger", "check"]);
    assert_eq!(code, 0, "{out}{err}");
    let kept = std::fs::read(folder.path().join("sayso.db.originals/00001.warc.gz")).expect("an archive");
    let mut archive = String::new();
    std::io::Read::read_to_string(&mut flate2::read::MultiGzDecoder::new(kept.as_slice()), &mut archive).expect("text");
    for part in
        [&format!("WARC-Target-URI: {url}"), "GET /news/1 HTTP/1.1", "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8", PAGE]
    {
        assert!(archive.contains(part), "{part}: {archive}");
    }
    assert_eq!(server.paths(), ["/robots.txt", "/news/1"]);
}

#[test]
fn what_is_not_fetched_is_said_and_the_rest_goes_on() {
    let server = Server::new(|request| match request.path.as_str() {
        "/robots.txt" => Some(answer("200 OK", "", "User-agent: *\nDisallow: /private\n")),
        "/text" => Some(answer("200 OK", "Content-Type: image/png\r\n", "At least 12 people were killed in the fire, the mayor said.")),
        "/private" => Some(page(PAGE)),
        _ => None,
    });
    let folder = tempfile::tempdir().expect("a folder");
    let (code, _, err) = run(&folder, &["add", &server.at("/text")]);
    assert!(
        code == 1 && err.contains("127.0.0.1 is an address of this machine or a private network (--allow-private fetches it); skipped"),
        "{err}"
    );
    let (private, gone, text) = (server.at("/private"), server.at("/gone"), server.at("/text"));
    let (code, out, err) = run(&folder, &["add", "--allow-private", &private, &gone, &text]);
    assert_eq!((code, out.as_str()), (1, "1 new report with 1 figure, 2 skipped\n"), "{err}");
    assert!(err.contains("/private: robots.txt of 127.0.0.1 asks programs not to fetch this page; skipped"), "{err}");
    assert!(err.contains("/gone: the server answers 404 Not Found; skipped"), "{err}");
    let (code, out, err) = run(&folder, &["text", "--allow-private", "--robots", "ignore", &private]);
    assert!(code == 0 && out.contains("At least 12 people were killed"), "{out}{err}");
}
