//! The words that bind: what happened, what sort of thing is counted, and the small words of grammar between them.

use std::collections::BTreeMap;

use crate::claim::{RowId, Stance};
use crate::pack::{self, Phrases, Row, fold};
use crate::read::page::cut;

/// The words of measures, nouns, offences and stances of one language.
#[derive(Debug, Default)]
pub struct Words {
    /// Every word that makes a measure, with all its senses.
    pub(super) events: Phrases<Vec<Sense>>,
    /// What sort of thing a noun names.
    pub(super) nouns: Phrases<&'static str>,
    /// Small words of grammar.
    pub(super) roles: Phrases<Role>,
    /// Offences.
    pub(super) offences: Phrases<&'static str>,
    /// Words that show how the origin stands to a figure.
    pub(super) stances: Phrases<Cue>,
    /// Words that tell whose a figure is.
    pub(super) whose: super::side::Words,
}

/// One way in which a word makes a measure.
#[derive(Clone, Debug)]
pub(super) struct Sense {
    pub measure: &'static str,
    pub how: How,
    /// Which forms of a verb are spelled like this; zero for other words.
    pub forms: u8,
    /// Whom it counts: bits of [`OBJ`], [`SUBJ`], [`SELF`].
    pub args: u8,
    /// Prepositions whose noun it counts.
    pub preps: Vec<u64>,
    /// What the counted must be.
    pub of: Option<&'static str>,
    /// Words of which one must stand in the same sentence.
    pub near: Vec<u64>,
    /// Words that must stand right after what is counted: "took _ prisoner".
    pub tail: Vec<u64>,
    pub row: RowId,
}

/// The build of a word that makes a measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    /// Something done: counts its object, its subject or the noun of a preposition.
    Verb,
    /// A state of what is counted.
    Adj,
    /// The event or its bearer as a noun.
    Noun,
    /// A running total: the number comes as its level.
    Toll,
}

pub(super) const OBJ: u8 = 1;
pub(super) const SUBJ: u8 = 2;
pub(super) const SELF: u8 = 4;

pub(super) const PAST: u8 = 4;
pub(super) const PARTICIPLE: u8 = 8;
pub(super) const ING: u8 = 16;

/// What a small word does between a number and what governs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Words right before a number: "at least", "a total of".
    Hedge,
    Be,
    Have,
    Modal,
    To,
    /// Adverbs that stand between auxiliary and verb.
    Skip,
    /// "were reported killed": passes on to what follows.
    Seem,
    /// "two other soldiers", "300 more".
    Other,
    Others,
    Prep,
    /// Opens a part of the number before it.
    Including,
    Conj,
    /// Opens a clause of its own.
    Clause,
    That,
    Relative,
    Det,
    /// Closes a parted verb after what it counts: "took 12 soldiers prisoner".
    Tail,
    /// "rose to", "stood at", "reached".
    Level,
}

const ROLES: [(&str, Role); 18] = [
    ("tail", Role::Tail),
    ("hedge", Role::Hedge),
    ("be", Role::Be),
    ("have", Role::Have),
    ("modal", Role::Modal),
    ("to", Role::To),
    ("skip", Role::Skip),
    ("seem", Role::Seem),
    ("other", Role::Other),
    ("others", Role::Others),
    ("prep", Role::Prep),
    ("including", Role::Including),
    ("conj", Role::Conj),
    ("clause", Role::Clause),
    ("that", Role::That),
    ("relative", Role::Relative),
    ("det", Role::Det),
    ("level", Role::Level),
];

/// A word that shows a stance, and where it must stand.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cue {
    pub stance: Stance,
    pub reach: Reach,
}

/// Where a word of stance must stand to hold for a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// Right before the number: "an estimated 300".
    Number,
    /// Above the event in its clause: "plans to free 300".
    Event,
}

impl Words {
    /// Reads the tables of a language; rows that cannot be used go to `problems`.
    pub fn new(code: &str, problems: &mut Vec<String>) -> Self {
        Self {
            events: events(code, problems),
            nouns: table(code, "noun", problems, |row| row.cell(1)),
            roles: table(code, "grammar", problems, |row| ROLES.iter().find(|(name, _)| Some(*name) == row.cell(1)).map(|(_, role)| *role)),
            offences: table(code, "offence", problems, |row| row.cell(1)),
            stances: table(code, "stance", problems, cue),
            whose: super::side::Words::new(code, problems),
        }
    }
}

