//! `cargo xtask generate`: pages → description → client; and the manual of the findings.

use std::env;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;
use speclift::build::{Build, build};
use speclift::finding::Severity;
use speclift::locale::Beside;
use speclift::manifest::Manifest;
use speclift::output::{Form, Outcome, write_all};
use speclift::report::{self, Palette, Summary};
use speclift::rules;

use crate::{Status, client, diff, result, tell};

const EXIT_STATUS: &str = "\
Exit status:
  0  fine
  1  the pages have errors, or --check found a stale file
  2  wrong usage, or a file that cannot be read or written";

/// Compile spec/pages into the description and the client, and write the manuals of findings and changes
///
/// Reads spec/speclift.toml and the pages that it names, and writes the outputs that it names, docs/findings.md and docs/changes.md:
/// all of them, or none where the pages have errors.
#[derive(Debug, Args)]
#[command(after_help = EXIT_STATUS)]
pub(crate) struct Arguments {
    /// Write nothing; show how files differ from what would be generated, and exit 1 where one does
    #[arg(long)]
    check: bool,
    /// Compile this folder of pages instead, without manifest and client
    #[arg(long, value_name = "DIR", requires = "out")]
    docs: Option<PathBuf>,
    /// Where the outputs for --docs go: openapi.yaml, openapi.json and findings.txt
    #[arg(long, value_name = "DIR", requires = "docs")]
    out: Option<PathBuf>,
    /// Show how long each stage took
    #[arg(long)]
    timings: bool,
}

