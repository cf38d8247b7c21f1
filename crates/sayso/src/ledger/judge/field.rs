//! The fields of a claim that people can correct, by the names and in the words of the wire.

use rust_decimal::Decimal;

use super::super::Words;
use super::super::held::{Correction, Held};
use super::{bounds, written};
use crate::claim::{Kind, Link, Named, Period, Quantifier, Role, Stance};
use crate::pack::{rows, table};
use crate::report::Date;

/// A field that can be corrected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the scheme's; `value` is `low` and `high` at once")]
pub enum Field {
    Value,
    Low,
    High,
    Quantifier,
    Hedge,
    Kind,
    Per,
    Currency,
    Unit,
    Counted,
    Measure,
    Offence,
    Side,
    Place,
    Period,
    Origin,
    Relays,
    Stance,
    RepeatOf,
    PartOf,
    Base,
}

const FIELDS: [(Field, &str); 21] = [
    (Field::Value, "value"),
    (Field::Low, "low"),
    (Field::High, "high"),
    (Field::Quantifier, "quantifier"),
    (Field::Hedge, "hedge"),
    (Field::Kind, "kind"),
    (Field::Per, "per"),
    (Field::Currency, "currency"),
    (Field::Unit, "unit"),
    (Field::Counted, "counted"),
    (Field::Measure, "measure"),
    (Field::Offence, "offence"),
    (Field::Side, "side"),
    (Field::Place, "place"),
    (Field::Period, "period"),
    (Field::Origin, "origin"),
    (Field::Relays, "relays"),
    (Field::Stance, "stance"),
    (Field::RepeatOf, "repeat_of"),
    (Field::PartOf, "part_of"),
    (Field::Base, "base"),
];

impl Field {
    /// The field of that name.
    pub fn named(name: &str) -> Option<Self> {
        FIELDS.iter().find(|(_, word)| *word == name).map(|(field, _)| *field)
    }

    /// All names, for people.
    pub fn names() -> String {
        FIELDS.map(|(_, name)| name).join(", ")
    }

    /// Whether a value is a term that the packs know, where the field takes only those. Reading old judgements does not ask this: packs grow.
    pub fn check(self, words: &Words, value: Option<&str>) -> Result<(), String> {
        match (self, value) {
            (Self::Measure, Some(value)) if words.measure(value).is_none() => {
                let known = words.measures().map(|(name, _)| name).collect::<Vec<_>>().join(", ");
                Err(format!("`{value}` is no measure of the packs; there are {known}"))
            }
            (Self::Offence, Some(value)) => offence(value),
            (Self::Side, Some(value)) => side(value),
            _ => Ok(()),
        }
    }

    /// What a claim says, as on the wire.
    pub fn of(self, claim: &Held) -> Option<String> {
        let decimal = |value: Option<Decimal>| written(value, value);
        let place = |at: Option<usize>| at.map(|at| at.to_string());
        match self {
            Self::Value => written(claim.low, claim.high),
            Self::Low => decimal(claim.low),
            Self::High => decimal(claim.high),
            Self::Quantifier => Some(claim.quantifier.name().to_owned()),
            Self::Hedge => claim.hedge.clone(),
            Self::Kind => Some(kind_words(&claim.kind)),
            Self::Per => {
                if let Kind::Rate { per } = &claim.kind {
                    Some(per.clone())
                } else {
                    None
                }
            }
            Self::Currency => {
                if let Kind::Money { currency } = &claim.kind {
                    currency.clone()
                } else {
                    None
                }
            }
            Self::Unit => {
                if let Kind::Measure { unit } = &claim.kind {
                    Some(unit.clone())
                } else {
                    claim.unit.clone()
                }
            }
            Self::Counted => claim.counted.clone(),
            Self::Measure => Some(claim.measure.clone()),
            Self::Offence => claim.offence.clone(),
            Self::Side => claim.side.clone(),
            Self::Place => claim.place.clone(),
            Self::Period => claim.period.map(period_words),
            Self::Origin => claim.origin().map(|link| link.name.clone()),
            Self::Relays => {
                Some(claim.relays().map(|link| link.name.as_str()).collect::<Vec<_>>().join("; ")).filter(|names| !names.is_empty())
            }
            Self::Stance => Some(claim.stance.name().to_owned()),
            Self::RepeatOf => place(claim.repeat_of),
            Self::PartOf => place(claim.part_of),
            Self::Base => place(claim.base),
        }
    }

