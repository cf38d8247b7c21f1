//! Linking: who it is that speaks, by the fullest name that the report gives.
//!
//! "he", "the ministry", "Smith" and "the report" are given the name of whoever they stand for: speakers are remembered in text
//! order, and a short name takes the full one wherever it stands.

use std::ops::Range;

use super::cast::{self, Cast};
use super::clause::is_medium;
use super::phrase;
use super::stage::Stage;
use super::words::kind;
use crate::claim::Named;
use crate::read::name::{Class, Name};
use crate::read::page::Shape;

/// Somebody who speaks, by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// The fullest name in the report.
    pub name: String,
    /// How well it is known.
    pub named: Named,
    /// What sort of speaker it is.
    pub sort: Sort,
    /// The side it belongs to, where its name tells, and whether it is only the name or seat of a state.
    pub side: Option<(&'static str, bool)>,
    /// Folded words by which it may be meant later: its office, the kind of body or document.
    pub heads: Vec<u64>,
}

/// What sort of speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// One person.
    Person,
    /// Several people without names.
    Group,
    /// An office or organisation.
    Body,
    /// A report, poll or statement that has no other owner.
    Document,
}

/// Speakers so far, latest last.
pub struct Memory<'m> {
    cast: &'m Cast,
    past: Vec<Speaker>,
}

impl<'m> Memory<'m> {
    /// Nobody has spoken yet.
    pub const fn new(cast: &'m Cast) -> Self {
        Self { cast, past: Vec::new() }
    }

    /// Who is meant by these words; none where they mean nobody outside the speaker's own words ("we").
    pub fn resolve(&mut self, stage: &Stage<'_, '_>, who: &Range<usize>) -> Option<Speaker> {
        let mut speaker = self.meant(stage, who)?;
        speaker.side = speaker.side.or_else(|| side(stage, who));
        self.past.push(speaker.clone());
        Some(speaker)
    }

    /// The name of somebody who is not remembered as a speaker.
    pub fn named(&self, stage: &Stage<'_, '_>, who: &Range<usize>) -> Option<Speaker> {
        self.meant(stage, who)
    }

    fn meant(&self, stage: &Stage<'_, '_>, who: &Range<usize>) -> Option<Speaker> {
        let who = trimmed(stage, who.clone());
        if who.is_empty() {
            return None;
        }
        if who.len() == 1 && stage.is(who.start, kind::SUBJECT | kind::REL | kind::THAT) {
            return self.pronoun(stage, who.start);
        }
        let who = apposed(stage, &who).unwrap_or(who);
        let head = segment(stage, &who);
        if head.is_empty() {
            return None;
        }
        if let Some(document) =
            head.clone().rev().find(|at| stage.is(*at, kind::DOCUMENT)).filter(|at| at + 1 == head.end && !is_medium_name(stage, &head))
        {
            return Some(self.document(stage, &who, &head, document));
        }
        Some(self.agent(stage, &who, &head))
    }

    fn pronoun(&self, stage: &Stage<'_, '_>, at: usize) -> Option<Speaker> {
        let last = |wanted: &dyn Fn(&&Speaker) -> bool| self.past.iter().rev().take(12).find(wanted).cloned();
        if stage.is(at, kind::SELF) {
            return None;
        }
        if stage.is(at, kind::HE | kind::SHE) {
            return last(&|one| one.sort == Sort::Person).or_else(|| Some(self.nearest_person(stage, at)));
        }
        if stage.is(at, kind::THEY) {
            return last(&|one| one.sort != Sort::Person)
                .or_else(|| self.past.last().cloned())
                .or_else(|| Some(plain(stage, &(at..at + 1), Sort::Group)));
        }
        if stage.is(at, kind::IT) {
            return last(&|one| matches!(one.sort, Sort::Body | Sort::Document)).or_else(|| Some(plain(stage, &(at..at + 1), Sort::Body)));
        }
        self.antecedent(stage, at)
    }

    /// Of "who" and "which": the noun phrase before.
    fn antecedent(&self, stage: &Stage<'_, '_>, at: usize) -> Option<Speaker> {
        let sentence = stage.sentence(at);
        let end = if at > sentence.start && stage.text(at - 1) == "," { at - 1 } else { at };
        let before = phrase::subject_words(stage, end, sentence.start).filter(|who| who.end <= at && who.start < at)?;
        let from = before.clone().rev().find(|one| stage.is(*one, kind::PREP)).map_or(before.start, |one| one + 1);
        let before = from..before.end;
        if before.is_empty() {
            return None;
        }
        if before.len() == 1 && stage.is(before.start, kind::SUBJECT | kind::REL) { None } else { self.meant(stage, &before) }
    }

