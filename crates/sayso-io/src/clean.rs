//! Text made safe to show. Report text is hostile: it may steer a terminal, turn a line around, or start a spreadsheet formula.

use std::borrow::Cow;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The text as one line that is safe to print: white space evened out, whatever steers a terminal or hides text replaced by `�`.
pub fn line(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) && !text.contains("  ") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if c.is_whitespace() => push_space(&mut out),
            c if steers(c) => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// Two white spaces in a row are one.
fn push_space(out: &mut String) {
    if !out.ends_with(' ') {
        out.push(' ');
    }
}

/// How many columns of a screen a line takes.
pub fn width(line: &str) -> usize {
    line.width()
}

/// A line cut or filled up to so many columns.
pub fn padded(line: &str, width: usize) -> String {
    let (mut out, mut used) = (String::new(), 0);
    let whole = line.width() <= width;
    let room = if whole { width } else { width.saturating_sub(1) };
    for c in line.chars() {
        used += c.width().unwrap_or_default();
        if used > room {
            break;
        }
        out.push(c);
    }
    if !whole {
        out.push('…');
    }
    let rest = width.saturating_sub(out.width());
    out + &" ".repeat(rest)
}

/// A spreadsheet cell: one safe line that no spreadsheet takes for a formula.
pub fn cell(text: &str) -> Cow<'_, str> {
    let line = line(text);
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n'])
        || line.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
    {
        return Cow::Owned(format!("'{line}"));
    }
    line
}

/// Characters that must never reach a terminal raw: controls, line separators, and those that reorder or hide text.
pub(crate) const fn steers(c: char) -> bool {
    matches!(c,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{206f}'
        | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_escape_reaches_the_terminal() {
        assert_eq!(line("a \u{1b}[31mred\u{9b}2J \u{202e}x\n\tb"), "a \u{fffd}[31mred\u{fffd}2J \u{fffd}x b");
        assert_eq!(line("Миллион жителей"), "Миллион жителей");
    }

    #[test]
    fn no_cell_is_a_formula() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1"] {
            assert!(cell(text).starts_with('\''), "{text:?}");
        }
        assert_eq!(cell("1,010 - 5 = x"), "1,010 - 5 = x");
    }
}
