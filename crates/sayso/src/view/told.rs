//! Claims of a series with who told them: the reports they stand in, who vouches, and with what interest.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::claim::Stance;
use crate::ledger::source::{Interest, Sort, Source, Sources};
use crate::ledger::{Filed, Held};
use crate::report::{Date, Zone};

/// A claim, its report, and who vouches for it.
#[derive(Clone, Debug)]
pub struct Told<'a> {
    /// The claim.
    pub claim: &'a Held,
    /// The report it stands in.
    pub report: &'a Filed,
    /// Who vouches; none where only the report itself says so, which adds no voice. Private people bear no name here.
    pub source: Option<Arc<Source>>,
    /// What they stand to win by it.
    pub interest: Interest,
}

/// Puts claims beside their reports and sources. Claims of a report that is not handed in are left out, and so is a paragraph that a report prints twice.
pub fn tell<'a>(claims: &'a [Held], reports: &'a BTreeMap<u64, Filed>, sources: &mut Sources<'_>) -> Vec<Told<'a>> {
    let once = claims.iter().filter(|claim| claim.zone != Zone::Repeat);
    once.filter_map(|claim| told(claim, reports.get(&claim.report)?, sources)).collect()
}

fn told<'a>(claim: &'a Held, report: &'a Filed, sources: &mut Sources<'_>) -> Option<Told<'a>> {
    let source = claim.origin().map(|link| shown(sources.resolve(link, report).source));
    let day = day(claim, report);
    let interest = source.as_ref().map_or(Interest::Unknown, |source| sources.interest(source, claim.side.as_deref(), day));
    Some(Told { claim, report, source, interest })
}

fn day(claim: &Held, report: &Filed) -> Option<Date> {
    claim.period.and_then(|period| period.to).or(report.published)
}

/// Private people stay apart from one another, without their names.
fn shown(source: Arc<Source>) -> Arc<Source> {
    if source.sort == Sort::Private { Arc::new(Source { name: PRIVATE.to_owned(), ..Source::clone(&source) }) } else { source }
}

/// What stands for the name of a person without a public role.
pub const PRIVATE: &str = "a private person";

impl Told<'_> {
    /// The day the claim speaks of, else that of its report: what is counted "since" a start is counted up to when it is told.
    pub fn day(&self) -> Option<Date> {
        day(self.claim, self.report)
    }

    /// Whether the claim itself says the day.
    pub fn dated(&self) -> bool {
        self.claim.period.is_some_and(|period| period.to.is_some())
    }

    /// Whether the value is denied and not vouched for.
    pub fn denied(&self) -> bool {
        self.claim.stance == Stance::Denied
    }

    /// The id of who vouches.
    pub fn who(&self) -> Option<&str> {
        self.source.as_ref().map(|source| source.id.as_str())
    }

    /// What orders the tellings of one thing, whatever the order in which they came in.
    pub(super) fn seen(&self) -> impl Ord {
        (self.report.published.is_none(), self.report.published, self.report.digest.clone(), self.claim.start, self.claim.id.clone())
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::claim::{Kind, Link, Named, Period, Quantifier, Role};
    use crate::ledger::source::Words;
    use crate::report::Zone;

    /// Reports and claims about Russian losses, in the making.
    #[derive(Default)]
    pub struct Ledger {
        reports: BTreeMap<u64, Filed>,
        claims: Vec<Held>,
        on: Option<Date>,
    }

    impl Ledger {
        pub fn report(&mut self, published: &str, outlet: &str) -> &mut Self {
            let seq = self.reports.len() as u64 + 1;
            let outlet = Some(outlet.to_owned());
            let digest = format!("{published}{outlet:?}");
            self.reports.insert(seq, Filed { seq, outlet, digest, published: Date::parse(published), ..Filed::default() });
            self.on = None;
            self
        }

        pub fn on(&mut self, day: &str) -> &mut Self {
            self.on = Date::parse(day);
            self
        }

        pub fn says(&mut self, who: &str, quantifier: Quantifier, value: i64) -> &mut Self {
            let link =
                |name: &str| Link { name: name.to_owned(), role: Role::Origin, span: None, cue: None, of: None, named: Named::Named };
            let start = self.claims.len();
            self.claims.push(Held {
                id: format!("{value}{who}"),
                report: self.reports.len() as u64,
                reading: 1,
                start,
                end: start + 1,
                text: value.to_string(),
                low: Some(value.into()),
                high: Some(value.into()),
                quantifier,
                hedge: None,
                kind: Kind::Count,
                unit: Some("person".to_owned()),
                counted: Some("soldiers".to_owned()),
                measure: "killed".to_owned(),
                offence: None,
                side: Some("RUS".to_owned()),
                place: None,
                period: self.on.map(|day| Period { from: Some(day), to: Some(day) }),
                say_so: Some(link(who)).filter(|_| !who.is_empty()).into_iter().collect(),
                stance: Stance::Asserted,
                repeat_of: None,
                part_of: None,
                base: None,
                sentence: 0..1,
                zone: Zone::Body,
                corrected: Vec::new(),
            });
            self
        }

        pub fn denies(&mut self, who: &str, value: i64) -> &mut Self {
            self.says(who, Quantifier::Exact, value);
            self.claims.iter_mut().last().expect("one was just added").stance = Stance::Denied;
            self
        }

        pub fn replaced(&mut self) -> &mut Self {
            let seq = self.reports.len() as u64;
            self.reports.entry(seq).and_modify(|filed| filed.replaced_by = Some(99));
            self
        }
    }

    pub fn told(ledger: &Ledger) -> Vec<Told<'_>> {
        let words = Words::new("en", &mut Vec::new());
        tell(&ledger.claims, &ledger.reports, &mut Sources::new(&words, &[]))
    }
}