    /// A pronoun before anybody has spoken: the last person named.
    fn nearest_person(&self, stage: &Stage<'_, '_>, at: usize) -> Speaker {
        let from = at.saturating_sub(80);
        let found = (from..at).rev().filter(|one| stage.is_capital(*one)).find_map(|one| {
            let full = self.cast.person(stage.page.words[one], one)?;
            Some(plain(stage, &full, Sort::Person))
        });
        found.unwrap_or_else(|| plain(stage, &(at..at + 1), Sort::Person))
    }

    /// A report, poll or statement: its owner, else the earlier document meant, else itself.
    fn document(&self, stage: &Stage<'_, '_>, who: &Range<usize>, head: &Range<usize>, at: usize) -> Speaker {
        let word = stage.page.words[at];
        if let Some(mut owner) = owner(stage, who, head, at).and_then(|owner| self.meant(stage, &owner)) {
            owner.heads.push(word);
            return owner;
        }
        let definite =
            stage.is_text(who.start, &["the", "The", "this", "This", "these", "These", "those", "its", "Its", "their", "his", "her"]);
        let bare = head.clone().all(|one| one == at || stage.is(one, kind::DET | kind::VAGUE | kind::POSSESSIVE));
        if definite && bare {
            let known = self.past.iter().rev().take(10).find(|one| one.heads.contains(&word));
            let known = known.or_else(|| self.past.last().filter(|one| one.sort == Sort::Body));
            if let Some(known) = known {
                return known.clone();
            }
        }
        let mut speaker = plain(stage, &(who.start..head.end), Sort::Document);
        speaker.heads.push(word);
        speaker.named = if stage.is(at, kind::ANONYMOUS) || head.len() < 2 { Named::Anonymous } else { Named::Described };
        speaker
    }

    /// A person, body or group.
    fn agent(&self, stage: &Stage<'_, '_>, who: &Range<usize>, head: &Range<usize>) -> Speaker {
        let last = head.end - 1;
        let run = trailing_capitals(stage, head);
        let plain_word =
            run.len() == 1 && stage.is(run.start, kind::GROUP | kind::OFFICE | kind::ANONYMOUS | kind::DET) && run.start == head.start;
        if run.is_empty() || plain_word {
            return self.described(stage, who, head);
        }
        let name = cast::without_title(stage, &run);
        let person = name.start > run.start && !name.is_empty() && !name.clone().any(|at| stage.is(at, kind::BODY | kind::MEDIUM));
        if !person && run.clone().any(|at| stage.is(at, kind::BODY | kind::MEDIUM)) || is_medium(stage, &run) {
            return self.body(stage, who, head);
        }
        if name.is_empty() {
            return self.described(stage, who, head);
        }
        let known = cast::name_at(stage, name.start).filter(|known| known.tokens.end >= name.end);
        if !person && known.is_some_and(|known| known.class != Class::Person) {
            return self.body(stage, who, head);
        }
        let full = if name.len() == 1 { self.cast.person(stage.page.words[last], name.start) } else { None };
        let mut speaker = plain(stage, full.as_ref().unwrap_or(&name), Sort::Person);
        speaker.heads.extend((who.start..name.start).filter(|at| stage.is(*at, kind::OFFICE)).map(|at| stage.page.words[at]));
        speaker
    }

    /// A body by its name, the fuller one where the report gives it.
    fn body(&self, stage: &Stage<'_, '_>, who: &Range<usize>, head: &Range<usize>) -> Speaker {
        let heads = head.clone().filter(|at| stage.is(*at, kind::BODY)).map(|at| stage.page.words[at]).collect::<Vec<_>>();
        let joins = stage.is(head.end, kind::OF)
            || stage.is_text(head.end, &["for", "on", "against"]) && (stage.is_capital(head.end + 1) || stage.is_capital(head.end + 2));
        let mut speaker = plain(stage, &(head.start..if joins && who.end > head.end { who.end } else { head.end }), Sort::Body);
        speaker.heads = heads;
        let within = |one: &&Speaker| one.sort == Sort::Body && one.name.len() > speaker.name.len() && one.name.ends_with(&speaker.name);
        self.past.iter().rev().take(60).find(within).cloned().unwrap_or(speaker)
    }

