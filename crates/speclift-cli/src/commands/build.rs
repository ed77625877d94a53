//! `speclift build`: pages to a document.

use std::path::{Component, Path, PathBuf};
use std::time::Instant;

use clap::{Args, ValueEnum};
use speclift::build::{Build, build_watched};
use speclift::finding::Severity;
use speclift::manifest::Manifest;
use speclift::output::{Form, Outcome, write_all};
use speclift::report::{self, Summary};

use super::findings::Findings;
use super::{Failure, Status};
use crate::terminal::{self, Progress};

const EXAMPLES: &str = "\
Examples:
  speclift build docs/ -o service.openapi.yaml
  speclift build docs/ --format json | jq .paths
  speclift build docs/ extra.md -o api.json --findings findings.jsonl --quiet
  speclift build docs/ -o api.yaml --findings findings.sarif --deny type-differs --max-warnings 40
  speclift build docs/ --overlay decisions.yaml -o api.yaml
  speclift build --manifest speclift.toml -o api.yaml --timings
  speclift build --manifest speclift.toml -o api.zh.yaml --language zh

Exit status:
  0  fine; findings may be warnings and notes
  1  the input has errors: a finding of severity error, or an invalid document; or there is no
     operation in it, or an overlay does not fit, and then no document is written; or --deny or
     --max-warnings is violated
  2  wrong usage, or a file that cannot be read or written";

/// Compile pages into an OpenAPI document
///
/// Reads files and folders of documentation pages (.md, .markdown, .txt, .html, .htm) and writes one OpenAPI 3.0
/// document to standard output, or to a file that appears whole or not at all. Findings and a summary go to
/// standard error. Pages that describe no operation are counted and skipped.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// Files and folders of documentation; may be left out where the manifest names pages
    #[arg(value_name = "PATH", required_unless_present = "manifest")]
    paths: Vec<PathBuf>,
    /// Write the document to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Form of the document [default: by the extension of the output file, else yaml]
    #[arg(long, value_enum, value_name = "FORM")]
    format: Option<Format>,
    #[command(flatten)]
    findings: Findings,
    /// What the pages cannot say of themselves: title, servers, editions
    #[arg(long, value_name = "FILE")]
    manifest: Option<PathBuf>,
    /// Apply this OpenAPI Overlay 1.0 to the document, after those of the manifest; may be repeated
    #[arg(long, value_name = "FILE")]
    overlay: Vec<PathBuf>,
    /// Write the document in this language: the pages' own, or one that the manifest has a catalogue of
    #[arg(long, value_name = "LANGUAGE", requires = "manifest")]
    language: Option<String>,
    /// Show how long each stage took
    #[arg(long)]
    timings: bool,
    /// Print only findings that are denied or of severity error, and no summary
    #[arg(short, long)]
    quiet: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Yaml,
    Json,
}

pub(crate) fn run(arguments: Arguments) -> Result<Status, Failure> {
    let start = Instant::now();
    if arguments.output.is_some() && arguments.output.as_ref() == arguments.findings.path() {
        return Err(Failure::Usage("--output and --findings name one file; name two".to_owned()));
    }
    arguments.findings.check()?;
    let (mut manifest, paths) = input(arguments.manifest.as_deref(), &arguments.paths)?;
    manifest.overlay.extend_from_slice(&arguments.overlay);
    if let Some(language) = &arguments.language {
        manifest.publish(language)?;
    }
    let built = {
        let progress = Progress::start("compiling", arguments.quiet);
        build_watched(&paths, &manifest, &|done, of| progress.pages(done, of))
    };
    let mut build = match built {
        // What an overlay says is input, as pages are.
        Err(error) if error.is_invalid_input() => {
            terminal::error(&error.to_string());
            return Ok(Status::Invalid);
        }
        built => built?,
    };
    arguments.findings.filter(&mut build);
    show_findings(&build, &arguments);

    let mut files = Vec::new();
    // An invalid document is written all the same: the problems point into it.
    let mut text = if build.is_empty() { None } else { Some(build.render(form(&arguments))?) };
    if let Some(path) = &arguments.output {
        files.extend(text.take().map(|text| (path.clone(), text)));
    }
    if let Some(path) = arguments.findings.path() {
        files.push((path.clone(), arguments.findings.render(&build, path, &folder(&paths))?));
    }
    let outcomes = write_all(&files)?;
    if let Some(text) = &text {
        terminal::document(text)?;
    }

    if !arguments.quiet || arguments.timings {
        let files: Vec<(&Path, Outcome)> =
            files.iter().map(|(path, _)| path.as_path()).zip(outcomes).collect();
        let timings = arguments.timings;
        let palette = terminal::palette();
        let summary = Summary { build: &build, files, time: start.elapsed(), timings, palette };
        terminal::tell(&summary.to_string());
    }
    if !build.is_empty() && !build.is_sound() {
        let blame = if build.overlay.is_empty() {
            "this is a defect of speclift, please report it with the page"
        } else {
            "check what the overlay changes there"
        };
        terminal::error(&format!("the document is invalid, as said above; {blame}"));
    }
    let objections = arguments.findings.objections(&build.compiled.findings);
    objections.iter().for_each(|objection| terminal::error(objection));
    Ok(Status::of(build.has_errors() || !objections.is_empty()))
}

/// The folder that the sources' names start from, seen from here: known where one relative path is named.
fn folder(paths: &[PathBuf]) -> String {
    let [path] = paths else { return String::new() };
    let folder = if path.is_dir() { path.as_path() } else { path.parent().unwrap_or(Path::new("")) };
    let mut parts = Vec::new();
    for part in folder.components() {
        match part {
            Component::CurDir => {}
            Component::Normal(part) => parts.push(part.to_string_lossy().into_owned()),
            Component::ParentDir if parts.pop().is_some() => {}
            _ => return String::new(),
        }
    }
    parts.join("/")
}

/// The manifest, and what to compile.
/// The manifest and the pages: the paths that are named, or those that the manifest names.
pub(super) fn input(manifest: Option<&Path>, paths: &[PathBuf]) -> Result<(Manifest, Vec<PathBuf>), Failure> {
    let Some(path) = manifest else {
        return Ok((Manifest::default(), paths.to_vec()));
    };
    let manifest = Manifest::read(path)?;
    if !paths.is_empty() {
        return Ok((manifest, paths.to_vec()));
    }
    let Some(pages) = &manifest.pages else {
        let message =
            format!("{}: the manifest names no pages; add `pages = \"…\"`, or name a path", path.display());
        return Err(Failure::Usage(message));
    };
    let pages = path.parent().unwrap_or(Path::new("")).join(pages);
    Ok((manifest, vec![pages]))
}

fn form(arguments: &Arguments) -> Form {
    match arguments.format {
        Some(Format::Yaml) => Form::Yaml,
        Some(Format::Json) => Form::Json,
        None => arguments.output.as_deref().and_then(Form::of).unwrap_or_default(),
    }
}

fn show_findings(build: &Build, arguments: &Arguments) {
    let quiet = arguments.quiet;
    let palette = terminal::palette();
    let mut text = String::new();
    for finding in &build.compiled.findings {
        if !quiet || finding.rule.severity == Severity::Error || arguments.findings.denies(finding) {
            text += &report::finding(finding, &build.sources, &palette);
            text.push('\n');
        }
    }
    for problem in &build.problems {
        if !quiet || problem.severity == Severity::Error {
            text += &report::problem(problem, &palette);
            text.push('\n');
        }
    }
    terminal::tell(&text);
}
