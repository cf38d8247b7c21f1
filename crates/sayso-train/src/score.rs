//! Scores a model on a treebank, and how fast it goes.

use std::time::Instant;

use sayso::read::syntax::model::{Model, Room};

use crate::tagger::lexes;
use crate::treebank::Sentence;

/// What a model gets right, over every word that the treebank counts.
#[derive(Default)]
pub struct Score {
    words: usize,
    tags: usize,
    forms: usize,
    heads: usize,
    rels: usize,
    bases: usize,
    per_second: f64,
}

impl std::fmt::Display for Score {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let share = |count: usize| 100.0 * count as f64 / self.words.max(1) as f64;
        write!(f, "{} words: UPOS {:.2} forms {:.2} UAS {:.2} ", self.words, share(self.tags), share(self.forms), share(self.heads))?;
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

/// Tokens a second on one core: cut tokens in, trees out.
fn speed(model: &Model, sentences: &[Sentence]) -> f64 {
    let (mut room, mut tokens) = (Room::default(), 0);
    let start = Instant::now();
    while start.elapsed().as_secs_f64() < 0.5 {
        for sentence in sentences {
            model.parse(&lexes(&model.lexicon, sentence), &mut room);
            tokens += sentence.tokens.len();
        }
    }
    tokens as f64 / start.elapsed().as_secs_f64()
}
