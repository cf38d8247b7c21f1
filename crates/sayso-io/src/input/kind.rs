//! What a file holds, told by its first bytes; its name and its declared type only help.

use super::{decode, rows, tar, xml};

/// What bytes hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Compressed data, to be unpacked and looked at again.
    Gzip,
    Zstd,
    /// An archive or an office document.
    Zip,
    /// Records of a web archive.
    Warc,
    /// One JSON object a line.
    Lines,
    /// JSON over several lines.
    Json,
    /// Rows of reports in a table, with what separates its cells.
    Table(u8),
    Parquet,
    Pdf,
    Tar,
    /// A message, and many of them in one file.
    Mail,
    Mailbox,
    Feed,
    /// Lists of addresses, which hold no reports.
    Outline,
    Sitemap,
    /// What is known and not read: why.
    Other(&'static str),
    /// A web page.
    Html,
    /// Plain text, or what nobody knows.
    Text,
}

/// Tells by the name, the declared media type and what the bytes begin with.
pub(super) fn kind(name: &str, media: Option<&str>, head: &[u8]) -> Kind {
    if let Some((_, kind)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
        return *kind;
    }
    let name = name.to_ascii_lowercase();
    let name = [".gz", ".zst"].iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(&name);
    let named = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
    let media = media.unwrap_or_default();
    let words = bare(head);
    if tar::is_tar(head) {
        return Kind::Tar;
    }
    if let Some(kind) = of_mail(&named, media, head) {
        return kind;
    }
    if words.starts_with(b"<")
        && let Some(kind) = of_xml(media, words)
    {
        return kind;
    }
    if words.starts_with(b"{") && find(words, b"https://jsonfeed.org/version/") {
        return Kind::Feed;
    }
    if named(&[".jsonl", ".ndjson"]) {
        return if is_list(words) { Kind::Json } else { Kind::Lines };
    }
    if is_json(words) || named(&[".json"]) {
        return if is_list(words) || is_document(words) { Kind::Json } else { Kind::Lines };
    }
    let page = opens_page(words) || named(&[".html", ".htm", ".xhtml"]) || matches!(media, "text/html" | "application/xhtml+xml");
    if page {
        return Kind::Html;
    }
    rows::separator(named(&[".csv", ".tsv"]), head).map_or(Kind::Text, Kind::Table)
}

/// A message by its name, its type or its head; a mailbox by the line between messages.
fn of_mail(named: &dyn Fn(&[&str]) -> bool, media: &str, head: &[u8]) -> Option<Kind> {
    let fields = [
        &b"received:"[..],
        b"return-path:",
        b"message-id:",
        b"mime-version:",
        b"delivered-to:",
        b"content-type:",
        b"from:",
        b"date:",
        b"subject:",
        b"to:",
    ];
    let lines = head.split(|byte| *byte == b'\n').take(60).take_while(|line| !line.trim_ascii().is_empty());
    let starts = |line: &[u8], field: &[u8]| line.get(..field.len()).is_some_and(|start| start.eq_ignore_ascii_case(field));
    let found = |lines: &mut dyn Iterator<Item = &[u8]>| {
        let found = lines.filter_map(|line| fields.iter().position(|field| starts(line, field))).collect::<std::collections::BTreeSet<_>>();
        // The first six are those that programs write and people do not.
        found.len() >= 3 && found.iter().any(|at| *at < 4)
    };
    let first = head.split(|byte| *byte == b'\n').next().unwrap_or_default();
    if first.starts_with(b"From ") && (named(&[".mbox"]) || found(&mut lines.clone().skip(1))) {
        return Some(Kind::Mailbox);
    }
    let message = named(&[".eml", ".mhtml", ".mht"]) || matches!(media, "message/rfc822" | "multipart/related");
    (message || found(&mut lines.clone())).then_some(Kind::Mail)
}

/// What XML holds, by its root element.
fn of_xml(media: &str, head: &[u8]) -> Option<Kind> {
    let declared = head.starts_with(b"<?xml");
    match xml::root(head)?.as_str() {
        "rss" | "RDF" | "feed" => Some(Kind::Feed),
        "entry" if find(head, b"http://www.w3.org/2005/Atom") => Some(Kind::Feed),
        "opml" => Some(Kind::Outline),
        "urlset" | "sitemapindex" => Some(Kind::Sitemap),
        "html" | "HTML" => Some(Kind::Html),
        _ if declared && media != "text/html" => Some(Kind::Other("XML of a kind that is not read")),
        _ => None,
    }
}

fn find(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|window| window == words)
}

/// First bytes that leave no doubt.
const MAGIC: [(&[u8], Kind); 9] = [
    (b"\x1f\x8b\x08", Kind::Gzip),
    (b"\x28\xb5\x2f\xfd", Kind::Zstd),
    (b"\x5d\x2a\x4d\x18", Kind::Zstd),
    (b"PK\x03\x04", Kind::Zip),
    (b"PK\x05\x06", Kind::Zip),
    (b"WARC/", Kind::Warc),
    (b"%PDF-", Kind::Pdf),
    (b"PAR1", Kind::Parquet),
    (b"{\\rtf", Kind::Other("RTF, which is not read: save it as DOCX, ODT or text")),
];

/// Without byte order mark and the space around.
fn bare(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(decode::MARK).unwrap_or(bytes).trim_ascii()
}

/// Whether JSON Lines begin here, and the first line is there.
pub(super) fn opens_lines(head: &[u8]) -> bool {
    let start = head.strip_prefix(decode::MARK).unwrap_or(head).trim_ascii_start();
    start.starts_with(b"{\"") && start.contains(&b'\n')
}

/// JSON by its first characters: no report of plain text opens with `{"`, or with `[` and that.
fn is_json(head: &[u8]) -> bool {
    let list = head.strip_prefix(b"[").map(<[u8]>::trim_ascii_start);
    let rest = list.unwrap_or(head).strip_prefix(b"{").map(<[u8]>::trim_ascii_start);
    rest.is_some_and(|rest| rest.starts_with(b"\"") || rest.starts_with(b"}"))
}

/// Whether it is JSON of which the first line only opens something that goes on below.
fn is_list(head: &[u8]) -> bool {
    head.starts_with(b"[") || first_line(head).is_some_and(|line| line.trim_ascii() == b"{")
}

/// Whether the first line leaves braces open. Where its end is not in sight, it is taken to close them.
fn is_document(head: &[u8]) -> bool {
    let Some(line) = first_line(head) else { return false };
    let (mut open, mut quoted, mut escaped) = (0, false, false);
    for byte in line {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'{' | b'[' if !quoted => open += 1,
            b'}' | b']' if !quoted => open -= 1,
            _ => {}
        }
    }
    open > 0 && !quoted
}

fn first_line(head: &[u8]) -> Option<&[u8]> {
    head.iter().position(|byte| *byte == b'\n').map(|end| &head[..end])
}

/// Whether a page's first element or declaration comes first.
fn opens_page(head: &[u8]) -> bool {
    let start = head.get(..14).unwrap_or(head).to_ascii_lowercase();
    start.starts_with(b"<!doctype html") || start.starts_with(b"<html")
}
