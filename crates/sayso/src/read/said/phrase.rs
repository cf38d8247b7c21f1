//! Where the words that name a speaker begin and end.

use std::ops::Range;

use super::stage::Stage;
use super::words::kind;
use crate::read::page::Shape;
use crate::read::syntax::{Rel, Tag};

/// Longest noun phrase that names a speaker.
const LONGEST: usize = 28;

/// Participles that stand behind a document and belong to its name.
pub const PARTICIPLES: [&str; 12] = [
    "released",
    "compiled",
    "published",
    "obtained",
    "collected",
    "provided",
    "conducted",
    "commissioned",
    "issued",
    "taken",
    "prepared",
    "sponsored",
];

/// Whoever does what a verb says.
#[derive(Clone, Debug)]
pub struct Subject {
    /// The noun phrase.
    pub who: Range<usize>,
    /// Whether it stands behind the verb ("said Smith").
    pub inverted: bool,
}

/// The subject of the verb at `verb`: by the tree where there is one, else the noun phrase before it.
pub fn subject(stage: &Stage<'_, '_>, verb: usize, floor: usize) -> Option<Range<usize>> {
    by_tree(stage, verb).filter(|found| !found.inverted).map(|found| found.who).or_else(|| by_words(stage, verb, floor))
}

/// The noun phrase that hangs on the verb as its subject, or on the verb that it is joined to.
pub fn by_tree(stage: &Stage<'_, '_>, verb: usize) -> Option<Subject> {
    let tree = stage.tree(verb)?;
    let passive = tree.children(verb).any(|at| tree.rel(at) == Rel::AuxPass);
    let is_subject = |at: usize| !stage.is(at, kind::TIME) && (tree.rel(at) == Rel::Nsubj || tree.rel(at) == Rel::NsubjPass && !passive);
    let own = |verb: usize| {
        // Of two subjects the nearer is right: the other is what the parser made of the clause said.
        let subjects = || tree.children(verb).filter(|at| is_subject(*at));
        subjects().filter(|at| *at < verb).last().or_else(|| subjects().next())
    };
    let mut at = verb;
    let mut found = own(at);
    for _ in 0..3 {
        if found.is_some() || !matches!(tree.rel(at), Rel::Conj | Rel::Xcomp) {
            break;
        }
        at = tree.head(at)?;
        found = own(at).filter(|head| *head < verb);
    }
    let head = found?;
    let reach = tree.reach(head);
    if head > verb {
        let who = right(stage, reach.start.max(verb + 1), tree.tokens.end);
        return (!who.is_empty() && head < who.end && !stage.is(head, kind::TIME)).then_some(Subject { who, inverted: true });
    }
    let who = grown(stage, close(stage, reach.start, head, reach.end.min(verb)), verb);
    let end = stage.back_over(verb, who.end, kind::ADV | kind::AUX | kind::TIME);
    // "..., a spokesman Jane Smith said": behind a comma of its own stands the speaker, whatever the parser took for the subject.
    if end > who.end && !stage.is_text(end - 1, &[","]) && (who.end..end).any(|at| stage.is_text(at, &[","])) {
        return by_words(stage, verb, tree.tokens.start).map(|who| Subject { who, inverted: false });
    }
    (!who.is_empty()).then_some(Subject { who, inverted: false })
}

/// Takes in the names and offices that the parser left between a subject and its verb.
fn grown(stage: &Stage<'_, '_>, who: Range<usize>, verb: usize) -> Range<usize> {
    let end = stage.back_over(verb, who.end, kind::ADV | kind::AUX | kind::TIME);
    let named = |at: usize| {
        stage.is_capital(at) || stage.is(at, kind::OFFICE | kind::BODY | kind::GROUP | kind::DOCUMENT) && stage.shape(at).is_word()
    };
    if who.end < end && (who.end..end).all(named) { who.start..end } else { who }
}

/// Cuts a noun phrase behind its head: appositions and clauses in commas name the speaker no better.
fn close(stage: &Stage<'_, '_>, start: usize, head: usize, ceil: usize) -> Range<usize> {
    let ends = |at: &usize| is_edge(stage, *at) || stage.is(*at, kind::REL);
    let end = (head + 1..ceil).find(ends).unwrap_or(ceil);
    let end = trim_end(stage, start..end);
    let opens = (start..head).rev().find(|at| is_edge(stage, *at));
    trim_start(stage, opens.map_or(start, |at| at + 1)..end)
}

