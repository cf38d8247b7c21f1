//! What the ledger knew after an entry, as far as many requests ask for it again: its reports, the board of its series, what its checks found.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, LazyLock, Mutex, OnceLock};

use sayso::check::Verdict;
use sayso::ledger::{Filed, Held, series, source};
use sayso_io::ledger::{Book, Error, Ledger, Met, View, checked, met};
use sayso_io::wire;

use crate::board::Board;
use crate::desk::lock;
use crate::queue::Queue;

/// The names of sources, the same for every state.
pub static NAMES: LazyLock<source::Words> = LazyLock::new(|| source::Words::new("en", &mut Vec::new()));

/// The ledger after an entry.
#[derive(Debug)]
pub struct State {
    /// The last entry that counts.
    pub upto: u64,
    /// Its reports.
    pub reports: Arc<BTreeMap<u64, Filed>>,
    board: Made<Board>,
    findings: Made<Findings>,
    sources: Made<Vec<Met>>,
    queue: Made<Queue>,
}

/// Something that is made when it is asked for first; who asks meanwhile waits for it.
#[derive(Debug)]
struct Made<T> {
    made: OnceLock<Arc<T>>,
    making: Mutex<()>,
}

impl<T> Default for Made<T> {
    fn default() -> Self {
        Self { made: OnceLock::new(), making: Mutex::new(()) }
    }
}

impl<T> Made<T> {
    fn get(&self, make: impl FnOnce() -> Result<T, Error>) -> Result<Arc<T>, Error> {
        let _turn = if self.made.get().is_none() { Some(lock(&self.making)) } else { None };
        if let Some(made) = self.made.get() {
            return Ok(Arc::clone(made));
        }
        let made = Arc::new(make()?);
        Ok(Arc::clone(self.made.get_or_init(|| made)))
    }
}

/// What the checks found.
#[derive(Debug, Default)]
pub struct Findings {
    /// All of it, what fails first.
    pub all: Vec<wire::finding::Finding>,
    by_series: BTreeMap<String, Vec<usize>>,
    by_claim: BTreeMap<String, Vec<usize>>,
    fails: HashMap<String, BTreeMap<&'static str, usize>>,
}

impl State {
    /// The state of a ledger after an entry. Another one at hand may have the same reports: what people say changes none.
    pub fn new(view: &View<'_>, at_hand: Option<&Self>) -> Result<Self, Error> {
        let last = view.last_report()?;
        let same = at_hand.filter(|state| state.upto <= view.upto() && state.reports.keys().next_back() == last.as_ref());
        let reports = match same {
            Some(state) => Arc::clone(&state.reports),
            None => Arc::new(view.reports()?),
        };
        let (board, findings, sources, queue) = Default::default();
        Ok(Self { upto: view.upto(), reports, board, findings, sources, queue })
    }

    /// The book of this state.
    pub fn book<'v>(&self, view: &'v View<'v>) -> Result<Book<'v>, Error> {
        Book::with(view, &NAMES, Arc::clone(&self.reports))
    }

    /// The board.
    pub fn board(&self, ledger: &Ledger) -> Result<Arc<Board>, Error> {
        self.board.get(|| Board::new(&self.book(&ledger.view_at(self.upto)?)?))
    }

    /// What the checks found.
    pub fn findings(&self, ledger: &Ledger) -> Result<Arc<Findings>, Error> {
        self.findings.get(|| Findings::new(&self.book(&ledger.view_at(self.upto)?)?))
    }

    /// What is worth a look first.
    pub fn queue(&self, ledger: &Ledger) -> Result<Arc<Queue>, Error> {
        let (board, findings) = (self.board(ledger)?, self.findings(ledger)?);
        self.queue.get(|| Queue::new(&self.book(&ledger.view_at(self.upto)?)?, &board, &findings))
    }

    /// Whether the queue is made, and with it board and findings.
    pub fn is_settled(&self) -> bool {
        self.queue.made.get().is_some()
    }

    /// The sources, those of most claims first.
    pub fn sources(&self, ledger: &Ledger) -> Result<Arc<Vec<Met>>, Error> {
        self.sources.get(|| met(&self.book(&ledger.view_at(self.upto)?)?))
    }
}

impl Findings {
    fn new(book: &Book<'_>) -> Result<Self, Error> {
        let mut all = Vec::new();
        checked(book, &[], &mut |found, claims| {
            for finding in found {
                let of = |claim: &&&Held| finding.inputs.contains(&claim.id);
                let series = claims.iter().filter(of).filter_map(|claim| series::key(book.view.words(), claim)).map(|key| key.id());
                let series = series.collect::<BTreeSet<_>>();
                let written = wire::finding::Finding::new(book, finding.clone(), claims);
                all.push((finding.verdict, series, written));
            }
        })?;
        // Stable: of one verdict in the order in which the checks ran.
        all.sort_by_key(|(verdict, ..)| match verdict {
            Verdict::Fails => 0,
            Verdict::CannotTell => 1,
            Verdict::Holds => 2,
        });
        let (mut by_series, mut by_claim) = (BTreeMap::<_, Vec<_>>::new(), BTreeMap::<_, Vec<_>>::new());
        for (at, (_, series, finding)) in all.iter_mut().enumerate() {
            std::mem::take(series).into_iter().for_each(|id: String| by_series.entry(id).or_default().push(at));
            finding.inputs.iter().for_each(|id| by_claim.entry(id.clone()).or_default().push(at));
        }
        let all = all.into_iter().map(|(.., finding)| finding).collect();
        let mut found = Self { all, by_series, by_claim, fails: HashMap::new() };
        found.fails = found.by_series.keys().filter_map(|id| Some((id.clone(), found.failing(id)?))).collect();
        Ok(found)
    }

    /// Those that stand on a claim of a series.
    pub fn of_series(&self, id: &str) -> impl Iterator<Item = &wire::finding::Finding> {
        self.by_series.get(id).into_iter().flatten().filter_map(|at| self.all.get(*at))
    }

    /// Those that stand on a claim.
    pub fn of_claim(&self, id: &str) -> impl Iterator<Item = (usize, &wire::finding::Finding)> {
        self.by_claim.get(id).into_iter().flatten().filter_map(|at| Some((*at, self.all.get(*at)?)))
    }

    /// Names of the checks that fail on a series, with how often; none where all is well.
    pub fn fails(&self, id: &str) -> Option<&BTreeMap<&'static str, usize>> {
        self.fails.get(id)
    }

    fn failing(&self, id: &str) -> Option<BTreeMap<&'static str, usize>> {
        let mut fails = BTreeMap::new();
        self.of_series(id).filter(|finding| finding.verdict == "fails").for_each(|finding| *fails.entry(finding.check).or_default() += 1);
        (!fails.is_empty()).then_some(fails)
    }
}
