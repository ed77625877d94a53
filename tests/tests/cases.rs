//! Cases as data: each file under `cases/` holds documentation fragments and what should come of them.
//!
//! A fragment is a block fenced with four backticks or tildes, with the info string
//! `page name=FILE [format=markdown|plain|pdf|html] [edition=YYYY-MM-DD]`. Results are blocks with the info
//! string `pages`, `claims`, `findings` or `openapi [at=/json/pointer]`; those that are present are
//! compared. `SPECLIFT_BLESS=1` writes what the compiler gives: read it before you commit it.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};
use speclift::compile::compile;
use speclift::manifest::Manifest;
use speclift::source::{Format, Source, Sources};
use speclift::{claim, read};
use speclift_tests::{root, show_findings};

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let folder = root().join("tests/cases");
    let mut files = Vec::new();
    find(&folder, &mut files);
    files.sort();
    let trials = files
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(&folder).unwrap_or(&path).with_extension("");
            Trial::test(name.display().to_string(), move || run(&path))
        })
        .collect();
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn find(folder: &Path, files: &mut Vec<PathBuf>) {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            find(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            files.push(path);
        }
    }
}

/// A fenced block of a case file.
struct Block<'a> {
    info: &'a str,
    body: &'a str,
    /// Where the body stands in the file.
    range: std::ops::Range<usize>,
}

/// The blocks of a file that are fenced with four marks or more.
fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut open: Option<(&str, &str, usize)> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        let trimmed = line.trim_end();
        match open {
            None => {
                let marks = trimmed.len() - trimmed.trim_start_matches(['`', '~']).len();
                if marks >= 4 {
                    open = Some((&trimmed[..marks], trimmed[marks..].trim(), end));
                }
            }
            Some((fence, info, start)) if trimmed == fence => {
                blocks.push(Block { info, body: &text[start..at], range: start..at });
                open = None;
            }
            Some(_) => {}
        }
        at = end;
    }
    assert!(open.is_none(), "a block is not closed");
    blocks
}

fn option<'a>(info: &'a str, key: &str) -> Option<&'a str> {
    info.split_whitespace().find_map(|word| word.strip_prefix(key)?.strip_prefix('='))
}

fn run(path: &Path) -> Result<(), Failed> {
    let text = std::fs::read_to_string(path)?;
    let blocks = blocks(&text);
    let sources = Sources::new(blocks.iter().filter(|b| b.info.starts_with("page ")).map(source).collect());
    if sources.is_empty() {
        return Err("the case has no page".into());
    }
    let compiled = compile(&sources, Vec::new(), &Manifest::default());
    let document = serde_json::to_value(&compiled.document)?;
    let mut blessed = text.clone();
    let mut failures = String::new();
    let mut results = 0;
    for block in blocks.iter().rev() {
        let found = match block.info.split_whitespace().next() {
            Some("page") => continue,
            Some("pages") => {
                read::read(&sources).pages.iter().map(|page| read::dump(page, &sources)).collect()
            }
            Some("claims") => claim::dump(&claim::claim(&read::read(&sources).pages).claims, &sources),
            Some("findings") => show_findings(&compiled.findings, &sources),
            Some("openapi") => {
                let pointer = option(block.info, "at").unwrap_or_default();
                match document.pointer(pointer) {
                    Some(value) => serde_yaml::to_string(value)?,
                    None => format!("nothing at {pointer}\n"),
                }
            }
            _ => return Err(format!("unknown block `{}`", block.info).into()),
        };
        results += 1;
        if found != block.body {
            let diff = similar::TextDiff::from_lines(block.body, found.as_str());
            let _ =
                writeln!(failures, "{}:\n{}", block.info, diff.unified_diff().header("expected", "found"));
            blessed.replace_range(block.range.clone(), &found);
        }
    }
    if results == 0 {
        return Err("the case expects nothing".into());
    }
    if failures.is_empty() {
        return Ok(());
    }
    if std::env::var_os("SPECLIFT_BLESS").is_some() {
        std::fs::write(path, blessed)?;
        return Ok(());
    }
    Err(format!("{failures}\nread the difference; if the compiler is right, run with SPECLIFT_BLESS=1")
        .into())
}

fn source(block: &Block<'_>) -> Source {
    let mut source = Source::new(option(block.info, "name").unwrap_or("page.md"), block.body);
    source.edition = option(block.info, "edition").map(str::to_owned);
    source.format = option(block.info, "format").map(|format| match format {
        "markdown" => Format::Markdown,
        "plain" => Format::Plain,
        "pdf" => Format::Pdf,
        "html" => Format::Html,
        other => panic!("unknown format `{other}`"),
    });
    source
}
