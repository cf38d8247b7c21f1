//! The rows of the tables, from a ledger as of an entry.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use rust_decimal::Decimal;
use sayso::check::Finding;
use sayso::claim::{Kind, Link, Role};
use sayso::ledger::judge::{Judgement, Node, What};
use sayso::ledger::series;
use sayso::ledger::source::Sort;
use sayso::ledger::{Filed, Held};
use sayso::report::Date;
use sayso::view::range::{Span, range};
use sayso::view::told;

use super::redact::{Names, WITHHELD};
use super::sheet::Sheets;
use super::table::Cell;
use super::tables::{CHECKS, CLAIMANTS, CLAIMS, JUDGEMENTS, REPORTS, SAY_SO, SERIES};
use crate::ledger::{Book, Error};

/// What the rows are taken from.
pub struct Source<'b, 'v> {
    /// The ledger.
    pub book: &'b Book<'v>,
    /// Names that stay here.
    pub names: &'b Names,
}

/// The claims of a group, handed over.
type Walk<'w> = &'w mut dyn FnMut(&str, Vec<Held>) -> io::Result<()>;

impl Source<'_, '_> {
    /// Every report with its claims.
    pub(super) fn each_report(&self, walk: Walk<'_>) -> io::Result<()> {
        through(|take| self.book.view.each_report(take), walk)
    }

    /// Words of a report without the names that are withheld.
    pub(super) fn words(&self, report: u64, words: &str) -> String {
        self.names.clean(report, words)
    }

    /// A link's name, or what stands for it.
    pub(super) fn name(&self, claim: &Held, link: &Link) -> String {
        if self.names.withholds(claim.report, &link.name) { WITHHELD.to_owned() } else { self.words(claim.report, &link.name) }
    }

    /// The sentence of a claim.
    pub(super) fn sentence(&self, claim: &Held) -> Option<String> {
        self.book.sentence(claim).map(|sentence| self.words(claim.report, sentence.trim()))
    }

    /// The origin's name.
    pub(super) fn origin(&self, claim: &Held) -> Option<String> {
        claim.origin().map(|link| self.name(claim, link))
    }

    /// The series of a claim.
    pub(super) fn series(&self, claim: &Held) -> Option<String> {
        series::key(self.book.view.words(), claim).map(|key| key.id())
    }
}

