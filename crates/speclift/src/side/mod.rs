//! The two sides of a comparison: documents, folders of documentation, or either of a git revision.
//!
//! [`Side::read`] finds out which and reads it; [`compare`] compares two, and gives each change the lines of
//! documentation that brought it.

mod git;
mod lines;

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use serde_json::Value;
use tempfile::TempDir;

use crate::build::{Build, BuildError, build_with_evidence};
use crate::compile::Evidence;
use crate::diff::{Change, DiffError, Options, diff};
use crate::manifest::{Manifest, ManifestError};
use crate::validate::{DocumentError, MAX_DOCUMENT, parse_document};

pub use git::GitError;
use lines::{Pages, attribute};

/// One side.
#[derive(Debug)]
pub struct Side {
    /// What it is called in reports.
    pub name: String,
    /// The document.
    pub document: Value,
    /// What it was compiled from, where it was.
    compiled: Option<Box<(Build, Evidence)>>,
}

/// Why a side cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum SideError {
    /// The file cannot be read.
    #[error("{name}: cannot be read: {reason}; name a document, a folder of documentation, or REVISION:PATH")]
    Unreadable {
        /// What was named.
        name: String,
        /// What the system says.
        reason: io::Error,
    },
    /// The file is no text.
    #[error("{name}: the document is no UTF-8 text; save it as UTF-8")]
    NoText {
        /// What was named.
        name: String,
    },
    /// It is no OpenAPI 3.0 document.
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// The pages cannot be compiled.
    #[error(transparent)]
    Build(#[from] BuildError),
    /// The manifest cannot be read.
    #[error(transparent)]
    Manifest(#[from] ManifestError),
    /// The pages describe no operation.
    #[error("{name}: no page describes an operation; name a folder of API documentation")]
    Empty {
        /// What was named.
        name: String,
    },
    /// Git cannot give it.
    #[error(transparent)]
    Git(#[from] GitError),
}

impl Side {
    /// Reads a side: a file is a document, a folder is compiled with the manifest, and `REVISION:PATH` is either of what
    /// git has at that revision, where no file is called so.
    ///
    /// # Errors
    ///
    /// Where there is nothing of the kind, or it is no OpenAPI 3.0 document, or describes no operation.
    pub fn read(named: &Path, manifest: &Manifest) -> Result<Self, SideError> {
        let name = named.display().to_string();
        if !named.exists()
            && let Some((revision, path)) = name.split_once(':')
        {
            return Self::of_revision(Path::new("."), revision, path, manifest);
        }
        if named.is_dir() {
            return Self::compiled(name, &[named.to_owned()], manifest);
        }
        let unreadable = |reason| SideError::Unreadable { name: name.clone(), reason };
        let file = File::open(named).map_err(unreadable)?;
        let mut bytes = Vec::new();
        // A little more than a document may have, to say that it is too large.
        file.take(MAX_DOCUMENT as u64 + 1).read_to_end(&mut bytes).map_err(unreadable)?;
        Self::parsed(name, bytes)
    }

    /// Reads two sides at once, each in its own way.
    ///
    /// # Errors
    ///
    /// Where either cannot be read; the first, where neither can.
    pub fn both(
        old: impl FnOnce() -> Result<Self, SideError> + Send,
        new: impl FnOnce() -> Result<Self, SideError> + Send,
    ) -> Result<(Self, Self), SideError> {
        let (old, new) = rayon::join(old, new);
        Ok((old?, new?))
    }

    /// Reads what git has at a path of a revision, from a folder of the repository. The path starts at the root of the
    /// repository, or with `./` at the folder.
    ///
    /// # Errors
    ///
    /// As [`Side::read`], and where git does not know the revision or the path.
    pub fn of_revision(
        folder: &Path,
        revision: &str,
        path: &str,
        manifest: &Manifest,
    ) -> Result<Self, SideError> {
        let name = format!("{revision}:{path}");
        match git::object(folder, revision, path)? {
            git::Object::File(bytes) => Self::parsed(name, bytes),
            git::Object::Folder(files) => {
                let folder = unpacked(&files)
                    .map_err(|reason| SideError::Unreadable { name: name.clone(), reason })?;
                Self::compiled(name, &[folder.path().to_owned()], manifest)
            }
        }
    }

    /// Compiles pages.
    ///
    /// # Errors
    ///
    /// Where they cannot be loaded, an overlay does not fit, or no operation is found.
    pub fn compiled(name: String, paths: &[PathBuf], manifest: &Manifest) -> Result<Self, SideError> {
        let (mut build, evidence) = build_with_evidence(paths, manifest)?;
        if build.is_empty() {
            return Err(SideError::Empty { name });
        }
        let document = std::mem::take(&mut build.compiled.document);
        Ok(Self { name, document, compiled: Some(Box::new((build, evidence))) })
    }

    /// Where to find lines, where there are pages.
    fn pages(&self) -> Option<Pages<'_>> {
        let (build, evidence) = self.compiled.as_deref()?;
        Some(Pages::new(build, evidence, &self.document))
    }

    fn parsed(name: String, bytes: Vec<u8>) -> Result<Self, SideError> {
        let Ok(text) = String::from_utf8(bytes) else { return Err(SideError::NoText { name }) };
        let document = parse_document(&text, &name)?;
        Ok(Self { name, document, compiled: None })
    }
}

/// Files in a folder that goes away with its value.
fn unpacked(files: &[(PathBuf, Vec<u8>)]) -> io::Result<TempDir> {
    let folder = tempfile::tempdir()?;
    for (path, bytes) in files {
        let path = folder.path().join(path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(path, bytes)?;
    }
    Ok(folder)
}

/// The changes from one side to another, each with the lines of documentation that say what is and what was there.
///
/// # Errors
///
/// As [`diff`].
pub fn compare(old: &Side, new: &Side, options: Options) -> Result<Vec<Change>, DiffError> {
    let mut changes =
        diff(&old.document, &new.document, options).map_err(|error| error.named(&old.name, &new.name))?;
    let (before, after) = (old.pages(), new.pages());
    if before.is_some() || after.is_some() {
        for change in &mut changes {
            attribute(change, before.as_ref(), after.as_ref());
        }
    }
    Ok(changes)
}
