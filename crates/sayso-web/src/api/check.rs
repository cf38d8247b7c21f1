//! `GET /checks`, `/series/ID/checks`: what adds up, what does not, and what cannot be told.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use sayso::check::CHECKS;
use sayso_io::wire;
use serde::{Deserialize, Serialize};

use super::ask::{Ask, List, Moment, Part, Way, json};
use super::brief::Brief;
use crate::desk::{Desk, Look};
use crate::problem::Problem;

/// A finding with the claims that it stands on.
#[derive(Debug, Serialize)]
pub struct Found {
    #[serde(flatten)]
    finding: wire::finding::Finding,
    claims: Vec<Brief>,
}

impl Found {
    /// A finding with its claims as they are now.
    pub fn new(look: &Look<'_>, finding: &wire::finding::Finding) -> Result<Self, Problem> {
        let mut claims = Vec::new();
        for input in finding.inputs.iter().take(CLAIMS) {
            let held = look.view.claim(input)?.into_iter().next();
            claims.extend(held.map(|claim| Brief::new(look.book, &claim)));
        }
        Ok(Self { finding: finding.clone(), claims })
    }
}

/// Claims of a finding that are told with it; all of them are named in `inputs`.
const CLAIMS: usize = 12;

/// Which findings.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Which {
    verdict: Option<String>,
    check: Option<String>,
}

/// Findings, and what the checks are.
#[derive(Debug, Serialize)]
struct Listed {
    #[serde(flatten)]
    list: List<Found>,
    /// How often each check came to what.
    counts: BTreeMap<&'static str, BTreeMap<&'static str, usize>>,
    about: Vec<About>,
}

/// What a check looks for.
#[derive(Debug, Serialize)]
struct About {
    check: &'static str,
    about: &'static str,
}

pub async fn all(
    State(desk): State<Arc<Desk>>,
    Ask(moment): Ask<Moment>,
    Ask(part): Ask<Part>,
    Ask(which): Ask<Which>,
) -> Result<Response, Problem> {
    let verdict = which.verdict.unwrap_or_else(|| "fails".to_owned());
    if !["fails", "holds", "cannot_tell", "all"].contains(&verdict.as_str()) {
        return Err(Problem::wrong("`verdict` is one of fails, holds, cannot_tell, all"));
    }
    let listed = move |look: &Look<'_>| {
        let findings = look.findings()?;
        let mut counts = BTreeMap::<_, BTreeMap<_, usize>>::new();
        findings.all.iter().for_each(|finding| *counts.entry(finding.check).or_default().entry(finding.verdict).or_default() += 1);
        let wanted = |finding: &&wire::finding::Finding| {
            (verdict == "all" || finding.verdict == verdict) && which.check.as_ref().is_none_or(|check| check == finding.check)
        };
        let found = findings.all.iter().filter(wanted).collect::<Vec<_>>();
        let list = part.of(&found, |finding| Found::new(look, finding))?;
        let mut about = CHECKS.iter().map(|check| About { check: check.name, about: check.about }).collect::<Vec<_>>();
        about.dedup_by_key(|about| about.check);
        Ok(json(&Listed { list, counts, about }))
    };
    desk.look(moment.when()?, listed).await
}

pub async fn of_series(
    State(desk): State<Arc<Desk>>,
    Way(id): Way<String>,
    Ask(moment): Ask<Moment>,
    Ask(part): Ask<Part>,
) -> Result<Response, Problem> {
    let listed = move |look: &Look<'_>| {
        let findings = look.findings()?;
        let found = findings.of_series(&id).collect::<Vec<_>>();
        Ok(json(&part.of(&found, |finding| Found::new(look, finding))?))
    };
    desk.look(moment.when()?, listed).await
}
