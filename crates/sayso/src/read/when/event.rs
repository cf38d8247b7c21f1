//! Wars, coups and epidemics that reports date by: "since the start of the war".

use std::str::FromStr;

use super::words::key;
use crate::pack::{self, Phrases};
use crate::read::page::Page;
use crate::report::Date;

/// How much of a page is asked which war it is about.
const ASKED: usize = 3000;

/// Every dated event of the packs, and the words that it is spoken of with.
#[derive(Debug, Default)]
pub(super) struct Events {
    all: Vec<Event>,
    named: Phrases<usize>,
    kinds: Phrases<Kind>,
}

#[derive(Debug)]
struct Event {
    name: &'static str,
    began: Date,
    kind: Kind,
    /// The named row of the language, the same for events of one name.
    row: Option<usize>,
}

/// What sort of event a word speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    War,
    Takeover,
    Pandemic,
    /// One that reports compare with and never count from ("World War II").
    Past,
}

impl FromStr for Kind {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        match name {
            "war" => Ok(Self::War),
            "takeover" => Ok(Self::Takeover),
            "pandemic" => Ok(Self::Pandemic),
            "past" => Ok(Self::Past),
            _ => Err(()),
        }
    }
}

impl Events {
    /// Reads the world's events and a language's words for them.
    pub fn new(code: &str, problems: &mut Vec<String>) -> Self {
        let mut events = Self::default();
        for row in pack::table("packs/world/event.tsv") {
            let event =
                || Some(Event { name: row.cell(0)?, began: Date::parse(row.cell(1)?)?, kind: row.cell(2)?.parse().ok()?, row: None });
            match event() {
                Some(event) => events.all.push(event),
                None => problems.push(row.problem("an event needs a name, a day and a kind")),
            }
        }
        for (at, row) in pack::rows(code, "when-event").iter().enumerate() {
            let forms = || row.cells.iter().skip(2).map(|form| key(form));
            match (row.cell(0), row.cell(1), row.cell(1).and_then(|kind| kind.parse().ok())) {
                (Some("named"), Some(name), _) => {
                    events.all.iter_mut().filter(|event| event.name == name).for_each(|event| event.row = Some(at));
                    forms().for_each(|form| events.named.insert(&form, at, row.id));
                }
                (Some("kind"), _, Some(kind)) => forms().for_each(|form| events.kinds.insert(&form, kind, row.id)),
                _ => problems.push(row.problem("no such class of event word")),
            }
        }
        events
    }

    /// The kind of event that the words here speak of, and how many words they are.
    pub fn kind(&self, words: &[u64]) -> Option<(Kind, usize)> {
        self.kinds.at(words).map(|hit| (*hit.value, hit.len))
    }

    /// The day that the event of this kind which a clause names began.
    pub fn named_in(&self, kind: Kind, clause: &[u64], today: Option<Date>) -> Option<Date> {
        self.best(kind, clause, today, 1)
    }

    /// The day that the event of this kind which a page is most about began.
    pub fn of_page(&self, kind: Kind, page: &Page<'_>, today: Option<Date>) -> Option<Date> {
        self.best(kind, page.words.get(..ASKED.min(page.words.len()))?, today, 3)
    }

    /// The day that each event began.
    pub fn days(&self) -> impl Iterator<Item = Date> {
        self.all.iter().map(|event| event.began)
    }

    fn best(&self, kind: Kind, words: &[u64], today: Option<Date>, least: usize) -> Option<Date> {
        let mut counts = vec![0; self.all.len()];
        for at in 0..words.len() {
            for hit in self.named.all(&words[at..]) {
                let named = self.all.iter().zip(&mut counts).filter(|(event, _)| event.row == Some(*hit.value));
                named.for_each(|(_, count)| *count += 1);
            }
        }
        let open = |event: &Event| event.kind == kind && today.is_none_or(|today| event.began <= today);
        let fit = self.all.iter().zip(&counts).filter(|(event, count)| open(event) && **count >= least);
        fit.max_by_key(|(event, count)| (**count, event.began)).map(|(event, _)| event.began)
    }
}
