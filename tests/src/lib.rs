//! What the tests that cross crates share: the repository's own pages, findings as text, case files.

pub mod case;
pub mod damage;
pub mod wording;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use speclift::compile::{Compiled, Evidence, compile, compile_with_evidence};
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

/// The same, with what it was made from.
pub fn compile_pages_with_evidence() -> (Sources, Compiled, Evidence) {
    let manifest = manifest();
    let loaded = load(&[root().join("spec/pages")], &manifest).unwrap_or_else(|error| panic!("{error}"));
    let (compiled, evidence) = compile_with_evidence(&loaded.sources, loaded.findings, &manifest);
    (loaded.sources, compiled, evidence)
}

/// Findings as text: `severity[code] subject: message`, then a line for each witness and one for the verdict.
pub fn findings(findings: &[Finding], sources: &Sources) -> String {
    let mut text = String::new();
    for finding in findings {
        let rule = finding.rule;
        // Writing to a string does not fail.
        let _ = writeln!(text, "{}[{}] {}: {}", rule.severity, rule.code, finding.subject, finding.message);
        for witness in &finding.witnesses {
            let _ = writeln!(text, "  {}", sources.location(*witness));
        }
        if !finding.verdict.is_empty() {
            let _ = writeln!(text, "  = {}", finding.verdict);
        }
    }
    text
}

/// A value as YAML.
///
/// # Panics
///
/// Never: every JSON value has a YAML form.
pub fn yaml(value: &serde_json::Value) -> String {
    serde_yaml::to_string(value).expect("JSON is YAML")
}

/// What no build may break, whatever its pages say: everything is accounted for, and the document is valid.
/// Gives what is broken, a line each.
pub fn broken_invariants(compiled: &Compiled) -> Vec<String> {
    let mut broken = Vec::new();
    for (what, counts) in [("rows", compiled.rows), ("examples", compiled.examples)] {
        if counts.lost() > 0 {
            broken.push(format!("{} {what} are neither used nor reported: {counts:?}", counts.lost()));
        }
    }
    for problem in speclift::validate::validate(&compiled.document) {
        if problem.severity == speclift::finding::Severity::Error {
            broken
                .push(format!("invalid document: {} {}: {}", problem.rule, problem.pointer, problem.message));
        }
    }
    broken
}