    /// Sets it; the words of an error say what is wanted.
    fn set(self, claim: &mut Held, value: Option<&str>) -> Result<(), String> {
        let owned = || value.map(str::to_owned);
        match self {
            Self::Value => {
                (claim.low, claim.high) = value.and_then(bounds).ok_or("a number or a span as 400..500, 400.. or ..500 is wanted")?
            }
            Self::Low => claim.low = decimal(value)?,
            Self::High => claim.high = decimal(value)?,
            Self::Quantifier => {
                claim.quantifier = value.and_then(Quantifier::named).ok_or_else(|| one_of(&Quantifier::ALL.map(|(_, name)| name)))?
            }
            Self::Hedge => claim.hedge = owned(),
            Self::Kind => set_kind(claim, value)?,
            Self::Per | Self::Currency => set_of_kind(self, claim, value)?,
            Self::Unit => match (&mut claim.kind, value) {
                (Kind::Measure { unit }, Some(value)) => value.clone_into(unit),
                _ => claim.unit = owned(),
            },
            Self::Counted => claim.counted = owned(),
            Self::Measure => claim.measure = owned().ok_or("a measure is wanted; `other` where none fits")?,
            Self::Offence => claim.offence = owned(),
            Self::Side => claim.side = owned(),
            Self::Place => claim.place = owned(),
            Self::Period => claim.period = value.map(period).transpose()?,
            Self::Origin => set_origin(claim, value),
            Self::Relays => set_relays(claim, value),
            Self::Stance => claim.stance = value.and_then(Stance::named).ok_or_else(|| one_of(&Stance::ALL.map(|(_, name)| name)))?,
            Self::RepeatOf => claim.repeat_of = place(claim, value)?,
            Self::PartOf => claim.part_of = place(claim, value)?,
            Self::Base => claim.base = place(claim, value)?,
        }
        Ok(())
    }
}

/// Sets a field and keeps what it was. Where the value is no value of that field the claim stays as it is.
pub(super) fn correct(claim: &mut Held, seq: u64, by: &str, field: &str, value: Option<&str>) -> Result<(), String> {
    let known = Field::named(field).ok_or("no such field")?;
    let fields: &[Field] = if known == Field::Value { &[Field::Low, Field::High] } else { &[known] };
    let was = fields.iter().map(|field| (*field, field.of(claim))).collect::<Vec<_>>();
    known.set(claim, value.map(str::trim).filter(|value| !value.is_empty()))?;
    let changed = was.into_iter().filter(|(field, was)| field.of(claim) != *was);
    let kept = changed.map(|(field, was)| Correction { seq, field: field.name().to_owned(), was, by: by.to_owned() }).collect::<Vec<_>>();
    claim.corrected.extend(kept);
    Ok(())
}

impl Field {
    /// The name on the wire.
    pub fn name(self) -> &'static str {
        FIELDS.iter().find(|(field, _)| *field == self).expect("FIELDS lists every field").1
    }
}

fn one_of(names: &[&str]) -> String {
    format!("one of {} is wanted", names.join(", "))
}

fn decimal(value: Option<&str>) -> Result<Option<Decimal>, String> {
    let number = |value: &str| value.parse().map_err(|_| "a plain number is wanted, as 1250 or 0.5".to_owned());
    value.map(number).transpose()
}

/// The start of another claim of the report.
fn place(claim: &Held, value: Option<&str>) -> Result<Option<usize>, String> {
    let at = value.map(|value| value.parse().map_err(|_| "the `start` of another claim of the report is wanted".to_owned())).transpose()?;
    if at == Some(claim.start) { Err("that is the claim itself".to_owned()) } else { Ok(at) }
}

