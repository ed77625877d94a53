//! A document to publish: read, lowered where it is OpenAPI 3.1, and validated.

use serde_json::Value;
use speclift::finding::Severity;
use speclift::validate::{DocumentError, Problem, parse_document, parse_value, validate};

use crate::dialect::{self, LowerError};

/// A document in one language.
#[derive(Debug, Clone)]
pub struct Document {
    /// The language that it is written in, as in `en` or `zh-CN`.
    pub(crate) language: String,
    /// As OpenAPI 3.0.
    pub(crate) value: Value,
    /// As OpenAPI 3.1.
    pub(crate) raised: Value,
}

/// Why a text is no document that can be published.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// It cannot be read, or is no OpenAPI.
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// It is OpenAPI 3.1 and says what 3.0 cannot say.
    #[error("{name}: {reason}")]
    Lossy {
        /// The name of the file.
        name: String,
        /// What would be lost.
        reason: LowerError,
    },
    /// It is not valid.
    #[error("{name}: the document is invalid; run `speclift check` for all problems")]
    Invalid {
        /// The name of the file.
        name: String,
        /// All problems of the document as OpenAPI 3.0.
        problems: Vec<Problem>,
    },
}

/// The language that a document says it is written in, where Speclift wrote it.
fn recorded(document: &Value) -> Option<&str> {
    document.get("x-speclift")?.get("language")?.as_str()
}

impl Document {
    /// A document that is known to be valid OpenAPI 3.0. Where no language is named, it is the one that the document
    /// records, or else English.
    #[must_use]
    pub fn new(language: Option<&str>, value: Value) -> Self {
        let language = language.or(recorded(&value)).unwrap_or("en").to_owned();
        Self { language, raised: dialect::raise(&value), value }
    }

    /// Reads a document of OpenAPI 3.0 or 3.1, as YAML or JSON; of its language, see [`Document::new`].
    ///
    /// # Errors
    ///
    /// Where it cannot be read, is another kind of document, cannot be lowered to 3.0, or is not valid.
    pub fn read(language: Option<&str>, text: &str, name: &str) -> Result<Self, ReadError> {
        let value = parse_value(text, name)?;
        let document = if dialect::is_3_1(&value) {
            let lowered = dialect::lower(&value)
                .map_err(|reason| ReadError::Lossy { name: name.to_owned(), reason })?;
            Self { raised: value, ..Self::new(language, lowered) }
        } else {
            // It says what other kinds there are, and what to do with them.
            Self::new(language, parse_document(text, name)?)
        };
        let problems = validate(&document.value);
        if problems.iter().any(|problem| problem.severity == Severity::Error) {
            return Err(ReadError::Invalid { name: name.to_owned(), problems });
        }
        Ok(document)
    }
}
