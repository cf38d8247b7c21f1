//! Parts make the total: numbers said to be parts of another, or of parted offences or places, are added up.
//!
//! *Why it matters*: a total that its parts do not make is a slip, or counts something else than it says.
//! *Example*: "18,159 for AWOL, 1,369 for disobedience, 1,010 for desertion" and elsewhere "20,538 such cases": 18,159 + 1,369 + 1,010 = 20,538.
//! It fails where parts that exclude one another exceed their total, or where one part does. Parts below their total are no finding:
//! a report need not name all of them.
//! *When it is wrong*: where the reader took a number for a part that is none, or where a total is of another day than its parts.

use rust_decimal::Decimal;

use super::{Case, Check, Finding, Scope, Verdict, alike, round, say};
use crate::claim::Quantifier;
use crate::ledger::Held;

pub const CHECK: Check =
    Check { name: "parts_make_total", about: "parts that are listed make the total that is stated", scope: Scope::Report, run };

fn run(case: &Case<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    for (total, parts) in parted(case) {
        match sum(case, total, &parts) {
            Some(found) => out.push(found),
            None => out.extend(parts.iter().filter_map(|part| beyond(case, total, part))),
        }
    }
    out.extend(case.claims.iter().filter(|claim| alike::counts(claim)).filter_map(|claim| within(case, claim)));
    out
}

/// Every claim that others are said to be parts of, with those parts, in the order of the text.
fn parted<'a>(case: &Case<'a>) -> Vec<(&'a Held, Vec<&'a Held>)> {
    let mut found: Vec<(&Held, Vec<&Held>)> = Vec::new();
    for part in case.claims.iter().copied().filter(|claim| alike::counts(claim)) {
        let Some(total) = part.part_of.and_then(|start| alike::first_told(case.claims, start)) else { continue };
        match found.iter_mut().rev().take(8).find(|(known, _)| known.id == total.id) {
            Some((_, parts)) => parts.push(part),
            None => found.push((total, vec![part])),
        }
    }
    found
}

fn sum(case: &Case<'_>, total: &Held, parts: &[&Held]) -> Option<Finding> {
    let parts = parts.iter().copied().filter(|part| alike::kin(case, parts[0], part)).collect::<Vec<_>>();
    if parts.len() < 2 {
        return None;
    }
    let sum = parts.iter().map(|part| part.point()).try_fold(Decimal::ZERO, |sum, part| sum.checked_add(part?))?;
    let added = parts.iter().filter_map(|part| part.point()).map(say::number).collect::<Vec<_>>().join(" + ");
    let inputs = |total| [parts.as_slice(), &[total]].concat();
    if let Some(exact) = stated(case, total, parts[0]).find(|claim| claim.point() == Some(sum)) {
        let sentence = format!("{added} = {}, the total stated", say::number(sum));
        return Some(case.finding(CHECK.name, Verdict::Holds, sentence, &inputs(exact)));
    }
    if round::allows(total, sum) && total.quantifier != Quantifier::AtMost && total.quantifier != Quantifier::LessThan {
        return None;
    }
    let high = total.bounds().1.filter(|high| *high < sum && apart(&parts))?;
    let sentence = format!("{added} = {}, more than the total stated, {}", say::number(sum), say::number(high));
    Some(case.finding(CHECK.name, Verdict::Fails, sentence, &inputs(total)))
}

/// The total itself, and what may state the same total more exactly elsewhere in the report.
fn stated<'a>(case: &Case<'a>, total: &'a Held, part: &'a Held) -> impl Iterator<Item = &'a Held> {
    let others = case.claims.iter().copied().filter(|claim| alike::counts(claim) && alike::kin(case, claim, part));
    [total].into_iter().chain(others.filter(|claim| round::same(claim, total)))
}

/// Whether the parts exclude one another: each of another offence, or each of another place.
fn apart(parts: &[&Held]) -> bool {
    differ(parts.iter().map(|part| part.offence.as_deref())) || differ(parts.iter().map(|part| part.place.as_deref()))
}

fn differ<'a>(fields: impl Iterator<Item = Option<&'a str>>) -> bool {
    let Some(mut fields) = fields.collect::<Option<Vec<_>>>() else { return false };
    let count = fields.len();
    fields.sort_unstable();
    fields.dedup();
    fields.len() == count
}

