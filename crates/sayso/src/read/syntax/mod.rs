//! Syntax: part of speech and dependency of each token, Universal Dependencies v2.
//!
//! A greedy tagger, then a greedy arc-hybrid parser, both linear over hashed features, trained on UD English EWT by `sayso-train`
//! (`cargo run --release -p sayso-train -- --train F --dev F --out packs/lang/en/syntax.bin`). The features live here, so that
//! training and reading can never differ. Tags are the 17 universal ones ([`Tag`]) with the Penn tag below ([`Form`]); relations
//! are listed at [`Rel`].

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
