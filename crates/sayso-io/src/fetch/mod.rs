//! Pages fetched over HTTP, politely and with limits. Nothing is fetched that nobody named: no other part of the program uses the network.
//!
//! Each fetch asks robots.txt, waits for its turn at the host, sends one request that says who asks, and keeps request and answer as they went over
//! the wire. `docs/fetching.md` has the table of behaviours.

mod address;
mod body;
mod listing;
mod robots;
mod turn;
mod wire;

use std::fmt;
use std::path::Path;
use std::time::Duration;

use jiff::Timestamp;
use ureq::http::header::{CONTENT_ENCODING, HeaderMap};
use ureq::tls::RootCerts;
use url::Url;

use crate::input::Exchange;
pub use listing::{Item, Listing, listing};
use wire::{Came, Send};

/// How pages are fetched.
#[derive(Clone, Debug)]
pub struct Config {
    /// Who asks, as the header `User-Agent` says it.
    pub agent: String,
    /// The longest that connecting may take.
    pub connect: Duration,
    /// The longest that one answer may take from the request to its last byte.
    pub whole: Duration,
    /// The longest body, as sent and when unpacked.
    pub longest: u64,
    /// Redirects that are followed.
    pub redirects: usize,
    /// Whether addresses of this machine and of private networks are fetched.
    pub allow_private: bool,
    /// Whether robots.txt is asked.
    pub robots: bool,
    /// The pause between two requests to one host.
    pub gap: Duration,
    /// The pause after a first failure; it doubles with each further one.
    pub backoff: Duration,
    /// The longest pause that a request waits for before it gives up.
    pub patience: Duration,
    /// How often a request is sent again where a server asks to wait.
    pub again: usize,
    /// The certificates to trust instead of those built in.
    pub roots: Option<RootCerts>,
    /// The time.
    pub now: fn() -> Timestamp,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            agent: format!("sayso/{}", env!("CARGO_PKG_VERSION")),
            connect: Duration::from_secs(15),
            whole: Duration::from_secs(60),
            longest: 64 << 20,
            redirects: 10,
            allow_private: false,
            robots: true,
            gap: Duration::from_secs(1),
            backoff: Duration::from_secs(5),
            patience: Duration::from_secs(60),
            again: 2,
            roots: None,
            now: Timestamp::now,
        }
    }
}

impl Config {
    /// Trusts the certificates of a file of PEM instead of those built in.
    pub fn trusting(self, file: &Path) -> Result<Self, String> {
        let pem = std::fs::read(file).map_err(|error| format!("{}: {error}", file.display()))?;
        let roots = wire::roots(&pem).ok_or_else(|| format!("{}: no certificates in it", file.display()))?;
        Ok(Self { roots: Some(roots), ..self })
    }
}

/// What is known of an earlier answer, so that the server need send nothing where it holds still.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Its `ETag`.
    pub etag: Option<String>,
    /// Its `Last-Modified`.
    pub last_modified: Option<String>,
}

/// What came.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// The address that answered, after redirects.
    pub url: String,
    /// Whether what is known of an earlier answer holds still; then there is no body.
    pub unchanged: bool,
    /// For the next time.
    pub known: Known,
    /// The media type that the server says it is.
    pub media: Option<String>,
    /// The encoding that the server says it is in.
    pub charset: Option<String>,
    /// The body, unpacked.
    pub body: Vec<u8>,
    /// Why that is not all of it.
    pub cut: Option<String>,
    /// When it was fetched, as an ISO timestamp of UTC.
    pub fetched: String,
    /// Request and answer as they went over the wire, and the redirects before them.
    pub exchange: Exchange,
}

/// Why nothing was fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// In one word.
    pub kind: Refused,
    /// In many, for people. Words of servers may be in it.
    pub what: String,
    /// After which time it may be worth to try again.
    pub again: Option<Duration>,
}

/// Why nothing was fetched, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// No address that can be fetched.
    Address,
    /// An address of this machine or a private network.
    Private,
    /// robots.txt asks programs to stay away.
    Robots,
    /// Redirects without end.
    Redirects,
    /// The server's answer is no page: its status.
    Status(u16),
    /// The server asks to wait, or has to recover.
    Busy,
    /// It took too long.
    Time,
    /// It is too long.
    Length,
    /// The answer breaks off, or is none.
    Broken,
    /// There is no way to the server.
    Unreachable,
}

impl Refusal {
    fn new(kind: Refused, what: &str) -> Self {
        Self { kind, what: what.to_owned(), again: None }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&crate::clean::line(&self.what))?;
        let words = |seconds: u64| if seconds < 120 { format!("{seconds} s") } else { format!("{} min", seconds.div_ceil(60)) };
        self.again.map_or(Ok(()), |again| write!(out, " (again in {})", words(again.as_secs().max(1))))
    }
}

/// Fetches pages, one request at a time a host.
#[derive(Debug, Default)]
pub struct Client {
    config: Config,
    turns: turn::Turns,
    sites: robots::Sites,
}

impl Client {
    /// A client that has met no host yet.
    pub fn new(config: Config) -> Self {
        Self { config, ..Self::default() }
    }

    /// Fetches a page, following redirects. Every address on the way is checked like the first.
    pub fn get(&self, address: &str, known: &Known) -> Result<Answer, Refusal> {
        let mut url = address::parse(address)?;
        let mut before = Vec::new();
        let headers = [("if-none-match", &known.etag), ("if-modified-since", &known.last_modified)];
        let headers = headers.iter().filter_map(|(name, value)| Some((*name, value.as_deref()?))).collect::<Vec<_>>();
        for _ in 0..=self.config.redirects {
            let delay = if self.config.robots { self.sites.check(self, &url)? } else { Duration::ZERO };
            let came = self.once(&url, &headers, delay)?;
            match redirect(&url, &came) {
                None => return self.answer(&url, came, before),
                Some(next) => {
                    before.push((url.to_string(), came.exchange));
                    url = next?;
                }
            }
        }
        Err(Refusal::new(Refused::Redirects, &format!("more than {} redirects", self.config.redirects)))
    }

