//! The commands, one file each.

pub(crate) mod build;
pub(crate) mod check;
pub(crate) mod client;
pub(crate) mod diff;
pub(crate) mod explain;
mod findings;
pub(crate) mod locale;
pub(crate) mod site;
mod spec;

use std::io;

/// How a command ended that could do its work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    /// The input is fine.
    Fine,
    /// The input has errors.
    Invalid,
}

impl Status {
    fn of(invalid: bool) -> Self {
        if invalid { Self::Invalid } else { Self::Fine }
    }
}

/// Why a command could not do its work: wrong usage, or I/O.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    #[error(transparent)]
    Build(#[from] speclift::build::BuildError),
    #[error(transparent)]
    Manifest(#[from] speclift::manifest::ManifestError),
    #[error(transparent)]
    Render(#[from] speclift::output::RenderError),
    #[error(transparent)]
    Write(#[from] speclift::output::WriteError),
    #[error(transparent)]
    Spec(#[from] speclift::validate::DocumentError),
    #[error(transparent)]
    Site(#[from] speclift_site::SiteError),
    #[error(transparent)]
    Document(#[from] speclift_site::ReadError),
    #[error(transparent)]
    Publish(#[from] speclift_site::PublishError),
    #[error(transparent)]
    Side(#[from] speclift::side::SideError),
    #[error(transparent)]
    Diff(#[from] speclift::diff::DiffError),
    #[error("--current-version: {0}")]
    Version(#[from] speclift::diff::VersionError),
    #[error("{path}: cannot be read: {reason}; check the path")]
    Read { path: String, reason: io::Error },
    #[error("standard output: {0}")]
    Output(#[from] io::Error),
    #[error("{0}")]
    Usage(String),
}
