//! Who may ask, and what a browser may do with the answer.
//!
//! - `Host` must name this machine as it listens, else a page elsewhere could rebind its own name to us.
//! - What changes anything must come from our own pages or from no browser at all (`Origin`, `Sec-Fetch-Site`).
//! - Beyond loopback a token is needed, once as `?token=` (it moves into a cookie), or as `Authorization: Bearer`.
//! - A strict policy: nothing is loaded from elsewhere, nothing inline runs, nobody frames us.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{AUTHORIZATION, COOKIE, HOST, LOCATION, ORIGIN, SET_COOKIE};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

use crate::problem::Problem;

/// Who may ask.
#[derive(Debug)]
pub struct Guard {
    /// Names with and without port.
    hosts: Vec<String>,
    /// Digest of the token.
    token: Option<[u8; 32]>,
}

impl Guard {
    /// For a desk that listens here, is known by these names too, and wants this token.
    pub fn new(addr: SocketAddr, names: &[String], token: Option<&str>) -> Self {
        let own = [Some("localhost".to_owned()), Some("127.0.0.1".to_owned()), Some("[::1]".to_owned()), host_of(addr.ip())];
        let names = own.into_iter().flatten().chain(names.iter().map(|name| name.to_lowercase()));
        let port = addr.port();
        // Without a port a browser means 80.
        let hosts = names.flat_map(|name| [Some(format!("{name}:{port}")), (port == 80).then_some(name)]).flatten().collect();
        Self { hosts, token: token.map(digest) }
    }

    fn knows_host(&self, headers: &HeaderMap, uri: &Uri) -> bool {
        // A request may carry one host only.
        let mut named = headers.get_all(HOST).iter();
        let host = named.next().and_then(|host| host.to_str().ok());
        let authority = uri.authority().map(|authority| authority.as_str());
        named.next().is_none()
            && host.is_some_and(|host| self.hosts.contains(&host.to_lowercase()))
            && authority.is_none_or(|authority| self.hosts.contains(&authority.to_lowercase()))
    }

    /// Whether the request comes from one of our own pages, or from no page at all.
    fn is_own(&self, headers: &HeaderMap) -> bool {
        let word = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
        let site = word("sec-fetch-site").is_none_or(|site| matches!(site, "same-origin" | "none"));
        let origin = headers.get(ORIGIN).map(|origin| origin.to_str().unwrap_or("?"));
        let own = |origin: &str| origin.strip_prefix("http://").is_some_and(|host| self.hosts.contains(&host.to_lowercase()));
        site && origin.is_none_or(own)
    }

    fn admits(&self, headers: &HeaderMap) -> bool {
        let Some(token) = &self.token else { return true };
        let bearer = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
        let cookies = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok()).flat_map(|line| line.split(';'));
        let cookie = cookies.filter_map(|cookie| cookie.trim().strip_prefix(TOKEN)?.strip_prefix('='));
        // Digests are compared, so that the time it takes tells nothing of the token.
        cookie.chain(bearer).any(|given| digest(given) == *token)
    }
}

/// The cookie that carries the token.
const TOKEN: &str = "sayso-token";

