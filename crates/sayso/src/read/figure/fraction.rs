//! Fractions in words, in signs and with a slash, alone and after a whole number.

use rust_decimal::Decimal;

use super::cardinal::{Cardinal, cardinal, single};
use super::look::{Ending, Look};
use super::words::Word;

/// So many parts of so many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fraction {
    /// Past its last token.
    pub end: usize,
    pub over: Decimal,
    pub under: Decimal,
    pub digits: bool,
}

/// The fraction that begins at a token.
pub fn fraction(look: &Look<'_>, at: usize) -> Option<Fraction> {
    vulgar(look, at).or_else(|| slashed(look, at)).or_else(|| spelled(look, at))
}

fn vulgar(look: &Look<'_>, at: usize) -> Option<Fraction> {
    let Some(Word::Vulgar(over, under)) = look.word(at) else { return None };
    Some(Fraction { end: at + 1, over, under, digits: true })
}

/// "3/4", but not "9/11", "24/7" or the date 5/17/2018.
fn slashed(look: &Look<'_>, at: usize) -> Option<Fraction> {
    let whole =
        |at: usize| look.digits(at).filter(|digits| !digits.point && !digits.grouped && digits.ending == Ending::None && digits.lead < 4);
    let (over, under) = (whole(at)?, whole(at + 2)?);
    let joined = look.is(at + 1, "/") && look.glued(at + 1) && look.glued(at + 2);
    let dated = look.is(at + 3, "/") || at > look.start && look.glued(at) && look.is(at - 1, "/");
    let fits =
        over.value < under.value && over.value > Decimal::ZERO && !(over.value == Decimal::from(9) && under.value == Decimal::from(11));
    (joined && !dated && fits).then_some(Fraction { end: at + 3, over: over.value, under: under.value, digits: true })
}

/// "half", "a quarter", "one-third", "two thirds", "three twenty-firsts".
fn spelled(look: &Look<'_>, at: usize) -> Option<Fraction> {
    let article = look.any(at, &["a", "an"]);
    let first = look.past_dash(at + usize::from(article));
    if let Some(under) = part(look, first).filter(|_| article || matches!(look.word(first), Some(Word::Half)) || is_quarter_of(look, first))
    {
        return Some(Fraction { end: first + 1, over: Decimal::ONE, under, digits: false });
    }
    let further = at > look.start && look.any(at - 1, &["further", "another", "remaining", "additional"]);
    if let Some(under) = part(look, at).filter(|under| further && *under < Decimal::from(5) && follows_part(look, at + 1)) {
        return Some(Fraction { end: at + 1, over: Decimal::ONE, under, digits: false });
    }
    if let Some((end, under)) = composed(look, first).filter(|_| article) {
        return Some(Fraction { end, over: Decimal::ONE, under, digits: false });
    }
    let over = cardinal(look, at, true)?;
    let shorter = Look { end: over.end - 1, ..*look };
    let rest = cardinal(&shorter, at, true).filter(|rest| rest.end == shorter.end);
    if let Some((rest, (end, under))) = rest.zip(composed(look, shorter.end)) {
        return Some(Fraction { end, over: rest.value, under, digits: rest.digits });
    }
    let next = look.past_dash(over.end);
    if let Some((end, under)) = composed(look, next) {
        return Some(Fraction { end, over: over.value, under, digits: over.digits });
    }
    let under = match look.word(next)? {
        Word::Part(under) if over.value == Decimal::ONE => under,
        Word::Half if over.value == Decimal::ONE => Decimal::TWO,
        Word::Parts(under) => under,
        _ => return None,
    };
    (next == over.end || !look.is(over.end, "—")).then_some(Fraction { end: next + 1, over: over.value, under, digits: over.digits })
}

/// "twenty-firsts": tens and a part.
fn composed(look: &Look<'_>, at: usize) -> Option<(usize, Decimal)> {
    let Word::Small(tens @ 20..) = look.word(at)? else { return None };
    let next = look.past_dash(at + 1);
    let unit = match look.word(next)? {
        Word::Part(unit) | Word::Parts(unit) if unit < Decimal::TEN => unit,
        Word::Ordinal(unit) => unit,
        _ => return None,
    };
    Some((next + 1, Decimal::from(tens) + unit))
}

fn part(look: &Look<'_>, at: usize) -> Option<Decimal> {
    match look.word(at)? {
        Word::Half => Some(Decimal::TWO),
        Word::Part(under) => Some(under),
        _ => None,
    }
}

/// "quarter of a million", "quarter million".
fn is_quarter_of(look: &Look<'_>, at: usize) -> bool {
    look.is(at, "quarter") && scale_after(look, at + 1).is_some()
}

/// "a million", "of a million", "million", "dozen" after a fraction.
pub fn scale_after(look: &Look<'_>, at: usize) -> Option<(usize, Decimal)> {
    let of = look.past_dash(at) + usize::from(look.is(look.past_dash(at), "of"));
    let scale = look.past_dash(of + usize::from(look.any(of, &["a", "one"])));
    let value = match look.word(scale)? {
        Word::Scale(value) => value,
        Word::Hundred if scale > at + 1 => Decimal::ONE_HUNDRED,
        Word::Dozen(n) => Decimal::from(n),
        _ => return None,
    };
    Some((scale + 1, value))
}

