//! `speclift check` and `speclift client`: what they make of documents, good, bad and hostile.

use std::fs;
use std::path::Path;

use crate::support::{SPEC, folder, names, speclift, speclift_with_input};

#[test]
fn a_valid_document_is_fine() {
    let folder = folder(&[("good.yaml", SPEC.as_bytes())]);
    let run = speclift(folder.path(), &["check", "good.yaml"]).status(0);
    run.says("valid: 1 operations, 0 errors");
    speclift_with_input(folder.path(), &["check", "-"], SPEC).status(0).says("valid: ");
}

#[test]
fn problems_are_the_result() {
    let spec = SPEC.replace("schemas/Thing'", "schemas/Nothing'");
    let folder = folder(&[("bad.yaml", spec.as_bytes())]);
    let run =
        speclift(folder.path(), &["check", "bad.yaml"]).status(1).says("invalid: 1 operations, 1 errors");
    assert!(run.stdout.contains("--> /paths/~1things~1{id}/get/responses/200/content/"), "{}", run.stdout);
    assert!(run.stdout.contains("= in GET /things/{id}\n"), "{}", run.stdout);
}

#[test]
fn a_client_is_a_crate() {
    let folder = folder(&[("spec.yaml", SPEC.as_bytes()), ("mine/main.rs", b"fn main() {}")]);
    let make = |to: &str, more: &[&str]| {
        let arguments = [&["client", "spec.yaml", "-o", to, "--name", "things"], more].concat();
        speclift(folder.path(), &arguments)
    };
    make("made", &[]).status(0).no_result().says("made/src/generated.rs\n");
    let made = folder.path().join("made");
    let manifest = fs::read_to_string(made.join("Cargo.toml")).unwrap();
    assert!(manifest.contains("name = \"things\""));
    let generated = fs::read_to_string(made.join("src/generated.rs")).unwrap();
    assert!(generated.contains("get_thing") && generated.contains("--name things"), "{generated}");
    // Its own folder may be written again; somebody else's only by force.
    make("made", &[]).status(0).says("made/src/generated.rs (unchanged)\n");
    make("mine", &[]).status(2).says("mine: the folder is not empty").says("--force");
    assert_eq!(names(&folder.path().join("mine")), [Path::new("main.rs")]);
    make("mine", &["--force"]).status(0);
    assert!(folder.path().join("mine/main.rs").exists());
}

#[test]
fn no_client_for_bad_documents_and_names() {
    let spec = SPEC.replace("schemas/Thing'", "schemas/Nothing'");
    let folder = folder(&[("bad.yaml", spec.as_bytes()), ("good.yaml", SPEC.as_bytes()), ("file", b"")]);
    let run = |arguments: &[&str]| speclift(folder.path(), arguments).no_result();
    run(&["client", "bad.yaml", "-o", "made", "--name", "things"]).status(1).says("speclift check");
    run(&["client", "good.yaml", "-o", "made", "--name", "../x"]).status(2).says("`../x` is no crate name");
    run(&["client", "good.yaml", "-o", "file", "--name", "things"]).status(2).says("file: cannot be read");
    run(&["client", "none.yaml", "-o", "made", "--name", "things"]).status(2).says("none.yaml");
    assert!(!folder.path().join("made").exists());
}
