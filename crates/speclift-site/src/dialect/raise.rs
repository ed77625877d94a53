//! From OpenAPI 3.0 to 3.1, whose schemas are JSON Schema 2020-12.

use serde_json::{Map, Value, json};

use super::walk::{Kind, walk};

/// The version that comes out.
const VERSION: &str = "3.1.0";

/// The same description as OpenAPI 3.1. Nothing is lost:
///
/// - `nullable` becomes a type, and a composition that may be null an alternative of it and `null`;
/// - Boolean exclusive bounds become bounds;
/// - `example` of a schema becomes `examples`;
/// - the formats `byte` and `binary` become what says how content is encoded;
/// - siblings of `$ref`, which mean nothing in 3.0 and would mean something in 3.1, are left out.
#[must_use]
pub fn raise(document: &Value) -> Value {
    let mut document = document.clone();
    walk(&mut document, &mut |kind, _, value| {
        let Some(members) = value.as_object_mut() else { return };
        if members.get("$ref").is_some_and(Value::is_string) && kind != Kind::PathItem {
            members.retain(|key, _| key == "$ref");
            return;
        }
        match kind {
            Kind::Document => {
                members.insert("openapi".to_owned(), VERSION.into());
            }
            Kind::Schema => *value = schema(std::mem::take(members)),
            _ => {}
        }
    });
    document
}

fn schema(mut members: Map<String, Value>) -> Value {
    let nullable = members.shift_remove("nullable") == Some(Value::Bool(true));
    for (bound, exclusive) in [("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")] {
        if members.get(exclusive).is_some_and(Value::is_boolean)
            && members.shift_remove(exclusive) == Some(Value::Bool(true))
            && let Some(limit) = members.shift_remove(bound)
        {
            members.insert(exclusive.to_owned(), limit);
        }
    }
    if let Some(example) = members.shift_remove("example") {
        members.insert("examples".to_owned(), json!([example]));
    }
    let format = match members.get("format").and_then(Value::as_str) {
        Some("byte") => Some(("contentEncoding", "base64")),
        Some("binary") => Some(("contentMediaType", "application/octet-stream")),
        _ => None,
    };
    if let Some((key, value)) = format {
        members.shift_remove("format");
        members.insert(key.to_owned(), value.into());
    }
    if nullable {
        let composed = ["allOf", "anyOf", "oneOf"].iter().any(|key| members.contains_key(*key));
        if let Some(Value::String(word)) = members.get("type") {
            members.insert("type".to_owned(), json!([word, "null"]));
        } else if composed && !members.contains_key("type") {
            return alternative(members);
        }
    }
    Value::Object(members)
}

/// A composition, or null. Texts stay outside, where readers look for them.
fn alternative(mut members: Map<String, Value>) -> Value {
    let mut outside = Map::new();
    for key in ["title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly"] {
        if let Some(value) = members.shift_remove(key) {
            outside.insert(key.to_owned(), value);
        }
    }
    outside.insert("anyOf".to_owned(), json!([members, {"type": "null"}]));
    Value::Object(outside)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(old: Value, new: Value) {
        let document = |schema| json!({"openapi": "3.0.3", "components": {"schemas": {"A": {"properties": {"nullable": schema}}}}});
        let mut expected = document(new);
        expected["openapi"] = VERSION.into();
        assert_eq!(raise(&document(old)), expected);
    }

    #[test]
    fn nullable_becomes_a_type() {
        check(json!({"type": "string", "nullable": true}), json!({"type": ["string", "null"]}));
        check(json!({"type": "string", "nullable": false}), json!({"type": "string"}));
        // By the letter of 3.0.3, `null` has to be listed.
        check(
            json!({"type": "string", "nullable": true, "enum": ["a", null]}),
            json!({"type": ["string", "null"], "enum": ["a", null]}),
        );
        check(
            json!({"nullable": true, "description": "d", "allOf": [{"$ref": "#/x"}]}),
            json!({"description": "d", "anyOf": [{"allOf": [{"$ref": "#/x"}]}, {"type": "null"}]}),
        );
        // Any value is null already.
        check(json!({"nullable": true}), json!({}));
    }

    #[test]
    fn bounds_examples_and_formats() {
        check(json!({"minimum": 1, "exclusiveMinimum": true}), json!({"exclusiveMinimum": 1}));
        check(json!({"maximum": 1, "exclusiveMaximum": false}), json!({"maximum": 1}));
        check(json!({"example": {"nullable": true}}), json!({"examples": [{"nullable": true}]}));
        check(
            json!({"type": "string", "format": "byte"}),
            json!({"type": "string", "contentEncoding": "base64"}),
        );
        check(
            json!({"type": "string", "format": "binary"}),
            json!({"type": "string", "contentMediaType": "application/octet-stream"}),
        );
    }

    #[test]
    fn siblings_of_references_go_and_values_stay() {
        check(json!({"$ref": "#/x", "description": "ignored"}), json!({"$ref": "#/x"}));
        let values = json!({"default": {"nullable": true, "example": 1}, "enum": [{"nullable": true}],
            "x-any": {"nullable": true}});
        check(values.clone(), values);
    }
}
