//! What a drawing shows, and that nothing in a name gets out of it.

use super::*;

/// `day low..high who interest`, `-` for an open end.
fn plot(lines: &[&str]) -> Plot {
    let mark = |line: &&str| {
        let cells = line.split(' ').collect::<Vec<_>>();
        let (low, high) = cells[1].split_once("..").expect("two ends");
        let interest = match cells[3] {
            "own" => Interest::Own,
            "enemy" => Interest::Enemy,
            "third" => Interest::Third,
            _ => Interest::Unknown,
        };
        let who = cells[2].replace('_', " ");
        Mark { day: Date::parse(cells[0]).expect("a day"), low: low.parse().ok(), high: high.parse().ok(), who, interest, denied: false }
    };
    Plot { title: "soldiers killed, UKR".to_owned(), source: "4 values".to_owned(), marks: lines.iter().map(mark).collect() }
}

const LINES: [&str; 5] = [
    "2024-01-10 31000..31000 Office_of_the_President own",
    "2024-03-01 70000..- Western_officials third",
    "2024-06-15 -..80000 Ministry_of_Defence enemy",
    "2024-09-01 43000..62000 A_register third",
    "2024-12-01 43000..43000 Office_of_the_President own",
];

fn terminal(colour: bool, unicode: bool) -> Terminal {
    Terminal { width: 72, height: 14, colour, unicode }
}

#[test]
fn in_plain_characters() {
    let text = plot(&LINES).text(terminal(false, false)).expect("memory takes any text");
    assert!(text.is_ascii() && text.lines().all(|line| line.len() <= 72), "{text}");
    for wanted in ["^", "v", "2024-04", "80,000", "  a  Office of the President (of their own)", "  c  Ministry of Defence (of the enemy)"]
    {
        assert!(text.contains(wanted), "{wanted}: {text}");
    }
}

#[test]
fn colours_only_where_asked() {
    assert!(plot(&LINES).text(terminal(true, true)).expect("text").contains("\u{1b}[94m"));
    assert!(!plot(&LINES).text(terminal(false, true)).expect("text").contains('\u{1b}'));
}

#[test]
fn pictures_are_the_same_bytes_each_time() {
    let plot = plot(&LINES);
    let (svg, png) = (plot.svg().expect("svg"), plot.png().expect("png"));
    assert!(svg.starts_with("<svg") && svg.contains("soldiers killed, UKR") && svg.contains("Western officials"));
    assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
    assert_eq!((svg, png), (plot.svg().expect("svg"), plot.png().expect("png")));
}

#[test]
fn hostile_names_stay_text() {
    let mut plot = plot(&LINES);
    plot.title = "</text><script>alert(1)</script>\u{1b}[2J\u{0}".to_owned();
    plot.marks[0].who = "<b onload=x>&\u{202e}\u{7}".to_owned();
    let svg = plot.svg().expect("svg");
    assert!(!svg.contains("<script") && !svg.contains("<b ") && !svg.contains('\u{1b}') && !svg.contains('\u{0}'));
    assert!(!plot.text(terminal(false, true)).expect("text").contains('\u{7}'));
}

#[test]
fn nothing_to_draw_is_no_failure() {
    for lines in [&[][..], &["2024-01-10 0..0 Somebody own"], &["9999-01 -..99999999999999999999999 Somebody own", "0001 1..1 Else own"]] {
        let plot = plot(lines);
        assert!(plot.svg().is_ok() && plot.png().is_ok() && plot.text(terminal(true, true)).is_ok());
    }
}
