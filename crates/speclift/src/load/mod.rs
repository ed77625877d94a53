//! Loading: files and folders become sources. The only stage that does I/O before the output.

mod shelf;
mod text;
mod walk;

pub(crate) use walk::is_page;

use std::fmt::Write as _;
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::finding::Finding;
use crate::manifest::Manifest;
use crate::source::{Source, Sources, Span};
use shelf::Shelf;

/// The largest file that is read, in bytes.
pub const MAX_FILE: u64 = 64 << 20;

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
        reason: io::Error,
    },
    /// A file larger than [`MAX_FILE`].
    #[error("{path}: larger than {} MiB; split the file, or take it out of the folder", MAX_FILE >> 20)]
    TooLarge {
        /// The path.
        path: String,
    },
    /// A folder that holds no documentation.
    #[error(
        "{path}: no page in this folder; name a folder with files that end in .md, .markdown, .txt, .html or .htm"
    )]
    NoPages {
        /// The path as given.
        path: String,
    },
    /// A source that only the manifest knows.
    #[error("the manifest names the source `{name}`, and no page is called that; {}", likely(.similar.as_deref()))]
    UnknownSource {
        /// What the manifest says.
        name: String,
        /// The page with the most similar name.
        similar: Option<String>,
    },
}

fn likely(similar: Option<&str>) -> String {
    match similar {
        Some(name) => format!("did you mean `{name}`?"),
        None => "take the entry out, or restore the page".to_owned(),
    }
}

/// What loading gives.
#[derive(Debug, Default)]
pub struct Loaded {
    /// The sources, in the order of their names. A file that is no text is one without text.
    pub sources: Sources,
    /// What was wrong with the files.
    pub findings: Vec<Finding>,
}

/// Loads files, and the pages in folders and the folders in them.
///
/// A source of a folder is named by its path in the folder, another by its file name; two of one name get the
/// names of their folders too. Hidden files and files that are no pages (by their extension) are left out of
/// folders; a file that is named itself is always loaded. What the manifest knows of a source is set.
///
/// # Errors
///
/// Where a path does not exist or cannot be read, a folder has no page, a file is larger than [`MAX_FILE`], or
/// the manifest names a source that there is not.
pub fn load(paths: &[PathBuf], manifest: &Manifest) -> Result<Loaded, LoadError> {
    let mut list = Vec::new();
    let mut flaws = Vec::new();
    // In the order of the names, which is the order of the sources.
    let (mut shelf, mut bytes) = (Shelf::default(), Vec::new());
    for page in walk::find(paths)? {
        read(&page.path, &mut bytes)?;
        let sha256 = hex(&Sha256::digest(&bytes));
        let text::Decoded { text, flaw } = text::decode(&bytes);
        let mut source = Source::new(page.name, shelf.place(&text));
        source.sha256 = sha256;
        if let Some(facts) = manifest.source.get(&source.name) {
            source.format = facts.format;
            source.edition.clone_from(&facts.edition);
        }
        list.push(source);
        flaws.push(flaw);
    }
    for name in manifest.source.keys() {
        if !list.iter().any(|source| source.name == *name) {
            return Err(LoadError::UnknownSource { name: name.clone(), similar: similar(name, &list) });
        }
    }
    let sources = Sources::new(list);
    let mut findings = Vec::new();
    for ((id, source), flaw) in sources.iter().zip(flaws) {
        if let Some(flaw) = flaw {
            let span = Span::new(id, flaw.at, flaw.at);
            findings
                .push(Finding::new(flaw.rule, source.name.clone(), flaw.message, span).decided(flaw.verdict));
        }
    }
    Ok(Loaded { sources, findings })
}

fn similar(name: &str, sources: &[Source]) -> Option<String> {
    let file = |name: &str| name.rsplit('/').next().unwrap_or(name).to_owned();
    let score = |source: &Source| {
        strsim::jaro_winkler(name, &source.name)
            .max(strsim::jaro_winkler(&file(name), &file(&source.name)) - 0.01)
    };
    let best = sources.iter().max_by(|a, b| score(a).total_cmp(&score(b)))?;
    (score(best) > 0.8).then(|| best.name.clone())
}

/// Reads a file that is not too large, nor an endless device, in place of what was read before.
fn read(path: &Path, bytes: &mut Vec<u8>) -> Result<(), LoadError> {
    let too_large = || LoadError::TooLarge { path: path.display().to_string() };
    let file = fs::File::open(path).map_err(|reason| unreadable(path, reason))?;
    let size = file.metadata().map_err(|reason| unreadable(path, reason))?.len();
    if size > MAX_FILE {
        return Err(too_large());
    }
    bytes.clear();
    file.take(MAX_FILE + 1).read_to_end(bytes).map_err(|reason| unreadable(path, reason))?;
    if bytes.len() as u64 > MAX_FILE {
        return Err(too_large());
    }
    Ok(())
}

