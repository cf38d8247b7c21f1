//! Sentences of a treebank (CoNLL-U), cut by our own tokenizer and given the treebank's trees.

use sayso::pack::fold;
use sayso::read::page::{Token, cut};
use sayso::read::syntax::{Form, Rel};

/// One sentence: our tokens, each with its form, head and relation.
#[derive(Clone, Debug, Default)]
pub struct Sentence {
    /// Its text.
    pub text: String,
    /// Its tokens.
    pub tokens: Vec<Token>,
    /// The folded hash of each.
    pub words: Vec<u64>,
    /// The form of each.
    pub forms: Vec<Form>,
    /// The head of each; their number stands for the root.
    pub heads: Vec<u16>,
    /// The relation of each.
    pub rels: Vec<Rel>,
    /// Whether each is one word of the treebank.
    pub sure: Vec<bool>,
    /// How many words the treebank counts.
    pub gold: usize,
}

/// A word of the treebank.
struct Word {
    start: usize,
    end: usize,
    form: Form,
    head: usize,
    rel: Rel,
}

/// Reads a file's sentences. Those whose cuts cross ours come without tokens, so that scoring counts their words.
pub fn read(conllu: &str) -> Vec<Sentence> {
    conllu.split("\n\n").filter(|block| !block.trim().is_empty()).map(sentence).collect()
}

fn sentence(block: &str) -> Sentence {
    let text = block.lines().find_map(|line| line.strip_prefix("# text = ")).unwrap_or_default().to_owned();
    let (words, whole) = words(block, &text);
    let gold = words.len();
    let aligned = if whole { align(&text, &words) } else { None };
    Sentence { gold, ..aligned.unwrap_or_default() }
}

/// The words with their stretches of the text; false where they do not spell it.
fn words(block: &str, text: &str) -> (Vec<Word>, bool) {
    let (mut at, mut whole, mut out) = (0, true, Vec::new());
    for line in block.lines() {
        let cells = line.split('\t').collect::<Vec<_>>();
        let &[id, spelt, _, tag, penn, _, head, rel, _, misc] = cells.as_slice() else { continue };
        if id.contains(['-', '.']) {
            continue;
        }
        at += text[at..].len() - text[at..].trim_start().len();
        let found = text[at..].starts_with(spelt);
        whole &= found;
        let end = if found { at + spelt.len() } else { at };
        let rel = Rel::from_name(rel, misc.contains("TemporalNPAdjunct=Yes"));
        out.push(Word { start: at, end, form: Form::from_names(tag, penn), head: head.parse().unwrap_or(0), rel });
        at = end;
    }
    (out, whole)
}

/// Our tokens with the treebank's tree. Where we cut finer, the last token with letters stands for the word; where coarser, the upper word.
fn align(text: &str, words: &[Word]) -> Option<Sentence> {
    let tokens = cut(text);
    let folded = tokens.iter().map(|token| fold(&text[token.start..token.end])).collect();
    let mut out = Sentence { text: text.to_owned(), words: folded, ..Sentence::default() };
    let (mut of_word, mut chosen) = (vec![0u16; words.len()], Vec::new());
    let (mut word, mut token) = (0, 0);
    while word < words.len() && token < tokens.len() {
        let (from_word, from_token) = (word, token);
        (word, token) = (word + 1, token + 1);
        while words[word - 1].end != tokens[token - 1].end {
            if words[word - 1].end < tokens[token - 1].end {
                word += 1
            } else {
                token += 1
            }
            if word > words.len() || token > tokens.len() {
                return None;
            }
        }
        if words[from_word].start != tokens[from_token].start || word - from_word > 1 && token - from_token > 1 {
            return None;
        }
        let outside = |at: &usize| !(from_word + 1..=word).contains(&words[*at].head);
        let top = (from_word..word).find(outside)?;
        let lettered = |at: &usize| text[tokens[*at].start..tokens[*at].end].contains(char::is_alphanumeric);
        of_word[from_word..word].fill((from_token..token).rev().find(lettered).unwrap_or(token - 1) as u16);
        chosen.extend((from_token..token).map(|_| top));
        out.sure.extend((from_token..token).map(|_| token - from_token == 1 && word - from_word == 1));
    }
    if word != words.len() || token != tokens.len() {
        return None;
    }
    for (at, &top) in chosen.iter().enumerate() {
        let (word, last) = (&words[top], of_word[top]);
        let part = usize::from(last) != at;
        let head = if part { last } else { word.head.checked_sub(1).map_or(tokens.len() as u16, |head| of_word[head]) };
        let mark = !text[tokens[at].start..tokens[at].end].contains(char::is_alphanumeric);
        let (form, rel) = match (part, mark) {
            (true, true) => (Form::from_names("PUNCT", "HYPH"), Rel::Punct),
            (true, false) => (word.form, Rel::Compound),
            (false, _) => (word.form, word.rel),
        };
        out.forms.push(form);
        out.heads.push(head);
        out.rels.push(rel);
    }
    out.tokens = tokens;
    Some(out)
}
