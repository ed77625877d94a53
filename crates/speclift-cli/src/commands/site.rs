//! `speclift site`: a document as a folder of pages.

use std::fs;
use std::path::PathBuf;

use clap::Args;
use speclift::build::build_with_evidence;
use speclift::report;
use speclift::validate::unreadable;
use speclift_site::{Document, Evidence, ReadError, Site, publish, render};

use super::build::input;
use super::{Failure, Status, spec};
use crate::terminal::{self, Progress};

const EXAMPLES: &str = "\
Examples:
  speclift site service.openapi.yaml -o site
  speclift site service.openapi.yaml -o site --docs docs/ --changelog CHANGELOG.md
  speclift site en.openapi.yaml --also zh=zh.openapi.yaml -o site --manifest speclift.toml

Exit status:
  0  fine
  1  the document is invalid
  2  wrong usage, a file that is no OpenAPI 3.0 or 3.1 document, references that lead to nothing but
     each other, or a file that cannot be read or written";

/// Publish a document as a folder of pages
///
/// Writes a folder for any static host, which works from disk with no network as well: the document as YAML and JSON,
/// as OpenAPI 3.0 and 3.1; a reference with search; the catalogue of error codes; Markdown for programs; checksums.
/// With the pages that the document was compiled from, also what they say of each parameter and field, and the report
/// of the findings. The folder appears whole or not at all, in place of an earlier one.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// The document, OpenAPI 3.0 or 3.1, or - for standard input
    #[arg(value_name = "SPEC")]
    spec: PathBuf,
    /// The folder to write
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    /// The language of the document; the one that it records, or English, where none is named
    #[arg(long, value_name = "LANGUAGE")]
    language: Option<String>,
    /// The same document in another language, as in zh=FILE; every page is in each language then
    #[arg(long, value_name = "LANGUAGE=FILE", value_parser = also)]
    also: Vec<(String, PathBuf)>,
    /// Files and folders of the documentation that the document was compiled from
    #[arg(long, value_name = "PATH", num_args = 1..)]
    docs: Vec<PathBuf>,
    /// The manifest that the document was compiled with; names the pages where --docs does not
    #[arg(long, value_name = "FILE")]
    manifest: Option<PathBuf>,
    /// A changelog in Markdown
    #[arg(long, value_name = "FILE")]
    changelog: Option<PathBuf>,
    /// Replace a folder with everything in it, whoever wrote it
    #[arg(long)]
    force: bool,
}

fn also(text: &str) -> Result<(String, PathBuf), String> {
    match text.split_once('=') {
        Some((language, path)) if !language.is_empty() && !path.is_empty() => {
            Ok((language.to_owned(), PathBuf::from(path)))
        }
        _ => Err("write the language before the file, as in zh=service.zh.openapi.yaml".to_owned()),
    }
}

pub(crate) fn run(arguments: &Arguments) -> Result<Status, Failure> {
    let mut documents = Vec::new();
    let first = (arguments.language.as_deref(), &arguments.spec);
    let also = arguments.also.iter().map(|(language, path)| (Some(language.as_str()), path));
    for (language, path) in std::iter::once(first).chain(also) {
        let (name, text) = spec::text(path)?;
        match Document::read(language, &text, &name) {
            Err(ReadError::Invalid { problems, name }) => {
                let palette = terminal::palette();
                let shown = problems.iter().map(|problem| report::problem(problem, &palette) + "\n");
                terminal::tell(&shown.collect::<String>());
                if let Some(error) = unreadable(&problems, &name) {
                    return Err(error.into());
                }
                terminal::error(&ReadError::Invalid { name, problems: Vec::new() }.to_string());
                return Ok(Status::Invalid);
            }
            read => documents.push(read?),
        }
    }
    let changelog = match &arguments.changelog {
        Some(path) => Some(fs::read_to_string(path).map_err(|reason| {
            let path = path.display().to_string();
            Failure::Read { path, reason }
        })?),
        None => None,
    };
    let compiled = if arguments.docs.is_empty() && arguments.manifest.is_none() {
        None
    } else {
        let (manifest, paths) = input(arguments.manifest.as_deref(), &arguments.docs)?;
        let _progress = Progress::start("compiling", false);
        Some(build_with_evidence(&paths, &manifest)?)
    };
    let evidence = compiled.as_ref().map(|(build, evidence)| Evidence::new(build, evidence));
    let site = Site { documents: &documents, evidence: evidence.as_ref(), changelog: changelog.as_deref() };
    let files = render(&site)?;
    publish(&arguments.output, &files, arguments.force)?;
    terminal::tell(&files.summary());
    if evidence.is_none() {
        terminal::tell("no evidence pages: name the pages of the documentation with --docs or --manifest\n");
    }
    Ok(Status::Fine)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_language_is_named_before_its_file() {
        assert_eq!(also("zh=a=b.yaml").unwrap(), ("zh".to_owned(), PathBuf::from("a=b.yaml")));
        also("zh").unwrap_err();
        also("=x").unwrap_err();
    }
}
