//! Office documents (DOCX, ODT): paragraphs, headings, tables a line a row, notes; and what the file says of itself.

use std::io::{Cursor, Read};

use ::zip::ZipArchive;
use sayso::report::{Date, Zone};

use super::document::Document;
use super::xml::{self, Node, attribute};

/// The longest part of a document that is read: a book has a hundredth of it.
const LONGEST: u64 = 64 << 20;

type Archive = ZipArchive<Cursor<Vec<u8>>>;

/// Reads a document of Word's kind.
pub(super) fn docx(bytes: Vec<u8>) -> Result<Document, String> {
    let mut archive = archive(bytes)?;
    let mut reader = Words::default();
    reader.part(&part(&mut archive, "word/document.xml")?);
    for notes in ["word/footnotes.xml", "word/endnotes.xml"] {
        part(&mut archive, notes).iter().for_each(|notes| reader.part(notes));
    }
    Ok(described(reader.out, &mut archive, "docProps/core.xml"))
}

/// Reads a document of the open standard.
pub(super) fn odt(bytes: Vec<u8>) -> Result<Document, String> {
    let mut archive = archive(bytes)?;
    let mut reader = Texts::default();
    let content = part(&mut archive, "content.xml")?;
    if let Err(what) = xml::walk(&content, &mut |node| reader.node(&node)) {
        reader.out.notes.push(what);
    }
    for note in std::mem::take(&mut reader.notes) {
        reader.out.paragraph(&note, None);
    }
    Ok(described(reader.out, &mut archive, "meta.xml"))
}

fn archive(bytes: Vec<u8>) -> Result<Archive, String> {
    ZipArchive::new(Cursor::new(bytes)).map_err(|error| format!("an office document that cannot be read ({error})"))
}

/// A part of a document by its name.
fn part(archive: &mut Archive, name: &str) -> Result<String, String> {
    let broken = |what: &dyn std::fmt::Display| format!("an office document that cannot be read ({what})");
    let mut bytes = Vec::new();
    let file = archive.by_name(name).map_err(|error| broken(&error))?;
    // Of a broken part what came before is read.
    let read = file.take(LONGEST).read_to_end(&mut bytes);
    if bytes.is_empty() {
        return Err(read.err().map_or_else(|| broken(&"it is empty"), |error| broken(&error)));
    }
    xml::decoded(&bytes)
}

/// The document with what its description says of it.
fn described(mut document: Document, archive: &mut Archive, name: &str) -> Document {
    let Ok(description) = part(archive, name) else { return document };
    let (mut words, mut title, mut author, mut created) = (String::new(), String::new(), String::new(), String::new());
    let _ = xml::walk(&description, &mut |node| match node {
        Node::Open(..) => words.clear(),
        Node::Text(text) => words.push_str(text),
        Node::Close(name) => match name {
            "title" => title = std::mem::take(&mut words),
            "creator" if author.is_empty() => author = std::mem::take(&mut words),
            "initial-creator" => author = std::mem::take(&mut words),
            "created" | "creation-date" => created = std::mem::take(&mut words),
            "language" => document.lang = Some(std::mem::take(&mut words)).filter(|lang| !lang.trim().is_empty()),
            _ => {}
        },
    });
    document.told(&title, &author);
    document.created = Date::parse(&created);
    document
}

/// Rows of a table that is being read; tables within cells are text of the cell.
#[derive(Default)]
struct Table {
    deep: usize,
    row: Vec<String>,
    cell: String,
}

impl Table {
    fn words(&mut self, words: &str) {
        self.cell.push(' ');
        self.cell.push_str(words);
    }

    fn cell(&mut self) {
        if self.deep == 1 {
            let cell = self.cell.split_whitespace().collect::<Vec<_>>().join(" ");
            self.row.extend((!cell.is_empty()).then_some(cell));
            self.cell.clear();
        }
    }

    /// The row as a line, where it is one of the outermost table.
    fn row(&mut self) -> Option<String> {
        (self.deep == 1).then(|| std::mem::take(&mut self.row).join(" | "))
    }
}

/// Reads the parts of a document of Word's kind.
#[derive(Default)]
struct Words {
    out: Document,
    table: Table,
    line: String,
    title: bool,
    text: bool,
    /// How deep one is in what is not shown: text moved away, and the second writing of a drawing for old programs.
    hidden: usize,
}

