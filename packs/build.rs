//! Lists every word file below this folder, so that a new language or measure is one folder and no registration.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// What is embedded: tables and their settings. Markdown (the corpus) is read by the tests from disk.
const KINDS: [&str; 3] = ["tsv", "toml", "bin"];
const FOLDERS: [&str; 3] = ["lang", "measure", "world"];

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for folder in FOLDERS {
        println!("cargo::rerun-if-changed={folder}");
        walk(&root.join(folder), &mut found)?;
    }
    found.sort();
    let mut out = String::from("&[\n");
    for path in &found {
        let name = path.strip_prefix(&root).expect("walked below the root").to_string_lossy().replace('\\', "/");
        writeln!(out, "    (\"packs/{name}\", include_bytes!({path:?})),").expect("a String takes any text");
    }
    out.push(']');
    fs::write(Path::new(&env::var("OUT_DIR").expect("cargo sets OUT_DIR")).join("files.rs"), out)
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) -> io::Result<()> {
    if !folder.is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            walk(&path, found)?;
        } else if path.extension().is_some_and(|kind| KINDS.iter().any(|known| kind == *known)) {
            found.push(path);
        }
    }
    Ok(())
}
