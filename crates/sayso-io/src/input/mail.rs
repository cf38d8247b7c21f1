//! Mail: messages in files and mailboxes, with the reports attached to them, and pages saved as mail (MHTML). Addresses of people are not kept.

use std::io::{BufRead, BufReader, Read};
use std::sync::Arc;

use mail_parser::{Addr, Message, MessageParser, MessagePart, MimeHeaders, PartType};
use sayso::report::{Date, Mark, Zone};

use super::open::{Closed, Piece, Pieces, Source, too_long};
use super::unpack::Meter;
use super::walk::why;
use super::{Form, LONGEST, Place, Raw, Stream, Told, Warning, feed};

/// Parts of one message that are looked at.
const PARTS: usize = 1000;

/// A message: its text, and what is attached to it.
pub(super) fn open(place: &Place, bytes: &[u8], meter: &Arc<Meter>) -> Result<Pieces, Warning> {
    let message = MessageParser::default().parse(bytes).ok_or_else(|| Warning::skipped(place, "no message that can be read"))?;
    let address = page_address(&message);
    let mut pieces = body(place, &message, address.as_deref()).into_iter().collect::<Vec<_>>();
    if address.is_none() {
        let parts = message.attachments().take(PARTS).zip(1..);
        pieces.extend(parts.filter_map(|(part, nth)| attached(place, part, nth, meter)));
    }
    Ok(Box::new(pieces.into_iter().map(Ok)))
}

/// The address of a page that was saved as a message.
fn page_address(message: &Message<'_>) -> Option<String> {
    let saved = message.header_raw("Snapshot-Content-Location").map(|address| address.split_whitespace().collect::<String>());
    let first = || message.html_bodies().next().and_then(MimeHeaders::content_location).map(str::to_owned);
    saved.or_else(|| first().filter(|_| message.is_content_type("multipart", "related"))).filter(|address| address.contains("://"))
}

/// The text of the message itself.
fn body(place: &Place, message: &Message<'_>, address: Option<&str>) -> Option<Piece> {
    let html = message.html_bodies().find_map(|part| if let PartType::Html(html) = &part.body { Some(html) } else { None });
    let text = message.text_bodies().find_map(|part| if let PartType::Text(text) = &part.body { Some(text) } else { None });
    let (form, words) = match (html, text) {
        (Some(html), _) if address.is_some() => (Form::Html, html),
        (Some(html), _) if !html.trim().is_empty() => (Form::Letter, html),
        (_, Some(text)) if !text.trim().is_empty() => (Form::Message, text),
        _ => return None,
    };
    let told = if let Some(address) = address { of_page(message, address) } else { of_letter(message) };
    Some(Piece::Raw(Raw { place: place.clone(), bytes: words.as_bytes().to_vec(), form, told, read: 0 }))
}

/// What the head of a saved page says: its date is that of the saving.
fn of_page(message: &Message<'_>, address: &str) -> Told {
    let fetched = message.date().map(|date| date.to_timestamp()).and_then(|at| jiff::Timestamp::from_second(at).ok());
    let title = message.subject().map(str::to_owned);
    Told {
        id: Some(address.to_owned()),
        url: Some(address.to_owned()),
        title,
        fetched: fetched.map(|at| at.to_string()),
        ..Told::default()
    }
}

