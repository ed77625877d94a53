//! Loading: files and folders become sources. The only stage that does I/O before the output.

mod find;

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use self::find::{add, name_apart, walk};
use crate::finding::{Finding, Rule};
use crate::read::rules;
use crate::source::{Source, Sources, Span};

/// Why documentation could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// A path that does not exist.
    #[error("{path}: no such file or folder; check the path")]
    Missing {
        /// The path as given.
        path: String,
    },
    /// A file or folder that cannot be read.
    #[error("{path}: cannot be read: {reason}; check its permissions")]
    Unreadable {
        /// The path.
        path: String,
        /// What the system says.
        reason: std::io::Error,
    },
    /// A file whose offsets do not fit a span.
    #[error("{path}: larger than 4 GB; split the file")]
    TooLarge {
        /// The path.
        path: String,
    },
    /// Paths that hold no documentation.
    #[error("{path}: no documentation found; pages end in .md, .markdown, .txt, .html or .htm")]
    NoPages {
        /// The paths as given.
        path: String,
    },
}

/// What loading gives: sources whose format and edition a manifest may still set, and what was wrong
/// with the files.
#[derive(Debug, Default)]
pub struct Loaded {
    /// The sources, in the order of their names. A file that is no text is one without text.
    pub sources: Vec<Source>,
    problems: Vec<Problem>,
}

/// Something wrong with a file.
#[derive(Debug)]
struct Problem {
    rule: &'static Rule,
    /// Name of the source.
    name: String,
    message: String,
    /// Where in its text.
    at: usize,
}

impl Loaded {
    /// The sources in order, and the findings about their files.
    pub fn finish(self) -> (Sources, Vec<Finding>) {
        let sources = Sources::new(self.sources);
        let ids: HashMap<&str, _> = sources.iter().map(|(id, source)| (source.name.as_str(), id)).collect();
        let mut findings = Vec::new();
        for problem in self.problems {
            if let Some(&id) = ids.get(problem.name.as_str()) {
                let span = Span::new(id, problem.at, problem.at);
                findings.push(Finding::new(problem.rule, problem.name, problem.message, span));
            }
        }
        (sources, findings)
    }
}

/// Loads files, and the pages in folders and the folders in them.
///
/// A source of a folder is named by its path in the folder. Hidden files and files that are no pages
/// (by their extension) are left out of folders; a file that is named itself is always loaded.
///
/// # Errors
///
/// Fails where a path does not exist, cannot be read, or where no page is found at all.
pub fn load(paths: &[PathBuf]) -> Result<Loaded, LoadError> {
    let mut files = Vec::new();
    let mut seen = HashSet::new();
    for path in paths {
        let meta = fs::metadata(path).map_err(|reason| unreadable(path, reason))?;
        if meta.is_dir() {
            walk(path, &mut seen, &mut files)?;
        } else {
            let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
            add(path.clone(), name, path.parent().unwrap_or(path), &mut seen, &mut files);
        }
    }
    if files.is_empty() {
        let path = paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ");
        return Err(LoadError::NoPages { path });
    }
    name_apart(&mut files);
    files.sort_by(|a, b| a.name.cmp(&b.name));
    let mut loaded = Loaded::default();
    for file in files {
        let bytes = fs::read(&file.path).map_err(|reason| unreadable(&file.path, reason))?;
        if u32::try_from(bytes.len()).is_err() {
            return Err(LoadError::TooLarge { path: file.path.display().to_string() });
        }
        loaded.add(file.name, bytes);
    }
    Ok(loaded)
}

fn unreadable(path: &Path, reason: std::io::Error) -> LoadError {
    let path = path.display().to_string();
    match reason.kind() {
        std::io::ErrorKind::NotFound => LoadError::Missing { path },
        _ => LoadError::Unreadable { path, reason },
    }
}

