//! Who can vouch: names in a chain of say-so resolved to sources, with who stands above them and what interest they have.
//!
//! A name is known by the gazetteer, by the parts of an office's name, by another transliteration, or by ear; each answer says which it was, and people can
//! undo it. Who is not known stays a source of its own. Private people, unnamed people and bare offices ("the ministry") are known within one report only.

mod alias;
mod letters;
mod meant;
mod near;
mod office;
mod position;
#[cfg(test)]
mod tests;
mod words;

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::held::Filed;
use crate::claim::{Link, Named, Role};
use crate::report::Date;
pub use near::ENOUGH;
pub use position::{Position, Stand};
pub use words::Words;

/// Who can vouch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Stable, from the name that stands for all spellings (`russian-defense-ministry`); of those known in one report only, with the report's digest.
    pub id: String,
    /// The name that stands for all spellings.
    pub name: String,
    /// What it is.
    pub sort: Sort,
    /// The side it belongs to: ISO 3166 alpha-3, or a group's name.
    pub side: Option<String>,
    /// The id of the body above: of a person the body it speaks for, of a ministry the state.
    pub parent: Option<String>,
}

/// What a source is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sort {
    /// A state, speaking by its government.
    State,
    /// An office or organisation.
    Body,
    /// Who publishes.
    Outlet,
    /// An armed or political group.
    Group,
    /// A person in a public role.
    Person,
    /// A person without one: never resolved, linked or searched for.
    Private,
    /// By office or group, without a name ("Western estimates"); known in one report only.
    Described,
    /// Nobody can say who ("sources"); known in one report only.
    Anonymous,
}

impl Sort {
    /// The word on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::State => "state",
            Self::Body => "body",
            Self::Outlet => "outlet",
            Self::Group => "group",
            Self::Person => "person",
            Self::Private => "private",
            Self::Described => "described",
            Self::Anonymous => "anonymous",
        }
    }
}

/// How a name was known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum How {
    /// By the letter, case and marks aside.
    Exact,
    /// By the parts of an office's name.
    Structure,
    /// By another transliteration.
    Transliterated,
    /// By ear; how like it is, in hundredths.
    Fuzzy(u8),
    /// A person said so.
    Alias,
    /// Nobody known: a source of its own.
    New,
    /// Known in this report only.
    Scoped,
}

/// A name with the source it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolved {
    /// Who.
    pub source: Arc<Source>,
    /// How it was known.
    pub how: How,
}

/// Two names, or ids of sources, of which a person said whether they are one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alias {
    /// One name.
    pub a: String,
    /// The other.
    pub b: String,
    /// Whether they are one.
    pub same: bool,
}

/// What a source stands to win by a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Interest {
    /// Its own side is counted.
    Own,
    /// Its foe, or the foe of the side it helps, is counted.
    Enemy,
    /// Neither.
    Third,
    /// Nobody can tell.
    Unknown,
}

impl Interest {
    /// The word on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Enemy => "enemy",
            Self::Third => "third",
            Self::Unknown => "unknown",
        }
    }
}

/// Every source met so far. What a name means depends on the tables, the aliases and its own report alone, never on what came before.
#[derive(Debug)]
pub struct Sources<'w> {
    words: &'w Words,
    /// What people made of a name, by its words evened out.
    said: FxHashMap<String, Arc<Source>>,
    /// What people made of a source, by its id.
    merged: FxHashMap<String, Arc<Source>>,
    by_id: FxHashMap<String, Arc<Source>>,
    cache: FxHashMap<(String, Option<String>, u8), Meant>,
}

/// Whom a name means, before its report is asked.
#[derive(Clone, Debug)]
enum Meant {
    Global(Resolved),
    /// One to a report.
    Scoped(Arc<Source>),
}

impl<'w> Sources<'w> {
    /// The sources of the gazetteer, with what people said of names; the latest word last.
    pub fn new(words: &'w Words, aliases: &[Alias]) -> Self {
        let by_id = words.known.iter().map(|source| (source.id.clone(), Arc::new(source.clone()))).collect();
        let mut sources = Self { words, said: FxHashMap::default(), merged: FxHashMap::default(), by_id, cache: FxHashMap::default() };
        sources.apply(aliases);
        sources
    }

