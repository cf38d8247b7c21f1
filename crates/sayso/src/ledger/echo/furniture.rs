//! What every report of one outlet carries: menus, legal lines, calls to subscribe. Reports that share no more than that share no text.

use super::{Overlap, shares};

/// Two reports that share text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The earlier one's entry.
    pub a: u64,
    /// The later one's.
    pub b: u64,
    /// How much they share.
    pub overlap: Overlap,
    /// Whether one outlet published both.
    pub one_outlet: bool,
}

/// A report that shares text with this many others of its outlet tells what its outlet's furniture is.
const ENOUGH: usize = 4;

/// Those of the pairs that share more than furniture, in their order.
///
/// Furniture is measured, not looked up: what a report shares with most of those of its outlet that it shares anything with. A report that is nearly all in
/// the other is a copy or a revision of it, whatever else its outlet prints. When it is wrong: an outlet that tells one story in five reports, each built on
/// the last, is taken to repeat furniture; they are one voice anyhow.
pub fn beyond_furniture(pairs: &[Pair]) -> Vec<Pair> {
    let furniture = furniture(pairs);
    let of = |report| furniture.binary_search_by_key(&report, |(of, _)| *of).map_or(0, |at| furniture[at].1);
    pairs.iter().filter(|pair| !pair.one_outlet || stands(&pair.overlap, of(pair.a).max(of(pair.b)))).copied().collect()
}

fn stands(overlap: &Overlap, furniture: usize) -> bool {
    let less = |count: usize| count.saturating_sub(furniture);
    let copy = overlap.shared * 5 >= overlap.left.min(overlap.right) * 4;
    copy || shares(&Overlap { shared: less(overlap.shared), left: less(overlap.left), right: less(overlap.right) })
}

/// How many shingles of each report are furniture, by report.
fn furniture(pairs: &[Pair]) -> Vec<(u64, usize)> {
    let within = pairs.iter().filter(|pair| pair.one_outlet);
    let mut shared: Vec<(u64, usize)> = within.flat_map(|pair| [pair.a, pair.b].map(|report| (report, pair.overlap.shared))).collect();
    shared.sort_unstable();
    let enough = shared.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() >= ENOUGH);
    enough.map(|same| same[same.len() / 2]).collect()
}

#[cfg(test)]
mod tests {
    use super::{Overlap, Pair, beyond_furniture};

    /// Five reports that share 60 shingles each; the first two share `more`.
    fn five(more: usize, size: usize, one_outlet: bool) -> Vec<Pair> {
        let all = (0..5).flat_map(|b| (0..b).map(move |a| (a, b)));
        let shared = |a, b| if (a, b) == (0, 1) { 60 + more } else { 60 };
        all.map(|(a, b)| Pair { a, b, overlap: Overlap { shared: shared(a, b), left: size, right: size }, one_outlet }).collect()
    }

    #[track_caller]
    fn check(pairs: &[Pair], expected: usize) {
        assert_eq!(beyond_furniture(pairs).len(), expected);
    }

    #[test]
    fn what_all_reports_of_an_outlet_carry_is_no_reuse() {
        check(&five(0, 500, true), 0);
        check(&five(80, 500, true), 1);
    }

    #[test]
    fn many_outlets_that_tell_one_wire_are_no_furniture() {
        check(&five(0, 500, false), 10);
    }

    #[test]
    fn copies_stay_whatever_the_outlet_prints() {
        check(&five(0, 70, true), 10);
    }

    #[test]
    fn few_reports_tell_no_furniture() {
        check(&five(0, 500, true)[..3], 3);
    }
}
