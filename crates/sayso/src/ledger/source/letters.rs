//! Names made comparable: case, marks, articles, possessives and spelling evened out; letters of other scripts in Latin ones.

use rustc_hash::FxHashMap;

use crate::pack;

/// How letters and words are evened out.
#[derive(Debug, Default)]
pub struct Letters {
    latin: FxHashMap<char, &'static str>,
    variants: FxHashMap<&'static str, &'static str>,
}

impl Letters {
    /// Reads the tables; rows that cannot be used go to `problems`.
    pub fn new(code: &str, problems: &mut Vec<String>) -> Self {
        let mut letters = Self::default();
        for row in pack::table("packs/world/letter.tsv") {
            let Some(from) = row.cell(0) else {
                problems.push(row.problem("wants letters and what stands for them"));
                continue;
            };
            let to = row.cell(1).unwrap_or_default();
            from.split_whitespace().flat_map(str::chars).for_each(|letter| _ = letters.latin.insert(letter, to));
        }
        for row in pack::rows(code, "variant") {
            let mut words = row.cell(0).into_iter().flat_map(|cell| cell.split(',')).map(str::trim);
            let Some(first) = words.next() else {
                problems.push(row.problem("wants spellings of a word"));
                continue;
            };
            words.for_each(|word| _ = letters.variants.insert(word, first));
        }
        letters
    }

    /// The words of a name, evened out: `The U.N.’s Centre` is `un center`.
    pub fn words(&self, name: &str) -> Vec<String> {
        let lower = name.chars().flat_map(char::to_lowercase).map(straight).collect::<String>();
        let words = lower.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '.').map(owned).filter(|word| !word.is_empty());
        let words = words.map(|word| self.variants.get(word.as_str()).map_or(word, |known| (*known).to_owned()));
        let mut words = words.flat_map(|word| word.split(' ').map(str::to_owned).collect::<Vec<_>>()).collect::<Vec<_>>();
        if words.len() > 1 && words.first().is_some_and(|first| first == "the") {
            words.remove(0);
        }
        words
    }

    /// The name by which spellings of it are compared.
    pub fn key(&self, name: &str) -> String {
        self.words(name).join(" ")
    }

    /// A word in Latin letters, `a` to `z` and digits alone; none where it has letters that no row knows.
    pub fn latin(&self, word: &str) -> Option<String> {
        let mut out = String::with_capacity(word.len());
        for letter in word.chars().filter(|letter| *letter != '\'') {
            match letter {
                'a'..='z' | '0'..='9' => out.push(letter),
                _ => out.push_str(self.latin.get(&letter)?),
            }
        }
        Some(out)
    }

    /// A stable id made of a name: words joined by hyphens, in Latin letters where there are any for it.
    pub fn slug(&self, name: &str) -> String {
        self.words(name).iter().map(|word| self.latin(word).unwrap_or_else(|| word.clone())).collect::<Vec<_>>().join("-")
    }
}

/// Without possessive ending and the dots of an abbreviation.
fn owned(word: &str) -> String {
    let word = word.trim_matches('\'');
    let word = word.strip_suffix("'s").unwrap_or(word);
    word.chars().filter(|letter| *letter != '.' && *letter != '\'').collect()
}

fn straight(letter: char) -> char {
    match letter {
        '’' | 'ʼ' | '‘' | '`' | '´' => '\'',
        _ => letter,
    }
}
