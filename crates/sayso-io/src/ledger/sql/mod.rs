//! Questions to the ledger in SQL: read-only views with stable names, on a connection that can do nothing but read them.

mod names;
mod views;

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::time::{Duration, Instant};

use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::limits::Limit;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, ErrorCode, OpenFlags, params};
use sayso::claim::Kind;
use sayso::ledger::Held;
use sayso::ledger::judge::{Judgement, What};

use super::entry::number;
use super::error::{Error, of};
use super::judged::Told;
use super::prepare::{json, keys};
use super::stored::voice_of;
use super::view::View;
pub use views::{Shown, VIEWS, markdown};

/// The longest text or row, in bytes.
const LONGEST: i32 = 64 << 20;

/// The longest question.
const QUESTION: i32 = 1 << 20;

/// Steps of the database between two looks at the clock.
const STEPS: i32 = 20_000;

/// A cell of an answer.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the names are those of SQL")]
pub enum Value {
    Null,
    Integer(i64),
    Real(f64),
    Text(String),
}

/// Called with each row of an answer; an error ends it.
pub type Row<'t> = &'t mut dyn FnMut(Vec<Value>) -> std::io::Result<()>;

/// A connection that can only read the views.
pub struct Desk {
    db: Connection,
    path: std::path::PathBuf,
}

impl std::fmt::Debug for Desk {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Desk").field("path", &self.path).finish_non_exhaustive()
    }
}

