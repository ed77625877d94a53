//! Nothing is lost, the same input gives the same bytes, and what comes out is valid.

use std::collections::BTreeSet;

use serde_json::Value;
use speclift::build::build;
use speclift::compile::compile;
use speclift::finding::Severity;
use speclift::manifest::Manifest;
use speclift::output;
use speclift::source::Sources;
use speclift::validate::{Checker, validate};
use speclift_tests::{compile_pages, findings, manifest, read, root};

#[test]
fn every_row_and_every_example_is_used_or_reported() {
    let (sources, compiled) = compile_pages();
    assert_eq!(compiled.rows.lost(), 0, "rows");
    assert_eq!(compiled.examples.lost(), 0, "examples");
    assert!(compiled.rows.total > 1000, "the pages have over a thousand rows: {:?}", compiled.rows);
    assert!(
        compiled.rows.used * 10 > compiled.rows.total * 9,
        "nine rows of ten are used: {:?}",
        compiled.rows
    );
    let errors: Vec<_> = compiled
        .findings
        .iter()
        .filter(|finding| finding.rule.severity == Severity::Error)
        .cloned()
        .collect();
    assert!(errors.is_empty(), "{}", findings(&errors, &sources));
}

#[test]
fn all_operations_are_there() {
    let (_, compiled) = compile_pages();
    let id = |operation: &Value| operation["operationId"].as_str().unwrap_or_default().to_owned();
    let found: BTreeSet<String> = operations(&compiled.document)
        .map(|(path, method, operation)| format!("{} {} {path}", id(operation), method.to_uppercase()))
        .collect();
    let wanted: BTreeSet<String> = read("tests/data/operations.txt").lines().map(str::to_owned).collect();
    assert_eq!(found, wanted);
    assert_eq!(wanted.len(), 31);
}

#[test]
fn the_order_of_files_does_not_matter() {
    let (sources, compiled) = compile_pages();
    let manifest = manifest();
    let yaml = output::render(&compiled.document, output::Form::Yaml).expect("renders");
    let mut list: Vec<_> = sources.iter().map(|(_, source)| source.clone()).collect();
    for _ in 0..list.len() {
        list.rotate_left(1);
        let turned = compile(&Sources::new(list.clone()), Vec::new(), &manifest);
        assert_eq!(yaml, output::render(&turned.document, output::Form::Yaml).expect("renders"));
    }
}

/// The document as the pages give it, and as it is published, after the manifest's overlay.
#[test]
fn the_document_is_valid_and_its_examples_are_too() {
    let spec = root().join("spec");
    let manifest = Manifest::read(&spec.join("speclift.toml")).expect("the manifest is readable");
    assert!(!manifest.overlay.is_empty(), "the manifest names an overlay");
    let published = build(&[spec.join("pages")], &manifest).unwrap_or_else(|error| panic!("{error}"));
    assert!(published.overlay.iter().all(|action| !action.matched.is_empty() && !action.touched.is_empty()));
    for compiled in [&compile_pages().1, &published.compiled] {
        let examples = valid_examples(&compiled.document);
        println!("{examples} documented examples are valid under the document");
        assert!(examples >= 50, "{examples} examples");
    }
}

/// The operations of a document, with path and method.
fn operations(document: &Value) -> impl Iterator<Item = (&str, &str, &Value)> {
    members(&document["paths"])
        .flat_map(|(path, item)| members(item).map(move |(method, operation)| (path, method, operation)))
}

fn members(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    value.as_object().into_iter().flatten().map(|(key, value)| (key.as_str(), value))
}

/// How many examples a valid document has, all of which are valid under it.
fn valid_examples(document: &Value) -> usize {
    let errors: Vec<_> =
        validate(document).into_iter().filter(|problem| problem.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");

    let checker = Checker::new(document);
    let mut count = 0;
    for (path, method, operation) in operations(document) {
        let request = std::iter::once(("requestBody".to_owned(), &operation["requestBody"]));
        let responses =
            members(&operation["responses"]).map(|(status, body)| (format!("responses/{status}"), body));
        for (place, body) in request.chain(responses) {
            for (media, content) in members(&body["content"]) {
                let escaped = |part: &str| part.replace('~', "~0").replace('/', "~1");
                let schema =
                    format!("/paths/{}/{method}/{place}/content/{}/schema", escaped(path), escaped(media));
                for (_, example) in members(&content["examples"]) {
                    count += 1;
                    if let Err(violations) = checker.check(&schema, &example["value"]) {
                        panic!("{method} {path}: {violations:#?}");
                    }
                }
            }
        }
    }
    count
}
