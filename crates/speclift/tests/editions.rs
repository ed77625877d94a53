//! Two editions of the vendor's own pages, which are not in this repository: what is told of them stands in the pages.
//!
//! `SPECLIFT_EDITIONS` names two folders, as a list of paths; otherwise they are looked for beside the repository.

use std::fs;
use std::path::{Path, PathBuf};

use speclift::diff::{Class, Options, diff};
use speclift::manifest::Manifest;
use speclift::side::{Side, compare};

fn folders() -> Option<[PathBuf; 2]> {
    let named =
        std::env::var_os("SPECLIFT_EDITIONS").map(|list| std::env::split_paths(&list).collect::<Vec<_>>());
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/docs");
    let folders = match named.as_deref() {
        Some([old, new]) => [old.clone(), new.clone()],
        _ => [docs.join("cbr-2020-08-24"), docs.join("cbr")],
    };
    folders.iter().all(|folder| folder.is_dir()).then_some(folders)
}

/// How many lines a row of a table has at most, as the pages are written.
const ROW: usize = 16;

/// The text of a row that starts where `file:line:column` says.
fn row(folder: &Path, named: &str) -> Option<String> {
    let mut parts = named.rsplitn(3, ':').skip(1);
    let (line, file) = (parts.next()?.parse::<usize>().ok()?, parts.next()?);
    let text = fs::read_to_string(folder.join(file)).ok()?;
    let row: Vec<&str> = text.lines().skip(line.checked_sub(1)?).take(ROW).collect();
    (!row.is_empty()).then(|| row.join("\n"))
}

#[test]
fn what_is_told_of_two_editions_stands_in_their_pages() {
    let Some([old_folder, new_folder]) = folders() else {
        eprintln!("skipped: the vendor's pages are not here; SPECLIFT_EDITIONS names two folders of them");
        return;
    };
    let side = |folder: &Path| Side::read(folder, &Manifest::default()).expect("the pages compile");
    let (old, new) = (side(&old_folder), side(&new_folder));
    let changes = compare(&old, &new, Options { open_enums: true }).expect("both can be compared");
    assert!(changes.len() > 100 && changes.iter().any(|change| change.class == Class::Breaking));

    let mut witnessed = 0;
    for change in &changes {
        assert!(change.id != "unclassified", "{change:#?}");
        let name = change.place.rsplit(['.', ' ']).next().unwrap_or_default();
        let name = name.split(['[', '(', '{']).next().unwrap_or_default();
        let added = [
            "new-",
            "property-added",
            "property-removed",
            "parameter-removed",
            "error-code-added",
            "error-code-removed",
        ];
        let named = added.iter().any(|word| change.id.contains(word)) && !name.is_empty();
        for (side, folder) in [(&change.old, &old_folder), (&change.new, &new_folder)] {
            let Some(side) = side else { continue };
            let lines: Vec<String> = side.lines.iter().filter_map(|named| row(folder, named)).collect();
            assert_eq!(lines.len(), side.lines.len(), "{change:#?}");
            witnessed += usize::from(!lines.is_empty());
            if named && !lines.is_empty() {
                // A broken name may go on in the next line, so that its start is enough.
                let start: String = name.chars().take(4).collect();
                assert!(lines.iter().any(|line| line.contains(&start)), "{change:#?}\n{lines:#?}");
            }
        }
    }
    assert!(witnessed > changes.len() / 2, "{witnessed} of {}", changes.len());
    // An edition has no changes to itself.
    assert_eq!(
        diff(&old.document, &old.document.clone(), Options::default()).map(|changes| changes.len()),
        Ok(0)
    );
}
