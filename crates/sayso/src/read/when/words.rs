//! The words that times are written with, by what they mean.

use crate::pack::{self, Phrases, Row};
use crate::read::page;

/// The words for times of one language.
#[derive(Debug)]
pub struct Words {
    /// What each word means to a time.
    pub(super) terms: Phrases<Term>,
    /// Words that look to the future ("will", "scheduled").
    pub(super) ahead: Phrases<()>,
    /// Words of somebody speaking.
    pub(super) cues: Phrases<()>,
    /// Words of a record, that "since" only measures.
    pub(super) records: Phrases<()>,
    /// Words before a count that was reached by then.
    pub(super) levels: Phrases<()>,
    /// Words that compare ("than a year ago").
    pub(super) against: Phrases<()>,
    /// Wars and other events that reports date by.
    pub(super) events: super::event::Events,
}

/// What a word means to a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Term {
    /// A month; weak where the form is also a name ("Jan", "Mar").
    Month(i8, bool),
    /// A weekday, Monday 1; weak likewise ("Sun").
    Weekday(i8, bool),
    Unit(Unit),
    /// A season, spring 1; weak likewise ("fall").
    Season(i8, bool),
    /// A small cardinal.
    Number(i32),
    Scale,
    /// A number word that gives no number ("several").
    Vague,
    Half,
    Ordinal(i8),
    /// A part of the day.
    Part,
    Edge(Edge),
    Which(Which),
    /// A day counted from the day of writing.
    Day(i32),
    Overnight,
    Weekend,
    /// A time that stays open ("in recent days").
    Open,
    /// So many days from the day told last ("the next day").
    Step(i32),
    /// The time told last ("since then").
    Then,
    /// A feast with a fixed month and day.
    Holiday(i8, i8),
    Mark(Mark),
    /// What makes a number a clock time ("p.m.").
    Clock,
    /// Makes a point the beginning of a stretch ("from May onwards").
    Onward,
    /// A word that may stand between a number and its unit ("consecutive").
    Filler,
}

impl Term {
    /// Whether a time can begin with it.
    pub fn begins(self) -> bool {
        use Mark::*;
        match self {
            Self::Mark(mark) => {
                matches!(mark, The | An | Since | From | Between | By | Before | AsOf | Till | Through | Over | Under | Aged | Age | People)
            }
            Self::Unit(_) | Self::Part | Self::Clock | Self::Onward | Self::Filler => false,
            _ => true,
        }
    }
}

/// A unit of the calendar or the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Clock,
    Hour,
    Day,
    Night,
    Week,
    Weekend,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

/// Which part of a stretch of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    Early,
    Start,
    Mid,
    Late,
    End,
}

/// Which of many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    This,
    Last,
    Past,
    Prior,
    Next,
    /// A frequency: "each year".
    Every,
}

/// Function words that hold times together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Of,
    The,
    An,
    And,
    To,
    Through,
    Till,
    Since,
    From,
    Between,
    By,
    Before,
    AsOf,
    In,
    On,
    During,
    For,
    Over,
    Under,
    Within,
    Into,
    Ago,
    Later,
    After,
    Earlier,
    Or,
    Old,
    Aged,
    Older,
    Age,
    People,
}

const UNITS: [(&str, Unit); 13] = [
    ("second", Unit::Clock),
    ("minute", Unit::Clock),
    ("hour", Unit::Hour),
    ("day", Unit::Day),
    ("night", Unit::Night),
    ("week", Unit::Week),
    ("weekend", Unit::Weekend),
    ("fortnight", Unit::Fortnight),
    ("month", Unit::Month),
    ("quarter", Unit::Quarter),
    ("year", Unit::Year),
    ("decade", Unit::Decade),
    ("century", Unit::Century),
];

const EDGES: [(&str, Edge); 5] =
    [("early", Edge::Early), ("start", Edge::Start), ("mid", Edge::Mid), ("late", Edge::Late), ("end", Edge::End)];

const WHICH: [(&str, Which); 6] = [
    ("every", Which::Every),
    ("this", Which::This),
    ("last", Which::Last),
    ("past", Which::Past),
    ("prior", Which::Prior),
    ("next", Which::Next),
];

