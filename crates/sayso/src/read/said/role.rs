//! For whom people speak: the body that the text puts beside a name, wherever in the report it does.
//!
//! Example: `Maria Zakharova, spokeswoman for the Russian Foreign Ministry` and `Foreign Ministry spokeswoman Maria Zakharova` speak for the ministry.
//! Where there is an office but no body ("Kharkiv mayor Ihor Terekhov"), the office stands for it. A role that makes nobody public ("resident", "soldier")
//! gives none, so that private people stay unlinked.
//! Wrong where two people of one family name stand in a report and only one of them has a role.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::cast::Cast;
use super::stage::Stage;
use super::who::{Sort, Speaker};
use super::words::{Public, kind};
use crate::pack::fold;
use crate::read::name::{Class, Name};
use crate::read::page::{Shape, cut};

/// Most tokens of a role.
const LONGEST: usize = 14;

/// For whom each person of a report speaks, by the last word of the name.
#[derive(Debug, Default)]
pub struct Roles {
    by_last: FxHashMap<u64, Vec<Told>>,
}

/// What the text says of one person.
#[derive(Debug)]
struct Told {
    name: String,
    words: Vec<u64>,
    /// How much it tells, and the words.
    of: Option<(u8, String)>,
    private: bool,
}

/// A body is named; an office of somewhere is; an office alone is.
const BODY: u8 = 2;
const SOMEWHERE: u8 = 1;
const OFFICE: u8 = 0;

impl Roles {
    /// Looks at every place where somebody who speaks is named. One pass over the report, whoever speaks.
    pub fn new(stage: &Stage<'_, '_>, cast: &Cast, speakers: &[Option<Speaker>]) -> Self {
        let mut roles = Self::default();
        speakers.iter().flatten().filter(|speaker| speaker.sort == Sort::Person).for_each(|speaker| roles.add(&speaker.name));
        if roles.by_last.is_empty() {
            return roles;
        }
        for at in 0..stage.page.words.len() {
            if let Some(people) = roles.by_last.get_mut(&stage.page.words[at]).filter(|_| stage.is_capital(at)) {
                people.iter_mut().filter(|told| told.open()).for_each(|told| told.look(stage, cast, at));
            }
        }
        roles
    }

    /// For whom somebody speaks.
    pub fn of(&self, name: &str) -> Option<&str> {
        let told = self.by_last.get(&last(name)?)?.iter().find(|told| told.name == name)?;
        told.of.as_ref().filter(|_| !told.private).map(|(_, of)| of.as_str())
    }

    fn add(&mut self, name: &str) {
        let Some(last) = last(name) else { return };
        let people = self.by_last.entry(last).or_default();
        if people.iter().all(|told| told.name != name) {
            let words = cut(name).iter().map(|token| fold(&name[token.start..token.end])).collect();
            people.push(Told { name: name.to_owned(), words, of: None, private: false });
        }
    }
}

fn last(name: &str) -> Option<u64> {
    cut(name).last().map(|token| fold(&name[token.start..token.end]))
}

impl Told {
    /// Whether more could be learnt.
    fn open(&self) -> bool {
        !self.private && self.of.as_ref().is_none_or(|(rank, _)| *rank < BODY)
    }

    /// Reads what stands around a name that ends at a token.
    fn look(&mut self, stage: &Stage<'_, '_>, cast: &Cast, at: usize) {
        let full = (at + 1).checked_sub(self.words.len()).filter(|start| stage.page.words.get(*start..=at) == Some(&self.words[..]));
        // Another person's given name stands before the same family name.
        let other =
            full.is_none() && at > stage.sentence(at).start && stage.is_capital(at - 1) && !stage.is(at - 1, kind::OFFICE | kind::HONOR);
        if other {
            return;
        }
        let name = full.unwrap_or(at)..at + 1;
        for role in [before(stage, name.start), after(stage, name.end)].into_iter().flatten() {
            self.private |= role.clone().any(|at| stage.words.public(stage.page.words[at]) == Some(Public::Never));
            let found = body(stage, cast, &role);
            if found.as_ref().map(|found| found.0) > self.of.as_ref().map(|of| of.0) {
                self.of = found;
            }
        }
    }
}