/// Why the chore could not be done.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    #[error(transparent)]
    Manifest(#[from] speclift::manifest::ManifestError),
    #[error(transparent)]
    Build(#[from] speclift::build::BuildError),
    #[error(transparent)]
    Render(#[from] speclift::output::RenderError),
    #[error(transparent)]
    Write(#[from] speclift::output::WriteError),
    #[error("{path}: cannot be read: {reason}")]
    Read { path: String, reason: io::Error },
    #[error("standard output: {0}")]
    Output(#[from] io::Error),
    #[error("spec/speclift.toml names no {0}; add it")]
    Manifested(&'static str),
}

/// What to compile, and where the results go.
struct Plan {
    manifest: Manifest,
    /// The folder that the manifest's outputs are relative to.
    spec: PathBuf,
    pages: PathBuf,
    yaml: PathBuf,
    json: PathBuf,
    findings: PathBuf,
    manual: Option<PathBuf>,
    client: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Status, Failure> {
    let start = Instant::now();
    let root = root();
    let plan = match (&arguments.docs, &arguments.out) {
        (Some(docs), Some(out)) => elsewhere(docs, out),
        _ => manifested(&root)?,
    };
    let mut build = match build(std::slice::from_ref(&plan.pages), &plan.manifest) {
        // What an overlay says is input, as pages are.
        Err(error) if error.is_invalid_input() => {
            tell(&format!("error: {error}\nnothing was written\n"));
            return Ok(Status::Invalid);
        }
        built => built?,
    };
    report_errors(&build);
    if !build.is_sound() {
        tell(&summary(&build, Vec::new(), start, arguments));
        tell("error: the pages give no valid document; nothing was written\n");
        return Ok(Status::Invalid);
    }
    let Some(files) = render(&mut build, &plan)? else { return Ok(Status::Invalid) };
    let status = if build.has_errors() { Status::Invalid } else { Status::Fine };
    if arguments.check {
        let stale = check(&files, &root)?;
        tell(&summary(&build, Vec::new(), start, arguments));
        if stale > 0 {
            let noun = if stale == 1 { "file" } else { "files" };
            let remedy = format!("run `{}`, read the difference, and commit it", command(arguments));
            tell(&format!("error: {stale} stale {noun}; {remedy}\n"));
            return Ok(Status::Invalid);
        }
        return Ok(status);
    }
    let outcomes = write_all(&files)?;
    let written = files.iter().map(|(path, _)| shown(path, &root)).zip(outcomes).collect();
    tell(&summary(&build, written, start, arguments));
    Ok(status)
}

/// The command that writes what `--check` compares.
fn command(arguments: &Arguments) -> String {
    match (&arguments.docs, &arguments.out) {
        (Some(docs), Some(out)) => {
            format!("cargo xtask generate --docs {} --out {}", docs.display(), out.display())
        }
        _ => "cargo xtask generate".to_owned(),
    }
}

/// The repository.
pub(crate) fn root() -> PathBuf {
    // Cargo says where this crate is now; where it was built is only the next best answer.
    let crate_folder = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let crate_folder = crate_folder.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")));
    crate_folder.parent().map_or_else(|| PathBuf::from("."), Path::to_owned)
}

fn manifested(root: &Path) -> Result<Plan, Failure> {
    let spec = root.join("spec");
    let manifest = Manifest::read(&spec.join("speclift.toml"))?;
    let named = |path: &Option<String>, what| -> Result<PathBuf, Failure> {
        path.as_ref().map(|path| spec.join(path)).ok_or(Failure::Manifested(what))
    };
    Ok(Plan {
        pages: named(&manifest.pages, "`pages`")?,
        yaml: named(&manifest.output.yaml, "`output.yaml`")?,
        json: named(&manifest.output.json, "`output.json`")?,
        findings: named(&manifest.output.findings, "`output.findings`")?,
        manual: Some(root.join(rules::MANUAL_PATH)),
        client: Some(named(&manifest.output.client, "`output.client`")?),
        manifest,
        spec,
    })
}

fn elsewhere(docs: &Path, out: &Path) -> Plan {
    Plan {
        manifest: Manifest::default(),
        spec: out.to_owned(),
        pages: docs.to_owned(),
        yaml: out.join("openapi.yaml"),
        json: out.join("openapi.json"),
        findings: out.join("findings.txt"),
        manual: None,
        client: None,
    }
}

/// All files of a plan; `None`, said and explained, where no client can be generated.
fn render(build: &mut Build, plan: &Plan) -> Result<Option<Vec<(PathBuf, String)>>, Failure> {
    let mut files =
        vec![(plan.yaml.clone(), build.render(Form::Yaml)?), (plan.json.clone(), build.render(Form::Json)?)];
    for Beside { language, document } in &build.beside {
        let Some(output) = plan.manifest.output.locale.get(language) else { continue };
        for (name, form) in [(&output.yaml, Form::Yaml), (&output.json, Form::Json)] {
            if let Some(name) = name {
                files.push((plan.spec.join(name), speclift::output::render(document, form)?));
            }
        }
    }
    files.push((plan.findings.clone(), report::list(&build.compiled, &build.sources)));
    if let Some(path) = &plan.manual {
        files.push((path.clone(), rules::manual()));
        files.push((root().join(speclift::diff::MANUAL_PATH), speclift::diff::manual()));
    }
    if let Some(path) = &plan.client {
        let start = Instant::now();
        let document = build.openapi()?;
        match client::render(&document) {
            Ok(client) => {
                files.push((path.clone(), client.generated));
                files.push((root().join(client::BODIES), client.bodies));
            }
            Err(error) => {
                tell(&format!("error: {error}\nnothing was written\n"));
                return Ok(None);
            }
        }
        build.timings.push(("client", start.elapsed()));
    }
    Ok(Some(files))
}

/// Shows how files differ from what they should be, and counts those.
fn check(files: &[(PathBuf, String)], root: &Path) -> Result<usize, Failure> {
    let mut stale = 0;
    for (path, text) in files {
        let name = shown(path, root).display().to_string();
        let difference =
            diff::diff(path, &name, text).map_err(|reason| Failure::Read { path: name.clone(), reason })?;
        if let Some(difference) = difference {
            stale += 1;
            result(&difference)?;
        }
    }
    Ok(stale)
}

/// Findings that make the status 1, for the others are in the file of findings, and all problems of the document.
fn report_errors(build: &Build) {
    let palette = Palette::coloured();
    for finding in build.compiled.findings.iter().filter(|finding| finding.rule.severity == Severity::Error) {
        tell(&(report::finding(finding, &build.sources, &palette) + "\n"));
    }
    for problem in &build.problems {
        tell(&(report::problem(problem, &palette) + "\n"));
    }
}

/// A path as it is called from the root of the repository, without detours.
fn shown(path: &Path, root: &Path) -> PathBuf {
    let mut short = PathBuf::new();
    for part in path.strip_prefix(root).unwrap_or(path).components() {
        match part {
            std::path::Component::ParentDir if short.file_name().is_some() => {
                short.pop();
            }
            part => short.push(part),
        }
    }
    short
}

fn summary(build: &Build, written: Vec<(PathBuf, Outcome)>, start: Instant, arguments: &Arguments) -> String {
    let files = written.iter().map(|(path, outcome)| (path.as_path(), *outcome)).collect();
    let palette = Palette::coloured();
    Summary { build, files, time: start.elapsed(), timings: arguments.timings, palette }.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_shown_without_detours() {
        let root = Path::new("/repo");
        assert_eq!(shown(Path::new("/repo/spec/../crates/x.rs"), root), Path::new("crates/x.rs"));
        assert_eq!(shown(Path::new("../out/x"), root), Path::new("../out/x"));
    }
}
