//! Whose, by what happened: "Ukraine lost 12 tanks", "Russia launched 273 drones", "air defences shot down 61 drones".

use super::phrase::speaker;
use super::words::{ACT, BEAR, CALAMITY, FOE, GAIN, HARM, LEVEL, OUR, Relation};
use super::{Case, Sides, is_be, one};
use crate::read::name::{Class, Name, Part};
use crate::read::syntax::{Rel, Tag};

/// How far before a number its verb and subject are looked for where the tree does not tell.
const REACH: usize = 16;

/// People are an actor's own only right after its verb: "recruits some 500 men", not "invested in schools that serve 500 children".
const NEAR: usize = 5;

/// The side that bears the event, by its subject or agent, and what the verb says of them.
pub(super) fn roles(case: &Case<'_>) -> Sides {
    let act = by_tree(case).or_else(|| by_words(case))?;
    by(case, &act)
}

/// Who acts in the clause of the number.
pub(super) fn actor(case: &Case<'_>) -> Option<&'static str> {
    by_tree(case).or_else(|| by_words(case)).map(|act| act.actor)
}

/// Somebody does something that makes the figure.
struct Act {
    verb: usize,
    actor: &'static str,
}

/// Whose it is, given who acts: the actor's own, its foe's, or of those at the place.
fn by(case: &Case<'_>, act: &Act) -> Sides {
    let own = Some(act.actor);
    if case.is(act.verb, LEVEL) {
        return one(own);
    }
    if case.is(act.verb, CALAMITY) {
        return one(here(case).or(own));
    }
    // "has gained 176 square miles": of its foe's ground.
    if case.is(act.verb, GAIN) && (case.is_length() || case.bond.measure == "area") {
        return one(case.enemy(act.actor));
    }
    let Some(relation) = case.relation else {
        if case.is(act.verb, HARM) {
            return one(case.foe(act.actor));
        }
        let people = matches!(case.bond.class, Some("person" | "troop" | "child"));
        let near = !people || case.tokens().start.abs_diff(act.verb) <= NEAR;
        return one(own.filter(|_| case.is(act.verb, ACT) && near || case.is_length()));
    };
    match relation {
        // "inflicted losses on five brigades".
        Relation::Doer if case.bond.measure == "strength" && case.is(act.verb, HARM) => one(case.enemy(act.actor)),
        Relation::Doer => one(own),
        Relation::Home if !case.is(act.verb, BEAR) && named_place(case, act.verb).is_some() => None,
        Relation::Home => one(own),
        Relation::Origin => None,
        Relation::Done if case.is(act.verb, BEAR) => one(own),
        // "Russia launched 69 missiles, two thirds of which were shot down".
        Relation::Done if case.bond.measure == "shot_down" && case.is(act.verb, ACT) && !case.is(act.verb, HARM) => one(own),
        // Groups fight the army of the state they are in.
        Relation::Done if case.fights() => {
            one(case.enemy(act.actor).or_else(|| here(case).filter(|side| act.actor.len() != 3 && *side != act.actor)))
        }
        Relation::Done => match named_place(case, act.verb) {
            // Struck on its own ground by itself: whose the victims are is what the sides dispute.
            Some(side) if side == act.actor && case.foe(side).is_some_and(|foe| foe.len() == 3) => Some(vec![None]),
            Some(side) => one(Some(side)),
            None => one(case.foe(act.actor)),
        },
    }
}

/// The actor by subject or agent in the tree.
fn by_tree(case: &Case<'_>) -> Option<Act> {
    let start = case.bond.head.filter(|head| case.sentence.contains(head)).unwrap_or(case.tokens().end.saturating_sub(1));
    let event = case.bond.event.filter(|event| case.sentence.contains(event));
    let above = case.tree.above(start).take(6);
    // "the EU announced 5 million euros": for money the word of saying is the deed.
    let gives = case.relation == Some(Relation::Doer) && matches!(case.bond.measure, "pledged" | "paid" | "delivered");
    let mut verbs = event.into_iter().chain(above).filter(|at| case.tree.tag(*at) == Tag::Verb && (gives || !case.is_said(*at)));
    let mut first = None;
    verbs.find_map(|verb| {
        let nearest = *first.get_or_insert(verb);
        if let Some(agent) = agent(case, verb) {
            return Some(Act { verb: nearest, actor: agent });
        }
        if is_passive(case, verb) && verb == nearest {
            return None;
        }
        let top = subject_of(case, verb).filter(|top| !case.tree.under(case.tokens().start, *top))?;
        // A verb further up counts only if it says who bears it: "suffered losses, with 500 soldiers killed".
        let bears = verb == nearest || case.is(verb, BEAR | ACT | LEVEL);
        // "Turkey's earthquake killed 50,000": no state does that.
        let calamity = case.is(top, CALAMITY) && case.relation == Some(Relation::Done);
        let verb = if calamity {
            top
        } else if case.is(verb, BEAR | LEVEL) {
            verb
        } else {
            nearest
        };
        bears.then(|| side_of(case, top)).flatten().map(|actor| Act { verb, actor })
    })
}

fn is_passive(case: &Case<'_>, verb: usize) -> bool {
    case.tree.children(verb).any(|child| matches!(case.tree.rel(child), Rel::NsubjPass | Rel::AuxPass))
}

/// The actor by the words before the number: a verb of losing or acting, and the nearest name before it.
fn by_words(case: &Case<'_>) -> Option<Act> {
    let at = case.tokens().start;
    let from = at.saturating_sub(REACH).max(case.sentence.start);
    let stops = |at: &usize| matches!(case.scene.page.text(*at), ";" | ":");
    let event = case.bond.event.filter(|event| (from..at).contains(event));
    let acts = |verb: &usize| {
        !case.is_said(*verb) && case.is(*verb, BEAR | ACT | HARM) || event == Some(*verb) && case.tree.tag(*verb) != Tag::Noun
    };
    let verb = (from..at).rev().take_while(|at| !stops(at)).find(acts)?;
    let passive = verb > case.sentence.start && is_be(case.scene.page.text(verb - 1));
    if passive {
        return None;
    }
    let before = from.min(verb.saturating_sub(REACH)).max(case.sentence.start)..verb;
    let name = case.names(before).rev().find(|name| is_actor(case, name))?;
    name.side.map(|actor| Act { verb, actor })
}

/// Whether a name can act: no ground, no speaker.
pub(super) fn is_actor(case: &Case<'_>, name: &Name) -> bool {
    !matches!(name.part, Part::Place | Part::Struck | Part::From) && !case.speaks(name)
}

/// The noun after "by" below a verb.
fn agent(case: &Case<'_>, verb: usize) -> Option<&'static str> {
    let by = |at: &usize| {
        case.tree.rel(*at) == Rel::OblAgent
            || matches!(case.tree.rel(*at), Rel::Obl | Rel::Nmod)
                && case.tree.children(*at).any(|child| case.scene.page.text(child) == "by")
    };
    case.tree.children(verb).find(by).and_then(|at| side_of(case, at))
}

/// The subject of a verb, or of the verb that it goes with.
fn subject_of(case: &Case<'_>, verb: usize) -> Option<usize> {
    let mut at = verb;
    for step in 0..5 {
        let subject = |child: &usize| matches!(case.tree.rel(*child), Rel::Nsubj) || step > 0 && case.tree.rel(*child) == Rel::NsubjPass;
        if let Some(found) = case.tree.children(at).find(subject) {
            let relative = case.tree.rel(at) == Rel::AclRelcl && matches!(case.scene.page.text(found), "who" | "which" | "that");
            return if relative { case.tree.head(at) } else { Some(found) };
        }
        // "accuses Russia of deporting 20,000 children": the accused acts.
        let head = case.tree.head(at)?;
        let accused = step == 0 && matches!(case.scene.page.text(at.saturating_sub(1)), "of" | "for");
        if let Some(object) = case.tree.children(head).find(|child| accused && case.tree.rel(*child) == Rel::Obj) {
            return Some(object);
        }
        if case.tree.rel(at) == Rel::AclRelcl {
            return Some(head);
        }
        let up = matches!(case.tree.rel(at), Rel::Conj | Rel::Xcomp | Rel::Advcl | Rel::Parataxis | Rel::Acl)
            && case.tree.tag(head) == Tag::Verb;
        if !up {
            return None;
        }
        at = head;
    }
    None
}

/// The side that a noun phrase names.
fn side_of(case: &Case<'_>, head: usize) -> Option<&'static str> {
    if case.is(head, FOE) {
        return speaker(case).and_then(|side| case.enemy(side));
    }
    if case.is(head, OUR) {
        return speaker(case);
    }
    if matches!(case.scene.page.text(head), "they" | "They" | "it" | "It") {
        return spoken_of(case);
    }
    let reach = case.tree.reach(head);
    let near = reach.start.max(head.saturating_sub(6))..reach.end.min(head + 6);
    let own = |name: &&Name| {
        !matches!(name.part, Part::Place | Part::Struck | Part::From) && !name.tokens.clone().any(|at| relative(case, at, head))
    };
    let mut names = case.names(near).filter(own);
    names.find(|name| name.class != Class::Person || name.tokens.contains(&head)).and_then(|name| name.side)
}

/// Who "they" are: the name that opens this sentence or, where none does, the one before.
fn spoken_of(case: &Case<'_>) -> Option<&'static str> {
    let sentence = case.scene.page.sentence_of(case.tokens().start);
    let last = case.scene.page.sentences.get(sentence.checked_sub(1)?)?.tokens.clone();
    let opens = last.start..last.end.min(last.start + REACH / 2);
    let party = |name: &&Name| is_actor(case, name) && matches!(name.class, Class::State | Class::Nationality | Class::Group);
    case.names(opens).find(party).and_then(|name| name.side)
}

/// Whether a token stands in a clause below a noun.
fn relative(case: &Case<'_>, at: usize, head: usize) -> bool {
    case.tree.above(at).take_while(|up| *up != head).any(|up| case.tree.tag(up) == Tag::Verb)
}

/// The side of the ground named right after the figure, before any other figure.
pub(super) fn here(case: &Case<'_>) -> Option<&'static str> {
    let at = case.tokens().end;
    let next = case.scene.numbers.get(case.number + 1).map_or(case.sentence.end, |next| next.tokens.start);
    let stop = |at: &usize| matches!(case.scene.page.text(*at), "," | ";" | "while" | "after" | "but");
    let end = (at..case.sentence.end.min(next).min(at + 10)).find(stop).unwrap_or_else(|| case.sentence.end.min(next).min(at + 10));
    case.ground(at..end).find(|name| matches!(name.part, Part::Place | Part::Struck)).and_then(|name| name.side)
}

/// The side whose place the verb names: "killed 12 people in Kyiv", "hit Kharkiv, killing 12".
fn named_place(case: &Case<'_>, verb: usize) -> Option<&'static str> {
    let reach = case.tree.reach(verb);
    let ground = |name: &&Name| matches!(name.part, Part::Place | Part::Struck | Part::From);
    case.names(reach).find(ground).or_else(|| super::around::nearest(case)).and_then(|name| name.side)
}