/// The noun phrase that ends before the verb, over adverbs and auxiliaries, or before an apposition in commas.
pub fn by_words(stage: &Stage<'_, '_>, verb: usize, floor: usize) -> Option<Range<usize>> {
    let skipped = kind::ADV | kind::AUX | kind::TIME;
    let mut end = stage.back_over(verb, floor, skipped);
    if end > floor && stage.is(end - 1, kind::PREP) && end < verb {
        // "Smith on Tuesday said"
        end -= 1;
        end = stage.back_over(end, floor, kind::ADV);
    }
    if end > floor && stage.is_text(end - 1, &[",", ")", "–", "—"]) {
        return before_apposition(stage, end - 1, floor);
    }
    let start = left(stage, end, floor)?;
    (start < end).then_some(start..end)
}

/// The noun phrase that ends before a participle: "a document obtained by".
pub fn subject_words(stage: &Stage<'_, '_>, end: usize, floor: usize) -> Option<Range<usize>> {
    let start = left(stage, end, floor)?;
    (start < end).then_some(start..end)
}

/// "Smith, 29, of the agency, said her ...": a name at the start of its clause, with commas up to the verb.
pub fn named_before(stage: &Stage<'_, '_>, verb: usize, floor: usize) -> Option<Range<usize>> {
    let comma = stage.back_over(verb, floor, kind::ADV).checked_sub(1).filter(|at| *at > floor && stage.is_text(*at, &[","]))?;
    let who = before_apposition(stage, comma, floor)?;
    let opens = who.start == floor || stage.is(who.start - 1, kind::SHIFT) || stage.is_text(who.start - 1, &["and", ","]);
    (opens && stage.is_capital(who.end - 1)).then_some(who)
}

/// "Smith, the head of the agency, said": the name before the first comma of the clause.
fn before_apposition(stage: &Stage<'_, '_>, close: usize, floor: usize) -> Option<Range<usize>> {
    let from = floor.max(close.saturating_sub(LONGEST + 12));
    let open = (from..close).rev().find(|at| stage.is_text(*at, &[",", "(", "–", "—"]))?;
    let inside = open + 1;
    let related = stage.is(inside, kind::DET | kind::REL | kind::OFFICE | kind::PREP)
        || stage.is_capital(inside)
        || stage.shape(inside) == Shape::Number;
    if !related || open <= floor {
        return None;
    }
    // A second comma inside the apposition: take the one behind the name.
    let first = (from..open)
        .rev()
        .take(20)
        .find(|at| stage.is_text(*at, &[",", "("]) && at > &floor && stage.is_capital(at - 1) && !stage.is(at + 1, kind::CONJ));
    let edge =
        first.filter(|at| stage.is(at + 1, kind::DET | kind::REL | kind::OFFICE) || stage.shape(at + 1) == Shape::Number).unwrap_or(open);
    let start = left(stage, edge, floor)?;
    (start < edge).then_some(start..edge)
}

/// Where the noun phrase that ends at `end` begins.
fn left(stage: &Stage<'_, '_>, end: usize, floor: usize) -> Option<usize> {
    if end <= floor {
        return None;
    }
    if stage.is(end - 1, kind::SUBJECT | kind::REL) {
        return Some(end - 1);
    }
    let mut start = end;
    while start > floor && end - start < LONGEST && !stops_left(stage, start - 1, end) {
        start -= 1;
    }
    let range = trim_start(stage, start..end);
    (range.start < range.end).then_some(range.start)
}

fn stops_left(stage: &Stage<'_, '_>, at: usize, end: usize) -> bool {
    if stage.is_possessive(at) && at + 1 < end {
        return false;
    }
    if stage.text(at) == "and" {
        let pair = at > 0 && at + 1 < end && stage.is_capital(at + 1) && stage.is_capital(at - 1);
        return !pair;
    }
    let noun = at + 1 == end && stage.is(at, kind::DOCUMENT | kind::POLL | kind::BODY | kind::OFFICE | kind::GROUP);
    let verb = matches!(stage.tag(at), Tag::Verb | Tag::Aux) && !noun && !stage.is_possessive(at) && !stage.is_text(at, &PARTICIPLES);
    verb || is_edge(stage, at)
        || stage.is(at, kind::SUB | kind::CONJ | kind::MODAL | kind::NEG | kind::SUBJECT) && !stage.is(at, kind::PREP)
}

/// The full stop of "Mr.", "Rep." and initials.
fn is_inner_stop(stage: &Stage<'_, '_>, at: usize) -> bool {
    at > 0
        && stage.text(at) == "."
        && !stage.page.tokens[at].spaced
        && (stage.is(at - 1, kind::HONOR) || stage.is_capital(at - 1) && stage.text(at - 1).chars().count() == 1)
}

/// Marks and words that no noun phrase reaches across.
fn is_edge(stage: &Stage<'_, '_>, at: usize) -> bool {
    if is_inner_stop(stage, at) {
        return false;
    }
    stage.is_text(at, &["And", "But"])
        || stage.is_quote_mark(at)
        || stage.is_text(at, &[",", ";", ":", ".", "(", ")", "[", "]", "—", "–", "--", "?", "!", "•", "*"])
        || stage.is(at, kind::REL) && !stage.is(at, kind::DET)
}

