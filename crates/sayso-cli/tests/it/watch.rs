//! `sayso watch` from the outside, with a server of ours on loopback.

use std::collections::BTreeMap;
use std::fs;
use std::sync::{Arc, Mutex};

use serde_json::Value;
use snapbox::cmd::Command;
use tempfile::TempDir;

use crate::server::{Reply, Request, Server, answer, page};

/// A site whose pages can be edited, and a ledger that watches it.
struct Desk {
    folder: TempDir,
    server: Server,
    pages: Arc<Mutex<BTreeMap<String, String>>>,
}

impl Desk {
    /// Serves the pages; `also` is asked first.
    fn new(also: impl Fn(&Request) -> Option<Reply> + Send + Sync + 'static) -> Self {
        let pages = Arc::new(Mutex::new(BTreeMap::<String, String>::new()));
        let held = Arc::clone(&pages);
        let server = Server::new(move |request| {
            also(request).or_else(|| {
                let body = held.lock().expect("no test panics here").get(&request.path).cloned()?;
                let tag = format!("\"{}-{}\"", body.len(), body.bytes().map(u64::from).sum::<u64>());
                Some(if request.header("if-none-match") == tag {
                    answer("304 Not Modified", &format!("ETag: {tag}\r\n"), "")
                } else {
                    answer("200 OK", &format!("ETag: {tag}\r\n"), body)
                })
            })
        });
        Self { folder: tempfile::tempdir().expect("a folder"), server, pages }
    }

    fn put(&self, path: &str, body: impl Into<String>) {
        self.pages.lock().expect("no test panics here").insert(path.to_owned(), body.into());
    }

    /// A page with a headline and paragraphs.
    fn story(&self, path: &str, text: &str) {
        let text = text.split('\n').map(|line| format!("<p>{line}</p>")).collect::<String>();
        self.put(
            path,
            format!(
                "<!DOCTYPE html><html><head><title>A story</title></head><body><article><h1>A story</h1>{text}</article></body></html>"
            ),
        );
    }

    /// A feed of these pages, each entry with a summary.
    fn feed(&self, path: &str, entries: &[(&str, &str)]) {
        self.put(path, feed(&self.server, entries));
    }

    fn command(&self, now: &str, args: &str) -> Command {
        let command = Command::new(snapbox::cmd::cargo_bin!("sayso")).current_dir(self.folder.path());
        command.env("SAYSO_NOW", now).env_remove("SSL_CERT_FILE").args(args.split_whitespace())
    }

    /// A round: exit code, events, standard error.
    fn watch(&self, now: &str, args: &str) -> (i32, Vec<Value>, String) {
        let done = self.command(now, &format!("watch --once --allow-private --format jsonl {args}")).output().expect("it runs");
        let out = String::from_utf8_lossy(&done.stdout).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        (done.status.code().unwrap_or(-1), out, String::from_utf8_lossy(&done.stderr).into_owned())
    }

    /// What was asked for since last time.
    fn asked(&self, before: usize) -> Vec<String> {
        self.server.paths().split_off(before)
    }
}

fn feed(server: &Server, entries: &[(&str, &str)]) -> String {
    let item = |(path, summary): &(&str, &str)| {
        format!(
            "<item><title>A story</title><link>{0}</link><guid>{0}</guid><pubDate>Wed, 25 Jun 2025 10:00:00 GMT</pubDate><description>{summary}</description></item>",
            server.at(path)
        )
    };
    format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Northwire</title>{}</channel></rss>",
        entries.iter().map(item).collect::<String>()
    )
}

/// The number of a field in the event that sums up the round.
fn sum(events: &[Value], field: &str) -> i64 {
    events.last().and_then(|round| round[field].as_i64()).expect("a sum")
}

/// The events of a kind.
fn of<'a>(events: &'a [Value], event: &str) -> Vec<&'a Value> {
    events.iter().filter(|other| other["event"] == event).collect()
}

const DAY: &str = "2025-06-25T12:00:00Z";
const TOLL: &str = "At least 1,250 Ukrainian soldiers have been killed since Russia's full-scale invasion of Ukraine began in February 2022, the Ukrainian General Staff said.";

