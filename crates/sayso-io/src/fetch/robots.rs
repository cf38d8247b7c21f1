//! What a site asks of programs in its robots.txt (RFC 9309), asked once and remembered until it expires.

use std::collections::BTreeMap;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use texting_robots::Robot;
use url::Url;

use super::turn::lock;
use super::wire::Came;
use super::{Client, Refusal, Refused};

/// The name that a site's rules for us stand under.
const NAME: &str = "sayso";

/// As much of a robots.txt as is read.
const LONGEST: usize = 500 << 10;

/// Redirects of a robots.txt that are followed.
const REDIRECTS: usize = 5;

/// A pause between two requests that a site may ask for; who asks for more gets this.
const LONGEST_DELAY: Duration = Duration::from_secs(60);

/// How long rules hold that do not say so themselves, and the most and least that they may say.
const HOLDS: Duration = Duration::from_secs(24 * 3600);
const LEAST: Duration = Duration::from_secs(300);

/// How long nothing is asked of a site whose rules cannot be had.
const SHUT: Duration = Duration::from_secs(600);

/// The rules of the sites met so far.
#[derive(Debug, Default)]
pub(super) struct Sites(Mutex<BTreeMap<String, Arc<Rules>>>);

/// What a site asks for.
struct Rules {
    verdict: Verdict,
    delay: Duration,
    until: Instant,
}

enum Verdict {
    /// There are no rules.
    Open,
    /// There are.
    Read(Box<Robot>),
    /// They cannot be had, and until then nothing may be fetched.
    Shut(Refusal),
}

impl fmt::Debug for Rules {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Rules").field("delay", &self.delay).field("until", &self.until).finish_non_exhaustive()
    }
}

impl Sites {
    /// Whether a page may be fetched, and the pause that the site asks for.
    pub(super) fn check(&self, client: &Client, url: &Url) -> Result<Duration, Refusal> {
        let site = url.origin().ascii_serialization();
        let known = lock(&self.0).get(&site).filter(|rules| rules.until > Instant::now()).map(Arc::clone);
        let rules = known.unwrap_or_else(|| {
            let rules = Arc::new(ask(client, url));
            lock(&self.0).insert(site, Arc::clone(&rules));
            rules
        });
        match &rules.verdict {
            Verdict::Open => Ok(rules.delay),
            Verdict::Read(robot) if allowed(robot, url) => Ok(rules.delay),
            Verdict::Read(_) => {
                let host = url.host_str().unwrap_or_default();
                Err(Refusal::new(Refused::Robots, &format!("robots.txt of {host} asks programs not to fetch this page")))
            }
            Verdict::Shut(refusal) if matches!(refusal.kind, Refused::Private | Refused::Address) => Err(refusal.clone()),
            Verdict::Shut(refusal) => {
                Err(Refusal { again: Some(rules.until.saturating_duration_since(Instant::now())), ..refusal.clone() })
            }
        }
    }
}

/// A fault in the reading of rules forbids.
fn allowed(robot: &Robot, url: &Url) -> bool {
    catch_unwind(AssertUnwindSafe(|| robot.allowed(url.as_str()))).unwrap_or(false)
}

/// Fetches a site's rules.
fn ask(client: &Client, page: &Url) -> Rules {
    let mut url = page.clone();
    url.set_path("/robots.txt");
    url.set_query(None);
    for _ in 0..=REDIRECTS {
        let came = match client.once(&url, &[], Duration::ZERO) {
            Ok(came) => came,
            Err(refusal) => return shut(page, refusal),
        };
        match super::redirect(&url, &came) {
            Some(Ok(next)) => url = next,
            Some(Err(_)) => break,
            None => return rules(page, came),
        }
    }
    open(HOLDS)
}

fn rules(page: &Url, came: Came) -> Rules {
    let holds = came.header("cache-control").and_then(max_age).unwrap_or(HOLDS).clamp(LEAST, HOLDS);
    let host = page.host_str().unwrap_or_default();
    match came.status {
        200..=299 => read(host, came, holds),
        429 | 500.. => shut(page, Refusal::new(Refused::Busy, &format!("the server answers {}", super::status(came.status)))),
        _ => open(holds),
    }
}

/// What is no text has no rules in it; rules that are too much for us forbid.
fn read(host: &str, came: Came, holds: Duration) -> Rules {
    let Ok(body) = super::body::decode(came.body, &super::codings(&came.headers), LONGEST as u64 * 8) else { return open(holds) };
    let text = body.bytes.get(..body.bytes.len().min(LONGEST)).unwrap_or_default();
    match catch_unwind(|| Robot::new(NAME, text)) {
        Ok(Ok(robot)) => {
            let asked = robot.delay.map(|seconds| Duration::try_from_secs_f32(seconds).unwrap_or(LONGEST_DELAY));
            let delay = asked.unwrap_or_default().min(LONGEST_DELAY);
            Rules { verdict: Verdict::Read(Box::new(robot)), delay, until: Instant::now() + holds }
        }
        _ => {
            let refusal = Refusal::new(Refused::Robots, &format!("robots.txt of {host} cannot be understood"));
            Rules { verdict: Verdict::Shut(refusal), delay: Duration::ZERO, until: Instant::now() + SHUT }
        }
    }
}

fn open(holds: Duration) -> Rules {
    Rules { verdict: Verdict::Open, delay: Duration::ZERO, until: Instant::now() + holds }
}

/// What stopped us from reading the rules stops us from fetching the page.
fn shut(page: &Url, refusal: Refusal) -> Rules {
    let until = Instant::now() + refusal.again.unwrap_or(SHUT);
    let what = format!("robots.txt of {} cannot be had: {}", page.host_str().unwrap_or_default(), refusal.what);
    let verdict = match refusal.kind {
        Refused::Private | Refused::Address => refusal,
        _ => Refusal { what, again: None, ..refusal },
    };
    Rules { verdict: Verdict::Shut(verdict), delay: Duration::ZERO, until }
}

/// `max-age` of a header `Cache-Control`.
fn max_age(value: &str) -> Option<Duration> {
    let parts = value.split(',').map(|part| part.trim().to_ascii_lowercase()).collect::<Vec<_>>();
    let seconds = parts.iter().find_map(|part| part.strip_prefix("max-age=")).map(|digits| digits.trim_matches('"').parse().unwrap_or(0));
    seconds.map(Duration::from_secs)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, path: &str, may: bool) {
        let robot = Robot::new(NAME, text.as_bytes()).expect("rules");
        let url = Url::parse("https://example.org").and_then(|site| site.join(path)).expect("an address");
        assert_eq!(allowed(&robot, &url), may, "{path} by {text}");
    }

    #[test]
    fn rules_for_us_go_before_rules_for_all() {
        let text = "User-agent: *\nDisallow: /\n\nUser-agent: Sayso\nDisallow: /private\nAllow: /private/news\n";
        check(text, "/a", true);
        check(text, "/private/b", false);
        check(text, "/private/news/c", true);
        check("User-agent: *\nDisallow: /*.pdf$\n", "/a.pdf", false);
        check("User-agent: *\nDisallow:\n", "/a", true);
        check("", "/a", true);
    }

    #[test]
    fn rules_say_how_long_they_hold() {
        let age = |value: &str| max_age(value).map(|age| age.as_secs());
        assert_eq!((age("public, max-age=600"), age("no-store"), age("max-age=x")), (Some(600), None, Some(0)));
    }
}
