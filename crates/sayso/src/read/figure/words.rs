//! The number words of one language, as tables: numbers, hedges, units, currencies, and what is no figure.

use rust_decimal::Decimal;
use rustc_hash::{FxHashMap, FxHashSet};

use super::super::page::cut;
use crate::claim::{Not, Quantifier, RowId};
use crate::pack::{Phrases, Row, fold, rows};

/// The number words of one language.
#[derive(Debug, Default)]
pub struct Words {
    pub(super) number: FxHashMap<u64, (Word, RowId)>,
    /// Hedges before a number, their words from right to left.
    pub(super) before: Phrases<Hedge>,
    pub(super) after: Phrases<Quantifier>,
    pub(super) unit: Phrases<&'static str>,
    /// Signs before an amount, their words from right to left.
    pub(super) sign: Phrases<Option<&'static str>>,
    pub(super) currency: Phrases<Option<&'static str>>,
    /// Rows of currencies that are meant only after a scale word: "two million won".
    pub(super) large: FxHashSet<RowId>,
    pub(super) per: Phrases<&'static str>,
    /// Words before a number that is no figure, from right to left.
    pub(super) not_before: Phrases<Not>,
    pub(super) not_after: Phrases<Not>,
    /// Names with their number in them, from right to left.
    pub(super) not_whole: Phrases<Not>,
    /// Words that make the number after or before them a change.
    pub(super) change: FxHashMap<u64, Turn>,
    /// People counted by these are a count even where the number looks like a year.
    pub(super) people: FxHashSet<u64>,
    pub(super) month: FxHashSet<u64>,
    /// What "one" does not count: "one point", "one way".
    pub(super) idle: FxHashSet<u64>,
    /// What tells that "52-35" counts votes and no goals.
    pub(super) vote: FxHashSet<u64>,
    /// Who an age stands beside: "a man, 18, from".
    pub(super) kin: FxHashSet<u64>,
    /// What happens to those counted in tolls: "killed", "injured".
    pub(super) toll: FxHashSet<u64>,
}

/// What a word is to a numeral.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// `zero` to `ninety`.
    Small(u32),
    /// `hundred`
    Hundred,
    /// `thousand`, `crore`
    Scale(Decimal),
    /// `dozen`, `score`
    Dozen(u32),
    /// `hundreds`, with its ends; the upper one may be open.
    Plural(Decimal, Option<Decimal>),
    /// `several`, before a scale; alone it has at best a customary value.
    Few(Option<Decimal>),
    /// `half`
    Half,
    /// `quarter`, `fifth`
    Part(Decimal),
    /// `quarters`, `fifths`
    Parts(Decimal),
    /// `first`, `second`: never a part.
    Ordinal(Decimal),
    /// `tenfold`
    Fold(Decimal),
    /// `twice`
    Times(Decimal),
    /// `double`, where it measures against another.
    Double(Decimal),
    /// `bn`, glued to digits or after them.
    Short(Decimal),
    /// `point`
    Point,
    /// `minus`
    Minus,
    /// `½`
    Vulgar(Decimal, Decimal),
}

/// What words before a number do to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hedge {
    /// They limit it.
    Limit(Quantifier),
    /// They may stand between a hedge and the number.
    Pass,
    /// They end in a word that is no hedge here: "spread over".
    Bar,
}

/// How a word turns a number into a change; "rise" does so as a verb and as a noun.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Turn {
    /// "rose": the number after it, with "by" or a per cent.
    pub verb: bool,
    /// "increase": the number before it or after "of".
    pub noun: bool,
    /// "higher": the number before it.
    pub more: bool,
}

impl Words {
    /// Reads the tables of a language; rows that cannot be used go to `problems`.
    pub fn new(code: &str, problems: &mut Vec<String>) -> Self {
        let mut words = Self::default();
        let mut each = |name: &str, add: fn(&mut Self, &Row) -> Option<()>| {
            for row in rows(code, name) {
                if add(&mut words, &row).is_none() {
                    problems.push(row.problem("not understood"));
                }
            }
        };
        each("number", Self::add_number);
        each("hedge", Self::add_hedge);
        each("unit", |words, row| {
            words.unit.insert(&keys(row.cell(0)?), row.cell(1)?, row.id);
            Some(())
        });
        each("currency", Self::add_currency);
        each("per", |words, row| {
            words.per.insert(&keys(row.cell(0)?), row.cell(1)?, row.id);
            Some(())
        });
        each("not", Self::add_not);
        each("change", Self::add_change);
        each("counted", Self::add_counted);
        words
    }