#[test]
fn a_feed_is_read_once_and_its_pages_kept() {
    let desk = Desk::new(|_| None);
    desk.story("/1", TOLL);
    desk.story("/2", "The fire killed 12 people, the mayor said.");
    desk.feed("/feed", &[("/1", "A toll."), ("/2", "A fire.")]);
    let url = desk.server.at("/feed");
    let (code, events, err) = desk.watch(DAY, &url);
    assert_eq!((code, sum(&events, "new"), sum(&events, "pages"), sum(&events, "alerts")), (0, 2, 2, 0), "{err}");
    let before = desk.server.paths().len();
    let (code, events, err) = desk.watch("2025-06-25T12:10:00Z", &url);
    assert_eq!((code, sum(&events, "new"), sum(&events, "pages")), (0, 0, 0), "{err}");
    assert_eq!(desk.asked(before), ["/robots.txt", "/feed"]);
    assert_eq!(desk.server.requests().last().map(|request| request.header("if-none-match").is_empty()), Some(false));
    let check = desk.command(DAY, "ledger check").output().expect("it runs");
    assert!(check.status.success(), "{}", String::from_utf8_lossy(&check.stdout));
    assert!(desk.folder.path().join("sayso.db.originals/00001.warc.gz").exists());
}

#[test]
fn a_page_that_changed_is_a_revision_and_its_changed_figures_are_listed() {
    let desk = Desk::new(|_| None);
    desk.story("/1", "The fire in the port killed 12 people, the mayor said.\nIt destroyed 40 houses.");
    desk.feed("/feed", &[("/1", "A fire.")]);
    let url = desk.server.at("/feed");
    desk.watch(DAY, &url);
    desk.story("/1", "The fire in the port killed 14 people, the mayor said.\nAbout 30 others were wounded.");
    let (_, events, _) = desk.watch("2025-06-25T12:30:00Z", &url);
    assert_eq!(sum(&events, "pages"), 0, "not due yet");
    let (code, events, err) = desk.watch("2025-06-25T13:00:01Z", &url);
    assert_eq!((code, sum(&events, "new"), sum(&events, "revised")), (0, 1, 1), "{err}");
    let words = |value: &Value| value["figure"].as_str().unwrap_or("-").to_owned();
    let mut changes = of(&events, "change")
        .iter()
        .map(|change| format!("{}: {} > {}", change["how"], words(&change["before"]), words(&change["after"])))
        .collect::<Vec<_>>();
    changes.sort();
    assert_eq!(changes, ["\"added\": - > about 30 others", "\"gone\": 40 houses > -", "\"value\": 12 people > 14 people"]);
    let silent = of(&events, "alert").into_iter().filter(|alert| alert["kind"] == "silent").collect::<Vec<_>>();
    assert_eq!(silent.len(), 1);
    assert!(
        silent[0]["text"].as_str().is_some_and(|text| text.starts_with("changed in silence: 3 figures of http://127.0.0.1:")),
        "{silent:?}"
    );
}

