//! Reports that have what is looked for. A word that is in no report is taken for a slip, and the nearest words that are in some are looked for instead.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use rusqlite::{Connection, params};

use super::ask::{Asked, Part};
use super::{Error, Search};

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// How many reports have it.
    pub total: usize,
    /// The entries of those asked for, the best first.
    pub reports: Vec<Hit>,
    /// Words that were looked for instead of words that are in no report.
    pub instead: BTreeMap<String, Vec<String>>,
}

/// The entry of a report.
pub type Hit = u64;

/// The longest that one search may take.
const LIMIT: Duration = Duration::from_secs(5);

/// Words of the vocabulary that a slip is compared with at most, and words that stand in for it.
const COMPARED: i64 = 200_000;
const NEAREST: usize = 3;

impl Search {
    /// Finds reports that came with an entry up to this one, and notes what is looked for instead of what. `page` says which part of so many.
    pub fn find(&self, asked: &mut Asked, upto: u64, page: impl FnOnce(usize) -> (usize, usize)) -> Result<Found, Error> {
        if asked.is_empty() {
            return Ok(Found::default());
        }
        let found = self.read(|db| {
            let end = Instant::now() + LIMIT;
            db.progress_handler(10_000, Some(move || Instant::now() > end))?;
            let found = find(db, asked, upto, page);
            db.progress_handler(0, None::<fn() -> bool>)?;
            found
        });
        Ok(found?.unwrap_or_default())
    }
}

fn find(db: &Connection, asked: &mut Asked, upto: u64, page: impl FnOnce(usize) -> (usize, usize)) -> rusqlite::Result<Found> {
    let mut instead = BTreeMap::new();
    for part in &mut asked.parts {
        if let Some(word) = slip(db, part)? {
            part.instead = nearest(db, word)?;
            if !part.instead.is_empty() {
                instead.insert(part.typed.clone(), part.instead.clone());
            }
        }
    }
    let (all, upto) = (asked.all(), i64::try_from(upto).unwrap_or(i64::MAX));
    let count = "SELECT count(*) FROM report WHERE report MATCH ?1 AND rowid <= ?2";
    let total = db.prepare_cached(count)?.query_row(params![all, upto], |row| row.get::<_, i64>(0))?;
    let total = usize::try_from(total).unwrap_or_default();
    let (from, to) = page(total);
    // A title says what a report is about; the later one first where nothing tells them apart.
    let best =
        "SELECT rowid FROM report WHERE report MATCH ?1 AND rowid <= ?2 ORDER BY bm25(report, 4, 1, 2, 1), rowid DESC LIMIT ?3 OFFSET ?4";
    let (limit, offset) = (i64::try_from(to - from).unwrap_or_default(), i64::try_from(from).unwrap_or(i64::MAX));
    let mut best = db.prepare_cached(best)?;
    let reports = best.query_map(params![all, upto, limit, offset], |row| row.get::<_, i64>(0))?;
    let reports = reports.map(|report| report.map(|report| u64::try_from(report).unwrap_or_default())).collect::<Result<_, _>>()?;
    Ok(Found { total, reports, instead })
}

/// The word, where it is one, long enough to be a slip, and in no report.
fn slip<'p>(db: &Connection, part: &'p Part) -> rusqlite::Result<Option<&'p str>> {
    let [word] = part.tokens.as_slice() else { return Ok(None) };
    if reach(word) == 0 || !word.chars().all(char::is_alphabetic) {
        return Ok(None);
    }
    let end = if part.open { after(word) } else { format!("{word}\0") };
    let known = db.prepare_cached("SELECT 1 FROM vocabulary WHERE term >= ?1 AND term < ?2 LIMIT 1")?.exists([word, end.as_str()])?;
    Ok((!known).then_some(word.as_str()))
}

/// How many letters may be wrong.
fn reach(word: &str) -> usize {
    match word.chars().count() {
        0..4 => 0,
        4..8 => 1,
        _ => 2,
    }
}

/// Behind all words that begin with these letters.
fn after(letters: &str) -> String {
    format!("{letters}\u{10ffff}")
}

/// The words of reports that are nearest to one that is in none: those of the fewest wrong letters, and of them those in most reports. Looked at are words that begin with
/// the same letter, or with the one after it, for a letter too much and two in the wrong order.
fn nearest(db: &Connection, word: &str) -> rusqlite::Result<Vec<String>> {
    let reach = reach(word);
    let long = word.chars().count();
    let mut near = Vec::new();
    let mut first = word.chars().take(2).map(String::from).collect::<Vec<_>>();
    first.dedup();
    for letter in first {
        let mut terms = db.prepare_cached("SELECT term, doc FROM vocabulary WHERE term >= ?1 AND term < ?2 LIMIT ?3")?;
        let mut terms = terms.query(params![letter, after(&letter), COMPARED])?;
        while let Some(row) = terms.next()? {
            let term = row.get_ref(0)?.as_str()?;
            // Bytes first: a word of so many letters has at most four times as many bytes.
            if term.len() + reach < long || term.len() > 4 * (long + reach) || term.chars().count().abs_diff(long) > reach {
                continue;
            }
            let wrong = strsim::osa_distance(word, term);
            if wrong <= reach && !term.contains(|c: char| c.is_ascii_digit()) {
                near.push((wrong, Reverse(row.get::<_, i64>(1)?), term.to_owned()));
            }
        }
    }
    near.sort();
    let least = near.first().map_or(0, |(wrong, ..)| *wrong);
    Ok(near.into_iter().take_while(|(wrong, ..)| *wrong == least).take(NEAREST).map(|(.., term)| term).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index(words: &str) -> Connection {
        let db = Connection::open_in_memory().expect("memory");
        let sql = "CREATE VIRTUAL TABLE report USING fts5 (title, outlet, sources, text, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2');
            CREATE VIRTUAL TABLE vocabulary USING fts5vocab (report, 'row');";
        db.execute_batch(sql).expect("an index");
        db.execute("INSERT INTO report (rowid, title, outlet, sources, text) VALUES (1, '', '', '', ?1)", [words]).expect("a report");
        db
    }

    #[test]
    fn slips_are_near_words() {
        let db = index("soldiers soldier shoulders evacuated casualties харків харьков kyiv 12000 killed");
        let check = |word: &str, expected: &[&str]| assert_eq!(nearest(&db, word).expect("words"), expected, "{word}");
        check("soldeirs", &["soldiers"]);
        check("solders", &["soldiers"]);
        check("soldierz", &["soldier", "soldiers"]);
        check("evaccuatid", &["evacuated"]);
        check("харкив", &["харків"]);
        check("ilkled", &[]);
        check("iklled", &["killed"]);
        check("kiev", &[]);
        check("12001", &[]);
    }

    #[test]
    fn a_word_is_found_in_a_large_vocabulary() {
        // Words of five to fourteen letters, of which a quarter begin with the letter looked for.
        let mut seed = 7_u64;
        let mut next = |below: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) % below
        };
        let mut words = String::from("evacuated ");
        for _ in 0..100_000 {
            let long = 5 + next(10);
            words.push(char::from(b'c' + next(4) as u8));
            (1..long).for_each(|_| words.push(char::from(b'a' + next(26) as u8)));
            words.push(' ');
        }
        let db = index(&words);
        assert_eq!(nearest(&db, "evacauted").expect("words"), ["evacuated"]);
    }
}
