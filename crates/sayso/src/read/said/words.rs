//! The words of saying: cues with their frame, and the classes of the words around them.

use rustc_hash::FxHashMap;

use crate::claim::{RowId, Stance};
use crate::pack::{self, Hit, Phrases, Row};
use crate::read::page::cut;

/// The words of saying of one language.
#[derive(Debug, Default)]
pub struct Words {
    cues: Phrases<Cue>,
    /// Phrases that name a source behind them.
    pub sources: Phrases<Source>,
    /// Openers of sentences that go on with what was just attributed.
    pub openers: Phrases<()>,
    hearsay: FxHashMap<u64, (Option<Stance>, RowId)>,
    kinds: FxHashMap<u64, u32>,
    roles: FxHashMap<u64, Public>,
}

/// Whether a role is one in which people speak in public.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Public {
    /// By itself: "minister".
    Always,
    /// Never, whatever body stands beside it: "soldier".
    Never,
}

/// What a phrase such as "according to" says of the name behind it.
#[derive(Clone, Copy, Debug)]
pub struct Source {
    /// Whether it passes on what others vouch for.
    pub relay: bool,
    /// How who vouches stands to it.
    pub stance: Option<Stance>,
}

/// A word or phrase by which somebody says something.
#[derive(Clone, Copy, Debug)]
pub struct Cue {
    /// How it is built into a sentence.
    pub frame: Frame,
    /// How who says it stands to what is said.
    pub stance: Option<Stance>,
    /// Whether it is the form in `-ing`, which borrows its subject.
    pub gerund: bool,
}

/// How a cue is built into a sentence: what it takes, and whether it may stand behind what is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frame {
    /// A clause or a quote, before or after: "said".
    Say,
    /// An addressee first: "told".
    Tell,
    /// Also a bare noun phrase: "announced the death of 10".
    Report,
    /// A noun phrase of things counted, by a body: "registered 2,000 cases".
    Count,
    /// What studies and documents do, or anybody with "that": "found".
    Find,
    /// What only documents do: "has Smith at 40 percent".
    Have,
    /// With "at": "put losses at".
    Put,
    /// A clause, never a quote: "believes".
    Think,
    /// What is demanded: "called for".
    Urge,
    /// What is intended: "plans to".
    Plan,
    /// Whom, and of what: "accuses".
    Blame,
    /// "denied".
    Deny,
    /// A question: "asked".
    Ask,
    /// Quotes alone: "continued".
    Speak,
    /// Passes another on: "citing".
    Cite,
}

const FRAMES: [(&str, Frame); 15] = [
    ("say", Frame::Say),
    ("tell", Frame::Tell),
    ("report", Frame::Report),
    ("count", Frame::Count),
    ("find", Frame::Find),
    ("have", Frame::Have),
    ("put", Frame::Put),
    ("think", Frame::Think),
    ("urge", Frame::Urge),
    ("plan", Frame::Plan),
    ("blame", Frame::Blame),
    ("deny", Frame::Deny),
    ("ask", Frame::Ask),
    ("speak", Frame::Speak),
    ("cite", Frame::Cite),
];

/// Classes of words, one bit each: a word may be of several.
pub mod kind {
    pub const DET: u32 = 1;
    pub const POSSESSIVE: u32 = 1 << 1;
    pub const PREP: u32 = 1 << 2;
    pub const OF: u32 = 1 << 3;
    pub const CONJ: u32 = 1 << 4;
    pub const SUB: u32 = 1 << 5;
    pub const THAT: u32 = 1 << 6;
    pub const SHIFT: u32 = 1 << 7;
    pub const REL: u32 = 1 << 8;
    pub const AUX: u32 = 1 << 9;
    pub const BE: u32 = 1 << 10;
    pub const MODAL: u32 = 1 << 11;
    pub const NEG: u32 = 1 << 12;
    pub const ADV: u32 = 1 << 13;
    pub const TIME: u32 = 1 << 14;
    pub const HE: u32 = 1 << 15;
    pub const SHE: u32 = 1 << 16;
    pub const THEY: u32 = 1 << 17;
    pub const IT: u32 = 1 << 18;
    pub const SELF: u32 = 1 << 19;
    pub const SUBJECT: u32 = 1 << 20;
    pub const HONOR: u32 = 1 << 21;
    pub const OFFICE: u32 = 1 << 22;
    pub const DOCUMENT: u32 = 1 << 23;
    pub const GROUP: u32 = 1 << 24;
    pub const ANONYMOUS: u32 = 1 << 25;
    pub const BODY: u32 = 1 << 26;
    pub const MEDIUM: u32 = 1 << 27;
    pub const ADDRESSEE: u32 = 1 << 28;
    pub const VAGUE: u32 = 1 << 29;
    pub const POLL: u32 = 1 << 30;

