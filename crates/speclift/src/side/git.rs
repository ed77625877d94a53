//! What git has at a revision. Git is called as a process, and nothing that was named can become an option of it.

use std::ffi::OsStr;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::process::{Command, Stdio};

use crate::load;
use crate::validate::MAX_DOCUMENT;

/// Why git did not give what was asked for.
#[derive(Debug, thiserror::Error)]
pub enum GitError {
    /// Git cannot be run.
    #[error("git cannot be run: {0}; install it, or name files")]
    Missing(io::Error),
    /// There is no repository here, or git refuses it.
    #[error("`{revision}` is no revision here: {reason}; `git log` lists revisions")]
    Revision {
        /// What was named.
        revision: String,
        /// What git says.
        reason: String,
    },
    /// The revision has no such path.
    #[error("`{path}` is not in the revision `{revision}`; `git ls-tree -r {revision}` lists what is")]
    Path {
        /// The revision.
        revision: String,
        /// What was named.
        path: String,
    },
    /// The file is too large to be read.
    #[error("`{revision}:{path}` has {size} bytes, more than the {MAX_DOCUMENT} that are read")]
    TooLarge {
        /// The revision.
        revision: String,
        /// The path.
        path: String,
        /// Its size in bytes.
        size: usize,
    },
    /// Git failed.
    #[error("git failed: {0}")]
    Failed(String),
}

/// What git has.
pub(super) enum Object {
    File(Vec<u8>),
    /// Paths from the folder, and what they hold.
    Folder(Vec<(PathBuf, Vec<u8>)>),
}

/// What stands at a path of a revision.
pub(super) fn object(folder: &Path, revision: &str, path: &str) -> Result<Object, GitError> {
    let commit = commit(folder, revision)?;
    // A commit is all hexadecimal digits, so that neither can be taken for an option.
    let spec = format!("{commit}:{path}");
    let missing = || GitError::Path { revision: revision.to_owned(), path: path.to_owned() };
    let kind = git(folder, ["cat-file", "-t", &spec])?.map_err(|_| missing())?;
    match String::from_utf8_lossy(&kind).trim() {
        "blob" => Ok(Object::File(blob(folder, &spec, revision, path)?)),
        "tree" => tree(folder, &spec, revision),
        _ => Err(missing()),
    }
}

/// The commit that a revision names.
fn commit(folder: &Path, revision: &str) -> Result<String, GitError> {
    let wrong = |reason: String| GitError::Revision { revision: revision.to_owned(), reason };
    if revision.is_empty() || revision.starts_with('-') || revision.contains(['\0', '\n']) {
        return Err(wrong("a revision has a name that does not start with `-`".to_owned()));
    }
    let spec = format!("{revision}^{{commit}}");
    let found = git(folder, ["rev-parse", "--verify", "--end-of-options", &spec])?.map_err(wrong)?;
    let commit = String::from_utf8_lossy(&found).trim().to_owned();
    if commit.len() >= 40 && commit.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Ok(commit);
    }
    Err(wrong("git names no commit".to_owned()))
}

fn blob(folder: &Path, spec: &str, revision: &str, path: &str) -> Result<Vec<u8>, GitError> {
    let size = git(folder, ["cat-file", "-s", spec])?.map_err(GitError::Failed)?;
    let size = String::from_utf8_lossy(&size).trim().parse().unwrap_or(0);
    if size > MAX_DOCUMENT {
        return Err(GitError::TooLarge { revision: revision.to_owned(), path: path.to_owned(), size });
    }
    git(folder, ["cat-file", "blob", spec])?.map_err(GitError::Failed)
}

/// The pages below a folder.
fn tree(folder: &Path, spec: &str, revision: &str) -> Result<Object, GitError> {
    let listed = git(folder, ["ls-tree", "-r", "-z", "--full-tree", spec])?.map_err(GitError::Failed)?;
    let mut files = Vec::new();
    for entry in listed.split(|byte| *byte == 0) {
        // `100644 blob 0123…⇥path`: no links, and no modules.
        let Some((head, path)) = std::str::from_utf8(entry).ok().and_then(|entry| entry.split_once('\t'))
        else {
            continue;
        };
        let mut words = head.split(' ');
        let (mode, Some("blob"), Some(id)) = (words.next(), words.next(), words.next()) else { continue };
        let relative = PathBuf::from(path);
        let inside = relative.components().all(|part| matches!(part, Component::Normal(_)));
        if mode.is_some_and(|mode| mode.starts_with("100")) && inside && load::is_page(&relative) {
            files.push((relative, blob(folder, id, revision, path)?));
        }
    }
    Ok(Object::Folder(files))
}

/// Runs git in a folder: its output, or what it says where it fails.
fn git<const N: usize>(folder: &Path, arguments: [&str; N]) -> Result<Result<Vec<u8>, String>, GitError> {
    let output = Command::new("git")
        .current_dir(folder)
        .args(arguments.map(OsStr::new))
        // Nothing is asked, and no hook or pager of the repository is run.
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("GIT_PAGER", "cat")
        .env("LC_ALL", "C")
        .stdin(Stdio::null())
        .output()
        .map_err(GitError::Missing)?;
    if output.status.success() {
        return Ok(Ok(output.stdout));
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let reason = said.lines().next().unwrap_or("it does not say why").trim_start_matches("fatal: ");
    Ok(Err(reason.to_owned()))
}
