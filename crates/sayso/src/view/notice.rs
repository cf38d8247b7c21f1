//! Whether a page says that it was edited: "An earlier version of this report gave another toll".

use crate::pack::{Phrases, fold, rows};

/// The words of such notices.
#[derive(Clone, Debug, Default)]
pub struct Notices(Phrases<()>);

impl Notices {
    /// The table `notice.tsv` of a language.
    pub fn new(code: &str, problems: &mut Vec<String>) -> Self {
        let mut notices = Phrases::default();
        for row in rows(code, "notice") {
            match row.cell(0) {
                Some(forms) => forms.split(',').for_each(|form| notices.insert(&folded(form), (), row.id)),
                None => problems.push(row.problem("needs words")),
            }
        }
        Self(notices)
    }

    /// How many there are in a text. A page that was edited openly has more of them than before.
    pub fn count(&self, text: &str) -> usize {
        let words = folded(text);
        let (mut at, mut count) = (0, 0);
        while at < words.len() {
            let found = self.0.at(&words[at..]).map(|hit| hit.len);
            count += usize::from(found.is_some());
            at += found.unwrap_or(1).max(1);
        }
        count
    }
}

fn folded(text: &str) -> Vec<u64> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(fold).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: usize) {
        let mut problems = Vec::new();
        assert_eq!(Notices::new("en", &mut problems).count(text), expected, "{text}");
        assert!(problems.is_empty(), "{problems:?}");
    }

    #[test]
    fn notices_are_seen() {
        check("Correction: the toll was 14, not 12.", 1);
        check("This article was amended on 25 June. An earlier version gave another number.", 2);
        check("Editor's note: the headline has been updated.", 2);
        check("The corrected plan will be put to a vote; the law was passed in an early version.", 0);
    }
}
