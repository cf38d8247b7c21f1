//! A desk on loopback with a ledger of its own, and a client that says what it likes.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant};

use sayso_web::Config;
use serde_json::Value;
use tempfile::TempDir;

/// How long anything may take on a busy machine.
pub const PATIENCE: Duration = Duration::from_secs(120);

/// A desk, until the test ends.
pub struct Desk {
    pub addr: SocketAddr,
    pub folder: TempDir,
}

/// What came back.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    pub status: u16,
    /// Names in lower case.
    pub headers: BTreeMap<String, String>,
    pub body: Vec<u8>,
}

/// Reports that are there from the start, as JSON Lines.
pub const REPORTS: &str = concat!(
    r#"{"id":"a","url":"https://harbour.example/1","outlet":"Harbour Gazette","title":"Losses grow","published":"2025-06-20","text":"At least 1,250 Ukrainian soldiers have been killed since March 2024, the Ukrainian General Staff said on Friday."}"#,
    "\n",
    r#"{"id":"b","url":"https://valley.example/2","outlet":"Valley Post","title":"<script>alert(1)</script>","published":"2025-06-21","text":"Some 900 Russian soldiers have been killed since March 2024, the Russian Defence Ministry said. About 40 civilians were killed in the village, said Pavlo Hrytsenko, a shopkeeper. Mr Hrytsenko saw 3 trucks burn."}"#,
    "\n",
    r#"{"id":"c","outlet":"Hill News","published":"2025-06-22","text":"About 12,000 people were evacuated from the Kharkiv region in May 2025, the emergency service said. The Ukrainian General Staff said 1,300 Ukrainian soldiers have been killed since March 2024."}"#,
    "\n",
);

impl Desk {
    /// A desk with the reports above.
    pub fn new() -> Self {
        let desk = Self::empty(None);
        desk.add("reports.jsonl", REPORTS.as_bytes());
        desk
    }

    /// A desk with an empty ledger.
    pub fn empty(token: Option<&str>) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let config = Config {
            ledger: folder.path().join("l.db"),
            addr: ([127, 0, 0, 1], 0).into(),
            token: token.map(str::to_owned),
            hosts: Vec::new(),
            originals: true,
            now: || "2025-06-25T12:00:00.000Z".to_owned(),
        };
        let (give, take) = channel();
        thread::spawn(move || sayso_web::serve(config, |addr| give.send(addr).expect("somebody waits")).expect("a desk"));
        Self { addr: take.recv_timeout(PATIENCE).expect("a desk that listens"), folder }
    }

    /// Says these bytes, and hears what comes until the end.
    pub fn say(&self, bytes: &[u8]) -> Vec<u8> {
        let mut line = self.line();
        // Who is refused early may find the line closed.
        let _ = line.write_all(bytes);
        let mut heard = Vec::new();
        let _ = line.read_to_end(&mut heard);
        heard
    }

    /// A line to it.
    pub fn line(&self) -> TcpStream {
        let line = TcpStream::connect(self.addr).expect("a line");
        line.set_read_timeout(Some(PATIENCE)).expect("a timeout");
        line
    }

    /// A request with these headers beside `Host`.
    pub fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let host = format!("127.0.0.1:{}", self.addr.port());
        let mut head = format!("{method} {path} HTTP/1.1\r\n");
        if !headers.iter().any(|(name, _)| *name == "Host") {
            head += &format!("Host: {host}\r\n");
        }
        headers.iter().for_each(|(name, value)| head += &format!("{name}: {value}\r\n"));
        if !body.is_empty() || method == "POST" {
            head += &format!("Content-Length: {}\r\n", body.len());
        }
        head += "Connection: close\r\n\r\n";
        Answer::new(&self.say(&[head.as_bytes(), body].concat()))
    }

    pub fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[], b"")
    }

    /// The JSON of an answer that must be one.
    pub fn json(&self, path: &str) -> Value {
        let answer = self.get(path);
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        answer.json()
    }

    /// Adds a file, waits until it is read and found, and gives the job.
    pub fn add(&self, name: &str, bytes: &[u8]) -> Value {
        let answer = self.ask("POST", &format!("/api/v1/reports?name={name}"), &[], bytes);
        assert_eq!(answer.status, 202, "{}", answer.text());
        let job = self.done(&answer.json());
        self.wait("the index of words", |desk| {
            let found = desk.json("/api/v1/search?q=x");
            found["indexed"] == found["upto"]
        });
        job
    }

    /// A job when it is done.
    pub fn done(&self, job: &Value) -> Value {
        let path = format!("/api/v1/jobs/{}", job["id"]);
        self.wait("a job", |desk| ["done", "failed"].contains(&desk.json(&path)["state"].as_str().unwrap_or_default()));
        self.json(&path)
    }

    fn wait(&self, what: &str, is: impl Fn(&Self) -> bool) {
        let began = Instant::now();
        while !is(self) {
            assert!(began.elapsed() < PATIENCE, "{what} takes too long");
            thread::sleep(Duration::from_millis(30));
        }
    }
}

impl Answer {
    /// The first answer in what was heard; nothing where none came.
    pub fn new(heard: &[u8]) -> Self {
        let Some(end) = heard.windows(4).position(|four| four == b"\r\n\r\n") else { return Self::default() };
        let head = String::from_utf8_lossy(&heard[..end]).into_owned();
        let mut lines = head.split("\r\n");
        let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok()).unwrap_or_default();
        let pair = |line: &str| line.split_once(": ").map(|(name, value)| (name.to_lowercase(), value.to_owned()));
        Self { status, headers: lines.filter_map(pair).collect(), body: heard[end + 4..].to_vec() }
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    /// Asserts that it is a problem of this status, told as one.
    pub fn is_problem(&self, status: u16) {
        assert_eq!(self.status, status, "{}", self.text());
        assert_eq!(self.header("content-type"), "application/problem+json");
        let problem = self.json();
        assert_eq!(problem["status"], status);
        assert!(problem["detail"].as_str().is_some_and(|detail| !detail.is_empty()));
    }
}
