//! Paragraphs and sentences. A line end closes a paragraph unless the text is wrapped by hand.

use std::ops::Range;

use super::{Block, Sentence, Shape, Token};
use crate::report::Zone;

/// Words whose period ends no sentence.
const ABBREVIATIONS: [&str; 52] = [
    "mr", "mrs", "ms", "dr", "prof", "gen", "col", "lt", "sgt", "capt", "maj", "cmdr", "adm", "brig", "cpl", "pvt", "sen", "sens", "rep",
    "reps", "gov", "govs", "st", "jr", "sr", "vs", "etc", "inc", "corp", "ltd", "co", "no", "nos", "approx", "est", "fig", "sq", "calif",
    "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "pres", "rev",
];

/// Longest sentence that is kept whole: parsing stays linear on text without full stops.
const LONGEST: usize = 120;

/// Cuts tokens into sentences and blocks.
pub fn split(text: &str, tokens: &[Token]) -> (Vec<Sentence>, Vec<Block>) {
    let wrapped = is_wrapped(text);
    let (mut sentences, mut blocks) = (Vec::new(), Vec::new());
    let mut first = 0;
    while first < tokens.len() {
        let end = paragraph_end(text, tokens, first, wrapped);
        let from = sentences.len();
        cut_paragraph(text, tokens, first..end, blocks.len(), &mut sentences);
        let span = tokens[first].start..tokens[end - 1].end;
        blocks.push(Block { span, sentences: from..sentences.len(), zone: Zone::Body, repeats: None });
        first = end;
    }
    (sentences, blocks)
}

/// Whether lines are wrapped at a column, so that a single line end is no paragraph end.
fn is_wrapped(text: &str) -> bool {
    let (mut full, mut open, mut small, mut lines) = (0, 0, 0, 0);
    for line in text.lines().take(400).map(str::trim_end).filter(|line| !line.is_empty()) {
        lines += 1;
        small += usize::from(line.trim_start().starts_with(char::is_lowercase));
        if (45..=90).contains(&line.len()) {
            full += 1;
            open += usize::from(line.ends_with(|c: char| c.is_alphanumeric() || c == ','));
        }
    }
    // In a list of headlines no line goes on with the sentence of the one above.
    lines > 3 && full * 10 >= lines * 6 && open * 10 >= full * 7 && small * 4 >= lines
}

fn paragraph_end(text: &str, tokens: &[Token], first: usize, wrapped: bool) -> usize {
    let breaks = |at: usize| {
        let between = &text[tokens[at - 1].end..tokens[at].start];
        let lines = between.bytes().filter(|byte| *byte == b'\n').count();
        lines > 1 || lines == 1 && (!wrapped || between.ends_with("   ")) || between.contains('\u{2029}')
    };
    (first + 1..tokens.len()).find(|&at| breaks(at)).unwrap_or(tokens.len())
}

fn cut_paragraph(text: &str, tokens: &[Token], range: Range<usize>, block: usize, out: &mut Vec<Sentence>) {
    let mut first = range.start;
    let mut at = first;
    while at < range.end {
        at += 1;
        let ends = at == range.end || ends_here(text, tokens, at, range.end) || at - first >= LONGEST;
        if ends {
            let end = if at - first >= LONGEST { clause_end(text, tokens, first..at) } else { closing(text, tokens, at, range.end) };
            out.push(Sentence { tokens: first..end, block });
            first = end;
            at = end;
        }
    }
}

/// Whether a sentence ends before token `at`.
fn ends_here(text: &str, tokens: &[Token], at: usize, end: usize) -> bool {
    let last = &text[tokens[at - 1].start..tokens[at - 1].end];
    let stop = last.starts_with(['.', '!', '?', '…']);
    if !stop {
        return abbreviation_ends(text, tokens, at, last);
    }
    let mut next = at;
    while next < end && is_closing(&text[tokens[next].start..tokens[next].end]) && !tokens[next].spaced {
        next += 1;
    }
    let Some(token) = tokens.get(next).filter(|_| next < end) else { return true };
    let word = &text[token.start..token.end];
    let opens = word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || "\"“‘'«([–—-•*_[".contains(c)) || !word.is_ascii();
    if !token.spaced && next == at {
        // "survived.Information", "in 2022.The": a full stop with no space, between a lower-case word or a number and a capital.
        let before = at >= 2 && matches!(tokens[at - 2].shape, Shape::Lower | Shape::Number) && !tokens[at - 1].spaced;
        return before && token.shape == Shape::Capital;
    }
    if last == "." && at >= 2 && !tokens[at - 1].spaced {
        let before = &text[tokens[at - 2].start..tokens[at - 2].end];
        let initial = before.chars().count() == 1 && before.chars().all(char::is_uppercase);
        if initial || ABBREVIATIONS.contains(&before.to_ascii_lowercase().as_str()) {
            return false;
        }
    }
    opens
}

/// `U.S.` carries its own period: it ends a sentence only where an opener of sentences follows.
fn abbreviation_ends(text: &str, tokens: &[Token], at: usize, last: &str) -> bool {
    let Some(token) = tokens.get(at) else { return true };
    let next = &text[token.start..token.end];
    last.len() > 2 && last.ends_with('.') && ["The", "It", "He", "She", "They", "But", "In", "A", "This", "We"].contains(&next)
}

fn is_closing(word: &str) -> bool {
    matches!(word, "\"" | "”" | "’" | "'" | "''" | "»" | ")" | "]" | "_" | "*" | "**")
}

/// Takes closing quotes and brackets into the sentence that they close.
fn closing(text: &str, tokens: &[Token], mut at: usize, end: usize) -> usize {
    while at < end && !tokens[at].spaced && is_closing(&text[tokens[at].start..tokens[at].end]) {
        at += 1;
    }
    at
}

/// The last comma or semicolon of an over-long run, else its end.
fn clause_end(text: &str, tokens: &[Token], range: Range<usize>) -> usize {
    let half = range.start + range.len() / 2;
    let mark = range.clone().rev().take_while(|at| *at > half).find(|at| matches!(&text[tokens[*at].start..tokens[*at].end], "," | ";"));
    mark.map_or(range.end, |at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::page::cut;

    fn check(text: &str, expected: &[&str]) {
        let tokens = cut(text);
        let (sentences, _) = split(text, &tokens);
        let words = |sentence: &Sentence| &text[tokens[sentence.tokens.start].start..tokens[sentence.tokens.end - 1].end];
        assert_eq!(sentences.iter().map(words).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn sentences_end_without_a_space() {
        check("Twelve people survived.Information came late.", &["Twelve people survived.", "Information came late."]);
        check("It began in 2022.The siege goes on.", &["It began in 2022.", "The siege goes on."]);
        check("Where are they?Nobody knows.", &["Where are they?", "Nobody knows."]);
        check("\"They left.\"Nobody stayed.", &["\"They left.\"", "Nobody stayed."]);
    }

    #[test]
    fn not_every_full_stop_before_a_letter_ends_one() {
        for one in ["Of 3.5 million people 1.2 million left.", "The U.S.Army left.", "J.Smith saw 12 of them."] {
            check(one, &[one]);
        }
    }
}
