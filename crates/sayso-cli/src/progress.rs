//! Progress on standard error: how much, how fast, how long still. Only on a screen that shows nothing else, and only on long input.

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::thread;
use std::time::{Duration, Instant};

/// Shown after this long, and again after each such while.
const AFTER: Duration = Duration::from_secs(1);
const AGAIN: Duration = Duration::from_millis(200);

/// How far reading has come.
pub struct Progress {
    /// Size of the whole, once it is known; none where no progress is shown.
    total: Option<Arc<OnceLock<Option<u64>>>>,
    started: Instant,
    shown: Option<Instant>,
    bytes: u64,
}

impl Progress {
    /// Starts the clock. The size of the input is summed up beside the reading.
    pub fn new(paths: &[PathBuf]) -> Self {
        let total = (io::stderr().is_terminal() && !io::stdout().is_terminal()).then(|| {
            let (total, paths) = (Arc::new(OnceLock::new()), paths.to_vec());
            let sum = Arc::clone(&total);
            thread::spawn(move || sum.set(sayso_io::input::size(&paths)));
            total
        });
        Self { total, started: Instant::now(), shown: None, bytes: 0 }
    }

    /// Counts bytes as read.
    pub fn advance(&mut self, bytes: u64) {
        self.bytes += bytes;
        let Some(total) = &self.total else { return };
        let due = self.shown.map_or_else(|| self.started + AFTER, |shown| shown + AGAIN);
        if Instant::now() >= due {
            self.shown = Some(Instant::now());
            let line = line(self.bytes, total.get().copied().flatten(), self.started.elapsed());
            let _ = write!(io::stderr(), "\r\u{1b}[K{line}");
        }
    }

    /// Takes the line off the screen.
    pub fn clear(&mut self) {
        if self.shown.is_some() {
            let _ = write!(io::stderr(), "\r\u{1b}[K");
        }
    }
}

/// `12.3 of 1024.0 MB · 5.2 MB/s · 3 min 14 s left`
fn line(bytes: u64, total: Option<u64>, passed: Duration) -> String {
    const MB: f64 = 1_000_000.0;
    let (read, seconds) = (bytes as f64, passed.as_secs_f64().max(0.001));
    let rate = read / seconds;
    match total.filter(|total| *total >= bytes) {
        Some(total) => {
            let left = ((total as f64 - read) / rate.max(1.0)).ceil() as u64;
            format!("{:.1} of {:.1} MB · {:.1} MB/s · {} left", read / MB, total as f64 / MB, rate / MB, span(left))
        }
        None => format!("{:.1} MB · {:.1} MB/s", read / MB, rate / MB),
    }
}

fn span(seconds: u64) -> String {
    match (seconds / 3600, seconds / 60 % 60, seconds % 60) {
        (0, 0, seconds) => format!("{seconds} s"),
        (0, minutes, seconds) => format!("{minutes} min {seconds} s"),
        (hours, minutes, _) => format!("{hours} h {minutes} min"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_how_much_how_fast_and_how_long_still() {
        assert_eq!(line(20_000_000, Some(1_000_000_000), Duration::from_secs(4)), "20.0 of 1000.0 MB · 5.0 MB/s · 3 min 16 s left");
        assert_eq!(line(20_000_000, None, Duration::from_secs(4)), "20.0 MB · 5.0 MB/s");
    }
}
