//! Which measures can be read in which language: rows of words and examples, as a Markdown table. `just matrix` writes docs/matrix.md.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros, reason = "a program that prints")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use sayso::pack;

/// Rows and examples of one measure in one language.
#[derive(Clone, Copy, Default)]
struct Cell {
    rows: usize,
    examples: usize,
}

fn main() {
    let packs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs");
    let codes = names(&packs.join("lang"));
    let measures = names(&packs.join("measure"));
    let cells = measures
        .iter()
        .map(|measure| (measure, codes.iter().map(|code| cell(&packs, measure, code)).collect::<Vec<_>>()))
        .collect::<Vec<_>>();
    println!("# Measures by language\n\nWritten by `just matrix`: rows of words, and examples in the corpus beside them.\n");
    println!("| measure |{}", codes.iter().map(|code| format!(" {code} |")).collect::<String>());
    println!("| --- |{}", " --- |".repeat(codes.len()));
    for (measure, row) in &cells {
        println!("| `{measure}` |{}", row.iter().map(shown).collect::<String>());
    }
    let total =
        |at: usize| cells.iter().filter_map(|(_, row)| row.get(at)).fold(Cell::default(), |all, one| all.and(one.rows, one.examples));
    println!("| **all {}** |{}", cells.len(), (0..codes.len()).map(|at| shown(&total(at))).collect::<String>());
    println!("\n# Tables\n\n| table | rows |\n| --- | --- |");
    codes.iter().for_each(|code| tables(&packs, &format!("lang/{code}")));
    tables(&packs, "world");
}

/// The tables of one folder, with their rows.
fn tables(packs: &Path, folder: &str) {
    for name in files(&packs.join(folder), ".tsv") {
        let path = format!("packs/{folder}/{name}.tsv");
        println!("| `{path}` | {} |", pack::table(&path).len());
    }
}

fn cell(packs: &Path, measure: &str, code: &str) -> Cell {
    let rows = pack::table(&format!("packs/measure/{measure}/{code}.tsv")).len();
    let corpus = fs::read_to_string(packs.join("measure").join(measure).join(format!("corpus.{code}.md"))).unwrap_or_default();
    Cell { rows, examples: corpus.lines().filter(|line| line.starts_with("## ")).count() }
}

fn shown(cell: &Cell) -> String {
    if cell.rows == 0 { " - |".to_owned() } else { format!(" {} rows, {} examples |", cell.rows, cell.examples) }
}

impl Cell {
    const fn and(self, rows: usize, examples: usize) -> Self {
        Self { rows: self.rows + rows, examples: self.examples + examples }
    }
}

/// The folders of a folder, sorted.
fn names(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    entries.filter(|entry| entry.path().is_dir()).map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
}

/// The files of a folder with that ending, without it, sorted.
fn files(folder: &Path, ending: &str) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    entries.filter_map(|entry| entry.file_name().to_string_lossy().strip_suffix(ending).map(str::to_owned)).collect()
}
