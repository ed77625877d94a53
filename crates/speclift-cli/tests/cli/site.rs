//! `speclift site`: folders that appear whole or not at all, and what is told of bad input.

use std::fs;

use crate::support::{PAGE, SPEC, command, folder, names, speclift, speclift_with_input};

const NEW: &str = "openapi: 3.1.0\ninfo: {title: Things, version: '1'}\npaths:\n  /things:\n    get:\n      operationId: listThings\n      responses:\n        '200':\n          description: All\n          content:\n            application/json:\n              schema: {type: [string, 'null']}\n";

#[test]
fn a_document_becomes_a_folder() {
    let folder = folder(&[
        ("spec.yaml", SPEC.as_bytes()),
        ("zh.yaml", SPEC.as_bytes()),
        ("C.md", b"# C\n\n<b>x</b>\n"),
    ]);
    let run = speclift(
        folder.path(),
        &["site", "spec.yaml", "-o", "out/site", "--also", "zh=zh.yaml", "--changelog", "C.md"],
    );
    run.status(0).no_result().says("no evidence pages: name the pages of the documentation with --docs");
    let read = |name: &str| fs::read_to_string(folder.path().join("out/site").join(name)).unwrap();
    assert!(read("index.html").contains("href=\"zh/index.html\""));
    assert!(read("zh/reference.html").contains("lang=\"zh\""));
    assert!(read("changelog.html").contains("&lt;b&gt;x"));
    assert!(read("openapi-3.1.yaml").starts_with("openapi: 3.1.0\n"));
    assert_eq!(names(&folder.path().join("out")), ["site".into()] as [std::path::PathBuf; 1]);

    // The same again, without the other language: its files are gone, and the bytes of the others are the same.
    let before = read("openapi.json");
    speclift(folder.path(), &["site", "spec.yaml", "-o", "out/site"]).status(0);
    assert!(!folder.path().join("out/site/zh").exists());
    assert_eq!(read("openapi.json"), before);
}

#[test]
fn pages_are_evidence() {
    let folder = folder(&[("docs/a.md", PAGE.as_bytes())]);
    speclift(folder.path(), &["build", "docs", "-o", "spec.yaml"]).status(0);
    speclift(folder.path(), &["site", "spec.yaml", "-o", "site", "--docs", "docs"]).status(0);
    let operations = folder.path().join("site/operations");
    let page = names(&operations).into_iter().find(|name| name.extension().is_some_and(|end| end == "html"));
    let page = fs::read_to_string(operations.join(page.unwrap())).unwrap();
    let line = PAGE.lines().position(|line| line.starts_with("| thing_id")).unwrap() + 1;
    assert!(page.contains(&format!("a.md:{line}<")), "no line {line} in {page}");
    assert!(page.contains("| thing_id | Yes | String | Thing |"), "{page}");
    assert!(folder.path().join("site/findings.jsonl").exists());
}

#[test]
fn openapi_3_1_is_lowered_or_refused() {
    let folder = folder(&[]);
    speclift_with_input(folder.path(), &["site", "-", "-o", "site"], NEW).status(0);
    let read = |name: &str| fs::read_to_string(folder.path().join("site").join(name)).unwrap();
    assert!(read("openapi.yaml").contains("nullable: true"));
    assert!(read("openapi-3.1.json").contains("\"null\""));
    let tuple = NEW.replace("{type: [string, 'null']}", "{type: array, prefixItems: [{type: string}]}");
    speclift_with_input(folder.path(), &["site", "-", "-o", "other"], &tuple)
        .status(2)
        .says("cannot be said in 3.0 without loss")
        .says("/paths/~1things/get/responses/200/content/application~1json/schema/prefixItems");
    assert_eq!(names(folder.path()), ["site".into()] as [std::path::PathBuf; 1]);
}

#[test]
fn bad_arguments_leave_nothing() {
    let folder = folder(&[("file", b"x"), ("spec.yaml", SPEC.as_bytes())]);
    for (arguments, message) in [
        (["none.yaml", "-o", "site"].as_slice(), "none.yaml: cannot be read"),
        (&["spec.yaml", "-o", "file/site"], "file/site: cannot be written"),
        (&["spec.yaml", "-o", "file"], "file: cannot be written: not a directory"),
        (&["spec.yaml", "-o", "."], "the folder that you are in"),
        (&["spec.yaml", "-o", "site", "--changelog", "none.md"], "none.md: cannot be read"),
        (&["spec.yaml", "-o", "site", "--also", "zh"], "zh=service.zh.openapi.yaml"),
        (&["spec.yaml", "-o", "site", "--also", "en=spec.yaml"], "in the language `en`"),
        (&["spec.yaml", "-o", "site", "--language", "../x"], "is no language"),
        (&["spec.yaml", "-o", "site", "--docs", "nowhere"], "nowhere"),
    ] {
        speclift(folder.path(), &[&["site"], arguments].concat()).status(2).says(message);
    }
    assert_eq!(names(folder.path()).len(), 2, "{:?}", names(folder.path()));
}

#[test]
fn a_recursive_structure_is_no_circle() {
    let folder = folder(&[]);
    let spec = SPEC.replace(
        "{name: {type: string}}",
        "{name: {type: string}, inner: {$ref: '#/components/schemas/Thing'}, more: {type: array, items: {$ref: '#/components/schemas/Thing'}}}",
    );
    speclift_with_input(folder.path(), &["site", "-", "-o", "site"], &spec).status(0);
}

#[test]
fn what_no_publish_wrote_stays() {
    let folder = folder(&[("spec.yaml", SPEC.as_bytes()), ("mine/notes.txt", b"x"), ("empty/.keep", b"")]);
    fs::remove_file(folder.path().join("empty/.keep")).unwrap();
    speclift(folder.path(), &["site", "spec.yaml", "-o", "mine"])
        .status(2)
        .says("`notes.txt`")
        .says("--force");
    assert_eq!(names(&folder.path().join("mine")).len(), 1);
    speclift(folder.path(), &["site", "spec.yaml", "-o", "empty"]).status(0);
    speclift(folder.path(), &["site", "spec.yaml", "-o", "mine", "--force"]).status(0);
    assert!(!folder.path().join("mine/notes.txt").exists());
}

/// Whenever it is interrupted, the folder is whole: the old one or the new one.
#[cfg(unix)]
#[test]
fn ctrl_c_leaves_nothing_half_written() {
    use std::time::{Duration, Instant};
    let folder = folder(&[("spec.yaml", SPEC.as_bytes())]);
    let start = Instant::now();
    speclift(folder.path(), &["site", "spec.yaml", "-o", "out/site"]).status(0);
    let whole = start.elapsed();
    let count = |folder: &std::path::Path| names(folder).len();
    let expected = count(&folder.path().join("out/site"));
    for step in 0..12 {
        let mut child = command(folder.path(), &["site", "spec.yaml", "-o", "out/site"])
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(whole * step / 12 + Duration::from_millis(1));
        let killed = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).output();
        assert!(killed.is_ok());
        child.wait().unwrap();
        assert_eq!(count(&folder.path().join("out/site")), expected);
        assert_eq!(count(&folder.path().join("out")), 1, "{:?}", names(&folder.path().join("out")));
    }
}