fn cue(row: &Row) -> Option<Cue> {
    let reach = match row.cell(2)? {
        "number" => Reach::Number,
        "event" => Reach::Event,
        _ => return None,
    };
    Some(Cue { stance: Stance::named(row.cell(1)?)?, reach })
}

/// A table of `words, words<TAB>value`.
fn table<T: Copy>(code: &str, name: &str, problems: &mut Vec<String>, value: impl Fn(&Row) -> Option<T>) -> Phrases<T> {
    let mut out = Phrases::default();
    for row in pack::rows(code, name) {
        let Some(value) = value(&row) else {
            problems.push(row.problem("no such value"));
            continue;
        };
        for form in forms(&row, 0) {
            out.insert(&key(form), value, row.id);
        }
    }
    out
}

/// All senses of each spelling, in the order of folders and rows.
fn events(code: &str, problems: &mut Vec<String>) -> Phrases<Vec<Sense>> {
    let mut senses: BTreeMap<Vec<u64>, Vec<Sense>> = BTreeMap::new();
    for (measure, rows) in pack::folders("packs/measure/", &format!("{code}.tsv")) {
        for row in &rows {
            let Some(sense) = sense(measure, row) else {
                problems.push(row.problem("wants how, words, counts, of what"));
                continue;
            };
            let spelled = forms(row, 1).collect::<Vec<_>>();
            if sense.how == How::Verb && spelled.len() != 5 {
                problems.push(row.problem("a verb wants five forms"));
                continue;
            }
            spell(&sense, &spelled, &mut senses);
        }
    }
    let mut out = Phrases::default();
    for (words, senses) in senses {
        let Some(row) = senses.first().map(|sense| sense.row) else { continue };
        out.insert(&words, senses, row);
    }
    out
}

/// Adds a sense under each spelling once, with the forms that are spelled so.
fn spell(sense: &Sense, spelled: &[&str], senses: &mut BTreeMap<Vec<u64>, Vec<Sense>>) {
    for (at, form) in spelled.iter().enumerate() {
        if *form == "-" || spelled[..at].contains(form) {
            continue;
        }
        let bits = spelled.iter().enumerate().filter(|(_, other)| *other == form).fold(0, |bits, (at, _)| bits | 1 << at.min(7));
        let forms = if sense.how == How::Verb { bits } else { 0 };
        let (words, tail) = form.split_once(" _ ").unwrap_or((form, ""));
        senses.entry(key(words)).or_default().push(Sense { forms, tail: key(tail), ..sense.clone() });
    }
}

fn sense(measure: &'static str, row: &Row) -> Option<Sense> {
    let how = match row.cell(0)? {
        "verb" => How::Verb,
        "adj" => How::Adj,
        "noun" => How::Noun,
        "toll" => How::Toll,
        _ => return None,
    };
    row.cell(1)?;
    let mut sense = Sense {
        measure,
        how,
        forms: 0,
        args: 0,
        preps: Vec::new(),
        of: row.cell(3),
        near: row.cell(4).unwrap_or_default().split_whitespace().map(fold).collect(),
        tail: Vec::new(),
        row: row.id,
    };
    for arg in row.cell(2).unwrap_or_default().split(' ').filter(|arg| !arg.is_empty()) {
        match arg {
            "obj" => sense.args |= OBJ,
            "subj" => sense.args |= SUBJ,
            "self" => sense.args |= SELF,
            prep => sense.preps.push(fold(prep)),
        }
    }
    Some(sense)
}

fn forms(row: &Row, cell: usize) -> impl Iterator<Item = &'static str> {
    row.cell(cell).unwrap_or_default().split(',').map(str::trim).filter(|form| !form.is_empty())
}

/// The folded words of a phrase, cut as texts are cut.
pub(super) fn key(phrase: &str) -> Vec<u64> {
    cut(phrase).iter().map(|token| fold(&phrase[token.start..token.end])).collect()
}
