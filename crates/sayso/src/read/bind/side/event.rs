//! Whose, by what happened: "Ukraine lost 12 tanks", "Russia launched 273 drones", "air defences shot down 61 drones".

use super::words::{BEAR, FOE, OUR, Relation};
use super::{Case, Sides, one};
use crate::read::name::{Class, Name, Part};
use crate::read::syntax::{Rel, Tag};

/// The side that bears the event, by its subject, its agent, and what the verb says of them.
pub(super) fn roles(case: &Case<'_>) -> Sides {
    let verb = verb(case)?;
    if let Some(agent) = agent(case, verb) {
        return one(by(case, verb, agent));
    }
    let top = subject_of(case, verb)?;
    if case.tree.under(case.tokens().start, top) {
        return None;
    }
    one(by(case, verb, side_of(case, top)?))
}

/// Who acts in the clause of the number.
pub(super) fn actor(case: &Case<'_>) -> Option<&'static str> {
    let verb = verb(case)?;
    agent(case, verb).or_else(|| side_of(case, subject_of(case, verb)?))
}

/// Whose it is, given who acts: the actor's own, or its foe's.
fn by(case: &Case<'_>, verb: usize, actor: &'static str) -> Option<&'static str> {
    let bears = case.is(verb, BEAR);
    match case.relation? {
        Relation::Doer | Relation::Home => Some(actor),
        Relation::Done if bears => Some(actor),
        Relation::Done if case.fights() => case.foe(actor),
        Relation::Done => place_of(case, verb).filter(|side| *side != actor).or_else(|| case.foe(actor)),
    }
}

/// The verb that the number hangs on.
fn verb(case: &Case<'_>) -> Option<usize> {
    let start = case.bond.head.filter(|head| case.sentence.contains(head)).unwrap_or(case.tokens().end.saturating_sub(1));
    let is_verb = |at: &usize| matches!(case.tree.tag(*at), Tag::Verb);
    let event = case.bond.event.filter(|event| case.sentence.contains(event)).filter(is_verb);
    event.or_else(|| case.tree.above(start).take(5).find(is_verb))
}

/// The noun after "by" below a verb.
fn agent(case: &Case<'_>, verb: usize) -> Option<&'static str> {
    let by = |at: &usize| case.tree.rel(*at) == Rel::OblAgent || matches!(case.tree.rel(*at), Rel::Obl | Rel::Nmod) && case.tree.children(*at).any(|child| case.scene.page.text(child) == "by");
    case.tree.children(verb).find(by).and_then(|at| side_of(case, at))
}

/// The subject of a verb, or of the verb that it goes with.
fn subject_of(case: &Case<'_>, verb: usize) -> Option<usize> {
    let mut at = verb;
    for _ in 0..4 {
        if let Some(found) = case.tree.children(at).find(|child| case.tree.rel(*child) == Rel::Nsubj) {
            let relative = case.tree.tag(found) == Tag::Pron && case.tree.rel(at) == Rel::AclRelcl;
            return if relative { case.tree.head(at) } else { Some(found) };
        }
        let up = matches!(case.tree.rel(at), Rel::Conj | Rel::Xcomp | Rel::Advcl | Rel::Parataxis);
        at = case.tree.head(at).filter(|_| up)?;
    }
    None
}

/// The side that a noun phrase names.
fn side_of(case: &Case<'_>, head: usize) -> Option<&'static str> {
    if case.is(head, FOE) {
        return super::phrase::speaker(case).and_then(|side| case.foe(side));
    }
    if case.is(head, OUR) {
        return super::phrase::speaker(case);
    }
    let reach = case.tree.reach(head);
    let near = reach.start.max(head.saturating_sub(6))..reach.end.min(head + 6);
    let own = |name: &&Name| !matches!(name.part, Part::Place | Part::Struck | Part::From) && !name.tokens.clone().any(|at| relative(case, at, head));
    let mut names = case.names(near).filter(own);
    names.find(|name| name.class != Class::Person || name.tokens.contains(&head)).and_then(|name| name.side)
}

/// Whether a token stands in a clause below a noun.
fn relative(case: &Case<'_>, at: usize, head: usize) -> bool {
    case.tree.above(at).take_while(|up| *up != head).any(|up| case.tree.tag(up) == Tag::Verb)
}

/// The side whose place the verb names: "killed 12 people in Kyiv".
fn place_of(case: &Case<'_>, verb: usize) -> Option<&'static str> {
    let reach = case.tree.reach(verb);
    case.names(reach).find(|name| matches!(name.part, Part::Place | Part::Struck | Part::From)).and_then(|name| name.side)
}
