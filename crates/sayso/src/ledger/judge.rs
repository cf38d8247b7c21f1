//! What people judged: claims accepted, corrected or rejected; what is of one origin or is not; which value they recommend.
//!
//! A judgement never changes what was read. It is laid over it, with a name on it, and an undo takes it away again: what was read stays below.

mod field;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::held::Held;
pub use field::Field;

/// What a named person said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// Its entry.
    pub seq: u64,
    /// When, as an ISO timestamp of UTC.
    pub at: String,
    /// Who.
    pub by: String,
    /// The reasoning.
    pub why: Option<String>,
    /// What was said.
    pub what: What,
}

/// What a judgement says. Claims and series are named by their ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A claim is read rightly.
    Accept {
        /// The claim.
        claim: String,
    },
    /// A field of a claim is another.
    Correct {
        /// The claim.
        claim: String,
        /// The field, as on the wire.
        field: String,
        /// What it is; none where the text does not say.
        value: Option<String>,
    },
    /// A claim is no claim.
    Reject {
        /// The claim.
        claim: String,
    },
    /// Something is noted on a claim, or on a field of it; the words stand as the reasoning. It changes nothing.
    Comment {
        /// The claim.
        claim: String,
        /// The field, as on the wire.
        field: Option<String>,
    },
    /// Two stand on one origin.
    Merge {
        /// The one.
        a: Node,
        /// The other.
        b: Node,
    },
    /// Two do not stand on one origin.
    Split {
        /// The one.
        a: Node,
        /// The other.
        b: Node,
    },
    /// The value of a series that this person would use.
    Recommend {
        /// The series.
        series: String,
        /// The value.
        pick: Pick,
    },
}

/// What can be of one origin with another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Node {
    /// A claim, by its id.
    Claim(String),
    /// All claims of a report, by its digest.
    Report(String),
}

/// What is recommended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pick {
    /// What a claim says.
    Claim(String),
    /// From a value to a value; open where none is given.
    Bounds {
        /// The lower end.
        low: Option<Decimal>,
        /// The upper end.
        high: Option<Decimal>,
    },
}

impl What {
    /// The word on the wire.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Accept { .. } => "accept",
            Self::Correct { .. } => "correct",
            Self::Reject { .. } => "reject",
            Self::Comment { .. } => "comment",
            Self::Merge { .. } => "merge",
            Self::Split { .. } => "split",
            Self::Recommend { .. } => "recommend",
        }
    }

    /// What is recommended, in words: a value, a span, or a claim's id.
    pub fn pick(&self) -> Option<String> {
        match self {
            Self::Recommend { pick: Pick::Claim(claim), .. } => Some(claim.clone()),
            Self::Recommend { pick: Pick::Bounds { low, high }, .. } => written(*low, *high),
            _ => None,
        }
    }

    /// The claim that it is about, where it is about one.
    pub fn claim(&self) -> Option<&str> {
        match self {
            Self::Accept { claim } | Self::Correct { claim, .. } | Self::Reject { claim } | Self::Comment { claim, .. } => Some(claim),
            _ => None,
        }
    }
}

/// The judgements that stand, in the order they were told.
#[derive(Clone, Debug, Default)]
pub struct Judgements {
    all: Vec<Judgement>,
    by_claim: BTreeMap<String, Vec<usize>>,
}

