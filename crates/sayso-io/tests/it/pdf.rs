//! PDF, whole and broken, all made here.

use std::fmt::Write as _;
use std::io::Write as _;
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::ZlibEncoder;
use sayso::read::{Config, Lang, read};
use sayso::report::Zone;
use sayso_io::input::{Form, Given, Place, Raw, Taken, Told, report};
use sayso_io::wire;

/// A file of these objects, counted from 1; the first is the catalogue.
fn file(objects: &[Vec<u8>], trailer: &str) -> Vec<u8> {
    let (mut out, mut table) = (b"%PDF-1.4\n".to_vec(), "0000000000 65535 f \n".to_owned());
    for (nth, object) in objects.iter().enumerate() {
        writeln!(table, "{:010} 00000 n ", out.len()).expect("memory");
        out.extend([format!("{} 0 obj\n", nth + 1).as_bytes(), object, b"\nendobj\n"].concat());
    }
    let (start, size) = (out.len(), objects.len() + 1);
    out.extend(format!("xref\n0 {size}\n{table}trailer<</Size {size}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF\n").bytes());
    out
}

fn object(words: &str) -> Vec<u8> {
    words.as_bytes().to_vec()
}

fn stream(dictionary: &str, bytes: &[u8]) -> Vec<u8> {
    [format!("<<{dictionary}/Length {}>>stream\n", bytes.len()).as_bytes(), bytes, b"\nendstream"].concat()
}

/// What draws lines of text below one another; an empty one is a gap.
fn drawn(lines: &[&str]) -> Vec<u8> {
    let line = |line: &&str| format!("0 -14 Td ({}) Tj\n", line.replace('(', "\\(").replace(')', "\\)"));
    format!("BT /F1 11 Tf 72 740 Td\n{}ET", lines.iter().map(line).collect::<String>()).into_bytes()
}

/// A file of pages, and what it says of itself.
fn document(pages: &[Vec<u8>], told: &str) -> Vec<u8> {
    let kids = (0..pages.len()).map(|at| format!("{} 0 R ", 5 + 2 * at)).collect::<String>();
    let mut objects = vec![
        object("<</Type/Catalog/Pages 2 0 R>>"),
        object(&format!("<</Type/Pages/Kids[{kids}]/Count {}>>", pages.len())),
        object("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"),
        object(told),
    ];
    for (at, content) in pages.iter().enumerate() {
        let page = format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents {} 0 R/Resources<</Font<</F1 3 0 R>>>>>>", 6 + 2 * at);
        objects.extend([object(&page), content.clone()]);
    }
    file(&objects, "/Info 4 0 R")
}

fn take(bytes: Vec<u8>) -> Taken {
    let place = Place { file: "a.pdf".into(), line: None };
    report(Raw { place, bytes, form: Form::Pdf, told: Told::default(), read: 0 }, &Given::default())
}

const FIRST: &[&str] = &[
    "Northwire Bulletin",
    "",
    "The fire in the port of Lanfor killed at least 12 people on Monday and wounded",
    "30 others, the harbour ministry said in a statement. Of those who were treat-",
    "ed in the town's two hospitals, 9 went home (the last of them today).",
    "",
    "About 1,400 people left their homes, according to the mayor, who had spoken to",
    "the crews all night and thanked them for the work that they did at the two",
    "1",
];
const SECOND: &[&str] = &[
    "Northwire Bulletin",
    "",
    "quays. He said that the fire was out, and that the port would be closed until",
    "Friday at the least.",
    "2",
];
const TOLD: &str = "<</Title(Fire in the port)/Author(Ann Smith)/CreationDate(D:20250624101500+02'00')/Producer(x)>>";

fn whole() -> Vec<u8> {
    document(&[stream("", &drawn(FIRST)), stream("", &drawn(SECOND))], TOLD)
}

