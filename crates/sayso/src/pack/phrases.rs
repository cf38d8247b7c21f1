//! Phrases of one or more words, found at a token: the longest first.

use rustc_hash::FxHashMap;

use crate::claim::RowId;

/// Values by phrase. Words are compared by their folded hash, so lookup costs one map access a token.
#[derive(Clone, Debug)]
pub struct Phrases<T> {
    by_first: FxHashMap<u64, Vec<Entry<T>>>,
}

#[derive(Clone, Debug)]
struct Entry<T> {
    rest: Vec<u64>,
    value: T,
    row: RowId,
}

/// What was found at a token.
#[derive(Clone, Copy, Debug)]
pub struct Hit<'a, T> {
    /// How many tokens it covers.
    pub len: usize,
    /// What the row says of it.
    pub value: &'a T,
    /// The row.
    pub row: RowId,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Self { by_first: FxHashMap::default() }
    }
}

impl<T> Phrases<T> {
    /// Adds a phrase given as its folded words; the longest phrase wins, then the first added. An empty phrase is dropped.
    pub fn insert(&mut self, words: &[u64], value: T, row: RowId) {
        let Some((first, rest)) = words.split_first() else { return };
        let entries = self.by_first.entry(*first).or_default();
        let at = entries.partition_point(|entry| entry.rest.len() >= rest.len());
        entries.insert(at, Entry { rest: rest.to_vec(), value, row });
    }

    /// The longest phrase that begins with the first of these words.
    pub fn at(&self, words: &[u64]) -> Option<Hit<'_, T>> {
        self.matching(words).next().map(hit)
    }

    /// Every phrase that begins with the first of these words, longest first.
    pub fn all(&self, words: &[u64]) -> Vec<Hit<'_, T>> {
        self.matching(words).map(hit).collect()
    }

    fn matching<'a>(&'a self, words: &[u64]) -> impl Iterator<Item = &'a Entry<T>> {
        let (first, rest) = words.split_first().map_or((None, words), |(first, rest)| (Some(first), rest));
        first
            .and_then(|first| self.by_first.get(first))
            .into_iter()
            .flatten()
            .filter(move |entry| entry.rest.first().is_none_or(|word| rest.first() == Some(word)) && rest.starts_with(&entry.rest))
    }

    /// Whether any phrase is there.
    pub fn is_empty(&self) -> bool {
        self.by_first.is_empty()
    }
}

fn hit<T>(entry: &Entry<T>) -> Hit<'_, T> {
    Hit { len: entry.rest.len() + 1, value: &entry.value, row: entry.row }
}
