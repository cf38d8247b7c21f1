//! The tree of one sentence: who hangs on whom, and how far it reaches.

use std::ops::Range;

use super::label::{Form, Rel, Tag};

/// The tree of one sentence. Every token is meant by its index in the page.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// The sentence's tokens.
    pub tokens: Range<usize>,
    nodes: Vec<Node>,
}

/// A token's place. Tokens are counted from the start of the sentence; [`NONE`] is none.
#[derive(Clone, Copy, Debug)]
struct Node {
    form: Form,
    rel: Rel,
    head: u16,
    /// The first token that hangs on it.
    child: u16,
    /// The next token with the same head.
    next: u16,
    /// First and past-the-last token below it.
    low: u16,
    high: u16,
    depth: u16,
}

const NONE: u16 = u16::MAX;

impl Tree {
    /// A tree over tokens from the form, head (counted from the start; itself or beyond the end for none) and relation of each.
    pub fn new(tokens: Range<usize>, arcs: impl Iterator<Item = (Form, u16, Rel)>) -> Self {
        let len = tokens.len().min(usize::from(NONE)) as u16;
        let node = |(at, (form, head, rel)): (u16, (Form, u16, Rel))| {
            let head = if head < len && head != at { head } else { NONE };
            Node { form, rel, head, child: NONE, next: NONE, low: at, high: at + 1, depth: 0 }
        };
        let mut tree = Self { tokens, nodes: (0..len).zip(arcs).map(node).collect() };
        tree.link();
        tree
    }

    /// Lists children, and stretches every head over what hangs on it.
    fn link(&mut self) {
        for at in (0..self.nodes.len()).rev() {
            let head = usize::from(self.nodes[at].head);
            if let Some(top) = self.nodes.get_mut(head) {
                let next = std::mem::replace(&mut top.child, at as u16);
                self.nodes[at].next = next;
            }
        }
        for at in 0..self.nodes.len() {
            let (mut top, mut depth) = (self.nodes[at].head, 0);
            while let Some(node) = self.nodes.get_mut(usize::from(top)).filter(|_| depth < NONE - 1) {
                (node.low, node.high) = (node.low.min(at as u16), node.high.max(at as u16 + 1));
                top = node.head;
                depth += 1;
            }
            self.nodes[at].depth = depth;
        }
    }

    /// A token's part of speech.
    pub fn tag(&self, token: usize) -> Tag {
        self.form(token).tag()
    }

    /// A token's finer part of speech, such as the participle `VERB` `VBN`.
    pub fn form(&self, token: usize) -> Form {
        self.node(token).map_or(Form::default(), |node| node.form)
    }

    /// A token's head; none for the root and outside the sentence.
    pub fn head(&self, token: usize) -> Option<usize> {
        self.node(token).and_then(|node| self.page_of(node.head))
    }

    /// A token's relation to its head.
    pub fn rel(&self, token: usize) -> Rel {
        self.node(token).map_or(Rel::default(), |node| node.rel)
    }

    /// The token that hangs on none.
    pub fn root(&self) -> Option<usize> {
        self.tokens.clone().find(|at| self.head(*at).is_none())
    }

    /// The tokens that hang on a token, in text order.
    pub fn children(&self, token: usize) -> impl Iterator<Item = usize> {
        let first = self.node(token).and_then(|node| self.page_of(node.child));
        std::iter::successors(first, |at| self.node(*at).and_then(|node| self.page_of(node.next)))
    }

    /// The tokens above a token, nearest first. Bounded, whatever the tree.
    pub fn above(&self, token: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(self.head(token), |at| self.head(*at)).take(self.tokens.len())
    }

    /// Whether a token is another or hangs below it.
    pub fn under(&self, token: usize, top: usize) -> bool {
        token == top || self.node(top).is_some_and(|node| self.inside(node, token)) && self.above(token).any(|at| at == top)
    }

    /// First and past-the-last token of all that hangs below a token, itself included.
    pub fn reach(&self, token: usize) -> Range<usize> {
        let start = self.tokens.start;
        self.node(token).map_or(token..token + 1, |node| start + usize::from(node.low)..start + usize::from(node.high))
    }

    /// How many tokens stand above a token.
    pub fn depth(&self, token: usize) -> usize {
        self.node(token).map_or(0, |node| usize::from(node.depth))
    }

    fn inside(&self, node: &Node, token: usize) -> bool {
        let local = token.wrapping_sub(self.tokens.start);
        (usize::from(node.low)..usize::from(node.high)).contains(&local)
    }

    fn node(&self, token: usize) -> Option<&Node> {
        self.nodes.get(token.checked_sub(self.tokens.start)?)
    }

    fn page_of(&self, local: u16) -> Option<usize> {
        (local != NONE).then(|| self.tokens.start + usize::from(local))
    }
}