/// For whom somebody without a name speaks: "a Pentagon spokesman".
pub fn unnamed(stage: &Stage<'_, '_>, cast: &Cast, who: &Range<usize>) -> Option<String> {
    let office = who.clone().any(|at| stage.is(at, kind::OFFICE));
    body(stage, cast, who).filter(|(rank, _)| office && *rank == BODY).map(|(_, of)| of)
}

/// The words before a name that say who he is: "Russian Foreign Ministry spokeswoman", "UNICEF's".
fn before(stage: &Stage<'_, '_>, name: usize) -> Option<Range<usize>> {
    let floor = stage.sentence(name).start.max(name.saturating_sub(LONGEST));
    // "Luis Ortega Rivera": a name before the name is a part of it.
    let titled = |at: usize| {
        !stage.is_capital(at)
            || stage.is(at, kind::OFFICE | kind::HONOR | kind::BODY)
            || names(stage, &(floor..name)).any(|known| known.tokens.end == name)
    };
    if name == floor || !titled(name - 1) {
        return None;
    }
    let mut start = name;
    while start > floor && belongs(stage, start - 1) {
        start -= 1;
    }
    while start < name && stage.is(start, kind::DET | kind::OF | kind::PREP) | stage.is_possessive(start) {
        start += 1;
    }
    let role = start..name;
    let telling = role.clone().any(|at| stage.is(at, kind::OFFICE) || stage.words.public(stage.page.words[at]).is_some());
    (telling || !role.is_empty() && stage.is_possessive(name - 1)).then_some(role)
}

/// Words that the role before a name is made of.
fn belongs(stage: &Stage<'_, '_>, at: usize) -> bool {
    if stage.is_possessive(at) || stage.is(at, kind::OFFICE | kind::BODY | kind::HONOR | kind::MEDIUM) {
        return true;
    }
    if stage.text(at) == "." {
        return at > 0 && stage.is(at - 1, kind::HONOR);
    }
    if stage.is(at, kind::OF | kind::DET) || stage.is_text(at, &["for"]) {
        return stage.is(at + 1, kind::DET | kind::BODY) || stage.is_capital(at + 1) && at > 0 && !stage.is(at, kind::DET);
    }
    let function = kind::PREP | kind::SUB | kind::CONJ | kind::AUX | kind::SUBJECT | kind::REL | kind::ADV | kind::TIME;
    if stage.is_capital(at) {
        return !stage.is(at, function);
    }
    let adjective = stage.shape(at) == Shape::Lower && stage.is(at + 1, kind::OFFICE | kind::BODY) && stage.cue(at).is_none();
    adjective && !stage.is(at, function | kind::GROUP | kind::DOCUMENT) || stage.is(at, kind::VAGUE)
}

/// The words behind a name that say who he is: ", spokeswoman for the Russian Foreign Ministry,", "from the Red Crescent".
fn after(stage: &Stage<'_, '_>, end: usize) -> Option<Range<usize>> {
    let ceil = stage.sentence(end.saturating_sub(1)).end;
    if stage.is_text(end, &["from", "of", "at", "with"]) {
        return affiliation(stage, end, ceil);
    }
    if !stage.is_text(end, &[",", "("]) {
        return None;
    }
    let mut start = end + 1;
    if stage.shape(start) == Shape::Number && stage.is_text(start + 1, &[","]) {
        start += 2;
    }
    if stage.is_text(start, &["from", "of", "at", "with"]) {
        return affiliation(stage, start, ceil);
    }
    let stops = |at: &usize| {
        stage.is_text(*at, &[",", ".", ";", ":", ")", "(", "-", "–", "—"]) && !stage.is_possessive(*at)
            || stage.is(*at, kind::REL | kind::AUX | kind::SUBJECT) && !stage.is_possessive(*at)
            || stage.cue(*at).is_some() && !stage.is(*at, kind::OFFICE | kind::BODY) && stage.shape(*at) == Shape::Lower
    };
    let stop = (start..ceil.min(start + LONGEST)).find(stops).unwrap_or(ceil.min(start + LONGEST));
    // "president of the Washington-based fund": what is cut in two names nobody.
    if stage.is_text(stop, &["-", "–"]) {
        return None;
    }
    let office =
        (start..stop).find(|at| stage.is(*at, kind::OFFICE | kind::GROUP) || stage.words.public(stage.page.words[*at]).is_some())?;
    // "Smith, Foreign Minister Jones": the next person.
    let next =
        stage.is_capital(office + 1) && office + 1 < stop || (start..stop).any(|at| stage.is(at, kind::CONJ) && stage.is_capital(at + 1));
    (!next).then_some(start..stop)
}

