//! One sentence with numbers, made ready for binding: its words of measure, its small words, its tree.

use std::ops::Range;

use super::words::{How, OBJ, Role, Sense};
use crate::claim::Kind;
use crate::pack::fold;
use crate::read::Scene;
use crate::read::figure::Number;
use crate::read::name::Class;
use crate::read::page::Shape;
use crate::read::syntax::{Rel, Tag, Tree};

/// A sentence and what in it may bind.
pub(super) struct Frame<'a> {
    pub scene: &'a Scene<'a>,
    pub tree: &'a Tree,
    pub tokens: Range<usize>,
    /// Words of measure, in text order, none overlapping.
    pub hits: Vec<Hit<'a>>,
    roles: Vec<Option<Role>>,
    /// Whether the tree says anything.
    pub grown: bool,
}

/// A word of measure in the text.
#[derive(Clone, Debug)]
pub(super) struct Hit<'a> {
    pub tokens: Range<usize>,
    pub senses: &'a [Sense],
}

impl<'a> Frame<'a> {
    /// Looks up the words of one sentence.
    pub fn new(scene: &'a Scene<'a>, sentence: usize) -> Self {
        let tokens = scene.page.sentences[sentence].tokens.clone();
        let tree = scene.trees.of(sentence);
        let words = &scene.lang.bind;
        let mut frame = Self { scene, tree, hits: Vec::new(), roles: vec![None; tokens.len()], grown: false, tokens: tokens.clone() };
        frame.grown = tokens.clone().any(|at| tree.head(at).is_some());
        let mut clear = [tokens.start; 2];
        for at in tokens {
            let ahead = scene.page.ahead(at);
            if let Some(hit) = words.roles.at(ahead).filter(|_| at >= clear[0]) {
                frame.roles[at - frame.tokens.start..][..hit.len].fill(Some(*hit.value));
                clear[0] = at + hit.len;
            }
            let adverb = frame.is(at, Role::Skip);
            if let Some(hit) = words.events.at(ahead).filter(|hit| at >= clear[1] && (!adverb || hit.len > 1)) {
                frame.hits.push(Hit { tokens: at..at + hit.len, senses: hit.value });
                clear[1] = at + hit.len;
            }
        }
        frame
    }

    pub fn role(&self, at: usize) -> Option<Role> {
        self.roles.get(at.checked_sub(self.tokens.start)?).copied().flatten()
    }

    pub fn is(&self, at: usize, role: Role) -> bool {
        self.role(at) == Some(role)
    }

    pub fn word(&self, at: usize) -> u64 {
        self.scene.page.words.get(at).copied().unwrap_or_default()
    }

    pub fn shape(&self, at: usize) -> Shape {
        self.scene.page.tokens.get(at).map_or(Shape::Punct, |token| token.shape)
    }

    /// Whether a token of punctuation parts clauses or items.
    pub fn is_mark(&self, at: usize) -> bool {
        self.shape(at) == Shape::Punct && !matches!(self.scene.page.text(at), "-" | "'" | "\"" | "“" | "”" | "’" | "‘" | "''" | "``")
    }

    /// Whether a token is a comma, a slash or a bracket, or "and".
    pub fn parts_items(&self, at: usize) -> bool {
        self.is(at, Role::Conj) || matches!(self.scene.page.text(at), "," | "/" | "(" | "–" | "—" | "--" | "-")
    }

    /// Whether a token is a verb that is no auxiliary, as far as is known.
    pub fn is_verb(&self, at: usize) -> bool {
        self.tree.tag(at) == Tag::Verb && !matches!(self.role(at), Some(Role::Be | Role::Have | Role::Modal)) && !self.is_modifier(at)
    }

    /// "US-made", "guided bombs": a participle inside a noun phrase.
    fn is_modifier(&self, at: usize) -> bool {
        let hyphened = at > self.tokens.start && self.scene.page.text(at - 1) == "-";
        hyphened
            || self.is_phrase(at)
            || matches!(self.tree.rel(at), Rel::Amod | Rel::Compound) && matches!(self.tree.tag(at + 1), Tag::Noun | Tag::Propn | Tag::Adj)
    }

    /// A participle that a tagger takes for a verb between an article and a noun.
    fn is_phrase(&self, at: usize) -> bool {
        at > self.tokens.start && self.is(at - 1, Role::Det) && matches!(self.tree.tag(at + 1), Tag::Noun | Tag::Propn)
    }

    pub fn is_noun(&self, at: usize) -> bool {
        match self.tree.tag(at) {
            Tag::Noun | Tag::Propn => true,
            Tag::X => self.class(at).is_some(),
            _ => false,
        }
    }

