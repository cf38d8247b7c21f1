//! Phrases with their trees, put together from words: what made sentences are built of.

/// A word of a phrase: spelling, tag, Penn tag, head within the phrase, relation.
#[derive(Clone)]
pub struct Node {
    /// As spelt.
    pub word: String,
    /// Universal part of speech.
    pub tag: &'static str,
    /// Penn tag.
    pub penn: &'static str,
    /// Head within the phrase; none for its root.
    pub head: Option<usize>,
    /// Relation to the head.
    pub rel: &'static str,
}

/// Words under one head.
#[derive(Clone)]
pub struct Phrase {
    /// Its words, in order.
    pub nodes: Vec<Node>,
    /// The place of its head.
    pub root: usize,
}

impl Phrase {
    /// As CoNLL-U, with its text.
    pub fn conllu(&self) -> String {
        let glued = |word: &str| matches!(word, "," | "." | "'s" | "”" | ":");
        let mut text = String::new();
        for (at, node) in self.nodes.iter().enumerate() {
            if at > 0 && !glued(&node.word) && self.nodes[at - 1].word != "“" {
                text.push(' ');
            }
            text.push_str(&node.word);
        }
        let line = |(at, node): (usize, &Node)| {
            let (head, rel) = node.head.map_or((0, "root"), |head| (head + 1, node.rel));
            format!("{}\t{}\t_\t{}\t{}\t_\t{head}\t{rel}\t_\t_\n", at + 1, node.word, node.tag, node.penn)
        };
        format!("# text = {text}\n{}\n", self.nodes.iter().enumerate().map(line).collect::<String>())
    }
}

/// One word alone.
pub fn word(word: &str, tag: &'static str, penn: &'static str) -> Phrase {
    Phrase { nodes: vec![Node { word: word.to_owned(), tag, penn, head: None, rel: "root" }], root: 0 }
}

/// A mark of punctuation.
pub fn mark(sign: &str) -> Phrase {
    let penn = match sign {
        "." => ".",
        "“" => "``",
        "”" => "''",
        ":" => ":",
        _ => ",",
    };
    word(sign, "PUNCT", penn)
}

/// Phrases in a row: all hang on the one at `head`, each by its relation.
pub fn join(parts: Vec<(Phrase, &'static str)>, head: usize) -> Phrase {
    let before = parts.iter().take(head).map(|(part, _)| part.nodes.len()).sum::<usize>();
    let root = before + parts[head].0.root;
    let mut nodes = Vec::new();
    for (at, (part, rel)) in parts.into_iter().enumerate() {
        let from = nodes.len();
        nodes.extend(part.nodes.into_iter().map(|node| match node.head {
            Some(inner) => Node { head: Some(from + inner), ..node },
            None if at == head => node,
            None => Node { head: Some(root), rel, ..node },
        }));
    }
    Phrase { nodes, root }
}

/// A clause closed by a mark of its own.
pub fn closed(clause: Phrase, sign: &str) -> Phrase {
    join(vec![(clause, "root"), (mark(sign), "punct")], 0)
}

/// The phrase without its first word, which hangs on its root.
pub fn without_first(phrase: Phrase) -> Phrase {
    let nodes = phrase.nodes.into_iter().skip(1).map(|node| Node { head: node.head.map(|head| head - 1), ..node }).collect();
    Phrase { nodes, root: phrase.root - 1 }
}
