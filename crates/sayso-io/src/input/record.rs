//! Raw bytes made into a report: a text as it is, a JSON record with `text` and what it tells about it, a web page.

use std::panic::catch_unwind;
use std::sync::Arc;

use sayso::read::zone::Habits;
use sayso::report::{Date, Report, dated};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::columns::Field;
use super::document::Document;
use super::{Columns, Form, Place, Raw, Told, Warning, decode, feed, language, mail, office, page};
use crate::html::{self, Hint};
use crate::wire;

/// What the user says of reports that do not say it themselves.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// The outlet.
    pub outlet: Option<String>,
    /// The day of publication.
    pub published: Option<Date>,
    /// The language to read in, whatever a record says.
    pub lang: Option<String>,
    /// Which column or field of a record is what, where it has none of the usual names.
    pub columns: Columns,
    /// What is known of the outlets' pages.
    pub habits: Option<Arc<Habits>>,
}

/// A report taken in, or why not.
#[derive(Clone, Debug, Default)]
pub struct Taken {
    /// The report, unless it had to be left out.
    pub report: Option<Report>,
    /// What went wrong.
    pub warnings: Vec<Warning>,
    /// The bytes that the text was taken from, where the text is not those bytes.
    pub original: Option<Original>,
}

/// The bytes that a report was taken from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Original {
    /// SHA-256 of the bytes, in hexadecimal digits.
    pub digest: String,
    /// Their media type.
    pub media: &'static str,
    /// Where they were published.
    pub url: Option<String>,
    /// When they were fetched, as an ISO timestamp of UTC.
    pub fetched: Option<String>,
    /// The bytes.
    pub bytes: Vec<u8>,
    /// How they came, where they were fetched.
    pub exchange: Option<Exchange>,
}

/// What went over the wire for one page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exchange {
    /// The head of the request: its first line and headers, with the empty line that ends it.
    pub request: Vec<u8>,
    /// The answer: its first line, headers, empty line and body, content codings as they came.
    pub response: Vec<u8>,
    /// The redirects that led to it, each with the address that it came from.
    pub before: Vec<(String, Exchange)>,
}

impl Original {
    fn new(bytes: Vec<u8>, media: &'static str, told: &Told) -> Self {
        let digest = wire::hex(&Sha256::digest(&bytes));
        Self { digest, media, url: told.url.clone(), fetched: told.fetched.clone(), bytes, exchange: told.exchange.clone() }
    }
}

/// Makes a report of raw bytes.
pub fn report(raw: Raw, given: &Given) -> Taken {
    let (place, head) = (raw.place.clone(), raw.told.head.clone());
    let mut taken = Taken::default();
    match (take(raw, given, &mut taken), head.filter(|head| head.lacks_text(&given.columns))) {
        (Ok(report), _) => taken.report = Some(report),
        (Err(_), Some(head)) => {
            let table = Place { line: None, ..place };
            taken.warnings = head.no_text(&given.columns).into_iter().map(|what| Warning::skipped(&table, what)).collect();
        }
        (Err(what), None) => taken.warnings.push(Warning::skipped(&place, what)),
    }
    taken
}

fn take(raw: Raw, given: &Given, taken: &mut Taken) -> Result<Report, String> {
    let Raw { place, bytes, form, told, .. } = raw;
    // The day a document was made goes behind everything that its text or the user says of the day it was published.
    let mut made = None;
    let mut note = |what: String| taken.warnings.push(Warning { place: place.clone(), what, skipped: false });
    let mut text = |bytes: Vec<u8>| {
        let decoded = decode::decode(bytes, told.charset.as_deref())?;
        decoded.note.into_iter().for_each(&mut note);
        Ok::<_, String>(decoded.text)
    };
    let report = match form {
        Form::Text if told.exchange.is_some() => {
            taken.original = Some(Original::new(bytes.clone(), "text/plain", &told));
            Report { id: place.file.to_string(), text: text(bytes)?, ..Report::default() }
        }
        Form::Text => Report { id: place.file.to_string(), text: text(bytes)?, ..Report::default() },
        Form::Json => {
            let record = parse(&text(bytes)?)?;
            odd_date(&given.columns, &record).into_iter().for_each(&mut note);
            of_record(&place, &given.columns, &record)?
        }
        Form::Html => {
            let page = html::page(&bytes, &Hint { url: told.url.clone(), charset: told.charset.clone() })?;
            page.notes.iter().cloned().for_each(&mut note);
            taken.original = Some(Original::new(bytes, "text/html", &told));
            page::report(id(&place), page)
        }
        Form::Fragment => of_fragment(&place, told.title.clone(), &text(bytes)?),
        Form::Letter => {
            let page = html::page(&bytes, &Hint { url: None, charset: told.charset.clone() });
            page.map_or_else(
                |_| text(bytes).map(|html| of_fragment(&place, told.title.clone(), &html)),
                |page| Ok(page::report(id(&place), page)),
            )?
        }
        Form::Message => {
            let (text, marks) = mail::plain(&text(bytes)?);
            Report { id: id(&place), text, marks, ..Report::default() }
        }
        Form::Docx | Form::Odt | Form::Pdf => {
            let (read, media) = document(form, bytes.clone());
            let document = read?;
            document.notes.iter().cloned().for_each(&mut note);
            taken.original = Some(Original::new(bytes, media, &told));
            made = document.created;
            of_document(&place, document)
        }
    };
    if report.text.trim().is_empty() {
        return Err("empty".to_owned());
    }
    let mut report = dated(rounded(report, told, given));
    report.published = report.published.or(made);
    language::identify(&mut report, given.lang.is_some()).into_iter().for_each(&mut note);
    if let Some(habits) = &given.habits {
        habits.mark(&mut report);
    }
    Ok(report)
}

