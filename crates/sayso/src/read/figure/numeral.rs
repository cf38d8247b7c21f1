//! One numeral expression: cardinals, fractions, vague words, percent, folds and ratios.

use rust_decimal::Decimal;

use super::super::page::Shape;
use super::cardinal::{Cardinal, cardinal, tens};
use super::fraction::{self, Fraction};
use super::look::{Ending, Look};
use super::vague::vague;
use super::words::Word;
use crate::claim::RowId;

/// A numeral, before hedge and kind.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Numeral {
    pub start: usize,
    pub end: usize,
    pub low: Decimal,
    pub high: Option<Decimal>,
    pub sort: Sort,
    /// The scale word it ends in, else one.
    pub scale: Decimal,
    pub digits: bool,
    pub scaled: bool,
    pub row: Option<RowId>,
}

/// What sort of numeral it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    Plain,
    /// "dozens", "several hundred"
    Vague,
    /// A fraction of a whole, as a number of per cent.
    Share,
    /// Per cent.
    Percent,
    /// "percentage points"
    Points,
    /// "tenfold", "three times as many"
    Fold,
    /// "twice", counting how often unless compared.
    Times,
    /// "a few", "a couple"
    Loose,
    /// "20th"
    Ordinal,
    /// "1990s"
    Decade,
}

impl Numeral {
    pub fn of(start: usize, found: Cardinal) -> Self {
        let Cardinal { end, value, scale, digits, scaled, row } = found;
        Self { start, end, low: value, high: Some(value), sort: Sort::Plain, scale, digits, scaled, row }
    }

    /// Multiplies both ends.
    pub fn times(&mut self, factor: Decimal) -> Option<()> {
        let high = match self.high {
            Some(high) => Some(high.checked_mul(factor)?),
            None => None,
        };
        (self.low, self.high) = (self.low.checked_mul(factor)?, high);
        Some(())
    }
}

/// The numeral that begins at a token.
pub fn numeral(look: &Look<'_>, at: usize) -> Option<Numeral> {
    let and = !between(look, at);
    let found = sign(look, at).and_then(|(first, minus)| {
        let mut found = unsigned(look, first, and)?;
        if minus {
            found.times(Decimal::NEGATIVE_ONE)?;
        }
        found.start = at;
        Some(found)
    })?;
    Some(percent(look, found))
}

/// Per cent after a numeral is taken into it.
pub fn percent(look: &Look<'_>, found: Numeral) -> Numeral {
    let found = twice_told(look, found);
    if found.sort != Sort::Plain && found.sort != Sort::Vague {
        return found;
    }
    match percent_at(look, found.end) {
        Some((end, sort)) => Numeral { end, sort, ..found },
        None => found,
    }
}

/// "forty-five (45)" tells one number twice.
fn twice_told(look: &Look<'_>, found: Numeral) -> Numeral {
    let again = if look.is(found.end, "(") { cardinal(look, found.end + 1, true) } else { None };
    match again {
        Some(again) if again.value == found.low && again.digits != found.digits && look.is(again.end, ")") => {
            Numeral { end: again.end + 1, ..found }
        }
        _ => found,
    }
}

fn percent_at(look: &Look<'_>, at: usize) -> Option<(usize, Sort)> {
    let at = if look.is(at, "-") && look.any(at + 1, &["percent", "per", "percentage", "pct"]) { at + 1 } else { at };
    let points =
        |end: usize| if look.any(look.past_dash(end), &["point", "points"]) { Some((look.past_dash(end) + 1, Sort::Points)) } else { None };
    if look.any(at, &["percentage", "percent"]) {
        return points(at + 1).or_else(|| look.is(at, "percent").then_some((at + 1, Sort::Percent)));
    }
    if look.any(at, &["pp", "ppt", "ppts"]) {
        return Some((at + 1, Sort::Points));
    }
    if look.any(at, &["%", "pct", "％"]) || look.is(at, "pc") && look.glued(at) {
        return points(at + 1).or(Some((at + 1, Sort::Percent)));
    }
    let per_cent = look.is(at, "per") && look.any(look.past_dash(at + 1), &["cent", "cents"]);
    per_cent.then(|| (look.past_dash(at + 1) + 1, Sort::Percent))
}

fn between(look: &Look<'_>, at: usize) -> bool {
    let from = at.saturating_sub(5).max(look.start);
    (from..at).any(|before| look.is(before, "between")) && !(from..at).any(|before| look.is(before, "and"))
}

/// A minus sign before digits, "minus", "negative".
fn sign(look: &Look<'_>, at: usize) -> Option<(usize, bool)> {
    if look.word(at) == Some(Word::Minus) {
        return Some((at + 1, true));
    }
    if !(look.is(at, "-") || look.is(at, "−")) {
        return Some((at, false));
    }
    let opens = at == look.start || !look.glued(at) || look.any(at - 1, &["(", "[", "$", "€", "£"]);
    let number = look.digits(at + 1).is_some() || look.is(at + 1, ".") && look.digits(at + 2).is_some();
    // Set apart by a space it is the mark of a list, unless there is nothing else.
    let whole = || at == look.start && unsigned(look, at + 1, true).is_some_and(|found| found.end == look.end);
    (opens && number && (look.glued(at + 1) || whole())).then_some((at + 1, true))
}

