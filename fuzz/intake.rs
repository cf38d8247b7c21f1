//! Bytes under a name, taken in as `sayso text` does: nothing panics, and every mark lies in its text.

use sayso_io::input::{Given, Place, Told, raws_of, report};

/// Takes all of it in.
pub fn all(name: &str, bytes: &[u8]) {
    let place = Place { file: name.into(), line: None };
    for raw in raws_of(place, bytes.to_vec(), Told::default(), None) {
        let Ok(raw) = raw else { continue };
        let Some(report) = report(raw, &Given::default()).report else { continue };
        let mut end = 0;
        for mark in &report.marks {
            assert!(end <= mark.span.start && report.text.get(mark.span.clone()).is_some(), "{:?} of {:?}", mark.span, report.text);
            end = mark.span.end;
        }
        assert!(!report.text.trim().is_empty());
    }
}
