//! Writing a folder: beside its target first, then in its place.

use std::borrow::Cow;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tempfile::{Builder, TempDir};

use super::write::{WriteError, pending};

/// Writes a folder with all of its files, or nothing: it is written beside the target under a temporary name, and
/// takes its place when all of it is there. What stood there before is removed. A link is followed.
///
/// The names of files are relative to the folder, with `/` between their parts.
///
/// # Errors
///
/// Where something cannot be written, or the target is no folder. It is as it was then.
pub fn replace_folder(target: &Path, files: &[(String, Cow<'static, [u8]>)]) -> Result<(), WriteError> {
    let failed = |path: &Path, reason| WriteError { path: path.display().to_string(), reason };
    let target = target.canonicalize().unwrap_or_else(|_| target.to_owned());
    if target.exists() && !target.is_dir() {
        return Err(failed(&target, io::ErrorKind::NotADirectory.into()));
    }
    let parent = match target.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let new = fs::create_dir_all(parent)
        .and_then(|()| Beside::create(parent))
        .map_err(|reason| failed(&target, reason))?;
    for (name, bytes) in files {
        new.write(name, bytes).map_err(|reason| failed(&target.join(name), reason))?;
    }
    new.put(parent, &target).map_err(|reason| failed(&target, reason))
}

/// A folder on its way, removed when dropped.
struct Beside {
    folder: TempDir,
}

fn builder() -> Builder<'static, 'static> {
    let mut builder = Builder::new();
    builder.prefix(".speclift-").suffix(".tmp");
    // What the umask leaves of this, as for any other folder.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o777));
    builder
}

impl Beside {
    fn create(parent: &Path) -> io::Result<Self> {
        let mut pending = pending();
        pending.go_on()?;
        let folder = builder().tempdir_in(parent)?;
        pending.paths.push(folder.path().to_path_buf());
        Ok(Self { folder })
    }

    /// Writes a file. The lock is held for each by itself, so that none appears while the folder is abandoned.
    fn write(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let path: PathBuf = self.folder.path().join(name);
        let pending = pending();
        pending.go_on()?;
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, bytes)
    }

    /// Puts the folder in its place; what was there before is put back where that fails.
    fn put(self, parent: &Path, target: &Path) -> io::Result<()> {
        let mut pending = pending();
        pending.go_on()?;
        let path = self.folder.path().to_path_buf();
        if target.is_dir() {
            // A place beside it, which goes with what is moved there.
            let old = builder().tempdir_in(parent)?;
            let place = old.path().join("old");
            fs::rename(target, &place)?;
            if let Err(reason) = fs::rename(&path, target) {
                fs::rename(&place, target)?;
                return Err(reason);
            }
        } else {
            fs::rename(&path, target)?;
        }
        pending.paths.retain(|known| *known != path);
        // It is not where it was any more, and must not be removed.
        let _ = self.folder.keep();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    fn file(name: &str) -> (String, Cow<'static, [u8]>) {
        (name.to_owned(), Cow::Borrowed(b"x"))
    }

    #[test]
    fn a_folder_takes_the_place_of_another() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("a/site");
        replace_folder(&target, &[file("one"), file("in/two")]).unwrap();
        assert_eq!(names(&target), ["in", "one"]);
        replace_folder(&target, &[file("three")]).unwrap();
        assert_eq!(names(&target), ["three"]);
        assert_eq!(names(&folder.path().join("a")), ["site"]);
    }

    #[test]
    fn one_that_fails_leaves_all_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("site");
        replace_folder(&target, &[file("one")]).unwrap();
        // A file cannot be a folder as well.
        replace_folder(&target, &[file("two"), file("two/three")]).unwrap_err();
        assert_eq!(names(&target), ["one"]);
        let error = replace_folder(&target.join("one"), &[file("two")]).unwrap_err();
        assert!(error.to_string().contains("one: cannot be written: not a directory"), "{error}");
        replace_folder(&target.join("one/below"), &[file("two")]).unwrap_err();
        assert_eq!(names(folder.path()), ["site"]);
    }
}
