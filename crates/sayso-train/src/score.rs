//! Scores a model on a treebank, and how fast it goes.

use std::collections::BTreeMap;
use std::time::Instant;

use sayso::read::syntax::model::{Model, Room};

use crate::tagger::lexes;
use crate::treebank::Sentence;

/// What a model gets right, over every word that the treebank counts.
#[derive(Default)]
pub struct Score {
    words: usize,
    sure: usize,
    tags: usize,
    forms: usize,
    heads: usize,
    rels: usize,
    bases: usize,
    per_second: f64,
}

impl std::fmt::Display for Score {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let share = |count: usize| 100.0 * count as f64 / self.sure.max(1) as f64;
        write!(
            f,
            "{} of {} words: UPOS {:.2} forms {:.2} UAS {:.2} ",
            self.sure,
            self.words,
            share(self.tags),
            share(self.forms),
            share(self.heads)
        )?;
        write!(f, "LAS {:.2} (with subtypes {:.2}), {:.0} tokens/s", share(self.bases), share(self.rels), self.per_second)
    }
}

/// Tags and parses every sentence. A word that we cut otherwise than the treebank counts as wrong.
pub fn score(model: &Model, sentences: &[Sentence]) -> Score {
    let mut out = Score::default();
    let mut room = Room::default();
    for sentence in sentences {
        out.words += sentence.gold;
        model.parse(&lexes(&model.lexicon, sentence), &mut room);
        for at in (0..sentence.tokens.len()).filter(|at| sentence.sure[*at]) {
            let (form, node) = (room.forms[at], &room.state.nodes[at]);
            let base = |rel: sayso::read::syntax::Rel| rel.name().split(':').next().unwrap_or_default();
            let head = node.head == sentence.heads[at];
            out.sure += 1;
            out.tags += usize::from(form.tag() == sentence.forms[at].tag());
            out.forms += usize::from(form == sentence.forms[at]);
            out.heads += usize::from(head);
            out.rels += usize::from(head && node.rel == sentence.rels[at]);
            out.bases += usize::from(head && base(node.rel) == base(sentence.rels[at]));
        }
    }
    out.per_second = speed(model, sentences);
    out
}

/// The most frequent mistakes: tags taken for others, and relations whose head or name is missed.
pub fn errors(model: &Model, sentences: &[Sentence], most: usize) -> Vec<String> {
    let mut seen = BTreeMap::<String, usize>::new();
    let mut room = Room::default();
    for sentence in sentences {
        model.parse(&lexes(&model.lexicon, sentence), &mut room);
        for at in (0..sentence.tokens.len()).filter(|at| sentence.sure[*at]) {
            let (form, node) = (room.forms[at], &room.state.nodes[at]);
            let (rel, gold) = (sentence.rels[at].name(), sentence.forms[at]);
            let mut add = |wrong: bool, line: String| *seen.entry(line).or_default() += usize::from(wrong);
            add(form.tag() != gold.tag(), format!("tag {} for {}", form.tag().name(), gold.tag().name()));
            add(node.head != sentence.heads[at], format!("head of {rel}"));
            add(node.head == sentence.heads[at] && node.rel.name() != rel, format!("{} for {rel}", node.rel.name()));
        }
    }
    let mut ranked = seen.into_iter().filter(|(_, count)| *count > 0).collect::<Vec<_>>();
    ranked.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    ranked.into_iter().take(most).map(|(line, count)| format!("{count:>6} {line}")).collect()
}

/// Tokens a second on one core: cut tokens in, trees out. Each group of sentences counts with its best of several runs, so that
/// what else the machine does matters little.
fn speed(model: &Model, sentences: &[Sentence]) -> f64 {
    let (mut room, mut tokens, mut seconds) = (Room::default(), 0, 0.0);
    for group in sentences.chunks(20) {
        let mut run = || {
            let start = Instant::now();
            group.iter().for_each(|sentence| model.parse(&lexes(&model.lexicon, sentence), &mut room));
            start.elapsed().as_secs_f64()
        };
        seconds += (0..9).map(|_| run()).fold(f64::MAX, f64::min);
        tokens += group.iter().map(|sentence| sentence.tokens.len()).sum::<usize>();
    }
    tokens as f64 / seconds
}