fn unsigned(look: &Look<'_>, at: usize, and: bool) -> Option<Numeral> {
    vague(look, at)
        .or_else(|| fold_word(look, at))
        .or_else(|| fractional(look, at))
        .or_else(|| ending(look, at))
        .or_else(|| counted(look, at, and))
}

/// "20th", "1990s".
fn ending(look: &Look<'_>, at: usize) -> Option<Numeral> {
    let digits = look.digits(at)?;
    let sort = match digits.ending {
        Ending::None => return None,
        Ending::Ordinal => Sort::Ordinal,
        Ending::Decade => Sort::Decade,
    };
    let value = digits.value;
    // "1000s of homes" is "thousands" in digits.
    let plural = [10, 100, 1_000, 10_000, 100_000].iter().any(|one| Decimal::from(*one) == value);
    if sort == Sort::Decade && plural && look.is(at + 1, "of") {
        let high = value.checked_mul(Decimal::TEN)?.checked_sub(Decimal::ONE);
        return Some(Numeral {
            start: at,
            end: at + 1,
            low: value,
            high,
            sort: Sort::Vague,
            scale: Decimal::ONE,
            digits: true,
            scaled: true,
            row: None,
        });
    }
    Some(Numeral {
        start: at,
        end: at + 1,
        low: value,
        high: Some(value),
        sort,
        scale: Decimal::ONE,
        digits: true,
        scaled: false,
        row: None,
    })
}

/// "tenfold", "twice".
fn fold_word(look: &Look<'_>, at: usize) -> Option<Numeral> {
    let (word, row) = look.row(at)?;
    let (value, sort) = match word {
        Word::Fold(value) => (value, Sort::Fold),
        Word::Times(value) => (value, Sort::Times),
        Word::Double(value) if is_multiple(look, at) => (value, Sort::Fold),
        _ => return None,
    };
    Some(Numeral {
        start: at,
        end: at + 1,
        low: value,
        high: Some(value),
        sort,
        scale: Decimal::ONE,
        digits: false,
        scaled: false,
        row: Some(row),
    })
}

/// "nearly double the 507 cases": a measure against another, and no verb.
fn is_multiple(look: &Look<'_>, at: usize) -> bool {
    const BEFORE: [&str; 13] = ["nearly", "almost", "than", "about", "roughly", "over", "is", "was", "are", "were", "at", "be", "around"];
    at > look.start && look.any(at - 1, &BEFORE) && look.any(at + 1, &["the", "that", "what", "its", "their", "last", "those"])
}

/// A cardinal, with what may follow it: a fraction, a fold, a ratio.
fn counted(look: &Look<'_>, at: usize, and: bool) -> Option<Numeral> {
    let plain = exponent(look, cardinal(look, at, and)?);
    let mut found = Numeral::of(at, fraction::mixed(look, plain));
    if let Some((end, sort)) = fold_after(look, found.end).or_else(|| fold_of(look, at, found.end)) {
        (found.end, found.sort) = (end, sort);
        return Some(found);
    }
    Some(ratio(look, found).or_else(|| over(look, found)).unwrap_or(found))
}

/// "one over three", where that is all that is said.
fn over(look: &Look<'_>, found: Numeral) -> Option<Numeral> {
    look.is(found.end, "over").then_some(())?;
    let under = cardinal(look, found.end + 1, true).filter(|under| under.end >= look.end || look.is(under.end, "."))?;
    let value = found.low.checked_div(under.value)?.normalize();
    Some(Numeral { end: under.end, low: value, high: Some(value), scaled: true, ..found })
}

/// "-fold", "fold", and "times" where it compares.
fn fold_after(look: &Look<'_>, at: usize) -> Option<(usize, Sort)> {
    let next = look.past_dash(at);
    if look.is(next, "fold") {
        return Some((next + 1, Sort::Fold));
    }
    if look.any(at, &["x", "×"]) && look.glued(at) && !look.glued(at + 1) {
        return Some((at + 1, Sort::Fold));
    }
    (look.is(next, "times") && compares(look, next + 1)).then_some((next + 1, Sort::Fold))
}

/// "rose 1.7 times": so much more, by the verb before.
fn fold_of(look: &Look<'_>, at: usize, end: usize) -> Option<(usize, Sort)> {
    let before = at.checked_sub(1).filter(|at| *at >= look.start)?;
    let before = if look.any(before, &["by", "about", "almost", "nearly", "some"]) { before.checked_sub(1)? } else { before };
    let rose = look.page.words.get(before).and_then(|key| look.words.change.get(key)).is_some_and(|turn| turn.verb);
    (rose && look.is(look.past_dash(end), "times")).then(|| (look.past_dash(end) + 1, Sort::Fold))
}

