//! The parser's state and moves (arc-hybrid; Kuhlmann, Gómez-Rodríguez and Satta 2011), and the features of both of its classifiers.
//!
//! The root stands behind the last token. A move shifts the front token onto the stack, hangs the top of the stack on the front
//! token (left), or hangs it on the token below it (right). Once an arc is made, a second classifier names its relation.

use super::label::{Form, Rel, Tag};
use super::lex::{Lex, mix};
use super::table::scatter;

/// How many features a move has.
pub const MOVE_FEATURES: usize = 80;
/// How many features a relation has.
pub const REL_FEATURES: usize = 38;

/// A move of the parser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// The front token goes onto the stack.
    Shift,
    /// The top of the stack hangs on the front token.
    Left,
    /// The top of the stack hangs on the token below it.
    Right,
}

/// Every move, in the order of its weights.
pub const MOVES: [Move; 3] = [Move::Shift, Move::Left, Move::Right];

/// A token with what hangs on it so far.
#[derive(Clone, Copy, Debug)]
pub struct Node {
    word: u64,
    form: u64,
    tag: u64,
    case: u64,
    glue: u64,
    /// Relations of what hangs on it to the left and to the right, as bits.
    left: u64,
    right: u64,
    /// Its part of speech.
    pub kind: Tag,
    /// Its head, once it has one; the index of the root is the number of tokens.
    pub head: u16,
    /// Its relation to its head.
    pub rel: Rel,
    first: u16,
    second: u16,
    last: u16,
    before_last: u16,
    lefts: u8,
    rights: u8,
    commas: u16,
    verbs: u16,
}

/// A sentence in the course of being parsed.
#[derive(Clone, Debug, Default)]
pub struct State {
    /// The tokens, then the root, then a node that stands for none.
    pub nodes: Vec<Node>,
    /// Tokens without a head that were shifted.
    pub stack: Vec<u16>,
    /// The front token.
    pub front: u16,
    len: u16,
}

impl State {
    /// Begins a sentence of at most 65,000 tokens.
    pub fn start(&mut self, lexes: &[Lex], forms: &[Form]) {
        self.len = u16::try_from(lexes.len().min(65_000)).unwrap_or_default();
        self.front = 0;
        self.stack.clear();
        self.nodes.clear();
        let (mut commas, mut verbs) = (0, 0);
        let none = self.none();
        for (lex, form) in lexes.iter().zip(forms).take(usize::from(self.len)) {
            commas += u16::from(form.tag() == Tag::Punct && form.penn() == ",");
            verbs += u16::from(form.tag() == Tag::Verb || form.tag() == Tag::Aux);
            self.nodes.push(Node { commas, verbs, ..node(lex, *form, none) });
        }
        let root = Node { word: mix(0xa1), form: mix(0xa2), tag: mix(0xa3), commas, verbs, ..node(&Lex::default(), Form(0), none) };
        self.nodes.push(root);
        self.nodes.push(Node { word: mix(0xb1), form: mix(0xb2), tag: mix(0xb3), ..root });
    }

    /// The index of the root.
    pub const fn root(&self) -> u16 {
        self.len
    }

    const fn none(&self) -> u16 {
        self.len + 1
    }

    /// Whether every token has a head.
    pub fn done(&self) -> bool {
        self.front == self.len && self.stack.is_empty()
    }

    /// Which moves can be made. Only one token may hang on the root.
    pub fn allowed(&self) -> [bool; 3] {
        let (depth, open) = (self.stack.len(), self.front < self.len);
        [open, depth > 0 && (open || depth == 1), depth > 1]
    }

    /// Makes a move; gives the arc that it makes, as head and dependent.
    pub fn make(&mut self, choice: Move) -> Option<(u16, u16)> {
        match choice {
            Move::Shift => {
                self.stack.push(self.front);
                self.front += 1;
                None
            }
            Move::Left => self.stack.pop().map(|top| (self.front, top)),
            Move::Right => {
                let top = self.stack.pop()?;
                self.stack.last().map(|below| (*below, top))
            }
        }
    }

    /// Hangs a token on its head.
    pub fn hang(&mut self, head: u16, token: u16, rel: Rel) {
        let bit = 1u64 << (rel as u64);
        let Some(node) = self.nodes.get_mut(usize::from(token)) else { return };
        (node.head, node.rel) = (head, rel);
        let Some(top) = self.nodes.get_mut(usize::from(head)) else { return };
        if token < head {
            top.left |= bit;
            top.lefts = top.lefts.saturating_add(1);
            (top.second, top.first) = (top.first, token);
        } else {
            top.right |= bit;
            top.rights = top.rights.saturating_add(1);
            (top.before_last, top.last) = (top.last, token);
        }
    }

    fn node(&self, at: u16) -> &Node {
        self.nodes.get(usize::from(at)).or(self.nodes.last()).unwrap_or(&VOID_NODE)
    }

