//! A text as hashes of its five-word shingles.
//!
//! What is hashed is stored, so a change here asks for a new version of the index: words, folding and hash are all written out, and a test holds their values.

/// Words in a shingle.
const SPAN: usize = 5;

/// A letter of a script without spaces is no word: it counts together with the three before it, so that a shingle spans eight.
const RUN: usize = 4;

/// A text of fewer shingles is sampled more closely: an eighth of it would be too little to be found by.
const SHORT: usize = 160;

/// The longest tag that is dropped from a text; a `<` that opens no tag is a sign like others.
const TAG: usize = 300;

/// How an address goes on after its scheme: its letters are no words.
const ADDRESS: [&[u8]; 2] = [b"://", b":image/"];

/// Hashes of the five-word shingles of a text, sorted, each once.
///
/// Words are folded: case, apostrophes, accents set apart and signs within a number do not matter; punctuation and markup fall away.
pub fn shingles(text: &str) -> Vec<u64> {
    let mut window = Window { hashes: Vec::with_capacity(text.len() / 5), last: [0; SPAN], words: 0 };
    words(text, |word| window.take(word));
    window.hashes.sort_unstable();
    window.hashes.dedup();
    window.hashes
}

/// Of these, the ones an index keeps to find candidates by: one in eight, chosen by hash alone, so that two texts keep the same of what they share.
/// A short text keeps one in two, among them all that a long text keeps of the same words.
pub fn sampled(shingles: &[u64]) -> Vec<u64> {
    let mask = if shingles.len() < SHORT { 1 } else { 7 };
    shingles.iter().copied().filter(|hash| hash & mask == 0).collect()
}

/// The last words, and what they made.
struct Window {
    hashes: Vec<u64>,
    last: [u64; SPAN],
    words: usize,
}

impl Window {
    fn take(&mut self, word: u64) {
        self.last.rotate_left(1);
        self.last[SPAN - 1] = word;
        self.words += 1;
        if self.words >= SPAN {
            self.hashes.push(mixed(self.last.iter().fold(SEED, |hash, word| step(hash, *word))));
        }
    }
}

/// Hands on the hash of each word.
fn words(text: &str, mut take: impl FnMut(u64)) {
    let (mut word, mut before, mut from, mut run) = (SEED, ' ', 0, [0; RUN]);
    for (at, c) in text.char_indices() {
        match class(c, before) {
            _ if at < from => continue,
            Class::Letter(c) => word = step(word, u64::from(c)),
            Class::Silent => continue,
            Class::Within if text[at + c.len_utf8()..].starts_with(|next: char| next.is_ascii_digit()) => {}
            class => {
                if word != SEED {
                    take(std::mem::replace(&mut word, SEED));
                }
                if let Class::Character = class {
                    run.rotate_left(1);
                    run[RUN - 1] = u64::from(c);
                    take(run.iter().fold(SEED, |hash, c| step(hash, *c)));
                } else if matches!(c, '<' | ':') {
                    from = at + markup(&text.as_bytes()[at..]);
                }
            }
        }
        before = c;
    }
    if word != SEED {
        take(word);
    }
}

/// What a character does to a word.
enum Class {
    /// Makes part of it, as this letter.
    Letter(char),
    /// Neither makes nor ends it: an apostrophe, an accent set apart, a soft hyphen.
    Silent,
    /// Stands within a number, if a digit follows.
    Within,
    /// Is written without spaces between words.
    Character,
    /// Ends it.
    Other,
}

fn class(c: char, before: char) -> Class {
    match c {
        'a'..='z' | '0'..='9' => Class::Letter(c),
        'A'..='Z' => Class::Letter(c.to_ascii_lowercase()),
        '\'' | '`' => Class::Silent,
        ',' | '.' | '\u{a0}' | '\u{202f}' | '\u{2009}' if before.is_ascii_digit() => Class::Within,
        _ if c.is_ascii() => Class::Other,
        _ => beyond(c),
    }
}

