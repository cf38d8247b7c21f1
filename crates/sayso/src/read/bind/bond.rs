//! What each number of a page counts and what happened, read in text order, so that a number can lean on the one before it.

use super::around;
use super::carry;
use super::counted::{Mention, class_of};
use super::frame::{Frame, fit};
use super::govern::{Stand, Tie, govern};
use super::offence;
use crate::claim::{Kind, Phrase, Reason, RowId};
use crate::pack::fold;
use crate::read::Scene;

/// What a number counts and what happened.
#[derive(Clone, Debug, Default)]
pub struct Bond {
    /// The noun phrase counted.
    pub counted: Option<Phrase>,
    /// What sort of thing that is, as the noun table has it.
    pub class: Option<&'static str>,
    /// What happened.
    pub measure: &'static str,
    /// The offence, for the steps of the law.
    pub offence: Option<&'static str>,
    /// Head of the counted phrase.
    pub head: Option<usize>,
    /// The word that says what happened.
    pub event: Option<usize>,
    /// Index of the number this is a part of.
    pub part_of: Option<usize>,
    /// Index of the number this is measured against.
    pub base: Option<usize>,
    /// Rules and rows.
    pub because: Vec<Reason>,
}

impl Bond {
    /// The sort of thing, as coarse as a claim gives it.
    pub fn unit(&self) -> Option<&'static str> {
        coarse(self.class)
    }
}

