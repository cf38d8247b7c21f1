//! The pages' own files: embedded; a debug build reads them from disk, so that an edit shows at once.

use axum::extract::Request;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;

use crate::problem::Problem;

#[derive(RustEmbed)]
#[folder = "assets/"]
struct Files;

/// A file below `/assets/`, or the page for any other path.
pub async fn page(request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Problem::new(StatusCode::METHOD_NOT_ALLOWED, "pages can only be looked at").into_response();
    }
    let path = request.uri().path();
    let name = path.strip_prefix("/assets/");
    if path.starts_with("/api/") {
        return Problem::missing("there is no such thing in the API; /api/v1/openapi.json lists what there is").into_response();
    }
    // A path with a dot is a file that is not there, as /favicon.ico, and no page.
    let Some(file) = name.map_or_else(|| Files::get("index.html").filter(|_| !path.contains('.')), Files::get) else {
        return Problem::missing("there is no such file").into_response();
    };
    let digest = file.metadata.sha256_hash().iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let tag = format!("\"{}\"", &digest[..32]);
    let kind = kind(name.unwrap_or("index.html"));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
        (header::ETAG, HeaderValue::from_str(&tag).unwrap_or(HeaderValue::from_static("\"\""))),
    ];
    let known = request.headers().get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes());
    if known {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    (headers, file.data.into_owned()).into_response()
}

fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => "text/plain; charset=utf-8",
    }
}
