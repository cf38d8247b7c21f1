//! `POST /judgements`, `/judgements/ENTRY/undo`, `GET /judgements`: what people say of what was read. Nothing is changed, all is appended.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use sayso::ledger::judge::What;
use sayso_io::ledger::View;
use sayso_io::wire;
use sayso_io::wire::judgement::{Judgement, Teller};
use serde::{Deserialize, Serialize};

use super::ask::{Ask, Moment, Part, Told, Way, json};
use crate::desk::{Desk, Look};
use crate::problem::Problem;

/// A judgement as it is told.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Given {
    judgement: String,
    claim: Option<String>,
    field: Option<String>,
    value: Option<String>,
    a: Option<String>,
    b: Option<String>,
    series: Option<String>,
    by: String,
    why: Option<String>,
}

/// What was appended.
#[derive(Debug, Serialize)]
struct Done {
    entry: u64,
    words: String,
}

/// The longest name, and the longest reasoning or value, in bytes.
const NAME: usize = 200;
const WORDS: usize = 10_000;

pub async fn judge(State(desk): State<Arc<Desk>>, Told(given): Told<Given>) -> Result<Response, Problem> {
    let words = [&given.why, &given.value, &given.field].into_iter().flatten();
    if given.by.len() > NAME || words.into_iter().any(|words| words.len() > WORDS) {
        return Err(Problem::wrong(format!("a name of at most {NAME} bytes and words of at most {WORDS} are taken")));
    }
    let done = desk.work(move |desk, ledger| {
        let (what, words) = {
            let view = ledger.view(None)?;
            let what = what(&view, &given)?;
            let words = Teller::new(&view).words(&what);
            (what, words)
        };
        let entry = ledger.judge(&(desk.config.now)(), &given.by, some(&given.why), &what)?;
        desk.nudge();
        Ok(Done { entry, words })
    });
    Ok((StatusCode::CREATED, json(&done.await?)).into_response())
}

fn some(words: &Option<String>) -> Option<&str> {
    words.as_deref().map(str::trim).filter(|words| !words.is_empty())
}

fn what(view: &View<'_>, given: &Given) -> Result<What, Problem> {
    let need =
        |name: &str, words: &Option<String>| some(words).map(str::to_owned).ok_or_else(|| Problem::wrong(format!("`{name}` is needed")));
    let claim = || Ok::<_, Problem>(view.claim_named(&need("claim", &given.claim)?)?);
    if given.judgement != "accept" && some(&given.why).is_none() {
        return Err(Problem::wrong("why? This judgement carries its reasoning in `why`"));
    }
    let pair = || {
        let (a, b) = (view.node_named(&need("a", &given.a)?)?, view.node_named(&need("b", &given.b)?)?);
        if a == b { Err(Problem::wrong("`a` and `b` are the same")) } else { Ok((a, b)) }
    };
    Ok(match given.judgement.as_str() {
        "accept" => What::Accept { claim: claim()? },
        "reject" => What::Reject { claim: claim()? },
        "comment" => What::Comment { claim: claim()?, field: some(&given.field).map(str::to_owned) },
        "correct" => {
            let value = some(&given.value).filter(|value| *value != "-").map(str::to_owned);
            What::Correct { claim: claim()?, field: need("field", &given.field)?, value }
        }
        "merge" => pair().map(|(a, b)| What::Merge { a, b })?,
        "split" => pair().map(|(a, b)| What::Split { a, b })?,
        "recommend" => {
            let series = view.series_named(&need("series", &given.series)?)?;
            What::Recommend { series, pick: view.pick_named(&need("value", &given.value)?)? }
        }
        other => {
            let known = "accept, reject, correct, comment, merge, split, recommend";
            return Err(Problem::wrong(format!("there is no judgement `{other}`; there are {known}")));
        }
    })
}

/// Who takes it back, and why.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Undo {
    by: String,
    why: Option<String>,
}

pub async fn undo(State(desk): State<Arc<Desk>>, Way(entry): Way<u64>, Told(given): Told<Undo>) -> Result<Response, Problem> {
    let done = desk.work(move |desk, ledger| {
        let undo = ledger.undo(&(desk.config.now)(), &given.by, some(&given.why), entry)?;
        desk.nudge();
        Ok(Done { entry: undo, words: format!("entry {entry} undone") })
    });
    Ok((StatusCode::CREATED, json(&done.await?)).into_response())
}

/// Which judgements.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Which {
    claim: Option<String>,
    series: Option<String>,
    /// Also those undone.
    all: Option<u8>,
}

/// A judgement in a list.
#[derive(Debug, Serialize)]
struct Line {
    #[serde(flatten)]
    judgement: Judgement,
    words: String,
}

pub async fn all(
    State(desk): State<Arc<Desk>>,
    Ask(moment): Ask<Moment>,
    Ask(part): Ask<Part>,
    Ask(which): Ask<Which>,
) -> Result<Response, Problem> {
    let listed = move |look: &Look<'_>| {
        let is = |wanted: &Option<String>, of: Option<&str>| wanted.as_deref().is_none_or(|wanted| of == Some(wanted));
        let wanted = |judgement: &&sayso::ledger::judge::Judgement| {
            let series = if let What::Recommend { series, .. } = &judgement.what { Some(series.as_str()) } else { None };
            (which.all.unwrap_or(0) > 0 || look.view.undone(judgement.seq).is_none())
                && is(&which.claim, judgement.what.claim())
                && is(&which.series, series)
        };
        let teller = Teller::new(look.view);
        // The latest first: that is what somebody looks for who wants to take it back.
        let told = look.view.judged().iter().rev().filter(wanted).collect::<Vec<_>>();
        let line = |told: &&sayso::ledger::judge::Judgement| {
            Ok(Line { judgement: wire::judgement::Judgement::new(look.view, told), words: teller.words(&told.what) })
        };
        Ok(json(&part.of(&told, line)?))
    };
    desk.look(moment.when()?, listed).await
}
