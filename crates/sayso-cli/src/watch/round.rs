//! One round: lists are fetched, then the pages that are new on them or due again; what comes is added at once, so that a round may be stopped anywhere.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use sayso_io::fetch::{Answer, Client, Item, Known, Listing, Refusal, Refused, listing};
use sayso_io::input::{Place, Raw, Told, Warning};
use sayso_io::intake::{Part, Reader};
use sayso_io::ledger::{Ledger, Prepared, Watched};
use sayso_io::wire;

use super::show::{Round, Show, round};
use super::{alert, lanes, tell};
use crate::add::{self, Sum};
use crate::clock;
use crate::net;
use crate::out::Out;

/// What a round needs.
pub struct Watch<'l> {
    pub ledger: &'l mut Ledger,
    pub client: &'l Client,
    pub reader: &'l Reader,
    pub every: Duration,
    pub once: bool,
    pub jsonl: bool,
    pub told: &'l tell::Told,
    pub out: &'l mut Out,
}

/// Hosts that are asked at once.
const HOSTS: usize = 8;

/// Lists on lists on lists.
const DEEP: usize = 4;

/// New pages of one list that are fetched in a round; the others come in the next ones.
const MOST: usize = 500;

/// How long after it was last had a page is looked at again.
const LOOKS: [u64; 5] = [3600, 6 * 3600, 24 * 3600, 3 * 24 * 3600, 7 * 24 * 3600];

/// How often a page is tried that cannot be had for the time being.
const TRIES: u32 = 3;

/// Nothing is left alone for longer than this after failures.
const LONGEST_PAUSE: u64 = 24 * 3600;

/// What a round did.
#[derive(Default)]
pub struct Done {
    pub sum: Sum,
    /// Lists that came, to be remembered when their pages have come too.
    lists: BTreeMap<String, Watched>,
    /// Lists with pages that have still to come.
    unfinished: BTreeSet<String>,
    pub sources: u64,
    pub pages: u64,
    pub failed: u64,
}

/// A page that is wanted.
struct Want {
    source: String,
    url: Option<String>,
    item: Option<Item>,
    before: Watched,
}

/// A page that came, or did not.
struct Came {
    want: Want,
    what: What,
}

enum What {
    /// It came, and this was read from it.
    Read { parts: Vec<Part>, known: Known },
    /// It is as it was.
    Same(Known),
    /// It is refused for good; this was read from what the list holds of it.
    Own { parts: Vec<Part>, why: Option<Refusal> },
    /// It may be had later.
    Later(Refusal),
}

/// A source that came.
enum Source {
    List(Box<Listing>, Known, Option<String>),
    Page(What),
    Failed(Refusal),
    Same(Known),
}

