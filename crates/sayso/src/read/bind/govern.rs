//! What happened to the counted: the word of measure that governs a number, found by sieves from strict to loose.
//!
//! Each sieve looks at one build ("12 dead", "killed 12", "12 were killed", "the death of 12"). The tree is asked first where it
//! knows; the shallow sieves after it need no tree, so that a wrong one costs little.

use std::ops::Range;

use super::counted::Mention;
use super::frame::{Frame, Hit, fit};
use super::total::{inverted, level, nominal};
use super::words::{How, ING, OBJ, PARTICIPLE, Role, SELF, SUBJ, Sense};
use crate::claim::Kind;
use crate::read::syntax::{Rel, Tag};

/// A number tied to the word that says what happened.
#[derive(Clone, Debug)]
pub(super) struct Tie<'a> {
    pub sense: &'a Sense,
    /// First token of that word.
    pub at: usize,
    /// How the number stands to it.
    pub stand: Stand,
    /// The sieve.
    pub rule: &'static str,
    /// The words counted, where they are not the number's own phrase.
    pub subject: Option<Range<usize>>,
}

/// How a number stands to a word of measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stand {
    /// After an active verb.
    Object,
    /// Before a verb, or right before a participle or adjective.
    Subject,
    /// After a preposition.
    Prep(u64),
    /// The word is itself what is counted, or stands inside its phrase.
    Inside,
    /// At the end of "rose to".
    Level,
}

/// "struck camps, depots and airfields in 142 areas": the verb of a place may stand far before it.
fn places<'a>(frame: &Frame<'a>, mention: &Mention) -> Option<Tie<'a>> {
    let prep = mention.first.checked_sub(1).filter(|at| frame.is(*at, Role::Prep) && mention.class == Some("place"))?;
    let hits = frame.hits_before(prep).take_while(|hit| prep - hit.tokens.start < 45);
    hits.filter_map(|hit| tie(frame, hit, Stand::Prep(frame.word(prep)), mention, "in places")).find(|tie| tie.sense.how == How::Verb)
}

type Sieve = for<'a> fn(&Frame<'a>, &Mention) -> Option<Tie<'a>>;

/// The sieves, strict to loose.
const SIEVES: [Sieve; 13] = [alone, bracketed, adjacent, predicate, object, subject, beside, nominal, inside, level, inverted, places, far];

/// The word of measure that governs a number.
pub(super) fn govern<'a>(frame: &Frame<'a>, mention: &Mention) -> Option<Tie<'a>> {
    let tie = SIEVES.iter().find_map(|sieve| sieve(frame, mention))?;
    let unsure = matches!(mention.class, Some("unknown")) && matches!(tie.stand, Stand::Object | Stand::Subject);
    let noun = unsure
        .then(|| inside(frame, mention).filter(|found| found.sense.how == How::Noun && found.sense.measure != "population"))
        .flatten();
    if tie.stand == Stand::Object {
        state(frame, mention).or_else(|| ordered(frame, mention)).or(noun).or(Some(tie))
    } else {
        noun.or(Some(tie))
    }
}

/// "lost 427 soldiers killed or missing", "left 12 people dead": the state right after the phrase says more than the verb before it.
fn state<'a>(frame: &Frame<'a>, mention: &Mention) -> Option<Tie<'a>> {
    let at = aside(frame, mention.end, frame.tokens.end.min(mention.end + 12));
    let hit = frame.hits_after(at).next().filter(|hit| hit.tokens.start == at)?;
    let next = frame.skip(hit.tokens.end, &[Role::Hedge, Role::Det]);
    let active = frame.number_at(next).is_some() && hit.tokens.end == next;
    tie(frame, hit, Stand::Subject, mention, "state").filter(|_| !active)
}

/// "ordered 1,500 people to be evacuated": what is to be done to the counted.
fn ordered<'a>(frame: &Frame<'a>, mention: &Mention) -> Option<Tie<'a>> {
    let at = frame.skip(mention.end, &[Role::To, Role::Be, Role::Skip]);
    let passive = frame.is(mention.end, Role::To) && frame.is(mention.end + 1, Role::Be);
    let hit = frame.hits_after(at).next().filter(|hit| passive && hit.tokens.start == at)?;
    tie(frame, hit, Stand::Subject, mention, "to be done")
}

