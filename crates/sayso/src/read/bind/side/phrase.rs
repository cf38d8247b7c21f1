//! Whose, by the counted phrase itself: "61 Ukrainian drones", "Russia's 1.5 million troops", "our soldiers", "refugees from Syria".

use std::ops::Range;

use super::words::{ARMY, EACH, FOE, GAIN, HARM, JOIN, MOSTLY, OUR, OWN, Relation};
use super::{Case, Sides, Sort, distinct, is_be, one};
use crate::read::name::{self, Class};
use crate::read::syntax::{Rel, Tag};

/// How many tokens before and after the phrase are looked at.
const REACH: usize = 8;

/// How many names of a report are asked for the side of a speaker.
const SEARCHED: usize = 2000;

/// A name inside the phrase, before it as a genitive, or tied to it by "of" and the like.
pub(super) fn own(case: &Case<'_>) -> Sides {
    let phrase = case.phrase();
    inside(case, phrase.clone())
        .or_else(|| before(case, &phrase))
        .or_else(|| after(case, &phrase))
        .or_else(|| level(case))
        .or_else(|| predicate(case))
        .or_else(|| apposed(case, &phrase))
}

/// "the Pakistani army's depots, trucks and three towers": the first of a list is named for all.
pub(super) fn conjoined(case: &Case<'_>) -> Sides {
    let alone = case.last().is_none_or(|last| case.scene.numbers[last].tokens.end <= case.sentence.start);
    let head = case.bond.head.filter(|head| alone && case.sentence.contains(head) && case.tree.rel(*head) == Rel::Conj)?;
    let first = case.tree.head(head).filter(|first| *first < head && matches!(case.tree.tag(*first), Tag::Noun | Tag::Propn))?;
    let mine = |name: &&name::Name| {
        case.tree.head(name.tokens.end - 1).is_some_and(|up| up == first || case.tree.head(up) == Some(first))
            && name.tokens.end <= first + 1
    };
    told(case, distinct(case.names(first.saturating_sub(5).max(case.sentence.start)..first + 1).filter(mine)))
}

/// "Casualties among Russian forces have passed 4,500": the event is a noun with its owner.
fn level(case: &Case<'_>) -> Sides {
    let event = case.bond.event.filter(|event| {
        case.sentence.contains(event) && *event < case.tokens().start && matches!(case.tree.tag(*event), Tag::Noun | Tag::Propn)
    })?;
    let phrase = event..event + 1;
    before(case, &phrase).or_else(|| after(case, &phrase))
}

/// "1,200 people, mostly Israeli civilians": the greater part names the whole.
fn apposed(case: &Case<'_>, phrase: &Range<usize>) -> Sides {
    let comma = phrase.end.max(case.tokens().end);
    let from = (comma..(comma + 3).min(case.sentence.end)).find(|at| case.is(*at, MOSTLY))?;
    let to = (from + 5).min(case.sentence.end);
    let stop = (from..to).find(|at| matches!(case.scene.page.text(*at), "," | "and" | "in" | "by")).unwrap_or(to);
    told(case, distinct(case.names(from..stop).filter(|name| name.class == Class::Nationality)))
}

/// "four victims were Ukrainian nationals": the predicate names them.
fn predicate(case: &Case<'_>) -> Sides {
    let is = case.phrase().end;
    if is_be(case.scene.page.text(is)) && is > case.tokens().end {
        let to = (is + 4).min(case.sentence.end);
        let stop = (is + 1..to).find(|at| matches!(case.tree.tag(*at), Tag::Verb | Tag::Adp)).unwrap_or(to);
        let named = distinct(case.names(is + 1..stop).filter(|name| name.class == Class::Nationality));
        return told(case, named);
    }
    let head = case.bond.head.filter(|head| case.sentence.contains(head) && case.tree.rel(*head) == Rel::Nsubj)?;
    let noun =
        case.tree.head(head).filter(|noun| *noun > head && case.tree.children(*noun).any(|child| case.tree.rel(child) == Rel::Cop))?;
    told(case, distinct(case.names(noun.saturating_sub(3).max(head)..noun + 1).filter(|name| name.class == Class::Nationality)))
}

fn inside(case: &Case<'_>, phrase: Range<usize>) -> Sides {
    if is_taker(case, &phrase) {
        return None;
    }
    if let Some(taker) = taker(case, &phrase) {
        return one(case.enemy(taker));
    }
    let from = if phrase.start >= case.tokens().end { case.tokens().end } else { first_of(case, phrase.start) };
    let names = case.names(from..phrase.end).filter(|name| !is_maker(case, name.side));
    told(case, distinct(names))
}