/// "from “Get Lost”", "of the Palestinian Red Crescent": an organisation, not where somebody lives.
fn affiliation(stage: &Stage<'_, '_>, prep: usize, ceil: usize) -> Option<Range<usize>> {
    let mut start = prep + 1;
    if stage.is(start, kind::DET) {
        start += 1;
    }
    if stage.is_quote_mark(start) {
        let quote = stage.quote_of(start).filter(|quote| quote.tokens.len() < 8)?;
        return stage.is_capital(start + 1).then_some(start + 1..quote.tokens.end - 1);
    }
    let capital = |at: &usize| stage.is_capital(*at) || stage.is_text(*at, &["of", "for", "and", "'s", "’s"]) && stage.is_capital(*at + 1);
    let end = (start..ceil.min(start + LONGEST)).find(|at| !capital(at)).unwrap_or(ceil.min(start + LONGEST));
    let body = names(stage, &(start..end)).any(is_body) || (start..end).any(|at| stage.is(at, kind::BODY | kind::MEDIUM));
    (start < end && body).then_some(start..end)
}

/// The body that a role names, else the office itself where it is a public one; and how much that tells.
fn body(stage: &Stage<'_, '_>, cast: &Cast, role: &Range<usize>) -> Option<(u8, String)> {
    let first = role.clone().find(|at| stage.is(*at, kind::OFFICE));
    let ahead = role.start..first.unwrap_or(role.end);
    let mut parts = first.map_or_else(Vec::new, |first| behind(stage, first..role.end));
    parts.push(ahead);
    if let Some(body) = parts.iter().find_map(|part| named_body(stage, cast, part)) {
        return Some((BODY, body));
    }
    let public = role.clone().any(|at| stage.words.public(stage.page.words[at]) == Some(Public::Always));
    let somewhere = names(stage, role).next().is_some();
    (public && first.is_some()).then(|| (if somewhere { SOMEWHERE } else { OFFICE }, words(stage, role)))
}

/// What stands behind each preposition of a role: "director of research at the institute".
fn behind(stage: &Stage<'_, '_>, role: Range<usize>) -> Vec<Range<usize>> {
    let prep = |at: usize| stage.is(at, kind::PREP | kind::OF) && !stage.is_capital(at);
    let ends = |from: usize, at: usize| {
        stage.is(at, kind::HONOR)
            || prep(at) && !(stage.is(at, kind::OF) || stage.is_text(at, &["for"]))
            || prep(at) && !stage.is_capital(from)
    };
    let part = |at: usize| {
        let from = if stage.is(at + 1, kind::DET) { at + 2 } else { at + 1 };
        from..(from..role.end).find(|end| ends(from, *end)).unwrap_or(role.end)
    };
    role.clone().filter(|at| prep(*at)).map(part).filter(|part| part.start < part.end).collect()
}

/// A body within these words; "the ministry" by the name that the report gives it.
fn named_body(stage: &Stage<'_, '_>, cast: &Cast, part: &Range<usize>) -> Option<String> {
    let mut part = trimmed(stage, part.clone());
    while part.len() > 1
        && !stage.is_capital(part.end - 1)
        && !stage.is(part.end - 1, kind::BODY)
        && !names(stage, &part).any(|name| name.tokens.end == part.end)
    {
        part = trimmed(stage, part.start..part.end - 1);
    }
    let known = names(stage, &part).any(is_body);
    let told = part.clone().rfind(|at| stage.is(*at, kind::BODY | kind::MEDIUM));
    let quoted = stage.quote_of(part.start).is_some_and(|quote| quote.tokens.len() < 8);
    if part.is_empty() || told.is_none() && !known && !quoted {
        return None;
    }
    if let Some(at) = told.filter(|_| part.len() == 1 && !known) {
        return cast.body(stage.page.words[at], at).filter(|body| body.len() > 1).map(|body| words(stage, &body));
    }
    part.clone().any(|at| stage.is_capital(at)).then(|| words(stage, &part))
}

fn is_body(name: &Name) -> bool {
    matches!(name.class, Class::Body | Class::Group | Class::Outlet)
}

