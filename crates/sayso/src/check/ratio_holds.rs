//! Ratios hold: "tenfold", "doubled", "up 20 per cent" against the numbers before and after, where the report states both.
//!
//! *Why it matters*: a ratio is the part of a report that people remember, and nobody computes it again.
//! *Example*: "28 men sought support, a tenfold increase within a year; in January 284 reported": 284 is 10.14 times 28, so "tenfold" holds.
//! "The exodus increased by 400 percent" names nothing that it grew from: cannot tell.
//! It fails only where the text itself ties the two numbers to one another ("from 28 to 284") in the sentence of the ratio.
//! *When it is wrong*: where the ratio is of another quantity than the two numbers beside it.

use std::sync::LazyLock;

use rust_decimal::Decimal;

use super::{Case, Check, Finding, Scope, Verdict, alike, round, say};
use crate::claim::{Kind, Quantifier};
use crate::ledger::Held;
use crate::pack;

pub const CHECK: Check = Check { name: "ratio_holds", about: "a stated ratio is that of the numbers beside it", scope: Scope::Report, run };

/// How far from the ratio the numbers before and after may stand, in code points: the sentence before and the one after.
const NEAR: usize = 300;

/// Hardly a sentence is longer.
const LONGEST: usize = 1_000;

fn run(case: &Case<'_>) -> Vec<Finding> {
    let stated = case.claims.iter().copied().filter(|claim| alike::stated(claim));
    let found = |claim: &Held| if claim.kind == Kind::Change { judge(case, claim) } else { compared(case, claim) };
    stated.filter_map(found).collect()
}

fn judge(case: &Case<'_>, change: &Held) -> Option<Finding> {
    let written = Written::of(change)?;
    let Some(pair) = tied(case, change).or_else(|| beside(case, change)) else { return no_base(case, change) };
    let pairs = [pair, Pair { before: pair.after, after: pair.before, ..pair }];
    let fits = pairs.iter().find(|pair| meets(written, change, pair) == Some(true));
    let stated = fits.unwrap_or(&pair).sentence(written)?;
    let inputs = [change, pair.before, pair.after];
    match fits {
        Some(_) => Some(case.finding(CHECK.name, Verdict::Holds, format!("{stated}: \"{}\" holds", change.text), &inputs)),
        None if pair.tied => Some(case.finding(CHECK.name, Verdict::Fails, format!("{stated}, not {}", say::figure(change)), &inputs)),
        None => None,
    }
}

/// How a ratio is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Written {
    /// A number of times.
    Fold,
    /// Per cent of what was before.
    Percent,
}

/// The words that make a number one of times ("fold", "times", "double"), from the tables of numbers of every language.
static TIMES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let rows = pack::folders("packs/lang/", "number.tsv").into_iter().flat_map(|(_, rows)| rows);
    let folds = rows.filter(|row| matches!(row.cell(1), Some("fold" | "times" | "double" | "fold word")));
    folds.filter_map(|row| row.cell(0)).collect()
});

impl Written {
    fn of(claim: &Held) -> Option<Self> {
        let words = claim.text.to_lowercase();
        let mut words = words.split([' ', '-', '\u{a0}']).peekable();
        if claim.text.contains("point") {
            return None;
        }
        if say::percent_written(claim) {
            return Some(Self::Percent);
        }
        let fold = words.any(|word| TIMES.contains(&word) || word.ends_with("fold") || word == "times");
        fold.then_some(Self::Fold)
    }
}

/// The numbers before and after; which is which is a guess where the text gives no days, so the ratio may hold either way round.
#[derive(Clone, Copy)]
struct Pair<'a> {
    before: &'a Held,
    after: &'a Held,
    /// Whether the text ties them to one another.
    tied: bool,
}

impl Pair<'_> {
    fn sentence(&self, written: Written) -> Option<String> {
        let (before, after) = (self.before.point()?, self.after.point()?);
        let (more, less) = (after.max(before), after.min(before));
        Some(match written {
            Written::Fold => format!("{} is {} times {}", say::number(more), say::times(more, less)?, say::number(less)),
            Written::Percent => {
                let turn = if after >= before { "up" } else { "down" };
                let change = say::percent((after - before).abs(), before)?;
                format!("{} after {} is {turn} {change}", say::number(after), say::number(before))
            }
        })
    }
}

/// Two numbers of the ratio's own sentence that the text measures against one another.
fn tied<'a>(case: &Case<'a>, change: &Held) -> Option<Pair<'a>> {
    let inside = alike::near(case.claims, change.start, LONGEST).iter().copied();
    let inside = inside.filter(|claim| alike::counts(claim) && claim.sentence == change.sentence);
    let mut pairs = inside.filter_map(|after| {
        let before = alike::at(case.claims, after.base?).filter(|before| alike::said_to_be_so(before))?;
        (before.sentence == change.sentence && alike::kin(case, before, after)).then_some(Pair { before, after, tied: true })
    });
    pairs.next().filter(|_| pairs.next().is_none())
}

