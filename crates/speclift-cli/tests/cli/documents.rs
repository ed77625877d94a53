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
fn what_is_no_document_is_told_apart_and_no_panic() {
    let deep = "[".repeat(100_000);
    let bomb = (1..30).fold("a0: &a0 [x]\n".to_owned(), |text, i| {
        let last = i - 1;
        text + &format!("a{i}: &a{i} [*a{last}, *a{last}, *a{last}, *a{last}]\n")
    });
    let documents: [(&str, i32, &str); 9] = [
        ("", 2, "this is no OpenAPI document"),
        ("swagger: '2.0'", 2, "Swagger 2.0"),
        ("openapi: 3.1.0", 2, "only OpenAPI 3.0"),
        ("{\"openapi\": \"3.0.3\"", 2, "standard input:1:"),
        ("openapi: 3.0.3\nopenapi: 3.0.3", 2, "standard input:"),
        (&deep, 2, "standard input:"),
        (&bomb, 2, "standard input"),
        ("openapi: 3.0.3", 1, "invalid: "),
        ("{\"openapi\": \"3.0.3\", \"info\": 3, \"paths\": [], \"components\": 7}", 1, "invalid: "),
    ];
    let folder = folder(&[("latin.yaml", b"openapi: 3.0.3\ninfo: {title: \xe9}\n")]);
    for (text, status, message) in documents {
        speclift_with_input(folder.path(), &["check", "-"], text).status(status).says(message);
    }
    speclift(folder.path(), &["check", "latin.yaml"]).status(2).says("no UTF-8");
    speclift(folder.path(), &["check", "none.yaml"]).status(2).says("none.yaml: cannot be read");
    speclift(folder.path(), &["check", "."]).status(2).says(".: cannot be read");
    speclift(folder.path(), &["check"]).status(2);
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
