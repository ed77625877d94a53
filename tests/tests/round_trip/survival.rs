//! Responses as a service may send them in spite of its documentation.

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::{Body, Example, document, examples};

/// What a service does that its documentation does not say.
#[derive(Debug, Clone, Copy)]
enum Whim {
    /// A member is missing.
    Drop,
    /// A member is there that nobody described.
    Add,
    /// A member or an item is null.
    Null,
    /// A text is another, as a new value of an enumeration is.
    Text,
    /// A list or an object is empty.
    Empty,
    /// Members and items are the other way round.
    Reverse,
    /// A list has its first item twice.
    Twice,
}

fn whims() -> impl Strategy<Value = Vec<(Whim, prop::sample::Index)>> {
    let whim = prop::sample::select(vec![
        Whim::Drop,
        Whim::Add,
        Whim::Null,
        Whim::Text,
        Whim::Empty,
        Whim::Reverse,
        Whim::Twice,
    ]);
    prop::collection::vec((whim, any::<prop::sample::Index>()), 1..8)
}

/// Calls `visit` for every value inside `value`, the outer ones first.
fn walk(value: &mut Value, visit: &mut dyn FnMut(&mut Value)) {
    match value {
        Value::Object(members) => {
            for member in members.values_mut() {
                visit(member);
                walk(member, visit);
            }
        }
        Value::Array(items) => {
            for item in items {
                visit(item);
                walk(item, visit);
            }
        }
        _ => {}
    }
}

/// Changes one of the values that are `wanted`.
fn change(
    root: &mut Value,
    at: prop::sample::Index,
    wanted: &dyn Fn(&Value) -> bool,
    change: &dyn Fn(&mut Value),
) {
    let mut count = 0;
    walk(root, &mut |value| count += usize::from(wanted(value)));
    if count == 0 {
        return;
    }
    let (chosen, mut next) = (at.index(count), 0);
    walk(root, &mut |value| {
        if wanted(value) {
            if next == chosen {
                change(value);
            }
            next += 1;
        }
    });
}

fn apply(root: &mut Value, whim: Whim, at: prop::sample::Index) {
    let is_object = |value: &Value| value.is_object();
    match whim {
        Whim::Drop => change(root, at, &is_object, &|value| {
            let Value::Object(members) = value else { return };
            let names: Vec<String> = members.keys().cloned().collect();
            if !names.is_empty() {
                members.remove(&names[at.index(names.len())]);
            }
        }),
        Whim::Add => change(root, at, &is_object, &|value| {
            value["brand_new"] = json!({"deep": [1, null, "two", 0.5], "none": null});
        }),
        Whim::Null => change(root, at, &|_| true, &|value| *value = Value::Null),
        Whim::Text => change(root, at, &|value| value.is_string(), &|value| {
            *value = json!("never heard of");
        }),
        Whim::Empty => change(root, at, &|value| value.is_array() || value.is_object(), &|value| {
            *value = if value.is_array() { json!([]) } else { json!({}) };
        }),
        Whim::Reverse => {
            change(root, at, &|value| value.is_array() || value.is_object(), &|value| match value {
                Value::Array(items) => items.reverse(),
                Value::Object(members) => *members = std::mem::take(members).into_iter().rev().collect(),
                _ => {}
            })
        }
        Whim::Twice => change(root, at, &|value| value.is_array(), &|value| {
            let Value::Array(items) = value else { return };
            items.extend(items.first().cloned());
        }),
    }
}

/// Where an example has a value that the description shows both as text and as something else, and
/// a value of the other kind.
fn text_or_other(document: &Value, schema: &Value, value: &Value, at: &str) -> Vec<(String, Value)> {
    let reference = schema["$ref"].as_str().and_then(|reference| reference.strip_prefix('#'));
    let schema = reference.and_then(|place| document.pointer(place)).unwrap_or(schema);
    let parts = ["oneOf", "anyOf", "allOf"].iter().filter_map(|key| schema[key].as_array()).flatten();
    let parts: Vec<&Value> = parts.collect();
    let has = |kind| parts.iter().any(|part| part["type"] == kind);
    let mut found = Vec::new();
    if has("string") && (has("integer") || has("boolean")) {
        let other = match value {
            Value::String(_) if has("integer") => json!(7),
            Value::String(_) => json!(true),
            shown => json!(shown.to_string()),
        };
        found.push((at.to_owned(), other));
    }
    found.extend(parts.into_iter().flat_map(|part| text_or_other(document, part, value, at)));
    for (name, member) in value.as_object().into_iter().flatten() {
        let at = format!("{at}/{name}");
        found.extend(text_or_other(document, &schema["properties"][name], member, &at));
    }
    for (index, item) in value.as_array().into_iter().flatten().enumerate() {
        found.extend(text_or_other(document, &schema["items"], item, &format!("{at}/{index}")));
    }
    found
}

fn responses() -> Vec<Example> {
    let mut responses = examples(&document());
    responses.retain(|example| example.body != Body::Request);
    responses
}

#[track_caller]
fn comes_back(example: &Example, sent: &Value) {
    let back = example.codec()(&sent.to_string());
    assert_eq!(back.as_ref(), Ok(sent), "{} {:?}", example.operation, example.body);
}

#[test]
fn any_value_of_a_response_may_be_null_or_missing() {
    let mut tried = 0;
    for example in responses() {
        let mut count = 0;
        walk(&mut example.value.clone(), &mut |_| count += 1);
        for index in 0..count {
            let (mut null, mut next) = (example.value.clone(), 0);
            walk(&mut null, &mut |value| {
                if next == index {
                    *value = Value::Null;
                }
                next += 1;
            });
            comes_back(&example, &null);
            tried += 1;
        }
        comes_back(&example, &Value::Object(Map::new()));
    }
    println!("{tried} values of documented responses may be null");
    assert!(tried > 400, "{tried}");
}

#[test]
fn text_may_be_a_number_where_the_documents_show_both() {
    let document = document();
    let mut tried = 0;
    for example in responses() {
        for (place, other) in text_or_other(&document, &example.schema, &example.value, "") {
            let mut sent = example.value.clone();
            *sent.pointer_mut(&place).expect("the place is in the example") = other;
            comes_back(&example, &sent);
            tried += 1;
        }
    }
    println!("{tried} values of documented responses may be text or a number");
    assert!(tried > 5, "{tried}");
}

#[test]
fn whatever_a_service_sends_comes_back() {
    let responses = responses();
    let config = ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() };
    let strategy = (any::<prop::sample::Index>(), whims());
    proptest!(config, |((which, whims) in strategy)| {
        let example = &responses[which.index(responses.len())];
        let mut sent = example.value.clone();
        for (whim, at) in whims {
            apply(&mut sent, whim, at);
        }
        comes_back(example, &sent);
    });
}
