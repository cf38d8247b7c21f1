//! Whose, by what stands around: the whole of a part, the place of the event, the figures and sentences before, the report.

use std::ops::Range;

use super::words::{Relation, WORLD};
use super::{Case, Sides, Sort, one};
use crate::read::name::{Class, Name, Part};

/// How many sentences back are asked.
const BACK: usize = 4;

/// "of these, 25,200", "including 218 minors": the side of the whole.
pub(super) fn part(case: &Case<'_>) -> Sides {
    case.bond.part_of.and_then(|whole| case.owners.get(whole)).map(|owner| owner.sides.clone()).filter(|sides| !sides.is_empty())
}

/// Where it happens, in the same sentence: the ground after the number, else before it.
pub(super) fn place(case: &Case<'_>) -> Sides {
    if (case.sentence.clone()).any(|at| case.is(at, WORLD)) && case.sort != Sort::Arms {
        return Some(vec![None]);
    }
    if case.fights() || !placed(case) {
        return None;
    }
    let at = case.tokens().start;
    let after = ground(case, at..case.sentence.end).next();
    one(after.or_else(|| ground(case, case.sentence.start..at).next_back()).and_then(|name| name.side))
}

/// Whether the place of a figure tells whose it is.
fn placed(case: &Case<'_>) -> bool {
    let person = matches!(case.bond.class, Some("person" | "troop" | "child" | "household" | "building" | "place" | "post" | "life"));
    match case.relation {
        Some(Relation::Done | Relation::Home) => case.sort != Sort::Other || case.bond.measure == "area",
        Some(Relation::Doer) => false,
        None => person,
    }
}

/// The names of ground within some tokens.
fn ground<'a>(case: &Case<'a>, tokens: Range<usize>) -> impl DoubleEndedIterator<Item = &'a Name> + use<'a> {
    case.names(tokens).filter(|name| matches!(name.part, Part::Place | Part::Struck | Part::From))
}

/// The figure before, if it is of the same sort; else the ground of the sentences before.
pub(super) fn before(case: &Case<'_>) -> Sides {
    case.relation?;
    let sentence = case.scene.page.sentence_of(case.tokens().start);
    let near = |other: &usize| case.scene.page.sentence_of(case.scene.numbers[*other].tokens.start) + BACK > sentence;
    let kin = |other: &usize| {
        let bond = &case.scene.bonds()[*other];
        let told = case.owners[*other].sides.iter().any(Option::is_some);
        told && (bond.measure == case.bond.measure || super::sort(bond) == case.sort && relation(case, bond.measure) == case.relation)
    };
    if let Some(other) = (0..case.number).rev().take(12).take_while(near).find(kin) {
        return Some(case.owners[other].sides.clone());
    }
    if case.fights() || !placed(case) {
        return None;
    }
    let grounds = (sentence.saturating_sub(BACK)..sentence).rev().find_map(|back| {
        let tokens = case.scene.page.sentences.get(back)?.tokens.clone();
        ground(case, tokens).next().and_then(|name| name.side)
    });
    one(grounds)
}

fn relation(case: &Case<'_>, measure: &str) -> Option<Relation> {
    case.scene.lang.bind.whose.relation(measure)
}

/// Whom the report as a whole is about: who is struck most, or who strikes most.
pub(super) fn report(case: &Case<'_>) -> Sides {
    let parties = case.scene.parties;
    match case.relation? {
        Relation::Doer if case.bond.measure == "launched" => one(parties.striker()),
        Relation::Done if case.bond.measure == "shot_down" => one(parties.striker()),
        Relation::Done if case.fights() => None,
        Relation::Done | Relation::Home if placed(case) => one(parties.struck().or_else(|| headline(case))),
        _ => None,
    }
}

/// The first state that the report names.
fn headline(case: &Case<'_>) -> Option<&'static str> {
    case.scene.names.iter().take(3).find(|name| matches!(name.class, Class::State | Class::Nationality | Class::Place)).and_then(|name| name.side)
}
