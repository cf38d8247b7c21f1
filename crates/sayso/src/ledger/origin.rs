//! On how many origins a figure stands: who only repeats whom, as an interval with a reason for every merge.
//!
//! Ten outlets are not ten sources. The claims of one series are cut into *voices*: each named source is one, and so is an outlet's own word for one value, and so are
//! one report's "officials" for one value. Then voices are merged, and what is left over is counted twice: `max` merges only what is proven, `min` also
//! what is merely suspected. Rules:
//!
//! - Who speaks for a body is that body; two bodies under one government are suspected to be one ([`Reason::SameBody`], [`Reason::SameParent`]).
//! - Words near the figure that two reports share are one voice ([`Reason::SameText`]); so is a figure taken from a report that names its origin ([`Reason::Cites`]).
//! - A value that somebody vouches for and others give on nobody's word has one origin ([`Reason::Unattributed`]).
//! - An odd number in two mouths is strong evidence of one origin, a round one almost none ([`Reason::SameFigure`]): what counts is its significant digits.
//! - Two parties that give the same number are two witnesses.
//! - "Officials" in two reports are not proven one, whatever they are called ([`Reason::SameWords`]).
//! - Who denies a figure is no origin of it.
//!
//! A voice without a name follows at most one other, so that it never ties two witnesses together. A false merge hides a witness: when in doubt, a merge is suspected.

pub mod basis;
mod named;
mod set;
mod unnamed;
mod value;
mod voice;
#[cfg(test)]
mod tests;

use rustc_hash::{FxHashMap, FxHashSet};

use super::held::{Filed, Held};
use super::source::{Sort, Source};
use set::Set;
use value::Value;
use voice::Voices;

/// A claim with everybody in its chain of say-so resolved.
#[derive(Clone, Debug)]
pub struct Chain<'a> {
    /// What is claimed.
    pub claim: &'a Held,
    /// The report it stands in.
    pub report: &'a Filed,
    /// Who vouches, where somebody other than the report does.
    pub origin: Option<Who<'a>>,
    /// Who passes it on, nearest to the origin first.
    pub relays: Vec<Who<'a>>,
    /// Who published the report.
    pub outlet: Option<Who<'a>>,
    /// Shingles of the sentence that it stands in, sorted; none where the text is not at hand.
    pub sentence: &'a [u64],
    /// What the origin says it counted by, see [`basis`].
    pub basis: Option<&'a str>,
}

/// A source in a chain, as `source.rs` resolves it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Who<'a> {
    /// The source's id. Those known within one report only have their own there.
    pub id: &'a str,
    /// The name that people read.
    pub name: &'a str,
    /// What it is.
    pub sort: Sort,
    /// The side it belongs to.
    pub side: Option<&'a str>,
    /// The bodies above it, nearest first.
    pub above: Vec<Above<'a>>,
}

/// A body above a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Above<'a> {
    /// Its id.
    pub id: &'a str,
    /// The name that people read.
    pub name: &'a str,
    /// Whether it is a state or group as a whole: what stands below it has many voices.
    pub whole: bool,
}

impl<'a> Who<'a> {
    /// A source with those above it, nearest first.
    pub fn new(source: &'a Source, above: &[&'a Source]) -> Self {
        let whole = |sort| matches!(sort, Sort::State | Sort::Group);
        let above = above.iter().map(|body| Above { id: &body.id, name: &body.name, whole: whole(body.sort) }).collect();
        Self { id: &source.id, name: &source.name, sort: source.sort, side: source.side.as_deref(), above }
    }

    /// Whether it is known by office, by group or not at all.
    fn unnamed(&self) -> bool {
        matches!(self.sort, Sort::Described | Sort::Anonymous)
    }
}

/// Why two voices are taken to be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// A person said so.
    Judged,
    /// One outlet's own word twice, or one report's officials.
    SameSource,
    /// One speaks for the other or is a part of it.
    SameBody,
    /// The same report says who it is.
    SameReport,
    /// The report that one cites gives the other.
    Cites,
    /// The words around the figure are shared.
    SameText,
    /// Nobody vouches for it here, and somebody does there.
    Unattributed,
    /// The number is too odd for two counts to hit on it.
    SameFigure,
    /// Both count by the same leak, list or register.
    SameBasis,
    /// Both stand under one government or organisation.
    SameParent,
    /// Both are called the same, and neither is named.
    SameWords,
}

impl Reason {
    /// The word on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Judged => "judged",
            Self::SameSource => "same_source",
            Self::SameBody => "same_body",
            Self::SameReport => "same_report",
            Self::Cites => "cites",
            Self::SameText => "same_text",
            Self::Unattributed => "unattributed",
            Self::SameFigure => "same_figure",
            Self::SameBasis => "same_basis",
            Self::SameParent => "same_parent",
            Self::SameWords => "same_words",
        }
    }
}

/// How sure a merge is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// The texts show it.
    Proven,
    /// It may be so.
    Suspected,
}

impl Certainty {
    /// The word on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Proven => "proven",
            Self::Suspected => "suspected",
        }
    }
}

