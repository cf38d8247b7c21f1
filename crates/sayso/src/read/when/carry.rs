//! Times that one sentence gives and the next ones go on with.

use rustc_hash::FxHashMap;

use super::Sense;
use super::bind::{Desk, Family, Held};
use super::moment::{Moment, any, is_window};
use crate::claim::{Kind, Period};
use crate::read::page::Shape;
use crate::report::{Date, Zone};

/// Sentences that a time is carried over: a stretch stands for a whole series, a day for one event.
const FAR: usize = 3;

/// Sentences that a night or a past day is carried over.
const FAR_WINDOW: usize = 8;

/// Blocks above a short line in which its heading may stand, and how long such lines may be.
const HEADINGS: usize = 6;
const SHORT: usize = 16;

/// Dates the figures that have no time of their own, strict sieves first.
pub(super) fn run(desk: &mut Desk<'_, '_>, figures: &[usize]) {
    each(desk, figures, part);
    each(desk, figures, |desk, number| next_line(desk, number).or_else(|| line_before(desk, number)).or_else(|| heading(desk, number)));
    forward(desk, figures);
    again(desk, figures);
    forward(desk, figures);
    each(desk, figures, told);
    forward(desk, figures);
    each(desk, figures, beside);
    if let Some(day) = headline(desk) {
        each(desk, figures, |desk, number| desk.family(number).map(|_| day.clone()));
    }
    backward(desk, figures);
}

/// Asks a sieve for each figure that is still open.
fn each(desk: &mut Desk<'_, '_>, figures: &[usize], sieve: impl Fn(&Desk<'_, '_>, usize) -> Option<Held>) {
    for &number in figures {
        if desk.held[number].is_none() {
            desk.held[number] = sieve(desk, number);
        }
    }
}

/// A part has the time of its whole.
fn part(desk: &Desk<'_, '_>, number: usize) -> Option<Held> {
    let whole = desk.bond(number).part_of?;
    desk.held.get(whole)?.clone().map(|held| Held { rule: "as its whole", ..held })
}

/// "10.8 million people" / "need assistance in 2026": a line that the next one goes on with.
fn next_line(desk: &Desk<'_, '_>, number: usize) -> Option<Held> {
    let page = desk.scene.page;
    let sentence = desk.sentence(number);
    let next = page.sentences.get(sentence + 1).filter(|next| next.block != desk.block(number))?;
    let end = page.sentences[sentence].tokens.end;
    let open = page.text(end - 1).ends_with(char::is_alphanumeric) && page.text(next.tokens.start).starts_with(char::is_lowercase);
    let mut times = desk.of_sentence(sentence + 1).iter().filter(|moment| open && !moment.idle && moment.period().is_some());
    times.next().filter(|_| times.next().is_none()).map(|moment| Held::of(moment, "in the next line"))
}

/// "and since February 2022, at least" / "14,383 deaths have been recorded": a line that goes on with the one before.
fn line_before(desk: &Desk<'_, '_>, number: usize) -> Option<Held> {
    let page = desk.scene.page;
    let sentence = desk.sentence(number);
    let before = sentence.checked_sub(1).filter(|before| page.sentences[*before].block != desk.block(number))?;
    let tokens = page.sentences[before].tokens.clone();
    let open = tokens.len() >= BROKEN && page.tokens[tokens.end - 1].shape == Shape::Lower;
    let next = page.text(page.sentences[sentence].tokens.start);
    let runs_on = next.starts_with(|first: char| first.is_lowercase() || first.is_ascii_digit());
    let mut times = desk.of_sentence(before).iter().filter(|moment| open && runs_on && !moment.idle && moment.period().is_some());
    times.next_back().map(|moment| Held::of(moment, "in the line before"))
}

/// A line of fewer words is no sentence cut in two.
const BROKEN: usize = 6;