impl Judgements {
    /// Those of the judgements told that no undo took away.
    pub fn new(told: Vec<Judgement>, undone: &BTreeMap<u64, u64>) -> Self {
        let all = told.into_iter().filter(|judgement| !undone.contains_key(&judgement.seq)).collect::<Vec<_>>();
        let mut by_claim = BTreeMap::<String, Vec<usize>>::new();
        for (at, judgement) in all.iter().enumerate() {
            if let Some(claim) = judgement.what.claim() {
                by_claim.entry(claim.to_owned()).or_default().push(at);
            }
        }
        Self { all, by_claim }
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Judgement> {
        self.all.iter()
    }

    /// Whether anything was judged of a claim.
    pub fn about(&self, claim: &str) -> bool {
        !self.by_claim.is_empty() && self.by_claim.contains_key(claim)
    }

    /// Those about a claim.
    pub fn of(&self, claim: &str) -> impl Iterator<Item = &Judgement> {
        self.by_claim.get(claim).into_iter().flatten().filter_map(|at| self.all.get(*at))
    }

    /// Who accepted a claim, unless it was rejected later.
    pub fn accepted(&self, claim: &str) -> Option<&Judgement> {
        self.verdict(claim).filter(|judgement| matches!(judgement.what, What::Accept { .. }))
    }

    /// Who rejected a claim, unless it was accepted later.
    pub fn rejected(&self, claim: &str) -> Option<&Judgement> {
        self.verdict(claim).filter(|judgement| matches!(judgement.what, What::Reject { .. }))
    }

    /// The last word on whether a claim is one.
    fn verdict(&self, claim: &str) -> Option<&Judgement> {
        self.of(claim).filter(|judgement| matches!(judgement.what, What::Accept { .. } | What::Reject { .. })).last()
    }

    /// Claims of which a field was corrected, by id.
    pub fn corrected(&self) -> impl Iterator<Item = &str> {
        let corrects = |at: &usize| self.all.get(*at).is_some_and(|judgement| matches!(judgement.what, What::Correct { .. }));
        self.by_claim.iter().filter(move |(_, told)| told.iter().any(corrects)).map(|(claim, _)| claim.as_str())
    }

    /// The claim as people left it: none where it was rejected. Each field that they changed keeps what was read.
    pub fn apply(&self, claim: Held) -> Option<Held> {
        if !self.about(&claim.id) {
            return Some(claim);
        }
        self.rejected(&claim.id).is_none().then(|| self.correct(claim))
    }

    /// The claim with its corrections, also where it was rejected.
    pub fn correct(&self, mut claim: Held) -> Held {
        let id = claim.id.clone();
        for judgement in self.of(&id) {
            if let What::Correct { field, value, .. } = &judgement.what {
                // What a later program could correct and this one cannot stays as it was read.
                let _ = field::correct(&mut claim, judgement.seq, &judgement.by, field, value.as_deref());
            }
        }
        claim
    }

    /// Which two are of one origin (true) and which are not, with the judgement that says so; of two about the same pair the later one.
    pub fn pairs(&self) -> Vec<(&Node, &Node, bool, &Judgement)> {
        let mut pairs = BTreeMap::new();
        for judgement in &self.all {
            let (a, b, one) = match &judgement.what {
                What::Merge { a, b } => (a, b, true),
                What::Split { a, b } => (a, b, false),
                _ => continue,
            };
            pairs.insert((a.min(b), a.max(b)), (one, judgement));
        }
        pairs.into_iter().map(|((a, b), (one, judgement))| (a, b, one, judgement)).collect()
    }

    /// The last recommendation for a series.
    pub fn recommended(&self, series: &str) -> Option<&Judgement> {
        let about = |judgement: &&Judgement| matches!(&judgement.what, What::Recommend { series: of, .. } if of == series);
        self.all.iter().rfind(about)
    }
}

/// The claim with one field corrected, or why that cannot be.
pub fn corrected(words: &super::Words, claim: &Held, field: &str, value: Option<&str>) -> Result<Held, String> {
    let mut claim = claim.clone();
    let known = Field::named(field).ok_or_else(|| format!("there is no field `{field}` to correct; there are {}", Field::names()))?;
    known.check(words, value)?;
    field::correct(&mut claim, 0, "", field, value)?;
    match (claim.low, claim.high) {
        (Some(low), Some(high)) if low > high => {
            Err(format!("then it would run from {low} down to {high}; correct `value` to set both ends at once, as 500 or 400..500"))
        }
        _ => Ok(claim),
    }
}

/// Entries that an undo took away, each with that undo. An undo is an entry too: undone itself, it takes nothing away.
pub fn undone(undos: &[(u64, u64)]) -> BTreeMap<u64, u64> {
    let mut undone = BTreeMap::new();
    let later_first = undos.iter().copied().collect::<BTreeSet<_>>().into_iter().rev();
    for (undo, entry) in later_first.filter(|(undo, entry)| entry < undo) {
        if !undone.contains_key(&undo) {
            undone.insert(entry, undo);
        }
    }
    undone
}

/// A value or span as people write it: `500`, `400..500`, `400..`, `..500`.
pub fn bounds(words: &str) -> Option<(Option<Decimal>, Option<Decimal>)> {
    let number = |digits: &str| digits.trim().parse::<Decimal>().ok();
    let Some((low, high)) = words.split_once("..") else { return number(words).map(|value| (Some(value), Some(value))) };
    let end = |digits: &str| if digits.trim().is_empty() { Some(None) } else { number(digits).map(Some) };
    let (low, high) = (end(low)?, end(high)?);
    let sound = match (low, high) {
        (Some(low), Some(high)) => low <= high,
        (None, None) => false,
        _ => true,
    };
    sound.then_some((low, high))
}

/// The same, written.
pub fn written(low: Option<Decimal>, high: Option<Decimal>) -> Option<String> {
    let digits = |value: Option<Decimal>| value.map(|value| value.normalize().to_string()).unwrap_or_default();
    match (low, high) {
        (None, None) => None,
        (low, high) if low == high => Some(digits(low)),
        (low, high) => Some(format!("{}..{}", digits(low), digits(high))),
    }
}
