//! The period that holds for a figure: its own sentence's first, then what the sentences about it carry over.

use std::ops::Range;

use super::Sense;
use super::attach::{alone, hung};
use super::carry;
use super::moment::{Moment, any, moments};
use crate::claim::{Kind, Period, Reason, Stance};
use crate::read::Scene;
use crate::read::bind::{Bond, Bound};
use crate::report::Zone;

/// The period that holds for a figure, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The period.
    pub period: Option<Period>,
    /// The rule.
    pub because: Option<Reason>,
}

/// The period of one figure.
pub fn bind(scene: &Scene<'_>, number: usize, bound: &Bound) -> Option<Found> {
    let held = scene.periods().get(number)?.as_ref()?;
    let ahead = bound.stance == Stance::Planned && held.sense == Sense::Date;
    let period = held.period.map(|period| if ahead { Period { to: None, ..period } } else { period });
    Some(Found { period, because: Some(Reason { field: "period", rule: held.rule, row: None }) })
}

/// A time held by a figure; one that does not resolve still keeps others away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Held {
    pub(super) sense: Sense,
    pub(super) period: Option<Period>,
    pub(super) rule: &'static str,
}

impl Held {
    pub(super) fn of(moment: &Moment<'_>, rule: &'static str) -> Self {
        Self { sense: moment.time.sense, period: moment.period(), rule }
    }
}

/// Measures that are dated alike: a day told for one holds for the others of its family beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    /// What an attack does.
    Strike,
    Exchange,
    /// Offences and the steps of the law.
    Law,
    Flight,
    Crowd,
}

fn family(measure: &str) -> Option<Family> {
    Some(match measure {
        "killed" | "wounded" | "killed_or_wounded" | "missing" | "captured" | "surrendered" | "launched" | "shot_down" | "destroyed"
        | "lost" | "attacks" => Family::Strike,
        "exchanged" | "returned" => Family::Exchange,
        "case_opened" | "charged" | "convicted" | "detained" | "deserted" | "awol" | "deserted_or_awol" | "refused" | "evaded" => {
            Family::Law
        }
        "fled" | "deported" => Family::Flight,
        "protested" => Family::Crowd,
        _ => return None,
    })
}

/// Everything that dating a page's figures looks at.
pub(super) struct Desk<'a, 's> {
    pub scene: &'s Scene<'a>,
    pub moments: Vec<Moment<'a>>,
    pub held: Vec<Option<Held>>,
    /// The sentence of each number.
    sentences: Vec<usize>,
    /// The sentence of each saying's cue, sorted.
    cues: Vec<(usize, usize)>,
}

/// The periods of every number of a page, by the number's index.
pub(crate) fn periods(scene: &Scene<'_>) -> Vec<Option<Held>> {
    let mut desk = Desk::new(scene);
    let figures = desk.figures();
    for number in figures.iter().copied() {
        desk.held[number] = hung(&desk, number);
    }
    for number in figures.iter().copied().filter(|number| desk.held[*number].is_none()).collect::<Vec<_>>() {
        desk.held[number] = alone(&desk, number);
    }
    for number in figures.iter().copied() {
        level(&mut desk, number);
    }
    carry::run(&mut desk, &figures);
    desk.held
}

impl<'a, 's> Desk<'a, 's> {
    fn new(scene: &'s Scene<'a>) -> Self {
        let sentences = scene.numbers.iter().map(|number| scene.page.sentence_of(number.tokens.start)).collect::<Vec<_>>();
        let figures = scene
            .numbers
            .iter()
            .zip(&sentences)
            .filter(|(number, _)| number.not.is_none())
            .map(|(_, sentence)| *sentence)
            .collect::<Vec<_>>();
        let numbered = |sentence: usize| figures.binary_search(&sentence).is_ok();
        let mut cues =
            scene.sayings.iter().enumerate().map(|(at, saying)| (scene.page.sentence_of(saying.cue.start), at)).collect::<Vec<_>>();
        cues.sort_unstable();
        Self { scene, moments: moments(scene, &numbered), held: vec![None; scene.numbers.len()], sentences, cues }
    }

    /// The numbers that are figures.
    fn figures(&self) -> Vec<usize> {
        (0..self.scene.numbers.len()).filter(|at| self.scene.numbers[*at].not.is_none()).collect()
    }

    pub fn sentence(&self, number: usize) -> usize {
        self.sentences[number]
    }

    pub fn block(&self, number: usize) -> usize {
        self.scene.page.sentences[self.sentences[number]].block
    }

