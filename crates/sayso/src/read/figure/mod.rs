//! Figures: numeral expressions with bounds, hedge and kind, and the numbers that are none.

mod cardinal;
mod code;
mod day;
mod fraction;
mod hedge;
mod kind;
mod look;
mod not;
mod numeral;
mod range;
mod spread;
mod vague;
mod words;

use std::ops::Range;

use rust_decimal::Decimal;

use super::page::{Page, Shape};
use super::when::{Sense, Time};
use crate::claim::{Kind, Not, Quantifier, Reason, Span};
use look::Look;
use numeral::{Numeral, Sort};

pub use words::Words;

/// A numeral expression.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Number {
    /// Its tokens, without hedge and noun.
    pub tokens: Range<usize>,
    /// Its stretch of text: the numeral expression alone.
    pub span: Span,
    /// Lower end.
    pub low: Option<Decimal>,
    /// Upper end; none where open.
    pub high: Option<Decimal>,
    /// Its limit.
    pub quantifier: Quantifier,
    /// The hedge words.
    pub hedge: Option<Span>,
    /// Its kind.
    pub kind: Kind,
    /// What it is, if it is no figure.
    pub not: Option<Not>,
    /// Past the last token of the whole quantity, with its unit ("175 miles", "$1.5 billion").
    pub after: usize,
    /// Rules and rows.
    pub because: Vec<Reason>,
}

/// Every number of a page, in text order, none overlapping.
pub fn find(words: &Words, page: &Page<'_>, times: &[Time]) -> Vec<Number> {
    let mut out: Vec<Number> = Vec::new();
    let mut times = times.iter().peekable();
    for sentence in &page.sentences {
        let look = Look { words, page, start: sentence.tokens.start, end: sentence.tokens.end };
        let mut at = look.start;
        while at < look.end {
            let Some(found) =
                starts(&look, at).then(|| numeral::numeral(&look, at)).flatten().filter(|found| !not::is_no_number(&look, found))
            else {
                at += 1;
                continue;
            };
            let found = range::range(&look, found);
            while times.next_if(|time| time.tokens.end <= found.start).is_some() {}
            let time = times.peek().filter(|time| time.tokens.start < found.end).map(|time| time.sense);
            at = found.end;
            let number = number(&look, &found, time, out.last());
            out.push(number);
        }
    }
    spread::spread(words, page, &mut out);
    out
}

/// Whether a numeral may begin here: the shape decides for nearly every token.
fn starts(look: &Look<'_>, at: usize) -> bool {
    match look.page.tokens[at].shape {
        Shape::Number => true,
        Shape::Lower | Shape::Capital | Shape::Upper => {
            look.word(at).is_some() || look.any(at, &["a", "an"]) && look.word(look.past_dash(at + 1)).is_some()
        }
        Shape::Punct | Shape::Symbol => look.word(at).is_some() || look.any(at, &["-", "−", "."]) && look.glued(at + 1),
        Shape::Mixed | Shape::Address => false,
    }
}

fn number(look: &Look<'_>, found: &Numeral, time: Option<Sense>, last: Option<&Number>) -> Number {
    let page = look.page;
    let from = kind::opening(look, found);
    let limit = hedge::before(look, from).filter(|limit| !is_reached(look, found, limit));
    let opening = limit.map_or(from, |limit| limit.first);
    let sorted = kind::kind(look, found, opening, last.is_some_and(|last| is_apposed(look, last, opening)));
    let tail = hedge::after(look, found.end);
    // "100s of homes" looks like a decade.
    let time = time.filter(|_| found.sort != Sort::Vague || !found.digits);
    let not = time.and_then(of_time).or_else(|| not::not(look, found, &sorted.kind, limit.is_some()));
    let limit = limit.or(tail);
    let twin = last.filter(|last| limit.is_none() && is_converted(look, last, &sorted.kind, from));
    let mut because = vec![Reason { field: "value", rule: "numeral", row: found.row }];
    because.extend(limit.map(|limit| Reason { field: "quantifier", rule: "hedge", row: Some(limit.row) }));
    because.extend(sorted.because);
    Number {
        tokens: found.start..found.end,
        span: page.span(found.start..found.end),
        low: Some(round(found.low)),
        high: found.high.map(round),
        quantifier: limit.map(|limit| limit.quantifier).or(twin.map(|twin| twin.quantifier)).unwrap_or_else(|| unhedged(found)),
        hedge: limit.map(|limit| page.span(limit.first..limit.end)).or_else(|| twin.and_then(|twin| twin.hedge.clone())),
        after: sorted.after.max(tail.map_or(0, |tail| tail.end)),
        kind: sorted.kind,
        not,
        because,
    }
}

/// "ticked up to 7.6% from 7.5%" tells where it got to.
fn is_reached(look: &Look<'_>, found: &Numeral, limit: &hedge::Limit) -> bool {
    let up = look.is(limit.first, "up") && look.is(limit.first + 1, "to");
    up && look.is(found.end, "from")
        && (look.digits(found.end + 1).is_some() || look.words.sign.at(look.behind(found.end + 2).words()).is_some())
}

/// "about 175 miles (280 km)": the hedge holds for the conversion too.
fn is_converted(look: &Look<'_>, last: &Number, kind: &Kind, from: usize) -> bool {
    let same = matches!((kind, &last.kind), (Kind::Measure { .. }, Kind::Measure { .. }) | (Kind::Money { .. }, Kind::Money { .. }));
    same && last.hedge.is_some() && look.is(last.after, "(") && last.after + 1 == from
}

