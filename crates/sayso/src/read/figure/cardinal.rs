//! Whole numbers and decimals in digits, words or both: "18,159", "two hundred and six", "2.4 million", "3 crore 12 lakh".

use rust_decimal::Decimal;

use super::look::{Ending, Look};
use super::words::Word;
use crate::claim::RowId;

/// A number put together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cardinal {
    /// Past its last token.
    pub end: usize,
    pub value: Decimal,
    /// The scale word it ends in, else one.
    pub scale: Decimal,
    /// Whether it begins with digits.
    pub digits: bool,
    /// Whether a scale or a hundred is in it.
    pub scaled: bool,
    /// The row of its last word.
    pub row: Option<RowId>,
}

/// The number that begins at a token. Without `and`, none is taken into it: "between one hundred and two hundred".
pub fn cardinal(look: &Look<'_>, at: usize, and: bool) -> Option<Cardinal> {
    let mut sum = Sum::start(look, at)?;
    while let Some(end) = sum.step(look, and) {
        sum.end = end;
    }
    sum.result()
}

/// A number being put together.
#[derive(Debug)]
struct Sum {
    end: usize,
    total: Decimal,
    group: Option<Decimal>,
    /// What comes next must be smaller to be added.
    room: Decimal,
    top: Decimal,
    digits: bool,
    scaled: bool,
    hundred: bool,
    row: Option<RowId>,
}

impl Sum {
    fn start(look: &Look<'_>, at: usize) -> Option<Self> {
        let (group, room, end, digits) = match look.word(at) {
            Some(Word::Small(n)) => (Decimal::from(n), room_after(n), at + 1, false),
            Some(Word::Hundred | Word::Dozen(12)) => (Decimal::ONE, Decimal::ZERO, at, false),
            None if look.any(at, &["a", "an"]) => {
                matches!(look.word(at + 1), Some(Word::Hundred | Word::Dozen(_) | Word::Scale(_))).then_some(())?;
                (Decimal::ONE, Decimal::ZERO, at + 1, false)
            }
            _ => {
                let (value, end) = spaced(look, at)?;
                (value, Decimal::ZERO, end, true)
            }
        };
        let row = look.row(at).map(|(_, row)| row);
        Some(Self { end, total: Decimal::ZERO, group: Some(group), room, top: Decimal::MAX, digits, scaled: false, hundred: false, row })
    }

    /// Takes one more word in; gives the end after it.
    fn step(&mut self, look: &Look<'_>, and: bool) -> Option<usize> {
        let at = if look.word(look.past_dash(self.end)).is_some() && self.may_hyphen(look) { look.past_dash(self.end) } else { self.end };
        if let Some((word, row)) = look.row(at) {
            let end = self.take(look, word, at)?;
            self.row = Some(row);
            return Some(end);
        }
        if and && look.any(self.end, &["and", "&"]) {
            return self.and(look, self.end + 1);
        }
        if and && look.is(self.end, ",") && self.scaled && !self.digits && self.group.is_none() {
            return self.smaller(look, self.end + 1);
        }
        self.more_digits(look, self.end)
    }

    /// A hyphen joins words ("twenty-one") and digits to a scale ("20-million").
    fn may_hyphen(&self, look: &Look<'_>) -> bool {
        let next = look.word(self.end + 1);
        look.dash(self.end) && (!self.digits || matches!(next, Some(Word::Scale(_) | Word::Hundred))) && !look.is(self.end, "—")
    }

    fn take(&mut self, look: &Look<'_>, word: Word, at: usize) -> Option<usize> {
        match word {
            Word::Small(n) if !self.digits || self.scaled => self.add(look, n, at),
            Word::Hundred => self.hundred().then_some(at + 1),
            Word::Scale(scale) => self.scale(scale).then_some(at + 1),
            Word::Dozen(n) => self.scale(Decimal::from(n)).then_some(at + 1),
            Word::Plural(low, _) if low == Decimal::ONE_HUNDRED => self.hundred().then_some(at + 1),
            Word::Plural(low, _) => self.scale(single(low)).then_some(at + 1),
            Word::Short(scale) if self.digits && !self.scaled && is_short(look, at) => self.scale(scale).then_some(at + 1),
            Word::Point => self.point(look, at + 1),
            _ => None,
        }
    }

    fn add(&mut self, look: &Look<'_>, n: u32, at: usize) -> Option<usize> {
        let value = Decimal::from(n);
        let whole = if matches!(look.word(at + 1), Some(Word::Hundred)) { value * Decimal::ONE_HUNDRED } else { value };
        if self.is_pair(look, n, at) {
            self.group = Some(self.group? * Decimal::ONE_HUNDRED + value);
            self.room = Decimal::TEN;
            return Some(at + 1);
        }
        let fits = if self.room > Decimal::TEN { whole < self.room } else { value < self.room };
        (n > 0 && fits && (!self.digits || self.hundred)).then_some(())?;
        self.group = Some(self.group.unwrap_or_default().checked_add(value)?);
        self.room = room_after(n);
        Some(at + 1)
    }

