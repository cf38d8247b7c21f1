//! Trains the tagger: the lexicon first, then the weights.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use sayso::read::syntax::lex::{Entry, GROUPS, Lex, Lexicon, group, look};
use sayso::read::syntax::model::Model;
use sayso::read::syntax::table::{Single, class};
use sayso::read::syntax::{Form, tag};

use crate::learn::{Chance, Counts, Weights, side_by_side, sum};
use crate::treebank::Sentence;

const EPOCHS: usize = 6;
const BITS: u32 = 18;
const WIDE_BITS: u32 = 20;
/// How many trainings are summed.
pub const SEEDS: u64 = 2;

/// A word seen so often can have only the forms it was seen with and their neighbours.
const COMMON: usize = 8;

/// What the features see of a sentence.
pub fn lexes(lexicon: &Lexicon, sentence: &Sentence) -> Vec<Lex> {
    look(lexicon, &sentence.text, &sentence.tokens, &sentence.words, 0..sentence.tokens.len(), false)
}

/// The words of a treebank and the forms they may have.
pub fn lexicon(sentences: &[&Sentence]) -> Lexicon {
    let mut seen = FxHashMap::<u64, FxHashMap<Form, usize>>::default();
    each_word(sentences, |word, form, _| *seen.entry(word).or_default().entry(form).or_default() += 1);
    let (mut groups, mut of_word) = (BTreeMap::<(usize, Form), usize>::new(), FxHashMap::<u64, usize>::default());
    each_word(sentences, |word, form, group| {
        of_word.insert(word, group);
        if seen[&word].values().sum::<usize>() < 4 {
            *groups.entry((group, form)).or_default() += 1;
        }
    });
    let mut unknown = [0u64; GROUPS];
    groups.into_iter().filter(|(_, count)| *count > 2).for_each(|((group, form), _)| unknown[group] |= 1 << form.0);
    for (group, set) in unknown.iter_mut().enumerate().filter(|(_, set)| **set == 0) {
        let (tag, penn) = if group < 8 { ("SYM", "SYM") } else { ("PROPN", "NNP") };
        *set = 1 << Form::from_names(tag, penn).0;
    }
    let mut known = seen.into_iter().collect::<Vec<_>>();
    known.sort_unstable_by_key(|(word, _)| *word);
    let entries = known.into_iter().filter_map(|(word, forms)| {
        let count = forms.values().sum::<usize>();
        let seen = forms.keys().fold(0, |set, form| set | 1u64 << form.0);
        let group = of_word[&word];
        let open = count < COMMON && seen & unknown[group] != 0;
        let forms = near(seen) | if open { unknown[group] } else { 0 };
        (count > 1).then_some(((word >> 32) as u32, Entry { forms, seen }))
    });
    Lexicon::new(entries, unknown)
}

/// Visits each word with its form and the group it would be in if it were unknown.
fn each_word(sentences: &[&Sentence], mut visit: impl FnMut(u64, Form, usize)) {
    let empty = Lexicon::default();
    for sentence in sentences {
        for ((lex, form), token) in lexes(&empty, sentence).iter().zip(&sentence.forms).zip(&sentence.tokens) {
            visit(lex.word, *form, group(&sentence.text[token.start..token.end], token.shape));
        }
    }
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

/// Trains the weights of the tagger: once in a wide table to learn which features matter, then those alone.
/// Without seeds the wide table is kept, which is quicker.
pub fn train(lexicon: &Lexicon, sentences: &[&Sentence], seeds: u64) -> Single {
    let seen = sentences.iter().map(|sentence| (lexes(lexicon, sentence), *sentence)).collect::<Vec<_>>();
    let mut counts = Counts::default();
    each_key(&seen, |hash| counts.add(hash));
    let mut wide = Weights::<1>::new(WIDE_BITS);
    each_key(&seen, |hash| wide.claim(hash, counts.at_least(hash, 2)));
    run(&mut wide, &seen, 1, if seeds > 0 { 3 } else { EPOCHS });
    if seeds == 0 {
        return wide.finish(&wide.averages());
    }
    let mut weights = Weights::<1>::new(BITS);
    each_key(&seen, |hash| weights.claim(hash, wide.worth(hash) * counts.at_least(hash, 2).sqrt()));
    drop((wide, counts));
    let mut averages = Vec::new();
    for seed in 0..seeds {
        let mut weights = weights.fresh();
        run(&mut weights, &seen, 2 + seed, EPOCHS);
        sum(&mut averages, weights.averages());
    }
    weights.finish(&averages)
}

fn run(weights: &mut Weights<1>, seen: &[(Vec<Lex>, &Sentence)], seed: u64, epochs: usize) {
    let mut order = (0..seen.len()).collect::<Vec<_>>();
    let mut chance = Chance::new(seed);
    for _ in 0..epochs {
        chance.shuffle(&mut order);
        for &at in &order {
            let (lexes, sentence) = &seen[at];
            learn(weights, lexes, sentence);
        }
    }
}

/// Visits every feature with the form that the treebank gives there: pairs never seen together get no weight.
fn each_key(seen: &[(Vec<Lex>, &Sentence)], mut take: impl FnMut(u64)) {
    for (lexes, sentence) in seen {
        for at in (0..lexes.len()).filter(|at| lexes[*at].forms.count_ones() > 1) {
            let before = [1, 2].map(|step| at.checked_sub(step).and_then(|at| sentence.forms.get(at)).copied());
            let form = class(usize::from(sentence.forms[at].0));
            tag::features(lexes, at, before).into_iter().for_each(|feature| take(feature.wrapping_add(form)));
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

/// The forms of each sentence as given by taggers that did not see its origin.
pub fn jackknife(sentences: &[&Sentence], origins: &[usize], folds: usize) -> Vec<Vec<Form>> {
    let part = |at: usize| origins[at] / 50 % folds;
    let models = side_by_side(folds as u64, |fold| {
        let others = (0..sentences.len()).filter(|at| part(*at) != fold as usize).map(|at| sentences[at]).collect::<Vec<_>>();
        let lexicon = lexicon(&others);
        Model { tags: train(&lexicon, &others, 0), lexicon, ..Model::default() }
    });
    let tag = |at: usize| {
        let (model, mut forms) = (&models[part(at)], Vec::new());
        model.tag(&lexes(&model.lexicon, sentences[at]), &mut forms);
        forms
    };
    (0..sentences.len()).map(tag).collect()
}