/// A document read, and its media type.
fn document(form: Form, bytes: Vec<u8>) -> (Result<Document, String>, &'static str) {
    let read: fn(Vec<u8>) -> Result<Document, String> = match form {
        Form::Docx => office::docx,
        Form::Odt => office::odt,
        _ => pdf,
    };
    let media = match form {
        Form::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        Form::Odt => "application/vnd.oasis.opendocument.text",
        _ => "application/pdf",
    };
    let read = catch_unwind(|| read(bytes));
    (read.unwrap_or_else(|_| Err("a document that cannot be read".to_owned())), media)
}

#[cfg(feature = "pdf")]
fn pdf(bytes: Vec<u8>) -> Result<Document, String> {
    super::pdf::read(bytes)
}

#[cfg(not(feature = "pdf"))]
fn pdf(_: Vec<u8>) -> Result<Document, String> {
    Err("a PDF, and this sayso was built without reading them (`cargo install --path crates/sayso-cli --features pdf` builds one that does)".to_owned())
}

fn of_document(place: &Place, document: Document) -> Report {
    let Document { text, marks, title, authors, lang, .. } = document;
    Report { id: id(place), text, marks, title, authors, lang: lang.as_deref().and_then(language), ..Report::default() }
}

/// HTML that is the report and nothing else, below its title.
fn of_fragment(place: &Place, title: Option<String>, html: &str) -> Report {
    let (text, blocks) = html::fragment(html);
    page::report(id(place), html::Page { text, blocks, meta: html::Meta { title, ..html::Meta::default() }, notes: Vec::new() })
}

/// What a report does not say itself, its container or the user says.
fn rounded(report: Report, told: Told, given: &Given) -> Report {
    let fetched = told.fetched.as_deref().and_then(Date::parse);
    let report = Report {
        published: report.published.filter(|date| past(*date, fetched)),
        modified: report.modified.filter(|date| past(*date, fetched)),
        ..report
    };
    Report {
        id: told.id.unwrap_or(report.id),
        url: report.url.or(told.url),
        outlet: report.outlet.or(told.outlet).or_else(|| given.outlet.clone()),
        title: report.title.or(told.title),
        published: report.published.or(told.published).or(given.published),
        modified: report.modified.or(told.modified),
        lang: given.lang.clone().or(report.lang).or_else(|| told.lang.as_deref().and_then(language)),
        authors: if report.authors.is_empty() { told.authors } else { report.authors },
        ..report
    }
}

/// Nothing was published after it was fetched; a day is left to time zones.
fn past(date: Date, fetched: Option<Date>) -> bool {
    let days = date.first_day().zip(fetched.and_then(Date::first_day));
    days.is_none_or(|(date, fetched)| date.checked_sub(jiff::ToSpan::day(1)).is_ok_and(|day| day <= fetched))
}

/// The day and the outlet that the text's own furniture gives, where nobody else did.
fn dated(mut report: Report) -> Report {
    if report.outlet.is_none() || report.published.is_none() {
        let own = dated::find(&report.text);
        report.outlet = report.outlet.or(own.outlet);
        report.published = report.published.or(own.published);
    }
    report
}

/// Why the figures of this report cannot be read; none where they can.
pub fn unread(report: &Report) -> Option<String> {
    let lang = report.lang.as_deref().filter(|lang| *lang != "en")?;
    Some(format!("in the language `{lang}`, and only `en` can be read yet (--lang en reads it as English)"))
}

