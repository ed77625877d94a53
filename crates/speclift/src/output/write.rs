//! Writing files: beside their targets first, then all of them in place.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tempfile::{Builder, TempPath};

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It is new, or has a new content.
    Written,
    /// It had this content before, and was not touched.
    Unchanged,
}

/// Why a file was not written. None of the files is, then.
#[derive(Debug, thiserror::Error)]
#[error("{path}: cannot be written: {reason}; nothing was changed")]
pub struct WriteError {
    /// The file.
    pub path: String,
    /// What the system says.
    pub reason: io::Error,
}

impl WriteError {
    fn new(path: &Path, reason: io::Error) -> Self {
        Self { path: path.display().to_string(), reason }
    }
}

/// The temporary files that there are now, for [`abandon`].
static PENDING: Mutex<Pending> = Mutex::new(Pending { paths: Vec::new(), abandoned: false });

/// Temporary files and folders.
pub(super) struct Pending {
    pub(super) paths: Vec<PathBuf>,
    abandoned: bool,
}

impl Pending {
    /// Fails once everything was abandoned.
    pub(super) fn go_on(&self) -> io::Result<()> {
        if self.abandoned { Err(io::ErrorKind::Interrupted.into()) } else { Ok(()) }
    }
}

pub(super) fn pending() -> MutexGuard<'static, Pending> {
    PENDING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Removes all temporary files and folders, and lets no further file be written: for a handler of Ctrl-C, right before
/// it ends the process. Files that are just being put in place are waited for, so that either all or none of them are.
pub fn abandon() {
    let mut pending = pending();
    pending.abandoned = true;
    for path in pending.paths.drain(..) {
        // It may be gone already.
        let _ = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    }
}

/// Writes files, all or none: each is written beside its target under a temporary name, and when all are, they
/// are renamed. A file that has its content already is not touched. Folders that lack are created.
///
/// A link is followed; a device or pipe is written to as it is.
///
/// # Errors
///
/// Where a file cannot be written. The targets are as they were then (but for a rename that fails after others,
/// which takes another process that meddles), and no temporary file is left.
pub fn write_all(files: &[(PathBuf, String)]) -> Result<Vec<Outcome>, WriteError> {
    let mut staged = Vec::with_capacity(files.len());
    for (path, text) in files {
        staged.push(stage(path, text).map_err(|reason| WriteError::new(path, reason))?);
    }
    // Streams first, for they may fail or wait for a reader, and without the lock, which `abandon` needs.
    for (staged, (path, text)) in staged.iter().zip(files) {
        if let Staged::Stream(target) = staged {
            let written = fs::File::options()
                .write(true)
                .open(target)
                .and_then(|mut stream| stream.write_all(text.as_bytes()));
            written.map_err(|reason| WriteError::new(path, reason))?;
        }
    }
    let mut pending = pending();
    let mut outcomes = Vec::with_capacity(files.len());
    for (staged, (path, _)) in staged.into_iter().zip(files) {
        outcomes.push(match staged {
            Staged::Unchanged => Outcome::Unchanged,
            Staged::Stream(_) => Outcome::Written,
            Staged::Beside { temporary, target } => {
                temporary.put(&mut pending, &target).map_err(|reason| WriteError::new(path, reason))?;
                Outcome::Written
            }
        });
    }
    Ok(outcomes)
}

/// A file on its way.
enum Staged {
    Unchanged,
    Beside {
        temporary: Temporary,
        target: PathBuf,
    },
    /// No regular file: there is nothing to rename.
    Stream(PathBuf),
}

fn stage(path: &Path, text: &str) -> io::Result<Staged> {
    // A link keeps being one: what it leads to is replaced.
    let target = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let mut permissions = None;
    if let Ok(meta) = fs::metadata(&target) {
        if meta.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        if !meta.is_file() {
            return Ok(Staged::Stream(target));
        }
        if meta.permissions().readonly() {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        if meta.len() == text.len() as u64 && fs::read(&target)? == text.as_bytes() {
            return Ok(Staged::Unchanged);
        }
        permissions = Some(meta.permissions());
    }
    let folder = match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    fs::create_dir_all(folder)?;
    let (mut file, temporary) = Temporary::create(folder)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    if let Some(permissions) = permissions {
        file.set_permissions(permissions)?;
    }
    Ok(Staged::Beside { temporary, target })
}

/// A temporary file, removed when dropped. Its entry in the list may outlive it, which does no harm: the drop
/// must not take the lock, for a `write_all` that fails may hold it.
struct Temporary {
    path: TempPath,
}

impl Temporary {
    fn create(folder: &Path) -> io::Result<(fs::File, Self)> {
        let mut pending = pending();
        pending.go_on()?;
        let mut builder = Builder::new();
        builder.prefix(".speclift-").suffix(".tmp");
        // What the umask leaves of this, as for any other file.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let (file, path) = builder.tempfile_in(folder)?.into_parts();
        pending.paths.push(path.to_path_buf());
        Ok((file, Self { path }))
    }

    fn put(self, pending: &mut Pending, target: &Path) -> io::Result<()> {
        pending.go_on()?;
        pending.paths.retain(|known| *known != *self.path);
        self.path.persist(target).map_err(|error| error.error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn folders_are_created_and_equal_files_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let files =
            [(folder.path().join("a/b/c.txt"), "c".to_owned()), (folder.path().join("d"), "d".into())];
        assert_eq!(write_all(&files).unwrap(), [Outcome::Written, Outcome::Written]);
        let before = fs::metadata(&files[1].0).unwrap().modified().unwrap();
        assert_eq!(write_all(&files).unwrap(), [Outcome::Unchanged, Outcome::Unchanged]);
        assert_eq!(fs::metadata(&files[1].0).unwrap().modified().unwrap(), before);
        assert_eq!(names(folder.path()), ["a", "d"]);
    }

    #[test]
    fn one_that_fails_leaves_all_as_they_were() {
        let folder = tempfile::tempdir().unwrap();
        let good = folder.path().join("good.txt");
        fs::write(&good, "old").unwrap();
        fs::create_dir(folder.path().join("folder")).unwrap();
        let files = [(good.clone(), "new".to_owned()), (folder.path().join("folder"), "x".to_owned())];
        let error = write_all(&files).unwrap_err();
        assert!(error.to_string().contains("folder: cannot be written: is a directory"), "{error}");
        assert_eq!(fs::read_to_string(&good).unwrap(), "old");
        assert_eq!(names(folder.path()), ["folder", "good.txt"]);
        let below_a_file = [(good.clone(), "new".to_owned()), (good.join("x"), "x".to_owned())];
        assert!(write_all(&below_a_file).is_err());
        assert_eq!(fs::read_to_string(&good).unwrap(), "old");
        assert_eq!(names(folder.path()), ["folder", "good.txt"]);
    }

    #[cfg(unix)]
    #[test]
    fn links_permissions_and_devices_stay() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};
        let folder = tempfile::tempdir().unwrap();
        let (real, link) = (folder.path().join("real"), folder.path().join("link"));
        fs::write(&real, "old").unwrap();
        fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
        symlink("real", &link).unwrap();
        write_all(&[(link.clone(), "new".to_owned()), ("/dev/null".into(), "gone".to_owned())]).unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(&real).unwrap(), "new");
        assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
        assert!(!fs::metadata("/dev/null").unwrap().is_file());
    }
}
