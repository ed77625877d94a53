//! What changes give: one document, many small patches, each with the report of the change and of its reverse.
//!
//! A case is a heading of a file of `diff/cases`. Its block ```` ```yaml ```` is a JSON Merge Patch (RFC 7396) of
//! `diff/base.yaml`; a block ```` ```yaml old ```` patches both sides before. The block ```` ```text ```` is what is told
//! of the change, ```` ```text back ```` what is told of its reverse. `SPECLIFT_BLESS=1` writes both as they are now.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use json_patch::merge;
use libtest_mimic::{Arguments, Failed, Trial};
use serde_json::Value;
use speclift::diff::{Advice, Change, Options, Report, diff, json, kinds, markdown, text};
use speclift::report::Palette;

fn main() {
    let files = files();
    let mut trials: Vec<Trial> = files
        .into_iter()
        .map(|path| {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            Trial::test(name, move || check(&path))
        })
        .collect();
    trials.push(Trial::test("every_kind_has_a_case", every_kind_has_a_case));
    trials.push(Trial::test("what_oasdiff_tells_has_a_case", what_oasdiff_tells_has_a_case));
    trials.push(Trial::test("equal_documents_have_no_changes", equal_documents_have_no_changes));
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diff")
}

fn files() -> Vec<PathBuf> {
    let entries = fs::read_dir(folder().join("cases")).expect("the folder of cases can be read");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("a case can be read").path()).collect();
    files.sort();
    assert!(!files.is_empty());
    files
}

fn base() -> Value {
    yaml(&fs::read_to_string(folder().join("base.yaml")).expect("the base is there"))
}

fn yaml(text: &str) -> Value {
    serde_yaml::from_str(text).expect("the text is YAML")
}

fn check(path: &Path) -> Result<(), Failed> {
    let old = fs::read_to_string(path)?;
    let new = blessed(&old, &base())?;
    if old == new {
        return Ok(());
    }
    if std::env::var_os("SPECLIFT_BLESS").is_some_and(|value| value == "1") {
        fs::write(path, new)?;
        return Ok(());
    }
    let differing = old.lines().zip(new.lines()).find(|(old, new)| old != new);
    let (was, is) = differing.unwrap_or_default();
    Err(format!("first difference:\n  expected {was}\n  found    {is}\nsee all with SPECLIFT_BLESS=1").into())
}

/// A file of cases with the reports that they give.
fn blessed(text: &str, base: &Value) -> Result<String, Failed> {
    let mut parts = text.split("\n## ");
    let mut out = parts.next().unwrap_or_default().trim_end().to_owned() + "\n";
    for case in parts {
        let title = case.lines().next().unwrap_or_default();
        let patch = block(case, "yaml").ok_or_else(|| format!("{title}: no patch"))?;
        let shared = block(case, "yaml old");
        let mut old = base.clone();
        if let Some(shared) = &shared {
            merge(&mut old, &yaml(shared));
        }
        let mut new = old.clone();
        merge(&mut new, &yaml(&patch));
        let _ = write!(out, "\n## {title}\n");
        for (info, text) in [
            ("yaml old", shared),
            ("yaml", Some(patch)),
            ("text", Some(report(&old, &new)?)),
            ("text back", Some(report(&new, &old)?)),
        ] {
            if let Some(text) = text {
                let _ = write!(out, "\n```{info}\n{}```\n", text);
            }
        }
    }
    Ok(out)
}

/// The text of a fenced block.
fn block(case: &str, info: &str) -> Option<String> {
    let (_, rest) = case.split_once(&format!("\n```{info}\n"))?;
    let end = rest.find("```")?;
    Some(rest[..end].to_owned())
}

fn report(old: &Value, new: &Value) -> Result<String, Failed> {
    let changes = diff(old, new, Options::default())?;
    let advice = Advice::of(&changes, Some("0.3.1"))?;
    let report = Report { old: "old", new: "new", changes: &changes, advice: &advice };
    // Every change is in every report.
    let (text, markdown, json) = (text(&report, &Palette::plain()), markdown(&report), json(&report)?);
    for change in &changes {
        assert!(text.contains(&format!("[{}]", change.id)), "{text}");
        assert!(markdown.contains(&change.message), "{markdown}");
        assert!(json.contains(&format!("\"id\": \"{}\"", change.id)), "{json}");
    }
    Ok(changes.iter().map(line).collect())
}

