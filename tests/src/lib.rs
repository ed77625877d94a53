//! What the tests that cross crates share: loading pages, rendering findings, comparing documents.
//!
//! - [`case`]: case files, Markdown with a documentation fragment and the expected result.
//! - [`pages`]: the documentation folders that whole builds are tested on.
//! - [`wording`]: a document without its prose, to compare what two builds say of the API.

pub mod case;
pub mod pages;
pub mod wording;

use std::fmt::Write as _;

use speclift::compile::Compiled;
use speclift::finding::Finding;
use speclift::source::Sources;

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

/// The published view as JSON.
///
/// # Panics
///
/// Never: the document's types all have a JSON form.
pub fn json(compiled: &Compiled) -> serde_json::Value {
    serde_json::to_value(&compiled.document).expect("a document is JSON")
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
    for problem in speclift::validate::validate(&json(compiled)) {
        if problem.severity == speclift::finding::Severity::Error {
            broken
                .push(format!("invalid document: {} {}: {}", problem.rule, problem.pointer, problem.message));
        }
    }
    broken
}
