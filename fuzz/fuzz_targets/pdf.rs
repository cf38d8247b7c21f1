//! Any bytes as a PDF. Needs `--features pdf`.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../intake.rs"]
mod intake;

fuzz_target!(|bytes: &[u8]| intake::all("report.pdf", bytes));
