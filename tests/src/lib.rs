//! What the tests that cross crates share.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use speclift::compile::{Compiled, compile};
use speclift::finding::Finding;
use speclift::load::load;
use speclift::manifest::Manifest;
use speclift::source::Sources;

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ has a parent").to_path_buf()
}

/// A file of the repository.
pub fn read(path: &str) -> String {
    let path = root().join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The manifest of `spec/`.
pub fn manifest() -> Manifest {
    Manifest::parse(&read("spec/speclift.toml")).expect("the manifest of spec/ is readable")
}

/// The pages of a folder, compiled.
pub fn compile_folder(folder: &Path, manifest: &Manifest) -> (Sources, Compiled) {
    let loaded = load(&[folder.to_path_buf()], manifest).unwrap_or_else(|error| panic!("{error}"));
    let compiled = compile(&loaded.sources, loaded.findings, manifest);
    (loaded.sources, compiled)
}

/// The pages of `spec/`, compiled.
pub fn compile_pages() -> (Sources, Compiled) {
    compile_folder(&root().join("spec/pages"), &manifest())
}

/// Findings as the tests show them: code, subject and message, each witness's place, the verdict.
pub fn show_findings(findings: &[Finding], sources: &Sources) -> String {
    let mut out = String::new();
    for finding in findings {
        let rule = finding.rule;
        let _ = writeln!(out, "{}[{}] {}: {}", rule.severity, rule.code, finding.subject, finding.message);
        for witness in &finding.witnesses {
            let _ = writeln!(out, "  --> {}", sources.location(*witness));
        }
        if !finding.verdict.is_empty() {
            let _ = writeln!(out, "  = {}", finding.verdict);
        }
    }
    out
}
