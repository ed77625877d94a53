//! What holds of every comparison: no change of meaning goes untold, and what means the same has no changes.

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use proptest::sample::Index;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use serde_json::{Map, Value, json};
use speclift::diff::{Options, diff};

fn base() -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diff/base.yaml");
    serde_yaml::from_str(&fs::read_to_string(path).expect("the base is there")).expect("the base is YAML")
}

/// Pointers of all values of a document.
fn pointers(value: &Value) -> Vec<String> {
    fn walk(value: &Value, at: &str, found: &mut Vec<String>) {
        found.push(at.to_owned());
        match value {
            Value::Object(map) => {
                for (key, value) in map {
                    walk(value, &format!("{at}/{}", key.replace('~', "~0").replace('/', "~1")), found);
                }
            }
            Value::Array(list) => {
                for (index, value) in list.iter().enumerate() {
                    walk(value, &format!("{at}/{index}"), found);
                }
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    walk(value, "", &mut found);
    found
}

/// One change of a document.
#[derive(Debug, Clone)]
enum Mutation {
    Remove,
    Replace(Value),
    Add(String, Value),
    Swap(Index),
}

fn mutation() -> impl Strategy<Value = Mutation> {
    let value = prop::sample::select(vec![
        json!(null),
        json!(true),
        json!(false),
        json!(7),
        json!(1.5),
        json!("other"),
        json!([]),
        json!(["other"]),
        json!({}),
        json!({"type": "boolean"}),
        json!({"$ref": "#/components/schemas/Dog"}),
    ]);
    let keys = prop::sample::select(vec![
        "type",
        "format",
        "nullable",
        "enum",
        "default",
        "maxLength",
        "minimum",
        "required",
        "properties",
        "items",
        "additionalProperties",
        "readOnly",
        "allOf",
        "oneOf",
        "anyOf",
        "not",
        "discriminator",
        "deprecated",
        "in",
        "schema",
        "content",
        "explode",
        "style",
        "security",
        "servers",
        "tags",
        "x-new",
        "unheard",
        "get",
        "200",
        "headers",
        "uniqueItems",
        "pattern",
        "xml",
        "writeOnly",
        "multipleOf",
        "x-permissions",
        "parameters",
    ]);
    prop_oneof![
        2 => Just(Mutation::Remove),
        3 => value.clone().prop_map(Mutation::Replace),
        3 => (keys, value).prop_map(|(key, value)| Mutation::Add(key.to_owned(), value)),
        1 => any::<Index>().prop_map(Mutation::Swap),
    ]
}

fn mutate(document: &mut Value, pointer: &str, mutation: &Mutation) {
    let Some((parent, token)) = pointer.rsplit_once('/') else { return };
    let token = token.replace("~1", "/").replace("~0", "~");
    match mutation {
        Mutation::Remove => match document.pointer_mut(parent) {
            Some(Value::Object(map)) => drop(map.remove(&token)),
            Some(Value::Array(list)) => drop(token.parse::<usize>().map(|at| list.remove(at))),
            _ => {}
        },
        Mutation::Replace(value) => {
            if let Some(old) = document.pointer_mut(pointer) {
                *old = value.clone();
            }
        }
        Mutation::Add(key, value) => match document.pointer_mut(pointer) {
            Some(Value::Object(map)) => drop(map.insert(key.clone(), value.clone())),
            Some(Value::Array(list)) => list.push(value.clone()),
            _ => {}
        },
        Mutation::Swap(with) => {
            let others = pointers(document);
            let other = document.pointer(&others[with.index(others.len())]).cloned();
            // Values within themselves would grow without end.
            if let (Some(other), Some(old)) = (other, document.pointer_mut(pointer))
                && !other.is_object()
                && !other.is_array()
            {
                *old = other;
            }
        }
    }
}

/// What a document means, written independently of the comparison: without the order of what has none, and without
/// what says the same as nothing. References stay, for what they lead to is in the document as well.
fn meaning(document: &Value) -> Value {
    normal(document, "")
}

fn normal(value: &Value, key: &str) -> Value {
    match value {
        Value::Object(map) => {
            let mut sorted: Vec<(&String, Value)> = map
                .iter()
                .map(|(key, value)| (key, normal(value, key)))
                .filter(|(key, value)| !says_nothing(key, value, map))
                .collect();
            sorted.sort_by(|a, b| a.0.cmp(b.0));
            Value::Object(sorted.into_iter().map(|(key, value)| (key.clone(), value)).collect())
        }
        Value::Array(list) => {
            let mut list: Vec<Value> = list.iter().map(|value| normal(value, "")).collect();
            let unordered = [
                "required",
                "enum",
                "tags",
                "parameters",
                "security",
                "anyOf",
                "oneOf",
                "allOf",
                "x-permissions",
                "x-extensible-enum",
                "x-error-codes",
                "servers",
                "read",
                "oauth",
                "token",
            ];
            if unordered.contains(&key) {
                list.sort_by_key(ToString::to_string);
                list.dedup();
            }
            Value::Array(list)
        }
        Value::Number(number) => number.as_f64().map_or_else(|| value.clone(), Value::from),
        other => other.clone(),
    }
}

/// Whether a member says what is so without it.
fn says_nothing(key: &str, value: &Value, of: &Map<String, Value>) -> bool {
    // What stands beside a reference is not looked at.
    if value.is_null() || (of.contains_key("$ref") && key != "$ref") {
        return true;
    }
    match key {
        "nullable" | "uniqueItems" | "readOnly" | "writeOnly" | "deprecated" | "exclusiveMaximum"
        | "exclusiveMinimum" | "allowReserved" | "allowEmptyValue" => *value == json!(false),
        "required" => *value == json!(false) || *value == json!([]),
        "minLength" | "minItems" | "minProperties" => *value == json!(0.0),
        "additionalProperties" => *value == json!(true) || *value == json!({}),
        "style" | "explode" => true,
        "properties" | "items" | "headers" | "callbacks" | "content" | "examples" | "links" | "mapping"
        | "parameters" | "schemas" | "variables" | "flows" | "components" | "security" | "servers"
        | "tags" | "x-error-codes" | "x-permissions" | "enum" | "schema" => {
            value.as_object().is_some_and(Map::is_empty) || value.as_array().is_some_and(Vec::is_empty)
        }
        _ => false,
    }
}

/// Turns the order of all keys around.
fn reversed(value: &Value) -> Value {
    match value {
        Value::Object(map) => {
            Value::Object(map.iter().rev().map(|(key, value)| (key.clone(), reversed(value))).collect())
        }
        Value::Array(list) => Value::Array(list.iter().map(reversed).collect()),
        other => other.clone(),
    }
}

/// Puts shapes in place of references, `depth` deep. The components stay.
fn inlined(value: &Value, document: &Value, depth: usize) -> Value {
    match value {
        Value::Object(map) => {
            if let Some(Value::String(reference)) = map.get("$ref")
                && depth > 0
            {
                let target =
                    document.pointer(reference.trim_start_matches('#')).expect("the base has no loose ends");
                return inlined(target, document, depth - 1);
            }
            let keep = |key: &str| ["components", "mapping"].contains(&key);
            let inner = |(key, value): (&String, &Value)| {
                let value = if keep(key) { value.clone() } else { inlined(value, document, depth) };
                (key.clone(), value)
            };
            Value::Object(map.iter().map(inner).collect())
        }
        Value::Array(list) => {
            Value::Array(list.iter().map(|value| inlined(value, document, depth)).collect())
        }
        other => other.clone(),
    }
}

/// How many mutations are tried, the same ones each time; `SPECLIFT_MUTATIONS` asks for more.
const MUTATIONS: usize = 500;

#[test]
fn no_change_of_meaning_goes_untold() {
    let old = base();
    let (all, meant) = (pointers(&old), meaning(&old));
    let mutations =
        std::env::var("SPECLIFT_MUTATIONS").ok().and_then(|n| n.parse().ok()).unwrap_or(MUTATIONS);
    let mut runner = TestRunner::deterministic();
    let mut untold = Vec::new();
    let mut compared = 0;
    for _ in 0..mutations {
        let tree = (any::<Index>(), mutation()).new_tree(&mut runner).expect("a mutation is made");
        let (at, mutation) = tree.current();
        let pointer = &all[at.index(all.len())];
        let mut new = old.clone();
        mutate(&mut new, pointer, &mutation);
        if meaning(&new) == meant {
            continue;
        }
        // A document with loose ends is refused.
        let both = (diff(&old, &new, Options::default()), diff(&new, &old, Options::default()));
        if let (Ok(there), Ok(back)) = both {
            compared += 1;
            if there.is_empty() || back.is_empty() {
                untold.push(format!("{pointer} {mutation:?}"));
            }
        }
    }
    assert!(compared > mutations / 2, "{compared} of {mutations} change what the document means");
    untold.sort();
    untold.dedup();
    assert!(untold.is_empty(), "{} are not told:\n{}", untold.len(), untold.join("\n"));
}

#[test]
fn what_means_the_same_has_no_changes() {
    let base = base();
    let same =
        [reversed(&base), inlined(&base, &base, 1), inlined(&base, &base, 2), inlined(&base, &base, 4)];
    for (number, other) in same.iter().enumerate() {
        for (old, new) in [(&base, other), (other, &base)] {
            let changes = diff(old, new, Options::default()).expect("both can be compared");
            assert!(changes.is_empty(), "{number}: {changes:#?}");
        }
    }
}

#[test]
fn the_same_documents_give_the_same_list() {
    let old = base();
    let mut new = reversed(&old);
    new["paths"]["/things"]["get"]["operationId"] = json!("other");
    new["components"]["schemas"]["Owner"]["properties"] =
        json!({"a": {"type": "string"}, "b": {"type": "string"}});
    let list = || format!("{:?}", diff(&old, &new, Options::default()));
    assert_eq!(list(), list());
}
