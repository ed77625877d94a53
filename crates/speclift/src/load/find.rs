//! Finds the pages among files and folders, and names them.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::{LoadError, unreadable};

/// A page that was found.
pub(super) struct File {
    pub(super) path: PathBuf,
    /// The name of its source.
    pub(super) name: String,
    /// The folder that was given.
    root: PathBuf,
}

/// Adds a file unless it was found by another path already.
pub(super) fn add(
    path: PathBuf,
    name: String,
    root: &Path,
    seen: &mut HashSet<PathBuf>,
    files: &mut Vec<File>,
) {
    let real = path.canonicalize().unwrap_or_else(|_| path.clone());
    if seen.insert(real) {
        files.push(File { path, name, root: root.to_owned() });
    }
}

/// Finds the pages of a folder. Links are followed, each folder is visited once.
pub(super) fn walk(root: &Path, seen: &mut HashSet<PathBuf>, files: &mut Vec<File>) -> Result<(), LoadError> {
    let mut folders = vec![(root.to_owned(), String::new())];
    while let Some((folder, prefix)) = folders.pop() {
        let real = folder.canonicalize().map_err(|reason| unreadable(&folder, reason))?;
        if !seen.insert(real) {
            continue;
        }
        let entries = fs::read_dir(&folder).map_err(|reason| unreadable(&folder, reason))?;
        let mut paths = Vec::new();
        for entry in entries {
            paths.push(entry.map_err(|reason| unreadable(&folder, reason))?.path());
        }
        paths.sort();
        for path in paths {
            let Some(name) = path.file_name().map(|name| name.to_string_lossy().into_owned()) else {
                continue;
            };
            if name.starts_with('.') {
                continue;
            }
            // A link to nothing is no page.
            let Ok(meta) = fs::metadata(&path) else {
                continue;
            };
            let name = format!("{prefix}{name}");
            if meta.is_dir() {
                folders.push((path, format!("{name}/")));
            } else if meta.is_file() && is_page(&path) {
                add(path, name, root, seen, files);
            }
        }
    }
    Ok(())
}

fn is_page(path: &Path) -> bool {
    let extension = path.extension().map(|e| e.to_string_lossy().to_ascii_lowercase());
    matches!(extension.as_deref(), Some("md" | "markdown" | "txt" | "html" | "htm"))
}

/// Gives files of several folders that have one name the name of their folder too, and a number where
/// that is the same as well.
pub(super) fn name_apart(files: &mut [File]) {
    let mut count: HashMap<String, usize> = HashMap::new();
    for file in files.iter() {
        *count.entry(file.name.clone()).or_default() += 1;
    }
    let mut taken: HashSet<String> = HashSet::new();
    for file in files {
        let mut name = file.name.clone();
        if count.get(&name).is_some_and(|&n| n > 1) {
            let root = file.root.file_name().map(|root| root.to_string_lossy().into_owned());
            name = format!("{}/{name}", root.unwrap_or_else(|| file.root.display().to_string()));
        }
        let mut unique = name.clone();
        let mut n = 2;
        while !taken.insert(unique.clone()) {
            unique = format!("{name} ({n})");
            n += 1;
        }
        file.name = unique;
    }
}
