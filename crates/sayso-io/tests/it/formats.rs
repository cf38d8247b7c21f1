//! Tables, feeds, mail and office documents, all made here.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use parquet::data_type::{ByteArray, ByteArrayType, Int32Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use sayso::report::{Report, Zone};
use sayso_io::input::{Given, raws, report};

use crate::archives::zip;
use crate::intake;

/// Reads one file whole: its reports and warnings.
fn take(name: &str, bytes: &[u8], columns: &str) -> (Vec<Report>, Vec<String>) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    fs::write(&path, bytes).expect("a file");
    let given = Given { columns: columns.parse().expect("columns"), ..Given::default() };
    let (mut reports, mut warnings) = (Vec::new(), Vec::new());
    for raw in raws(&[PathBuf::from(&path)]) {
        match raw.map(|raw| report(raw, &given)) {
            Ok(taken) => {
                warnings.extend(taken.warnings.iter().map(ToString::to_string));
                reports.extend(taken.report);
            }
            Err(warning) => warnings.push(warning.to_string()),
        }
    }
    let cut = |text: &str| text.replace(&format!("{}/", folder.path().display()), "");
    for report in &mut reports {
        report.id = cut(&report.id);
    }
    (reports, warnings.iter().map(|warning| cut(warning)).collect())
}

fn said(report: &Report) -> String {
    let day = |date: Option<sayso::report::Date>| date.map_or("-".to_owned(), |date| date.to_string());
    let or = |words: &Option<String>| words.clone().unwrap_or_else(|| "-".to_owned());
    format!(
        "{} · {} · {} · {} · {} · {}",
        report.id,
        or(&report.outlet),
        or(&report.title),
        report.authors.join(", "),
        day(report.published),
        report.text.replace('\n', "/")
    )
}

fn check(name: &str, bytes: &[u8], columns: &str, expected: &[&str]) {
    let (reports, warnings) = take(name, bytes, columns);
    let found = reports.iter().map(said).chain(warnings).collect::<Vec<_>>();
    assert_eq!(found, expected);
}

#[test]
fn csv_with_usual_names_and_named_columns() {
    let table = "\u{feff}Headline;Link;Publish Date;Source;Full text\r\nA;https://example.org/1;2025-06-25;Northwire;\"Twelve dead; \"\"two\"\"\nmore\"\r\n;;;;\r\nB;;;;<p>One</p><p>Two</p>\r\n";
    let expected =
        ["https://example.org/1 · Northwire · A ·  · 2025-06-25 · Twelve dead; \"two\"/more", "a.csv:4 · - · B ·  · - · One//Two"];
    check("a.csv", table.as_bytes(), "", &expected);
    check("a.txt", table.as_bytes(), "", &expected.map(|line| line.replace("a.csv", "a.txt")).each_ref().map(String::as_str));
    check(
        "a.tsv",
        b"story\tday\nTwelve dead\t25.06.2025\n",
        "text=story, published=day",
        &[
            "a.tsv:2 · - · - ·  · - · Twelve dead",
            "a.tsv:2: \"25.06.2025\" is no date that can be read (2025-06-25 is): the date of publication is left open",
        ],
    );
    check(
        "a.csv",
        b"story,day\nTwelve dead,x\nTwo dead,y\n",
        "",
        &["a.csv: no column of text: --columns text=COLUMN names one of `story`, `day`; skipped"],
    );
    check("a.csv", b"story,day\nTwelve dead,x\n", "text=words", &["a.csv: no column `words`; there are `story`, `day`; skipped"]);
    // A row without one is told of by itself.
    check(
        "a.csv",
        b"text,day\n,2025-06-25\nTwo dead,2025-06-25\n",
        "published=day",
        &["a.csv:3 · - · - ·  · 2025-06-25 · Two dead", "a.csv:2: no `text` in this record; skipped"],
    );
    // Text with commas is no table.
    check("a.txt", b"Text, he said, and title\nand more", "", &["a.txt · - · - ·  · - · Text, he said, and title/and more"]);
}

