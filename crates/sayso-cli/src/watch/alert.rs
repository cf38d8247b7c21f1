//! What is worth a word after a round: a new figure in a series, a range that moved, a series that fell to one origin, a figure changed in silence.
//!
//! The ledger before the round is compared with the ledger after it, series by series, for those series only that new reports speak of.
//! A series that is new altogether is no news about a series; `sayso series` lists it.

use std::collections::{BTreeMap, BTreeSet};

use sayso::claim::Link;
use sayso::ledger::series::{self, Key};
use sayso::ledger::{Held, source};
use sayso::report::Zone;
use sayso::view::changed::{Change, How, changed};
use sayso::view::notation::{grouped, limit};
use sayso::view::notice::Notices;
use sayso::view::range::{Span, range};
use sayso::view::told::tell;
use sayso_io::clean;
use sayso_io::ledger::{Book, Ledger};
use serde::Serialize;

use crate::series::{ends, interval};

/// Something worth a word.
#[derive(Debug, Serialize)]
pub struct Alert {
    /// `alert`.
    pub event: &'static str,
    /// `figure`, `range`, `origin` or `silent`.
    pub kind: &'static str,
    /// In words.
    pub text: String,
    /// The series, by its id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub series: Option<String>,
    /// Its title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// As it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// As it is.
    pub after: String,
    /// Who vouches for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The claim, by its id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claim: Option<String>,
    /// The report, by its address or name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub report: Option<String>,
    /// The sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sentence: Option<String>,
}

/// A figure that an edited page changed.
#[derive(Debug, Serialize)]
pub struct Edit {
    /// `change`.
    pub event: &'static str,
    /// The page.
    pub report: String,
    /// `added`, `gone`, `value`, `hedge` or `origin`.
    pub how: &'static str,
    /// As it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Figure>,
    /// As it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Figure>,
    /// Whether the page neither says that it was edited nor bears a later date.
    pub silent: bool,
}

/// A figure with its sentence.
#[derive(Debug, Serialize)]
pub struct Figure {
    /// The claim, by its id.
    pub claim: String,
    /// Limit, value and what is counted.
    pub figure: String,
    /// Who vouches for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The sentence.
    pub sentence: String,
}

/// What a round brought.
#[derive(Debug, Default)]
pub struct News {
    /// Figures that edited pages changed.
    pub edits: Vec<Edit>,
    /// What is worth a word.
    pub alerts: Vec<Alert>,
}

/// What these reports, the latest of the ledger, brought.
pub fn news(ledger: &Ledger, reports: &[u64]) -> anyhow::Result<News> {
    let Some(first) = reports.iter().min() else { return Ok(News::default()) };
    let (before, after) = (ledger.view_at(first - 1)?, ledger.view(None)?);
    let words = source::Words::new("en", &mut Vec::new());
    let (before, after) = (Book::new(&before, &words)?, Book::new(&after, &words)?);
    let round = Round { ledger, before, after, new: reports.iter().copied().collect(), notices: Notices::new("en", &mut Vec::new()) };
    let mut news = News::default();
    let mut touched = BTreeMap::new();
    for report in &round.new {
        let claims = round.after.view.claims_of(*report)?;
        round.touch(&claims, &mut touched);
        if let Some(old) = round.after.reports().get(report).and_then(|filed| filed.revision_of) {
            let were = round.after.view.claims_of(old)?;
            round.touch(&were, &mut touched);
            round.edits(old, *report, &were, &claims, &mut news)?;
        }
    }
    for (id, key) in &touched {
        round.series(id, key, &mut news.alerts)?;
    }
    Ok(news)
}

/// Changes that one alert lists.
const SHOWN: usize = 20;

struct Round<'l> {
    ledger: &'l Ledger,
    before: Book<'l>,
    after: Book<'l>,
    new: BTreeSet<u64>,
    notices: Notices,
}

