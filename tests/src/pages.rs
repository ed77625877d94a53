//! Documentation folders: the workspace's own pages, and the originals where they are at hand.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use speclift::compile::{Compiled, compile};
use speclift::manifest::Manifest;
use speclift::source::{Source, Sources};

/// The environment variable that names the folder of the originals.
pub const ORIGINALS: &str = "SPECLIFT_ORIGINALS";

/// The workspace's root.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new(".")).to_owned()
}

/// The manifest of the workspace's pages.
///
/// # Panics
///
/// Where the manifest is missing or wrong.
pub fn manifest() -> Manifest {
    let path = root().join("spec/speclift.toml");
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    Manifest::parse(&text).expect("the workspace's manifest is right")
}

/// The workspace's pages.
///
/// # Panics
///
/// Where the folder cannot be read.
pub fn own() -> Vec<Source> {
    let path = root().join("spec/pages");
    load(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The originals of the workspace's pages, or `None` with a message where they are not at hand.
pub fn originals() -> Option<Vec<Source>> {
    let named = std::env::var_os(ORIGINALS).map(PathBuf::from);
    let path = named.unwrap_or_else(|| root().join("../shared/docs/seeds"));
    let sources = load(&path).ok().filter(|sources| !sources.is_empty());
    if sources.is_none() {
        println!("skipped: originals not at hand (set {ORIGINALS})");
    }
    sources
}

/// All files of a folder, with names relative to it.
///
/// # Errors
///
/// Where a folder or file cannot be read.
pub fn load(folder: &Path) -> io::Result<Vec<Source>> {
    let mut sources = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let bytes = fs::read(&path)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        sources.push(source(name, &bytes));
    }
    Ok(sources)
}

/// A source from a file's bytes.
pub fn source(name: impl Into<String>, bytes: &[u8]) -> Source {
    let mut source = Source::new(name, String::from_utf8_lossy(bytes));
    source.sha256 = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    source
}

/// A finished build with its sources.
#[derive(Debug)]
pub struct Build {
    /// What was compiled.
    pub sources: Sources,
    /// What came out.
    pub compiled: Compiled,
}

/// Compiles sources with the workspace's manifest.
pub fn build(sources: Vec<Source>) -> Build {
    let sources = Sources::new(sources);
    let compiled = compile(&sources, Vec::new(), &manifest());
    Build { sources, compiled }
}