#[test]
fn text_figures_and_what_the_file_says_of_itself() {
    let taken = take(whole());
    let report = taken.report.expect("a report");
    assert_eq!(
        report.text,
        "Northwire Bulletin\n\nThe fire in the port of Lanfor killed at least 12 people on Monday and wounded 30 others, the harbour ministry said in a \
         statement. Of those who were treated in the town's two hospitals, 9 went home (the last of them today).\n\nAbout 1,400 people left their homes, \
         according to the mayor, who had spoken to the crews all night and thanked them for the work that they did at the two quays. He said that the \
         fire was out, and that the port would be closed until Friday at the least."
    );
    assert_eq!(taken.warnings, []);
    assert_eq!((report.title.as_deref(), report.authors.as_slice()), (Some("Fire in the port"), ["Ann Smith".to_owned()].as_slice()));
    assert_eq!(report.published.map(|date| date.to_string()).as_deref(), Some("2025-06-24"));
    let furniture = report.marks.iter().map(|mark| (&report.text[mark.span.clone()], mark.zone)).collect::<Vec<_>>();
    assert_eq!(furniture, [("Northwire Bulletin", Some(Zone::Boilerplate))]);
    let original = taken.original.expect("the bytes are kept");
    assert_eq!((original.media, original.bytes.len()), ("application/pdf", whole().len()));

    let claims = read(&Lang::english(), &report, &Config::default());
    let chars = report.text.chars().collect::<Vec<_>>();
    let again = wire::claims(&report, &claims).into_iter().map(|claim| {
        let words = chars[claim.start..claim.end].iter().collect::<String>();
        assert_eq!(words, claim.text);
        words
    });
    let again = again.collect::<Vec<_>>();
    for figure in ["12", "30", "1,400"] {
        assert!(again.iter().any(|words| words == figure), "{figure} in {again:?}");
    }
}

/// Takes what is broken: it ends soon, with a warning or a report, and with these words where they can be had. What else is told is up to the library.
fn check(name: &str, bytes: Vec<u8>, expected: Option<&str>) {
    let began = Instant::now();
    let taken = take(bytes);
    assert!(taken.report.is_some() || !taken.warnings.is_empty(), "{name}: nothing is told");
    let text = taken.report.map(|report| report.text).unwrap_or_default();
    assert!(expected.is_none_or(|words| words == text), "{name}: {text} {:?}", taken.warnings);
    assert!(began.elapsed() < Duration::from_secs(15), "{name} took {:?}", began.elapsed());
}

#[test]
fn what_is_cut_short_is_told() {
    let whole = whole();
    for end in (1..whole.len()).step_by(61) {
        let taken = take(whole[..end].to_vec());
        assert!(taken.report.is_some() || !taken.warnings.is_empty(), "cut at {end}");
    }
}

#[test]
fn pages_in_circles() {
    let tree = |kids: &str| {
        let objects = [
            object("<</Type/Catalog/Pages 2 0 R>>"),
            object(&format!("<</Type/Pages/Kids[{kids}]/Count 1>>")),
            object("<</Type/Pages/Kids[2 0 R]/Parent 2 0 R/Count 1>>"),
        ];
        file(&objects, "")
    };
    check("itself", tree("2 0 R"), None);
    check("its child", tree("3 0 R"), None);
    check("its catalogue", tree("1 0 R"), None);
    check("many", tree(&"3 0 R ".repeat(50)), None);
    let parent = [object("<</Type/Catalog/Pages 1 0 R/Parent 1 0 R>>")];
    check("catalogue", file(&parent, ""), None);
    let form = stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 3 0 R>>>>", b"/X Do");
    let objects = [
        object("<</Type/Catalog/Pages 2 0 R>>"),
        object("<</Type/Pages/Kids[4 0 R]/Count 1>>"),
        form,
        object("<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 5 0 R/Resources<</XObject<</X 3 0 R>>>>>>"),
        stream("", b"/X Do"),
    ];
    check("a form in itself", file(&objects, ""), None);
}

