//! The places of a report where it has what was looked for.

use rusqlite::Connection;
use sayso::ledger::Held;
use sayso_io::export::redact::Names;
use sayso_io::ledger::Book;
use serde::Serialize;

use super::{Asked, Error, TOKENS};

/// A stretch of a passage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Segment {
    /// Its words.
    pub text: String,
    /// Whether they are what was looked for.
    pub hit: bool,
}

/// What a report shows of itself.
#[derive(Debug, Default)]
pub struct Shown {
    /// Its title, without names of private people.
    pub title: Option<String>,
    /// Sentences with what was looked for; where only its title or sources have it, the first one.
    pub passages: Vec<Vec<Segment>>,
    /// Claims whose sentence has it.
    pub claims: Vec<Held>,
}

/// Passages and claims that are shown of a report.
const PASSAGES: usize = 3;
const CLAIMS: usize = 5;

/// Sentences, and claims, of a report that are looked at, and the longest sentence, in bytes.
const SENTENCES: usize = 4000;
const LOOKED: usize = 1000;
const LONGEST: usize = 400;

/// What stands around a hit on its way; taken out of texts before.
const OPEN: char = '\u{2}';
const CLOSE: char = '\u{3}';

/// Where claims begin among the rows.
const FIRST: i64 = 1 << 32;

/// Looks into a report.
pub fn show(book: &Book<'_>, report: u64, asked: &Asked) -> Result<Shown, Error> {
    let names = Names::of(book, report)?;
    let clean = |words: &str| names.clean(report, words).replace([OPEN, CLOSE], " ");
    let text = clean(&book.view.text(report)?);
    let mut claims = book.view.claims_of(report)?;
    claims.truncate(LOOKED);
    let db = Connection::open_in_memory()?;
    db.execute_batch(&format!("CREATE VIRTUAL TABLE place USING fts5 (words, tokenize = '{TOKENS}')"))?;
    let mut insert = db.prepare("INSERT INTO place (rowid, words) VALUES (?1, ?2)")?;
    for (nth, sentence) in (1..).zip(sentences(&text).take(SENTENCES)) {
        insert.execute((nth, sentence))?;
    }
    for (nth, claim) in (FIRST..).zip(&claims) {
        insert.execute((nth, book.sentence(claim).map(|sentence| clean(&sentence))))?;
    }
    let hits = hits(&db, asked)?;
    let mut of_claims = hits.iter().filter_map(|(nth, _)| usize::try_from(nth - FIRST).ok()).take(CLAIMS).collect::<Vec<_>>();
    of_claims.sort_unstable();
    let mut passages = hits.into_iter().filter(|(nth, _)| *nth < FIRST).take(PASSAGES).collect::<Vec<_>>();
    passages.sort_unstable();
    let mut passages = passages.into_iter().map(|(_, words)| segments(&words)).collect::<Vec<_>>();
    if passages.is_empty() {
        passages.extend(sentences(&text).next().map(segments));
    }
    let title = book.reports().get(&report).and_then(|filed| filed.title.as_deref()).map(clean);
    Ok(Shown { title, passages, claims: of_claims.into_iter().filter_map(|nth| claims.get(nth).cloned()).collect() })
}

/// The rows with what was looked for, the best first, with hits marked.
fn hits(db: &Connection, asked: &Asked) -> rusqlite::Result<Vec<(i64, String)>> {
    let sql = "SELECT rowid, highlight(place, 0, ?2, ?3) FROM place WHERE place MATCH ?1 ORDER BY rank, rowid";
    let mut find = db.prepare(sql)?;
    let rows = find.query_map((asked.any(), OPEN.to_string(), CLOSE.to_string()), |row| Ok((row.get(0)?, row.get(1)?)))?;
    rows.collect()
}

fn segments(marked: &str) -> Vec<Segment> {
    let mut segments = Vec::new();
    for piece in marked.split_inclusive([OPEN, CLOSE]) {
        let text = piece.trim_end_matches([OPEN, CLOSE]);
        if !text.is_empty() {
            segments.push(Segment { text: text.to_owned(), hit: piece.ends_with(CLOSE) });
        }
    }
    segments
}

/// The sentences of a text, roughly: good enough to be shown, and none of them long.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start();
        let (one, after) = rest.split_at_checked(end(rest))?;
        rest = after;
        Some(one.trim_end()).filter(|one| !one.is_empty())
    })
}

/// Where the first sentence ends.
fn end(text: &str) -> usize {
    let mut space = None;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        if c == '\n' {
            return at;
        }
        let starts = |rest: &str| rest.trim_start().chars().next().is_none_or(|next| !next.is_lowercase());
        if c.is_whitespace() {
            if matches!(before, '.' | '!' | '?' | '…' | '”' | '"' | '»') && ends(&text[..at]) && starts(&text[at..]) {
                return at;
            }
            space = Some(at);
        }
        if at >= LONGEST {
            return space.unwrap_or(at);
        }
        before = c;
    }
    text.len()
}

/// Whether words that end in a mark end a sentence, and not an abbreviation as "Gen." or "5 p.m.".
fn ends(words: &str) -> bool {
    let last = words.rsplit(char::is_whitespace).next().unwrap_or_default();
    let bare = last.trim_end_matches(['”', '"', '»', ')']);
    !bare.ends_with('.') || bare.chars().filter(|c| c.is_alphanumeric()).count() > 3 || bare.ends_with("..")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_at_sentences() {
        let check = |text: &str, expected: &[&str]| assert_eq!(sentences(text).collect::<Vec<_>>(), expected);
        check("Ten died. Two were hurt.\nGen. Holt said so.", &["Ten died.", "Two were hurt.", "Gen. Holt said so."]);
        check("", &[]);
        check(" \n \n", &[]);
        let long = "слово ".repeat(1000);
        assert!(sentences(&long).all(|sentence| sentence.len() <= LONGEST + 12));
        assert_eq!(sentences(&long).map(|sentence| sentence.split(' ').count()).sum::<usize>(), 1000);
        let wide = "x".repeat(100_000);
        assert_eq!(sentences(&wide).map(str::len).sum::<usize>(), 100_000);
    }

    #[test]
    fn hits_are_segments() {
        let segment = |text: &str, hit| Segment { text: text.to_owned(), hit };
        assert_eq!(segments("a \u{2}b\u{3} c"), [segment("a ", false), segment("b", true), segment(" c", false)]);
        assert_eq!(segments("plain"), [segment("plain", false)]);
    }
}