    /// Every class with its name in the tables.
    pub const ALL: [(&str, u32); 31] = [
        ("det", DET),
        ("possessive", POSSESSIVE),
        ("prep", PREP),
        ("of", OF),
        ("conj", CONJ),
        ("sub", SUB),
        ("that", THAT),
        ("shift", SHIFT),
        ("rel", REL),
        ("aux", AUX),
        ("be", BE),
        ("modal", MODAL),
        ("neg", NEG),
        ("adv", ADV),
        ("time", TIME),
        ("he", HE),
        ("she", SHE),
        ("they", THEY),
        ("it", IT),
        ("self", SELF),
        ("subject", SUBJECT),
        ("honor", HONOR),
        ("office", OFFICE),
        ("document", DOCUMENT),
        ("group", GROUP),
        ("anonymous", ANONYMOUS),
        ("body", BODY),
        ("medium", MEDIUM),
        ("addressee", ADDRESSEE),
        ("vague", VAGUE),
        ("poll", POLL),
    ];
}

impl Words {
    /// Reads the tables of a language; rows that cannot be used go to `problems`.
    pub fn new(code: &str, problems: &mut Vec<String>) -> Self {
        let mut words = Self::default();
        for row in pack::rows(code, "say") {
            words.add_cues(&row, problems);
        }
        for row in pack::rows(code, "according") {
            words.add_source(&row, problems);
        }
        for row in pack::rows(code, "carry") {
            match (row.cell(0), row.cell(1)) {
                (Some(phrase), Some("goes_on")) => words.openers.insert(&folded(phrase), (), row.id),
                _ => problems.push(row.problem("wants a phrase and goes_on")),
            }
        }
        for row in pack::rows(code, "hearsay") {
            words.add_hearsay(&row, problems);
        }
        for (table, separator) in [("glue", ' '), ("source", ','), ("title", ',')] {
            for row in pack::rows(code, table) {
                words.add_kinds(&row, separator, problems);
            }
        }
        for row in pack::rows(code, "role") {
            words.add_roles(&row, problems);
        }
        words
    }

    /// Whether a word names a role that is public by itself, or never is.
    pub fn public(&self, word: u64) -> Option<Public> {
        self.roles.get(&word).copied()
    }

    fn add_roles(&mut self, row: &Row, problems: &mut Vec<String>) {
        let public = match row.cell(1) {
            Some("public") => Public::Always,
            Some("private") => Public::Never,
            _ => return problems.push(row.problem("wants words and public or private")),
        };
        for word in row.cell(0).into_iter().flat_map(|cell| cell.split(',')) {
            self.roles.insert(pack::fold(word.trim()), public);
        }
    }

    /// The cue that begins with the first of these words.
    pub fn cue(&self, words: &[u64]) -> Option<Hit<'_, Cue>> {
        self.cues.at(words)
    }

    /// The classes of a word.
    pub fn kinds(&self, word: u64) -> u32 {
        self.kinds.get(&word).copied().unwrap_or_default()
    }

    /// What a participle of saying after "be" tells: its stance.
    pub fn hearsay(&self, word: u64) -> Option<(Option<Stance>, RowId)> {
        self.hearsay.get(&word).copied()
    }

    fn add_source(&mut self, row: &Row, problems: &mut Vec<String>) {
        let stance = row.cell(2).map(Stance::named);
        let (Some(phrase), Some(role @ ("origin" | "relay")), false) = (row.cell(0), row.cell(1), stance == Some(None)) else {
            problems.push(row.problem("wants a phrase, origin or relay, and a stance"));
            return;
        };
        self.sources.insert(&folded(phrase), Source { relay: role == "relay", stance: stance.flatten() }, row.id);
    }

    fn add_hearsay(&mut self, row: &Row, problems: &mut Vec<String>) {
        let stance = row.cell(1).map(Stance::named);
        let (Some(words), false) = (row.cell(0), stance == Some(None)) else {
            problems.push(row.problem("wants words and a stance"));
            return;
        };
        for word in words.split(',') {
            if let [only] = folded(word).as_slice() {
                self.hearsay.insert(*only, (stance.flatten(), row.id));
            }
        }
    }

    fn add_cues(&mut self, row: &Row, problems: &mut Vec<String>) {
        let frame = FRAMES.iter().find(|(name, _)| Some(*name) == row.cell(1));
        let stance = row.cell(2).map(Stance::named);
        let (Some((_, frame)), Some(forms), false) = (frame, row.cell(0), stance == Some(None)) else {
            problems.push(row.problem("wants forms, a frame and a stance"));
            return;
        };
        for form in forms.split(',') {
            let gerund = form.split_whitespace().next().is_some_and(|first| first.ends_with("ing"));
            self.insert(form, Cue { frame: *frame, stance: stance.flatten(), gerund }, row.id);
        }
    }

    fn insert(&mut self, form: &str, cue: Cue, row: RowId) {
        let words = folded(form);
        self.cues.insert(&words, cue, row);
    }

    fn add_kinds(&mut self, row: &Row, separator: char, problems: &mut Vec<String>) {
        let class = kind::ALL.iter().find(|(name, _)| Some(*name) == row.cell(1));
        let (Some((_, bit)), Some(words)) = (class, row.cell(0)) else {
            problems.push(row.problem("wants words and a class"));
            return;
        };
        for word in words.split(separator) {
            let word = word.trim();
            *self.kinds.entry(pack::fold(word)).or_default() |= bit;
        }
    }
}

/// A phrase of the tables as folded words, cut as reports are.
fn folded(phrase: &str) -> Vec<u64> {
    let phrase = phrase.trim();
    cut(phrase).iter().map(|token| pack::fold(&phrase[token.start..token.end])).collect()
}
