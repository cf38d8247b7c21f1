//! What a count stands on, where the sentence says it: one leak, one register, one list. Two who count by the same are suspected to be one origin.

use crate::pack::{Phrases, fold, rows};

/// The words for what is counted by.
#[derive(Clone, Debug, Default)]
pub struct Words {
    cues: Phrases<()>,
    things: Phrases<&'static str>,
}

/// Words between the cue and the thing: "based on a list of leaked court records".
const REACH: usize = 6;

impl Words {
    /// The table `basis.tsv` of a language.
    pub fn new(code: &str, problems: &mut Vec<String>) -> Self {
        let mut words = Self::default();
        for row in rows(code, "basis") {
            let (Some(phrases), Some(what)) = (row.cell(0), row.cell(1)) else {
                problems.push(row.problem("needs words and what they are"));
                continue;
            };
            for phrase in phrases.split(',').map(folded) {
                if what == "cue" {
                    words.cues.insert(&phrase, (), row.id);
                } else {
                    words.things.insert(&phrase, what, row.id);
                }
            }
        }
        words
    }

    /// What the count in a sentence stands on; the first thing named after a cue.
    pub fn basis(&self, sentence: &str) -> Option<&'static str> {
        let words = folded(sentence);
        let cues = (0..words.len()).filter_map(|at| Some(at + self.cues.at(&words[at..])?.len));
        let reach = |from: usize| from..words.len().min(from + REACH);
        cues.flat_map(reach).find_map(|at| self.things.at(&words[at..]).map(|hit| *hit.value))
    }
}

fn folded(text: &str) -> Vec<u64> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(fold).collect()
}

#[cfg(test)]
mod tests {
    use super::Words;

    #[track_caller]
    fn check(sentence: &str, expected: Option<&str>) {
        let mut problems = Vec::new();
        assert_eq!(Words::new("en", &mut problems).basis(sentence), expected, "{sentence}");
        assert!(problems.is_empty(), "{problems:?}");
    }

    #[test]
    fn what_a_count_stands_on() {
        check("The outlet counted 20,538 cases, based on published court data.", Some("court records"));
        check("Drawing on a leaked list, the group named 7,000 missing men.", Some("leak"));
        check("Journalists analysed the probate register and found 120,000 dead.", Some("probate register"));
    }

    #[test]
    fn a_thing_that_is_only_mentioned_is_no_basis() {
        check("Court records burned with the building; 20 people were hurt.", None);
        check("Based on a survey, 40 percent would flee.", None);
        check("", None);
    }
}
