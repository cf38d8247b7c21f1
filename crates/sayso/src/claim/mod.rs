//! What is claimed: a figure, what it counts, whose, where, when, and the chain of say-so behind it.
//!
//! Spans are byte ranges into the report's text, always on character boundaries; the wire turns them into code points.

use std::ops::Range;

use rust_decimal::Decimal;

use crate::report::{Date, Zone};

/// A stretch of the report's text, in bytes.
pub type Span = Range<usize>;

/// One figure, bound to what it counts and to who vouches for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// The numeral expression alone.
    pub span: Span,
    /// Lower end of what is stated.
    pub low: Option<Decimal>,
    /// Upper end of what is stated; none where it is open ("dozens").
    pub high: Option<Decimal>,
    /// How the text limits the number.
    pub quantifier: Quantifier,
    /// The words that hedge it, as in the text.
    pub hedge: Option<Span>,
    /// What sort of figure it is.
    pub kind: Kind,
    /// Set where the number is no figure: then it says what it is instead.
    pub not: Option<Not>,
    /// The noun phrase counted.
    pub counted: Option<Phrase>,
    /// What sort of thing is counted ("person", "case", "drone" is "item").
    pub unit: Option<&'static str>,
    /// What happened or is the case; a term of the packs, `other` where none fits.
    pub measure: &'static str,
    /// The offence, for the steps of the law.
    pub offence: Option<&'static str>,
    /// Whose people or things are counted: ISO 3166 alpha-3, or a group's English name.
    pub side: Option<String>,
    /// Place the count is limited to.
    pub place: Option<Phrase>,
    /// When it holds.
    pub period: Option<Period>,
    /// Who vouches, through whom, nearest the origin first, the outlet last.
    pub say_so: Vec<Link>,
    /// How the origin stands to it.
    pub stance: Stance,
    /// The claim of the same report that this only restates, by the start of its span.
    pub repeat_of: Option<usize>,
    /// The claim this is a part of ("of whom", "including"), by the start of its span.
    pub part_of: Option<usize>,
    /// The claim this is measured against ("compared with", "from"), by the start of its span.
    pub base: Option<usize>,
    /// The sentence it stands in.
    pub sentence: Span,
    /// The zone of the text it stands in.
    pub zone: Zone,
    /// The rows and sieves that made each field.
    pub because: Vec<Reason>,
}

impl Claim {
    /// The origin's name, where somebody other than the report itself vouches.
    pub fn origin(&self) -> Option<&Link> {
        self.say_so.iter().find(|link| link.role == Role::Origin)
    }
}

/// Words of the text that name something, or a name carried from elsewhere in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// The words, spaces evened out.
    pub text: String,
    /// Where they stand, if they stand in one piece.
    pub span: Option<Span>,
}

/// How the text limits a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names are the scheme's")]
pub enum Quantifier {
    #[default]
    Exact,
    About,
    Nearly,
    AtLeast,
    MoreThan,
    AtMost,
    LessThan,
    Range,
}

impl Quantifier {
    /// Every quantifier with its word on the wire.
    pub const ALL: [(Self, &'static str); 8] = [
        (Self::Exact, "exact"),
        (Self::About, "about"),
        (Self::Nearly, "nearly"),
        (Self::AtLeast, "at_least"),
        (Self::MoreThan, "more_than"),
        (Self::AtMost, "at_most"),
        (Self::LessThan, "less_than"),
        (Self::Range, "range"),
    ];

    /// The word on the wire.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(one, _)| *one == self).expect("ALL lists every quantifier").1
    }

    /// The quantifier of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, word)| *word == name).map(|(one, _)| *one)
    }
}

/// What sort of figure a number is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// How many.
    #[default]
    Count,
    /// How many in each of something: `day`, `week`, `month`, `year`, or the words of a ratio.
    Rate {
        /// The each.
        per: String,
    },
    /// Per cent or fraction of a whole.
    Share,
    /// How much more or less than before.
    Change,
    /// An amount of money.
    Money {
        /// ISO 4217 code, where the text tells.
        currency: Option<String>,
    },
    /// Length, weight, area and the like.
    Measure {
        /// The unit as written by the pack ("km").
        unit: String,
    },
}

