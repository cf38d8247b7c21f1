//! Tokens as English treebanks cut them: `Russia` + `'s`, `do` + `n't`, `full` + `-` + `scale`, `$` + `1.5`.

/// One token of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// First byte.
    pub start: usize,
    /// Past the last byte.
    pub end: usize,
    /// What it looks like.
    pub shape: Shape,
    /// Whether white space stands before it.
    pub spaced: bool,
}

/// What a token looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shape {
    /// `soldiers`
    Lower,
    /// `Kyiv`, `McCain`
    Capital,
    /// `NATO`, `U.S.`; two letters or more
    Upper,
    /// `18,159`, `2.4`, `20th`
    Number,
    /// `M777`, `T-72` as one word: letters first, then digits
    Mixed,
    /// `,` `.` `"` and the like
    Punct,
    /// `$` `%` `+`
    Symbol,
    /// A web or mail address, a handle or hashtag
    Address,
}

impl Shape {
    /// Whether it is made of letters.
    pub const fn is_word(self) -> bool {
        matches!(self, Self::Lower | Self::Capital | Self::Upper | Self::Mixed)
    }
}

/// Function words that open a sentence; one glued to the word before it ("MediazonaDespite") is cut off.
const OPENERS: [&str; 34] = [
    "Despite",
    "The",
    "In",
    "On",
    "At",
    "According",
    "However",
    "He",
    "She",
    "They",
    "It",
    "But",
    "And",
    "Two",
    "Three",
    "For",
    "As",
    "This",
    "These",
    "Those",
    "There",
    "When",
    "While",
    "After",
    "Before",
    "With",
    "From",
    "By",
    "We",
    "If",
    "Since",
    "Under",
    "Its",
    "His",
];

/// Cuts a text into tokens. Linear in the text.
pub fn cut(text: &str) -> Vec<Token> {
    let mut out = Vec::with_capacity(text.len() / 5 + 8);
    let (mut at, mut spaced) = (0, true);
    while let Some(c) = text[at..].chars().next() {
        if c.is_whitespace() || c.is_control() || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}') {
            spaced = true;
            at += c.len_utf8();
            continue;
        }
        let end = at + length(&text[at..], c);
        at = push(text, &mut out, at, end, spaced);
        spaced = false;
    }
    out
}

/// Bytes of the raw token that begins here.
fn length(rest: &str, first: char) -> usize {
    if let Some(len) = address(rest, first) {
        return len;
    }
    if first.is_ascii_digit() {
        return number(rest);
    }
    if first.is_alphabetic() {
        return word(rest);
    }
    if matches!(first, '\'' | '’')
        && let Some(len) = clitic(rest)
    {
        return len;
    }
    if matches!(first, '.' | '-' | '_' | '*' | '=' | '!' | '?' | '`' | '\'') {
        return rest.chars().take_while(|c| *c == first).map(char::len_utf8).sum();
    }
    first.len_utf8()
}

/// Web and mail addresses, handles and hashtags run to the next space.
fn address(rest: &str, first: char) -> Option<usize> {
    let run = || rest.find(|c: char| c.is_whitespace() || matches!(c, ')' | ']' | '>' | '"' | '<')).unwrap_or(rest.len());
    let web = |head: &str| rest.get(..head.len()).is_some_and(|start| start.eq_ignore_ascii_case(head));
    if (first == 'h' || first == 'H') && (web("http://") || web("https://")) || (first == 'w' || first == 'W') && web("www.") {
        return Some(run());
    }
    if matches!(first, '@' | '#') && rest[1..].starts_with(|c: char| c.is_alphabetic()) {
        let tail = rest[1..].find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len() - 1);
        return Some(1 + tail);
    }
    None
}

/// Digits with separators inside, and an ordinal's or decade's ending.
fn number(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let separator = matches!(bytes[at], b'.' | b',') && bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
        if !bytes[at].is_ascii_digit() && !separator {
            break;
        }
        at += 1;
    }
    let tail = rest[at..].find(|c: char| !c.is_alphanumeric()).map_or(&rest[at..], |end| &rest[at..at + end]);
    let ending = ["st", "nd", "rd", "th", "s"].iter().any(|known| tail.eq_ignore_ascii_case(known));
    if ending { at + tail.len() } else { at }
}

/// Letters, digits after letters, marks; periods inside abbreviations such as `U.S.` and `p.m.`.
fn word(rest: &str) -> usize {
    let mut end = 0;
    let mut letters = 0;
    let mut dotted = false;
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if c.is_alphanumeric() || is_mark(c) {
            letters += 1;
            end = at + c.len_utf8();
        } else if c == '.' && letters == 1 && chars.peek().is_some_and(|(_, next)| next.is_alphabetic()) {
            // One letter, a period, a letter: an abbreviation goes on.
            let after = rest[at + 1..].chars().nth(1);
            if after.is_some_and(|next| next.is_alphanumeric()) && !dotted {
                break;
            }
            (letters, dotted) = (0, true);
        } else if c == '.' && dotted && letters == 1 {
            end = at + 1;
            break;
        } else if c == '&' && letters > 0 && rest[at + 1..].starts_with(|next: char| next.is_ascii_uppercase()) {
            end = at + 1;
        } else {
            break;
        }
    }
    end.max(rest.chars().next().map_or(1, char::len_utf8))
}