impl Round<'_> {
    /// Notes the series that claims belong to.
    fn touch(&self, claims: &[Held], touched: &mut BTreeMap<String, Key>) {
        let keys = claims.iter().filter_map(|claim| series::key(&self.ledger.words, claim));
        touched.extend(keys.map(|key| (key.id(), key)));
    }

    /// What an edited page changed.
    fn edits(&self, old: u64, new: u64, were: &[Held], are: &[Held], news: &mut News) -> anyhow::Result<()> {
        let changes = changed(were, are, &|claim| self.after.sentence(claim));
        if changes.is_empty() {
            return Ok(());
        }
        let silent = self.is_silent(old, new)?;
        let report = self.name(new);
        let edits = changes.iter().map(|change| self.edit(change, &report, silent)).collect::<Vec<_>>();
        if silent {
            news.alerts.push(self.silent(&report, &edits));
        }
        news.edits.extend(edits);
        Ok(())
    }

    /// Whether a page neither bears a later date nor says that it was edited. A date no earlier than the day on which it was last had may be that
    /// of the edit.
    fn is_silent(&self, old: u64, new: u64) -> anyhow::Result<bool> {
        let (was, is) = (self.after.view.record(old)?, self.after.view.record(new)?);
        let had = self.after.reports().get(&old).and_then(|filed| filed.at.get(..10)).unwrap_or_default();
        let dated = is.modified.as_deref().is_some_and(|day| was.modified.as_deref() < Some(day) || day >= had);
        Ok(!dated && self.notices.count(&is.text) <= self.notices.count(&was.text))
    }

    fn edit(&self, change: &Change<'_>, report: &str, silent: bool) -> Edit {
        let figure = |claim: Option<&Held>| claim.map(|claim| self.figure(claim));
        let (how, report) = (change.how.name(), report.to_owned());
        Edit { event: "change", report, how, before: figure(change.before), after: figure(change.after), silent }
    }

    fn figure(&self, claim: &Held) -> Figure {
        Figure {
            claim: claim.id.clone(),
            figure: figure(claim),
            source: self.voice(claim),
            sentence: self.after.sentence(claim).unwrap_or_default(),
        }
    }

    fn silent(&self, report: &str, edits: &[Edit]) -> Alert {
        let (before, after) = (edits.iter().find_map(|edit| edit.before.as_ref()), edits.iter().find_map(|edit| edit.after.as_ref()));
        let count = edits.len();
        let many = if count == 1 { "a figure".to_owned() } else { format!("{count} figures") };
        Alert {
            text: format!("changed in silence: {many} of {report}, without a later date or a notice"),
            after: edits.iter().take(SHOWN).map(Edit::brief).collect::<Vec<_>>().join("; "),
            before: before.map(|figure| figure.sentence.clone()),
            sentence: after.map(|figure| figure.sentence.clone()),
            report: Some(report.to_owned()),
            ..Alert::new("silent")
        }
    }

    /// What is new in one series.
    fn series(&self, id: &str, key: &Key, alerts: &mut Vec<Alert>) -> anyhow::Result<()> {
        let (were, are) = (self.before.view.series(id)?, self.after.view.series(id)?);
        if were.is_empty() {
            return Ok(());
        }
        let mut alert = |alert: Alert| alerts.push(Alert { series: Some(id.to_owned()), title: Some(key.title()), ..alert });
        self.figures(key, &were, &are).into_iter().for_each(&mut alert);
        self.range(key, &were, &are).into_iter().for_each(&mut alert);
        self.origins(key, &were, &are).into_iter().for_each(&mut alert);
        Ok(())
    }

    /// Values that nobody told before, or not on the say-so of the same voice.
    fn figures(&self, key: &Key, were: &[Held], are: &[Held]) -> Vec<Alert> {
        let value = |claim: &Held| (claim.low, claim.high, claim.quantifier, claim.day(), claim.origin().map(|link| link.name.clone()));
        let mut known = were.iter().map(value).collect::<Vec<_>>();
        let mut alerts = Vec::new();
        let fresh = are.iter().filter(|claim| self.new.contains(&claim.report) && claim.repeat_of.is_none() && claim.zone != Zone::Repeat);
        for claim in fresh {
            if !known.contains(&value(claim)) {
                known.push(value(claim));
                alerts.push(self.new_figure(key, claim));
            }
        }
        alerts
    }

    fn new_figure(&self, key: &Key, claim: &Held) -> Alert {
        let (after, source, report) = (figure(claim), self.voice(claim), self.name(claim.report));
        let who = source.as_deref().unwrap_or("no source named");
        Alert {
            text: format!("a new figure: {after}, {who}, in {report} ({})", key.title()),
            after,
            source,
            claim: Some(claim.id.clone()),
            report: Some(report),
            sentence: self.after.sentence(claim),
            ..Alert::new("figure")
        }
    }

    /// The least or the most that is claimed.
    fn range(&self, key: &Key, were: &[Held], are: &[Held]) -> Option<Alert> {
        let span = |book: &Book<'_>, claims: &[Held]| range(&tell(claims, book.reports(), &mut book.sources())).all;
        let (was, is) = (span(&self.before, were), span(&self.after, are));
        let outer = |span: &Span| {
            let end = |end: &Option<sayso::view::range::Stated>| end.as_ref().map(|end| (end.value, end.quantifier, end.open));
            (end(&span.least), end(&span.most))
        };
        (outer(&was) != outer(&is)).then(|| {
            let (was, is) = (ends(&was), ends(&is));
            Alert { text: format!("the range moved: {was} -> {is} ({})", key.title()), before: Some(was), after: is, ..Alert::new("range") }
        })
    }

    /// Two origins that turned out to be one.
    fn origins(&self, key: &Key, were: &[Held], are: &[Held]) -> Option<Alert> {
        let (was, is) = (self.before.origins(were).origins, self.after.origins(are).origins);
        (was.max > 1 && is.max == 1).then(|| {
            let (was, is) = (interval(was.min, was.max), interval(is.min, is.max));
            let text = format!("down to one origin: {was} before ({})", key.title());
            Alert { text, before: Some(was), after: is, ..Alert::new("origin") }
        })
    }

    /// Who vouches, as people may see it.
    fn voice(&self, claim: &Held) -> Option<String> {
        claim.origin().map(|link: &Link| self.after.shown(claim, link).to_owned())
    }

    /// The address of a report, or its name.
    fn name(&self, report: u64) -> String {
        self.after.reports().get(&report).map(|filed| filed.url.clone().unwrap_or_else(|| filed.id.clone())).unwrap_or_default()
    }
}

