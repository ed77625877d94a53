//! Reading a document that is named on the command line.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use serde_json::Value;
use speclift::finding::Severity;
use speclift::report;
use speclift::validate::{MAX_DOCUMENT, Problem, parse_document, unreadable, validate};

use super::Failure;
use crate::terminal;

/// A document that was read, with all that is wrong with it.
pub(crate) struct Spec {
    name: String,
    pub(crate) value: Value,
    pub(crate) problems: Vec<Problem>,
}

impl Spec {
    /// Fails where nothing can be done with the document, valid or not.
    pub(crate) fn readable(&self) -> Result<(), Failure> {
        unreadable(&self.problems, &self.name).map_or(Ok(()), |error| Err(error.into()))
    }

    pub(crate) fn count(&self, severity: Severity) -> usize {
        self.problems.iter().filter(|problem| problem.severity == severity).count()
    }

    /// All problems of at least a severity, as text.
    pub(crate) fn report(&self, least: Severity) -> String {
        let palette = terminal::palette();
        let shown = self.problems.iter().filter(|problem| problem.severity <= least);
        shown.map(|problem| report::problem(problem, &palette) + "\n").collect()
    }
}

/// Reads and validates a document; `-` is standard input. What is no OpenAPI 3.0 document has not been validated, and is
/// a failure as a file is that cannot be read.
pub(crate) fn read(path: &Path) -> Result<Spec, Failure> {
    let (name, text) = text(path)?;
    let value = parse_document(&text, &name)?;
    let problems = validate(&value);
    Ok(Spec { name, value, problems })
}

/// What a document is called, and its text; `-` is standard input.
pub(crate) fn text(path: &Path) -> Result<(String, String), Failure> {
    let stdin = path == Path::new("-");
    let name = if stdin { "standard input".to_owned() } else { path.display().to_string() };
    let read = if stdin { limited(io::stdin().lock()) } else { File::open(path).and_then(limited) };
    let bytes = read.map_err(|reason| Failure::Read { path: name.clone(), reason })?;
    let text = String::from_utf8(bytes)
        .map_err(|_| Failure::Usage(format!("{name}: the document is no UTF-8 text; save it as UTF-8")))?;
    Ok((name, text))
}

/// All of a reader, or a little more than a document may have.
fn limited(reader: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(MAX_DOCUMENT as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}
