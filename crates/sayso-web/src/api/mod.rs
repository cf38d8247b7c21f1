//! The HTTP API: one file a thing that can be asked for.

mod ask;
mod brief;
mod ledger;
mod series;
mod report;
mod add;
mod job;
mod event;
mod search;
mod stream;
mod table;
mod check;
mod source;
mod judge;
mod queue;

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};

pub use report::LANG;

use crate::desk::Desk;

/// What is answered below `/api/v1`.
pub fn router() -> Router<Arc<Desk>> {
    Router::new()
        .route("/ledger", get(ledger::ledger))
        .route("/series", get(series::board))
        .route("/series/{id}", get(series::one))
        .route("/series/{id}/claims", get(series::claims))
        .route("/series/{id}/echo", get(series::echo))
        .route("/series/{id}/checks", get(check::of_series))
        .route("/checks", get(check::all))
        .route("/reports", get(report::all).post(add::add))
        .route("/reports/{entry}", get(report::one))
        .route("/reports/{entry}/original", get(report::original))
        .route("/claims/{id}", get(report::claim))
        .route("/sources", get(source::all))
        .route("/sources/one", get(source::one))
        .route("/jobs", get(job::all))
        .route("/jobs/{id}", get(job::one))
        .route("/events", get(event::events))
        .route("/search", get(search::search))
        .route("/tables/{name}", get(table::table))
        .route("/queue", get(queue::queue))
        .route("/judgements", get(judge::all).post(judge::judge))
        .route("/judgements/{entry}/undo", post(judge::undo))
}
