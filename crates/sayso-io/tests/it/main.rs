//! Tests of the formats: what comes in, and how claims go out.

mod fetch;
mod formats;
mod archives;
mod intake;
mod judged;
mod laws;
#[cfg(feature = "pdf")]
mod pdf;
mod print;
mod server;
mod sql;