    /// Posts JSON to an address that the user named: no robots.txt, no redirects.
    pub fn post(&self, address: &str, json: &[u8]) -> Result<(), Refusal> {
        let url = address::parse(address)?;
        let came = wire::exchange(&self.config, &url, Send { headers: &[], json: Some(json) }, self.config.whole)?;
        if (200..300).contains(&came.status) { Ok(()) } else { Err(refused(came.status)) }
    }

    /// One page, without redirects: waits for its turn, and sends the request again where the server asks for patience.
    fn once(&self, url: &Url, headers: &[(&'static str, &str)], delay: Duration) -> Result<Came, Refusal> {
        let host = self.turns.host(url);
        let mut host = turn::lock(&host);
        host.delay = host.delay.max(delay);
        let mut tries = 0;
        loop {
            host.wait(&self.config, url.host_str().unwrap_or_default())?;
            let came = wire::exchange(&self.config, url, Send { headers, json: None }, self.config.whole);
            let Some((refusal, asked)) = self.trouble(&came) else {
                host.served(&self.config);
                return came;
            };
            let pause = host.failed(&self.config, asked);
            tries += 1;
            let busy = refusal.kind == Refused::Busy;
            if !busy || tries > self.config.again || pause > self.config.patience {
                return Err(Refusal { again: Some(pause).filter(|_| busy), ..refusal });
            }
        }
    }

    /// What a server has to recover from, and how long it asks us to wait.
    fn trouble(&self, came: &Result<Came, Refusal>) -> Option<(Refusal, Option<Duration>)> {
        match came {
            Ok(came) if matches!(came.status, 429 | 503) => {
                let asked = came.header("retry-after").and_then(|value| turn::retry_after(value, (self.config.now)()));
                Some((Refusal::new(Refused::Busy, &format!("the server asks to wait ({})", status(came.status))), asked))
            }
            Ok(came) if came.status >= 500 => Some((refused(came.status), None)),
            Ok(_) => None,
            Err(refusal) if matches!(refusal.kind, Refused::Time | Refused::Broken | Refused::Unreachable) => Some((refusal.clone(), None)),
            Err(_) => None,
        }
    }

    fn answer(&self, url: &Url, came: Came, before: Vec<(String, Exchange)>) -> Result<Answer, Refusal> {
        let unchanged = came.status == 304;
        if !unchanged && !(200..300).contains(&came.status) {
            return Err(refused(came.status));
        }
        let header = |name: &str| came.header(name).map(str::to_owned);
        let known = Known { etag: header("etag"), last_modified: header("last-modified") };
        let (media, charset) = came.header("content-type").map(media).unwrap_or_default();
        let decoded = body::decode(came.body, &codings(&came.headers), self.config.longest);
        let body =
            decoded.map_err(|what| Refusal::new(if what.starts_with("longer") { Refused::Length } else { Refused::Broken }, &what))?;
        Ok(Answer {
            url: url.to_string(),
            unchanged,
            known,
            media,
            charset,
            body: body.bytes,
            cut: came.cut.map(|refusal| refusal.what).or(body.cut),
            fetched: format!("{:.0}", (self.config.now)()),
            exchange: Exchange { before, ..came.exchange },
        })
    }
}

/// Where an answer sends us instead, if it does.
fn redirect(url: &Url, came: &Came) -> Option<Result<Url, Refusal>> {
    let to = came.headers.get("location").filter(|_| matches!(came.status, 301 | 302 | 303 | 307 | 308))?;
    // Not all servers write addresses in ASCII.
    let next = url
        .join(String::from_utf8_lossy(to.as_bytes()).trim())
        .map_err(|error| Refusal::new(Refused::Address, &format!("a redirect to nowhere ({error})")));
    let next = next.and_then(|next| address::parse(next.as_str()));
    Some(next.map_err(|refusal| Refusal { what: format!("redirected: {}", refusal.what), ..refusal }))
}

fn refused(code: u16) -> Refusal {
    Refusal::new(Refused::Status(code), &format!("the server answers {}", status(code)))
}

/// `404 Not Found`.
fn status(code: u16) -> String {
    ureq::http::StatusCode::from_u16(code).map_or_else(|_| code.to_string(), |status| status.to_string())
}

/// All codings of a body, in the order in which they were put on.
fn codings(headers: &HeaderMap) -> String {
    headers.get_all(CONTENT_ENCODING).iter().filter_map(|value| value.to_str().ok()).collect::<Vec<_>>().join(",")
}

/// `text/html; charset="utf-8"` in its parts.
fn media(value: &str) -> (Option<String>, Option<String>) {
    let mut parts = value.split(';').map(str::trim);
    let media = parts.next().filter(|media| !media.is_empty()).map(str::to_ascii_lowercase);
    let charset = parts.filter_map(|part| part.split_once('=')).find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"));
    (media, charset.map(|(_, value)| value.trim().trim_matches(['"', '\'']).to_owned()).filter(|charset| !charset.is_empty()))
}

/// `64 MB`.
fn size(bytes: u64) -> String {
    if bytes >= 1 << 20 { format!("{} MB", bytes >> 20) } else { format!("{} KB", bytes >> 10) }
}
