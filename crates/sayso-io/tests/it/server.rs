//! A server of ours on loopback, that behaves as badly as it is told to.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// A server, until the test ends.
pub struct Server {
    /// `http://127.0.0.1:PORT`
    pub url: String,
    seen: Arc<Mutex<Vec<Request>>>,
}

/// A request as it came.
#[derive(Clone, Debug)]
pub struct Request {
    /// What was asked for.
    pub path: String,
    /// Headers, their names in lower case.
    pub headers: BTreeMap<String, String>,
    /// What was posted.
    pub body: Vec<u8>,
    /// How often this path was asked for before.
    pub before: usize,
}

impl Request {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }
}

/// What is done with a request.
pub enum Reply {
    /// These bytes, and the connection is closed.
    Bytes(Vec<u8>),
    /// These bytes one by one, this long apart.
    Slowly(Vec<u8>, Duration),
    /// These bytes, then these others until nobody listens.
    Endlessly(Vec<u8>, Vec<u8>),
    /// The connection is reset before anything is said.
    Reset,
}

/// An answer with its length.
pub fn answer(status: &str, headers: &str, body: impl AsRef<[u8]>) -> Reply {
    let body = body.as_ref();
    let mut bytes = format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {}\r\n\r\n", body.len()).into_bytes();
    bytes.extend(body);
    Reply::Bytes(bytes)
}

/// A page that is there.
pub fn page(body: impl AsRef<[u8]>) -> Reply {
    answer("200 OK", "Content-Type: text/html; charset=utf-8\r\n", body)
}

/// Nothing is there.
pub fn missing() -> Reply {
    answer("404 Not Found", "Content-Type: text/plain\r\n", "none")
}

impl Server {
    /// Serves by a function of each request. A path that it says nothing of is not there; neither is `/robots.txt` then.
    pub fn new(serve: impl Fn(&Request) -> Option<Reply> + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let (seen, serve) = (Arc::new(Mutex::new(Vec::new())), Arc::new(serve));
        let all = Arc::clone(&seen);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (seen, serve) = (Arc::clone(&all), Arc::clone(&serve));
                thread::spawn(move || talk(stream, &seen, &*serve));
            }
        });
        Self { url, seen }
    }

    /// Its name for an address.
    pub fn at(&self, path: &str) -> String {
        format!("{}{path}", self.url)
    }

    /// The paths asked for, in order.
    pub fn paths(&self) -> Vec<String> {
        self.requests().into_iter().map(|request| request.path).collect()
    }

    /// The requests, in order.
    pub fn requests(&self) -> Vec<Request> {
        self.seen.lock().expect("no test panics here").clone()
    }
}

fn talk(mut stream: TcpStream, seen: &Mutex<Vec<Request>>, serve: &dyn Fn(&Request) -> Option<Reply>) {
    let Some(mut request) = read(&mut stream) else { return };
    let reply = {
        let mut seen = seen.lock().expect("no test panics here");
        request.before = seen.iter().filter(|other| other.path == request.path).count();
        seen.push(request.clone());
        serve(&request).unwrap_or_else(missing)
    };
    // Whoever hangs up has heard enough.
    let _ = say(stream, reply);
}

fn say(mut stream: TcpStream, reply: Reply) -> std::io::Result<()> {
    match reply {
        Reply::Bytes(bytes) => stream.write_all(&bytes),
        Reply::Slowly(bytes, pause) => bytes.iter().try_for_each(|byte| {
            thread::sleep(pause);
            stream.write_all(&[*byte])
        }),
        Reply::Endlessly(head, again) => {
            stream.write_all(&head)?;
            loop {
                stream.write_all(&again)?;
            }
        }
        // The last byte of the request was never read: the system resets the connection.
        Reply::Reset => Ok(()),
    }
}

/// Reads a request, but for its very last byte.
fn read(stream: &mut TcpStream) -> Option<Request> {
    let mut bytes = Vec::new();
    while !bytes.ends_with(b"\r\n\r") {
        let mut byte = [0];
        stream.read_exact(&mut byte).ok()?;
        bytes.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&bytes).into_owned();
    let mut lines = head.lines();
    let path = lines.next()?.split(' ').nth(1)?.to_owned();
    if head.starts_with("CONNECT ") {
        // As a proxy, it is every host itself.
        stream.read_exact(&mut [0]).ok()?;
        stream.write_all(b"HTTP/1.1 200 Connected\r\n\r\n").ok()?;
        return read(stream);
    }
    let headers: BTreeMap<_, _> =
        lines.filter_map(|line| line.split_once(": ")).map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned())).collect();
    let length = headers.get("content-length").and_then(|length| length.parse().ok()).unwrap_or(0_usize);
    let mut body = vec![0; if length > 0 { length + 1 } else { 0 }];
    stream.read_exact(&mut body).ok()?;
    Some(Request { path, headers, body: body.get(1..).unwrap_or_default().to_vec(), before: 0 })
}
