//! Which column or field of a record is what: named by the user, or known by its usual names.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use sayso::pack;
use serde_json::{Map, Value};

/// What a column can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Field {
    Text,
    Id,
    Url,
    Outlet,
    Title,
    Published,
    Modified,
    Lang,
    Authors,
}

/// Every field by name.
const NAMES: [(&str, Field); 9] = [
    ("text", Field::Text),
    ("id", Field::Id),
    ("url", Field::Url),
    ("outlet", Field::Outlet),
    ("title", Field::Title),
    ("published", Field::Published),
    ("modified", Field::Modified),
    ("lang", Field::Lang),
    ("authors", Field::Authors),
];

/// Columns as the user named them: `text=body, url=link, published=date`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns(BTreeMap<Field, String>);

impl FromStr for Columns {
    type Err = String;

    fn from_str(told: &str) -> Result<Self, String> {
        told.split(',').map(str::trim).filter(|pair| !pair.is_empty()).map(pair).collect::<Result<_, _>>().map(Self)
    }
}

fn pair(told: &str) -> Result<(Field, String), String> {
    let (name, column) = told.split_once('=').ok_or_else(|| format!("`{told}`: FIELD=COLUMN is wanted"))?;
    let field = NAMES.iter().find(|(known, _)| name.trim().eq_ignore_ascii_case(known));
    let names = || NAMES.map(|(name, _)| name).join(", ");
    let (_, field) = field.ok_or_else(|| format!("no field `{}`; there are {}", name.trim(), names()))?;
    Ok((*field, column.trim().to_owned()))
}

impl fmt::Display for Columns {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (nth, (field, column)) in self.0.iter().enumerate() {
            let name = NAMES.iter().find(|(_, known)| known == field).map_or("", |(name, _)| name);
            write!(out, "{}{name}={column}", if nth > 0 { ", " } else { "" })?;
        }
        Ok(())
    }
}

impl Columns {
    /// Takes in others; what they say counts before what was said.
    pub fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// Whether nothing was named.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The values of a record that may be the field, the likeliest first: the column that was named, else those with its usual names.
    pub(super) fn values<'r>(&self, field: Field, record: &'r Map<String, Value>) -> Vec<&'r Value> {
        if let Some(column) = self.0.get(&field) {
            return at(record, column).into_iter().collect();
        }
        let keys = record.iter().filter_map(|(key, value)| Some((rank(field, key)?, value)));
        let mut found = keys.filter(|(_, value)| !value.is_null()).collect::<Vec<_>>();
        found.sort_by_key(|(rank, _)| *rank);
        found.into_iter().map(|(_, value)| value).collect()
    }

    /// Why there is no text: the column named for it, or that none is.
    pub(super) fn no_text(&self, record: &Map<String, Value>) -> String {
        let has = record.keys().take(20).map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ");
        match self.0.get(&Field::Text) {
            Some(column) => format!("no `{column}` in this record; it has {has}"),
            None if record.len() < 2 => "no `text` in this record".to_owned(),
            None => format!("no `text` in this record (--columns text=COLUMN names it; it has {has})"),
        }
    }
}

/// The head of a table of reports.
#[derive(Debug, Default)]
pub struct Head {
    names: Vec<String>,
    /// Whether it was told that no column is the text.
    told: AtomicBool,
}

impl Head {
    pub(super) fn new(names: Vec<String>) -> Self {
        Self { names, told: AtomicBool::new(false) }
    }

    /// The columns' names.
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    /// Whether no column is the text.
    pub(super) fn lacks_text(&self, columns: &Columns) -> bool {
        let record = self.names.iter().map(|name| (name.clone(), Value::Bool(true))).collect();
        columns.values(Field::Text, &record).is_empty()
    }

    /// That there is none, told once for all rows: to the first that asks.
    pub(super) fn no_text(&self, columns: &Columns) -> Option<String> {
        let has = || self.names.iter().take(20).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        (!self.told.swap(true, Ordering::Relaxed)).then(|| match columns.0.get(&Field::Text) {
            Some(column) => format!("no column `{column}`; there are {}", has()),
            None => format!("no column of text: --columns text=COLUMN names one of {}", has()),
        })
    }
}

/// Tables with the same columns are alike.
impl PartialEq for Head {
    fn eq(&self, other: &Self) -> bool {
        self.names == other.names
    }
}

impl Eq for Head {}

/// The value of a column; `source.name` reaches into what lies in one.
fn at<'r>(record: &'r Map<String, Value>, column: &str) -> Option<&'r Value> {
    let exact =
        record.get(column).or_else(|| record.iter().find(|(key, _)| key.trim().eq_ignore_ascii_case(column)).map(|(_, value)| value));
    exact.or_else(|| {
        let (first, rest) = column.split_once('.')?;
        at(record.get(first)?.as_object()?, rest)
    })
}

/// Whether a line looks like the head of a table of reports: a column of text, and another that is known.
pub(super) fn is_head(names: &[&str]) -> bool {
    let known = |field| names.iter().any(|name| rank(field, name).is_some());
    let others = NAMES.iter().filter(|(_, field)| *field != Field::Text && known(*field)).count();
    known(Field::Text) && others > 0
}

/// How likely a column of that name is the field, 0 first; none where it is not.
fn rank(field: Field, name: &str) -> Option<usize> {
    let name = folded(name);
    usual().get(&field)?.iter().position(|usual| *usual == name)
}

fn folded(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The usual names of each field.
fn usual() -> &'static BTreeMap<Field, Vec<&'static str>> {
    static USUAL: OnceLock<BTreeMap<Field, Vec<&'static str>>> = OnceLock::new();
    USUAL.get_or_init(|| {
        let rows = pack::table("packs/world/column.tsv").into_iter();
        let row = |row: pack::Row| {
            let (_, field) = NAMES.iter().find(|(name, _)| Some(*name) == row.cell(0))?;
            Some((*field, row.cell(1)?.split('|').collect()))
        };
        rows.filter_map(row).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(columns: &str, record: &str, field: Field, expected: &[&str]) {
        let columns = columns.parse::<Columns>().expect("columns");
        let record = serde_json::from_str::<Map<String, Value>>(record).expect("a record");
        assert_eq!(columns.values(field, &record).iter().map(ToString::to_string).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn columns_have_usual_names_and_named_ones() {
        check("", r#"{"Body": 1, "TEXT": 2, "other": 3}"#, Field::Text, &["2", "1"]);
        check("", r#"{"Publish_Date": 1, "published": null, "pub date": 2}"#, Field::Published, &["1", "2"]);
        check("text=Story, url=a.b", r#"{"text": 1, "story": 2}"#, Field::Text, &["2"]);
        check("text=Story, url=a.b", r#"{"a": {"b": 3}, "url": 4}"#, Field::Url, &["3"]);
        check("outlet=x", r#"{"source": 1}"#, Field::Outlet, &[]);
    }

    #[test]
    fn every_field_has_usual_names() {
        assert_eq!(usual().len(), NAMES.len());
        assert!(is_head(&["Headline", "Full text"]) && !is_head(&["text", "n"]) && !is_head(&["date", "url"]));
    }

    #[test]
    fn what_is_no_column_is_said() {
        assert_eq!("text".parse::<Columns>().err().as_deref(), Some("`text`: FIELD=COLUMN is wanted"));
        assert!("words=a".parse::<Columns>().err().is_some_and(|what| what.starts_with("no field `words`; there are text, id,")));
        assert_eq!("url=a, text = b".parse::<Columns>().map(|columns| columns.to_string()).as_deref(), Ok("text=b, url=a"));
    }
}
