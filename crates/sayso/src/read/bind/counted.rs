//! What a number counts: the noun phrase after it, its head, and what sort of thing that is.

use std::ops::Range;

use super::frame::Frame;
use super::words::{How, Role};
use crate::claim::{Kind, Not};
use crate::pack::fold;
use crate::read::name::Class;
use crate::read::page::Shape;
use crate::read::syntax::{Rel, Tag};

/// A number with the noun phrase that it stands in.
#[derive(Clone, Debug)]
pub(super) struct Mention {
    /// Index of the number.
    pub number: usize,
    /// First token of the number.
    pub first: usize,
    /// Past the last token of number and phrase.
    pub end: usize,
    /// The phrase, without the number; empty if the number stands alone.
    pub phrase: Range<usize>,
    /// Its head.
    pub head: Option<usize>,
    /// What sort of thing.
    pub class: Option<&'static str>,
    /// "others", "more": another of what was counted before.
    pub others: bool,
    /// "of them", "of whom", "of these": a part of what was counted before.
    pub partitive: bool,
}

/// Longest noun phrase that is looked at.
const LONGEST: usize = 12;

impl Mention {
    /// The phrase of a number by its index.
    pub fn new(frame: &Frame<'_>, number: usize) -> Self {
        let found = &frame.scene.numbers[number];
        let from = found.tokens.end.max(found.after);
        let mut mention = Self {
            number,
            first: opening(frame, found.tokens.start),
            end: from,
            phrase: from..from,
            head: None,
            class: None,
            others: false,
            partitive: false,
        };
        let start = mention.open(frame, from);
        mention.close(frame, start);
        if mention.head.is_none() {
            mention.lead(frame);
        }
        if mention.head.is_none() && frame.is(from, Role::Conj) {
            mention.share(frame);
        }
        match &found.kind {
            Kind::Money { .. } => mention.class = Some("money"),
            Kind::Share if mention.names_ground(frame) => mention.class = Some("place"),
            Kind::Count if mention.head.is_none() && mention.is_crowd(frame) => mention.class = Some("person"),
            Kind::Measure { .. } => mention.class = Some(if is_area(frame, found.tokens.end..found.after) { "area" } else { "measure" }),
            _ => {}
        }
        mention
    }

    /// Where the phrase may begin: past "of", articles, "more", "other".
    fn open(&mut self, frame: &Frame<'_>, from: usize) -> usize {
        let mut at = from;
        if frame.scene.page.text(at) == "-" {
            at += 1;
        }
        let mut of = false;
        while at < frame.tokens.end {
            match frame.role(at) {
                Some(Role::Prep) if !of && frame.word(at) == fold("of") => of = true,
                Some(Role::Including) if !of && frame.word(at) == fold("of") => {
                    self.partitive = true;
                    self.end = at + 2;
                    return frame.skip(at + 2, &[Role::Be, Role::Det]);
                }
                Some(Role::Det) if of || at == from && matches!(frame.scene.numbers[self.number].kind, Kind::Share) => {}
                None if of && frame.number_at(at).is_some() => at = frame.number_at(at).map_or(at, |whole| whole.tokens.end - 1),
                Some(Role::Other) => self.others |= frame.word(at) != fold("such"),
                Some(Role::Others) => {
                    self.others = true;
                    self.end = at + 1;
                    return frame.tokens.end;
                }
                _ => break,
            }
            at += 1;
        }
        if at > from && frame.is(at - 1, Role::Other) {
            self.end = at;
        }
        at
    }

    /// "60% of Rubizhne": a share of a place by name.
    pub(super) fn names_ground(&self, frame: &Frame<'_>) -> bool {
        let of = self.phrase.start.checked_sub(1).is_some_and(|at| (at.saturating_sub(1)..=at).any(|at| frame.word(at) == fold("of")));
        let end = self.phrase.end;
        let names = frame.scene.names;
        let found = names.partition_point(|name| name.tokens.end < end);
        let name = names.get(found).filter(|name| name.tokens.end == end && name.tokens.start <= self.phrase.start);
        let named = name.is_some_and(|name| matches!(name.class, Class::Place | Class::State));
        of && !self.phrase.is_empty() && (named || self.is_one_place(frame))
    }

