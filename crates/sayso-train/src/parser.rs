//! Trains the parser on its own mistakes, by a dynamic oracle (Goldberg and Nivre 2013).

use rustc_hash::FxHashMap;
use sayso::read::syntax::arc::{MOVES, Move, State};
use sayso::read::syntax::label::Tag;
use sayso::read::syntax::lex::{Lex, Lexicon};
use sayso::read::syntax::model::{FITS, Model, fit};
use sayso::read::syntax::table::{Single, Triple, class};
use sayso::read::syntax::{Form, Rel, tag};

use crate::learn::{Chance, Counts, Weights, side_by_side, sum};
use crate::tagger::lexes;
use crate::treebank::Sentence;

const EPOCHS: usize = 9;
/// By how much the best right move must beat the best wrong one.
const MARGIN: f32 = 30.0;
const MOVE_BITS: u32 = 19;
const REL_BITS: u32 = 18;
const WIDE_BITS: u32 = 20;
const SEEDS: u64 = 3;

/// A sentence ready for training.
struct Example<'a> {
    lexes: Vec<Lex>,
    forms: &'a [Form],
    gold: &'a Sentence,
    children: Vec<Vec<u16>>,
    counts: Vec<usize>,
}

/// Both classifiers in training.
struct Both {
    moves: Weights<3>,
    rels: Weights<1>,
}

/// Trains moves and relations over sentences with the forms that a tagger gave them, summed over seeds.
pub fn train(lexicon: &Lexicon, sentences: &[&Sentence], forms: &[Vec<Form>]) -> (Triple, Single, Vec<u64>) {
    let mut counts = FxHashMap::<u64, usize>::default();
    sentences.iter().flat_map(|sentence| &sentence.words).for_each(|word| *counts.entry(*word).or_default() += 1);
    let examples = sentences.iter().zip(forms).map(|(gold, forms)| example(lexicon, &counts, gold, forms)).collect::<Vec<_>>();
    let model = Model { fits: fits(&examples), ..Model::default() };
    let chosen = choose(&model, &examples);
    let (mut of_moves, mut of_rels) = (Vec::new(), Vec::new());
    for (moves, rels) in side_by_side(SEEDS, |seed| {
        let mut both = Both { moves: chosen.moves.fresh(), rels: chosen.rels.fresh() };
        run(&model, &examples, &mut both, 2 + seed, EPOCHS);
        (both.moves.averages(), both.rels.averages())
    }) {
        sum(&mut of_moves, moves);
        sum(&mut of_rels, rels);
    }
    (chosen.moves.finish(&of_moves), chosen.rels.finish(&of_rels), model.fits)
}