/// "35%, or 8.9 million people": what stands beside a change is one.
fn is_apposed(look: &Look<'_>, last: &Number, opening: usize) -> bool {
    last.kind == Kind::Change && look.is(last.after, ",") && look.is(last.after + 1, "or") && last.after + 2 == opening
}

fn unhedged(found: &Numeral) -> Quantifier {
    match found.sort {
        Sort::Vague => Quantifier::About,
        _ if found.high != Some(found.low) => Quantifier::Range,
        _ => Quantifier::Exact,
    }
}

const fn of_time(sense: Sense) -> Option<Not> {
    match sense {
        Sense::Date | Sense::Since | Sense::Until => Some(Not::Date),
        Sense::Duration => Some(Not::Duration),
        Sense::Age => Some(Not::Age),
        Sense::Clock => Some(Not::Time),
    }
}

/// Thirds do not end: twelve digits are kept.
fn round(value: Decimal) -> Decimal {
    if value.scale() > 12 { value.round_sf(15).unwrap_or(value).normalize() } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Report;

    /// Checks every figure of a text: its words, low, high, quantifier and kind.
    fn check(text: &str, expected: &[(&str, &str)]) {
        let read = read(text).into_iter().filter(|(_, _, not)| not.is_none()).map(|(words, value, _)| (words, value)).collect::<Vec<_>>();
        let expected = expected.iter().map(|(words, value)| ((*words).to_owned(), (*value).to_owned())).collect::<Vec<_>>();
        assert_eq!(read, expected, "{text}");
    }

    /// Checks what the numbers of a text are that are no figures.
    fn check_not(text: &str, expected: &[(&str, Not)]) {
        let read = read(text).into_iter().filter_map(|(words, _, not)| Some((words, not?))).collect::<Vec<_>>();
        let expected = expected.iter().map(|(words, not)| ((*words).to_owned(), *not)).collect::<Vec<_>>();
        assert_eq!(read, expected, "{text}");
    }

    fn read(text: &str) -> Vec<(String, String, Option<Not>)> {
        let words = Words::new("en", &mut Vec::new());
        let report = Report { text: text.to_owned(), ..Report::default() };
        let page = Page::new(&report);
        let shown = |number: Number| {
            let end = |value: Option<Decimal>| value.map_or_else(|| "open".to_owned(), |value| value.normalize().to_string());
            let (low, high) = (end(number.low), end(number.high));
            let value = if low == high { low } else { format!("{low}..{high}") };
            (text[number.span].to_owned(), format!("{value} {} {}", number.quantifier.name(), number.kind.name()), number.not)
        };
        find(&words, &page, &[]).into_iter().map(shown).collect()
    }

    #[test]
    fn tables_are_understood() {
        let mut problems = Vec::new();
        Words::new("en", &mut problems);
        assert_eq!(problems, Vec::<String>::new());
    }

    #[test]
    fn numerals_in_digits_and_words() {
        check(
            "They lost 1,204 men and two hundred and six guns.",
            &[("1,204", "1204 exact count"), ("two hundred and six", "206 exact count")],
        );
        check(
            "Some 2.4 million fled, half a million of them abroad.",
            &[("2.4 million", "2400000 about count"), ("half a million", "500000 exact count")],
        );
        check("It counted 20 538 cases.", &[("20 538", "20538 exact count")]);
        check(
            "Dozens fell, tens of thousands fled.",
            &[("Dozens", "24..open about count"), ("tens of thousands", "10000..99999 about count")],
        );
    }

    #[test]
    fn ranges_and_hedges() {
        check("Up to 40,000-45,000 men sign a month.", &[("40,000-45,000", "40000..45000 at_most rate")]);
        check(
            "Between $12 million and well over $20 million was paid.",
            &[("12 million and well over $20 million", "12000000..20000000 range money")],
        );
        check(
            "Five or six boats sank, no fewer than 30 crew drowned.",
            &[("Five or six", "5..6 range count"), ("30", "30 at_least count")],
        );
        check("He handed over 20 bodies; over 30 remain.", &[("20", "20 exact count"), ("30", "30 more_than count")]);
    }

    #[test]
    fn shares_and_changes() {
        check(
            "A quarter of the homes and 7 per cent of the shops burned.",
            &[("A quarter", "25 exact share"), ("7 per cent", "7 exact share")],
        );
        check("Prices rose by 12%, or 300 lira.", &[("12%", "12 exact change"), ("300", "300 exact money")]);
        check("One in ten left, three times as many as before.", &[("One in ten", "10 exact share"), ("three times", "3 exact change")]);
        check("The number of camps grew by 15 to reach 60.", &[("15", "15 exact change"), ("60", "60 exact count")]);
    }

    #[test]
    fn no_figures() {
        check_not(
            "Olena, 34, served in the 47th Brigade for six months.",
            &[("34", Not::Age), ("47th", Not::Ordinal), ("six", Not::Duration)],
        );
        check_not(
            "An F-16 and a Su-35 met over Route 66 at 8:30 p.m. in 2024.",
            &[
                ("16", Not::Identifier),
                ("35", Not::Identifier),
                ("66", Not::Identifier),
                ("8", Not::Time),
                ("30", Not::Time),
                ("2024", Not::Date),
            ],
        );
        check_not("One of them fired 155mm shells.", &[("One", Not::Pronoun), ("155", Not::Identifier)]);
        check("One was killed and three wounded.", &[("One", "1 exact count"), ("three", "3 exact count")]);
    }
}
