//! What can go wrong, with the operation it goes wrong in.

/// Why a document cannot become a client view.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{operation}: {problem}; {remedy}")]
pub struct ClientViewError {
    /// The operation: its `operationId`, method and path, or `document`.
    pub operation: String,
    /// What is wrong.
    pub problem: String,
    /// What to do about it.
    pub remedy: String,
}

impl ClientViewError {
    pub(crate) fn new(
        operation: impl Into<String>,
        problem: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self { operation: operation.into(), problem: problem.into(), remedy: remedy.into() }
    }
}

/// Why no client could be generated.
#[derive(Debug, thiserror::Error)]
pub enum CodegenError {
    /// The document cannot become a client view.
    #[error("the document has no client view:\n{}", lines(.0))]
    View(Vec<ClientViewError>),
    /// progenitor refuses one operation, or panics on it.
    #[error("{operation}: progenitor fails: {message}; simplify the operation in the overlay")]
    Operation {
        /// The operation.
        operation: String,
        /// What progenitor said.
        message: String,
    },
    /// progenitor refuses the document though it takes every operation alone.
    #[error("progenitor fails on the document though on no single operation: {0}")]
    Document(String),
    /// progenitor wrote something that is not Rust.
    #[error("the generated code does not parse: {0}")]
    Unparsable(#[from] syn::Error),
    /// A name or path in the settings is not Rust.
    #[error("`{value}` is no {expected}")]
    Setting {
        /// What was given.
        value: String,
        /// What it should have been.
        expected: &'static str,
    },
}

fn lines(errors: &[ClientViewError]) -> String {
    errors.iter().map(|error| format!("  {error}")).collect::<Vec<_>>().join("\n")
}
