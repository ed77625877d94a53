//! A schema of JSON Schema 2020-12 in the words of OpenAPI 3.0.

use serde_json::{Map, Value, json};

/// Words that decide about values, and that 3.0 has nothing for.
const UNSAYABLE: [&str; 19] = [
    "prefixItems",
    "contains",
    "minContains",
    "maxContains",
    "patternProperties",
    "dependentSchemas",
    "dependentRequired",
    "if",
    "then",
    "else",
    "unevaluatedItems",
    "propertyNames",
    "unevaluatedProperties",
    "$defs",
    "$anchor",
    "$dynamicAnchor",
    "$dynamicRef",
    "$id",
    "$schema",
];

/// Words that say something of values without deciding about them: kept as extensions.
const NOTES: [&str; 3] = ["$comment", "contentMediaType", "contentSchema"];

/// Lowers a schema whose inner schemas were lowered before.
pub(super) fn lower(value: &mut Value, lose: &mut dyn FnMut(&str, &str)) {
    match value {
        Value::Bool(true) => *value = json!({}),
        Value::Bool(false) => *value = json!({"not": {}}),
        Value::Object(members) => *value = Value::Object(schema(std::mem::take(members), lose)),
        _ => {}
    }
}

fn schema(mut members: Map<String, Value>, lose: &mut dyn FnMut(&str, &str)) -> Map<String, Value> {
    unsayable(&mut members, lose);
    if let Some(constant) = members.shift_remove("const") {
        members.insert("enum".to_owned(), json!([constant]));
    }
    if let Some(Value::Array(examples)) = members.shift_remove("examples") {
        let mut examples = examples.into_iter();
        if let Some(first) = examples.next() {
            members.entry("example").or_insert(first);
        }
        let rest: Vec<Value> = examples.collect();
        if !rest.is_empty() {
            members.insert("x-examples".to_owned(), rest.into());
        }
    }
    encoding(&mut members);
    bounds(&mut members);
    null_alternative(&mut members);
    types(&mut members);
    if members.get("type") == Some(&json!("array")) && !members.contains_key("items") {
        members.insert("items".to_owned(), json!({}));
    }
    if members.len() > 1
        && let Some(target) = members.shift_remove("$ref")
    {
        // In 3.0 nothing may stand beside a reference.
        and(&mut members, json!({"$ref": target}));
    }
    members
}

fn unsayable(members: &mut Map<String, Value>, lose: &mut dyn FnMut(&str, &str)) {
    for key in UNSAYABLE {
        let Some(value) = members.get(key) else { continue };
        // Inner schemas are lowered already: `true` is `{}`.
        let vacuous = match key {
            "propertyNames" => *value == json!({}) || *value == json!({"type": "string"}),
            "unevaluatedProperties" | "unevaluatedItems" => *value == json!({}),
            "$schema" => true,
            "$defs" | "patternProperties" | "dependentSchemas" | "dependentRequired" => {
                value.as_object().is_some_and(Map::is_empty)
            }
            _ => false,
        };
        if !vacuous {
            lose(key, &format!("the word `{key}`"));
        }
        members.shift_remove(key);
    }
}

fn encoding(members: &mut Map<String, Value>) {
    if members.get("contentEncoding") == Some(&json!("base64")) && !members.contains_key("format") {
        members.shift_remove("contentEncoding");
        members.insert("format".to_owned(), "byte".into());
    } else if members.get("contentMediaType") == Some(&json!("application/octet-stream"))
        && !members.contains_key("format")
        && !members.contains_key("contentEncoding")
    {
        members.shift_remove("contentMediaType");
        members.insert("format".to_owned(), "binary".into());
    }
    for key in NOTES.into_iter().chain(["contentEncoding"]) {
        if let Some(value) = members.shift_remove(key) {
            members.insert(format!("x-{}", key.trim_start_matches('$')), value);
        }
    }
}

