//! The dialects of OpenAPI: 3.0, which Speclift writes and reads, and 3.1, which other tools want or write.

mod lower;
mod lower_schema;
mod raise;
mod walk;

pub use lower::{Loss, LowerError, lower};
pub use raise::raise;
pub(crate) use walk::{Kind, walk};

use serde_json::Value;

/// Whether a value says that it is OpenAPI 3.1.
#[must_use]
pub fn is_3_1(document: &Value) -> bool {
    document["openapi"].as_str().is_some_and(|version| version == "3.1" || version.starts_with("3.1."))
}