    /// "one twenty two" is 122.
    fn is_pair(&self, look: &Look<'_>, n: u32, at: usize) -> bool {
        let unit = matches!(look.word(look.past_dash(at + 1)), Some(Word::Small(1..=9)));
        n >= 20
            && unit
            && !self.scaled
            && !self.digits
            && self.group.is_some_and(|group| group < Decimal::TEN && group > Decimal::ZERO)
            && at == self.end
    }

    fn hundred(&mut self) -> bool {
        let Some(group) = self.group.filter(|group| *group > Decimal::ZERO && (*group < Decimal::ONE_HUNDRED || self.digits)) else {
            return false;
        };
        let Some(value) = group.checked_mul(Decimal::ONE_HUNDRED) else { return false };
        (self.group, self.room, self.scaled, self.hundred) = (Some(value), Decimal::ONE_HUNDRED, true, true);
        true
    }

    fn scale(&mut self, scale: Decimal) -> bool {
        let value = match self.group {
            Some(group) if scale < self.top => group.checked_mul(scale).and_then(|value| self.total.checked_add(value)),
            group => self.total.checked_add(group.unwrap_or_default()).and_then(|value| value.checked_mul(scale)),
        };
        let Some(value) = value else { return false };
        (self.total, self.group, self.top, self.room, self.scaled) = (value, None, scale, scale, true);
        self.hundred = false;
        true
    }

    /// "one hundred and six", but not "one hundred and two hundred".
    fn and(&mut self, look: &Look<'_>, at: usize) -> Option<usize> {
        (self.room >= Decimal::ONE_HUNDRED && (!self.digits || self.hundred)).then_some(())?;
        if self.hundred && self.digits && look.digits(at).is_some() {
            if look.word(at + 1) == Some(Word::Hundred) {
                return None;
            }
            let digits = look
                .digits(at)
                .filter(|digits| digits.ending == Ending::None && !digits.point && digits.value < self.room && !digits.value.is_zero())?;
            self.group = Some(self.group.unwrap_or_default().checked_add(digits.value)?);
            self.room = Decimal::ZERO;
            return Some(at + 1);
        }
        self.smaller(look, at)
    }

    fn smaller(&mut self, look: &Look<'_>, at: usize) -> Option<usize> {
        let Some((Word::Small(n), row)) = look.row(at) else { return None };
        let rest = cardinal(look, at, false)
            .filter(|rest| rest.value < self.room || matches!(rest.scale, scale if scale < self.top && scale > Decimal::ONE))?;
        let fits = rest.value < self.room || self.hundred;
        // "one hundred and three quarters" ends in a fraction, "one hundred and thirty fifths" is one.
        let is_fraction = match look.word(look.past_dash(rest.end)) {
            Some(Word::Half) => true,
            Some(Word::Part(under) | Word::Parts(under)) => rest.value < under,
            _ => false,
        };
        (fits && !is_fraction).then_some(())?;
        self.row = Some(row);
        self.add(look, n, at)
    }

    /// "4 thousand 3 hundred", "1 billion 200 million".
    fn more_digits(&mut self, look: &Look<'_>, at: usize) -> Option<usize> {
        (self.digits && self.group.is_none() && self.room >= Decimal::ONE_HUNDRED).then_some(())?;
        let digits = look.digits(at).filter(|digits| digits.ending == Ending::None && digits.value < self.room)?;
        let smaller = match look.word(at + 1)? {
            Word::Hundred => true,
            Word::Scale(scale) => scale < self.top && digits.value < Decimal::ONE_THOUSAND,
            _ => false,
        };
        smaller.then_some(())?;
        self.group = Some(digits.value);
        Some(at + 1)
    }

    /// "two point two", "nine point nought four".
    fn point(&mut self, look: &Look<'_>, at: usize) -> Option<usize> {
        let (mut end, mut scale) = (at, Decimal::ONE);
        let mut value = self.group?;
        if self.digits && look.digits(at).is_some() {
            let digits = look.digits(at)?;
            scale = tens(look.page.text(at).len())?;
            value = value.checked_add(digits.value.checked_div(scale)?)?;
            end += 1;
        }
        while let Some(Word::Small(n)) = look.word(end).filter(|_| !self.digits) {
            let step = if n < 10 { 10 } else { 100 };
            scale = scale.checked_mul(Decimal::from(step))?;
            value = value.checked_add(Decimal::from(n) / scale)?;
            end += 1;
            if let Some(Word::Small(unit)) = look.word(look.past_dash(end)).filter(|_| n >= 20) {
                value = value.checked_add(Decimal::from(unit) / scale)?;
                end = look.past_dash(end) + 1;
            }
        }
        (end > at).then_some(())?;
        (self.group, self.room) = (Some(value), Decimal::ZERO);
        Some(end)
    }

    fn result(self) -> Option<Cardinal> {
        let value = self.total.checked_add(self.group.unwrap_or_default())?;
        let scale = if self.group.is_none() { self.top } else { Decimal::ONE };
        Some(Cardinal { end: self.end, value, scale, digits: self.digits, scaled: self.scaled, row: self.row })
    }
}