#[test]
fn a_page_that_goes_back_to_what_it_said_is_a_later_state_again() {
    let desk = Desk::new(|_| None);
    let url = desk.server.at("/live");
    let mut figures = Vec::new();
    for (minute, dead) in [(0, 12), (15, 14), (30, 12), (45, 12), (50, 14)] {
        desk.story("/live", &format!("The fire killed {dead} people, the mayor said."));
        // Its bytes differ each time, so that it is fetched also where its text is as it was.
        desk.pages.lock().expect("no test panics here").entry("/live".to_owned()).or_default().push_str(&format!("<!-- {minute} -->"));
        let (_, events, err) = desk.watch(&format!("2025-06-25T12:{minute:02}:00Z"), &format!("{url} --no-originals"));
        let change = of(&events, "change").first().map(|change| change["after"]["figure"].as_str().unwrap_or_default().to_owned());
        figures.push((sum(&events, "new"), sum(&events, "revised"), change.unwrap_or_default()));
        assert!(err.is_empty(), "{err}");
    }
    let told = |new, revised, figure: &str| (new, revised, figure.to_owned());
    assert_eq!(figures, [told(1, 0, ""), told(1, 1, "14 people"), told(1, 1, "12 people"), told(0, 0, ""), told(1, 1, "14 people")]);
    let check = desk.command(DAY, "ledger check").output().expect("it runs");
    assert!(check.status.success(), "{}", String::from_utf8_lossy(&check.stdout));
    let kept = desk.command(DAY, "ledger export").output().expect("it runs");
    fs::write(desk.folder.path().join("all.jsonl"), &kept.stdout).expect("a file");
    let copy = desk.command(DAY, "ledger import --ledger copy.db all.jsonl").output().expect("it runs");
    assert!(copy.status.success(), "{}", String::from_utf8_lossy(&copy.stderr));
    let head = |ledger: &str| desk.command(DAY, &format!("ledger check --ledger {ledger}")).output().expect("it runs").stdout;
    assert_eq!(String::from_utf8_lossy(&head("copy.db")), String::from_utf8_lossy(&head("sayso.db")));
}

#[test]
fn what_an_outlet_prints_on_all_its_pages_is_known_from_the_ledger() {
    let desk = Desk::new(|_| None);
    let page = |at: usize| {
        let text = ["Northwire in your pocket every morning", &format!("A wall fell on {at} cars in street {at}, and nobody was hurt.")];
        let text = text.map(|line| format!("<p>{line}</p>")).concat();
        let head = format!("<head><title>What fell in street {at}</title></head>");
        desk.put(&format!("/{at}"), format!("<!DOCTYPE html><html>{head}<body><article>{text}</article></body></html>"));
        desk.server.at(&format!("/{at}"))
    };
    desk.watch(DAY, &(2..6).map(page).collect::<Vec<_>>().join(" "));
    desk.watch(DAY, &page(9));
    let export = desk.command(DAY, "ledger export").output().expect("it runs");
    let entries = String::from_utf8_lossy(&export.stdout).into_owned();
    let reports = entries.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON")).filter(|entry| entry["kind"] == "report");
    let marked = |report: &Value| {
        let text = report["body"]["text"].as_str().unwrap_or_default().chars().collect::<Vec<_>>();
        let place = |mark: &Value, end: &str| usize::try_from(mark[end].as_u64().unwrap_or_default()).unwrap_or_default();
        let marks = report["body"]["marks"].as_array().into_iter().flatten().filter(|mark| mark["zone"] == "boilerplate");
        marks.map(|mark| text[place(mark, "start")..place(mark, "end")].iter().collect::<String>()).collect::<Vec<_>>()
    };
    let marked = reports.map(|report| marked(&report)).collect::<Vec<_>>();
    assert_eq!(marked[..4], [vec![], vec![], vec![], Vec::<String>::new()]);
    assert_eq!(marked[4..], [["Northwire in your pocket every morning"]]);
}

#[test]
fn an_edit_that_is_told_is_not_silent() {
    let desk = Desk::new(|_| None);
    desk.story("/live", "The fire killed 12 people, the mayor said.");
    let url = desk.server.at("/live");
    desk.watch(DAY, &url);
    desk.story("/live", "The fire killed 14 people, the mayor said.\nCorrection: an earlier version of this story gave another toll.");
    let (_, events, err) = desk.watch("2025-06-25T12:20:00Z", &url);
    assert_eq!((of(&events, "change").len(), of(&events, "alert").len()), (1, 0), "{events:?} {err}");
    assert_eq!(of(&events, "change")[0]["silent"], false);
}

