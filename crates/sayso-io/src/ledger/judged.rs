//! Judgements as entries keep them, and claims with judgements laid over them.

use std::collections::BTreeMap;

use sayso::ledger::judge::{self, Judgement, Judgements, Node, Pick, What};
use sayso::ledger::{Held, Words};
use serde::{Deserialize, Serialize};

use super::prepare::keys;
use super::stored::exact;

/// A judgement as its entry keeps it.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Told {
    pub judgement: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claim: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub a: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub b: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub series: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub low: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub high: Option<String>,
    pub by: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// An undo as its entry keeps it.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Undo {
    pub entry: u64,
    pub by: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

impl Told {
    pub(super) fn new(by: &str, why: Option<&str>, what: &What) -> Self {
        let mut told = Self { judgement: what.name().to_owned(), by: by.to_owned(), why: why.map(str::to_owned), ..Self::default() };
        match what.clone() {
            What::Accept { claim } | What::Reject { claim } => told.claim = Some(claim),
            What::Correct { claim, field, value } => (told.claim, told.field, told.value) = (Some(claim), Some(field), value),
            What::Comment { claim, field } => (told.claim, told.field) = (Some(claim), field),
            What::Merge { a, b } | What::Split { a, b } => (told.a, told.b) = (Some(name(&a)), Some(name(&b))),
            What::Recommend { series, pick } => {
                told.series = Some(series);
                match pick {
                    Pick::Claim(claim) => told.claim = Some(claim),
                    Pick::Bounds { low, high } => {
                        (told.low, told.high) = (low.map(|low| low.to_string()), high.map(|high| high.to_string()));
                    }
                }
            }
        }
        told
    }

    /// What was told; none for what only a later program knows.
    fn judgement(self, seq: u64, at: String) -> Option<Judgement> {
        let what = match self.judgement.as_str() {
            "accept" => What::Accept { claim: self.claim? },
            "reject" => What::Reject { claim: self.claim? },
            "correct" => What::Correct { claim: self.claim?, field: self.field?, value: self.value },
            "comment" => What::Comment { claim: self.claim?, field: self.field },
            "merge" => What::Merge { a: node(&self.a?)?, b: node(&self.b?)? },
            "split" => What::Split { a: node(&self.a?)?, b: node(&self.b?)? },
            "recommend" => What::Recommend {
                series: self.series?,
                pick: self.claim.map_or_else(
                    || Pick::Bounds { low: self.low.as_deref().and_then(exact), high: self.high.as_deref().and_then(exact) },
                    Pick::Claim,
                ),
            },
            _ => return None,
        };
        Some(Judgement { seq, at, by: self.by, why: self.why, what })
    }
}

/// The kind before the name, for names of claims and of reports look alike.
fn name(node: &Node) -> String {
    match node {
        Node::Claim(id) => format!("claim:{id}"),
        Node::Report(digest) => format!("report:{digest}"),
    }
}

fn node(name: &str) -> Option<Node> {
    let claim = || name.strip_prefix("claim:").map(|id| Node::Claim(id.to_owned()));
    claim().or_else(|| name.strip_prefix("report:").map(|digest| Node::Report(digest.to_owned())))
}

/// What was judged up to an entry.
#[derive(Debug, Default)]
pub(super) struct Judged {
    /// All judgements, also those undone.
    pub told: Vec<Judgement>,
    /// Those that stand.
    pub standing: Judgements,
    /// Entries undone, each with the undo.
    pub undone: BTreeMap<u64, u64>,
    /// Claims whose series a correction changed: where they are filed, and where they belong.
    moved: Vec<(Place, Place, Held)>,
}

impl Judged {
    pub(super) fn new(judgements: Vec<super::Entry>, undos: Vec<super::Entry>) -> Self {
        let undo = |entry: super::Entry| Some((entry.seq, serde_json::from_slice::<Undo>(&entry.body).ok()?.entry));
        let told = |entry: super::Entry| serde_json::from_slice::<Told>(&entry.body).ok()?.judgement(entry.seq, entry.at);
        let undone = judge::undone(&undos.into_iter().filter_map(undo).collect::<Vec<_>>());
        let told = judgements.into_iter().filter_map(told).collect::<Vec<_>>();
        Self { standing: Judgements::new(told.clone(), &undone), told, undone, moved: Vec::new() }
    }

    /// Notes which of the corrected claims lie elsewhere than they are filed. Given are claims as read.
    pub(super) fn note_moved(&mut self, words: &Words, claims: Vec<(Place, Held)>) {
        let placed = claims.into_iter().filter_map(|(filed, claim)| Some((filed, self.place(words, filed, claim)?)));
        self.moved = placed.filter(|(filed, (place, _))| filed != place).map(|(filed, (place, claim))| (filed, place, claim)).collect();
    }

    /// A claim as people left it, and where it belongs then; none if it was rejected.
    fn place(&self, words: &Words, filed: Place, claim: Held) -> Option<(Place, Held)> {
        if !self.standing.about(&claim.id) {
            return Some((filed, claim));
        }
        // What its key was when it was filed does not matter: only what the correction changed.
        let read = keys(words, &claim);
        let claim = self.standing.apply(claim)?;
        let now = keys(words, &claim);
        Some((if now == read { filed } else { now }, claim))
    }

    /// A claim as people left it, if it still belongs to the group that it is filed under.
    pub(super) fn stays(&self, words: &Words, by: By, filed: Place, claim: Held) -> Option<Held> {
        let (place, claim) = self.place(words, filed, claim)?;
        (by.group(place) == by.group(filed)).then_some(claim)
    }

    /// The claims that came to groups which they are not filed under.
    pub(super) fn came(&self, by: By) -> BTreeMap<Place, Vec<Held>> {
        let mut came = BTreeMap::<_, Vec<_>>::new();
        for (filed, place, claim) in &self.moved {
            let group = by.group(*place);
            if group != by.group(*filed) && by.is_group(group) {
                came.entry(group).or_default().push(claim.clone());
            }
        }
        came
    }
}

/// The hashes of the kin group and the series of a claim, 0 for none.
pub(super) type Place = (i64, i64);

/// How claims are grouped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    Kin,
    Series,
}

impl By {
    /// The group of a claim, by the hashes of its kin group and series.
    pub(super) const fn group(self, (kin, series): Place) -> Place {
        match self {
            Self::Kin => (kin, 0),
            Self::Series => (kin, series),
        }
    }

    /// Whether claims belong to it, and not to none.
    pub(super) const fn is_group(self, (kin, series): Place) -> bool {
        match self {
            Self::Kin => kin != 0,
            Self::Series => series != 0,
        }
    }
}
