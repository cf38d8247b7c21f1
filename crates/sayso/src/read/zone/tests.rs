//! Zones of texts of many makes.

use super::*;
use crate::report::Report;

const LEDE: &str = "At least 40 soldiers of the northern garrison were wounded on Monday, the ministry said in a statement.";
const BODY: &str = "Officials in the south gave no figure of their own and promised one by the end of the week.";
const MORE: &str = "The governor of the province told reporters that the road to the garrison had been closed since Sunday evening.";

/// The zones of a text's lines, each by the first letter of its name; the body has a dot.
fn check(title: Option<&str>, lines: &[(&str, char)]) {
    let text = lines.iter().map(|(line, _)| *line).collect::<Vec<_>>().join("\n");
    let report = Report { text, title: title.map(str::to_owned), ..Report::default() };
    let mut page = Page::new(&report);
    mark(&Words::new("en", &mut Vec::new()), &mut page);
    let letter = |zone: Zone| if zone == Zone::Body { '.' } else { zone.name().chars().next().unwrap_or('?') };
    let found = page.blocks.iter().map(|block| (&report.text[block.span.clone()], letter(block.zone)));
    assert_eq!(found.collect::<Vec<_>>(), lines);
}

#[test]
fn headline_lede_body_and_repeat() {
    check(None, &[("Forty soldiers wounded in the north", 'h'), (LEDE, 'l'), (BODY, '.'), (LEDE, 'r')]);
}

#[test]
fn menus_banners_and_legal_lines() {
    check(
        None,
        &[
            ("Home", 'b'),
            ("News", 'b'),
            ("World", 'b'),
            ("Sport", 'b'),
            ("Culture", 'b'),
            ("Contact us", 'b'),
            ("River rises again and drives families out", 'h'),
            ("The river rose again on Tuesday and forced 300 families out of their homes, the mayor said.", 'l'),
            ("All rights reserved.", 'b'),
        ],
    );
    check(None, &[(LEDE, 'l'), ("We use cookies to see what you read and to show you advertisements of others.", 'b')]);
}

#[test]
fn the_record_tells_the_headline() {
    let title = Some("Forty soldiers wounded in the north");
    let head = ("Forty soldiers wounded in the north | Example News", 'h');
    check(
        title,
        &[("Storm moves towards the coast of the west", '.'), head, ("By Ana Example and Bo Sample", 'b'), (LEDE, 'l'), (BODY, '.')],
    );
}

#[test]
fn what_stands_below_a_heading_of_other_things_is_no_story() {
    check(
        None,
        &[
            (LEDE, 'l'),
            (BODY, '.'),
            ("Read also", 'b'),
            ("Storm moves towards the coast of the west", 'b'),
            (MORE, '.'),
            ("Engineers are to look at its two bridges before anybody may use it again, which he said could take them until Friday.", '.'),
            ("Related stories", 'b'),
            ("Bridge closed after two cars fell into the river", 'b'),
            ("A bridge was closed after two cars had fallen into the river below it.", 'b'),
        ],
    );
}

#[test]
fn two_headlines_in_a_row_between_paragraphs_are_those_of_others() {
    let (one, other) = ("Storm moves towards the coast of the west", "Bridge closed after two cars fell into the river");
    check(None, &[(LEDE, 'l'), (one, 'b'), (other, 'b'), (BODY, '.')]);
    // One is a subhead.
    check(None, &[(LEDE, 'l'), ("What the south has to say to it all", '.'), (BODY, '.')]);
}

#[test]
fn lists_that_a_sentence_introduces_are_story() {
    check(
        None,
        &[
            (LEDE, 'l'),
            ("The wounded were brought to hospitals in these towns of the province:", '.'),
            ("Northam", '.'),
            ("Eastham", '.'),
            ("Westham", '.'),
            ("Southam", '.'),
            ("Midham", '.'),
            ("Overham", '.'),
            (BODY, '.'),
        ],
    );
}

#[test]
fn paragraphs_cut_at_their_links_are_story() {
    check(
        None,
        &[
            (LEDE, 'l'),
            ("Officials in the south, who are said to have", '.'),
            ("closed the road", '.'),
            ("on Sunday, gave no figure of their own. They", '.'),
            ("promised", '.'),
            ("one by the end of the week.", '.'),
            (BODY, '.'),
        ],
    );
}

#[test]
fn nearly_the_same_paragraph_is_a_repeat() {
    let again = LEDE.replace("Monday", "Tuesday");
    check(None, &[(LEDE, 'l'), (BODY, '.'), (&again, 'r')]);
    // With another figure it says another thing.
    let other = LEDE.replace("40", "60");
    check(None, &[(LEDE, 'l'), (BODY, '.'), (&other, '.')]);
}

#[test]
fn a_teaser_of_what_stands_below_is_furniture() {
    let teaser = "At least 40 soldiers of the northern garrison were wounded on Monday...";
    check(None, &[(teaser, 'b'), (LEDE, 'l'), (BODY, '.')]);
}

#[test]
fn both_sides_are_cleaned_alike() {
    for (one, other) in [("Russian", "Ukrainian"), ("Ukrainian", "Russian")] {
        let lede = format!("{one} forces lost 40 soldiers on Monday near the river, the {other} General Staff said in a statement.");
        check(
            None,
            &[
                (&lede, 'l'),
                (BODY, '.'),
                (&lede, 'r'),
                ("Related stories", 'b'),
                (&format!("{other} drones strike a port of the south"), 'b'),
            ],
        );
    }
}

#[test]
fn a_declaration_of_cookies_is_furniture_between_its_lines_too() {
    let entry = "counter Keeps the number of pages that a reader has opened since Monday, so that no page is counted twice.";
    check(
        None,
        &[
            ("Forty soldiers wounded in the north", 'h'),
            (LEDE, 'l'),
            (BODY, '.'),
            (MORE, '.'),
            ("Necessary cookies make sure that the page can be opened and that the form below it can be sent by anybody at all.", 'b'),
            (entry, 'b'),
            ("Maximum Storage Duration : 12 months", 'b'),
            ("form The words of a form that was not sent, for those who come back to it on another day.", 'b'),
            ("Maximum Storage Duration : Session", 'b'),
            ("door Whether a reader came in by the front page or by a search, for the four weeks after the visit.", 'b'),
            ("Maximum Storage Duration : 28 days", 'b'),
            ("Statistics cookies count readers and nothing else about them, whatever page it is that they read.", 'b'),
        ],
    );
    // One notice makes no declaration of what stands beside it.
    check(None, &[("This site uses cookies.", 'b'), (LEDE, 'l'), ("Cookie settings", 'b'), (BODY, '.')]);
    // Consent and interests are also what reports are about.
    check(None, &[(LEDE, 'l'), ("The council said it had a legitimate interest in the garrison, and that it had given its consent.", '.')]);
}
