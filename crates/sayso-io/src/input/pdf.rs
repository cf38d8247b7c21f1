//! PDF: the text of the pages, its lines put together to paragraphs, without what stands at the edge of every page.

use std::collections::BTreeMap;
use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use flate2::read::ZlibDecoder;
use pdf_oxide::PdfDocument;
use pdf_oxide::object::Object;
use sayso::report::{Date, Zone};

use super::document::Document;

/// Pages that are read of one file.
const PAGES: usize = 3000;

/// How long one page and the whole file may take: broken files make readers run in circles.
const PAGE: Duration = Duration::from_secs(20);
const WHOLE: Duration = Duration::from_secs(300);

/// The stack of the thread that reads: pages may lie in pages, and brackets in brackets. What of it is not used takes no memory.
const STACK: usize = 256 << 20;

/// Brackets in brackets beyond which a file is not read: the library follows them on the stack, however deep, and a stack that is full ends the program.
const DEEP: usize = 5_000;

/// What the streams of a file may unpack to in all, in bytes.
const UNPACKED: usize = 1 << 30;

/// What the reading thread sends.
enum Part {
    Told { title: String, author: String, created: String, pages: usize },
    Page(String),
    Broken(String),
}

/// Reads a file; an error says why it cannot be.
pub(super) fn read(bytes: Vec<u8>) -> Result<Document, String> {
    sound(&bytes)?;
    let (send, parts) = sync_channel(4);
    // The library is foreign code that hostile files drive: it runs where it can be left behind.
    let work = move || {
        let done = catch_unwind(AssertUnwindSafe(|| pages(bytes, &send)));
        if done.is_err() {
            let _ = send.send(Part::Broken("a page that cannot be read".to_owned()));
        }
    };
    thread::Builder::new().stack_size(STACK).spawn(work).map_err(|error| error.to_string())?;
    gather(&parts)
}

fn gather(parts: &Receiver<Part>) -> Result<Document, String> {
    let mut out = Document::default();
    let (mut texts, mut notes, mut wanted) = (Vec::new(), Vec::new(), 0);
    let end = Instant::now() + WHOLE;
    loop {
        let wait = PAGE.min(end.saturating_duration_since(Instant::now()));
        match parts.recv_timeout(wait) {
            Ok(Part::Told { title, author, created, pages }) => {
                out.told(&title, &author);
                out.created = date(&created);
                wanted = pages;
            }
            Ok(Part::Page(text)) => texts.push(text),
            Ok(Part::Broken(what)) => notes.push(what),
            Err(std::sync::mpsc::RecvTimeoutError::Timeout) => {
                notes.push(format!("reading it takes too long: {} of its {wanted} pages are read", texts.len()));
                break;
            }
            Err(_) => break,
        }
    }
    if wanted > PAGES {
        notes.push(format!("{wanted} pages, of which the first {PAGES} are read"));
    }
    if texts.iter().all(|text| text.trim().is_empty()) {
        let what = if texts.is_empty() { notes.pop() } else { None };
        return Err(what.unwrap_or_else(|| "a PDF without text (pictures of pages are not read)".to_owned()));
    }
    assemble(&texts, &mut out);
    out.notes = notes;
    Ok(out)
}

/// Whether the library can be trusted with it: nothing in the file, or in a stream as nearly all are packed, is too deep.
fn sound(bytes: &[u8]) -> Result<(), String> {
    let mut depth = Depth::default();
    depth.read(bytes);
    let mut left = UNPACKED;
    let mut piece = vec![0; 64 << 10];
    for start in streams(bytes) {
        let mut stream = ZlibDecoder::new(&bytes[start..]);
        depth.open = 0;
        // What is no such stream, or breaks off, ends here too.
        while let Ok(read @ 1..) = stream.read(&mut piece) {
            depth.read(&piece[..read]);
            left = left.checked_sub(read).ok_or_else(|| format!("a PDF that unpacks to more than {} MB", UNPACKED >> 20))?;
        }
    }
    if depth.most > DEEP { Err(format!("a PDF that cannot be read (brackets in brackets, more than {DEEP} deep)")) } else { Ok(()) }
}