impl View<'_> {
    /// Opens the views of what the ledger knew. Private people's names are withheld unless they are asked for.
    pub fn desk(&self, with_names: bool) -> Result<Desk, Error> {
        let path = &self.ledger.path;
        let open = || {
            let mut db = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
            db.busy_timeout(Duration::from_secs(10))?;
            db.pragma_update(None, "trusted_schema", false)?;
            db.pragma_update(None, "cell_size_check", true)?;
            names::register(&db, self, with_names)?;
            db.execute_batch(TABLES)?;
            self.lay(&db)?;
            let key = key();
            for view in VIEWS {
                let (name, query) = (view.name, views::query(view, self.upto));
                db.execute_batch(&format!(
                    "CREATE TEMP VIEW {key}{name} AS {query}; CREATE TEMP VIEW {name} AS SELECT * FROM temp.{key}{name};"
                ))?;
            }
            db.pragma_update(None, "query_only", true)?;
            db.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
            db.set_limit(Limit::SQLITE_LIMIT_LENGTH, LONGEST)?;
            db.set_limit(Limit::SQLITE_LIMIT_SQL_LENGTH, QUESTION)?;
            let hidden = hidden(&db)?;
            db.authorizer(Some(move |asked: AuthContext<'_>| allow(&asked, &key, &hidden)))?;
            Ok(db)
        };
        open().map(|db| Desk { db, path: path.clone() }).map_err(of(path))
    }

    /// Lays what people said beside what was read.
    fn lay(&self, db: &Connection) -> rusqlite::Result<()> {
        for judgement in self.judged() {
            told(db, judgement, self.undone(judgement.seq))?;
            if let (None, Some(claim)) = (self.undone(judgement.seq), judgement.what.claim()) {
                db.execute("INSERT OR IGNORE INTO judged_id (id) VALUES (?1)", [claim])?;
            }
        }
        let mut judged = db.prepare("SELECT id FROM judged_id ORDER BY id")?;
        for id in judged.query_map([], |row| row.get::<_, String>(0))? {
            let id = id?;
            if let Some(accepted) = self.judgements().accepted(&id) {
                db.execute("INSERT INTO accepted (id, \"by\") VALUES (?1, ?2)", [&id, &accepted.by])?;
            }
            for claim in self.claim(&id).unwrap_or_default() {
                self.file(db, &claim)?;
            }
        }
        Ok(())
    }

    /// Files a claim as people left it.
    fn file(&self, db: &Connection, claim: &Held) -> rusqlite::Result<()> {
        let place = |at: usize| i64::try_from(at).unwrap_or(i64::MAX);
        let (per, currency, unit) = match &claim.kind {
            Kind::Rate { per } => (Some(per.as_str()), None, claim.unit.as_deref()),
            Kind::Money { currency } => (None, currency.as_deref(), claim.unit.as_deref()),
            Kind::Measure { unit } => (None, None, Some(unit.as_str())),
            Kind::Count | Kind::Share | Kind::Change => (None, None, claim.unit.as_deref()),
        };
        let date = |date: Option<sayso::report::Date>| date.map(|date| date.to_string());
        let (from, to) = claim.period.map_or((None, None), |period| (date(period.from), date(period.to)));
        let chain = String::from_utf8(json(&claim.say_so.iter().map(voice_of).collect::<Vec<_>>())).unwrap_or_default();
        let was = |kept: &sayso::ledger::Correction| format!("{} (was {}) by {}", kept.field, kept.was.as_deref().unwrap_or("-"), kept.by);
        let corrected = Some(claim.corrected.iter().map(was).collect::<Vec<_>>().join("; ")).filter(|words| !words.is_empty());
        let digits = |value: Option<rust_decimal::Decimal>| value.map(|value| value.normalize().to_string());
        db.prepare_cached(FILE)?.execute(params![
            number(claim.report),
            claim.id,
            number(claim.reading),
            place(claim.start),
            place(claim.end),
            claim.text,
            digits(claim.low),
            digits(claim.high),
            claim.quantifier.name(),
            claim.hedge,
            claim.kind.name(),
            per,
            currency,
            unit,
            claim.counted,
            claim.measure,
            claim.offence,
            claim.side,
            claim.place,
            from,
            to,
            claim.stance.name(),
            claim.zone.name(),
            claim.repeat_of.map(place),
            claim.part_of.map(place),
            claim.base.map(place),
            keys(&self.ledger.words, claim).1,
            chain,
            corrected,
        ])?;
        Ok(())
    }
}

const TABLES: &str = r#"CREATE TEMP TABLE told (entry INTEGER PRIMARY KEY, at TEXT, "by" TEXT, why TEXT, judgement TEXT, claim TEXT, field TEXT, value TEXT, a TEXT,
        b TEXT, series TEXT, undone_by INTEGER);
    CREATE TEMP TABLE judged_id (id TEXT PRIMARY KEY);
    CREATE TEMP TABLE accepted (id TEXT PRIMARY KEY, "by" TEXT);
    CREATE TEMP TABLE judged_claim (report INTEGER, id TEXT, reading INTEGER, start INTEGER, "end" INTEGER, text TEXT, low TEXT, high TEXT, quantifier TEXT,
        hedge TEXT, kind TEXT, per TEXT, currency TEXT, unit TEXT, counted TEXT, measure TEXT, offence TEXT, side TEXT, place TEXT, since TEXT, "to" TEXT,
        stance TEXT, zone TEXT, repeat_of INTEGER, part_of INTEGER, base INTEGER, series INTEGER, say_so TEXT, corrected TEXT);"#;

const FILE: &str = "INSERT INTO judged_claim VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23,
    ?24, ?25, ?26, ?27, ?28, ?29)";

fn told(db: &Connection, judgement: &Judgement, undone: Option<u64>) -> rusqlite::Result<()> {
    let Judgement { seq, at, by, why, what } = judgement;
    let Told { claim, field, value, a, b, series, low, high, .. } = Told::new(by, why.as_deref(), what);
    let bounds = || (low.is_some() || high.is_some()).then(|| format!("{}..{}", low.unwrap_or_default(), high.unwrap_or_default()));
    let value = if matches!(what, What::Recommend { .. }) { bounds() } else { value };
    db.execute(
        "INSERT INTO told VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        params![number(*seq), at, by, why, what.name(), claim, field, value, a, b, series, undone.map(number)],
    )?;
    Ok(())
}

/// How the names of the views begin that may read what is hidden. A question could give a part of its own the name of a known view, and would be taken for it;
/// this name it cannot know.
fn key() -> String {
    format!("sayso_{:016x}_", RandomState::new().build_hasher().finish())
}

