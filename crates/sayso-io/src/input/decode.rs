//! Bytes to text: UTF-8 first, then what a detector takes the encoding to be. What is no text is refused by name.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE};

/// The byte order mark of UTF-8.
pub(super) const MARK: &[u8] = b"\xef\xbb\xbf";

/// Text, and what was lost on the way.
pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) note: Option<String>,
}

/// Formats that are often met where text was expected.
const KNOWN: [(&[u8], &str); 11] = [
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x1f\x8b", "compressed with gzip"),
    (b"\x28\xb5\x2f\xfd", "compressed with zstd"),
    (b"BZh", "compressed with bzip2"),
    (b"\xfd7zXZ", "compressed with xz"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
];

/// Decodes a whole text, without its byte order mark. A mark goes before the encoding that was declared beside it, and that before what the bytes look like.
pub(super) fn decode(bytes: Vec<u8>, declared: Option<&str>) -> Result<Decoded, String> {
    if let Some((_, name)) = KNOWN.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(format!("no text but {name}"));
    }
    if let Some(encoding) = wide(&bytes) {
        return Ok(by(encoding, &bytes));
    }
    if is_binary(&bytes) {
        return Err("no text but binary data".to_owned());
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Decoded { text: unmarked(text), note: None }),
        Err(error) => {
            let bytes = error.as_bytes();
            let encoding = declared.and_then(|label| Encoding::for_label(label.as_bytes()));
            Ok(encoding.map_or_else(|| legacy(bytes), |encoding| by(encoding, bytes)))
        }
    }
}

/// Decodes a web page. A mark goes first, then what the server declared, then what the page declares, then what the bytes look like; what is
/// UTF-8 throughout is UTF-8 whatever is declared. Zero bytes and control characters make no page binary data: browsers show it all the same.
pub(super) fn page(bytes: &[u8], declared: Option<&str>, address: Option<&str>) -> Result<Decoded, String> {
    if let Some((_, name)) = KNOWN.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(format!("no web page but {name}"));
    }
    if let Some(encoding) = wide(bytes) {
        return Ok(by(encoding, bytes));
    }
    let declared = [declared.and_then(usable), prescan(bytes)].into_iter().flatten().next();
    let escaped = declared == Some(ISO_2022_JP) && bytes.contains(&0x1b);
    if let (Ok(text), false) = (std::str::from_utf8(bytes), escaped) {
        return Ok(Decoded { text: unmarked(text.to_owned()), note: None });
    }
    Ok(match declared {
        Some(encoding) if encoding == UTF_8 || !is_mostly_utf8(bytes) => by(encoding, bytes),
        Some(_) => by(UTF_8, bytes),
        None if bytes.starts_with(MARK) || looks_utf8(bytes) => by(UTF_8, bytes),
        None => by(guess(bytes, address), bytes),
    })
}

/// Bytes of a page in which its encoding is declared: the standard has 1024, pages are less strict.
const PRESCAN: usize = 16 << 10;
/// Bytes that a detector looks at.
const DETECTED: usize = 1 << 20;

/// What a page declares itself, in a `meta` element or as XML does.
fn prescan(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(PRESCAN)).unwrap_or_default().to_ascii_lowercase();
    let head = String::from_utf8_lossy(&head);
    let xml = head.trim_start().strip_prefix("<?xml").and_then(|rest| label(rest.split("?>").next()?, "encoding"));
    let meta = || head.split("<meta").skip(1).find_map(|rest| label(rest.split('>').next()?, "charset"));
    // A page whose declaration can be read byte by byte is in no encoding of two bytes.
    usable(&xml.or_else(meta)?).map(|encoding| if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding })
}

/// The words behind `name=`.
fn label(tag: &str, name: &str) -> Option<String> {
    let value = tag.split(name).skip(1).find_map(|rest| rest.trim_start().strip_prefix('='))?;
    let value = value.trim_start().trim_start_matches(['"', '\'']).trim_start();
    let end = value.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.+".contains(c))).unwrap_or(value.len());
    Some(value[..end].to_owned()).filter(|label| !label.is_empty())
}

