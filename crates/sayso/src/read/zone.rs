//! Zones: headline, lede, body, quote, caption, boilerplate, repeat.

use rustc_hash::FxHashMap;

use super::page::Page;
use crate::report::Zone;

/// Marks the zone of every block.
pub fn mark(page: &mut Page<'_>) {
    let mut seen: FxHashMap<Vec<u64>, usize> = FxHashMap::default();
    for at in 0..page.blocks.len() {
        let sentences = &page.sentences[page.blocks[at].sentences.clone()];
        let words = sentences.first().zip(sentences.last()).map(|(first, last)| page.words[first.tokens.start..last.tokens.end].to_vec());
        let Some(words) = words.filter(|words| words.len() > 4) else { continue };
        if let Some(earlier) = seen.get(&words) {
            page.blocks[at].repeats = Some(*earlier);
            page.blocks[at].zone = Zone::Repeat;
        } else {
            seen.insert(words, at);
        }
    }
}
