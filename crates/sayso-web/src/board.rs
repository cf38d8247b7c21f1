//! The board: every series of a state in a few words each, so that it can be filtered and sorted without asking the ledger again.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use sayso::ledger::series::{self, Key};
use sayso::ledger::source::Interest;
use sayso::ledger::{Held, Words};
use sayso::report::Date;
use sayso::view::range::{Range, range};
use sayso::view::told::tell;
use sayso_io::ledger::{Book, Error};
use serde::{Serialize, Serializer};

use crate::state::Findings;

/// The series of a state.
#[derive(Debug, Default)]
pub struct Board {
    /// Each of them, those of most reports first.
    pub rows: Vec<Row>,
}

/// A series in a few words.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its id.
    pub id: String,
    /// In small letters, for words are looked for in it and it is sorted by.
    title: String,
    measure: String,
    family: &'static str,
    side: Option<String>,
    place: Option<String>,
    /// Ids of who vouches.
    sources: Vec<String>,
    interests: BTreeSet<Interest>,
    first: Option<Date>,
    last: Option<Date>,
    mentions: usize,
    reports: usize,
    /// The highest over the lowest, and the claims that state them.
    width: Decimal,
    ends: Option<(String, String)>,
}

/// Which series are asked for; the rest of what the API takes is about the answer and not about the series.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "the names are those of the API")]
pub struct Asked {
    pub measure: Option<String>,
    pub side: Option<String>,
    pub place: Option<String>,
    /// A source's id.
    pub source: Option<String>,
    pub interest: Option<String>,
    pub since: Option<Date>,
    pub until: Option<Date>,
    pub text: Option<String>,
    /// A check that fails, or `any`.
    pub check: Option<String>,
    pub min_reports: usize,
    pub sort: Sort,
}

/// What stands first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sort {
    /// Most reports.
    #[default]
    Reports,
    /// Most mentions.
    Mentions,
    /// Latest day spoken of.
    Latest,
    /// By title.
    Title,
    /// Most failing checks.
    Fails,
    /// The widest range.
    Width,
}

impl Board {
    /// The board of a book.
    pub fn new(book: &Book<'_>) -> Result<Self, Error> {
        let words = book.view.words();
        let mut rows = Vec::new();
        book.view.each_series(&mut |_, claims| {
            rows.extend(claims.iter().find_map(|claim| series::key(words, claim)).and_then(|key| row(book, words, &key, &claims)));
            Ok(())
        })?;
        // Where nothing else tells them apart, more reports stand first, then the title.
        rows.sort_by(|one: &Row, other| one.usual().cmp(&other.usual()));
        Ok(Self { rows })
    }

    /// The series asked for, in order.
    pub fn find<'b>(&'b self, asked: &Asked, findings: Option<&Findings>) -> Vec<&'b Row> {
        let fails = |row: &Row| findings.and_then(|found| found.fails(&row.id));
        let failing = |row: &&Row| match asked.check.as_deref() {
            None => true,
            Some("any") => fails(row).is_some(),
            Some(check) => fails(row).is_some_and(|fails| fails.contains_key(check)),
        };
        let mut rows = self.rows.iter().filter(|row| row.is(asked)).filter(failing).collect::<Vec<_>>();
        // Stable: what is alike stays in the order of the board.
        match asked.sort {
            Sort::Reports => {}
            Sort::Mentions => rows.sort_by_key(|row| Reverse(row.mentions)),
            Sort::Latest => rows.sort_by_key(|row| Reverse(row.last.and_then(Date::first_day))),
            Sort::Title => rows.sort_by(|one, other| one.title.cmp(&other.title)),
            Sort::Fails => rows.sort_by_cached_key(|row| Reverse(fails(row).map_or(0, |fails| fails.values().sum::<usize>()))),
            Sort::Width => rows.sort_by_key(|row| Reverse(row.width)),
        }
        rows
    }

    /// The ranges of all series: the highest over the lowest, and the claims that state the lowest and the highest.
    pub fn ranges(&self) -> impl Iterator<Item = (Decimal, &str, &str)> {
        self.rows.iter().filter_map(|row| row.ends.as_ref().map(|(least, most)| (row.width, least.as_str(), most.as_str())))
    }

    /// How many series there are of each value of each field, over those rows.
    pub fn facets(rows: &[&Row], findings: Option<&Findings>) -> Facets {
        let mut facets = Facets::default();
        for row in rows {
            facets.measure.add(&row.measure);
            row.side.iter().for_each(|side| facets.side.add(side));
            row.interests.iter().for_each(|interest| facets.interest.add(interest.name()));
            let fails = findings.and_then(|found| found.fails(&row.id));
            fails.into_iter().flat_map(BTreeMap::keys).for_each(|check| facets.check.add(check));
        }
        facets
    }
}

