//! Which lines of documentation stand behind a place of a compiled document: the witnesses that
//! [`explain`](crate::explain) shows as well.

use serde_json::Value;

use crate::api::{Api, Origin, Place, Property, Type};
use crate::build::Build;
use crate::compile::Evidence;
use crate::source::Span;

/// How many lines are named.
const NAMED: usize = 3;

/// The lines of documentation behind a JSON pointer, and the actions of overlays that touched it: the first few.
pub(super) fn lines(build: &Build, evidence: &Evidence, document: &Value, pointer: &str) -> Vec<String> {
    let tokens: Vec<String> =
        pointer.split('/').skip(1).map(|token| token.replace("~1", "/").replace("~0", "~")).collect();
    let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
    let mut lines = Vec::new();
    for action in &build.overlay {
        let touches = |place: &String| {
            pointer.strip_prefix(place.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        if action.touched.iter().any(touches) {
            lines.push(format!("{}:{}", action.overlay, action.place));
        }
    }
    for span in spans(&evidence.api, document, &tokens) {
        let line = build.sources.location(span).to_string();
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines.truncate(NAMED);
    lines
}

fn spans(api: &Api, document: &Value, tokens: &[&str]) -> Vec<Span> {
    match tokens {
        ["components", "schemas", name, rest @ ..] => {
            let Some(schema) = api.schemas.get(*name) else { return Vec::new() };
            match rest {
                ["properties", field, rest @ ..] => match schema.properties.get(*field) {
                    Some(property) => of_property(property, rest),
                    None => schema.witnesses.clone(),
                },
                _ => schema.witnesses.clone(),
            }
        }
        ["paths", path, method, rest @ ..] => {
            let method = method.to_uppercase();
            let found = api.operations.iter().find(|it| it.path == *path && it.method == method);
            let Some(operation) = found else { return Vec::new() };
            match rest {
                ["parameters", index, rest @ ..] => {
                    let pointer =
                        format!("/paths/{}/{}/parameters/{index}", escape(path), method.to_lowercase());
                    let parameter = document.pointer(&pointer);
                    let text = |key| {
                        parameter.and_then(|it| it.get(key)).and_then(Value::as_str).unwrap_or_default()
                    };
                    let place = match text("in") {
                        "path" => Place::Path,
                        "header" => Place::Header,
                        _ => Place::Query,
                    };
                    let name = text("name");
                    let found =
                        operation.parameters.iter().find(|it| it.place == place && it.property.name == name);
                    found.map_or_else(
                        || operation.witnesses.clone(),
                        |found| of_property(&found.property, rest),
                    )
                }
                ["responses", status, "headers", name, rest @ ..] => {
                    let responses = operation.responses.iter();
                    let response =
                        responses.filter(|(of, _)| of.to_string() == *status).map(|(_, it)| it).next();
                    let header = response.and_then(|it| it.headers.iter().find(|it| it.name == *name));
                    header.map_or_else(|| operation.witnesses.clone(), |header| of_property(header, rest))
                }
                ["x-permissions", ..] => operation.permissions.witnesses.clone(),
                _ => operation.witnesses.clone(),
            }
        }
        ["x-error-codes", index, ..] => {
            let entry =
                document.get("x-error-codes").and_then(|codes| codes.get(index.parse::<usize>().ok()?));
            let code = entry.and_then(|entry| entry.get("code")).and_then(Value::as_str);
            let listed = api.errors.iter().filter(|it| Some(it.code.as_str()) == code);
            listed.flat_map(|it| it.witnesses.clone()).collect()
        }
        _ => Vec::new(),
    }
}

/// The witnesses of a property, or of the part of it that a pointer leads to. Tables come before examples.
fn of_property(property: &Property, rest: &[&str]) -> Vec<Span> {
    if let ["properties", field, rest @ ..] = rest {
        let inline = property.shape.types.iter().find_map(|ty| match ty {
            Type::Inline(fields) => fields.get(*field),
            _ => None,
        });
        if let Some(inner) = inline {
            return of_property(inner, rest);
        }
    }
    let mut spans = property.witnesses.clone();
    if property.origin == Origin::Example || spans.is_empty() {
        spans.extend(property.shown.iter().copied());
    }
    spans
}

fn escape(token: &str) -> String {
    token.replace('~', "~0").replace('/', "~1")
}