    fn on_stack(&self, depth: usize) -> u16 {
        self.stack.len().checked_sub(depth + 1).and_then(|at| self.stack.get(at)).copied().unwrap_or(self.none())
    }

    fn ahead(&self, step: u16) -> u16 {
        let at = self.front + step;
        if at <= self.len { at } else { self.none() }
    }

    /// The features of the next move, scattered.
    pub fn move_features(&self) -> [u64; MOVE_FEATURES] {
        let (i0, i1, b0) = (self.on_stack(0), self.on_stack(1), self.ahead(0));
        let (s0, s1, s2) = (self.node(i0), self.node(i1), self.node(self.on_stack(2)));
        let (n0, n1, n2) = (self.node(b0), self.node(self.ahead(1)), self.node(self.ahead(2)));
        let (s0l, s0r, s0l2, s0r2) = (self.node(s0.first), self.node(s0.last), self.node(s0.second), self.node(s0.before_last));
        let (s1l, s1r, s1r2) = (self.node(s1.first), self.node(s1.last), self.node(s1.before_last));
        let (n0l, n0l2) = (self.node(n0.first), self.node(n0.second));
        let gap = distance(i0, b0);
        let below = distance(i1, i0);
        let between =
            mix(0x500 + u64::from(n0.commas.saturating_sub(s0.commas).min(2)) * 4 + u64::from(n0.verbs.saturating_sub(s0.verbs).min(3)));
        let under =
            mix(0x600 + u64::from(s0.commas.saturating_sub(s1.commas).min(2)) * 4 + u64::from(s0.verbs.saturating_sub(s1.verbs).min(3)));
        let counts = |node: &Node| mix(0x700 + u64::from(node.lefts.min(4)) * 8 + u64::from(node.rights.min(4)));
        let rel = |node: &Node| mix(0x800 + node.rel as u64);
        let sets = |node: &Node| mix(node.left ^ node.right.rotate_left(7) ^ 0x0900_0000_0000);
        let (v0, v1, vn) = (counts(s0), counts(s1), counts(n0));
        let (set0, set1, setn) = (sets(s0), sets(s1), sets(n0));
        let mut out = [
            s0.word,
            s0.form,
            two(s0.word, s0.form),
            s1.word,
            s1.form,
            two(s1.word, s1.form),
            n0.word,
            n0.form,
            two(n0.word, n0.form),
            two(n1.word, n1.form),
            n1.form,
            n2.form,
            s2.form,
            two(s0.word, n0.word),
            two(s0.word, n0.form),
            two(s0.form, n0.word),
            two(s0.form, n0.form),
            three(s0.word, s0.form, n0.form),
            three(s0.form, n0.word, n0.form),
            two(s1.word, s0.word),
            two(s1.word, s0.form),
            two(s1.form, s0.word),
            two(s1.form, s0.form),
            two(s1.form, n0.form),
            two(s1.word, n0.form),
            two(s1.form, n0.word),
            two(s1.word, n0.word),
            two(n0.form, n1.form),
            two(n0.word, n1.form),
            two(n0.form, n1.word),
            two(n0.word, n1.word),
            three(s0.form, n0.form, n1.form),
            three(s1.form, s0.form, n0.form),
            three(s2.tag, s1.tag, s0.tag),
            three(n0.form, n1.form, n2.form),
            four(s1.tag, s0.form, n0.form, n1.tag),
            three(s0.word, n0.form, n1.form),
            three(s0.form, n0.word, n1.form),
            three(s1.word, s0.form, n0.form),
            three(s1.form, s0.word, n0.form),
            three(s1.form, s0.form, n0.word),
            four(s0.form, n0.form, n1.form, n2.form),
            four(s2.tag, s1.tag, s0.form, n0.form),
            three(s0.form, s0l.form, n0.form),
            three(s0.form, s0r.form, n0.form),
            three(s0.form, n0.form, n0l.form),
            three(s1.form, s1r.form, s0.form),
            three(s1.form, s0.form, s0l.form),
            three(s1.form, s0.form, s0r.form),
            three(s1.form, s1l.form, s0.form),
            three(s1.form, s0.form, s0l.word),
            three(s0.form, s0l.word, n0.form),
            three(s0.form, s0r.word, n0.form),
            three(gap, s0.form, n0.form),
            two(gap, s0.word),
            two(gap, n0.word),
            two(gap, s0.form),
            two(gap, n0.form),
            three(below, s1.form, s0.form),
            two(below, s0.form),
            two(below, s1.form),
            two(below, s0.word),
            three(between, s0.form, n0.form),
            four(under, s1.form, s0.form, n0.tag),
            two(v0, s0.word),
            two(v0, s0.form),
            three(v0, s0.form, n0.form),
            two(v1, s1.word),
            two(v1, s1.form),
            two(vn, n0.form),
            two(set0, s0.form),
            three(set0, s0.form, n0.form),
            two(set1, s1.form),
            three(set1, s1.form, s0.form),
            two(setn, n0.form),
            four(setn, n0.form, s0.form, rel(s0r)),
            four(s0.form, rel(s0r), rel(s0r2), n0.form),
            four(rel(s0l), rel(s0l2), s0.form, s1.form),
            four(s1.form, rel(s1r), rel(s1r2), s0.form),
            five(s0.form, n0.form, n0.glue, n0.case, two(n0l2.tag, s0.case)),
        ];
        spread(&mut out, 0);
        out
    }

