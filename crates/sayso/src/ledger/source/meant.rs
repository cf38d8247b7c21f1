//! Whom a name means: by what people said, by the letter, by the parts of an office, by another transliteration, by ear, else nobody known.

use std::sync::Arc;

use super::alias::Groups;
use super::office::Part;
use super::words::Told;
use super::{Alias, How, Meant, Resolved, Sort, Source, Sources};
use crate::claim::{Link, Named, Role};
use crate::ledger::Filed;

/// Longest abbreviation that is taken for an organisation's.
const ABBREVIATION: usize = 6;

/// Most words of a description before a name.
const DESCRIPTION: usize = 6;

impl Sources<'_> {
    /// Whom a link means, its report aside.
    pub(super) fn meant(&mut self, link: &Link) -> Meant {
        if let Some(source) = self.said.get(&self.words.letters.key(&link.name)) {
            return Meant::Global(Resolved { source: Arc::clone(source), how: How::Alias });
        }
        // Who stands above is a source, too, even where nobody ever says so by that name.
        if let Some(of) = &link.of {
            self.find(of);
        }
        match self.base(link) {
            Meant::Global(resolved) => {
                let source = self.by_id.entry(resolved.source.id.clone()).or_insert(resolved.source);
                let merged = self.merged.get(&source.id);
                let how = if merged.is_some_and(|merged| merged.id != source.id) { How::Alias } else { resolved.how };
                Meant::Global(Resolved { source: Arc::clone(merged.unwrap_or(source)), how })
            }
            scoped @ Meant::Scoped(_) => scoped,
        }
    }

    /// Whom the tables make of it.
    fn base(&self, link: &Link) -> Meant {
        let name = bare(&link.name);
        if link.named == Named::Anonymous && link.role != Role::Outlet {
            return Meant::Scoped(Arc::new(self.unknown(name, Sort::Anonymous, None)));
        }
        let known = |known: usize| self.words.known[known].clone();
        if let Some(known) = self.words.exactly(name).map(known) {
            return global(known, How::Exact);
        }
        if link.role == Role::Outlet {
            return self.outlet(name);
        }
        if let Some(source) = self.words.by_office(name) {
            return global(source, How::Structure);
        }
        if let Some(known) = self.undescribed(name).map(known) {
            return global(known, How::Structure);
        }
        if link.named == Named::Described || self.is_description(name) {
            return Meant::Scoped(Arc::new(self.described(name)));
        }
        let joined = self.words.letters.words(name).concat();
        if let Some(at) = self.words.hosts.get(&joined).filter(|_| joined.len() > ABBREVIATION) {
            return global(known(*at), How::Structure);
        }
        if let Some(known) = self.words.near.transliterated(self.words, name).map(known) {
            return global(known, How::Transliterated);
        }
        if let Some((at, score)) = self.words.near.nearest(self.words, name) {
            return global(known(at), How::Fuzzy(score));
        }
        self.new_name(name, link.of.as_deref())
    }

    /// An outlet by its name or its address: `reuters.com` is Reuters.
    fn outlet(&self, name: &str) -> Meant {
        let host = name.strip_prefix("www.").unwrap_or(name);
        let stem = host.split('.').next().filter(|_| host.contains('.') && !host.contains(' '));
        let outlet = |at: &usize| self.words.known[*at].sort == Sort::Outlet;
        if let Some(at) = stem.and_then(|stem| self.words.hosts.get(&stem.to_lowercase())).filter(|at| outlet(at)) {
            return global(self.words.known[*at].clone(), How::Structure);
        }
        global(self.unknown(name, Sort::Outlet, None), How::New)
    }

    /// A name that nobody knows: an organisation, or a person, who is public by the body he speaks for.
    fn new_name(&self, name: &str, of: Option<&str>) -> Meant {
        if let Some(sort) = self.organization(name) {
            return global(self.unknown(name, sort, None), How::New);
        }
        let Some(of) = of else { return Meant::Scoped(Arc::new(self.unknown(name, Sort::Private, None))) };
        let link = Link { name: of.to_owned(), role: Role::Origin, span: None, cue: None, of: None, named: Named::Named };
        let above = match self.base(&link) {
            Meant::Global(body) => Some(body.source.id.clone()).zip(Some(body.source.side.clone())),
            // "Greek prime minister": he speaks for the state.
            Meant::Scoped(office) => office.parent.clone().map(|parent| (parent, office.side.clone())),
        };
        let person = self.unknown(name, Sort::Person, None);
        match above {
            Some((parent, side)) => {
                global(Source { id: format!("{}.{parent}", person.id), parent: Some(parent), side, ..person }, How::New)
            }
            None => Meant::Scoped(Arc::new(person)),
        }
    }

    /// The sort of organisation that a name's words tell of.
    fn organization(&self, name: &str) -> Option<Sort> {
        let words = self.words.letters.words(name);
        let told = words.iter().rev().filter_map(|word| self.words.organizations.get(word)).find_map(|told| match told {
            Told::Sort(sort) => Some(*sort),
            Told::Nothing => None,
        });
        let letters = name.chars().filter(|letter| *letter != '.').collect::<String>();
        let short = (2..=ABBREVIATION).contains(&letters.len()) && letters.chars().all(char::is_uppercase);
        told.or_else(|| short.then_some(Sort::Body))
    }

    /// Words that say only what somebody is ("Ukrainian officials", "Emergency Service"), even where they were taken for a name.
    fn is_description(&self, name: &str) -> bool {
        let words = self.words.letters.words(name);
        let common =
            |word: &String| self.words.organizations.contains_key(word) || self.words.parts.of(word).any(|part| *part == Part::Fill);
        let read = |known: bool| self.words.parsed(name, known);
        let parsed = read(false).or_else(|| read(true)).is_some_and(|parsed| !parsed.is_place() || self.organization(name).is_none());
        parsed || words.iter().all(common) || !name.contains(char::is_uppercase)
    }

    /// A known name among words that only describe it: "the independent outlet Mediazona", "Ukrainian Minister of Energy Denys Shmyhal", "UK-based
    /// Airwars monitoring group".
    fn undescribed(&self, name: &str) -> Option<usize> {
        let starts = name.match_indices(' ').map(|(at, _)| at + 1).take(DESCRIPTION);
        let rest = |at: usize| name.get(at..).filter(|rest| rest.contains(char::is_uppercase));
        let meant = |rest: &str| self.words.exactly(rest).or_else(|| self.words.parsed(rest, true)?.medium());
        let known = starts.filter_map(|at| Some((name.get(..at)?, meant(rest(at)?)?)));
        let sided = |known: usize| self.words.known[known].side.as_deref();
        let mut known = known.filter(|(before, known)| self.describes(before, sided(*known))).map(|(_, known)| known);
        known.find(|known| self.words.known[*known].sort != Sort::State)
    }

    /// Words that name nobody else: in lower case, or offices and states, and no other state than that of whom they describe.
    fn describes(&self, words: &str, side: Option<&str>) -> bool {
        // "UK-based", "Persian-language": an adjective, whatever its first half.
        let adjective = |word: &str| word.rsplit_once('-').is_some_and(|(_, last)| !last.is_empty() && !last.contains(char::is_uppercase));
        let named = words.split_whitespace().filter(|word| word.contains(char::is_uppercase) && !adjective(word));
        let named = named.collect::<Vec<_>>().join(" ");
        let plain = !words.split_whitespace().any(|word| matches!(word, "and" | "or" | "," | "with" | "by" | "to" | "of" | "for"));
        if named.is_empty() {
            return plain;
        }
        let office = self.words.parsed(words, false);
        let state = || self.words.parsed(&named, false).filter(|_| plain);
        office.or_else(state).is_some_and(|parsed| parsed.side.is_none_or(|own| Some(own) == side))
    }

    /// Somebody without a name, under the body or state that the description names.
    fn described(&self, name: &str) -> Source {
        let parsed = self.words.parsed(name, true);
        let above = parsed.and_then(|parsed| {
            let state = || parsed.side.and_then(|side| self.words.sides.get(side)).map(|known| self.words.known[*known].clone());
            self.words.office(&parsed).or_else(state)
        });
        self.unknown(name, Sort::Described, above.as_ref())
    }

    /// A source of its own.
    pub(super) fn unknown(&self, name: &str, sort: Sort, above: Option<&Source>) -> Source {
        let name = bare(name);
        let (side, parent) = (above.and_then(|above| above.side.clone()), above.map(|above| above.id.clone()));
        Source { id: self.words.letters.slug(name), name: name.to_owned(), sort, side, parent }
    }

    /// The source that stands for a name in one report.
    pub(super) fn scoped(&mut self, source: &Source, report: &Filed) -> Resolved {
        let id = format!("{}@{}", source.id, report.digest.get(..DIGEST).unwrap_or(&report.digest));
        if let Some(merged) = self.merged.get(&id) {
            return Resolved { source: Arc::clone(merged), how: How::Alias };
        }
        let here = Arc::new(Source { id: id.clone(), ..source.clone() });
        // A report may have one name now for a person, now for nobody: which came first must not matter.
        let known = self.by_id.entry(id).or_insert_with(|| Arc::clone(&here));
        if here.sort < known.sort {
            *known = Arc::clone(&here);
        }
        Resolved { source: if known.sort == here.sort { Arc::clone(known) } else { here }, how: How::Scoped }
    }

    /// Takes in what people said, the latest word first, then what the tables make of each name they spoke of.
    pub(super) fn apply(&mut self, aliases: &[Alias]) {
        let mut groups = Groups::default();
        let spoken = aliases.iter().flat_map(|alias| [&alias.a, &alias.b]).map(|text| (text.clone(), self.node(text))).collect::<Vec<_>>();
        for (alias, pair) in aliases.iter().zip(spoken.chunks(2)).rev() {
            if let [(_, (a, _)), (_, (b, _))] = pair {
                groups.add(a, b, alias.same);
            }
        }
        let bases = spoken.iter().filter_map(|(_, (node, base))| Some((node, base.as_ref()?)));
        bases.clone().for_each(|(node, base)| groups.add(&base.id, node, true));
        let mut best = std::collections::BTreeMap::<String, Arc<Source>>::new();
        for (node, base) in bases.clone().filter(|(node, base)| groups.root(node) == groups.root(&base.id)) {
            let root = groups.root(node);
            let better = best.get(&root).is_none_or(|known| (self.rank(base), &base.id) < (self.rank(known), &known.id));
            if better {
                best.insert(root, Arc::clone(base));
            }
        }
        for (text, (node, base)) in &spoken {
            let stands = best.get(&groups.root(node)).cloned();
            let own =
                || base.as_ref().map(|base| Arc::new(Source { id: self.words.letters.slug(text), name: text.clone(), ..(**base).clone() }));
            let Some(source) = stands.or_else(own) else { continue };
            self.by_id.entry(source.id.clone()).or_insert_with(|| Arc::clone(&source));
            self.said.insert(self.words.letters.key(text), Arc::clone(&source));
            self.merged.insert(node.clone(), source);
        }
    }

    /// Gazetteer first.
    fn rank(&self, source: &Source) -> usize {
        self.words.known.iter().position(|known| known.id == source.id).unwrap_or(usize::MAX)
    }

    /// What a text that people spoke of stands for: the id of the source whose name it is, else the text itself with the source that the tables make of it.
    fn node(&mut self, text: &str) -> (String, Option<Arc<Source>>) {
        if let Some(known) = self.by_id.get(text) {
            return (text.to_owned(), Some(Arc::clone(known)));
        }
        let link = Link { name: text.to_owned(), role: Role::Origin, span: None, cue: None, of: None, named: Named::Named };
        match self.base(&link) {
            Meant::Global(resolved) => {
                let own = self.words.letters.key(&resolved.source.name) == self.words.letters.key(text);
                (if own { resolved.source.id.clone() } else { text.to_owned() }, Some(resolved.source))
            }
            Meant::Scoped(_) => (text.to_owned(), None),
        }
    }
}

/// Hexadecimal digits of a report's digest in the id of a source known in that report only.
const DIGEST: usize = 12;

fn global(source: Source, how: How) -> Meant {
    Meant::Global(Resolved { source: Arc::new(source), how })
}

/// A name without article and quotation marks, and without the day that a reading may have left on it.
fn bare(name: &str) -> &str {
    let name = name.trim().trim_matches(['"', '“', '”', '«', '»', '„', ' ']);
    ["the ", "The ", "a ", "A ", "an ", "An "].into_iter().find_map(|article| name.strip_prefix(article)).unwrap_or(name)
}
