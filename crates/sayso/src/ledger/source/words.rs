//! The tables of sources: everybody whom the gazetteer names, the parts that names of offices are made of, and who stands above whom.

use rustc_hash::{FxHashMap, FxHashSet};

use super::letters::Letters;
use super::near::Near;
use super::office::{Key, Part, Parts};
use super::position::Positions;
use super::{Sort, Source};
use crate::pack::{self, Row};

/// The tables of sources, with one language's words.
#[derive(Debug, Default)]
pub struct Words {
    pub(super) letters: Letters,
    pub(super) parts: Parts,
    pub(super) near: Near,
    pub(super) positions: Positions,
    /// Everybody in the gazetteer; an index into it stands for one.
    pub(super) known: Vec<Source>,
    /// By name, evened out; and whether it is written with a capital.
    pub(super) exact: FxHashMap<String, (usize, bool)>,
    /// By the office it is, where a name in the gazetteer tells.
    pub(super) offices: FxHashMap<Key, usize>,
    /// States by code, groups by name.
    pub(super) sides: FxHashMap<String, usize>,
    /// Words in the names of organisations, and the sort they make it.
    pub(super) organizations: FxHashMap<String, Told>,
    /// Outlets and bodies by their names in one word, as web addresses and careless hands have them.
    pub(super) hosts: FxHashMap<String, usize>,
    ids: FxHashSet<String>,
}

/// What a word in an organisation's name tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// Its sort.
    Sort(Sort),
    /// Nothing: every state has such a one.
    Nothing,
}

/// The tables of the gazetteer, with what they name; who is named twice is what the first says.
const TABLES: [(&str, Sort); 4] = [
    ("packs/world/group.tsv", Sort::Group),
    ("packs/world/body.tsv", Sort::Body),
    ("packs/world/outlet.tsv", Sort::Outlet),
    ("packs/world/person.tsv", Sort::Person),
];

impl Words {
    /// Reads the tables; rows that cannot be used go to `problems`.
    pub fn new(code: &str, problems: &mut Vec<String>) -> Self {
        let mut words = Self { letters: Letters::new(code, problems), ..Self::default() };
        words.parts = Parts::new(code, &words.letters, problems);
        words.add_organizations(code, problems);
        pack::table("packs/world/state.tsv").iter().for_each(|row| words.add_state(row));
        for (path, sort) in TABLES {
            pack::table(path).iter().for_each(|row| words.add_row(row, sort));
        }
        words.add_places();
        words.add_offices();
        words.add_parents(problems);
        words.near = Near::new(&words);
        words.positions = Positions::new(problems);
        words
    }

    /// Adds positions from a table of the form of `packs/world/position.tsv`, later rows before earlier ones; `file` is its name in problems.
    pub fn add_positions(&mut self, text: &str, file: &str, problems: &mut Vec<String>) {
        self.positions.add(text, file, problems);
    }

    /// Whom a name means by the letter.
    pub(super) fn exactly(&self, name: &str) -> Option<usize> {
        let (known, capitals) = self.exact.get(&self.letters.key(name))?;
        (!capitals || name.contains(char::is_uppercase)).then_some(*known)
    }

    fn add(&mut self, source: Source) -> Option<usize> {
        self.ids.insert(source.id.clone()).then(|| {
            self.known.push(source);
            self.known.len() - 1
        })
    }

    fn name(&mut self, spelling: &str, known: usize) {
        let key = self.letters.key(spelling);
        let capitals = spelling.contains(char::is_uppercase);
        self.exact.entry(key).or_insert((known, capitals));
    }

    fn source(&self, name: &str, sort: Sort, side: Option<&str>) -> Source {
        Source { id: self.letters.slug(name), name: name.to_owned(), sort, side: side.map(str::to_owned), parent: None }
    }

    fn add_state(&mut self, row: &Row) {
        let (Some(code), Some(name)) = (row.cell(0), row.cell(1)) else { return };
        let Some(known) = self.add(self.source(name, Sort::State, Some(code))) else { return };
        self.sides.insert(code.to_owned(), known);
        for spelling in [name].into_iter().chain(split(row, 2)) {
            self.name(spelling, known);
            self.parts.add(&self.letters.key(spelling), Part::Side { side: code, people: false });
        }
        for seat in split(row, 4) {
            self.name(seat, known);
            self.parts.add(&self.letters.key(seat), Part::Seat { name: seat, side: code });
        }
        for people in split(row, 3) {
            self.parts.add(&self.letters.key(people), Part::Side { side: code, people: true });
        }
        let people = split(row, 3).next().unwrap_or(name);
        self.parts.people.insert(code.to_owned(), people);
    }

