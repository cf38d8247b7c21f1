//! On whose say-so: attributions found by sieves from strict to loose, one file a sieve.
//!
//! Each sieve reads sentences near numbers and adds drafts: which words name who speaks, and what is said. Then the speakers are
//! linked (`who`) in text order, and a number asks who stands over it ([`over`]).

mod according;
mod carry;
mod cast;
mod clause;
mod headline;
mod passive;
mod phrase;
mod quote;
mod role;
mod speech;
mod stage;
mod survey;
mod verb;
mod who;
mod words;

use std::ops::Range;

use super::page::Page;
use super::scene::Scene;
use crate::claim::{Link, Reason, Role, Stance};
use cast::Cast;
use role::Roles;
use stage::{Draft, Stage};
use who::{Memory, Sort, Speaker};
use words::Frame;
pub use words::Words;

/// A sieve: adds what it finds to the stage.
type Sieve = fn(&mut Stage<'_, '_>);

/// Every sieve, in the order they run: strict ones first, so that loose ones see what is left.
const SIEVES: [Sieve; 6] = [clause::run, according::run, survey::run, headline::run, speech::run, passive::run];

/// Somebody says something.
#[derive(Clone, Debug)]
pub struct Saying {
    /// Who, and through whom: origin first.
    pub links: Vec<Link>,
    /// What is said: runs of tokens, which may cross sentences.
    pub content: Vec<Range<usize>>,
    /// The words that make it say-so.
    pub cue: Range<usize>,
    /// The stance that the cue gives ("estimated", "denied").
    pub stance: Option<Stance>,
    /// The sieve, and the row of the cue.
    pub because: Reason,
}

/// Who stands behind one number.
#[derive(Clone, Debug, Default)]
pub struct Voice {
    /// Origin, then relays; empty where the report itself states it.
    pub links: Vec<Link>,
    /// The stance that the cue gives.
    pub stance: Option<Stance>,
    /// Sieves and rows.
    pub because: Vec<Reason>,
}

/// Every attribution of a page, in text order.
pub fn find(scene: &Scene<'_>) -> Vec<Saying> {
    let mut stage = Stage::new(scene);
    for sieve in SIEVES {
        sieve(&mut stage);
    }
    let cast = Cast::new(&stage);
    let mut memory = Memory::new(&cast);
    let speakers = speakers(&stage, &mut memory);
    carry::run(&mut stage, &speakers);
    let roles = Roles::new(&stage, &cast, &speakers);
    sayings(&stage, &speakers, &Told { memory: &memory, cast: &cast, roles: &roles })
}

/// The say-so behind one number, by its index.
pub fn over(scene: &Scene<'_>, number: usize) -> Voice {
    let Some(number) = scene.numbers.get(number) else { return Voice::default() };
    let at = number.tokens.start;
    let mut above = scene.heard(at).filter_map(|saying| Some((reach(saying, at)?, saying))).collect::<Vec<_>>();
    above.sort_by_key(|(len, saying)| (*len, usize::MAX - saying.cue.start));
    let mut voice = Voice::default();
    let mut inner: Option<&Saying> = None;
    for (_, saying) in above {
        let nested = inner.is_none_or(|inner| saying.content.iter().any(|one| one.contains(&inner.cue.start)));
        if !nested {
            continue;
        }
        voice.stance = voice.stance.or(saying.stance);
        add(&mut voice, saying);
        inner = if saying.links.is_empty() { inner } else { Some(saying) };
    }
    voice
}

/// Which of these contents reach into each sentence of a page, by their indices.
pub(super) fn reaches<'a>(page: &Page<'_>, contents: impl Iterator<Item = &'a [Range<usize>]>) -> Vec<Vec<usize>> {
    let mut reaches = vec![Vec::new(); page.sentences.len()];
    for (at, content) in contents.enumerate().flat_map(|(at, contents)| contents.iter().map(move |content| (at, content))) {
        let end = page.sentence_of(content.end.saturating_sub(1)) + 1;
        for reach in reaches.iter_mut().take(end).skip(page.sentence_of(content.start)) {
            if reach.last() != Some(&at) {
                reach.push(at);
            }
        }
    }
    reaches
}