/// Values of fields, with how often they are there.
#[derive(Debug, Default, Serialize)]
pub struct Facets {
    measure: Values,
    side: Values,
    interest: Values,
    check: Values,
}

/// The values of a field, those that are there most first on the wire.
#[derive(Debug, Default)]
struct Values(BTreeMap<String, usize>);

/// A value on the wire.
#[derive(Serialize)]
struct Value<'v> {
    name: &'v str,
    count: usize,
}

impl Serialize for Values {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let mut values = self.0.iter().map(|(name, count)| Value { name, count: *count }).collect::<Vec<_>>();
        values.sort_by_key(|value| Reverse(value.count));
        out.collect_seq(values)
    }
}

impl Values {
    fn add(&mut self, value: &str) {
        let Self(values) = self;
        match values.get_mut(value) {
            Some(count) => *count += 1,
            None => drop(values.insert(value.to_owned(), 1)),
        }
    }
}

fn row(book: &Book<'_>, words: &Words, key: &Key, claims: &[Held]) -> Option<Row> {
    let told = tell(claims, book.reports(), &mut book.sources());
    let Range { all, by_claimant, by_interest } = range(&told);
    let value = |end: &Option<sayso::view::range::Stated>| end.as_ref().map(|end| end.value);
    let width = match (value(&all.least), value(&all.most)) {
        (Some(low), Some(high)) if low > Decimal::ZERO => high.checked_div(low).unwrap_or(Decimal::MAX),
        (Some(low), Some(high)) if high > low => Decimal::MAX,
        _ => Decimal::ONE,
    };
    (all.mentions > 0).then(|| Row {
        id: key.id(),
        title: key.title().to_lowercase(),
        measure: key.measure.clone(),
        family: words.measure(&key.measure).map_or("", |measure| measure.kin(key.offence.as_deref())),
        side: key.side.clone(),
        place: key.place.clone(),
        sources: by_claimant.iter().filter_map(|(source, ..)| source.as_ref().map(|source| source.id.clone())).collect(),
        interests: by_interest.iter().map(|(interest, _)| *interest).collect(),
        first: all.first,
        last: all.last,
        mentions: all.mentions,
        reports: all.reports,
        width,
        ends: all.least.zip(all.most).map(|(least, most)| (least.claim, most.claim)),
    })
}

impl Row {
    fn usual(&self) -> impl Ord + use<'_> {
        (Reverse((self.reports, self.mentions)), self.title.as_str(), self.id.as_str())
    }

    fn is(&self, asked: &Asked) -> bool {
        let has = |words: &Option<String>, text: &str| {
            words.as_ref().is_none_or(|words| words.split_whitespace().all(|word| text.contains(&word.to_lowercase())))
        };
        let one = |wanted: &Option<String>, of: &Option<String>| {
            wanted.as_ref().is_none_or(|wanted| of.as_ref().is_some_and(|of| of.eq_ignore_ascii_case(wanted)))
        };
        asked.measure.as_ref().is_none_or(|measure| *measure == self.measure || measure == self.family)
            && one(&asked.side, &self.side)
            && (asked.place.is_none() || self.place.as_ref().is_some_and(|place| has(&asked.place, &place.to_lowercase())))
            && asked.source.as_ref().is_none_or(|source| self.sources.contains(source))
            && asked.interest.as_ref().is_none_or(|wanted| self.interests.iter().any(|interest| interest.name() == wanted))
            && asked.since.is_none_or(|since| self.last.is_some_and(|last| last.first_day() >= since.first_day()))
            && asked.until.is_none_or(|until| self.first.is_some_and(|first| first.is_by(until)))
            && self.reports >= asked.min_reports
            && has(&asked.text, &self.title)
    }
}
