//! One request and its answer over the wire, both kept byte for byte.
//!
//! ureq does HTTP and TLS. Ours are the resolver, which refuses private addresses where a connection is about to be made (so that a name which
//! changes its mind between two look-ups gets nowhere), and a transport that writes down what passes.

use std::fmt;
use std::io::{ErrorKind, Read};
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use ureq::config::Config as Settings;
use ureq::http::Uri;
use ureq::http::header::{HeaderMap, HeaderName};
use ureq::tls::{RootCerts, TlsConfig};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{Buffers, ConnectionDetails, Connector, DefaultConnector, NextTimeout, Transport};
use ureq::{Agent, Proxy};
use url::Url;

use super::{Config, Refusal, Refused, address, body, size};
use crate::input::Exchange;

/// An answer as it came.
#[derive(Debug)]
pub(super) struct Came {
    pub(super) status: u16,
    pub(super) headers: HeaderMap,
    /// The body, its transfer coding undone.
    pub(super) body: Vec<u8>,
    /// Why that is not all of it.
    pub(super) cut: Option<Refusal>,
    pub(super) exchange: Exchange,
}

impl Came {
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim).filter(|value| !value.is_empty())
    }
}

/// What is sent.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Send<'a> {
    pub(super) headers: &'a [(&'static str, &'a str)],
    /// A body of JSON, where something is posted.
    pub(super) json: Option<&'a [u8]>,
}

/// What reports come as, and anything else as well.
const ACCEPT: &str =
    "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.8";

/// Sends one request within the time left and takes its answer. Redirects are not followed.
pub(super) fn exchange(config: &Config, url: &Url, send: Send<'_>, within: Duration) -> Result<Came, Refusal> {
    let tape = Arc::new(Mutex::new(Tape { longest: config.longest, ..Tape::default() }));
    let target: Uri =
        url.as_str().parse().map_err(|error| Refusal::new(Refused::Address, &format!("no address that can be fetched ({error})")))?;
    let proxy = Proxy::try_from_env();
    let proxied = proxy.as_ref().is_some_and(|proxy| !proxy.is_no_proxy(&target));
    if !config.allow_private {
        address::check(url, proxied)?;
    }
    let guard = Guard { inner: DefaultResolver::default(), target: target.clone(), allow_private: config.allow_private };
    let recorder = DefaultConnector::default().chain(Recorder { tape: Arc::clone(&tape), target: target.clone() });
    let agent = Agent::with_parts(settings(config, proxy, within)?, recorder, guard);
    let answer = match send.json {
        None => headed(agent.get(target), send.headers).call(),
        Some(json) => headed(agent.post(target).header("content-type", "application/json"), send.headers).send(json),
    };
    let answer = answer.map_err(|error| refusal(config, url, error))?;
    let (parts, body) = answer.into_parts();
    let (body, cut) = whole(config, url, body);
    let exchange = tape.lock().unwrap_or_else(PoisonError::into_inner).take();
    Ok(Came { status: parts.status.as_u16(), headers: parts.headers, body, cut, exchange })
}

