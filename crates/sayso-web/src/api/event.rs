//! `GET /events`: what happens, as it happens (server-sent events): `job`, a job as `/jobs/ID` tells it, and `ledger`, the entry up to which everything is made.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sayso_io::wire;
use serde::Serialize;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::mpsc::Sender;

use super::stream::stream;
use crate::desk::{Desk, Event};
use crate::problem::Problem;

/// A line now and then keeps what stands between from hanging up, and shows who is gone.
const ALIVE: Duration = Duration::from_secs(15);

/// How far the ledger is.
#[derive(Debug, Serialize)]
struct Grown {
    head: u64,
    /// Whether everything that follows from it is made.
    ready: bool,
}

pub async fn events(State(desk): State<Arc<Desk>>) -> Result<Response, Problem> {
    let full = |_| Problem::new(StatusCode::TOO_MANY_REQUESTS, "too many listen already");
    let place = Arc::clone(&desk.listeners).try_acquire_owned().map_err(full)?;
    let (give, body) = stream();
    tokio::spawn(async move {
        tell(&desk, &give).await;
        drop(place);
    });
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, body).into_response())
}

/// Tells a listener what happens until they are gone; a slow one misses some.
async fn tell(desk: &Desk, give: &Sender<Bytes>) {
    let mut events = desk.events.subscribe();
    // The first bytes show that the line stands.
    let mut line = Some(Bytes::from_static(b": here\n\n"));
    loop {
        if let Some(line) = line.take()
            && give.send(line).await.is_err()
        {
            return;
        }
        line = tokio::select! {
            event = events.recv() => match event {
                Ok(event) => written(desk, &event),
                // What was missed is followed by something newer.
                Err(RecvError::Lagged(_)) => None,
                Err(RecvError::Closed) => return,
            },
            () = tokio::time::sleep(ALIVE) => Some(Bytes::from_static(b":\n\n")),
            () = give.closed() => return,
        };
    }
}

fn written(desk: &Desk, event: &Event) -> Option<Bytes> {
    let (name, data) = match event {
        Event::Ledger(head) => ("ledger", wire::line(&Grown { head: *head, ready: true })),
        Event::Job(id) => ("job", wire::line(&desk.jobs.get(*id)?)),
    };
    // The data is one line with its end.
    Some([b"event: ", name.as_bytes(), b"\ndata: ", &data, b"\n"].concat().into())
}