/// "EU assistance for 2014-2021" over lines of figures.
fn heading(desk: &Desk<'_, '_>, number: usize) -> Option<Held> {
    let page = desk.scene.page;
    let block = desk.block(number);
    let tokens = |block: usize| {
        let sentences = page.blocks[block].sentences.clone();
        page.sentences[sentences.start].tokens.start..page.sentences[sentences.end - 1].tokens.end
    };
    if tokens(block).len() > SHORT || desk.zone(number) == Zone::Headline {
        return None;
    }
    let above = (block.saturating_sub(HEADINGS)..block).rev().take_while(|block| tokens(*block).len() <= SHORT);
    for line in above {
        let prose = page.text(tokens(line).end - 1).ends_with(['.', '!', '?', ',']);
        let figures = desk.scene.numbers.partition_point(|number| number.tokens.start < tokens(line).start);
        let counted = desk.scene.numbers[figures..]
            .iter()
            .take_while(|number| number.tokens.start < tokens(line).end)
            .any(|number| number.not.is_none());
        let times = page.blocks[line].sentences.clone().flat_map(|sentence| desk.of_sentence(sentence));
        let times = times.filter(|moment| !moment.idle && moment.period().is_some() && !moment.is_day()).collect::<Vec<_>>();
        let goes_on = page.text(tokens(line).start).starts_with(char::is_lowercase);
        if prose || counted || goes_on || times.is_empty() {
            continue;
        }
        let mut held = Held::of(times[times.len() - 1], "in the heading");
        if let ([.., range, _], Some(period)) = (&times[..], held.period.filter(|period| period.to.is_none())) {
            held.period = Some(Period { to: range.period().and_then(|range| range.to), ..period });
        }
        return Some(held);
    }
    None
}

/// A time holds for the figures of its family in the sentences that follow.
fn forward(desk: &mut Desk<'_, '_>, figures: &[usize]) {
    for (at, &number) in figures.iter().enumerate() {
        if desk.held[number].is_none() && !matches!(desk.zone(number), Zone::Headline | Zone::Boilerplate) {
            desk.held[number] = from_before(desk, number, &figures[..at]);
        }
    }
}

fn from_before(desk: &Desk<'_, '_>, number: usize, before: &[usize]) -> Option<Held> {
    let family = desk.family(number);
    let plain = desk.bond(number).measure == "other" && desk.scene.numbers[number].kind == Kind::Count;
    // Beyond the farther of the two reaches nothing carries: a text of many figures and no times is not searched to its start.
    let near = before.iter().rev().take_while(|&&other| desk.sentence(number) - desk.sentence(other) <= FAR.max(FAR_WINDOW));
    for &other in near {
        let Some(held) = desk.held[other].as_ref().filter(|_| desk.zone(other) != Zone::Headline) else { continue };
        let day = |period: &Period| held.sense == Sense::Since || period.to.is_some_and(|date| date.day.is_some());
        let Some(period) = held.period.filter(|period| period.from.is_some() && day(period)) else { continue };
        let gap = desk.sentence(number) - desk.sentence(other);
        if gap > if is_window(period) { FAR_WINDOW } else { FAR } {
            return None;
        }
        if held.sense == Sense::Date && superseded(desk, number, other, period) {
            return None;
        }
        if held.sense == Sense::Date && is_old(desk, period) && is_perfect(desk, number) {
            return None;
        }
        let kin = desk.family(other);
        let series = kin.is_some() && plain && (held.sense == Sense::Since && gap <= 2 || gap == 1 && is_cut(desk, other));
        if kin.is_some() && kin == family && kin != Some(Family::Flight) || series {
            return Some(Held { rule: "carried over", ..held.clone() });
        }
        if kin.is_some() && family.is_some() {
            return None;
        }
    }
    None
}

/// Whether another day was told of between two figures.
fn superseded(desk: &Desk<'_, '_>, number: usize, other: usize, period: Period) -> bool {
    let first = desk.moments.partition_point(|moment| moment.sentence <= desk.sentence(other));
    let before = |moment: &&Moment<'_>| moment.time.tokens.end <= desk.scene.numbers[number].tokens.start;
    let mut between =
        desk.moments[first..].iter().take_while(before).filter(|moment| !moment.idle && (moment.is_day() || moment.is_window()));
    let spoken = |moment: &Moment<'_>| moment.period().is_some_and(|period| is_news(desk, period)) && is_told(desk, moment);
    between.any(|moment| moment.period() != Some(period) && !spoken(moment))
}