    /// No name: an earlier speaker who is meant, or a description.
    fn described(&self, stage: &Stage<'_, '_>, who: &Range<usize>, head: &Range<usize>) -> Speaker {
        let at = head.end - 1;
        let word = stage.page.words[at];
        let definite = stage.is_text(head.start, &["the", "The", "this", "This", "his", "her", "its"]);
        if definite {
            let known = self.past.iter().rev().take(20).find(|one| one.heads.contains(&word));
            if let Some(known) = known {
                return known.clone();
            }
            if let Some(body) = self.cast.body(word, at).filter(|_| stage.is(at, kind::BODY)) {
                let mut speaker = plain(stage, &body, Sort::Body);
                speaker.heads.push(word);
                return speaker;
            }
            let short = head.len() == 2;
            let wanted = if stage.is(at, kind::BODY | kind::MEDIUM) { Sort::Body } else { Sort::Person };
            let known = self.past.iter().rev().take(4).find(|one| one.sort == wanted && one.named == Named::Named);
            if let Some(known) = known.filter(|_| short && stage.is(at, kind::BODY | kind::OFFICE | kind::MEDIUM)) {
                return known.clone();
            }
        }
        let sort = if stage.is(at, kind::BODY | kind::MEDIUM) { Sort::Body } else { Sort::Group };
        let mut speaker = plain(stage, &(head.start..if head.len() < 3 { who.end } else { head.end }), sort);
        speaker.heads.push(word);
        speaker.named = if stage.is(at, kind::ANONYMOUS) { Named::Anonymous } else { Named::Described };
        speaker
    }
}

/// "the navy chief, Jane Smith," and "another portal, Meduza": the name in the comma is the better one.
fn apposed(stage: &Stage<'_, '_>, who: &Range<usize>) -> Option<Range<usize>> {
    let last = who.end.checked_sub(1)?;
    let office =
        stage.is(last, kind::OFFICE | kind::MEDIUM | kind::BODY | kind::GROUP) && !stage.is_capital(last) && stage.is(who.start, kind::DET);
    if !office || !stage.is_text(who.end, &[","]) {
        return None;
    }
    let run = cast::run(stage, who.end + 1, stage.sentence(last).end);
    let closed = stage.is_text(run.end, &[",", "."]) || stage.is(run.end, kind::PREP | kind::SUB | kind::SHIFT);
    let name = (1..5).contains(&run.len()) && closed && !stage.is(run.start, kind::TIME) && !is_nationality(stage, run.start);
    name.then_some(run)
}

/// The side that the first name within these words belongs to, and whether they are that name alone.
fn side(stage: &Stage<'_, '_>, tokens: &Range<usize>) -> Option<(&'static str, bool)> {
    let from = stage.scene.names.partition_point(|name| name.tokens.start < tokens.start);
    let name = stage.scene.names.get(from).filter(|name| name.tokens.end <= tokens.end)?;
    Some((name.side?, matches!(name.class, Class::State | Class::Seat)))
}

/// Somebody by these very words.
fn plain(stage: &Stage<'_, '_>, tokens: &Range<usize>, sort: Sort) -> Speaker {
    let tokens = undescribed(stage, trimmed(stage, tokens.clone()));
    let article = stage.is_text(tokens.start, &["the", "The", "a", "A", "an", "An"]) && tokens.len() > 1;
    let words = stage.page.slice(if article { tokens.start + 1 } else { tokens.start }..tokens.end);
    let name = words.split_whitespace().collect::<Vec<_>>().join(" ");
    Speaker { name, named: Named::Named, sort, side: side(stage, &tokens), heads: Vec::new() }
}

/// A known name without the description before it: "the independent outlet Mediazona" is Mediazona.
fn undescribed(stage: &Stage<'_, '_>, tokens: Range<usize>) -> Range<usize> {
    let names = &stage.scene.names;
    let from = names.partition_point(|name| name.tokens.start < tokens.start);
    let inside = names[from..].iter().take_while(|name| name.tokens.start < tokens.end);
    let known = |name: &&Name| {
        let described = (tokens.start..name.tokens.start).all(|at| stage.shape(at) == Shape::Lower && !stage.is_possessive(at));
        name.tokens.end == tokens.end && described && matches!(name.class, Class::Outlet | Class::Body | Class::Group | Class::Person)
    };
    inside.last().filter(known).map_or(tokens.clone(), |name| name.tokens.clone())
}

