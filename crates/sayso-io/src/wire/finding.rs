//! What a check found, on the wire.

use sayso::check::Finding as Found;
use sayso::ledger::Held;
use serde::Serialize;

use crate::ledger::Book;

/// A finding as it is written.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names are those of the finding")]
pub struct Finding {
    pub check: &'static str,
    pub verdict: &'static str,
    /// The arithmetic.
    pub sentence: String,
    /// The claims it stands on, by id.
    pub inputs: Vec<String>,
    pub series: Option<String>,
    /// Addresses or names of the reports of those claims, each once.
    pub reports: Vec<String>,
}

impl Finding {
    /// A finding with the reports that its claims stand in; the claims of its scope are handed in.
    pub fn new(book: &Book<'_>, found: Found, claims: &[&Held]) -> Self {
        let reports = reports(book, &found.inputs, claims);
        let Found { check, verdict, sentence, inputs, series } = found;
        Self { check, verdict: verdict.name(), sentence, inputs, series, reports }
    }
}

fn reports(book: &Book<'_>, inputs: &[String], claims: &[&Held]) -> Vec<String> {
    let mut reports = Vec::new();
    let of = |input: &String| claims.iter().find(|claim| claim.id == *input).and_then(|claim| book.report(claim));
    for report in inputs.iter().filter_map(of) {
        let name = report.url.as_ref().unwrap_or(&report.id);
        if !reports.contains(name) {
            reports.push(name.clone());
        }
    }
    reports
}