/// Walks groups; an error of writing ends the walk as one of its own.
fn through(each: impl FnOnce(crate::ledger::Take<'_>) -> Result<(), Error>, walk: Walk<'_>) -> io::Result<()> {
    let mut failed = None;
    let walked = each(&mut |name, claims| {
        if failed.is_none() {
            failed = walk(name, claims).err();
        }
        Ok(())
    });
    failed.map_or(Ok(()), Err)?;
    walked.map_err(io::Error::other)
}

/// Writes reports, claims and links.
pub(super) fn reports(sheets: &mut dyn Sheets, source: &Source<'_, '_>) -> io::Result<()> {
    let (mut claims, mut links) = (sheets.sheet(&CLAIMS)?, sheets.sheet(&SAY_SO)?);
    let mut counts = BTreeMap::<u64, usize>::new();
    source.each_report(&mut |_, held| {
        for claim in &held {
            *counts.entry(claim.report).or_default() += 1;
            claims.row(&claim_row(source, claim))?;
            for (nth, link) in claim.say_so.iter().enumerate() {
                links.row(&link_row(source, claim, nth + 1, link))?;
            }
        }
        Ok(())
    })?;
    let mut reports = sheets.sheet(&REPORTS)?;
    for filed in source.book.reports().values() {
        reports.row(&report_row(source, filed, counts.get(&filed.seq).copied().unwrap_or_default()))?;
    }
    sheets.close(reports)?;
    sheets.close(claims)?;
    sheets.close(links)
}

fn report_row(source: &Source<'_, '_>, filed: &Filed, claims: usize) -> [Cell; 11] {
    [
        filed.seq.into(),
        filed.digest.as_str().into(),
        filed.id.as_str().into(),
        filed.url.as_deref().into(),
        filed.outlet.as_deref().into(),
        filed.title.as_deref().map(|title| source.words(filed.seq, title)).into(),
        date(filed.published),
        filed.at.as_str().into(),
        filed.revision_of.into(),
        filed.replaced_by.into(),
        claims.into(),
    ]
}

fn claim_row(source: &Source<'_, '_>, claim: &Held) -> [Cell; 33] {
    let words = |words: &Option<String>| Cell::from(words.as_deref().map(|words| source.words(claim.report, words)));
    let (per, currency, unit) = match &claim.kind {
        Kind::Rate { per } => (Some(per.as_str()), None, claim.unit.as_deref()),
        Kind::Money { currency } => (None, currency.as_deref(), claim.unit.as_deref()),
        Kind::Measure { unit } => (None, None, Some(unit.as_str())),
        Kind::Count | Kind::Share | Kind::Change => (None, None, claim.unit.as_deref()),
    };
    let relays = claim.relays().map(|link| source.name(claim, link)).collect::<Vec<_>>().join("; ");
    let was = |kept: &sayso::ledger::Correction| format!("{} (was {})", kept.field, kept.was.as_deref().unwrap_or("-"));
    let corrected = claim.corrected.iter().map(was).collect::<Vec<_>>().join("; ");
    let by = claim.corrected.iter().map(|kept| kept.by.as_str()).collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().join("; ");
    [
        claim.report.into(),
        claim.id.as_str().into(),
        claim.reading.into(),
        claim.start.into(),
        claim.end.into(),
        claim.text.as_str().into(),
        claim.low.into(),
        claim.high.into(),
        claim.quantifier.name().into(),
        words(&claim.hedge),
        claim.kind.name().into(),
        per.into(),
        currency.into(),
        unit.into(),
        words(&claim.counted),
        claim.measure.as_str().into(),
        claim.offence.as_deref().into(),
        claim.side.as_deref().into(),
        words(&claim.place),
        date(claim.period.and_then(|period| period.from)),
        date(claim.period.and_then(|period| period.to)),
        source.origin(claim).into(),
        some(relays),
        claim.stance.name().into(),
        claim.zone.name().into(),
        claim.repeat_of.into(),
        claim.part_of.into(),
        claim.base.into(),
        source.sentence(claim).into(),
        source.series(claim).into(),
        source.book.view.judgements().accepted(&claim.id).map(|judgement| judgement.by.clone()).into(),
        some(source.words(claim.report, &corrected)),
        some(by),
    ]
}

fn link_row(source: &Source<'_, '_>, claim: &Held, nth: usize, link: &Link) -> [Cell; 13] {
    let resolved = source.book.resolve(claim, link).map(|resolved| resolved.source);
    let hidden = source.names.withholds(claim.report, &link.name);
    let known = resolved.as_ref().filter(|_| !hidden);
    [
        claim.report.into(),
        claim.id.as_str().into(),
        nth.into(),
        source.name(claim, link).into(),
        link.role.name().into(),
        link.named.name().into(),
        link.cue.as_deref().map(|cue| source.words(claim.report, cue)).into(),
        link.of.as_deref().map(|of| source.words(claim.report, of)).into(),
        known.map(|who| who.id.as_str()).into(),
        known.map(|who| who.name.as_str()).into(),
        resolved.as_ref().map(|who| who.sort.name()).into(),
        resolved.as_ref().and_then(|who| who.side.as_deref()).into(),
        known.and_then(|who| who.parent.as_deref()).into(),
    ]
}

/// Writes series and claimants. Gives the ids of the series.
pub(super) fn series(sheets: &mut dyn Sheets, source: &Source<'_, '_>) -> io::Result<BTreeSet<String>> {
    let (mut rows, mut claimants) = (sheets.sheet(&SERIES)?, sheets.sheet(&CLAIMANTS)?);
    let mut ids = BTreeSet::new();
    through(|take| source.book.view.each_series(take), &mut |_, held| {
        let Some(key) = held.first().and_then(|claim| series::key(source.book.view.words(), claim)) else { return Ok(()) };
        // Claims that were filed under the key of an earlier version may come more than once.
        if !ids.insert(key.id()) {
            return Ok(());
        }
        let told = told::tell(&held, source.book.reports(), &mut source.book.sources());
        let range = range(&told);
        let origins = source.book.origins(&held).origins;
        rows.row(&series_row(source, &key, &range.all, (origins.min, origins.max)))?;
        for (nth, (who, interest, span)) in range.by_claimant.iter().enumerate() {
            let known = who.as_ref().filter(|who| who.sort != Sort::Private || source.names.reports() == 0);
            let name = known.map(|who| who.name.as_str()).or_else(|| who.as_ref().map(|_| WITHHELD));
            let head = [key.id().into(), (nth + 1).into(), known.map(|who| who.id.as_str()).into(), name.into(), interest.name().into()];
            let [least, most, first, last] = ends(span);
            let tail = [least, most, first, last, span.mentions.into(), span.reports.into(), span.outlets.into()];
            claimants.row(&[head.as_slice(), &tail].concat())?;
        }
        Ok(())
    })?;
    sheets.close(rows)?;
    sheets.close(claimants)?;
    Ok(ids)
}

fn series_row(source: &Source<'_, '_>, key: &series::Key, all: &Span, origins: (usize, usize)) -> [Cell; 24] {
    let recommended = source.book.view.judgements().recommended(&key.id());
    let [least, most, first, last] = ends(all);
    [
        key.id().into(),
        key.title().into(),
        key.measure.as_str().into(),
        key.offence.as_deref().into(),
        key.side.as_deref().into(),
        key.place.as_deref().into(),
        key.unit.as_str().into(),
        key.what.as_deref().into(),
        key.shape.name().into(),
        key.standing.name().into(),
        key.window.to_string().into(),
        least,
        most,
        first,
        last,
        all.mentions.into(),
        all.reports.into(),
        all.outlets.into(),
        origins.0.into(),
        origins.1.into(),
        all.denials.into(),
        recommended.and_then(|judgement| value(&judgement.what)).into(),
        recommended.map(|judgement| judgement.by.as_str()).into(),
        recommended.and_then(|judgement| judgement.why.as_deref()).into(),
    ]
}

fn ends(span: &Span) -> [Cell; 4] {
    let value = |end: &Option<sayso::view::range::Stated>| Cell::from(end.as_ref().map(|end| end.value));
    [value(&span.least), value(&span.most), date(span.first), date(span.last)]
}

/// Writes what checks found.
pub(super) fn checks(
    sheets: &mut dyn Sheets,
    source: &Source<'_, '_>,
    series: &BTreeSet<String>,
    found: &[(Finding, BTreeSet<u64>)],
) -> io::Result<()> {
    let mut rows = sheets.sheet(&CHECKS)?;
    for (nth, (finding, reports)) in found.iter().enumerate() {
        rows.row(&[
            (nth + 1).into(),
            finding.check.into(),
            finding.verdict.name().into(),
            source.names.clean_all(reports, &finding.sentence).into(),
            finding.inputs.join(" ").into(),
            finding.series.as_ref().filter(|id| series.contains(*id)).map(String::as_str).into(),
        ])?;
    }
    sheets.close(rows)
}

/// Writes what people said.
pub(super) fn judgements(sheets: &mut dyn Sheets, source: &Source<'_, '_>) -> io::Result<()> {
    let mut rows = sheets.sheet(&JUDGEMENTS)?;
    for judgement in source.book.view.judged() {
        rows.row(&judgement_row(source, judgement))?;
    }
    sheets.close(rows)
}

fn judgement_row(source: &Source<'_, '_>, judgement: &Judgement) -> [Cell; 14] {
    let view = source.book.view;
    let (Judgement { seq, at, by, why, what }, undone) = (judgement, view.undone(judgement.seq));
    let read = what.claim().and_then(|id| view.as_read(id).ok()?.into_iter().next());
    let clean = |words: &str| read.as_ref().map_or_else(|| words.to_owned(), |claim| source.words(claim.report, words));
    let (field, series) = match what {
        What::Correct { field, .. } | What::Comment { field: Some(field), .. } => (Some(field.as_str()), None),
        What::Recommend { series, .. } => (None, Some(series.as_str())),
        _ => (None, None),
    };
    let (a, b) = match what {
        What::Merge { a, b } | What::Split { a, b } => (Some(node(a)), Some(node(b))),
        _ => (None, None),
    };
    [
        (*seq).into(),
        at.as_str().into(),
        by.as_str().into(),
        why.as_deref().map(clean).into(),
        what.name().into(),
        what.claim().into(),
        read.as_ref().map(|claim| claim.text.as_str()).into(),
        field.into(),
        value(what).as_deref().map(clean).into(),
        a.into(),
        b.into(),
        series.into(),
        undone.into(),
        undone.is_none().into(),
    ]
}

/// What a judgement sets or recommends.
pub(super) fn value(what: &What) -> Option<String> {
    match what {
        What::Correct { value, .. } => Some(value.clone().unwrap_or_else(|| "-".to_owned())),
        what => what.pick(),
    }
}

fn node(node: &Node) -> String {
    match node {
        Node::Claim(id) => format!("claim:{id}"),
        Node::Report(digest) => format!("report:{digest}"),
    }
}

pub(super) fn date(date: Option<Date>) -> Cell {
    date.map(|date| date.to_string()).into()
}

/// Words, where there are any.
pub(super) fn some(words: String) -> Cell {
    Some(words).filter(|words| !words.is_empty()).into()
}

/// The outlet's name as its link has it, else as the record has it.
pub(super) fn outlet<'c>(claim: &'c Held, filed: Option<&'c Filed>) -> Option<&'c str> {
    let link = claim.say_so.iter().find(|link| link.role == Role::Outlet);
    link.map(|link| link.name.as_str()).or_else(|| filed?.outlet.as_deref())
}

/// The one value, where the claim states one and not a limit of it.
pub(super) fn point(claim: &Held) -> Option<Decimal> {
    use sayso::claim::Quantifier::{About, Exact, Nearly};
    claim.point().filter(|_| matches!(claim.quantifier, Exact | About | Nearly))
}