/// Whether the sentence of a figure is only cut for its length and goes on.
fn is_cut(desk: &Desk<'_, '_>, number: usize) -> bool {
    let page = desk.scene.page;
    let sentence = desk.sentence(number);
    let goes_on = page.sentences.get(sentence + 1).is_some_and(|next| next.block == desk.block(number));
    goes_on && !page.text(page.sentences[sentence].tokens.end - 1).ends_with(['.', '!', '?', '"', '”', ')'])
}

/// The same figure of the same thing again has the time that it had before; a line above the sentence has the sentence's.
fn again(desk: &mut Desk<'_, '_>, figures: &[usize]) {
    let mut known = FxHashMap::default();
    for &number in figures {
        let figure = &desk.scene.numbers[number];
        let key = (figure.low, figure.high, desk.bond(number).measure);
        match desk.held[number].clone() {
            Some(held) if held.period.is_some_and(|period| period.from.is_some()) => drop(known.insert(key, held)),
            None if desk.family(number).is_some()
                && figure.tokens.len() + desk.scene.page.slice(figure.tokens.clone()).len() > 2
                && desk.zone(number) != Zone::Headline =>
            {
                desk.held[number] = known.get(&key).map(|held: &Held| Held { rule: "said again", ..held.clone() });
            }
            _ => {}
        }
    }
    for pair in figures.windows(2) {
        let (number, next) = (pair[0], pair[1]);
        let (one, other) = (&desk.scene.numbers[number], &desk.scene.numbers[next]);
        let same =
            one.low == other.low && one.high == other.high && one.kind == other.kind && desk.sentence(next) - desk.sentence(number) <= 1;
        if same && desk.held[number].is_none() && desk.zone(number) != Zone::Headline {
            desk.held[number] = desk.held[next].clone().map(|held| Held { rule: "said again", ..held });
        }
    }
}

/// A night, a past day, or the day of a flight, told in a sentence just before without a figure.
fn told(desk: &Desk<'_, '_>, number: usize) -> Option<Held> {
    if matches!(desk.zone(number), Zone::Headline | Zone::Boilerplate) {
        return None;
    }
    let family = desk.family(number);
    let plain = desk.bond(number).measure == "other" && desk.scene.numbers[number].kind == Kind::Count;
    let before = desk.moments.partition_point(|moment| moment.time.tokens.start < desk.scene.numbers[number].tokens.start);
    let recent = desk.moments[..before].iter().rev().take_while(|moment| desk.sentence(number) - moment.sentence <= FAR);
    for moment in recent.filter(|moment| !moment.idle && moment.zone != Zone::Headline) {
        let Some(period) = moment.period() else { continue };
        let gap = desk.sentence(number) - moment.sentence;
        if moment.is_window() && (family == Some(Family::Strike) || plain && gap <= 1) {
            return Some(Held::of(moment, "told before"));
        }
        if family == Some(Family::Flight) && gap <= 1 && period.from.is_some_and(|from| from.month.is_some()) {
            return Some(Held { sense: Sense::Since, period: Some(Period { to: None, ..period }), rule: "told before" });
        }
        if moment.is_day() && family == Some(Family::Strike) && gap == 1 && goes_on(desk, number, moment) {
            return Some(Held::of(moment, OUTCOME));
        }
        if moment.is_day() {
            return None;
        }
    }
    None
}

/// Whether a figure's sentence tells of what has come about up to now ("have been killed", "since").
fn is_perfect(desk: &Desk<'_, '_>, number: usize) -> bool {
    let page = desk.scene.page;
    page.sentences[desk.sentence(number)].tokens.clone().any(|at| matches!(page.text(at), "has" | "have" | "since"))
}

