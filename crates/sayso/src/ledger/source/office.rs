//! Offices by their parts: "Russia's Ministry of Defence" and "Defense Ministry of the Russian Federation" are the same office of the same state.
//!
//! A name is read only where every word of it is known: whose, what office, where, and words that say nothing. One unknown word, and it is another name.

use rustc_hash::FxHashMap;

use super::letters::Letters;
use super::words::Words;
use super::{Sort, Source};
use crate::pack;

/// A part of an office's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Whose: a state, by its name, or by its people ("Ukrainian").
    Side { side: &'static str, people: bool },
    /// A group, which may be a side or a source.
    Group { name: &'static str, known: usize },
    /// Somebody of the gazetteer.
    Known(usize),
    /// Where.
    Place { name: &'static str, side: Option<&'static str> },
    /// What office, by its index.
    Office(usize),
    /// What sort of place.
    Level(&'static str),
    /// One who speaks for it.
    Voice,
    /// Some of its people.
    Staff,
    /// Says nothing.
    Fill,
}

/// What an office is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scope {
    State,
    Place,
    Any,
}

#[derive(Debug)]
struct Office {
    name: &'static str,
    scope: Scope,
}

/// Which office of whom and where.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    office: usize,
    side: Option<String>,
    place: Option<String>,
    level: Option<&'static str>,
}

/// The parts of names, by their words evened out.
#[derive(Debug, Default)]
pub struct Parts {
    by_words: FxHashMap<String, Vec<Part>>,
    offices: Vec<Office>,
    /// The adjective of each state.
    pub people: FxHashMap<String, &'static str>,
}

/// Longest part, in words.
const LONGEST: usize = 7;

/// A name in its parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parsed {
    office: Option<(usize, bool)>,
    /// Whose.
    pub side: Option<&'static str>,
    /// Whether whose is said only by the people's name.
    pub people: bool,
    /// Somebody of the gazetteer.
    pub known: Option<usize>,
    place: Option<(&'static str, Option<&'static str>)>,
    level: Option<&'static str>,
    /// One who speaks for it.
    pub voice: bool,
    /// Some of its people.
    pub staff: bool,
}

impl Parts {
    /// Reads the tables; rows that cannot be used go to `problems`.
    pub fn new(code: &str, letters: &Letters, problems: &mut Vec<String>) -> Self {
        let mut parts = Self::default();
        for row in pack::rows(code, "office") {
            let scope =
                [("state", Scope::State), ("place", Scope::Place), ("any", Scope::Any)].into_iter().find(|one| Some(one.0) == row.cell(1));
            let (Some(name), Some((_, scope)), Some(forms)) = (row.cell(0), scope, row.cell(2)) else {
                problems.push(row.problem("wants an office, of what, and how it is written"));
                continue;
            };
            parts.offices.push(Office { name, scope });
            let office = Part::Office(parts.offices.len() - 1);
            forms.split(',').for_each(|form| parts.add(&letters.key(form), office));
        }
        for row in pack::rows(code, "around") {
            let part = match row.cell(1) {
                Some("fill") => Part::Fill,
                Some("voice") => Part::Voice,
                Some("staff") => Part::Staff,
                Some(level) if level.starts_with("level ") => Part::Level(level.trim_start_matches("level ")),
                _ => {
                    problems.push(row.problem("wants words and a class"));
                    continue;
                }
            };
            row.cell(0).into_iter().flat_map(|cell| cell.split(',')).for_each(|words| parts.add(&letters.key(words), part));
        }
        parts
    }

    /// Adds a part, by its words evened out.
    pub fn add(&mut self, words: &str, part: Part) {
        if words.is_empty() {
            return;
        }
        let parts = self.by_words.entry(words.to_owned()).or_default();
        if !parts.contains(&part) {
            parts.push(part);
        }
    }

    /// The parts that these words may be.
    pub fn of(&self, words: &str) -> impl Iterator<Item = &Part> {
        self.by_words.get(words).into_iter().flatten()
    }

    /// A name in its parts; none where a word is no part of one, or two parts claim the same place. `known` allows names of the gazetteer.
    pub fn read(&self, words: &[&str], known: bool) -> Option<Parsed> {
        let mut parsed = Parsed::default();
        let mut at = 0;
        while at < words.len() {
            let most = LONGEST.min(words.len() - at);
            let (len, parts) = (1..=most).rev().find_map(|len| {
                let parts = self.by_words.get(&words[at..at + len].join(" "))?;
                let usable = parts.iter().copied().filter(|part| known || !matches!(part, Part::Known(_))).collect::<Vec<_>>();
                (!usable.is_empty()).then_some((len, usable))
            })?;
            parts.into_iter().all(|part| self.take(&mut parsed, part)).then_some(())?;
            at += len;
        }
        self.settled(parsed)
    }