fn digest(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// An address as a browser writes it; none for "all of them".
fn host_of(ip: IpAddr) -> Option<String> {
    match ip {
        ip if ip.is_unspecified() => None,
        IpAddr::V4(ip) => Some(ip.to_string()),
        IpAddr::V6(ip) => Some(format!("[{ip}]")),
    }
}

/// Lets through who may ask.
pub async fn check(State(guard): State<Arc<Guard>>, request: Request, next: Next) -> Response {
    if !guard.knows_host(request.headers(), request.uri()) {
        let words = "this desk does not go by that name; use the address that `sayso serve` printed, or name the host with --host";
        return Problem::new(StatusCode::MISDIRECTED_REQUEST, words).into_response();
    }
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    if !reads && !guard.is_own(request.headers()) {
        return Problem::new(StatusCode::FORBIDDEN, "only the desk's own pages may change the ledger").into_response();
    }
    if !guard.admits(request.headers()) {
        return guard.welcome(&request).unwrap_or_else(|| {
            Problem::new(StatusCode::UNAUTHORIZED, "a token is needed; open the address that `sayso serve` printed").into_response()
        });
    }
    next.run(request).await
}

impl Guard {
    /// Whoever comes with the token in the address gets it as a cookie, and the address without it.
    fn welcome(&self, request: &Request) -> Option<Response> {
        let query = request.uri().query()?;
        let pairs = url::form_urlencoded::parse(query.as_bytes()).into_owned().collect::<Vec<_>>();
        let given = pairs.iter().find(|(name, _)| name == "token").map(|(_, value)| value)?;
        if request.method() != Method::GET || Some(digest(given)) != self.token {
            return None;
        }
        let rest = pairs.iter().filter(|(name, _)| name != "token");
        let rest = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(rest).finish();
        let path = request.uri().path();
        // Two slashes would lead to another host.
        let path = format!("/{}", path.trim_start_matches('/'));
        let to = if rest.is_empty() { path } else { format!("{path}?{rest}") };
        let cookie = format!("{TOKEN}={given}; HttpOnly; SameSite=Strict; Path=/");
        let headers = [(LOCATION, HeaderValue::from_str(&to).ok()?), (SET_COOKIE, HeaderValue::from_str(&cookie).ok()?)];
        Some((StatusCode::SEE_OTHER, headers).into_response())
    }
}

/// What our own pages may do.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; frame-src 'self'; \
    base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Headers that every answer bears, unless it bears stricter ones.
pub async fn headers(request: Request, next: Next) -> Response {
    let mut answer = next.run(request).await;
    let all = [
        ("content-security-policy", POLICY),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("x-frame-options", "DENY"),
        ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
    ];
    for (name, value) in all {
        answer.headers_mut().entry(HeaderName::from_static(name)).or_insert(HeaderValue::from_static(value));
    }
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value))).collect()
    }

    fn guard() -> Guard {
        Guard::new(([127, 0, 0, 1], 7878).into(), &["desk.example.org".to_owned()], Some("secret"))
    }

    #[test]
    fn a_name_that_is_not_ours_is_refused() {
        let knows = |host| guard().knows_host(&headers(&[("host", host)]), &Uri::from_static("/"));
        assert!(["127.0.0.1:7878", "localhost:7878", "LOCALHOST:7878", "[::1]:7878", "desk.example.org:7878"].into_iter().all(knows));
        let wrong = ["evil.example:7878", "127.0.0.1", "127.0.0.1:80", "localhost.evil.example:7878", "", "127.0.0.1:7878@evil.example"];
        assert!(!wrong.into_iter().any(knows));
        let two = [("host", "localhost:7878"), ("host", "evil.example")];
        let mut both = headers(&two[..1]);
        both.append(HOST, HeaderValue::from_static("evil.example"));
        assert!(!guard().knows_host(&both, &Uri::from_static("/")));
        assert!(!guard().knows_host(&headers(&two[..1]), &Uri::from_static("http://evil.example/")));
    }

    #[test]
    fn only_our_own_pages_change_anything() {
        let own = |pairs: &[(&'static str, &'static str)]| guard().is_own(&headers(pairs));
        assert!(own(&[]));
        assert!(own(&[("origin", "http://localhost:7878"), ("sec-fetch-site", "same-origin")]));
        assert!(!own(&[("origin", "http://localhost:7879")]));
        assert!(!own(&[("origin", "null")]));
        assert!(!own(&[("origin", "https://evil.example"), ("sec-fetch-site", "same-origin")]));
        assert!(!own(&[("sec-fetch-site", "cross-site")]));
        assert!(!own(&[("sec-fetch-site", "same-site")]));
    }

    #[test]
    fn the_token_opens() {
        let admits = |pairs: &[(&'static str, &'static str)]| guard().admits(&headers(pairs));
        assert!(admits(&[("authorization", "Bearer secret")]));
        assert!(admits(&[("cookie", "a=b; sayso-token=secret")]));
        assert!(!admits(&[]));
        assert!(!admits(&[("authorization", "Bearer secre")]));
        assert!(!admits(&[("cookie", "xsayso-token=secret; sayso-token=")]));
    }
}
