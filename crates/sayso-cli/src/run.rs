//! Reports read one after the other, or several at once and printed in the order they came in.
//!
//! Every report gets a ticket: the printer takes the tickets in order and waits at each for what its reader sends. Both the
//! queue of tickets and each ticket's channel are short, so that what is held does not grow with the heap.

use std::fmt;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use sayso_io::input::{self, Raw, Warning};

use crate::out::Out;
use crate::read::Reader;

/// What was done in all.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    /// Reports read.
    pub reports: u64,
    /// Figures found in them.
    pub figures: u64,
    /// Figures that somebody other than the report vouches for.
    pub vouched: u64,
    /// Reports or files left out.
    pub skipped: u64,
}

impl fmt::Display for Tally {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let s = |count: u64| if count == 1 { "" } else { "s" };
        let Self { reports, figures, vouched, .. } = *self;
        write!(out, "{figures} figure{} in {reports} report{}, {vouched} on the say-so of a source", s(figures), s(reports))
    }
}

/// What reading a report hands over, in order.
enum Part {
    Lines(Vec<u8>),
    Warning(Warning),
    Done { bytes: u64, read: bool, figures: u64, vouched: u64 },
}

/// Takes a part; an error means that nobody wants more.
type Give<'a> = &'a mut dyn FnMut(Part) -> io::Result<()>;

/// Reads everything below the paths.
pub fn all(reader: &Reader, paths: &[PathBuf], jobs: usize, out: &mut Out) -> io::Result<Tally> {
    let mut tally = Tally::default();
    if jobs == 1 {
        for raw in input::raws(paths) {
            one(reader, raw, &mut |part| print(out, &mut tally, part))?;
        }
        return Ok(tally);
    }
    thread::scope(|scope| {
        let (give_job, take_job) = channel::<Job>();
        let (give_ticket, take_ticket) = sync_channel(jobs * 4);
        let take_job = Arc::new(Mutex::new(take_job));
        scope.spawn(move || deal(paths, &give_job, &give_ticket));
        for _ in 0..jobs {
            let jobs = Arc::clone(&take_job);
            scope.spawn(move || work(reader, &jobs));
        }
        for ticket in take_ticket {
            for part in ticket {
                print(out, &mut tally, part)?;
            }
        }
        Ok(tally)
    })
}

struct Job {
    raw: Result<Raw, Warning>,
    give: SyncSender<Part>,
}

/// Cuts the input into jobs. The queue of tickets is bounded, and with it that of jobs.
fn deal(paths: &[PathBuf], jobs: &Sender<Job>, tickets: &SyncSender<Receiver<Part>>) {
    for raw in input::raws(paths) {
        let (give, take) = sync_channel(8);
        if tickets.send(take).is_err() || jobs.send(Job { raw, give }).is_err() {
            return;
        }
    }
}

fn work(reader: &Reader, jobs: &Mutex<Receiver<Job>>) {
    let next = || jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
    while let Ok(Job { raw, give }) = next() {
        let gone = |_| io::Error::from(io::ErrorKind::BrokenPipe);
        if one(reader, raw, &mut |part| give.send(part).map_err(gone)).is_err() {
            return;
        }
    }
}

/// Reads one report from bytes to lines.
fn one(reader: &Reader, raw: Result<Raw, Warning>, give: Give<'_>) -> io::Result<()> {
    let raw = match raw {
        Ok(raw) => raw,
        Err(warning) => return give(Part::Warning(warning)),
    };
    let (place, bytes) = (raw.place.clone(), raw.bytes.len() as u64);
    let mut done = Part::Done { bytes, read: false, figures: 0, vouched: 0 };
    let taken = input::report(raw, &reader.given);
    taken.warnings.into_iter().try_for_each(|warning| give(Part::Warning(warning)))?;
    if let Some(report) = taken.report {
        // A fault in the reading of one report must not lose the rest of the heap.
        match catch_unwind(AssertUnwindSafe(|| sayso::read::read(&reader.lang, &report, &reader.config))) {
            Ok(claims) => {
                reader.print(&report, &claims, &mut |lines| give(Part::Lines(lines)))?;
                let figures = claims.iter().filter(|claim| claim.not.is_none());
                let vouched = figures.clone().filter(|claim| claim.origin().is_some()).count() as u64;
                done = Part::Done { bytes, read: true, figures: figures.count() as u64, vouched };
            }
            Err(_) => {
                give(Part::Warning(Warning { place, what: "a fault in sayso: please send us this report".to_owned(), skipped: true }))?
            }
        }
    }
    give(done)
}

fn print(out: &mut Out, tally: &mut Tally, part: Part) -> io::Result<()> {
    match part {
        Part::Lines(lines) => out.write(&lines),
        Part::Warning(warning) => {
            tally.skipped += u64::from(warning.skipped);
            out.warn(&warning);
            Ok(())
        }
        Part::Done { bytes, read, figures, vouched } => {
            tally.reports += u64::from(read);
            tally.figures += figures;
            tally.vouched += vouched;
            out.advance(bytes);
            Ok(())
        }
    }
}