    /// "five percent of the town": a single place, or land.
    fn is_one_place(&self, frame: &Frame<'_>) -> bool {
        let the = self.phrase.start.checked_sub(1).is_some_and(|at| frame.is(at, Role::Det));
        let ground = ["territory", "land", "area"].iter().any(|word| frame.scene.page.text(self.phrase.end - 1).eq_ignore_ascii_case(word));
        ground || the && self.class == Some("place") && !looks_plural(frame, self.phrase.end - 1)
    }

    /// "Millions were left with no aid": vague numbers without a noun are people, where they open their clause.
    fn is_crowd(&self, frame: &Frame<'_>) -> bool {
        let vague = ["tens", "dozens", "hundreds", "thousands", "millions"]
            .iter()
            .any(|word| frame.scene.page.text(frame.scene.numbers[self.number].tokens.start).eq_ignore_ascii_case(word));
        let opens = self.first == frame.tokens.start || frame.is_mark(self.first - 1) || frame.is(self.first - 1, Role::Clause);
        vague && opens && !self.others && !self.partitive
    }

    /// "12 and seven tanks": the noun stands after the second number.
    fn share(&mut self, frame: &Frame<'_>) {
        let next = frame.scene.numbers.get(self.number + 1).filter(|next| next.not.is_none() && next.tokens.start == self.end + 1);
        let Some(next) = next.map(|_| Self::new(frame, self.number + 1)).filter(|next| next.head.is_some() && !next.partitive) else {
            return;
        };
        (self.head, self.phrase, self.class) = (next.head, next.phrase, next.class);
    }

    /// "Out of these cases, 18,159 were": the whole stands before the number.
    fn lead(&mut self, frame: &Frame<'_>) {
        let Some(comma) = self.first.checked_sub(1).filter(|at| frame.scene.page.text(*at) == ",") else { return };
        let before = (frame.tokens.start..comma).rev().take(7);
        let Some(of) = before.clone().take_while(|at| !frame.is_mark(*at)).find(|at| frame.word(*at) == fold("of")) else { return };
        let opens = of <= frame.tokens.start + 2 || frame.is_mark(of - 1) || frame.is(of - 1, Role::Clause);
        if opens && (of + 1..comma).all(|at| frame.number_at(at).is_none()) {
            self.partitive = true;
            self.class = frame.class(comma - 1);
            if self.class.is_some() {
                self.head = Some(comma - 1);
                self.phrase = comma - 1..comma;
            }
        }
    }

    /// Runs over the phrase to its head.
    fn close(&mut self, frame: &Frame<'_>, start: usize) {
        let limit = frame.tokens.end.min(start + LONGEST);
        let mut at = start;
        while at < limit && continues(frame, at, start) {
            if frame.is_noun(at) || is_nationality(frame, at) || at == start && frame.class(at).is_some() {
                self.head = Some(at);
            }
            at += 1;
            if is_plural(frame, at - 1) {
                break;
            }
        }
        if let Some(head) = tree_head(frame, self.number, at, limit).filter(|_| !is_plural(frame, at - 1)) {
            self.head = Some(head);
        }
        if is_state(frame, start..at) {
            self.head = None;
        }
        if self.partitive && self.head.is_some_and(|head| class_of(frame, start, head).is_none()) {
            self.head = None;
        }
        if matches!(frame.scene.numbers[self.number].kind, Kind::Share)
            && start == self.end
            && frame.hit_at(start).is_some_and(|hit| hit.senses.iter().any(|sense| sense.of == Some("share")))
        {
            self.head = None;
        }
        if self.head.is_none()
            && start > self.end
            && ["those", "these"].iter().any(|word| frame.scene.page.text(start - 1).eq_ignore_ascii_case(word))
        {
            self.phrase = start - 1..start + 1;
            (self.head, self.end, self.class) = (Some(start - 1), start + 1, Some("person"));
            return;
        }
        let Some(head) = self.head else { return };
        self.phrase = start..head + 1;
        self.end = head + 1;
        self.class = class_of(frame, start, head).or(Some("unknown"));
        self.join(frame);
    }

