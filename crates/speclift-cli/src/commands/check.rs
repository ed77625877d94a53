//! `speclift check`: validate a document.

use std::path::PathBuf;

use clap::Args;
use speclift::finding::Severity;

use super::{Failure, Status, spec};
use crate::terminal;

const EXAMPLES: &str = "\
Examples:
  speclift check service.openapi.yaml
  speclift build docs/ | speclift check -

Exit status:
  0  the document is valid; warnings do not make it invalid
  1  the document is invalid
  2  wrong usage, a file that is no OpenAPI 3.0 document, references that lead to nothing but each
     other, or a file that cannot be read";

/// Validate an OpenAPI 3.0 document
///
/// Checks a document in YAML or JSON against the official schema, and for what no schema says: references that
/// lead nowhere, undeclared path parameters, repeated operationIds, examples that do not match. Each problem is
/// printed with its JSON pointer and its operation.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// The document, or - for standard input
    #[arg(value_name = "SPEC")]
    spec: PathBuf,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Status, Failure> {
    let spec = spec::read(&arguments.spec)?;
    terminal::result(&spec.report(Severity::Note))?;
    spec.readable()?;
    let errors = spec.count(Severity::Error);
    let verdict = if errors == 0 { "valid" } else { "invalid" };
    let operations = operations(&spec.value);
    let warnings = spec.count(Severity::Warning);
    terminal::tell(&format!("{verdict}: {operations} operations, {errors} errors, {warnings} warnings\n"));
    // The process ends now; to take a large document apart before would be a tenth of its time.
    std::mem::forget(spec);
    Ok(Status::of(errors > 0))
}

fn operations(document: &serde_json::Value) -> usize {
    const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];
    let paths = document["paths"].as_object().into_iter().flat_map(|paths| paths.values());
    paths.map(|item| METHODS.iter().filter(|method| item[**method].is_object()).count()).sum()
}
