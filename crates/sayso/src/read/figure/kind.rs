//! What sort of figure a number is: money, measure, share, change, rate or count.

use super::super::page::Shape;
use super::look::Look;
use super::numeral::{Numeral, Sort, compares};
use super::words::Turn;
use crate::claim::{Kind, Reason, RowId};
use crate::pack::Hit;

/// A kind with what it stands on.
#[derive(Clone, Debug, PartialEq)]
pub struct Sorted {
    pub kind: Kind,
    /// Past the unit.
    pub after: usize,
    pub because: Option<Reason>,
}

/// The kind of a numeral. `opening` is where its hedge or sign begins; `changed` whether the number just before is a change.
pub fn kind(look: &Look<'_>, found: &Numeral, opening: usize, changed: bool) -> Sorted {
    let plain = |kind, rule| Sorted { kind, after: found.end, because: Some(because(rule, None)) };
    match found.sort {
        Sort::Fold | Sort::Points => plain(Kind::Change, "fold or points"),
        Sort::Times if compares(look, found.end) => plain(Kind::Change, "times as many"),
        Sort::Percent | Sort::Share if turned(look, found, opening) || changed => plain(Kind::Change, "change"),
        Sort::Percent | Sort::Share => plain(Kind::Share, "share"),
        _ => money(look, found).or_else(|| measure(look, found)).unwrap_or_else(|| counted(look, found, opening, changed)),
    }
}

fn because(rule: &'static str, row: Option<RowId>) -> Reason {
    Reason { field: "kind", rule, row }
}

fn counted(look: &Look<'_>, found: &Numeral, opening: usize, changed: bool) -> Sorted {
    let change = changed || grew(look, found, opening);
    let per = || per(look, found.end).or_else(|| per_before(look, opening));
    let kind = if change { Kind::Change } else { per().map_or(Kind::Count, |per| Kind::Rate { per }) };
    Sorted { kind, after: found.end, because: None }
}

/// The sign of money before a numeral.
fn sign<'a>(look: &Look<'a>, found: &Numeral) -> Option<Hit<'a, Option<&'static str>>> {
    let behind = look.behind(found.start);
    look.words.sign.all(behind.words()).into_iter().find(|hit| is_sign(look, found, hit.len))
}

/// "A$5" but not "a $5 fee"; "USD 5" but not "usd".
fn is_sign(look: &Look<'_>, found: &Numeral, len: usize) -> bool {
    let first = found.start - len;
    let glued = (first + 1..found.start).all(|at| look.glued(at) || look.shape(at).is_some_and(Shape::is_word));
    let lettered = look.shape(first).is_some_and(Shape::is_word);
    let cased = !lettered || look.page.text(first).starts_with(char::is_uppercase);
    glued && cased && (!is_code(look, first) || look.shape(first) == Some(Shape::Upper))
}

/// Where a numeral begins with its sign of money.
pub fn opening(look: &Look<'_>, found: &Numeral) -> usize {
    found.start - sign(look, found).map_or(0, |hit| hit.len)
}

/// A sign before, or the name of a currency after.
fn money(look: &Look<'_>, found: &Numeral) -> Option<Sorted> {
    let sign = sign(look, found);
    let of = found.sort == Sort::Vague && look.is(found.end, "of");
    let after = look.past_dash(found.end) + usize::from(of);
    let named = look.words.currency.at(look.ahead(after)).filter(|hit| {
        let code = hit.len == 1 && is_code(look, after);
        let large = hit.value.is_some() && look.words.large.contains(&hit.row);
        (!code || look.shape(after) == Some(Shape::Upper)) && (!large || found.scaled || sign.is_some())
    });
    let end = named.map_or(found.end, |hit| after + hit.len);
    let hit = sign.or(named)?;
    Some(Sorted {
        kind: Kind::Money { currency: hit.value.map(str::to_owned) },
        after: end,
        because: Some(because("currency", Some(hit.row))),
    })
}

