//! Sieve: somebody says something, in one clause.
//!
//! Finds a verb of saying with its subject before it ("the ministry said that ...") or behind it ("..., said Smith").
//! Example: `At least 12 people died, officials said on Sunday.` gives "officials" over all that stands before.
//! Wrong where a noun looks like the verb ("reports", "claims") and the tags do not tell, and where a clause stands on both
//! sides and only one is said.

use std::ops::Range;

use super::stage::{Draft, Stage};
use super::words::{Cue, Frame, kind};
use super::{phrase, verb};
use crate::pack::Hit;
use crate::read::page::Shape;
use crate::read::syntax::{Rel, Tag};

/// Runs the sieve over every sentence within reach of a number.
pub fn run(stage: &mut Stage<'_, '_>) {
    for sentence in stage.sentences() {
        let mut at = sentence.start;
        while at < sentence.end {
            let Some(hit) = stage.cue(at) else {
                at += 1;
                continue;
            };
            if let Some(draft) = read(stage, &sentence, at, &hit) {
                stage.add(draft);
            }
            at += hit.len;
        }
        part(stage, &sentence);
    }
}

/// "Smith said 12 died, while Jones put it at 20": what one says ends where the clause of another begins.
fn part(stage: &mut Stage<'_, '_>, sentence: &Range<usize>) {
    let first = stage.drafts.iter().rposition(|draft| !sentence.contains(&draft.cue.start)).map_or(0, |at| at + 1);
    for later in first + 1..stage.drafts.len() {
        let Some(start) = stage.drafts[later]
            .who
            .as_ref()
            .filter(|who| who.start < stage.drafts[later].cue.start)
            .and_then(|who| joint(stage, who.start, sentence.start))
        else {
            continue;
        };
        for draft in &mut stage.drafts[first..later] {
            let cue = draft.cue.end;
            draft.content.iter_mut().filter(|one| one.contains(&start) && one.start >= cue).for_each(|one| one.end = start);
        }
    }
}

/// The comma before "and", "but", "while" with at most a few words up to the next subject.
fn joint(stage: &Stage<'_, '_>, subject: usize, floor: usize) -> Option<usize> {
    let near = (floor + 1..=subject)
        .rev()
        .take(5)
        .find(|at| stage.is(*at, kind::SHIFT) || stage.text(*at) == "and" || stage.text(*at - 1) == ";")?;
    stage.is_text(near - 1, &[",", ";"]).then_some(near - 1)
}

/// The attribution that this cue makes, if it makes one.
fn read(stage: &Stage<'_, '_>, sentence: &Range<usize>, at: usize, hit: &Hit<'_, Cue>) -> Option<Draft> {
    let frame = hit.value.frame;
    if frame == Frame::Cite || !verb::is_said(stage, sentence, at, hit) {
        return None;
    }
    let cue = at..at + hit.len;
    let draft = |who: Range<usize>, content: Vec<Range<usize>>, relays: Vec<Range<usize>>| Draft {
        who: Some(who),
        relays,
        cue: cue.clone(),
        content,
        stance: hit.value.stance,
        same_as: None,
        sieve: "clause",
        row: Some(hit.row),
    };
    let subject = phrase::by_tree(stage, at);
    if hit.value.gerund && subject.is_none() {
        return gerund(stage, sentence, &cue, frame).map(|(who, content)| draft(who, content, Vec::new()));
    }
    let quoted = closes_quote(stage, at);
    let named = if quoted { None } else { phrase::named_before(stage, at, sentence.start) };
    let behind_verb = match &subject {
        _ if named.is_some() => None,
        _ if (quoted || at > 0 && stage.text(at - 1) == ",") && inverted(stage, sentence, &cue, frame).is_some() => {
            inverted(stage, sentence, &cue, frame)
        }
        Some(found) => found.inverted.then(|| found.who.clone()),
        None => inverted(stage, sentence, &cue, frame),
    };
    let subject = named.map(|who| phrase::Subject { who, inverted: false }).or(subject);
    if let Some(who) = behind_verb {
        let content = behind(stage, sentence, &cue, &who);
        return fits(stage, &who, &cue, frame).then(|| draft(who, content, Vec::new()));
    }
    let who = subject.map(|found| found.who).or_else(|| phrase::by_words(stage, at, sentence.start))?;
    if !fits(stage, &who, &cue, frame) {
        return None;
    }
    let (from, relays) = addressee(stage, sentence, cue.end, frame);
    let mut content = said(stage, sentence, &who, &cue, from, frame);
    if frame == Frame::Speak {
        content.retain(|one| {
            quotes_within(stage, one.clone()).len() + usize::from(one.end > one.start && stage.quote_of(one.end - 1).is_some()) > 0
        });
    }
    (!content.is_empty()).then(|| draft(who, content, relays))
}

