//! Bytes in, tables out: reports from files, folders and streams; claims as JSON Lines, CSV and a table to read.

pub mod clean;
pub mod fetch;
pub mod html;
pub mod input;
pub mod original;
mod passage;
pub mod wire;
pub mod ledger;
pub mod intake;
pub mod figures;
pub mod sheet;
pub mod table;
pub mod draw;
pub mod export;
