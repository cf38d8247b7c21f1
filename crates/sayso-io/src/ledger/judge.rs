//! Judging: what is meant by a name, whether a judgement can be, and its entry.

use rusqlite::params;
use sayso::ledger::Held;
use sayso::ledger::judge::{self, Judgement, Judgements, Node, Pick, What};

use super::entry::number;
use super::error::{Error, of};
use super::judged::{Told, Undo};
use super::prepare;
use super::store::Ledger;
use super::view::View;

/// The shortest beginning of an id that stands for it.
const SHORTEST: usize = 6;

/// As many are named where a beginning fits several.
const NAMED: usize = 5;

impl Ledger {
    /// Appends a judgement, once it is sure that it can be: what it is about is there, a correction has a field and value of the wire.
    pub fn judge(&mut self, at: &str, by: &str, why: Option<&str>, what: &What) -> Result<u64, Error> {
        if let What::Correct { claim, field, value } = what {
            let view = self.view(None)?;
            for held in view.as_read(claim)? {
                let now = view.judgements().correct(held);
                judge::corrected(&self.words, &now, field, value.as_deref()).map_err(|why| Error::told(&self.path, why))?;
            }
        }
        if let What::Comment { field: Some(field), .. } = what
            && judge::Field::named(field).is_none()
        {
            return Err(Error::told(&self.path, format!("there is no field `{field}` to comment on; there are {}", judge::Field::names())));
        }
        self.append(at, "judgement", &Told::new(signed(by, self)?, why, what))
    }

    /// Appends an undo of an alias, a judgement or another undo.
    pub fn undo(&mut self, at: &str, by: &str, why: Option<&str>, entry: u64) -> Result<u64, Error> {
        let view = self.view(None)?;
        let kind = view.kind(entry)?;
        if !matches!(kind.as_deref(), Some("alias" | "judgement" | "undo")) {
            let what =
                kind.map_or("there is no such entry".to_owned(), |kind| format!("it is a {kind}, and only what people said can be undone"));
            return Err(Error::told(&self.path, format!("entry {entry}: {what}; `sayso judgements` lists what can be")));
        }
        if let Some(undo) = view.undone(entry) {
            return Err(Error::told(
                &self.path,
                format!("entry {entry} is undone already, by entry {undo}; undo that one to have it back"),
            ));
        }
        let by = signed(by, self)?.to_owned();
        self.append(at, "undo", &Undo { entry, by, why: why.map(str::to_owned) })
    }
}

/// No judgement without a name.
fn signed<'n>(by: &'n str, ledger: &Ledger) -> Result<&'n str, Error> {
    Some(by.trim()).filter(|by| !by.is_empty()).ok_or_else(|| Error::told(&ledger.path, "a judgement needs the name of who made it"))
}

