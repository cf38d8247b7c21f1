//! Names: states, nationalities, places, armed groups, offices, outlets and people, from the gazetteer.

mod gazetteer;
mod part;
mod parties;

use std::ops::Range;

use super::page::{Page, Shape};
use crate::claim::RowId;
use crate::pack::{Hit, Phrases};
use gazetteer::Known;

pub(super) use part::LAND;
pub use part::Part;
pub use parties::Foes;
pub use parties::Parties;

/// The gazetteer, with one language's spellings.
#[derive(Debug)]
pub struct Words {
    known: Phrases<Known>,
    pub(super) parts: part::Words,
    pub(super) foes: parties::Foes,
}

impl Words {
    /// Reads the tables; rows that cannot be used go to `problems`.
    pub fn new(code: &str, problems: &mut Vec<String>) -> Self {
        Self { known: gazetteer::load(problems), parts: part::Words::new(code, problems), foes: parties::Foes::new(problems) }
    }
}

/// A name in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Its tokens; an `'s` after it is none of them.
    pub tokens: Range<usize>,
    /// What it names.
    pub class: Class,
    /// The name that stands for all spellings; a nationality has its state's.
    pub canonical: &'static str,
    /// The side it belongs to: ISO 3166 alpha-3, or a group's name.
    pub side: Option<&'static str>,
    /// The part it plays in the event around it.
    pub part: Part,
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
pub fn find(words: &Words, page: &Page<'_>) -> Vec<Name> {
    let mut found = Vec::new();
    let mut open = Vec::new();
    for sentence in &page.sentences {
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let hits = hits(words, page, at, sentence.tokens.end);
            let Some(first) = hits.first() else {
                at += 1;
                continue;
            };
            if hits.iter().any(|hit| hit.value.side != first.value.side) {
                open.push(found.len());
            }
            found.push(name(at, first));
            at += first.len;
        }
    }
    settle(words, page, &mut found, &open);
    part::play(&words.parts, page, &mut found);
    found
}

/// The name that covers a token.
pub fn at(names: &[Name], token: usize) -> Option<&Name> {
    let next = names.partition_point(|name| name.tokens.end <= token);
    names.get(next).filter(|name| name.tokens.contains(&token))
}

/// The names that lie within these tokens.
pub fn within(names: &[Name], tokens: Range<usize>) -> &[Name] {
    let from = names.partition_point(|name| name.tokens.start < tokens.start);
    let to = names.partition_point(|name| name.tokens.end <= tokens.end);
    names.get(from..to).unwrap_or_default()
}

fn name(at: usize, hit: &Hit<'_, Known>) -> Name {
    let known = hit.value;
    Name { tokens: at..at + hit.len, class: known.class, canonical: known.canonical, side: known.side, part: Part::Plain, row: hit.row }
}

/// The longest rows that begin at a token with the right case: one, or several where states share a name.
fn hits<'a>(words: &'a Words, page: &Page<'_>, at: usize, end: usize) -> Vec<Hit<'a, Known>> {
    let token = page.tokens[at];
    if !token.shape.is_word() {
        return Vec::new();
    }
    let mut hits = words.known.all(&page.words[at..end]);
    hits.retain(|hit| cased(page, at..at + hit.len, hit.value));
    let longest = hits.first().map_or(0, |hit| hit.len);
    hits.retain(|hit| hit.len == longest);
    hits
}

/// Whether the text writes capitals where the row does ("Turkey", not "turkey"), and letters as capitals where the row is an abbreviation ("US", not "Us").
fn cased(page: &Page<'_>, tokens: Range<usize>, known: &Known) -> bool {
    if page.upper {
        return !known.word;
    }
    let first = tokens.start;
    tokens.into_iter().enumerate().all(|(nth, at)| {
        let shape = page.tokens[at].shape;
        let capital = nth >= 32 || known.capitals & (1 << nth) == 0 || page.text(at).starts_with(char::is_uppercase);
        capital && (at != first || !known.abbreviation || matches!(shape, Shape::Upper | Shape::Mixed))
    })
}

/// Settles names that several states share ("Georgia") by the other names of the report; without any, the first row stands.
fn settle(words: &Words, page: &Page<'_>, found: &mut [Name], open: &[usize]) {
    if open.is_empty() {
        return;
    }
    let sure = found.iter().enumerate().filter(|(at, _)| open.binary_search(at).is_err());
    let mut sides = sure.filter_map(|(_, name)| name.side).collect::<Vec<_>>();
    sides.sort_unstable();
    let votes = |hit: &Hit<'_, Known>| {
        let side = hit.value.side.unwrap_or_default();
        sides.partition_point(|one| *one <= side) - sides.partition_point(|one| *one < side)
    };
    for &which in open {
        let Some(old) = found.get_mut(which) else { continue };
        let hits = hits(words, page, old.tokens.start, old.tokens.end);
        let best = hits.iter().map(votes).max().unwrap_or(0);
        if let Some(hit) = hits.iter().find(|hit| votes(hit) == best) {
            *old = name(old.tokens.start, hit);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Report;

    fn check(text: &str, expected: &[(&str, Class, Option<&str>)]) {
        let mut problems = Vec::new();
        let words = Words::new("en", &mut problems);
        assert_eq!(problems, Vec::<String>::new());
        let report = Report { text: text.into(), ..Report::default() };
        let page = Page::new(&report);
        let found = find(&words, &page);
        let seen = found.iter().map(|name| (page.slice(name.tokens.clone()), name.class, name.side)).collect::<Vec<_>>();
        assert_eq!(seen, expected);
    }

    #[test]
    fn spellings_and_sides() {
        check(
            "Kiev and Kyiv's General Staff met Zelenskyy.",
            &[("Kiev", Class::Seat, Some("UKR")), ("Kyiv", Class::Seat, Some("UKR")), ("Zelenskyy", Class::Person, Some("UKR"))],
        );
        check(
            "US-made tanks in Kharkov, the Kremlin said.",
            &[("US", Class::State, Some("USA")), ("Kharkov", Class::Place, Some("UKR")), ("the Kremlin", Class::Seat, Some("RUS"))],
        );
    }

    #[test]
    fn words_are_no_names() {
        check("They told us that turkey is a nice meal, who said so?", &[]);
    }

    #[test]
    fn shared_names_go_by_their_company() {
        check("Tbilisi is the capital of Georgia.", &[("Tbilisi", Class::Seat, Some("GEO")), ("Georgia", Class::State, Some("GEO"))]);
        check("Atlanta and the rest of Georgia.", &[("Atlanta", Class::Place, Some("USA")), ("Georgia", Class::Place, Some("USA"))]);
    }
}
