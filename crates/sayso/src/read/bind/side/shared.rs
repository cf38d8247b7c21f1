//! Figures of two sides: one for each, or both together.

use super::words::{BOTH, CLASH, EACH, FOREIGN, RESPECTIVELY, SIDE};
use super::{Case, Sides, distinct};
use crate::read::name::Class;

/// How far "respectively" stands from the figures it parts.
const NEAR: usize = 14;

/// "95 soldiers each", "each side released 1,000 prisoners", "Ukraine and Russia have each released 303".
pub(super) fn each(case: &Case<'_>) -> Sides {
    let each = case.sentence.clone().find(|at| case.is(*at, EACH) && is_party(case, *at))?;
    let near = each.abs_diff(case.tokens().start) < 12;
    near.then(|| pair(case)).flatten().map(|pair| pair.map(Some).to_vec())
}

/// Whether "each" means sides: not "each day", "each of the 12 boxes".
fn is_party(case: &Case<'_>, each: usize) -> bool {
    let next = each + 1;
    let ends = next >= case.sentence.end || !case.scene.page.tokens[next].shape.is_word();
    // "either damaged or destroyed" parts no sides.
    let parted = case.scene.page.text(each) != "either"
        && (case.scene.page.text(next).ends_with("ed") || case.scene.page.text(next).ends_with("en"));
    ends && each > case.tokens().start || case.is(next, SIDE) || parted
}

/// The two sides that the sentence names, else the two that the report is about.
fn pair(case: &Case<'_>) -> Option<[&'static str; 2]> {
    let parties = |name: &&crate::read::name::Name| matches!(name.class, Class::State | Class::Nationality | Class::Seat | Class::Group);
    let named = distinct(case.names(case.sentence.clone()).filter(parties));
    for (nth, one) in named.iter().enumerate() {
        if let Some(other) = named[nth + 1..].iter().find(|other| case.scene.lang.name.foes.are(one, other)) {
            return Some([*one, *other]);
        }
    }
    let first = case.scene.parties.striker().or_else(|| case.scene.parties.struck())?;
    let second = case.foe(first)?;
    Some(if first < second { [first, second] } else { [second, first] })
}

/// "Britain and Spain lost 1,600 and 400 jobs respectively": the figures go to the names in their order.
pub(super) fn respectively(case: &Case<'_>) -> Sides {
    let word = (case.tokens().end..case.sentence.end.min(case.tokens().end + NEAR)).find(|at| case.is(*at, RESPECTIVELY))?;
    let numbers = || (0..case.scene.numbers.len()).filter(|one| case.scene.numbers[*one].not.is_none());
    let near = |one: &usize| {
        let tokens = &case.scene.numbers[*one].tokens;
        tokens.start >= case.sentence.start && tokens.end <= word && word - tokens.end < NEAR
    };
    let first = case.number.saturating_sub(4);
    let figures = numbers().skip_while(|one| *one < first).take(8).filter(near).collect::<Vec<_>>();
    let start = case.scene.numbers[*figures.first()?].tokens.start;
    let named = distinct(
        case.names(start.saturating_sub(3 * NEAR).max(case.sentence.start)..start)
            .filter(|name| matches!(name.class, Class::State | Class::Nationality | Class::Seat | Class::Group) && !case.speaks(name)),
    );
    let nth = figures.iter().position(|one| *one == case.number)?;
    (figures.len() > 1 && named.len() == figures.len()).then(|| vec![named.get(nth).copied()])
}

/// "two foreign nationals": of some other state than the one that is talked of.
pub(super) fn foreign(case: &Case<'_>) -> Sides {
    let phrase = case.phrase();
    let near = case.tokens().end..phrase.end.max(case.tokens().end);
    near.into_iter().any(|at| case.is(at, FOREIGN)).then(|| vec![None])
}

/// Clashes, wars, borders: nobody's alone.
pub(super) fn clash(case: &Case<'_>) -> Sides {
    let phrase = case.phrase();
    let head = case.bond.head.or_else(|| phrase.end.checked_sub(1).filter(|_| !phrase.is_empty()))?;
    let clash = case.is(head, CLASH) || head > case.sentence.start && case.scene.lang.bind.whose.len(case.scene.page, head - 1, CLASH) == 2;
    (clash && case.bond.measure != "area").then(|| vec![None])
}

/// "both sides lost 300 soldiers": the sum of two sides is neither's.
pub(super) fn together(case: &Case<'_>) -> Sides {
    let phrase = case.phrase();
    let from = phrase.start.min(case.tokens().start).saturating_sub(9).max(case.sentence.start);
    let both = (from..(phrase.end + 6).min(case.sentence.end)).any(|at| case.is(at, BOTH));
    both.then(|| vec![None])
}
