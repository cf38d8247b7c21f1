//! The part a name plays in the event around it, told by the words next to it: who strikes, who is struck, where it happens.

use std::ops::Range;

use super::{Class, Name};
use crate::pack::{Phrases, fold, rows};
use crate::read::page::{Page, Shape, cut};

/// The part a name plays. A hint by its nearest words, for where no tree tells more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// None that can be told.
    #[default]
    Plain,
    /// Does it: "Russian strikes", "Israel launched", "by Ukrainian forces".
    Striker,
    /// It is done to: "hit Kyiv", "an attack on Gaza".
    Struck,
    /// Where it happens: "in Ukraine".
    Place,
    /// Where somebody comes from: "from Syria".
    From,
    /// Says nothing of whose: "US-made", "Russian-held", "pro-Russian".
    Tied,
}

/// The words that tell parts.
#[derive(Debug, Default)]
pub struct Words {
    words: Phrases<u16>,
}

const KINDS: [&str; 14] =
    ["strike", "hit", "launch", "force", "at", "upon", "from", "by", "made", "bent", "land", "seated", "scholar", "mishap"];
const STRIKE: u16 = 1;
const HIT: u16 = 2;
const LAUNCH: u16 = 4;
const FORCE: u16 = 8;
const AT: u16 = 16;
const UPON: u16 = 32;
const FROM: u16 = 64;
const BY: u16 = 128;
const MADE: u16 = 256;
const BENT: u16 = 512;
pub const LAND: u16 = 1024;
const SEATED: u16 = 2048;
const SCHOLAR: u16 = 4096;
const MISHAP: u16 = 8192;

impl Words {
    /// Reads `part.tsv`; rows that cannot be used go to `problems`.
    pub fn new(code: &str, problems: &mut Vec<String>) -> Self {
        let mut kinds = std::collections::BTreeMap::new();
        for row in rows(code, "part") {
            let (Some(kind), Some(words)) = (row.cell(0).and_then(|kind| KINDS.iter().position(|one| *one == kind)), row.cell(1)) else {
                problems.push(row.problem("a part and its words are wanted"));
                continue;
            };
            for word in words.split(',').map(str::trim) {
                kinds.entry(word).or_insert((0, row.id)).0 |= 1 << kind;
            }
        }
        let mut out = Self::default();
        for (word, (kind, row)) in kinds {
            let folded = cut(word).iter().map(|token| fold(&word[token.start..token.end])).collect::<Vec<_>>();
            out.words.insert(&folded, kind, row);
        }
        out
    }

    /// The kinds of the phrase that begins at a token, and how long it is.
    pub fn at(&self, page: &Page<'_>, at: usize) -> (u16, usize) {
        page.words.get(at..).and_then(|words| self.words.at(&words[..words.len().min(4)])).map_or((0, 1), |hit| (*hit.value, hit.len))
    }

    /// Whether the word at a token is of one of these kinds.
    pub fn is(&self, page: &Page<'_>, at: usize, kinds: u16) -> bool {
        self.at(page, at).0 & kinds != 0
    }
}

/// Gives every name its part.
pub fn play(words: &Words, page: &Page<'_>, names: &mut [Name]) {
    let mut sentence = 0;
    for at in 0..names.len() {
        while page.sentences.get(sentence).is_some_and(|one| one.tokens.end <= names[at].tokens.start) {
            sentence += 1;
        }
        let Some(tokens) = page.sentences.get(sentence).map(|one| one.tokens.clone()) else { return };
        let (before, rest) = names.split_at_mut(at);
        let Some(name) = rest.first_mut() else { return };
        let look = Look { words, page, tokens };
        name.part = before.last().and_then(|last| look.listed(last, name)).unwrap_or_else(|| look.part(name));
    }
}

/// Words over which no preposition reaches back from a name.
const STOPS: [&str; 18] = [
    "and", "that", "which", "who", "to", "with", "for", "as", "than", "when", "after", "before", "because", "if", "since", "where",
    "while", "but",
];

