//! `cargo xtask diff`: what the work tree changes of the description that a revision has.

use std::io;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use speclift::diff::{Advice, Change, Class, Options, Report, json, markdown, text};
use speclift::manifest::Manifest;
use speclift::output::write_all;
use speclift::report::Palette;
use speclift::side::{Side, compare};

use crate::{Status, generate, result};

/// The description, from the root of the repository.
const DOCUMENT: &str = "spec/cbr.openapi.yaml";

const EXIT_STATUS: &str = "\
Exit status:
  0  fine, whatever has changed, unless --fail-on says otherwise
  1  there are changes as bad as --fail-on says
  2  wrong usage, pages that give no document, a revision that does not exist, or a file that
     cannot be written";

/// Say what the pages of the work tree change of the description that a revision has
///
/// Compiles spec/pages and compares the description with the committed one of the revision. Enumerations are taken for
/// open, as the client takes them, and the version to release next is that of the client.
#[derive(Debug, Args)]
#[command(after_help = EXIT_STATUS)]
pub(crate) struct Arguments {
    /// The revision to compare with
    #[arg(value_name = "REV", default_value = "HEAD")]
    revision: String,
    /// Form of the report
    #[arg(long, value_enum, value_name = "FORM", default_value = "text")]
    format: Format,
    /// Write the report to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Exit with 1 where there are changes of this class, or worse ones
    #[arg(long, value_enum, value_name = "CLASS")]
    fail_on: Option<FailOn>,
    /// The version that the client of the revision has
    #[arg(long, value_name = "VERSION", default_value = env!("CARGO_PKG_VERSION"))]
    current_version: String,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Markdown,
    Json,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum FailOn {
    Breaking,
    Compatible,
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

/// Why the chore could not be done.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    #[error(transparent)]
    Side(#[from] speclift::side::SideError),
    #[error(transparent)]
    Diff(#[from] speclift::diff::DiffError),
    #[error("--current-version: {0}")]
    Version(#[from] speclift::diff::VersionError),
    #[error(transparent)]
    Write(#[from] speclift::output::WriteError),
    #[error("the report cannot be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
    #[error("standard output: {0}")]
    Output(#[from] io::Error),
}

pub(crate) fn run(arguments: &Arguments) -> Result<Status, Failure> {
    Advice::of(&[], Some(&arguments.current_version))?;
    let root = generate::root();
    let (old, new) = Side::both(
        || Side::of_revision(&root, &arguments.revision, DOCUMENT, &Manifest::default()),
        || work_tree(&root),
    )?;
    let changes = compare(&old, &new, Options { open_enums: true })?;
    let advice = Advice::of(&changes, Some(&arguments.current_version))?;
    let report = Report { old: &old.name, new: &new.name, changes: &changes, advice: &advice };
    let palette = if arguments.output.is_some() { Palette::plain() } else { Palette::coloured() };
    let rendered = match arguments.format {
        Format::Text => text(&report, &palette),
        Format::Markdown => markdown(&report),
        Format::Json => json(&report)?,
    };
    match &arguments.output {
        Some(path) => {
            write_all(&[(path.clone(), rendered)])?;
        }
        None => result(&rendered)?,
    }
    let fails = arguments.fail_on.is_some_and(|fail| changes.iter().any(|change| fail.fails(change)));
    Ok(if fails { Status::Invalid } else { Status::Fine })
}

/// The description of the pages as they are now.
fn work_tree(root: &Path) -> Result<Side, speclift::side::SideError> {
    let spec = root.join("spec");
    let manifest = Manifest::read(&spec.join("speclift.toml"))?;
    let pages = manifest.pages.clone().unwrap_or_else(|| "pages".to_owned());
    Side::compiled("the work tree".to_owned(), &[spec.join(pages)], &manifest)
}
