//! Names: states, nationalities, places, armed groups, offices, outlets and people, from the gazetteer.

use std::ops::Range;

use super::page::Page;
use crate::claim::RowId;

/// The gazetteer, with one language's spellings.
#[derive(Debug)]
pub struct Words {}

impl Words {
    /// Reads the tables; rows that cannot be used go to `problems`.
    pub fn new(_code: &str, _problems: &mut Vec<String>) -> Self {
        Self {}
    }
}

/// A name in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// What it names.
    pub class: Class,
    /// The name that stands for all spellings.
    pub canonical: &'static str,
    /// The side it belongs to: ISO 3166 alpha-3, or a group's name.
    pub side: Option<&'static str>,
    /// The row of the gazetteer.
    pub row: RowId,
}

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// A state by name ("Ukraine").
    State,
    /// Its people or things, as adjective or noun ("Ukrainian", "Ukrainians").
    Nationality,
    /// Its capital or seat of power, speaking for it ("Moscow", "the Kremlin").
    Seat,
    /// A city, region, river or front in a state.
    Place,
    /// An armed or political group ("Hamas").
    Group,
    /// A ministry, agency, court or organisation.
    Body,
    /// A newspaper, agency, station or site.
    Outlet,
    /// A person in a public role.
    Person,
}

/// Every name of a page, in text order, none overlapping.
pub fn find(_words: &Words, _page: &Page<'_>) -> Vec<Name> {
    Vec::new()
}
