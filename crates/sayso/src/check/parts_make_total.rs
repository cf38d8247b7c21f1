//! Parts make the total: numbers said to be parts of another, of parted offences or of parted measures, are added up.
//!
//! *Why it matters*: a total that its parts do not make is a slip, or counts something else than it says.
//! *Example*: "18,159 for AWOL, 1,369 for disobedience, 1,010 for desertion" and elsewhere "20,538 such cases": 18,159 + 1,369 + 1,010 = 20,538.
//! It fails where parts that exclude one another exceed their total. Parts below their total are no finding, since a report need not name all
//! of them; where they come close to it, nobody can tell whether they should make it.
//! One part that is more than its total is no finding either: of twenty such links, nineteen were misread.
//! *When it is wrong*: where the reader took a number for a part that is none, or where a total is of another day than its parts.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{Case, Check, Finding, Scope, Verdict, alike, round, say};
use crate::claim::{Period, Quantifier};
use crate::ledger::Held;

pub const CHECK: Check =
    Check { name: "parts_make_total", about: "parts that are listed make the total that is stated", scope: Scope::Report, run };

fn run(case: &Case<'_>) -> Vec<Finding> {
    let linked = parted(case).into_iter().filter_map(|(total, parts)| sum(case, total, &parts));
    let listed = case.claims.iter().copied().filter_map(|total| sum(case, total, &listed(case, total)?));
    let wholes = wholes(case);
    let within = case.claims.iter().copied().filter_map(|claim| within(case, claim, &wholes));
    linked.chain(listed).chain(within).collect()
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
    found.iter_mut().for_each(|(total, parts)| go_on(case, total, parts));
    found
}

/// A list of offences goes on after the part that is tied to its total: "of these, 18 for absence, while 3 were for desertion".
fn go_on<'a>(case: &Case<'a>, total: &Held, parts: &mut Vec<&'a Held>) {
    let Some(last) = parts.last().copied().filter(|last| last.offence.is_some() && last.offence != total.offence) else { return };
    let rest = alike::near(case.claims, last.start, NEAR).iter().copied().filter(|claim| claim.start > last.start);
    for claim in rest.filter(|claim| alike::counts(claim) && claim.part_of.is_none() && claim.base.is_none()) {
        let new = claim.offence.is_some() && claim.offence != total.offence && parts.iter().all(|part| part.offence != claim.offence);
        if new && claim.measure == last.measure && claim.unit == last.unit && claim.side == last.side && claim.period == last.period {
            parts.push(claim);
        }
    }
}

/// Parts whose measures make the total's measure ("killed" and "wounded" make losses), each given once, beside the total.
fn listed<'a>(case: &Case<'a>, total: &Held) -> Option<Vec<&'a Held>> {
    let measures = case.words.measure(&total.measure).map(|measure| &measure.parts).filter(|parts| parts.len() > 1)?;
    if !alike::counts(total) || total.part_of.is_some() {
        return None;
    }
    let near = alike::near(case.claims, total.start, NEAR).iter().copied();
    let near = near.filter(|claim| claim.part_of.is_none() && alike::counts(claim));
    let same = near
        .filter(|claim| claim.period == total.period && claim.place == total.place && case.known.origin(claim) == case.known.origin(total));
    let same = same.filter(|claim| claim.side == total.side && claim.unit == total.unit).collect::<Vec<_>>();
    let once = |measure: &&'static str| {
        let mut of = same.iter().copied().filter(|claim| claim.measure == *measure);
        of.next().filter(|_| of.next().is_none())
    };
    measures.iter().map(once).collect()
}

fn sum(case: &Case<'_>, total: &Held, parts: &[&Held]) -> Option<Finding> {
    let parts = parts.iter().copied().filter(|part| alike::kin(case, parts[0], part)).collect::<Vec<_>>();
    if parts.len() < 2 {
        return None;
    }
    let sum = parts.iter().map(|part| part.point()).try_fold(Decimal::ZERO, |sum, part| sum.checked_add(part?))?;
    let added = parts.iter().filter_map(|part| part.point()).map(say::number).collect::<Vec<_>>().join(" + ");
    let added = format!("{added} = {}", say::number(sum));
    if let Some(exact) = stated(case, total, parts[0]).find(|claim| claim.point() == Some(sum)) {
        let inputs = [parts.as_slice(), &[exact]].concat();
        return Some(case.finding(CHECK.name, Verdict::Holds, format!("{added}, the total stated"), &inputs));
    }
    let stated = total.point().filter(|_| total.quantifier == Quantifier::Exact && alike::kin(case, total, parts[0]))?;
    let (verdict, how) = match sum > stated {
        true if apart(&parts) => (Verdict::Fails, "more than".to_owned()),
        false if apart(&parts) && close(sum, stated) => (Verdict::CannotTell, format!("{} less than", say::number(stated - sum))),
        _ => return None,
    };
    let inputs = [parts.as_slice(), &[total]].concat();
    Some(case.finding(CHECK.name, verdict, format!("{added}, {how} the total stated, {}", say::number(stated)), &inputs))
}

/// Whether parts come so close to an odd total that they may be meant to make it.
fn close(sum: Decimal, total: Decimal) -> bool {
    round::digits(total) >= 3 && (total - sum) * Decimal::TEN <= total
}

