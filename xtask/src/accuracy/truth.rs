//! The independent description that compiled pages are compared with.

use std::fs;
use std::io;
use std::path::Path;

use serde_json::Value;
use speclift::json::{self, MendKind};

use super::api::Operations;
use super::{compact, openapi};

/// Why there is nothing to compare with.
#[derive(Debug, thiserror::Error)]
pub(crate) enum TruthError {
    #[error("{path}: cannot be read: {reason}; check the path")]
    Unreadable { path: String, reason: io::Error },
    #[error("{path}: is no JSON: {reason}")]
    Json { path: String, reason: serde_json::Error },
    #[error(
        "{path}: is no description of an API: it is an OpenAPI 3.0 document with `openapi` and `paths`, or has \
         `operations` and `schemas`"
    )]
    Form { path: String },
    #[error("{path}: is no description of an API: {reason}")]
    Compact { path: String, reason: serde_json::Error },
    #[error("{path}: describes no operation; there is nothing to compare with")]
    Empty { path: String },
}

/// Reads a description in either form.
pub(super) fn read(path: &Path) -> Result<Operations, TruthError> {
    let name = || path.display().to_string();
    let text = fs::read_to_string(path).map_err(|reason| TruthError::Unreadable { path: name(), reason })?;
    let value = parse(&text).map_err(|reason| TruthError::Json { path: name(), reason })?;
    let operations = if value.get("openapi").is_some() && value.get("paths").is_some() {
        openapi::operations(&value)
    } else if value.get("operations").is_some() && value.get("schemas").is_some() {
        let description: compact::Description =
            serde_json::from_value(value).map_err(|reason| TruthError::Compact { path: name(), reason })?;
        description.operations()
    } else {
        return Err(TruthError::Form { path: name() });
    };
    if operations.is_empty() { Err(TruthError::Empty { path: name() }) } else { Ok(operations) }
}

/// JSON, in which commas before closing brackets are forgiven: some published documents have them.
fn parse(text: &str) -> Result<Value, serde_json::Error> {
    serde_json::from_str(text).or_else(|reason| {
        let parsed = json::parse(text);
        let forgiven = parsed.mends.iter().all(|mend| mend.kind == MendKind::TrailingComma);
        parsed.complete().filter(|_| forgiven).map(json::Node::to_value).ok_or(reason)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_commas_are_forgiven() {
        assert_eq!(parse(r#"{"a": ["b,]",], }"#).unwrap()["a"][0], "b,]");
        for text in ["{'a': 1}", "{\"a\": 1} x", "{\"a\": 1", ""] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
