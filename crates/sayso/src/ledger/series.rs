//! Series: which claims are about the same quantity.
//!
//! Two claims are of one series where their keys are equal, and a key says all of this, so nothing is merged on a guess:
//!
//! - **measure** and **offence**: what happened. Desertions, absences and court cases are three.
//! - **side**: whose people or things. A claim that names no side joins none.
//! - **place**: what the count is limited to. A region and its city are two; no place is a third.
//! - **unit**: people, cases, households, items, or money of one currency.
//! - **what** is counted: civilians are no soldiers, drones no missiles, children no people. "Servicemen" and "troops" are `military`.
//! - **shape**: a number of them, or a share of a whole. A change ("rose by 400 percent") belongs to no series: its base is another claim.
//! - **standing**: what is said to be so (also by estimate, and also what is denied) apart from what is planned, predicted, demanded, supposed.
//! - **window**: the time that one value covers, see [`Window`]. A running total has a value as of each day, and a state too.
//! - **on**: the day itself, where each day has events of its own: the tolls of two attacks on two days are two series, in one
//!   [`Key::line`]. For what goes on day after day (drones launched, daily losses) the days are points of one series.
//!
//! A series also needs a hold in the world, which `packs/measure/*/measure.tsv` says for each measure: a place, or a side with a day,
//! an event, or something counted that the side is enough for ("Ukrainian soldiers", but not "people who live there"). A count without
//! a time means all to date only for some measures ("100,000 have deserted", but not "12 were killed"). Claims without a hold, "three
//! others" and parts that only a clause tells from their whole ("58 hostages, 23 of them alive") have a [`quantity`] and no key: enough
//! to compare two reports that are known to tell the same story, too little to say that they do.

use std::fmt;

use super::held::Held;
use super::words::{Measure, Takes, Words};
use crate::claim::{Kind, Period, Stance};
use crate::report::Date;

/// What makes two claims be about the same quantity.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// What happened or is the case.
    pub measure: String,
    /// The offence, for the steps of the law.
    pub offence: Option<String>,
    /// Whose people or things.
    pub side: Option<String>,
    /// What the count is limited to, in one spelling.
    pub place: Option<String>,
    /// `person`, `case`, `item`, `attack`, `money:USD`, `km`.
    pub unit: String,
    /// What is counted, in one word for each kind.
    pub what: Option<String>,
    /// A number or a share.
    pub shape: Shape,
    /// Said to be so, or planned, predicted, demanded, supposed.
    pub standing: Standing,
    /// The time one value covers.
    pub window: Window,
    /// The day, month or year itself, where each has events of its own: two attacks on two days are two tolls, and no line of points.
    pub on: Option<Date>,
}

/// Numbers of a thing and shares of it are no points of one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shape {
    /// How many, or how much.
    Number,
    /// Per cent of a whole.
    Share,
}

/// Whether a value is said to be so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Standing {
    Said,
    Planned,
    Predicted,
    Demanded,
    Supposed,
}

/// The time that one value of a series covers.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Window {
    /// A state at a time: so many are held.
    Stock,
    /// All since a start: a running total, each value as of its own day.
    Since(Start),
    /// All up to a day, the start not stated: a running total too.
    Total,
    /// So many each day, month or year.
    Each(String),
    /// One day.
    Day,
    /// From one day to the next, as "overnight" and "in the past 24 hours".
    Overnight,
    /// Seven days.
    Week,
    /// One month.
    Month,
    /// One year.
    Year,
    /// From a day to a day.
    Span(Date, Date),
    /// Not stated.
    Open,
}

/// What a running total starts from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Start {
    /// The outset of an event of the packs, by its name.
    Event(&'static str, Date),
    /// A date.
    Date(Date),
}

/// The series that a claim belongs to; none where nothing tells which one.
pub fn key(words: &Words, claim: &Held) -> Option<Key> {
    let measure = words.measure(&claim.measure)?;
    let what = |key: &Key, test: fn(&Words, &str) -> bool| key.what.as_deref().is_some_and(|what| test(words, what));
    let whole = |key: &Key| !what(key, Words::is_rest) && (claim.part_of.is_none() || what(key, Words::stands_apart));
    quantity(words, claim).filter(|key| whole(key) && key.shape_is_known() && key.has_hold(measure))
}