/// `'s`, `'re`, `'ll` after a word.
fn clitic(rest: &str) -> Option<usize> {
    let quote = rest.chars().next()?.len_utf8();
    let tail = &rest[quote..];
    let len = tail.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(tail.len());
    let known = ["s", "re", "ll", "ve", "d", "m"].iter().any(|ending| tail[..len].eq_ignore_ascii_case(ending));
    known.then_some(quote + len)
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}')
}

/// Adds a raw token, cut further where a negation or a glued opener hides in it. Gives the end of what it took.
fn push(text: &str, out: &mut Vec<Token>, start: usize, end: usize, spaced: bool) -> usize {
    let raw = &text[start..end];
    let mut add = |start: usize, end: usize, spaced: bool| {
        out.push(Token { start, end, shape: shape(&text[start..end]), spaced });
    };
    if let Some(cut) = glued(raw) {
        add(start, start + cut, spaced);
        add(start + cut, end, false);
    } else if let Some(rest) = negation(text, raw, end) {
        add(start, end - 1, spaced);
        add(end - 1, end + rest, false);
        return end + rest;
    } else {
        add(start, end, spaced);
    }
    end
}

/// `don` before `'t`: the `n` belongs to the negation, which the treebank writes `n't`. Gives the bytes of the `'t`.
fn negation(text: &str, raw: &str, end: usize) -> Option<usize> {
    let after = text[end..].trim_start_matches(['\'', '’']);
    let rest = text.len() - end - after.len() + 1;
    let alone = !after.get(1..).is_some_and(|tail| tail.starts_with(char::is_alphanumeric));
    (raw.len() > 1 && raw.ends_with(['n', 'N']) && after.starts_with(['t', 'T']) && (2..=4).contains(&rest) && alone).then_some(rest)
}

/// Where a capitalised opener is glued to the end of a word, any capitalised word to the end of one in small letters ("saidRead"), or a negation as in `cannot`.
/// Names are made so too, but begin with a capital or with few small letters (McDonald, YouTube, iPhone, eBay).
fn glued(raw: &str) -> Option<usize> {
    if raw.eq_ignore_ascii_case("cannot") {
        return Some(3);
    }
    if !raw.is_ascii() || raw.len() < 5 {
        return None;
    }
    let bytes = raw.as_bytes();
    let cut = (2..raw.len() - 1).find(|&at| bytes[at].is_ascii_uppercase() && bytes[at - 1].is_ascii_lowercase())?;
    let small = |bytes: &[u8]| bytes.iter().all(u8::is_ascii_lowercase);
    let plain = cut >= 4 && raw.len() > cut + 2 && small(&bytes[..cut]) && small(&bytes[cut + 1..]);
    (plain || OPENERS.contains(&&raw[cut..])).then_some(cut)
}

fn shape(raw: &str) -> Shape {
    let mut chars = raw.chars();
    let Some(first) = chars.next() else { return Shape::Punct };
    if first.is_ascii_digit() {
        return Shape::Number;
    }
    if raw.len() > 3 && (raw.contains("://") || raw.starts_with("www.") || matches!(first, '@' | '#')) {
        return Shape::Address;
    }
    if first.is_alphabetic() {
        if raw.contains(|c: char| c.is_ascii_digit()) {
            return Shape::Mixed;
        }
        let letters = raw.chars().filter(|c| c.is_alphabetic());
        return match (first.is_uppercase(), letters.clone().count() > 1 && letters.clone().all(|c| !c.is_lowercase())) {
            (true, true) => Shape::Upper,
            (true, false) => Shape::Capital,
            (false, _) => Shape::Lower,
        };
    }
    if first == '\'' || first == '’' {
        return if chars.next().is_some_and(char::is_alphabetic) { Shape::Lower } else { Shape::Punct };
    }
    match first {
        '$' | '€' | '£' | '¥' | '₴' | '₽' | '₹' | '₪' | '%' | '+' | '=' | '<' | '>' | '~' | '±' | '≈' | '°' | '№' | '|' | '^' | '©' => {
            Shape::Symbol
        }
        _ => Shape::Punct,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        assert_eq!(cut(text).iter().map(|token| &text[token.start..token.end]).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn glued_words_are_cut() {
        check("MediazonaDespite this", &["Mediazona", "Despite", "this"]);
        check("he saidRead more", &["he", "said", "Read", "more"]);
    }

    #[test]
    fn names_with_capitals_inside_stay_whole() {
        for name in ["McDonald", "iPhone", "eBay", "DeepState", "YouTube", "macOS", "deVries", "WhatsApp", "mRNA"] {
            check(name, &[name]);
        }
    }
}
