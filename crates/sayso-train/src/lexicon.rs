//! The words that made sentences are filled with. People's names are put together from common ones and mean nobody.

/// The words that frames are filled with.
pub struct Words {
    /// Base, third person, past, participle and gerund of verbs that take an object.
    pub verbs: Vec<[&'static str; 5]>,
    /// Plurals of what is counted.
    pub nouns: Vec<&'static str>,
    /// Adjectives of nations.
    pub peoples: Vec<&'static str>,
    /// States.
    pub states: Vec<&'static str>,
    /// Places.
    pub places: Vec<&'static str>,
    /// Names made up of common ones.
    pub people: Vec<&'static str>,
}

impl Words {
    /// Reads the list beside this file.
    pub fn new() -> Self {
        let rows = || include_str!("news.tsv").lines().filter_map(|line| line.split_once('\t'));
        let of = |kind: &str| rows().filter(|(name, _)| *name == kind).map(|(_, rest)| rest).collect::<Vec<_>>();
        let verb = |forms: &'static str| <[&str; 5]>::try_from(forms.split('\t').collect::<Vec<_>>()).ok();
        Self {
            verbs: of("verb").into_iter().filter_map(verb).collect(),
            nouns: of("noun"),
            peoples: of("people"),
            states: of("state"),
            places: of("place"),
            people: of("person"),
        }
    }
}
