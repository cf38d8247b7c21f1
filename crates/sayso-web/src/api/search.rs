//! `GET /search?q=`: reports that have these words, with the places where they have them.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use serde::{Deserialize, Serialize};

use super::ask::{Ask, Moment, Part, json};
use super::brief::Brief;
use crate::desk::{Desk, Look};
use crate::problem::Problem;
use crate::search::{self, Asked, LONGEST, Segment, Shown};

/// What is looked for.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct What {
    q: Option<String>,
}

/// What was found.
#[derive(Debug, Serialize)]
struct Found {
    total: usize,
    items: Vec<Item>,
    next: Option<usize>,
    /// Words that were looked for instead of words that are in no report.
    instead: BTreeMap<String, Vec<String>>,
    /// The entry up to which reports can be found; behind that of the ledger while it is caught up with.
    indexed: u64,
    upto: u64,
}

/// A report.
#[derive(Debug, Serialize)]
struct Item {
    entry: u64,
    title: Option<String>,
    outlet: Option<String>,
    published: Option<String>,
    url: Option<String>,
    replaced_by: Option<u64>,
    passages: Vec<Vec<Segment>>,
    claims: Vec<Brief>,
}

pub async fn search(
    State(desk): State<Arc<Desk>>,
    Ask(moment): Ask<Moment>,
    Ask(part): Ask<Part>,
    Ask(what): Ask<What>,
) -> Result<Response, Problem> {
    let q = what.q.unwrap_or_default();
    if q.chars().count() > LONGEST {
        return Err(Problem::wrong(format!("at most {LONGEST} characters are looked for at once")));
    }
    let found = move |look: &Look<'_>| {
        let mut asked = Asked::new(&q).map_err(search::Error::from)?;
        let indexed = look.desk.search.indexed();
        let found = look.desk.search.find(&mut asked, look.view.upto(), |total| part.range(total))?;
        let items = found.reports.iter().filter(|report| look.book.reports().contains_key(report));
        let items = items.map(|report| item(look, *report, &asked)).collect::<Result<Vec<_>, _>>()?;
        let (_, to) = part.range(found.total);
        let next = (to < found.total).then_some(to);
        Ok(json(&Found { total: found.total, items, next, instead: found.instead, indexed, upto: look.view.upto() }))
    };
    desk.look(moment.when()?, found).await
}

fn item(look: &Look<'_>, report: u64, asked: &Asked) -> Result<Item, Problem> {
    let Shown { title, passages, claims } = search::show(look.book, report, asked)?;
    let filed = look.book.reports().get(&report);
    Ok(Item {
        entry: report,
        title,
        outlet: filed.and_then(|filed| filed.outlet.clone()),
        published: filed.and_then(|filed| filed.published).map(|day| day.to_string()),
        url: filed.and_then(|filed| filed.url.clone()),
        replaced_by: filed.and_then(|filed| filed.replaced_by),
        passages,
        claims: claims.iter().map(|claim| Brief::new(look.book, claim)).collect(),
    })
}
