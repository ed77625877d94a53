//! From OpenAPI 3.1 to 3.0.

use serde_json::{Map, Value, json};

/// A document of OpenAPI 3.1 in the words of 3.0; one of 3.0 comes out as it is.
///
/// Null among types and alternatives becomes `nullable`, several types become `anyOf`, `const` an enumeration, exclusive
/// bounds Booleans, and siblings of a reference stand beside it in `allOf`. What 3.0 has no words for stays as it was, so
/// that [`speclift::validate::validate`] tells it.
#[must_use]
pub fn lower(document: &Value) -> Value {
    if document["openapi"].as_str().is_some_and(|version| version.starts_with("3.0")) {
        return document.clone();
    }
    let mut lowered = walk(document);
    if let Some(members) = lowered.as_object_mut() {
        members.insert("openapi".to_owned(), json!("3.0.3"));
        members.shift_remove("webhooks");
        members.shift_remove("jsonSchemaDialect");
    }
    if let Some(info) = lowered["info"].as_object_mut() {
        info.shift_remove("summary");
        if let Some(license) = info.get_mut("license").and_then(Value::as_object_mut) {
            license.shift_remove("identifier");
        }
    }
    lowered
}

/// What is no schema itself, and may hold some.
fn walk(value: &Value) -> Value {
    match value {
        Value::Object(members) => members
            .iter()
            .map(|(key, value)| {
                let value = match (key.as_str(), value) {
                    ("schema", value) => schema(value),
                    ("schemas", Value::Object(named)) => each(named),
                    ("example" | "examples" | "default" | "enum", value) => value.clone(),
                    (key, value) if key.starts_with("x-") => value.clone(),
                    (_, value) => walk(value),
                };
                (key.clone(), value)
            })
            .collect(),
        Value::Array(elements) => elements.iter().map(walk).collect(),
        other => other.clone(),
    }
}

fn each(named: &Map<String, Value>) -> Value {
    named.iter().map(|(name, value)| (name.clone(), schema(value))).collect()
}

fn schema(value: &Value) -> Value {
    let members = match value {
        Value::Object(members) => members,
        Value::Bool(false) => return json!({"not": {}}),
        _ => return json!({}),
    };
    let mut out = Map::new();
    for (key, value) in members {
        match (key.as_str(), value) {
            ("properties", Value::Object(named)) => {
                out.insert(key.clone(), each(named));
            }
            ("additionalProperties", Value::Bool(_)) => {
                out.insert(key.clone(), value.clone());
            }
            ("items" | "not" | "additionalProperties", value) => {
                out.insert(key.clone(), schema(value));
            }
            ("allOf" | "anyOf" | "oneOf", Value::Array(parts)) => alternatives(key, parts, &mut out),
            ("type", Value::Array(words)) => types(words, &mut out),
            ("const", value) => {
                out.insert("enum".to_owned(), json!([value]));
            }
            ("examples", Value::Array(examples)) => {
                if let Some(example) = examples.first() {
                    out.insert("example".to_owned(), example.clone());
                }
            }
            ("exclusiveMinimum", Value::Number(_)) => bound("minimum", key, value, &mut out),
            ("exclusiveMaximum", Value::Number(_)) => bound("maximum", key, value, &mut out),
            // Names, which are of no use where everything is named by references.
            ("$schema" | "$id" | "$anchor" | "$comment" | "propertyNames", _) => {}
            _ => {
                out.insert(key.clone(), value.clone());
            }
        }
    }
    if out.contains_key("$ref") && out.len() > 1 {
        // A reference of 3.0 stands alone.
        let reference = out.shift_remove("$ref").unwrap_or_default();
        let part = json!({"$ref": reference});
        match out.get_mut("allOf").and_then(Value::as_array_mut) {
            Some(parts) => parts.push(part),
            None => {
                out.insert("allOf".to_owned(), json!([part]));
            }
        }
    }
    Value::Object(out)
}

fn bound(name: &str, exclusive: &str, value: &Value, out: &mut Map<String, Value>) {
    out.insert(name.to_owned(), value.clone());
    out.insert(exclusive.to_owned(), Value::Bool(true));
}