/// "Russian and Ukrainian casualties": a nationality that is joined to the first of a phrase belongs to it.
fn first_of(case: &Case<'_>, start: usize) -> usize {
    let joined = start >= case.sentence.start + 2 && case.scene.page.text(start - 1) == "and";
    let other = name::at(case.scene.names, start).filter(|name| joined && name.class == Class::Nationality);
    let first = other.and_then(|_| name::at(case.scene.names, start - 2)).filter(|name| name.class == Class::Nationality);
    first.map_or(start, |name| name.tokens.start.max(case.sentence.start))
}

/// "Russian gains have been 176 square miles": the ground is its foe's.
fn taker(case: &Case<'_>, phrase: &Range<usize>) -> Option<&'static str> {
    let ground = case.bond.measure == "area" && phrase.end <= case.tokens().start;
    let gains = || (phrase.start..case.tokens().start).any(|at| case.is(at, GAIN));
    case.names(phrase.clone()).next().filter(|_| ground && gains()).and_then(|name| name.side)
}

/// "18 billion euros to Ukraine", "Russian forces seized 6,300 square km": not who gets it.
fn is_taker(case: &Case<'_>, phrase: &Range<usize>) -> bool {
    let given = case.relation() == Some(Relation::Doer) && matches!(case.bond.measure, "pledged" | "paid" | "delivered");
    let to = phrase.start > case.sentence.start && matches!(case.scene.page.text(phrase.start - 1), "to" | "for");
    let event = case.bond.event.filter(|event| (phrase.end..case.tokens().start).contains(event));
    let taken = case.bond.measure == "area" && event.is_some_and(|event| case.is(event, HARM));
    given && to && phrase.start >= case.tokens().end || taken
}

/// "two US Humvees" that Ukraine lost: the maker of a weapon is not its owner, where two others fight.
fn is_maker(case: &Case<'_>, side: Option<&'static str>) -> bool {
    let Some(side) = side.filter(|_| case.sort == Sort::Arms) else { return false };
    let fight = case.scene.parties.striker().and_then(|striker| Some([striker, case.foe(striker)?]));
    fight.is_some_and(|fight| !fight.contains(&side) && case.foe(side).is_none())
}

/// One side is an answer; two are nobody's in particular, unless "each" parts them.
fn told(case: &Case<'_>, sides: Vec<&'static str>) -> Sides {
    match sides.as_slice() {
        [] => None,
        [side] => Some(vec![Some(side)]),
        many if case.sentence.clone().any(|at| case.is(at, EACH)) => Some(many.iter().copied().map(Some).collect()),
        // "Afghan Taliban fighters": the group is the narrower name.
        [_, group] if group.len() != 3 => Some(vec![Some(group)]),
        _ => Some(vec![None]),
    }
}

/// "Russia's more than 1.5 million troops", "the Ukrainian army's losses".
fn before(case: &Case<'_>, phrase: &Range<usize>) -> Sides {
    let first = phrase.start.min(case.tokens().start);
    if let Some(sides) = adjectives(case, first) {
        return Some(sides);
    }
    let mut at = first;
    while at > case.sentence.start && first - at < REACH {
        at -= 1;
        let text = case.scene.page.text(at);
        if matches!(text, "'s" | "’s" | "'" | "’") {
            return told(case, distinct(genitive(case, at)));
        }
        let stops = matches!(case.tree.tag(at), Tag::Verb | Tag::Aux | Tag::Cconj | Tag::Sconj | Tag::Pron)
            || matches!(text, "," | ";" | ":" | "." | "(" | "\"" | "“" | "by" | "in" | "with");
        if stops {
            return None;
        }
    }
    None
}

/// "combined Russian and Ukrainian casualties": nationalities right before the phrase.
fn adjectives(case: &Case<'_>, first: usize) -> Sides {
    let from = first.saturating_sub(5).max(case.sentence.start);
    let loose = |at: usize| {
        case.scene.page.text(at) != "and"
            && name::at(case.scene.names, at).is_none_or(|name| name.class != Class::Nationality)
            && case.tree.tag(at) != Tag::Adj
    };
    let from = (from..first).rev().find(|at| loose(*at)).map_or(from, |at| at + 1);
    told(case, distinct(case.names(from..first).filter(|name| name.class == Class::Nationality)))
}

/// The names of the phrase that a genitive closes: "the Ukrainian army's".
fn genitive<'a>(case: &Case<'a>, mark: usize) -> impl Iterator<Item = &'a name::Name> {
    let from = mark.saturating_sub(4).max(case.sentence.start);
    let close = move |name: &&name::Name| name.tokens.end == mark || name.class == Class::Nationality;
    case.names(from..mark).rev().filter(close).take(1)
}

