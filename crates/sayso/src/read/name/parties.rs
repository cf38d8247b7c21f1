//! The sides of a report's events: who is named most, who is struck, and who stands against whom.

use super::{Class, Name, Part};
use crate::pack::table;

/// Sides of one report with how often each is named, in each part.
#[derive(Debug, Default)]
pub struct Parties {
    tallies: Vec<Tally>,
}

#[derive(Debug, Default)]
struct Tally {
    side: &'static str,
    named: usize,
    struck: usize,
    strikes: usize,
}

/// Pairs of sides that fight or fought each other.
#[derive(Debug, Default)]
pub struct Foes {
    pairs: Vec<(&'static str, &'static str)>,
    /// Those at war as the table is written.
    now: Vec<(&'static str, &'static str)>,
}

impl Foes {
    /// Reads `packs/world/foes.tsv`; each pair holds both ways.
    pub fn new(problems: &mut Vec<String>) -> Self {
        let mut foes = Self::default();
        for row in table("packs/world/foes.tsv") {
            let (Some(one), Some(other)) = (row.cell(0), row.cell(1)) else {
                problems.push(row.problem("two sides are wanted"));
                continue;
            };
            foes.pairs.extend([(one, other), (other, one)]);
            if row.cell(2) == Some("now") {
                foes.now.extend([(one, other), (other, one)]);
            }
        }
        foes.pairs.sort_unstable();
        foes
    }

    /// Whom a side is at war with as the table is written.
    pub fn now(&self, side: &str) -> Option<&'static str> {
        self.now.iter().find(|(one, _)| *one == side).map(|(_, other)| *other)
    }

    /// Whether two sides are foes.
    pub fn are(&self, one: &str, other: &str) -> bool {
        self.of(one).any(|foe| foe == other)
    }

    fn of<'a>(&'a self, side: &'a str) -> impl Iterator<Item = &'static str> + 'a {
        let from = self.pairs.partition_point(|(one, _)| *one < side);
        self.pairs[from..].iter().take_while(move |(one, _)| *one == side).map(|(_, other)| *other)
    }
}

impl Parties {
    /// Counts the sides of the names of a page.
    pub fn new(names: &[Name]) -> Self {
        let mut tallies: Vec<Tally> = Vec::new();
        for name in names.iter().filter(|name| !matches!(name.class, Class::Outlet)) {
            let Some(side) = name.side else { continue };
            let at = tallies.binary_search_by_key(&side, |tally| tally.side).unwrap_or_else(|at| {
                tallies.insert(at, Tally { side, ..Tally::default() });
                at
            });
            let tally = &mut tallies[at];
            tally.named += 1;
            tally.struck += usize::from(matches!(name.part, Part::Struck | Part::Place | Part::From));
            tally.strikes += usize::from(name.part == Part::Striker);
        }
        Self { tallies }
    }

    /// How often a side is named.
    pub fn named(&self, side: &str) -> usize {
        self.tally(side).map_or(0, |tally| tally.named)
    }

    /// How often it happens to a side or on its ground.
    pub fn struck_on(&self, side: &str) -> usize {
        self.tally(side).map_or(0, |tally| tally.struck)
    }

    /// The side where most of it happens.
    pub fn struck(&self) -> Option<&'static str> {
        self.most(|tally| tally.struck)
    }

    /// The side that strikes most.
    pub fn striker(&self) -> Option<&'static str> {
        self.most(|tally| tally.strikes)
    }

    /// The side that more of the report is about than all others together.
    pub fn main(&self) -> Option<&'static str> {
        let weight = |tally: &Tally| tally.named + tally.struck;
        let total = self.tallies.iter().map(weight).sum::<usize>();
        let main = self.most(weight)?;
        self.tally(main).filter(|tally| 2 * weight(tally) > total).map(|tally| tally.side)
    }

    /// Whether all the striking that the report tells of is a side's, and none its foe's.
    pub fn strikes_alone(&self, foes: &Foes, side: &str) -> bool {
        let strikes = |side: &str| self.tally(side).map_or(0, |tally| tally.strikes);
        strikes(side) > 0 && self.foe(foes, side).is_some_and(|foe| strikes(foe) == 0)
    }

    /// The group that is named most of those that fight a state.
    pub fn rebels(&self, foes: &Foes, state: &str) -> Option<&'static str> {
        let groups = foes.of(state).filter(|foe| foe.len() != 3 && self.named(foe) > 0);
        groups.reduce(|best, foe| if self.named(foe) > self.named(best) { foe } else { best })
    }

    /// The state that is named most of those whose foe in the report is a group: whose people the group holds.
    pub fn taken(&self, foes: &Foes) -> Option<&'static str> {
        let states = self.tallies.iter().filter(|tally| tally.side.len() == 3 && self.rebels(foes, tally.side).is_some());
        states.reduce(|best, tally| if tally.named > best.named { tally } else { best }).map(|tally| tally.side)
    }

    /// Who stands against a side: its known foe that is named most.
    pub fn foe(&self, foes: &Foes, side: &str) -> Option<&'static str> {
        let mut best: Option<(&'static str, usize)> = None;
        for foe in foes.of(side) {
            let named = self.named(foe);
            if named > best.map_or(0, |(_, named)| named) {
                best = Some((foe, named));
            }
        }
        best.map(|(foe, _)| foe)
    }

    fn tally(&self, side: &str) -> Option<&Tally> {
        self.tallies.binary_search_by(|tally| tally.side.cmp(side)).ok().and_then(|at| self.tallies.get(at))
    }

    /// The side of which there is most, the first by name where two are level.
    fn most(&self, count: impl Fn(&Tally) -> usize) -> Option<&'static str> {
        let most = self.tallies.iter().map(&count).max().filter(|most| *most > 0)?;
        self.tallies.iter().find(|tally| count(tally) == most).map(|tally| tally.side)
    }
}