/// Without possessive ending and marks at the edges.
fn trimmed(stage: &Stage<'_, '_>, mut tokens: Range<usize>) -> Range<usize> {
    while !tokens.is_empty() && (stage.shape(tokens.end - 1) == Shape::Punct || stage.is_possessive(tokens.end - 1)) {
        tokens.end -= 1;
    }
    while !tokens.is_empty() && stage.shape(tokens.start) == Shape::Punct {
        tokens.start += 1;
    }
    tokens
}

/// The noun phrase without what hangs behind its head: up to the first preposition or participle.
fn segment(stage: &Stage<'_, '_>, who: &Range<usize>) -> Range<usize> {
    let edge = (who.start + 1..who.end).find(|at| {
        stage.is(*at, kind::PREP | kind::OF | kind::REL) && !stage.is_capital(*at)
            || stage.is_text(*at, &phrase::PARTICIPLES)
            || stage.shape(*at) == Shape::Punct
                && !stage.is_possessive(*at)
                && stage.text(*at) != "-"
                && stage.text(*at) != "/"
                && stage.text(*at) != "."
    });
    trimmed(stage, who.start..edge.unwrap_or(who.end))
}

/// The capitals at the end of a noun phrase, with initials and hyphens inside.
fn trailing_capitals(stage: &Stage<'_, '_>, head: &Range<usize>) -> Range<usize> {
    let mut start = head.end;
    while start > head.start {
        let at = start - 1;
        let joined = stage.is_text(at, &[".", "-", "and", "&", "de", "al", "van", "von", "bin", "la"])
            && at > head.start
            && stage.is_capital(at - 1)
            && start < head.end;
        let opener = at == head.start && stage.is(at, kind::DET | kind::POSSESSIVE);
        if !(stage.is_capital(at) && !opener || joined) {
            break;
        }
        start = at;
    }
    start..head.end
}

/// A paper's own name may end in a word for documents ("the Washington Post").
fn is_medium_name(stage: &Stage<'_, '_>, head: &Range<usize>) -> bool {
    let last = head.end - 1;
    stage.is_capital(last) && stage.is(last, kind::MEDIUM) && head.len() > 1
}

/// Whose a document is: "X's report", "figures from X", "the X report".
fn owner(stage: &Stage<'_, '_>, who: &Range<usize>, head: &Range<usize>, at: usize) -> Option<Range<usize>> {
    let possessive = head.clone().find(|one| stage.is_possessive(*one));
    if let Some(end) = possessive {
        let owner = head.start..end;
        let time = owner.clone().all(|one| stage.is(one, kind::TIME | kind::DET));
        return (!time).then_some(owner);
    }
    let by = (head.end..who.end)
        .find(|one| stage.is_text(*one, &["by", "from"]) || stage.is(*one, kind::OF) && is_owner(stage, one + 1, who.end));
    if let Some(by) = by {
        return Some(by + 1..who.end)
            .filter(|owner| !owner.is_empty() && stage.shape(owner.start) != Shape::Number && !stage.is(owner.start, kind::TIME));
    }
    let run = trailing_capitals(stage, &(head.start..at));
    let opens = |one: usize| one == head.start && run.len() == 1 && stage.sentence(one).start == one;
    let named = run.clone().any(|one| !stage.is(one, kind::VAGUE | kind::TIME) && !is_nationality(stage, one) && !opens(one));
    (named && !run.is_empty()).then_some(run)
}

/// "data of Japanese intelligence", but not "a survey of 1,000 voters".
fn is_owner(stage: &Stage<'_, '_>, at: usize, end: usize) -> bool {
    let at = if stage.is(at, kind::DET) { at + 1 } else { at };
    at < end && stage.is_capital(at) && stage.is(end - 1, kind::BODY | kind::DOCUMENT | kind::MEDIUM)
}

fn is_nationality(stage: &Stage<'_, '_>, at: usize) -> bool {
    cast::name_at(stage, at).is_some_and(|name| name.class == Class::Nationality)
}
