//! Tests over the whole library: the corpus of examples, laws that hold for any text, and how the house is kept.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros, reason = "tests read the repository from disk and say what they skip")]

mod corpus;
mod house;
mod laws;
mod ledger_laws;
mod secrecy;
mod tidy;
