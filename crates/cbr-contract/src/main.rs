//! `cargo xtask contract`: the operations of Cloud Backup and Recovery against a deployment, each answer checked against
//! the published description.

mod arguments;
mod ledger;
mod made;
mod progress;
mod read;
mod report;
mod run;
mod stop;
mod target;
mod write;

use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::Parser as _;

use arguments::Arguments;
use run::{End, Failure};

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run::run(&arguments).await {
        Ok(End::Fine) => ExitCode::SUCCESS,
        Ok(End::Broken) => ExitCode::from(1),
        Ok(End::Interrupted) => ExitCode::from(130),
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
fn result(text: &str) -> Result<(), Failure> {
    match anstream::stdout().lock().write_all(text.as_bytes()) {
        Err(reason) if reason.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        done => done.map_err(Failure::Output),
    }
}