/// Whether a comparison follows: "as many", "more than", "higher", "the number".
pub fn compares(look: &Look<'_>, at: usize) -> bool {
    const COMPARED: [&str; 34] = [
        "those", "previous", "normal", "as", "more", "less", "fewer", "higher", "lower", "larger", "bigger", "greater", "smaller",
        "longer", "faster", "slower", "stronger", "worse", "better", "the", "that", "its", "their", "his", "her", "our", "what", "over",
        "above", "likelier", "deadlier", "cheaper", "heavier", "deeper",
    ];
    look.any(at, &COMPARED)
}

/// "1e10", "2.48×10−5", "1.3x10^6".
fn exponent(look: &Look<'_>, found: Cardinal) -> Cardinal {
    power(look, &found).unwrap_or(found)
}

fn power(look: &Look<'_>, found: &Cardinal) -> Option<Cardinal> {
    // "M5W 1E6" is a postal code.
    let coded = found.end >= 2 && look.shape(found.end - 2) == Some(Shape::Mixed);
    (found.digits && !found.scaled && look.glued(found.end) && !coded).then_some(())?;
    let text = look.page.text(found.end);
    let (head, mut end) = (text.strip_prefix(['e', 'E', 'x', '×']), found.end + 1);
    let tens = matches!(text, "x10" | "×") && (text == "x10" || look.is(end, "10"));
    let digits = head.filter(|_| !tens).unwrap_or_default();
    (tens || text.starts_with(['e', 'E'])).then_some(())?;
    end += usize::from(tens && text == "×");
    let mut shown = digits.to_owned();
    if shown.is_empty() {
        end += usize::from(look.is(end, "^"));
        let minus = look.dash(end) && look.glued(end);
        end += usize::from(minus || look.is(end, "+"));
        look.glued(end).then_some(())?;
        shown = look.page.text(end).to_owned();
        end += 1;
        return scaled(found, shown.parse().ok()?, minus, end);
    }
    scaled(found, shown.parse().ok()?, false, end)
}

fn scaled(found: &Cardinal, exponent: usize, minus: bool, end: usize) -> Option<Cardinal> {
    let factor = tens(exponent)?;
    let value = if minus { found.value.checked_div(factor)? } else { found.value.checked_mul(factor)? };
    Some(Cardinal { value, end, ..*found })
}

/// "one in ten", "1 out of every 10", "9 of 10".
fn ratio(look: &Look<'_>, found: Numeral) -> Option<Numeral> {
    let at = found.end;
    let out = look.is(at, "out") && look.is(at + 1, "of");
    let first = if out { at + 2 } else { at + 1 };
    (out || look.is(at, "in")).then_some(())?;
    let every = look.is(first, "every");
    let whole = cardinal(look, first + usize::from(every), false)?;
    let typical = every || is_typical(whole.value);
    let small = found.low < Decimal::TEN || every;
    let fits = found.low < whole.value && found.low > Decimal::ZERO && typical && small && !is_time(look, whole.end);
    (fits && !found.scaled).then_some(())?;
    let share = found.low.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole.value)?.normalize();
    Some(Numeral { end: whole.end, low: share, high: Some(share), sort: Sort::Share, scaled: true, ..found })
}

/// A whole that ratios are told against.
fn is_typical(whole: Decimal) -> bool {
    const WHOLES: [i64; 16] = [2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 50, 100, 1_000, 10_000];
    WHOLES.iter().any(|one| Decimal::from(*one) == whole)
}

fn is_time(look: &Look<'_>, at: usize) -> bool {
    look.words.not_after.at(look.ahead(at)).is_some() || look.dash(at)
}

/// "a quarter", "two-thirds", "3/4", "half a million".
fn fractional(look: &Look<'_>, at: usize) -> Option<Numeral> {
    let Fraction { end, over, under, digits } = fraction::fraction(look, at)?;
    let row = (at..end).find_map(|at| look.row(at)).map(|(_, row)| row);
    let base = Numeral { start: at, end, low: over, high: Some(over), sort: Sort::Plain, scale: Decimal::ONE, digits, scaled: true, row };
    if let Some((end, scale)) = fraction::scale_after(look, end) {
        let value = over.checked_mul(scale)?.checked_div(under)?.normalize();
        return Some(Numeral { end, low: value, high: Some(value), scale, ..base });
    }
    fraction::is_share(look, at, end, digits).then_some(())?;
    let plain = over > under || fraction::stands_alone(look, at, end) || is_measured(look, end);
    let factor = if plain { Decimal::ONE } else { Decimal::ONE_HUNDRED };
    let value = over.checked_mul(factor)?.checked_div(under)?.normalize();
    Some(Numeral { low: value, high: Some(value), sort: if plain { Sort::Plain } else { Sort::Share }, ..base })
}

/// "half a mile", "a 1/4 inch gap".
fn is_measured(look: &Look<'_>, at: usize) -> bool {
    let unit = at + usize::from(look.is(at, "of"));
    let unit = unit + usize::from(look.any(unit, &["a", "an"]));
    look.words.unit.at(look.ahead(look.past_dash(unit))).is_some()
}
