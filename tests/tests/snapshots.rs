//! Snapshots of each stage on the workspace's own pages. `INSTA_UPDATE=always` refreshes them.
//!
//! Every snapshot is in the table below; a file that the table does not name is refused.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use speclift::claim::{self, Claims};
use speclift::page::{BlockKind, Page};
use speclift::read;
use speclift_tests::pages::{self, Build};

static BUILD: LazyLock<Build> = LazyLock::new(|| pages::build(pages::own()));

/// A test for each snapshot, and the table of their names.
macro_rules! snapshots {
    ($($name:ident => $text:expr;)*) => {
        const NAMES: &[&str] = &[$(stringify!($name)),*];
        $(#[test]
        fn $name() {
            insta::assert_snapshot!(stringify!($name), $text);
        })*
    };
}

snapshots! {
    page_sync_backup => page("sync-backup.md");
    page_synchronizing_a_backup => page("synchronizing-a-backup.txt");
    page_update_backup => page("update-backup.md");
    page_replicate_backup => page("replicate-backup.md");
    page_reference_tasks => chapter("reference.txt", "4.1.1");
    page_reference_request_examples => chapter("reference.txt", "4.2.1");
    page_reference_errors => chapter("reference.txt", "6.2");
    claims_update_backup => claims("update-backup.md");
    findings => speclift_tests::findings(&BUILD.compiled.findings, &BUILD.sources);
    document => whole_document();
    client_surface => surface();
}

fn page_of(name: &str) -> Page {
    let (id, source) = BUILD.sources.iter().find(|(_, source)| source.name == name).expect("the page exists");
    read::read_one(id, source).0
}

fn page(name: &str) -> String {
    read::dump(&page_of(name), &BUILD.sources)
}

/// The chapter with a number: its heading and all blocks to the next numbered heading.
fn chapter(name: &str, number: &str) -> String {
    let mut page = page_of(name);
    let numbered = |block: &speclift::page::Block| match &block.kind {
        BlockKind::Heading(heading) => heading.number.clone(),
        _ => None,
    };
    let start = page.blocks.iter().position(|block| numbered(block).as_deref() == Some(number));
    let start = start.expect("the chapter exists");
    page.blocks.drain(..start);
    let end = page.blocks.iter().skip(1).position(|block| numbered(block).is_some());
    page.blocks.truncate(end.map_or(page.blocks.len(), |end| end + 1));
    read::dump(&page, &BUILD.sources)
}

fn claims(name: &str) -> String {
    let claims: Claims = claim::claim(&[page_of(name)]).claims;
    claim::dump(&claims, &BUILD.sources)
}

/// The published view without the record of its making, which changes with every word of a page.
fn whole_document() -> String {
    let mut document = speclift_tests::json(&BUILD.compiled);
    document.as_object_mut().expect("a document is an object").shift_remove("x-speclift");
    speclift_tests::yaml(&document)
}

fn surface() -> String {
    let path = pages::root().join("crates/huaweicloud-cbr/src/generated.rs");
    speclift_codegen::public_surface(&fs::read_to_string(path).expect("the generated client exists"))
}

/// A snapshot that no test asserts is left over from one that is gone.
#[test]
fn every_snapshot_is_referenced() {
    let root = pages::root();
    let mut files = Vec::new();
    for folder in ["crates", "tests", "xtask"] {
        snapshot_files(&root.join(folder), &mut files);
    }
    let own = root.join("tests/tests/snapshots");
    let mut stray: Vec<String> = Vec::new();
    for file in &files {
        let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let referenced = if file.parent() == Some(&own) {
            NAMES.iter().any(|name| stem == format!("snapshots__{name}"))
        } else {
            asserted(file, &stem)
        };
        if !referenced {
            stray.push(file.strip_prefix(&root).unwrap_or(file).display().to_string());
        }
    }
    assert!(stray.is_empty(), "no test asserts these snapshots; remove them: {stray:#?}");
    for name in NAMES {
        let file = own.join(format!("snapshots__{name}.snap"));
        assert!(
            files.contains(&file) || std::env::var_os("INSTA_UPDATE").is_some(),
            "{name} has no snapshot"
        );
    }
}

/// Whether the test file `tests/<test>.rs` beside a snapshot `<test>__<name>.snap` speaks of its name.
fn asserted(file: &Path, stem: &str) -> bool {
    let Some((test, name)) = stem.split_once("__") else { return false };
    let source = file.with_file_name("..").join(format!("{test}.rs"));
    fs::read_to_string(source).is_ok_and(|text| text.contains(name))
}

fn snapshot_files(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            snapshot_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "snap") {
            files.push(path);
        }
    }
}
