//! `speclift client`: a Rust client for a document.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use openapiv3::OpenAPI;
use speclift::finding::Severity;
use speclift::output::{Outcome, write_all};
use speclift_codegen::{CodegenError, client_crate};

use super::{Failure, Status, spec};
use crate::terminal::{self, Progress};

const EXAMPLES: &str = "\
Examples:
  speclift client service.openapi.yaml -o service-client --name service-client
  speclift build docs/ | speclift client - -o client --name my-client

Exit status:
  0  fine
  1  the document is invalid, or no client can be generated for it
  2  wrong usage, a file that is no OpenAPI 3.0 document, references that lead to nothing but each
     other, or a file that cannot be read or written";

/// Generate a Rust client crate for an OpenAPI 3.0 document
///
/// Writes a crate that builds on its own: Cargo.toml, src/lib.rs and src/generated.rs, all of them or none. Other
/// files in the folder are left alone.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// The document, or - for standard input
    #[arg(value_name = "SPEC")]
    spec: PathBuf,
    /// The folder of the crate
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    /// The name of the crate
    #[arg(long, value_name = "CRATE")]
    name: String,
    /// Write into a folder with files that speclift did not generate
    #[arg(long)]
    force: bool,
}

/// How a manifest starts that [`client_crate`] wrote.
const MARK: &str = "# Written by speclift.";

pub(crate) fn run(arguments: &Arguments) -> Result<Status, Failure> {
    let folder = &arguments.output;
    if !arguments.force && !may_write(folder)? {
        return Err(Failure::Usage(format!(
            "{}: the folder is not empty, and speclift did not write it; name another folder, or use --force",
            folder.display()
        )));
    }
    let spec = spec::read(&arguments.spec)?;
    if spec.count(Severity::Error) > 0 {
        terminal::tell(&spec.report(Severity::Error));
        spec.readable()?;
        return Ok(invalid("the document is invalid; run `speclift check` for all problems"));
    }
    let document: OpenAPI = match serde_json::from_value(spec.value) {
        Ok(document) => document,
        Err(reason) => return Ok(invalid(&format!("the document cannot be taken: {reason}"))),
    };
    let progress = Progress::start("generating", false);
    let made = client_crate(&document, &arguments.name);
    drop(progress);
    let files: Vec<(PathBuf, String)> = match made {
        Ok(files) => files.into_iter().map(|(path, text)| (folder.join(path), text)).collect(),
        Err(error @ CodegenError::Setting { .. }) => {
            return Err(Failure::Usage(format!("{error}; use lower-case letters, digits, - and _")));
        }
        Err(error) => return Ok(invalid(&error.to_string())),
    };
    let outcomes = write_all(&files)?;
    for ((path, _), outcome) in files.iter().zip(outcomes) {
        let outcome = match outcome {
            Outcome::Written => "",
            Outcome::Unchanged => " (unchanged)",
        };
        terminal::tell(&format!("{}{outcome}\n", path.display()));
    }
    Ok(Status::Fine)
}

fn invalid(message: &str) -> Status {
    terminal::error(message);
    Status::Invalid
}

/// Whether a folder is missing, empty, or a crate that this command wrote.
fn may_write(folder: &Path) -> Result<bool, Failure> {
    let failed = |reason| Failure::Read { path: folder.display().to_string(), reason };
    match fs::read_dir(folder) {
        Ok(mut entries) => Ok(match entries.next() {
            None => true,
            Some(_) => fs::read_to_string(folder.join("Cargo.toml")).is_ok_and(|text| text.starts_with(MARK)),
        }),
        Err(reason) if reason.kind() == std::io::ErrorKind::NotFound => Ok(true),
        Err(reason) => Err(failed(reason)),
    }
}