/// Whether somebody speaks in the sentence of a time, which may then be no more than the day of speaking.
fn is_told(desk: &Desk<'_, '_>, moment: &Moment<'_>) -> bool {
    any(desk.scene, &desk.scene.lang.when.cues, desk.scene.page.sentences[moment.sentence].tokens.clone())
}

/// The rule of a toll told after its day, too weak to date others by.
const OUTCOME: &str = "came of the day before";

/// Whether a sentence tells what came of the day before it: in the same paragraph, of things past, and no total up to now ("have killed").
fn goes_on(desk: &Desk<'_, '_>, number: usize, moment: &Moment<'_>) -> bool {
    let page = desk.scene.page;
    let tokens = page.sentences[desk.sentence(number)].tokens.clone();
    let total = is_perfect(desk, number) || desk.of_sentence(desk.sentence(number)).iter().any(|other| !other.idle);
    let same = page.sentences[moment.sentence].block == desk.block(number) && page.text(tokens.start) != "(";
    same && !total && !is_told(desk, moment) && !desk.is_ahead(moment) && desk.scene.numbers[number].kind == Kind::Count
}

/// What stands in one sentence with the tolls of an attack shares its time.
fn beside(desk: &Desk<'_, '_>, number: usize) -> Option<Held> {
    let plain = desk.bond(number).measure == "other" && desk.scene.numbers[number].kind == Kind::Count;
    let open = plain && desk.zone(number) != Zone::Headline;
    let tolls = desk.neighbours(number).filter(|other| open && desk.family(*other) == Some(Family::Strike));
    tolls
        .filter_map(|other| desk.held[other].clone().filter(|held| held.period.is_some_and(|period| period.from.is_some())))
        .last()
        .map(|held| Held { rule: "beside others", ..held })
}

/// The day that a headline names dates the report.
fn headline(desk: &Desk<'_, '_>) -> Option<Held> {
    let first = desk.moments.iter().take_while(|moment| moment.sentence < 8);
    first
        .filter(|moment| moment.zone == Zone::Headline && !moment.idle)
        .find(|moment| moment.is_day())
        .map(|moment| Held::of(moment, "in the headline"))
}

/// A day of news lies this few days before its report.
const NEWS: i32 = 7;

/// Whether a period was over before the news.
fn is_old(desk: &Desk<'_, '_>, period: Period) -> bool {
    let first = |date: Option<Date>| date.and_then(|date| date.first_day());
    first(desk.scene.page.published).zip(first(period.to)).is_some_and(|(today, day)| (today - day).get_days() > NEWS)
}

/// Whether a period is a day or two just before the report.
fn is_news(desk: &Desk<'_, '_>, period: Period) -> bool {
    let today = desk.scene.page.published.filter(|today| today.day.is_some()).and_then(|today| today.first_day());
    let day = period.to.filter(|day| day.day.is_some()).and_then(|day| day.first_day());
    let short = period.from == period.to || is_window(period);
    short && today.zip(day).is_some_and(|(today, day)| (0..=NEWS).contains(&(today - day).get_days()))
}

/// The first event of the news with a day dates the tolls told before it.
fn backward(desk: &mut Desk<'_, '_>, figures: &[usize]) {
    let dated = |number: &usize| {
        let day = desk.held[*number].as_ref().filter(|held| held.sense == Sense::Date).and_then(|held| held.period);
        let sure = desk.held[*number].as_ref().is_some_and(|held| held.rule != OUTCOME);
        sure && day.is_some_and(|period| is_news(desk, period))
            && desk.zone(*number) != Zone::Headline
            && matches!(desk.family(*number), Some(Family::Strike | Family::Exchange))
    };
    let Some(first) = figures.iter().position(dated) else { return };
    let Some(held) = desk.held[figures[first]].clone() else { return };
    for &number in &figures[..first] {
        let kin = desk.family(number) == desk.family(figures[first]) && desk.scene.numbers[number].kind == Kind::Count;
        if kin && desk.held[number].is_none() && desk.zone(number) != Zone::Headline {
            desk.held[number] = Some(Held { rule: "dated after", ..held.clone() });
        }
    }
}
