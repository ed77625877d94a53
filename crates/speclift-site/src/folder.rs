//! Putting a site into its folder.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use speclift::output::{WriteError, replace_folder};

use crate::site::{CHECKSUMS, Files};

/// Why a site was not published. The folder is as it was then.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// Something cannot be written.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// The folder cannot be looked at.
    #[error("{folder}: cannot be read: {reason}")]
    Read {
        /// The folder.
        folder: String,
        /// What the system says.
        reason: io::Error,
    },
    /// The folder has something else in it.
    #[error(
        "{folder}: the folder has `{file}`, which no publish wrote; name another folder, or use --force to replace everything in it"
    )]
    Foreign {
        /// The folder.
        folder: String,
        /// The first file that is not of a site.
        file: String,
    },
    /// The folder has what this process stands on.
    #[error("{folder}: the folder holds the folder that you are in; name another one")]
    Around {
        /// The folder.
        folder: String,
    },
}

/// Writes the files of a site into a folder, all of them or none, in place of those of an earlier publish. With
/// `force`, anything else that is in the folder goes as well.
///
/// # Errors
///
/// Where the folder holds files that no publish wrote (without `force`), or the folder that one is in, or where
/// something cannot be written.
pub fn publish(folder: &Path, files: &Files, force: bool) -> Result<(), PublishError> {
    let name = || folder.display().to_string();
    if let (Ok(here), Ok(target)) = (std::env::current_dir(), folder.canonicalize())
        && here.starts_with(target)
    {
        return Err(PublishError::Around { folder: name() });
    }
    if !force && folder.is_dir() {
        let foreign = foreign(folder).map_err(|reason| PublishError::Read { folder: name(), reason })?;
        if let Some(file) = foreign {
            return Err(PublishError::Foreign { folder: name(), file });
        }
    }
    replace_folder(folder, files.list())?;
    Ok(())
}

/// The first file that the folder's checksums do not name; there are none where the folder is empty.
fn foreign(folder: &Path) -> io::Result<Option<String>> {
    let checksums = match fs::read_to_string(folder.join(CHECKSUMS)) {
        Err(reason) if reason.kind() == io::ErrorKind::NotFound => String::new(),
        read => read?,
    };
    let mut known: BTreeSet<String> =
        checksums.lines().filter_map(|line| Some(line.split_once("  ")?.1.to_owned())).collect();
    if !known.is_empty() {
        known.insert(CHECKSUMS.to_owned());
    }
    let mut found = Vec::new();
    list(folder, "", &mut found)?;
    found.sort();
    Ok(found.into_iter().find(|name| !known.contains(name)))
}

/// All files below a folder, and empty folders, by their names in it.
fn list(folder: &Path, prefix: &str, found: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if !entry.file_type()?.is_dir() {
            found.push(name);
            continue;
        }
        let before = found.len();
        list(&entry.path(), &format!("{name}/"), found)?;
        if found.len() == before {
            found.push(name);
        }
    }
    Ok(())
}
