//! From the error that a validator reports to the one that a person needs.

use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind;
use serde_json::Value;

/// What is wrong, and where.
pub(super) struct Cause {
    /// Where in the value: a JSON pointer.
    pub(super) instance: String,
    /// The way through the schema that led there, references among it.
    pub(super) evaluation: String,
    pub(super) message: String,
}

impl Cause {
    fn of(error: &ValidationError<'_>) -> Self {
        Self {
            instance: error.instance_path().as_str().to_owned(),
            evaluation: error.evaluation_path().as_str().to_owned(),
            message: message(error),
        }
    }
}

/// The deepest causes of an error.
///
/// "Not valid under any of the given schemas" says nothing. Of the alternatives the one that got furthest is
/// the one that was meant, and its errors are the causes. The alternative to be a reference is never what was meant
/// where `$ref` is missing.
pub(super) fn causes(error: &ValidationError<'_>) -> Vec<Cause> {
    let (ValidationErrorKind::AnyOf { context } | ValidationErrorKind::OneOfNotValid { context }) =
        error.kind()
    else {
        return vec![Cause::of(error)];
    };
    let alternatives = context.iter().filter(|errors| !errors.is_empty());
    let best = alternatives.min_by_key(|errors| {
        let depth = errors.iter().map(|e| depth(e)).max().unwrap_or_default();
        let depth = depth.saturating_sub(error.instance_path().as_str().matches('/').count());
        let wrong_kind =
            errors.iter().any(|e| e.instance_path() == error.instance_path() && is_wrong_kind(e));
        (wrong_kind, std::cmp::Reverse(depth), errors.len())
    });
    match best {
        Some(errors) => errors.iter().flat_map(causes).collect(),
        None => vec![Cause::of(error)],
    }
}

/// How deep in the value the deepest cause lies.
fn depth(error: &ValidationError<'_>) -> usize {
    let own = error.instance_path().as_str().matches('/').count();
    match error.kind() {
        ValidationErrorKind::AnyOf { context } | ValidationErrorKind::OneOfNotValid { context } => {
            context.iter().flatten().map(depth).max().unwrap_or(own).max(own)
        }
        _ => own,
    }
}

/// Whether an error says that the value was meant as something else.
fn is_wrong_kind(error: &ValidationError<'_>) -> bool {
    match error.kind() {
        ValidationErrorKind::Required { property } => property == "$ref",
        ValidationErrorKind::Type { .. } => true,
        _ => false,
    }
}

/// The message, without a value that would fill the screen.
fn message(error: &ValidationError<'_>) -> String {
    let value = error.instance();
    let short = match &**value {
        Value::String(s) => s.len() <= 60,
        Value::Array(_) | Value::Object(_) => false,
        _ => true,
    };
    if short { error.to_string() } else { error.masked_with("this value").to_string() }
}