struct Look<'a> {
    words: &'a Words,
    page: &'a Page<'a>,
    tokens: Range<usize>,
}

impl Look<'_> {
    fn part(&self, name: &Name) -> Part {
        let after = self.past(name.tokens.end);
        if self.tied(name) {
            Part::Tied
        } else if self.mishap(name, after) {
            Part::Place
        } else if name.class != Class::Place {
            // "attacks on southern Ukraine killed two": the words before a name tell more than a verb after it.
            let before = self.before(name, after);
            let struck = before == Part::Struck || before == Part::Place && self.is_right_after(name);
            let noun = self.words.is(self.page, after, STRIKE);
            if (noun || !struck) && self.strikes(after) { Part::Striker } else { before }
        } else if self.words.is(self.page, after, STRIKE) {
            // "the Kursk operation", "Kharkiv shelling": a place names where, not who.
            Part::Place
        } else {
            self.before(name, after)
        }
    }

    /// "Milan tram crash", "the Nepal earthquake": where it happens is named before it.
    fn mishap(&self, name: &Name, after: usize) -> bool {
        let ground = matches!(name.class, Class::Place | Class::State | Class::Seat) && after == name.tokens.end;
        let plain =
            |at: usize| self.page.tokens.get(at).is_some_and(|token| token.shape == Shape::Lower) && self.words.at(self.page, at).0 == 0;
        let noun = |at: usize| at < self.tokens.end && self.words.is(self.page, at, MISHAP);
        ground && (noun(after) || plain(after) && noun(after + 1))
    }

    /// "in Kyiv, Sumy and the Kharkiv region": the next of a list plays the part of the one before.
    fn listed(&self, last: &Name, name: &Name) -> Option<Part> {
        let gap = last.tokens.end..name.tokens.start;
        let near =
            gap.start >= self.tokens.start && (1..6).contains(&gap.len()) && matches!(last.part, Part::Place | Part::Struck | Part::From);
        let parts = |at: usize| {
            matches!(self.page.text(at), "," | "and" | "or" | "&" | "the" | "as" | "well" | "city" | "of")
                || self.words.is(self.page, at, LAND)
        };
        let same = near && gap.clone().all(parts) && gap.clone().any(|at| matches!(self.page.text(at), "," | "and" | "or"));
        (same && matches!(name.class, Class::Place | Class::State | Class::Seat) && !self.tied(name)).then_some(last.part)
    }

    /// Past an `'s`.
    fn past(&self, at: usize) -> usize {
        at + usize::from(
            matches!(self.page.text(at), "'s" | "’s" | "'" | "’") && !self.page.tokens.get(at).is_some_and(|token| token.spaced),
        )
    }

    /// "US-made", "pro-Russian".
    fn tied(&self, name: &Name) -> bool {
        let (from, to) = (name.tokens.start, name.tokens.end);
        let hyphen = |at: usize| matches!(self.page.text(at), "-" | "–" | "‑");
        let made = hyphen(to) && self.words.is(self.page, to + 1, MADE);
        let bent = |at: usize| at >= self.tokens.start && self.words.is(self.page, at, BENT);
        // "US$ 100": a currency.
        let money = self.page.text(to).starts_with('$');
        made || money || self.seated(name) || from >= 2 && hyphen(from - 1) && bent(from - 2)
    }

    /// "a group based in London", "a professor at King's College London": the home of who speaks.
    fn seated(&self, name: &Name) -> bool {
        let from = name.tokens.start;
        let based = from >= self.tokens.start + 2 && {
            let (kind, len) = self.words.at(self.page, from - 2);
            kind & SEATED != 0 && len == 2
        };
        let near = from.saturating_sub(8).max(self.tokens.start)..from;
        let scholar = || {
            near.clone().any(|at| self.words.is(self.page, at, SCHOLAR))
                && !near.clone().any(|at| matches!(self.page.text(at), "," | "said" | "killed"))
        };
        based || name.class == Class::Place && scholar()
    }

    /// "Russian drone strikes", "Ukrainian forces shelled": words of striking after the name.
    fn strikes(&self, after: usize) -> bool {
        let mut at = after;
        let mut forced = false;
        while at < self.tokens.end.min(after + 6) {
            let (kind, len) = self.words.at(self.page, at);
            if kind & STRIKE != 0 && (!forced || kind & LAUNCH == 0) {
                return !forced || at == after + 1;
            }
            if kind & LAUNCH != 0 {
                return self.active(after, at);
            }
            forced |= kind & FORCE != 0;
            let text = self.page.text(at);
            let passes = kind & FORCE != 0
                || matches!(text, "has" | "had" | "have" | "also" | "again" | "and" | "-")
                || self.page.tokens[at].shape == Shape::Lower && kind & (AT | UPON | FROM | BY) == 0 && !is_be(text);
            if !passes {
                return false;
            }
            at += len;
        }
        false
    }

    /// No form of "be" between: "Ukraine was attacked" strikes nobody.
    fn active(&self, after: usize, verb: usize) -> bool {
        !(after..verb).any(|at| is_be(self.page.text(at)))
    }

    /// What the words before the name, and a passive after it, make of it.
    fn before(&self, name: &Name, after: usize) -> Part {
        let struck = (after..self.tokens.end.min(after + 4))
            .any(|at| is_be(self.page.text(at)) && (1..3).any(|next| self.words.is(self.page, at + next, HIT)));
        let first = name.tokens.start;
        let mut at = first;
        while at > self.tokens.start && first - at < 6 {
            at -= 1;
            let (kind, _) = self.words.at(self.page, at);
            if kind & BY != 0 {
                return Part::Striker;
            }
            if kind & HIT != 0 && kind & STRIKE == 0 {
                return Part::Struck;
            }
            if kind & STRIKE != 0 && kind & HIT != 0 && first - at <= 2 {
                return Part::Struck;
            }
            if kind & FROM != 0 {
                return if self.is_ground(name, after) { Part::From } else { Part::Plain };
            }
            if kind & UPON != 0 && self.struck_at(at) {
                return Part::Struck;
            }
            if kind & AT != 0 {
                return if self.is_ground(name, after) { Part::Place } else { Part::Plain };
            }
            let text = self.page.text(at);
            if text == "for" && at > self.tokens.start && matches!(self.page.text(at - 1), "battle" | "Battle" | "fight" | "fighting") {
                return Part::Place;
            }
            let joined = text == "and" && self.page.tokens[at + 1].shape == Shape::Lower;
            let passes = joined
                || matches!(text, "the" | "a" | "an" | "of" | "'s" | "’s")
                || matches!(self.page.tokens[at].shape, Shape::Lower | Shape::Capital) && !is_be(text) && !STOPS.contains(&text);
            if !passes {
                break;
            }
        }
        if struck { Part::Struck } else { Part::Plain }
    }

    /// A word of place right before the name, but for "the".
    fn is_right_after(&self, name: &Name) -> bool {
        let first = name.tokens.start;
        let prep = |back: usize| first >= self.tokens.start + back && self.words.is(self.page, first - back, AT);
        prep(1) || prep(2) && self.page.text(first - 1) == "the"
    }

    /// A place by itself, or the land of a people: "in Ukraine", "in a Russian village".
    fn is_ground(&self, name: &Name, after: usize) -> bool {
        match name.class {
            Class::State | Class::Seat | Class::Place => true,
            Class::Nationality => (after..self.tokens.end.min(after + 3)).any(|at| self.words.is(self.page, at, LAND)),
            _ => false,
        }
    }

    /// A word of striking a little before the preposition.
    fn struck_at(&self, prep: usize) -> bool {
        (self.tokens.start.max(prep.saturating_sub(5))..prep).any(|at| self.words.is(self.page, at, STRIKE | LAUNCH))
    }
}

fn is_be(text: &str) -> bool {
    matches!(text, "is" | "are" | "was" | "were" | "be" | "been" | "being")
}
