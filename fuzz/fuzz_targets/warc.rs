//! Any bytes as a web archive, and what lies in it as reports.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../intake.rs"]
mod intake;

fuzz_target!(|bytes: &[u8]| intake::all("crawl.warc", bytes));