    /// What sort of thing the noun at a token names.
    pub fn class(&self, at: usize) -> Option<&'static str> {
        self.scene.lang.bind.nouns.at(self.scene.page.ahead(at)).map(|hit| *hit.value)
    }

    /// The word of measure that covers a token.
    pub fn hit_at(&self, at: usize) -> Option<&Hit<'a>> {
        let found = self.hits.partition_point(|hit| hit.tokens.end <= at);
        self.hits.get(found).filter(|hit| hit.tokens.contains(&at))
    }

    /// The last word of measure that ends at or before a token, and those before it, nearest first.
    pub fn hits_before(&self, at: usize) -> impl Iterator<Item = &Hit<'a>> {
        let end = self.hits.partition_point(|hit| hit.tokens.end <= at);
        self.hits[..end].iter().rev()
    }

    /// The words of measure from a token on.
    pub fn hits_after(&self, at: usize) -> impl Iterator<Item = &Hit<'a>> {
        let from = self.hits.partition_point(|hit| hit.tokens.start < at);
        self.hits[from..].iter()
    }

    /// The figure that holds a token.
    pub fn number_at(&self, at: usize) -> Option<&'a Number> {
        let numbers = self.scene.numbers;
        let found = numbers.partition_point(|number| number.tokens.end <= at);
        numbers.get(found).filter(|number| number.tokens.contains(&at))
    }

    /// The first token at or after `at` that no role of these covers.
    pub fn skip(&self, mut at: usize, roles: &[Role]) -> usize {
        while at < self.tokens.end && self.role(at).is_some_and(|role| roles.contains(&role)) {
            at += 1;
        }
        at
    }

    /// Whether a form of "be" stands before a verb, with nothing but adverbs and the like between, or the tree says passive.
    pub fn is_passive(&self, verb: usize) -> bool {
        self.auxiliary(verb) == Some(Role::Be) || self.tree.children(verb).any(|child| self.tree.rel(child) == Rel::AuxPass)
    }

    /// Whether an object opens right after a verb: a number, or an article or possessive.
    pub fn has_object(&self, after: usize) -> bool {
        let opens = ["a", "an", "the", "his", "her", "its", "their"];
        let at = self.skip(after, &[Role::Hedge]);
        self.number_at(at).is_some_and(|number| number.not.is_none())
            || opens.iter().any(|word| self.scene.page.text(after).eq_ignore_ascii_case(word))
            || after > self.tokens.start && self.takes(after - 1, after)
    }

    /// "held Russian passports": by the tree a noun right after a verb, with at most an adjective between, is its object.
    fn takes(&self, verb: usize, after: usize) -> bool {
        let head = if matches!(self.tree.tag(after), Tag::Adj) { after + 1 } else { after };
        self.tree.rel(head) == Rel::Obj && self.tree.head(head) == Some(verb) && self.is_noun(head) && self.shape(head) == Shape::Lower
    }

    /// Whether "has", "had" or "have" stands before a verb.
    pub fn is_perfect(&self, verb: usize) -> bool {
        self.auxiliary(verb) == Some(Role::Have)
    }

    /// Whether a negation stands right before a verb: "did not catch", "were never found".
    pub fn is_denied(&self, verb: usize) -> bool {
        let before = (self.tokens.start..verb).rev().take(3);
        before
            .take_while(|at| !self.is_mark(*at))
            .any(|at| ["not", "n't", "n’t", "never", "neither"].iter().any(|no| self.scene.page.text(at).eq_ignore_ascii_case(no)))
    }

    /// "on massed manpower": a participle right after a preposition or article is no verb.
    pub fn is_attribute(&self, at: usize) -> bool {
        at > self.tokens.start
            && (self.scene.page.text(at - 1) == "-"
                || self.is(at - 1, Role::Prep)
                || self.is(at - 1, Role::Det) && !self.scene.page.text(at - 1).eq_ignore_ascii_case("each"))
    }

    /// Whether the sentence was cut from the one before it at a comma, as over-long ones are.
    pub fn goes_on(&self) -> bool {
        self.tokens.start > 0
            && matches!(self.scene.page.text(self.tokens.start - 1), "," | ";")
            && self.shape(self.tokens.start) == Shape::Lower
    }

    /// The auxiliary before a verb.
    fn auxiliary(&self, verb: usize) -> Option<Role> {
        let before = (self.tokens.start..verb).rev().take(6);
        for at in before {
            match self.role(at) {
                Some(Role::Skip | Role::Seem | Role::Conj) => {}
                Some(role @ (Role::Be | Role::Have)) => return Some(role),
                _ if self.tree.tag(at) == Tag::Adv => {}
                _ => return None,
            }
        }
        None
    }

    /// Whether a word of measure is meant as a verb, a noun or a state here, by the tagger where it knows.
    pub fn allows(&self, hit: &Hit<'_>, sense: &Sense) -> bool {
        let near = sense.near.is_empty()
            || self.is_near(&sense.near)
            || sense.measure == "exchanged" && sense.how == How::Verb && self.is_near_before(&sense.near);
        let tag = self.tree.tag(hit.tokens.start);
        near && match sense.how {
            How::Verb if hit.tokens.len() == 1 && sense.args & OBJ != 0 => {
                !matches!(tag, Tag::Noun | Tag::Propn)
                    || self.scene.page.upper
                    || self.is_led(hit.tokens.start)
                    || self.is_figure(hit.tokens.end) && !is_nominal(hit, sense)
                    || self.is_hedged(hit.tokens.end)
            }
            How::Verb => hit.tokens.len() > 1 || tag != Tag::Propn || self.scene.page.upper || self.is_headline(),
            How::Noun if hit.tokens.len() == 1 => tag != Tag::Verb || self.is_dead_end(hit.tokens.start),
            _ => true,
        }
    }

    /// Whether one of these words stands in the sentence before: an exchange is told once, then its counts.
    fn is_near_before(&self, near: &[u64]) -> bool {
        let last = self.tokens.start.checked_sub(1).map(|last| self.scene.page.sentence_of(last));
        let sentence = last.and_then(|last| self.scene.page.sentences.get(last));
        sentence.is_some_and(|sentence| sentence.tokens.clone().any(|at| near.contains(&self.word(at))))
    }

    /// Whether one of these words, or for `@state` the name of a state, stands in the sentence.
    fn is_near(&self, near: &[u64]) -> bool {
        let state = fold("@state");
        let names = self.scene.names;
        let from = names.partition_point(|name| name.tokens.end <= self.tokens.start);
        let here = names[from..].iter().take_while(|name| name.tokens.start < self.tokens.end);
        self.tokens.clone().any(|at| near.contains(&self.word(at)))
            || near.contains(&state) && here.into_iter().any(|name| matches!(name.class, Class::State | Class::Seat | Class::Nationality))
    }

    /// Whether "to", "will" or the like stands right before: then a verb follows, whatever the tagger says.
    fn is_led(&self, at: usize) -> bool {
        at > self.tokens.start && matches!(self.role(at - 1), Some(Role::To | Role::Modal))
    }

    /// Whether most words are capitals, as in headlines.
    fn is_headline(&self) -> bool {
        let words = |shape: Shape| self.tokens.clone().filter(|at| self.shape(*at) == shape).count();
        words(Shape::Capital) > words(Shape::Lower)
    }

    /// Whether a figure starts at a token.
    fn is_figure(&self, at: usize) -> bool {
        self.number_at(at).is_some_and(|number| number.not.is_none())
    }

    /// "saw the army capture nearly 900 men": a hedge and a figure follow no noun but a verb.
    fn is_hedged(&self, at: usize) -> bool {
        let articles = ["the", "a", "an", "all", "some", "another", "other"];
        let figure = self.skip(at, &[Role::Hedge]);
        figure > at && self.is_figure(figure) && !articles.iter().any(|word| self.scene.page.text(at).eq_ignore_ascii_case(word))
    }

    /// A word after a number or article is a noun, whatever the tagger says.
    fn is_dead_end(&self, at: usize) -> bool {
        at > self.tokens.start && (self.is(at - 1, Role::Det) || self.number_at(at - 1).is_some())
    }
}