#[test]
fn a_new_figure_and_a_range_that_moved_are_told_to_a_program_and_a_hook() {
    let hook = |request: &Request| (request.path == "/hook").then(|| answer("204 No Content", "", ""));
    let desk = Desk::new(hook);
    desk.story("/1", TOLL);
    desk.feed("/feed", &[("/1", "A toll.")]);
    let url = desk.server.at("/feed");
    desk.watch(DAY, &url);
    desk.story("/2", "The Russian Defence Ministry said that up to 9,000 Ukrainian servicemen have been killed since February 2022.");
    desk.feed("/feed", &[("/2", "Another toll."), ("/1", "A toll.")]);
    let (code, events, err) = desk.watch("2025-06-25T12:30:00Z", &format!("{url} --notify tee --webhook {}", desk.server.at("/hook")));
    assert_eq!(code, 0, "{err}");
    let kinds = of(&events, "alert").iter().map(|alert| alert["kind"].as_str().unwrap_or_default().to_owned()).collect::<Vec<_>>();
    assert_eq!(kinds, ["figure", "range"], "{events:?}");
    let text = of(&events, "alert")[1]["text"].as_str().unwrap_or_default().to_owned();
    assert!(text.starts_with("the range moved: at least 1,250 -> at least 1,250 to up to 9,000"), "{text}");
    // `tee` gives back what it was given, on standard error.
    assert_eq!(err.lines().filter(|line| line.starts_with("{\"event\":\"alert\"")).count(), 2, "{err}");
    let posted = desk.server.requests().into_iter().filter(|request| request.path == "/hook").collect::<Vec<_>>();
    let posted =
        posted.iter().map(|request| serde_json::from_slice::<Value>(&request.body).expect("JSON")["kind"].clone()).collect::<Vec<_>>();
    assert_eq!(posted, ["figure", "range"]);
    let (_, events, _) = desk.watch("2025-06-25T12:40:00Z", &url);
    assert!(of(&events, "alert").is_empty(), "told once");
}

#[test]
fn lists_of_feeds_sitemaps_and_files_of_them() {
    let desk = Desk::new(|_| None);
    for (path, dead) in [("/1", 12), ("/2", 14), ("/3", 16), ("/4", 18)] {
        desk.story(path, &format!("The fire in house {dead} killed {dead} people, the mayor said."));
    }
    desk.feed("/feed", &[("/1", "A fire.")]);
    let at = |path: &str| desk.server.at(path);
    desk.put("/list", format!("<opml version=\"2.0\"><body><outline xmlUrl=\"{}\"/></body></opml>", at("/feed")));
    desk.put("/maps", format!("<sitemapindex><sitemap><loc>{}</loc></sitemap></sitemapindex>", at("/map")));
    desk.put(
        "/map",
        format!("<urlset><url><loc>{}</loc><lastmod>2025-06-25</lastmod></url><url><loc>{}</loc></url></urlset>", at("/2"), at("/3")),
    );
    fs::write(desk.folder.path().join("sources.txt"), format!("# ours\n{}\n\n{}\n{}\n", at("/list"), at("/maps"), at("/4")))
        .expect("a file");
    let (code, events, err) = desk.watch(DAY, "sources.txt");
    assert_eq!((code, sum(&events, "new"), sum(&events, "sources")), (0, 4, 5), "{err}");
    let (code, events, err) = desk.watch("2025-06-25T12:05:00Z", "sources.txt");
    assert_eq!((code, sum(&events, "new"), sum(&events, "sources")), (0, 0, 5), "{err}");
    fs::write(desk.folder.path().join("none.txt"), "not an address\n").expect("a file");
    let (code, _, err) = desk.watch(DAY, "none.txt");
    assert!(code == 1 && err.contains("`not an address` is no address"), "{err}");
}

#[test]
fn a_feed_that_breaks_half_way_gives_what_came() {
    let held = Arc::new(Mutex::new(None::<Vec<u8>>));
    let serve = Arc::clone(&held);
    let desk = Desk::new(move |request| {
        let body = serve.lock().expect("no test panics here").clone().filter(|_| request.path == "/feed")?;
        let mut bytes = format!("HTTP/1.1 200 OK\r\nETag: \"a\"\r\nContent-Length: {}\r\n\r\n", body.len()).into_bytes();
        bytes.extend(&body[..body.len() - 150]);
        Some(Reply::Bytes(bytes))
    });
    desk.story("/1", TOLL);
    desk.story("/2", TOLL);
    *held.lock().expect("no test panics here") = Some(feed(&desk.server, &[("/1", "A toll."), ("/2", "Another.")]).into_bytes());
    let (_, events, err) = desk.watch(DAY, &desk.server.at("/feed"));
    assert_eq!(sum(&events, "new"), 1, "{err}");
    assert!(err.contains("/feed: the answer breaks off before its end") && err.contains("a broken feed: 1 of its entries"), "{err}");
    *held.lock().expect("no test panics here") = None;
    desk.feed("/feed", &[("/1", "A toll."), ("/2", "Another.")]);
    let (_, events, err) = desk.watch("2025-06-25T12:15:00Z", &desk.server.at("/feed"));
    assert_eq!((sum(&events, "pages"), desk.server.paths().iter().filter(|path| *path == "/1").count()), (1, 1), "{err}");
}