#[test]
fn json_records_of_other_makes() {
    check("a.jsonl", br#"{"body": "Twelve dead", "source": {"id": null, "name": "Northwire"}, "publishedAt": "2025-06-25T10:00:00Z", "author": "Ann Smith <ann@example.org>"}"#, "", &[
        "a.jsonl:1 · Northwire · - · Ann Smith · 2025-06-25 · Twelve dead",
    ]);
    check(
        "a.jsonl",
        br#"{"meta": {"t": "A"}, "content": {"rendered": "<p>Twelve<br>dead</p>"}, "created": 1750845600}"#,
        "title=meta.t",
        &["a.jsonl:1 · - · A ·  · 2025-06-25 · Twelve//dead"],
    );
}

#[test]
fn parquet_rows() {
    let schema = "message reports { required binary body (STRING); optional binary url (STRING); required int32 day (DATE); }";
    let schema = Arc::new(parse_message_type(schema).expect("a schema"));
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::new(WriterProperties::default())).expect("memory");
    for group in 0..2 {
        let mut rows = writer.next_row_group().expect("memory");
        let words = [format!("Twelve dead {group}"), "Two".to_owned()].map(|words| ByteArray::from(words.as_str()));
        let mut column = rows.next_column().expect("memory").expect("body");
        column.typed::<ByteArrayType>().write_batch(&words, None, None).expect("memory");
        column.close().expect("memory");
        let mut column = rows.next_column().expect("memory").expect("url");
        column.typed::<ByteArrayType>().write_batch(&[ByteArray::from("https://example.org/1")], Some(&[1, 0]), None).expect("memory");
        column.close().expect("memory");
        let mut column = rows.next_column().expect("memory").expect("day");
        column.typed::<Int32Type>().write_batch(&[20264, 20265], None, None).expect("memory");
        column.close().expect("memory");
        rows.close().expect("memory");
    }
    let bytes = writer.into_inner().expect("memory");
    check(
        "a.parquet",
        &bytes,
        "published=day",
        &[
            "https://example.org/1 · - · - ·  · 2025-06-25 · Twelve dead 0",
            "a.parquet:2 · - · - ·  · 2025-06-26 · Two",
            "https://example.org/1 · - · - ·  · 2025-06-25 · Twelve dead 1",
            "a.parquet:4 · - · - ·  · 2025-06-26 · Two",
        ],
    );
    let (reports, warnings) = take("a.parquet", &bytes[..bytes.len() / 2], "");
    assert!(
        reports.is_empty() && warnings.len() == 1 && warnings[0].starts_with("a.parquet: a Parquet file that cannot be read"),
        "{warnings:?}"
    );
}

const LETTER: &str = "From: Ann Smith <ann@example.org>\r\nTo: desk@example.org\r\nSubject: =?UTF-8?Q?Toll_=E2=80=93_Wednesday?=\r\nDate: Wed, 25 Jun 2025 23:30:00 -0400\r\nMessage-ID: <1@example.org>\r\nMIME-Version: 1.0\r\n";

#[test]
fn mail_with_what_is_attached() {
    let parts = "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain; charset=windows-1251\r\nContent-Transfer-Encoding: 8bit\r\n\r\nTwelve dead.\r\n\r\n> Ten dead.\r\n--x\r\nContent-Type: text/html\r\nContent-Disposition: attachment; filename=\"../a.html\"\r\n\r\n<!DOCTYPE html><p>Two dead.\r\n--x\r\nContent-Type: image/png\r\nContent-Disposition: attachment; filename=b.png\r\n\r\n\x01\x02\r\n--x\r\nContent-Type: message/rfc822\r\n\r\nFrom: Bob <bob@example.org>\r\nSubject: Inner\r\nMIME-Version: 1.0\r\nMessage-ID: <2@example.org>\r\n\r\nThree dead.\r\n--x--\r\n";
    check(
        "a.eml",
        format!("{LETTER}{parts}").as_bytes(),
        "",
        &[
            "a.eml · - · Toll – Wednesday · Ann Smith · 2025-06-25 · Twelve dead.//> Ten dead.",
            "a.eml/.._a.html · - · - ·  · - · Two dead.",
            "a.eml/3-message.eml · - · Inner · Bob · - · Three dead.",
        ],
    );
    let (reports, _) = take("a", format!("{LETTER}{parts}").as_bytes(), "");
    assert_eq!(reports[0].marks.iter().map(|mark| mark.zone).collect::<Vec<_>>(), [Some(Zone::Repeat)]);
    assert!(!reports.iter().any(|report| format!("{report:?}").contains("@example")), "{reports:?}");
}

