//! Headline against body: what stands above the story must be in the story, with its limits and no larger.
//!
//! *Why it matters*: most readers see the headline alone.
//! *Example*: the headline has "300 killed", the story "up to 300 killed": the limit is lost. "Over 20,000" above 20,538 holds.
//! A figure that is larger than the only such figure of the story fails as well; one that the story does not have at all is left alone,
//! because the story may give it in words that were not read.
//! *When it is wrong*: where the headline counts something else than the one figure that looks like it.

use rust_decimal::Decimal;

use super::{Case, Check, Finding, Scope, Verdict, alike, round, say};
use crate::claim::{Kind, Quantifier};
use crate::ledger::Held;
use crate::report::Zone;

pub const CHECK: Check =
    Check { name: "headline_vs_body", about: "the headline says no more than the story below it", scope: Scope::Report, run };

fn run(case: &Case<'_>) -> Vec<Finding> {
    let Some(first) = case.claims.first() else { return Vec::new() };
    let title = case.known.title(first.report);
    let inside = case.claims.iter().copied().filter(|claim| claim.zone == Zone::Headline);
    let mut heads = inside.chain(&title).filter(|claim| claim.kind == Kind::Count && alike::said_to_be_so(claim)).collect::<Vec<_>>();
    heads.sort_by_key(|head| (head.low, head.high, head.quantifier));
    heads.dedup_by_key(|head| (head.low, head.high, head.quantifier));
    heads.into_iter().filter_map(|head| judge(case, head)).collect()
}

fn judge(case: &Case<'_>, head: &Held) -> Option<Finding> {
    let body = case.claims.iter().copied().filter(|claim| below(head, claim)).collect::<Vec<_>>();
    let same = body.iter().copied().filter(|claim| round::same(head, claim)).collect::<Vec<_>>();
    if same.is_empty() { larger(case, head, &body) } else { limits(case, head, &same) }
}

/// Whether the claim stands in the story and counts what the headline counts.
fn below(head: &Held, claim: &Held) -> bool {
    let place = matches!(claim.zone, Zone::Lede | Zone::Body | Zone::Quote | Zone::Caption);
    let agree = |one: &Option<String>, other: &Option<String>| one.as_ref().zip(other.as_ref()).is_none_or(|(one, other)| one == other);
    let alike = claim.kind == Kind::Count && claim.measure == head.measure && claim.measure != "other";
    place && alike && agree(&head.side, &claim.side) && agree(&head.unit, &claim.unit)
}

/// The story has the figure: does it limit that very number where the headline does not?
fn limits(case: &Case<'_>, head: &Held, same: &[&Held]) -> Option<Finding> {
    let kept = same.iter().copied().find(|claim| head.quantifier != Quantifier::Exact || claim.quantifier == Quantifier::Exact);
    let very = |claim: &Held| claim.point().is_some() && claim.point() == head.point() && !alike::cautious(claim);
    let limited = || same.iter().copied().find(|claim| very(claim));
    let (verdict, found) = match kept {
        Some(kept) => (Verdict::Holds, kept),
        None => (Verdict::Fails, limited()?),
    };
    let sentence = match verdict {
        Verdict::Holds => format!("the headline's {} stands on {} in the story", say::figure(head), say::figure(found)),
        _ => apart(head, found),
    };
    Some(case.finding(CHECK.name, verdict, sentence, &inputs(case, head, found)))
}

/// The story has one such figure only, and it is less.
fn larger(case: &Case<'_>, head: &Held, body: &[&Held]) -> Option<Finding> {
    let mut values = body.iter().copied().filter(|claim| alike::counts(claim));
    let only = values.next().filter(|only| values.all(|other| other.point() == only.point()))?;
    let (stated, most) = (head.low?, only.bounds().1?);
    let what = |claim: &Held| claim.counted.as_deref().and_then(|counted| case.words.counted(counted, claim.side.as_deref()));
    let same = only.side == head.side && only.unit == head.unit && what(only) == what(head) && only.place == head.place;
    if !same || say::is_vague(head) || only.side.is_none() || only.part_of.is_some() || stated < Decimal::TEN || most >= stated {
        return None;
    }
    Some(case.finding(CHECK.name, Verdict::Fails, apart(head, only), &inputs(case, head, only)))
}

fn apart(head: &Held, found: &Held) -> String {
    format!("the headline has {}, the story {}", say::figure(head), say::figure(found))
}

/// A title that is kept beside the text has no claim in the ledger.
fn inputs<'a>(case: &Case<'a>, head: &'a Held, found: &'a Held) -> Vec<&'a Held> {
    let held = case.claims.iter().any(|claim| claim.id == head.id);
    if held { vec![head, found] } else { vec![found] }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Made, check, claim};
    use super::*;

    fn head(value: i64) -> Made {
        claim(value).zone(Zone::Headline).side("RUS")
    }

    fn body(value: i64, limit: Quantifier) -> Made {
        claim(value).at(100).side("RUS").limit(limit)
    }

    #[test]
    fn fails_where_the_limit_is_lost() {
        check(CHECK, [head(300), body(300, Quantifier::AtMost)], &["fails: the headline has 300, the story up to 300"]);
    }

    #[test]
    fn fails_where_it_is_larger() {
        check(CHECK, [head(500), body(300, Quantifier::Exact)], &["fails: the headline has 500, the story 300"]);
    }

    #[test]
    fn holds_where_the_story_bears_it_out() {
        let over = head(20_000).limit(Quantifier::MoreThan);
        check(CHECK, [over, body(20_538, Quantifier::Exact)], &["holds: the headline's more than 20,000 stands on 20,538 in the story"]);
    }

    #[test]
    fn silent_where_the_story_counts_something_else() {
        check(CHECK, [head(500)], &[]);
        check(CHECK, [head(209), body(209, Quantifier::About)], &[]);
        check(CHECK, [head(84), body(80, Quantifier::AtLeast)], &[]);
        check(CHECK, [head(500), body(300, Quantifier::Exact).measure("wounded")], &[]);
        check(CHECK, [head(500), body(300, Quantifier::Exact), body(200, Quantifier::Exact).at(150)], &[]);
        check(CHECK, [head(500), body(300, Quantifier::Exact).side("UKR")], &[]);
    }
}