/// Drops what is no part of the name at the front: "In Kyiv on Monday officials".
fn trim_start(stage: &Stage<'_, '_>, range: Range<usize>) -> Range<usize> {
    let mut start = range.start;
    while start < range.end {
        if stage.is(start, kind::PREP | kind::OF) {
            let after = after_time(stage, start + 1, range.end);
            start = if after > start + 1 { after } else { name_inside(stage, start + 1, range.end) };
        } else if stage.is(start, kind::CONJ | kind::ADV | kind::SUB) && !stage.is(start, kind::DET) || stage.text(start) == "and" {
            start += 1;
        } else {
            break;
        }
    }
    start..range.end
}

/// Past the words of time.
fn after_time(stage: &Stage<'_, '_>, mut at: usize, end: usize) -> usize {
    while at < end && (stage.is(at, kind::TIME) || stage.shape(at) == Shape::Number) {
        at += 1;
    }
    at
}

/// "In a statement Smith": the last run of capitals where a lower-case word stands before it, else behind the preposition's noun.
fn name_inside(stage: &Stage<'_, '_>, from: usize, end: usize) -> usize {
    let run = (from..end).rev().take_while(|at| stage.is_capital(*at)).last();
    run.filter(|at| *at > from && !stage.is(at - 1, kind::PREP | kind::OF | kind::DET)).unwrap_or(from)
}

fn trim_end(stage: &Stage<'_, '_>, range: Range<usize>) -> usize {
    let mut end = range.end;
    while end > range.start
        && (stage.is(end - 1, kind::ADV | kind::AUX | kind::PREP | kind::CONJ)
            || stage.shape(end - 1) == Shape::Punct && !stage.is_quote_mark(end - 1))
    {
        end -= 1;
    }
    end
}

/// The noun phrase that begins at `start`: "according to ..., ", "said ...".
pub fn right(stage: &Stage<'_, '_>, start: usize, ceil: usize) -> Range<usize> {
    let ceil = ceil.min(start + LONGEST);
    let mut end = start;
    while end < ceil && !stops_right(stage, start, end) {
        end += 1;
    }
    start..trim_end(stage, start..end)
}

fn stops_right(stage: &Stage<'_, '_>, start: usize, at: usize) -> bool {
    if at == start || at == start + 1 && stage.is_quote_mark(start) {
        return is_edge(stage, at) && !is_short_quote(stage, at);
    }
    if let Some(quote) = stage.quote_of(start).filter(|quote| quote.tokens.start == start) {
        return at >= quote.tokens.end;
    }
    if stage.is_possessive(at) {
        return false;
    }
    if is_edge(stage, at) || stage.is(at, kind::MODAL | kind::NEG | kind::SHIFT) || stage.is(at, kind::THAT) {
        return true;
    }
    if stage.is(at, kind::AUX) {
        return true;
    }
    if stage.is(at - 1, kind::SUBJECT) {
        return true;
    }
    let timed = stage.is(at, kind::PREP) && !resumes(stage, at) && (stage.is(at + 1, kind::TIME) || stage.shape(at + 1) == Shape::Number);
    let stated = stage.is(at, kind::PREP) && stage.is(at + 1, kind::DET) && stage.is(at + 2, kind::DOCUMENT);
    let finite =
        matches!(stage.penn(at), "VBD" | "VBZ" | "VBP") && !stage.is_text(at, &PARTICIPLES) && !stage.is(at, kind::DOCUMENT | kind::BODY);
    if finite || stage.is(at, kind::SUBJECT) && !stage.is(at, kind::DET) || stage.is_text(at, &["dating", "dated", "showing"]) {
        return true;
    }
    let day = stage.is(at, kind::TIME) && !resumes(stage, at - 1) && stage.is_capital(at) && !stage.is_capital(at - 1);
    timed || stated || day || stage.is(at, kind::SUB) && !stage.is(at, kind::PREP) || stage.text(at) == "as"
}

/// A name in quotation marks: the group “Get Lost”.
fn is_short_quote(stage: &Stage<'_, '_>, at: usize) -> bool {
    stage.is_quote_mark(at) && stage.quote_of(at).is_some_and(|quote| quote.tokens.start == at && quote.tokens.len() < 8)
}

/// "a report released on Wednesday by": whose it is follows the time.
fn resumes(stage: &Stage<'_, '_>, at: usize) -> bool {
    let after = after_time(stage, at + 1, at + 6);
    after > at + 1 && stage.is_text(after, &["by", "from"])
}