/// Whether this subject can do this: studies find, documents have.
fn fits(stage: &Stage<'_, '_>, who: &Range<usize>, cue: &Range<usize>, frame: Frame) -> bool {
    let any = |kinds: u32| who.clone().any(|at| stage.is(at, kinds));
    let that = stage.is(cue.end, kind::THAT);
    let head = who.end.saturating_sub(1);
    match frame {
        Frame::Find => that || any(kind::DOCUMENT),
        _ if is_share(stage, who) => false,
        Frame::Have => {
            who.clone().any(|at| stage.is_text(at, &["poll", "Poll", "survey", "Survey", "polls", "surveys"]))
                && !stage.is(cue.end, kind::BE | kind::ADV | kind::DET)
        }
        Frame::Put => (cue.end..cue.end + 10).any(|at| stage.text(at) == "at"),
        Frame::Count => any(kind::DOCUMENT | kind::BODY | kind::GROUP | kind::MEDIUM) || stage.is_capital(head),
        Frame::Plan | Frame::Urge => !any(kind::DOCUMENT),
        _ => !any(kind::TIME) || stage.is_capital(head) || who.len() > 1,
    }
}

/// "60 percent of voters": those who answer a poll are what it counts, not who vouches for it.
fn is_share(stage: &Stage<'_, '_>, who: &Range<usize>) -> bool {
    who.clone().any(|at| {
        stage.is_text(at, &["%", "percent", "half", "majority", "percentage", "Half", "Percent"])
            || stage.is_text(at, &["third", "quarter", "thirds", "quarters"]) && stage.is(at + 1, kind::OF)
    }) || who.len() > 2 && who.clone().any(|at| stage.shape(at) == Shape::Number && stage.text(at - usize::from(at > 0)) == "in")
}

/// "..., said Smith": the noun phrase behind the verb, where a comma or a quote closes before it.
fn inverted(stage: &Stage<'_, '_>, sentence: &Range<usize>, cue: &Range<usize>, frame: Frame) -> Option<Range<usize>> {
    if !matches!(frame, Frame::Say | Frame::Report | Frame::Speak | Frame::Think | Frame::Find | Frame::Ask) {
        return None;
    }
    let before = stage.back_over(cue.start, sentence.start, kind::ADV);
    let opens = before == sentence.start || stage.is_text(before - 1, &[",", "?", "!", "–", "—", "-"]) || stage.is_quote_mark(before - 1);
    let next = cue.end;
    let named = stage.is_capital(next)
        || stage.is(next, kind::DET | kind::OFFICE | kind::GROUP | kind::SUBJECT)
        || stage.shape(next) == Shape::Lower && !stage.is(next, kind::PREP | kind::SUB | kind::TIME | kind::ADV);
    if !opens || !named || stage.is(next, kind::THAT) || next >= sentence.end || stage.is(next, kind::TIME) {
        return None;
    }
    let who = phrase::right(stage, next, sentence.end);
    let at_end = who.end >= sentence.end
        || stage.is_text(who.end, &[",", ".", ":", ";", "(", "?", "!"])
        || stage.is_quote_mark(who.end)
        || stage.is(who.end, kind::PREP | kind::TIME | kind::REL | kind::SUB | kind::AUX);
    (!who.is_empty() && at_end && !stage.is(who.start, kind::TIME)).then_some(who)
}

/// What stands before an inverted clause, and quotes behind it.
fn behind(stage: &Stage<'_, '_>, sentence: &Range<usize>, cue: &Range<usize>, who: &Range<usize>) -> Vec<Range<usize>> {
    let mut content = before(stage, sentence, cue.start);
    content.extend(quotes_within(stage, who.end..sentence.end));
    if stage.is_text(who.end, &[":"]) {
        content.push(who.end + 1..sentence.end);
    }
    content
}

/// The clause before a reporting clause: back to the sentence's start, and all of a quote that ends here.
fn before(stage: &Stage<'_, '_>, sentence: &Range<usize>, end: usize) -> Vec<Range<usize>> {
    let start = stage.drafts.iter().rev().take(4).filter(|draft| sentence.contains(&draft.cue.start) && draft.cue.end < end);
    let from = start.filter_map(|draft| draft.content.iter().map(|one| one.end).filter(|at| *at < end).max()).max();
    let mut whole = from.unwrap_or(sentence.start)..end;
    let quote = stage
        .quotes
        .iter()
        .rev()
        .skip_while(|quote| quote.tokens.start >= end)
        .take(2)
        .find(|quote| quote.tokens.end + 2 >= end && quote.tokens.start < whole.start);
    if let Some(quote) = quote {
        whole.start = whole.start.min(quote.tokens.start);
    }
    if whole.is_empty() { Vec::new() } else { vec![whole] }
}

