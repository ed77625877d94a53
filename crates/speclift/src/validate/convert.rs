//! From a schema of OpenAPI 3.0 to JSON Schema 2020-12.

use serde_json::{Map, Value, json};

/// The JSON Schema that accepts what a schema of OpenAPI 3.0 accepts. `reference` gives the schema for a
/// reference.
///
/// - Siblings of `$ref` are ignored.
/// - `nullable` adds `null` to the type. An enumeration beside it has to list `null` for itself, as the
///   specification says since 3.0.3. Where a composition stands without a type, the whole of it may
///   be null: by the letter it may not, but so everybody writes a nullable reference.
/// - `exclusiveMinimum` and `exclusiveMaximum` are Booleans that belong to their bounds.
/// - Formats are not asserted, and a pattern that does not compile is left out, since a rule reports it.
pub(super) fn convert(schema: &Value, reference: &dyn Fn(&str) -> Value) -> Value {
    let Some(map) = schema.as_object() else {
        return Value::Bool(true);
    };
    if let Some(target) = map.get("$ref").and_then(Value::as_str) {
        return reference(target);
    }
    let is_set = |key: &str| map.get(key) == Some(&Value::Bool(true));
    let each =
        |list: &Value| list.as_array().into_iter().flatten().map(|part| convert(part, reference)).collect();
    let mut out = Map::new();
    for (key, value) in map {
        let (key, value) = match key.as_str() {
            "type" if is_set("nullable") => ("type", json!([value, "null"])),
            "minimum" if is_set("exclusiveMinimum") => ("exclusiveMinimum", value.clone()),
            "maximum" if is_set("exclusiveMaximum") => ("exclusiveMaximum", value.clone()),
            "pattern" if !value.as_str().is_some_and(pattern_compiles) => continue,
            "properties" => {
                let members = value.as_object().into_iter().flatten();
                ("properties", members.map(|(name, part)| (name.clone(), convert(part, reference))).collect())
            }
            "additionalProperties" if value.is_boolean() => ("additionalProperties", value.clone()),
            "items" | "not" | "additionalProperties" => (key.as_str(), convert(value, reference)),
            "allOf" | "anyOf" | "oneOf" => (key.as_str(), Value::Array(each(value))),
            "type" | "enum" | "required" | "multipleOf" | "minimum" | "maximum" | "minLength"
            | "maxLength" | "pattern" | "minItems" | "maxItems" | "uniqueItems" | "minProperties"
            | "maxProperties" => (key.as_str(), value.clone()),
            _ => continue,
        };
        out.insert(key.to_owned(), value);
    }
    // Without properties, the validator reports no name for what is not allowed.
    if out.get("additionalProperties") == Some(&Value::Bool(false)) && !out.contains_key("properties") {
        out.insert("properties".to_owned(), json!({}));
    }
    if wraps(map) {
        return json!({"anyOf": [out, {"type": "null"}]});
    }
    Value::Object(out)
}

/// Whether a schema is a composition that may be null as a whole: what is made of it is one of two alternatives.
pub(super) fn wraps(schema: &Map<String, Value>) -> bool {
    let composed = ["allOf", "anyOf", "oneOf"].iter().any(|key| schema.contains_key(*key));
    schema.get("nullable") == Some(&Value::Bool(true)) && composed && !schema.contains_key("type")
}

/// Whether a pattern is a regular expression.
pub(super) fn pattern_compiles(pattern: &str) -> bool {
    jsonschema::options().offline().build(&json!({"pattern": pattern})).is_ok()
}
