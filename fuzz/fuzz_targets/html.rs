//! Any bytes as a web page: no panic, no abort, marks that lie in the text in order, and the same page twice.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sayso_io::html::{Hint, page};

fuzz_target!(|bytes: &[u8]| {
    let hint = Hint { url: Some("https://example.org/2025/06/25/toll".to_owned()), ..Hint::default() };
    let Ok(first) = page(bytes, &hint) else { return };
    let mut end = 0;
    for block in &first.blocks {
        assert!(end <= block.span.start && first.text.get(block.span.clone()).is_some(), "{:?} of {:?}", block.span, first.text);
        end = block.span.end;
    }
    assert_eq!(page(bytes, &hint).as_ref(), Ok(&first));
});