#[test]
fn a_page_that_may_not_be_fetched_is_taken_from_the_feed() {
    let robots = |request: &Request| (request.path == "/robots.txt").then(|| answer("200 OK", "", "User-agent: *\nDisallow: /closed\n"));
    let desk = Desk::new(robots);
    desk.feed(
        "/feed",
        &[("/closed/1", "The fire killed 12 people, the mayor said."), ("/gone", "The flood killed 3 people, the mayor said.")],
    );
    let (code, events, err) = desk.watch(DAY, &desk.server.at("/feed"));
    assert_eq!((code, sum(&events, "new"), sum(&events, "figures")), (0, 2, 2), "{err}");
    assert!(err.contains("asks programs not to fetch this page; its text in the feed is taken"), "{err}");
    assert!(err.contains("404 Not Found; its text in the feed is taken"), "{err}");
    assert!(!desk.server.paths().contains(&"/closed/1".to_owned()));
    let (_, events, err) = desk.watch("2025-06-25T12:15:00Z", &desk.server.at("/feed"));
    assert_eq!((sum(&events, "new"), sum(&events, "pages")), (0, 0), "{err}");
}

#[test]
fn what_cannot_be_had_is_tried_again_and_left_alone_between() {
    let busy = Arc::new(Mutex::new(true));
    let serve = Arc::clone(&busy);
    let desk = Desk::new(move |request| {
        let busy = *serve.lock().expect("no test panics here") && request.path == "/1";
        busy.then(|| answer("503 Service Unavailable", "Retry-After: 600\r\n", ""))
    });
    desk.story("/1", TOLL);
    desk.feed("/feed", &[("/1", "A toll.")]);
    let url = desk.server.at("/feed");
    let (code, events, err) = desk.watch(DAY, &url);
    assert_eq!((code, sum(&events, "new"), sum(&events, "failed")), (1, 0, 1), "{err}");
    assert!(err.contains("the server asks to wait (503 Service Unavailable) (again in 10 min)"), "{err}");
    *busy.lock().expect("no test panics here") = false;
    let (code, events, err) = desk.watch("2025-06-25T12:20:00Z", &url);
    assert_eq!((code, sum(&events, "new")), (0, 1), "{err}");
    let (code, _, err) = desk.watch(DAY, &desk.server.at("/none"));
    assert!(code == 1 && err.contains("/none: the server answers 404 Not Found; skipped"), "{err}");
    let (code, _, err) = desk.watch("2025-06-25T12:01:00Z", &desk.server.at("/none"));
    assert!(code == 1 && err.contains("/none: is left alone until 2025-06-25T12:15:00"), "{err}");
}

