//! What one number tells of the others: "8 and 10 p.m.", "pages 3, 5", the 737 after "Boeing 737".

use rust_decimal::Decimal;
use rustc_hash::FxHashSet;

use super::super::page::Page;
use super::Number;
use super::words::Words;
use crate::claim::{Kind, Not};

/// Marks numbers by what stands beside them and by what their like is elsewhere on the page.
pub fn spread(words: &Words, page: &Page<'_>, numbers: &mut [Number]) {
    for at in (1..numbers.len()).rev() {
        let (before, rest) = numbers.split_at_mut(at);
        if let (Some(one), Some(next)) = (before.last_mut(), rest.first_mut()) {
            backward(page, one, next);
        }
    }
    for at in 1..numbers.len() {
        let (before, rest) = numbers.split_at_mut(at);
        if let (Some(one), Some(next)) = (before.last(), rest.first_mut()) {
            forward(page, one, next);
        }
    }
    dialled(page, numbers);
    models(words, page, numbers);
}

/// Whether only a word or mark that joins stands between two numbers.
fn is_joined(page: &Page<'_>, one: &Number, next: &Number) -> bool {
    let gap = next.tokens.start.saturating_sub(one.tokens.end);
    let list = gap == 2 && page.text(one.tokens.end) == "," && matches!(page.text(one.tokens.end + 1), "and" | "or");
    list || gap == 1 && ["and", "or", ",", "to", "-", "–", "&"].contains(&page.text(one.tokens.end))
}

fn is_bare(number: &Number) -> bool {
    number.not.is_none() && number.kind == Kind::Count && number.hedge.is_none()
}

/// "8 and 10 p.m.", "the 23, 25 and 26 of April".
fn backward(page: &Page<'_>, one: &mut Number, next: &Number) {
    let small = one.high < Some(Decimal::ONE_HUNDRED);
    let day = next.not == Some(Not::Date) && one.high <= Some(Decimal::from(31)) && next.high <= Some(Decimal::from(31));
    let dated = day && one.tokens.start.checked_sub(1).is_some_and(|at| ["the", "on", "On", "between", "of", ","].contains(&page.text(at)));
    if is_joined(page, one, next) && small && is_bare(one) && (matches!(next.not, Some(Not::Duration | Not::Time | Not::Age)) || dated) {
        one.not = next.not;
    }
}

/// "articles 51 and 147.", "a few months old and 12,", "Photo 3 of 17".
fn forward(page: &Page<'_>, one: &Number, next: &mut Number) {
    let closes = page.sentences.get(page.sentence_of(next.tokens.start)).is_none_or(|sentence| sentence.tokens.end <= next.tokens.end)
        || matches!(page.text(next.tokens.end), "." | "," | ";" | ")" | "of" | "and");
    let known = matches!(one.not, Some(Not::Identifier | Not::Age));
    if known && is_joined(page, one, next) && closes && is_bare(next) && next.high < Some(Decimal::ONE_THOUSAND) {
        next.not = one.not;
    }
    let counter = one.not == Some(Not::Identifier) && one.tokens.end + 1 == next.tokens.start && page.text(one.tokens.end) == "of";
    if counter && is_bare(next) {
        next.not = one.not;
    }
}

/// Three and more short groups of digits side by side are dialled.
fn dialled(page: &Page<'_>, numbers: &mut [Number]) {
    let mut first = 0;
    while first < numbers.len() {
        let mut end = first + 1;
        while end < numbers.len() && numbers[end].tokens.start == numbers[end - 1].tokens.end {
            end += 1;
        }
        let short = |number: &Number| {
            (is_bare(number) || matches!(number.not, Some(Not::Phone | Not::Identifier)))
                && number.tokens.len() == 1
                && page.text(number.tokens.start).bytes().all(|byte| byte.is_ascii_digit())
        };
        if end >= first + 3 && numbers[first..end].iter().all(short) {
            numbers[first..end].iter_mut().for_each(|number| number.not = Some(Not::Phone));
        }
        first = end;
    }
}

/// A number that is part of a name keeps to be so: "Nord Stream 2" and "Nord Stream 2 deal", "Boeing 737" and "the new 737".
fn models(words: &Words, page: &Page<'_>, numbers: &mut [Number]) {
    let key = |number: &Number| page.words.get(number.tokens.start).copied();
    let pair = |number: &Number| Some((page.words.get(number.tokens.start.checked_sub(1)?).copied()?, key(number)?));
    let named = numbers.iter().filter(|number| number.not == Some(Not::Identifier) && number.tokens.len() == 1);
    let (mut models, mut pairs) = (FxHashSet::default(), FxHashSet::default());
    for number in named {
        pairs.extend(pair(number));
        models.extend(key(number).filter(|_| page.text(number.tokens.start).len() == 3));
    }
    if pairs.is_empty() {
        return;
    }
    for number in numbers.iter_mut().filter(|number| is_bare(number) && number.tokens.len() == 1) {
        let counts = page.words.get(number.tokens.end).is_some_and(|key| words.people.contains(key));
        let same = key(number).is_some_and(|key| models.contains(&key)) || pair(number).is_some_and(|pair| pairs.contains(&pair));
        if same && !counts {
            number.not = Some(Not::Identifier);
        }
    }
}
