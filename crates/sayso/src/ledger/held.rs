//! Reports and claims as the ledger holds them: owned, with positions in code points as on the wire, and with what people made of them.

use std::ops::Range;

use rust_decimal::Decimal;

use crate::claim::{Kind, Link, Period, Quantifier, Role, Stance};
use crate::report::{Date, Zone};

/// A report as the ledger holds it, its text aside.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filed {
    /// The entry that brought it.
    pub seq: u64,
    /// When it came in, as an ISO timestamp of UTC.
    pub at: String,
    /// Hexadecimal digest of the text and what its record said.
    pub digest: String,
    /// Path, URL or `id` as first given.
    pub id: String,
    /// Where it was published.
    pub url: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Its title, where the record gives one beside the text.
    pub title: Option<String>,
    /// The day it was published.
    pub published: Option<Date>,
    /// The report of the same page that this one is a later state of.
    pub revision_of: Option<u64>,
    /// The later state of the page that stands in its place; its claims count no more, but are what was once said.
    pub replaced_by: Option<u64>,
}

/// A claim as the ledger holds it: the fields of [`crate::claim::Claim`], owned.
#[derive(Clone, Debug, PartialEq)]
pub struct Held {
    /// The id on the wire: the same report text, span and side give the same id.
    pub id: String,
    /// The report's entry.
    pub report: u64,
    /// The reading's entry.
    pub reading: u64,
    /// Where the numeral begins, in code points of the report's text.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// The numeral expression.
    pub text: String,
    /// Lower end of what is stated.
    pub low: Option<Decimal>,
    /// Upper end; none where it is open.
    pub high: Option<Decimal>,
    /// How the text limits the number.
    pub quantifier: Quantifier,
    /// The words that hedge it.
    pub hedge: Option<String>,
    /// What sort of figure it is.
    pub kind: Kind,
    /// What sort of thing is counted ("person", "case", "item").
    pub unit: Option<String>,
    /// The noun phrase counted.
    pub counted: Option<String>,
    /// What happened or is the case.
    pub measure: String,
    /// The offence, for the steps of the law.
    pub offence: Option<String>,
    /// Whose people or things are counted.
    pub side: Option<String>,
    /// Place the count is limited to.
    pub place: Option<String>,
    /// When it holds.
    pub period: Option<Period>,
    /// Who vouches, through whom, origin first, outlet last; without positions.
    pub say_so: Vec<Link>,
    /// How the origin stands to it.
    pub stance: Stance,
    /// The claim of the same report that this only restates, by its start.
    pub repeat_of: Option<usize>,
    /// The claim this is a part of, by its start.
    pub part_of: Option<usize>,
    /// The claim this is measured against, by its start.
    pub base: Option<usize>,
    /// The sentence it stands in, in code points.
    pub sentence: Range<usize>,
    /// The zone of the text it stands in.
    pub zone: Zone,
    /// Fields that a person changed, in the order they were changed; what stands above is what they became.
    pub corrected: Vec<Correction>,
}

/// A field of a claim that a named person set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// The judgement's entry.
    pub seq: u64,
    /// The field, as on the wire.
    pub field: String,
    /// What was read, as on the wire.
    pub was: Option<String>,
    /// Who set it.
    pub by: String,
}

impl Held {
    /// Who vouches, where somebody other than the report itself does.
    pub fn origin(&self) -> Option<&Link> {
        self.say_so.iter().find(|link| link.role == Role::Origin)
    }

    /// Who passes it on between the origin and the outlet, nearest to the origin first.
    pub fn relays(&self) -> impl Iterator<Item = &Link> {
        self.say_so.iter().filter(|link| link.role == Role::Relay)
    }

    /// The one value stated, where the claim states one and not a span.
    pub fn point(&self) -> Option<Decimal> {
        self.low.filter(|low| self.high == Some(*low))
    }

    /// What the words allow the value to be: "at least 5" has no upper end, "up to 5" no lower.
    pub fn bounds(&self) -> (Option<Decimal>, Option<Decimal>) {
        match self.quantifier {
            Quantifier::AtLeast | Quantifier::MoreThan => (self.low, None),
            Quantifier::AtMost | Quantifier::LessThan => (None, self.high),
            _ => (self.low, self.high),
        }
    }

    /// The day the claim speaks of: the end of its period, else its beginning.
    pub fn day(&self) -> Option<Date> {
        self.period.and_then(|period| period.to.or(period.from))
    }
}