impl Watch<'_> {
    /// Makes a round; tells whether something could not be fetched.
    pub fn round(&mut self, named: &[String]) -> anyhow::Result<bool> {
        let now = clock::now()?;
        let mut done = Done::default();
        let mut wants = Vec::new();
        let (mut met, mut next) = (BTreeSet::new(), named.to_vec());
        for _ in 0..DEEP {
            let sources = next.drain(..).filter(|source| met.insert(source.clone())).collect::<Vec<_>>();
            self.sources(sources, &now, &mut done, &mut next, &mut wants)?;
        }
        self.pages(wants, &now, &mut done)?;
        self.remember(&mut done)?;
        self.tell(&now, &done)?;
        Ok(done.failed > 0)
    }

    /// Fetches lists and named pages.
    fn sources(
        &mut self,
        sources: Vec<String>,
        now: &str,
        done: &mut Done,
        next: &mut Vec<String>,
        wants: &mut Vec<Want>,
    ) -> anyhow::Result<()> {
        let mut due = Vec::new();
        for source in sources {
            let before = self.ledger.watched(&source)?.unwrap_or_default();
            // Between rounds, cron keeps the time; a server that failed or asked to wait is left alone all the same.
            let early = before.due.as_deref().is_some_and(|due| due > now) && (before.failures > 0 || !self.once);
            if early && before.failures > 0 && self.once {
                self.warn(&source, format!("is left alone until {}", before.due.as_deref().unwrap_or_default()), true);
                done.failed += 1;
            } else if !early {
                due.push((source, before));
            }
        }
        let show = Show::new(due.len());
        let (client, reader) = (self.client, self.reader);
        let mut came = Vec::new();
        let work = |(source, before): (String, Watched)| {
            let had = source_of(client, reader, &source, &before.known);
            (source, before, had)
        };
        lanes::all(
            HOSTS,
            due,
            |(source, _)| host(source),
            &work,
            |had| {
                show.step(&had.0);
                came.push(had);
                Ok::<_, anyhow::Error>(())
            },
        )?;
        drop(show);
        // In the order of their addresses, whichever came first.
        came.sort_by(|one, other| one.0.cmp(&other.0));
        for (source, before, had) in came {
            done.sources += 1;
            self.source(source, before, had, now, done, next, wants)?;
        }
        Ok(())
    }

    #[expect(clippy::too_many_arguments, reason = "what a round gathers is gathered here")]
    fn source(
        &mut self,
        source: String,
        before: Watched,
        had: Source,
        now: &str,
        done: &mut Done,
        next: &mut Vec<String>,
        wants: &mut Vec<Want>,
    ) -> anyhow::Result<()> {
        // A little early, so that a round that begins a moment sooner than the last one finds it due.
        let every = self.every.mul_f64(0.9);
        let looked = |known: Known| Watched { known, due: later(now, every), failures: 0, looks: before.looks + 1, source: None };
        let mut wanted = Vec::new();
        match had {
            Source::Failed(refusal) => return self.failed(&source, before, &refusal, now, done),
            Source::Same(known) => {
                done.lists.insert(source.clone(), looked(kept(known, &before.known)));
            }
            Source::Page(what) => {
                // Named pages are looked at in every round.
                let watched = looked(Known::default());
                let want = Want { source: source.clone(), url: Some(source.clone()), item: None, before: watched };
                return self.came(Came { want, what }, now, done);
            }
            Source::List(listing, known, cut) => {
                let notes = listing.notes.iter().cloned().chain(cut).collect::<Vec<_>>();
                let whole = notes.is_empty() && listing.sources.is_empty();
                notes.into_iter().for_each(|note| self.warn(&source, note, false));
                // A list of lists is read anew each time, for what it lists has to be looked at.
                done.lists.insert(source.clone(), looked(if whole { known } else { Known::default() }));
                next.extend(listing.sources);
                self.items(&source, listing.items, &mut wanted, done)?;
            }
        }
        for page in self.ledger.due_pages(&source, now)? {
            if !wanted.iter().any(|want: &Want| want.url.as_ref() == Some(&page)) {
                let before = self.ledger.watched(&page)?.unwrap_or_default();
                wanted.push(Want { source: source.clone(), url: Some(page), item: None, before });
            }
        }
        wants.extend(wanted);
        Ok(())
    }

    /// The items of a list that are new or edited.
    fn items(&self, source: &str, items: Vec<Item>, wanted: &mut Vec<Want>, done: &mut Done) -> anyhow::Result<()> {
        for item in items {
            if self.ledger.seen_item(source, &item.id)?.as_deref() == Some(&item.mark) {
                continue;
            }
            if wanted.len() >= MOST {
                done.unfinished.insert(source.to_owned());
                break;
            }
            let before = item.url.as_deref().map_or(Ok(None), |url| self.ledger.watched(url))?.unwrap_or_default();
            wanted.push(Want { source: source.to_owned(), url: item.url.clone(), item: Some(item), before });
        }
        Ok(())
    }

    /// Fetches pages, and adds each as it comes.
    fn pages(&mut self, wants: Vec<Want>, now: &str, done: &mut Done) -> anyhow::Result<()> {
        let mut met = BTreeSet::new();
        let wants = wants.into_iter().filter(|want| want.url.as_ref().is_none_or(|url| met.insert(url.clone()))).collect::<Vec<_>>();
        let show = Show::new(wants.len());
        let (client, reader) = (self.client, self.reader);
        let of = |want: &Want| want.url.as_deref().map(host).unwrap_or_default();
        lanes::all(HOSTS, wants, of, &|want| page_of(client, reader, want), |came| {
            show.step(came.want.url.as_deref().unwrap_or(&came.want.source));
            done.pages += 1;
            self.came(came, now, done)
        })
    }

    /// Adds what was read from a page, and remembers that it was had.
    fn came(&mut self, came: Came, now: &str, done: &mut Done) -> anyhow::Result<()> {
        let Came { want, what } = came;
        let Want { source, url, item, before } = want;
        let name = url.clone().unwrap_or_else(|| source.clone());
        let of_list = url.as_ref() != Some(&source);
        let again = if of_list { look(now, before.looks) } else { before.due.clone() };
        let had = |known: Known| {
            let source = of_list.then(|| source.clone());
            Watched { source, known, due: again, failures: 0, looks: before.looks + 1 }
        };
        let watched = match what {
            What::Same(known) => had(kept(known, &before.known)),
            What::Read { parts, known } => {
                self.add(parts, done)?;
                had(known)
            }
            What::Own { parts, why } => {
                why.into_iter().for_each(|refusal| {
                    let own = if parts.is_empty() { "" } else { "; its text in the feed is taken" };
                    done.failed += u64::from(parts.is_empty());
                    self.warn(&name, format!("{refusal}{own}"), parts.is_empty());
                });
                self.add(parts, done)?;
                Watched { source: Some(source.clone()), due: None, looks: before.looks, failures: 0, known: Known::default() }
            }
            What::Later(refusal) => {
                self.warn(&name, refusal.to_string(), true);
                done.failed += 1;
                let failures = before.failures + 1;
                let due = if failures < TRIES { later(now, pause(self.every, failures, &refusal)) } else { look(now, before.looks) };
                if failures < TRIES && item.is_some() {
                    done.unfinished.insert(source.clone());
                }
                Watched { source: Some(source.clone()), due, failures, ..before }
            }
        };
        let settled = watched.failures == 0 || watched.failures >= TRIES;
        if let Some(url) = url {
            self.ledger.watch(&url, &watched)?;
        }
        if let Some(item) = item.filter(|_| settled) {
            self.ledger.see_item(&source, &item.id, &item.mark)?;
        }
        Ok(())
    }

    /// Adds reports to the ledger.
    fn add(&mut self, parts: Vec<Part>, done: &mut Done) -> anyhow::Result<()> {
        let mut ready: Vec<Prepared> = Vec::new();
        for part in parts {
            match part {
                Part::Warning(warning) => {
                    done.sum.skipped += u64::from(warning.skipped);
                    self.out.warn(&warning);
                }
                Part::Ready(report, _) => ready.push(*report),
                Part::Known(_) | Part::Nothing(_) => {}
            }
        }
        if ready.is_empty() {
            return Ok(());
        }
        for added in self.ledger.add(&clock::now()?, &ready)? {
            done.sum.count(&added);
            if added.new {
                self.ledger.tell_of(added.report)?;
            }
            if self.jsonl {
                self.out.write(&add::line(&added))?;
            }
        }
        Ok(())
    }

    /// A source that could not be had is left alone for a while, longer each time.
    fn failed(&mut self, source: &str, before: Watched, refusal: &Refusal, now: &str, done: &mut Done) -> anyhow::Result<()> {
        done.failed += 1;
        self.warn(source, refusal.to_string(), true);
        let failures = before.failures + 1;
        let due = later(now, pause(self.every, failures, refusal));
        Ok(self.ledger.watch(source, &Watched { due, failures, ..before })?)
    }

    /// Remembers the lists, now that their pages have come.
    fn remember(&mut self, done: &mut Done) -> anyhow::Result<()> {
        for (source, watched) in std::mem::take(&mut done.lists) {
            let known = if done.unfinished.contains(&source) { Known::default() } else { watched.known };
            self.ledger.watch(&source, &Watched { known, ..watched })?;
        }
        Ok(())
    }

    /// Tells what the round brought, and what an earlier one did that was stopped before it could.
    fn tell(&mut self, now: &str, done: &Done) -> anyhow::Result<()> {
        let untold = self.ledger.untold()?;
        let news = alert::news(self.ledger, &untold)?;
        for edit in &news.edits {
            let lines = if self.jsonl { wire::line(edit) } else { edit.lines().into_bytes() };
            self.out.write(&lines)?;
        }
        for alert in &news.alerts {
            let lines = if self.jsonl { wire::line(alert) } else { alert.lines().into_bytes() };
            self.out.write(&lines)?;
        }
        let out = &mut *self.out;
        self.told.tell(self.client, &news.alerts, &mut |warning| out.warn(&warning));
        let line = if self.jsonl { wire::line(&Round::of(now, done, &news)) } else { round(now, done, &news).into_bytes() };
        self.out.write(&line)?;
        untold.iter().try_for_each(|report| self.ledger.told_of(*report))?;
        Ok(())
    }

    fn warn(&mut self, place: &str, what: String, skipped: bool) {
        self.out.warn(&Warning { place: Place { file: place.into(), line: None }, what, skipped });
    }
}

