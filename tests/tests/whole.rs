//! The whole build of the workspace's own pages: everything accounted for, the same on every machine, valid.

use std::fs;
use std::sync::LazyLock;

use serde_json::Value;
use speclift::finding::Severity;
use speclift::source::Source;
use speclift::validate::{Checker, validate};
use speclift_tests::pages::{self, Build};
use speclift_tests::{findings, json, yaml};

static BUILD: LazyLock<Build> = LazyLock::new(|| pages::build(pages::own()));

/// The operations of the API, as the pages document them.
const OPERATIONS: &str = include_str!("operations.txt");

/// A build's results as text: document and findings.
fn results(build: &Build) -> String {
    yaml(&json(&build.compiled)) + &findings(&build.compiled.findings, &build.sources)
}

#[test]
fn rows_and_examples_are_accounted_for() {
    let Build { compiled, .. } = &*BUILD;
    println!("rows {:?}, examples {:?}", compiled.rows, compiled.examples);
    assert_eq!((compiled.rows.lost(), compiled.examples.lost()), (0, 0));
    assert!(compiled.rows.used > 0 && compiled.examples.used > 0);
}

#[test]
fn all_operations_are_there() {
    let found: Vec<String> = BUILD
        .compiled
        .api
        .operations
        .iter()
        .map(|operation| format!("{} {}", operation.method, operation.path))
        .collect();
    let mut expected: Vec<&str> = OPERATIONS.lines().filter(|line| !line.starts_with('#')).collect();
    let mut sorted: Vec<&str> = found.iter().map(String::as_str).collect();
    expected.sort_unstable();
    sorted.sort_unstable();
    assert_eq!(sorted, expected);
}

#[test]
fn the_order_of_files_does_not_matter() {
    let expected = results(&BUILD);
    let mut sources = pages::own();
    for _ in 0..sources.len() {
        sources.rotate_left(1);
        assert!(results(&pages::build(sources.clone())) == expected, "another order gives another result");
    }
    sources.reverse();
    assert!(results(&pages::build(sources)) == expected, "the reverse order gives another result");
}

#[test]
fn the_folder_does_not_matter() {
    let expected = results(&BUILD);
    for name in ["a", "Z z — 页"] {
        let folder = std::env::temp_dir().join(format!("speclift-{}-{name}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder can be made");
        for Source { name, text, .. } in pages::own() {
            fs::write(folder.join(name), text).expect("a file can be written");
        }
        let found = pages::load(&folder).map(|sources| results(&pages::build(sources)));
        fs::remove_dir_all(&folder).expect("the folder can be removed");
        assert!(found.expect("the folder can be read") == expected, "another folder gives another result");
    }
}

#[test]
fn the_document_is_valid() {
    let problems = validate(&json(&BUILD.compiled));
    let errors: Vec<_> = problems.iter().filter(|problem| problem.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn all_examples_validate() {
    let document = json(&BUILD.compiled);
    let checker = Checker::new(&document);
    let mut checked = 0;
    let mut wrong = Vec::new();
    each_media_type(&document, "", &mut |pointer, media| {
        let examples = media.get("examples").and_then(Value::as_object).into_iter().flatten();
        for (name, example) in examples {
            checked += 1;
            let schema = format!("{pointer}/schema");
            if let Err(violations) = checker.check(&schema, &example["value"]) {
                wrong.push(format!("{pointer} {name}: {violations:?}"));
            }
        }
    });
    println!("{checked} examples validate against their schemas");
    assert!(checked >= 30, "only {checked} examples");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Calls a function for each media type of a document, with its JSON pointer.
fn each_media_type(value: &Value, pointer: &str, call: &mut impl FnMut(&str, &Value)) {
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                let pointer = format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"));
                if key == "application/json" {
                    call(&pointer, member);
                } else {
                    each_media_type(member, &pointer, call);
                }
            }
        }
        Value::Array(elements) => {
            for (at, element) in elements.iter().enumerate() {
                each_media_type(element, &format!("{pointer}/{at}"), call);
            }
        }
        _ => {}
    }
}
