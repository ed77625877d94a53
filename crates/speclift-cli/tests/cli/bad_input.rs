//! Documents that no command can do anything with: what each says of them, how it ends, and that it leaves nothing behind.

// Clippy knows tests, and not what helps them.
#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};

use crate::support::{SPEC, folder, names, speclift, speclift_with_input};

/// What is wrong with an input, and how commands end for it.
enum Outcome {
    /// No command can read it: 2.
    Unreadable,
    /// It is an OpenAPI document, and not valid: 1, and 2 where two documents are compared and it cannot be.
    Invalid,
    /// It is an OpenAPI document, and not valid; what is wrong hinders no comparison.
    Comparable,
    /// It can be published, and nothing else.
    Newer,
}
use Outcome::{Comparable, Invalid, Newer, Unreadable};

/// Inputs by the name of their file, with what is said of them.
fn inputs() -> Vec<(&'static str, Vec<u8>, Outcome, &'static str)> {
    let bomb = (1..30).fold("openapi: 3.0.3\na0: &a0 [x]\n".to_owned(), |text, i| {
        let last = i - 1;
        text + &format!("a{i}: &a{i} [*a{last}, *a{last}, *a{last}, *a{last}]\n")
    });
    let loose = SPEC.replace("schemas/Thing'", "schemas/Nothing'");
    let elsewhere = SPEC.replace("'#/components/schemas/Thing'", "other.yaml#/Thing");
    let schema = "Thing: {type: object, properties: {name: {type: string}}}";
    let itself = SPEC.replace(schema, "Thing: {$ref: '#/components/schemas/Thing'}");
    let circle = SPEC.replace(
        schema,
        "Thing: {type: object, properties: {next: {$ref: '#/components/schemas/A'}}}
    A: {$ref: '#/components/schemas/B'}
    B: {$ref: '#/components/schemas/A'}",
    );
    let parameters = SPEC
        .replace("components:\n", "components:\n  parameters: {A: {$ref: '#/components/parameters/A'}}\n");
    let newer = SPEC.replace("3.0.3", "3.1.0");
    let deep = format!("openapi: 3.0.3\nx-deep: {}1{}\n", "[".repeat(400), "]".repeat(400));
    let deeper = "[".repeat(100_000);
    let large = format!("openapi: 3.0.3\nx-large: {}\n", "0123456789\n  ".repeat(50_000_000 / 13));
    let wrong = "{\"openapi\": \"3.0.3\", \"info\": 3, \"paths\": [], \"components\": 7}";
    let of = |text: &str| text.as_bytes().to_vec();
    vec![
        ("text.yaml", of("hello"), Unreadable, "text.yaml: this is no OpenAPI document"),
        ("empty.yaml", of(""), Unreadable, "empty.yaml: this is no OpenAPI document"),
        ("list.json", of("[]"), Unreadable, "list.json: this is no OpenAPI document"),
        ("swagger.yaml", of("swagger: '2.0'"), Unreadable, "swagger.yaml: this is Swagger 2.0"),
        ("four.yaml", of("openapi: 4.0.0"), Unreadable, "four.yaml: "),
        ("newer.yaml", of(&newer), Newer, "newer.yaml: this is OpenAPI 3.1.0; only OpenAPI 3.0 is supported"),
        ("broken.json", of("{\"openapi\": "), Unreadable, "broken.json:1:"),
        (
            "twice.yaml",
            of("openapi: 3.0.3\nopenapi: 3.0.3\n"),
            Unreadable,
            "twice.yaml:2:1: the key `openapi` is there already",
        ),
        (
            "latin.yaml",
            b"openapi: 3.0.3\ninfo: {title: \xe9}\n".to_vec(),
            Unreadable,
            "latin.yaml: the document is no UTF-8",
        ),
        ("bomb.yaml", of(&bomb), Unreadable, "bomb.yaml:"),
        ("deep.yaml", of(&deep), Unreadable, "deep.yaml:"),
        ("deeper.yaml", of(&deeper), Unreadable, "deeper.yaml:"),
        (
            "large.yaml",
            of(&large),
            Unreadable,
            "large.yaml: the document is larger than the 32 MiB that are read",
        ),
        (
            "itself.yaml",
            of(&itself),
            Unreadable,
            "/components/schemas/Thing` leads in a circle of references",
        ),
        ("circle.yaml", of(&circle), Unreadable, "circle.yaml: /components/schemas/"),
        ("parameters.yaml", of(&parameters), Unreadable, "parameters.yaml: /components/parameters/A: "),
        ("loose.yaml", of(&loose), Invalid, "Nothing` leads nowhere"),
        ("elsewhere.yaml", of(&elsewhere), Invalid, "other.yaml#/Thing` lea"),
        ("bare.yaml", of("openapi: 3.0.3"), Comparable, "invalid"),
        ("wrong.json", of(wrong), Comparable, "invalid"),
        ("none.yaml", Vec::new(), Unreadable, "none.yaml: cannot be read"),
        ("folder.yaml", Vec::new(), Unreadable, "folder.yaml: "),
    ]
}

/// The commands that take a document, with what each makes of it.
const COMMANDS: &[(&str, &[&str])] = &[
    ("check", &["check", "IT"]),
    ("site", &["site", "IT", "-o", "made"]),
    ("site", &["site", "good.yaml", "--also", "zh=IT", "-o", "made"]),
    ("client", &["client", "IT", "-o", "made", "--name", "things"]),
    ("diff", &["diff", "IT", "good.yaml", "-o", "made"]),
    ("diff", &["diff", "good.yaml", "IT", "-o", "made"]),
    ("diff", &["diff", "good.yaml", "IT"]),
];

