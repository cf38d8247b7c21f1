//! Answers that are sent as they come about.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes};
use futures_core::Stream;
use tokio::sync::mpsc::{self, Receiver, Sender};

/// Pieces on their way to one client: who gives them waits for a slow one.
const AHEAD: usize = 16;

/// Where pieces go in, and the body of an answer where they come out.
pub fn stream() -> (Sender<Bytes>, Body) {
    let (give, take) = mpsc::channel(AHEAD);
    (give, Body::from_stream(Pieces(take)))
}

struct Pieces(Receiver<Bytes>);

impl Stream for Pieces {
    type Item = Result<Bytes, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_recv(context).map(|piece| piece.map(Ok))
    }
}