    fn take(&self, parsed: &mut Parsed, part: Part) -> bool {
        match part {
            Part::Side { side, people } => {
                let same = parsed.side.is_none_or(|known| known == side);
                parsed.people = people && (parsed.people || parsed.side.is_none());
                parsed.side = Some(side);
                same
            }
            Part::Group { name, known } => {
                let same = parsed.side.is_none_or(|side| side == name);
                (parsed.side, parsed.known) = (Some(name), Some(known));
                same
            }
            Part::Known(known) => parsed.known.replace(known).is_none(),
            Part::Place { name, side } => {
                parsed.place.is_none_or(|known| known.0 == name) && {
                    parsed.place = parsed.place.or(Some((name, side)));
                    true
                }
            }
            Part::Office(office) => parsed.office.replace((office, false)).is_none(),
            Part::Level(level) => parsed.level.replace(level).is_none(),
            Part::Voice => {
                parsed.voice = true;
                true
            }
            Part::Staff => {
                parsed.staff = true;
                true
            }
            Part::Fill => true,
        }
    }

    /// What an office is of: a ministry's city is its state's seat, a mayor's is a city.
    fn settled(&self, mut parsed: Parsed) -> Option<Parsed> {
        let Some((office, _)) = parsed.office else {
            return Some(parsed).filter(|parsed| parsed.known.is_some() || parsed.side.is_some());
        };
        if parsed.known.is_some() && !parsed.side.is_some_and(|side| self.is_group(side)) {
            return None;
        }
        let scope = self.offices[office].scope;
        if scope == Scope::State && parsed.side.is_some() {
            parsed.place = None;
        }
        // A governor is of a region whether or not the name says so.
        parsed.level = parsed.level.filter(|level| scope == Scope::Any || scope == Scope::Place && *level != REGION);
        parsed.side = parsed.side.or(parsed.place.and_then(|place| place.1));
        let whose = parsed.place.is_some() || parsed.side.is_some() && scope != Scope::Place;
        parsed.office = Some((office, whose));
        Some(parsed)
    }

    fn is_group(&self, side: &str) -> bool {
        !self.people.contains_key(side)
    }
}

impl Parsed {
    /// Which office of whom it is, where the name tells both.
    pub fn key(&self) -> Option<Key> {
        let (office, _) = self.office.filter(|office| office.1)?;
        Some(Key { office, side: self.side.map(str::to_owned), place: self.place.map(|place| place.0.to_owned()), level: self.level })
    }

    /// An office whose holder or state the name does not tell.
    pub fn is_bare_office(&self) -> bool {
        self.office.is_some_and(|office| !office.1)
    }
}

impl Words {
    /// The office that a name means, as a source: one of the gazetteer, or one named by its state.
    pub(super) fn by_office(&self, name: &str) -> Option<Source> {
        let words = self.letters.words(name);
        let parsed = self.parts.read(&words.iter().map(String::as_str).collect::<Vec<_>>(), true)?;
        (!parsed.staff).then(|| self.office(&parsed)).flatten()
    }

    /// The source that a name in its parts means.
    pub(super) fn office(&self, parsed: &Parsed) -> Option<Source> {
        let Some(key) = parsed.key() else {
            return parsed.known.filter(|_| parsed.office.is_none()).map(|known| self.known[known].clone());
        };
        if let Some(known) = self.offices.get(&key) {
            return Some(self.known[*known].clone());
        }
        let state = key.side.as_ref().and_then(|side| self.sides.get(side)).map(|known| &self.known[*known]);
        let office = self.parts.offices[key.office].name;
        if office == GOVERNMENT && key.place.is_none() {
            return state.cloned();
        }
        let side = key.side.as_deref().map(|side| self.parts.people.get(side).copied().unwrap_or(side));
        let place = [key.place.as_deref(), key.level];
        let whose = if key.place.is_some() { place.into_iter().flatten().collect::<Vec<_>>().join(" ") } else { side?.to_owned() };
        let name = format!("{whose} {office}");
        Some(Source { id: self.letters.slug(&name), name, sort: Sort::Body, side: key.side, parent: state.map(|state| state.id.clone()) })
    }
}

/// The level at which an office of a place stands where its name says nothing.
const REGION: &str = "region";

/// The office that is the state itself, as it speaks.
const GOVERNMENT: &str = "Government";