/// Where the bytes of streams begin that may be packed.
fn streams(bytes: &[u8]) -> impl Iterator<Item = usize> {
    let begins = |at: &usize| bytes[*at..].starts_with(b"stream") && !bytes[..*at].ends_with(b"end");
    let starts = (0..bytes.len()).filter(move |at| bytes[*at] == b's').filter(begins);
    let data = move |at: usize| at + 6 + bytes[at + 6..].iter().take(2).take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
    // The low half of the first byte of such data is always eight.
    starts.map(data).filter(|at| bytes.get(*at).is_some_and(|byte| byte & 15 == 8))
}

/// How deep brackets lie in brackets.
#[derive(Default)]
struct Depth {
    open: usize,
    most: usize,
    last: u8,
}

impl Depth {
    fn read(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            match (self.last, byte) {
                (_, b'[') | (b'<', b'<') => self.open += 1,
                (_, b']') | (b'>', b'>') => self.open = self.open.saturating_sub(1),
                _ => {}
            }
            self.most = self.most.max(self.open);
            self.last = if byte == self.last { 0 } else { byte };
        }
    }
}

/// Reads page after page.
fn pages(bytes: Vec<u8>, send: &SyncSender<Part>) {
    let broken = |error: &dyn std::fmt::Display| Part::Broken(format!("a PDF that cannot be read ({error})"));
    let sent = match PdfDocument::from_bytes(bytes) {
        Err(error) => send.send(broken(&error)),
        Ok(document) if document.is_encrypted() && !document.is_authenticated() && document.authenticate(b"").ok() != Some(true) => {
            send.send(Part::Broken("a PDF under a password".to_owned()))
        }
        Ok(document) => match document.page_count() {
            Err(error) => send.send(broken(&error)),
            Ok(count) => {
                let told = |key| info(&document, key).unwrap_or_default();
                let told = Part::Told { title: told("Title"), author: told("Author"), created: told("CreationDate"), pages: count };
                let page = |at| match catch_unwind(AssertUnwindSafe(|| document.extract_text(at))) {
                    Ok(Ok(text)) => Part::Page(text),
                    _ => Part::Broken(format!("page {} cannot be read", at + 1)),
                };
                send.send(told).and_then(|()| (0..count.min(PAGES)).try_for_each(|at| send.send(page(at))))
            }
        },
    };
    // Nobody listens any more where it took too long.
    drop(sent);
}

/// What the file says of itself.
fn info(document: &PdfDocument, key: &str) -> Option<String> {
    let resolved = |object: &Object| document.resolve_object(object).ok();
    let info = resolved(document.trailer().as_dict()?.get("Info")?)?;
    let value = resolved(info.as_dict()?.get(key)?)?;
    let bytes = value.as_string()?;
    let wide = |bytes: &[u8]| {
        String::from_utf16_lossy(&bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect::<Vec<_>>())
    };
    Some(match bytes.strip_prefix(b"\xfe\xff") {
        Some(rest) => wide(rest),
        None => String::from_utf8(bytes.to_vec()).unwrap_or_else(|_| bytes.iter().map(|byte| char::from(*byte)).collect()),
    })
}

/// `D:20250625100000+02'00'`
fn date(told: &str) -> Option<Date> {
    let digits = told.strip_prefix("D:").unwrap_or(told).get(..8)?;
    Date::parse(&format!("{}-{}-{}", digits.get(..4)?, digits.get(4..6)?, digits.get(6..8)?))
}