/// How many tokens the run of a saying covers that holds a token.
fn reach(saying: &Saying, at: usize) -> Option<usize> {
    saying.content.iter().find(|one| one.contains(&at)).map(ExactSizeIterator::len)
}

/// Adds the links of an outer saying: its origin only passes on what an inner one vouches for.
fn add(voice: &mut Voice, saying: &Saying) {
    for link in &saying.links {
        if voice.links.iter().any(|known| known.name == link.name) {
            continue;
        }
        let role = if voice.links.is_empty() { Role::Origin } else { Role::Relay };
        voice.links.push(Link { role, ..link.clone() });
    }
    voice.because.push(saying.because);
}

/// Who speaks in each draft, resolved in text order.
fn speakers(stage: &Stage<'_, '_>, memory: &mut Memory<'_>) -> Vec<Option<Speaker>> {
    let mut speakers: Vec<Option<Speaker>> = vec![None; stage.drafts.len()];
    for at in order(stage) {
        speakers[at] = stage.drafts[at].who.as_ref().and_then(|who| memory.resolve(stage, who));
    }
    let near = reaches(stage.page, stage.drafts.iter().map(|draft| draft.content.as_slice()));
    let own = (0..speakers.len()).filter(|at| of_its_own(stage, &speakers, &near, *at)).collect::<Vec<_>>();
    own.into_iter().for_each(|at| speakers[at] = None);
    speakers
}

/// "The ministry says that, according to Moscow's information, ...": a state's name within the words of its own body adds no link.
/// Nor does "investigators established" within what their head says, or "the figures show" within somebody's quote.
fn of_its_own(stage: &Stage<'_, '_>, speakers: &[Option<Speaker>], near: &[Vec<usize>], at: usize) -> bool {
    let (inner, Some(speaker)) = (&stage.drafts[at], &speakers[at]) else { return false };
    let near = near.get(stage.page.sentence_of(inner.cue.start)).into_iter().flatten().map(|at| (&stage.drafts[*at], &speakers[*at]));
    let around = near.filter(|(outer, _)| outer.cue != inner.cue && outer.content.iter().any(|one| one.contains(&inner.cue.start)));
    let finds = stage.row_frame(inner) == Some(Frame::Find);
    let quoted = stage.quote_of(inner.cue.start).is_some_and(|quote| quote.tokens.len() > 8);
    let found = finds && (speaker.sort == Sort::Group || quoted);
    let seat = |outer: &Speaker| matches!((speaker.side, outer.side), (Some((mine, true)), Some((theirs, _))) if mine == theirs);
    around.filter_map(|(_, outer)| outer.as_ref()).any(|outer| seat(outer) || found && outer.sort == Sort::Person)
}

fn order(stage: &Stage<'_, '_>) -> Vec<usize> {
    let mut order = (0..stage.drafts.len()).collect::<Vec<_>>();
    order.sort_by_key(|at| (place(&stage.drafts[*at]), *at));
    order
}

/// What was learnt of who speaks.
struct Told<'m> {
    memory: &'m Memory<'m>,
    cast: &'m Cast,
    roles: &'m Roles,
}

impl Told<'_> {
    /// The body that a speaker speaks for.
    fn of(&self, stage: &Stage<'_, '_>, speaker: &Speaker, who: &Range<usize>) -> Option<String> {
        match speaker.sort {
            Sort::Person => self.roles.of(&speaker.name).map(str::to_owned),
            Sort::Group => role::unnamed(stage, self.cast, who),
            Sort::Body | Sort::Document => None,
        }
    }
}