    fn add_row(&mut self, row: &Row, sort: Sort) {
        let Some(name) = row.cell(0) else { return };
        let Some(known) = self.add(self.source(name, sort, row.cell(1))) else { return };
        if sort == Sort::Group && row.cell(1) == Some(name) {
            self.sides.insert(name.to_owned(), known);
        }
        for spelling in [name].into_iter().chain(split(row, 2)) {
            self.name(spelling, known);
            if sort != Sort::Person {
                self.hosts.entry(self.letters.words(spelling).concat()).or_insert(known);
            }
            let part = match sort {
                Sort::Group => Part::Group { name, known },
                Sort::Person => continue,
                _ => Part::Known(known),
            };
            self.parts.add(&self.letters.key(spelling), part);
        }
    }

    fn add_places(&mut self) {
        for path in ["packs/world/place.tsv", "packs/world/city.tsv"] {
            for row in pack::table(path) {
                let (Some(name), side) = (row.cell(0), row.cell(1)) else { continue };
                for spelling in [name].into_iter().chain(split(&row, 2)) {
                    self.parts.add(&self.letters.key(spelling), Part::Place { name, side });
                }
            }
        }
    }

    /// Which office each body of the gazetteer is, by its names that say so.
    fn add_offices(&mut self) {
        let mut names = self.exact.iter().filter(|(_, (known, _))| self.known[*known].sort == Sort::Body).collect::<Vec<_>>();
        names.sort();
        let offices = names.into_iter().filter_map(|(name, (known, _))| {
            let parsed = self.parts.read(&name.split(' ').collect::<Vec<_>>(), &[])?;
            Some((parsed.key()?, *known))
        });
        for (key, known) in offices.collect::<Vec<_>>() {
            self.offices.entry(key).or_insert(known);
        }
        // A bare "Ministry of Defence" is of whatever state the report speaks of, whatever one table says.
        let bare = |name: &String| {
            let words = name.split(' ').collect::<Vec<_>>();
            self.parts.read(&words, &[]).is_some_and(|parsed| parsed.is_bare_office())
        };
        let bare = self.exact.keys().filter(|name| bare(name)).cloned().collect::<Vec<_>>();
        bare.iter().for_each(|name| _ = self.exact.remove(name));
    }

    fn add_parents(&mut self, problems: &mut Vec<String>) {
        for at in 0..self.known.len() {
            if self.known[at].sort == Sort::Person {
                let side = self.known[at].side.clone();
                self.known[at].parent = side.and_then(|side| self.above(&side));
            }
        }
        for row in pack::table("packs/world/parent.tsv") {
            let parent = row.cell(1).map(|parent| (parent, self.above(parent)));
            match (row.cell(0).and_then(|name| self.exactly(name)), parent) {
                (Some(known), None) => self.known[known].parent = None,
                (Some(known), Some((_, Some(parent)))) if self.known[known].id != parent => self.known[known].parent = Some(parent),
                (known, parent) => {
                    problems.push(row.problem(&format!("nobody is named so: {:?} {parent:?}", known.map(|known| &self.known[known].id))))
                }
            }
        }
    }

    /// The id of a body above, by a state's code or a name; an office that no row names is named by its state.
    fn above(&mut self, name: &str) -> Option<String> {
        if let Some(known) = self.sides.get(name).copied().or_else(|| self.exactly(name)) {
            return Some(self.known[known].id.clone());
        }
        let source = self.by_office(name)?;
        let (id, key) = (source.id.clone(), self.letters.key(name));
        if let Some(known) = self.add(source) {
            self.exact.insert(key, (known, false));
        }
        Some(id)
    }

    fn add_organizations(&mut self, code: &str, problems: &mut Vec<String>) {
        for row in pack::rows(code, "organization") {
            let told = match row.cell(1) {
                Some("body") => Told::Sort(Sort::Body),
                Some("outlet") => Told::Sort(Sort::Outlet),
                Some("any") => Told::Nothing,
                _ => {
                    problems.push(row.problem("wants words and body, outlet or any"));
                    continue;
                }
            };
            for word in row.cell(0).into_iter().flat_map(|cell| cell.split(',')) {
                self.organizations.entry(self.letters.key(word)).or_insert(told);
            }
        }
    }
}

fn split(row: &Row, cell: usize) -> impl Iterator<Item = &'static str> {
    row.cell(cell).into_iter().flat_map(|cell| cell.split('|')).map(str::trim)
}
