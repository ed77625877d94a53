//! `cargo xtask publish`: the folder of pages that shows what came out of spec/.

use std::fs;
use std::io;
use std::path::PathBuf;
use std::time::Instant;

use clap::Args;
use speclift::build::build_with_evidence;
use speclift::manifest::Manifest;
use speclift_site::{Document, Evidence, Site, publish, render};

use crate::generate::root;
use crate::{Status, tell};

const EXIT_STATUS: &str = "\
Exit status:
  0  fine
  1  the pages have errors; nothing was written
  2  wrong usage, or a file that cannot be read or written";

/// Compile spec/pages and publish what came out as a folder of pages
///
/// Works on any static host, and from disk with no network: the document, a reference, the evidence of each operation,
/// the error codes, the findings, the changelog, in each language of the manifest. The folder appears whole or not at all, in place of an earlier one.
#[derive(Debug, Args)]
#[command(after_help = EXIT_STATUS)]
pub(crate) struct Arguments {
    /// The folder to write; target/site where none is named
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Replace a folder with everything in it, whoever wrote it
    #[arg(long)]
    force: bool,
}

/// Why the chore could not be done.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    #[error(transparent)]
    Manifest(#[from] speclift::manifest::ManifestError),
    #[error(transparent)]
    Build(#[from] speclift::build::BuildError),
    #[error(transparent)]
    Site(#[from] speclift_site::SiteError),
    #[error(transparent)]
    Publish(#[from] speclift_site::PublishError),
    #[error("{path}: cannot be read: {reason}")]
    Read { path: String, reason: io::Error },
    #[error("spec/speclift.toml names no `pages`; add it")]
    NoPages,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Status, Failure> {
    let start = Instant::now();
    let root = root();
    let spec = root.join("spec");
    let manifest = Manifest::read(&spec.join("speclift.toml"))?;
    let pages = manifest.pages.as_ref().map(|pages| spec.join(pages)).ok_or(Failure::NoPages)?;
    let (build, evidence) = match build_with_evidence(&[pages], &manifest) {
        // What an overlay says is input, as pages are.
        Err(error) if error.is_invalid_input() => {
            tell(&format!("error: {error}\nnothing was written\n"));
            return Ok(Status::Invalid);
        }
        built => built?,
    };
    if build.has_errors() {
        tell("error: the pages have errors, which `cargo xtask generate` shows; nothing was written\n");
        return Ok(Status::Invalid);
    }
    let compiled = start.elapsed();
    let changelog = root.join("CHANGELOG.md");
    let changelog = fs::read_to_string(&changelog)
        .map_err(|reason| Failure::Read { path: changelog.display().to_string(), reason })?;
    let beside = build.beside.iter().map(|one| Document::new(Some(&one.language), one.document.clone()));
    let first = Document::new(None, build.document().clone());
    let documents: Vec<Document> = std::iter::once(first).chain(beside).collect();
    let evidence = Evidence::new(&build, &evidence);
    let site = Site { documents: &documents, evidence: Some(&evidence), changelog: Some(&changelog) };
    let files = render(&site)?;
    let rendered = start.elapsed();
    let output = arguments.output.clone().unwrap_or_else(|| root.join("target/site"));
    publish(&output, &files, arguments.force)?;
    tell(&files.summary());
    let seconds = |time: std::time::Duration| format!("{:.3} s", time.as_secs_f64());
    tell(&format!(
        "time          {}: compiling {}, pages {}, writing {}\n",
        seconds(start.elapsed()),
        seconds(compiled),
        seconds(rendered - compiled),
        seconds(start.elapsed() - rendered)
    ));
    let folder = output.strip_prefix(&root).unwrap_or(&output);
    tell(&format!("open          {}\n", folder.join("index.html").display()));
    Ok(Status::Fine)
}
