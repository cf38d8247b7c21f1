//! Turns: one request at a time a host, a pause between two, and longer ones where a server asks for them or fails.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use url::Url;

use super::{Config, Refusal, Refused};

/// No pause after failures grows beyond this.
const LONGEST_PAUSE: Duration = Duration::from_secs(3600);

/// A server that asks to wait longer is asked again after this all the same.
const LONGEST_ASKED: Duration = Duration::from_secs(24 * 3600);

/// The hosts met so far.
#[derive(Debug, Default)]
pub(super) struct Turns(Mutex<BTreeMap<String, Arc<Mutex<Host>>>>);

/// When a host may be asked next.
#[derive(Debug, Default)]
pub(super) struct Host {
    /// The pause after the last request is over.
    free: Option<Instant>,
    /// The pause that the server asked for, or that its failures call for, is over.
    back: Option<Instant>,
    /// Failures without a success since.
    failures: u32,
    /// The pause that its robots.txt asks for.
    pub(super) delay: Duration,
    /// It is this machine, which needs no pause of its own.
    own: bool,
}

impl Turns {
    /// The host of an address; whoever holds it is the one who may ask.
    pub(super) fn host(&self, url: &Url) -> Arc<Mutex<Host>> {
        let name = format!("{}:{}", url.host_str().unwrap_or_default(), url.port_or_known_default().unwrap_or_default());
        let own = match url.host() {
            Some(url::Host::Ipv4(ip)) => ip.is_loopback(),
            Some(url::Host::Ipv6(ip)) => ip.is_loopback(),
            _ => false,
        };
        Arc::clone(lock(&self.0).entry(name).or_insert_with(|| Arc::new(Mutex::new(Host { own, ..Host::default() }))))
    }
}

pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Host {
    /// Waits for its turn; where that takes longer than anybody wants to wait, says when.
    pub(super) fn wait(&self, config: &Config, host: &str) -> Result<(), Refusal> {
        let now = Instant::now();
        let left = self.free.max(self.back).map_or(Duration::ZERO, |at| at.saturating_duration_since(now));
        if self.back.is_some_and(|at| at.saturating_duration_since(now) > config.patience) {
            return Err(Refusal { again: Some(left), ..Refusal::new(Refused::Busy, &format!("{host} is given time to recover")) });
        }
        thread::sleep(left);
        Ok(())
    }

    /// Counts a request that was answered as it should.
    pub(super) fn served(&mut self, config: &Config) {
        self.pause(config);
        (self.back, self.failures) = (None, 0);
    }

    /// Counts a request that failed. Gives the time until the next may be made.
    pub(super) fn failed(&mut self, config: &Config, asked: Option<Duration>) -> Duration {
        self.pause(config);
        let grown = config.backoff.saturating_mul(1 << self.failures.min(16)).min(LONGEST_PAUSE);
        self.failures += 1;
        let pause = asked.map_or(grown, |asked| asked.min(LONGEST_ASKED));
        self.back = Some(Instant::now() + pause);
        pause
    }

    fn pause(&mut self, config: &Config) {
        let gap = if self.own { Duration::ZERO } else { config.gap };
        self.free = Some(Instant::now() + gap.max(self.delay));
    }
}

/// `Retry-After`: seconds, or a date of HTTP.
pub(super) fn retry_after(value: &str, now: Timestamp) -> Option<Duration> {
    if let Ok(seconds) = value.trim().parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    let date = jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(value.trim()).ok()?;
    Some(Duration::from_secs(u64::try_from(date.duration_since(now).as_secs()).unwrap_or(0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: &str, seconds: Option<u64>) {
        let now = "2025-06-25T10:00:00Z".parse().expect("a time");
        assert_eq!(retry_after(value, now), seconds.map(Duration::from_secs), "{value}");
    }

    #[test]
    fn retry_after_in_seconds_and_as_a_date() {
        check("120", Some(120));
        check(" 0 ", Some(0));
        check("Wed, 25 Jun 2025 10:02:00 GMT", Some(120));
        check("Wed, 25 Jun 2025 09:00:00 GMT", Some(0));
        check("soon", None);
        check("-5", None);
    }

    #[test]
    fn pauses_grow_to_a_limit_and_end_with_a_success() {
        let config = Config { gap: Duration::ZERO, backoff: Duration::from_secs(5), ..Config::default() };
        let mut host = Host::default();
        let pauses = (0..12).map(|_| host.failed(&config, None).as_secs()).collect::<Vec<_>>();
        assert_eq!(pauses, [5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600]);
        assert_eq!(host.failed(&config, Some(Duration::from_secs(7))), Duration::from_secs(7));
        assert!(
            host.wait(&Config { patience: Duration::ZERO, ..config.clone() }, "example.org")
                .is_err_and(|refusal| refusal.kind == Refused::Busy)
        );
        host.served(&config);
        assert!(host.wait(&config, "example.org").is_ok());
        assert_eq!(host.failed(&config, None), Duration::from_secs(5));
    }
}