const MARKS: [(&str, Mark); 31] = [
    ("of", Mark::Of),
    ("the", Mark::The),
    ("an", Mark::An),
    ("and", Mark::And),
    ("to", Mark::To),
    ("through", Mark::Through),
    ("till", Mark::Till),
    ("since", Mark::Since),
    ("from", Mark::From),
    ("between", Mark::Between),
    ("by", Mark::By),
    ("before", Mark::Before),
    ("as_of", Mark::AsOf),
    ("in", Mark::In),
    ("on", Mark::On),
    ("during", Mark::During),
    ("for", Mark::For),
    ("over", Mark::Over),
    ("under", Mark::Under),
    ("within", Mark::Within),
    ("into", Mark::Into),
    ("ago", Mark::Ago),
    ("later", Mark::Later),
    ("after", Mark::After),
    ("earlier", Mark::Earlier),
    ("or", Mark::Or),
    ("old", Mark::Old),
    ("aged", Mark::Aged),
    ("older", Mark::Older),
    ("age", Mark::Age),
    ("people", Mark::People),
];

impl Words {
    /// Reads the tables of a language; rows that cannot be used go to `problems`.
    pub fn new(code: &str, problems: &mut Vec<String>) -> Self {
        let mut terms = Phrases::default();
        for row in pack::rows(code, "when") {
            match term(&row) {
                Some(term) => row.cells.iter().skip(2).for_each(|form| terms.insert(&key(form), term, row.id)),
                None => problems.push(row.problem("no such class of time, or no such value")),
            }
        }
        let [mut ahead, mut cues, mut records, mut levels, mut against] = std::array::from_fn(|_| Phrases::default());
        for row in pack::rows(code, "when-near") {
            let forms = row.cells.iter().skip(2);
            match row.cell(0) {
                Some("ahead") => forms.for_each(|form| ahead.insert(&key(form), (), row.id)),
                Some("cue") => forms.for_each(|form| cues.insert(&key(form), (), row.id)),
                Some("most") => forms.for_each(|form| records.insert(&key(form), (), row.id)),
                Some("against") => forms.for_each(|form| against.insert(&key(form), (), row.id)),
                Some("level") => forms.for_each(|form| levels.insert(&key(form), (), row.id)),
                _ => problems.push(row.problem("no such class")),
            }
        }
        Self { terms, ahead, cues, records, levels, against, events: super::event::Events::new(code, problems) }
    }
}

/// The folded words of a form, cut as the page is.
pub(super) fn key(form: &str) -> Vec<u64> {
    page::cut(form).iter().map(|token| pack::fold(&form[token.start..token.end])).collect()
}

fn term(row: &Row) -> Option<Term> {
    let value = row.cell(1)?;
    let small = || value.parse::<i8>().ok();
    Some(match row.cell(0)? {
        "month" => Term::Month(small()?, false),
        "weak_month" => Term::Month(small()?, true),
        "weekday" => Term::Weekday(small()?, false),
        "weak_weekday" => Term::Weekday(small()?, true),
        "unit" => Term::Unit(named(&UNITS, value)?),
        "season" => Term::Season(small()?, false),
        "weak_season" => Term::Season(small()?, true),
        "number" => Term::Number(value.parse().ok()?),
        "scale" => Term::Scale,
        "vague" => Term::Vague,
        "half" => Term::Half,
        "ordinal" => Term::Ordinal(small()?),
        "part" => Term::Part,
        "edge" => Term::Edge(named(&EDGES, value)?),
        "which" => Term::Which(named(&WHICH, value)?),
        "day" => Term::Day(value.parse().ok()?),
        "overnight" => Term::Overnight,
        "weekend" => Term::Weekend,
        "step" => Term::Step(value.parse().ok()?),
        "open" => Term::Open,
        "then" => Term::Then,
        "holiday" => {
            let (month, day) = value.split_once('-')?;
            Term::Holiday(month.parse().ok()?, day.parse().ok()?)
        }
        "clock" => Term::Clock,
        "onward" => Term::Onward,
        "filler" => Term::Filler,
        "mark" => Term::Mark(named(&MARKS, value)?),
        _ => return None,
    })
}

fn named<T: Copy>(table: &[(&str, T)], name: &str) -> Option<T> {
    table.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
}
