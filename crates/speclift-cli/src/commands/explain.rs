//! `speclift explain`: what was decided about a subject, and why.

use std::path::PathBuf;

use clap::Args;
use speclift::build::build_with_evidence;
use speclift::explain::{explain, render};

use super::build::input;
use super::{Failure, Status};
use crate::terminal::{self, Progress};

const EXAMPLES: &str = "\
Subjects:
  Vault                      a structure
  Vault.billing              a property
  ListVaults                 an operation, by its operationId
  \"PUT /v3/{id}/vaults\"      an operation, by method and path
  ListVaults.limit           a parameter
  BackupService.6105         an error code

Examples:
  speclift explain docs/ Vault.billing
  speclift explain --manifest speclift.toml PUT /v1/boxes/{box_id}

Exit status:
  0  fine
  2  wrong usage, an unknown subject, or a file that cannot be read";

/// Explain what was decided about a subject
///
/// Compiles the pages and prints each witness of the subject with its source line and what it claims, what was
/// decided, and the findings that name the rule. The start of a name is enough where it is the start of one only;
/// case does not matter.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// Files and folders of documentation, and at last the subject
    #[arg(value_name = "PATH… SUBJECT", required = true)]
    words: Vec<String>,
    /// What the pages cannot say of themselves: title, servers, editions, where the pages are
    #[arg(long, value_name = "FILE")]
    manifest: Option<PathBuf>,
}

/// HTTP methods, as a subject may start with one.
const METHODS: &[&str] = &["GET", "PUT", "POST", "DELETE", "PATCH", "HEAD", "OPTIONS"];

/// The paths and the subject: the last word, or the last two where they are a method and a path.
fn split(words: &[String]) -> (Vec<PathBuf>, String) {
    let method = |word: &String| METHODS.contains(&word.to_uppercase().as_str());
    match words {
        [paths @ .., first, last] if method(first) => {
            (paths.iter().map(PathBuf::from).collect(), format!("{} {last}", first.to_uppercase()))
        }
        [paths @ .., last] => (paths.iter().map(PathBuf::from).collect(), last.clone()),
        [] => (Vec::new(), String::new()),
    }
}

pub(crate) fn run(arguments: &Arguments) -> Result<Status, Failure> {
    let (paths, subject) = split(&arguments.words);
    if paths.is_empty() && arguments.manifest.is_none() {
        let message = "name the pages before the subject, or a manifest: speclift explain PATH… SUBJECT";
        return Err(Failure::Usage(message.to_owned()));
    }
    let (manifest, paths) = input(arguments.manifest.as_deref(), &paths)?;
    let (build, evidence) = {
        let _progress = Progress::start("compiling", false);
        build_with_evidence(&paths, &manifest)?
    };
    let explanation = explain(&build.compiled, &evidence, &subject)
        .map_err(|unknown| Failure::Usage(unknown.to_string()))?;
    let explanation = explanation.with_overlay(&build.overlay).with_words(build.document());
    terminal::result(&render(&explanation, &build.sources, &terminal::palette()))?;
    Ok(Status::Fine)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_subject_comes_last() {
        let words = |list: &[&str]| list.iter().map(|&word| word.to_owned()).collect::<Vec<_>>();
        let paths = |list: &[&str]| list.iter().map(PathBuf::from).collect::<Vec<_>>();
        assert_eq!(split(&words(&["docs", "Vault"])), (paths(&["docs"]), "Vault".to_owned()));
        assert_eq!(split(&words(&["a", "b", "put", "/x"])), (paths(&["a", "b"]), "PUT /x".to_owned()));
        assert_eq!(split(&words(&["docs", "PUT /x"])), (paths(&["docs"]), "PUT /x".to_owned()));
    }
}
