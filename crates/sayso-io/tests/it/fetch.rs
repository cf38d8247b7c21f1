//! Fetching from a server of ours on loopback: the table of behaviours in `docs/fetching.md`.

use std::io::Write;
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::GzEncoder;
use sayso_io::fetch::{Answer, Client, Config, Known, Refusal, Refused};

use crate::server::{Reply, Request, Server, answer, page};

const PAGE: &str = "<p>At least 12 people were killed, the ministry said.</p>";

/// Fast enough for a test, and loopback is allowed.
fn config() -> Config {
    Config {
        allow_private: true,
        gap: Duration::ZERO,
        backoff: Duration::from_millis(10),
        whole: Duration::from_secs(5),
        longest: 1 << 20,
        ..Config::default()
    }
}

fn get(server: &Server, path: &str) -> Result<Answer, Refusal> {
    Client::new(config()).get(&server.at(path), &Known::default())
}

/// Serves one answer to every path but robots.txt.
fn serving(reply: impl Fn(&Request) -> Reply + Send + Sync + 'static) -> Server {
    Server::new(move |request| (request.path != "/robots.txt").then(|| reply(request)))
}

/// What becomes of an answer: the body, or the refusal in words.
fn check(reply: impl Fn(&Request) -> Reply + Send + Sync + 'static, expected: Result<&str, (Refused, &str)>) {
    let got = get(&serving(reply), "/a");
    match (&got, expected) {
        (Ok(answer), Ok(body)) => assert_eq!((String::from_utf8_lossy(&answer.body).as_ref(), &answer.cut), (body, &None)),
        (Err(refusal), Err((kind, words))) => assert!(refusal.kind == kind && refusal.what.contains(words), "{refusal:?}"),
        _ => panic!("{got:?}, and {expected:?} was expected"),
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = GzEncoder::new(Vec::new(), Compression::best());
    out.write_all(bytes).and_then(|()| out.finish()).expect("memory")
}

#[test]
fn a_page_comes_with_all_that_went_over_the_wire() {
    let server = serving(|_| answer("200 Fine", "Content-Type: Text/HTML; charset=\"UTF-8\"\r\nX-Odd:  Yes\r\n", PAGE));
    let answer = get(&server, "/a?b=c#d").expect("a page");
    assert_eq!(answer.url, server.at("/a?b=c"));
    assert_eq!((answer.media.as_deref(), answer.charset.as_deref()), (Some("text/html"), Some("UTF-8")));
    let (request, response) = (String::from_utf8_lossy(&answer.exchange.request), String::from_utf8_lossy(&answer.exchange.response));
    assert!(request.starts_with("GET /a?b=c HTTP/1.1\r\n") && request.ends_with("\r\n\r\n"), "{request}");
    assert!(request.contains(concat!("user-agent: sayso/", env!("CARGO_PKG_VERSION"), "\r\n")), "{request}");
    assert!(
        response.starts_with("HTTP/1.1 200 Fine\r\nContent-Type: Text/HTML")
            && response.contains("X-Odd:  Yes")
            && response.ends_with(PAGE)
    );
    assert!(answer.fetched.ends_with('Z') && answer.fetched.len() == 20, "{}", answer.fetched);
    let asked = server.requests();
    assert!(asked.iter().all(|request| request.header("cookie").is_empty() && request.header("referer").is_empty()));
}

#[test]
fn what_holds_still_is_not_sent_again_by_etag() {
    let server = serving(|request| match request.header("if-none-match") {
        "\"a1\"" => Reply::Bytes(b"HTTP/1.1 304 Not Modified\r\nETag: \"a1\"\r\n\r\n".to_vec()),
        _ => answer("200 OK", "ETag: \"a1\"\r\n", PAGE),
    });
    let (client, url) = (Client::new(config()), server.at("/a"));
    let first = client.get(&url, &Known::default()).expect("a page");
    let again = client.get(&url, &first.known).expect("an answer");
    assert_eq!((first.unchanged, again.unchanged, again.body.len()), (false, true, 0));
    assert_eq!(again.known.etag.as_deref(), Some("\"a1\""));
}

#[test]
fn what_holds_still_is_not_sent_again_by_date() {
    const DAY: &str = "Wed, 25 Jun 2025 10:00:00 GMT";
    let server = serving(|request| match request.header("if-modified-since") {
        DAY => answer("304 Not Modified", "", ""),
        _ => answer("200 OK", &format!("Last-Modified: {DAY}\r\n"), PAGE),
    });
    let (client, url) = (Client::new(config()), server.at("/a"));
    let first = client.get(&url, &Known::default()).expect("a page");
    assert!(client.get(&url, &first.known).expect("an answer").unchanged);
}

#[test]
fn a_server_that_asks_to_wait_is_asked_again_after_that() {
    let busy = |request: &Request, status: &str| match request.before {
        0 => answer(status, "Retry-After: 1\r\n", ""),
        _ => page(PAGE),
    };
    for status in ["429 Too Many Requests", "503 Service Unavailable"] {
        let began = Instant::now();
        check(move |request| busy(request, status), Ok(PAGE));
        assert!(began.elapsed() >= Duration::from_secs(1), "{status}");
    }
    check(|_| answer("429 Too Many Requests", "Retry-After: 7200\r\n", ""), Err((Refused::Busy, "asks to wait (429")));
    check(|_| answer("503 Service Unavailable", "", ""), Err((Refused::Busy, "asks to wait (503")));
}

#[test]
fn a_server_given_time_to_recover_is_left_alone() {
    let server = serving(|_| answer("429 Too Many Requests", "Retry-After: 7200\r\n", ""));
    let client = Client::new(config());
    let asked = client.get(&server.at("/a"), &Known::default()).expect_err("a refusal");
    assert_eq!(asked.again, Some(Duration::from_secs(7200)));
    assert_eq!(asked.to_string(), "the server asks to wait (429 Too Many Requests) (again in 120 min)");
    let next = client.get(&server.at("/b"), &Known::default()).expect_err("a refusal");
    assert_eq!(next.kind, Refused::Busy);
    assert_eq!(server.paths(), ["/robots.txt", "/a"]);
}

#[test]
fn answers_that_are_no_page_say_what_they_are() {
    check(|_| answer("404 Not Found", "", "no"), Err((Refused::Status(404), "404 Not Found")));
    check(|_| answer("403 Forbidden", "", "no"), Err((Refused::Status(403), "403 Forbidden")));
    check(|_| answer("500 Internal Server Error", "", "no"), Err((Refused::Status(500), "500 Internal Server Error")));
    check(|_| Reply::Bytes(b"SSH-2.0-OpenSSH_9.9\r\n\r\n".to_vec()), Err((Refused::Broken, "not HTTP")));
}

#[test]
fn robots_are_asked_once_and_obeyed() {
    let server = Server::new(|request| match request.path.as_str() {
        "/robots.txt" => Some(answer("200 OK", "Content-Type: text/plain\r\n", "User-agent: *\nDisallow: /private\n")),
        _ => Some(page(PAGE)),
    });
    let client = Client::new(config());
    let get = |path: &str| client.get(&server.at(path), &Known::default()).map_err(|refusal| refusal.kind);
    assert!(get("/a").is_ok() && get("/b").is_ok());
    assert_eq!(get("/private/c").expect_err("a refusal"), Refused::Robots);
    assert_eq!(server.paths(), ["/robots.txt", "/a", "/b"]);
    let own = Client::new(Config { robots: false, ..config() });
    assert!(own.get(&server.at("/private/c"), &Known::default()).is_ok());
}

#[test]
fn robots_may_ask_for_a_pause() {
    let server = Server::new(|request| match request.path.as_str() {
        "/robots.txt" => Some(answer("200 OK", "", "User-agent: sayso\nCrawl-delay: 1\n")),
        _ => Some(page(PAGE)),
    });
    let client = Client::new(config());
    let get = |path: &str| client.get(&server.at(path), &Known::default()).is_ok();
    let began = Instant::now();
    assert!(get("/a") && get("/b"));
    assert!(began.elapsed() >= Duration::from_secs(1));
}

#[test]
fn robots_that_cannot_be_had_stop_us_and_those_that_are_not_there_do_not() {
    let with = |robots: fn() -> Reply| {
        let server = Server::new(move |request| Some(if request.path == "/robots.txt" { robots() } else { page(PAGE) }));
        get(&server, "/a").map(|_| ()).map_err(|refusal| refusal.kind)
    };
    assert_eq!(with(|| answer("404 Not Found", "", "")), Ok(()));
    assert_eq!(with(|| answer("403 Forbidden", "", "")), Ok(()));
    assert_eq!(with(|| answer("200 OK", "", vec![0xff; 1 << 20])), Ok(()));
    assert_eq!(with(|| answer("500 Internal Server Error", "", "")), Err(Refused::Status(500)));
    assert_eq!(with(|| answer("429 Too Many Requests", "Retry-After: 900\r\n", "")), Err(Refused::Busy));
    assert_eq!(with(|| Reply::Reset), Err(Refused::Unreachable));
}

#[test]
fn redirects_are_followed_and_kept() {
    let server = serving(|request| match request.path.as_str() {
        "/a" => answer("301 Moved Permanently", "Location: /b\r\n", "moved"),
        "/b" => answer("302 Found", "Location: c?d=e\r\n", ""),
        _ => page(PAGE),
    });
    let answer = get(&server, "/a").expect("a page");
    assert_eq!(answer.url, server.at("/c?d=e"));
    let before = &answer.exchange.before;
    assert_eq!(before.iter().map(|(url, _)| url.as_str()).collect::<Vec<_>>(), [server.at("/a"), server.at("/b")]);
    assert!(before[0].1.response.ends_with(b"moved"));
}

#[test]
fn redirects_to_nowhere_are_refused() {
    let to = |location: &'static str| move |_: &Request| answer("302 Found", &format!("Location: {location}\r\n"), "");
    check(to("/a"), Err((Refused::Redirects, "more than 10 redirects")));
    check(|request| answer("302 Found", &format!("Location: {}x\r\n", request.path), ""), Err((Refused::Redirects, "redirects")));
    check(to("file:///etc/passwd"), Err((Refused::Address, "only http and https are fetched, not file")));
    check(to("ftp://example.org/a"), Err((Refused::Address, "not ftp")));
    check(to("http://me:secret@example.org/"), Err((Refused::Address, "password")));
    check(to("http://[bad"), Err((Refused::Address, "redirect to nowhere")));
}

#[test]
fn private_addresses_are_refused_unless_allowed() {
    let server = serving(|_| page(PAGE));
    let client = Client::new(Config { allow_private: false, ..config() });
    let kind = |url: &str| client.get(url, &Known::default()).map(|_| ()).map_err(|refusal| refusal.kind);
    let port = server.url.rsplit(':').next().expect("a port").to_owned();
    for host in ["127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0x7f.0.0.1", "0.0.0.0", "169.254.169.254", "10.0.0.1"] {
        assert_eq!(kind(&format!("http://{host}:{port}/a")), Err(Refused::Private), "{host}");
    }
    assert!(server.paths().is_empty());
}

#[test]
fn a_name_that_resolves_to_a_private_address_is_refused() {
    let server = serving(|_| page(PAGE));
    let url = server.at("/a").replace("127.0.0.1", "localhost");
    let refused = Client::new(Config { allow_private: false, ..config() }).get(&url, &Known::default()).expect_err("a refusal");
    assert!(
        refused.kind == Refused::Private && refused.what.contains("localhost (") && refused.what.contains("--allow-private"),
        "{refused}"
    );
    assert!(server.paths().is_empty());
    assert!(Client::new(config()).get(&url, &Known::default()).is_ok());
}

#[test]
fn packed_bodies_are_unpacked_and_kept_as_they_came() {
    let packed = gzip(PAGE.as_bytes());
    let server = serving(move |_| answer("200 OK", "Content-Encoding: gzip\r\n", &packed));
    let answer = get(&server, "/a").expect("a page");
    assert_eq!(answer.body, PAGE.as_bytes());
    assert!(answer.exchange.response.ends_with(&gzip(PAGE.as_bytes())));
    assert_eq!(server.requests()[1].header("accept-encoding"), "gzip, br");
    check(|_| crate::server::answer("200 OK", "Content-Encoding: br\r\n", b"\x0b\x04\x8012 killed\x03"), Ok("12 killed"));
}

#[test]
fn bombs_are_not_unpacked() {
    let bomb = gzip(&vec![b' '; 64 << 20]);
    assert!(bomb.len() < 1 << 20);
    check(move |_| answer("200 OK", "Content-Encoding: gzip\r\n", &bomb), Err((Refused::Length, "longer than 1 MB when unpacked")));
    check(|_| answer("200 OK", "Content-Encoding: zstd\r\n", "x"), Err((Refused::Broken, "packed as `zstd`")));
}

#[test]
fn chunks_are_put_together() {
    let chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n12 k\r\n5\r\nilled\r\n0\r\n\r\n";
    let server = serving(|_| Reply::Bytes(chunked.to_vec()));
    let answer = get(&server, "/a").expect("a page");
    assert_eq!((answer.body.as_slice(), answer.cut.as_ref()), (&b"12 killed"[..], None));
    assert_eq!(answer.exchange.response, chunked);
}

/// What came of an answer that is not whole, and why not.
fn cut(reply: impl Fn(&Request) -> Reply + Send + Sync + 'static, config: Config) -> (usize, String) {
    let server = serving(reply);
    let answer = Client::new(config).get(&server.at("/a"), &Known::default()).expect("some of it");
    (answer.body.len(), answer.cut.expect("not whole"))
}

#[test]
fn answers_that_break_off_give_what_came_and_say_so() {
    let broken = "the answer breaks off before its end".to_owned();
    let short = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n12 killed";
    assert_eq!(cut(|_| Reply::Bytes(short.to_vec()), config()), (9, broken.clone()));
    let chunk = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n12 k\r\n5\r\nil";
    assert_eq!(cut(|_| Reply::Bytes(chunk.to_vec()), config()).1, broken);
    let packed = gzip(PAGE.repeat(100).as_bytes());
    let half = packed[..packed.len() - 12].to_vec();
    assert_eq!(cut(move |_| answer("200 OK", "Content-Encoding: gzip\r\n", &half), config()).1, "its packing breaks off");
    check(|_| Reply::Reset, Err((Refused::Unreachable, "hung up")));
    check(|_| Reply::Bytes(b"HTTP/1.1 200".to_vec()), Err((Refused::Unreachable, "hung up")));
}

#[test]
fn slow_and_endless_servers_are_cut_off() {
    let quick = Config { whole: Duration::from_millis(300), ..config() };
    let began = Instant::now();
    let head = b"HTTP/1.1 200 OK\r\n\r\n".to_vec();
    let slow = serving(|_| Reply::Slowly(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n12 killed".to_vec(), Duration::from_millis(20)));
    let refused = Client::new(quick.clone()).get(&slow.at("/a"), &Known::default()).expect_err("a refusal");
    assert_eq!((refused.kind, refused.what.as_str()), (Refused::Time, "not answered in full within 0.3 s"));
    let lines = head.clone();
    let endless = cut(move |_| Reply::Endlessly(lines.clone(), b"12 killed\n".repeat(100)), config());
    assert_eq!(endless, (1 << 20, "longer than 1 MB".to_owned()));
    let refused =
        get(&serving(|_| Reply::Endlessly(b"HTTP/1.1 200 OK\r\n".to_vec(), b"X-A: b\r\n".to_vec())), "/a").expect_err("a refusal");
    assert_eq!(refused.kind, Refused::Broken, "{refused}");
    let crumbs = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".to_vec();
    let (_, why) = cut(move |_| Reply::Endlessly(crumbs.clone(), b"1\r\na\r\n".repeat(1000)), config());
    assert_eq!(why, "longer than 1 MB");
    assert!(began.elapsed() < Duration::from_secs(20));
}

#[test]
fn json_is_posted_to_a_hook() {
    let server = serving(|request| if request.path == "/hook" { answer("204 No Content", "", "") } else { answer("410 Gone", "", "") });
    let client = Client::new(config());
    assert_eq!(client.post(&server.at("/hook"), b"{\"a\":1}"), Ok(()));
    assert!(client.post(&server.at("/b"), b"{}").is_err_and(|refusal| refusal.kind == Refused::Status(410)));
    let asked = server.requests();
    assert_eq!((asked[0].body.as_slice(), asked[0].header("content-type")), (&b"{\"a\":1}"[..], "application/json"));
    assert!(Client::new(Config { allow_private: false, ..config() }).post(&server.at("/hook"), b"{}").is_err());
}

#[test]
fn a_server_that_speaks_no_tls_is_no_https_server() {
    let server = serving(|_| page(PAGE));
    let refused = Client::new(config()).get(&server.at("/a").replace("http://", "https://"), &Known::default()).expect_err("a refusal");
    assert!(matches!(refused.kind, Refused::Unreachable | Refused::Broken | Refused::Time), "{refused}");
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("certificates.pem");
    std::fs::write(&file, "no certificates").expect("a file");
    assert!(Config::default().trusting(&file).is_err_and(|what| what.ends_with("no certificates in it")));
}
