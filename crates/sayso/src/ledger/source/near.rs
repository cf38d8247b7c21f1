//! Names nearly alike: other transliterations, and spellings mangled by ear or by machine.
//!
//! Candidates come from tables of sounds (Double Metaphone, with at most one sound dropped), so no name is ever compared with all others. They are then
//! measured letter by letter, and only where the names differ: what both share says nothing.

use rphonetic::DoubleMetaphone;
use rustc_hash::FxHashMap;

use super::Sort;
use super::office::Part;
use super::words::Words;

/// Two names are one from this likeness (Jaro-Winkler, in hundredths) of the letters in which they differ.
///
/// Measured on 1,499 spellings made of the gazetteer's names by one or two slips, and on 1,863 names from news in English: from 87 on, 565 of the 1,167 that
/// no stricter rule knows are known, 2 of them wrongly (from 80: 621 and 3), and no name of two words is taken for another; the first that is lies at 86.
pub const ENOUGH: u8 = 87;

/// A single word must be nearer: different ones are often this near ("Reuters" and "retailers" at 87, "Frontex" and "Frontieres" at 89).
const SINGLE: u8 = 93;

/// The given name of a known person may be further off, where the family name is as near as that ("Oleh", "Oleg").
const GIVEN: u8 = 78;

/// Names shorter than this, in letters, are never taken for another.
const SHORTEST: usize = 6;

/// Longest code of sounds.
const SOUNDS: usize = 24;

/// The gazetteer's names by how they sound.
#[derive(Debug, Default)]
pub struct Near {
    entries: Vec<Entry>,
    /// By letters that all transliterations share; none where two sources share them.
    letters: FxHashMap<String, Option<usize>>,
    /// By sounds, with none or one of them dropped.
    sounds: FxHashMap<String, Vec<usize>>,
}

#[derive(Debug)]
struct Entry {
    known: usize,
    words: Vec<String>,
}

impl Near {
    /// Takes in every name of the gazetteer that is long enough to be known again.
    pub(super) fn new(words: &Words) -> Self {
        let mut near = Self::default();
        let mut names = words.exact.iter().collect::<Vec<_>>();
        names.sort();
        for (name, (known, _)) in names {
            let Some(latin) = latin(words, name.split(' ').map(str::to_owned)) else { continue };
            if words.known[*known].sort == Sort::State || latin.concat().len() < SHORTEST {
                continue;
            }
            near.add(*known, latin);
        }
        near
    }

    fn add(&mut self, known: usize, words: Vec<String>) {
        let shared = self.letters.entry(shared(&words)).or_insert(Some(known));
        *shared = shared.filter(|one| *one == known);
        for key in dropped(&sounds(&words.concat())) {
            self.sounds.entry(key).or_default().push(self.entries.len());
        }
        self.entries.push(Entry { known, words });
    }

    /// Who is meant by another transliteration of a name.
    pub(super) fn transliterated(&self, words: &Words, name: &str) -> Option<usize> {
        let latin = latin(words, words.letters.words(name).into_iter())?;
        let shared = shared(&latin);
        if shared.len() < SHORTEST { None } else { self.letters.get(&shared).copied().flatten() }
    }

    /// Who is meant by a mangled spelling, and how like it is, in hundredths; none where two are as likely.
    pub(super) fn nearest(&self, words: &Words, name: &str) -> Option<(usize, u8)> {
        let latin = latin(words, words.letters.words(name).into_iter())?;
        let joined = latin.concat();
        if joined.len() < SHORTEST || joined.bytes().any(|letter| letter.is_ascii_digit()) {
            return None;
        }
        let mut entries = dropped(&sounds(&joined)).iter().filter_map(|key| self.sounds.get(key)).flatten().copied().collect::<Vec<_>>();
        entries.sort_unstable();
        entries.dedup();
        let likeness = |entry: &Entry| match words.known[entry.known].sort {
            Sort::Person => person(&latin, &entry.words),
            _ => organization(words, &latin, &entry.words),
        };
        let mut best =
            entries.into_iter().filter_map(|at| Some((likeness(&self.entries[at])?, self.entries[at].known))).collect::<Vec<_>>();
        best.sort_by_key(|(score, known)| (u8::MAX - score, *known));
        let (score, known) = *best.first()?;
        let rival = best.iter().any(|(other, one)| *one != known && other + 2 >= score);
        (!rival).then_some((known, score))
    }
}

