//! `sayso add URL` from the outside, with a server of ours on loopback.

use snapbox::cmd::Command;
use tempfile::TempDir;

use crate::server::{Reply, Server, answer, page};

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
    let server = Server::new(|request| match request.path.as_str() {
        "/short" => Some(answer("301 Moved Permanently", "Location: /news/1\r\n", "")),
        "/news/1" => Some(page(PAGE)),
        _ => None,
    });
    let (folder, url) = (tempfile::tempdir().expect("a folder"), server.at("/news/1"));
    let (code, out, err) = run(&folder, &["add", "--allow-private", &server.at("/short")]);
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
    assert_eq!(server.paths(), ["/robots.txt", "/short", "/news/1"]);
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

/// Runs behind a proxy, which is our server.
fn proxied(folder: &TempDir, proxy: &Server, args: &[&str]) -> (i32, String, String) {
    let done = sayso(folder, args).env("HTTP_PROXY", &proxy.url).env_remove("NO_PROXY").output().expect("it runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (done.status.code().unwrap_or(-1), text(&done.stdout), text(&done.stderr))
}

#[test]
fn a_proxy_of_the_environment_is_used_and_left_out_of_what_is_kept() {
    let proxy = Server::new(|request| (request.path == "/news/1").then(|| page(PAGE)));
    let folder = tempfile::tempdir().expect("a folder");
    let (code, out, err) = proxied(&folder, &proxy, &["add", "http://news.example.org/news/1"]);
    assert_eq!((code, out.as_str()), (0, "1 new report with 2 figures\n"), "{err}");
    let kept = std::fs::read(folder.path().join("sayso.db.originals/00001.warc.gz")).expect("an archive");
    let mut archive = String::new();
    std::io::Read::read_to_string(&mut flate2::read::MultiGzDecoder::new(kept.as_slice()), &mut archive).expect("text");
    assert!(archive.contains("WARC-Target-URI: http://news.example.org/news/1") && !archive.contains("CONNECT"), "{archive}");
}

#[test]
fn a_public_address_that_leads_to_a_private_one_is_refused() {
    let proxy = Server::new(|request| {
        let to = request.path.strip_prefix("/to/")?;
        Some(answer("302 Found", &format!("Location: http://{to}/a\r\n"), ""))
    });
    let folder = tempfile::tempdir().expect("a folder");
    for host in ["127.0.0.1", "10.0.0.1", "169.254.169.254", "[::1]", "localhost", "router.local"] {
        let (code, _, err) = proxied(&folder, &proxy, &["add", &format!("http://news.example.org/to/{host}")]);
        assert!(code == 1 && err.contains(&format!("{host} is an address of this machine or a private network")), "{err}");
    }
    assert!(!proxy.paths().contains(&"/a".to_owned()));
}

#[test]
fn what_is_kept_of_odd_answers_is_found_again() {
    let server = Server::new(|request| {
        let gzip = |text: &str| {
            let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
            std::io::Write::write_all(&mut out, text.as_bytes()).and_then(|()| out.finish()).expect("memory")
        };
        let zlib = |text: &str| {
            let mut out = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
            std::io::Write::write_all(&mut out, text.as_bytes()).and_then(|()| out.finish()).expect("memory")
        };
        let chunked = |body: &[u8]| {
            let mut bytes = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n".to_vec();
            for chunk in body.chunks(100) {
                bytes.extend(format!("{:x}\r\n", chunk.len()).into_bytes());
                bytes.extend(chunk);
                bytes.extend(b"\r\n");
            }
            bytes.extend(b"0\r\n\r\n");
            Reply::Bytes(bytes)
        };
        let story = PAGE.replace("harbour", &request.path[1..]);
        match request.path.as_str() {
            "/chunked" => Some(chunked(&gzip(&story))),
            "/gzip" => Some(answer("200 OK", "Content-Encoding: x-gzip\r\n", gzip(&story))),
            "/lying" => Some(answer("200 OK", "Content-Encoding: gzip\r\n", story)),
            "/deflate" => Some(answer("200 OK", "Content-Encoding: deflate\r\n", zlib(&story))),
            "/closed" => Some(Reply::Bytes(format!("HTTP/1.0 200 OK\r\n\r\n{story}").into_bytes())),
            "/old" => Some(answer("200 OK", "Content-Type: text/html; charset=windows-1251\r\n", story)),
            "/odd" => Some(Reply::Bytes(format!("HTTP/1.1 200 OK\nX: y\nContent-Length: {}\n\n{story}", story.len()).into_bytes())),
            "/hints" => Some(Reply::Bytes(
                format!("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{story}", story.len())
                    .into_bytes(),
            )),
            _ => None,
        }
    });
    let folder = tempfile::tempdir().expect("a folder");
    let paths = ["/chunked", "/gzip", "/lying", "/deflate", "/closed", "/old", "/odd", "/hints"].map(|path| server.at(path));
    let args = ["add", "--allow-private"].into_iter().chain(paths.iter().map(String::as_str)).collect::<Vec<_>>();
    let (code, out, err) = run(&folder, &args);
    assert_eq!((code, out.as_str()), (0, "8 new reports with 16 figures\n"), "{err}");
    let (code, out, err) = run(&folder, &["ledger", "check"]);
    assert_eq!(code, 0, "{out}{err}");
}

#[test]
fn the_table_of_behaviours_names_tests_that_are_there() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let read = |path: &str| std::fs::read_to_string(root.join(path)).expect(path);
    let files = [
        ("fetch", "crates/sayso-io/tests/it/fetch.rs"),
        ("add", "crates/sayso-cli/tests/it/fetch.rs"),
        ("watch", "crates/sayso-cli/tests/it/watch.rs"),
    ];
    let tests = files.map(|(name, path)| (name, read(path)));
    let docs = read("docs/fetching.md");
    let named = docs.split('`').filter_map(|words| words.split_once("::")).collect::<Vec<_>>();
    assert!(named.len() > 20, "{named:?}");
    for (file, test) in named {
        let there = tests.iter().any(|(name, text)| *name == file && text.contains(&format!("\nfn {test}()")));
        assert!(there, "{file}::{test}");
    }
}
