//! Every rule has a case file of its own that shows it both ways: where it fires, and where it does not.

use std::fs;

use speclift_tests::case::findings_blocks;
use speclift_tests::root;

/// Rules without a case: those of loading files, which a case does not do; the one that only a defect of the
/// compiler fires; and the one that wants more tables than a case has. `rules.rs` names the tests that show them.
const WITHOUT_CASE: &[&str] = &["invalid-utf8", "binary-file", "empty-file", "unaccounted", "limit-reached"];

#[test]
fn every_rule_is_shown_both_ways() {
    let folder = root().join("tests/cases/rules");
    let mut missing = Vec::new();
    for rule in speclift::rules::ALL.iter().filter(|rule| !WITHOUT_CASE.contains(&rule.code)) {
        let path = folder.join(format!("{}.md", rule.code));
        let blocks = fs::read_to_string(&path)
            .map_err(|error| error.to_string())
            .and_then(|text| findings_blocks(&text));
        let fired = format!("{}[{}]", rule.severity, rule.code);
        match blocks {
            Err(error) => missing.push(format!("{}: {error}", path.display())),
            Ok(blocks) => {
                let (fires, silent): (Vec<_>, Vec<_>) =
                    blocks.iter().partition(|block| block.contains(&fired));
                if fires.is_empty() || silent.is_empty() {
                    missing.push(format!(
                        "{}: {} cases where it fires, {} where it does not",
                        path.display(),
                        fires.len(),
                        silent.len()
                    ));
                }
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}
