//! The origins of a series on the wire: which claims are of one, and why.

use serde::Serialize;

use crate::ledger::Traced;

/// The origins of a series as they are written.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Echo {
    pub series: String,
    pub min: usize,
    pub max: usize,
    pub groups: Vec<Group>,
    pub merges: Vec<Merge>,
    /// Claims that only deny, by id.
    pub denied: Vec<String>,
}

/// Claims of one origin, as far as proven; groups with the same `suspected` may be one.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Group {
    pub source: Option<String>,
    pub suspected: usize,
    pub claims: Vec<String>,
}

/// Two claims taken to be of one origin.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Merge {
    pub a: String,
    pub b: String,
    pub reason: &'static str,
    pub certainty: &'static str,
    pub why: String,
}

impl Echo {
    /// The origins of a series.
    pub fn new(series: &str, traced: &Traced) -> Self {
        let id = |at: &usize| traced.claims[*at].id.clone();
        let ids = |places: &[usize]| places.iter().map(id).collect();
        let origins = &traced.origins;
        let merge = |merge: &sayso::ledger::origin::Merge| Merge {
            a: id(&merge.a),
            b: id(&merge.b),
            reason: merge.reason.name(),
            certainty: merge.certainty.name(),
            why: merge.why.clone(),
        };
        Self {
            series: series.to_owned(),
            min: origins.min,
            max: origins.max,
            groups: origins
                .groups
                .iter()
                .map(|one| Group { source: one.source.clone(), suspected: one.suspected, claims: ids(&one.claims) })
                .collect(),
            merges: origins.merges.iter().map(merge).collect(),
            denied: ids(&origins.denied),
        }
    }
}