/// The features that matter, found by a short training in wide tables, each in its slot.
fn choose(model: &Model, examples: &[Example<'_>]) -> Both {
    let (mut move_counts, mut rel_counts) = (Counts::default(), Counts::default());
    follow(examples, |hash| move_counts.add(hash), |hash| rel_counts.add(hash));
    let mut wide = Both { moves: Weights::new(WIDE_BITS), rels: Weights::new(WIDE_BITS) };
    let Both { moves, rels } = &mut wide;
    follow(examples, |hash| moves.claim(hash, move_counts.at_least(hash, 2)), |hash| rels.claim(hash, rel_counts.at_least(hash, 2)));
    run(model, examples, &mut wide, 1, 2);
    let mut out = Both { moves: Weights::new(MOVE_BITS), rels: Weights::new(REL_BITS) };
    let of_move = |hash| out.moves.claim(hash, wide.moves.worth(hash) * move_counts.at_least(hash, 2).sqrt());
    let of_rel = |hash| out.rels.claim(hash, wide.rels.worth(hash) * rel_counts.at_least(hash, 2).sqrt());
    follow(examples, of_move, of_rel);
    out
}

fn run(model: &Model, examples: &[Example<'_>], both: &mut Both, seed: u64, epochs: usize) {
    let mut order = (0..examples.len()).collect::<Vec<_>>();
    let mut chance = Chance::new(seed);
    for epoch in 0..epochs {
        chance.shuffle(&mut order);
        let mut wrong = 0;
        for &at in &order {
            wrong += learn(model, &examples[at], both, epoch > 0, &mut chance);
        }
        eprintln!("  epoch {epoch}: {wrong} moves wrong");
    }
}

fn example<'a>(lexicon: &Lexicon, counts: &FxHashMap<u64, usize>, gold: &'a Sentence, forms: &'a [Form]) -> Example<'a> {
    let mut children = vec![Vec::new(); gold.heads.len() + 1];
    for (at, head) in gold.heads.iter().enumerate() {
        children[usize::from(*head)].push(at as u16);
    }
    let counts = gold.words.iter().map(|word| counts.get(word).copied().unwrap_or_default()).collect();
    Example { lexes: lexes(lexicon, gold), forms, gold, children, counts }
}

/// Which relations go with which pairs of tags; a pair never seen takes what its dependent ever has.
fn fits(examples: &[Example<'_>]) -> Vec<u64> {
    let (mut out, mut by_tag) = (vec![0u64; FITS], vec![0u64; Tag::ALL.len()]);
    let mut counts = FxHashMap::<(usize, Rel), usize>::default();
    for example in examples {
        for (at, (head, rel)) in example.gold.heads.iter().zip(&example.gold.rels).enumerate() {
            let top = example.forms.get(usize::from(*head)).map(|form| form.tag());
            let own = example.forms[at].tag();
            let count = counts.entry((fit(top, own, at < usize::from(*head)), *rel)).or_default();
            *count += 1;
            if *count > 1 {
                out[fit(top, own, at < usize::from(*head))] |= 1 << (*rel as u64);
                by_tag[own as usize] |= 1 << (*rel as u64);
            }
        }
    }
    for (at, set) in out.iter_mut().enumerate().filter(|(_, set)| **set == 0) {
        let own = at / 2 % Tag::ALL.len();
        *set = by_tag[own].max(1 << (Rel::Dep as u64)) & !(1 << (Rel::Root as u64));
    }
    let root = 1u64 << (Rel::Root as u64);
    for own in Tag::ALL {
        (out[fit(None, *own, true)], out[fit(None, *own, false)]) = (root, root);
    }
    out
}

/// Visits the features on the way to the treebank's trees.
fn follow(examples: &[Example<'_>], mut of_move: impl FnMut(u64), mut of_rel: impl FnMut(u64)) {
    let mut state = State::default();
    for example in examples {
        state.start(&example.lexes, example.forms);
        while !state.done() {
            let costs = costs(&state, example);
            let choice = MOVES.into_iter().rev().min_by_key(|choice| costs[*choice as usize]).unwrap_or(Move::Shift);
            state.move_features().into_iter().for_each(&mut of_move);
            if let Some((head, token)) = state.make(choice) {
                let rel = class(example.gold.rels[usize::from(token)] as usize);
                state.rel_features(head, token).into_iter().for_each(|feature| of_rel(feature.wrapping_add(rel)));
                state.hang(head, token, example.gold.rels[usize::from(token)]);
            }
        }
    }
}

/// How many of the treebank's arcs each move makes unreachable; a forbidden move costs the most.
fn costs(state: &State, example: &Example<'_>) -> [usize; 3] {
    let heads = &example.gold.heads;
    let front = state.front;
    let depth = state.stack.len();
    let waiting = |token: u16| example.children[usize::from(token)].iter().filter(|child| **child >= front).count();
    let top = depth.checked_sub(1).map(|at| state.stack[at]);
    let below = depth.checked_sub(2).map(|at| state.stack[at]);
    let mut out = [usize::MAX; 3];
    let allowed = state.allowed();
    if allowed[0] {
        let children = state.stack.iter().filter(|token| heads[usize::from(**token)] == front).count();
        let head = heads[usize::from(front)];
        let lost = state.stack.iter().rev().skip(1).any(|token| *token == head);
        out[0] = children + usize::from(lost);
    }
    if let Some(top) = top.filter(|_| allowed[1]) {
        let head = heads[usize::from(top)];
        out[1] = waiting(top) + usize::from(Some(head) == below || head > front);
    }
    if let Some(top) = top.filter(|_| allowed[2]) {
        out[2] = waiting(top) + usize::from(heads[usize::from(top)] >= front);
    }
    out
}

fn learn(model: &Model, example: &Example<'_>, both: &mut Both, roam: bool, chance: &mut Chance) -> usize {
    let Both { moves, rels } = both;
    let mut state = State::default();
    state.start(&forget(example, chance), example.forms);
    let mut wrong = 0;
    while !state.done() {
        let costs = costs(&state, example);
        let least = costs.into_iter().min().unwrap_or_default();
        let features = state.move_features();
        let mut sums = [0.0f32; 3];
        for feature in features {
            let weights = moves.get(feature);
            (0..3).for_each(|at| sums[at] += weights[at]);
        }
        let found = top(&sums, |at| costs[at] < usize::MAX);
        let right = top(&sums, |at| costs[at] == least);
        moves.tick();
        let close = top(&sums, |at| costs[at] < usize::MAX && costs[at] != least);
        wrong += usize::from(costs[found] != least);
        if costs[close] < usize::MAX && costs[close] != least && sums[right] - sums[close] <= MARGIN {
            for feature in features {
                moves.add(feature, right, 1.0);
                moves.add(feature, close, -1.0);
            }
        }
        let choice = if roam && chance.below(100) < 90 { found } else { right };
        if let Some((head, token)) = state.make(MOVES[choice]) {
            let rel = name(model, example, &state, rels, head, token);
            state.hang(head, token, rel);
        }
    }
    wrong
}

/// The tokens with some words forgotten, the rare ones more often, so that unknown words are no surprise.
fn forget(example: &Example<'_>, chance: &mut Chance) -> Vec<Lex> {
    let mut out = example.lexes.clone();
    for (lex, count) in out.iter_mut().zip(&example.counts) {
        if chance.below(1000) < 20 + 500 / (1 + 2 * count) {
            lex.known = lex.rare;
        }
    }
    out
}

fn top(sums: &[f32; 3], open: impl Fn(usize) -> bool) -> usize {
    (0..3).filter(|at| open(*at)).reduce(|top, next| if sums[next] > sums[top] { next } else { top }).unwrap_or_default()
}

/// Names an arc, and learns from it where the arc itself is right.
fn name(model: &Model, example: &Example<'_>, state: &State, rels: &mut Weights<1>, head: u16, token: u16) -> Rel {
    let set = model.rels_of(state, head, token);
    let gold = example.gold.rels[usize::from(token)] as usize;
    let features = state.rel_features(head, token);
    let sum = |rel: usize| features.iter().map(|feature| rels.get(feature.wrapping_add(class(rel)))[0]).sum::<f32>();
    let scored = tag::members(set).map(|rel| (rel, sum(rel)));
    let found = scored.reduce(|top, next| if next.1 > top.1 { next } else { top }).map_or(0, |(rel, _)| rel);
    rels.tick();
    if example.gold.heads[usize::from(token)] == head && found != gold && set >> gold & 1 == 1 {
        for feature in features {
            rels.add(feature.wrapping_add(class(gold)), 0, 1.0);
            rels.add(feature.wrapping_add(class(found)), 0, -1.0);
        }
    }
    Rel::ALL.get(found).copied().unwrap_or_default()
}