impl View<'_> {
    /// The judgements that stand.
    pub const fn judgements(&self) -> &Judgements {
        &self.judged.standing
    }

    /// Every judgement, also those undone.
    pub fn judged(&self) -> &[Judgement] {
        &self.judged.told
    }

    /// The undo that took an entry away.
    pub fn undone(&self, entry: u64) -> Option<u64> {
        self.judged.undone.get(&entry).copied()
    }

    /// The entries of a kind that no undo took away, in order.
    pub fn standing(&self, kind: &str) -> Result<Vec<super::Entry>, Error> {
        let mut entries = self.entries(kind)?;
        entries.retain(|entry| self.undone(entry.seq).is_none());
        Ok(entries)
    }

    /// The claim whose id begins so.
    pub fn claim_named(&self, beginning: &str) -> Result<String, Error> {
        let found = self.claims_beginning(beginning)?;
        let what = |id: &String| {
            let text = self.as_read(id).ok().and_then(|held| held.into_iter().next());
            text.map_or_else(|| id.clone(), |held| format!("{id} ({} {})", held.text, held.counted.unwrap_or(held.measure)))
        };
        self.one("claim", beginning, found, what)
    }

    /// The series whose id begins so.
    pub fn series_named(&self, beginning: &str) -> Result<String, Error> {
        let found = match range(beginning, 12) {
            None => Vec::new(),
            Some((first, last)) => self.ids(
                "SELECT id FROM series WHERE id BETWEEN ?1 AND ?2 ORDER BY id LIMIT 6",
                params![prepare::number(&first), prepare::number(&last)],
                |row| row.get(0).map(prepare::id),
            )?,
        };
        // One that only corrected claims belong to has no row.
        let found = if found.is_empty() && !self.series(beginning)?.is_empty() { vec![beginning.to_owned()] } else { found };
        self.one("series", beginning, found, Clone::clone)
    }

    /// The claim or report that a name means: a report's name, its digest or entry, or the id of a claim.
    pub fn node_named(&self, name: &str) -> Result<Node, Error> {
        let upto = number(self.upto);
        let digests = |sql: &str| self.ids(sql, params![upto, name], |row| row.get(0));
        let named = digests(
            "SELECT digest FROM report WHERE seq <= ?1 AND id = ?2 UNION SELECT digest FROM copy JOIN report ON report.seq = copy.report WHERE copy.seq <= ?1 AND copy.id = ?2",
        )?;
        if !named.is_empty() {
            return self.one("report", name, named, |digest| format!("digest {digest}")).map(Node::Report);
        }
        let entry = digests("SELECT digest FROM report WHERE seq <= ?1 AND CAST(seq AS TEXT) = ?2")?;
        if let Some(digest) = entry.into_iter().next() {
            return Ok(Node::Report(digest));
        }
        let claims = self.claims_beginning(name)?;
        let reports = match range(name, 32) {
            None => Vec::new(),
            Some((first, last)) => self.ids(
                "SELECT digest FROM report WHERE seq <= ?1 AND digest BETWEEN ?2 AND ?3 ORDER BY digest LIMIT 6",
                params![upto, first, last],
                |row| row.get(0),
            )?,
        };
        let nodes = claims.into_iter().map(Node::Claim).chain(reports.into_iter().map(Node::Report)).collect();
        self.one("claim or report", name, nodes, |node| match node {
            Node::Claim(id) => format!("claim {id}"),
            Node::Report(digest) => format!("report {digest}"),
        })
    }

    /// What is recommended by a claim's id, or by a value or span.
    pub fn pick_named(&self, name: &str) -> Result<Pick, Error> {
        let whole = name.len() == 20 && !self.claims_beginning(name)?.is_empty();
        match judge::bounds(name).filter(|_| !whole) {
            Some((low, high)) => Ok(Pick::Bounds { low, high }),
            None => self.claim_named(name).map(Pick::Claim),
        }
    }

    /// Every claim with this id as any reading gave it, the latest first: also what was rejected, corrected, or read again since.
    pub fn as_read(&self, id: &str) -> Result<Vec<Held>, Error> {
        let mut read = self.ever(id)?;
        read.reverse();
        Ok(read)
    }

    fn claims_beginning(&self, beginning: &str) -> Result<Vec<String>, Error> {
        let Some((first, last)) = range(beginning, 20) else { return Ok(Vec::new()) };
        let sql = "SELECT DISTINCT id FROM claim WHERE reading <= ?1 AND id BETWEEN ?2 AND ?3 ORDER BY id LIMIT 6";
        self.ids(sql, params![number(self.upto), first, last], |row| row.get(0))
    }

    /// The one thing that was meant; an error names the candidates.
    fn one<T>(&self, what: &str, name: &str, mut found: Vec<T>, words: impl Fn(&T) -> String) -> Result<T, Error> {
        let told = |words: String| Error::told(&self.ledger.path, words);
        let shown = crate::clean::line(name).into_owned();
        match found.len() {
            0 if name.len() < SHORTEST => Err(told(format!("no {what} `{shown}`; of an id at least {SHORTEST} characters are needed"))),
            0 => Err(told(format!("no {what} `{shown}`; `--format jsonl` of `sayso series`, or `sayso sql`, shows the ids"))),
            1 => found.pop().ok_or_else(|| told(String::new())),
            count => {
                let names = found.iter().take(NAMED).map(words).collect::<Vec<_>>().join(", ");
                let more = if count > NAMED { ", ..." } else { "" };
                Err(told(format!("`{shown}` may be more than one {what}: {}{more}", crate::clean::line(&names))))
            }
        }
    }

    fn ids(
        &self,
        sql: &str,
        with: &[&dyn rusqlite::ToSql],
        id: impl FnMut(&rusqlite::Row<'_>) -> rusqlite::Result<String>,
    ) -> Result<Vec<String>, Error> {
        let told = of(&self.ledger.path);
        let mut find = self.ledger.db.prepare_cached(sql).map_err(&told)?;
        let rows = find.query_map(with, id).map_err(&told)?;
        rows.collect::<rusqlite::Result<Vec<_>>>().map_err(&told)
    }

    fn kind(&self, entry: u64) -> Result<Option<String>, Error> {
        let sql = "SELECT kind FROM entry WHERE seq = ?1 AND seq <= ?2";
        Ok(self.ids(sql, params![number(entry), number(self.upto)], |row| row.get(0))?.pop())
    }
}

/// The first and the last id of so many hexadecimal digits that begin so; none for what is too short or no id.
fn range(beginning: &str, digits: usize) -> Option<(String, String)> {
    let id = beginning.len() >= SHORTEST && beginning.len() <= digits && beginning.bytes().all(|byte| byte.is_ascii_hexdigit());
    let lower = beginning.to_ascii_lowercase();
    id.then(|| (format!("{lower:0<digits$}"), format!("{lower:f<digits$}")))
}
