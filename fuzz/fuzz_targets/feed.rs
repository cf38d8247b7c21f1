//! Any bytes as a feed, and its entries as reports.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../intake.rs"]
mod intake;

fuzz_target!(|bytes: &[u8]| intake::all("feed.xml", bytes));
