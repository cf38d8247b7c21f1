//! Which ledger, and as of when: what every command that uses a ledger takes.

use std::path::PathBuf;

use sayso::report::Date;
use sayso_io::ledger::{Ledger, View};

/// The ledger.
#[derive(Debug, clap::Args)]
pub struct Which {
    /// The ledger's file
    #[arg(long, value_name = "FILE", env = "SAYSO_LEDGER", default_value = "sayso.db")]
    pub ledger: PathBuf,
}

/// The ledger, and as of when.
#[derive(Debug, clap::Args)]
pub struct Seen {
    #[command(flatten)]
    which: Which,
    /// What the ledger knew at the end of this day, month or year
    #[arg(long, value_name = "DATE", value_parser = crate::read::day)]
    as_of: Option<Date>,
}

impl Which {
    /// Opens a ledger that is there.
    pub fn open(&self) -> anyhow::Result<Ledger> {
        Ok(Ledger::open(&self.ledger)?)
    }

    /// Opens it, or makes it.
    pub fn create(&self) -> anyhow::Result<Ledger> {
        Ok(Ledger::create(&self.ledger)?)
    }
}

impl Seen {
    /// Opens the ledger to look at it.
    pub fn open(&self) -> anyhow::Result<Ledger> {
        self.which.open()
    }

    /// What it knew.
    pub fn view<'l>(&self, ledger: &'l Ledger) -> anyhow::Result<View<'l>> {
        Ok(ledger.view(self.as_of)?)
    }
}