/// The quotes that begin in a stretch.
fn quotes_within(stage: &Stage<'_, '_>, tokens: Range<usize>) -> Vec<Range<usize>> {
    let from = stage.quotes.partition_point(|quote| quote.tokens.start < tokens.start);
    stage.quotes[from..]
        .iter()
        .take_while(|quote| quote.tokens.start < tokens.end)
        .filter(|quote| quote.tokens.len() > 4)
        .map(|quote| quote.tokens.clone())
        .collect()
}

/// Past whom a thing was told, and who of them passes it on.
fn addressee(stage: &Stage<'_, '_>, sentence: &Range<usize>, from: usize, frame: Frame) -> (usize, Vec<Range<usize>>) {
    if frame != Frame::Tell && frame != Frame::Blame {
        return (from, Vec::new());
    }
    let whom = phrase::right(stage, from, sentence.end);
    if frame == Frame::Blame {
        return (from, Vec::new());
    }
    let relay = is_medium(stage, &whom);
    (whom.end, if relay { vec![whom] } else { Vec::new() })
}

/// Whether a noun phrase names a newspaper, agency or station.
pub fn is_medium(stage: &Stage<'_, '_>, tokens: &Range<usize>) -> bool {
    use crate::read::name::{Class, within};
    let outlet = within(stage.scene.names, tokens.clone()).iter().any(|name| name.class == Class::Outlet && name.tokens.end <= tokens.end);
    outlet || tokens.clone().any(|at| stage.is(at, kind::MEDIUM)) && !tokens.clone().any(|at| stage.is(at, kind::ADDRESSEE))
}

/// What is said: behind the verb, before the subject, or both.
fn said(
    stage: &Stage<'_, '_>,
    sentence: &Range<usize>,
    who: &Range<usize>,
    cue: &Range<usize>,
    from: usize,
    frame: Frame,
) -> Vec<Range<usize>> {
    if let Some(content) = complement(stage, cue, frame) {
        return content;
    }
    let after = past_adverbials(stage, sentence, from);
    if who.start > sentence.start && closes_quote(stage, who.start) && !stage.is(after, kind::THAT) && !stage.is_text(after, &[":"]) {
        let mut content = before(stage, sentence, who.start);
        content.extend(quotes_within(stage, cue.end..sentence.end));
        return content;
    }
    let ends = after >= sentence.end
        || stage.is_text(after, &[".", "!", "?", ";", "|", "—", "–"])
        || stage.is_text(after, &["-"]) && stage.page.tokens[after].spaced;
    let comma = stage.is_text(after, &[","]);
    let opened = who.start == sentence.start || !follows_clause(stage, sentence, who.start);
    let mut content = Vec::new();
    // "compared with 10,025 cases reported last June": nothing is said where no clause stands before a comma.
    let report = matches!(frame, Frame::Report | Frame::Count | Frame::Find);
    if ends && (!report || !opened) || comma && !opened {
        content.extend(before(stage, sentence, who.start));
    }
    if !ends && frame != Frame::Speak {
        let end = if stage.is_text(cue.end, &[","]) { sentence.end } else { verb::end(stage, sentence, cue.start) };
        content.push(after..past_quote(stage, cue, end.max(after + 1)));
    } else if frame == Frame::Speak {
        content.extend(quotes_within(stage, cue.end..sentence.end));
    }
    if ends && content.is_empty() && from < after {
        content.push(from..sentence.end);
    }
    content
}

/// Whether a quote is closed right before this token, a comma between or not.
fn closes_quote(stage: &Stage<'_, '_>, at: usize) -> bool {
    if at < 2 {
        return false;
    }
    let last = if stage.text(at - 1) == "," { at.saturating_sub(2) } else { at - 1 };
    stage.is_quote_mark(last) && stage.quote_of(last).is_some_and(|quote| quote.tokens.end == last + 1 && quote.tokens.len() > 4)
}

/// What is thought, demanded, planned or blamed: only what hangs on the verb. Nothing where the tree is not there or the frame says more.
fn complement(stage: &Stage<'_, '_>, cue: &Range<usize>, frame: Frame) -> Option<Vec<Range<usize>>> {
    let clause = frame == Frame::Think;
    if !clause && !matches!(frame, Frame::Urge | Frame::Plan | Frame::Blame | Frame::Deny) {
        return None;
    }
    let tree = stage.tree(cue.start)?;
    let hangs = |at: usize| match tree.rel(at) {
        Rel::Ccomp | Rel::Parataxis => true,
        Rel::Xcomp | Rel::Obj => !clause,
        Rel::Advcl | Rel::Obl if frame == Frame::Blame => true,
        Rel::Obl => !clause && tree.reach(at).start <= cue.end + 1,
        _ => false,
    };
    let verb = if cue.len() > 1 && tree.tag(cue.end - 1) == Tag::Verb { cue.end - 1 } else { cue.start };
    let mut parts = tree.children(verb).filter(|at| *at > verb && hangs(*at)).map(|at| tree.reach(at)).filter(|one| one.start >= cue.start);
    if clause {
        return Some(parts.map(|one| one.start..with_parts(stage, one.end, tree.tokens.end)).collect());
    }
    let start = parts.next().map(|one| one.start);
    let ends = |at: &usize| {
        stage.is(*at, kind::SUB) && !stage.is(*at, kind::THAT) && !stage.is_text(*at, &["than", "so", "if", "whether"])
            || stage.is_text(*at, &[";"])
    };
    Some(start.map(|start| start..(start + 1..tree.tokens.end).find(ends).unwrap_or(tree.tokens.end)).into_iter().collect())
}