/// A file whose objects lie in object streams, by its cross-reference stream: for each object the kind of its entry and two numbers.
fn packed(objects: &[(u32, &[u8])], entries: &[(u8, u16, u8)]) -> Vec<u8> {
    let mut out = b"%PDF-1.5\n".to_vec();
    let mut at = Vec::new();
    for (number, object) in objects {
        at.push((*number, out.len()));
        out.extend([format!("{number} 0 obj\n").as_bytes(), object, b"\nendobj\n"].concat());
    }
    let start = out.len();
    let place = |number: usize| at.iter().find(|(known, _)| *known as usize == number).map(|(_, at)| u16::try_from(*at).expect("short"));
    let rows = entries.iter().enumerate().flat_map(|(number, (kind, first, second))| {
        let first = if *kind == 1 { place(number).unwrap_or(*first) } else { *first };
        [&[*kind][..], &first.to_be_bytes(), &[*second]].concat()
    });
    let rows = rows.collect::<Vec<_>>();
    let table = stream(&format!("/Type/XRef/W[1 2 1]/Size {}/Root 1 0 R", entries.len()), &rows);
    out.extend([b"9 0 obj\n", table.as_slice(), format!("\nendobj\nstartxref\n{start}\n%%EOF\n").as_bytes()].concat());
    out
}

#[test]
fn object_streams_in_circles() {
    let held = stream("/Type/ObjStm/N 1/First 4", b"1 0 <</Type/Catalog/Pages 2 0 R>>");
    check("in itself", packed(&[(4, &held)], &[(0, 0, 0), (2, 4, 0), (2, 4, 0), (0, 0, 0), (2, 4, 0)]), None);
    let more = stream("/Type/ObjStm/N 1/First 4/Extends 4 0 R", b"1 0 <</Type/Catalog/Pages 2 0 R>>");
    check("goes on in itself", packed(&[(4, &more)], &[(0, 0, 0), (2, 4, 0), (2, 4, 0), (0, 0, 0), (1, 0, 0)]), None);
    check("in one another", packed(&[(4, &held), (3, &held)], &[(0, 0, 0), (2, 3, 0), (2, 4, 0), (2, 4, 0), (2, 3, 0)]), None);
    let table = file(&[object("<</Type/Catalog/Pages 2 0 R>>")], "/Prev 9/XRefStm 9");
    check("tables", table, None);
}

#[test]
fn sizes_that_are_not_so() {
    let words = drawn(&["The fire killed at least 12 people."]);
    let long = [b"<</Length 99999999999>>stream\n", words.as_slice(), b"\nendstream"].concat();
    check("length", document(&[long], TOLD), Some("The fire killed at least 12 people."));
    let negative = [b"<</Length -1>>stream\n", words.as_slice(), b"\nendstream"].concat();
    check("negative", document(&[negative], TOLD), Some("The fire killed at least 12 people."));
    let whole = String::from_utf8(whole()).expect("text");
    check("table", whole.replace("xref\n0 9", "xref\n0 4000000000").into_bytes(), None);
    check("pages", whole.replace("/Count 2", "/Count 2000000000").into_bytes(), None);
    let wide = "/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 2000000000/Colors 9>>";
    check("predictor", document(&[stream(wide, b"x\x9c\x03\0\0\0\0\x01")], TOLD), None);
}

#[test]
fn brackets_in_brackets() {
    let page =
        |dictionary: &str, bytes: &[u8]| document(&[stream(dictionary, bytes), stream("", &drawn(&["At least 12 people died."]))], TOLD);
    let packed = |bytes: &[u8]| {
        let mut out = ZlibEncoder::new(Vec::new(), Compression::fast());
        out.write_all(bytes).and_then(|()| out.finish()).expect("memory")
    };
    let deep = Some("");
    check("arrays", page("", "[".repeat(1 << 20).as_bytes()), deep);
    check("packed arrays", page("/Filter/FlateDecode", &packed("[".repeat(1 << 20).as_bytes())), deep);
    check("packed dictionaries", page("/Filter/FlateDecode", &packed("<</A".repeat(1 << 18).as_bytes())), deep);
    check("dictionaries", file(&[object(&"<</A".repeat(1 << 18))], ""), deep);
}
