//! `cargo xtask publish` into folders of a test.

// Clippy knows tests, and not what helps them.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn publish(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.current_dir(folder).arg("publish").args(arguments).output().unwrap()
}

#[test]
fn what_came_out_of_the_pages_is_published_whole() {
    let folder = tempfile::tempdir().unwrap();
    let output = publish(folder.path(), &["-o", "site"]);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{stderr}");
    assert!(stderr.contains("pages") && stderr.contains("all") && stderr.contains("compiling"), "{stderr}");
    let read = |name: &str| fs::read_to_string(folder.path().join("site").join(name)).unwrap();
    let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/cbr.openapi.yaml");
    assert_eq!(read("openapi.yaml"), fs::read_to_string(spec).unwrap(), "run `cargo xtask generate`");
    let chinese = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/cbr.zh.openapi.json");
    assert_eq!(read("zh/openapi.json"), fs::read_to_string(chinese).unwrap());
    assert!(
        read("index.html").contains("<html lang=\"en\">")
            && read("zh/index.html").contains("<html lang=\"zh\">")
    );
    assert!(read("changelog.html").contains("Keep a Changelog"));
    assert!(read("operations/create-vault.html").contains("reference.txt:"));

    fs::write(folder.path().join("site/mine.txt"), "x").unwrap();
    let output = publish(folder.path(), &["-o", "site"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("`mine.txt`"));
    fs::write(folder.path().join("file"), "x").unwrap();
    assert_eq!(publish(folder.path(), &["-o", "file/site"]).status.code(), Some(2));
}
