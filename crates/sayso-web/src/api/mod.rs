//! The HTTP API: one file a thing that can be asked for, and one list of all of it.

mod ask;
mod brief;
mod ledger;
mod series;
mod report;
mod add;
mod job;
mod stream;
mod event;
mod search;
mod table;
mod check;
mod source;
mod judge;
mod queue;
mod openapi;

use std::sync::Arc;

use axum::Router;
use axum::routing::{MethodRouter, get, post};

pub use report::LANG;

use crate::desk::Desk;

/// What is answered below `/api/v1`.
pub fn router() -> Router<Arc<Desk>> {
    ROUTES.iter().fold(Router::new(), |router, route| router.route(route.path, (route.to)()))
}

/// A path, who answers, and what may be asked there.
struct Route {
    path: &'static str,
    to: fn() -> MethodRouter<Arc<Desk>>,
    calls: &'static [Call],
}

/// What may be asked.
struct Call {
    method: &'static str,
    about: &'static str,
    asks: &'static [&'static [Word]],
    body: Body,
    status: u16,
    gives: Gives,
}

/// A word of the address behind `?`, its type, and what it says.
struct Word(&'static str, &'static str, &'static str);

/// What is sent along.
#[derive(Clone, Copy)]
enum Body {
    None,
    /// A form.
    Json(&'static str),
    /// A file.
    Bytes,
}

/// What is answered.
#[derive(Clone, Copy)]
enum Gives {
    /// A form, or a part of a list of it (`Form[]`).
    Json(&'static str),
    /// Something else, of these types.
    Media(&'static [&'static str]),
}

const MOMENT: &[Word] = &[
    Word("at", "int", "As of this entry of the ledger"),
    Word("as_of", "text", "As of the end of this day, month or year: 2025-06-25, 2025-06, 2025"),
];
const PART: &[Word] = &[Word("limit", "int", "How many, up to 200"), Word("offset", "int", "After how many; `next` tells it")];
const TEXT: &[Word] = &[Word("text", "text", "Only those with these words in title or name")];
const SERIES: &[Word] = &[
    Word("measure", "text", "What happened, as killed or injured; or a family of measures"),
    Word("side", "text", "Whose people or things: a code of three letters, or a group's name"),
    Word("place", "text", "What the count is limited to"),
    Word("source", "text", "Who vouches: an id, or a name in any spelling"),
    Word("interest", "own|enemy|third|unknown", "Whether the claimant's own side is counted"),
    Word("since", "text", "Spoken of on this day or later"),
    Word("until", "text", "Spoken of on this day or before"),
    Word("text", "text", "Words of the title"),
    Word("check", "text", "A check that fails, or `any`"),
    Word("min_reports", "int", "In so many reports at least"),
    Word("sort", "reports|mentions|latest|title|fails|width", "What stands first"),
];
const CHECKS: &[Word] = &[
    Word("verdict", "fails|holds|cannot_tell|all", "What it came to; `fails` where nobody says"),
    Word("check", "text", "One check by its name"),
];
const SOURCES: &[Word] = &[
    Word("text", "text", "Letters of a name, in any spelling"),
    Word("side", "text", "The side it belongs to"),
    Word("sort", "text", "What it is: state, body, outlet, group, person"),
];
const QUEUE: &[Word] =
    &[Word("done", "int", "1: also those that were judged"), Word("reason", "fails|range|open", "Only those with this reason")];
const JUDGEMENTS: &[Word] = &[
    Word("claim", "text", "About this claim"),
    Word("series", "text", "Recommended for this series"),
    Word("all", "int", "1: also those undone"),
];
const ORIGINAL: &[Word] = &[
    Word("entry", "int", "Which bytes, where there are several; the entry in `originals`"),
    Word("as", "text", "`source`: as plain text"),
];
const FILE: &[Word] = &[
    Word("name", "text", "The file's name: what it is shows better with it"),
    Word("url", "text", "Where it was published"),
    Word("outlet", "text", "The outlet of reports that do not say it"),
    Word("published", "text", "The day of those that do not say it"),
];
const ID: &[Word] = &[Word("id", "text", "An id, or a name in any spelling")];
const Q: &[Word] = &[Word("q", "text", "Words, the last one perhaps unfinished; \"phrases\" in quotation marks")];

/// A question that is answered with JSON.
const fn asks(about: &'static str, asks: &'static [&'static [Word]], form: &'static str) -> Call {
    Call { method: "get", about, asks, body: Body::None, status: 200, gives: Gives::Json(form) }
}

/// The same with something else.
const fn fetches(about: &'static str, asks: &'static [&'static [Word]], kinds: &'static [&'static str]) -> Call {
    Call { method: "get", about, asks, body: Body::None, status: 200, gives: Gives::Media(kinds) }
}

/// Something that is told to the ledger.
const fn tells(about: &'static str, asks: &'static [&'static [Word]], body: Body, status: u16, form: &'static str) -> Call {
    Call { method: "post", about, asks, body, status, gives: Gives::Json(form) }
}

const fn route(path: &'static str, to: fn() -> MethodRouter<Arc<Desk>>, calls: &'static [Call]) -> Route {
    Route { path, to, calls }
}

/// All that is answered: the router and `openapi.json` are both made from it.
static ROUTES: &[Route] = &[
    route(
        "/ledger",
        || get(ledger::ledger),
        &[asks("The ledger as a whole, and the moments at which it can be looked at", &[MOMENT], "Ledger")],
    ),
    route("/series", || get(series::board), &[asks("Series: claims about the same quantity", &[MOMENT, PART, SERIES], "Board")]),
    route("/series/{id}", || get(series::one), &[asks("A series with its values in order of days", &[MOMENT], "WholeSeries")]),
    route("/series/{id}/claims", || get(series::claims), &[asks("Its claims", &[MOMENT, PART], "Brief[]")]),
    route("/series/{id}/echo", || get(series::echo), &[asks("On how many origins it stands, and why", &[MOMENT], "Echo")]),
    route("/series/{id}/checks", || get(check::of_series), &[asks("What checks found on it", &[MOMENT, PART], "Finding[]")]),
    route("/checks", || get(check::all), &[asks("What checks found", &[MOMENT, PART, CHECKS], "Findings")]),
    route(
        "/reports",
        || get(report::all).post(add::add),
        &[
            asks("Reports, the latest first", &[MOMENT, PART, TEXT], "Report[]"),
            tells("Adds a file of reports: a page, a text, mail, an archive of them", &[FILE], Body::Bytes, 202, "Job"),
        ],
    ),
    route("/reports/{entry}", || get(report::one), &[asks("A report with its text and claims", &[MOMENT], "WholeReport")]),
    route(
        "/reports/{entry}/original",
        || get(report::original),
        &[fetches("The bytes that it was taken from", &[MOMENT, ORIGINAL], &["text/html", "text/plain", "application/octet-stream"])],
    ),
    route("/claims/{id}", || get(report::claim), &[asks("A claim", &[MOMENT], "StandingClaim")]),
    route("/sources", || get(source::all), &[asks("Who vouches for figures or passes them on", &[MOMENT, PART, SOURCES], "Source[]")]),
    route("/sources/one", || get(source::one), &[asks("A source with its claims", &[MOMENT, PART, ID], "WholeSource")]),
    route("/search", || get(search::search), &[asks("Reports that have these words", &[MOMENT, PART, Q], "Found")]),
    route(
        "/queue",
        || get(queue::queue),
        &[asks("Claims that are worth a look, the weightiest first", &[MOMENT, PART, QUEUE], "Queued[]")],
    ),
    route(
        "/judgements",
        || get(judge::all).post(judge::judge),
        &[
            asks("What people said, the latest first", &[MOMENT, PART, JUDGEMENTS], "Judgement[]"),
            tells("Says something of a claim, a series, or two claims or reports", &[], Body::Json("Judging"), 201, "Appended"),
        ],
    ),
    route(
        "/judgements/{entry}/undo",
        || post(judge::undo),
        &[tells("Takes a judgement back", &[], Body::Json("Undoing"), 201, "Appended")],
    ),
    route("/jobs", || get(job::all), &[asks("What is being added and was, the latest first", &[PART], "Job[]")]),
    route("/jobs/{id}", || get(job::one), &[asks("How far one is", &[], "Job")]),
    route(
        "/events",
        || get(event::events),
        &[fetches("What happens, as it happens: `job` (a Job) and `ledger` ({head, ready})", &[], &["text/event-stream"])],
    ),
    route(
        "/tables/{name}",
        || get(table::table),
        &[fetches(
            "A table, without names of private people: reports, claims, say_so, series, claimants, checks or judgements, with .csv or .parquet behind it",
            &[MOMENT],
            &["text/csv", "application/vnd.apache.parquet"],
        )],
    ),
    route("/openapi.json", || get(openapi::openapi), &[fetches("This document", &[], &["application/json"])]),
];