/// The encoding of that name, if it is one of text.
fn usable(label: &str) -> Option<&'static Encoding> {
    Encoding::for_label(label.as_bytes()).filter(|encoding| *encoding != REPLACEMENT)
}

fn guess(bytes: &[u8], address: Option<&str>) -> &'static Encoding {
    let host = address.and_then(|address| address.split("://").nth(1)).and_then(|rest| rest.split(['/', ':', '?', '#']).next());
    let land = host.and_then(|host| host.rsplit('.').next()).map(str::to_ascii_lowercase);
    let land = land.filter(|land| !land.is_empty() && land.bytes().all(|byte| byte.is_ascii_lowercase()));
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes.get(..bytes.len().min(DETECTED)).unwrap_or_default(), true);
    detector.guess(land.as_deref().map(str::as_bytes), Utf8Detection::Deny)
}

/// Nearly all of its bytes beyond ASCII make whole UTF-8 characters, which no text in another encoding does by chance.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (good, bad) = characters(bytes);
    good >= 8 && good >= bad * 10
}

/// Whether two bytes make a character throughout.
pub(super) fn is_wide(head: &[u8]) -> bool {
    wide(head).is_some()
}

/// UTF-16 by its mark, or by the zeros between Latin letters.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    if bytes.starts_with(b"\xff\xfe") {
        return Some(UTF_16LE);
    }
    if bytes.starts_with(b"\xfe\xff") {
        return Some(UTF_16BE);
    }
    let pairs = bytes.get(..bytes.len().min(512)).unwrap_or_default().chunks_exact(2);
    let count = pairs.len();
    let (big, little) = pairs.fold((0, 0), |(big, little), pair| {
        (big + usize::from(pair[0] == 0 && pair[1] != 0), little + usize::from(pair[1] == 0 && pair[0] != 0))
    });
    let most = |zeros: usize| count > 4 && zeros * 10 >= count * 7;
    if most(little) && big == 0 { Some(UTF_16LE) } else { (most(big) && little == 0).then_some(UTF_16BE) }
}

/// Zero bytes, or more control characters than any text has.
fn is_binary(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(64 << 10)).unwrap_or_default();
    let controls = head.iter().filter(|byte| matches!(byte, 1..=8 | 14..=26 | 28..=31 | 127)).count();
    head.contains(&0) || controls * 20 > head.len()
}

fn unmarked(mut text: String) -> String {
    if text.as_bytes().starts_with(MARK) {
        text.drain(..MARK.len());
    }
    text
}

/// Text that is not UTF-8 all through: broken UTF-8 if it looks or says so, else the encoding that fits it best.
fn legacy(bytes: &[u8]) -> Decoded {
    if looks_utf8(bytes) || says_utf8(bytes) {
        return by(UTF_8, bytes);
    }
    by(guess(bytes, None), bytes)
}

fn by(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let (text, broken) = encoding.decode_with_bom_removal(bytes);
    let note = broken.then(|| format!("not all of it can be decoded as {}: what cannot stands as \u{fffd}", encoding.name()));
    Decoded { text: Cow::into_owned(text), note }
}

/// Most of its bytes beyond ASCII make whole UTF-8 characters.
fn looks_utf8(bytes: &[u8]) -> bool {
    let (good, bad) = characters(bytes);
    good >= bad * 2
}

/// How many characters beyond ASCII are whole UTF-8, and how often it breaks.
fn characters(bytes: &[u8]) -> (usize, usize) {
    bytes.utf8_chunks().fold((0, 0), |(good, bad), chunk| {
        (good + chunk.valid().chars().filter(|c| !c.is_ascii()).count(), bad + usize::from(!chunk.invalid().is_empty()))
    })
}

