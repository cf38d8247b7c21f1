//! The words that tell whose.

use std::collections::BTreeMap;

use crate::pack::{Phrases, fold, rows, table};
use crate::read::page::{Page, cut};

/// Whose a figure is, where only the event tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// Who does it: launches, recruits, loses.
    Doer,
    /// To whom it is done: killed, shot down.
    Done,
    /// The state where it happens: charged, infected.
    Home,
    /// The state they come from, wherever they are: refugees, deserters.
    Origin,
}

/// The words that tell whose a figure is.
#[derive(Debug, Default)]
pub struct Words {
    words: Phrases<u32>,
    relations: Vec<(&'static str, Relation)>,
}

const KINDS: [&str; 28] = [
    "bear",
    "our",
    "foe",
    "each",
    "side",
    "both",
    "world",
    "home",
    "own",
    "join",
    "clash",
    "army",
    "act",
    "origin",
    "level",
    "aboard",
    "strife",
    "go",
    "harm",
    "others",
    "rebel",
    "hostage",
    "foreign",
    "respectively",
    "mostly",
    "calamity",
    "road",
    "gain",
];
pub const BEAR: u32 = 1;
pub const OUR: u32 = 2;
pub const FOE: u32 = 4;
pub const EACH: u32 = 8;
pub const SIDE: u32 = 16;
pub const BOTH: u32 = 32;
pub const WORLD: u32 = 64;
pub const OWN: u32 = 256;
pub const JOIN: u32 = 512;
pub const CLASH: u32 = 1024;
pub const ARMY: u32 = 2048;
pub const ACT: u32 = 4096;
pub const ORIGIN: u32 = 8192;
pub const LEVEL: u32 = 16384;
pub const ABOARD: u32 = 32768;
pub const STRIFE: u32 = 65536;
pub const GO: u32 = 131072;
pub const HARM: u32 = 262_144;
pub const OTHERS: u32 = 524_288;
pub const REBEL: u32 = 1_048_576;
pub const HOSTAGE: u32 = 2_097_152;
pub const FOREIGN: u32 = 4_194_304;
pub const RESPECTIVELY: u32 = 8_388_608;
pub const MOSTLY: u32 = 16_777_216;
pub const CALAMITY: u32 = 33_554_432;
pub const ROAD: u32 = 67_108_864;
pub const GAIN: u32 = 134_217_728;

const RELATIONS: [(&str, Relation); 4] =
    [("doer", Relation::Doer), ("done", Relation::Done), ("home", Relation::Home), ("origin", Relation::Origin)];

impl Words {
    /// Reads `whose.tsv` and `relation.tsv`; rows that cannot be used go to `problems`.
    pub fn new(code: &str, problems: &mut Vec<String>) -> Self {
        let mut kinds = BTreeMap::new();
        for row in rows(code, "whose") {
            let (Some(kind), Some(words)) = (row.cell(0).and_then(|kind| KINDS.iter().position(|one| *one == kind)), row.cell(1)) else {
                problems.push(row.problem("a kind and its words are wanted"));
                continue;
            };
            for word in words.split(',').map(str::trim) {
                kinds.entry(word).or_insert((0, row.id)).0 |= 1 << kind;
            }
        }
        let mut out = Self { words: Phrases::default(), relations: relations(problems) };
        for (word, (kind, row)) in kinds {
            let folded = cut(word).iter().map(|token| fold(&word[token.start..token.end])).collect::<Vec<_>>();
            out.words.insert(&folded, kind, row);
        }
        out
    }

    /// How many tokens a phrase of one of these kinds covers that begins at a token; none if there is no such phrase.
    pub fn len(&self, page: &Page<'_>, at: usize, kinds: u32) -> usize {
        let hit = page.words.get(at..).and_then(|words| self.words.at(&words[..words.len().min(4)]));
        hit.filter(|hit| hit.value & kinds != 0).map_or(0, |hit| hit.len)
    }

    /// Whether a phrase of one of these kinds begins at a token.
    pub fn is(&self, page: &Page<'_>, at: usize, kinds: u32) -> bool {
        self.len(page, at, kinds) > 0
    }

    /// Whose the figures of a measure are.
    pub fn relation(&self, measure: &str) -> Option<Relation> {
        self.relations.iter().find(|(one, _)| *one == measure).map(|(_, relation)| *relation)
    }
}

fn relations(problems: &mut Vec<String>) -> Vec<(&'static str, Relation)> {
    let mut out = Vec::new();
    for row in table("packs/world/relation.tsv") {
        let relation = row.cell(1).and_then(|word| RELATIONS.iter().find(|(one, _)| *one == word));
        match (row.cell(0), relation) {
            (Some(measure), Some((_, relation))) => out.push((measure, *relation)),
            _ => problems.push(row.problem("a measure and doer, done, home or origin are wanted")),
        }
    }
    out
}
