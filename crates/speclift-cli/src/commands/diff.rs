//! `speclift diff`: what changed between two documents, and whom it hurts.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use speclift::diff::{Advice, Change, Class, Options, Report, json, markdown, text};
use speclift::manifest::Manifest;
use speclift::output::write_all;
use speclift::report::Palette;
use speclift::side::{Side, compare};

use super::{Failure, Status};
use crate::terminal::{self, Progress};

const EXAMPLES: &str = "\
Examples:
  speclift diff old.openapi.yaml new.openapi.yaml
  speclift diff docs-2020/ docs/ --format markdown -o changes.md
  speclift diff HEAD~1:spec/api.yaml spec/api.yaml --fail-on breaking
  speclift diff v1.2.0:docs docs/ --manifest speclift.toml --current-version 0.3.1

Exit status:
  0  fine, whatever has changed, unless --fail-on says otherwise
  1  there are changes as bad as --fail-on says
  2  wrong usage, a side that cannot be read or is no OpenAPI 3.0, a reference that cannot be
     followed, a revision that does not exist, or a file that cannot be written";

/// Say what changed between two documents, and whom it hurts
///
/// Compares two OpenAPI 3.0 documents, in YAML or JSON, and sorts what changed into breaking, compatible, and of the
/// documentation only, by the direction in which each value goes. Each change names the operations that it touches, the
/// place, what was there and what is, and where a side was compiled from pages, the lines that say so. docs/changes.md
/// lists all kinds of changes.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// What was: a document, a folder of documentation, or either in git as REVISION:PATH
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// What is: a document, a folder of documentation, or either in git as REVISION:PATH
    #[arg(value_name = "NEW")]
    new: PathBuf,
    /// Form of the report [default: by the extension .md or .json of the output file, else text]
    #[arg(long, value_enum, value_name = "FORM")]
    format: Option<Format>,
    /// Write the report to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Exit with 1 where there are changes of this class, or worse ones
    #[arg(long, value_enum, value_name = "CLASS")]
    fail_on: Option<FailOn>,
    /// The version that the client of OLD has, to be told the next one
    #[arg(long, value_name = "VERSION")]
    current_version: Option<String>,
    /// Take enumerations for open, as clients by speclift do: a new value in a response breaks none of them
    #[arg(long)]
    open_enums: bool,
    /// What pages cannot say of themselves, for sides that are folders: title, servers, editions, overlays
    #[arg(long, value_name = "FILE")]
    manifest: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people, by operation
    Text,
    /// A section of a changelog
    Markdown,
    /// For programs
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FailOn {
    /// Clients may fail
    Breaking,
    /// Something is new for clients, or they may fail
    Compatible,
    /// Anything has changed
    Any,
}

impl FailOn {
    fn fails(self, change: &Change) -> bool {
        match self {
            Self::Breaking => change.class == Class::Breaking,
            Self::Compatible => change.class <= Class::Compatible,
            Self::Any => true,
        }
    }
}

pub(crate) fn run(arguments: &Arguments) -> Result<Status, Failure> {
    let manifest = arguments.manifest.as_deref().map(Manifest::read).transpose()?.unwrap_or_default();
    // A version that is none is told before anything takes time.
    Advice::of(&[], arguments.current_version.as_deref())?;
    let (old, new) = {
        let _progress = Progress::start("reading", false);
        Side::both(|| Side::read(&arguments.old, &manifest), || Side::read(&arguments.new, &manifest))?
    };
    let changes = compare(&old, &new, Options { open_enums: arguments.open_enums })?;
    let advice = Advice::of(&changes, arguments.current_version.as_deref())?;
    let report = Report { old: &old.name, new: &new.name, changes: &changes, advice: &advice };
    match &arguments.output {
        Some(path) => {
            let rendered = render(&report, form(arguments, Some(path)), &Palette::plain())?;
            write_all(&[(path.clone(), rendered)])?;
        }
        None => {
            let form = form(arguments, None);
            let rendered = render(&report, form, &terminal::palette())?;
            match form {
                Format::Text => terminal::result(&rendered)?,
                Format::Markdown | Format::Json => terminal::document(&rendered)?,
            }
        }
    }
    let fails = arguments.fail_on.is_some_and(|fail| changes.iter().any(|change| fail.fails(change)));
    Ok(Status::of(fails))
}

fn form(arguments: &Arguments, output: Option<&Path>) -> Format {
    let extension = output.and_then(Path::extension).map(|it| it.to_string_lossy().to_ascii_lowercase());
    arguments.format.unwrap_or(match extension.as_deref() {
        Some("md" | "markdown") => Format::Markdown,
        Some("json") => Format::Json,
        _ => Format::Text,
    })
}

fn render(report: &Report<'_>, form: Format, palette: &Palette) -> Result<String, Failure> {
    Ok(match form {
        Format::Text => text(report, palette),
        Format::Markdown => markdown(report),
        Format::Json => json(report).map_err(|reason| Failure::Usage(reason.to_string()))?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn worse_changes_fail_as_well() {
        assert!(Class::Breaking < Class::Compatible && Class::Compatible < Class::Documentation);
    }
}
