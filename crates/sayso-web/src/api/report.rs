//! `GET /reports`, `/reports/ENTRY`, the bytes it was taken from, and `/claims/ID`.

use std::ops::Range;
use std::sync::{Arc, LazyLock};

use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use sayso::ledger::Filed;
use sayso::read::{Lang, zones};
use sayso::report::{Date, Mark, Report, Zone};
use sayso_io::ledger::StoredReport;
use sayso_io::wire;
use serde::{Deserialize, Serialize};

use super::ask::{Ask, Moment, Part, Way, json};
use super::brief::Brief;
use super::check::Found;
use crate::desk::{Desk, Look};
use crate::problem::Problem;

/// The words that texts are read with.
pub static LANG: LazyLock<Arc<Lang>> = LazyLock::new(|| Arc::new(Lang::english()));

/// A report in a list.
#[derive(Debug, Serialize)]
struct Listed {
    entry: u64,
    id: String,
    url: Option<String>,
    outlet: Option<String>,
    title: Option<String>,
    published: Option<String>,
    /// When it came into the ledger.
    at: String,
    revision_of: Option<u64>,
    replaced_by: Option<u64>,
    figures: usize,
}

impl Listed {
    fn new(look: &Look<'_>, filed: &Filed) -> Result<Self, Problem> {
        Ok(Self {
            entry: filed.seq,
            id: filed.id.clone(),
            url: filed.url.clone(),
            outlet: filed.outlet.clone(),
            title: filed.title.clone(),
            published: filed.published.map(|day| day.to_string()),
            at: filed.at.clone(),
            revision_of: filed.revision_of,
            replaced_by: filed.replaced_by,
            figures: look.view.figures(filed.seq)?,
        })
    }
}

/// Which reports: those with these words in title, outlet, name or address.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Which {
    text: Option<String>,
}

pub async fn all(
    State(desk): State<Arc<Desk>>,
    Ask(moment): Ask<Moment>,
    Ask(part): Ask<Part>,
    Ask(which): Ask<Which>,
) -> Result<Response, Problem> {
    let listed = move |look: &Look<'_>| {
        let words = which.text.as_deref().unwrap_or_default().to_lowercase();
        let has = |filed: &Filed| {
            let text = [Some(&filed.id), filed.title.as_ref(), filed.outlet.as_ref(), filed.url.as_ref()];
            let text = text.into_iter().flatten().map(|text| text.to_lowercase()).collect::<Vec<_>>();
            words.split_whitespace().all(|word| text.iter().any(|text| text.contains(word)))
        };
        // The latest first: that is what somebody looks for who has just added it.
        let reports = look.book.reports().values().rev().filter(|filed| has(filed)).collect::<Vec<_>>();
        Ok(json(&part.of(&reports, |filed| Listed::new(look, filed))?))
    };
    desk.look(moment.when()?, listed).await
}

/// A report with its text and all that was read in it.
#[derive(Debug, Serialize)]
struct Whole {
    #[serde(flatten)]
    listed: Listed,
    authors: Vec<String>,
    modified: Option<String>,
    lang: Option<String>,
    digest: String,
    text: String,
    zones: Vec<Stretch>,
    citations: Vec<sayso_io::ledger::StoredCitation>,
    /// Other names under which the same bytes came.
    copies: Vec<String>,
    originals: Vec<Kept>,
    /// Also those that were rejected.
    claims: Vec<wire::held::Claim>,
    /// What checks found on its claims.
    findings: Vec<Found>,
}

/// A stretch of the text, in code points.
#[derive(Debug, Serialize)]
struct Stretch {
    start: usize,
    end: usize,
    zone: &'static str,
}

/// The bytes that a report was taken from.
#[derive(Debug, Serialize)]
struct Kept {
    entry: u64,
    digest: String,
    media: String,
    url: Option<String>,
    fetched: Option<String>,
}

pub async fn one(State(desk): State<Arc<Desk>>, Way(entry): Way<u64>, Ask(moment): Ask<Moment>) -> Result<Response, Problem> {
    desk.look(moment.when()?, move |look| Ok(json(&whole(look, entry)?))).await
}

fn whole(look: &Look<'_>, entry: u64) -> Result<Whole, Problem> {
    let filed = filed(look, entry)?;
    let stored = look.view.record(entry)?;
    let claims = claims(look, entry)?;
    let findings = look.findings()?;
    let mut found = claims.iter().flat_map(|claim| findings.of_claim(&claim.id)).collect::<Vec<_>>();
    found.sort_by_key(|(at, _)| *at);
    found.dedup_by_key(|(at, _)| *at);
    let kept = look.ledger.originals(&entry.to_string())?.into_iter().filter(|kept| kept.report == entry);
    let kept = kept.filter(|kept| kept.seq <= look.view.upto());
    let copies = look.view.copies()?.into_iter().filter(|(report, _)| *report == entry).map(|(_, id)| id);
    Ok(Whole {
        listed: Listed::new(look, filed)?,
        zones: stretches(&stored),
        authors: stored.authors,
        modified: stored.modified,
        lang: stored.lang,
        digest: filed.digest.clone(),
        text: stored.text,
        citations: stored.citations,
        copies: copies.collect(),
        originals: kept
            .map(|kept| Kept { entry: kept.seq, digest: kept.digest, media: kept.media, url: kept.url, fetched: kept.fetched })
            .collect(),
        claims,
        findings: found.into_iter().map(|(_, finding)| Found::new(look, finding)).collect::<Result<_, _>>()?,
    })
}