#[test]
fn mailboxes_newsletters_and_saved_pages() {
    let news = "Content-Type: text/html; charset=utf-8\r\nList-Id: <news.example.org>\r\n\r\n<p>Twelve dead.</p><p>Two more.</p>\r\n";
    let news = format!("{LETTER}{news}").replace("Ann Smith", "Northwire");
    let mailbox = format!(
        "From ann@example.org Wed Jun 25 10:00:00 2025\r\n{LETTER}\r\nOne.\r\n>From here on two.\r\n\r\nFrom x Wed Jun 25 10:00:00 2025\r\n{news}"
    );
    check(
        "a.mbox",
        mailbox.as_bytes(),
        "",
        &[
            "a.mbox:1 · - · Toll – Wednesday · Ann Smith · 2025-06-25 · One./From here on two.",
            "a.mbox:2 · Northwire · Toll – Wednesday ·  · 2025-06-25 · Twelve dead.//Two more.",
        ],
    );
    let saved = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/1\r\nSubject: Toll\r\nDate: Wed, 25 Jun 2025 10:00:00 -0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"x\"\r\n\r\n--x\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: https://example.org/1\r\n\r\n<html><p>Twelve =\r\ndead.</p>\r\n--x\r\nContent-Type: text/css\r\nContent-Location: https://example.org/1.css\r\n\r\np {}\r\n--x--\r\n";
    check("a.mhtml", saved.as_bytes(), "", &["https://example.org/1 · example.org · Toll ·  · - · Twelve dead."]);
}

fn docx(body: &str) -> Vec<u8> {
    let document = format!("<?xml version=\"1.0\"?><w:document xmlns:w=\"x\"><w:body>{body}</w:body></w:document>");
    let core = "<cp:coreProperties xmlns:dc=\"x\"><dc:title>Microsoft Word - a.doc</dc:title><dc:creator>Ann Smith</dc:creator><dcterms:created>2025-06-25T10:00:00Z</dcterms:created></cp:coreProperties>";
    let notes = "<w:footnotes xmlns:w=\"x\"><w:footnote><w:p><w:r><w:t>The note.</w:t></w:r></w:p></w:footnote></w:footnotes>";
    zip(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", document.as_bytes()),
        ("word/footnotes.xml", notes.as_bytes()),
        ("docProps/core.xml", core.as_bytes()),
        ("word/media/a.png", b"x"),
    ])
}

#[test]
fn word_documents() {
    let body = "<w:p><w:pPr><w:pStyle w:val=\"Title\"/></w:pPr><w:r><w:t>The  toll</w:t></w:r></w:p>\
        <w:p><w:r><w:t>Twelve </w:t></w:r><w:r><w:t xml:space=\"preserve\">dead &amp; two</w:t></w:r><w:del><w:r><w:delText> gone</w:delText></w:r></w:del><w:r><w:br/><w:t>more.</w:t></w:r></w:p>\
        <w:tbl><w:tr><w:tc><w:p><w:r><w:t>Killed</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>12</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    check(
        "a.docx",
        &docx(body),
        "",
        &["a.docx · - · The toll · Ann Smith · 2025-06-25 · The toll//Twelve dead & two/more.//Killed | 12//The note."],
    );
    // What the text says of its day goes before the day the file was made.
    let dated = "<w:p><w:r><w:t>Published: 12 May 2024</w:t></w:r></w:p><w:p><w:r><w:t>Twelve dead.</w:t></w:r></w:p>";
    assert_eq!(take("a.docx", &docx(dated), "").0[0].published.map(|date| date.to_string()).as_deref(), Some("2024-05-12"));
    let cut = zip(&[("word/document.xml", b"<w:document><w:p><w:t>One</w:t></w:p><w:p><w:t>Tw")]);
    assert_eq!(take("a.docx", &cut, "").0[0].text, "One\n\nTw");
    let sheet = zip(&[("xl/workbook.xml", b"")]);
    check("a.xlsx", &sheet, "", &["a.xlsx: a spreadsheet: save it as CSV; skipped"]);
}

