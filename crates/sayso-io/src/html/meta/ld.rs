//! JSON-LD: the object that is the report of the page, and what it says.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use serde_json::Value;

use super::seen::Seen;
use super::{folded, plain};

/// Objects that are looked at, over all scripts.
const MOST: usize = 5000;
/// Bytes that are parsed, over all scripts.
const MOST_BYTES: usize = 3 << 20;
/// Bytes of a broken script that are searched.
const SALVAGED: usize = 64 << 10;
/// Objects within objects: what lies deeper is not of the report.
const DEEPEST: usize = 8;

/// The keys that are asked for.
const ASKED: [&str; 22] = [
    "@id",
    "name",
    "url",
    "headline",
    "author",
    "creator",
    "publisher",
    "datePublished",
    "dateModified",
    "dateCreated",
    "uploadDate",
    "inLanguage",
    "isBasedOn",
    "isBasedOnUrl",
    "citation",
    "sourceOrganization",
    "provider",
    "givenName",
    "familyName",
    "mainEntityOfPage",
    "alternativeHeadline",
    "@type",
];

/// What the scripts of a page hold.
#[derive(Debug, Default)]
pub(super) struct Linked {
    /// The report, then the page that it stands on, then pictures and films of it: what comes first is asked first.
    nodes: Vec<Value>,
    /// Things by their `@id`.
    ids: HashMap<String, Value>,
    /// The name of the site.
    site: Option<String>,
}

/// Reads the scripts of a page. Of several reports (a page that lists others), the one named as the page is itself is taken.
pub(super) fn read(seen: &Seen, titles: &[String]) -> Linked {
    let mut room = MOST_BYTES;
    let scripts = seen.scripts.iter().map_while(|script| {
        let fits = room > 0;
        room = room.saturating_sub(script.len());
        fits.then_some(script)
    });
    let parsed = scripts.flat_map(|script| values(script)).collect::<Vec<_>>();
    let mut found = Vec::new();
    parsed.iter().for_each(|value| objects(value, &mut found));
    let mut ids = HashMap::new();
    for object in &found {
        if let Some(id) = object.get("@id").and_then(Value::as_str).filter(|_| object.get("name").is_some()) {
            ids.entry(id.to_owned()).or_insert_with(|| kept(object));
        }
    }
    let site = found.iter().find(|object| is(object, &["WebSite", "NewsMediaOrganization"])).and_then(|object| object.get("name"));
    let site = site.and_then(Value::as_str).map(plain);
    Linked { nodes: ranked(found, titles).into_iter().map(kept).collect(), ids, site }
}

/// What is asked of an object.
fn kept(object: &Value) -> Value {
    let pairs = ASKED.iter().filter_map(|key| Some(((*key).to_owned(), object.get(*key)?.clone())));
    Value::Object(pairs.collect())
}

impl Linked {
    /// The texts under the first of the keys that the report has.
    pub(super) fn texts(&self, key: &str) -> Vec<String> {
        let found = self.nodes.iter().map(|node| self.named(node.get(key).unwrap_or(&Value::Null), 0));
        found.into_iter().find(|texts| !texts.is_empty()).unwrap_or_default()
    }

    /// The one text under the key.
    pub(super) fn text(&self, key: &str) -> Option<String> {
        self.texts(key).into_iter().next()
    }

    /// The name of the site, where one is declared beside the report.
    pub(super) fn site(&self) -> Option<&str> {
        self.site.as_deref()
    }

    /// Name and address of each thing under the key.
    pub(super) fn things(&self, key: &str) -> Vec<(Option<String>, Option<String>)> {
        let values = self.nodes.iter().filter_map(|node| node.get(key)).flat_map(|value| match value {
            Value::Array(values) => values.iter().take(20).collect(),
            value => vec![value],
        });
        let thing = |value: &Value| match self.resolved(value) {
            Value::String(text) if text.starts_with("http") => (None, Some(text.clone())),
            Value::String(text) => (Some(plain(text)), None),
            value => {
                let at = |key: &str| value.get(key).and_then(Value::as_str);
                (at("name").or_else(|| at("headline")).map(plain), at("url").or_else(|| at("@id")).map(str::to_owned))
            }
        };
        values.map(thing).filter(|(name, url)| name.is_some() || url.is_some()).take(20).collect()
    }

    /// A thing that is given by its `@id` only.
    fn resolved<'a>(&'a self, value: &'a Value) -> &'a Value {
        let id = value.get("@id").and_then(Value::as_str).filter(|_| value.get("name").is_none());
        id.and_then(|id| self.ids.get(id)).unwrap_or(value)
    }

    /// The text of a value, or the names of what it holds.
    fn named(&self, value: &Value, depth: usize) -> Vec<String> {
        match self.resolved(value) {
            Value::String(text) => Some(plain(text)).filter(|text| !text.is_empty()).into_iter().collect(),
            Value::Number(number) => vec![number.to_string()],
            Value::Array(values) if depth < 4 => values.iter().take(30).flat_map(|value| self.named(value, depth + 1)).take(30).collect(),
            Value::Object(object) if depth < 4 => {
                let whole = ["name", "@value"].into_iter().find_map(|key| object.get(key));
                whole.map_or_else(|| person(value), |name| self.named(name, depth + 1))
            }
            _ => Vec::new(),
        }
    }
}

