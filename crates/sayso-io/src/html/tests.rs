//! Pages of ours, from bytes to lines with their zones.

use super::*;

const FIRST: &str =
    "At least 12 people were killed and 30 wounded when a warehouse burned in the northern district on Monday, the ministry said.";
const SECOND: &str = "Rescuers worked through the night, and officials promised a second count of the missing by the end of the week.";
const THIRD: &str = "The governor said that 400 people had left the two villages nearest to the river, and that the road would stay shut.";

/// Reads a page and compares its lines, each behind its zone if it has one.
fn check(page: &str, expected: &[&str]) {
    let read = super::page(page.as_bytes(), &Hint::default()).expect("a page");
    let line = |block: &Block| {
        let text = &read.text[block.span.clone()];
        block.zone.map_or_else(|| text.to_owned(), |zone| format!("{}: {text}", zone.name()))
    };
    assert_eq!(read.blocks.iter().map(line).collect::<Vec<_>>(), expected, "{page}");
}

/// A news page around these elements.
fn news(inner: &str) -> String {
    format!(
        "<!DOCTYPE html><html><head><title>Warehouse burns in the north | The Example</title><meta property='og:title' content='Warehouse burns in the north'></head><body>\
         <header><a href='/'>The Example</a></header><nav><ul><li><a href='/w'>World</a></li><li><a href='/s'>Sport</a></li></ul></nav>\
         <article><h1>Warehouse burns in the north</h1>{inner}</article>\
         <aside><p>Most read: {THIRD}</p></aside><footer><p>All rights reserved by the Example, a newspaper of the north since 1901, and its heirs.</p></footer></body></html>"
    )
}

#[test]
fn the_story_stays_and_what_is_around_it_goes() {
    check(&news(&format!("<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>")), &[FIRST, SECOND, THIRD]);
}

#[test]
fn inline_elements_glue_nothing_that_stands_apart_and_part_nothing_that_stands_together() {
    let inner = format!(
        "<p>{FIRST}</p><p>The toll rose to <b>1</b>2 in <a href='/n'>the north</a>, and on <time>12 March</time> to 14, a clerk of the court said there.</p><p>{SECOND}</p>"
    );
    let second = "The toll rose to 12 in the north, and on 12 March to 14, a clerk of the court said there.";
    check(&news(&inner), &[FIRST, second, SECOND]);
}

#[test]
fn lines_break_where_a_browser_breaks_them() {
    check(&news(&format!("<div>{FIRST}<br><br>{SECOND}<br>{THIRD}</div>")), &[FIRST, SECOND, THIRD]);
    check(
        &news(&format!("<p>{FIRST}</p><ul><li>12 dead in the north of the district</li><li>30 wounded</li></ul><p>{SECOND}</p>")),
        &[FIRST, "12 dead in the north of the district", "30 wounded", SECOND],
    );
}

#[test]
fn cells_of_a_row_stand_apart() {
    let table = "<table><tr><th>District</th><th>Killed</th><th>Wounded</th></tr><tr><td>North</td><td>12</td><td>30</td></tr></table>";
    check(&news(&format!("<p>{FIRST}</p>{table}<p>{SECOND}</p>")), &[FIRST, "District | Killed | Wounded", "North | 12 | 30", SECOND]);
}

#[test]
fn links_to_other_reports_are_not_the_story() {
    let inner = format!(
        "<p>{FIRST}</p><p>Read more: <a href='/b'>Seven killed in a fire in the south of the country last year</a></p><p>{SECOND}</p><p>{THIRD}</p>"
    );
    check(&news(&inner), &[FIRST, SECOND, THIRD]);
}

#[test]
fn a_quotation_set_into_the_story_is_of_it() {
    let words = "“We counted twelve, and we fear that there are more of them below.”";
    let inner = format!("<p>{FIRST}</p><blockquote class='embed'><p>{words}</p></blockquote><p>{SECOND}</p><p>{THIRD}</p>");
    check(&news(&inner), &[FIRST, &format!("quote: {words}"), SECOND, THIRD]);
}

