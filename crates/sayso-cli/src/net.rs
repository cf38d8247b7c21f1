//! How pages are fetched: the flags of every command that takes addresses. Without an address on the command line nothing is fetched.

use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use sayso_io::fetch::{Answer, Client, Config, Known};
use sayso_io::input::{self, Place, Raw, Told, Warning};

use crate::clock;

/// What may be fetched.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Fetching")]
pub struct Net {
    /// Also fetch from this machine and from private networks
    #[arg(long)]
    allow_private: bool,
    /// Who asks, as servers are told [default: sayso/VERSION]
    #[arg(long, value_name = "NAME")]
    user_agent: Option<String>,
}

/// How addresses among the paths are fetched.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Fetching")]
pub struct Fetching {
    #[command(flatten)]
    net: Net,
    /// What robots.txt is to us; `ignore` is for pages of your own
    #[arg(long, value_enum, default_value_t)]
    robots: Robots,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Robots {
    /// What it forbids is not fetched
    #[default]
    Obey,
    /// It is not asked
    Ignore,
}

impl Net {
    /// How to fetch, with the certificates of `$SSL_CERT_FILE` where that is set.
    pub fn config(&self) -> anyhow::Result<Config> {
        let mut config = Config { allow_private: self.allow_private, now: clock::timestamp, ..Config::default() };
        if let Some(agent) = &self.user_agent {
            anyhow::ensure!(agent.bytes().all(|byte| matches!(byte, b' '..=b'~')), "--user-agent takes plain ASCII only");
            config.agent.clone_from(agent);
        }
        match std::env::var_os("SSL_CERT_FILE").filter(|file| !file.is_empty()) {
            Some(file) => config.trusting(Path::new(&file)).map_err(|what| anyhow::anyhow!("$SSL_CERT_FILE: {what}")),
            None => Ok(config),
        }
    }
}

impl Fetching {
    /// A client for the addresses among the paths.
    pub fn client(&self, paths: &[PathBuf]) -> anyhow::Result<Client> {
        if paths.iter().all(|path| address(path).is_none()) {
            return Ok(Client::default());
        }
        Ok(Client::new(Config { robots: self.robots == Robots::Obey, ..self.net.config()? }))
    }
}

/// The address that a path is, if it is one.
pub fn address(path: &Path) -> Option<&str> {
    let text = path.to_str()?;
    let head = text.get(..8).unwrap_or(text).to_ascii_lowercase();
    (head.starts_with("http://") || head.starts_with("https://")).then_some(text)
}

/// Every raw report of the paths, those behind addresses too, in the order given.
pub fn raws<'a>(paths: &'a [PathBuf], client: &'a Client) -> impl Iterator<Item = Result<Raw, Warning>> + 'a {
    let alike = |one: &PathBuf, other: &PathBuf| address(one).is_none() && address(other).is_none();
    paths.chunk_by(alike).flat_map(move |paths| -> Box<dyn Iterator<Item = Result<Raw, Warning>>> {
        match paths.first().and_then(|path| address(path)) {
            Some(address) => fetched(client, address),
            None => Box::new(input::raws(paths)),
        }
    })
}

/// What stands at an address.
fn fetched(client: &Client, address: &str) -> Box<dyn Iterator<Item = Result<Raw, Warning>>> {
    let place = Place { file: address.into(), line: None };
    let fail = |what: String| Box::new(std::iter::once(Err(Warning { place: place.clone(), what, skipped: true })));
    match client.get(address, &Known::default()) {
        Err(refusal) => fail(refusal.to_string()),
        Ok(answer) => match answer.cut {
            Some(cut) => fail(cut),
            None => of_answer(&place, Told::default(), answer),
        },
    }
}

/// The reports of an answer: one page, or what an archive holds. `told` is what others tell of it.
pub fn of_answer(place: &Place, told: Told, answer: Answer) -> Box<dyn Iterator<Item = Result<Raw, Warning>>> {
    let told = Told { url: Some(answer.url), charset: answer.charset, fetched: Some(answer.fetched), ..told };
    let (place, exchange, body) = (place.clone(), answer.exchange, hash(&answer.body));
    let raws = input::raws_of(place.clone(), answer.body, told, answer.media);
    Box::new(raws.map(move |raw| {
        // What went over the wire is the original of the page itself, not of what an archive holds or what was made of its bytes.
        let whole = |raw: &Raw| raw.place == place && hash(&raw.bytes) == body;
        raw.map(|raw| if whole(&raw) { Raw { told: Told { exchange: Some(exchange.clone()), ..raw.told }, ..raw } } else { raw })
    }))
}

fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    hasher.finish()
}
