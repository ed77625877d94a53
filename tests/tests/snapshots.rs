//! A snapshot of each stage. `INSTA_UPDATE=always cargo test -p speclift-tests` refreshes them: read what
//! changed before you commit it.

use std::collections::BTreeSet;

use speclift::source::Sources;
use speclift::{claim, read as reading};
use speclift_tests::{compile_pages, read, root, show_findings};

/// All snapshots of this file. A file under `snapshots/` that is not among them is refused.
const SNAPSHOTS: &[&str] = &[
    "page_of_html_tables",
    "page_of_pipe_tables",
    "page_of_pdf_text",
    "claims_of_a_page",
    "findings",
    "document",
    "client_surface",
];

fn sources() -> Sources {
    compile_pages().0
}

fn page(name: &str) -> String {
    let sources = sources();
    let (id, source) = sources.iter().find(|(_, source)| source.name == name).expect("the page exists");
    reading::dump(&reading::read_one(id, source).0, &sources)
}

#[test]
fn page_of_html_tables() {
    insta::assert_snapshot!("page_of_html_tables", page("sync-backup.md"));
}

#[test]
fn page_of_pipe_tables() {
    insta::assert_snapshot!("page_of_pipe_tables", page("synchronizing-a-backup.txt"));
}

/// The chapter on creating a vault: tables over page breaks, broken words, examples cut in two.
#[test]
fn page_of_pdf_text() {
    let dump = page("reference.txt");
    let line = |line: &str| line.contains("4.4.1") || line.contains("4.4.2");
    let marks: Vec<usize> = dump.lines().enumerate().filter(|(_, text)| line(text)).map(|(i, _)| i).collect();
    // The table of contents names both chapters before they start.
    let (start, end) = (marks[marks.len() - 2], marks[marks.len() - 1]);
    let chapter: Vec<&str> = dump.lines().skip(start).take(end - start).collect();
    assert!(chapter.len() > 150, "{} lines", chapter.len());
    insta::assert_snapshot!("page_of_pdf_text", chapter.join("\n"));
}

#[test]
fn claims_of_a_page() {
    let all = sources();
    let update =
        all.iter().find(|(_, source)| source.name == "update-backup.md").expect("the page exists").1.clone();
    let sources = Sources::new(vec![update]);
    let claimed = claim::claim(&reading::read(&sources).pages);
    insta::assert_snapshot!("claims_of_a_page", claim::dump(&claimed.claims, &sources));
}

#[test]
fn findings() {
    let (sources, compiled) = compile_pages();
    insta::assert_snapshot!("findings", show_findings(&compiled.findings, &sources));
}

/// The whole document, without the hashes of what it was made from.
#[test]
fn document() {
    let (_, compiled) = compile_pages();
    let mut document = compiled.document;
    document.extensions.shift_remove("x-speclift");
    insta::assert_snapshot!("document", speclift::output::yaml(&document).expect("renders"));
}

#[test]
fn client_surface() {
    let source = read("crates/huaweicloud-cbr/src/generated.rs");
    insta::assert_snapshot!("client_surface", speclift_codegen::public_surface(&source));
}

#[test]
fn no_snapshot_is_unreferenced() {
    let folder = root().join("tests/tests/snapshots");
    let found: BTreeSet<String> = std::fs::read_dir(&folder)
        .expect("there are snapshots")
        .flatten()
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| name.ends_with(".snap"))
        .collect();
    let wanted: BTreeSet<String> = SNAPSHOTS.iter().map(|name| format!("snapshots__{name}.snap")).collect();
    assert_eq!(found, wanted);
}
