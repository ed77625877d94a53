//! The `speclift` command: cloud API documentation in, a checked OpenAPI document out.

mod commands;
mod terminal;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use commands::{Status, build, check, client, diff, explain, locale, site};

/// A build takes half a million small blocks, and one thread gives up what another one took: glibc's allocator makes the
/// threads wait for each other there.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const EXIT_STATUS: &str = "\
Exit status:
  0  fine
  1  the input has errors
  2  wrong usage, or a file that cannot be read or written";

/// Compiles a cloud vendor's API documentation into a checked OpenAPI 3.0 document
///
/// Reads pages (Markdown, HTML, text, text converted from PDF), reconciles what they say with each other and with
/// their own examples, and writes one document. Every contradiction is reported at its line.
#[derive(Debug, Parser)]
#[command(version, after_help = EXIT_STATUS, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Build(build::Arguments),
    Check(check::Arguments),
    Client(client::Arguments),
    Diff(diff::Arguments),
    Explain(explain::Arguments),
    Locale(locale::Arguments),
    Site(site::Arguments),
}

/// Asks for memory in small pages. The allocator asks for huge ones, which the system zeroes whole before their first byte
/// is used: on a virtual machine that took a third of the time of a build of 10,000 pages, and a build ends before they pay.
fn small_pages() {
    #[cfg(target_os = "linux")]
    let _ = rustix::thread::disable_transparent_huge_pages(true);
}

fn main() -> ExitCode {
    small_pages();
    let cli = Cli::parse();
    // Without a handler, Ctrl-C only leaves temporary files behind: no reason to give up.
    let _ = ctrlc::set_handler(|| {
        speclift::output::abandon();
        std::process::exit(130);
    });
    let done = match cli.command {
        Command::Build(arguments) => build::run(arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Client(arguments) => client::run(&arguments),
        Command::Diff(arguments) => diff::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Locale(arguments) => locale::run(&arguments),
        Command::Site(arguments) => site::run(&arguments),
    };
    match done {
        Ok(Status::Fine) => ExitCode::SUCCESS,
        Ok(Status::Invalid) => ExitCode::from(1),
        Err(failure) => {
            terminal::error(&failure.to_string());
            ExitCode::from(2)
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_consistent() {
        super::Cli::command().debug_assert();
    }
}
