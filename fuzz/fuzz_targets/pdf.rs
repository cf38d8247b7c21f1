//! Any bytes as a PDF. Needs `--features pdf`.
//!
//! The library that reads them panics on some. It runs where that is caught, so that only panics of ours, and those that nobody catches, are faults here.
#![no_main]

use std::panic::{set_hook, take_hook};
use std::sync::Once;

use libfuzzer_sys::fuzz_target;

#[path = "../intake.rs"]
mod intake;

static HOOK: Once = Once::new();

fuzz_target!(|bytes: &[u8]| {
    HOOK.call_once(|| {
        // The fuzzer's own ends the program at every panic, caught or not.
        let end = take_hook();
        set_hook(Box::new(move |panic| {
            if panic.location().is_none_or(|at| at.file().contains("crates/sayso") || at.file().contains("fuzz/")) {
                end(panic);
            }
        }));
    });
    intake::all("report.pdf", bytes);
});
