//! Copies of sentences as other hands write them: all capitals, no capitals, headlines, no full stop.

use sayso::pack::fold;
use sayso::read::page::{Shape, cut};
use sayso::read::syntax::Tag;

use crate::learn::Chance;
use crate::treebank::Sentence;

/// How a sentence is written over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hand {
    /// ALL CAPITALS
    Upper,
    /// Headline Style
    Title,
    /// no capitals
    Lower,
    /// Without the final full stop.
    Open,
}

/// The sentences and some copies of them, each with the place of its origin.
pub fn augment(sentences: &[Sentence], seed: u64) -> (Vec<Sentence>, Vec<usize>) {
    let mut chance = Chance::new(seed);
    let (mut out, mut origins) = (sentences.to_vec(), (0..sentences.len()).collect::<Vec<_>>());
    for (at, sentence) in sentences.iter().enumerate() {
        let hand = match chance.below(100) {
            0..12 => Hand::Upper,
            12..24 => Hand::Title,
            24..30 => Hand::Lower,
            30..36 => Hand::Open,
            _ => continue,
        };
        out.extend(write(sentence, hand));
        origins.resize(out.len(), at);
    }
    (out, origins)
}

/// A sentence in another hand; none where it would be cut otherwise.
pub fn write(sentence: &Sentence, hand: Hand) -> Option<Sentence> {
    let mut out = sentence.clone();
    match hand {
        Hand::Upper => out.text.make_ascii_uppercase(),
        Hand::Lower => out.text.make_ascii_lowercase(),
        Hand::Title => out.text = title(sentence),
        Hand::Open => open(&mut out)?,
    }
    out.tokens = cut(&out.text);
    out.words = out.tokens.iter().map(|token| fold(&out.text[token.start..token.end])).collect();
    (out.tokens.len() == out.forms.len()).then_some(out)
}

/// Capitals on all words but short function words.
fn title(sentence: &Sentence) -> String {
    let mut bytes = sentence.text.clone().into_bytes();
    for (at, (token, form)) in sentence.tokens.iter().zip(&sentence.forms).enumerate() {
        let function = matches!(form.tag(), Tag::Adp | Tag::Det | Tag::Cconj | Tag::Part | Tag::Sconj) && token.end - token.start < 5;
        if token.shape == Shape::Lower && (at == 0 || !function) {
            bytes[token.start].make_ascii_uppercase();
        }
    }
    String::from_utf8(bytes).unwrap_or_default()
}

/// Drops a final full stop on which nothing hangs.
fn open(sentence: &mut Sentence) -> Option<()> {
    let last = sentence.tokens.last()?;
    let at = u16::try_from(sentence.tokens.len()).ok()? - 1;
    if &sentence.text[last.start..last.end] != "." || sentence.heads.contains(&at) || at < 2 {
        return None;
    }
    sentence.text.truncate(last.start);
    sentence.forms.pop();
    sentence.rels.pop();
    sentence.sure.pop();
    sentence.heads.pop();
    sentence.heads.iter_mut().filter(|head| **head == at + 1).for_each(|head| *head = at);
    sentence.gold -= 1;
    Some(())
}
