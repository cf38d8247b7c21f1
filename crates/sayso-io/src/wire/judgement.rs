//! What people said, on the wire and in words.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use sayso::ledger::judge::{self, Node, Pick, What, written};
use serde::Serialize;

use crate::clean;
use crate::ledger::View;

/// A judgement as it is written.
#[derive(Clone, Debug, Default, Serialize)]
#[expect(missing_docs, reason = "the names are those of the judgement")]
pub struct Judgement {
    pub entry: u64,
    pub at: String,
    pub by: String,
    pub why: Option<String>,
    pub judgement: &'static str,
    pub claim: Option<String>,
    /// The numeral of the claim.
    pub text: Option<String>,
    pub field: Option<String>,
    pub value: Option<String>,
    pub a: Option<String>,
    pub b: Option<String>,
    pub series: Option<String>,
    pub undone_by: Option<u64>,
}

impl Judgement {
    /// A judgement as a view tells it.
    pub fn new(view: &View<'_>, told: &judge::Judgement) -> Self {
        let judge::Judgement { seq, at, by, why, what } = told.clone();
        let claim = match &what {
            What::Recommend { pick: Pick::Claim(claim), .. } => Some(claim.clone()),
            what => what.claim().map(str::to_owned),
        };
        let text = claim.as_ref().and_then(|id| view.as_read(id).ok()?.into_iter().next()).map(|held| held.text);
        let line = Self { entry: seq, at, by, why, judgement: what.name(), claim, text, undone_by: view.undone(seq), ..Self::default() };
        match what {
            What::Correct { field, value, .. } => Self { field: Some(field), value, ..line },
            What::Comment { field, .. } => Self { field, ..line },
            What::Merge { a, b } | What::Split { a, b } => Self { a: Some(node(&a)), b: Some(node(&b)), ..line },
            What::Recommend { series, pick } => {
                let value = if let Pick::Bounds { low, high } = pick { written(low, high) } else { None };
                Self { series: Some(series), value, ..line }
            }
            What::Accept { .. } | What::Reject { .. } => line,
        }
    }
}

fn node(node: &Node) -> String {
    match node {
        Node::Claim(id) => format!("claim:{id}"),
        Node::Report(digest) => format!("report:{digest}"),
    }
}

/// Puts judgements into words.
#[derive(Debug)]
pub struct Teller<'v> {
    view: &'v View<'v>,
    /// Names of the reports by digest, once one is asked for.
    reports: OnceCell<BTreeMap<String, String>>,
}

impl<'v> Teller<'v> {
    /// Of the claims and reports that a view knows.
    pub const fn new(view: &'v View<'v>) -> Self {
        Self { view, reports: OnceCell::new() }
    }

    /// `corrected side to RUS of 3f2a8c... (4,000 soldiers)`, safe to print.
    pub fn words(&self, what: &What) -> String {
        let words = match what {
            What::Accept { claim } => format!("accepted {}", self.claim(claim)),
            What::Reject { claim } => format!("rejected {}", self.claim(claim)),
            What::Correct { claim, field, value } => {
                format!("corrected {field} to {} of {}", value.as_deref().unwrap_or("-"), self.claim(claim))
            }
            What::Comment { claim, field: Some(field) } => format!("commented on {field} of {}", self.claim(claim)),
            What::Comment { claim, field: None } => format!("commented on {}", self.claim(claim)),
            What::Merge { a, b } => format!("of one origin: {} and {}", self.node(a), self.node(b)),
            What::Split { a, b } => format!("not of one origin: {} and {}", self.node(a), self.node(b)),
            What::Recommend { series, pick: Pick::Claim(claim) } => format!("recommended for series {series}: {}", self.claim(claim)),
            What::Recommend { series, pick: Pick::Bounds { low, high } } => {
                format!("recommended for series {series}: {}", written(*low, *high).unwrap_or_default())
            }
        };
        clean::line(&words).into_owned()
    }

    fn node(&self, node: &Node) -> String {
        match node {
            Node::Claim(id) => self.claim(id),
            Node::Report(digest) => format!("report {}", self.report(digest)),
        }
    }

    /// The claim's id with the figure and what it counts.
    fn claim(&self, id: &str) -> String {
        let read = self.view.as_read(id).ok().and_then(|read| read.into_iter().next());
        read.map_or_else(|| id.to_owned(), |held| format!("{id} ({} {})", held.text, held.counted.unwrap_or(held.measure)))
    }

    fn report(&self, digest: &str) -> String {
        let names = || self.view.reports().unwrap_or_default().into_values().map(|filed| (filed.digest, filed.id)).collect();
        self.reports.get_or_init(names).get(digest).cloned().unwrap_or_else(|| digest.to_owned())
    }
}
