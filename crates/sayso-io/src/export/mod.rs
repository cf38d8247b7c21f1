//! Tables and documents that leave the ledger, in the forms that other programs read.
//!
//! One file a form. Private people's names stay here unless they are asked for; see [`redact`].

mod table;
mod tables;
mod folder;
mod parquet;
mod sheet;
mod package;
pub mod redact;
mod rows;
mod preset;
mod annotations;
mod ftm;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::Path;

use sayso::check::Finding;

use folder::Folder;
use package::Package;
use redact::Names;
use rows::Source;
use sheet::One;

pub use sheet::As;

use crate::ledger::{Book, Error, checked};

/// A form to export in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// All tables.
    Tables,
    /// Figures of displacement with the columns of IDMC's Helix.
    Helix,
    /// Deaths with the columns of UCDP's Georeferenced Event Dataset.
    Ucdp,
    /// Losses with the columns of The Economist's table of estimates.
    Economist,
    /// W3C Web Annotations.
    Annotations,
    /// Entities of FollowTheMoney.
    Ftm,
}

/// How to export.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// Whether files of an earlier export are replaced.
    pub force: bool,
    /// Whether private people's names go along.
    pub names: bool,
}

/// Exports a ledger into a folder. The findings of the checks come with the reports that they are about. Gives each file's table with its rows.
pub fn export(
    book: &Book<'_>,
    found: &[(Finding, BTreeSet<u64>)],
    folder: &Path,
    forms: &BTreeSet<Form>,
    config: &Config,
) -> io::Result<Vec<(&'static str, u64)>> {
    let folder = Folder::new(folder, config.force)?;
    let names = Names::new(book, config.names).map_err(io::Error::other)?;
    let source = Source { book, names: &names };
    let mut package = Package::new(&folder, format!("Taken from a ledger of sayso as of its entry {}.", book.view.upto()));
    package.notes.push(note(&names, config));
    let mut written = Vec::new();
    for form in forms {
        match form {
            Form::Tables => tables(&mut package, &source, found)?,
            Form::Helix => preset::helix::write(&mut package, &source)?,
            Form::Ucdp => preset::ucdp::write(&mut package, &source)?,
            Form::Economist => preset::economist::write(&mut package, &source)?,
            Form::Annotations => written.push(("annotations", annotations::write(&folder, &source)?)),
            Form::Ftm => written.push(("entities", ftm::write(&folder, &source)?)),
        }
    }
    let tables = package.finish()?;
    Ok(tables.into_iter().chain(written).collect())
}

/// The tables that can be had one at a time.
pub const TABLES: [&str; 7] = ["reports", "claims", "say_so", "series", "claimants", "checks", "judgements"];

/// Writes one of [`TABLES`] to a writer, without the names of private people; nothing where it is none of them.
pub fn table(book: &Book<'_>, name: &str, form: As, out: Box<dyn Write + Send>) -> io::Result<()> {
    let names = Names::new(book, false).map_err(io::Error::other)?;
    let source = Source { book, names: &names };
    let mut one = One { name, form, out: Some(out) };
    match name {
        "reports" | "claims" | "say_so" => rows::reports(&mut one, &source),
        "series" | "claimants" => rows::series(&mut one, &source).map(drop),
        "checks" => {
            let found = findings(book).map_err(io::Error::other)?;
            // A finding names its series only where the table of series has it.
            let series = rows::series(&mut One { name: "", form, out: None }, &source)?;
            rows::checks(&mut one, &source, &series, &found)
        }
        "judgements" => rows::judgements(&mut one, &source),
        _ => Ok(()),
    }
}

/// What the checks find, each with the reports whose words may stand in it.
pub fn findings(book: &Book<'_>) -> Result<Vec<(Finding, BTreeSet<u64>)>, Error> {
    let mut all = Vec::new();
    checked(book, &[], &mut |found, claims| {
        for finding in found {
            let inputs = finding.inputs.iter().collect::<BTreeSet<_>>();
            let reports = claims.iter().filter(|claim| inputs.contains(&claim.id)).map(|claim| claim.report).collect();
            all.push((finding, reports));
        }
    })?;
    Ok(all)
}

fn tables(package: &mut Package<'_>, source: &Source<'_, '_>, found: &[(Finding, BTreeSet<u64>)]) -> io::Result<()> {
    rows::reports(package, source)?;
    let series = rows::series(package, source)?;
    rows::checks(package, source, &series, found)?;
    rows::judgements(package, source)
}

fn note(names: &Names, config: &Config) -> String {
    if config.names {
        return "Names of private people are in it, as was asked for: handle it accordingly.".to_owned();
    }
    format!(
        "Names of private people who are quoted as sources are withheld ({} of the reports name any), in chains of say-so as in the words of reports. \
         People who are merely mentioned are not known to sayso: a sentence may name them.",
        names.reports()
    )
}
