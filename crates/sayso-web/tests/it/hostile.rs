//! Who should not ask, and what should not be asked.

use std::io::{Read, Write};

use crate::desk::{Answer, Desk};

#[test]
fn only_who_may_is_answered() {
    let desk = Desk::empty(None);
    let own = format!("127.0.0.1:{}", desk.addr.port());
    // A name that was rebound to us.
    for host in ["evil.example", "evil.example:80", &format!("evil.example:{}", desk.addr.port()), "", "127.0.0.1"] {
        desk.ask("GET", "/api/v1/ledger", &[("Host", host)], b"").is_problem(421);
    }
    desk.ask("GET", "/api/v1/ledger", &[("Host", &own), ("Host", "evil.example")], b"").is_problem(421);
    desk.ask("GET", "http://evil.example/api/v1/ledger", &[], b"").is_problem(421);
    // Another site's page.
    let judged = br#"{"judgement":"accept","claim":"x","by":"Mallory"}"#;
    let json = ("Content-Type", "application/json");
    for (header, value) in [
        ("Origin", "https://evil.example"),
        ("Origin", "null"),
        ("Origin", "http://127.0.0.1:1"),
        ("Sec-Fetch-Site", "cross-site"),
        ("Sec-Fetch-Site", "same-site"),
    ] {
        desk.ask("POST", "/api/v1/judgements", &[json, (header, value)], judged).is_problem(403);
        desk.ask("POST", "/api/v1/reports?name=x", &[(header, value)], b"Two people died.").is_problem(403);
    }
    assert_eq!(desk.json("/api/v1/ledger")["head"], 0);
    let mine = format!("http://{own}");
    assert_eq!(
        desk.ask("POST", "/api/v1/reports?name=x", &[("Origin", &mine), ("Sec-Fetch-Site", "same-origin")], b"Two people died.").status,
        202
    );
    // Answers are for our own pages only.
    let page = desk.get("/");
    assert_eq!(page.status, 200);
    assert!(
        page.header("content-security-policy").contains("default-src 'none'")
            && page.header("content-security-policy").contains("frame-ancestors 'none'")
    );
    assert_eq!((page.header("cross-origin-resource-policy"), page.header("access-control-allow-origin")), ("same-origin", ""));
}

#[test]
fn a_token_is_asked_for_where_there_is_one() {
    let desk = Desk::empty(Some("open-sesame"));
    for path in ["/", "/assets/desk.css", "/api/v1/ledger", "/api/v1/events", "/?token=wrong", "/api/v1/ledger?token="] {
        desk.get(path).is_problem(401);
    }
    desk.ask("POST", "/api/v1/reports?name=x&token=open-sesame", &[], b"Two people died.").is_problem(401);
    let led = desk.get("/series/1?token=open-sesame&at=3");
    assert_eq!((led.status, led.header("location")), (303, "/series/1?at=3"));
    assert!(led.header("set-cookie").contains("HttpOnly; SameSite=Strict"));
    assert_eq!(desk.get("//evil.example/?token=open-sesame").header("location"), "/evil.example/");
    assert_eq!(desk.ask("GET", "/api/v1/ledger", &[("Cookie", "sayso-token=open-sesame")], b"").status, 200);
    assert_eq!(desk.ask("GET", "/api/v1/ledger", &[("Authorization", "Bearer open-sesame")], b"").status, 200);
    desk.ask("GET", "/api/v1/ledger", &[("Authorization", "Bearer Open-Sesame")], b"").is_problem(401);
}

#[test]
fn no_path_leads_out() {
    let desk = Desk::new();
    let tries = [
        "/assets/../Cargo.toml",
        "/assets/..%2fCargo.toml",
        "/assets/%2e%2e/Cargo.toml",
        "/assets/..%5cCargo.toml",
        "/assets//etc/passwd",
        "/assets/%2fetc%2fpasswd",
        "/assets/js/../../src/lib.rs",
        "/assets/%00",
        "/assets/",
        "/assets/js",
        "/..%2f..%2fetc/passwd",
        "/.git/config",
        "/api/v1/tables/..%2f..%2fl.db",
        "/api/v1/tables/..%2freports.csv",
        "/api/v1/tables/reports.csv%00.parquet",
        "/api/v1/reports/..%2f1",
        "/api/v1/reports/1%00",
        "/api/v1/../../etc/passwd",
        "/api/v2/ledger",
        "/api/",
        "/api/v1",
    ];
    for path in tries {
        let answer = desk.get(path);
        assert!(matches!(answer.status, 400 | 404), "{path}: {} {}", answer.status, answer.text());
        assert!(!answer.text().contains("root:") && !answer.text().contains("[package]") && !answer.body.starts_with(b"SQLite"), "{path}");
    }
}

#[test]
fn no_parameter_is_anything_but_words() {
    let desk = Desk::new();
    let before = desk.json("/api/v1/ledger");
    let words = [
        "'",
        "' OR '1'='1",
        "1; DROP TABLE entry; --",
        "\" OR 1=1 --",
        "%_%",
        "x' UNION SELECT body FROM entry --",
        "\0",
        "{{7*7}}",
        "../../etc/passwd",
        "<script>alert(1)</script>",
        "-1",
        "99999999999999999999",
        "NaN",
    ];
    let coded = |words: &str| words.bytes().map(|byte| format!("%{byte:02x}")).collect::<String>();
    let asked = [
        "series?measure=",
        "series?side=",
        "series?place=",
        "series?source=",
        "series?interest=",
        "series?since=",
        "series?until=",
        "series?text=",
        "series?check=",
        "series?min_reports=",
        "series?sort=",
        "series?limit=",
        "series?offset=",
        "series?at=",
        "series?as_of=",
        "series/",
        "reports?text=",
        "reports/",
        "claims/",
        "sources?text=",
        "sources?side=",
        "sources?sort=",
        "sources/one?id=",
        "checks?verdict=",
        "checks?check=",
        "queue?done=",
        "queue?reason=",
        "judgements?claim=",
        "judgements?series=",
        "judgements?all=",
        "search?q=",
        "jobs/",
        "tables/",
        "reports/1/original?entry=",
        "reports/1/original?as=",
        "nothing?x=",
    ];
    for path in asked {
        for words in words {
            let path = format!("/api/v1/{path}{}", coded(words));
            let answer = desk.get(&path);
            assert!(matches!(answer.status, 200 | 400 | 404), "{path}: {} {}", answer.status, answer.text());
            assert!(answer.header("content-type").starts_with("application/") || answer.status == 200, "{path}");
        }
    }
    assert_eq!(desk.json("/api/v1/ledger"), before);
}

