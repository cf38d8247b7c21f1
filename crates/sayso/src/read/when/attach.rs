//! The time of a figure's own sentence: what it hangs on in the tree, else what stands alone in the sentence.

use super::Sense;
use super::bind::{Desk, Family, Held};
use super::moment::Moment;
use crate::claim::{Kind, Period};
use crate::read::syntax::{Rel, Tag};
use crate::report::Date;

/// The time that hangs on a word above the figure, the nearest word first.
pub(super) fn hung(desk: &Desk<'_, '_>, number: usize) -> Option<Held> {
    let chain = chain(desk, number);
    let at = desk.scene.numbers[number].tokens.start;
    let bare = matches!(desk.scene.numbers[number].kind, Kind::Measure { .. }) && desk.bond(number).measure == "other";
    let open = desk.of_sentence(desk.sentence(number)).iter().filter(|moment| !(bare && moment.time.sense == Sense::Date));
    let steps = |moment: &Moment<'_>| {
        let direct = moment.head.and_then(|head| chain.iter().position(|at| *at == head));
        direct.or_else(|| chain.iter().position(|at| moment.time.tokens.contains(at)))
    };
    let usable = open.filter(|moment| !is_passing(desk, number, moment) && desk.dates(number, moment) && !is_apart(desk, number, moment));
    let (depth, moment) = usable
        .filter_map(|moment| Some((steps(moment)?, moment)))
        .min_by_key(|(depth, moment)| (*depth, moment.time.tokens.start.abs_diff(at)))?;
    let vague = moment.time.sense == Sense::Date && desk.family(number).is_none() && desk.bond(number).measure == "other";
    if vague && depth >= 3 && crosses(desk, moment, &chain[..depth]) {
        return None;
    }
    Some(Held::of(moment, "hangs on it"))
}

/// The figure, its noun and its event, each with all that stands above it.
fn chain(desk: &Desk<'_, '_>, number: usize) -> Vec<usize> {
    let tree = desk.scene.tree(desk.scene.numbers[number].tokens.start);
    let bond = desk.bond(number);
    let first = desk.scene.numbers[number].tokens.start;
    let mut chain = vec![first];
    chain.extend(tree.above(first));
    for anchor in bond.head.into_iter().chain(bond.event).filter(|anchor| tree.tokens.contains(anchor)) {
        for at in std::iter::once(anchor).chain(tree.above(anchor)) {
            if !chain.contains(&at) {
                chain.push(at);
            }
        }
    }
    chain
}

/// Whether one of the two stands in a clause about a noun ("the girls kidnapped in April"), and the other outside of it.
fn is_apart(desk: &Desk<'_, '_>, number: usize, moment: &Moment<'_>) -> bool {
    let (figure, time) = (desk.scene.numbers[number].tokens.start, moment.time.tokens.start);
    let Some(head) = moment.head.filter(|_| moment.time.sense == Sense::Date) else { return false };
    let tree = desk.scene.tree(figure);
    let relative = |at: &usize| tree.rel(*at) == Rel::AclRelcl;
    let participle = Some(head).filter(|head| tree.rel(*head) == Rel::Acl && tree.form(*head).penn() == "VBN");
    let about = participle.or_else(|| std::iter::once(head).chain(tree.above(head)).find(relative));
    let within = about.is_some_and(|clause| {
        tree.tag(clause) == Tag::Verb && !tree.under(figure, clause) && tree.head(clause).is_none_or(|noun| !tree.under(figure, noun))
    });
    let without = tree
        .above(figure)
        .find(relative)
        .is_some_and(|clause| !tree.under(time, clause) && tree.head(clause).is_none_or(|noun| !tree.under(time, noun)));
    within || without
}

/// "has since apologised": in passing, it dates only tolls that follow.
fn is_passing(desk: &Desk<'_, '_>, number: usize, moment: &Moment<'_>) -> bool {
    let passing = moment.time.sense == Sense::Since && matches!(desk.scene.page.text(moment.time.tokens.start), "has" | "have");
    passing && (desk.family(number).is_none() || desk.scene.numbers[number].tokens.start < moment.time.tokens.start)
}

/// "Saturday's 16 arrests": the day of another figure alone.
fn is_anothers(desk: &Desk<'_, '_>, moment: &Moment<'_>) -> bool {
    let tree = desk.scene.tree(moment.time.tokens.start);
    let owned = moment.head.filter(|_| matches!(desk.scene.page.text(moment.time.tokens.end), "'s" | "’s"));
    let sentence = desk.sentence_at(moment.sentence);
    let counts = |at: usize| {
        sentence.clone().any(|number| desk.scene.numbers[number].not.is_none() && desk.scene.numbers[number].tokens.contains(&at))
    };
    owned.is_some_and(|noun| tree.children(noun).any(|child| tree.rel(child) == Rel::Nummod && counts(child)))
}

/// Whether the way up leaves the second of two joined clauses for a time in the first.
fn crosses(desk: &Desk<'_, '_>, moment: &Moment<'_>, way: &[usize]) -> bool {
    let tree = desk.scene.tree(moment.time.tokens.start);
    way.iter().any(|at| moment.time.tokens.start < *at && tree.rel(*at) == Rel::Conj && tree.tag(*at) == Tag::Verb)
}

/// The only time of the sentence, or the nearest for what happens on a day.
pub(super) fn alone(desk: &Desk<'_, '_>, number: usize) -> Option<Held> {
    let figure = &desk.scene.numbers[number];
    let times = desk
        .of_sentence(desk.sentence(number))
        .iter()
        .filter(|moment| {
            moment.period().is_some()
                && !is_passing(desk, number, moment)
                && desk.dates(number, moment)
                && !is_apart(desk, number, moment)
                && !is_anothers(desk, moment)
        })
        .collect::<Vec<_>>();
    let family = desk.family(number);
    if let [only] = times[..] {
        let open = only.time.sense != Sense::Date;
        let counted = matches!(figure.kind, Kind::Count | Kind::Share | Kind::Change);
        let long = only.period().is_some_and(is_long);
        let known = family.is_some() && !desk.is_ahead(only) || long && counted && desk.bond(number).measure != "other";
        let shared = figure.kind == Kind::Count && desk.neighbours(number).any(|other| desk.family(other).is_some());
        return (open || known || shared).then(|| Held::of(only, "alone in the sentence"));
    }
    let gap = |moment: &&Moment<'_>| {
        moment.time.tokens.start.abs_diff(figure.tokens.end).min(figure.tokens.start.abs_diff(moment.time.tokens.end))
    };
    let event = family.filter(|family| *family != Family::Flight || figure.kind == Kind::Count);
    event.and_then(|_| times.iter().copied().min_by_key(gap)).map(|moment| Held::of(moment, "nearest in the sentence"))
}

/// A year, or a stretch of months or years.
fn is_long(period: Period) -> bool {
    let fine = |date: Option<Date>| date.is_some_and(|date| date.day.is_some());
    let year = period.from.is_some_and(|from| from.month.is_none());
    !fine(period.from) && !fine(period.to) && (year || period.from != period.to)
}
