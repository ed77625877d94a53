//! A whole build: load, compile, check. What the `speclift` command and the repository's own chores share.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use openapiv3::OpenAPI;

use crate::compile::{Compiled, compile};
use crate::finding::Severity;
use crate::load::{LoadError, Loaded, load};
use crate::manifest::Manifest;
use crate::output::{Form, RenderError, render};
use crate::source::Sources;
use crate::validate::{Problem, validate};

/// A build that was carried through, whatever it found.
#[derive(Debug)]
pub struct Build {
    /// What was compiled.
    pub sources: Sources,
    /// What came out.
    pub compiled: Compiled,
    /// What is wrong with the document; empty where there is none, for want of operations.
    pub problems: Vec<Problem>,
    /// How long each stage took.
    pub timings: Vec<(&'static str, Duration)>,
}

/// Why there is nothing to report on.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// The pages could not be loaded.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// The document could not be serialised.
    #[error(transparent)]
    Render(#[from] RenderError),
}

/// Loads the pages of all paths, compiles them and validates the document.
///
/// # Errors
///
/// Where the pages cannot be loaded. Pages that say nothing, or nonsense, are no error of this function: see
/// [`Build::has_errors`].
pub fn build(paths: &[PathBuf], manifest: &Manifest) -> Result<Build, BuildError> {
    let start = Instant::now();
    let Loaded { sources, findings } = load(paths, manifest)?;
    let loaded = start.elapsed();
    let mut compiled = compile(&sources, findings, manifest);
    let mut timings = vec![("load", loaded)];
    timings.append(&mut compiled.timings);
    let mut build = Build { sources, compiled, problems: Vec::new(), timings };
    if !build.is_empty() {
        let start = Instant::now();
        let value = serde_json::to_value(&build.compiled.document)
            .map_err(|reason| RenderError::new(Form::Json, reason))?;
        build.problems = validate(&value);
        build.timings.push(("validate", start.elapsed()));
    }
    Ok(build)
}

impl Build {
    /// Whether no operation was found. The document is nothing to write then.
    pub fn is_empty(&self) -> bool {
        self.compiled.api.operations.is_empty()
    }

    /// Whether the document has operations and is valid OpenAPI. Another one must not replace a good one.
    pub fn is_sound(&self) -> bool {
        !self.is_empty() && self.problems.iter().all(|problem| problem.severity != Severity::Error)
    }

    /// Whether the input has errors, so that the exit status is 1.
    pub fn has_errors(&self) -> bool {
        self.compiled.has_errors() || !self.is_sound()
    }

    /// The published view.
    pub fn document(&self) -> &OpenAPI {
        &self.compiled.document
    }

    /// The published view as text; the time that it takes is added to the timings.
    ///
    /// # Errors
    ///
    /// Where the serialiser refuses the document.
    pub fn render(&mut self, form: Form) -> Result<String, RenderError> {
        let start = Instant::now();
        let text = render(&self.compiled.document, form)?;
        let stage = match form {
            Form::Yaml => "write yaml",
            Form::Json => "write json",
        };
        self.timings.push((stage, start.elapsed()));
        Ok(text)
    }
}