/// Three letters that are a code only in capitals.
fn is_code(look: &Look<'_>, at: usize) -> bool {
    let text = look.page.text(at);
    text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_alphabetic()) && !text.eq_ignore_ascii_case("yen")
}

/// A unit after: "175 miles", "150-foot"; or before: "magnitude 7.8".
fn measure(look: &Look<'_>, found: &Numeral) -> Option<Sorted> {
    let before = found.start.checked_sub(1).map(|at| if look.dash(at) { at.saturating_sub(1) } else { at }).filter(|at| *at >= look.start);
    if before.is_some_and(|at| look.is(at, "magnitude")) {
        let kind = Kind::Measure { unit: "magnitude".to_owned() };
        return Some(Sorted { kind, after: found.end, because: Some(because("unit", None)) });
    }
    let at = look.past_dash(found.end);
    let hit = look.words.unit.at(look.ahead(at))?;
    let text = look.page.text(at);
    let letter = text.len() == 1 && text != "m" && text.bytes().all(|byte| byte.is_ascii_alphabetic()) && !look.glued(at);
    let next = at + hit.len;
    let short = letter && look.shape(next).is_some_and(Shape::is_word) || text.len() == 1 && look.dash(next) && look.glued(next);
    (!short).then_some(())?;
    let after = at + hit.len;
    let unit = (*hit.value).to_owned();
    let kind = per(look, after).map_or(Kind::Measure { unit }, |per| Kind::Rate { per });
    Some(Sorted { kind, after, because: Some(because("unit", Some(hit.row))) })
}

/// Whether a per cent or fraction is a change: "rose by 21%", "a 12% rise", "20 percent higher".
fn turned(look: &Look<'_>, found: &Numeral, opening: usize) -> bool {
    // "lost 15% of its vehicles" tells a share of them.
    let of = look.is(found.end, "of") && !(opening > look.start && look.is(opening - 1, "by"));
    // "fell below 1%" tells a level.
    let level = look.any(opening, &["below", "above", "under"]);
    !of && !level && turned_before(look, opening) || turned_after(look, found.end)
}

fn turn(look: &Look<'_>, at: usize) -> Option<Turn> {
    look.page.words.get(..look.end)?.get(at).and_then(|key| look.words.change.get(key)).copied()
}

/// "rose", "increased by", "an increase of", "growth was" before the number.
fn turned_before(look: &Look<'_>, opening: usize) -> bool {
    const SKIP: [&str; 16] = [
        "by",
        "a",
        "an",
        "another",
        "further",
        "additional",
        "record",
        "of",
        "some",
        "only",
        "just",
        "was",
        "is",
        "whopping",
        "the",
        "between",
    ];
    let from = opening.saturating_sub(12).max(look.start);
    let mut by = false;
    for at in (from..opening).rev() {
        match turn(look, at) {
            Some(_) if at > look.start && look.any(at - 1, &["make", "makes", "made", "making"]) => return false,
            Some(turn) if turn.verb || turn.noun && (by || at + 1 < opening) => return true,
            _ if look.any(at, &[",", ";", ":", "."]) => return false,
            _ if look.any(at, &SKIP) => by |= look.any(at, &["by", "of"]),
            _ if by => {}
            _ => return false,
        }
    }
    false
}

/// "rise", "more than" after the number, with a word or two between.
fn turned_after(look: &Look<'_>, end: usize) -> bool {
    for at in look.past_dash(end)..(end + 4).min(look.end) {
        match turn(look, at) {
            Some(turn) if turn.noun => return true,
            Some(turn) if turn.more => return at <= end + 1,
            _ if look.shape(at).is_some_and(Shape::is_word)
                && !look.any(at, &["of", "in", "to", "the", "were", "are", "and", "from", "on", "have", "had"]) => {}
            _ => return false,
        }
    }
    false
}

