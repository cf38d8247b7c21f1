//! What reading a report gives, made ready on any thread, so that the one writer only writes.

use sayso::ledger::words::Words;
use sayso::ledger::{Held, echo, series};
use sayso::report::Report;
use sha2::{Digest, Sha256};

use super::entry::{Packed, pack};
use super::stored::{self, Claim, Reading};
use crate::input::Original;
use crate::wire;

/// A report and its claims, ready to be written.
#[derive(Debug)]
pub struct Prepared {
    pub(super) report: stored::Report,
    pub(super) digest: String,
    pub(super) page: String,
    pub(super) body: Packed,
    pub(super) shingles: Vec<u64>,
    pub(super) read: Read,
    /// The bytes to keep.
    pub(super) original: Option<Original>,
    /// Whether its page was fetched just now, and so is in this state.
    pub(super) fetched: bool,
}

/// A reading, ready to be written.
#[derive(Debug)]
pub(super) struct Read {
    pub reader: String,
    pub body: Packed,
    pub claims: Vec<Keyed>,
}

/// A claim and where it lies: the hashes of its kin group and its series, 0 for none.
#[derive(Clone, Debug)]
pub(super) struct Keyed {
    pub kin: i64,
    pub series: i64,
    pub claim: Claim,
}

impl Prepared {
    /// How many figures were read.
    pub fn figures(&self) -> usize {
        self.read.claims.len()
    }

    /// The title that its record gives.
    pub fn title(&self) -> Option<&str> {
        self.report.title.as_deref()
    }

    /// Without the bytes that it was taken from; their digest stays.
    pub fn without_original(self) -> Self {
        Self { original: None, ..self }
    }
}

/// Makes a report ready with what was read from it by this program and its packs, and with the bytes to keep. Numbers that are no figures are left out.
pub fn prepare(words: &Words, report: &Report, claims: &[sayso::claim::Claim], original: Option<Original>) -> Prepared {
    let figures = claims.iter().zip(wire::claims(report, claims)).filter(|(claim, _)| claim.not.is_none());
    let stored = figures.map(|(_, written)| Claim::from(written)).collect();
    let told = stored::Report { original: original.as_ref().map(|original| original.digest.clone()), ..stored::Report::from(report) };
    let fetched = original.as_ref().is_some_and(|original| original.exchange.is_some());
    Prepared { original, fetched, ..ready(words, told, wire::READER.clone(), stored) }
}

/// The same as the state that its page went back to after another.
pub(super) fn after(words: &Words, new: &Prepared, other: Option<String>) -> Prepared {
    let claims = new.read.claims.iter().map(|keyed| keyed.claim.clone()).collect();
    let report = stored::Report { after: other, ..new.report.clone() };
    Prepared { original: new.original.clone(), fetched: new.fetched, ..ready(words, report, new.read.reader.clone(), claims) }
}

/// Makes a table of figures ready, whose claims were taken cell by cell.
pub fn prepare_table(words: &Words, report: &Report, claims: Vec<Claim>, reader: String) -> Prepared {
    let report = stored::Report { form: Some("table".to_owned()), ..stored::Report::from(report) };
    ready(words, report, reader, claims)
}

pub(super) fn ready(words: &Words, report: stored::Report, reader: String, claims: Vec<Claim>) -> Prepared {
    let digest = digest(&report);
    let reading = Reading { report: digest.clone(), reader, claims };
    Prepared {
        page: page(&report),
        body: pack(&json(&report)),
        shingles: if report.form.is_none() { echo::shingles(&report.text) } else { Vec::new() },
        read: read(words, reading),
        digest,
        report,
        original: None,
        fetched: false,
    }
}

pub(super) fn read(words: &Words, reading: Reading) -> Read {
    let body = pack(&json(&reading));
    Read { reader: reading.reader, body, claims: reading.claims.into_iter().map(|claim| keyed(words, claim)).collect() }
}

/// Our own types always have a JSON form.
pub(super) fn json(value: &impl serde::Serialize) -> Vec<u8> {
    serde_json::to_vec(value).expect("maps with string keys, numbers and strings")
}

fn keyed(words: &Words, claim: Claim) -> Keyed {
    let (kin, series) = keys(words, &claim.clone().held(0, 0));
    Keyed { kin, series, claim }
}

/// The hashes of the kin group and the series of a claim, 0 for none. A claim that says too little for a series ("up to 325,000 killed", of no
/// stated time) is still compared with its kin: that is how a retelling is known.
pub(super) fn keys(words: &Words, claim: &Held) -> (i64, i64) {
    let held = series::quantity(words, claim).filter(|key| key.side.is_some() || key.place.is_some());
    let kin = held.map_or(0, |key| place(&key.kin(words)));
    (kin, series::key(words, claim).map_or(0, |key| number(&key.id())))
}

/// The number under which a series lies, from its id.
pub(super) fn number(id: &str) -> i64 {
    i64::from_str_radix(id, 16).unwrap_or_default()
}

/// The id of a series from its number.
pub(super) fn id(number: i64) -> String {
    format!("{number:012x}")
}

/// The number under which a kin group lies.
fn place(kin: &str) -> i64 {
    let hash = Sha256::digest(kin);
    hash.iter().take(6).fold(0, |number, byte| (number << 8) | i64::from(*byte))
}

/// The same text, told by the same record, is the same report; under which name it came does not matter. A page that went back to it is another.
pub(super) fn digest(report: &stored::Report) -> String {
    let fields = [Some(&report.text), report.url.as_ref(), report.outlet.as_ref(), report.title.as_ref(), report.published.as_ref()];
    let mut hash = Sha256::new();
    for field in fields.into_iter().chain(report.after.as_ref().map(Some)) {
        let field = field.map(String::as_str).unwrap_or_default();
        hash.update((field.len() as u64).to_be_bytes());
        hash.update(field);
    }
    wire::hex(&hash.finalize()[..16])
}

/// What stays when a page is edited: its address, else the name it was given.
fn page(report: &stored::Report) -> String {
    if report.form.is_some() {
        // One file may hold several series, each taken by a map of its own.
        return format!("{}#{}", report.id, report.title.as_deref().unwrap_or_default());
    }
    let address = report.url.as_deref().map(|url| url.split('#').next().unwrap_or(url));
    address.unwrap_or(&report.id).to_owned()
}