/// A class of the noun table as coarse as a claim gives it.
fn coarse(class: Option<&'static str>) -> Option<&'static str> {
    Some(match class? {
        "unknown" => return None,
        "person" | "troop" | "child" | "life" => "person",
        "drone" | "vehicle" | "building" | "post" | "goods" | "notice" | "animal" | "aid" => "item",
        other => other,
    })
}

/// The bonds of every number of a page, by the number's index.
pub(super) fn all(scene: &Scene<'_>) -> Vec<Bond> {
    let mut bonds = vec![Bond { measure: "other", ..Bond::default() }; scene.numbers.len()];
    let mut at = 0;
    let mut last: Option<usize> = None;
    while at < scene.numbers.len() {
        let sentence = scene.page.sentence_of(scene.numbers[at].tokens.start);
        let end =
            at + scene.numbers[at..].iter().take_while(|number| scene.page.sentence_of(number.tokens.start) == sentence).count().max(1);
        let figures = (at..end).filter(|at| scene.numbers[*at].not.is_none()).collect::<Vec<_>>();
        if !figures.is_empty() {
            let near = last.filter(|last| scene.page.sentence_of(scene.numbers[*last].tokens.start) + 4 > sentence);
            bind_sentence(&Frame::new(scene, sentence), &figures, near, &mut bonds);
            last = figures.last().copied();
        }
        at = end;
    }
    around::echo(scene, &mut bonds);
    bonds
}

/// Binds the figures of one sentence; `near` is the last figure of the sentence before.
fn bind_sentence(frame: &Frame<'_>, figures: &[usize], near: Option<usize>, bonds: &mut [Bond]) {
    let mut before: Option<(Mention, Option<Tie<'_>>)> = None;
    for &number in figures {
        let mut mention = Mention::new(frame, number);
        let back = before.as_ref().map(|(mention, _)| mention.number).or(near);
        let leans = mention.head.is_none() && (mention.others || mention.partitive || before.is_some());
        if leans && mention.class.is_none() {
            mention.class = back.and_then(|back| bonds[back].class).filter(|class| !matches!(*class, "money" | "measure" | "area"));
        }
        let again = before.as_ref().is_some_and(|(before, _)| carry::is_restated(frame, &mention, before));
        let tie = govern(frame, &mention).filter(|_| !again).or_else(|| {
            let free = Mention { class: None, ..mention.clone() };
            let people = coarse(mention.class) == Some("person");
            govern(frame, &free).filter(|tie| leans && !again && !(people && tie.sense.of == Some("thing")))
        });
        let tie = tie.or_else(|| {
            let (before, tie) = before.as_ref().filter(|_| !again)?;
            carry::list(frame, &mention, before, tie.as_ref()?)
        });
        bonds[number] = bond(frame, &mention, tie.as_ref(), back, bonds);
        if let Some(tie) = &tie {
            carry::to_whole(frame, &mention, tie, number, bonds);
        }
        if tie.is_none()
            && let Some(line) = around::next_line(frame, &mention)
        {
            let own = mention.head.and(bonds[number].counted.take());
            bonds[number] = Bond {
                counted: own.or(line.counted),
                because: line.because,
                measure: line.measure,
                event: line.event,
                ..bonds[number].clone()
            };
        }
        if let Some(whole) = back.filter(|_| again) {
            let own = mention.head.and(bonds[number].counted.take());
            let whole = bonds[whole].clone();
            bonds[number] = Bond {
                head: mention.head,
                class: mention.class,
                counted: own.or(whole.counted),
                because: vec![why("restated", None)],
                ..whole
            };
        }
        before = Some((mention, tie));
    }
}

/// The bond of one figure from what governs it, else from the figure before it.
fn bond(frame: &Frame<'_>, mention: &Mention, tie: Option<&Tie<'_>>, back: Option<usize>, bonds: &[Bond]) -> Bond {
    let mut bond = Bond { measure: "other", head: mention.head, class: mention.class, ..Bond::default() };
    if carry::is_part(frame, mention) {
        bond.part_of = back;
    }
    let whole = back.map(|back| &bonds[back]);
    if let Some(tie) = tie {
        bond.measure = tie.sense.measure;
        bond.event = Some(tie.at);
        bond.because.push(why(tie.rule, Some(tie.sense.row)));
    } else if let Some((from, rule)) = carry::source(frame, mention, back, bond.part_of.is_some(), bonds) {
        bond.measure = if bond.part_of.is_some() { carry::both(from, bonds) } else { bonds[from].measure };
        bond.event = bonds[from].event;
        bond.because.push(why(rule, None));
    } else if mention.class == Some("area")
        || mention.class == Some("place") && matches!(frame.scene.numbers[mention.number].kind, Kind::Share) && mention.names_ground(frame)
    {
        bond.measure = "area";
        bond.because.push(why("unit", None));
    }
    bond.base = carry::base(frame, mention, back, bonds);
    let carried = bond.event.is_some() && tie.is_none();
    let whole = whole.filter(|_| carried || !around::is_sum(frame, mention));
    bond.counted = counted(frame, mention, tie, whole).or_else(|| around::counted(frame, mention));
    if bond.class.is_none() {
        bond.class = class(frame, tie, whole);
    }
    offence::set(frame, mention, &mut bond, bonds);
    bond
}

/// The words counted: the number's own phrase, the total it is the level of, or what the figure before it counts.
fn counted(frame: &Frame<'_>, mention: &Mention, tie: Option<&Tie<'_>>, whole: Option<&Bond>) -> Option<Phrase> {
    let phrase = |tokens: std::ops::Range<usize>| Phrase {
        text: even(frame.scene.page.slice(tokens.clone())),
        span: Some(frame.scene.page.span(tokens)),
    };
    if let Some(subject) = tie.and_then(|tie| tie.subject.clone()) {
        return Some(phrase(subject));
    }
    if carry::is_rise(frame, mention)
        && let Some(from) = whole.and_then(|whole| whole.counted.clone())
    {
        return Some(Phrase { span: None, ..from });
    }
    let own = mention.head.is_some() && tie.is_none_or(|tie| tie.rule != "alone");
    if own && !mention.phrase.is_empty() {
        return Some(phrase(mention.phrase.clone()));
    }
    if mention.others && mention.end > mention.first && frame.word(mention.end - 1) == fold("others") {
        return Some(phrase(mention.end - 1..mention.end));
    }
    if tie.is_some_and(|tie| tie.sense.measure == "population")
        && mention.head.is_none()
        && matches!(frame.scene.numbers[mention.number].kind, Kind::Count)
    {
        return Some(Phrase { text: "people".into(), span: None });
    }
    let kin = |whole: &&Bond| whole.class.is_none() || mention.class.is_none() || coarse(whole.class) == coarse(mention.class);
    let suits = |whole: &&Bond| tie.is_none_or(|tie| fit(tie.sense.of, whole.class, &frame.scene.numbers[mention.number].kind).is_some());
    let from = whole.filter(kin).filter(suits).and_then(|whole| whole.counted.clone()).map(|found| Phrase { span: None, ..found });
    let people = || {
        tie.filter(|tie| tie.stand != Stand::Level && matches!(tie.sense.of, Some("person" | "troop" | "child")))
            .map(|_| Phrase { text: "people".into(), span: None })
    };
    from.or_else(people)
}

/// What sort of thing a number without a noun counts.
fn class(frame: &Frame<'_>, tie: Option<&Tie<'_>>, whole: Option<&Bond>) -> Option<&'static str> {
    let total = tie.and_then(|tie| tie.subject.clone()).and_then(|subject| class_of(frame, subject.start, subject.end.saturating_sub(1)));
    let wanted = || tie.and_then(|tie| tie.sense.of).filter(|of| matches!(*of, "person" | "troop" | "child"));
    total.or_else(wanted).or_else(|| whole.and_then(|whole| whole.class))
}

/// White space evened out.
pub(super) fn even(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(super) const fn why(rule: &'static str, row: Option<RowId>) -> Reason {
    Reason { field: "measure", rule, row }
}