/// It says that it is UTF-8: a mark, or a declaration near its start.
fn says_utf8(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(1024)).unwrap_or_default().to_ascii_lowercase();
    let says = |words: &[u8]| head.windows(words.len()).any(|window| window == words);
    bytes.starts_with(MARK) || [&b"charset=utf-8"[..], b"charset=\"utf-8", b"encoding=\"utf-8"].iter().any(|words| says(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], text: &str, noted: bool) {
        let decoded = decode(bytes.to_vec(), None).expect("text");
        assert_eq!((decoded.text.as_str(), decoded.note.is_some()), (text, noted));
    }

    #[test]
    fn marks_are_no_text() {
        check(b"\xef\xbb\xbf12 dead", "12 dead", false);
        check(b"\xff\xfe1\x002\x00 \x00d\x00", "12 d", false);
        check(b"1\x002\x00 \x00d\x00e\x00a\x00d\x00.\x00", "12 dead.", false);
    }

    #[test]
    fn old_encodings_are_detected() {
        let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode("По данным министерства, погибли 12 человек, ранены 30 военных.");
        check(&bytes, "По данным министерства, погибли 12 человек, ранены 30 военных.", false);
        check(b"Twelve caf\xe9 owners said the toll was \x9312\x94.", "Twelve café owners said the toll was “12”.", false);
    }

    fn check_page(bytes: &[u8], declared: Option<&str>, text: &str, noted: bool) {
        let decoded = page(bytes, declared, Some("https://www.example.ru/a")).expect("a page");
        assert_eq!((decoded.text.as_str(), decoded.note.is_some()), (text, noted));
    }

    #[test]
    fn pages_are_decoded_as_they_say() {
        let said = |head: &str, encoding: &'static Encoding, text: &str| [head.as_bytes(), &encoding.encode(text).0].concat();
        let text = "Погибли 12 человек";
        for head in [
            "<meta charset=koi8-r>",
            "<META http-equiv='Content-Type' content='text/html; charset = KOI8-R'>",
            "<?xml version='1.0' encoding=\"koi8-r\"?>",
        ] {
            check_page(&said(head, encoding_rs::KOI8_R, text), None, &format!("{head}{text}"), false);
        }
        let head = "<meta charset=utf-8>";
        check_page(&said(head, encoding_rs::WINDOWS_1251, text), Some("windows-1251"), &format!("{head}{text}"), false);
        check_page(&said("<meta charset=windows-1251>", UTF_8, text), None, &format!("<meta charset=windows-1251>{text}"), false);
    }

    #[test]
    fn declarations_that_cannot_be_are_not_followed() {
        check_page(b"<meta charset=utf-16>caf\xc3\xa9", None, "<meta charset=utf-16>café", false);
        check_page(b"<meta charset=utf-8>caf\xe9", None, "<meta charset=utf-8>caf\u{fffd}", true);
        check_page(b"<meta charset=replacement>12", None, "<meta charset=replacement>12", false);
        let mixed = ["<meta charset=latin1>".as_bytes(), "Двенадцать человек".as_bytes(), b"\xd0"].concat();
        check_page(&mixed, None, "<meta charset=latin1>Двенадцать человек\u{fffd}", true);
        check_page(b"12\0 dead\x01", None, "12\0 dead\x01", false);
    }

    #[test]
    fn a_page_that_says_nothing_is_taken_by_its_looks() {
        let (bytes, ..) = encoding_rs::WINDOWS_1251.encode("По данным министерства, погибли 12 человек, ранены 30 военных.");
        check_page(&bytes, None, "По данным министерства, погибли 12 человек, ранены 30 военных.", false);
        let (bytes, ..) = ISO_2022_JP.encode("十二人が死亡");
        check_page(&bytes, Some("iso-2022-jp"), "十二人が死亡", false);
    }

    #[test]
    fn broken_utf8_is_read_with_a_note() {
        check(
            "Сто двенадцать человек \u{fffd} погибли".replace('\u{fffd}', "\u{1}").as_bytes(),
            "Сто двенадцать человек \u{1} погибли",
            false,
        );
        check(b"Kyjev \xc4\x8dek\xc3\xa1 \xc4\x8das \xc3 12", "Kyjev čeká čas \u{fffd} 12", true);
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for bytes in [&b"%PDF-1.7"[..], b"\x89PNG\r\n", b"ab\0\x01\x02cd", b"\x01\x02\x03\x04"] {
            assert!(decode(bytes.to_vec(), None).is_err(), "{bytes:?}");
        }
    }
}
