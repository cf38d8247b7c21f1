//! The words, embedded: every table below `lang/`, `measure/` and `world/`, by its path in the repository.

/// Path (`packs/lang/en/hedge.tsv`) and bytes of every word file, sorted by path.
pub static FILES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/files.rs"));
