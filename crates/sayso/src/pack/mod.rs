//! The words: rows of the embedded tables, and phrases looked up over tokens.

mod phrases;

pub use phrases::{Hit, Phrases};

use crate::claim::RowId;

/// One row of a table: tab-separated cells, trimmed. `#` starts a comment line.
#[derive(Clone, Debug)]
pub struct Row {
    /// Where it stands.
    pub id: RowId,
    /// Its cells; never empty.
    pub cells: Vec<&'static str>,
}

impl Row {
    /// The cell, or nothing where the row ends before it or it is `-`.
    pub fn cell(&self, at: usize) -> Option<&'static str> {
        self.cells.get(at).copied().filter(|cell| !cell.is_empty() && *cell != "-")
    }

    /// A complaint about this row, as `packs/lang/en/hedge.tsv:11: why`.
    pub fn problem(&self, why: &str) -> String {
        format!("{}: {why}", self.id)
    }
}

/// The rows of `packs/lang/{code}/{name}.tsv`; none if there is no such file.
pub fn rows(code: &str, name: &str) -> Vec<Row> {
    table(&format!("packs/lang/{code}/{name}.tsv"))
}

/// The rows of one file by its whole path; none if there is no such file.
pub fn table(path: &str) -> Vec<Row> {
    sayso_packs::FILES.iter().filter(|(name, _)| *name == path).flat_map(|(name, bytes)| parse(name, bytes)).collect()
}

/// Every file below a folder (`packs/measure/`) with that file name (`en.tsv`), with the name of the folder it lies in.
pub fn folders(below: &str, file: &str) -> Vec<(&'static str, Vec<Row>)> {
    let named = sayso_packs::FILES.iter().filter_map(|(path, bytes)| {
        let folder = path.strip_prefix(below)?.strip_suffix(file)?.strip_suffix('/')?;
        (!folder.contains('/')).then(|| (folder, parse(path, bytes)))
    });
    named.collect()
}

/// The bytes of an embedded file.
pub fn bytes(path: &str) -> Option<&'static [u8]> {
    sayso_packs::FILES.iter().find(|(name, _)| *name == path).map(|(_, bytes)| *bytes)
}

/// Version of the packs: the crate's version and a digest of every embedded file, so that a changed word shows on each claim.
pub fn version() -> String {
    let digest = sayso_packs::FILES.iter().flat_map(|(name, bytes)| [name.as_bytes(), bytes]).fold(FNV, digest);
    format!("{}+{:08x}", env!("CARGO_PKG_VERSION"), (digest >> 32) ^ (digest & 0xffff_ffff))
}

fn parse(file: &'static str, bytes: &'static [u8]) -> Vec<Row> {
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    let lines = text.lines().zip(1u32..).filter(|(line, _)| !line.trim().is_empty() && !line.starts_with('#'));
    lines.map(|(line, at)| Row { id: RowId { file, line: at }, cells: line.split('\t').map(str::trim).collect() }).collect()
}

const FNV: u64 = 0xcbf2_9ce4_8422_2325;

/// Takes in the length and the bytes, eight at a time: every start of the program pays for it.
fn digest(hash: u64, bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks::<8>();
    let rest = rest.iter().fold(bytes.len() as u64, |word, byte| word.rotate_left(8) ^ u64::from(*byte));
    words.iter().map(|word| u64::from_le_bytes(*word)).chain([rest]).fold(hash, |hash, word| {
        let mixed = (hash ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        mixed ^ (mixed >> 32)
    })
}

/// The hash that stands for a word in every lookup: case and apostrophes folded, so that `Kyiv’s` and `KYIV'S` are one.
pub fn fold(word: &str) -> u64 {
    let step = |hash: u64, c: u32| (hash.rotate_left(5) ^ u64::from(c)).wrapping_mul(0x517c_c1b7_2722_0a95);
    if word.is_ascii() {
        return word.bytes().fold(FNV, |hash, byte| step(hash, u32::from(byte.to_ascii_lowercase())));
    }
    word.chars().flat_map(char::to_lowercase).fold(FNV, |hash, c| step(hash, u32::from(plain(c))))
}

/// Typographic variants of a character, evened out.
fn plain(c: char) -> char {
    match c {
        '’' | 'ʼ' | '‘' | '`' | '´' => '\'',
        '–' | '—' | '‑' | '‐' | '−' => '-',
        '\u{a0}' | '\u{202f}' => ' ',
        _ => c,
    }
}