/// One part that alone is more than its total.
fn beyond(case: &Case<'_>, total: &Held, part: &Held) -> Option<Finding> {
    let (high, low) = (total.bounds().1?, part.low?);
    if !alike::kin(case, total, part) || !alike::said_to_be_so(total) || low <= high || round::allows(total, low) {
        return None;
    }
    let sentence = format!("{} is said to be a part of {}, which is less", say::counted(part), say::counted(total));
    Some(case.finding(CHECK.name, Verdict::Fails, sentence, &[part, total]))
}

/// Pairs of measures of which the first counts no more than the second, where all else is the same.
const WITHIN: [(&str, &str); 4] =
    [("convicted", "charged"), ("charged", "case_opened"), ("killed", "killed_or_wounded"), ("granted_asylum", "sought_asylum")];

/// Below this a share says nothing that the reader does not see.
const TOLD_AS_SHARE: i64 = 100;

/// A narrower count of the same people is no more than the wider one, and what share of it.
fn within(case: &Case<'_>, part: &Held) -> Option<Finding> {
    let (_, wider) = WITHIN.iter().find(|(narrow, _)| *narrow == part.measure)?;
    let mut totals = case.claims.iter().copied().filter(|total| {
        let same = total.side == part.side && total.offence == part.offence && total.place == part.place;
        same && alike::counts(total)
            && total.measure == *wider
            && total.period == part.period
            && case.known.origin(total) == case.known.origin(part)
    });
    let total = totals.by_ref().find(|total| total.base.is_none() && total.point().is_some() && total.quantifier == Quantifier::Exact)?;
    let (some, all) = (part.point()?, total.point()?);
    if part.side.is_none() || part.base.is_some() || all < TOLD_AS_SHARE.into() {
        return None;
    }
    let share = say::percent(some, all)?;
    let (some, all) = (say::number(some), say::number(all));
    let (verdict, sentence) = match part.point() <= total.point() {
        true => (Verdict::Holds, format!("{some} {} is {share} of the {all} {}", spoken(&part.measure), spoken(&total.measure))),
        false => (Verdict::Fails, format!("{some} {} is more than the {all} {}", spoken(&part.measure), spoken(&total.measure))),
    };
    Some(case.finding(CHECK.name, verdict, sentence, &[part, total]))
}

fn spoken(measure: &str) -> String {
    measure.replace('_', " ")
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Made, check, claim};
    use super::*;

    fn charged(value: i64, start: usize) -> Made {
        claim(value).at(start).measure("charged").offence("refusal").side("RUS").unit("case").says("Mediazona")
    }

    fn part(value: i64, start: usize, offence: &str) -> Made {
        charged(value, start).offence(offence).part_of(10)
    }

    #[test]
    fn parts_are_added_up() {
        let over = charged(20_000, 10).unit("person").limit(Quantifier::MoreThan);
        let parts = [part(18_159, 20, "awol"), part(1_369, 30, "disobedience"), part(1_010, 40, "desertion")];
        let exact = charged(20_538, 90);
        let sentenced = charged(17_721, 50).unit("person").measure("convicted");
        let found = ["holds: 18,159 + 1,369 + 1,010 = 20,538, the total stated", "holds: 17,721 convicted is 86.3 % of the 20,538 charged"];
        check(CHECK, [[over, exact, sentenced].as_slice(), &parts].concat(), &found);
    }

    #[test]
    fn fails_where_parts_exceed_it() {
        let parts = [part(60, 20, "awol"), part(50, 30, "desertion")];
        let sum = "fails: 60 + 50 = 110, more than the total stated, 100";
        check(CHECK, [[charged(100, 10)].as_slice(), &parts].concat(), &[sum]);
        let one = [charged(100, 10), part(150, 20, "awol").counted("cases")];
        check(CHECK, one, &["fails: 150 cases is said to be a part of 100 case, which is less"]);
    }

    #[test]
    fn silent_where_some_may_be_left_out_or_overlap() {
        check(CHECK, [charged(100, 10), part(60, 20, "awol"), part(20, 30, "desertion")], &[]);
        check(CHECK, [charged(100, 10), charged(60, 20).part_of(10), charged(50, 30).part_of(10)], &[]);
        check(CHECK, [charged(100, 10), charged(60, 20), charged(40, 30)], &[]);
    }
}
