//! The words of bylines, date lines and credits, which pages of any language may hold.

use std::collections::HashMap;
use std::sync::LazyLock;

use sayso::pack;

/// All of them; built once.
pub(super) static WORDS: LazyLock<Words> = LazyLock::new(Words::new);

/// The words by their kind.
#[derive(Debug, Default)]
pub(super) struct Words {
    kinds: HashMap<&'static str, Vec<Phrase>>,
    months: HashMap<&'static str, i8>,
}

/// Words of one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    /// In lower case.
    pub(super) words: &'static str,
    /// ISO 639-1 code of their language.
    pub(super) lang: &'static str,
}

impl Words {
    fn new() -> Self {
        let mut words = Self::default();
        for row in pack::table("packs/world/byline.tsv") {
            if let (Some(kind), Some(lang), Some(forms)) = (row.cell(0), row.cell(1), row.cell(2)) {
                words.kinds.entry(kind).or_default().extend(forms.split('|').map(|words| Phrase { words, lang }));
            }
        }
        // The longest first, so that "published on" is not taken for "published".
        #[expect(clippy::iter_over_hash_type, reason = "each is sorted by itself")]
        for phrases in words.kinds.values_mut() {
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.words.len()));
        }
        for row in pack::table("packs/world/month.tsv") {
            if let (Some(month), Some(forms)) = (row.cell(0).and_then(|month| month.parse().ok()), row.cell(2)) {
                for form in forms.split('|') {
                    words.months.entry(form).or_insert(month);
                }
            }
        }
        words
    }

    /// The phrases of a kind, longest first.
    pub(super) fn kind(&self, kind: &str) -> &[Phrase] {
        self.kinds.get(kind).map_or(&[], Vec::as_slice)
    }

    /// Whether the text, in any case, is a phrase of that kind.
    pub(super) fn is(&self, kind: &str, text: &str) -> bool {
        let text = text.trim().to_lowercase();
        self.kind(kind).iter().any(|phrase| phrase.words == text)
    }

    /// Whether the text has a phrase of that kind among its words.
    pub(super) fn has(&self, kind: &str, text: &str) -> bool {
        let text = format!(" {} ", super::folded(text));
        self.kind(kind).iter().any(|phrase| text.contains(&format!(" {} ", phrase.words)))
    }

    /// What follows the phrase of that kind that the text begins with; the phrase must end where a word does.
    pub(super) fn after<'a>(&self, kind: &str, text: &'a str, lang: Option<&str>) -> Option<&'a str> {
        let text = text.trim_start();
        self.kind(kind).iter().find_map(|phrase| {
            let rest = text[begins(text, phrase.words)?..].trim_start();
            let told = rest.starts_with([':', '：']);
            // "Di", "Von" and "De" are also the first words of names.
            let sure = told || phrase.lang == "en" || Some(phrase.lang) == lang;
            sure.then(|| rest.trim_start_matches([':', '：', ' ', '\u{a0}', '\t']))
        })
    }

    /// The number of a month.
    pub(super) fn month(&self, word: &str) -> Option<i8> {
        self.months.get(word.to_lowercase().trim_end_matches('.')).copied()
    }
}

/// Where the words end that the text begins with, in any case.
pub(super) fn begins(text: &str, words: &str) -> Option<usize> {
    let mut rest = text.char_indices();
    for wanted in words.chars() {
        let (_, c) = rest.next()?;
        if c.to_lowercase().next() != Some(wanted) && c != wanted {
            return None;
        }
    }
    let end = rest.next();
    let at = end.map_or(text.len(), |(at, _)| at);
    end.is_none_or(|(_, c)| !c.is_alphanumeric()).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_can_be_used() {
        let kinds =
            ["by", "and", "place", "role", "nobody", "staff", "written", "published", "updated", "nosite", "picture", "particle", "part"];
        let mut wrong = Vec::new();
        for row in pack::table("packs/world/byline.tsv") {
            if row.cells.len() != 3 || !kinds.contains(&row.cells[0]) {
                wrong.push(row.problem("kind, language, words"));
            }
        }
        for row in pack::table("packs/world/month.tsv") {
            if row.cells.len() != 3 || !row.cells[0].parse::<i8>().is_ok_and(|month| (1..=12).contains(&month)) {
                wrong.push(row.problem("number of the month, language, forms"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn phrases_end_where_words_do() {
        let after = |text, lang| WORDS.after("by", text, lang);
        assert_eq!(after("By Ann Lee", None), Some("Ann Lee"));
        assert_eq!(after("Byron Lee", None), None);
        assert_eq!(after("Von Ann Lee", Some("de")), Some("Ann Lee"));
        assert_eq!(after("Von der Leyen", None), None);
        assert_eq!(after("Текст: Анна Ли", None), Some("Анна Ли"));
        assert_eq!(WORDS.month("Sept."), Some(9));
        assert_eq!(WORDS.month("сентября"), Some(9));
        assert_eq!(WORDS.month("sun"), None);
    }
}
