//! Types and limits of schemas in words.

use serde_json::Value;

use super::{elements, members};
use crate::words::Words;

/// How deep types are followed that stand in one another.
const DEPTH: usize = 16;
/// Where references to structures lead.
const STRUCTURES: &str = "#/components/schemas/";

/// A piece of a type: words, or the name of a structure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) text: String,
    /// The structure that it names.
    pub(crate) structure: Option<String>,
}

impl Part {
    fn words(text: impl Into<String>) -> Self {
        Self { text: text.into(), structure: None }
    }
}

/// The name of a structure that a reference leads to.
fn named(target: &str) -> Option<String> {
    let name = target.strip_prefix(STRUCTURES).filter(|name| !name.contains('/'))?;
    Some(name.replace("~1", "/").replace("~0", "~"))
}

/// Calls `found` with the names of all structures that a schema refers to by itself.
pub(super) fn references<'d>(schema: &'d Value, found: &mut dyn FnMut(&'d str)) {
    if let Some(name) = schema.get("$ref").and_then(Value::as_str) {
        // Names with escapes are rare, and none of the compiler's has one.
        if let Some(name) = name.strip_prefix(STRUCTURES) {
            found(name);
        }
        return;
    }
    members(schema, "properties").for_each(|(_, inner)| references(inner, found));
    for key in ["items", "additionalProperties", "not"] {
        if let Some(inner) = schema.get(key) {
            references(inner, found);
        }
    }
    for key in ["allOf", "oneOf", "anyOf"] {
        elements(schema, key).for_each(|inner| references(inner, found));
    }
}

/// A schema's type in words.
pub(crate) fn type_of(schema: &Value, words: &Words) -> Vec<Part> {
    let mut parts = Vec::new();
    describe(schema, words, DEPTH, &mut parts);
    parts
}

fn describe(schema: &Value, words: &Words, depth: usize, parts: &mut Vec<Part>) {
    if depth == 0 {
        return parts.push(Part::words("…"));
    }
    if let Some(target) = schema.get("$ref").and_then(Value::as_str) {
        return parts.push(match named(target) {
            Some(name) => Part { text: name.clone(), structure: Some(name) },
            None => Part::words(target),
        });
    }
    let several = ["oneOf", "anyOf", "allOf"]
        .into_iter()
        .find_map(|key| Some((key, schema.get(key)?.as_array().filter(|list| !list.is_empty())?)));
    let word = schema.get("type").and_then(Value::as_str);
    match (word, several) {
        (Some("array"), _) => {
            parts.push(Part::words(words.list_of));
            describe(schema.get("items").unwrap_or(&Value::Null), words, depth - 1, parts);
        }
        (None, Some((key, list))) => {
            let between = if key == "allOf" { words.and } else { words.or };
            for (index, inner) in list.iter().enumerate() {
                if index > 0 {
                    parts.push(Part::words(between));
                }
                describe(inner, words, depth - 1, parts);
            }
        }
        (_, _) if schema.get("additionalProperties").is_some_and(Value::is_object) => {
            parts.push(Part::words(words.map_of));
            describe(&schema["additionalProperties"], words, depth - 1, parts);
        }
        (Some(word), _) => {
            let format = schema.get("format").and_then(Value::as_str);
            parts.push(Part::words(match format {
                Some(format) => format!("{word} ({format})"),
                None => word.to_owned(),
            }));
        }
        (None, None) if schema.get("properties").is_some() => parts.push(Part::words("object")),
        (None, None) => parts.push(Part::words(words.any)),
    }
    if schema.get("nullable") == Some(&Value::Bool(true)) {
        parts.push(Part::words(words.or));
        parts.push(Part::words("null"));
    }
}

/// What a schema asks of its values, each with its name.
pub(crate) fn limits(schema: &Value, words: &Words) -> Vec<(&'static str, String)> {
    let mut limits = Vec::new();
    let inner = schema.get("items").filter(|_| schema.get("type").is_some_and(|word| word == "array"));
    for (schema, is_inner) in std::iter::once((schema, false)).chain(inner.map(|inner| (inner, true))) {
        let exclusive = |key: &str| schema.get(key) == Some(&Value::Bool(true));
        for (key, name) in [
            ("minimum", if exclusive("exclusiveMinimum") { words.above } else { words.minimum }),
            ("maximum", if exclusive("exclusiveMaximum") { words.below } else { words.maximum }),
            ("multipleOf", words.multiple_of),
            ("minLength", words.min_length),
            ("maxLength", words.max_length),
            ("minItems", words.min_items),
            ("maxItems", words.max_items),
            ("minProperties", words.min_members),
            ("maxProperties", words.max_members),
            ("pattern", words.pattern),
        ] {
            if let Some(value) = schema.get(key) {
                limits.push((name, plain(value)));
            }
        }
        let values: Vec<String> = elements(schema, "enum").map(shown).collect();
        if !values.is_empty() {
            limits.push((words.one_of, values.join(", ")));
        }
        for (key, name) in [("default", words.default), ("example", words.example)] {
            if let Some(value) = schema.get(key).filter(|_| !is_inner) {
                limits.push((name, shown(value)));
            }
        }
    }
    limits
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// A value as JSON.
fn shown(value: &Value) -> String {
    value.to_string()
}
