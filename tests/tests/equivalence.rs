//! The pages of `spec/` are worded by us; what they say of the API is what the originals say.
//!
//! The originals are not in the repository. Where they are at hand (`SPECLIFT_ORIGINALS`, or beside the
//! repository), both are compiled, and must give the same API apart from wording, the same findings apart
//! from wording, and the same accounts.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde_json::Value;
use speclift::compile::{Compiled, compile};
use speclift::load::load;
use speclift::manifest::Manifest;
use speclift::read::detect;
use speclift::source::{Source, Sources};
use speclift_tests::{findings, root};

fn originals() -> Option<PathBuf> {
    let folder = std::env::var_os("SPECLIFT_ORIGINALS").map(PathBuf::from);
    let folder = folder.unwrap_or_else(|| root().join("../shared/docs/seeds"));
    folder.is_dir().then_some(folder)
}

/// What names a page, whatever its wording: the methods and paths that it tells, and its form.
fn fingerprint(source: &Source) -> (String, String) {
    let mut paths: Vec<&str> =
        source.text.split_whitespace().filter(|word| word.starts_with("/v") && word.contains('{')).collect();
    paths.sort_unstable();
    paths.dedup();
    (format!("{:?}", detect(source)), paths.join(" "))
}

/// The originals under the names of our pages, so that the order of sources is the same.
fn paired(ours: &Sources, theirs: &Sources) -> Sources {
    let mut names: BTreeMap<(String, String), String> =
        ours.iter().map(|(_, source)| (fingerprint(source), source.name.clone())).collect();
    let renamed = theirs
        .iter()
        .map(|(_, source)| {
            let name = names.remove(&fingerprint(source));
            Source::new(
                name.unwrap_or_else(|| panic!("no page of ours for {}", source.name)),
                source.text.clone(),
            )
        })
        .collect();
    assert!(names.is_empty(), "pages of ours without an original: {names:?}");
    Sources::new(renamed)
}

/// Takes everything out of a document that is wording.
fn without_wording(value: &mut Value) {
    match value {
        Value::Object(map) => {
            map.remove("x-speclift");
            // A property may be named `description`: only text under such a key is wording.
            for key in ["description", "summary", "title", "message", "meaning", "remedy"] {
                if map.get(key).is_some_and(Value::is_string) {
                    map.remove(key);
                }
            }
            map.values_mut().for_each(without_wording);
        }
        Value::Array(items) => items.iter_mut().for_each(without_wording),
        _ => {}
    }
}

fn document(compiled: &Compiled) -> String {
    let mut value = compiled.document.clone();
    without_wording(&mut value);
    serde_json::to_string_pretty(&value).expect("a value is JSON")
}

/// Code and subject of each finding. Subjects that are headings of prose are wording.
fn subjects(compiled: &Compiled) -> String {
    let subject = |subject: &str| if subject.is_ascii() { subject.to_owned() } else { "…".to_owned() };
    let mut list: Vec<String> = compiled
        .findings
        .iter()
        .map(|finding| format!("{} {}\n", finding.rule.code, subject(&finding.subject)))
        .collect();
    list.sort();
    list.concat()
}

#[test]
fn our_pages_say_what_the_originals_say() {
    let Some(folder) = originals() else {
        println!("skipped: the originals are not at hand (name their folder with SPECLIFT_ORIGINALS)");
        return;
    };
    let manifest = Manifest::default();
    let ours = load(&[root().join("spec/pages")], &manifest).expect("our pages can be loaded");
    let theirs = load(&[folder], &manifest).expect("the originals can be loaded");
    let theirs = paired(&ours.sources, &theirs.sources);
    let mine = compile(&ours.sources, ours.findings, &manifest);
    let original = compile(&theirs, Vec::new(), &manifest);
    let same = |what: &str, original: &str, mine: &str| {
        if original != mine {
            let diff = similar::TextDiff::from_lines(original, mine);
            let diff = diff.unified_diff().context_radius(6).header("originals", "spec/pages").to_string();
            let short: String = diff.lines().take(80).map(|line| format!("{line}\n")).collect();
            panic!("{what} differ:\n{short}");
        }
    };
    same("documents", &document(&original), &document(&mine));
    same("findings", &subjects(&original), &subjects(&mine));
    assert_eq!(original.rows, mine.rows, "accounts of rows");
    assert_eq!(original.examples, mine.examples, "accounts of examples");
    println!(
        "{} operations, {} schemas and {} findings are the same",
        mine.operations,
        mine.schemas,
        mine.findings.len()
    );
    assert!(!findings(&mine.findings, &ours.sources).is_empty());
}
