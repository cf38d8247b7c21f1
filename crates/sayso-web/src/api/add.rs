//! `POST /reports`: the bytes of a file, which are read in the background; the answer is the job.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use http_body_util::BodyExt;
use sayso_io::clean;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use tokio::time::{Instant, timeout, timeout_at};
use url::Url;

use super::ask::{Ask, date, json};
use crate::desk::Desk;
use crate::job::Upload;
use crate::problem::Problem;

/// The longest file that is taken, in bytes.
pub const LONGEST: usize = 64 << 20;

/// How long a sender may stay silent, and take in all.
const SILENT: Duration = Duration::from_secs(15);
const WHOLE: Duration = Duration::from_secs(300);

/// How long what is too long is still taken off the line, so that its sender comes to hear so.
const LINGER: Duration = Duration::from_secs(2);

/// The longest name, and the longest address or outlet, in bytes.
const NAME: usize = 200;
const WORDS: usize = 2000;

/// What is told of a file beside its bytes.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct About {
    /// Its name; what it is shows better with it.
    name: Option<String>,
    /// Where it was published.
    url: Option<String>,
    /// The outlet of reports that do not say it.
    outlet: Option<String>,
    /// The day of publication of reports that do not say it.
    published: Option<String>,
}

pub async fn add(State(desk): State<Arc<Desk>>, Ask(about): Ask<About>, request: Request) -> Result<Response, Problem> {
    let full = || Problem::new(StatusCode::TOO_MANY_REQUESTS, "enough files wait to be read; send this one again in a moment");
    let some = |words: Option<String>| words.map(|words| clean::line(words.trim()).into_owned()).filter(|words| !words.is_empty());
    let published = some(about.published).map(|day| date(&day)).transpose()?;
    let (url, outlet) = (some(about.url).map(|url| address(&url)).transpose()?, some(about.outlet));
    if outlet.as_ref().is_some_and(|outlet| outlet.len() > NAME) {
        return Err(Problem::wrong(format!("the name of an outlet has at most {NAME} bytes")));
    }
    let (head, body) = request.into_parts();
    let length = declared(&head.headers);
    if length.is_some_and(|length| length > LONGEST) {
        drain(body).await;
        return Err(too_long());
    }
    let _place = desk.jobs.places.try_acquire().map_err(|_| full())?;
    let _turn = desk.jobs.turns.acquire().await.map_err(|_| Problem::fault())?;
    if !desk.jobs.has_room(length.unwrap_or(0)) {
        return Err(full());
    }
    let bytes = take(body).await?;
    if bytes.is_empty() {
        return Err(Problem::wrong("there are no bytes in it; a file is sent as the body of the request"));
    }
    let name = about.name.as_deref().and_then(plain).unwrap_or_else(|| unnamed(&bytes));
    let job = desk.jobs.push(Upload { name, url, outlet, published, bytes }).ok_or_else(full)?;
    Ok((StatusCode::ACCEPTED, json(&job)).into_response())
}

/// How long the body says to be.
fn declared(headers: &HeaderMap) -> Option<usize> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

fn too_long() -> Problem {
    let words = format!("a file of more than {} MB is not taken here; `sayso add` takes it", LONGEST >> 20);
    Problem::new(StatusCode::PAYLOAD_TOO_LARGE, words)
}

/// Takes the body in, as far as it is not too long and comes fast enough.
async fn take(mut body: Body) -> Result<Vec<u8>, Problem> {
    let slow = |_| Problem::new(StatusCode::REQUEST_TIMEOUT, "the file came too slowly");
    let end = Instant::now() + WHOLE;
    let mut bytes = Vec::new();
    while let Some(frame) = timeout_at(end.min(Instant::now() + SILENT), body.frame()).await.map_err(slow)? {
        let frame = frame.map_err(|_| Problem::wrong("the file broke off"))?;
        let Ok(data) = frame.into_data() else { continue };
        if bytes.len() + data.len() > LONGEST {
            drain(body).await;
            return Err(too_long());
        }
        bytes.extend_from_slice(&data);
    }
    Ok(bytes)
}

/// Takes off the line what still comes, for a while.
async fn drain(mut body: Body) {
    let all = async { while let Some(Ok(_)) = body.frame().await {} };
    // Who sends for longer gets the answer only if they listen.
    let _ = timeout(LINGER, all).await;
}

/// Where a report was published: a web address.
fn address(words: &str) -> Result<String, Problem> {
    let wrong = || Problem::wrong("`url` is no web address; one as https://example.org/news/toll.html is wanted");
    let url = Url::parse(words).map_err(|_| wrong())?;
    let web = matches!(url.scheme(), "http" | "https") && url.host().is_some() && words.len() <= WORDS;
    if web { Ok(url.into()) } else { Err(wrong()) }
}

/// The plain name of a file, none where nothing is left of it. No path is ever made of it: it only tells what the file may be, and names the report.
fn plain(name: &str) -> Option<String> {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let line = clean::line(last);
    let line = line.trim().trim_start_matches(['.', '-']).trim();
    // The end says what it is.
    let cut = line.len().saturating_sub(NAME);
    let from = (cut..=line.len()).find(|at| line.is_char_boundary(*at))?;
    Some(line[from..].to_owned()).filter(|name| !name.is_empty())
}

/// A name for bytes that came without: other bytes, another name.
fn unnamed(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    let digits = digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect::<String>();
    format!("upload-{digits}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_plain() {
        let check = |name: &str, expected: Option<&str>| assert_eq!(plain(name).as_deref(), expected, "{name:?}");
        check("toll.html", Some("toll.html"));
        check("/etc/passwd", Some("passwd"));
        check("..\\..\\boot.ini", Some("boot.ini"));
        check("../..", None);
        check("..", None);
        check("-", None);
        check("a/", None);
        check("x\0y\u{202e}.txt", Some("x\u{fffd}y\u{fffd}.txt"));
        check("донесение.txt", Some("донесение.txt"));
        assert_eq!(plain(&"ж".repeat(500)).map(|name| name.len()), Some(NAME));
    }

    #[test]
    fn addresses_are_of_the_web() {
        let check = |words: &str, expected: bool| assert_eq!(address(words).is_ok(), expected, "{words}");
        check("https://example.org/a", true);
        check("javascript:alert(1)", false);
        check("file:///etc/passwd", false);
        check("//example.org", false);
        check(&format!("https://example.org/{}", "a".repeat(3000)), false);
    }
}