    /// The features of the relation of an arc, scattered.
    pub fn rel_features(&self, head: u16, token: u16) -> [u64; REL_FEATURES] {
        let (h, d) = (self.node(head), self.node(token));
        let (dl, dr, dl2) = (self.node(d.first), self.node(d.last), self.node(d.second));
        let (hl, hr) = (self.node(h.first), self.node(h.last));
        let side = if token < head { 0x33 } else { 0x44 };
        let far = mix(side + (u64::from(head.abs_diff(token)).min(6) << 8));
        let (before, after) = (self.node(token.wrapping_sub(1)), self.node((token + 1).min(self.none())));
        let next = self.node((head + 1).min(self.none()));
        let set = |bits: u64| mix(bits ^ 0x0a00_0000_0000);
        let (own, tops) = (set(d.left ^ d.right.rotate_left(7)), set(h.left ^ h.right.rotate_left(7)));
        let commas = mix(0x500 + u64::from(h.commas.abs_diff(d.commas).min(2)));
        let mut out = [
            d.word,
            d.form,
            two(d.word, d.form),
            h.word,
            h.form,
            two(h.word, h.form),
            two(h.word, d.word),
            two(h.word, d.form),
            two(h.form, d.word),
            two(h.form, d.form),
            three(h.form, d.form, far),
            two(d.word, far),
            two(d.form, far),
            three(h.word, d.form, far),
            three(h.form, d.form, dl.word),
            three(h.form, d.form, dl.form),
            two(d.form, dl.word),
            three(h.form, d.form, dr.form),
            three(h.word, dl.word, d.form),
            two(dl.word, d.word),
            three(d.form, dl.form, dl2.form),
            three(d.form, dl.word, dl2.word),
            two(own, d.form),
            three(own, h.form, d.form),
            three(own, far, d.form),
            three(own, d.word, far),
            three(tops, h.form, d.form),
            three(tops, h.word, d.form),
            three(tops, d.word, far),
            four(tops, own, d.tag, h.tag),
            three(before.word, d.form, h.form),
            three(after.word, d.form, h.form),
            three(before.form, d.form, after.form),
            three(h.form, next.form, d.form),
            three(hl.form, h.form, d.form),
            three(hr.form, h.form, d.form),
            four(commas, h.form, d.form, far),
            five(d.case, h.case, d.glue, h.form, d.form),
        ];
        spread(&mut out, 0x1000);
        out
    }
}

const VOID_NODE: Node = Node {
    word: 0,
    form: 0,
    tag: 0,
    case: 0,
    glue: 0,
    left: 0,
    right: 0,
    kind: Tag::X,
    head: 0,
    rel: Rel::Dep,
    first: 0,
    second: 0,
    last: 0,
    before_last: 0,
    lefts: 0,
    rights: 0,
    commas: 0,
    verbs: 0,
};

fn node(lex: &Lex, form: Form, none: u16) -> Node {
    Node {
        word: lex.known,
        form: mix(0x200 + u64::from(form.0)),
        tag: mix(0x300 + form.tag() as u64),
        case: lex.case,
        glue: lex.glue,
        kind: form.tag(),
        head: none,
        first: none,
        second: none,
        last: none,
        before_last: none,
        ..VOID_NODE
    }
}

fn distance(left: u16, right: u16) -> u64 {
    let steps = u64::from(right.saturating_sub(left));
    mix(0x400
        + if steps > 10 {
            8
        } else if steps > 5 {
            7
        } else {
            steps
        })
}

fn spread(features: &mut [u64], from: u64) {
    for (at, feature) in (from..).zip(features) {
        *feature = scatter(feature.wrapping_add(mix(at)));
    }
}

const fn two(a: u64, b: u64) -> u64 {
    a.wrapping_add(b.rotate_left(21))
}

const fn three(a: u64, b: u64, c: u64) -> u64 {
    two(a, b).wrapping_add(c.rotate_left(42))
}

const fn four(a: u64, b: u64, c: u64, d: u64) -> u64 {
    three(a, b, c).wrapping_add(d.rotate_left(11))
}

const fn five(a: u64, b: u64, c: u64, d: u64, e: u64) -> u64 {
    four(a, b, c, d).wrapping_add(e.rotate_left(33))
}