fn of_record(place: &Place, columns: &Columns, record: &Map<String, Value>) -> Result<Report, String> {
    let first = |field| columns.values(field, record).into_iter().find_map(words);
    let text = columns.values(Field::Text, record);
    let text = match text.iter().find_map(|value| leaf(value).as_str()) {
        Some(text) => text.to_owned(),
        None if text.is_empty() => return Err(columns.no_text(record)),
        None => return Err("`text` is no string".to_owned()),
    };
    // Many systems keep what they publish as HTML.
    let marked = ["</p>", "<br", "</div>"].iter().any(|tag| text.contains(tag));
    let report = if marked { of_fragment(place, None, &text) } else { Report { text, ..Report::default() } };
    let url = first(Field::Url);
    Ok(Report {
        id: first(Field::Id).or_else(|| url.clone()).unwrap_or_else(|| id(place)),
        url,
        outlet: first(Field::Outlet),
        title: first(Field::Title),
        authors: columns.values(Field::Authors, record).into_iter().next().map(people).unwrap_or_default(),
        published: columns.values(Field::Published, record).into_iter().find_map(date),
        modified: columns.values(Field::Modified, record).into_iter().find_map(date),
        lang: first(Field::Lang).and_then(|lang| language(&lang)),
        ..report
    })
}

/// The value that says it where an object does: `{"id": null, "name": "Northwire"}`, `{"rendered": "<p>Twelve dead</p>"}`.
fn leaf(value: &Value) -> &Value {
    let inner = |object: &'_ Map<String, Value>| {
        ["name", "rendered", "text", "value", "@value"].iter().find(|key| object.contains_key(**key)).copied()
    };
    value.as_object().and_then(|object| object.get(inner(object)?)).unwrap_or(value)
}

/// The names of people: a list, or names with semicolons between them. Never their addresses.
fn people(value: &Value) -> Vec<String> {
    match value {
        Value::Array(people) => people.iter().filter_map(words).filter_map(|name| feed::named(&name)).collect(),
        value => words(value).iter().flat_map(|names| names.split(';')).filter_map(feed::named).collect(),
    }
}

/// File and line, for a record that names itself neither by `id` nor by `url`.
fn id(place: &Place) -> String {
    place.line.map_or_else(|| place.file.to_string(), |line| format!("{}:{line}", place.file))
}

fn parse(line: &str) -> Result<Map<String, Value>, String> {
    if !line.starts_with('{') {
        return Err("no JSON object, and one a record is wanted".to_owned());
    }
    let parsed = serde_json::from_str(line);
    parsed.or_else(|error| if error.is_syntax() { serde_json::from_str(&paired(line)).map_err(|_| error) } else { Err(error) }).map_err(
        |error| {
            let whole = error.to_string();
            let what = whole.split(" at line ").next().unwrap_or_default();
            format!("{} ({what} at column {})", if error.is_data() { "no record of a report" } else { "not JSON" }, error.column())
        },
    )
}