    /// "drones and missiles": takes in a bare second noun.
    fn join(&mut self, frame: &Frame<'_>) {
        let next = self.end + 1;
        let bare = frame.is(self.end, Role::Conj) && next < frame.tokens.end && frame.is_noun(next) && frame.number_at(next).is_none();
        if bare && frame.class(next).is_some_and(|class| self.class.is_none_or(|own| own == class)) {
            self.end = next + 1;
            self.phrase.end = self.end;
        }
    }
}

/// The first token of a number with the hedges before it, at most a few.
fn opening(frame: &Frame<'_>, first: usize) -> usize {
    let around = |at: usize| {
        ["over", "around", "under", "about", "above", "below"].iter().any(|word| frame.scene.page.text(at).eq_ignore_ascii_case(word))
    };
    let hedges =
        |at: usize| frame.is(at, Role::Hedge) || around(at) || matches!(frame.scene.page.text(at), "$" | "€" | "£" | "~" | "¥" | "₴");
    let floor = first.saturating_sub(6).max(frame.tokens.start);
    (floor..first).rev().take_while(|at| hedges(*at)).last().unwrap_or(first)
}

/// Whether a token can go on a noun phrase.
fn continues(frame: &Frame<'_>, at: usize, start: usize) -> bool {
    let apart = |not: &Option<Not>| matches!(not, None | Some(Not::Age | Not::Date | Not::Duration));
    if frame.number_at(at).is_some_and(|number| apart(&number.not)) || at > start && frame.is(at, Role::Tail) {
        return false;
    }
    let text = frame.scene.page.text(at);
    let noun_next = |at: usize| frame.is_noun(at + 1) || frame.tree.tag(at + 1) == Tag::Adj || is_nationality(frame, at + 1);
    match frame.tree.tag(at) {
        Tag::Noun | Tag::Propn | Tag::Adj => true,
        _ if hyphenated(frame, at, start) => true,
        Tag::Num => frame.shape(at) != Shape::Number || noun_next(at),
        _ if at == start && frame.class(at).is_some() && frame.role(at).is_none() => true,
        Tag::Verb => {
            noun_next(at) && (at == start || !frame.is_noun(at - 1) || frame.class(at - 1).is_none() && !looks_plural(frame, at - 1))
        }
        Tag::Adv => !frame.is_mark(at) && (noun_next(at) || frame.tree.tag(at + 1) == Tag::Verb && noun_next(at + 1)) && at == start,
        Tag::Part => matches!(text, "'s" | "’s"),
        Tag::Cconj => frame.tree.tag(at.saturating_sub(1)) == Tag::Adj && frame.tree.tag(at + 1) == Tag::Adj,
        _ if at > start && frame.scene.page.text(at - 1) == "-" && frame.shape(at).is_word() => true,
        _ if of_type(frame, at, start) => true,
        Tag::Punct => {
            matches!(text, "-" | "\"" | "“" | "”" | "'" | "‘" | "’") || gloss(frame, at) || at >= start + 2 && gloss(frame, at - 2)
        }
        Tag::X => {
            frame.role(at).is_none()
                && (text == "-" || frame.shape(at).is_word())
                && frame.hit_at(at).is_none_or(|_| frame.is_noun(at) || noun_next(at))
        }
        _ => false,
    }
}

/// Whether a noun looks like a plural: a verb after it opens a clause.
fn looks_plural(frame: &Frame<'_>, at: usize) -> bool {
    frame.scene.page.text(at).ends_with('s')
}

/// "T-72 tanks": inside a word of letters and digits.
fn hyphenated(frame: &Frame<'_>, at: usize, start: usize) -> bool {
    let text = |at: usize| frame.scene.page.text(at);
    let joined =
        |dash: usize| text(dash) == "-" && dash > start && frame.shape(dash - 1).is_word() && frame.shape(dash + 1) == Shape::Number;
    joined(at) || at > start + 1 && joined(at - 1)
}

/// "Daesh [ISIS] fighters": a bracket round one word.
fn gloss(frame: &Frame<'_>, at: usize) -> bool {
    matches!((frame.scene.page.text(at), frame.scene.page.text(at + 2)), ("(", ")") | ("[", "]"))
}

