//! Figures: numeral expressions with bounds, hedge and kind, and the numbers that are none.

use std::ops::Range;

use rust_decimal::Decimal;

use super::page::{Page, Shape};
use super::when::Time;
use crate::claim::{Kind, Not, Quantifier, Reason, Span};

/// The number words of one language.
#[derive(Debug)]
pub struct Words {}

impl Words {
    /// Reads the tables of a language; rows that cannot be used go to `problems`.
    pub fn new(_code: &str, _problems: &mut Vec<String>) -> Self {
        Self {}
    }
}

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
pub fn find(_words: &Words, page: &Page<'_>, _times: &[Time]) -> Vec<Number> {
    let numbers = (0..page.tokens.len()).filter(|at| page.tokens[*at].shape == Shape::Number).filter_map(|at| {
        let value: Decimal = page.text(at).replace(',', "").parse().ok()?;
        let span = page.tokens[at].start..page.tokens[at].end;
        Some(Number { tokens: at..at + 1, span, low: Some(value), high: Some(value), after: at + 1, ..Number::default() })
    });
    numbers.collect()
}