/// "host most refugees (3.3 million)": a number alone in brackets is of the noun before them.
fn bracketed<'a>(frame: &Frame<'a>, mention: &Mention) -> Option<Tie<'a>> {
    let open = mention.first.checked_sub(1).filter(|at| mention.head.is_none() && frame.scene.page.text(*at) == "(")?;
    let hit = frame.hits_before(open).next().filter(|hit| hit.tokens.end == open)?;
    let found = tie(frame, hit, Stand::Inside, mention, "in brackets")?;
    Some(Tie { subject: Some(hit.tokens.clone()), ..found }).filter(|tie| tie.sense.how == How::Noun)
}

/// The sense of a word that fits a number standing to it like this, the closest fit first.
pub(super) fn sense<'a>(frame: &Frame<'a>, hit: &Hit<'a>, stand: Stand, mention: &Mention) -> Option<&'a Sense> {
    let kind = &frame.scene.numbers[mention.number].kind;
    let case = mention.class == Some("case");
    let sum = matches!(mention.class, Some("money" | "measure" | "area"));
    let fits = |sense: &&'a Sense| {
        frame.allows(hit, sense)
            && stands(frame, hit, sense, stand)
            && (!case || counts_cases(sense))
            && (!sum || sense.of.is_some() || counts_sums(sense))
            && closes(frame, sense, stand, mention)
    };
    let senses = hit.senses.iter().filter(fits).filter_map(|sense| {
        Some((fit(sense.of, mention.class, kind)? + u8::from(!sense.near.is_empty()) + 4 * u8::from(!sense.tail.is_empty()), sense))
    });
    senses.rev().max_by_key(|(score, _)| *score).map(|(_, sense)| sense)
}

/// Whether a sense without a word on what it counts can be of money.
fn counts_sums(sense: &Sense) -> bool {
    matches!(sense.measure, "traded" | "paid" | "cost" | "pledged" | "other")
}

/// "took 12 soldiers prisoner": whether the rest of a parted verb stands right after what is counted.
fn closes(frame: &Frame<'_>, sense: &Sense, stand: Stand, mention: &Mention) -> bool {
    sense.tail.is_empty()
        || stand == Stand::Object && frame.scene.page.words.get(mention.end..).is_some_and(|rest| rest.starts_with(&sense.tail))
}

/// Cases are opened, or are those of a disease; what people did in them is the offence.
fn counts_cases(sense: &Sense) -> bool {
    sense.of == Some("case") || matches!(sense.measure, "infected" | "sought_help")
}

/// Whether a sense can count what stands to its word like this.
fn stands(frame: &Frame<'_>, hit: &Hit<'_>, sense: &Sense, stand: Stand) -> bool {
    let at = hit.tokens.start;
    match (sense.how, stand) {
        (How::Verb, Stand::Object) if sense.forms & ING == 0 && hit.tokens.len() == 1 && frame.is_attribute(at) => false,
        (How::Verb, Stand::Object) if !frame.is_denied(at) => {
            sense.args & OBJ != 0
                && sense.forms & !PARTICIPLE != 0
                && (!frame.is_passive(at) || sense.forms == ING || sense.of == Some("money"))
                || sense.args & OBJ != 0 && frame.is_perfect(at)
        }
        (How::Verb, Stand::Subject | Stand::Object) if frame.is_denied(at) => false,
        (How::Verb, Stand::Subject) => {
            let open = frame.is_passive(at) || !frame.has_object(hit.tokens.end);
            let passive = sense.args & OBJ != 0 && sense.forms & PARTICIPLE != 0 && !frame.is_perfect(at) && open;
            let held = sense.of == Some("share") && sense.forms & PARTICIPLE != 0 && frame.is(hit.tokens.end, Role::To);
            passive || sense.args & SUBJ != 0 && !held && (!frame.is_passive(at) || sense.forms & ING != 0)
        }
        (_, Stand::Prep(prep)) => sense.preps.contains(&prep),
        (How::Adj, Stand::Subject) => frame.is_passive(at) || !frame.has_object(hit.tokens.end),
        (How::Adj, Stand::Inside) => true,
        (How::Noun, Stand::Inside) => sense.args & SELF != 0 || sense.of == Some("money"),
        (How::Toll, Stand::Level) => true,
        (How::Noun, Stand::Level) => sense.args & SELF != 0 && frame.scene.page.text(hit.tokens.end - 1).ends_with(['s', 'S']),
        (How::Adj, Stand::Level) => true,
        _ => false,
    }
}

