//! The repository's own chores: `cargo xtask …`.

mod accuracy;
mod changes;
mod client;
mod contract;
mod diff;
mod document;
mod generate;
mod pages;
mod publish;

use std::error::Error;
use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// The repository's own chores
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Generate(generate::Arguments),
    Accuracy(accuracy::Arguments),
    Contract(contract::Arguments),
    Pages(pages::Arguments),
    Publish(publish::Arguments),
    Diff(changes::Arguments),
    Document(document::Arguments),
}

/// How a chore ended that could be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Status {
    /// All is well.
    Fine,
    /// The input has errors, or a file is stale.
    Invalid,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    // Without a handler, Ctrl-C only leaves temporary files behind: no reason to give up.
    let _ = ctrlc::set_handler(|| {
        speclift::output::abandon();
        std::process::exit(130);
    });
    let done: Result<Status, Box<dyn Error>> = match cli.command {
        Command::Generate(arguments) => generate::run(&arguments).map_err(Into::into),
        Command::Accuracy(arguments) => accuracy::run(&arguments).map_err(Into::into),
        Command::Contract(arguments) => contract::run(&arguments).map_err(Into::into),
        Command::Pages(arguments) => pages::run(&arguments).map_err(Into::into),
        Command::Publish(arguments) => publish::run(&arguments).map_err(Into::into),
        Command::Document(arguments) => document::run(&arguments).map_err(Into::into),
        Command::Diff(arguments) => changes::run(&arguments).map_err(Into::into),
    };
    match done {
        Ok(Status::Fine) => ExitCode::SUCCESS,
        Ok(Status::Invalid) => ExitCode::from(1),
        Err(failure) => {
            tell(&format!("error: {failure}\n"));
            ExitCode::from(2)
        }
    }
}

/// Writes to standard error. Where that fails there is nobody left to tell.
fn tell(text: &str) {
    let _ = anstream::stderr().lock().write_all(text.as_bytes());
}

/// Writes a result to standard output. A closed pipe is no error.
fn result(text: &str) -> io::Result<()> {
    match anstream::stdout().lock().write_all(text.as_bytes()) {
        Err(reason) if reason.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        done => done,
    }
}
