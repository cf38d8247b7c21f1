//! How times are found, word by word.

use super::*;
use crate::report::Report;

/// What is found, as `words = sense from..to`, a line each.
fn check(published: &str, text: &str, expected: &[&str]) {
    let mut problems = Vec::new();
    let words = Words::new("en", &mut problems);
    assert!(problems.is_empty(), "{problems:?}");
    let report = Report { text: text.to_owned(), published: Date::parse(published), ..Report::default() };
    let page = Page::new(&report);
    let date = |date: Option<Date>| date.map(|date| date.to_string()).unwrap_or_default();
    let shown = find(&words, &page).into_iter().map(|time| {
        let period = time.period.map_or_else(|| "open".to_owned(), |period| format!("{}..{}", date(period.from), date(period.to)));
        format!("{} = {:?} {period}", page.slice(time.tokens), time.sense)
    });
    assert_eq!(shown.collect::<Vec<_>>(), expected, "{text}");
}

#[test]
fn absolute_dates() {
    check(
        "2025-06-25",
        "On June 25, 2024 and 3 May 2023.",
        &["June 25, 2024 = Date 2024-06-25..2024-06-25", "3 May 2023 = Date 2023-05-03..2023-05-03"],
    );
    check("2025-06-25", "From March to May 2023 they fought.", &["From March to May 2023 = Date 2023-03..2023-05"]);
    check("2025-06-25", "In late 2024, in 2,000 areas, 1999 soldiers.", &["late 2024 = Date 2024..2024"]);
    check("2025-06-25", "It rose by the end of 2022.", &["by the end of 2022 = Until ..2022-12"]);
    check("2025-06-25", "In the summer of 2021.", &["the summer of 2021 = Date 2021-06..2021-08"]);
    check("2025-06-25", "Aid for 2014-2021 and 2022-23.", &["2014-2021 = Date 2014..2021", "2022-23 = Date 2022..2023"]);
}

#[test]
fn relative_dates() {
    check("2025-06-25", "It was reported last June.", &["last June = Date 2024-06..2024-06"]);
    check(
        "2025-06-25",
        "He said on Monday that 3 died overnight.",
        &["Monday = Date 2025-06-23..2025-06-23", "overnight = Date 2025-06-22..2025-06-23"],
    );
    check(
        "2025-06-25",
        "They met two days ago, a month later.",
        &["two days ago = Date 2025-06-23..2025-06-23", "a month later = Date open"],
    );
    check("2025-06-25", "The strike overnight into Sunday.", &["overnight into Sunday = Date 2025-06-21..2025-06-22"]);
    check("2025-06-25", "Losses over the past 24 hours.", &["the past 24 hours = Date 2025-06-24..2025-06-25"]);
}

#[test]
fn stretches() {
    check("2025-06-25", "Since September 2022 it grew.", &["Since September 2022 = Since 2022-09.."]);
    check(
        "2025-06-25",
        "Dead since the conflict began in February 2022.",
        &["since the conflict began in February 2022 = Since 2022-02.."],
    );
    check(
        "2025-06-25",
        "Ukraine lost men since the start of the war, Russian officials in Moscow said.",
        &["since the start of the war = Since 2022-02-24.."],
    );
}

#[test]
fn joined_ends_and_then() {
    check("2025-06-25", "Polled between May 16 and 19.", &["between May 16 and 19 = Date 2025-05-16..2025-05-19"]);
    check(
        "2025-06-25",
        "It began in May 2024. Forty died since then.",
        &["May 2024 = Date 2024-05..2024-05", "since then = Since 2024-05.."],
    );
    check(
        "2025-06-25",
        "It came on Saturday, a day after two died.",
        &["Saturday = Date 2025-06-21..2025-06-21", "a day = Date 2025-06-20..2025-06-20"],
    );
    check("2024-11-25", "The largest since World War II.", &["since World War II = Since open"]);
    check("2024-11-25", "Hamas and Israel fight in Gaza since October 7.", &["since October 7 = Since 2023-10-07.."]);
}

#[test]
fn days_of_a_story() {
    check(
        "2025-06-25",
        "On 28 February 2022 it began. On 3 March two died. The next day six did.",
        &[
            "28 February 2022 = Date 2022-02-28..2022-02-28",
            "3 March = Date 2022-03-03..2022-03-03",
            "The next day = Date 2022-03-04..2022-03-04",
        ],
    );
    check(
        "2025-06-25",
        "It fell on 3 June. Two days later, five died.",
        &["3 June = Date 2025-06-03..2025-06-03", "Two days later = Date 2025-06-05..2025-06-05"],
    );
    check(
        "2025-06-25",
        "They broke out on 3 June. The riots have since killed nine.",
        &["3 June = Date 2025-06-03..2025-06-03", "have since = Since 2025-06-03.."],
    );
    check("2025-06-25", "The strikes overnight and into Sunday.", &["overnight and into Sunday = Date 2025-06-21..2025-06-22"]);
}

#[test]
fn lengths_with_one_end() {
    check(
        "2025-06-25",
        "In the three months to May and the year to March 2024.",
        &["the three months to May = Date 2025-03..2025-05", "the year to March 2024 = Date 2023-04..2024-03"],
    );
    check("2025-06-25", "Fired in the six days from June 3.", &["the six days from June 3 = Date 2025-06-03..2025-06-08"]);
    check(
        "2025-06-25",
        "They left each year between 2014 and 2016.",
        &["each year = Duration open", "between 2014 and 2016 = Date 2014..2016"],
    );
    check("2025-06-25", "Between 2 and 13 May they won.", &["Between 2 and 13 May = Date 2025-05-02..2025-05-13"]);
    check(
        "2025-06-25",
        "In 2022 they met before April of that year.",
        &["2022 = Date 2022..2022", "before April of that year = Until ..2022-04"],
    );
    check(
        "2025-06-25",
        "Toll from the beginning of the invasion in February 2022.",
        &["from the beginning of the invasion in February 2022 = Since 2022-02.."],
    );
    check("2025-06-25", "They will meet on Friday.", &["Friday = Date 2025-06-27..2025-06-27"]);
    check("2025-06-25", "It falls on the last Sunday of May.", &["the last Sunday = Date open", "May = Date 2025-05..2025-05"]);
}

#[test]
fn no_dates() {
    check("2025-06-25", "Men aged 18 to 60 waited for about 6 months.", &["aged 18 to 60 = Age open", "6 months = Duration open"]);
    check(
        "2025-06-25",
        "Olha Petrenko, 28, and a 24-year-old man at 8:30 p.m.",
        &["28 = Age open", "24-year-old = Age open", "8:30 p.m. = Clock open"],
    );
    check("2025-06-25", "They lowered the draft age from 27 to 25.", &["age from 27 to 25 = Age open"]);
}