pub(super) fn tie<'a>(frame: &Frame<'a>, hit: &Hit<'a>, stand: Stand, mention: &Mention, rule: &'static str) -> Option<Tie<'a>> {
    Some(Tie { sense: sense(frame, hit, stand, mention)?, at: hit.tokens.start, stand, rule, subject: None })
}

/// "12 dead", "300 wounded", "343 were killed", "another 1,226 wounded", "36,200 were reported missing": a number without a noun.
fn alone<'a>(frame: &Frame<'a>, mention: &Mention) -> Option<Tie<'a>> {
    if mention.head.is_some_and(|head| head > mention.first && frame.hit_at(head).is_none()) {
        return None;
    }
    let from = mention.head.filter(|head| *head > mention.first).map_or(mention.end, |_| frame.scene.numbers[mention.number].after);
    let mut at = frame.skip(from, &[Role::Be, Role::Have, Role::Skip, Role::Seem, Role::Other, Role::Others, Role::Relative]);
    at += usize::from(matches!(frame.scene.page.text(at), "\"" | "“" | "”" | "''" | "``"));
    let hit = frame.hits_after(at).next().filter(|hit| hit.tokens.start == at)?;
    tie(frame, hit, Stand::Subject, mention, "alone").filter(|tie| {
        mention.head.is_none_or(|head| head < mention.first) || tie.sense.how == How::Adj && mention.phrase.len() == hit.tokens.len()
    })
}

/// "injured dozens", "captured 22 others": an active verb right before the number and its hedges.
fn adjacent<'a>(frame: &Frame<'a>, mention: &Mention) -> Option<Tie<'a>> {
    let hit = frame.hits_before(mention.first).next().filter(|hit| hit.tokens.end == mention.first)?;
    tie(frame, hit, Stand::Object, mention, "right after").filter(|tie| tie.sense.how == How::Verb)
}

/// "destroyed depots, barracks and three towers": the last of a list that began without numbers.
fn far<'a>(frame: &Frame<'a>, mention: &Mention) -> Option<Tie<'a>> {
    let last = mention.first.checked_sub(1).filter(|at| frame.parts_items(*at))?;
    let hit = frame.hits_before(last).find(|hit| hit.senses.iter().any(|sense| sense.how == How::Verb))?;
    let gap = hit.tokens.end..last;
    let own = mention.head.is_none() && matches!(frame.role(mention.end), Some(Role::Be | Role::Have | Role::Modal));
    let clear = !own && gap.len() <= 24 && !gap.clone().any(|at| bars(frame, at)) && !frame.is_passive(hit.tokens.start);
    tie(frame, hit, Stand::Object, mention, "list after").filter(|_| clear)
}

/// By the tree: the verb or noun that the counted hangs on.
fn predicate<'a>(frame: &Frame<'a>, mention: &Mention) -> Option<Tie<'a>> {
    let first = mention.head.unwrap_or(mention.first);
    let mut at = first;
    for _ in 0..8 {
        let up = frame.tree.head(at)?;
        let through = frame.tree.rel(at) == Rel::Conj && !frame.is_verb(at) || frame.scene.numbers[mention.number].tokens.contains(&up);
        if !through {
            return hang(frame, mention, at, up);
        }
        at = up;
    }
    None
}

/// A noun at `at` hanging on `up`.
fn hang<'a>(frame: &Frame<'a>, mention: &Mention, at: usize, up: usize) -> Option<Tie<'a>> {
    match frame.tree.rel(at) {
        Rel::NsubjPass | Rel::Nsubj => {
            chain(frame, up).find_map(|verb| tie(frame, frame.hit_at(verb)?, Stand::Subject, mention, "subject of"))
        }
        Rel::Obj | Rel::Iobj => tie(frame, frame.hit_at(up)?, Stand::Object, mention, "object of"),
        Rel::Obl | Rel::OblAgent | Rel::Nmod => {
            let case = frame.tree.children(at).find(|child| frame.tree.rel(*child) == Rel::Case && *child < at)?;
            tie(frame, frame.hit_at(up)?, Stand::Prep(frame.word(case)), mention, "noun of")
        }
        _ => None,
    }
}