/// Half of a surrogate pair, as some writers leave in `\ud83d`, is no character: it stands as the replacement character instead.
fn paired(line: &str) -> String {
    let unit =
        |at: usize| line.get(at..at + 6).and_then(|escape| escape.strip_prefix("\\u")).and_then(|hex| u16::from_str_radix(hex, 16).ok());
    let (mut out, mut at) = (String::with_capacity(line.len()), 0);
    while let Some(step) = line[at..].find('\\') {
        out.push_str(&line[at..at + step]);
        at += step;
        let len = match (unit(at), unit(at + 6)) {
            (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => 12,
            (Some(0xd800..=0xdfff), _) => 0,
            _ => 1 + line[at + 1..].chars().next().map_or(0, char::len_utf8),
        };
        out.push_str(if len == 0 { "\\ufffd" } else { &line[at..at + len] });
        at += if len == 0 { 6 } else { len };
    }
    out + &line[at..]
}

/// A string or a number that says something.
fn words(value: &Value) -> Option<String> {
    match leaf(value) {
        Value::String(words) => Some(words.clone()).filter(|words| !words.trim().is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The primary subtag; an unknown language is none.
pub(super) fn language(tag: &str) -> Option<String> {
    let primary = tag.trim().split(['-', '_']).next()?.to_ascii_lowercase();
    match primary.as_str() {
        "" | "und" | "mul" | "zxx" => None,
        "eng" | "english" => Some("en".to_owned()),
        _ => Some(primary),
    }
}

fn odd_date(columns: &Columns, record: &Map<String, Value>) -> Option<String> {
    let values = columns.values(Field::Published, record);
    let known = values.iter().any(|value| date(value).is_some());
    let odd = values.into_iter().find(|value| !value.as_str().is_some_and(|date| date.trim().is_empty()))?;
    (!known).then(|| format!("{odd} is no date that can be read (2025-06-25 is): the date of publication is left open"))
}

/// ISO dates and times, `20250625`, `2025/06/25`, and the dates of mail and feeds.
fn date(value: &Value) -> Option<Date> {
    let digits = value.as_u64().map(|number| number.to_string());
    let text = digits.as_deref().or_else(|| value.as_str())?.trim();
    Date::parse(text)
        .or_else(|| stamp(text))
        .or_else(|| packed(text))
        .or_else(|| Date::parse(&text.replace(['/', '.'], "-")))
        .or_else(|| mailed(text))
}

/// Seconds or milliseconds since 1970, as databases have them.
fn stamp(text: &str) -> Option<Date> {
    let number = text.parse::<i64>().ok().filter(|_| matches!(text.len(), 10 | 13))?;
    let seconds = if text.len() == 13 { number / 1000 } else { number };
    let at = jiff::Timestamp::from_second(seconds).ok()?;
    Date::parse(&at.to_string())
}

fn packed(text: &str) -> Option<Date> {
    let head = text.get(..8).filter(|head| head.bytes().all(|byte| byte.is_ascii_digit()))?;
    let ends = text.get(8..).is_none_or(|rest| rest.is_empty() || rest.starts_with('T') || rest.len() == 6);
    Date::parse(&format!("{}-{}-{}", &head[..4], &head[4..6], &head[6..])).filter(|_| ends)
}

fn mailed(text: &str) -> Option<Date> {
    jiff::fmt::rfc2822::DateTimeParser::new().parse_zoned(text).ok().map(|zoned| zoned.date().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: Result<(&str, &str, Option<&str>), &str>) {
        let place = Place { file: "reports.jsonl".into(), line: Some(12) };
        let taken =
            report(Raw { place, bytes: line.as_bytes().to_vec(), form: Form::Json, told: Told::default(), read: 0 }, &Given::default());
        let read =
            taken.report.as_ref().map(|report| (report.id.as_str(), report.text.as_str(), report.published.map(|date| date.to_string())));
        match expected {
            Ok((id, text, date)) => assert_eq!(read, Some((id, text, date.map(str::to_owned))), "{:?}", taken.warnings),
            Err(why) => assert_eq!(taken.warnings.first().map(ToString::to_string).as_deref(), Some(why)),
        }
    }

    #[test]
    fn records_of_every_make() {
        check(r#"{"text":"12 dead"}"#, Ok(("reports.jsonl:12", "12 dead", None)));
        check(
            r#"{"id":7,"text":"12 dead","date":"2025-06-25T10:00:00Z","lang":"en-GB","outlet":null}"#,
            Ok(("7", "12 dead", Some("2025-06-25"))),
        );
        check(
            r#"{"url":"https://example.org/a","text":"a","published":"Wed, 25 Jun 2025 10:00:00 GMT"}"#,
            Ok(("https://example.org/a", "a", Some("2025-06-25"))),
        );
        check(r#"{"id":"a","text":"a","published":"","date":20250625}"#, Ok(("a", "a", Some("2025-06-25"))));
        check(r#"{"id":"a","text":"half \ud83d pair \ud83d\ude00 \\ud83d"}"#, Ok(("a", "half \u{fffd} pair 😀 \\ud83d", None)));
    }

    #[test]
    fn nothing_is_published_after_it_was_fetched() {
        let check = |date: &str, expected: Option<&str>| {
            let place = Place { file: "reports.jsonl".into(), line: None };
            let told = Told { fetched: Some("2024-05-17T23:00:00Z".to_owned()), ..Told::default() };
            let bytes = format!(r#"{{"text":"12 dead","published":"{date}"}}"#).into_bytes();
            let taken = report(Raw { place, bytes, form: Form::Json, told, read: 0 }, &Given::default());
            assert_eq!(taken.report.and_then(|report| report.published).map(|date| date.to_string()).as_deref(), expected, "{date}");
        };
        check("2024-05-17", Some("2024-05-17"));
        check("2024-05-18", Some("2024-05-18"));
        check("2024-05-19", None);
        check("2042-05-17", None);
    }

    #[test]
    fn bad_records_say_what_is_wrong() {
        check(r#"{"text": "a" "#, Err("reports.jsonl:12: not JSON (EOF while parsing an object at column 13); skipped"));
        check(r#"{"text" "a"}"#, Err("reports.jsonl:12: not JSON (expected `:` at column 9); skipped"));
        check(r#"[1]"#, Err("reports.jsonl:12: no JSON object, and one a record is wanted; skipped"));
        check(r#"{"id":"a"}"#, Err("reports.jsonl:12: no `text` in this record; skipped"));
        check(r#"{"text":5}"#, Err("reports.jsonl:12: `text` is no string; skipped"));
        check(r#"{"text":"  "}"#, Err("reports.jsonl:12: empty; skipped"));
        check(
            r#"{"text":"a","date":"soon"}"#,
            Err("reports.jsonl:12: \"soon\" is no date that can be read (2025-06-25 is): the date of publication is left open"),
        );
    }
}