/// The total itself, and what may state the same total more exactly elsewhere in the report.
fn stated<'a>(case: &Case<'a>, total: &'a Held, part: &'a Held) -> impl Iterator<Item = &'a Held> {
    let others = case.claims.iter().copied().filter(|claim| alike::counts(claim) && alike::kin(case, claim, part));
    [total].into_iter().chain(others.filter(|claim| round::same(claim, total)))
}

/// Whether the parts exclude one another: each of another measure, offence or place.
fn apart(parts: &[&Held]) -> bool {
    differ(parts.iter().map(|part| Some(part.measure.as_str())))
        || differ(parts.iter().map(|part| part.offence.as_deref()))
        || differ(parts.iter().map(|part| part.place.as_deref()))
}

fn differ<'a>(fields: impl Iterator<Item = Option<&'a str>>) -> bool {
    let Some(mut fields) = fields.collect::<Option<Vec<_>>>() else { return false };
    let count = fields.len();
    fields.sort_unstable();
    fields.dedup();
    fields.len() == count
}

/// Pairs of measures of which the first counts no more than the second, where all else is the same.
const WITHIN: [(&str, &str); 4] =
    [("convicted", "charged"), ("charged", "case_opened"), ("killed", "killed_or_wounded"), ("granted_asylum", "sought_asylum")];

/// How far a part may stand from its total, in code points.
const NEAR: usize = 300;

/// Below this a share says nothing that the reader does not see.
const TOLD_AS_SHARE: i64 = 100;

/// All by which a step of the law finds what it is a step of.
type Step<'a> = (&'a str, Option<&'a str>, Option<&'a str>, Option<&'a str>, Option<Period>);

fn step<'a>(measure: &'a str, claim: &'a Held) -> Step<'a> {
    (measure, claim.side.as_deref(), claim.offence.as_deref(), claim.place.as_deref(), claim.period)
}

/// The first exact count of each kind for an offence.
fn wholes<'a>(case: &Case<'a>) -> BTreeMap<Step<'a>, &'a Held> {
    let mut out = BTreeMap::new();
    for total in case.claims.iter().copied().filter(|total| total.offence.is_some() && total.base.is_none() && is_whole(total)) {
        out.entry(step(&total.measure, total)).or_insert(total);
    }
    out
}

fn is_whole(total: &Held) -> bool {
    let large = total.point().is_some_and(|value| value >= TOLD_AS_SHARE.into());
    alike::counts(total) && large && total.quantifier == Quantifier::Exact
}

/// A later step of the law for the same offence, or a linked part, is no more than what it is of, and what share of it.
fn within(case: &Case<'_>, part: &Held, wholes: &BTreeMap<Step<'_>, &Held>) -> Option<Finding> {
    let (_, wider) = WITHIN.iter().find(|(narrow, _)| *narrow == part.measure)?;
    if !alike::counts(part) || part.side.is_none() || part.base.is_some() {
        return None;
    }
    let linked = part.part_of.and_then(|start| alike::at(case.claims, start)).filter(|total| total.measure == *wider && is_whole(total));
    let before = || wholes.get(&step(wider, part)).copied().filter(|total| case.known.origin(total) == case.known.origin(part));
    let total = linked.or_else(before)?;
    let (some, all) = (part.point()?, total.point()?);
    let share = say::percent(some, all)?;
    let (verdict, how) = if some <= all { (Verdict::Holds, format!("{share} of")) } else { (Verdict::Fails, "more than".to_owned()) };
    let sentence = format!("{} {} is {how} the {} {}", say::number(some), spoken(&part.measure), say::number(all), spoken(&total.measure));
    (some <= all || linked.is_none()).then(|| case.finding(CHECK.name, verdict, sentence, &[part, total]))
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
        let [first, second, third] = parts;
        let untied = |part: Made| Made { held: Held { part_of: None, ..part.held } };
        let parts = [first, untied(second), untied(third)];
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
    }

    #[test]
    fn measures_that_make_another_are_added_up() {
        let lost = |value, start, measure: &str| claim(value).at(start).measure(measure).side("RUS");
        let army = [lost(400, 10, "killed_or_wounded"), lost(100, 30, "killed"), lost(300, 50, "wounded")];
        check(CHECK, army, &["holds: 100 + 300 = 400, the total stated"]);
        let more = [lost(409, 10, "killed_or_wounded"), lost(110, 30, "killed"), lost(300, 50, "wounded")];
        check(CHECK, more, &["fails: 110 + 300 = 410, more than the total stated, 409"]);
    }

    #[test]
    fn cannot_tell_where_they_come_close() {
        let parts = [part(36_200, 20, "awol"), part(25_200, 30, "desertion")];
        let close = "cannot_tell: 36,200 + 25,200 = 61,400, 1,000 less than the total stated, 62,400";
        check(CHECK, [[charged(62_400, 10)].as_slice(), &parts].concat(), &[close]);
    }

    #[test]
    fn silent_where_some_may_be_left_out_or_overlap() {
        check(CHECK, [charged(100, 10), part(60, 20, "awol"), part(20, 30, "desertion")], &[]);
        check(CHECK, [charged(100, 10), charged(60, 20).part_of(10), charged(50, 30).part_of(10)], &[]);
        check(CHECK, [charged(100, 10), charged(60, 20), charged(40, 30)], &[]);
    }
}
