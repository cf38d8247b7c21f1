//! What the ledger knew after an entry, as far as many requests ask for it again: its reports, the board of its series, what its checks found.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, LazyLock, OnceLock};

use sayso::check::Verdict;
use sayso::ledger::{Filed, Held, series, source};
use sayso_io::ledger::{Book, Error, Ledger, Met, View, checked, met};
use sayso_io::wire;

use crate::board::Board;
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
    board: OnceLock<Arc<Board>>,
    findings: OnceLock<Arc<Findings>>,
    sources: OnceLock<Arc<Vec<Met>>>,
    queue: OnceLock<Arc<Queue>>,
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
    /// The state of a ledger after an entry.
    pub fn new(view: &View<'_>) -> Result<Self, Error> {
        Ok(Self {
            upto: view.upto(),
            reports: Arc::new(view.reports()?),
            board: OnceLock::new(),
            findings: OnceLock::new(),
            sources: OnceLock::new(),
            queue: OnceLock::new(),
        })
    }

    /// The book of this state.
    pub fn book<'v>(&self, view: &'v View<'v>) -> Result<Book<'v>, Error> {
        Book::with(view, &NAMES, Arc::clone(&self.reports))
    }

    /// The board, made when it is asked for first.
    pub fn board(&self, ledger: &Ledger) -> Result<Arc<Board>, Error> {
        if let Some(board) = self.board.get() {
            return Ok(Arc::clone(board));
        }
        let view = ledger.view_at(self.upto)?;
        let board = Arc::new(Board::new(&self.book(&view)?)?);
        Ok(Arc::clone(self.board.get_or_init(|| board)))
    }

    /// What the checks found, made when it is asked for first.
    pub fn findings(&self, ledger: &Ledger) -> Result<Arc<Findings>, Error> {
        if let Some(findings) = self.findings.get() {
            return Ok(Arc::clone(findings));
        }
        let view = ledger.view_at(self.upto)?;
        let found = Arc::new(Findings::new(&self.book(&view)?)?);
        Ok(Arc::clone(self.findings.get_or_init(|| found)))
    }

    /// What is worth a look first, made when it is asked for first.
    pub fn queue(&self, ledger: &Ledger) -> Result<Arc<Queue>, Error> {
        if let Some(queue) = self.queue.get() {
            return Ok(Arc::clone(queue));
        }
        let (board, findings) = (self.board(ledger)?, self.findings(ledger)?);
        let view = ledger.view_at(self.upto)?;
        let queue = Arc::new(Queue::new(&self.book(&view)?, &board, &findings)?);
        Ok(Arc::clone(self.queue.get_or_init(|| queue)))
    }

    /// What is worth a look first, if it was made.
    pub fn queue_made(&self) -> Option<Arc<Queue>> {
        self.queue.get().cloned()
    }

    /// The sources, those of most claims first; looked for when they are asked for first.
    pub fn sources(&self, ledger: &Ledger) -> Result<Arc<Vec<Met>>, Error> {
        if let Some(sources) = self.sources.get() {
            return Ok(Arc::clone(sources));
        }
        let view = ledger.view_at(self.upto)?;
        let sources = Arc::new(met(&self.book(&view)?)?);
        Ok(Arc::clone(self.sources.get_or_init(|| sources)))
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
