//! `GET /series`, `/series/ID`, its claims and its echo.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use sayso::ledger::Held;
use sayso::ledger::series::{self, Key};
use sayso::view::range::range;
use sayso::view::timeline::{Point, timeline};
use sayso::view::told::tell;
use sayso_io::wire::{self, Number};
use serde::{Deserialize, Serialize};

use super::ask::{Ask, List, Moment, Part, Way, date, json};
use super::brief::{Brief, cut};
use crate::board::{Asked, Board, Facets, Sort};
use crate::desk::{Desk, Look};
use crate::problem::Problem;
use crate::state::Findings;

/// Which series are asked for, in the words of the address.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Sieve {
    measure: Option<String>,
    side: Option<String>,
    place: Option<String>,
    source: Option<String>,
    interest: Option<String>,
    since: Option<String>,
    until: Option<String>,
    text: Option<String>,
    check: Option<String>,
    min_reports: Option<usize>,
    sort: Option<Sort>,
}

impl Sieve {
    /// Looked up: nothing where a source is named that nobody knows, for then no series is meant.
    fn asked(self, look: &Look<'_>) -> Result<Option<Asked>, Problem> {
        let some = |words: Option<String>| words.map(|words| words.trim().to_owned()).filter(|words| !words.is_empty());
        let day = |words: Option<String>| some(words).map(|words| date(&words)).transpose();
        let source = match some(self.source) {
            None => None,
            Some(name) => match look.book.sources().find(&name) {
                Some(source) => Some(source.id.clone()),
                None => return Ok(None),
            },
        };
        Ok(Some(Asked {
            measure: some(self.measure),
            side: some(self.side),
            place: some(self.place),
            source,
            interest: some(self.interest),
            since: day(self.since)?,
            until: day(self.until)?,
            text: some(self.text),
            check: some(self.check),
            min_reports: self.min_reports.unwrap_or(1),
            sort: self.sort.unwrap_or_default(),
        }))
    }
}

/// The board on the wire.
#[derive(Debug, Serialize)]
struct Listed {
    #[serde(flatten)]
    list: List<Item>,
    /// Over all series that are asked for.
    facets: Facets,
}

/// A series on the board.
#[derive(Debug, Serialize)]
struct Item {
    #[serde(flatten)]
    series: wire::series::Series,
    latest: Option<Latest>,
    fails: Vec<Fails>,
    recommended: Option<Recommended>,
}

/// The value for the latest day.
#[derive(Debug, Serialize)]
struct Latest {
    day: Option<String>,
    low: Option<Number>,
    high: Option<Number>,
    quantifier: &'static str,
    claim: String,
    name: Option<String>,
}

/// How often a check fails.
#[derive(Debug, Serialize)]
struct Fails {
    check: &'static str,
    count: usize,
}

/// The value that a named person set.
#[derive(Debug, Serialize)]
struct Recommended {
    value: String,
    by: String,
    why: Option<String>,
    at: String,
    entry: u64,
}

/// Values of a claimant that the board shows, the latest ones.
const SHOWN: usize = 20;

pub async fn board(
    State(desk): State<Arc<Desk>>,
    Ask(moment): Ask<Moment>,
    Ask(part): Ask<Part>,
    Ask(sieve): Ask<Sieve>,
) -> Result<Response, Problem> {
    let listed = move |look: &Look<'_>| {
        let (board, findings, _) = look.board()?;
        let asked = sieve.asked(look)?;
        let rows = asked.map(|asked| board.find(&asked, Some(&findings))).unwrap_or_default();
        let list = part.of(&rows, |row| item(look, &row.id, Some(&findings)))?;
        // What is on the board was there when the board was made; since then a judgement may have emptied it.
        let items = list.items.into_iter().flatten().collect();
        let facets = Board::facets(&rows, Some(&findings));
        Ok(json(&Listed { list: List { total: list.total, items, next: list.next }, facets }))
    };
    desk.look(moment.when()?, listed).await
}

fn item(look: &Look<'_>, id: &str, findings: Option<&Findings>) -> Result<Option<Item>, Problem> {
    let claims = look.view.series(id)?;
    let Some(key) = claims.iter().find_map(|claim| series::key(look.view.words(), claim)) else { return Ok(None) };
    let (mut item, _) = of_claims(look, id, &key, &claims, findings);
    for claimant in &mut item.series.claimants {
        claimant.values.drain(..claimant.values.len().saturating_sub(SHOWN));
    }
    Ok(Some(item))
}

fn of_claims(look: &Look<'_>, id: &str, key: &Key, claims: &[Held], findings: Option<&Findings>) -> (Item, Vec<Point>) {
    let book = look.book;
    let told = tell(claims, book.reports(), &mut book.sources());
    let points = timeline(&told);
    let origins = book.origins(claims).origins;
    let origins = wire::series::Origins { min: origins.min, max: origins.max };
    let fails = findings.and_then(|findings| findings.fails(id)).into_iter().flatten();
    let item = Item {
        series: wire::series::Series::new(look.view.words(), key, &range(&told), &points, Some(origins)),
        latest: points.iter().rfind(|point| point.day.is_some() && !point.denied).map(latest),
        fails: fails.map(|(check, count)| Fails { check, count: *count }).collect(),
        recommended: look.view.judgements().recommended(id).map(recommended),
    };
    (item, points)
}

fn latest(point: &Point) -> Latest {
    Latest {
        day: point.day.map(|day| day.to_string()),
        low: wire::number(point.low),
        high: wire::number(point.high),
        quantifier: point.quantifier.name(),
        claim: point.claim.clone(),
        name: point.source.as_ref().map(|source| source.name.clone()),
    }
}

