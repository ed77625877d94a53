//! Pages of every layout, broken in every way: each page of the case files and of `spec/`, and of the folder that
//! `SPECLIFT_PAGES` names, without rows, with cells in the wrong place, with tags unclosed, cut at every kilobyte.

use std::path::{Path, PathBuf};

use speclift::compile::compile;
use speclift::load::load;
use speclift::manifest::Manifest;
use speclift::source::{Source, Sources};
use speclift_tests::damage::{Damage, floor};
use speclift_tests::{broken_invariants, case, read, root};

/// The source with another text.
fn with(source: &Source, text: String) -> Source {
    let mut broken = Source::new(source.name.clone(), text);
    broken.format = source.format;
    broken
}

/// Builds a page alone. Whatever was done to it, everything is accounted for, and the document is valid or an error
/// is found.
fn check(source: Source, damage: &str) {
    let name = source.name.clone();
    let compiled = compile(&Sources::new(vec![source]), Vec::new(), &Manifest::default());
    assert_eq!((compiled.rows.lost(), compiled.examples.lost()), (0, 0), "{name}: {damage}");
    if compiled.operations == 0 {
        assert!(compiled.has_errors(), "{name}: {damage}: an empty document is an error");
    }
    if !compiled.has_errors() {
        let broken = broken_invariants(&compiled);
        assert!(broken.is_empty(), "{name}: {damage}: {}", broken.join("\n"));
    }
}

/// Breaks a page in `count` places of each kind, and cuts it at each `step`.
fn breaks(source: &Source, count: usize, step: usize) {
    let lines = source.text.lines().count();
    for i in 0..count {
        // Places that are spread over the page, and the same in each run.
        let at = i * lines / count + i % 3;
        for damage in [Damage::DropLine(at), Damage::SwapCells(at), Damage::DropTag(at)] {
            check(with(source, damage.apply(&source.text)), &format!("{damage:?}"));
        }
    }
    for end in (0..source.text.len()).step_by(step).skip(1) {
        let end = floor(&source.text, end);
        check(with(source, source.text[..end].to_owned()), &format!("cut at {end}"));
    }
}

fn case_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the folder is readable") {
        let path = entry.expect("the entry is readable").path();
        if path.is_dir() { case_files(&path, found) } else { found.push(path) }
    }
}

#[test]
fn the_pages_of_the_case_files() {
    let mut files = Vec::new();
    case_files(&root().join("tests/cases"), &mut files);
    files.sort();
    for file in files {
        let text = std::fs::read_to_string(&file).expect("a case file is text");
        for source in case::fragments(&text).expect("it is a case file").into_iter().flatten() {
            breaks(&source, 2, 1024);
        }
    }
}

#[test]
fn the_pages_of_the_specification() {
    for name in ["replicate-backup.md", "synchronizing-a-backup.txt"] {
        breaks(&Source::new(name, read(&format!("spec/pages/{name}"))), 6, 1024);
    }
}

/// The long run: `SPECLIFT_PAGES=DIR cargo test --release -p speclift-tests --test mutations`. `SPECLIFT_MUTATIONS` is
/// the number of places of each page that are broken, if not 20.
#[test]
fn the_pages_of_a_folder() {
    let Some(folder) = std::env::var_os("SPECLIFT_PAGES") else { return };
    let loaded =
        load(&[PathBuf::from(folder)], &Manifest::default()).unwrap_or_else(|error| panic!("{error}"));
    let count =
        std::env::var("SPECLIFT_MUTATIONS").map_or(20, |count| count.parse().expect("it is a number"));
    for (_, source) in loaded.sources.iter() {
        // A page is cut as often as it is broken in each other way, in a kilobyte or more.
        breaks(source, count, (source.text.len() / count.max(1)).max(1024));
    }
}
