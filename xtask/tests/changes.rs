//! `cargo xtask diff`: what it cannot do is told, and leaves nothing behind.

// Clippy knows tests, and not what helps them.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn diff(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.current_dir(folder).arg("diff").args(arguments).output().unwrap()
}

#[test]
fn what_cannot_be_compared_or_written_is_told() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("file"), "x").unwrap();
    for (arguments, message) in [
        (["nowhere", "-o", "changes.md"].as_slice(), "`nowhere`"),
        (&["--", "-o"], "`-o`"),
        (&["HEAD", "-o", "changes.md", "--current-version", "one"], "`one` is no version"),
        (&["HEAD", "-o", "file/changes.md"], "error: "),
    ] {
        let output = diff(folder.path(), arguments);
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {stderr}");
        assert!(stderr.starts_with("error: ") && stderr.contains(message), "{arguments:?}: {stderr}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "{arguments:?}");
    }
}
