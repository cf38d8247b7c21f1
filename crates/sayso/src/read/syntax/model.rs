//! The trained model: lexicon, weights of the tagger, of the moves and of the relations, and the file that holds them.

use super::arc::{MOVES, Move, State};
use super::label::{Form, Rel, Tag};
use super::lex::{Entry, Lex, Lexicon};
use super::table::{self, Single, Triple, split};
use super::tag;

/// First bytes of a weights file: name and version.
const MAGIC: &[u8; 8] = b"saysosy1";

/// The trained tagger and parser of one language.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// Its words.
    pub lexicon: Lexicon,
    /// Weights of a form.
    pub tags: Single,
    /// Weights of a move.
    pub moves: Triple,
    /// Weights of a relation.
    pub rels: Single,
    /// The relations that an arc may have, by tag of the head, tag of the dependent, and side.
    pub fits: Vec<u64>,
}

/// Room for one sentence in the making, kept from one to the next.
#[derive(Clone, Debug, Default)]
pub struct Room {
    /// The forms given.
    pub forms: Vec<Form>,
    /// The parser's state.
    pub state: State,
}

/// The place of a pair of tags in [`Model::fits`]; no head tag is the root.
pub const fn fit(head: Option<Tag>, token: Tag, left: bool) -> usize {
    let head = match head {
        Some(tag) => tag as usize,
        None => Tag::ALL.len(),
    };
    (head * Tag::ALL.len() + token as usize) * 2 + left as usize
}

/// How many places [`Model::fits`] has.
pub const FITS: usize = (Tag::ALL.len() + 1) * Tag::ALL.len() * 2;

impl Model {
    /// Loads the embedded weights of a language; without them every tree is flat.
    pub fn new(code: &str, problems: &mut Vec<String>) -> Self {
        let path = format!("packs/lang/{code}/syntax.bin");
        let Some(bytes) = crate::pack::bytes(&path) else { return Self::default() };
        Self::from_bytes(bytes).unwrap_or_else(|| {
            problems.push(format!("{path}: not a weights file of this version"));
            Self::default()
        })
    }

    /// Whether there are weights.
    pub fn is_empty(&self) -> bool {
        self.fits.is_empty()
    }

    /// Tags and parses a sentence into `room`.
    pub fn parse(&self, lexes: &[Lex], room: &mut Room) {
        self.tag(lexes, &mut room.forms);
        room.state.start(lexes, &room.forms);
        while !room.state.done() {
            let choice = self.best_move(&room.state);
            if let Some((head, token)) = room.state.make(choice) {
                let rel = self.best_rel(&room.state, head, token);
                room.state.hang(head, token, rel);
            }
        }
    }

    /// Tags a sentence.
    pub fn tag(&self, lexes: &[Lex], forms: &mut Vec<Form>) {
        forms.clear();
        for (at, lex) in lexes.iter().enumerate() {
            let before = [1, 2].map(|step| at.checked_sub(step).and_then(|at| forms.get(at)).copied());
            forms.push(self.best_form(lexes, at, lex.forms, before));
        }
    }

    fn best_form(&self, lexes: &[Lex], at: usize, set: u64, before: [Option<Form>; 2]) -> Form {
        if set & set.wrapping_sub(1) == 0 {
            return Form(set.trailing_zeros().min(63) as u8);
        }
        let features = tag::features(lexes, at, before);
        best(&self.tags, &features, set).map_or(Form(0), |at| Form(at as u8))
    }

    fn best_move(&self, state: &State) -> Move {
        let allowed = state.allowed();
        if let [true, false, false] = allowed {
            return Move::Shift;
        }
        let lanes = state.move_features().into_iter().map(|feature| self.moves.lanes(feature)).sum();
        choose(split(lanes), allowed)
    }

    fn best_rel(&self, state: &State, head: u16, token: u16) -> Rel {
        let set = self.rels_of(state, head, token);
        if set & set.wrapping_sub(1) == 0 {
            return Rel::ALL.get(set.trailing_zeros() as usize).copied().unwrap_or_default();
        }
        let at = best(&self.rels, &state.rel_features(head, token), set);
        at.and_then(|at| Rel::ALL.get(at)).copied().unwrap_or_default()
    }

