//! `GET /ledger`: the ledger as a whole, and the moments at which it can be looked at.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use serde::Serialize;

use super::ask::{Ask, Moment, json};
use crate::board::{Asked, Board, Facets};
use crate::desk::{Desk, Look};
use crate::problem::Problem;

/// The ledger on the wire.
#[derive(Debug, Serialize)]
pub struct Ledger {
    /// The file's name.
    file: String,
    /// The program and packs that read now.
    reader: &'static str,
    /// The entry as of which all this is told.
    upto: u64,
    /// The last entry.
    head: u64,
    reports: usize,
    series: usize,
    judgements: usize,
    /// Whether the checks are done as of `upto`.
    checked: bool,
    /// Entries after which something was known that was not before, thinned where they are many.
    moments: Vec<Then>,
    facets: Facets,
}

/// A moment of the ledger.
#[derive(Debug, Serialize)]
pub struct Then {
    entry: u64,
    at: String,
}

/// As many moments are told.
const MOMENTS: usize = 200;

pub async fn ledger(State(desk): State<Arc<Desk>>, Ask(moment): Ask<Moment>) -> Result<Response, Problem> {
    desk.look(moment.when()?, |look| Ok(json(&told(look)?))).await
}

fn told(look: &Look<'_>) -> Result<Ledger, Problem> {
    let (board, findings, upto) = look.board()?;
    let rows = board.find(&Asked::default(), None);
    let file = look.desk.config.ledger.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok(Ledger {
        file,
        reader: &sayso_io::wire::READER,
        upto: look.view.upto(),
        head: look.ledger.head()?,
        reports: look.book.reports().len(),
        series: rows.len(),
        judgements: look.view.judgements().iter().count(),
        checked: upto == look.view.upto(),
        moments: thinned(look.ledger.view(None)?.moments()?),
        facets: Board::facets(&rows, Some(&findings)),
    })
}

/// Evenly, and always the last.
fn thinned(all: Vec<(u64, String)>) -> Vec<Then> {
    let (step, last) = (all.len().div_ceil(MOMENTS).max(1), all.len().saturating_sub(1));
    let kept = all.into_iter().enumerate().filter(|(at, _)| at % step == 0 || *at == last);
    kept.map(|(_, (entry, at))| Then { entry, at }).collect()
}