#[test]
fn open_documents() {
    let content = "<?xml version=\"1.0\"?><office:document-content xmlns:text=\"x\"><office:body><office:text><text:tracked-changes><text:p>gone</text:p></text:tracked-changes>\
        <text:h>The toll</text:h><text:p>Twelve<text:s text:c=\"2\"/>dead<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>The note.</text:p></text:note-body></text:note>.</text:p>\
        <table:table><table:table-row><table:table-cell><text:p>Killed</text:p></table:table-cell><table:table-cell><text:p>12</text:p></table:table-cell></table:table-row></table:table></office:text></office:body></office:document-content>";
    let meta =
        "<office:meta><dc:title>The toll of June</dc:title><meta:creation-date>2025-06-25T10:00:00</meta:creation-date></office:meta>";
    let odt = zip(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", content.as_bytes()),
        ("meta.xml", meta.as_bytes()),
        ("META-INF/manifest.xml", b"<x/>"),
    ]);
    check("a.odt", &odt, "", &["a.odt · - · The toll of June ·  · 2025-06-25 · The toll//Twelve dead.//Killed | 12//The note."]);
}

#[test]
fn feeds_and_lists_of_addresses() {
    let feed = "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Northwire</title><language>en-GB</language><item><title>A</title><link>https://example.org/1</link><pubDate>Wed, 25 Jun 2025 10:00:00 GMT</pubDate><description>&lt;p&gt;Twelve dead&lt;/p&gt;</description></item><item><title>B</title></item></channel></rss>";
    check(
        "a.xml",
        feed.as_bytes(),
        "",
        &[
            "https://example.org/1#summary · Northwire · A ·  · 2025-06-25 · A//Twelve dead",
            "a.xml: 2 of 2 entries hold only a summary of their page (`sayso watch ADDRESS` fetches the pages)",
        ],
    );
    check(
        "a.xml",
        b"<opml version='2.0'><body><outline xmlUrl='https://example.org/1'/></body></opml>",
        "",
        &["a.xml: a list of 1 addresses of feeds and no report: `sayso watch` takes it; skipped"],
    );
    check(
        "a.xml",
        b"<urlset><url><loc>https://example.org/1</loc></url></urlset>",
        "",
        &["a.xml: a list of 1 addresses of pages and no report: `sayso watch` takes it; skipped"],
    );
    check("a.xml", b"<?xml version='1.0'?><nitf>x</nitf>", "", &["a.xml: XML of a kind that is not read; skipped"]);
    check("a.txt", b"{\\rtf1 x}", "", &["a.txt: RTF, which is not read: save it as DOCX, ODT or text; skipped"]);
}

#[test]
fn tar_archives() {
    let member = |name: &str, kind: u8, bytes: &[u8]| {
        let mut head = [0_u8; 512];
        head[..name.len()].copy_from_slice(name.as_bytes());
        head[124..135].copy_from_slice(format!("{:011o}", bytes.len()).as_bytes());
        head[156] = kind;
        head[257..263].copy_from_slice(b"ustar\0");
        head[148..156].fill(b' ');
        let sum = head.iter().map(|byte| u32::from(*byte)).sum::<u32>();
        head[148..154].copy_from_slice(format!("{sum:06o}").as_bytes());
        let mut out = [&head[..], bytes].concat();
        out.resize(out.len().div_ceil(512) * 512, 0);
        out
    };
    let long = format!("{}/c.txt", "long".repeat(50));
    let archive = [
        member("a/", b'5', b""),
        member("a/b.txt", b'0', b"Twelve dead"),
        member("a/x.css", b'0', b"p {}"),
        member("././@LongLink", b'L', long.as_bytes()),
        member("cut", b'0', b"Two"),
        vec![0; 1024],
    ]
    .concat();
    let expected = ["a.tar/a/b.txt: Twelve dead".to_owned(), format!("a.tar/{long}: Two")];
    intake::check(&[("a.tar", &archive)], &[""], &expected.each_ref().map(String::as_str));
    let packed = crate::archives::gzip(&archive);
    intake::check(&[("a.tar", &packed)], &[""], &expected.each_ref().map(String::as_str));
    intake::check(&[("a.tar", &archive[..1700])], &[""], &["a.tar/a/b.txt: Twelve dead", "a.tar: tar data that break off; skipped"]);
}
