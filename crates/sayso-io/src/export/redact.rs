//! Private people's names, taken out of what leaves the machine.
//!
//! Known as private are those that a chain of say-so names without a public role. Their names go from the chain and from every word of the report that is
//! exported. Whom a report merely mentions, sayso does not know: a sentence may name a victim that nobody quotes.

use std::collections::{BTreeMap, BTreeSet};

use sayso::claim::Link;
use sayso::ledger::Held;
use sayso::ledger::source::Sort;

use crate::ledger::Book;

/// What stands in place of a name.
pub const WITHHELD: &str = "[name withheld]";

/// The names to withhold, by the report's entry.
#[derive(Debug, Default)]
pub struct Names(BTreeMap<u64, BTreeSet<String>>);

impl Names {
    /// The private people among those that the claims of reports name; with `open`, none are withheld.
    pub fn new(book: &Book<'_>, open: bool) -> Result<Self, crate::ledger::Error> {
        let mut names = Self::default();
        if !open {
            book.view.each_reading(&mut |_, claims| {
                claims.into_iter().for_each(|claim| names.note_all(book, claim));
                Ok(())
            })?;
        }
        Ok(names)
    }

    /// Those of one report.
    pub fn of(book: &Book<'_>, report: u64) -> Result<Self, crate::ledger::Error> {
        let mut names = Self::default();
        if let Some((reading, claims)) = book.view.reading_of(report)? {
            claims.into_iter().for_each(|claim| names.note_all(book, claim.held(report, reading)));
        }
        Ok(names)
    }

    /// A name stays in the text of a report when the claim is rejected for which it is known, and what a person set it to is a name too.
    fn note_all(&mut self, book: &Book<'_>, claim: Held) {
        self.note(book, &claim);
        if let Some(left) = book.view.as_left(claim).filter(|left| !left.corrected.is_empty()) {
            self.note(book, &left);
        }
    }

    fn note(&mut self, book: &Book<'_>, claim: &Held) {
        for link in claim.say_so.iter().filter(|link| is_private(book, claim, link)) {
            self.0.entry(claim.report).or_default().extend(forms(&link.name));
        }
    }

    /// How many reports name private people.
    pub fn reports(&self) -> usize {
        self.0.len()
    }

    /// Whether a link's name is withheld.
    pub fn withholds(&self, report: u64, name: &str) -> bool {
        self.0.get(&report).is_some_and(|names| names.contains(name))
    }

    /// Words of a report without the names.
    pub fn clean(&self, report: u64, words: &str) -> String {
        let Some(names) = self.0.get(&report) else { return words.to_owned() };
        // The longer first, so that a full name is one gap.
        let mut names = names.iter().collect::<Vec<_>>();
        names.sort_by_key(|name| std::cmp::Reverse(name.len()));
        names.into_iter().fold(words.to_owned(), |words, name| without(&words, name))
    }

    /// Words about several reports.
    pub fn clean_all(&self, reports: &BTreeSet<u64>, words: &str) -> String {
        reports.iter().fold(words.to_owned(), |words, report| self.clean(*report, &words))
    }
}

fn is_private(book: &Book<'_>, claim: &Held, link: &Link) -> bool {
    book.resolve(claim, link).is_some_and(|resolved| resolved.source.sort == Sort::Private)
}

/// The name, and each of its words that may stand for it.
fn forms(name: &str) -> Vec<String> {
    let part = |word: &&str| word.chars().count() > 2 && word.chars().next().is_some_and(char::is_uppercase);
    let words = name.split_whitespace().filter(part).map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned());
    [name.to_owned()].into_iter().chain(words).filter(|form| !form.is_empty()).collect()
}

/// The words with each whole-word occurrence of a name withheld.
fn without(words: &str, name: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(at) = rest.find(name) {
        let (before, after) = (&rest[..at], &rest[at + name.len()..]);
        let inside =
            before.chars().next_back().is_some_and(char::is_alphanumeric) || after.chars().next().is_some_and(char::is_alphanumeric);
        out.push_str(before);
        out.push_str(if inside { name } else { WITHHELD });
        rest = after;
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_goes_whole_and_in_parts() {
        let names = Names(BTreeMap::from([(1, forms("Ivan Petrov").into_iter().collect())]));
        assert_eq!(names.clean(1, "Ivan Petrov said so; Petrov's men"), format!("{WITHHELD} said so; {WITHHELD}'s men"));
        assert_eq!(names.clean(1, "in Petrovsk"), "in Petrovsk");
        assert_eq!(names.clean(2, "Ivan Petrov"), "Ivan Petrov");
        assert!(names.withholds(1, "Ivan Petrov") && !names.withholds(2, "Ivan Petrov"));
    }
}
