//! Raw bytes made into a report: a text as it is, a JSON record with `text` and what it tells about it, a web page.

use sayso::report::{Date, Report, dated};
use serde::Deserialize;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::{Form, Place, Raw, Told, Warning, decode, language, page};
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
}

impl Original {
    fn new(bytes: Vec<u8>, media: &'static str, told: &Told) -> Self {
        let digest = wire::hex(&Sha256::digest(&bytes));
        Self { digest, media, url: told.url.clone(), fetched: told.fetched.clone(), bytes, exchange: told.exchange.clone() }
    }
}

/// The fields of a record. Everything but `text` may be missing, null, or of another type.
#[derive(Deserialize)]
struct Record {
    #[serde(default)]
    text: Value,
    #[serde(default)]
    id: Value,
    #[serde(default)]
    url: Value,
    #[serde(default)]
    outlet: Value,
    #[serde(default)]
    title: Value,
    #[serde(default)]
    published: Value,
    #[serde(default)]
    date: Value,
    #[serde(default)]
    lang: Value,
}

/// Makes a report of raw bytes.
pub fn report(raw: Raw, given: &Given) -> Taken {
    let place = raw.place.clone();
    let mut taken = Taken::default();
    match take(raw, given, &mut taken) {
        Ok(report) => taken.report = Some(report),
        Err(what) => taken.warnings.push(Warning::skipped(&place, what)),
    }
    taken
}

fn take(raw: Raw, given: &Given, taken: &mut Taken) -> Result<Report, String> {
    let Raw { place, bytes, form, told, .. } = raw;
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
            odd_date(&record).into_iter().for_each(&mut note);
            of_record(&place, record)?
        }
        Form::Html => {
            let page = html::page(&bytes, &Hint { url: told.url.clone(), charset: told.charset.clone() })?;
            page.notes.iter().cloned().for_each(&mut note);
            taken.original = Some(Original::new(bytes, "text/html", &told));
            page::report(id(&place), page)
        }
    };
    if report.text.trim().is_empty() {
        return Err("empty".to_owned());
    }
    let mut report = dated(rounded(report, told, given));
    language::identify(&mut report, given.lang.is_some()).into_iter().for_each(&mut note);
    Ok(report)
}

/// What a report does not say itself, its container or the user says.
fn rounded(report: Report, told: Told, given: &Given) -> Report {
    Report {
        id: told.id.unwrap_or(report.id),
        url: report.url.or(told.url),
        outlet: report.outlet.or(told.outlet).or_else(|| given.outlet.clone()),
        title: report.title.or(told.title),
        published: report.published.or(told.published).or(given.published),
        modified: report.modified.or(told.modified),
        lang: given.lang.clone().or(report.lang).or(told.lang),
        authors: if report.authors.is_empty() { told.authors } else { report.authors },
        ..report
    }
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

fn of_record(place: &Place, record: Record) -> Result<Report, String> {
    let text = match record.text {
        Value::String(text) => text,
        Value::Null => return Err("no `text` in this record".to_owned()),
        _ => return Err("`text` is no string".to_owned()),
    };
    let url = words(record.url);
    Ok(Report {
        id: words(record.id).or_else(|| url.clone()).unwrap_or_else(|| id(place)),
        text,
        url,
        outlet: words(record.outlet),
        title: words(record.title),
        published: date(&record.published).or_else(|| date(&record.date)),
        lang: words(record.lang).and_then(|lang| language(&lang)),
        ..Report::default()
    })
}

/// File and line, for a record that names itself neither by `id` nor by `url`.
fn id(place: &Place) -> String {
    place.line.map_or_else(|| place.file.to_string(), |line| format!("{}:{line}", place.file))
}

fn parse(line: &str) -> Result<Record, String> {
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
fn words(value: Value) -> Option<String> {
    match value {
        Value::String(words) => Some(words).filter(|words| !words.trim().is_empty()),
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

fn odd_date(record: &Record) -> Option<String> {
    let odd = [&record.published, &record.date].into_iter().find(|value| !value.is_null() && date(value).is_none())?;
    let known = date(&record.published).or_else(|| date(&record.date)).is_some();
    let empty = odd.as_str().is_some_and(|date| date.trim().is_empty());
    (!known && !empty).then(|| format!("{odd} is no date that can be read (2025-06-25 is): the date of publication is left open"))
}

/// ISO dates and times, `20250625`, `2025/06/25`, and the dates of mail and feeds.
fn date(value: &Value) -> Option<Date> {
    let digits = value.as_u64().map(|number| number.to_string());
    let text = digits.as_deref().or_else(|| value.as_str())?.trim();
    Date::parse(text).or_else(|| packed(text)).or_else(|| Date::parse(&text.replace(['/', '.'], "-"))).or_else(|| mailed(text))
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