fn headed<B>(request: ureq::RequestBuilder<B>, headers: &[(&'static str, &str)]) -> ureq::RequestBuilder<B> {
    headers.iter().fold(request, |request, (name, value)| request.header(HeaderName::from_static(name), *value))
}

fn settings(config: &Config, proxy: Option<Proxy>, within: Duration) -> Result<Settings, Refusal> {
    let mut tls = TlsConfig::builder();
    if let Some(roots) = &config.roots {
        tls = tls.root_certs(roots.clone());
    }
    let settings = Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .user_agent(config.agent.as_str())
        .accept(ACCEPT)
        .accept_encoding(body::ACCEPTED)
        .max_idle_connections(0)
        .timeout_global(Some(within))
        .timeout_connect(Some(config.connect.min(within)))
        .tls_config(tls.build())
        .proxy(proxy);
    Ok(settings.build())
}

/// The certificates of a file of PEM, to trust instead of those built in.
pub(super) fn roots(pem: &[u8]) -> Option<RootCerts> {
    let certificates = ureq::tls::parse_pem(pem).filter_map(|item| match item {
        Ok(ureq::tls::PemItem::Certificate(certificate)) => Some(certificate),
        _ => None,
    });
    let certificates = certificates.collect::<Vec<_>>();
    (!certificates.is_empty()).then(|| RootCerts::new_with_certs(&certificates))
}

/// Reads a body to its end, or as far as it goes.
fn whole(config: &Config, url: &Url, mut body: ureq::Body) -> (Vec<u8>, Option<Refusal>) {
    let mut bytes = Vec::new();
    let mut reader = body.as_reader().take(config.longest + 1);
    let read = reader.read_to_end(&mut bytes);
    if bytes.len() as u64 > config.longest {
        bytes.truncate(usize::try_from(config.longest).unwrap_or(usize::MAX));
        return (bytes, Some(too_long(config)));
    }
    let cut = read.err().map(|error| {
        let refusal = refusal(config, url, ureq::Error::from(error));
        let broken = refusal.kind == Refused::Unreachable;
        if broken { Refusal::new(Refused::Broken, "the answer breaks off before its end") } else { refusal }
    });
    (bytes, cut)
}

fn too_long(config: &Config) -> Refusal {
    Refusal::new(Refused::Length, &format!("longer than {}", size(config.longest)))
}

/// What went wrong, in the words of the house.
fn refusal(config: &Config, url: &Url, error: ureq::Error) -> Refusal {
    let host = url.host_str().unwrap_or_default();
    let unreachable = |what: String| Refusal::new(Refused::Unreachable, &what);
    match error {
        ureq::Error::Other(error) => match error.downcast::<Stop>().map(|stop| *stop) {
            Ok(Stop::Private(ip)) => address::private(&if ip.to_string() == host { host.to_owned() } else { format!("{host} ({ip})") }),
            Ok(Stop::Long) => too_long(config),
            Err(error) => unreachable(format!("{host} cannot be reached ({error})")),
        },
        ureq::Error::Timeout(ureq::Timeout::Connect | ureq::Timeout::Resolve) => {
            Refusal::new(Refused::Time, &format!("{host} cannot be reached within {} s", config.connect.as_secs_f32()))
        }
        ureq::Error::Timeout(_) => Refusal::new(Refused::Time, &format!("not answered in full within {} s", config.whole.as_secs_f32())),
        ureq::Error::HostNotFound => unreachable(format!("there is no host {host}")),
        ureq::Error::Io(error) if error.kind() == ErrorKind::TimedOut => {
            Refusal::new(Refused::Time, &format!("{host} does not answer in time"))
        }
        ureq::Error::Io(error) if error.kind() == ErrorKind::ConnectionRefused => unreachable(format!("{host} takes no connections")),
        ureq::Error::Io(error) if matches!(error.kind(), ErrorKind::ConnectionReset | ErrorKind::UnexpectedEof | ErrorKind::BrokenPipe) => {
            unreachable(format!("{host} hung up"))
        }
        ureq::Error::Io(error) if error.to_string().contains("lookup address") => unreachable(format!("there is no host {host}")),
        ureq::Error::LargeResponseHeader(..) => Refusal::new(Refused::Length, "a head of the answer that is too long"),
        ureq::Error::Protocol(error) => Refusal::new(Refused::Broken, &format!("an answer that is not HTTP ({error})")),
        error => unreachable(format!("{host} cannot be reached ({error})")),
    }
}

/// Why a connection was not made or not listened to any longer.
#[derive(Debug)]
enum Stop {
    Private(IpAddr),
    Long,
}

impl fmt::Display for Stop {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("stopped")
    }
}

impl std::error::Error for Stop {}

/// Resolves names, and leaves out what is not of the public web. The address of a proxy is the user's own choice.
#[derive(Debug)]
struct Guard {
    inner: DefaultResolver,
    target: Uri,
    allow_private: bool,
}

impl Resolver for Guard {
    fn resolve(&self, uri: &Uri, config: &Settings, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        if self.allow_private || *uri != self.target {
            return Ok(found);
        }
        let mut public = self.empty();
        found.iter().filter(|address| address::is_public(address.ip())).for_each(|address| public.push(*address));
        match found.first().filter(|_| public.is_empty()) {
            Some(address) => Err(ureq::Error::Other(Box::new(Stop::Private(address.ip())))),
            None => Ok(public),
        }
    }
}

/// What passed over the wire.
#[derive(Debug, Default)]
struct Tape {
    exchange: Exchange,
    longest: u64,
}

/// Room for heads and for what a transfer coding adds to a body, beside twice its length.
const ROOM: u64 = 1 << 20;

impl Tape {
    fn is_full(&self) -> bool {
        self.exchange.response.len() as u64 > self.longest.saturating_mul(2).saturating_add(ROOM)
    }

    /// The request and its final answer; heads that only said "go on" are left out.
    fn take(&mut self) -> Exchange {
        let mut exchange = std::mem::take(&mut self.exchange);
        while exchange.response.starts_with(b"HTTP/1.1 1") {
            let end = exchange.response.windows(4).position(|bytes| bytes == b"\r\n\r\n").map_or(exchange.response.len(), |at| at + 4);
            exchange.response.drain(..end);
        }
        exchange
    }
}

/// Writes down what passes a connection to the target; the talk with a proxy before it is nobody's business.
#[derive(Debug)]
struct Recorder {
    tape: Arc<Mutex<Tape>>,
    target: Uri,
}

impl<In: Transport> Connector<In> for Recorder {
    type Out = Recorded<In>;

    fn connect(&self, details: &ConnectionDetails<'_>, chained: Option<In>) -> Result<Option<Self::Out>, ureq::Error> {
        let tape = (*details.uri == self.target).then(|| Arc::clone(&self.tape));
        Ok(chained.map(|inner| Recorded { inner, tape }))
    }
}

#[derive(Debug)]
struct Recorded<T> {
    inner: T,
    tape: Option<Arc<Mutex<Tape>>>,
}

impl<T: Transport> Transport for Recorded<T> {
    fn buffers(&mut self) -> &mut dyn Buffers {
        self.inner.buffers()
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), ureq::Error> {
        if let Some(tape) = &self.tape {
            let output = self.inner.buffers().output().get(..amount).unwrap_or_default().to_vec();
            tape.lock().unwrap_or_else(PoisonError::into_inner).exchange.request.extend(output);
        }
        self.inner.transmit_output(amount, timeout)
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, ureq::Error> {
        let before = self.inner.buffers().input().len();
        let came = match self.inner.await_input(timeout) {
            // Servers end TLS without a goodbye. Whether bytes are missing is told by the length, where there is one.
            Err(ureq::Error::Io(error)) if error.kind() == ErrorKind::UnexpectedEof && self.inner.is_tls() => false,
            came => came?,
        };
        if let Some(tape) = &self.tape {
            let mut tape = tape.lock().unwrap_or_else(PoisonError::into_inner);
            tape.exchange.response.extend(self.inner.buffers().input().get(before..).unwrap_or_default());
            if tape.is_full() {
                return Err(ureq::Error::Other(Box::new(Stop::Long)));
            }
        }
        Ok(came)
    }

    fn is_open(&mut self) -> bool {
        self.inner.is_open()
    }

    fn is_tls(&self) -> bool {
        self.inner.is_tls()
    }
}
