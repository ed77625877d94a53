//! A document without its prose: what two builds of the same API in different words have in common.

use serde_json::{Map, Value};

/// Members that hold prose.
const PROSE: &[&str] =
    &["description", "summary", "message", "meaning", "remedy", "x-speclift", "x-enum-descriptions"];

/// Members whose value is data of the API: nothing in it is prose.
const DATA: &[&str] = &["example", "value", "default", "enum"];

/// Members that map names of the API to descriptions: the names are no keywords.
const NAMED: &[&str] = &["properties", "schemas", "responses", "parameters", "headers", "paths", "examples"];

/// The document without descriptions, summaries, messages, remedies, and the record of its making.
#[must_use]
pub fn without(document: &Value) -> Value {
    match document {
        Value::Object(members) => Value::Object(
            members
                .iter()
                .filter(|(key, _)| !PROSE.contains(&key.as_str()))
                .map(|(key, value)| (key.clone(), member(key, value)))
                .collect(),
        ),
        Value::Array(elements) => elements.iter().map(without).collect(),
        other => other.clone(),
    }
}

fn member(key: &str, value: &Value) -> Value {
    match value {
        Value::Object(named) if NAMED.contains(&key) => {
            let members: Map<String, Value> =
                named.iter().map(|(name, value)| (name.clone(), without(value))).collect();
            Value::Object(members)
        }
        _ if DATA.contains(&key) => value.clone(),
        _ => without(value),
    }
}

/// A unified difference of two texts, empty where they are equal.
#[must_use]
pub fn difference(expected: &str, found: &str) -> String {
    if expected == found {
        return String::new();
    }
    similar::TextDiff::from_lines(expected, found).unified_diff().context_radius(3).to_string()
}