/// Fetches a list or a named page.
fn source_of(client: &Client, reader: &Reader, source: &str, known: &Known) -> Source {
    let answer = match client.get(source, known) {
        Ok(answer) if answer.unchanged => return Source::Same(answer.known),
        Ok(answer) => answer,
        Err(refusal) => return Source::Failed(refusal),
    };
    match listing(&answer.body, Some(&answer.url)) {
        Ok(Some(listing)) => Source::List(Box::new(listing), answer.known, answer.cut),
        Ok(None) if answer.cut.is_some() => Source::Failed(broken(answer.cut.unwrap_or_default())),
        Ok(None) => Source::Page(read(reader, source, Told::default(), answer)),
        Err(what) => Source::Failed(broken(answer.cut.unwrap_or(what))),
    }
}

fn broken(what: String) -> Refusal {
    Refusal { kind: Refused::Broken, what, again: None }
}

/// Fetches a page of a list.
fn page_of(client: &Client, reader: &Reader, want: Want) -> Came {
    let what = match want.url.as_deref().map(|url| client.get(url, &want.before.known)) {
        None => What::Own { parts: own(reader, &want), why: None },
        Some(Ok(answer)) if answer.unchanged => What::Same(answer.known),
        Some(Ok(answer)) => match &answer.cut {
            Some(cut) => What::Later(broken(cut.clone())),
            None => read(
                reader,
                want.url.as_deref().unwrap_or_default(),
                want.item.as_ref().map(|item| item.told.clone()).unwrap_or_default(),
                answer,
            ),
        },
        Some(Err(refusal)) if for_good(refusal.kind) || want.before.failures + 1 >= TRIES => {
            What::Own { parts: own(reader, &want), why: Some(refusal) }
        }
        Some(Err(refusal)) => What::Later(refusal),
    };
    Came { want, what }
}