/// What a claim is about, whether or not that is enough to know it again in another report.
pub fn quantity(words: &Words, claim: &Held) -> Option<Key> {
    let measure = words.measure(&claim.measure).filter(|_| claim.measure != "other" && claim.measure != "surveyed")?;
    let unit = unit(claim).or_else(|| measure.unit.map(str::to_owned))?;
    let side = claim.side.clone();
    let named = claim.counted.as_deref().and_then(|counted| words.counted(counted, side.as_deref()));
    let what = match unit.as_str() {
        // The offence says which cases.
        "case" if claim.offence.is_some() => Some("cases".to_owned()),
        "person" => named.or_else(|| Some("people".to_owned())),
        _ => named,
    };
    let window = if measure.stock { stock(&claim.kind) } else { window(words, claim) };
    Some(Key {
        measure: claim.measure.clone(),
        offence: claim.offence.clone(),
        place: claim.place.as_deref().map(|place| words.place(place)).filter(|place| !place.is_empty()),
        shape: shape(&claim.kind)?,
        standing: standing(claim.stance),
        on: claim.day().filter(|_| !measure.points(what.as_deref()) && window.recurs()),
        window,
        side,
        unit,
        what,
    })
}

impl Key {
    /// A short name for the series: the same key has the same one, in every ledger.
    pub fn id(&self) -> String {
        let hash =
            self.to_string().bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        let mixed = (hash ^ (hash >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        format!("{:012x}", mixed >> 16)
    }

    /// The key for people: `military killed, UKR, since 2022-02-24`.
    pub fn title(&self) -> String {
        let what = self.what.clone().unwrap_or_else(|| self.unit.clone());
        let money = self.unit.strip_prefix("money:").map(|currency| format!(" ({currency})"));
        let share = if self.shape == Shape::Share { "share of " } else { "" };
        let offence = self.offence.as_ref().map(|offence| format!(" for {offence}"));
        let head = format!("{share}{what} {}{}{}", self.measure, offence.unwrap_or_default(), money.unwrap_or_default());
        let standing = (self.standing != Standing::Said).then(|| self.standing.name().to_owned());
        let when = self.on.map_or_else(|| self.window.title(), |on| Some(self.window.title_on(on)));
        let rest = [self.place.as_deref().map(capital), self.side.clone(), standing, when];
        [Some(head)].into_iter().chain(rest).flatten().collect::<Vec<_>>().join(", ").replace('_', " ")
    }

    /// The family of series that are compared with one another: `desertion UKR`.
    pub fn kin(&self, words: &Words) -> String {
        let family = words.measure(&self.measure).map_or("other", |measure| measure.kin(self.offence.as_deref()));
        format!("{family} {}", self.side.as_deref().unwrap_or("-"))
    }

    /// The line of series that differ only in their day: the tolls of one day after the other.
    pub fn line(&self) -> Self {
        Self { on: None, ..self.clone() }
    }

    /// A share of something that is there without a time ("half of the population") does not say which.
    fn shape_is_known(&self) -> bool {
        self.shape == Shape::Number || !matches!(self.window, Window::Stock | Window::Open)
    }

    /// Whether something holds it to one thing in the world: a place, a day and a side, an event, or a side that says it all.
    /// A toll "as of" a day is taken for that of the event everybody speaks of.
    fn has_hold(&self, measure: &Measure) -> bool {
        if self.window == Window::Open && !measure.total {
            return false;
        }
        let event = matches!(self.window, Window::Since(Start::Event(..)) | Window::Total) && !measure.stock;
        let one_day = self.on.is_some_and(|on| on.day.is_some());
        let enough = match measure.takes(self.what.as_deref()) {
            Takes::Nothing => true,
            Takes::Event => event || one_day,
            Takes::Place => false,
        };
        self.place.is_some() || self.side.is_some() && (enough || measure.says_which(self.offence.as_deref()))
    }

    /// Whether one value covers all up to its day, so that a later one cannot be lower.
    pub const fn cumulative(&self) -> bool {
        matches!(self.window, Window::Since(_) | Window::Total)
    }
}

/// Every part of the key in a fixed order; ids are made from it, so it never changes for a key that exists.
impl fmt::Display for Key {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let open = |cell: &Option<String>| cell.clone().unwrap_or_else(|| "-".to_owned());
        let (offence, side, place, what) = (open(&self.offence), open(&self.side), open(&self.place), open(&self.what));
        let (shape, standing) = (self.shape.name(), self.standing.name());
        write!(out, "{}|{offence}|{side}|{place}|{}|{what}|{shape}|{standing}|{}", self.measure, self.unit, self.window)?;
        self.on.map_or(Ok(()), |on| write!(out, "|{on}"))
    }
}

impl Shape {
    /// The word on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Share => "share",
        }
    }
}

impl Standing {
    /// The word on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Said => "said",
            Self::Planned => "planned",
            Self::Predicted => "predicted",
            Self::Demanded => "demanded",
            Self::Supposed => "supposed",
        }
    }
}

impl Window {
    /// Whether it comes again: one day follows another.
    const fn recurs(&self) -> bool {
        matches!(self, Self::Day | Self::Overnight | Self::Week | Self::Month | Self::Year)
    }

