//! One job: the bytes of a file cut into reports, each read, and all of it written in batches.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

use sayso::read::zone::Habits;
use sayso_io::input::{Given, Place, Raws, Told, learn_of, raws_of};
use sayso_io::intake::{BATCH, HELD, Part, Reader};
use sayso_io::ledger::{Added, Error, Ledger, Prepared};

use super::{Came, Progress, Stage, TOLD, Upload};
use crate::api::LANG;

/// What is known of a ledger's reports and outlets holds for so long: to ask anew for each of many small files would take longer than reading them. A report that has come in
/// since is read again, and then found to be there.
const FRESH: Duration = Duration::from_secs(60);

/// What jobs that follow one another share.
#[derive(Default)]
pub(super) struct Reading {
    made: Option<(Instant, Reader, Habits)>,
}

/// Does a job to its end, whatever that is.
pub(super) fn work(reading: &mut Reading, mut progress: Progress<'_>, upload: Upload) {
    progress.job.state = Stage::Reading;
    progress.tell();
    let desk = progress.desk;
    let done = catch_unwind(AssertUnwindSafe(|| desk.with(|ledger| add(reading, &mut progress, ledger, upload)).flatten()));
    let failed = match done {
        Ok(Ok(())) => None,
        Ok(Err(error)) => Some(error.words().to_owned()),
        Err(_) => {
            // What a fault left half done is not gone on with.
            reading.made = None;
            Some("a fault in sayso: please send us this file".to_owned())
        }
    };
    progress.job.state = if failed.is_some() { Stage::Failed } else { Stage::Done };
    progress.job.error = failed;
    progress.tell();
}

fn add(reading: &mut Reading, progress: &mut Progress<'_>, ledger: &mut Ledger, upload: Upload) -> Result<(), Error> {
    let (place, told) = (Place { file: upload.name.as_str().into(), line: None }, Told { url: upload.url.clone(), ..Told::default() });
    let raws = |bytes| raws_of(place.clone(), bytes, told.clone(), None);
    let reader = reading.reader(progress, ledger, &upload, raws(upload.bytes.clone()))?;
    let mut adder = Adder { progress, ledger, waiting: Vec::new(), since: Instant::now(), failed: None };
    let read = raws(upload.bytes).try_for_each(|raw| reader.read(raw, &mut |part| adder.take(part)));
    let flushed = if read.is_ok() { adder.flush() } else { Ok(()) };
    let failed = adder.failed.take();
    debug_assert!(failed.is_some() || flushed.is_ok(), "only the ledger fails");
    progress.job.read = progress.job.bytes;
    failed.map_or(Ok(()), Err)
}

impl Reading {
    /// The reader, told what holds for this file.
    fn reader(&mut self, progress: &Progress<'_>, ledger: &Ledger, upload: &Upload, raws: Raws) -> Result<&Reader, Error> {
        if self.made.as_ref().is_none_or(|(since, ..)| since.elapsed() > FRESH) {
            let reader = Reader::new(ledger, Arc::clone(&LANG), Given::default(), progress.desk.config.originals)?;
            self.made = Some((Instant::now(), reader, ledger.habits()?));
        }
        let (_, reader, habits) = self.made.as_mut().expect("made above where it was not");
        let given = Given { outlet: upload.outlet.clone(), published: upload.published, ..Given::default() };
        let habits = learn_of(raws, &given, habits.clone(), 1);
        reader.given = Given { habits: Some(Arc::new(habits)), ..given };
        Ok(reader)
    }
}

/// Takes what is ready, and writes it in batches.
struct Adder<'j, 'd> {
    progress: &'j mut Progress<'d>,
    ledger: &'j mut Ledger,
    waiting: Vec<Prepared>,
    since: Instant,
    failed: Option<Error>,
}

impl Adder<'_, '_> {
    fn take(&mut self, part: Part) -> io::Result<()> {
        let job = &mut self.progress.job;
        match part {
            Part::Warning(warning) => {
                job.skipped += u64::from(warning.skipped);
                self.progress.warn(warning.to_string());
            }
            Part::Known(bytes) => {
                job.known += 1;
                job.read += bytes;
            }
            Part::Nothing(bytes) => job.read += bytes,
            Part::Ready(report, bytes) => {
                job.read += bytes;
                if self.waiting.is_empty() {
                    self.since = Instant::now();
                }
                self.waiting.push(*report);
            }
        }
        self.progress.step();
        if self.waiting.len() >= BATCH || !self.waiting.is_empty() && self.since.elapsed() > HELD { self.flush() } else { Ok(()) }
    }

    /// Writes what waits.
    fn flush(&mut self) -> io::Result<()> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let reports = std::mem::take(&mut self.waiting);
        let desk = self.progress.desk;
        let added = self.ledger.add(&(desk.config.now)(), &reports).map_err(|error| {
            let told = io::Error::other(error.to_string());
            self.failed = Some(error);
            told
        })?;
        added.iter().zip(&reports).for_each(|(added, report)| self.count(added, report));
        desk.nudge();
        self.progress.step();
        Ok(())
    }

    fn count(&mut self, added: &Added, report: &Prepared) {
        let job = &mut self.progress.job;
        job.figures += added.figures as u64;
        if added.new || added.read {
            job.new += u64::from(added.new)
        } else {
            job.known += 1
        }
        if job.reports.len() < TOLD {
            job.reports.push(Came {
                entry: added.report,
                id: added.id.clone(),
                title: report.title().map(str::to_owned),
                figures: report.figures(),
                new: added.new,
                revision_of: added.revision_of,
            });
        }
    }
}