fn types(words: &[Value], out: &mut Map<String, Value>) {
    let some: Vec<&Value> = words.iter().filter(|word| *word != "null").collect();
    if some.len() < words.len() {
        out.insert("nullable".to_owned(), Value::Bool(true));
    }
    match some[..] {
        [] => {}
        [word] => {
            out.insert("type".to_owned(), word.clone());
        }
        _ => {
            let parts = some.iter().map(|word| json!({"type": word}));
            out.insert("anyOf".to_owned(), parts.collect());
        }
    }
}

fn alternatives(key: &str, parts: &[Value], out: &mut Map<String, Value>) {
    let is_null = |part: &&Value| part["type"] == "null";
    let some: Vec<Value> = parts.iter().filter(|part| !is_null(part)).map(schema).collect();
    let nullable = key != "allOf" && some.len() < parts.len();
    if nullable {
        out.insert("nullable".to_owned(), Value::Bool(true));
    }
    // What is left of an alternative to null is no alternative.
    let key = if nullable && some.len() == 1 { "allOf" } else { key };
    match out.get_mut(key).and_then(Value::as_array_mut) {
        Some(all) => all.extend(some),
        None => {
            out.insert(key.to_owned(), Value::Array(some));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemas_say_the_same_in_other_words() {
        let reference = json!({"$ref": "#/components/schemas/A"});
        for (newer, older) in [
            (json!({"type": ["string", "null"]}), json!({"nullable": true, "type": "string"})),
            (
                json!({"type": ["string", "integer", "null"]}),
                json!({"nullable": true, "anyOf": [{"type": "string"}, {"type": "integer"}]}),
            ),
            (
                json!({"oneOf": [{"type": "null"}, reference]}),
                json!({"nullable": true, "allOf": [reference]}),
            ),
            (
                json!({"anyOf": [{"type": "null"}, reference, {"type": "string"}]}),
                json!({"nullable": true, "anyOf": [reference, {"type": "string"}]}),
            ),
            (json!({"const": 1}), json!({"enum": [1]})),
            (json!({"exclusiveMinimum": 1}), json!({"minimum": 1, "exclusiveMinimum": true})),
            (
                json!({"$ref": "#/a", "description": "x"}),
                json!({"description": "x", "allOf": [{"$ref": "#/a"}]}),
            ),
            (json!({"examples": [1, 2]}), json!({"example": 1})),
            (json!({"items": true}), json!({"items": {}})),
            (json!({"additionalProperties": false}), json!({"additionalProperties": false})),
            (json!({"properties": {"const": {"const": 1}}}), json!({"properties": {"const": {"enum": [1]}}})),
            (json!({"prefixItems": []}), json!({"prefixItems": []})),
        ] {
            let document = json!({"openapi": "3.1.0", "components": {"schemas": {"S": newer}}});
            assert_eq!(lower(&document)["components"]["schemas"]["S"], older, "{newer}");
        }
    }

    #[test]
    fn schemas_are_found_wherever_they_stand() {
        let nullable = json!({"type": ["string", "null"]});
        let media =
            json!({"application/json": {"schema": nullable, "example": {"schema": {"type": ["x", "null"]}}}});
        let document = json!({
            "openapi": "3.1.0", "webhooks": {}, "info": {"summary": "s", "title": "t"},
            "paths": {"/a": {"parameters": [{"schema": nullable}], "get": {"responses": {"200": {"content": media}}}}},
        });
        let lowered = lower(&document);
        assert_eq!(lowered["openapi"], "3.0.3");
        assert_eq!(lowered["info"], json!({"title": "t"}));
        assert_eq!(lowered["paths"]["/a"]["parameters"][0]["schema"]["nullable"], true);
        let media = &lowered["paths"]["/a"]["get"]["responses"]["200"]["content"]["application/json"];
        assert_eq!(media["schema"]["nullable"], true);
        assert_eq!(media["example"]["schema"]["type"], json!(["x", "null"]));
    }
}
