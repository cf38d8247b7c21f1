//! The program `sayso`: reads reports, and prints every figure in them with who vouches for it.

mod read;
mod run;
mod out;
mod progress;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Every figure in a heap of reports, what it counts, and on whose say-so it stands.
#[derive(Debug, Parser)]
#[command(name = "sayso", version = sayso::pack::version(), arg_required_else_help = true)]
struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Read(read::Args),
}

fn main() -> ExitCode {
    let Args { command } = Args::parse();
    let done = match command {
        Command::Read(args) => read::run(args),
    };
    done.unwrap_or_else(|error| {
        eprintln!("sayso: {error:#}");
        ExitCode::FAILURE
    })
}
