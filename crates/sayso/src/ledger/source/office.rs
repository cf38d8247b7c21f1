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
    /// A capital or seat of power: the state to a ministry, a city to its police.
    Seat { name: &'static str, side: &'static str },
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
    /// What only media are or have, so that the name before it is the medium's.
    Medium,
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
    /// By the state's code, where it has another name there.
    named: Vec<(&'static str, &'static str)>,
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
    /// Where.
    pub place: Option<(&'static str, Option<&'static str>)>,
    seat: Option<(&'static str, &'static str)>,
    level: Option<&'static str>,
    /// One who speaks for it.
    pub voice: bool,
    medium: bool,
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
            let named = row.cell(3).into_iter().flat_map(|cell| cell.split('|')).filter_map(|one| one.trim().split_once(':')).collect();
            parts.offices.push(Office { name, scope, named });
            let office = Part::Office(parts.offices.len() - 1);
            forms.split(',').for_each(|form| parts.add(&letters.key(form), office));
        }
        for row in pack::rows(code, "around") {
            let part = match row.cell(1) {
                Some("fill") => Part::Fill,
                Some("voice") => Part::Voice,
                Some("medium") => Part::Medium,
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

    /// A name in its parts; none where a word is no part of one, or two parts claim the same place. Names of the gazetteer are
    /// known by a word that is one of `capitals`.
    pub fn read(&self, words: &[&str], capitals: &[String]) -> Option<Parsed> {
        let mut parsed = Parsed::default();
        let mut at = 0;
        while at < words.len() {
            let most = LONGEST.min(words.len() - at);
            let (len, parts) = (1..=most).rev().find_map(|len| {
                let parts = self.by_words.get(&words[at..at + len].join(" "))?;
                let named = || words[at..at + len].iter().any(|word| capitals.iter().any(|capital| capital == word));
                let usable = parts.iter().copied().filter(|part| !matches!(part, Part::Known(_)) || named()).collect::<Vec<_>>();
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
            Part::Seat { name, side } => {
                let same = parsed.seat.is_none_or(|seat| seat.1 == side);
                parsed.seat = parsed.seat.or(Some((name, side)));
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
            Part::Medium => {
                parsed.medium = true;
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
        let scope = parsed.office.map_or(Scope::State, |(office, _)| self.offices[office].scope);
        match parsed.seat {
            Some((_, side)) if scope == Scope::State => {
                parsed.side.is_none_or(|known| known == side).then_some(())?;
                (parsed.side, parsed.place) = (Some(side), None);
            }
            Some((name, side)) => parsed.place = parsed.place.or(Some((name, Some(side)))),
            None => {}
        }
        if parsed.medium && parsed.known.is_none() {
            return None;
        }
        let Some((office, _)) = parsed.office else {
            return Some(parsed).filter(|parsed| parsed.known.is_some() || parsed.side.is_some() || parsed.place.is_some());
        };
        if parsed.known.is_some() && !parsed.side.is_some_and(|side| self.is_group(side)) {
            return None;
        }
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

    /// A medium of the gazetteer with words of its kind behind it: "TASS news agency".
    pub fn medium(&self) -> Option<usize> {
        self.known.filter(|_| self.medium && self.side.is_none() && self.office.is_none() && !self.staff)
    }

    /// A place and no more.
    pub fn is_place(&self) -> bool {
        self.place.is_some() && self.office.is_none() && self.known.is_none() && !self.staff
    }

    /// An office whose holder or state the name does not tell.
    pub fn is_bare_office(&self) -> bool {
        self.office.is_some_and(|office| !office.1)
    }
}

impl Words {
    /// The office that a name means, as a source: one of the gazetteer, or one named by its state.
    pub(super) fn by_office(&self, name: &str) -> Option<Source> {
        let office = |known: bool| self.office(&self.parsed(name, known).filter(|parsed| !parsed.staff)?);
        office(false).or_else(|| office(true))
    }

    /// A name in its parts; `known` allows names of the gazetteer among them.
    pub(super) fn parsed(&self, name: &str, known: bool) -> Option<Parsed> {
        let words = self.letters.words(name);
        let capital = |word: &&str| known && !word.starts_with(char::is_lowercase) | word.contains(char::is_uppercase);
        let capitals = name.split_whitespace().filter(capital).flat_map(|word| self.letters.words(word)).collect::<Vec<_>>();
        self.parts.read(&words.iter().map(String::as_str).collect::<Vec<_>>(), &capitals)
    }

    /// The source that a name in its parts means.
    pub(super) fn office(&self, parsed: &Parsed) -> Option<Source> {
        let Some(key) = parsed.key() else {
            let known = parsed.known.filter(|_| parsed.office.is_none()).map(|known| &self.known[known]);
            let state = parsed.side.filter(|_| parsed.seat.is_some() || !parsed.people && parsed.place.is_none());
            let elsewhere = |source: &&Source| {
                source.side.as_deref().zip(parsed.side).is_some_and(|(own, side)| own != side && self.parts.people.contains_key(own))
            };
            return match known {
                Some(known) => Some(known).filter(|known| !elsewhere(known)).cloned(),
                None => {
                    state.and_then(|side| self.sides.get(side)).filter(|_| parsed.office.is_none()).map(|known| self.known[*known].clone())
                }
            };
        };
        if let Some(known) = self.offices.get(&key) {
            return Some(self.known[*known].clone());
        }
        let named = self.parts.offices[key.office].named.iter().find(|(side, _)| Some(*side) == key.side.as_deref());
        if let Some(known) = named.filter(|_| key.place.is_none()).and_then(|(_, name)| self.exactly(name)) {
            return Some(self.known[known].clone());
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