fn recommended(judgement: &sayso::ledger::judge::Judgement) -> Recommended {
    Recommended {
        value: judgement.what.pick().unwrap_or_default(),
        by: judgement.by.clone(),
        why: judgement.why.clone(),
        at: judgement.at.clone(),
        entry: judgement.seq,
    }
}

/// A series with all of its values.
#[derive(Debug, Serialize)]
struct Whole {
    #[serde(flatten)]
    item: Item,
    values: Vec<Value>,
    /// How many values there are; the latest are told.
    total_values: usize,
}

/// A value with where it stands.
#[derive(Debug, Serialize)]
struct Value {
    #[serde(flatten)]
    point: wire::point::Point,
    /// The report's entry.
    entry: u64,
    outlet: Option<String>,
    start: Option<usize>,
    /// Of the latest values only; `claims/ID` tells any.
    sentence: Option<String>,
}

/// Values that one answer tells, and how many of them with their sentence.
const VALUES: usize = 2000;
const SENTENCES: usize = 100;

pub async fn one(State(desk): State<Arc<Desk>>, Way(id): Way<String>, Ask(moment): Ask<Moment>) -> Result<Response, Problem> {
    let whole = move |look: &Look<'_>| {
        let (key, claims) = find(look, &id)?;
        let findings = look.findings()?;
        let (item, points) = of_claims(look, &id, &key, &claims, Some(&findings));
        let by_place = claims.iter().map(|claim| ((claim.report, claim.id.as_str()), claim)).collect::<BTreeMap<_, _>>();
        let written = wire::point::Point::all(look.book, &claims, &points);
        let (total, skip) = (points.len(), points.len().saturating_sub(VALUES));
        let value = |(nth, (point, written)): (usize, (&Point, wire::point::Point))| {
            let claim = by_place.get(&(point.report, point.claim.as_str()));
            let sentence = claim.filter(|_| nth + SENTENCES >= total).and_then(|claim| look.book.sentence(claim));
            Value {
                point: written,
                entry: point.report,
                outlet: look.book.reports().get(&point.report).and_then(|filed| filed.outlet.clone()),
                start: claim.map(|claim| claim.start),
                sentence: sentence.map(|sentence| cut(sentence.trim())),
            }
        };
        let values = points.iter().zip(written).enumerate().skip(skip).map(value).collect();
        Ok(json(&Whole { item, values, total_values: total }))
    };
    desk.look(moment.when()?, whole).await
}

/// The claims of a series, with its key.
fn find(look: &Look<'_>, id: &str) -> Result<(Key, Vec<Held>), Problem> {
    let missing = || Problem::missing("there is no such series as of then; its claims may have been corrected or rejected");
    // Ids are hexadecimal; nothing else is looked for.
    if id.is_empty() || id.len() > 32 || !id.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(missing());
    }
    let claims = look.view.series(id)?;
    let key = claims.iter().find_map(|claim| series::key(look.view.words(), claim)).ok_or_else(missing)?;
    Ok((key, claims))
}

pub async fn claims(
    State(desk): State<Arc<Desk>>,
    Way(id): Way<String>,
    Ask(moment): Ask<Moment>,
    Ask(part): Ask<Part>,
) -> Result<Response, Problem> {
    let listed = move |look: &Look<'_>| {
        let (_, claims) = find(look, &id)?;
        Ok(json(&part.of(&claims, |claim| Ok(Brief::new(look.book, claim)))?))
    };
    desk.look(moment.when()?, listed).await
}

/// The origins of a series with the claims that they were counted over.
#[derive(Debug, Serialize)]
struct Echo {
    #[serde(flatten)]
    echo: wire::echo::Echo,
    /// Names of the sources that vouch, by their ids.
    names: BTreeMap<String, String>,
    claims: Vec<Voiced>,
}

/// A claim with who stands in its chain.
#[derive(Debug, Serialize)]
struct Voiced {
    id: String,
    origin: Option<String>,
    relays: Vec<String>,
    outlet: Option<String>,
    entry: u64,
    report: String,
    published: Option<String>,
    text: String,
    counted: Option<String>,
}

pub async fn echo(State(desk): State<Arc<Desk>>, Way(id): Way<String>, Ask(moment): Ask<Moment>) -> Result<Response, Problem> {
    let told = move |look: &Look<'_>| {
        let (_, claims) = find(look, &id)?;
        let traced = look.book.origins(&claims);
        let echo = wire::echo::Echo::new(&id, &traced);
        let sources = look.book.sources();
        let name = |id: &String| Some((id.clone(), sources.get(id)?.name.clone()));
        let names = echo.groups.iter().filter_map(|group| group.source.as_ref()).filter_map(name).collect();
        drop(sources);
        Ok(json(&Echo { echo, names, claims: traced.claims.iter().map(|claim| voiced(look, claim)).collect() }))
    };
    desk.look(moment.when()?, told).await
}

fn voiced(look: &Look<'_>, claim: &Held) -> Voiced {
    let (book, filed) = (look.book, look.book.report(claim));
    Voiced {
        id: claim.id.clone(),
        origin: claim.origin().map(|link| book.shown(claim, link).to_owned()),
        relays: claim.relays().map(|link| book.shown(claim, link).to_owned()).collect(),
        outlet: filed.and_then(|filed| filed.outlet.clone()),
        entry: claim.report,
        report: filed.map(|filed| filed.url.as_ref().unwrap_or(&filed.id).clone()).unwrap_or_default(),
        published: filed.and_then(|filed| filed.published).map(|day| day.to_string()),
        text: claim.text.clone(),
        counted: claim.counted.clone(),
    }
}
