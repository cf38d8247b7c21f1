//! What every request may ask in the same words, and how answers are written.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::request::Parts;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use sayso::report::Date;
use sayso_io::wire;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::cache::JSON;
use crate::desk::When;
use crate::problem::Problem;

/// Words of the address behind `?`; what is asked wrongly is a problem.
#[derive(Clone, Copy, Debug)]
pub struct Ask<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Ask<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let asked = Query::<T>::from_request_parts(parts, state).await;
        asked.map(|Query(asked)| Self(asked)).map_err(|error| Problem::wrong(error.body_text()))
    }
}

/// Parts of the path; what is written wrongly is a problem.
#[derive(Clone, Copy, Debug)]
pub struct Way<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Way<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let way = Path::<T>::from_request_parts(parts, state).await;
        way.map(|Path(way)| Self(way)).map_err(|error| Problem::new(error.status(), error.body_text()))
    }
}

/// A JSON body of few words.
#[derive(Clone, Copy, Debug)]
pub struct Told<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Told<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let told = Json::<T>::from_request(request, state).await;
        told.map(|Json(told)| Self(told)).map_err(|error: JsonRejection| Problem::new(error.status(), error.body_text()))
    }
}

/// As of when.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Moment {
    at: Option<u64>,
    as_of: Option<String>,
}

impl Moment {
    /// The moment meant.
    pub fn when(&self) -> Result<When, Problem> {
        match (self.at, &self.as_of) {
            (None, None) => Ok(When::Now),
            (Some(entry), None) => Ok(When::Entry(entry)),
            (None, Some(day)) => date(day).map(When::Day),
            (Some(_), Some(_)) => Err(Problem::wrong("`at` names an entry and `as_of` a day; one of them is enough")),
        }
    }
}

/// A day, month or year.
pub fn date(text: &str) -> Result<Date, Problem> {
    Date::parse(text).ok_or_else(|| Problem::wrong(format!("`{text}` is no day; one as 2025-06-25, or a month or year, is wanted")))
}

/// Which part of a list.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
pub struct Part {
    limit: Option<usize>,
    offset: Option<usize>,
}

/// As many are told where nobody says how many, and at most.
const USUAL: usize = 50;
const MOST: usize = 200;

/// A part of a list on the wire.
#[derive(Debug, Serialize)]
pub struct List<T> {
    /// How many there are.
    pub total: usize,
    /// Some of them.
    pub items: Vec<T>,
    /// The offset of those that follow.
    pub next: Option<usize>,
}

impl Part {
    /// Where the part begins and ends in so many.
    pub fn range(self, total: usize) -> (usize, usize) {
        let from = self.offset.unwrap_or(0).min(total);
        (from, from.saturating_add(self.limit.unwrap_or(USUAL).clamp(1, MOST)).min(total))
    }

    /// The part of a list, each of it made into what is told.
    pub fn of<T, U>(self, all: &[T], mut tell: impl FnMut(&T) -> Result<U, Problem>) -> Result<List<U>, Problem> {
        let (from, to) = self.range(all.len());
        let items = all[from..to].iter().map(&mut tell).collect::<Result<_, _>>()?;
        Ok(List { total: all.len(), items, next: (to < all.len()).then_some(to) })
    }
}

/// An answer, as the program itself writes JSON: no character of it steers a terminal.
pub fn json(value: &impl Serialize) -> Response {
    ([(header::CONTENT_TYPE, HeaderValue::from_static(JSON))], wire::line(value)).into_response()
}