fn kind_words(kind: &Kind) -> String {
    let of = match kind {
        Kind::Rate { per } => Some(per.as_str()),
        Kind::Money { currency } => currency.as_deref(),
        Kind::Measure { unit } => Some(unit.as_str()),
        Kind::Count | Kind::Share | Kind::Change => None,
    };
    [Some(kind.name()), of].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// `count`, `rate month`, `money USD`, `measure km`.
fn set_kind(claim: &mut Held, value: Option<&str>) -> Result<(), String> {
    let (name, of) =
        value.map_or(("", None), |value| value.split_once(' ').map_or((value, None), |(name, of)| (name, Some(of.trim().to_owned()))));
    claim.kind = match (name, of) {
        ("count", None) => Kind::Count,
        ("share", None) => Kind::Share,
        ("change", None) => Kind::Change,
        ("money", currency) => Kind::Money { currency },
        ("rate", Some(per)) => Kind::Rate { per },
        ("measure", Some(unit)) => Kind::Measure { unit },
        _ => return Err("one of count, share, change, money, `money USD`, `rate month`, `measure km` is wanted".to_owned()),
    };
    Ok(())
}

fn set_of_kind(field: Field, claim: &mut Held, value: Option<&str>) -> Result<(), String> {
    match (field, &mut claim.kind, value) {
        (Field::Per, Kind::Rate { per }, Some(value)) => value.clone_into(per),
        (Field::Currency, Kind::Money { currency }, value) => *currency = value.map(str::to_owned),
        (Field::Per, ..) => return Err("only a rate has it; correct `kind`, as `rate month`".to_owned()),
        _ => return Err("only money has it; correct `kind`, as `money USD`".to_owned()),
    }
    Ok(())
}

/// `2025-06`, `2024-02..2025-06`, `2024-02..`, `..2025-06`.
fn period(value: &str) -> Result<Period, String> {
    let wanted = || "a day, month or year, or a span as 2024-02..2025-06, 2024-02.. or ..2025-06, is wanted".to_owned();
    let date = |words: &str| if words.is_empty() { Ok(None) } else { Date::parse(words).map(Some).ok_or_else(wanted) };
    let (from, to) = value.split_once("..").unwrap_or((value, value));
    let period = Period { from: date(from)?, to: date(to)? };
    match (period.from, period.to) {
        (None, None) => Err(wanted()),
        (Some(from), Some(to)) if from > to => Err("that ends before it begins".to_owned()),
        _ => Ok(period),
    }
}

fn period_words(Period { from, to }: Period) -> String {
    let date = |date: Option<Date>| date.map(|date| date.to_string()).unwrap_or_default();
    if from == to { date(from) } else { format!("{}..{}", date(from), date(to)) }
}

fn set_origin(claim: &mut Held, value: Option<&str>) {
    claim.say_so.retain(|link| link.role != Role::Origin);
    claim.say_so.splice(0..0, value.map(|name| said(name, Role::Origin)));
}

fn set_relays(claim: &mut Held, value: Option<&str>) {
    claim.say_so.retain(|link| link.role != Role::Relay);
    let after = claim.say_so.iter().take_while(|link| link.role == Role::Origin).count();
    let names = value.into_iter().flat_map(|names| names.split(';')).map(str::trim).filter(|name| !name.is_empty());
    claim.say_so.splice(after..after, names.map(|name| said(name, Role::Relay)).collect::<Vec<_>>());
}

/// A link that a person set stands nowhere in the text.
fn said(name: &str, role: Role) -> Link {
    Link { name: name.to_owned(), role, span: None, cue: None, of: None, named: Named::Named }
}

fn offence(value: &str) -> Result<(), String> {
    let mut known = rows("en", "offence").iter().filter_map(|row| row.cell(1)).chain(["other"]).collect::<Vec<_>>();
    known.sort_unstable();
    known.dedup();
    if known.contains(&value) { Ok(()) } else { Err(one_of(&known)) }
}

/// A state goes by its code, so that one side has one name; a group by its own.
fn side(value: &str) -> Result<(), String> {
    for row in &table("packs/world/state.tsv") {
        let (Some(code), Some(name)) = (row.cell(0), row.cell(1)) else { continue };
        if code == value {
            return Ok(());
        }
        if name.eq_ignore_ascii_case(value) || code.eq_ignore_ascii_case(value) {
            return Err(format!("a state goes by its code: {code}"));
        }
    }
    Ok(())
}