/// "soldiers of the Russian army", "losses in the high command of the Russian army", "refugees from Syria".
fn after(case: &Case<'_>, phrase: &Range<usize>) -> Sides {
    let mut at = phrase.end.max(if phrase.is_empty() { case.tokens().end } else { phrase.end });
    let limit = case.sentence.end.min(at + 3 * REACH);
    while at < limit {
        let joined = case.is(at, JOIN) || on_whom(case, at);
        let within = case.scene.page.text(at) == "in" && (at + 1..limit.min(at + 4)).any(|at| case.is(at, ARMY));
        if !joined && !within {
            return None;
        }
        // "600 of them from Saratov": the pronoun hands on to what follows.
        if matches!(case.scene.page.text(at + 1), "them" | "whom" | "these" | "those") {
            at += 2;
            continue;
        }
        let end = noun_phrase(case, at + 1, limit);
        let sides = distinct(case.names(at + 1..end));
        if !sides.is_empty() {
            let army = (at + 1..end).any(|at| case.is(at, ARMY));
            return if joined || army { told(case, sides) } else { None };
        }
        if end == at + 1 {
            return None;
        }
        at = end;
    }
    None
}

/// "casualties on Ukrainian troops", "strikes against Russian oil depots".
fn on_whom(case: &Case<'_>, at: usize) -> bool {
    matches!(case.scene.page.text(at), "on" | "against" | "to")
        && matches!(case.bond.measure, "killed_or_wounded" | "killed" | "wounded" | "attacks")
        && case.bond.class != Some("attack")
}

/// Past the last token of the noun phrase that begins at a token.
fn noun_phrase(case: &Case<'_>, from: usize, limit: usize) -> usize {
    let ends = |at: usize| {
        let text = case.scene.page.text(at);
        let mark = matches!(text, "," | ";" | "." | ":" | "–" | "—") && name::at(case.scene.names, at).is_none();
        mark || matches!(case.tree.tag(at), Tag::Verb | Tag::Aux | Tag::Adp | Tag::Sconj | Tag::Pron) && case.tree.rel(at) != Rel::Amod
    };
    (from..limit).find(|at| ends(*at) && !(case.scene.page.text(*at) == "of" && *at == from)).unwrap_or(limit)
}

/// "our soldiers" by the speaker, "enemy tanks" by who speaks or acts, "their own troops" by who acts.
pub(super) fn pronoun(case: &Case<'_>) -> Sides {
    let phrase = case.phrase();
    let from = phrase.start.min(case.tokens().start).saturating_sub(4).max(case.sentence.start);
    let to = phrase.end.max(case.tokens().end);
    let mut near = from..to.min(case.sentence.end);
    let word = near.find(|at| case.is(*at, OUR | FOE | OWN) && !(*at < case.tokens().start && case.is(*at, FOE) && phrase.is_empty()))?;
    if case.is(word, OUR) {
        if case.scene.page.text(word) == "US" {
            return None;
        }
        let we = case.tree.tag(word) == Tag::Pron && case.tree.rel(word) == Rel::Nsubj;
        return if we { None } else { one(speaker(case)) };
    }
    let acts = || super::event::actor(case);
    if case.is(word, FOE) {
        return one(speaker(case).or_else(acts).or_else(|| case.scene.parties.striker()).and_then(|side| case.enemy(side)));
    }
    let owner = || {
        case.names(case.sentence.start..case.tokens().start)
            .rev()
            .find(|name| super::event::is_actor(case, name))
            .and_then(|name| name.side)
    };
    if word >= case.tokens().end { one(owner()) } else { None }
}

/// The side of who speaks over the number.
pub(super) fn speaker(case: &Case<'_>) -> Option<&'static str> {
    let at = case.tokens().start;
    let nearest = case.scene.heard(at).max_by_key(|saying| saying.cue.start)?;
    let link = nearest.links.first()?;
    let spoken = link.span.clone().map(|span| super::tokens_of(case.scene, &span));
    let named = spoken.and_then(|tokens| case.names(tokens.start.saturating_sub(3)..tokens.end).next_back().and_then(|name| name.side));
    let owned = |name: &&name::Name| {
        let rest = case.scene.page.tokens.get(name.tokens.end).map_or("", |token| &case.scene.page.report.text[token.start..]);
        let rest = rest.strip_prefix("'s ").or_else(|| rest.strip_prefix("’s ")).unwrap_or(rest);
        let whole = case.scene.page.slice(name.tokens.clone()).ends_with(link.name.as_str());
        name.side.is_some() && name.class != Class::Outlet && (whole || rest.starts_with(link.name.as_str()))
    };
    let named = named.or_else(|| case.scene.names.iter().take(SEARCHED).find(owned).and_then(|name| name.side));
    let mentioned = |name: &&name::Name| {
        name.side.is_some() && name.class != Class::Outlet && link.name.contains(case.scene.page.slice(name.tokens.clone()))
    };
    named.or_else(|| case.scene.names.iter().take(SEARCHED).find(mentioned).and_then(|name| name.side))
}
