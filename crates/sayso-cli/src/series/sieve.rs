//! Which series are asked for.

use std::sync::Arc;

use sayso::ledger::series::Key;
use sayso::ledger::source::Source;
use sayso::ledger::{Held, Words};
use sayso::report::Date;
use sayso::view::told::Told;
use sayso_io::ledger::Book;

/// What a series, and each of its claims, must be like.
#[derive(Debug, clap::Args)]
pub struct Sieve {
    /// Only series of this measure (killed, deserted ...), or of this family (losses, desertion ...)
    #[arg(long, value_name = "MEASURE")]
    pub measure: Option<String>,
    /// Only of this side: ISO 3166 alpha-3, or a group's name
    #[arg(long, value_name = "SIDE")]
    pub side: Option<String>,
    /// Only of places with these words
    #[arg(long, value_name = "WORDS")]
    pub place: Option<String>,
    /// Only claims that this source vouches for, under whatever spelling
    #[arg(long, value_name = "NAME")]
    pub source: Option<String>,
    /// Only claims of those with this interest
    #[arg(long, value_name = "INTEREST", value_parser = ["own", "enemy", "third", "unknown"])]
    pub interest: Option<String>,
    /// Only claims for days from this one on
    #[arg(long, value_name = "DATE", value_parser = crate::read::day)]
    pub since: Option<Date>,
    /// Only claims for days up to this one
    #[arg(long, value_name = "DATE", value_parser = crate::read::day)]
    pub until: Option<Date>,
    /// Only series with these words in their title
    #[arg(long, value_name = "WORDS")]
    pub text: Option<String>,
    /// Only series in at least so many reports
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub min_reports: usize,
}

/// The sieve with what it asks for looked up.
pub struct Ready<'s> {
    sieve: &'s Sieve,
    source: Option<Arc<Source>>,
}

impl Sieve {
    /// Looks the source up.
    pub fn ready(&self, book: &Book<'_>) -> anyhow::Result<Ready<'_>> {
        let source = self.source.as_ref().map(|name| {
            let found = book.sources().find(name);
            found.ok_or_else(|| {
                anyhow::anyhow!("`{name}` is no source that is known beyond one report; `sayso sources` lists those that are")
            })
        });
        Ok(Ready { sieve: self, source: source.transpose()? })
    }
}

impl Ready<'_> {
    /// Whether the key is asked for.
    pub fn takes_key(&self, words: &Words, key: &Key) -> bool {
        let Sieve { measure, side, place, text, .. } = self.sieve;
        let has = |words: &Option<String>, text: &str| {
            words.as_ref().is_none_or(|words| words.split_whitespace().all(|word| text.to_lowercase().contains(&word.to_lowercase())))
        };
        let family = || words.measure(&key.measure).map(|measure| measure.kin(key.offence.as_deref()));
        measure.as_ref().is_none_or(|measure| *measure == key.measure || family() == Some(measure))
            && side.as_ref().is_none_or(|side| key.side.as_ref().is_some_and(|of| of.eq_ignore_ascii_case(side)))
            && (place.is_none() || key.place.as_ref().is_some_and(|of| has(place, of)))
            && has(text, &key.title())
    }

    /// Whether there are claims enough, before anybody asks who made them.
    pub fn may_take(&self, claims: &[Held]) -> bool {
        claims.len() >= self.sieve.min_reports
    }

    /// Whether a claim is asked for.
    pub fn takes(&self, told: &Told<'_>) -> bool {
        let Sieve { interest, since, until, .. } = self.sieve;
        let day = told.day();
        self.source.as_ref().is_none_or(|source| told.who() == Some(&source.id))
            && interest.as_ref().is_none_or(|interest| told.interest.name() == interest)
            && since.is_none_or(|since| day.is_some_and(|day| day.first_day() >= since.first_day()))
            && until.is_none_or(|until| day.is_some_and(|day| day.is_by(until)))
    }
}
