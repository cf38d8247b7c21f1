//! What is worth a person's look first: claims on which a check fails, the ends of wide ranges, and claims of which much could not be read.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use sayso::claim::Stance;
use sayso::ledger::Held;
use sayso::report::Zone;
use sayso_io::ledger::{Book, Error};

use crate::board::Board;
use crate::state::Findings;

/// Claims in the order in which they are worth a look.
#[derive(Debug, Default)]
pub struct Queue(pub Vec<Item>);

/// A claim that is worth a look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its id.
    pub claim: String,
    /// Why, the weightiest first.
    pub why: Vec<Why>,
    weight: Decimal,
}

/// Why a claim is worth a look.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Why {
    /// `fails`, `range` or `open`.
    pub reason: &'static str,
    /// The same in a sentence.
    pub words: String,
}

/// Claims that the queue holds; who has judged these finds the next ones in it.
const LONGEST: usize = 2000;

/// A range is wide from here on: the highest over the lowest.
const WIDE: Decimal = Decimal::TWO;

/// Fields that stay open from which on a claim is doubtful.
const OPEN: usize = 3;

impl Queue {
    /// The queue of a state.
    pub fn new(book: &Book<'_>, board: &Board, findings: &Findings) -> Result<Self, Error> {
        let mut items = BTreeMap::<String, Item>::new();
        let mut add = |claim: &str, weight: Decimal, why: Why| {
            let item =
                items.entry(claim.to_owned()).or_insert_with(|| Item { claim: claim.to_owned(), why: Vec::new(), weight: Decimal::ZERO });
            item.weight += weight;
            item.why.push(why);
        };
        for finding in findings.all.iter().filter(|finding| finding.verdict == "fails") {
            let why = Why { reason: "fails", words: finding.sentence.clone() };
            finding.inputs.iter().for_each(|claim| add(claim, Decimal::ONE_THOUSAND, why.clone()));
        }
        for (width, least, most) in board.ranges().filter(|(width, ..)| *width >= WIDE) {
            let weight = width.min(Decimal::ONE_HUNDRED);
            let words = format!("one end of a range whose highest is {} times its lowest", width.round_sf(2).unwrap_or(width).normalize());
            let mut ends = vec![least, most];
            ends.dedup();
            ends.into_iter().for_each(|claim| add(claim, weight, Why { reason: "range", words: words.clone() }));
        }
        book.view.each_report(&mut |_, claims| {
            for claim in claims.iter().filter(|claim| is_told(claim) && !book.is_replaced(claim)) {
                let open = open(claim);
                if open.len() >= OPEN {
                    let why = Why { reason: "open", words: format!("not read: {}", open.join(", ")) };
                    add(&claim.id, Decimal::from(open.len()), why);
                }
            }
            Ok(())
        })?;
        let mut items = items.into_values().collect::<Vec<_>>();
        items.sort_by(|one, other| other.weight.cmp(&one.weight).then_with(|| one.claim.cmp(&other.claim)));
        items.truncate(LONGEST);
        Ok(Self(items))
    }
}

/// Whether somebody tells it in earnest, in a place where reports tell things.
fn is_told(claim: &Held) -> bool {
    claim.repeat_of.is_none()
        && matches!(claim.zone, Zone::Headline | Zone::Lede | Zone::Body | Zone::Quote)
        && claim.stance != Stance::Denied
}

/// The fields that could not be read.
fn open(claim: &Held) -> Vec<&'static str> {
    let fields = [
        ("what happened", claim.measure == "other"),
        ("what is counted", claim.counted.is_none()),
        ("whose", claim.side.is_none()),
        ("when", claim.period.is_none()),
        ("who vouches", claim.origin().is_none()),
    ];
    fields.into_iter().filter(|(_, open)| *open).map(|(field, _)| field).collect()
}