/// A person whose name is given in parts.
fn person(value: &Value) -> Vec<String> {
    let part = |key: &str| value.get(key).and_then(Value::as_str).map(plain);
    part("givenName").zip(part("familyName")).map(|(given, family)| format!("{given} {family}")).into_iter().collect()
}

/// The values of a script: one as a rule, several where objects stand one after the other, none of what is broken beyond repair.
fn values(script: &str) -> Vec<Value> {
    let script = script.trim().trim_start_matches('\u{feff}');
    let script = script.strip_prefix("<!--").unwrap_or(script).trim_start_matches("//").trim_start_matches("<![CDATA[");
    let read =
        |text: &str| serde_json::Deserializer::from_str(text).into_iter::<Value>().map_while(Result::ok).take(50).collect::<Vec<_>>();
    let found = read(script);
    if !found.is_empty() {
        return found;
    }
    let told = if script.contains("&quot;") { script.replace("&quot;", "\"").replace("&amp;", "&") } else { script.to_owned() };
    let mended = read(&mended(&told));
    if mended.is_empty() { salvaged(script).into_iter().collect() } else { mended }
}

/// JSON as it was meant: line ends within strings, escapes that JSON lacks, commas before a closing bracket.
fn mended(script: &str) -> String {
    let mut out = String::with_capacity(script.len());
    let (mut quoted, mut chars) = (false, script.chars().peekable());
    while let Some(c) = chars.next() {
        match c {
            '"' => {
                quoted = !quoted;
                out.push(c);
            }
            '\\' if quoted => match chars.next() {
                Some(next @ ('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u')) => out.extend(['\\', next]),
                Some(next) => out.push(next),
                None => {}
            },
            _ if quoted && c.is_control() => out.push(' '),
            '}' | ']' if !quoted => {
                let kept = out.trim_end().trim_end_matches(',').len();
                out.truncate(kept);
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}

/// Of JSON that cannot be read: the first value of each key that says something of the report, where it is a plain string.
fn salvaged(script: &str) -> Option<Value> {
    let script = super::seen::short(script, SALVAGED);
    let report = ["Article\"", "BlogPosting\""].iter().any(|kind| script.contains(kind));
    let keys = ["headline", "datePublished", "dateModified", "inLanguage"];
    let found = keys.into_iter().filter_map(|key| Some((key.to_owned(), Value::String(string_of(&script, key)?))));
    let object = found.chain([("@type".to_owned(), Value::String("Article".to_owned()))]).collect::<serde_json::Map<_, _>>();
    (report && object.len() > 1).then_some(Value::Object(object))
}

fn string_of(script: &str, key: &str) -> Option<String> {
    let after = &script[script.find(&format!("\"{key}\""))? + key.len() + 2..];
    let text = after.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
    let end = text.find(['"', '\n']).filter(|end| *end < 400)?;
    Some(text[..end].trim_end_matches('\\').to_owned())
}

/// Every object in a value; walked with a stack of its own.
fn objects<'a>(value: &'a Value, found: &mut Vec<&'a Value>) {
    let mut rest = vec![(value, 0)];
    while let Some((value, depth)) = rest.pop() {
        if found.len() >= MOST {
            return;
        }
        match value {
            _ if depth > DEEPEST => {}
            // Taken from the end, so the last goes in first.
            Value::Array(values) => rest.extend(values.iter().rev().map(|value| (value, depth + 1))),
            Value::Object(object) => {
                let inner = object.iter().filter(|(key, value)| value.is_object() || value.is_array() && INNER.contains(&key.as_str()));
                let inner = inner.filter(|(key, _)| !OTHERS.contains(&key.as_str())).map(|(_, value)| (value, depth + 1));
                rest.extend(inner.collect::<Vec<_>>().into_iter().rev());
                found.push(value);
            }
            _ => {}
        }
    }
}

/// Lists that hold the report or who made it.
const INNER: [&str; 6] = ["@graph", "author", "creator", "publisher", "mainEntity", "hasPart"];
/// Things under these are other reports.
const OTHERS: [&str; 9] =
    ["isBasedOn", "citation", "comment", "review", "about", "mentions", "relatedLink", "itemListElement", "potentialAction"];

/// The nodes that may speak for the report, the report itself first.
fn ranked<'a>(found: Vec<&'a Value>, titles: &[String]) -> Vec<&'a Value> {
    let named = |node: &Value| {
        let headline =
            ["headline", "name"].into_iter().find_map(|key| node.get(key)).and_then(Value::as_str).map(|text| folded(&plain(text)));
        headline
            .is_some_and(|headline| headline.len() > 8 && titles.iter().any(|title| title.contains(&headline) || headline.contains(title)))
    };
    let (mut reports, mut pages) = (Vec::new(), Vec::new());
    for node in found {
        match place(node) {
            Some(Place::Report) => reports.push((named(node), node)),
            Some(Place::Page) => pages.push(node),
            None => {}
        }
    }
    // Of several reports those that have the page's title are the page's; where none has it, they are a list of others.
    let headlines = reports.iter().filter_map(|(_, node)| node.get("headline").and_then(Value::as_str)).collect::<BTreeSet<_>>();
    if reports.iter().any(|(mine, _)| *mine) || headlines.len() > 1 {
        reports.retain(|(mine, _)| *mine);
    }
    // The fullest first.
    reports.sort_by_key(|(_, node)| Reverse(node.as_object().map_or(0, |object| object.len().min(6))));
    reports.into_iter().map(|(_, node)| node).chain(pages).take(8).collect()
}

