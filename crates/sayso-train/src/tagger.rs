//! Trains the tagger: the lexicon first, then the weights.

use rustc_hash::FxHashMap;
use sayso::read::page::Shape;
use sayso::read::syntax::lex::{Lex, look};
use sayso::read::syntax::model::{Lexicon, Model};
use sayso::read::syntax::table::{Single, class};
use sayso::read::syntax::{Form, tag};

use crate::learn::{Chance, Counts, Weights};
use crate::treebank::Sentence;

const EPOCHS: usize = 8;
const BITS: u32 = 18;

/// A word seen so often can have only the forms it was seen with and their neighbours.
const COMMON: usize = 10;

/// What the features see of a sentence.
pub fn lexes(lexicon: &Lexicon, sentence: &Sentence) -> Vec<Lex> {
    look(lexicon, &sentence.text, &sentence.tokens, &sentence.words, 0..sentence.tokens.len(), false)
}

/// The words of a treebank and the forms they may have.
pub fn lexicon(sentences: &[&Sentence]) -> Lexicon {
    let empty = Lexicon::default();
    let mut seen = FxHashMap::<u64, FxHashMap<Form, usize>>::default();
    let mut by_shape = FxHashMap::<(Shape, Form), usize>::default();
    for sentence in sentences {
        for ((lex, form), token) in lexes(&empty, sentence).iter().zip(&sentence.forms).zip(&sentence.tokens) {
            *seen.entry(lex.word).or_default().entry(*form).or_default() += 1;
            let _ = token;
        }
    }
    for sentence in sentences {
        for ((lex, form), token) in lexes(&empty, sentence).iter().zip(&sentence.forms).zip(&sentence.tokens) {
            if seen[&lex.word].values().sum::<usize>() < 4 {
                *by_shape.entry((token.shape, *form)).or_default() += 1;
            }
        }
    }
    let mut unknown = [0u64; 8];
    let mut pairs = by_shape.into_iter().collect::<Vec<_>>();
    pairs.sort_unstable();
    for ((shape, form), count) in pairs {
        if count > 1 {
            unknown[shape as usize] |= 1 << form.0;
        }
    }
    let words = unknown[Shape::Lower as usize] | unknown[Shape::Capital as usize];
    for shape in [Shape::Lower, Shape::Capital, Shape::Upper, Shape::Mixed] {
        unknown[shape as usize] |= words;
    }
    for set in &mut unknown {
        *set |= u64::from(*set == 0) << Form::from_names("SYM", "SYM").0;
    }
    let mut known = seen.into_iter().collect::<Vec<_>>();
    known.sort_unstable_by_key(|(word, _)| *word);
    let entries = known.into_iter().filter_map(|(word, forms)| {
        let count = forms.values().sum::<usize>();
        let set = forms.keys().fold(0, |set, form| set | 1u64 << form.0);
        let words = set & words != 0;
        let set = if count >= COMMON { near(set) } else if words { near(set) | unknown[Shape::Lower as usize] } else { set };
        (count > 1).then_some(((word >> 32) as u32, set))
    });
    Lexicon::new(entries, unknown)
}

/// A set of forms with those that the same spelling may have too.
fn near(set: u64) -> u64 {
    let bit = |tag: &str, penn: &str| 1u64 << Form::from_names(tag, penn).0;
    let rules = [
        (bit("VERB", "VBD"), bit("VERB", "VBN")),
        (bit("VERB", "VBN"), bit("VERB", "VBD")),
        (bit("VERB", "VB"), bit("VERB", "VBP")),
        (bit("VERB", "VBP"), bit("VERB", "VB")),
        (bit("NOUN", "NN"), bit("PROPN", "NNP")),
        (bit("NOUN", "NNS"), bit("PROPN", "NNPS")),
        (bit("ADJ", "JJ"), bit("ADJ", "NNP")),
        (bit("VERB", "VBG"), bit("PROPN", "NNP")),
    ];
    rules.iter().filter(|(has, _)| set & has != 0).fold(set, |out, (_, also)| out | also)
}

/// Trains the weights of the tagger.
pub fn train(lexicon: &Lexicon, sentences: &[&Sentence], seed: u64) -> Single {
    let seen = sentences.iter().map(|sentence| (lexes(lexicon, sentence), *sentence)).collect::<Vec<_>>();
    let mut weights = Weights::<1>::new(BITS);
    let mut counts = Counts::default();
    each_key(&seen, |hash| counts.add(hash));
    each_key(&seen, |hash| weights.claim(hash, &counts, 3));
    drop(counts);
    let mut order = (0..seen.len()).collect::<Vec<_>>();
    let mut chance = Chance::new(seed);
    for _ in 0..EPOCHS {
        chance.shuffle(&mut order);
        for &at in &order {
            let (lexes, sentence) = &seen[at];
            learn(&mut weights, lexes, sentence);
        }
    }
    weights.finish()
}

fn each_key(seen: &[(Vec<Lex>, &Sentence)], mut take: impl FnMut(u64)) {
    for (lexes, sentence) in seen {
        for (at, lex) in lexes.iter().enumerate().filter(|(_, lex)| lex.forms.count_ones() > 1) {
            let before = [1, 2].map(|step| at.checked_sub(step).and_then(|at| sentence.forms.get(at)).copied());
            for feature in tag::features(lexes, at, before) {
                tag::members(lex.forms).for_each(|form| take(feature.wrapping_add(class(form))));
            }
        }
    }
}

fn learn(weights: &mut Weights<1>, lexes: &[Lex], sentence: &Sentence) {
    let mut given = Vec::<Form>::with_capacity(lexes.len());
    for (at, lex) in lexes.iter().enumerate() {
        let gold = usize::from(sentence.forms[at].0);
        if lex.forms.count_ones() < 2 {
            given.push(Form(lex.forms.trailing_zeros().min(63) as u8));
            continue;
        }
        let before = [1, 2].map(|step| at.checked_sub(step).and_then(|at| given.get(at)).copied());
        let features = tag::features(lexes, at, before);
        let sum = |form: usize| features.iter().map(|feature| weights.get(feature.wrapping_add(class(form)))[0]).sum::<f32>();
        let scored = tag::members(lex.forms).map(|form| (form, sum(form)));
        let found = scored.reduce(|top, next| if next.1 > top.1 { next } else { top }).map_or(0, |(form, _)| form);
        weights.tick();
        if found != gold && lex.forms >> gold & 1 == 1 {
            for feature in features {
                weights.add(feature.wrapping_add(class(gold)), 0, 1.0);
                weights.add(feature.wrapping_add(class(found)), 0, -1.0);
            }
        }
        given.push(Form(found as u8));
    }
}

/// The forms of each sentence as given by taggers that did not see it.
pub fn jackknife(sentences: &[&Sentence], folds: usize) -> Vec<Vec<Form>> {
    let mut out = vec![Vec::new(); sentences.len()];
    for fold in 0..folds {
        let part = |at: usize| at / 50 % folds == fold;
        let others = sentences.iter().enumerate().filter(|(at, _)| !part(*at)).map(|(_, sentence)| *sentence).collect::<Vec<_>>();
        let lexicon = lexicon(&others);
        let tags = train(&lexicon, &others, 7 + fold as u64);
        let model = Model { lexicon, tags, ..Model::default() };
        for at in (0..sentences.len()).filter(|at| part(*at)) {
            model.tag(&lexes(&model.lexicon, sentences[at]), &mut out[at]);
        }
    }
    out
}
