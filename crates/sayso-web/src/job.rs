//! What is being added: files that came over HTTP wait here, are read one after the other on a thread of its own, and tell how far they are.

mod work;

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Condvar, Mutex, PoisonError, Weak};
use std::thread;
use std::time::{Duration, Instant};

use sayso::report::Date;
use serde::Serialize;
use tokio::sync::Semaphore;

use crate::desk::{Desk, Event, lock};

/// Jobs that are remembered.
const KEPT: usize = 200;

/// Files that wait to be read, and how much memory all of them may hold.
const WAITING: usize = KEPT / 2;
const HELD: usize = 256 << 20;

/// Bodies that are taken in at once, and those that may wait for it.
const AT_ONCE: usize = 4;
const IN_LINE: usize = 32;

/// Reports and warnings that a job tells; what it counts it counts all.
const TOLD: usize = 200;

/// How often a job in progress is told of.
const PACE: Duration = Duration::from_millis(100);

/// How often the thread looks whether there is still a desk.
const LOOK: Duration = Duration::from_secs(2);

/// A file to be read.
#[derive(Debug)]
pub struct Upload {
    /// A plain name, no path.
    pub name: String,
    /// Where it was published.
    pub url: Option<String>,
    /// The outlet of reports that do not say it.
    pub outlet: Option<String>,
    /// The day of those that do not say it.
    pub published: Option<Date>,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// A file that waits, is being read, or was.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Job {
    pub id: u64,
    pub name: String,
    pub state: Stage,
    /// How long the file is, and how much of it was read.
    pub bytes: u64,
    pub read: u64,
    /// Reports that were not there before, and those that were.
    pub new: u64,
    pub known: u64,
    /// Reports and files left out.
    pub skipped: u64,
    pub figures: u64,
    /// The first of its reports.
    pub reports: Vec<Came>,
    /// The first of what should be known.
    pub warnings: Vec<String>,
    /// Why it failed.
    pub error: Option<String>,
}

/// How far a job is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Stage {
    Waiting,
    Reading,
    Done,
    Failed,
}

/// A report that is in the ledger now.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Came {
    pub entry: u64,
    pub id: String,
    pub title: Option<String>,
    pub figures: usize,
    pub new: bool,
    pub revision_of: Option<u64>,
}

/// All jobs, and the line in front of them.
#[derive(Debug)]
pub struct Jobs {
    held: Mutex<Held>,
    more: Condvar,
    /// Bodies that may be taken in.
    pub turns: Semaphore,
    /// Bodies that may wait for that, those taken in included.
    pub places: Semaphore,
}

#[derive(Debug, Default)]
struct Held {
    jobs: BTreeMap<u64, Job>,
    waiting: VecDeque<(u64, Upload)>,
    bytes: usize,
    last: u64,
}

impl Default for Jobs {
    fn default() -> Self {
        let (turns, places) = (Semaphore::new(AT_ONCE), Semaphore::new(AT_ONCE + IN_LINE));
        Self { held: Mutex::default(), more: Condvar::new(), turns, places }
    }
}

impl Jobs {
    /// Whether so many bytes more can wait.
    pub fn has_room(&self, bytes: usize) -> bool {
        let held = lock(&self.held);
        held.waiting.len() < WAITING && held.bytes.saturating_add(bytes) <= HELD
    }

    /// Puts a file in line; none where too much waits already.
    pub fn push(&self, upload: Upload) -> Option<Job> {
        let mut held = lock(&self.held);
        if held.waiting.len() >= WAITING || held.bytes.saturating_add(upload.bytes.len()) > HELD {
            return None;
        }
        held.last += 1;
        held.bytes += upload.bytes.len();
        let job = Job::new(held.last, &upload);
        let (id, told) = (job.id, job.clone());
        held.jobs.insert(id, job);
        held.waiting.push_back((id, upload));
        if held.jobs.len() > KEPT {
            held.jobs.pop_first();
        }
        self.more.notify_one();
        Some(told)
    }

    /// A job.
    pub fn get(&self, id: u64) -> Option<Job> {
        lock(&self.held).jobs.get(&id).cloned()
    }

    /// All that are remembered, the latest first.
    pub fn all(&self) -> Vec<Job> {
        lock(&self.held).jobs.values().rev().cloned().collect()
    }

    /// The next that waits; none after a while without any.
    fn next(&self) -> Option<(u64, Upload)> {
        let held = lock(&self.held);
        let waited = self.more.wait_timeout_while(held, LOOK, |held| held.waiting.is_empty());
        let (mut held, _) = waited.unwrap_or_else(PoisonError::into_inner);
        let (id, upload) = held.waiting.pop_front()?;
        held.bytes -= upload.bytes.len();
        Some((id, upload))
    }

    fn put(&self, job: &Job) {
        // Who was forgotten stays so.
        if let Some(kept) = lock(&self.held).jobs.get_mut(&job.id) {
            kept.clone_from(job);
        }
    }
}

impl Job {
    fn new(id: u64, upload: &Upload) -> Self {
        Self {
            id,
            name: upload.name.clone(),
            state: Stage::Waiting,
            bytes: upload.bytes.len() as u64,
            read: 0,
            new: 0,
            known: 0,
            skipped: 0,
            figures: 0,
            reports: Vec::new(),
            warnings: Vec::new(),
            error: None,
        }
    }
}

/// A job as it goes on: what is kept of it, and when it was last told of.
struct Progress<'d> {
    desk: &'d Desk,
    job: Job,
    told: Option<Instant>,
}

impl<'d> Progress<'d> {
    fn new(desk: &'d Desk, job: Job) -> Self {
        Self { desk, job, told: None }
    }

    /// Tells of it, unless that was just done.
    fn step(&mut self) {
        if self.told.is_none_or(|told| told.elapsed() >= PACE) {
            self.tell();
        }
    }

    fn tell(&mut self) {
        self.told = Some(Instant::now());
        self.desk.jobs.put(&self.job);
        // Nobody listening is no fault.
        let _ = self.desk.events.send(Event::Job(self.job.id));
    }

    fn warn(&mut self, words: String) {
        if self.job.warnings.len() < TOLD {
            self.job.warnings.push(words);
        }
    }
}

/// Reads what waits, on a thread of its own, for as long as the desk is there.
pub fn keep(desk: &Arc<Desk>) {
    let desk = Arc::downgrade(desk);
    thread::spawn(move || {
        let mut reading = work::Reading::default();
        while let Some(desk) = Weak::upgrade(&desk) {
            if let Some((id, upload)) = desk.jobs.next()
                && let Some(job) = desk.jobs.get(id)
            {
                work::work(&mut reading, Progress::new(&desk, job), upload);
            }
        }
    });
}
