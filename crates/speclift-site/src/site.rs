//! All files of a site.

use std::borrow::Cow;
use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};
use speclift::output::{Form, RenderError, render as written};

use crate::document::Document;
use crate::evidence::Evidence;
use crate::pages;
use crate::vendor;
use crate::view::View;

/// The name of the file with the checksums of all others.
pub(crate) const CHECKSUMS: &str = "SHA256SUMS";

/// What is published.
#[derive(Debug)]
pub struct Site<'a> {
    /// The document in each of its languages. The first stands at the root, the others in folders of their own.
    pub documents: &'a [Document],
    /// Where the documentation says so.
    pub evidence: Option<&'a Evidence<'a>>,
    /// The changelog: Markdown.
    pub changelog: Option<&'a str>,
}

/// Why a site could not be made.
#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    /// A document or the findings cannot be written as text.
    #[error(transparent)]
    Render(#[from] RenderError),
    /// A page cannot be written.
    #[error("a page cannot be written: {0}; this is a defect of speclift, please report it")]
    Page(#[from] askama::Error),
    /// There is nothing to publish.
    #[error("there is no document to publish")]
    Empty,
    /// Two documents are in one language.
    #[error("two documents are in the language `{0}`; name another language for one of them")]
    Language(String),
    /// A language is called in a way that no folder can be.
    #[error("`{0}` is no language; write it as in en or zh-CN")]
    NoLanguage(String),
}

/// Files with their names, which have `/` between their parts.
#[derive(Debug, Default)]
pub struct Files {
    list: Vec<(String, Cow<'static, [u8]>)>,
}

impl Files {
    /// All files, in the order of their names.
    #[must_use]
    pub fn list(&self) -> &[(String, Cow<'static, [u8]>)] {
        &self.list
    }

    /// How many bytes all files have.
    #[must_use]
    pub fn size(&self) -> usize {
        self.list.iter().map(|(_, bytes)| bytes.len()).sum()
    }

    /// The files by what they are: how many there are of each kind, and their bytes.
    #[must_use]
    pub fn kinds(&self) -> Vec<(&'static str, usize, usize)> {
        let mut kinds: Vec<(&'static str, usize, usize)> =
            ["pages", "documents", "Markdown", "renderer", "other"].map(|kind| (kind, 0, 0)).to_vec();
        for (name, bytes) in &self.list {
            let file = name.rsplit('/').next().unwrap_or_default();
            let kind = match file.rsplit_once('.').map_or("", |(_, extension)| extension) {
                _ if name.starts_with("assets/swagger-ui/") => 3,
                "html" => 0,
                "yaml" | "json" => 1,
                "js" if file == "openapi.js" => 1,
                "md" | "txt" => 2,
                _ => 4,
            };
            kinds[kind].1 += 1;
            kinds[kind].2 += bytes.len();
        }
        kinds
    }

    /// What was written, as a table for a person.
    #[must_use]
    pub fn summary(&self) -> String {
        let line = |(kind, count, bytes): (&str, usize, usize)| {
            format!("{kind:<12}  {count:>4} files  {:>7} kB\n", bytes.div_ceil(1000))
        };
        let kinds: String = self.kinds().into_iter().filter(|(_, count, _)| *count > 0).map(line).collect();
        kinds + &line(("all", self.list.len(), self.size()))
    }

    pub(crate) fn add(&mut self, name: impl Into<String>, bytes: impl Into<Cow<'static, [u8]>>) {
        self.list.push((name.into(), bytes.into()));
    }

    pub(crate) fn text(&mut self, name: impl Into<String>, text: String) {
        self.add(name, text.into_bytes());
    }

    fn finish(mut self) -> Self {
        self.list.sort_by(|a, b| a.0.cmp(&b.0));
        let sums = self
            .list
            .iter()
            .fold(String::new(), |sums, (name, bytes)| sums + &checksum(bytes) + "  " + name + "\n");
        self.text(CHECKSUMS, sums);
        self.list.sort_by(|a, b| a.0.cmp(&b.0));
        self
    }
}

/// SHA-256 in lower-case hex.
pub(crate) fn checksum(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut hex, byte| {
        // Writing to a string does not fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// A document as one of the files that carry it.
pub(crate) struct Download {
    pub(crate) name: &'static str,
    pub(crate) size: String,
    pub(crate) checksum: String,
}

/// All files of a site. The same input gives the same bytes.
///
/// # Errors
///
/// Where there is no document, two are in one language, or something cannot be written as text.
pub fn render(site: &Site<'_>) -> Result<Files, SiteError> {
    let mut languages: Vec<&str> = Vec::new();
    for document in site.documents {
        let language = document.language.as_str();
        let letters = language
            .split('-')
            .all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric()));
        if !letters || !(2..=35).contains(&language.len()) {
            return Err(SiteError::NoLanguage(language.to_owned()));
        }
        if languages.iter().any(|known| known.eq_ignore_ascii_case(language)) {
            return Err(SiteError::Language(language.to_owned()));
        }
        languages.push(language);
    }
    if languages.is_empty() {
        return Err(SiteError::Empty);
    }
    let mut files = Files::default();
    for (index, document) in site.documents.iter().enumerate() {
        let downloads = downloads(document, index, &mut files)?;
        let view = View::new(&document.value);
        pages::render(site, &languages, index, &view, &downloads, &mut files)?;
    }
    if let Some(evidence) = site.evidence {
        files.text("findings.jsonl", evidence.records()?);
    }
    if let Some(changelog) = site.changelog {
        files.text("changelog.md", changelog.to_owned());
    }
    for (name, bytes) in vendor::FILES {
        files.add(format!("assets/swagger-ui/{name}"), bytes);
    }
    files.add("assets/site.css", include_bytes!("../assets/site.css").as_slice());
    files.add("assets/site.js", include_bytes!("../assets/site.js").as_slice());
    files.add("assets/reference.js", include_bytes!("../assets/reference.js").as_slice());
    Ok(files.finish())
}

/// The folder of a language, with a slash behind it; the first has the root.
pub(crate) fn prefix(language: &str, index: usize) -> String {
    if index == 0 { String::new() } else { format!("{}/", language.to_ascii_lowercase()) }
}

fn downloads(document: &Document, index: usize, files: &mut Files) -> Result<Vec<Download>, SiteError> {
    let prefix = prefix(&document.language, index);
    let forms = [
        ("openapi.yaml", &document.value, Form::Yaml),
        ("openapi.json", &document.value, Form::Json),
        ("openapi-3.1.yaml", &document.raised, Form::Yaml),
        ("openapi-3.1.json", &document.raised, Form::Json),
    ];
    forms
        .into_iter()
        .map(|(name, value, form)| {
            let mut text = written(value, form)?;
            // Of a document that the compiler did not make, its banner would not be true.
            if form == Form::Yaml && value.get("x-speclift").is_none() {
                text = text.split_once('\n').map_or(text.clone(), |(_, rest)| rest.to_owned());
            }
            let download = Download { name, size: size(text.len()), checksum: checksum(text.as_bytes()) };
            files.text(format!("{prefix}{name}"), text);
            Ok(download)
        })
        .collect()
}

/// A size as people read it.
fn size(bytes: usize) -> String {
    format!("{} kB", bytes.div_ceil(1000))
}
