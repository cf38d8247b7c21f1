//! What holds for any bytes and any text.

use std::sync::LazyLock;

use proptest::prelude::*;
use sayso::read::{Config, Lang, read};
use sayso::report::Report;
use sayso_io::input::{Form, Given, Place, Raw, Told, report};
use sayso_io::{clean, table, wire};

static LANG: LazyLock<Lang> = LazyLock::new(Lang::english);

/// Texts in the manner of reports, with what breaks careless programs between the words.
fn texts() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        8 => prop::sample::select(vec![
            "at least", "12,400", "soldiers", "were killed", "two million", "40,000-45,000", "the ministry said.", "50 percent", "$1.5 billion", "Київ",
            "dozens", "on 3 May 2024", "«", "—", "\n\n", "\u{202e}", "\u{1b}[31m", "=1+1", "е\u{301}", "𝟗𝟗", "of them 300 children",
        ]).prop_map(str::to_owned),
        1 => any::<String>(),
    ];
    prop::collection::vec(word, 0..40).prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn positions_on_the_wire_read_the_figure_again(text in texts()) {
        let report = Report { id: "x".to_owned(), text, url: Some("https://example.org/".to_owned()), ..Report::default() };
        let claims = read(&LANG, &report, &Config { all: true });
        let chars = report.text.chars().collect::<Vec<_>>();
        let slice = |start: usize, end: usize| chars.get(start..end).map(|part| part.iter().collect::<String>());
        for claim in wire::claims(&report, &claims) {
            prop_assert_eq!(slice(claim.start, claim.end), Some(claim.text.to_owned()));
            prop_assert!(claim.sentence.start <= claim.start && claim.end <= claim.sentence.end);
            let quoted = format!("{}{}{}", claim.quote.prefix, claim.quote.exact, claim.quote.suffix);
            let before = claim.quote.prefix.chars().count();
            prop_assert_eq!(slice(claim.start - before, claim.start - before + quoted.chars().count()), Some(quoted));
            let mut line = Vec::new();
            wire::write(&mut line, &claim)?;
            let text = String::from_utf8(line)?;
            prop_assert!(text.trim_end_matches('\n').chars().all(|c| !c.is_control()));
            let again = serde_json::from_str::<serde_json::Value>(&text)?;
            prop_assert_eq!(again["text"].as_str(), Some(claim.text));
        }
    }

    #[test]
    fn no_printed_line_is_wider_than_the_screen_or_steers_it(text in texts()) {
        let report = Report { id: "x".to_owned(), text, ..Report::default() };
        let claims = read(&LANG, &report, &Config { all: true });
        let mut out = Vec::new();
        table::write(&mut out, &report, &claims, &table::Look { explain: true, ..table::Look::default() })?;
        prop_assert!(String::from_utf8(out)?.lines().all(|line| line.chars().all(|c| !c.is_control())));
    }

    #[test]
    fn any_bytes_come_in(bytes in prop::collection::vec(any::<u8>(), 0..400), json in any::<bool>()) {
        let place = Place { file: "x".into(), line: json.then_some(1) };
        let taken = report(Raw { place, bytes, form: if json { Form::Json } else { Form::Text }, told: Told::default(), read: 0 }, &Given::default());
        prop_assert!(taken.report.is_some() != taken.warnings.iter().any(|warning| warning.skipped));
    }

    #[test]
    fn cleaned_text_is_clean(text in any::<String>()) {
        let line = clean::line(&text);
        prop_assert!(line.chars().all(|c| !c.is_control()) && clean::line(&line) == line);
        prop_assert!(!clean::cell(&text).starts_with(['=', '+', '-', '@', '\t', '\r']));
    }
}
