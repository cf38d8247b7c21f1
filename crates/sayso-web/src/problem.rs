//! What goes wrong, as `application/problem+json` (RFC 9457).

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sayso_io::ledger;
use serde::Serialize;

/// An answer that is none.
#[derive(Clone, Debug)]
pub struct Problem {
    status: StatusCode,
    detail: String,
}

/// A problem on the wire.
#[derive(Serialize)]
struct Written<'p> {
    r#type: &'static str,
    title: &'p str,
    status: u16,
    detail: &'p str,
}

impl Problem {
    /// A problem of this status, in words that say what to do.
    pub fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Self { status, detail: detail.into() }
    }

    /// What was asked for is not there.
    pub fn missing(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, detail)
    }

    /// It cannot be asked like this.
    pub fn wrong(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, detail)
    }

    /// A fault of the desk itself.
    pub fn fault() -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "a fault in sayso: please say what you asked for")
    }
}

impl From<ledger::Error> for Problem {
    fn from(error: ledger::Error) -> Self {
        // A busy or full disk may be well again later; the words say so.
        Self::new(if error.is_told() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::SERVICE_UNAVAILABLE }, error.words())
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let title = self.status.canonical_reason().unwrap_or("problem");
        let written = Written { r#type: "about:blank", title, status: self.status.as_u16(), detail: &self.detail };
        let body = sayso_io::wire::line(&written);
        let kind = HeaderValue::from_static("application/problem+json");
        let mut answer = (self.status, [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, HeaderValue::from_static("no-store"))], body)
            .into_response();
        if self.status == StatusCode::TOO_MANY_REQUESTS {
            answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("2"));
        }
        answer
    }
}
