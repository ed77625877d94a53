//! Finding pages: which files a path stands for, and what each is called.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::{Component, Path, PathBuf};

use super::{LoadError, unreadable};

/// A page that was found.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) path: PathBuf,
    /// What its source will be called.
    pub(super) name: String,
    /// The folder that its name starts from, for telling it from another of the same name.
    root: PathBuf,
}

/// The pages of all paths, in the order of their names. The order of the paths does not matter, and a page that
/// is found twice counts once.
pub(super) fn find(paths: &[PathBuf]) -> Result<Vec<Page>, LoadError> {
    // A folder before what is in it, so that the pages of a folder are named by it.
    let mut paths = paths.to_vec();
    paths.sort();
    let mut search = Search::default();
    for path in &paths {
        let meta = fs::metadata(path).map_err(|reason| unreadable(path, reason))?;
        if meta.is_dir() {
            let before = search.pages.len();
            let known = search.seen.len();
            search.walk(path)?;
            // A folder that was seen before has its pages in the list already.
            if search.pages.len() == before && search.seen.len() > known {
                return Err(LoadError::NoPages { path: path.display().to_string() });
            }
        } else {
            let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
            search.add(path.clone(), real(path), name, &real(path.parent().unwrap_or(path)));
        }
    }
    let mut pages = search.pages;
    tell_apart(&mut pages);
    pages.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(pages)
}

#[derive(Default)]
struct Search {
    pages: Vec<Page>,
    /// Files and folders that were found, by their real path.
    seen: HashSet<PathBuf>,
}

impl Search {
    /// Adds a file, by its real path, that is called so below the real path of a folder.
    fn add(&mut self, path: PathBuf, real: PathBuf, name: String, root: &Path) {
        if self.seen.insert(real) {
            self.pages.push(Page { path, name, root: root.to_owned() });
        }
    }

    /// Finds the pages of a folder. Links are followed, each folder is visited once.
    fn walk(&mut self, root: &Path) -> Result<(), LoadError> {
        let real_root = real(root);
        let mut folders = vec![(root.to_owned(), String::new())];
        while let Some((folder, prefix)) = folders.pop() {
            let real_folder = real(&folder);
            if !self.seen.insert(real_folder.clone()) {
                continue;
            }
            let entries = fs::read_dir(&folder).map_err(|reason| unreadable(&folder, reason))?;
            let mut names = Vec::new();
            for entry in entries {
                let entry = entry.map_err(|reason| unreadable(&folder, reason))?;
                names.push((entry.file_name(), entry.file_type().is_ok_and(|kind| kind.is_symlink())));
            }
            names.sort();
            for (file, is_link) in names {
                let path = folder.join(&file);
                let name = file.to_string_lossy();
                if name.starts_with('.') {
                    continue;
                }
                // A link to nothing is no page, and a pipe or device is none that a folder should hold.
                let Ok(meta) = fs::metadata(&path) else { continue };
                let name = format!("{prefix}{name}");
                if meta.is_dir() {
                    folders.push((path, format!("{name}/")));
                } else if meta.is_file() && is_page(&path) {
                    let real = if is_link { real(&path) } else { real_folder.join(&file) };
                    self.add(path, real, name, &real_root);
                }
            }
        }
        Ok(())
    }
}

fn real(path: &Path) -> PathBuf {
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

pub(crate) fn is_page(path: &Path) -> bool {
    let extension = path.extension().map(|e| e.to_string_lossy().to_ascii_lowercase());
    matches!(extension.as_deref(), Some("md" | "markdown" | "txt" | "html" | "htm"))
}

/// Pages of several folders that have one name get the names of their folders too, as many as it takes.
fn tell_apart(pages: &mut [Page]) {
    loop {
        let mut groups: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (i, page) in pages.iter().enumerate() {
            groups.entry(&page.name).or_default().push(i);
        }
        let clashes: Vec<usize> = groups.into_values().filter(|group| group.len() > 1).flatten().collect();
        let mut changed = false;
        for i in clashes {
            let page = &mut pages[i];
            if let Some(Component::Normal(folder)) = page.root.components().next_back() {
                page.name = format!("{}/{}", folder.to_string_lossy(), page.name);
                page.root.pop();
                changed = true;
            }
        }
        if !changed {
            return;
        }
    }
}