/// Puts the lines of the pages together.
fn assemble(pages: &[String], out: &mut Document) {
    let pages = pages.iter().map(|page| page.lines().map(str::trim).collect::<Vec<_>>()).collect::<Vec<_>>();
    let furniture = furniture(&pages);
    let mut seen = std::collections::BTreeSet::new();
    let width = width(&pages);
    let hyphens = Hyphens { text: pages.concat().join(" ") };
    let mut paragraph = String::new();
    let mut last = "";
    for page in &pages {
        // A gap parts paragraphs, but not where it only sets off what stands at the edge of the page.
        let (mut begun, mut gap) = (false, false);
        for (at, &line) in page.iter().enumerate() {
            let edge = is_edge(page, at).then(|| key(line)).filter(|key| furniture.contains_key(key));
            if let Some(key) = edge {
                // The first stands for all of them. What goes on over the page goes on.
                if seen.insert(key) && !is_number(line) {
                    out.paragraph(&std::mem::take(&mut paragraph), None);
                    out.paragraph(line, Some(Zone::Boilerplate));
                    last = "";
                }
                continue;
            }
            if line.is_empty() {
                gap = begun;
                continue;
            }
            if gap || !goes_on(last, line, width) {
                out.paragraph(&std::mem::take(&mut paragraph), None);
            }
            hyphens.join(&mut paragraph, line);
            (last, begun, gap) = (line, true, false);
        }
    }
    out.paragraph(&paragraph, None);
}

/// How many lines at the top and at the bottom of a page may be its furniture.
const EDGE: usize = 3;

fn is_edge(page: &[&str], at: usize) -> bool {
    let filled = |lines: &[&str]| lines.iter().filter(|line| !line.is_empty()).count();
    !page[at].is_empty() && (filled(&page[..at]) < EDGE || filled(&page[at + 1..]) < EDGE)
}

/// A line with its numbers left open: pages are counted in them.
fn key(line: &str) -> String {
    let mut out = String::new();
    for c in line.chars().filter(|c| !c.is_whitespace()) {
        match c {
            c if c.is_numeric() && out.ends_with('#') => {}
            c if c.is_numeric() => out.push('#'),
            c => out.extend(c.to_lowercase()),
        }
    }
    out
}

/// A number that stands alone, with or without dashes, is that of the page.
fn is_number(line: &str) -> bool {
    line.chars().all(|c| c.is_numeric() || c.is_whitespace() || matches!(c, '-' | '–' | '—' | '|' | '/'))
}

/// The lines at the edges of most pages, or of every second one.
fn furniture(pages: &[Vec<&str>]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::<String, usize>::new();
    for page in pages {
        let keys = (0..page.len()).filter(|at| is_edge(page, *at)).map(|at| key(page[at])).collect::<std::collections::BTreeSet<_>>();
        keys.into_iter().for_each(|key| *counts.entry(key).or_default() += 1);
    }
    let least = (pages.len() * 2 / 5).clamp(2, 10);
    counts.retain(|_, count| *count >= least);
    counts
}

/// How long the lines of running text are: three of four are not longer. Some that end in a hyphen come as one with the next.
fn width(pages: &[Vec<&str>]) -> usize {
    let mut lengths = pages.iter().flatten().map(|line| line.chars().count()).filter(|length| *length > 20).collect::<Vec<_>>();
    lengths.sort_unstable();
    lengths.get(lengths.len() * 3 / 4).copied().unwrap_or(80)
}

/// Whether a paragraph goes on from a line to the next: the line is full, or the sentence goes on in it.
fn goes_on(line: &str, next: &str, width: usize) -> bool {
    let starts_low = next.chars().next().is_some_and(char::is_lowercase);
    let listed = next.starts_with(['•', '▪', '–', '●', '■', '*']);
    let full = line.chars().count() * 4 >= width * 3;
    let ended = line.ends_with(['.', '!', '?', ':', '”', '"']);
    !line.is_empty() && !listed && (starts_low || full && (!ended || line.chars().count() * 10 >= width * 9))
}

/// Words that are broken at the ends of lines.
struct Hyphens {
    text: String,
}

impl Hyphens {
    /// Adds a line; a word that was broken is put together, one with a hyphen of its own keeps it.
    fn join(&self, paragraph: &mut String, line: &str) {
        let soft = paragraph.ends_with('\u{ad}');
        let broken = soft || paragraph.ends_with('-') && paragraph.chars().rev().nth(1).is_some_and(char::is_lowercase);
        if broken && line.starts_with(char::is_lowercase) {
            let half = paragraph.rsplit(char::is_whitespace).next().unwrap_or_default();
            let rest = line.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
            if soft || !self.text.contains(&format!("{half}{rest}")) {
                paragraph.pop();
            }
        } else if !paragraph.is_empty() {
            paragraph.push(' ');
        }
        paragraph.push_str(line);
    }
}