fn filed<'l>(look: &'l Look<'_>, entry: u64) -> Result<&'l Filed, Problem> {
    look.book.reports().get(&entry).ok_or_else(|| Problem::missing(format!("there is no report {entry} as of then")))
}

fn claims(look: &Look<'_>, entry: u64) -> Result<Vec<wire::held::Claim>, Problem> {
    let Some((reading, claims)) = look.view.reading_of(entry)? else { return Ok(Vec::new()) };
    Ok(claims.into_iter().map(|claim| wire::held::Claim::new(look.book, claim, entry, reading)).collect())
}

/// The zones of a stored text, found again as they were when it was read.
fn stretches(stored: &StoredReport) -> Vec<Stretch> {
    let bytes = stored.text.char_indices().map(|(at, _)| at).chain([stored.text.len()]).collect::<Vec<_>>();
    let byte = |point: usize| bytes.get(point).copied().unwrap_or(stored.text.len());
    let mark = |mark: &sayso_io::ledger::StoredMark| Mark {
        span: Range { start: byte(mark.start), end: byte(mark.end) },
        zone: mark.zone.as_deref().and_then(Zone::named),
        lang: mark.lang.clone(),
        ..Mark::default()
    };
    let report = Report {
        id: stored.id.clone(),
        text: stored.text.clone(),
        url: stored.url.clone(),
        outlet: stored.outlet.clone(),
        title: stored.title.clone(),
        published: stored.published.as_deref().and_then(Date::parse),
        lang: stored.lang.clone(),
        marks: stored.marks.iter().map(mark).collect(),
        ..Report::default()
    };
    let point = |byte: usize| bytes.partition_point(|at| *at < byte);
    let blocks = zones(&LANG, &report).into_iter();
    blocks.map(|block| Stretch { start: point(block.span.start), end: point(block.span.end), zone: block.zone.name() }).collect()
}

/// A claim with the report that it stands in.
#[derive(Debug, Serialize)]
struct Standing {
    #[serde(flatten)]
    claim: wire::held::Claim,
    /// The report's entry.
    entry: u64,
    report: String,
    outlet: Option<String>,
    title: Option<String>,
    published: Option<String>,
    /// Its sentence in words.
    words: Option<String>,
}

pub async fn claim(State(desk): State<Arc<Desk>>, Way(id): Way<String>, Ask(moment): Ask<Moment>) -> Result<Response, Problem> {
    let told = move |look: &Look<'_>| {
        let missing = || Problem::missing("there is no such claim as of then");
        let held = look.view.as_read(&id)?.into_iter().next().ok_or_else(missing)?;
        let claim = claims(look, held.report)?.into_iter().find(|claim| claim.id == id).ok_or_else(missing)?;
        let Brief { entry, report, outlet, title, published, sentence, .. } = Brief::new(look.book, &held);
        Ok(json(&Standing { claim, entry, report, outlet, title, published, words: sentence }))
    };
    desk.look(moment.when()?, told).await
}

/// Which bytes, and how.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Bytes {
    entry: Option<u64>,
    r#as: Option<String>,
}

/// A page that was kept is hostile: it runs nothing, loads nothing, and is shown in a frame of its own only.
const CAGE: &str =
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; form-action 'none'; frame-ancestors 'self'";

pub async fn original(
    State(desk): State<Arc<Desk>>,
    Way(report): Way<u64>,
    Ask(moment): Ask<Moment>,
    Ask(which): Ask<Bytes>,
) -> Result<Response, Problem> {
    let source = which.r#as.as_deref() == Some("source");
    let found = move |look: &Look<'_>| {
        let kept = look.ledger.originals(&report.to_string())?.into_iter();
        let mut kept = kept.filter(|kept| kept.report == report && kept.seq <= look.view.upto());
        let kept = kept.find(|kept| which.entry.is_none_or(|entry| entry == kept.seq));
        let kept =
            kept.ok_or_else(|| Problem::missing("no bytes are kept of this report; it was a plain text, or they were not wanted"))?;
        let bytes = look.ledger.bytes(&kept)?;
        Ok((kept.media, bytes))
    };
    let (media, bytes) = desk.look(moment.when()?, found).await?;
    // Only what a browser shows without running anything is shown; all else is saved.
    let (kind, shown) = match media.split(';').next().unwrap_or_default().trim() {
        _ if source => ("text/plain; charset=utf-8", true),
        "text/html" | "application/xhtml+xml" => ("text/html", true),
        "text/plain" | "message/rfc822" => ("text/plain; charset=utf-8", true),
        _ => ("application/octet-stream", false),
    };
    let place = if shown { "inline" } else { "attachment; filename=\"original\"" };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static(place)),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(CAGE)),
        (header::X_FRAME_OPTIONS, HeaderValue::from_static("SAMEORIGIN")),
    ];
    Ok((headers, bytes).into_response())
}