#[test]
fn a_page_within_a_form_is_read() {
    let page = format!(
        "<html><body><form action='/x'><div><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p><p>{FIRST} Again.</p><p>{SECOND} Again.</p><p>{THIRD} Again.</p><p>{FIRST} At last.</p><p>{SECOND} At last.</p></div></form></body></html>"
    );
    let read = super::page(page.as_bytes(), &Hint::default()).expect("a page");
    assert!(read.text.starts_with(FIRST) && read.text.ends_with("At last."), "{}", read.text);
}

#[test]
fn a_page_hidden_behind_its_banner_is_read() {
    let story = [FIRST, SECOND, THIRD].map(|words| format!("<p>{words}</p>")).concat();
    let page = format!(
        "<html><body style='display:none'><div id=page aria-hidden=true><div class=text>{}</div></div><div role=dialog><p>We value your privacy and use cookies.</p></div></body></html>",
        story.repeat(4)
    );
    let read = super::page(page.as_bytes(), &Hint::default()).expect("a page");
    assert!(read.text.starts_with(FIRST) && read.text.ends_with(THIRD), "{}", read.text);
}

#[test]
fn a_short_note_is_better_than_nothing() {
    check(
        "<html><body><div class='footer'><span>12 dead in the north, says the ministry.</span></div></body></html>",
        &["12 dead in the north, says the ministry."],
    );
}

#[test]
fn a_page_drawn_by_a_script_is_read_from_its_data() {
    let page = format!(
        "<html><body><div id=root></div><script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"articleBody\":\"{FIRST}\\n\\n{SECOND}\"}}</script></body></html>"
    );
    let read = super::page(page.as_bytes(), &Hint::default()).expect("a page");
    assert_eq!(read.text, format!("{FIRST}\n\n{SECOND}"));
}

#[test]
fn holes_in_the_story_are_filled() {
    let hole = format!(
        "<div class=part><p>{FIRST}</p></div><div class='teaser part'><p>{SECOND}</p></div><div class=part><p>{THIRD}</p><p>12 died.</p><p>{THIRD} Again.</p></div>"
    );
    check(&news(&hole), &[FIRST, THIRD, "12 died.", &format!("{THIRD} Again.")]);
    let hole = format!("<p class=text>{FIRST}</p><div class=share-box><p class=text>{SECOND}</p></div><p class=text>{THIRD}</p>");
    check(&news(&hole), &[FIRST, THIRD]);
}

#[test]
fn rows_of_a_table_alone_are_read() {
    let rows = "<tr><td>North</td><td>12</td></tr><tr><td>South</td><td>7</td></tr>";
    check(
        &format!("<html><body><table><tr><th>District</th><th>Killed</th></tr>{rows}</table></body></html>"),
        &["District | Killed", "North | 12", "South | 7"],
    );
}

#[test]
fn a_forum_is_read_post_by_post() {
    let post = |words: &str| format!("<div class=post><div class=byline>anna wrote:</div><div>{words}</div></div>");
    let page = format!("<html><body>{}{}</body></html>", post("12 dead at the bridge, they say."), post("No, 14 by now."));
    let read = super::page(page.as_bytes(), &Hint::default()).expect("a page");
    assert!(read.text.contains("12 dead at the bridge") && read.text.contains("14 by now"), "{}", read.text);
}

#[test]
fn titles_of_a_live_page_stay_though_they_are_links() {
    let part = |time: &str, words: &str| format!("<h2><a href='#{time}'>{time}: a count from the north</a></h2><p>{words}</p>");
    let inner = part("10.30", FIRST) + &part("11.15", SECOND) + &part("12.05", THIRD);
    check(
        &news(&inner),
        &["10.30: a count from the north", FIRST, "11.15: a count from the north", SECOND, "12.05: a count from the north", THIRD],
    );
}

#[test]
fn no_bytes_stop_the_reading() {
    for page in ["", "\u{feff}", "<", "<html>", "<p", "12", "<table><td><table>", "\u{f0000}\u{10fffd}\u{e001}", "<body><frameset>"] {
        let _ = super::page(page.as_bytes(), &Hint::default());
    }
}
