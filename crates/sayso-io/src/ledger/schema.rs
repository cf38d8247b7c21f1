//! The tables, and how an older file becomes a newer one.

use rusqlite::{Connection, TransactionBehavior};

/// Marks a file as a ledger ("Says").
const APPLICATION: i64 = 0x5361_7973;

/// Each step takes a file from the version that is its place in the list to the next.
const STEPS: [&str; 3] = [include_str!("schema.sql"), include_str!("original.sql"), include_str!("watch.sql")];

/// What a file turns out to be.
pub(super) enum State {
    /// A ledger, now with the tables of this program.
    Ready,
    /// Something else.
    Foreign,
    /// A ledger of a later program.
    Newer(i64),
}

/// Makes the tables, or brings them up to date, in one transaction. Two programs may try at once.
pub(super) fn migrate(db: &mut Connection) -> rusqlite::Result<State> {
    let number = |db: &Connection, name: &str| db.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let whole = i64::try_from(STEPS.len()).expect("few steps");
    let (application, version) = (number(db, "application_id")?, number(db, "user_version")?);
    if application == APPLICATION && version == whole {
        return Ok(State::Ready);
    }
    if application == APPLICATION && version > whole {
        return Ok(State::Newer(version));
    }
    let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let version = number(&tx, "user_version")?;
    let fresh = number(&tx, "application_id")? == 0
        && version == 0
        && tx.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0))? == 0;
    if !fresh && number(&tx, "application_id")? != APPLICATION {
        return Ok(State::Foreign);
    }
    for step in STEPS.iter().skip(usize::try_from(version).unwrap_or_default()) {
        tx.execute_batch(step)?;
    }
    tx.pragma_update(None, "application_id", APPLICATION)?;
    tx.pragma_update(None, "user_version", whole)?;
    tx.commit()?;
    Ok(State::Ready)
}