/// How like two names of organisations are, in the words that they do not share; the more they share, the shorter the rest may be.
fn organization(words: &Words, mine: &[String], theirs: &[String]) -> Option<u8> {
    let own = |part: &Part| matches!(part, Part::Known(_) | Part::Group { .. });
    let tells = |word: &String| words.parts.of(word).any(|part| !own(part)) || words.organizations.contains_key(word);
    let fills = |word: &&String| words.parts.of(word).any(|part| *part == Part::Fill);
    let apart = |one: &[String], other: &[String]| {
        let same = |word: &&String| other.iter().any(|their| singular(their) == singular(word));
        one.iter().filter(|word| !fills(word) && !same(word)).cloned().collect::<Vec<_>>()
    };
    let (rest, their_rest) = (apart(mine, theirs), apart(theirs, mine));
    let shared = mine.len() - rest.len();
    if rest.is_empty() && their_rest.is_empty() {
        return (shared > 1).then_some(ALL_BUT);
    }
    if rest.iter().chain(&their_rest).any(tells) {
        return None;
    }
    let single = rest.len() == 1 || their_rest.len() == 1;
    let (shortest, enough) = (if shared > 1 { SHORTEST - 2 } else { SHORTEST }, if single { SINGLE } else { ENOUGH });
    like(&rest.concat(), &their_rest.concat(), shortest).filter(|score| *score >= enough)
}

/// Names that differ only in small words or a plural.
const ALL_BUT: u8 = 99;

fn singular(word: &str) -> &str {
    word.strip_suffix('s').unwrap_or(word)
}

/// How like two names of people are: the family names, where the given names are like enough.
fn person(mine: &[String], theirs: &[String]) -> Option<u8> {
    let ([given, .., family], [their_given, .., their_family]) = (mine, theirs) else { return None };
    let family = if family == their_family { 100 } else { like(family, their_family, SHORTEST)? };
    let given = if given == their_given { 100 } else { like(given, their_given, 3)? };
    (family >= ENOUGH && given >= GIVEN && mine.len() == theirs.len()).then_some(family.min(given.max(ENOUGH)))
}

fn like(mine: &str, theirs: &str, shortest: usize) -> Option<u8> {
    if mine.len() < shortest || theirs.len() < shortest || strsim::osa_distance(&sounds(mine), &sounds(theirs)) > 1 {
        return None;
    }
    // At most 100, so nothing is cut off.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a likeness lies between 0 and 1")]
    Some((strsim::jaro_winkler(mine, theirs) * 100.0) as u8)
}

fn latin(words: &Words, name: impl Iterator<Item = String>) -> Option<Vec<String>> {
    name.map(|word| words.letters.latin(&word)).collect::<Option<Vec<_>>>().filter(|words| !words.is_empty())
}

/// What transliterations share: one letter for i, j and y, none twice, no h behind k.
fn shared(words: &[String]) -> String {
    let mut out = String::new();
    for word in words {
        let even = word.replace("kh", "h").replace(['y', 'j'], "i").replace('w', "v");
        out.extend(even.chars().scan(' ', |last, letter| Some((std::mem::replace(last, letter) != letter).then_some(letter))).flatten());
        out.push(' ');
    }
    out.trim_end().to_owned()
}

/// How a name sounds; j as in most languages, not as in English.
fn sounds(letters: &str) -> String {
    DoubleMetaphone::new(Some(SOUNDS)).double_metaphone(&letters.replace('j', "y")).primary()
}

/// A code, and each that is left when one of its sounds is dropped: two codes share one of these if they are a sound or a swap apart.
fn dropped(code: &str) -> Vec<String> {
    let without = (0..code.len()).filter_map(|at| Some(format!("{}{}", code.get(..at)?, code.get(at + 1..)?)));
    let mut all = [code.to_owned()].into_iter().chain(without).filter(|code| code.len() > 2).collect::<Vec<_>>();
    all.sort();
    all.dedup();
    all
}