/// Two voices taken to be one, by a claim of each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merge {
    /// A claim of the one that repeats or is a part of the other, by its place in the chains.
    pub a: usize,
    /// A claim of the other.
    pub b: usize,
    /// Why.
    pub reason: Reason,
    /// How sure.
    pub certainty: Certainty,
    /// The reason in one sentence.
    pub why: String,
}

/// Claims of one origin, as far as proven.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its claims, by their places in the chains, earliest seen first.
    pub claims: Vec<usize>,
    /// The id of the source that vouches; none where it is known by an outlet's word or not by name.
    pub source: Option<String>,
    /// Groups with the same number are suspected to be one.
    pub suspected: usize,
}

/// What somebody said of two claims or sources, by their ids: that they have one origin, or that they have not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ruling {
    /// One claim or source.
    pub a: String,
    /// The other.
    pub b: String,
    /// Whether they are one.
    pub one: bool,
    /// Who said so.
    pub by: String,
}

/// The origins behind a set of claims.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origins {
    /// How many there are at least: all that is suspected is true.
    pub min: usize,
    /// How many there are at most: only what is proven is true.
    pub max: usize,
    /// The groups as far as proven, earliest seen first.
    pub groups: Vec<Group>,
    /// Every merge with its reason, the proven ones first.
    pub merges: Vec<Merge>,
    /// Claims that deny the figure: they support nothing.
    pub denied: Vec<usize>,
}

/// The origins behind the claims of one series. The order of the chains does not matter.
pub fn origins(chains: &[Chain<'_>], rulings: &[Ruling]) -> Origins {
    let voices = Voices::new(chains);
    let judged = voices.rulings(rulings);
    let ties: Vec<Tie> = judged.ties.into_iter().chain(named::ties(&voices)).chain(unnamed::ties(&voices)).collect();
    let (proven, mut merges) = merge(&voices, &ties, &judged.apart, Certainty::Proven);
    let (suspected, more) = merge(&voices, &ties, &judged.apart, Certainty::Suspected);
    merges.extend(more.into_iter().filter(|merge| merge.certainty == Certainty::Suspected));
    let groups = groups(&voices, proven, suspected.clone());
    let (max, min) = (groups.len(), count(suspected, voices.all.len()).min(groups.len()));
    Origins { min, max, groups, merges, denied: voices.denied }
}

/// Which of these claims have a sentence worth fetching: another report gives the same value, or a source is met that no claim before names.
pub fn worth_reading(claims: &[Held]) -> Vec<bool> {
    let mut reports: FxHashMap<Value, (u64, bool)> = FxHashMap::default();
    for claim in claims {
        let told = reports.entry(Value::of(claim)).or_insert((claim.report, false));
        told.1 |= told.0 != claim.report;
    }
    let mut met = FxHashSet::default();
    let mut first = |claim: &Held| claim.origin().is_some_and(|origin| met.insert(origin.name.clone()));
    claims.iter().map(|claim| first(claim) || reports.get(&Value::of(claim)).is_some_and(|told| told.1)).collect()
}

/// A reason to take two voices for one, strictest reasons first.
#[derive(Clone, Debug)]
struct Tie {
    /// The voice that repeats, or the later one.
    a: usize,
    b: usize,
    reason: Reason,
    certainty: Certainty,
    /// Whether `a` has no name and so follows at most one other.
    follows: bool,
    /// Ends the sentence about it.
    note: Option<String>,
}

/// Merges what is at least this certain; also says which ties did it.
fn merge(voices: &Voices<'_>, ties: &[Tie], apart: &[(usize, usize)], least: Certainty) -> (Set, Vec<Merge>) {
    let mut set = Set::new(voices.all.len(), apart);
    let mut follower = vec![false; voices.all.len()];
    let mut merges = Vec::new();
    for tie in ties.iter().filter(|tie| tie.certainty <= least) {
        if !(tie.follows && follower[tie.a]) && set.join(tie.a, tie.b) {
            follower[tie.a] |= tie.follows;
            merges.push(voices.merge(tie));
        }
    }
    for (a, b) in voices.same(&follower) {
        if set.join(a, b) {
            merges.push(voices.merge(&Tie { a, b, reason: Reason::SameSource, certainty: Certainty::Proven, follows: false, note: None }));
        }
    }
    (set, merges)
}

fn groups(voices: &Voices<'_>, mut proven: Set, mut suspected: Set) -> Vec<Group> {
    let mut at = vec![None; voices.all.len()];
    let mut groups: Vec<Group> = Vec::new();
    for (claim, voice) in &voices.of {
        let place = *at[proven.root(*voice)].get_or_insert_with(|| {
            groups.push(Group { claims: Vec::new(), source: None, suspected: suspected.root(*voice) });
            groups.len() - 1
        });
        groups[place].claims.push(*claim);
        if groups[place].source.is_none() {
            groups[place].source = voices.all[*voice].source().map(str::to_owned);
        }
    }
    groups
}

fn count(mut set: Set, voices: usize) -> usize {
    (0..voices).filter(|voice| set.root(*voice) == *voice).count()
}