/// Whether it is no use to ask again.
fn for_good(kind: Refused) -> bool {
    match kind {
        Refused::Address | Refused::Private | Refused::Robots | Refused::Redirects | Refused::Length => true,
        Refused::Status(status) => (400..500).contains(&status),
        Refused::Busy | Refused::Time | Refused::Broken | Refused::Unreachable => false,
    }
}

/// Reads what came.
fn read(reader: &Reader, url: &str, told: Told, answer: Answer) -> What {
    let known = answer.known.clone();
    let place = Place { file: url.into(), line: None };
    What::Read { parts: net::of_answer(&place, told, answer).flat_map(|raw| parts(reader, raw)).collect(), known }
}

/// Reads what the list holds of a page.
fn own(reader: &Reader, want: &Want) -> Vec<Part> {
    let Some((item, (bytes, form))) = want.item.as_ref().and_then(|item| Some((item, item.own.clone()?))) else { return Vec::new() };
    let place = Place { file: want.url.clone().unwrap_or_else(|| item.id.clone()).into(), line: None };
    parts(reader, Ok(Raw { place, bytes, form, told: item.told.clone(), read: 0 }))
}

fn parts(reader: &Reader, raw: Result<Raw, Warning>) -> Vec<Part> {
    let mut parts = Vec::new();
    let take = &mut |part| {
        parts.push(part);
        Ok(())
    };
    reader.read(raw, take).expect("a list takes any part");
    parts
}

/// What a server left out of an answer that only says "as it was" still holds.
fn kept(new: Known, old: &Known) -> Known {
    Known { etag: new.etag.or_else(|| old.etag.clone()), last_modified: new.last_modified.or_else(|| old.last_modified.clone()) }
}

/// The time after a pause.
fn later(now: &str, pause: Duration) -> Option<String> {
    let now = now.parse::<jiff::Timestamp>().ok()?;
    let later = now.checked_add(jiff::SignedDuration::try_from(pause).ok()?).ok()?;
    Some(format!("{later:.3}"))
}

/// When a page is looked at next that was looked at so often.
fn look(now: &str, looks: u32) -> Option<String> {
    let pause = LOOKS.get(usize::try_from(looks).ok()?)?;
    later(now, Duration::from_secs(*pause))
}

/// How long it is left alone after so many failures.
fn pause(every: Duration, failures: u32, refusal: &Refusal) -> Duration {
    let grown = every.saturating_mul(1 << (failures - 1).min(16)).min(Duration::from_secs(LONGEST_PAUSE).max(every));
    refusal.again.unwrap_or_default().max(grown)
}

/// The host of an address.
pub fn host(url: &str) -> String {
    url.split('/').nth(2).unwrap_or(url).to_lowercase()
}
