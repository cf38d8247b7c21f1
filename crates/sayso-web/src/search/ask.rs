//! What is looked for, in words and phrases. What the index is asked is made from the tokens of these alone, so that nothing of its own language gets through.

use rusqlite::Connection;

use super::TOKENS;

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// All of these must be there.
    pub(super) parts: Vec<Part>,
}

/// A word or phrase.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Part {
    /// As it was typed.
    pub(super) typed: String,
    /// As the index has it.
    pub(super) tokens: Vec<String>,
    /// Whether its end is still open, as somebody types.
    pub(super) open: bool,
    /// Words that stand in for one that is in no report.
    pub(super) instead: Vec<String>,
}

/// The longest that is looked for, in characters, and the most words of it.
pub const LONGEST: usize = 500;
const WORDS: usize = 24;

/// What opens or closes a phrase.
const QUOTES: [char; 7] = ['"', '“', '”', '„', '«', '»', '\u{201f}'];

impl Asked {
    /// Understands what was typed.
    pub fn new(typed: &str) -> rusqlite::Result<Self> {
        let mut parts = split(typed);
        parts.truncate(WORDS);
        // The index itself tells what it makes of them.
        let db = Connection::open_in_memory()?;
        db.execute_batch(&format!(
            "CREATE VIRTUAL TABLE typed USING fts5 (words, tokenize = '{TOKENS}'); CREATE VIRTUAL TABLE token USING fts5vocab (typed, 'instance');"
        ))?;
        for (nth, part) in parts.iter().enumerate() {
            db.execute("INSERT INTO typed (rowid, words) VALUES (?1, ?2)", (i64::try_from(nth).unwrap_or_default() + 1, &part.typed))?;
        }
        let mut tokens = db.prepare(r#"SELECT doc, term FROM token ORDER BY doc, "offset""#)?;
        let mut tokens = tokens.query([])?;
        while let Some(row) = tokens.next()? {
            let nth = usize::try_from(row.get::<_, i64>(0)? - 1).unwrap_or_default();
            let term = row.get(1)?;
            parts.get_mut(nth).into_iter().for_each(|part| part.tokens.push(String::clone(&term)));
        }
        parts.retain(|part| !part.tokens.is_empty());
        Ok(Self { parts })
    }

    /// Whether nothing is looked for.
    pub const fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// What the index is asked for reports that have all of it.
    pub(super) fn all(&self) -> String {
        self.parts.iter().map(|part| format!("({})", part.expression())).collect::<Vec<_>>().join(" AND ")
    }

    /// What it is asked for places that have any of it.
    pub(super) fn any(&self) -> String {
        self.parts.iter().map(Part::expression).collect::<Vec<_>>().join(" OR ")
    }
}

impl Part {
    fn expression(&self) -> String {
        if self.instead.is_empty() {
            return format!("\"{}\"{}", self.tokens.join(" "), if self.open { " *" } else { "" });
        }
        self.instead.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(" OR ")
    }
}

/// Words and quoted phrases; the last word is open unless something follows it.
fn split(typed: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let typed = typed.replace('\0', " ");
    let pieces = typed.split(QUOTES).collect::<Vec<_>>();
    for (nth, piece) in pieces.iter().enumerate() {
        // A quote that is never closed quotes nothing.
        let quoted = nth % 2 == 1 && nth + 1 < pieces.len();
        if quoted {
            parts.push(Part { typed: (*piece).to_owned(), ..Part::default() });
        } else {
            parts.extend(piece.split_whitespace().map(|word| Part { typed: word.to_owned(), ..Part::default() }));
        }
    }
    let ended = typed.ends_with(|c: char| c.is_whitespace() || QUOTES.contains(&c));
    if let Some(last) = parts.last_mut().filter(|_| !ended) {
        last.open = true;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(typed: &str, expected: &str) {
        assert_eq!(Asked::new(typed).expect("an index in memory").all(), expected, "{typed:?}");
    }

    #[test]
    fn words_and_phrases() {
        check("killed", r#"("killed" *)"#);
        check("killed ", r#"("killed")"#);
        check("were killed", r#"("were") AND ("killed" *)"#);
        check(r#"kyiv "air raid""#, r#"("kyiv") AND ("air raid")"#);
        check("3,000", r#"("3 000" *)"#);
        check("Donétsk", r#"("donetsk" *)"#);
        check("ХАРЬКІВ ", r#"("харьків")"#);
        check("«воздушная тревога» ", r#"("воздушная тревога")"#);
        check("", "");
        check("… — !", "");
    }

    #[test]
    fn nothing_of_its_language_gets_through() {
        check("a NEAR/3 b ", r#"("a") AND ("near 3") AND ("b")"#);
        check("text:secret ", r#"("text secret")"#);
        check("{title text}:x ", r#"("title") AND ("text x")"#);
        check("a* OR NOT b^ ", r#"("a") AND ("or") AND ("not") AND ("b")"#);
        check("\"\" \" a ", r#"("a")"#);
        check("') DROP TABLE report; -- ", r#"("drop") AND ("table") AND ("report")"#);
        check("x\0y ", r#"("x") AND ("y")"#);
    }
}