/// The only two values of the same measure, side and unit that stand near the ratio.
fn beside<'a>(case: &Case<'a>, change: &Held) -> Option<Pair<'a>> {
    let near = alike::near(case.claims, change.start, NEAR).iter().copied();
    let same = near.filter(|claim| alike::counts(claim) && claim.measure == change.measure && claim.side == change.side);
    let mut values: Vec<&Held> = Vec::new();
    for claim in same.filter(|claim| claim.measure != "other" && claim.point().is_some()) {
        if !values.iter().any(|known| known.point() == claim.point()) {
            values.push(claim);
        }
    }
    match values[..] {
        [one, two] if one.unit == two.unit => {
            let (before, after) = if later(one, two) { (two, one) } else { (one, two) };
            Some(Pair { before, after, tied: false })
        }
        _ => None,
    }
}

/// Whether the first is of a later day, or is measured against the second.
fn later(one: &Held, two: &Held) -> bool {
    one.base == Some(two.start) || one.day().zip(two.day()).is_some_and(|(one, two)| one > two)
}

/// The least and the greatest number of times that "after" can be of "before", rounding allowed for.
fn spread(pair: &Pair<'_>) -> Option<(Decimal, Decimal)> {
    let (before, after) = (round::room(pair.before)?, round::room(pair.after)?);
    Some((after.0.checked_div(before.1)?, after.1.checked_div(before.0)?))
}

/// Whether the words of the ratio meet those numbers.
fn meets(written: Written, change: &Held, pair: &Pair<'_>) -> Option<bool> {
    let (low, high) = words_allow(change)?;
    let (least, most) = spread(pair)?;
    let overlap = |least: Decimal, most: Decimal| least <= high && low <= most;
    Some(match written {
        Written::Fold => overlap(least, most) || overlap(Decimal::ONE.checked_div(most)?, Decimal::ONE.checked_div(least)?),
        Written::Percent => {
            let change = |times: Decimal| (times - Decimal::ONE).saturating_mul(Decimal::ONE_HUNDRED);
            overlap(change(least), change(most)) || overlap(-change(most), -change(least))
        }
    })
}

/// What the ratio's words may stand for: half of its last digit or a tenth either way, and more where it is hedged.
fn words_allow(change: &Held) -> Option<(Decimal, Decimal)> {
    let (low, high) = (change.low?, change.high.or(change.low)?);
    let share = |value: Decimal, percent: i64| value * Decimal::new(percent, 2);
    let slack = |value: Decimal| (round::grain(value) / Decimal::TWO).min(share(value, 10));
    Some(match change.quantifier {
        Quantifier::Exact | Quantifier::Range => (low - slack(low), high + slack(high)),
        Quantifier::About => (low - share(low, 20), high + share(high, 20)),
        Quantifier::Nearly | Quantifier::LessThan | Quantifier::AtMost => (low - share(low, 20), high + slack(high)),
        Quantifier::MoreThan | Quantifier::AtLeast => (low - slack(low), high * Decimal::TWO),
    })
}

/// Two numbers that are compared without a ratio: what it would be.
fn compared(case: &Case<'_>, claim: &Held) -> Option<Finding> {
    let other = alike::at(case.claims, claim.base?)?;
    let beside = alike::near(case.claims, claim.start, LONGEST);
    let ratio_stated = beside.iter().any(|change| change.kind == Kind::Change && change.sentence == claim.sentence);
    if ratio_stated || claim.measure == "other" || !alike::counts(claim) || !alike::counts(other) || !alike::kin(case, claim, other) {
        return None;
    }
    let (one, two) = (claim.point()?, other.point()?);
    let (more, less) = (say::number(one.max(two)), say::number(one.min(two)));
    let sentence = format!("{more} is {} times {less}; no ratio is stated", say::times(one.max(two), one.min(two))?);
    Some(case.finding(CHECK.name, Verdict::CannotTell, sentence, &[claim, other]))
}

fn no_base(case: &Case<'_>, change: &Held) -> Option<Finding> {
    let sentence = format!("\"{}\" names no number that it is a change from", change.text);
    (change.measure != "other").then(|| case.finding(CHECK.name, Verdict::CannotTell, sentence, &[change]))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Made, change, check, claim};
    use super::*;

    fn helped(value: i64, start: usize) -> Made {
        claim(value).at(start).measure("sought_help").side("RUS")
    }

    fn ratio(value: i64, text: &str, start: usize) -> Made {
        change(value, text).at(start).measure("sought_help").side("RUS")
    }

    #[test]
    fn holds_between_the_numbers_beside_it() {
        let claims = [helped(28, 10), ratio(10, "tenfold", 40), helped(284, 90)];
        check(CHECK, claims, &["holds: 284 is 10.14 times 28: \"tenfold\" holds"]);
    }

    #[test]
    fn fails_where_the_text_ties_them() {
        let claims = [helped(200, 10), ratio(50, "50 percent", 40), helped(240, 90).base(10)];
        check(CHECK, claims, &["fails: 240 after 200 is up 20 %, not 50 %"]);
    }

    #[test]
    fn cannot_tell_without_a_base() {
        check(CHECK, [ratio(400, "400 percent", 40)], &["cannot_tell: \"400 percent\" names no number that it is a change from"]);
    }

    #[test]
    fn computes_what_is_only_compared() {
        let claims = [helped(20_538, 10), helped(10_025, 40).base(10)];
        check(CHECK, claims, &["cannot_tell: 20,538 is 2.05 times 10,025; no ratio is stated"]);
    }

    #[test]
    fn silent_where_the_numbers_beside_it_may_be_others() {
        check(CHECK, [helped(200, 10), ratio(50, "50 percent", 40), helped(240, 90)], &[]);
        check(CHECK, [ratio(3, "three percentage points", 40)], &[]);
    }
}
