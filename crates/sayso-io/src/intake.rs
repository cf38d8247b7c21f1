//! Raw reports in, reports that are ready for the ledger out: what every shell does between taking bytes in and writing.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use sayso::claim::Claim;
use sayso::ledger::words::Words;
use sayso::read::{Config, Lang};
use sayso::report::Report;

use crate::input::{self, Given, Original, Place, Raw, Warning};
use crate::ledger::{Error, Known, Ledger, Prepared, prepare};
use crate::wire;

/// Reports that go into one transaction, and how long one may be held back for others to come. Each transaction writes most pages of the index of shingles once, so that in
/// a large ledger few large ones are far cheaper than many small ones.
pub const BATCH: usize = 1024;
/// See [`BATCH`].
pub const HELD: Duration = Duration::from_secs(2);

/// Reads for a ledger; any number of threads share one.
#[derive(Debug)]
pub struct Reader {
    /// What is said of reports that do not say it themselves.
    pub given: Given,
    lang: Arc<Lang>,
    words: Words,
    known: Known,
    originals: bool,
}

/// What came of a report, in order; each but a warning with the bytes read for it.
#[derive(Debug)]
pub enum Part {
    /// Something that should be known.
    Warning(Warning),
    /// It is in the ledger already.
    Known(u64),
    /// It can be written.
    Ready(Box<Prepared>, u64),
    /// It was left out, and a warning said why.
    Nothing(u64),
}

/// Takes a part; an error means that nobody wants more.
pub type Give<'a> = &'a mut dyn FnMut(Part) -> io::Result<()>;

impl Reader {
    /// Reads for a ledger, which knows some reports already. Without `originals` the bytes that reports are taken from are not kept.
    pub fn new(ledger: &Ledger, lang: Arc<Lang>, given: Given, originals: bool) -> Result<Self, Error> {
        Ok(Self { given, lang, words: Words::new("en", &mut Vec::new()), known: ledger.known(&wire::READER)?, originals })
    }

    /// Reads one report, unless it is known.
    pub fn read(&self, raw: Result<Raw, Warning>, give: Give<'_>) -> io::Result<()> {
        let raw = match raw {
            Ok(raw) => raw,
            Err(warning) => return give(Part::Warning(warning)),
        };
        let (place, bytes) = (raw.place.clone(), raw.read);
        let taken = input::report(raw, &self.given);
        taken.warnings.into_iter().try_for_each(|warning| give(Part::Warning(warning)))?;
        let report = english(taken.report, &place, &mut |warning| give(Part::Warning(warning)))?;
        let Some(report) = report else { return give(Part::Nothing(bytes)) };
        let fetched = taken.original.as_ref().is_some_and(|original| original.exchange.is_some());
        if !fetched && self.known.has(&report) {
            return give(Part::Known(bytes));
        }
        match claims(&self.lang, &report, &Config::default()) {
            Ok(claims) => give(Part::Ready(Box::new(self.prepared(&report, &claims, taken.original)), bytes)),
            Err(what) => give(Part::Warning(Warning { place, what, skipped: true })),
        }
    }

    fn prepared(&self, report: &Report, claims: &[Claim], original: Option<Original>) -> Prepared {
        let prepared = prepare(&self.words, report, claims, original);
        if self.originals { prepared } else { prepared.without_original() }
    }
}

/// The report, if its language is one whose figures can be read; else a warning.
pub fn english(report: Option<Report>, place: &Place, warn: &mut dyn FnMut(Warning) -> io::Result<()>) -> io::Result<Option<Report>> {
    let Some(what) = report.as_ref().and_then(input::unread) else { return Ok(report) };
    warn(Warning { place: place.clone(), what, skipped: true })?;
    Ok(None)
}

/// Reads a report; a fault in the reading of one must not lose the rest of the heap.
pub fn claims(lang: &Lang, report: &Report, config: &Config) -> Result<Vec<Claim>, String> {
    let read = catch_unwind(AssertUnwindSafe(|| sayso::read::read(lang, report, config)));
    read.map_err(|_| "a fault in sayso: please send us this report".to_owned())
}