/// "two and a half", "5 1/2", "2½", "a million and a half".
pub fn mixed(look: &Look<'_>, whole: Cardinal) -> Cardinal {
    add(look, &whole).unwrap_or(whole)
}

fn add(look: &Look<'_>, whole: &Cardinal) -> Option<Cardinal> {
    let joined = if look.is(look.past_dash(whole.end), "and") { look.past_dash(whole.end) } else { whole.end };
    let and = look.any(joined, &["and", "&"]);
    let part = if and { fraction(look, look.past_dash(joined + 1)) } else { slashed(look, whole.end).or_else(|| vulgar(look, whole.end)) }?;
    (part.over < part.under && (and || whole.digits)).then_some(())?;
    let share = part.over.checked_div(part.under)?;
    let bare = Cardinal { end: part.end, scale: Decimal::ONE, ..*whole };
    let next = look.past_dash(part.end);
    let scale = match look.word(next) {
        Some(Word::Scale(scale)) => Some(scale),
        Some(Word::Hundred) => Some(Decimal::ONE_HUNDRED),
        Some(Word::Dozen(n)) => Some(Decimal::from(n)),
        Some(Word::Plural(low, Some(_))) => Some(single(low)),
        _ => None,
    };
    let value = match scale {
        // "one billion and a half million"
        Some(scale) if whole.scaled => {
            return Some(Cardinal { value: whole.value.checked_add(share.checked_mul(scale)?)?, end: next + 1, scale, ..bare });
        }
        Some(scale) => {
            return Some(Cardinal {
                value: whole.value.checked_add(share)?.checked_mul(scale)?,
                end: next + 1,
                scale,
                scaled: true,
                ..bare
            });
        }
        None if whole.scale > Decimal::ONE && whole.scale < Decimal::MAX => whole.value.checked_add(share.checked_mul(whole.scale)?)?,
        None => whole.value.checked_add(share)?,
    };
    Some(Cardinal { value, ..bare })
}

/// Whether a fraction is meant, and not an ordinal ("a third man"), half an hour or half-time.
pub fn is_share(look: &Look<'_>, at: usize, end: usize, digits: bool) -> bool {
    if digits || end > at + 2 && !look.any(at, &["a", "an"]) || matches!(look.word(end - 1), Some(Word::Parts(_))) {
        return true;
    }
    if matches!(look.word(end - 1), Some(Word::Half)) {
        return is_half(look, at, end);
    }
    if at + 1 == end {
        return true;
    }
    let counted = at + 1 == end - 1 && matches!(look.word(at), Some(Word::Small(_)));
    if look.any(at, &["a", "an"]) {
        return follows_part(look, end);
    }
    counted && (look.dash(at + 1) || follows_part(look, end)) || at + 2 < end
}

/// What follows a part of something and no ordinal.
fn follows_part(look: &Look<'_>, at: usize) -> bool {
    const FOLLOW: [&str; 71] = [
        "of", ".", ",", ";", ":", ")", "!", "?", "-", "–", "—", "are", "were", "is", "was", "have", "had", "has", "did", "do", "said",
        "say", "says", "will", "would", "could", "can", "may", "might", "more", "less", "fewer", "higher", "lower", "larger", "smaller",
        "bigger", "greater", "since", "in", "by", "from", "to", "over", "between", "compared", "this", "last", "that", "and", "or", "who",
        "which", "during", "on", "at", "as", "after", "before", "among", "came", "come", "live", "lived", "believe", "believed", "think",
        "thought", "voted", "support", "\"",
    ];
    at >= look.end || look.any(at, &FOLLOW)
}

/// "half of", "half the", "by half"; not "half an hour", "half-brother", "first half".
fn is_half(look: &Look<'_>, at: usize, end: usize) -> bool {
    let spans = |at: usize| look.words.not_after.at(look.ahead(at)).is_some() || look.any(at, &["time", "term", "way", "day", "life"]);
    if look.dash(end) && !look.is(end, "–") && !look.is(end, "—") || spans(end) || look.any(end, &["a", "an"]) && spans(end + 1) {
        return false;
    }
    let nth = at > look.start
        && look.any(
            at - 1,
            &[
                "first", "second", "1st", "2nd", "latter", "other", "better", "top", "bottom", "northern", "southern", "eastern",
                "western", "upper", "lower",
            ],
        );
    !nth
}

/// Whether a fraction is the whole answer, of nothing: then it is a number as it stands.
pub fn stands_alone(look: &Look<'_>, at: usize, end: usize) -> bool {
    let closes = end >= look.end || look.any(end, &[".", "?", "!"]);
    closes && (at == look.start || at > look.start && look.any(at - 1, &["is", "are", "was", "=", "exactly", "minus", "negative", "-"]))
}