/// The tables behind the views.
fn hidden(db: &Connection) -> rusqlite::Result<Vec<String>> {
    let sql = "SELECT lower(name) FROM main.sqlite_schema UNION SELECT lower(name) FROM temp.sqlite_schema WHERE type != 'view'";
    let names = db.prepare(sql)?.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>()?;
    Ok(names.into_iter().filter(|name| !is_view(name)).collect())
}

fn is_view(name: &str) -> bool {
    VIEWS.iter().any(|view| view.name.eq_ignore_ascii_case(name))
}

/// Only the views are read, and what stands behind them only through them.
fn allow(asked: &AuthContext<'_>, key: &str, hidden: &[String]) -> Authorization {
    let listed = |table: &str| is_view(table) || table.starts_with(key) || matches!(table, "json_each" | "json_tree");
    let through = asked.accessor.is_some_and(|accessor| accessor.starts_with(key));
    let allowed = match asked.action {
        AuthAction::Select | AuthAction::Recursive => true,
        // A table of which no column is read ("count(*)") goes by the name that was asked for, and so does what the question itself defines.
        AuthAction::Read { table_name, column_name: "" } if asked.database_name != Some("main") => {
            let name = table_name.to_lowercase();
            through || !hidden.contains(&name) && !name.starts_with("sqlite_") && !name.starts_with("pragma_")
        }
        AuthAction::Read { table_name, .. } => through || listed(table_name) && asked.database_name != Some("main"),
        AuthAction::Function { function_name } => through || !forbidden(function_name),
        _ => false,
    };
    if allowed { Authorization::Allow } else { Authorization::Deny }
}

/// Functions that reach out of the database, or make the same question give another answer.
fn forbidden(function: &str) -> bool {
    matches!(function, "load_extension" | "random" | "randomblob" | "fts3_tokenizer") || function.starts_with("sayso_")
}

impl Desk {
    /// Asks, and hands over each row; gives the names of the columns first.
    pub fn ask(
        &mut self,
        question: &str,
        patience: Duration,
        head: &mut dyn FnMut(Vec<String>) -> std::io::Result<()>,
        row: Row<'_>,
    ) -> Result<(), Error> {
        let deadline = Instant::now() + patience;
        self.db.progress_handler(STEPS, Some(move || Instant::now() > deadline)).map_err(of(&self.path))?;
        let told = |error: rusqlite::Error| self.words(&error, patience);
        let failed = |error: std::io::Error| Error::told(&self.path, error.to_string());
        let mut ask = self.db.prepare(question).map_err(told)?;
        let names = ask.column_names().map(str::to_owned).collect::<Vec<_>>();
        let width = names.len();
        if !ask.readonly() || width == 0 {
            return Err(Error::told(&self.path, "a question is wanted, as SELECT ... FROM claims; nothing can be written here"));
        }
        head(names).map_err(failed)?;
        let mut rows = ask.query([]).map_err(told)?;
        while let Some(found) = rows.next().map_err(told)? {
            let cells = (0..width).map(|at| found.get_ref(at).map(value)).collect::<rusqlite::Result<Vec<_>>>().map_err(told)?;
            row(cells).map_err(failed)?;
        }
        Ok(())
    }

    /// What the database says, for whoever asked.
    fn words(&self, error: &rusqlite::Error, patience: Duration) -> Error {
        let words = match error.sqlite_error_code() {
            Some(ErrorCode::OperationInterrupted) => {
                format!("no answer within {} seconds; ask for less, or --timeout gives it more", patience.as_secs())
            }
            Some(ErrorCode::AuthorizationForStatementDenied) => {
                "only SELECT on the views is possible here; `sayso sql --views` lists them".to_owned()
            }
            _ => {
                let said = error.to_string();
                let hint = if said.contains("no such") { "; `sayso sql --views` lists views and columns" } else { "" };
                format!("{}{hint}", crate::clean::line(&said))
            }
        };
        Error::told(&self.path, words)
    }
}

fn value(cell: ValueRef<'_>) -> Value {
    match cell {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => Value::Integer(number),
        ValueRef::Real(number) => Value::Real(number),
        ValueRef::Text(bytes) => Value::Text(String::from_utf8_lossy(bytes).into_owned()),
        ValueRef::Blob(bytes) => Value::Text(crate::wire::hex(bytes)),
    }
}
