//! Text reuse: which reports share text, found by five-word shingles and never by comparing all pairs.
//!
//! A shell keeps the [`sampled`] shingles of every report in an index. For a new report it looks up who else holds them, asks [`candidates`] which of those are worth
//! a closer look, and compares those few in full with [`overlap`]. Exact overlap tells copies from reports of one event far better than a sketch of fixed size:
//! a quotation of three paragraphs within a long page is a small share of it, and still forty shingles.

mod furniture;
mod shingle;

pub use furniture::{Pair, beyond_furniture};
pub use shingle::{sampled, shingles};

use rust_decimal::Decimal;

/// Shingles that two reports of any length must have in common to share text.
const SHARED: usize = 40;

/// Shingles that are enough where they make up a third of the shorter report, as they may for a wire of sixty words.
const SHARED_SHORT: usize = 16;

/// A sampled shingle that more reports hold is common, and who else holds it does not matter.
pub const COMMON: usize = 100;

/// Copies of a text told by more than [`COMMON`] reports are tied to so many of the first.
const FIRST: usize = 8;

/// The most candidates for one report: beyond these a text is told so often that further ties add nothing.
pub const CANDIDATES: usize = 128;

/// How much two reports share.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Overlap {
    /// Shingles that both hold.
    pub shared: usize,
    /// Shingles of the one.
    pub left: usize,
    /// Shingles of the other.
    pub right: usize,
}

impl Overlap {
    /// What is shared as a part of the smaller report, from 0 to 1, to three places.
    pub fn containment(&self) -> Decimal {
        let smaller = Decimal::from(self.left.min(self.right).max(1));
        (Decimal::from(self.shared) / smaller).round_dp(3)
    }
}

/// How much two sorted lists of shingles share.
pub fn overlap(left: &[u64], right: &[u64]) -> Overlap {
    Overlap { shared: shared(left, right).count(), left: left.len(), right: right.len() }
}

/// The shingles that two sorted lists share, in order.
pub fn shared<'a>(left: &'a [u64], right: &'a [u64]) -> impl Iterator<Item = u64> + 'a {
    let mut rest = right;
    left.iter().copied().filter(move |hash| {
        while let Some((first, after)) = rest.split_first()
            && first < hash
        {
            rest = after;
        }
        rest.first() == Some(hash)
    })
}

/// Whether two reports share text.
pub fn shares(overlap: &Overlap) -> bool {
    let third = overlap.shared * 3 >= overlap.left.min(overlap.right);
    overlap.shared >= SHARED || (third && overlap.shared >= SHARED_SHORT)
}

/// Sampled shingles that a report must share to be looked at: of [`SHARED`] shingles five are sampled on the average, and at most one of them once in thirty times. A single
/// one is a turn of phrase, and in a large ledger every report has those in common with hundreds.
const AGAIN: usize = 2;

/// The reports worth comparing with a new one, those that share most first, at most [`CANDIDATES`] of them.
///
/// `postings` has, for each sampled shingle of the new report, the other reports that hold it, earliest first; of more than [`COMMON`] those first ones are enough.
/// Common shingles are furniture and find nobody, unless the report is made of them: then it is one more copy of what many have printed, and the first few tell it.
pub fn candidates<'a>(postings: impl IntoIterator<Item = &'a [u64]>) -> Vec<u64> {
    let (common, rare): (Vec<&[u64]>, Vec<&[u64]>) = postings.into_iter().partition(|reports| reports.len() > COMMON);
    if common.len() > rare.len() * 4 { most(&common, FIRST) } else { most(&rare, CANDIDATES) }
}

/// The reports that most of the postings name.
fn most(postings: &[&[u64]], limit: usize) -> Vec<u64> {
    let mut held: Vec<u64> = postings.iter().flat_map(|reports| reports.iter().copied().take(COMMON)).collect();
    held.sort_unstable();
    let mut counted: Vec<(usize, u64)> = held.chunk_by(|a, b| a == b).map(|same| (same.len(), same[0])).collect();
    counted.retain(|(count, _)| *count >= AGAIN);
    counted.sort_unstable_by_key(|(count, report)| (std::cmp::Reverse(*count), *report));
    counted.truncate(limit);
    counted.into_iter().map(|(_, report)| report).collect()
}

#[cfg(test)]
mod tests {
    use super::{CANDIDATES, COMMON, Overlap, candidates, overlap, shares};

    #[track_caller]
    fn check(shared: usize, left: usize, right: usize, expected: bool) {
        assert_eq!(shares(&Overlap { shared, left, right }), expected, "{shared} of {left} and {right}");
    }

    #[test]
    fn sharing_is_a_passage_or_most_of_a_short_report() {
        check(40, 1_000, 3_000, true);
        check(39, 1_000, 3_000, false);
        check(30, 56, 900, true);
        check(18, 56, 60, false);
        check(15, 16, 16, false);
        check(0, 0, 0, false);
    }

    #[test]
    fn overlap_counts_what_both_hold() {
        let both = overlap(&[1, 3, 5, 8], &[2, 3, 4, 5, 9]);
        assert_eq!(both, Overlap { shared: 2, left: 4, right: 5 });
        assert_eq!(both.containment().to_string(), "0.50");
        assert_eq!(overlap(&[], &[1]).shared, 0);
    }

    #[test]
    fn candidates_come_by_what_they_share_and_are_bounded() {
        assert_eq!(candidates([&[4, 7][..], &[7, 9], &[7, 9]]), [7, 9]);
        let many: Vec<u64> = (0..90).collect();
        let more: Vec<u64> = (90..180).collect();
        assert_eq!(candidates([&many[..], &more, &many, &more]).len(), CANDIDATES);
        assert!(candidates(std::iter::empty()).is_empty());
    }

    #[test]
    fn what_everybody_prints_finds_nobody_unless_it_is_all_there_is() {
        let many: Vec<u64> = (0..=COMMON as u64).collect();
        assert_eq!(candidates([&many[..], &many, &[7], &[7]]), [7]);
        assert_eq!(candidates([&many[..], &many]), [0, 1, 2, 3, 4, 5, 6, 7]);
    }
}
