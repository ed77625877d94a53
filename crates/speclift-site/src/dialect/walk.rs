//! A walk over an OpenAPI document that knows what each node is, so that examples, defaults and extensions, which
//! may look like anything, are left alone.

use serde_json::Value;

/// What a node of a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Document,
    Components,
    PathItem,
    Operation,
    Callback,
    /// A parameter or a header.
    Parameter,
    RequestBody,
    Response,
    MediaType,
    Encoding,
    SecurityScheme,
    Schema,
}

/// How a member holds nodes.
#[derive(Debug, Clone, Copy)]
enum Holds {
    One,
    List,
    Map,
}

/// What a member of a node is, where it is a node or holds some.
fn member(kind: Kind, key: &str) -> Option<(Kind, Holds)> {
    use Holds::{List, Map, One};
    Some(match (kind, key) {
        (Kind::Document, "paths" | "webhooks") | (Kind::Components, "pathItems") => (Kind::PathItem, Map),
        (Kind::Document, "components") => (Kind::Components, One),
        (Kind::Components, "schemas") => (Kind::Schema, Map),
        (Kind::Components, "parameters" | "headers") | (Kind::Response | Kind::Encoding, "headers") => {
            (Kind::Parameter, Map)
        }
        (Kind::Components | Kind::Operation, "responses") => (Kind::Response, Map),
        (Kind::Components, "requestBodies") => (Kind::RequestBody, Map),
        (Kind::Components | Kind::Operation, "callbacks") => (Kind::Callback, Map),
        (Kind::Components, "securitySchemes") => (Kind::SecurityScheme, Map),
        (Kind::PathItem, "get" | "put" | "post" | "delete" | "options" | "head" | "patch" | "trace") => {
            (Kind::Operation, One)
        }
        (Kind::PathItem | Kind::Operation, "parameters") => (Kind::Parameter, List),
        (Kind::Operation, "requestBody") => (Kind::RequestBody, One),
        (Kind::Callback, _) => (Kind::PathItem, One),
        (Kind::Parameter | Kind::MediaType, "schema") => (Kind::Schema, One),
        (Kind::Parameter | Kind::RequestBody | Kind::Response, "content") => (Kind::MediaType, Map),
        (Kind::MediaType, "encoding") => (Kind::Encoding, Map),
        (Kind::Schema, "properties" | "patternProperties" | "dependentSchemas" | "$defs") => {
            (Kind::Schema, Map)
        }
        (Kind::Schema, "allOf" | "anyOf" | "oneOf" | "prefixItems") => (Kind::Schema, List),
        (
            Kind::Schema,
            "items"
            | "not"
            | "additionalProperties"
            | "propertyNames"
            | "contains"
            | "if"
            | "then"
            | "else"
            | "unevaluatedItems"
            | "unevaluatedProperties",
        ) => (Kind::Schema, One),
        _ => return None,
    })
}

/// Calls `visit` for each node with its JSON pointer, the innermost first.
pub(crate) fn walk(document: &mut Value, visit: &mut dyn FnMut(Kind, &str, &mut Value)) {
    node(Kind::Document, &mut String::new(), document, visit);
}

fn node(kind: Kind, pointer: &mut String, value: &mut Value, visit: &mut dyn FnMut(Kind, &str, &mut Value)) {
    if let Some(members) = value.as_object_mut() {
        for (key, value) in members {
            // An extension is no node; a schema, or a property of one, may be called like an extension.
            if kind != Kind::Components && kind != Kind::Schema && key.starts_with("x-") {
                continue;
            }
            let Some((inner, holds)) = member(kind, key) else { continue };
            below(pointer, key, |pointer| match (holds, value) {
                (Holds::One, value) => node(inner, pointer, value, visit),
                (Holds::List, Value::Array(list)) => {
                    for (index, value) in list.iter_mut().enumerate() {
                        below(pointer, &index.to_string(), |pointer| node(inner, pointer, value, visit));
                    }
                }
                (Holds::Map, Value::Object(map)) => {
                    for (key, value) in map {
                        if matches!(inner, Kind::PathItem | Kind::Response) && key.starts_with("x-") {
                            continue;
                        }
                        below(pointer, key, |pointer| node(inner, pointer, value, visit));
                    }
                }
                _ => {}
            });
        }
    }
    visit(kind, pointer, value);
}

/// Does something with the pointer to a member.
fn below(pointer: &mut String, key: &str, then: impl FnOnce(&mut String)) {
    let length = pointer.len();
    pointer.push('/');
    pointer.push_str(&key.replace('~', "~0").replace('/', "~1"));
    then(pointer);
    pointer.truncate(length);
}
