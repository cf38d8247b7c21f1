//! The names of tags, forms and relations: Universal Dependencies v2, as UD English EWT uses them.

macro_rules! names {
    ($(#[$doc:meta])* $name:ident, $default:ident: $($variant:ident $text:literal,)*) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[expect(missing_docs, reason = "the names are Universal Dependencies'")]
        pub enum $name {
            $($variant,)*
        }

        impl $name {
            /// Every value, in the order of its number.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Its name in the treebank.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)*
                }
            }
        }

        impl Default for $name {
            fn default() -> Self {
                Self::$default
            }
        }
    };
}

names! {
    /// Universal part of speech.
    Tag, X:
    Adj "ADJ", Adp "ADP", Adv "ADV", Aux "AUX", Cconj "CCONJ", Det "DET", Intj "INTJ", Noun "NOUN", Num "NUM", Part "PART",
    Pron "PRON", Propn "PROPN", Punct "PUNCT", Sconj "SCONJ", Sym "SYM", Verb "VERB", X "X",
}

names! {
    /// Universal dependency relation; the subtypes that reading needs are kept, the others folded into their base.
    Rel, Dep:
    Root "root", Nsubj "nsubj", NsubjPass "nsubj:pass", Obj "obj", Iobj "iobj", Obl "obl", OblAgent "obl:agent", OblTmod "obl:tmod",
    OblNpmod "obl:npmod", Nmod "nmod", NmodPoss "nmod:poss", NmodTmod "nmod:tmod", NmodNpmod "nmod:npmod", NmodDesc "nmod:desc",
    Nummod "nummod", Amod "amod", Advmod "advmod", Det "det", Case "case", Mark "mark", Aux "aux", AuxPass "aux:pass", Cop "cop",
    Acl "acl", AclRelcl "acl:relcl", Advcl "advcl", Ccomp "ccomp", Xcomp "xcomp", Csubj "csubj", Parataxis "parataxis", Appos "appos",
    Conj "conj", Cc "cc", Compound "compound", CompoundPrt "compound:prt", Flat "flat", Fixed "fixed", Expl "expl", Punct "punct",
    Discourse "discourse", Vocative "vocative", List "list", Dep "dep",
}

impl Rel {
    /// The relation by its name in the treebank; `temporal` tells a bare noun phrase of time, which recent treebanks mark elsewhere.
    pub fn from_name(name: &str, temporal: bool) -> Self {
        match (name, temporal) {
            ("obl:unmarked", true) => return Self::OblTmod,
            ("obl:unmarked", false) => return Self::OblNpmod,
            ("nmod:unmarked", true) => return Self::NmodTmod,
            ("nmod:unmarked", false) => return Self::NmodNpmod,
            ("goeswith", _) => return Self::Fixed,
            _ => {}
        }
        let base = name.split(':').next().unwrap_or(name);
        let named = |wanted: &str| Self::ALL.iter().copied().find(|rel| rel.name() == wanted);
        named(name).or_else(|| named(base)).unwrap_or_default()
    }
}

/// A finer part of speech: a tag and the Penn tag under it, so that `VBN` and `VBD`, `NN` and `NNS` are told apart.
/// Fewer than 64, so that a set of them is one word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Form(pub u8);

const FORMS: &[(Tag, &str)] = &[
    (Tag::X, "FW"),
    (Tag::Adj, "JJ"),
    (Tag::Adj, "JJR"),
    (Tag::Adj, "JJS"),
    (Tag::Adj, "NNP"),
    (Tag::Adp, "IN"),
    (Tag::Adp, "RP"),
    (Tag::Adv, "RB"),
    (Tag::Adv, "RBR"),
    (Tag::Adv, "RBS"),
    (Tag::Adv, "WRB"),
    (Tag::Aux, "VB"),
    (Tag::Aux, "VBD"),
    (Tag::Aux, "VBG"),
    (Tag::Aux, "VBN"),
    (Tag::Aux, "VBP"),
    (Tag::Aux, "VBZ"),
    (Tag::Aux, "MD"),
    (Tag::Cconj, "CC"),
    (Tag::Det, "DT"),
    (Tag::Det, "PDT"),
    (Tag::Det, "WDT"),
    (Tag::Intj, "UH"),
    (Tag::Noun, "NN"),
    (Tag::Noun, "NNS"),
    (Tag::Noun, "FW"),
    (Tag::Num, "CD"),
    (Tag::Num, "LS"),
    (Tag::Part, "RB"),
    (Tag::Part, "TO"),
    (Tag::Part, "POS"),
    (Tag::Pron, "PRP"),
    (Tag::Pron, "PRP$"),
    (Tag::Pron, "DT"),
    (Tag::Pron, "EX"),
    (Tag::Pron, "NN"),
    (Tag::Pron, "WDT"),
    (Tag::Pron, "WP"),
    (Tag::Propn, "NNP"),
    (Tag::Propn, "NNPS"),
    (Tag::Propn, "ADD"),
    (Tag::Punct, "."),
    (Tag::Punct, ","),
    (Tag::Punct, ":"),
    (Tag::Punct, "-LRB-"),
    (Tag::Punct, "-RRB-"),
    (Tag::Punct, "``"),
    (Tag::Punct, "''"),
    (Tag::Punct, "HYPH"),
    (Tag::Punct, "NFP"),
    (Tag::Sconj, "IN"),
    (Tag::Sym, "SYM"),
    (Tag::Sym, "$"),
    (Tag::Sym, ","),
    (Tag::Verb, "VB"),
    (Tag::Verb, "VBD"),
    (Tag::Verb, "VBG"),
    (Tag::Verb, "VBN"),
    (Tag::Verb, "VBP"),
    (Tag::Verb, "VBZ"),
    (Tag::X, "GW"),
];

impl Form {
    /// How many there are.
    pub const COUNT: usize = FORMS.len();

    /// The form with this tag and Penn tag; where there is none, the first with this tag.
    pub fn from_names(tag: &str, penn: &str) -> Self {
        let exact = FORMS.iter().position(|(known, form)| known.name() == tag && *form == penn);
        let at = exact.or_else(|| FORMS.iter().position(|(known, _)| known.name() == tag)).unwrap_or_default();
        Self(u8::try_from(at).unwrap_or_default())
    }

    /// Its universal part of speech.
    pub fn tag(self) -> Tag {
        FORMS.get(usize::from(self.0)).map_or(Tag::X, |(tag, _)| *tag)
    }

    /// Its Penn tag.
    pub fn penn(self) -> &'static str {
        FORMS.get(usize::from(self.0)).map_or("FW", |(_, penn)| penn)
    }
}
