//! The program `sayso`: reads reports, prints every figure in them with who vouches for it, and keeps them in a ledger.

mod text;
mod read;
mod add;
mod watch;
mod echo;
mod series;
mod check;
mod sources;
mod ledger;
mod original;
mod judge;
mod sql;
mod export;
mod serve;
mod net;
mod run;
mod open;
mod clock;
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
    Text(text::Args),
    Read(read::Args),
    Add(add::Args),
    Watch(watch::Args),
    Echo(echo::Args),
    Series(series::Args),
    Check(check::Args),
    Sources(sources::List),
    Source(sources::One),
    Alias(sources::Alias),
    Ledger(ledger::Args),
    Original(original::Args),
    #[command(flatten)]
    Judge(judge::Command),
    Sql(sql::Args),
    Export(export::Args),
    Serve(serve::Args),
    /// Serves the ledger and opens it in a browser
    Desk(serve::Args),
}

fn main() -> ExitCode {
    let Args { command } = Args::parse();
    let done = match command {
        Command::Text(args) => text::run(args),
        Command::Read(args) => read::run(args),
        Command::Add(args) => add::run(args),
        Command::Watch(args) => watch::run(args),
        Command::Echo(args) => echo::run(&args),
        Command::Series(args) => series::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Sources(args) => sources::list(&args),
        Command::Source(args) => sources::one(&args),
        Command::Alias(args) => sources::alias(args),
        Command::Original(args) => original::run(&args),
        Command::Ledger(args) => ledger::run(args),
        Command::Judge(command) => judge::run(command),
        Command::Sql(args) => sql::run(&args),
        Command::Export(args) => export::run(&args),
        Command::Serve(args) => serve::run(args, false),
        Command::Desk(args) => serve::run(args, true),
    };
    done.unwrap_or_else(|error| {
        eprintln!("sayso: {error:#}");
        ExitCode::FAILURE
    })
}