/// Drafts with their speakers as sayings, in text order.
fn sayings(stage: &Stage<'_, '_>, speakers: &[Option<Speaker>], told: &Told<'_>) -> Vec<Saying> {
    let sayings = order(stage).into_iter().filter_map(|at| {
        let draft = &stage.drafts[at];
        let from = draft.same_as.unwrap_or(at);
        let links = links(stage, &stage.drafts[from], speakers.get(from).and_then(Option::as_ref), told);
        let silent = links.is_empty() && (draft.stance.is_none() || draft.who.is_some());
        (!silent).then(|| saying(draft, links))
    });
    let mut sayings = sayings.collect::<Vec<_>>();
    sayings.sort_by_key(|saying| saying.cue.start);
    sayings
}

fn place(draft: &Draft) -> usize {
    draft.who.as_ref().map_or(draft.cue.start, |who| who.start.min(draft.cue.start))
}

fn saying(draft: &Draft, links: Vec<Link>) -> Saying {
    let because = Reason { field: "origin", rule: draft.sieve, row: draft.row };
    Saying { links, content: draft.content.clone(), cue: draft.cue.clone(), stance: draft.stance, because }
}

/// Origin and relays of one draft.
fn links(stage: &Stage<'_, '_>, draft: &Draft, speaker: Option<&Speaker>, told: &Told<'_>) -> Vec<Link> {
    let cue = || Some(stage.page.slice(draft.cue.clone()).to_owned());
    let mut links = Vec::new();
    if let (Some(speaker), Some(who)) = (speaker, &draft.who) {
        links.push(Link {
            name: speaker.name.clone(),
            role: Role::Origin,
            span: Some(stage.page.span(who.clone())),
            cue: cue(),
            of: told.of(stage, speaker, who),
            named: speaker.named,
        });
        for relay in &draft.relays {
            let Some(name) = told.memory.named(stage, relay) else { continue };
            links.push(Link {
                name: name.name.clone(),
                role: Role::Relay,
                span: Some(stage.page.span(relay.clone())),
                cue: cue(),
                of: told.of(stage, &name, relay),
                named: name.named,
            });
        }
    }
    links
}

#[cfg(test)]
mod tests {
    use crate::read::{Config, Lang, read};
    use crate::report::Report;

    /// The chain of say-so of each figure, as `number: origin < relay`.
    fn check(text: &str, expected: &[&str]) {
        let lang = Lang::english();
        let report = Report { text: text.to_owned(), ..Report::default() };
        let claims = read(&lang, &report, &Config::default());
        let chain = |claim: &crate::claim::Claim| claim.say_so.iter().map(|link| link.name.clone()).collect::<Vec<_>>().join(" < ");
        let read = claims.iter().map(|claim| format!("{}: {}", &text[claim.span.clone()], chain(claim))).collect::<Vec<_>>();
        assert_eq!(read, expected, "{text}");
    }

    #[test]
    fn clauses() {
        check("The health ministry said that 12 people were killed.", &["12: health ministry"]);
        check("At least 12 people were killed in the north, officials said on Sunday.", &["12: officials"]);
        check("“We lost 40 men,” said Ivan Petrenko, a commander of the unit.", &["40: Ivan Petrenko"]);
        check("The city of Lviv was hit and 12 people were killed.", &["12: "]);
    }

    #[test]
    fn sources_named_by_a_phrase() {
        check("According to the mayor, 30 houses were destroyed.", &["30: mayor"]);
        check("Some 30 houses were destroyed, according to figures released by the Red Cross.", &["30: Red Cross"]);
    }

    #[test]
    fn speech_and_linking() {
        check(
            "President Olena Bondar said 40 soldiers were missing. “We found 12 of them,” she added.",
            &["40: Olena Bondar", "12: Olena Bondar"],
        );
        check("“They came at night,” Petrenko said. “They took 15 men.”", &["15: Petrenko"]);
    }
}