/// What the head of a letter says. The sender of what goes out to a list is an outlet, and everybody else an author.
fn of_letter(message: &Message<'_>) -> Told {
    let listed = message.header_raw("List-Id").or_else(|| message.header_raw("List-Unsubscribe")).is_some();
    let names = message.from().into_iter().flat_map(|from| from.iter()).filter_map(|from: &Addr<'_>| feed::named(from.name()?));
    let mut names = names.collect::<Vec<_>>();
    let outlet = if listed { names.drain(..).next() } else { None };
    let published = message
        .date()
        .and_then(|date| Date::day(i16::try_from(date.year).ok()?, i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?));
    Told { title: message.subject().map(str::to_owned), outlet, authors: names, published, ..Told::default() }
}

/// A part that may be a report, to be opened itself.
fn attached(place: &Place, part: &MessagePart<'_>, nth: usize, meter: &Arc<Meter>) -> Option<Piece> {
    let media = part
        .content_type()
        .map(|media| format!("{}/{}", media.c_type, media.c_subtype.as_deref().unwrap_or_default()).to_ascii_lowercase());
    let passed = [
        "image/",
        "audio/",
        "video/",
        "font/",
        "application/pgp-",
        "application/pkcs7-",
        "text/calendar",
        "text/x-vcard",
        "text/vcard",
        "text/css",
        "message/external-body",
        "message/delivery-status",
    ];
    let media_of = media.as_deref().unwrap_or_default();
    if passed.iter().any(|start| media_of.starts_with(start)) {
        return None;
    }
    let (bytes, name) = match &part.body {
        PartType::Message(message) => (message.raw_message().to_vec(), "message.eml"),
        PartType::Multipart(_) => return None,
        PartType::Html(_) => (part.contents().to_vec(), "page.html"),
        _ => (part.contents().to_vec(), "part"),
    };
    let name = part.attachment_name().map_or_else(|| format!("{nth}-{name}"), |name| name.replace(['/', '\\'], "_"));
    if bytes.is_empty() || super::zip::is_asset(&name) {
        return None;
    }
    // The library has decoded what was text, so that the encoding declared for it says nothing more.
    let line = place.line.map_or_else(String::new, |line| format!(":{line}"));
    let place = Place { file: format!("{}{line}/{name}", place.file).into(), line: None };
    Some(Piece::Closed(Closed { place, told: Told::default(), media, source: Source::Bytes(bytes), meter: Arc::clone(meter) }))
}

/// The messages of a mailbox. One begins at a line `From ` after an empty one.
pub(super) struct Mailbox {
    reader: BufReader<Stream>,
    place: Place,
    meter: Arc<Meter>,
    at: u64,
    done: bool,
}

impl Mailbox {
    pub(super) fn new(place: &Place, stream: Stream, meter: &Arc<Meter>) -> Self {
        Self { reader: BufReader::with_capacity(64 << 10, stream), place: place.clone(), meter: Arc::clone(meter), at: 0, done: false }
    }

    /// The next message, and whether it was too long to hold.
    fn message(&mut self) -> std::io::Result<(Vec<u8>, bool)> {
        let (mut message, mut line, mut long, mut empty) = (Vec::new(), Vec::new(), false, false);
        loop {
            line.clear();
            if (&mut self.reader).take(LONGEST).read_until(b'\n', &mut line)? == 0 {
                self.done = true;
                return Ok((message, long));
            }
            if line.starts_with(b"From ") && (empty || message.is_empty()) {
                if message.iter().any(|byte| !byte.is_ascii_whitespace()) {
                    return Ok((message, long));
                }
                continue;
            }
            empty = line.trim_ascii().is_empty();
            // A line `From ` of the text has a mark in front, and one that had the mark itself has two.
            let quoted = line.starts_with(b">")
                && line
                    .trim_ascii_start()
                    .strip_prefix(b">")
                    .is_some_and(|_| line.iter().position(|byte| *byte != b'>').is_some_and(|at| line[at..].starts_with(b"From ")));
            long |= (message.len() + line.len()) as u64 > LONGEST;
            if long {
                message = b"x".to_vec();
            } else {
                message.extend_from_slice(&line[usize::from(quoted)..]);
            }
        }
    }
}

impl Iterator for Mailbox {
    type Item = Result<Piece, Warning>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        self.at += 1;
        let place = Place { line: Some(self.at), ..self.place.clone() };
        match self.message() {
            Ok((_, true)) => Some(Err(Warning::skipped(&place, too_long()))),
            Ok((bytes, _)) if bytes.trim_ascii().is_empty() => None,
            Ok((bytes, _)) => {
                let media = Some("message/rfc822".to_owned());
                Some(Ok(Piece::Closed(Closed {
                    place,
                    told: Told::default(),
                    media,
                    source: Source::Bytes(bytes),
                    meter: Arc::clone(&self.meter),
                })))
            }
            Err(error) => {
                self.done = true;
                Some(Err(Warning::skipped(&place, why(&error))))
            }
        }
    }
}

/// The text of a plain message with its paragraphs put together, and what of it is quoted or a signature.
pub(super) fn plain(text: &str) -> (String, Vec<Mark>) {
    let (mut out, mut marks) = (String::new(), Vec::new());
    let mut signature = false;
    let mut last: Option<Option<Zone>> = None;
    let mut wrapped = false;
    for line in text.lines() {
        signature |= matches!(line, "-- " | "--");
        let zone = if signature { Some(Zone::Boilerplate) } else { line.trim_start().starts_with('>').then_some(Zone::Repeat) };
        let line = line.trim();
        if line.is_empty() {
            last = None;
            continue;
        }
        // Lines are broken at about 72 characters; what goes on after a long one belongs to it.
        let joins = last == Some(zone) && wrapped && zone.is_none();
        if joins {
            out.push(' ');
        } else if !out.is_empty() {
            out.push_str(if last == Some(zone) { "\n" } else { "\n\n" });
        }
        let start = out.len();
        out.push_str(line);
        if zone.is_some() {
            marks.push(Mark { span: start..out.len(), zone, ..Mark::default() });
        }
        last = Some(zone);
        wrapped = line.chars().count() >= 55;
    }
    (out, marks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_put_together_and_quotes_marked() {
        let text = "The ministry said on Wednesday that twelve people had been killed in\nthe strike.\n\nTwo more:\nA\nB\n\nOn Tuesday Ann wrote:\n> Ten dead\n> so far\n\n-- \nDesk";
        let (out, marks) = plain(text);
        assert_eq!(
            out,
            "The ministry said on Wednesday that twelve people had been killed in the strike.\n\nTwo more:\nA\nB\n\nOn Tuesday Ann wrote:\n\n> Ten dead\n> so far\n\n--\nDesk"
        );
        let marked = marks.iter().map(|mark| (&out[mark.span.clone()], mark.zone)).collect::<Vec<_>>();
        let (repeat, furniture) = (Some(Zone::Repeat), Some(Zone::Boilerplate));
        assert_eq!(marked, [("> Ten dead", repeat), ("> so far", repeat), ("--", furniture), ("Desk", furniture)]);
    }
}