#[test]
fn a_watch_that_was_killed_goes_on() {
    let desk = Desk::new(|request| (request.path == "/3").then(|| Reply::Slowly(vec![b'H'; 600], std::time::Duration::from_millis(100))));
    for path in ["/1", "/2"] {
        desk.story(path, &format!("{TOLL} It is story {path}."));
    }
    desk.feed("/feed", &[("/1", "A toll."), ("/2", "A toll."), ("/3", "A toll.")]);
    let url = desk.server.at("/feed");
    let args = ["watch", "--allow-private", &url];
    let mut child =
        std::process::Command::new(snapbox::cmd::cargo_bin!("sayso")).current_dir(desk.folder.path()).args(args).spawn().expect("it runs");
    for _ in 0..600 {
        std::thread::sleep(std::time::Duration::from_millis(100));
        if desk.server.paths().contains(&"/3".to_owned()) {
            break;
        }
    }
    child.kill().and_then(|()| child.wait()).expect("killed");
    desk.feed("/feed", &[("/1", "A toll."), ("/2", "A toll.")]);
    let before = desk.server.paths().len();
    let (code, events, err) = desk.watch("2035-01-01T00:00:00Z", &url);
    assert_eq!((code, sum(&events, "new")), (0, 0), "{err}");
    assert_eq!(desk.asked(before), ["/robots.txt", "/feed", "/1", "/2"], "looked at again, being due, and known");
}

#[test]
fn a_page_comes_whatever_the_server_calls_it() {
    let desk = Desk::new(|request| match request.path.as_str() {
        "/feed" => None,
        "/1" => Some(answer(
            "200 OK",
            "Content-Type: image/png\r\n",
            "<!DOCTYPE html><html><body><p>The fire killed 12 people, the mayor said.</p></body></html>",
        )),
        "/2" => Some(answer("200 OK", "Content-Type: text/html\r\n", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")),
        "/page" => Some(page("<html><body><p>The flood killed 3 people, the mayor said.</p></body></html>")),
        _ => None,
    });
    desk.put("/feed", feed(&desk.server, &[("/1", "A fire."), ("/2", "A picture.")]));
    let (_, events, err) = desk.watch(DAY, &format!("{} {}", desk.server.at("/feed"), desk.server.at("/page")));
    assert_eq!((sum(&events, "new"), sum(&events, "figures")), (2, 2), "{err}");
    assert!(err.contains("/2: no web page but a PNG picture; skipped"), "{err}");
}

#[test]
fn a_series_that_falls_to_one_origin_is_told() {
    let desk = Desk::new(|_| None);
    desk.story("/1", TOLL);
    desk.story("/2", "The Russian Defence Ministry said that up to 9,000 Ukrainian servicemen have been killed since February 2022.");
    let urls = format!("{} {}", desk.server.at("/1"), desk.server.at("/2"));
    let (_, events, err) = desk.watch(DAY, &urls);
    assert_eq!((sum(&events, "new"), of(&events, "alert").len()), (2, 0), "{err}");
    desk.story("/2", "The Ukrainian General Staff said that at least 1,250 Ukrainian servicemen have been killed since February 2022.");
    let (_, events, _) = desk.watch("2025-06-25T12:30:00Z", &urls);
    let origin = of(&events, "alert").into_iter().find(|alert| alert["kind"] == "origin").expect("an alert");
    assert_eq!((origin["before"].as_str(), origin["after"].as_str()), (Some("2"), Some("1")), "{events:?}");
}

#[test]
fn a_round_in_words() {
    let desk = Desk::new(|_| None);
    desk.story("/live", "The fire killed 12 people, the mayor said.");
    let watch = |now: &str| {
        let done = desk.command(now, &format!("watch --once --allow-private {}", desk.server.at("/live"))).output().expect("it runs");
        (String::from_utf8_lossy(&done.stdout).into_owned(), done.stderr.len())
    };
    let first = watch(DAY);
    assert_eq!(first, ("2025-06-25T12:00:00.000Z 1 source, 0 pages: 1 new report with 1 figure\n".to_owned(), 0));
    desk.story("/live", "The fire killed 14 people, the mayor said.");
    let (second, _) = watch("2025-06-25T12:15:00Z");
    let url = desk.server.at("/live");
    let expected = format!(
        "CHANGED {url}: 12 people -> 14 people (value, in silence)\n  \"The fire killed 12 people, the mayor said.\"\n  \"The fire killed 14 people, the mayor said.\"\n\
         ALERT changed in silence: a figure of {url}, without a later date or a notice\n\
         2025-06-25T12:15:00.000Z 1 source, 0 pages: 1 new report with 1 figure, 1 of them a later state of a page, 1 changed figure, 1 alert\n"
    );
    assert_eq!(second, expected);
}