/// A verb and those it passes its subject on to: "were reported to have been killed", "continue to flee".
fn chain(frame: &Frame<'_>, verb: usize) -> impl Iterator<Item = usize> {
    let passed = |up: usize| frame.tree.children(up).find(|child| frame.tree.rel(*child) == Rel::Xcomp);
    std::iter::successors(Some(verb), move |at| passed(*at)).take(4)
}

/// "killed at least 12 people", "shot down 61 drones": an active verb before, nothing but the noun's own words between.
fn object<'a>(frame: &Frame<'a>, mention: &Mention) -> Option<Tie<'a>> {
    let end = whole_end(frame, mention.first);
    let hit = frame.hits_before(end).find(|hit| hit.senses.iter().any(|sense| sense.how == How::Verb))?;
    let gap = hit.tokens.end..end;
    if end < mention.first && gap.is_empty() {
        return None;
    }
    if gap.len() > 14 || gap.clone().any(|at| bars(frame, at)) {
        return None;
    }
    match gap.clone().rev().find(|at| frame.is(*at, Role::Prep)) {
        Some(prep) => tie(frame, hit, Stand::Prep(frame.word(prep)), mention, "after").filter(|tie| tie.sense.how == How::Verb),
        None => tie(frame, hit, Stand::Object, mention, "after").filter(|_| !gap.clone().any(|at| frame.is_mark(at))),
    }
}

/// "destroyed vehicles, including 12 tanks": a part without a number before it is governed as its whole is.
fn whole_end(frame: &Frame<'_>, first: usize) -> usize {
    let Some(word) = first.checked_sub(1).filter(|at| *at > frame.tokens.start && frame.is(*at, Role::Including)) else { return first };
    if frame.is_mark(word - 1) { word - 1 } else { word }
}

/// Whether a token parts a number from a verb before it.
pub(super) fn bars(frame: &Frame<'_>, at: usize) -> bool {
    frame.is_verb(at)
        || matches!(
            frame.role(at),
            Some(Role::Clause | Role::That | Role::Relative | Role::Be | Role::Have | Role::Modal | Role::Level | Role::Including)
        )
        || matches!(frame.scene.page.text(at), ";" | ":")
        || frame.number_at(at).is_some_and(|number| number.not.is_none())
}

/// "20 generals of the army were killed", "5,600 civilians killed in", "100,000 men fled": a verb after the phrase.
fn subject<'a>(frame: &Frame<'a>, mention: &Mention) -> Option<Tie<'a>> {
    let mut reduced = None;
    let mut list = false;
    for hit in frame.hits_after(mention.end).take(4) {
        let gap = aside(frame, mention.end, hit.tokens.start)..hit.tokens.start;
        let relative = gap.start == mention.end && frame.is(gap.start, Role::That) && frame.is(gap.start + 1, Role::Be);
        if gap.len() > 25 || gap.clone().skip(usize::from(relative)).any(|at| parts(frame, at)) || !listed(frame, gap.clone(), &mut list) {
            break;
        }
        let Some(found) = tie(frame, hit, Stand::Subject, mention, "before") else {
            if hit.senses.iter().all(|sense| sense.how == How::Verb) && frame.is_verb(hit.tokens.start) {
                break;
            }
            continue;
        };
        let acts = hit.senses.iter().any(|sense| sense.measure == found.sense.measure && sense.args & SUBJ != 0 && sense.forms & ING == 0);
        let finite = found.sense.how == How::Verb && (frame.is_passive(hit.tokens.start) || acts);
        if finite {
            return Some(found);
        }
        let near = gap.clone().all(|at| matches!(frame.role(at), Some(Role::Skip | Role::Seem | Role::Be | Role::Relative | Role::Have)));
        if near || list {
            reduced = reduced.or(Some(found));
        }
    }
    reduced
}