    fn add_number(&mut self, row: &Row) -> Option<()> {
        let value = || row.cell(2)?.parse::<Decimal>().ok();
        let small = || row.cell(2)?.parse::<u32>().ok();
        let word = match row.cell(1)? {
            "small" => Word::Small(small()?),
            "hundred" => Word::Hundred,
            "scale" => Word::Scale(value()?),
            "dozen" => Word::Dozen(small()?),
            "plural" => Word::Plural(value()?, row.cell(3).and_then(|high| high.parse().ok())),
            "few" => Word::Few(row.cell(2).and_then(|value| value.parse().ok())),
            "half" => Word::Half,
            "part" => Word::Part(value()?),
            "parts" => Word::Parts(value()?),
            "ordinal" => Word::Ordinal(value()?),
            "fold" => Word::Fold(value()?),
            "times" => Word::Times(value()?),
            "double" => Word::Double(value()?),
            "short" => Word::Short(value()?),
            "point" => Word::Point,
            "minus" => Word::Minus,
            "vulgar" => Word::Vulgar(value()?, row.cell(3)?.parse().ok()?),
            _ => return None,
        };
        self.number.insert(fold(row.cell(0)?), (word, row.id));
        Some(())
    }

    fn add_hedge(&mut self, row: &Row) -> Option<()> {
        let words = keys(row.cell(0)?);
        let limit = match row.cell(1)? {
            "pass" => Hedge::Pass,
            "bar" => Hedge::Bar,
            name => Hedge::Limit(Quantifier::named(name)?),
        };
        match (row.cell(2)?, limit) {
            ("before", _) => self.before.insert(&reversed(words), limit, row.id),
            ("after", Hedge::Limit(quantifier)) => self.after.insert(&words, quantifier, row.id),
            _ => return None,
        }
        Some(())
    }

    fn add_currency(&mut self, row: &Row) -> Option<()> {
        let (words, code, place) = (keys(row.cell(0)?), row.cell(1), row.cell(2)?);
        if matches!(place, "before" | "both") {
            self.sign.insert(&reversed(words.clone()), code, row.id);
        }
        if matches!(place, "after" | "both") {
            self.currency.insert(&words, code, row.id);
        }
        if row.cell(3) == Some("large") {
            self.large.insert(row.id);
        }
        matches!(place, "before" | "after" | "both").then_some(())
    }

    fn add_not(&mut self, row: &Row) -> Option<()> {
        let words = keys(row.cell(0)?);
        let not = not_named(row.cell(1)?)?;
        match row.cell(2)? {
            "before" => self.not_before.insert(&reversed(words), not, row.id),
            "after" => self.not_after.insert(&words, not, row.id),
            "whole" => self.not_whole.insert(&reversed(words), not, row.id),
            _ => return None,
        }
        Some(())
    }

    fn add_change(&mut self, row: &Row) -> Option<()> {
        let turn = self.change.entry(fold(row.cell(0)?)).or_default();
        match row.cell(1)? {
            "verb" => turn.verb = true,
            "noun" => turn.noun = true,
            "more" => turn.more = true,
            _ => return None,
        }
        Some(())
    }

    fn add_counted(&mut self, row: &Row) -> Option<()> {
        let set = match row.cell(1)? {
            "people" => &mut self.people,
            "month" => &mut self.month,
            "toll" => &mut self.toll,
            "idle" => &mut self.idle,
            "vote" => &mut self.vote,
            "kin" => &mut self.kin,
            _ => return None,
        };
        set.insert(fold(row.cell(0)?));
        Some(())
    }
}

/// The tokens of a phrase, folded.
fn keys(phrase: &str) -> Vec<u64> {
    cut(phrase).iter().map(|token| fold(&phrase[token.start..token.end])).collect()
}

fn reversed(mut words: Vec<u64>) -> Vec<u64> {
    words.reverse();
    words
}

fn not_named(name: &str) -> Option<Not> {
    let all = [
        Not::Age,
        Not::Date,
        Not::Time,
        Not::Duration,
        Not::Ordinal,
        Not::Identifier,
        Not::List,
        Not::Furniture,
        Not::Phone,
        Not::Score,
        Not::Pronoun,
        Not::Other,
    ];
    all.into_iter().find(|not| not.name() == name)
}