impl Kind {
    /// The word on the wire.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Rate { .. } => "rate",
            Self::Share => "share",
            Self::Change => "change",
            Self::Money { .. } => "money",
            Self::Measure { .. } => "measure",
        }
    }
}

/// What a number is that is no figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each name says it")]
pub enum Not {
    Age,
    Date,
    Time,
    Duration,
    Ordinal,
    Identifier,
    List,
    Furniture,
    Phone,
    Score,
    /// A word like "one" that counts against nothing.
    Pronoun,
    /// A price, temperature or coordinate that measures no matter of the report.
    Other,
}

impl Not {
    /// The word on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Age => "age",
            Self::Date => "date",
            Self::Time => "time",
            Self::Duration => "duration",
            Self::Ordinal => "ordinal",
            Self::Identifier => "identifier",
            Self::List => "list",
            Self::Furniture => "furniture",
            Self::Phone => "phone",
            Self::Score => "score",
            Self::Pronoun => "pronoun",
            Self::Other => "other",
        }
    }
}

/// When a figure holds: from, to, or both; open where the text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names are the scheme's")]
pub struct Period {
    pub from: Option<Date>,
    pub to: Option<Date>,
}

/// One link of a chain of say-so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The name, full where the text gives it in full anywhere.
    pub name: String,
    /// Origin, relay or outlet.
    pub role: Role,
    /// Where the name stands for this claim ("the ministry"), if it stands in the text.
    pub span: Option<Span>,
    /// The words that make it say-so ("said", "according to").
    pub cue: Option<String>,
    /// The body it speaks for, where the text tells ("Foreign Ministry spokeswoman Maria Zakharova", "Sulyayev from Idite Lesom").
    pub of: Option<String>,
    /// How well the source is known.
    pub named: Named,
}

/// The part a source plays for a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Vouches for it.
    Origin,
    /// Passes it on.
    Relay,
    /// Publishes the report.
    Outlet,
}

impl Role {
    /// The role of that name.
    pub fn named(name: &str) -> Option<Self> {
        [Self::Origin, Self::Relay, Self::Outlet].into_iter().find(|role| role.name() == name)
    }

    /// The word on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Origin => "origin",
            Self::Relay => "relay",
            Self::Outlet => "outlet",
        }
    }
}

/// How well a source is known from the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Named {
    /// By a name.
    Named,
    /// By office or group ("Ukrainian officials").
    Described,
    /// Not at all ("sources", "reports").
    Anonymous,
}

impl Named {
    /// The one of that name.
    pub fn of(name: &str) -> Option<Self> {
        [Self::Named, Self::Described, Self::Anonymous].into_iter().find(|named| named.name() == name)
    }

    /// The word on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Named => "named",
            Self::Described => "described",
            Self::Anonymous => "anonymous",
        }
    }
}

/// How the origin stands to a figure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names are the scheme's")]
pub enum Stance {
    #[default]
    Asserted,
    Estimated,
    Denied,
    Predicted,
    Planned,
    Demanded,
    Hypothetical,
}

impl Stance {
    /// Every stance with its word on the wire.
    pub const ALL: [(Self, &'static str); 7] = [
        (Self::Asserted, "asserted"),
        (Self::Estimated, "estimated"),
        (Self::Denied, "denied"),
        (Self::Predicted, "predicted"),
        (Self::Planned, "planned"),
        (Self::Demanded, "demanded"),
        (Self::Hypothetical, "hypothetical"),
    ];

    /// The word on the wire.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(one, _)| *one == self).expect("ALL lists every stance").1
    }

    /// The stance of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, word)| *word == name).map(|(one, _)| *one)
    }
}

/// Why a field reads as it does: the sieve that set it, and the row of the packs it stood on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The field, as on the wire.
    pub field: &'static str,
    /// The sieve or rule, by name.
    pub rule: &'static str,
    /// The row, where one was used.
    pub row: Option<RowId>,
}

/// A row of the packs, so that any reading can be traced to the words it stood on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowId {
    /// `packs/lang/en/hedge.tsv`
    pub file: &'static str,
    /// Line, counted from 1.
    pub line: u32,
}

impl std::fmt::Display for RowId {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}:{}", self.file, self.line)
    }
}
