//! A whole build: load, compile, apply the overlays, localise, check. What the `speclift` command and the repository's own chores share.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use openapiv3::OpenAPI;
use serde::Deserialize as _;
use serde_json::Value;

use crate::compile::{
    Compiled, Evidence, Watch, compile_watched, compile_with_evidence, compile_with_places,
};
use crate::emit::Places;
use crate::finding::{Finding, Severity};
use crate::load::{LoadError, Loaded, load};
use crate::locale::{Beside, Languages};
use crate::localise::LocaleError;
use crate::manifest::Manifest;
use crate::output::{Form, RenderError, render};
use crate::overlay::{Applied, OverlayError, Published, publish};
use crate::source::Sources;
use crate::validate::{Problem, validate};

/// A build that was carried through, whatever it found.
#[derive(Debug)]
pub struct Build {
    /// What was compiled.
    pub sources: Sources,
    /// What came out.
    pub compiled: Compiled,
    /// The actions of all overlays, in order: the witnesses of what persons decided.
    pub overlay: Vec<Applied>,
    /// The document in the further languages of the manifest's `output.locale`.
    pub beside: Vec<Beside>,
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
    /// An overlay cannot be read, or does not fit the document.
    #[error(transparent)]
    Overlay(#[from] OverlayError),
    /// The translations of a language cannot be read.
    #[error(transparent)]
    Locale(#[from] LocaleError),
    /// The document could not be serialised.
    #[error(transparent)]
    Render(#[from] RenderError),
}

impl BuildError {
    /// Whether the input says something wrong, rather than cannot be read.
    #[must_use]
    pub fn is_invalid_input(&self) -> bool {
        matches!(self, Self::Overlay(error) if !error.is_unreadable())
    }
}

/// Loads the pages of all paths, compiles them, applies the manifest's overlays, puts the document into the manifest's
/// language and validates it.
///
/// # Errors
///
/// Where the pages, an overlay or translations cannot be loaded, and where an overlay does not fit the document. Pages that say nothing, or nonsense, are no error of this function: see
/// [`Build::has_errors`].
pub fn build(paths: &[PathBuf], manifest: &Manifest) -> Result<Build, BuildError> {
    build_watched(paths, manifest, &|_, _| ())
}

/// The same, telling `watch` of each page.
///
/// # Errors
///
/// As [`build`].
pub fn build_watched(paths: &[PathBuf], manifest: &Manifest, watch: Watch<'_>) -> Result<Build, BuildError> {
    let compile = |sources: &Sources, findings, languages: &Languages| {
        if languages.are_none() {
            return (compile_watched(sources, findings, manifest, watch), Places::default(), ());
        }
        let (compiled, places) = compile_with_places(sources, findings, manifest, watch);
        (compiled, places, ())
    };
    Ok(run(paths, manifest, compile)?.0)
}

/// The same, with the evidence, for those who explain what was decided.
///
/// # Errors
///
/// As [`build`].
pub fn build_with_evidence(paths: &[PathBuf], manifest: &Manifest) -> Result<(Build, Evidence), BuildError> {
    run(paths, manifest, |sources, findings, _| {
        let (compiled, evidence) = compile_with_evidence(sources, findings, manifest);
        let places = Places::new(&evidence.api);
        (compiled, places, evidence)
    })
}

fn run<T>(
    paths: &[PathBuf],
    manifest: &Manifest,
    compile: impl FnOnce(&Sources, Vec<Finding>, &Languages) -> (Compiled, Places, T),
) -> Result<(Build, T), BuildError> {
    let start = Instant::now();
    let overlays = manifest.overlay.iter().map(|path| overlay(path)).collect::<Result<Vec<_>, _>>()?;
    let languages = Languages::read(manifest)?;
    let Loaded { sources, findings } = load(paths, manifest)?;
    let loaded = start.elapsed();
    let (mut compiled, places, kept) = compile(&sources, findings, &languages);
    let mut timings = vec![("load", loaded)];
    timings.append(&mut compiled.timings);
    let mut build =
        Build { sources, compiled, overlay: Vec::new(), beside: Vec::new(), problems: Vec::new(), timings };
    if !build.is_empty() {
        if !overlays.is_empty() {
            let start = Instant::now();
            let Published { document, applied } = publish(&build.compiled.document, &overlays)?;
            build.compiled.document = document;
            build.overlay = applied;
            build.timings.push(("overlay", start.elapsed()));
        }
        if !languages.are_none() {
            let start = Instant::now();
            let document = &mut build.compiled.document;
            let (beside, findings) = languages.apply(document, &places, &build.sources);
            build.beside = beside;
            build.compiled.add(findings);
            build.timings.push(("localise", start.elapsed()));
        }
        let start = Instant::now();
        build.problems = validate(&build.compiled.document);
        build.timings.push(("validate", start.elapsed()));
    }
    Ok((build, kept))
}

/// An overlay's name and text.
fn overlay(path: &Path) -> Result<(String, String), OverlayError> {
    let name = path.display().to_string();
    match std::fs::read_to_string(path) {
        Ok(text) => Ok((name, text)),
        Err(reason) => Err(OverlayError::Unreadable { name, reason }),
    }
}

impl Build {
    /// Whether no operation was found. The document is nothing to write then.
    pub fn is_empty(&self) -> bool {
        self.compiled.operations == 0
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
    pub fn document(&self) -> &Value {
        &self.compiled.document
    }

    /// The published view, typed.
    ///
    /// # Errors
    ///
    /// Where it is no OpenAPI 3.0: it is not valid then.
    pub fn openapi(&self) -> Result<OpenAPI, RenderError> {
        OpenAPI::deserialize(&self.compiled.document).map_err(|reason| RenderError::new(Form::Json, reason))
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