impl Alert {
    fn new(kind: &'static str) -> Self {
        Self {
            event: "alert",
            kind,
            text: String::new(),
            series: None,
            title: None,
            before: None,
            after: String::new(),
            source: None,
            claim: None,
            report: None,
            sentence: None,
        }
    }

    /// On lines for people.
    pub fn lines(&self) -> String {
        let mut out = format!("ALERT {}\n", clean::line(&self.text));
        if self.kind == "figure" {
            out += &self.sentence.as_deref().map(quoted).unwrap_or_default();
        }
        out
    }
}

impl Edit {
    /// `12 people -> 14 people`.
    fn brief(&self) -> String {
        let words = |figure: &Option<Figure>| figure.as_ref().map_or_else(|| "nothing".to_owned(), |figure| figure.figure.clone());
        let who = |figure: &Option<Figure>| {
            figure.as_ref().and_then(|figure| figure.source.clone()).unwrap_or_else(|| "no source named".to_owned())
        };
        if self.how == How::Origin.name() {
            return format!("{}: {} -> {}", words(&self.after), who(&self.before), who(&self.after));
        }
        format!("{} -> {}", words(&self.before), words(&self.after))
    }

    /// On lines for people: the change, the sentence as it was, the sentence as it is.
    pub fn lines(&self) -> String {
        let silent = if self.silent { ", in silence" } else { "" };
        let mut out = format!("CHANGED {}: {} ({}{silent})\n", clean::line(&self.report), clean::line(&self.brief()), self.how);
        let sentence = |figure: &Option<Figure>| figure.as_ref().map(|figure| quoted(&figure.sentence)).unwrap_or_default();
        let (before, after) = (sentence(&self.before), sentence(&self.after));
        out += &before;
        if before != after {
            out += &after;
        }
        out
    }
}

fn quoted(sentence: &str) -> String {
    let sentence = sentence.split_whitespace().collect::<Vec<_>>().join(" ");
    if sentence.is_empty() { String::new() } else { format!("  \"{}\"\n", clean::line(&sentence)) }
}

/// Limit, value and what is counted: `at least 14 people`.
fn figure(claim: &Held) -> String {
    let end = |end: Option<rust_decimal::Decimal>| end.map(|end| grouped(end.normalize())).unwrap_or_default();
    let value = match (claim.low, claim.high) {
        (Some(low), Some(high)) if low != high => format!("{}-{}", end(Some(low)), end(Some(high))),
        (low, high) => end(low.or(high)),
    };
    let value = match &claim.kind {
        sayso::claim::Kind::Share => format!("{value}%"),
        sayso::claim::Kind::Money { currency } => format!("{} {value}", currency.as_deref().unwrap_or("money")),
        sayso::claim::Kind::Measure { unit } => format!("{value} {unit}"),
        sayso::claim::Kind::Change => format!("change of {value}"),
        sayso::claim::Kind::Rate { per } => format!("{value} per {per}"),
        sayso::claim::Kind::Count => value,
    };
    let counted = claim.counted.as_deref().unwrap_or_default();
    [limit(claim.quantifier), &value, counted].iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" ")
}