/// Past an aside: "367 weapons – 69 missiles and 298 drones – were launched", "90 people, including 18 guards, were taken prisoner".
fn aside(frame: &Frame<'_>, from: usize, to: usize) -> usize {
    let text = |at: usize| frame.scene.page.text(at);
    let dash = |at: &usize| matches!(text(*at), "–" | "—" | "--" | "-");
    let close = match text(from) {
        "(" => (from + 1..to).find(|at| text(*at) == ")"),
        "," if frame.is(from + 1, Role::Including) || text(from + 1).eq_ignore_ascii_case("mostly") => {
            (from + 1..to).rev().find(|at| text(*at) == ",")
        }
        _ => (from + 1..to).find(dash).filter(|_| dash(&from)),
    };
    close.map_or(from, |close| close + 1)
}

/// Whether a token parts a number from a verb after it.
fn parts(frame: &Frame<'_>, at: usize) -> bool {
    matches!(frame.role(at), Some(Role::Clause | Role::That | Role::Including))
        || matches!(frame.scene.page.text(at), ";" | ":" | "—" | "–")
        || frame.is_verb(at) && !matches!(frame.role(at), Some(Role::Seem)) && frame.hit_at(at).is_none()
}

/// Whether the numbers between a number and a verb go on one list with it: the last of them after "and".
fn listed(frame: &Frame<'_>, gap: Range<usize>, list: &mut bool) -> bool {
    let Some(last) = gap.clone().rev().find(|at| frame.number_at(*at).is_some_and(|number| number.not.is_none())) else { return true };
    let first = frame.number_at(last).map_or(last, |number| number.tokens.start);
    let apposed = frame.scene.page.text(gap.start) == "," && gap.clone().filter(|at| frame.scene.page.text(*at) == ",").count() == 2;
    if apposed {
        return true;
    }
    *list = gap.clone().take(6).any(|at| frame.parts_items(at));
    *list && (gap.start..first).rev().take(4).any(|at| frame.is(at, Role::Conj))
}

/// "refugees", "displaced people", "casualties", "wounded soldiers": the phrase itself says it.
fn inside<'a>(frame: &Frame<'a>, mention: &Mention) -> Option<Tie<'a>> {
    let head = mention.head?;
    let own = |hit: &&Hit<'a>| hit.tokens.start >= mention.phrase.start && hit.tokens.start < mention.phrase.end;
    let hits = frame.hits_before(mention.phrase.end + 4).take_while(|hit| hit.tokens.end > mention.phrase.start).filter(own);
    let mut found = hits
        .filter_map(|hit| Some((hit, tie(frame, hit, Stand::Inside, mention, "in")?)))
        .filter(|(hit, tie)| names(frame, hit, tie, head))
        .map(|(_, tie)| tie);
    let first = found.next()?;
    found.find(|tie| tie.sense.how == How::Adj && first.sense.how != How::Adj).or(Some(first))
}

/// Whether a noun of measure is the head itself, or a bearer beside a head that is a person too ("refugee families").
fn names(frame: &Frame<'_>, hit: &Hit<'_>, tie: &Tie<'_>, head: usize) -> bool {
    let person = |at: usize| matches!(frame.class(at), Some("person" | "troop" | "child" | "household"));
    tie.sense.how != How::Noun || hit.tokens.end > head || person(hit.tokens.start) && person(head)
}

/// "two cadets with severe injuries", "130 people without power": a phrase that hangs on the counted.
fn beside<'a>(frame: &Frame<'a>, mention: &Mention) -> Option<Tie<'a>> {
    let at = mention.end;
    let hit = frame.hits_after(at).next()?;
    let gap = at..hit.tokens.start;
    let prep = gap.clone().next().filter(|at| frame.is(*at, Role::Prep));
    match prep {
        Some(prep)
            if gap.len() <= 3
                && gap.clone().all(|at| frame.number_at(at).is_none())
                && gap.clone().skip(1).all(|at| frame.tree.tag(at) != Tag::Verb && !frame.is_mark(at)) =>
        {
            let sense = hit.senses.iter().find(|sense| {
                sense.how == How::Noun && sense.preps.contains(&frame.word(prep)) && fit(sense.of, mention.class, &Kind::Count).is_some()
            });
            let money = mention.class == Some("money") && sense.is_some_and(|sense| sense.of == Some("money"));
            let with = money || matches!(frame.scene.page.text(prep), "with" | "for" | "WITH" | "FOR");
            sense.filter(|_| with).map(|sense| Tie { sense, at: hit.tokens.start, stand: Stand::Inside, rule: "beside", subject: None })
        }
        _ => None,
    }
}
