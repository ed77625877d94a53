//! `speclift build`: pages to a document.

use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::{Args, ValueEnum};
use speclift::build::{Build, build};
use speclift::finding::Severity;
use speclift::manifest::Manifest;
use speclift::output::{Form, Outcome, write_all};
use speclift::report::{self, Summary};

use super::{Failure, Status};
use crate::terminal::{self, Progress};

const EXAMPLES: &str = "\
Examples:
  speclift build docs/ -o service.openapi.yaml
  speclift build docs/ --format json | jq .paths
  speclift build docs/ extra.md -o api.json --findings findings.jsonl --quiet
  speclift build docs/ --overlay decisions.yaml -o api.yaml
  speclift build --manifest speclift.toml -o api.yaml --timings

Exit status:
  0  fine; findings may be warnings and notes
  1  the input has errors: a finding of severity error, or an invalid document; or there is no
     operation in it, or an overlay does not fit, and then no document is written
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
    /// Write the findings to this file, one JSON object a line
    #[arg(long, value_name = "FILE")]
    findings: Option<PathBuf>,
    /// What the pages cannot say of themselves: title, servers, editions
    #[arg(long, value_name = "FILE")]
    manifest: Option<PathBuf>,
    /// Apply this OpenAPI Overlay 1.0 to the document, after those of the manifest; may be repeated
    #[arg(long, value_name = "FILE")]
    overlay: Vec<PathBuf>,
    /// Show how long each stage took
    #[arg(long)]
    timings: bool,
    /// Print findings of severity error only, and no summary
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
    if arguments.output.is_some() && arguments.output == arguments.findings {
        return Err(Failure::Usage("--output and --findings name one file; name two".to_owned()));
    }
    let (mut manifest, paths) = input(&arguments)?;
    manifest.overlay.extend_from_slice(&arguments.overlay);
    let built = {
        let _progress = Progress::start("compiling", arguments.quiet);
        build(&paths, &manifest)
    };
    let mut build = match built {
        // What an overlay says is input, as pages are.
        Err(error) if error.is_invalid_input() => {
            terminal::error(&error.to_string());
            return Ok(Status::Invalid);
        }
        built => built?,
    };
    show_findings(&build, arguments.quiet);

    let mut files = Vec::new();
    // An invalid document is written all the same: the problems point into it.
    let text = if build.is_empty() { None } else { Some(build.render(form(&arguments))?) };
    if let (Some(path), Some(text)) = (&arguments.output, &text) {
        files.push((path.clone(), text.clone()));
    }
    if let Some(path) = &arguments.findings {
        files.push((path.clone(), report::records(&build.compiled.findings, &build.sources)?));
    }
    let outcomes = write_all(&files)?;
    if let (None, Some(text)) = (&arguments.output, &text) {
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
    Ok(Status::of(build.has_errors()))
}

/// The manifest, and what to compile.
fn input(arguments: &Arguments) -> Result<(Manifest, Vec<PathBuf>), Failure> {
    let Some(path) = &arguments.manifest else {
        return Ok((Manifest::default(), arguments.paths.clone()));
    };
    let manifest = Manifest::read(path)?;
    if !arguments.paths.is_empty() {
        return Ok((manifest, arguments.paths.clone()));
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

fn show_findings(build: &Build, quiet: bool) {
    let palette = terminal::palette();
    let mut text = String::new();
    for finding in &build.compiled.findings {
        if !quiet || finding.rule.severity == Severity::Error {
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