fn status(outcome: &Outcome, command: &str) -> i32 {
    match (outcome, command) {
        (Comparable, "diff") | (Newer, "site") => 0,
        (Unreadable | Newer, _) | (Invalid, "diff") => 2,
        (Invalid | Comparable, _) => 1,
    }
}

#[test]
fn every_command_tells_and_leaves_nothing() {
    let inputs = inputs();
    let mut files: Vec<(&str, &[u8])> = inputs
        .iter()
        .filter(|(_, bytes, ..)| !bytes.is_empty())
        .map(|(name, bytes, ..)| (*name, &**bytes))
        .collect();
    files.extend([("good.yaml", SPEC.as_bytes()), ("empty.yaml", b""), ("folder.yaml/x.txt", b"")]);
    let folder = folder(&files);
    let before = names(folder.path());
    for (name, _, outcome, message) in &inputs {
        for (command, arguments) in COMMANDS {
            let expected = status(outcome, command);
            if expected == 0 {
                continue;
            }
            let arguments: Vec<String> = arguments.iter().map(|word| word.replace("IT", name)).collect();
            let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
            let run = speclift(folder.path(), &arguments).status(expected);
            // What is wrong is the result of a check, and told beside a document that cannot be used.
            let told = run.stdout.clone() + &run.stderr;
            assert!(told.contains(message), "{arguments:?}: no `{message}` in:\n{told}");
            if expected == 2 {
                let last = run.stderr.lines().rfind(|line| !line.starts_with(' ')).unwrap_or_default();
                assert!(last.starts_with("error: "), "{arguments:?}: {}", run.stderr);
            }
            if *command != "check" {
                run.no_result();
            }
            assert_eq!(names(folder.path()), before, "{arguments:?}");
        }
    }
}

/// A circle is told with everything else that is wrong.
#[test]
fn a_circle_hides_nothing_from_a_check() {
    let spec = SPEC
        .replace(
            "Thing: {type: object, properties: {name: {type: string}}}",
            "Thing: {$ref: '#/components/schemas/Thing'}",
        )
        .replace("operationId: getThing", "operationId: getThing\n      tags: [3]");
    let run = speclift_with_input(Path::new("."), &["check", "-"], &spec).status(2);
    assert!(
        run.stdout.contains("circular-reference") && run.stdout.contains("/get/tags/0"),
        "{}",
        run.stdout
    );
    run.says("error: standard input: /components/schemas/Thing: the reference `#/components/schemas/Thing` leads in a circle");
}

/// A structure that has itself in it is as it should be, wherever.
#[test]
fn recursion_is_no_circle() {
    let tree = SPEC.replace(
        "{name: {type: string}}",
        "{name: {type: string}, inner: {$ref: '#/components/schemas/Thing'}, more: {type: array, items: {$ref: '#/components/schemas/Thing'}}}",
    );
    let folder = folder(&[("tree.yaml", tree.as_bytes()), ("good.yaml", SPEC.as_bytes())]);
    for arguments in [
        ["check", "tree.yaml"].as_slice(),
        &["site", "tree.yaml", "-o", "site"],
        &["client", "tree.yaml", "-o", "client", "--name", "things"],
        &["diff", "good.yaml", "tree.yaml"],
        &["diff", "tree.yaml", "good.yaml"],
        &["diff", "tree.yaml", "tree.yaml"],
    ] {
        speclift(folder.path(), arguments).status(0);
    }
}

/// Where a result cannot be written, there is none, nor a part of one.
#[test]
fn what_cannot_be_written_is_told() {
    let folder = folder(&[("spec.yaml", SPEC.as_bytes()), ("file", b"x"), ("shut/x.txt", b"x")]);
    let before = names(folder.path());
    shut(&folder.path().join("shut"), true);
    for to in ["file/made", "shut/made"] {
        for arguments in [
            ["site", "spec.yaml", "-o", to].as_slice(),
            &["client", "spec.yaml", "-o", to, "--name", "things"],
            &["diff", "spec.yaml", "spec.yaml", "-o", to],
        ] {
            if to.starts_with("shut") && is_almighty(folder.path()) {
                continue;
            }
            let run = speclift(folder.path(), arguments).status(2).no_result();
            assert!(
                run.stderr.starts_with("error: ") && run.stderr.contains(to),
                "{arguments:?}: {}",
                run.stderr
            );
        }
    }
    shut(&folder.path().join("shut"), false);
    assert_eq!(names(folder.path()), before);
}

/// Forbids everybody to write into a folder, or allows it again.
fn shut(folder: &Path, shut: bool) {
    let mut permissions = folder.metadata().unwrap().permissions();
    #[cfg(unix)]
    std::os::unix::fs::PermissionsExt::set_mode(&mut permissions, if shut { 0o500 } else { 0o700 });
    #[cfg(not(unix))]
    permissions.set_readonly(shut);
    std::fs::set_permissions(folder, permissions).unwrap();
}

/// Whether permissions do not bind this user, as they do not bind root.
fn is_almighty(folder: &Path) -> bool {
    let probe: PathBuf = folder.join("shut/probe");
    let made = std::fs::write(&probe, b"").is_ok();
    let _ = std::fs::remove_file(probe);
    made
}
