//! Syntax: part of speech and dependency of each token, Universal Dependencies v2.
//!
//! The way: [`lex`] sees each token once (folded word, class of number, endings, case as far as it says anything, possible forms);
//! [`tag`] gives forms from left to right; [`arc`] builds the tree by arc-hybrid moves, naming each arc as it is made; [`Tree`] lists
//! children and reach once. All three classifiers are linear over hashed features, greedy, with whole numbers for weights
//! ([`table`]): the same text gives the same tree everywhere. Tags are the 17 universal ones ([`Tag`]) with the Penn tag below
//! ([`Form`]); relations are those of [`Rel`].
//!
//! The weights are averaged perceptrons with a margin, the parser's trained on its own mistakes by a dynamic oracle and on tags from
//! taggers that did not see the sentence, with copies of sentences in capitals, in headline style and without capitals. They come from
//! UD English EWT and 3,000 sentences of news made by rule from words of our own, which the treebank has few of: `cargo run --release -p sayso-train -- --train F --dev F --out packs/lang/en/syntax.bin` makes the file
//! again, `-- --eval F [--as upper] [--errors 40]` scores it. The features live here, so that training and reading never differ.
//! Where it is wrong most: heads of punctuation and of conjuncts, names against nouns, prepositional phrases.

pub mod label;
pub mod lex;
pub mod table;
pub mod tag;
pub mod arc;
pub mod model;
mod tree;

use std::cell::{OnceCell, RefCell};

pub use label::{Form, Rel, Tag};
pub use model::Model;
pub use tree::Tree;

use super::page::Page;
use model::Room;

/// The trees of a page's sentences, each grown the first time it is asked for.
#[derive(Debug)]
pub struct Trees<'a> {
    model: &'a Model,
    page: &'a Page<'a>,
    grown: Vec<OnceCell<Tree>>,
    room: RefCell<Room>,
}

impl<'a> Trees<'a> {
    /// No tree yet.
    pub fn new(model: &'a Model, page: &'a Page<'a>) -> Self {
        Self { model, page, grown: vec![OnceCell::new(); page.sentences.len()], room: RefCell::default() }
    }

    /// The tree of a sentence, by its index.
    pub fn of(&self, sentence: usize) -> &Tree {
        self.grown[sentence].get_or_init(|| self.grow(sentence))
    }

    /// Tags and parses one sentence. Without weights every token stands alone.
    fn grow(&self, sentence: usize) -> Tree {
        let page = self.page;
        let range = page.sentences[sentence].tokens.clone();
        if self.model.is_empty() {
            return Tree::new(range.clone(), range.map(|_| (Form::default(), u16::MAX, Rel::Dep)));
        }
        let lexes = lex::look(&self.model.lexicon, &page.report.text, &page.tokens, &page.words, range.clone(), page.upper);
        let room = &mut *self.room.borrow_mut();
        self.model.parse(&lexes, room);
        let arcs = room.forms.iter().zip(&room.state.nodes).map(|(form, node)| (*form, node.head, node.rel));
        Tree::new(range, arcs)
    }

    /// Grows every grown tree once more and drops it, so that a bench can tell the parser's time from that of its callers.
    pub(super) fn grow_again(&self) {
        (0..self.grown.len()).filter(|at| self.grown[*at].get().is_some()).for_each(|at| drop(std::hint::black_box(self.grow(at))));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Report;

    /// Each expected line is `word relation head`; every one must be an arc of the text's trees.
    fn check(text: &str, expected: &[&str]) {
        let report = Report { text: text.to_owned(), ..Report::default() };
        let page = Page::new(&report);
        let mut problems = Vec::new();
        let model = Model::new("en", &mut problems);
        assert!(problems.is_empty() && !model.is_empty(), "{problems:?}");
        let trees = Trees::new(&model, &page);
        let mut found = Vec::new();
        for (at, sentence) in page.sentences.iter().enumerate() {
            let tree = trees.of(at);
            let head = |token| tree.head(token).map_or("-", |head| page.text(head));
            found.extend(sentence.tokens.clone().map(|token| format!("{} {} {}", page.text(token), tree.rel(token).name(), head(token))));
        }
        for line in expected {
            assert!(found.iter().any(|arc| arc == line), "no {line:?} in {found:#?}");
        }
    }

    #[test]
    fn subjects_and_objects() {
        check("The army lost 1,200 soldiers in May.", &["army nsubj lost", "soldiers obj lost", "1,200 nummod soldiers", "May obl lost"]);
        check("The ministry said that rebels killed two men.", &["ministry nsubj said", "killed ccomp said", "rebels nsubj killed"]);
    }

    #[test]
    fn passives() {
        check(
            "At least 45 people were killed by the storm.",
            &["people nsubj:pass killed", "were aux:pass killed", "storm obl:agent killed"],
        );
        check("Three children were killed.", &["children nsubj:pass killed", "Three nummod children"]);
    }

    #[test]
    fn case_that_says_nothing() {
        check("THE ARMY LOST 30 SOLDIERS IN THE NORTH.", &["ARMY nsubj LOST", "SOLDIERS obj LOST", "30 nummod SOLDIERS"]);
        check("the army lost 30 soldiers in the north.", &["army nsubj lost", "soldiers obj lost"]);
    }

    #[test]
    fn a_tree_knows_its_reach() {
        let report = Report { text: "The head of the agency spoke.".to_owned(), ..Report::default() };
        let page = Page::new(&report);
        let model = Model::new("en", &mut Vec::new());
        let trees = Trees::new(&model, &page);
        let tree = trees.of(0);
        assert_eq!((tree.root(), tree.reach(1), tree.reach(5)), (Some(5), 0..5, 0..7));
        assert_eq!(tree.children(1).collect::<Vec<_>>(), [0, 4]);
        assert!(tree.under(3, 1) && !tree.under(5, 1));
    }

    #[test]
    fn nothing_breaks_a_tree() {
        for text in ["", "?", "!!! ... ,", "12", "ЗСУ 12 осіб", "a\u{301}\u{200d}\u{1F600} 5"] {
            check(text, &[]);
        }
    }
}