/// The class of a character that is not ASCII.
fn beyond(c: char) -> Class {
    match c {
        'ё' | 'Ё' => Class::Letter('е'),
        'а'..='я' => Class::Letter(c),
        '’' | '‘' | 'ʼ' | '´' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{300}'..='\u{36f}' => Class::Silent,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' => Class::Character,
        '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' => Class::Character,
        _ if c.is_alphanumeric() => Class::Letter(c.to_lowercase().next().unwrap_or(c)),
        _ => Class::Other,
    }
}

/// The length of the tag that a text begins with at a `<`, or of the address at a `:`; 0 where there is neither.
fn markup(text: &[u8]) -> usize {
    let tag = text.first() == Some(&b'<') && text.get(1).is_some_and(|next| next.is_ascii_alphabetic() || matches!(next, b'/' | b'!'));
    if tag {
        return text.iter().take(TAG).position(|byte| *byte == b'>').map_or(0, |end| end + 1);
    }
    let address = ADDRESS.iter().any(|opens| text.starts_with(opens));
    let end = || text.iter().position(|byte| byte.is_ascii_whitespace() || matches!(byte, b')' | b']' | b'"' | b'<' | b'>'));
    if address { end().unwrap_or(text.len()) } else { 0 }
}

const SEED: u64 = 0xcbf2_9ce4_8422_2325;

fn step(hash: u64, next: u64) -> u64 {
    (hash.rotate_left(5) ^ next).wrapping_mul(0x517c_c1b7_2722_0a95)
}

/// Spreads a hash over all its bits, since a sample is chosen by the lowest.
fn mixed(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    let hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}

#[cfg(test)]
mod tests {
    use super::{sampled, shingles};

    #[track_caller]
    fn same(left: &str, right: &str) {
        assert_eq!(shingles(left), shingles(right), "{left} / {right}");
    }

    const NOTE: &str = "The ministry said on Monday that 20,538 soldiers don’t answer roll calls";

    #[test]
    fn case_signs_and_markup_do_not_matter() {
        same(NOTE, "THE MINISTRY SAID, on Monday, that 20538 soldiers don't answer roll-calls!");
        same(NOTE, "<p>The <b>ministry</b> said on Mon\u{ad}day that 20\u{a0}538 soldiers <a href=\"x\">don't</a> answer roll calls</p>");
        same("Министерство сообщило о ещё двадцати погибших.", "МИНИСТЕРСТВО СООБЩИЛО О ЕЩЕ ДВАДЦАТИ ПОГИБШИХ");
    }

    #[test]
    fn an_address_is_one_word() {
        same("See the list (https://example.org/%D0%B0/%D0%B1?x=1) of all who died", "see the list https of all who died");
        same("note: two were killed there", "note two were killed there");
    }

    #[test]
    fn a_word_or_figure_changes_five() {
        let (one, other) = (shingles(NOTE), shingles(&NOTE.replace("20,538", "20,539")));
        assert_eq!((one.len(), one.iter().filter(|hash| !other.contains(hash)).count()), (8, 5));
    }

    #[test]
    fn a_script_without_spaces_is_cut_by_characters() {
        assert_eq!(shingles("国防部周一表示有二百人被俘").len(), 9);
        assert_eq!(shingles("国防部 周一").len(), 1);
    }

    #[test]
    fn less_than_a_shingle_is_none() {
        assert!(shingles("").is_empty());
        assert!(shingles("No more than < four").is_empty());
        assert!(shingles("<<<<<<<< < <a <b").is_empty());
    }

    #[test]
    fn hashes_are_what_ledgers_hold() {
        assert_eq!(shingles("one two three four five"), [4_576_450_131_846_692_332]);
        assert_eq!(shingles("раз два три четыре пять"), [4_316_046_730_028_146_513]);
    }

    #[test]
    fn a_short_text_keeps_what_a_long_one_keeps() {
        let long: String = (0..2_000).map(|word| format!("w{word} ")).collect();
        let short: String = (0..100).map(|word| format!("w{word} ")).collect();
        let (all, few) = (sampled(&shingles(&long)), sampled(&shingles(&short)));
        assert!((200..300).contains(&all.len()), "{}", all.len());
        assert!((35..65).contains(&few.len()), "{}", few.len());
        let both = shingles(&short).into_iter().filter(|hash| all.binary_search(hash).is_ok());
        assert!(both.into_iter().all(|hash| few.binary_search(&hash).is_ok()));
    }
}
