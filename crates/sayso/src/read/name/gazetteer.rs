//! The tables of `packs/world`, read into one lookup.

use super::Class;
use crate::claim::RowId;
use crate::pack::{Phrases, Row, fold, table};
use crate::read::page::cut;

/// What a row says of one spelling.
#[derive(Clone, Debug)]
pub struct Known {
    pub class: Class,
    pub canonical: &'static str,
    pub side: Option<&'static str>,
    /// Which of its first 32 tokens begin with a capital.
    pub capitals: u32,
    /// Letters that are all capitals, so short that they may be a word ("US", "WHO").
    pub abbreviation: bool,
    /// An abbreviation that is a word in a text that is all capitals.
    pub word: bool,
}

/// Tables of `name, side, other names`, in order of precedence: a spelling that stands in two goes by its side, then by the earlier.
const TABLES: [(&str, Class); 6] = [
    ("packs/world/group.tsv", Class::Group),
    ("packs/world/body.tsv", Class::Body),
    ("packs/world/outlet.tsv", Class::Outlet),
    ("packs/world/person.tsv", Class::Person),
    ("packs/world/place.tsv", Class::Place),
    ("packs/world/city.tsv", Class::Place),
];

/// Abbreviations that are words when a whole text is written in capitals.
const WORDS: [&str; 6] = ["US", "IS", "WHO", "CARE", "ICE", "AP"];

/// Reads every table.
pub fn load(problems: &mut Vec<String>) -> Phrases<Known> {
    let mut out = Phrases::default();
    for row in table("packs/world/state.tsv") {
        state(&mut out, &row, problems);
    }
    for (path, class) in TABLES {
        for row in table(path) {
            let Some(canonical) = row.cell(0) else {
                problems.push(row.problem("a name is missing"));
                continue;
            };
            let side = row.cell(1);
            insert(&mut out, canonical, (class, canonical, side), row.id);
            each(&row, 2, |spelling| insert(&mut out, spelling, (class, canonical, side), row.id));
        }
    }
    out
}

/// A state's row: its names, its people and adjectives, its seats of power.
fn state(out: &mut Phrases<Known>, row: &Row, problems: &mut Vec<String>) {
    let (Some(code), Some(canonical)) = (row.cell(0).filter(|code| code.len() == 3), row.cell(1)) else {
        problems.push(row.problem("a state needs a code of three letters and a name"));
        return;
    };
    insert(out, canonical, (Class::State, canonical, Some(code)), row.id);
    each(row, 2, |spelling| insert(out, spelling, (Class::State, canonical, Some(code)), row.id));
    each(row, 3, |spelling| insert(out, spelling, (Class::Nationality, canonical, Some(code)), row.id));
    each(row, 4, |spelling| insert(out, spelling, (Class::Seat, spelling, Some(code)), row.id));
}

fn each(row: &Row, cell: usize, add: impl FnMut(&'static str)) {
    row.cell(cell).into_iter().flat_map(|cell| cell.split('|')).map(str::trim).for_each(add);
}

fn insert(
    out: &mut Phrases<Known>,
    spelling: &'static str,
    (class, canonical, side): (Class, &'static str, Option<&'static str>),
    row: RowId,
) {
    let tokens = cut(spelling);
    let words = tokens.iter().map(|token| fold(&spelling[token.start..token.end])).collect::<Vec<_>>();
    let capital = |start: usize| spelling[start..].starts_with(char::is_uppercase);
    let capitals = tokens.iter().take(32).enumerate().map(|(nth, token)| u32::from(capital(token.start)) << nth).sum();
    let abbreviation = tokens.len() == 1 && spelling.len() <= 5 && !spelling.contains(char::is_lowercase);
    let word = WORDS.contains(&spelling);
    out.insert(&words, Known { class, canonical, side, capitals, abbreviation, word }, row);
}