impl Loaded {
    /// Adds the source of a file's bytes.
    fn add(&mut self, name: String, bytes: Vec<u8>) {
        let sha256 = hex(&Sha256::digest(&bytes));
        let mut problem = |rule, message: String, at| {
            self.problems.push(Problem { rule, name: name.clone(), message, at });
        };
        let text = if bytes.iter().take(8 << 10).any(|&b| b == 0) {
            problem(&rules::BINARY_FILE, "file is no text: it is left out".to_owned(), 0);
            String::new()
        } else {
            let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").map(<[u8]>::to_vec).unwrap_or(bytes);
            match String::from_utf8(bytes) {
                Ok(text) => text,
                Err(error) => {
                    let at = error.utf8_error().valid_up_to();
                    let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
                    let line = text[..at].matches('\n').count() + 1;
                    let message = format!(
                        "bytes in line {line} are no UTF-8: what cannot be read is shown as \u{fffd}"
                    );
                    problem(&rules::INVALID_UTF8, message, at);
                    text
                }
            }
        };
        if text.trim().is_empty() && !self.problems.iter().any(|p| p.name == name) {
            let message = "file is empty".to_owned();
            self.problems.push(Problem { rule: &rules::EMPTY_FILE, name: name.clone(), message, at: 0 });
        }
        let mut source = Source::new(name, text);
        source.sha256 = sha256;
        self.sources.push(source);
    }
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut hex, byte| {
        // Writing to a string does not fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, bytes) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        folder
    }

    fn load_one(files: &[(&str, &[u8])]) -> (Sources, Vec<Finding>) {
        let folder = folder(files);
        load(&[folder.path().to_owned()]).unwrap().finish()
    }

    #[test]
    fn folders_are_walked_in_order() {
        let (sources, findings) = load_one(&[
            ("b/z.md", b"z"),
            ("b.txt", b"b"),
            ("a.HTM", b"a"),
            (".git/x.md", b"hidden"),
            ("logo.png", b"no page"),
        ]);
        let names: Vec<_> = sources.iter().map(|(_, source)| source.name.as_str()).collect();
        assert_eq!(names, ["a.HTM", "b.txt", "b/z.md"]);
        assert_eq!(findings, []);
    }

    #[test]
    fn bad_files_are_findings() {
        let (sources, findings) = load_one(&[
            ("bad.md", b"one\ntwo \xff\xfe three"),
            ("binary.txt", b"\x00\x01"),
            ("bom.md", b"\xef\xbb\xbfx"),
            ("empty.md", b""),
        ]);
        let seen: Vec<_> = findings
            .iter()
            .map(|finding| format!("{} {}", sources.location(finding.witnesses[0]), finding.rule.code))
            .collect();
        assert_eq!(
            seen,
            ["bad.md:2:5 invalid-utf8", "binary.txt:1:1 binary-file", "empty.md:1:1 empty-file"]
        );
        let text = |i: usize| sources.iter().nth(i).unwrap().1.text.as_str();
        assert_eq!(text(0), "one\ntwo \u{fffd}\u{fffd} three");
        assert_eq!(text(2), "x");
    }

    #[test]
    fn hashes_are_of_the_bytes() {
        let (sources, _) = load_one(&[("a.md", b"\xef\xbb\xbfabc")]);
        let (_, source) = sources.iter().next().unwrap();
        assert_eq!(source.sha256, hex(&Sha256::digest(b"\xef\xbb\xbfabc")));
        assert_eq!(hex(&[0, 0xab]), "00ab");
    }

    #[test]
    fn missing_paths_and_folders_without_pages_are_errors() {
        let error = load(&[PathBuf::from("no/such/folder")]).unwrap_err();
        assert_eq!(error.to_string(), "no/such/folder: no such file or folder; check the path");
        let empty = tempfile::tempdir().unwrap();
        assert!(matches!(load(&[empty.path().to_owned()]), Err(LoadError::NoPages { .. })));
    }

    #[test]
    fn one_name_in_two_folders_is_told_apart() {
        let outer = folder(&[("old/a.md", b"1"), ("new/a.md", b"2"), ("new/b.md", b"3")]);
        let roots = [outer.path().join("old"), outer.path().join("new"), outer.path().join("new/b.md")];
        let (sources, _) = load(&roots).unwrap().finish();
        let names: Vec<_> = sources.iter().map(|(_, source)| source.name.as_str()).collect();
        assert_eq!(names, ["b.md", "new/a.md", "old/a.md"]);
    }

    #[cfg(unix)]
    #[test]
    fn links_in_a_circle_end() {
        let folder = folder(&[("a/x.md", b"x")]);
        std::os::unix::fs::symlink(folder.path(), folder.path().join("a/loop")).unwrap();
        let (sources, _) = load(&[folder.path().to_owned()]).unwrap().finish();
        assert_eq!(sources.len(), 1);
    }
}
