//! Laws that hold for any text, hostile or ours.

use std::sync::LazyLock;

use proptest::prelude::*;
use sayso::claim::Claim;
use sayso::read::{Config, Lang, read};
use sayso::report::{Date, Report};

static ENGLISH: LazyLock<Lang> = LazyLock::new(Lang::english);

/// Words of ours that the stages look for, with marks and odd characters between them.
const SOUP: [&str; 96] = [
    "at",
    "least",
    "4,000",
    "soldiers",
    "killed",
    "and",
    "wounded",
    "40,000-45,000",
    "two",
    "million",
    "dozens",
    "of",
    "hundreds",
    "thousands",
    "a",
    "quarter",
    "tenfold",
    "400",
    "percent",
    "%",
    "per",
    "month",
    "each",
    "respectively",
    "whom",
    "including",
    "another",
    "12",
    "children",
    ",",
    ".",
    "\n",
    "\n\n",
    "\"",
    "“",
    "”",
    "’s",
    "'s",
    "(",
    ")",
    "—",
    "-",
    "$1.5",
    "billion",
    "€",
    "said",
    "says",
    "according",
    "to",
    "the",
    "ministry",
    "he",
    "added",
    "Reuters",
    "reported",
    "that",
    "Ukrainian",
    "Russian",
    "Russia",
    "Ukraine",
    "Moscow",
    "Hamas",
    "Israeli",
    "since",
    "March",
    "2025",
    "last",
    "June",
    "in",
    "past",
    "day",
    "years",
    "old",
    "aged",
    "18",
    "third",
    "brigade",
    "Su-35",
    "155",
    "mm",
    "0",
    "1",
    "one",
    "no",
    "half",
    "%%",
    "1,2,3",
    "3.4.5",
    "99999999999999999999999999999999",
    "000",
    "½",
    "١٢",
    "e\u{301}",
    "\u{feff}",
    "\u{202e}",
    "😀",
];

fn report(text: &str) -> Report {
    Report {
        id: "law".to_owned(),
        text: text.to_owned(),
        outlet: Some("Outlet".to_owned()),
        published: Date::day(2025, 6, 25),
        ..Report::default()
    }
}

fn all(text: &str) -> Vec<Claim> {
    read(&ENGLISH, &report(text), &Config { all: true })
}

fn soup() -> impl Strategy<Value = String> {
    let word = prop_oneof![8 => prop::sample::select(SOUP.to_vec()).prop_map(str::to_owned), 1 => "\\PC{0,6}", 1 => "[0-9]{1,9}"];
    prop::collection::vec((word, prop::sample::select(vec![" ", " ", " ", " ", "", "\n", "  "])), 0..120)
        .prop_map(|words| words.iter().map(|(word, space)| format!("{word}{space}")).collect())
}

/// Sentences as reports write them, from a grammar of our own.
fn sentence() -> impl Strategy<Value = String> {
    let who = prop::sample::select(vec![
        "The Defence Ministry said",
        "According to Mediazona,",
        "Officials in Kyiv claimed that",
        "He added that",
        "",
    ]);
    let hedge = prop::sample::select(vec!["", "at least ", "more than ", "up to ", "nearly ", "about ", "between 200 and "]);
    let value = prop_oneof![
        (1u32..3_000_000).prop_map(|value| value.to_string()),
        (1u32..900, 0u32..1000).prop_map(|(high, low)| format!("{high},{low:03}")),
        (1u32..900, 1u32..10).prop_map(|(whole, tenth)| format!("{whole}.{tenth} million")),
        prop::sample::select(vec![
            "two million",
            "dozens",
            "hundreds of thousands",
            "forty-two",
            "three hundred and five",
            "40,000-45,000",
            "a quarter"
        ])
        .prop_map(str::to_owned),
    ];
    let what = prop::sample::select(vec![
        "soldiers were killed",
        "people fled",
        "Ukrainian drones were shot down",
        "Russian servicemen deserted",
        "cases were opened",
    ]);
    let when = prop::sample::select(vec!["", " in the past day", " since March", " last June", " in 2024", " on 3 May 2025"]);
    (who, hedge, value, what, when)
        .prop_map(|(who, hedge, value, what, when)| format!("{who} {hedge}{value} {what}{when}.").trim_start().to_owned())
}

/// Every span of a claim lies in the text, on character boundaries.
fn spans_lie_in(text: &str, claims: &[Claim]) {
    for claim in claims {
        let phrases = [claim.counted.as_ref(), claim.place.as_ref()].into_iter().flatten().filter_map(|phrase| phrase.span.clone());
        let links = claim.say_so.iter().filter_map(|link| link.span.clone());
        for span in [claim.span.clone(), claim.sentence.clone()].into_iter().chain(claim.hedge.clone()).chain(phrases).chain(links) {
            assert!(text.get(span.clone()).is_some_and(|words| !words.is_empty()), "{span:?} of {text:?}");
        }
        assert!(
            claim.sentence.start <= claim.span.start && claim.span.end <= claim.sentence.end,
            "{:?} outside of {:?} in {text:?}",
            claim.span,
            claim.sentence
        );
        for other in [claim.repeat_of, claim.part_of, claim.base].into_iter().flatten() {
            assert!(claims.iter().any(|claim| claim.span.start == other), "no claim starts at {other} in {text:?}");
        }
    }
    assert!(claims.is_sorted_by_key(|claim| claim.span.start), "claims are in text order");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_and_every_span_lies_in_it(text in "\\PC*") {
        spans_lie_in(&text, &all(&text));
    }

    #[test]
    fn our_words_in_any_order_are_read(text in soup()) {
        spans_lie_in(&text, &all(&text));
    }

    #[test]
    fn reading_twice_is_reading_once(text in soup(), other in sentence()) {
        let first = all(&text);
        let unrelated = all(&other);
        prop_assert_eq!(&first, &all(&text));
        prop_assert_eq!(unrelated, all(&other));
    }

    #[test]
    fn the_words_of_a_figure_read_to_its_value(text in prop::collection::vec(sentence(), 1..4)) {
        let text = text.join(" ");
        for claim in all(&text).iter().filter(|claim| claim.not.is_none()) {
            let words = &text[claim.span.clone()];
            // "200 and 300" is a range after "between" alone, which is no part of the numeral.
            let same = |words: &str| all(words).iter().any(|one| (one.low, one.high) == (claim.low, claim.high));
            prop_assert!(same(words) || same(&format!("between {words}")), "{words:?} of {text:?} does not read to {:?}-{:?}", claim.low, claim.high);
        }
    }
}
