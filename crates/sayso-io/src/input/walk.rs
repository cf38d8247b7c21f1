//! Paths walked: files and folders, in the order given and of their names.

use std::io;
use std::path::{Path, PathBuf};

use super::{Place, Warning};

/// The files of the paths one after the other.
#[derive(Debug)]
pub(super) struct Files {
    paths: std::vec::IntoIter<PathBuf>,
    walk: Option<Walk>,
}

#[derive(Debug)]
struct Walk {
    folder: Place,
    entries: Entries,
    files: u64,
}

impl Files {
    pub(super) fn new(paths: Vec<PathBuf>) -> Self {
        Self { paths: paths.into_iter(), walk: None }
    }
}

impl Iterator for Files {
    type Item = Result<PathBuf, Warning>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(next) = self.walk.as_mut().and_then(Walk::next) {
                return Some(next);
            }
            self.walk = None;
            let path = self.paths.next()?;
            if !path.is_dir() {
                return Some(Ok(path));
            }
            self.walk = Some(Walk { folder: place(&path), entries: walk(&path), files: 0 });
        }
    }
}

impl Walk {
    /// The next file below the folder; at the end a warning if there was none.
    fn next(&mut self) -> Option<Result<PathBuf, Warning>> {
        for entry in &mut self.entries {
            match entry {
                Ok(entry) if entry.file_type().is_dir() => {}
                Ok(entry) => {
                    self.files += 1;
                    let regular = entry.file_type().is_file();
                    return Some(if regular {
                        Ok(entry.into_path())
                    } else {
                        Err(Warning::skipped(&place(entry.path()), "no regular file"))
                    });
                }
                Err(error) => {
                    self.files += 1;
                    return Some(Err(walk_warning(&error, &self.folder)));
                }
            }
        }
        (self.files == 0).then(|| {
            self.files = 1;
            Err(Warning::skipped(&self.folder, "no reports in this folder"))
        })
    }
}

/// How many bytes the paths hold; none if that cannot be known before reading.
pub(super) fn size(paths: &[PathBuf]) -> Option<u64> {
    let of = |path: &PathBuf| {
        let files = walk(path).filter_map(Result::ok).filter_map(|entry| entry.metadata().ok());
        (path.as_os_str() != "-").then(|| files.filter(std::fs::Metadata::is_file).map(|file| file.len()).sum::<u64>())
    };
    paths.iter().map(of).sum()
}

/// The place of a whole file.
pub(super) fn place(path: &Path) -> Place {
    Place { file: path.to_string_lossy().into(), line: None }
}

type Entries = walkdir::FilterEntry<walkdir::IntoIter, fn(&walkdir::DirEntry) -> bool>;

/// Files below a path in the order of their names. Links are followed, but never in a circle; hidden files are passed over.
fn walk(path: &Path) -> Entries {
    let shown: fn(&walkdir::DirEntry) -> bool = |entry| entry.depth() == 0 || !entry.file_name().as_encoded_bytes().starts_with(b".");
    walkdir::WalkDir::new(path).follow_links(true).sort_by_file_name().into_iter().filter_entry(shown)
}

fn walk_warning(error: &walkdir::Error, folder: &Place) -> Warning {
    let place = error.path().map_or_else(|| folder.clone(), place);
    if let Some(above) = error.loop_ancestor() {
        return Warning::skipped(&place, format!("a link back to the folder above it, {}", above.display()));
    }
    Warning::skipped(&place, error.io_error().map_or_else(|| "cannot be read".to_owned(), why))
}

/// What the system says, in the words of the house.
pub(super) fn why(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "no permission to read it".to_owned(),
        // What is wrong with packed data says so itself.
        io::ErrorKind::InvalidData | io::ErrorKind::Other if error.get_ref().is_some() => error.to_string(),
        _ => format!("cannot be read ({error})"),
    }
}