/// Whom a type speaks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Report,
    Page,
}

fn place(node: &Value) -> Option<Place> {
    let fits = |kind: &str| match kind.rsplit(['/', ':']).next().unwrap_or(kind) {
        "JobPosting" => None,
        "Report" | "Review" | "PressRelease" => Some(Place::Report),
        "WebPage" | "ItemPage" | "ClaimReview" => Some(Place::Page),
        kind => (kind.ends_with("Article") || kind.ends_with("Posting")).then_some(Place::Report),
    };
    types(node).into_iter().filter_map(fits).min()
}

fn types(node: &Value) -> Vec<&str> {
    match node.get("@type").or_else(|| node.get("type")) {
        Some(Value::String(kind)) => vec![kind],
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).take(10).collect(),
        _ => Vec::new(),
    }
}

fn is(node: &Value, kinds: &[&str]) -> bool {
    types(node).iter().any(|kind| kinds.contains(kind))
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::super::of;

    /// Title and day of publication of a page with this script.
    fn check(script: &str, expected: &str) {
        let html = format!(r#"<html><head><script type="application/ld+json">{script}</script></head><body></body></html>"#);
        let meta = of(&html, None);
        let day = meta.published.map(|date| date.to_string());
        assert_eq!(
            format!("{} {}", meta.title.unwrap_or_default(), day.unwrap_or_default()).trim(),
            expected,
            "{}",
            super::super::seen::short(script, 300)
        );
    }

    const PLAIN: &str = r#"{"@type":"NewsArticle","headline":"Four die","datePublished":"2024-05-17"}"#;

    #[test]
    fn shapes() {
        check(PLAIN, "Four die 2024-05-17");
        check(&format!("[{PLAIN}]"), "Four die 2024-05-17");
        check(&format!(r#"{{"@graph":[{{"@type":"Organization","name":"x"}},{PLAIN}]}}"#), "Four die 2024-05-17");
        check(&format!(r#"{{"@type":"WebPage","mainEntity":{PLAIN}}}"#), "Four die 2024-05-17");
        check(&PLAIN.replace("\"NewsArticle\"", "[\"Thing\",\"schema:ReportageNewsArticle\"]"), "Four die 2024-05-17");
        check(&format!("{PLAIN}{PLAIN}"), "Four die 2024-05-17");
        check(r#"{"@type":"Event","name":"A fair","startDate":"2024-05-17"}"#, "");
        check(r#"{"@type":"Recipe","name":"Soup","datePublished":"2024-05-17"}"#, "");
        let other = PLAIN.replace("Four", "Nine");
        check(&format!("[{PLAIN},{other}]"), "");
    }

    #[test]
    fn broken_scripts() {
        check(&PLAIN.replace('}', ",}"), "Four die 2024-05-17");
        check(&PLAIN.replace("Four die", "Four\n die"), "Four die 2024-05-17");
        check(&PLAIN.replace("Four die", r"Four\' die"), "Four' die 2024-05-17");
        check(&format!("<!-- {PLAIN} -->"), "Four die 2024-05-17");
        check(&format!("{PLAIN};"), "Four die 2024-05-17");
        check(&PLAIN.replace('"', "&quot;"), "Four die 2024-05-17");
        check(&PLAIN.replace(r#""headline""#, r#""description":"he said "no" twice","headline""#), "Four die 2024-05-17");
        check("{{{ title }}}", "");
    }

    #[test]
    fn hostile_scripts() {
        let start = Instant::now();
        check(&"[".repeat(200_000), "");
        check(&format!("{}{}", "{\"a\":".repeat(100_000), PLAIN), "");
        check(&format!("{}{}{}", "{\"a\":".repeat(100), PLAIN, "}".repeat(100)), "");
        check(&format!(r#"{{"@type":"Article","headline":"Four die","articleBody":"{}"}}"#, "x".repeat(10 << 20)), "Four die");
        check(&format!("[{}1]", "0,".repeat(5 << 20)), "");
        check(&PLAIN.replace("2024-05-17", &"9".repeat(100_000)), "Four die");
        assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
    }
}