    /// The relations that an arc may have.
    pub fn rels_of(&self, state: &State, head: u16, token: u16) -> u64 {
        let kind = |at: u16| state.nodes.get(usize::from(at)).map_or(Tag::X, |node| node.kind);
        let top = (head != state.root()).then(|| kind(head));
        self.fits.get(fit(top, kind(token), token < head)).copied().unwrap_or_default()
    }

    /// The file of this model.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        let words = self.lexicon.words();
        let mut kinds = words.iter().map(|(_, entry)| *entry).collect::<Vec<_>>();
        kinds.sort_unstable();
        kinds.dedup();
        put(&mut out, &kinds, |entry| entry.forms.to_le_bytes());
        put(&mut out, &kinds, |entry| entry.seen.to_le_bytes());
        put(&mut out, &words, |(word, _)| word.to_le_bytes());
        put(&mut out, &words, |(_, entry)| (kinds.partition_point(|known| known < entry) as u16).to_le_bytes());
        put(&mut out, self.lexicon.unknown_sets(), |set| set.to_le_bytes());
        put(&mut out, &self.fits, |set| set.to_le_bytes());
        put(&mut out, self.tags.slots(), |slot| slot.to_le_bytes());
        put(&mut out, self.moves.slots(), |slot| slot.to_le_bytes());
        put(&mut out, self.rels.slots(), |slot| slot.to_le_bytes());
        out
    }

    /// The model in a file; none where the file is another or cut short.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut rest = bytes.strip_prefix(MAGIC)?;
        let forms = take(&mut rest, u64::from_le_bytes)?;
        let seen = take(&mut rest, u64::from_le_bytes)?;
        let kinds = forms.into_iter().zip(seen).map(|(forms, seen)| Entry { forms, seen }).collect::<Vec<_>>();
        let words = take(&mut rest, u32::from_le_bytes)?;
        let classes = take(&mut rest, u16::from_le_bytes)?;
        let unknown = take(&mut rest, u64::from_le_bytes)?.try_into().ok()?;
        let fits = take(&mut rest, u64::from_le_bytes)?;
        let tags = Single::new(take(&mut rest, u16::from_le_bytes)?)?;
        let moves = Triple::new(take(&mut rest, u32::from_le_bytes)?)?;
        let rels = Single::new(take(&mut rest, u16::from_le_bytes)?)?;
        let known = words.into_iter().zip(classes).map(|(word, class)| (word, kinds.get(usize::from(class)).copied().unwrap_or_default()));
        Some(Self { lexicon: Lexicon::new(known, unknown), tags, moves, rels, fits })
    }
}

/// The allowed move with the highest sum; the first on a tie.
pub fn choose(sums: [u32; 3], allowed: [bool; 3]) -> Move {
    let open = MOVES.into_iter().zip(sums).zip(allowed).filter(|(_, allowed)| *allowed).map(|(scored, _)| scored);
    open.reduce(|top, next| if next.1 > top.1 { next } else { top }).map_or(Move::Shift, |(choice, _)| choice)
}

/// The class of a set with the highest sum; the first on a tie.
fn best(weights: &Single, features: &[u64], set: u64) -> Option<usize> {
    let sum = |at: usize| features.iter().map(|feature| weights.get(feature.wrapping_add(table::class(at)))).sum::<i32>();
    let scored = tag::members(set).map(|at| (at, sum(at)));
    scored.reduce(|top, next| if next.1 > top.1 { next } else { top }).map(|(at, _)| at)
}

fn put<T, const N: usize>(out: &mut Vec<u8>, items: &[T], bytes: impl Fn(&T) -> [u8; N]) {
    out.extend(u32::try_from(items.len()).unwrap_or_default().to_le_bytes());
    out.extend(items.iter().flat_map(bytes));
}

fn take<T, const N: usize>(rest: &mut &[u8], read: fn([u8; N]) -> T) -> Option<Vec<T>> {
    let (count, after) = rest.split_first_chunk::<4>()?;
    let (items, after) = after.split_at_checked((u32::from_le_bytes(*count) as usize).checked_mul(N)?)?;
    *rest = after;
    Some(items.as_chunks::<N>().0.iter().map(|chunk| read(*chunk)).collect())
}
