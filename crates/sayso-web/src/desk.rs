//! What all requests share: the ledger opened several times, the states asked for last, what is being added, and who listens.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError, Weak};
use std::thread;
use std::time::{Duration, Instant};

use sayso::report::Date;
use sayso_io::ledger::{Book, Error, Ledger, Met, View};
use tokio::sync::{Semaphore, broadcast};

use crate::Config;
use crate::board::Board;
use crate::cache::Cache;
use crate::job::Jobs;
use crate::problem::Problem;
use crate::queue::Queue;
use crate::search::{self, Search};
use crate::state::{Findings, State};

/// Requests that are worked on at once; each has the ledger opened for itself.
const AT_ONCE: usize = 4;

/// States that are kept: the latest, and those looked back at.
const STATES: usize = 3;

/// Making the board of a small ledger anew takes no longer than this; that of a larger one is made in the background, and the last one shown until then.
const PATIENCE: Duration = Duration::from_millis(400);

/// Those who may listen for what happens; each holds a connection.
const LISTENERS: usize = 64;

/// The longest rest between two times of catching up.
const REST: Duration = Duration::from_secs(20);

/// How often it is looked whether another program wrote to the ledger.
const LOOK: Duration = Duration::from_secs(2);

/// What all requests share.
#[derive(Debug)]
pub struct Desk {
    /// How it is served.
    pub config: Config,
    /// Answers made before.
    pub cache: Cache,
    /// Who listens for what happens.
    pub events: broadcast::Sender<Event>,
    /// Tables that may be made at once.
    pub tables: Semaphore,
    /// Words of reports.
    pub search: Search,
    /// What is being added.
    pub jobs: Jobs,
    /// How many more may listen.
    pub listeners: Arc<Semaphore>,
    ledgers: Mutex<Vec<Ledger>>,
    room: Semaphore,
    states: Mutex<Vec<Arc<State>>>,
    /// The last state whose board and findings are made.
    ready: Mutex<Option<Arc<State>>>,
    /// What making the last of these took, in milliseconds.
    took: AtomicU64,
    nudged: Mutex<bool>,
    nudge: Condvar,
}

/// Something happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// The ledger has grown to this entry, and everything that follows from it is made.
    Ledger(u64),
    /// A job went on.
    Job(u64),
}

/// As of when the ledger is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum When {
    /// Now.
    #[default]
    Now,
    /// After an entry.
    Entry(u64),
    /// At the end of a day, month or year.
    Day(Date),
}

/// The ledger, looked at.
#[derive(Debug)]
pub struct Look<'l> {
    /// The desk.
    pub desk: &'l Desk,
    /// The ledger.
    pub ledger: &'l Ledger,
    /// As of when.
    pub view: &'l View<'l>,
    /// The same with its reports and sources.
    pub book: &'l Book<'l>,
    /// The state that it is.
    pub state: &'l Arc<State>,
    /// Whether the latest is asked for, and not a day or entry.
    now: bool,
}

impl Desk {
    /// Opens the desk; the ledger is made where there is none.
    pub fn open(config: Config) -> Result<Self, Error> {
        let first = Ledger::create(&config.ledger)?.modest()?;
        Ok(Self {
            tables: Semaphore::new(1),
            search: Search::new(&config.ledger),
            config,
            cache: Cache::default(),
            events: broadcast::channel(256).0,
            jobs: Jobs::default(),
            listeners: Arc::new(Semaphore::new(LISTENERS)),
            ledgers: Mutex::new(vec![first]),
            room: Semaphore::new(AT_ONCE),
            states: Mutex::default(),
            ready: Mutex::default(),
            took: AtomicU64::new(0),
            nudged: Mutex::default(),
            nudge: Condvar::new(),
        })
    }