/// Bounds that a value must not reach: the tighter one of the two that 3.1 may state is the only one in 3.0.
fn bounds(members: &mut Map<String, Value>) {
    for (bound, exclusive) in [("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")] {
        let Some(limit) = members.get(exclusive).filter(|limit| limit.is_number()).cloned() else { continue };
        if let (Some(inclusive), Some(limit)) = (members.get(bound).and_then(Value::as_f64), limit.as_f64()) {
            let tighter = if bound == "minimum" { inclusive > limit } else { inclusive < limit };
            if tighter {
                members.shift_remove(exclusive);
                continue;
            }
        }
        members.insert(bound.to_owned(), limit);
        members.insert(exclusive.to_owned(), true.into());
    }
}

fn is_null(schema: &Value) -> bool {
    *schema == json!({"enum": [null]})
}

/// Whether a schema, lowered, accepts null as far as can be seen without following references.
fn may_be_null(schema: &Value) -> bool {
    let typed =
        ["type", "$ref", "allOf", "oneOf", "anyOf", "enum"].iter().any(|key| schema.get(key).is_some());
    let listed =
        schema.get("enum").and_then(Value::as_array).is_some_and(|values| values.contains(&Value::Null));
    schema.get("nullable") == Some(&Value::Bool(true)) || listed || !typed
}

/// `oneOf` and `anyOf` with `null` among others: the rest may be null.
fn null_alternative(members: &mut Map<String, Value>) {
    for key in ["oneOf", "anyOf"] {
        let Some(Value::Array(list)) = members.get(key) else { continue };
        if list.len() < 2 || list.iter().filter(|schema| is_null(schema)).count() != 1 {
            continue;
        }
        let others: Vec<Value> = list.iter().filter(|schema| !is_null(schema)).cloned().collect();
        // Of `oneOf`, only one may accept it: where another does, or may, null is refused.
        if key == "oneOf" && others.iter().any(may_be_null) {
            continue;
        }
        // Where something beside refuses null, or gives a type, the alternatives stay as they are.
        if members.contains_key("type") || members.contains_key("enum") || members.contains_key("allOf") {
            continue;
        }
        members.shift_remove(key);
        members.insert("nullable".to_owned(), true.into());
        let key = if others.len() == 1 { "allOf" } else { key };
        members.insert(key.to_owned(), others.into());
        break;
    }
}

fn types(members: &mut Map<String, Value>) {
    let words: Vec<String> = match members.get("type") {
        Some(Value::Array(words)) => words.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        Some(Value::String(word)) if word == "null" => vec!["null".to_owned()],
        _ => return,
    };
    members.shift_remove("type");
    let null = words.iter().any(|word| word == "null");
    let others: Vec<&String> = words.iter().filter(|word| *word != "null").collect();
    match others.as_slice() {
        [] if null => {
            members.entry("enum").or_insert_with(|| json!([null]));
        }
        [] => {}
        [word] => {
            members.insert("type".to_owned(), (*word).clone().into());
            if null {
                members.insert("nullable".to_owned(), true.into());
            }
        }
        several => {
            // Words that belong to one type say nothing of values of another: they may stay beside.
            let alternatives = several.iter().map(|word| {
                let mut one = json!({"type": word});
                if *word == "array" {
                    one["items"] = members.get("items").cloned().unwrap_or_else(|| json!({}));
                }
                if null {
                    one["nullable"] = true.into();
                }
                one
            });
            let alternatives: Vec<Value> = alternatives.collect();
            if members.contains_key("anyOf") {
                and(members, json!({"anyOf": alternatives}));
            } else {
                members.insert("anyOf".to_owned(), alternatives.into());
            }
        }
    }
}

/// Adds what has to hold as well.
fn and(members: &mut Map<String, Value>, schema: Value) {
    match members.get_mut("allOf") {
        Some(Value::Array(all)) => all.push(schema),
        _ => {
            members.insert("allOf".to_owned(), json!([schema]));
        }
    }
}
