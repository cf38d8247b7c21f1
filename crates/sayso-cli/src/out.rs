//! Standard output, written in whole lines even when interrupted, and standard error beside it.

use std::io::{self, Write};
use std::process;
use std::sync::{Mutex, PoisonError};

use sayso_io::input::Warning;

use crate::progress::Progress;

/// Held while lines are written: an interrupt waits for it, and so leaves no half line.
static WRITING: Mutex<()> = Mutex::new(());

/// What the shells give a program that Ctrl-C ended.
const INTERRUPTED: i32 = 130;

/// Where claims and warnings go.
pub struct Out {
    progress: Progress,
}

impl Out {
    /// From here on, an interrupt ends the program after the line being written.
    pub fn new(progress: Progress) -> anyhow::Result<Self> {
        ctrlc::set_handler(|| {
            let _held = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
            process::exit(INTERRUPTED);
        })?;
        Ok(Self { progress })
    }

    /// Writes whole lines. Where nobody reads any more, the program ends quietly.
    pub fn write(&mut self, lines: &[u8]) -> io::Result<()> {
        if lines.is_empty() {
            return Ok(());
        }
        let _held = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
        let mut out = io::stdout().lock();
        match out.write_all(lines).and_then(|()| out.flush()) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => process::exit(0),
            done => done,
        }
    }

    /// Prints a warning.
    pub fn warn(&mut self, warning: &Warning) {
        self.progress.clear();
        // A closed standard error is no reason to stop.
        let _ = writeln!(io::stderr(), "{warning}");
    }

    /// Counts bytes as read.
    pub fn advance(&mut self, bytes: u64) {
        self.progress.advance(bytes);
    }

    /// Clears the screen of progress.
    pub fn end(mut self) {
        self.progress.clear();
    }
}
