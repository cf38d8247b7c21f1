//! Restatements: a figure that only says again what an earlier one of the same report said.

use super::scene::Scene;
use crate::claim::{Claim, Kind, Period, Phrase, Reason, Stance};
use crate::report::{Date, Zone};

/// How many claims back are compared: a long table must stay linear.
const FAR: usize = 120;

/// Marks each claim that restates an earlier one with the start of that one, the first of its chain.
pub fn mark(scene: &Scene<'_>, claims: &mut [Claim]) {
    for at in 1..claims.len() {
        let (before, rest) = claims.split_at_mut(at);
        let Some(claim) = rest.first_mut().filter(|claim| claim.not.is_none()) else { continue };
        let near = before.iter().rev().take(FAR).filter(|one| one.not.is_none() && one.span != claim.span);
        let found = near.filter_map(|one| Some((one.repeat_of.unwrap_or(one.span.start), restates(scene, one, claim)?))).last();
        if let Some((earlier, rule)) = found {
            claim.repeat_of = Some(earlier);
            claim.because.push(Reason { field: "repeat_of", rule, row: None });
        }
    }
}

/// Why the second claim only restates the first, if it does.
fn restates(scene: &Scene<'_>, first: &Claim, second: &Claim) -> Option<&'static str> {
    if converts(scene, first, second) {
        return Some("conversion in brackets");
    }
    let value = first.low == second.low && first.high == second.high && same_kind(&first.kind, &second.kind);
    if !value || is_plan(first) != is_plan(second) {
        return None;
    }
    if second.zone == Zone::Repeat && Some(block(scene, first)) == scene.page.blocks.get(block(scene, second))?.repeats {
        return Some("printed twice");
    }
    let alike = first.side == second.side && same_measure(first.measure, second.measure) && first.offence == second.offence;
    if !alike || apart(first.place.as_ref(), second.place.as_ref()) || !same_time(first.period, second.period) {
        return None;
    }
    // A small number comes up by chance; it needs the same noun too.
    let telling = first.low.is_some_and(|low| low > 12.into()) && first.measure != "other";
    let nouns = same_noun(first.counted.as_ref(), second.counted.as_ref());
    (first.sentence != second.sentence && (nouns || telling)).then_some("same value, measure and side")
}

/// "175 miles (280 km)", "€30 million ($33 million)": the same quantity in another unit.
fn converts(scene: &Scene<'_>, first: &Claim, second: &Claim) -> bool {
    let other_unit = match (&first.kind, &second.kind) {
        (Kind::Measure { unit: one }, Kind::Measure { unit: other }) => one != other,
        (Kind::Money { currency: one }, Kind::Money { currency: other }) => one != other,
        _ => false,
    };
    other_unit && bracketed(scene, first, second)
}

/// Whether only the first one's unit and an opening bracket stand between the two.
fn bracketed(scene: &Scene<'_>, first: &Claim, second: &Claim) -> bool {
    let between = scene.page.report.text.get(first.span.end..second.span.start).filter(|between| between.len() < 40);
    let unit = between.filter(|between| !between.contains(')')).and_then(|between| between.split_once('('));
    unit.is_some_and(|(unit, _)| unit.split_whitespace().count() <= 4)
}

fn same_kind(one: &Kind, other: &Kind) -> bool {
    one == other
        || matches!((one, other), (Kind::Money { .. }, Kind::Money { .. }) | (Kind::Share, Kind::Change) | (Kind::Change, Kind::Share))
}

/// "lost two tanks" and "destroyed two tanks" tell one loss.
fn same_measure(one: &str, other: &str) -> bool {
    const LOSS: [&str; 3] = ["lost", "destroyed", "killed_or_wounded"];
    one == other || LOSS.contains(&one) && LOSS.contains(&other)
}

fn is_plan(claim: &Claim) -> bool {
    matches!(claim.stance, Stance::Planned | Stance::Demanded | Stance::Hypothetical)
}

/// Two places that are both given and share no word.
fn apart(one: Option<&Phrase>, other: Option<&Phrase>) -> bool {
    one.zip(other).is_some_and(|(one, other)| !share_word(&one.text, &other.text))
}

/// Two periods that may be one: either is not given, or a bound agrees as far as both are known.
fn same_time(one: Option<Period>, other: Option<Period>) -> bool {
    let Some((one, other)) = one.zip(other) else { return true };
    let close = |a: Option<Date>, b: Option<Date>| match (a, b) {
        (Some(a), Some(b)) => a.year == b.year && (a.month.is_none() || b.month.is_none() || a.month == b.month),
        _ => false,
    };
    close(one.from, other.from) || close(one.to, other.to)
}

/// Whether both count the same noun, or one leaves it out.
fn same_noun(one: Option<&Phrase>, other: Option<&Phrase>) -> bool {
    one.zip(other).is_none_or(|(one, other)| share_word(&one.text, &other.text))
}

fn share_word(one: &str, other: &str) -> bool {
    let words =
        |text: &str| text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 2).map(crate::pack::fold).collect::<Vec<_>>();
    let (one, other) = (words(one), words(other));
    one.iter().any(|word| other.contains(word))
}

/// The block that a claim stands in.
fn block(scene: &Scene<'_>, claim: &Claim) -> usize {
    let blocks = &scene.page.blocks;
    blocks.partition_point(|block| block.span.end <= claim.span.start).min(blocks.len().saturating_sub(1))
}
