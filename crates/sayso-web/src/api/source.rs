//! `GET /sources`, `/sources/one`: who vouches, under which names, for what. Private people are not among them.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use sayso_io::ledger::{Met, is_public, stands};
use sayso_io::wire;
use serde::{Deserialize, Serialize};

use super::ask::{Ask, List, Moment, Part, json};
use super::brief::Brief;
use crate::desk::{Desk, Look};
use crate::problem::Problem;

/// Which sources.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Which {
    text: Option<String>,
    side: Option<String>,
    sort: Option<String>,
}

pub async fn all(
    State(desk): State<Arc<Desk>>,
    Ask(moment): Ask<Moment>,
    Ask(part): Ask<Part>,
    Ask(which): Ask<Which>,
) -> Result<Response, Problem> {
    let listed = move |look: &Look<'_>| {
        let text = which.text.as_deref().unwrap_or_default().to_lowercase();
        let names = |met: &Met| met.spellings.keys().chain([&met.source.name]).any(|name| name.to_lowercase().contains(&text));
        let is = |wanted: &Option<String>, of: Option<&str>| {
            wanted.as_deref().filter(|word| !word.is_empty()).is_none_or(|word| of == Some(word))
        };
        let sources = look.sources()?;
        let wanted =
            |met: &&Met| names(met) && is(&which.side, met.source.side.as_deref()) && is(&which.sort, Some(met.source.sort.name()));
        let sources = sources.iter().filter(wanted).collect::<Vec<_>>();
        Ok(json(&part.of(&sources, |met| Ok(wire::source::Source::new(look.book, met)))?))
    };
    desk.look(moment.when()?, listed).await
}

/// Which source: its id, or a name in any spelling.
#[derive(Clone, Debug, Deserialize)]
pub struct One {
    id: String,
}

/// A source with what it vouched for and passed on.
#[derive(Debug, Serialize)]
struct Whole {
    #[serde(flatten)]
    source: wire::source::Source,
    claims: List<Told>,
}

/// A claim of a source.
#[derive(Debug, Serialize)]
struct Told {
    #[serde(flatten)]
    told: wire::source::Told,
    entry: u64,
    series: Option<String>,
    outlet: Option<String>,
    published: Option<String>,
    sentence: Option<String>,
}

pub async fn one(
    State(desk): State<Arc<Desk>>,
    Ask(moment): Ask<Moment>,
    Ask(part): Ask<Part>,
    Ask(One { id }): Ask<One>,
) -> Result<Response, Problem> {
    let whole =
        move |look: &Look<'_>| {
            let missing = || Problem::missing("no source of that name is known beyond one report");
            let wanted = look.book.sources().find(&id).filter(|source| is_public(source)).ok_or_else(missing)?;
            let sources = look.sources()?;
            let met = sources.iter().find(|met| met.source.id == wanted.id).ok_or_else(missing)?;
            let mut claims = Vec::new();
            for report in &met.reports {
                let held = look.view.claims_of(*report)?.into_iter();
                claims.extend(held.filter(|claim| {
                    claim.repeat_of.is_none() && !look.book.is_replaced(claim) && stands(look.book, claim, &wanted).is_some()
                }));
            }
            let claims = part.of(&claims, |claim| {
                let link = stands(look.book, claim, &wanted).ok_or_else(missing)?;
                let Brief { series, outlet, published, sentence, .. } = Brief::new(look.book, claim);
                let told = wire::source::Told::new(look.book, claim, link);
                Ok(Told { told, entry: claim.report, series, outlet, published, sentence })
            })?;
            Ok(json(&Whole { source: wire::source::Source::new(look.book, met), claims }))
        };
    desk.look(moment.when()?, whole).await
}