/// A change in a line.
fn line(change: &Change) -> String {
    let operation = change.operations.first().map_or_else(|| "-".to_owned(), ToString::to_string);
    let more = match change.operations.len() {
        0 | 1 => String::new(),
        n => format!(" +{}", n - 1),
    };
    let place = if change.place.is_empty() { String::new() } else { format!("{}: ", change.place) };
    format!("{} [{}] {operation}{more}: {place}{}\n", change.class, change.id, change.message)
}

/// The identifiers that the expected reports show.
fn shown() -> Result<BTreeSet<String>, Failed> {
    let mut shown = BTreeSet::new();
    for path in files() {
        let text = fs::read_to_string(path)?;
        shown.extend(text.split('[').filter_map(|rest| Some(rest.split_once(']')?.0.to_owned())));
    }
    Ok(shown)
}

/// Each identifier of `docs/oasdiff.md` that is said to be told is told by a case.
fn what_oasdiff_tells_has_a_case() -> Result<(), Failed> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/oasdiff.md");
    let (shown, text) = (shown()?, fs::read_to_string(path)?);
    let (mut theirs, mut missing) = (BTreeSet::new(), Vec::new());
    for section in text.split("\n## ").skip(1) {
        for row in section.lines().filter(|row| row.starts_with("| `")) {
            let codes: Vec<&str> = row.split('`').skip(1).step_by(2).collect();
            let checks = words(codes[0]);
            let ours = match section.split_once('\n').map_or("", |(title, _)| title) {
                "Told under the same name" => checks.clone(),
                "Told under another name" => codes[1..].iter().flat_map(|code| words(code)).collect(),
                _ => Vec::new(),
            };
            // What is no identifier is said of one, as the name of an extension.
            let ours = ours.into_iter().filter(|id| id.contains('-') && !id.starts_with("x-"));
            missing.extend(ours.filter(|id| !shown.contains(id)));
            for check in checks {
                assert!(theirs.insert(check.clone()), "{check} is listed twice");
            }
        }
    }
    assert!(theirs.len() > 500, "{}", theirs.len());
    if missing.is_empty() { Ok(()) } else { Err(format!("no case tells {}", missing.join(", ")).into()) }
}

/// The words that a text with braces stands for: `a-{b,c}` for `a-b` and `a-c`.
fn words(text: &str) -> Vec<String> {
    let Some((before, rest)) = text.split_once('{') else { return vec![text.to_owned()] };
    let (inner, after) = rest.split_once('}').unwrap_or((rest, ""));
    inner.split(',').flat_map(|word| words(&format!("{before}{word}{after}"))).collect()
}

/// The kinds that the expected reports show, `@` for what carries the value.
fn every_kind_has_a_case() -> Result<(), Failed> {
    let shown = shown()?;
    let has = |direction: &str, rest: &str| {
        shown
            .iter()
            .any(|id| id.starts_with(direction) && id.ends_with(rest) && !id.ends_with(&format!("non{rest}")))
    };
    let mut missing = Vec::new();
    let mut count = 0;
    for kind in kinds::all() {
        match kind.id.strip_prefix('@') {
            None => {
                count += 1;
                if !shown.contains(kind.id) {
                    missing.push(kind.id.to_owned());
                }
            }
            Some(rest) => {
                for direction in ["request-", "response-"] {
                    count += 1;
                    if !has(direction, rest) {
                        missing.push(format!("{direction}…{rest}"));
                    }
                }
            }
        }
    }
    if missing.is_empty() {
        return Ok(());
    }
    Err(format!("{} of {count} kinds have no case: {}", missing.len(), missing.join(", ")).into())
}

fn equal_documents_have_no_changes() -> Result<(), Failed> {
    let base = base();
    assert_eq!(report(&base, &base.clone())?, "");
    // Servers with one address, and with none.
    let mut base = base;
    base["servers"] = serde_json::json!([
        { "url": "/", "description": "a" }, { "url": "/", "description": "b" }, { "x": 1 }, "y",
    ]);
    assert_eq!(report(&base, &base.clone())?, "");
    Ok(())
}
