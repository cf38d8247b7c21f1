//! `GET /jobs`, `/jobs/ID`: how far what is being added is.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;

use super::ask::{Ask, Part, Way, json};
use crate::desk::Desk;
use crate::problem::Problem;

pub async fn all(State(desk): State<Arc<Desk>>, Ask(part): Ask<Part>) -> Result<Response, Problem> {
    let jobs = desk.jobs.all();
    Ok(json(&part.of(&jobs, |job| Ok(job.clone()))?))
}

pub async fn one(State(desk): State<Arc<Desk>>, Way(id): Way<u64>) -> Result<Response, Problem> {
    let missing = || Problem::missing("there is no such job; the last 200 are remembered until the desk is closed");
    Ok(json(&desk.jobs.get(id).ok_or_else(missing)?))
}
