//! Checks of a finished document: the official schema of OpenAPI 3.0, and what a schema cannot say.
//!
//! [`validate`] is the entry. [`Checker`] decides whether a value is what a schema of the document describes, as
//! OpenAPI 3.0 means it, and [`parse_document`] reads a document that somebody else wrote.

mod accept;
mod checker;
mod convert;
mod document;
mod drill;
mod halves;
mod index;
mod official;
mod place;
mod rules;

use std::cell::LazyCell;
use std::collections::BTreeSet;
use std::ops::Deref;

use serde_json::Value;

use accept::Acceptance;
pub use checker::{Checker, Violation};
pub use document::{DocumentError, MAX_DOCUMENT, parse_document, parse_value};
use index::{At, Index};

use crate::finding::Severity;

/// Something wrong with a document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// An error makes the document invalid; a warning does not.
    pub severity: Severity,
    /// Where it is: a JSON pointer (RFC 6901).
    pub pointer: String,
    /// The operation that it is part of, as `GET /v3/{project_id}/vaults`.
    pub operation: Option<String>,
    /// What is wrong, as a lower-case fragment.
    pub message: String,
    /// The rule that was broken, in kebab case.
    pub rule: &'static str,
}

/// The rule for references that lead to nothing but each other.
const CIRCLE: &str = "circular-reference";

/// Why nothing can be done with a document that was validated, where its references lead to nothing but each other: what
/// stands there is not said. The problems are those that [`validate`] gave, and `name` is the name of the file.
pub fn unreadable(problems: &[Problem], name: &str) -> Option<DocumentError> {
    let circle = problems.iter().find(|problem| problem.rule == CIRCLE)?;
    Some(DocumentError::Circle {
        name: name.to_owned(),
        pointer: circle.pointer.clone(),
        message: circle.message.clone(),
    })
}

/// All problems of a document: errors first, then in the order of their places. The same document gives the
/// same list.
pub fn validate(document: &Value) -> Vec<Problem> {
    // Both look at all of the document, and nearly every document is as the official schema says.
    let (is_official, report) = rayon::join(
        || official::is_valid(document),
        || {
            let mut report = Report::default();
            with_context(document, |context| rules::ALL.iter().for_each(|rule| rule(context, &mut report)));
            report
        },
    );
    let mut report = report;
    if !is_official {
        with_context(document, |context| official::check(context, &mut report));
    }
    report.problems.into_iter().collect()
}

/// Hands over what rules look at.
fn with_context(document: &Value, look: impl FnOnce(&Context<'_>)) {
    let index = Index::new(document);
    let checker = LazyCell::new(|| Checker::new(document));
    look(&Context { document, index: &index, acceptance: Acceptance::new(document), checker: &checker });
}

/// What a rule looks at.
struct Context<'a> {
    document: &'a Value,
    index: &'a Index<'a>,
    acceptance: Acceptance<'a>,
    /// Made where there is something to say of a value, for it costs more than all rules.
    checker: &'a dyn Deref<Target = Checker>,
}

impl<'a> Context<'a> {
    /// A value, or what its reference leads to.
    fn resolve(&self, value: &'a Value) -> &'a Value {
        index::resolve(self.document, value)
    }

    /// In which ways a value is not what its schema describes. A schema that cannot be used gives none: the official
    /// schema reports it.
    fn violations(&self, schema: &At<'_>, value: &Value) -> Vec<Violation> {
        if self.acceptance.accepts(schema.value, value) == Some(true)
            || !self.checker.is_usable(&schema.pointer)
        {
            return Vec::new();
        }
        self.checker.check(&schema.pointer, value).err().unwrap_or_default()
    }
}

/// What the rules find.
#[derive(Default)]
struct Report {
    problems: BTreeSet<Problem>,
}

impl Report {
    fn error(&mut self, rule: &'static str, at: &At<'_>, message: impl Into<String>) {
        self.add(Severity::Error, rule, at, String::new(), message.into());
    }

    fn warning(&mut self, rule: &'static str, at: &At<'_>, message: impl Into<String>) {
        self.add(Severity::Warning, rule, at, String::new(), message.into());
    }

    /// An error at a place below `at`.
    fn error_below(&mut self, rule: &'static str, at: &At<'_>, below: &str, message: impl Into<String>) {
        self.add(Severity::Error, rule, at, below.to_owned(), message.into());
    }

    fn add(&mut self, severity: Severity, rule: &'static str, at: &At<'_>, below: String, message: String) {
        let pointer = at.pointer.clone() + &below;
        let operation = at.operation.as_deref().map(str::to_owned);
        self.problems.insert(Problem { severity, pointer, operation, message, rule });
    }
}

/// A document for tests of rules: valid, with one operation, and `patch` merged into it (RFC 7396).
#[cfg(test)]
fn sample(patch: Value) -> Value {
    fn merge(target: &mut Value, patch: Value) {
        let Value::Object(patch) = patch else {
            *target = patch;
            return;
        };
        if !target.is_object() {
            *target = Value::Object(serde_json::Map::new());
        }
        let target = target.as_object_mut().unwrap();
        for (key, value) in patch {
            if value == Value::String("(remove)".to_owned()) {
                target.remove(&key);
            } else {
                merge(target.entry(key).or_insert(Value::Null), value);
            }
        }
    }
    let mut document = serde_json::json!({
        "openapi": "3.0.3",
        "info": {"title": "Sample", "version": "1"},
        "tags": [{"name": "things"}],
        "paths": {"/things/{id}": {
            "get": {
                "operationId": "getThing",
                "tags": ["things"],
                "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}],
                "responses": {"200": {
                    "description": "The thing",
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}
                }}
            }
        }},
        "components": {"schemas": {"Thing": {"type": "object", "properties": {"name": {"type": "string"}}}}}
    });
    merge(&mut document, patch);
    document
}

/// The problems of a sample as `rule pointer: message`.
#[cfg(test)]
fn problems(patch: Value) -> Vec<String> {
    let problems = validate(&sample(patch));
    problems.iter().map(|p| format!("{} {}: {}", p.rule, p.pointer, p.message)).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_sample_is_valid() {
        assert_eq!(validate(&sample(json!({}))), []);
    }

    #[test]
    fn nothing_is_an_error_and_no_panic() {
        for document in [json!(null), json!([]), json!({}), json!({"paths": [], "components": 3, "tags": {}})]
        {
            assert!(
                validate(&document)
                    .iter()
                    .any(|p| p.severity == Severity::Error && p.rule == "openapi-schema")
            );
        }
    }

    #[test]
    fn problems_name_their_operation() {
        let document = sample(json!({"paths": {"/things/{id}": {"get": {"tags": ["others"]}}}}));
        let problems = validate(&document);
        assert_eq!(problems[0].operation.as_deref(), Some("GET /things/{id}"));
    }
}
