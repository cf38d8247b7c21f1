//! Any bytes at all, read as a report: no panic, and every span of a claim lies in the text.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use sayso::read::{Config, Lang, read};
use sayso::report::{Date, Report};
use sayso::view::notation;

static ENGLISH: LazyLock<Lang> = LazyLock::new(Lang::english);

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let report = Report { id: "fuzz".to_owned(), text, outlet: Some("Outlet".to_owned()), published: Date::day(2025, 6, 25), ..Report::default() };
    let claims = read(&ENGLISH, &report, &Config { all: true });
    for claim in &claims {
        assert!(report.text.get(claim.span.clone()).is_some_and(|words| !words.is_empty()));
        assert!(report.text.get(claim.sentence.clone()).is_some());
        let phrases = [claim.counted.as_ref(), claim.place.as_ref()].into_iter().flatten().filter_map(|phrase| phrase.span.clone());
        for span in claim.hedge.iter().cloned().chain(phrases).chain(claim.say_so.iter().filter_map(|link| link.span.clone())) {
            assert!(report.text.get(span).is_some());
        }
        assert!(!notation::line(&report, &claims, claim).is_empty());
    }
});