    pub fn bond(&self, number: usize) -> &'s Bond {
        &self.scene.bonds()[number]
    }

    pub fn family(&self, number: usize) -> Option<Family> {
        family(self.bond(number).measure)
    }

    pub fn zone(&self, number: usize) -> Zone {
        self.scene.page.zone(self.scene.numbers[number].tokens.start)
    }

    /// Whether a time lies after the day of writing.
    pub fn is_ahead(&self, moment: &Moment<'_>) -> bool {
        let last = moment.period().filter(|_| moment.time.sense == Sense::Date).and_then(|period| period.to?.first_day());
        last.zip(self.scene.page.published.and_then(|today| today.first_day())).is_some_and(|(last, today)| last > today)
    }

    /// The times of a sentence.
    pub fn of_sentence(&self, sentence: usize) -> &[Moment<'a>] {
        let first = self.moments.partition_point(|moment| moment.sentence < sentence);
        let end = self.moments.partition_point(|moment| moment.sentence <= sentence);
        &self.moments[first..end]
    }

    /// The numbers of a sentence.
    pub fn sentence_at(&self, sentence: usize) -> Range<usize> {
        self.sentences.partition_point(|other| *other < sentence)..self.sentences.partition_point(|other| *other <= sentence)
    }

    /// The other figures of a figure's sentence.
    pub fn neighbours(&self, number: usize) -> impl Iterator<Item = usize> {
        self.sentence_at(self.sentences[number]).filter(move |other| *other != number && self.scene.numbers[*other].not.is_none())
    }

    /// Whether a time of its sentence can date a figure: not where it stands on the far side of the one who says it.
    pub fn dates(&self, number: usize, moment: &Moment<'_>) -> bool {
        !moment.idle
            && (moment.time.sense != Sense::Date
                || moment.period().is_some_and(|period| period.from != period.to)
                || !self.is_outside(number, moment))
    }

    fn is_outside(&self, number: usize, moment: &Moment<'_>) -> bool {
        let (at, time) = (self.scene.numbers[number].tokens.start, moment.time.tokens.start);
        let first = self.cues.partition_point(|(sentence, _)| *sentence < moment.sentence);
        let here = self.cues[first..].iter().take_while(|(sentence, _)| *sentence == moment.sentence);
        let told = here.map(|(_, saying)| &self.scene.sayings[*saying]).filter(|saying| self.scene.page.text(saying.cue.end) != ",");
        let told = told.filter(|saying| any(self.scene, &self.scene.lang.when.cues, saying.cue.clone()));
        let follows = |cue: &Range<usize>, content: &Range<usize>| (cue.end..cue.end + 2).contains(&content.start);
        let mut told = told.flat_map(|saying| saying.content.iter().filter(|content| follows(&saying.cue, content)));
        told.any(|content| content.contains(&at) && !content.contains(&time))
    }
}

/// A count that stands is not told as of one day that lies farther back.
const STILL: i32 = 60;

/// A count that is reached by a time, or that stands at it, is open to the past.
fn level(desk: &mut Desk<'_, '_>, number: usize) {
    let figure = &desk.scene.numbers[number];
    let measure = desk.bond(number).measure;
    let stock = matches!(measure, "fled" | "population" | "held" | "affected");
    let today = desk.scene.page.published.and_then(|today| today.first_day());
    let from = desk.scene.page.sentences[desk.sentence(number)].tokens.start.max(figure.tokens.start.saturating_sub(5));
    let reached = any(desk.scene, &desk.scene.lang.when.levels, from..figure.tokens.start);
    let count = figure.kind == Kind::Count;
    let Some(held) = desk.held[number].as_mut().filter(|held| held.sense == Sense::Date && count) else { return };
    let Some(period) = held.period.filter(|period| period.from == period.to) else { return };
    let by_day = period.to.is_some_and(|date| date.day.is_some());
    let days = today.zip(period.to.and_then(|day| day.first_day())).map(|(today, day)| (today - day).get_days());
    if !reached && by_day && matches!(measure, "population" | "held") && days.is_some_and(|days| days > STILL) {
        // "the 58 hostages from the attack of 7 October" are held today: the day is another event's.
        held.period = None;
    } else if reached || stock && !(by_day && matches!(measure, "fled" | "affected")) && period.to.is_some_and(|date| date.month.is_some())
    {
        *held = Held { sense: Sense::Until, period: Some(Period { from: None, ..period }), rule: held.rule };
    }
}