impl Words {
    fn part(&mut self, part: &str) {
        if let Err(what) = xml::walk(part, &mut |node| self.node(&node)) {
            self.out.notes.push(what);
        }
        self.paragraph();
        (self.table, self.hidden, self.text) = (Table::default(), 0, false);
    }

    fn node(&mut self, node: &Node<'_>) {
        match node {
            Node::Open("moveFrom" | "Fallback", _) => self.hidden += 1,
            Node::Close("moveFrom" | "Fallback") => self.hidden = self.hidden.saturating_sub(1),
            _ if self.hidden > 0 => {}
            Node::Open("t", _) => self.text = true,
            Node::Close("t") => self.text = false,
            Node::Text(text) if self.text => self.line.push_str(text),
            Node::Open("tab", _) => self.line.push(' '),
            Node::Open("br" | "cr", _) => self.line.push('\n'),
            Node::Open("noBreakHyphen", _) => self.line.push('-'),
            Node::Open("pStyle", element) => {
                self.title = attribute(element, "val").is_some_and(|style| style.eq_ignore_ascii_case("title"))
            }
            Node::Open("tbl", _) => self.table.deep += 1,
            Node::Close("tbl") => self.table.deep = self.table.deep.saturating_sub(1),
            Node::Close("tc") => self.table.cell(),
            Node::Close("tr") => self.table.row().iter().for_each(|row| self.out.paragraph(row, None)),
            Node::Close("p") => self.paragraph(),
            _ => {}
        }
    }

    fn paragraph(&mut self) {
        let (line, title) = (std::mem::take(&mut self.line), std::mem::take(&mut self.title));
        if self.table.deep > 0 {
            return self.table.words(&line);
        }
        if title && self.out.title.is_none() && !line.trim().is_empty() {
            self.out.title = Some(line.split_whitespace().collect::<Vec<_>>().join(" "));
        }
        self.out.paragraph(&line, title.then_some(Zone::Headline));
    }
}

/// Reads the content of a document of the open standard. Paragraphs lie in paragraphs there: notes and frames.
#[derive(Default)]
struct Texts {
    out: Document,
    table: Table,
    lines: Vec<(String, bool)>,
    notes: Vec<String>,
    note: usize,
    hidden: usize,
    body: bool,
}

impl Texts {
    fn node(&mut self, node: &Node<'_>) {
        const HIDDEN: [&str; 6] = ["tracked-changes", "annotation", "note-citation", "desc", "title", "forms"];
        match node {
            Node::Open("body", _) => self.body = true,
            _ if !self.body => {}
            Node::Open(name, _) if HIDDEN.contains(name) => self.hidden += 1,
            Node::Close(name) if HIDDEN.contains(name) => self.hidden = self.hidden.saturating_sub(1),
            _ if self.hidden > 0 => {}
            Node::Open("p" | "h", element) => {
                let title = attribute(element, "style-name").is_some_and(|style| style.eq_ignore_ascii_case("title"));
                self.lines.push((String::new(), title));
            }
            Node::Close("p" | "h") => self.paragraph(),
            Node::Text(text) => self.push(text),
            Node::Open("s" | "tab", _) => self.push(" "),
            Node::Open("line-break", _) => self.push("\n"),
            Node::Open("note-body", _) => self.note += 1,
            Node::Close("note-body") => self.note = self.note.saturating_sub(1),
            Node::Open("table", _) => self.table.deep += 1,
            Node::Close("table") => self.table.deep = self.table.deep.saturating_sub(1),
            Node::Close("table-cell") => self.table.cell(),
            Node::Close("table-row") => self.table.row().iter().for_each(|row| self.out.paragraph(row, None)),
            _ => {}
        }
    }

    fn push(&mut self, text: &str) {
        self.lines.last_mut().into_iter().for_each(|(line, _)| line.push_str(text));
    }

    fn paragraph(&mut self) {
        let Some((line, title)) = self.lines.pop() else { return };
        if self.note > 0 {
            return self.notes.push(line);
        }
        if self.table.deep > 0 {
            return self.table.words(&line);
        }
        if title && self.out.title.is_none() && !line.trim().is_empty() {
            self.out.title = Some(line.split_whitespace().collect::<Vec<_>>().join(" "));
        }
        self.out.paragraph(&line, title.then_some(Zone::Headline));
    }
}
