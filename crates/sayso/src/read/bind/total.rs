//! Totals and nouns of an event before their number: "the death of four", "the toll climbed to 56", "among the dead were three".

use std::ops::Range;

use super::counted::Mention;
use super::frame::{Frame, Hit};
use super::govern::{Stand, Tie, bars, sense, tie};
use super::words::{How, PARTICIPLE, PAST, Role};
use crate::claim::Kind;
use crate::pack::fold;

/// "the death of four generals", "losses of 300", "casualties among 20 troops": a noun of event before, its preposition between.
pub(super) fn nominal<'a>(frame: &Frame<'a>, mention: &Mention) -> Option<Tie<'a>> {
    let before = (frame.tokens.start..mention.first).rev().take(5);
    let prep = before.take_while(|at| !frame.is_mark(*at)).find(|at| matches!(frame.role(*at), Some(Role::Prep | Role::To)))?;
    let hit = frame.hits_before(prep + 1).next()?;
    let gap = hit.tokens.end..prep;
    let clear = gap.len() <= 3 && gap.clone().all(|at| !bars(frame, at) && !frame.is_mark(at));
    let through = (prep + 1..mention.first).any(|at| frame.is(at, Role::Modal) || frame.is(at, Role::Level));
    if !clear || through {
        return None;
    }
    tie(frame, hit, Stand::Prep(frame.word(prep)), mention, "noun before").or_else(|| {
        let toll = tie(frame, hit, Stand::Level, mention, "toll of").filter(|tie| tie.sense.how == How::Toll && mention.head.is_none())?;
        Some(Tie { subject: Some(hit.tokens.clone()), ..toll })
    })
}

/// "the death toll climbed to 56", "the number of displaced people grew by 21%", "to raise the size of the army to 1.5 million".
pub(super) fn level<'a>(frame: &Frame<'a>, mention: &Mention) -> Option<Tie<'a>> {
    let own = mention.head.is_some()
        && !matches!(mention.class, Some("money" | "area"))
        && !matches!(frame.scene.numbers[mention.number].kind, Kind::Change);
    let first = mention.first.max(frame.tokens.start + 1);
    let leads =
        |at: usize| matches!(frame.role(at), Some(Role::Level | Role::Be | Role::To | Role::Prep)) || frame.scene.page.text(at) == ":";
    if !leads(first - 1) {
        return None;
    }
    let before = || (frame.tokens.start..first).rev().take(14);
    let verb = before()
        .find(|at| frame.is(*at, Role::Level))
        .or_else(|| before().take(3).find(|at| frame.is(*at, Role::Be) || frame.scene.page.text(*at) == ":"))?;
    if own && (verb + 3 < first || mention.class == Some("unknown")) {
        return None;
    }
    let hit =
        frame.hits_before(first - 1).take(5).find(|hit| hit.tokens.start != verb && sense(frame, hit, Stand::Level, mention).is_some())?;
    let mut found = tie(frame, hit, Stand::Level, mention, "level of")?;
    found.subject = (!own).then(|| total(frame, hit));
    Some(found).filter(|found| !own || found.sense.how == How::Toll)
}

/// The words of a total: "displaced people" of "the number of displaced people".
fn total(frame: &Frame<'_>, hit: &Hit<'_>) -> Range<usize> {
    let floor = hit.tokens.start.saturating_sub(6).max(frame.tokens.start);
    let of = (floor..hit.tokens.end).rev().find(|at| {
        frame.word(*at) == fold("of")
            && *at > floor
            && matches!(frame.scene.page.text(at - 1), "number" | "total" | "NUMBER" | "TOTAL" | "numbers")
    });
    let start = of.map_or(hit.tokens.start, |of| of + 1);
    let end = (hit.tokens.end..frame.tokens.end).take(3).take_while(|at| frame.is_noun(*at)).last().map_or(hit.tokens.end, |last| last + 1);
    start..end
}

/// "among those killed were three children", "the dead included 12 women".
pub(super) fn inverted<'a>(frame: &Frame<'a>, mention: &Mention) -> Option<Tie<'a>> {
    let before = (frame.tokens.start..mention.first).rev().take(4);
    let verb =
        before.take_while(|at| !frame.is_mark(*at)).find(|at| matches!(frame.role(*at), Some(Role::Be)) || is_include(frame, *at))?;
    let hit = frame.hits_before(verb).next().filter(|hit| verb - hit.tokens.end <= 6)?;
    let among = frame.is(verb, Role::Be)
        && !(hit.tokens.start.saturating_sub(5)..hit.tokens.start).any(|at| frame.scene.page.text(at).eq_ignore_ascii_case("among"));
    let bearers = hit.tokens.len() > 1 && frame.is(hit.tokens.start, Role::Det)
        || hit.tokens.start > frame.tokens.start && frame.is(hit.tokens.start - 1, Role::Det);
    if among && !bearers && !hit.senses.iter().any(|sense| sense.how == How::Adj) {
        return None;
    }
    let past = hit.senses.iter().any(|sense| sense.forms & (PAST | PARTICIPLE) != 0 || sense.how != How::Verb);
    let clear = (hit.tokens.end..verb).all(|at| !frame.is_verb(at));
    if past && clear {
        [Stand::Subject, Stand::Inside, Stand::Prep(fold("of"))]
            .into_iter()
            .find_map(|stand| tie(frame, hit, stand, mention, "among"))
            .filter(|tie| !matches!(tie.sense.measure, "attacks" | "detained"))
    } else {
        None
    }
}

fn is_include(frame: &Frame<'_>, at: usize) -> bool {
    ["include", "includes", "included", "involved", "involving", "comprised"]
        .iter()
        .any(|word| frame.scene.page.text(at).eq_ignore_ascii_case(word))
}