/// Whether a plain number is a change: "increased by 331,600", "rose 15,000 to", "an increase of 300", "500,000 more than".
fn grew(look: &Look<'_>, found: &Numeral, opening: usize) -> bool {
    let more = turn(look, found.end).is_some_and(|turn| turn.more) && look.is(found.end + 1, "than");
    // "(+28)" is what came on top since the day before.
    let added = found.start > look.start + 1 && look.is(found.start - 1, "+") && look.glued(found.start) && look.is(found.start - 2, "(");
    let more = more || added;
    if more || opening == look.start {
        return more;
    }
    let by = look.any(opening - 1, &["by"]);
    let of = look.any(opening - 1, &["of"]);
    if of && opening > look.start + 1 && look.is(opening - 2, "factor") {
        return true;
    }
    if of {
        let noun = opening.checked_sub(2).and_then(|at| turn(look, at)).is_some_and(|turn| turn.noun);
        return noun && !look.any(opening - 2, &["loss", "losses"]);
    }
    let from = opening.saturating_sub(10).max(look.start);
    let mut clause = (from..opening - 1).rev().take_while(|at| !look.any(*at, &[",", ";", ":", "."]));
    by && clause.any(|at| turn(look, at).is_some_and(|turn| turn.verb))
}

/// "per day", "each month", "a year" within the clause after a number's noun.
fn per(look: &Look<'_>, end: usize) -> Option<String> {
    for at in end..(end + 10).min(look.end) {
        if let Some(hit) = look.words.per.at(look.ahead(at)) {
            // "a day after" and "a year in prison" tell no rate.
            let past = look.any(at, &["a", "an"])
                && look.any(at + hit.len, &["ago", "earlier", "later", "before", "after", "old", "long", "of", "when", "since", "-"]);
            return (!past).then(|| (*hit.value).to_owned());
        }
        if look.is(at, "per") || look.is(at, "for") && look.is(at + 1, "every") {
            return ratio(look, at + 1 + usize::from(look.is(at, "for")));
        }
        if is_break(look, at) {
            return None;
        }
    }
    None
}

/// "a monthly average of", "Every month, Russia loses" before a number.
fn per_before(look: &Look<'_>, opening: usize) -> Option<String> {
    const OF: [&str; 5] = ["average", "rate", "quota", "pace", "norm"];
    let of = opening.checked_sub(3).filter(|at| *at >= look.start && look.is(at + 2, "of") && look.any(at + 1, &OF));
    if let Some(hit) = of.and_then(|at| look.words.per.at(look.ahead(at))) {
        return Some((*hit.value).to_owned());
    }
    let hit = look.words.per.at(look.ahead(look.start)).filter(|_| look.any(look.start, &["every", "each"]))?;
    let first = look.start + hit.len;
    let near = opening.saturating_sub(first) < 9
        && (first..opening).all(|at| look.digits(at).is_none() && !look.any(at, &["since", "that", "when", "of", "he", "she"]));
    (near && first <= opening).then(|| (*hit.value).to_owned())
}

/// "100,000 residents" after "per", "soldier lost" after "for every".
fn ratio(look: &Look<'_>, at: usize) -> Option<String> {
    let mut end = at;
    while end < at + 3 && (look.digits(end).is_some() || look.shape(end).is_some_and(Shape::is_word) && !is_break(look, end)) {
        end += 1;
        if look.shape(end - 1).is_some_and(Shape::is_word) && look.word(end - 1).is_none() {
            break;
        }
    }
    (end > at).then(|| look.page.slice(at..end).to_owned())
}

/// Where the clause that a number stands in ends, as far as words tell.
fn is_break(look: &Look<'_>, at: usize) -> bool {
    const WORDS: [&str; 19] = [
        "that",
        "which",
        "who",
        "when",
        "while",
        "and",
        "but",
        "or",
        "after",
        "before",
        "since",
        "because",
        "said",
        "as",
        "with",
        "including",
        "to",
        "than",
        "if",
    ];
    const MARKS: [&str; 11] = [",", ";", ":", ".", "(", ")", "\"", "”", "“", "–", "—"];
    look.any(at, &WORDS) || look.any(at, &MARKS) || look.digits(at).is_some()
}