/// One with so many noughts.
pub fn tens(noughts: usize) -> Option<Decimal> {
    Decimal::try_from_i128_with_scale(10_i128.checked_pow(u32::try_from(noughts).ok()?)?, 0).ok()
}

fn room_after(n: u32) -> Decimal {
    if n >= 20 { Decimal::TEN } else { Decimal::ZERO }
}

/// `dozens` after a number is so many dozen.
pub fn single(low: Decimal) -> Decimal {
    let dozens = [(Decimal::from(24), Decimal::from(12)), (Decimal::from(40), Decimal::from(20))];
    dozens.iter().find(|(plural, _)| *plural == low).map_or(low, |(_, single)| *single)
}

/// Digits, with groups of three set apart by spaces taken together.
fn spaced(look: &Look<'_>, at: usize) -> Option<(Decimal, usize)> {
    if look.is(at, ".") && look.glued(at + 1) || look.word(at) == Some(Word::Point) && at == look.start {
        let digits = look.digits(at + 1).filter(|digits| !digits.point && !digits.grouped && digits.ending == Ending::None)?;
        return Some((digits.value.checked_div(tens(look.page.text(at + 1).len())?)?, at + 2));
    }
    let digits = look.digits(at).filter(|digits| digits.ending == Ending::None)?;
    // "12.000 soldiers": nobody counts people in thousandths, so the point groups as on the Continent.
    let whole = digits.point && digits.lead < 4 && look.page.text(at).len() == digits.lead + 4 && !look.page.text(at).starts_with('0');
    if whole
        && look.page.words.get(at + 1).is_some_and(|key| look.words.people.contains(key))
        && look.words.unit.at(look.ahead(at + 1)).is_none()
    {
        return Some((digits.value.checked_mul(Decimal::ONE_THOUSAND)?, at + 1));
    }
    if digits.grouped || digits.point || digits.lead > 3 || digits.value.is_zero() || !is_free(look, at) {
        return Some((digits.value, at + 1));
    }
    let (mut value, mut end) = (digits.value, at + 1);
    while let Some(group) = look.digits(end).filter(|group| is_group(look, group, end)) {
        let next = value.checked_mul(Decimal::ONE_THOUSAND).and_then(|value| value.checked_add(group.value));
        let Some(next) = next else { break };
        value = next;
        end += 1;
        if group.point {
            break;
        }
    }
    Some((value, end))
}

/// Three digits after one space: "20 538". A wider gap or a line end is another cell of a table.
fn is_group(look: &Look<'_>, group: &super::look::Digits, at: usize) -> bool {
    let tokens = &look.page.tokens;
    let gap = tokens.get(at).map(|token| token.start).zip(tokens.get(at.wrapping_sub(1)).map(|token| token.end));
    let narrow = gap
        .and_then(|(start, end)| look.page.report.text.get(end..start))
        .is_some_and(|gap| matches!(gap, " " | "\u{a0}" | "\u{202f}" | "\u{2009}"));
    narrow && group.lead == 3 && !group.grouped && group.ending == Ending::None
}

/// Whether the digits are no day of a month or number of a name: "May 12 300 drones".
fn is_free(look: &Look<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).filter(|before| *before >= look.start);
    let key = before.and_then(|before| look.page.words.get(before));
    if before.is_some_and(|before| look.digits(before).is_some()) || look.page.text(at).starts_with('0') {
        return false;
    }
    !key.is_some_and(|key| look.words.month.contains(key)) && !before.is_some_and(|before| look.dash(before) || look.is(before, "+"))
}

/// Whether a short scale is meant: `5bn`, `$5m`, `5m people`, but 5 m is a length.
fn is_short(look: &Look<'_>, at: usize) -> bool {
    let text = look.page.text(at);
    if text.len() > 1 {
        return !text.eq_ignore_ascii_case("mm") || text == "MM";
    }
    let money = (at.saturating_sub(2)..at).any(|before| {
        look.page.tokens.get(before).is_some_and(|token| {
            matches!(look.page.text(before), "$" | "€" | "£" | "¥" | "₴" | "₽" | "₹" | "₪") && token.start < look.page.tokens[at].start
        })
    });
    match text {
        "k" | "K" => true,
        "b" | "B" => look.glued(at) || money,
        "M" | "G" | "T" => look.glued(at) || money,
        "m" => money || look.glued(at) && (counts_people(look, at + 1) || is_decimal_million(look, at)),
        _ => money && look.glued(at),
    }
}

fn counts_people(look: &Look<'_>, at: usize) -> bool {
    look.page.words.get(at).is_some_and(|key| look.words.people.contains(key))
}

/// "displaced 3.7m, the agency said": metres in the news are mostly whole, and said to be high or away.
fn is_decimal_million(look: &Look<'_>, at: usize) -> bool {
    let point = at.checked_sub(1).and_then(|at| look.digits(at)).is_some_and(|digits| digits.point);
    let next = at + 1;
    point
        && (next >= look.end
            || look.any(next, &[",", ".", ";", "in", "by", "from", "this", "last", "since", "to", "and", "worldwide", "at", "of"]))
}
