//! A document put together from paragraphs: what office documents and PDF files become.

use sayso::report::{Date, Mark, Zone};

/// A document, read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Document {
    pub(super) text: String,
    pub(super) marks: Vec<Mark>,
    pub(super) title: Option<String>,
    pub(super) authors: Vec<String>,
    /// The day the file was made, which is that of its publication at best.
    pub(super) created: Option<Date>,
    pub(super) lang: Option<String>,
    /// What was lost on the way.
    pub(super) notes: Vec<String>,
}

impl Document {
    /// Adds a paragraph, and what it is where that is known; space of any width is one.
    pub(super) fn paragraph(&mut self, words: &str, zone: Option<Zone>) {
        let lines = words.split('\n').map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
        let paragraph = lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
        if paragraph.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let start = self.text.len();
        self.text.push_str(&paragraph);
        if zone.is_some() {
            self.marks.push(Mark { span: start..self.text.len(), zone, ..Mark::default() });
        }
    }

    /// Takes what the file's own data tell. Programs fill in names of files and of themselves.
    pub(super) fn told(&mut self, title: &str, author: &str) {
        let title = title.trim();
        let lower = title.to_lowercase();
        let made = lower.starts_with("microsoft ") || lower.starts_with("untitled") || lower.starts_with("document") && title.len() < 12;
        let file = [".doc", ".docx", ".odt", ".pdf", ".rtf", ".indd", ".qxp"].iter().any(|ending| lower.ends_with(ending));
        if self.title.is_none() && !made && !file && title.contains(' ') {
            self.title = Some(title.to_owned());
        }
        self.authors = author.split(';').filter_map(super::feed::named).filter(|name| name.contains(' ')).collect();
    }
}