/// "82 Shahed-type, Gerbera-type, and other drones": types on a list before their noun.
fn of_type(frame: &Frame<'_>, at: usize, start: usize) -> bool {
    let text = |at: usize| frame.scene.page.text(at);
    let types = (start..at).rev().take(4).any(|at| text(at).eq_ignore_ascii_case("type"));
    types && (text(at) == "," || matches!(frame.role(at), Some(Role::Conj | Role::Other)))
}

/// "300 wounded", "12 dead": a state, not a noun.
fn is_state(frame: &Frame<'_>, phrase: Range<usize>) -> bool {
    let adj = |hit: &super::frame::Hit<'_>| {
        hit.tokens.end >= phrase.end && hit.senses.iter().any(|sense| sense.how == How::Adj && frame.allows(hit, sense))
    };
    !phrase.is_empty() && frame.hit_at(phrase.start).is_some_and(|hit| hit.tokens.start == phrase.start && adj(hit))
}

/// Whether a token is a known noun in the plural with no noun right after it: there a counted phrase ends.
fn is_plural(frame: &Frame<'_>, at: usize) -> bool {
    let text = frame.scene.page.text(at);
    let plural = ["s", "S", "men", "people", "children", "police"].iter().any(|ending| text.ends_with(ending)) && text.len() > 3;
    let name = frame.tree.tag(at + 1) == Tag::Propn && (frame.shape(at) != Shape::Lower || frame.shape(at + 1) == Shape::Lower);
    let goes_on = !frame.is(at + 1, Role::Tail)
        && (name || matches!(frame.tree.tag(at + 1), Tag::Noun | Tag::Part) || frame.scene.page.text(at + 1) == "-");
    plural && frame.class(at).is_some() && !goes_on
}

/// The noun that the tree hangs the number on, if it lies a little further on with no clause between.
fn tree_head(frame: &Frame<'_>, number: usize, from: usize, limit: usize) -> Option<usize> {
    let number = &frame.scene.numbers[number];
    let head = (number.tokens.start..number.tokens.end)
        .filter_map(|at| Some((at, frame.tree.head(at)?)))
        .find(|(at, _)| frame.tree.rel(*at) == Rel::Nummod)?
        .1;
    let clear = |at: usize| {
        !frame.is_mark(at)
            && !matches!(frame.role(at), Some(Role::Prep | Role::To | Role::Conj | Role::Relative | Role::Be | Role::Have | Role::Modal))
    };
    (head >= from && head < limit && frame.is_noun(head) && (number.after..head).all(clear)).then_some(head)
}

/// What sort of thing a phrase names: by its longest known ending.
pub(super) fn class_of(frame: &Frame<'_>, start: usize, head: usize) -> Option<&'static str> {
    let nouns = &frame.scene.lang.bind.nouns;
    let ending = |from: usize| {
        frame.scene.page.words.get(from..=head).and_then(|words| nouns.at(words).filter(|hit| hit.len == words.len()).map(|hit| *hit.value))
    };
    (start.max(head.saturating_sub(3))..=head).find_map(ending).or_else(|| guess(frame, head))
}

/// Nationals are persons, and so are nouns built like "defenders" and "activists".
fn guess(frame: &Frame<'_>, head: usize) -> Option<&'static str> {
    let text = frame.scene.page.text(head);
    let ends = |ending: &&str| {
        text.len() > ending.len() + 2 && text.get(text.len() - ending.len()..).is_some_and(|tail| tail.eq_ignore_ascii_case(ending))
    };
    (is_nationality(frame, head) || ["ists", "men", "women", "ians", "ees"].iter().any(ends)).then_some("person")
}

fn is_nationality(frame: &Frame<'_>, at: usize) -> bool {
    let names = frame.scene.names;
    let found = names.partition_point(|name| name.tokens.end <= at);
    names.get(found).is_some_and(|name| name.tokens.contains(&at) && name.class == Class::Nationality)
}

/// Whether the unit of a measure is one of area.
fn is_area(frame: &Frame<'_>, unit: Range<usize>) -> bool {
    unit.clone().any(|at| frame.class(at) == Some("area"))
}
