//! Where sources stand in conflicts, by days, and what interest that gives them in a figure.

use rustc_hash::FxHashMap;

use crate::pack;
use crate::report::Date;

/// Where a source stands in a conflict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stand {
    /// It fights.
    Party,
    /// It fights for, arms or hosts for a party.
    Ally,
    /// It has no stake.
    Third,
    /// It counts all sides alike and speaks for none.
    Independent,
}

impl Stand {
    const ALL: [(&str, Self); 4] =
        [("party", Self::Party), ("ally", Self::Ally), ("third", Self::Third), ("independent", Self::Independent)];

    /// The word of the tables and on the wire.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, one)| *one == self).map_or("", |(name, _)| name)
    }
}

/// A row of the table of positions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    /// Which conflict; none where it holds in all.
    pub conflict: Option<String>,
    /// How it stands.
    pub stand: Stand,
    /// Whose side it is on.
    pub with: Vec<String>,
    from: Option<Date>,
    to: Option<Date>,
}

/// Every position, and who fights whom.
#[derive(Debug, Default)]
pub struct Positions {
    by_who: FxHashMap<String, Vec<Position>>,
    foes: Vec<(String, String)>,
}

impl Positions {
    /// Reads the tables; rows that cannot be used go to `problems`.
    pub fn new(problems: &mut Vec<String>) -> Self {
        let mut positions = Self::default();
        for row in pack::table("packs/world/position.tsv") {
            if !positions.add_row(&row.cells) {
                problems.push(row.problem(WANTS));
            }
        }
        for row in pack::table("packs/world/foes.tsv") {
            if let (Some(one), Some(other)) = (row.cell(0), row.cell(1)) {
                positions.foes.push((one.to_owned(), other.to_owned()));
            }
        }
        positions
    }

    /// Adds rows of a text of the same form.
    pub fn add(&mut self, text: &str, file: &str, problems: &mut Vec<String>) {
        for (line, at) in text.lines().zip(1u32..).filter(|(line, _)| !line.trim().is_empty() && !line.starts_with('#')) {
            if !self.add_row(&line.split('\t').map(str::trim).collect::<Vec<_>>()) {
                problems.push(format!("{file}:{at}: {WANTS}"));
            }
        }
    }

    fn add_row(&mut self, cells: &[&str]) -> bool {
        let cell = |at: usize| cells.get(at).copied().filter(|cell| !cell.is_empty() && *cell != "-");
        let day = |at: usize| cell(at).map(Date::parse);
        let stand = Stand::ALL.iter().find(|(name, _)| Some(*name) == cell(2)).map(|(_, stand)| *stand);
        let (Some(who), Some(stand), from, to) = (cell(0), stand, day(4), day(5)) else { return false };
        if from == Some(None) || to == Some(None) || matches!(stand, Stand::Party | Stand::Ally) != cell(3).is_some() {
            return false;
        }
        let with = cell(3).into_iter().flat_map(|cell| cell.split('|')).map(|side| side.trim().to_owned()).collect();
        let position = Position { conflict: cell(1).map(str::to_owned), stand, with, from: from.flatten(), to: to.flatten() };
        self.by_who.entry(who.to_owned()).or_default().push(position);
        true
    }

    /// Where a name or side stands on a day, latest rows first; without a day, where it ever stood.
    pub fn of(&self, who: &str, day: Option<Date>) -> impl Iterator<Item = &Position> {
        self.by_who.get(who).into_iter().flatten().rev().filter(move |position| position.holds(day))
    }

    /// Whether a side fights, or helps those who do, in the conflict of a position.
    pub fn is_in(&self, side: &str, position: &Position) -> bool {
        let fights = |one: &&Position| matches!(one.stand, Stand::Party | Stand::Ally) && one.conflict == position.conflict;
        self.of(side, None).any(|one| fights(&one))
    }

    /// Whether two sides are foes in any war.
    pub fn are_foes(&self, one: &str, other: &str) -> bool {
        self.foes.iter().any(|(a, b)| a == one && b == other || a == other && b == one)
    }
}

impl Position {
    fn holds(&self, day: Option<Date>) -> bool {
        let Some(day) = day.and_then(Date::first_day) else { return true };
        let after = self.from.and_then(Date::first_day).is_none_or(|from| from <= day);
        after && self.to.and_then(Date::first_day).is_none_or(|to| day <= to)
    }
}

const WANTS: &str = "wants who, which conflict, party, ally, third or independent, whose side (of a party or ally), and days from and to";