/// The gazetteer's names within some tokens.
fn names<'a>(stage: &Stage<'_, 'a>, tokens: &Range<usize>) -> impl Iterator<Item = &'a Name> {
    let (from, end) = (stage.scene.names.partition_point(|name| name.tokens.start < tokens.start), tokens.end);
    stage.scene.names.iter().skip(from).take_while(move |name| name.tokens.end <= end)
}

/// Without articles, ranks and marks at the edges.
fn trimmed(stage: &Stage<'_, '_>, mut part: Range<usize>) -> Range<usize> {
    let mark = |at: usize| stage.shape(at) == Shape::Punct || stage.is_possessive(at) || stage.is_quote_mark(at);
    let vague = |at: usize, kinds: u32| stage.is(at, kinds) && !stage.is_capital(at);
    while !part.is_empty() && (mark(part.start) || stage.is(part.start, kind::DET) || vague(part.start, kind::VAGUE | kind::CONJ)) {
        part.start += 1;
    }
    while !part.is_empty()
        && (mark(part.end - 1) || stage.is(part.end - 1, kind::HONOR) || vague(part.end - 1, kind::VAGUE | kind::OF | kind::PREP))
    {
        part.end -= 1;
    }
    part
}

fn words(stage: &Stage<'_, '_>, tokens: &Range<usize>) -> String {
    let tokens = trimmed(stage, tokens.clone());
    stage.page.slice(tokens).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use crate::read::{Config, Lang, read};
    use crate::report::Report;

    /// For whom each speaker speaks, as `name of body`.
    fn check(text: &str, expected: &[&str]) {
        let report = Report { text: text.to_owned(), ..Report::default() };
        let claims = read(&Lang::english(), &report, &Config::default());
        let told = claims.iter().flat_map(|claim| &claim.say_so).map(|link| match &link.of {
            Some(of) => format!("{} of {of}", link.name),
            None => link.name.clone(),
        });
        assert_eq!(told.collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn before_the_name() {
        check("Russian Foreign Ministry spokeswoman Anna Velde said 12 people were killed.", &["Anna Velde of Russian Foreign Ministry"]);
        check(
            "Ukrainian Foreign Ministry spokeswoman Anna Velde said 12 people were killed.",
            &["Anna Velde of Ukrainian Foreign Ministry"],
        );
        check("UNICEF's Anna Velde said 12 children were killed.", &["Anna Velde of UNICEF"]);
        check("Kharkiv mayor Ivan Bondar said 12 people were killed.", &["Ivan Bondar of Kharkiv mayor"]);
    }

    #[test]
    fn behind_the_name() {
        check(
            "Anna Velde, a spokeswoman for the Russian Foreign Ministry, said 12 people were killed.",
            &["Anna Velde of Russian Foreign Ministry"],
        );
        check("Anna Velde, of the Palestinian Red Crescent, said 12 people were killed.", &["Anna Velde of Palestinian Red Crescent"]);
        check("Anna Velde, director of research at the Peace Institute, said 12 people were killed.", &["Anna Velde of Peace Institute"]);
    }

    #[test]
    fn told_elsewhere_in_the_report() {
        let text = "Employee Ivan Bondar counts the calls. Last year 12 soldiers asked for help, says Bondar from “Quiet Road”.";
        check(text, &["Ivan Bondar of Quiet Road"]);
        let text = "The Health Ministry has no count. The ministry's spokesman Ivan Bondar said 12 people were killed.";
        check(text, &["Ivan Bondar of Health Ministry"]);
    }

    #[test]
    fn nobody_is_made_public_by_where_he_lives_or_serves() {
        check("Ivan Bondar, a resident of Kharkiv, said 12 people were killed.", &["Ivan Bondar"]);
        check("Ivan Bondar from Kharkiv said 12 people were killed.", &["Ivan Bondar"]);
        check("Ivan Bondar, a soldier of the 93rd Brigade, said 12 people were killed.", &["Ivan Bondar"]);
        check("“They shot 12 people,” said Ivan Bondar.", &["Ivan Bondar"]);
    }

    #[test]
    fn unnamed_spokespeople() {
        check("A Pentagon spokesman said 12 people were killed.", &["Pentagon spokesman of Pentagon"]);
        check("A soldier said 12 people were killed.", &["soldier"]);
    }
}
