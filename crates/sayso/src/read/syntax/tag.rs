//! The tagger: from left to right, the best of the forms that a word may have.

use super::label::Form;
use super::lex::{Lex, mix};
use super::table::scatter;

/// How many features a token has.
pub const FEATURES: usize = 40;

/// A token beyond either end of the sentence.
fn edge() -> Lex {
    let none = mix(0xed9e);
    Lex { word: none, known: none, rare: none, ends: [none; 4], begins: none, case: none, forms: 0, seen: none, glue: none }
}

/// The features of the token at `at`, scattered; `before` are the forms given to the two tokens before it, nearest first.
pub fn features(lexes: &[Lex], at: usize, before: [Option<Form>; 2]) -> [u64; FEATURES] {
    let edge = edge();
    let look = |step: isize| at.checked_add_signed(step).and_then(|at| lexes.get(at)).unwrap_or(&edge);
    let (two, one, own, next, after) = (look(-2), look(-1), look(0), look(1), look(2));
    let form = |form: Option<Form>| form.map_or(0x1234_5678_9abc_def1, |form| mix(u64::from(form.0) + 0x4000));
    let [last, last2] = before.map(form);
    let set = |lex: &Lex| lex.seen;
    let mut out = [
        own.word,
        own.known,
        own.ends[0],
        own.ends[1],
        own.ends[2],
        own.ends[3],
        own.begins,
        own.case,
        own.glue,
        pair(own.ends[1], own.case),
        pair(own.ends[2], own.case),
        pair(own.known, own.case),
        one.known,
        next.known,
        two.known,
        after.known,
        last,
        pair(last, last2),
        pair(last, own.known),
        pair(last, next.known),
        pair(one.known, own.known),
        pair(own.known, next.known),
        pair(one.known, next.known),
        pair(next.ends[1], own.ends[1]),
        next.ends[2],
        pair(next.case, own.case),
        pair(one.case, own.case),
        set(own),
        set(next),
        pair(set(own), set(next)),
        pair(pair(set(own), set(next)), last),
        pair(set(next), set(after)),
        pair(own.ends[2], last),
        pair(own.ends[1], pair(next.ends[1], last)),
        pair(own.known, pair(last, set(next))),
        pair(own.known, set(after)),
        pair(one.ends[1], own.ends[1]),
        pair(pair(last, last2), own.ends[2]),
        pair(pair(last, last2), set(own)),
        pair(pair(last, own.case), own.glue),
    ];
    for (at, feature) in out.iter_mut().enumerate() {
        *feature = scatter(feature.wrapping_add(mix(at as u64)));
    }
    out
}

/// Two values as one.
const fn pair(left: u64, right: u64) -> u64 {
    left.wrapping_add(right.rotate_left(21))
}

/// The numbers of the forms in a set.
pub fn members(mut set: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let at = set.trailing_zeros();
        (set != 0).then(|| {
            set &= set - 1;
            at as usize
        })
    })
}
