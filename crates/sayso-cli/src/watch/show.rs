//! What is shown of a round: what is being fetched, and what it came to.

use std::io::{self, IsTerminal, Write};

use serde::Serialize;

use super::alert;
use super::round::{Done, host};
use crate::add::Sum;
use crate::read::s;

/// A round on the wire.
#[derive(Serialize)]
pub struct Round<'a> {
    event: &'static str,
    at: &'a str,
    sources: u64,
    pages: u64,
    new: u64,
    figures: u64,
    revised: u64,
    changes: usize,
    alerts: usize,
    failed: u64,
}

impl<'a> Round<'a> {
    /// Of what was done.
    pub fn of(at: &'a str, done: &Done, news: &alert::News) -> Self {
        let (changes, alerts) = (news.edits.len(), news.alerts.len());
        let Done { sum, sources, pages, failed, .. } = done;
        let Sum { new, figures, revised, .. } = *sum;
        Self { event: "round", at, sources: *sources, pages: *pages, new, figures, revised, changes, alerts, failed: *failed }
    }
}

/// A round in words.
pub fn round(at: &str, done: &Done, news: &alert::News) -> String {
    let Done { sum, sources, pages, failed, .. } = done;
    let (changes, alerts) = (news.edits.len() as u64, news.alerts.len() as u64);
    let mut line = format!("{at} {sources} source{}, {pages} page{}: {}", s(*sources), s(*pages), sum.words());
    let mut also = |count: u64, what: &str| {
        if count > 0 {
            line += &format!(", {count} {what}{}", s(count));
        }
    };
    also(changes, "changed figure");
    also(alerts, "alert");
    also(*failed, "failure");
    line + "\n"
}

/// What is being fetched, on a terminal only.
pub struct Show {
    total: usize,
    done: std::cell::Cell<usize>,
    shown: bool,
}

impl Show {
    /// So many are to come.
    pub fn new(total: usize) -> Self {
        Self { total, done: std::cell::Cell::new(0), shown: io::stderr().is_terminal() }
    }

    /// One has come.
    pub fn step(&self, what: &str) {
        self.done.set(self.done.get() + 1);
        if self.shown {
            let _ = write!(io::stderr(), "\u{1b}[K{} of {} · {}\r", self.done.get(), self.total, sayso_io::clean::line(&host(what)));
        }
    }
}

impl Drop for Show {
    fn drop(&mut self) {
        if self.shown && self.done.get() > 0 {
            let _ = write!(io::stderr(), "\u{1b}[K");
        }
    }
}
