//! Each rule is told of in the manual, and shown by a case or a test.

use std::path::Path;

use speclift::rules::{ALL, MANUAL_PATH};
use speclift_tests::{read, root};

/// Rules that no page of a case can show, and the test that shows them.
const ELSEWHERE: &[(&str, &str, &str)] = &[
    ("binary-file", "crates/speclift-cli/tests/cli/build.rs", "warning[binary-file]"),
    ("empty-file", "crates/speclift-cli/tests/cli/findings.rs", "1 empty-file"),
    ("limit-reached", "tests/tests/hostile.rs", "\"limit-reached\""),
    ("invalid-utf8", "crates/speclift-cli/tests/cli/build.rs", "warning[invalid-utf8]"),
    // No page makes it fire: the test says so of all pages there are.
    ("unaccounted", "tests/tests/accounting.rs", "fn every_row_and_every_example_is_used_or_reported"),
];

/// What the cases expect as findings.
fn expected() -> String {
    fn walk(folder: &Path, out: &mut String) {
        for path in std::fs::read_dir(folder).expect("a folder of cases").flatten().map(|entry| entry.path())
        {
            if path.is_dir() {
                walk(&path, out);
                continue;
            }
            let text = std::fs::read_to_string(&path).expect("a case is text");
            let mut inside = false;
            for line in text.lines() {
                match line.starts_with("````") || line.starts_with("~~~~") {
                    true => inside = line.trim_start_matches(['`', '~']) == "findings",
                    false if inside => *out += &format!("{line}\n"),
                    false => {}
                }
            }
        }
    }
    let mut out = String::new();
    walk(&root().join("tests/cases"), &mut out);
    out
}

#[test]
fn every_rule_is_shown() {
    let expected = expected();
    for rule in ALL {
        let elsewhere = ELSEWHERE.iter().find(|(code, ..)| *code == rule.code);
        match elsewhere {
            Some((code, path, words)) => {
                assert!(read(path).contains(words), "{code}: {path} shows it no more")
            }
            None => {
                let fired = format!("{}[{}] ", rule.severity, rule.code);
                assert!(expected.lines().any(|line| line.starts_with(&fired)), "no case shows {}", rule.code);
            }
        }
    }
}

#[test]
fn the_manual_tells_of_every_rule() {
    let manual = read(MANUAL_PATH);
    for rule in ALL {
        let start = format!("\n## {}\n", rule.code);
        let (_, section) = manual.split_once(&start).unwrap_or_else(|| panic!("no section of {}", rule.code));
        let section = section.split("\n## ").next().unwrap_or_default();
        for part in ["fault.*", "### Why it hurts", "### Example", "### How to settle it", rule.remedy] {
            assert!(section.contains(part), "{}: no `{part}`", rule.code);
        }
    }
}