#[test]
fn bodies_that_are_none_are_told_so() {
    let desk = Desk::new();
    let json = ("Content-Type", "application/json");
    let deep = [vec![b'['; 100_000], vec![b']'; 100_000]].concat();
    let bodies: [&[u8]; 8] =
        [b"", b"{", b"null", b"[]", br#"{"judgement":1}"#, br#"{"judgement":"accept","by":"x","claim":"y","extra":1}"#, b"\xff\xfe", &deep];
    for body in bodies {
        let answer = desk.ask("POST", "/api/v1/judgements", &[json], body);
        assert!(matches!(answer.status, 400 | 422), "{}: {}", answer.status, answer.text());
        answer.is_problem(answer.status);
    }
    desk.ask("POST", "/api/v1/judgements", &[("Content-Type", "text/plain")], br#"{"judgement":"accept","by":"x","claim":"y"}"#)
        .is_problem(415);
    desk.ask("POST", "/api/v1/judgements", &[json], &vec![b' '; 3 << 20]).is_problem(413);
    desk.ask("POST", "/api/v1/judgements/1/undo", &[json], br#"{"by":"x"}"#);
}

#[test]
fn very_many_and_very_long_requests_are_borne() {
    let desk = Desk::new();
    // Ten thousand on one line, none waited for.
    let one = format!("GET /api/v1/jobs/1 HTTP/1.1\r\nHost: {}\r\n\r\n", desk.addr);
    let mut line = desk.line();
    let mut other = line.try_clone().expect("a line");
    let many = one.repeat(9_999);
    let last = format!("GET /api/v1/jobs/1 HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", desk.addr);
    let saying = std::thread::spawn(move || other.write_all(many.as_bytes()).and_then(|()| other.write_all(last.as_bytes())));
    let mut heard = Vec::new();
    line.read_to_end(&mut heard).expect("answers");
    saying.join().expect("an end").expect("all was said");
    assert_eq!(heard.windows(15).filter(|bytes| bytes == b"HTTP/1.1 200 OK").count(), 10_000);

    // Heads that are too long, and too many.
    let long = desk.get(&format!("/api/v1/series?text={}", "a".repeat(1 << 20)));
    assert!(matches!(long.status, 0 | 414 | 431), "{}", long.status);
    let many = (0..5000).map(|at| format!("X-{at}: y\r\n")).collect::<String>();
    let answer = Answer::new(&desk.say(format!("GET / HTTP/1.1\r\nHost: {}\r\n{many}\r\n", desk.addr).as_bytes()));
    assert!(matches!(answer.status, 0 | 400 | 431), "{}", answer.status);
    // Words that are no HTTP.
    for bytes in [&b"\x16\x03\x01\x02\x00\x01"[..], b"\0\0\0\0\r\n\r\n", b"GET\r\n\r\n", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"] {
        let answer = Answer::new(&desk.say(&[bytes, b"\r\n\r\n"].concat()));
        assert!(matches!(answer.status, 0 | 400 | 421 | 505), "{}", answer.status);
    }
    // Lengths that contradict one another.
    let smuggled =
        format!("POST /api/v1/reports?name=x HTTP/1.1\r\nHost: {}\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef", desk.addr);
    assert!(matches!(Answer::new(&desk.say(smuggled.as_bytes())).status, 0 | 400));
    assert_eq!(desk.get("/api/v1/ledger").status, 200);
}

#[test]
fn hostile_text_stays_text() {
    let desk = Desk::empty(None);
    let evil = "<script>alert(1)</script><svg onload=alert(2)> \u{202e}gnp.exe\u{2066} \u{1b}[31m said 7 people were killed in the attack on Monday.";
    desk.add("evil.txt", evil.as_bytes());
    let long = format!("The ministry said 12 people were killed. {}", "and then nothing more was heard of it that day ".repeat(230_000));
    let job = desk.add("long.txt", long.as_bytes());
    assert_eq!(job["new"], 1, "{job}");
    for path in ["reports", "reports/1", "search?q=killed", "queue", "series", "jobs"] {
        let answer = desk.get(&format!("/api/v1/{path}"));
        assert_eq!(
            (answer.status, answer.header("content-type"), answer.header("x-content-type-options")),
            (200, "application/json", "nosniff"),
            "{path}"
        );
        let text = answer.text();
        assert!(!text.contains('\u{202e}') && !text.contains('\u{1b}'), "{path} steers");
    }
    let text = desk.json("/api/v1/reports/1")["text"].clone();
    assert!(text.as_str().is_some_and(|text| text.contains("<script>alert(1)</script>")), "{text}");
    let whole = desk.json(&format!("/api/v1/reports/{}", job["reports"][0]["entry"]));
    assert!(whole["text"].as_str().is_some_and(|text| text.len() > 10 << 20));
    let item = desk.json("/api/v1/search?q=ministry");
    assert!(item.to_string().len() < 10_000);
}
