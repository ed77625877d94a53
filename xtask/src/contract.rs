//! `cargo xtask contract`: hands over to a crate of its own, since the other chores need no client, no TLS and no runtime.

use std::ffi::OsString;
use std::io;
use std::process::Command;

use clap::Args;

use crate::Status;

/// Run the operations against a deployment or a simulator, and check each answer against the description
#[derive(Debug, Args)]
#[command(disable_help_flag = true)]
pub(crate) struct Arguments {
    /// What the command is told: `cargo xtask contract --help` lists it
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "ARGUMENT")]
    arguments: Vec<OsString>,
}

/// Why it could not be handed over.
#[derive(Debug, thiserror::Error)]
#[error("cargo: {0}")]
pub(crate) struct Failure(#[from] io::Error);

pub(crate) fn run(arguments: &Arguments) -> Result<Status, Failure> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["run", "--quiet", "--package", "cbr-contract", "--"]).args(&arguments.arguments);
    hand_over(command)
}

/// Becomes the command, so that signals and the exit status are its own.
#[cfg(unix)]
fn hand_over(mut command: Command) -> Result<Status, Failure> {
    use std::os::unix::process::CommandExt as _;
    Err(command.exec().into())
}

#[cfg(not(unix))]
fn hand_over(mut command: Command) -> Result<Status, Failure> {
    match command.status()?.code() {
        Some(0) => Ok(Status::Fine),
        Some(1) => Ok(Status::Invalid),
        code => std::process::exit(code.unwrap_or(2)),
    }
}