    /// The source that a link of a report's chain of say-so means.
    pub fn resolve(&mut self, link: &Link, report: &Filed) -> Resolved {
        let class = if link.role == Role::Outlet { 3 } else { link.named as u8 };
        let key = (link.name.clone(), link.of.clone(), class);
        if !self.cache.contains_key(&key) {
            let meant = self.meant(link);
            self.cache.insert(key.clone(), meant);
        }
        match self.cache.get(&key) {
            Some(Meant::Global(resolved)) => resolved.clone(),
            Some(Meant::Scoped(source)) => self.scoped(&Arc::clone(source), report),
            None => self.scoped(&Arc::new(self.unknown(&link.name, Sort::Private, None)), report),
        }
    }

    /// The source that people speak of by a name or id, if it is one that may be known beyond its report.
    pub fn find(&mut self, name: &str) -> Option<Arc<Source>> {
        if let Some(known) = self.by_id.get(name) {
            return Some(Arc::clone(self.merged.get(&known.id).unwrap_or(known)));
        }
        let link = Link { name: name.to_owned(), role: Role::Origin, span: None, cue: None, of: None, named: Named::Named };
        match self.meant(&link) {
            Meant::Global(resolved) => Some(resolved.source),
            Meant::Scoped(_) => None,
        }
    }

    /// The source of that id.
    pub fn get(&self, id: &str) -> Option<&Source> {
        self.merged.get(id).or_else(|| self.by_id.get(id)).map(AsRef::as_ref)
    }

    /// Those above a source, nearest first.
    pub fn parents(&self, source: &Source) -> Vec<&Source> {
        let mut above: Vec<&Source> = Vec::new();
        let mut next = source.parent.as_deref();
        while let Some(parent) = next.and_then(|id| self.get(id)) {
            if parent.id == source.id || above.iter().any(|known| known.id == parent.id) {
                break;
            }
            above.push(parent);
            next = parent.parent.as_deref();
        }
        above
    }

    /// Where a source stands in conflicts on a day: its own rows, else those of the nearest body above that has any.
    ///
    /// A state or group also stands where its side does. Who speaks for nobody (a free outlet, an organisation) stands nowhere by the state it sits in.
    pub fn positions(&self, source: &Source, day: Option<Date>) -> Vec<&Position> {
        let chain = [source].into_iter().chain(self.parents(source));
        let rows = |one: &Source| {
            let own = self.words.positions.of(&one.name, day);
            let side = one.side.as_deref().filter(|_| matches!(one.sort, Sort::State | Sort::Group));
            own.chain(side.filter(|side| *side != one.name).into_iter().flat_map(|side| self.words.positions.of(side, day)))
                .collect::<Vec<_>>()
        };
        chain.map(rows).find(|rows| !rows.is_empty()).unwrap_or_default()
    }

    /// What interest a source has in a figure about a side, on the day the figure speaks of.
    ///
    /// Who speaks for a side has it as its own. A party speaks of its foes as enemies, and so does an ally of the foes of the side it helps: it has chosen a
    /// side, though it does not count its own dead. Of the side it helps, an ally is a third: it admits nothing of its own.
    pub fn interest(&self, source: &Source, side: Option<&str>, day: Option<Date>) -> Interest {
        let Some(side) = side else { return Interest::Unknown };
        let positions = self.positions(source, day);
        let whose = self.whose(source);
        if positions.iter().all(|position| position.conflict.is_none() || position.stand != Stand::Independent) && whose == Some(side) {
            return Interest::Own;
        }
        let party = |position: &&&Position| position.stand == Stand::Party;
        if positions.iter().filter(party).flat_map(|position| &position.with).any(|own| own == side) {
            return Interest::Own;
        }
        let takes_part = |position: &&&Position| {
            position.stand == Stand::Party || position.stand == Stand::Ally && self.words.positions.is_in(side, position)
        };
        let foe = |own: &String| self.words.positions.are_foes(own, side);
        if positions.iter().filter(takes_part).flat_map(|position| &position.with).any(foe) {
            return Interest::Enemy;
        }
        if positions.is_empty() && whose.is_none() { Interest::Unknown } else { Interest::Third }
    }

    /// The side that a source speaks for: that of the state or group at the top of those above it.
    fn whose<'a>(&'a self, source: &'a Source) -> Option<&'a str> {
        let top = self.parents(source).last().copied().unwrap_or(source);
        top.side.as_deref().filter(|_| matches!(top.sort, Sort::State | Sort::Group))
    }
}
