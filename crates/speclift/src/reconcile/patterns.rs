//! Patterns that pages state: whether they are regular expressions, and what matches them.

use jsonschema::Validator;
use serde_json::{Value, json};

/// The expression that a pattern is; none where it is no regular expression.
pub(crate) fn expression(pattern: &str) -> Option<Validator> {
    jsonschema::options().offline().build(&json!({ "pattern": pattern })).ok()
}

/// Whether a text matches a pattern. All matches what is no regular expression.
pub(crate) fn matches(pattern: &str, text: &Value) -> bool {
    expression(pattern).is_none_or(|expression| expression.is_valid(text))
}
