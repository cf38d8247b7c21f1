//! One language, ready to read by: the words of every stage, merged from all packs.

use super::{bind, figure, name, said, syntax, when, zone};

/// The words of one language. Costly to build, cheap to share.
#[derive(Debug)]
pub struct Lang {
    /// ISO 639-1 code.
    pub code: &'static str,
    pub(super) zone: zone::Words,
    pub(super) when: when::Words,
    pub(super) figure: figure::Words,
    pub(super) syntax: syntax::Model,
    pub(super) name: name::Words,
    pub(super) said: said::Words,
    pub(super) bind: bind::Words,
    /// Rows that could not be used, as `packs/lang/en/hedge.tsv:11: why`.
    pub problems: Vec<String>,
}

impl Lang {
    /// English.
    pub fn english() -> Self {
        let mut problems = Vec::new();
        Self {
            code: "en",
            zone: zone::Words::new("en", &mut problems),
            when: when::Words::new("en", &mut problems),
            figure: figure::Words::new("en", &mut problems),
            syntax: syntax::Model::new("en", &mut problems),
            name: name::Words::new("en", &mut problems),
            said: said::Words::new("en", &mut problems),
            bind: bind::Words::new("en", &mut problems),
            problems,
        }
    }
}
