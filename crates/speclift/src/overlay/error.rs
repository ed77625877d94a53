//! Why an overlay cannot be read or applied.

use crate::validate::DocumentError;

/// A place in an overlay: line and column, both from 1; 0 where it is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Place {
    /// The line.
    pub line: usize,
    /// The column, in characters.
    pub column: usize,
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// Why an overlay cannot be read or applied. Each message names the file, the line and the column.
#[derive(Debug, thiserror::Error)]
pub enum OverlayError {
    /// The file cannot be read.
    #[error("{name}: the overlay cannot be read: {reason}; check the path")]
    Unreadable {
        /// The file.
        name: String,
        /// What the system says.
        reason: std::io::Error,
    },
    /// It is neither JSON nor YAML, or it repeats a key.
    #[error(transparent)]
    Syntax(#[from] DocumentError),
    /// It is no Overlay 1.0 document.
    #[error("{name}:{}:{}: {message}", .place.line, .place.column)]
    Invalid {
        /// The file.
        name: String,
        /// Where.
        place: Place,
        /// What is wrong, and what to do.
        message: String,
    },
    /// An action cannot be applied to the document.
    #[error("{name}:{}:{}: action {number} on `{target}`: {message}", .place.line, .place.column)]
    Action {
        /// The file.
        name: String,
        /// Where the action starts.
        place: Place,
        /// Which action it is, from 1.
        number: usize,
        /// What it selects.
        target: String,
        /// What is wrong, and what to do.
        message: String,
    },
    /// The document is not one that an overlay can be applied to.
    #[error("{name}: {message}")]
    Document {
        /// The overlay's file.
        name: String,
        /// What is wrong.
        message: String,
    },
}

impl OverlayError {
    /// Whether a file could not be read, rather than said something wrong.
    #[must_use]
    pub fn is_unreadable(&self) -> bool {
        matches!(self, Self::Unreadable { .. })
    }
}
