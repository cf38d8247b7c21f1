//! `sayso export`: the ledger as tables and documents for other programs.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::ValueEnum;
use sayso::ledger::source;
use sayso_io::export::{self, Config, Form};
use sayso_io::ledger::Book;

use crate::open::Seen;
use crate::out::Out;
use crate::progress::Progress;
use crate::read::s;

const EXAMPLES: &str = "\
Private people who are quoted as sources lose their names, in chains of say-so as in the words of reports; --with-names keeps them. Whom a report merely
mentions is not known to sayso: read before you publish.

Examples:
  sayso export tables/                          CSV and Parquet of everything, with datapackage.json and codebook.md
  sayso export --as helix tables/               figures of displacement with the columns of IDMC's Helix
  sayso export --as ucdp --as economist out/    deaths and losses with the columns of those tables
  sayso export --as annotations out/            one W3C Web Annotation a claim
  sayso export --as ftm out/                    entities of FollowTheMoney: reports, sources, who is cited where
  sayso export --as-of 2025-06 --force tables/  what the ledger knew then, in place of an earlier export

Each file lies under its name once it is whole; codebook.md says of each column what feeds it and what is left empty.";

/// Writes the ledger as tables and documents for other programs
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// A folder, new or empty
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    #[command(flatten)]
    seen: Seen,
    /// The form; may be given more than once [default: tables]
    #[arg(long = "as", value_enum, value_name = "FORM")]
    forms: Vec<As>,
    /// Replace the files of an earlier export in that folder; others are left alone
    #[arg(long)]
    force: bool,
    /// Keep the names of private people
    #[arg(long)]
    with_names: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum As {
    /// All tables: reports, claims, say-so, series, claimants, checks, judgements
    Tables,
    /// Figures of displacement, with the columns of IDMC's Helix
    Helix,
    /// Deaths, with the columns of UCDP's Georeferenced Event Dataset
    Ucdp,
    /// Losses, with the columns of The Economist's table of estimates
    Economist,
    /// W3C Web Annotations (JSON-LD)
    Annotations,
    /// Entities of FollowTheMoney (JSON Lines)
    Ftm,
}

impl From<As> for Form {
    fn from(form: As) -> Self {
        match form {
            As::Tables => Self::Tables,
            As::Helix => Self::Helix,
            As::Ucdp => Self::Ucdp,
            As::Economist => Self::Economist,
            As::Annotations => Self::Annotations,
            As::Ftm => Self::Ftm,
        }
    }
}

/// Runs the command.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let ledger = args.seen.open()?;
    let view = args.seen.view(&ledger)?;
    let names = source::Words::new("en", &mut Vec::new());
    let book = Book::new(&view, &names)?;
    let mut forms = args.forms.iter().copied().map(Form::from).collect::<BTreeSet<_>>();
    if forms.is_empty() {
        forms.insert(Form::Tables);
    }
    let found = if forms.contains(&Form::Tables) { export::findings(&book)? } else { Vec::new() };
    let config = Config { force: args.force, names: args.with_names };
    let written = export::export(&book, &found, &args.folder, &forms, &config).map_err(|error| {
        let folder = args.folder.to_string_lossy().into_owned();
        anyhow::anyhow!("{}: {error}", sayso_io::clean::line(&folder))
    })?;
    let lines = written.iter().map(|(name, rows)| format!("{name}: {rows} row{}\n", s(*rows))).collect::<String>();
    Out::new(Progress::new(&[]))?.write(lines.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}
