//! The ledger on disk: one SQLite file, append-only.
//!
//! What was told to the ledger are its *entries*, numbered and chained by hash; nothing of them is ever changed. Every other table is a *projection*:
//! made from the entries, in the same transaction, so that a crash leaves either both or none.

mod error;
mod schema;
mod entry;
mod stored;
mod prepare;
mod project;
mod original;
mod store;
mod judged;
mod view;
mod book;
mod checked;
mod met;
mod judge;
pub mod sql;
mod verify;
mod whole;
mod watch;

pub use book::{Alike, Book, Traced};
pub use checked::{Found, checked};
pub use entry::Entry;
pub use error::Error;
pub use met::{Met, is_public, met, stands};
pub use original::Original;
pub use prepare::{Prepared, prepare, prepare_table};
pub use store::{Added, Known, Ledger};
pub use stored::{
    Citation as StoredCitation, Claim as StoredClaim, Mark as StoredMark, Report as StoredReport, Span as StoredSpan, Voice as StoredVoice,
};
pub use verify::Verified;
pub use view::{Take, Tie, View};
pub use watch::Watched;
pub use whole::Moved;
