//! `GET /queue`: claims in the order in which they are worth a person's look.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use serde::{Deserialize, Serialize};

use super::ask::{Ask, Moment, Part, json};
use super::brief::Brief;
use crate::desk::{Desk, Look};
use crate::problem::Problem;
use crate::queue::{Item, Why};

/// Which claims.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Which {
    /// Also those that were judged already.
    done: Option<u8>,
    /// Only those with this reason: fails, range, open.
    reason: Option<String>,
}

/// A claim of the queue.
#[derive(Debug, Serialize)]
struct Queued {
    #[serde(flatten)]
    brief: Option<Brief>,
    why: Vec<Why>,
    judged: bool,
}

pub async fn queue(
    State(desk): State<Arc<Desk>>,
    Ask(moment): Ask<Moment>,
    Ask(part): Ask<Part>,
    Ask(which): Ask<Which>,
) -> Result<Response, Problem> {
    let listed = move |look: &Look<'_>| {
        let queue = look.queue()?;
        let judged = |item: &Item| look.view.judgements().about(&item.claim);
        let reason = |item: &Item| which.reason.as_ref().is_none_or(|reason| item.why.iter().any(|why| why.reason == reason));
        let wanted = queue.0.iter().filter(|item| reason(item) && (which.done.unwrap_or(0) > 0 || !judged(item))).collect::<Vec<_>>();
        let queued = |item: &&Item| {
            // Of one that was rejected there is what was read.
            let held = look.view.claim(&item.claim)?.into_iter().next();
            let held = match held {
                Some(held) => Some(held),
                None => look.view.as_read(&item.claim)?.into_iter().next(),
            };
            let brief = held.map(|held| Brief::new(look.book, &held));
            Ok(Queued { brief, why: item.why.clone(), judged: judged(item) })
        };
        Ok(json(&part.of(&wanted, queued)?))
    };
    desk.look(moment.when()?, listed).await
}