    fn title(&self) -> Option<String> {
        match self {
            Self::Stock | Self::Open => None,
            Self::Since(Start::Event(_, began) | Start::Date(began)) => Some(format!("since {began}")),
            Self::Total => Some("to date".to_owned()),
            Self::Each(per) => Some(format!("per {per}")),
            Self::Day => Some("day by day".to_owned()),
            Self::Overnight => Some("overnight or in 24 hours".to_owned()),
            Self::Week => Some("week by week".to_owned()),
            Self::Month => Some("month by month".to_owned()),
            Self::Year => Some("year by year".to_owned()),
            Self::Span(from, to) => Some(format!("{from} to {to}")),
        }
    }
}

impl Window {
    /// One of the windows that come again.
    fn title_on(&self, on: Date) -> String {
        match self {
            Self::Overnight => format!("in the 24 hours to {on}"),
            Self::Week => format!("in the week to {on}"),
            Self::Month | Self::Year => format!("in {on}"),
            _ => format!("on {on}"),
        }
    }
}

/// The window on the wire: `stock`, `since ukraine`, `since 2022-09`, `total`, `per month`, `day`, `2024-01..2024-06`, `open`.
impl fmt::Display for Window {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stock => out.write_str("stock"),
            Self::Since(Start::Event(name, _)) => write!(out, "since {name}"),
            Self::Since(Start::Date(date)) => write!(out, "since {date}"),
            Self::Total => out.write_str("total"),
            Self::Each(per) => write!(out, "per {per}"),
            Self::Day => out.write_str("day"),
            Self::Overnight => out.write_str("overnight"),
            Self::Week => out.write_str("week"),
            Self::Month => out.write_str("month"),
            Self::Year => out.write_str("year"),
            Self::Span(from, to) => write!(out, "{from}..{to}"),
            Self::Open => out.write_str("open"),
        }
    }
}

/// A place as it is written: `kursk region` is `Kursk region`.
fn capital(place: &str) -> String {
    let mut letters = place.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn unit(claim: &Held) -> Option<String> {
    match &claim.kind {
        Kind::Money { currency } => Some(format!("money:{}", currency.as_deref()?)),
        Kind::Measure { unit } => Some(unit.clone()),
        _ => claim.unit.clone(),
    }
}

const fn shape(kind: &Kind) -> Option<Shape> {
    match kind {
        Kind::Count | Kind::Rate { .. } | Kind::Money { .. } | Kind::Measure { .. } => Some(Shape::Number),
        Kind::Share => Some(Shape::Share),
        Kind::Change => None,
    }
}

const fn standing(stance: Stance) -> Standing {
    match stance {
        Stance::Asserted | Stance::Estimated | Stance::Denied => Standing::Said,
        Stance::Planned => Standing::Planned,
        Stance::Predicted => Standing::Predicted,
        Stance::Demanded => Standing::Demanded,
        Stance::Hypothetical => Standing::Supposed,
    }
}

fn stock(kind: &Kind) -> Window {
    if let Kind::Rate { per } = kind { Window::Each(per.to_lowercase()) } else { Window::Stock }
}

fn window(words: &Words, claim: &Held) -> Window {
    if let Kind::Rate { per } = &claim.kind {
        return Window::Each(per.to_lowercase());
    }
    let Some(Period { from, to }) = claim.period else { return Window::Open };
    match (from, to) {
        (None, None) => Window::Open,
        (None, Some(_)) => Window::Total,
        (Some(from), None) => Window::Since(start(words, from, claim.side.as_deref())),
        (Some(from), Some(to)) if from == to => calendar(from),
        (Some(from), Some(to)) => match start(words, from, claim.side.as_deref()) {
            event @ Start::Event(..) => Window::Since(event),
            Start::Date(from) => stretch(from, to),
        },
    }
}

fn start(words: &Words, from: Date, side: Option<&str>) -> Start {
    side.and_then(|side| words.event(from, Some(side))).map_or(Start::Date(from), |event| Start::Event(event.name, event.began))
}

const fn calendar(date: Date) -> Window {
    match (date.month, date.day) {
        (_, Some(_)) => Window::Day,
        (Some(_), None) => Window::Month,
        (None, None) => Window::Year,
    }
}

/// "This year" up to a day is a running total since the year began; two days of a calendar are what they are apart.
fn stretch(from: Date, to: Date) -> Window {
    let days = || from.first_day().zip(to.first_day()).and_then(|(from, to)| from.until(to).ok()).map(|span| span.get_days());
    match (from.day, to.day) {
        (None, Some(_)) => Window::Since(Start::Date(from)),
        (Some(_), Some(_)) => match days() {
            Some(1) => Window::Overnight,
            Some(6 | 7) => Window::Week,
            _ => Window::Span(from, to),
        },
        _ => Window::Span(from, to),
    }
}

#[cfg(test)]
mod tests;