fn unreadable(path: &Path, reason: io::Error) -> LoadError {
    let path = path.display().to_string();
    match reason.kind() {
        io::ErrorKind::NotFound => LoadError::Missing { path },
        _ => LoadError::Unreadable { path, reason },
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut hex, byte| {
        // Writing to a string does not fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Format;

    fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, bytes) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        folder
    }

    fn parts(loaded: Loaded) -> (Sources, Vec<Finding>) {
        (loaded.sources, loaded.findings)
    }

    fn load_one(files: &[(&str, &[u8])]) -> (Sources, Vec<Finding>) {
        let folder = folder(files);
        parts(load(&[folder.path().to_owned()], &Manifest::default()).unwrap())
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
        let text = |i: usize| &*sources.iter().nth(i).unwrap().1.text;
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
        let error = load(&[PathBuf::from("no/such/folder")], &Manifest::default()).unwrap_err();
        assert_eq!(error.to_string(), "no/such/folder: no such file or folder; check the path");
        let empty = tempfile::tempdir().unwrap();
        assert!(matches!(
            load(&[empty.path().to_owned()], &Manifest::default()),
            Err(LoadError::NoPages { .. })
        ));
    }

    #[test]
    fn one_name_in_two_folders_is_told_apart() {
        let outer = folder(&[("old/a.md", b"1"), ("new/a.md", b"2"), ("new/b.md", b"3")]);
        let roots = [outer.path().join("old"), outer.path().join("new"), outer.path().join("new/b.md")];
        let (sources, _) = parts(load(&roots, &Manifest::default()).unwrap());
        let names: Vec<_> = sources.iter().map(|(_, source)| source.name.as_str()).collect();
        assert_eq!(names, ["b.md", "new/a.md", "old/a.md"]);
    }

    #[cfg(unix)]
    #[test]
    fn links_in_a_circle_end() {
        let folder = folder(&[("a/x.md", b"x")]);
        std::os::unix::fs::symlink(folder.path(), folder.path().join("a/loop")).unwrap();
        let (sources, _) = parts(load(&[folder.path().to_owned()], &Manifest::default()).unwrap());
        assert_eq!(sources.len(), 1);
    }

    #[test]
    fn more_folders_tell_apart_what_one_does_not() {
        let outer = folder(&[("x/docs/a.md", b"1"), ("y/docs/a.md", b"2")]);
        let mut roots =
            [outer.path().join("x/docs"), outer.path().join("y/docs"), outer.path().join("x/docs")];
        for _ in 0..2 {
            let (sources, _) = parts(load(&roots, &Manifest::default()).unwrap());
            let names: Vec<_> = sources.iter().map(|(_, source)| source.name.as_str()).collect();
            assert_eq!(names, ["x/docs/a.md", "y/docs/a.md"]);
            roots.reverse();
        }
    }

    #[test]
    fn the_manifest_knows_sources_by_name() {
        let folder = folder(&[("b/z.md", b"z")]);
        let paths = [folder.path().to_owned()];
        let manifest =
            Manifest::parse("[source.\"b/z.md\"]\nedition = \"2023-05-31\"\nformat = \"pdf\"").unwrap();
        let (sources, _) = parts(load(&paths, &manifest).unwrap());
        let (_, source) = sources.iter().next().unwrap();
        assert_eq!((source.format, source.edition.as_deref()), (Some(Format::Pdf), Some("2023-05-31")));
        let manifest = Manifest::parse("[source.\"z.md\"]").unwrap();
        assert_eq!(
            load(&paths, &manifest).unwrap_err().to_string(),
            "the manifest names the source `z.md`, and no page is called that; did you mean `b/z.md`?"
        );
    }

    #[test]
    fn a_file_too_large_is_refused_before_it_is_read() {
        let folder = folder(&[("a.md", b"")]);
        fs::File::options().write(true).open(folder.path().join("a.md")).unwrap().set_len(1 << 40).unwrap();
        let error = load(&[folder.path().to_owned()], &Manifest::default()).unwrap_err();
        assert!(
            error
                .to_string()
                .ends_with("a.md: larger than 64 MiB; split the file, or take it out of the folder")
        );
    }
}