/// Whether a form of a verb is a noun as well: its base, or one that is listed as a noun.
fn is_nominal(hit: &Hit<'_>, sense: &Sense) -> bool {
    sense.forms & !1 == 0 || hit.senses.iter().any(|other| other.how == How::Noun)
}

/// How well what a sense wants fits what is counted: none if not at all.
pub(super) fn fit(of: Option<&str>, class: Option<&str>, kind: &Kind) -> Option<u8> {
    let Some(of) = of else { return Some(1) };
    let share = matches!(kind, Kind::Share);
    let Some(class) = class else {
        return match of {
            "person" | "people" | "thing" => Some(1),
            "money" | "area" => matches!(kind, Kind::Share | Kind::Change).then_some(0),
            "share" => share.then_some(3),
            _ => None,
        };
    };
    let kin = match of {
        "person" | "thing" if class == "unknown" => return Some(1),
        "people" => return matches!(class, "person" | "troop" | "child" | "household").then_some(2),
        "person" if class == "group" => return Some(1),
        "thing" if class == "place" => return Some(1),
        "person" => matches!(class, "troop" | "child" | "household"),
        "thing" => matches!(class, "drone" | "vehicle" | "building" | "post" | "goods" | "animal" | "notice"),
        "place" => class == "post",
        "share" => return (share && matches!(class, "person" | "troop" | "child")).then_some(3),
        "damage" => class == "money",
        _ => false,
    };
    if of == class { Some(3) } else { kin.then_some(2) }
}
