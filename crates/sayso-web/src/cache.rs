//! Answers that were made before: by the client's own copy (ETag), or ours.
//!
//! All that the API tells follows from the address asked for and the state of the ledger, so that both together name an answer.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http_body_util::{BodyExt, Limited};

use crate::desk::Desk;

/// Bytes that are kept.
const KEPT: usize = 32 << 20;

/// The longest answer that is.
const LONGEST: usize = 2 << 20;

/// Answers by address and state, the oldest first to go.
#[derive(Debug, Default)]
pub struct Cache(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    answers: HashMap<(String, String), Bytes>,
    order: VecDeque<(String, String)>,
    bytes: usize,
}

impl Cache {
    fn get(&self, key: &(String, String)) -> Option<Bytes> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).answers.get(key).cloned()
    }

    fn keep(&self, key: (String, String), answer: Bytes) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Kept { answers, order, bytes } = &mut *kept;
        *bytes += answer.len();
        if let Some(before) = answers.insert(key.clone(), answer) {
            *bytes -= before.len();
        } else {
            order.push_back(key);
        }
        while *bytes > KEPT {
            let Some(oldest) = order.pop_front() else { break };
            *bytes -= answers.remove(&oldest).map_or(0, |answer| answer.len());
        }
    }
}

/// Answers from what is known, where it is.
pub async fn cached(State(desk): State<Arc<Desk>>, request: Request, next: Next) -> Response {
    let path = request.uri().path_and_query().map(ToString::to_string).unwrap_or_default();
    // Jobs and events are no views of the ledger.
    let lasts = matches!(*request.method(), Method::GET | Method::HEAD) && !["/jobs", "/events"].iter().any(|way| path.starts_with(way));
    let Some(mut tag) = (if lasts { desk.tag().await } else { None }) else { return next.run(request).await };
    if path.starts_with("/search") {
        // What can be found follows the ledger at some distance.
        tag.insert_str(tag.len() - 1, &format!("-{}", desk.search.indexed()));
    }
    if is_known(request.headers(), &tag) {
        return (StatusCode::NOT_MODIFIED, marks(&tag)).into_response();
    }
    let key = (path, tag);
    if let Some(answer) = desk.cache.get(&key) {
        return (marks(&key.1), [(header::CONTENT_TYPE, HeaderValue::from_static(JSON))], answer).into_response();
    }
    let (mut head, body) = next.run(request).await.into_parts();
    if head.status != StatusCode::OK {
        return Response::from_parts(head, body);
    }
    head.headers.extend(marks(&key.1));
    let json = head.headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind == JSON);
    let short = head.headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    if !json || short.is_none_or(|length| length > LONGEST) {
        return Response::from_parts(head, body);
    }
    match Limited::new(body, LONGEST).collect().await {
        Ok(whole) => {
            let bytes = whole.to_bytes();
            desk.cache.keep(key, bytes.clone());
            Response::from_parts(head, Body::from(bytes))
        }
        Err(_) => crate::problem::Problem::fault().into_response(),
    }
}

/// JSON, as the API's answers are.
pub const JSON: &str = "application/json";

fn marks(tag: &str) -> [(header::HeaderName, HeaderValue); 2] {
    let tag = HeaderValue::from_str(tag).unwrap_or(HeaderValue::from_static("\"\""));
    [(header::ETAG, tag), (header::CACHE_CONTROL, HeaderValue::from_static("no-cache"))]
}

fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    let known = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|known| known.to_str().ok());
    known.flat_map(|known| known.split(',')).any(|known| known.trim() == tag)
}
