//! One test for each file of `cases/`. `SPECLIFT_BLESS=1` writes the results as they are now.

use std::fs;
use std::path::{Path, PathBuf};

use libtest_mimic::{Arguments, Failed, Trial};
use speclift_tests::case::blessed;
use speclift_tests::wording::difference;

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let mut files = Vec::new();
    collect(&folder, &mut files);
    files.sort();
    assert!(!files.is_empty(), "no case in {}", folder.display());
    let trials = files.into_iter().map(|path| {
        let name = path.strip_prefix(&folder).unwrap_or(&path).display().to_string();
        Trial::test(name, move || check(&path))
    });
    libtest_mimic::run(&Arguments::from_args(), trials.collect()).exit();
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder of cases can be read") {
        let path = entry.expect("the folder of cases can be read").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            files.push(path);
        }
    }
}

fn check(path: &Path) -> Result<(), Failed> {
    let old = fs::read_to_string(path)?;
    let new = blessed(&old)?;
    if old == new {
        return Ok(());
    }
    if std::env::var_os("SPECLIFT_BLESS").is_some_and(|value| value == "1") {
        fs::write(path, new)?;
        return Ok(());
    }
    Err(format!("{}\nsee all results with SPECLIFT_BLESS=1", difference(&old, &new)).into())
}
