//! The invariants of ARCHITECTURE.md that a look at the files can guard.

use std::path::{Path, PathBuf};
use std::process::Command;

use speclift_tests::{read, root};

fn files(folder: &str) -> Vec<(PathBuf, String)> {
    fn walk(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
        let Ok(entries) = std::fs::read_dir(folder) else { return };
        for path in entries.flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(&path).expect("a source file is text");
                found.push((path, text));
            }
        }
    }
    let mut found = Vec::new();
    walk(&root().join(folder), &mut found);
    assert!(!found.is_empty(), "{folder} has no source files");
    found
}

/// The code of a file without its comments.
fn code(text: &str) -> String {
    text.lines().filter(|line| !line.trim_start().starts_with("//")).map(|line| format!("{line}\n")).collect()
}

fn refuse(folders: &[&str], words: &[&str], why: &str) {
    for folder in folders {
        for (path, text) in files(&format!("crates/speclift/src/{folder}")) {
            let code = code(&text);
            for word in words {
                assert!(!code.contains(word), "{}: `{word}`: {why}", path.display());
            }
        }
    }
}

#[test]
fn readers_use_no_vocabulary() {
    refuse(&["read"], &["crate::vocabulary", "crate::claim", "crate::grammar"], "readers know no API words");
}

#[test]
fn formats_stay_in_readers() {
    let words = ["scraper", "html5ever", "pulldown_cmark"];
    refuse(&["claim", "reconcile", "emit", "grammar", "json"], &words, "only readers know formats");
}

#[test]
fn stages_look_forward_only() {
    refuse(
        &["read"],
        &["crate::claim", "crate::reconcile", "crate::emit", "crate::api"],
        "reading is the first stage",
    );
    refuse(
        &["claim"],
        &["crate::reconcile", "crate::emit", "crate::api", "crate::read"],
        "claims come before the API",
    );
    refuse(&["reconcile"], &["crate::emit", "crate::read", "openapiv3"], "the API comes before the document");
    refuse(
        &["emit"],
        &["crate::claim", "crate::reconcile", "crate::read", "crate::page"],
        "emitting sees the API only",
    );
    refuse(
        &["overlay"],
        &[
            "crate::claim",
            "crate::reconcile",
            "crate::read",
            "crate::page",
            "crate::api",
            "crate::vocabulary",
        ],
        "an overlay sees the document only",
    );
    refuse(
        &["localise"],
        &[
            "crate::claim",
            "crate::reconcile",
            "crate::read",
            "crate::page",
            "crate::api",
            "crate::vocabulary",
            "crate::source",
        ],
        "localising sees the document only",
    );
}

#[test]
fn the_compiler_is_lean() {
    let heavy = ["progenitor", "typify", "syn", "tokio", "reqwest", "hyper", "rustls", "openssl"];
    depends_on_none("speclift", &heavy);
    depends_on_none("speclift-contract", &heavy);
}

/// Those who only generate need not compile a client, a simulator and TLS.
#[test]
fn chores_are_light() {
    depends_on_none(
        "xtask",
        &["tokio", "reqwest", "hyper", "rustls", "openssl", "axum", "cbr", "huaweicloud"],
    );
}

fn depends_on_none(package: &str, names: &[&str]) {
    let tree = Command::new(env!("CARGO"))
        .args(["tree", "--package", package, "--edges", "normal", "--prefix", "none", "--offline"])
        .current_dir(root())
        .output()
        .expect("cargo runs");
    assert!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));
    let tree = String::from_utf8_lossy(&tree.stdout);
    for name in names {
        let found = tree.lines().find(|line| {
            let macro_crate = line.contains("proc-macro") || *name == "syn";
            !macro_crate && line.split(' ').next().is_some_and(|word| word.starts_with(name))
        });
        assert_eq!(found, None, "{package} depends on {name}");
    }
}

#[test]
fn no_service_is_named() {
    let words = ["CBR", "Cloud Backup", "vault", "BackupService", "huaweicloud", "云备份"];
    for (path, text) in files("crates/speclift/src") {
        let tests = text.find("#[cfg(test)]").unwrap_or(text.len());
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if name.contains("tests") {
            continue;
        }
        let code = code(&text[..tests]);
        for word in words {
            assert!(!code.contains(word), "{}: `{word}`: the compiler knows no service", path.display());
        }
    }
}

#[test]
fn generated_files_say_so() {
    for file in [
        "spec/cbr.openapi.yaml",
        "spec/cbr.zh.openapi.yaml",
        "spec/findings.txt",
        "docs/findings.md",
        "docs/changes.md",
        "crates/huaweicloud-cbr/src/generated.rs",
        "tests/tests/round_trip/bodies.rs",
    ] {
        let text = read(file);
        let head: String = text.lines().take(6).collect::<Vec<_>>().join("\n");
        assert!(head.to_lowercase().contains("generated by speclift"), "{file} has no banner:\n{head}");
    }
    let lib = read("crates/huaweicloud-cbr/src/lib.rs");
    assert!(lib.contains("mod generated;"), "generated code stands in a file of its own");
}