    /// Works with the ledger on a thread of its own.
    pub async fn work<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Self, &mut Ledger) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let desk = Arc::clone(self);
        let _room = self.room.acquire().await.map_err(|_| Problem::fault())?;
        let done = tokio::task::spawn_blocking(move || {
            let mut ledger = desk.lend()?;
            let done = work(&desk, &mut ledger);
            // A ledger that was in use when a fault came is not lent again: it is dropped with the thread's stack.
            lock(&desk.ledgers).push(ledger);
            done
        });
        done.await.map_err(|_| Problem::fault())?
    }

    /// Looks at the ledger as of then.
    pub async fn look<T: Send + 'static>(
        self: &Arc<Self>,
        when: When,
        look: impl FnOnce(&Look<'_>) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        self.work(move |desk, ledger| {
            let view = desk.view(ledger, when)?;
            let state = desk.state(&view)?;
            let book = state.book(&view)?;
            look(&Look { desk, ledger, view: &view, book: &book, state: &state, now: when == When::Now })
        })
        .await
    }

    /// What names the state of everything that is told: another one, another answer.
    pub async fn tag(self: &Arc<Self>) -> Option<String> {
        let head = self.work(|_, ledger| Ok(ledger.head()?)).await.ok()?;
        let ready = lock(&self.ready).as_ref().map_or(0, |state| state.upto);
        Some(format!("\"{}-{head}-{ready}\"", sayso::pack::version()))
    }

    /// Says that the ledger was written to.
    pub fn nudge(&self) {
        *lock(&self.nudged) = true;
        self.nudge.notify_one();
    }

    /// Works with the ledger on the thread that asks.
    pub fn with<T>(&self, work: impl FnOnce(&mut Ledger) -> T) -> Result<T, Error> {
        let mut ledger = self.lend()?;
        let done = work(&mut ledger);
        lock(&self.ledgers).push(ledger);
        Ok(done)
    }

    fn lend(&self) -> Result<Ledger, Error> {
        let kept = lock(&self.ledgers).pop();
        kept.map_or_else(|| Ledger::open(&self.config.ledger)?.modest(), Ok)
    }

    fn view<'l>(&self, ledger: &'l Ledger, when: When) -> Result<View<'l>, Problem> {
        match when {
            When::Now => Ok(ledger.view(None)?),
            When::Day(day) => Ok(ledger.view(Some(day))?),
            When::Entry(entry) => {
                let head = ledger.head()?;
                if entry > head {
                    return Err(Problem::missing(format!("the ledger has {head} entries, and no entry {entry} yet")));
                }
                Ok(ledger.view_at(entry)?)
            }
        }
    }

    fn state(&self, view: &View<'_>) -> Result<Arc<State>, Error> {
        let mut states = lock(&self.states);
        if let Some(at) = states.iter().position(|state| state.upto == view.upto()) {
            let state = states.remove(at);
            states.push(Arc::clone(&state));
            return Ok(state);
        }
        let state = Arc::new(State::new(view, states.last().map(AsRef::as_ref))?);
        if states.len() >= STATES {
            states.remove(0);
        }
        states.push(Arc::clone(&state));
        Ok(state)
    }

    /// Makes what follows from the latest entry, where that is not made; says whether it was not.
    fn catch_up(&self) -> Result<bool, Error> {
        self.with(|ledger| self.catch_up_with(ledger)).flatten()
    }

    fn catch_up_with(&self, ledger: &Ledger) -> Result<bool, Error> {
        let head = ledger.head()?;
        if lock(&self.ready).as_ref().is_some_and(|state| state.upto == head) {
            return Ok(false);
        }
        let state = self.state(&ledger.view_at(head)?)?;
        let began = Instant::now();
        state.queue(ledger)?;
        self.took.store(u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX), Ordering::Relaxed);
        *lock(&self.ready) = Some(state);
        // Nobody listening is no fault.
        let _ = self.events.send(Event::Ledger(head));
        Ok(true)
    }
}

impl Desk {
    /// Takes the next reports into the index of words; says whether there are more.
    fn index(&self) -> Result<bool, search::Error> {
        self.with(|ledger| {
            let view = ledger.view_at(ledger.head()?)?;
            let state = self.state(&view)?;
            self.search.step(ledger, &state.book(&view)?)
        })?
    }
}

/// Keeps up with the ledger, on a thread of its own, for as long as the desk is there.
pub fn keep(desk: &Arc<Desk>) {
    let desk = Arc::downgrade(desk);
    thread::spawn(move || {
        while let Some(desk) = Weak::upgrade(&desk) {
            let began = Instant::now();
            // What cannot be read now is told to who asks for it.
            let caught_up = desk.catch_up().unwrap_or(false);
            // One step at a time, so that what was added meanwhile is not kept waiting.
            if matches!(desk.index(), Ok(true)) {
                continue;
            }
            // While much is added, half of the time is left to others.
            if caught_up && began.elapsed() > PATIENCE {
                thread::sleep(began.elapsed().min(REST));
            }
            let nudged = lock(&desk.nudged);
            let wait = desk.nudge.wait_timeout_while(nudged, LOOK, |nudged| !*nudged);
            let (mut nudged, _) = wait.unwrap_or_else(PoisonError::into_inner);
            *nudged = false;
        }
    });
}

impl Look<'_> {
    /// The state whose board, findings and queue are told: of a large ledger that is being written to, the last one for which they are made.
    fn settled(&self) -> Arc<State> {
        let slow = || self.desk.took.load(Ordering::Relaxed) > PATIENCE.as_millis() as u64;
        let ready = if self.now && !self.state.is_settled() && slow() { lock(&self.desk.ready).clone() } else { None };
        ready.unwrap_or_else(|| Arc::clone(self.state))
    }

    /// The board and the findings, with the entry as of which they are.
    pub fn board(&self) -> Result<(Arc<Board>, Arc<Findings>, u64), Problem> {
        let state = self.settled();
        Ok((state.board(self.ledger)?, state.findings(self.ledger)?, state.upto))
    }

    /// What is worth a look first.
    pub fn queue(&self) -> Result<Arc<Queue>, Problem> {
        Ok(self.settled().queue(self.ledger)?)
    }

    /// The sources.
    pub fn sources(&self) -> Result<Arc<Vec<Met>>, Problem> {
        Ok(self.state.sources(self.ledger)?)
    }

    /// What the checks found.
    pub fn findings(&self) -> Result<Arc<Findings>, Problem> {
        Ok(self.settled().findings(self.ledger)?)
    }
}

/// A lock that a fault elsewhere does not keep shut: what it guards is whole between any two steps.
pub fn lock<T>(of: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}
