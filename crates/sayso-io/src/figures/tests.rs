//! Tables of our own, read by maps.

use std::io::Write as _;

use super::*;

/// What is read of a table: `value words, low..high, measure, side, from..to, origin < relay`.
fn check(table: &str, map: &str, expected: &[&str]) {
    let mut file = tempfile::NamedTempFile::new().expect("a file");
    file.write_all(table.as_bytes()).expect("written");
    let taken = read(file.path(), &map.parse().expect("a map"), None).unwrap_or_else(|error| panic!("{error}"));
    let told = taken.claims.iter().map(|claim| {
        let points = taken.report.text.chars().collect::<Vec<_>>();
        assert_eq!(points[claim.start..claim.end].iter().collect::<String>(), claim.text);
        let span = claim.period.clone().unwrap_or_default();
        let voices = claim.say_so.iter().map(|voice| voice.name.as_str()).collect::<Vec<_>>().join(" < ");
        format!(
            "{} {}..{} {} {} {} {}..{} {voices}",
            claim.text,
            claim.low.clone().unwrap_or_default(),
            claim.high.clone().unwrap_or_default(),
            claim.quantifier,
            claim.measure,
            claim.side.clone().unwrap_or_default(),
            span.from.unwrap_or_default(),
            span.to.unwrap_or_default()
        )
    });
    let problems =
        taken.problems.iter().map(|problem| problem.rsplit_once(".tmp").map_or(problem.clone(), |(_, problem)| problem.to_owned()));
    let read = told
        .chain(problems.map(|problem| problem.split_once(':').map_or(problem.clone(), |(_, rest)| rest.to_owned())))
        .collect::<Vec<_>>();
    assert_eq!(read, expected);
}

#[test]
fn each_row_is_a_claim_at_its_cell() {
    check(
        "day,low,high,best,who,land,what\n2024-01-05,,,\"12,500\",Ministry of Störung (via Northwire),russia,dead\n2024-02-05,10000,20000,,Institute,ukraine,dead\n2024-03-05,,,NA,Institute,ukraine,dead\n",
        "date=day, low=low, high=high, value=best, claimant=who, side=land, measure=what[dead:killed], since:=2022-02-24",
        &[
            "12,500 12500..12500 exact killed RUS 2022-02-24..2024-01-05 Ministry of Störung < Northwire",
            "10000,20000 10000..20000 range killed UKR 2022-02-24..2024-02-05 Institute",
        ],
    );
}

#[test]
fn dates_with_slashes_tell_their_order_by_the_whole_column() {
    check(
        "d;n\n03/02/2024;5\n16/02/2024;6\n",
        "date=d, value=n, measure:=killed",
        &["5 5..5 exact killed  ..2024-02-03 ", "6 6..6 exact killed  ..2024-02-16 "],
    );
    let unclear = tempfile::NamedTempFile::new().expect("a file");
    std::fs::write(unclear.path(), "d,n\n03/02/2024,5\n").expect("written");
    let map = "date=d, value=n, measure:=killed".parse().expect("a map");
    assert!(read(unclear.path(), &map, None).expect_err("either").contains("--dates dmy"));
    assert_eq!(read(unclear.path(), &map, Some(Order::MonthDay)).expect("told").claims.len(), 1);
}

#[test]
fn bad_rows_name_their_line_and_the_rest_is_read() {
    check(
        "d,n,m\n2024-01-01,many,killed\n2024-01-02,7,killed\n\n2024-01-03,8,lost hope\nsoon,9,killed\n",
        "date=d, value=n, measure=m",
        &[
            "7 7..7 exact killed  ..2024-01-02 ",
            "2: `many` is no number",
            "5: `lost hope` is no measure; --map 'measure=COLUMN[lost hope:killed]' says which one it is (docs/matrix.md lists them)",
            "6: `soon` is no date (2025-06-25 is)",
        ],
    );
}

#[test]
fn a_map_is_read_and_written() {
    for map in ["date=day, value=total", "value=a, b, measure:=killed", "measure=what[deaths:killed, hurt:wounded]"] {
        let read = map.parse::<Map>().expect("a map");
        assert_eq!(read.to_string().parse::<Map>(), Ok(read));
    }
    assert!("total".parse::<Map>().is_err());
    assert!("colour=red".parse::<Map>().expect_err("no field").contains("the fields are date, day"));
}
