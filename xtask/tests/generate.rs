//! `cargo xtask generate` on folders of pages.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const PAGE: &str = "# Query a Thing\n\n## URI\n\nGET /v1/things\n\n## Response\n\nTable 1 Response body parameters\n\n\
                    | Parameter | Type | Description |\n| --- | --- | --- |\n| id | String | Thing |\n";

// Clippy knows tests, and not what helps them.
#[allow(clippy::unwrap_used)]
fn xtask(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask")).current_dir(folder).args(arguments).output().unwrap()
}

#[track_caller]
fn says(output: &Output, status: i32, text: &str) {
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(status), "{stderr}");
    assert!(stderr.contains(text), "no `{text}` in:\n{stderr}");
}

#[test]
fn another_folder_goes_where_it_is_told() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("docs")).unwrap();
    let page = folder.path().join("docs/a.md");
    fs::write(&page, PAGE).unwrap();
    let generate = |more: &[&str]| {
        xtask(folder.path(), &[&["generate", "--docs", "docs", "--out", "out"], more].concat())
    };
    let out = folder.path().join("out");

    // Nothing there is stale, and is not written.
    let checked = generate(&["--check"]);
    says(&checked, 1, "error: 3 stale files; run `cargo xtask generate --docs docs --out out`");
    assert!(String::from_utf8_lossy(&checked.stdout).contains("--- /dev/null\n+++ b/out/openapi.yaml\n@@"));
    assert!(!out.exists());

    says(&generate(&[]), 0, "files         out/openapi.yaml\n              out/openapi.json\n");
    let first = fs::read(out.join("openapi.json")).unwrap();
    says(&generate(&["--timings"]), 0, "out/findings.txt (unchanged)\n");
    let checked = generate(&["--check"]);
    says(&checked, 0, "operations    1\n");
    assert!(checked.stdout.is_empty());

    fs::write(&page, PAGE.replace("| id |", "| name |")).unwrap();
    let checked = generate(&["--check"]);
    says(&checked, 1, "error: ");
    let difference = String::from_utf8_lossy(&checked.stdout).into_owned();
    assert!(difference.contains("--- a/out/openapi.yaml\n+++ b/out/openapi.yaml\n"), "{difference}");
    assert!(difference.contains("\n-        id:\n+        name:\n"), "{difference}");
    assert_eq!(fs::read(out.join("openapi.json")).unwrap(), first);

    // Pages without an operation leave the old files whole.
    fs::write(&page, "# Nothing\n").unwrap();
    says(&generate(&[]), 1, "nothing was written");
    assert_eq!(fs::read(out.join("openapi.json")).unwrap(), first);
}

#[test]
fn usage() {
    let folder = tempfile::tempdir().unwrap();
    says(&xtask(folder.path(), &["generate", "--docs", "x"]), 2, "--out <DIR>");
    says(&xtask(folder.path(), &["generate", "--out", "x"]), 2, "--docs <DIR>");
    says(
        &xtask(folder.path(), &["generate", "--docs", "x", "--out", "y"]),
        2,
        "error: x: no such file or folder",
    );
}