/// "..., including 40 children": parts belong to what is said.
fn with_parts(stage: &Stage<'_, '_>, end: usize, ceil: usize) -> usize {
    let more = stage.is_text(end, &[","]) && stage.is_text(end + 1, &["including", "among", "of"]) || stage.is_text(end, &["including"]);
    if more { ceil } else { end }
}

/// To the end of a quote that goes on over the end of the sentence.
fn past_quote(stage: &Stage<'_, '_>, cue: &Range<usize>, end: usize) -> usize {
    stage.quote_of(end - 1).filter(|quote| quote.tokens.start >= cue.end).map_or(end, |quote| quote.tokens.end.max(end))
}

/// Whether the subject follows a comma or a closing quote, with a clause before it.
fn follows_clause(stage: &Stage<'_, '_>, sentence: &Range<usize>, start: usize) -> bool {
    start > sentence.start && (stage.is_text(start - 1, &[",", "?", "!", "–", "—", "-"]) || stage.is_quote_mark(start - 1))
}

/// Past "in a statement on Tuesday" behind a verb: to the clause, quote, comma or end that follows.
fn past_adverbials(stage: &Stage<'_, '_>, sentence: &Range<usize>, from: usize) -> usize {
    let mut at = from;
    while at < sentence.end && at < from + 24 {
        if stage.is(at, kind::THAT) || stage.is_quote_mark(at) || stage.is_text(at, &[",", ":", ".", ";", "!", "?"]) {
            return at;
        }
        let adverbial = at > from || stage.is(at, kind::PREP | kind::TIME | kind::ADV);
        if !adverbial {
            return at;
        }
        if at > from && (stage.is(at, kind::SUBJECT | kind::MODAL) || stage.is(at, kind::AUX) && !stage.is_possessive(at)) {
            return from;
        }
        at += 1;
    }
    if at >= sentence.end { sentence.end } else { from }
}

/// "..., saying that ...": the speaker of the sentence goes on, or its subject speaks.
fn gerund(stage: &Stage<'_, '_>, sentence: &Range<usize>, cue: &Range<usize>, frame: Frame) -> Option<(Range<usize>, Vec<Range<usize>>)> {
    let earlier = stage.drafts.iter().rev().take(4).find(|draft| sentence.contains(&draft.cue.start) && draft.cue.end <= cue.start);
    let who = earlier.and_then(|draft| draft.who.clone()).or_else(|| {
        phrase::subject(stage, cue.start, sentence.start)
            .filter(|who| cue.start > 0 && stage.is(cue.start - 1, kind::BE) && !who.is_empty())
    });
    let who = who.or_else(|| first_phrase(stage, sentence, cue.start))?;
    if who.end > cue.start || !fits(stage, &who, cue, frame) {
        return None;
    }
    let last = cue.start.checked_sub(1)?;
    let joined =
        stage.is(last, kind::BE | kind::ADV) || stage.is_text(last, &[",", "by", "and", "(", "—", "–", "-"]) || stage.is_quote_mark(last);
    if !joined {
        return None;
    }
    if let Some(content) = complement(stage, cue, frame) {
        return (!content.is_empty()).then_some((who, content));
    }
    let from = addressee(stage, sentence, cue.end, frame).0;
    let after = past_adverbials(stage, sentence, from);
    (after < sentence.end).then(|| (who, std::iter::once(after..past_quote(stage, cue, sentence.end)).collect()))
}

/// The subject of a sentence whose verb is not known: its first noun phrase, up to the first verb.
fn first_phrase(stage: &Stage<'_, '_>, sentence: &Range<usize>, end: usize) -> Option<Range<usize>> {
    let comma = stage.is_text(end.checked_sub(1)?, &[","]);
    let verb = (sentence.start..end)
        .find(|at| stage.is(*at, kind::AUX | kind::MODAL) && !stage.is_possessive(*at) || matches!(stage.tag(*at), Tag::Verb))?;
    let who = phrase::subject(stage, verb, sentence.start)?;
    (comma && !who.is_empty()).then_some(who)
}
