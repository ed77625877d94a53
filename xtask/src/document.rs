//! `cargo xtask document`: a large OpenAPI document, to measure with.

use std::path::PathBuf;

use clap::Args;
use serde_json::{Map, Value, json};
use speclift::output::{Form, render, write_all};

use crate::Status;

/// Write a large OpenAPI document, to measure with
///
/// The same numbers give the same bytes. With --changed the document is another edition of the same API, with a change
/// in every tenth operation and schema.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// How many operations it has
    #[arg(long, value_name = "N", default_value_t = 600)]
    operations: usize,
    /// How many schemas it has
    #[arg(long, value_name = "N", default_value_t = 2000, value_parser = clap::value_parser!(u64).range(1..))]
    schemas: u64,
    /// Write the other edition
    #[arg(long)]
    changed: bool,
    /// The file, .yaml or .json
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

/// Why the chore could not be done.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    #[error(transparent)]
    Render(#[from] speclift::output::RenderError),
    #[error(transparent)]
    Write(#[from] speclift::output::WriteError),
}

pub(crate) fn run(arguments: &Arguments) -> Result<Status, Failure> {
    let schemas = usize::try_from(arguments.schemas).unwrap_or(usize::MAX);
    let document = document(arguments.operations, schemas, arguments.changed);
    let text = match Form::of(&arguments.out).unwrap_or_default() {
        Form::Json => render(&document, Form::Json)?,
        // Without the banner, which speaks of pages.
        Form::Yaml => {
            let text = render(&document, Form::Yaml)?;
            text.split_once('\n').map_or(text.clone(), |(_, rest)| rest.to_owned())
        }
    };
    write_all(&[(arguments.out.clone(), text)])?;
    Ok(Status::Fine)
}

/// Every how manyth operation and schema has a change.
const CHANGED: usize = 10;

fn document(operations: usize, schemas: usize, changed: bool) -> Value {
    let mut paths = Map::new();
    for number in 0..operations {
        let (path, method) = (number / 2, if number % 2 == 0 { "get" } else { "post" });
        let path = format!("/v1/{{project_id}}/group{}/things{path}/{{thing_id}}", path % 30);
        let item = paths.entry(path).or_insert_with(|| Value::Object(Map::new()));
        item[method] = operation(number, schemas, changed && number % CHANGED == 0);
    }
    let named: Map<String, Value> = (0..schemas)
        .map(|number| (name(number), schema(number, schemas, changed && number % CHANGED == 0)))
        .collect();
    json!({
        "openapi": "3.0.3",
        "info": { "title": "A large API", "version": if changed { "2" } else { "1" }, "license": { "name": "MIT" } },
        "servers": [{ "url": "https://api.example.com" }],
        "security": [{ "token": [] }],
        "paths": paths,
        "components": {
            "schemas": named,
            "securitySchemes": { "token": { "type": "apiKey", "in": "header", "name": "X-Auth-Token" } },
        },
    })
}

fn name(number: usize) -> String {
    format!("Structure{number}")
}

fn reference(number: usize, schemas: usize) -> Value {
    json!({ "$ref": format!("#/components/schemas/{}", name(number % schemas)) })
}

fn operation(number: usize, schemas: usize, changed: bool) -> Value {
    let text = |of: &str| format!("The {of} of operation {number}, as the service means it.");
    let path = |name: &str| json!({ "name": name, "in": "path", "required": true, "description": text(name), "schema": { "type": "string" } });
    let json_of = |schema: Value| json!({ "application/json": { "schema": schema } });
    let limit = if changed { 500 } else { 1000 };
    let mut operation = json!({
        "operationId": format!("Operation{number}"),
        "tags": [format!("group{}", number / 2 % 30)],
        "summary": text("summary"),
        "description": text("description"),
        "parameters": [
            path("project_id"),
            path("thing_id"),
            { "name": "limit", "in": "query", "description": text("limit"), "schema": { "type": "integer", "minimum": 1, "maximum": limit } },
            { "name": "sort", "in": "query", "description": text("order"), "schema": { "type": "string", "enum": ["asc", "desc"] } },
        ],
        "responses": {
            "200": { "description": text("answer"), "content": json_of(reference(number * 3, schemas)) },
            "400": { "description": text("failure"), "content": json_of(reference(1, schemas)) },
        },
    });
    if number % 2 == 1 {
        operation["requestBody"] =
            json!({ "required": true, "content": json_of(reference(number * 3 + 1, schemas)) });
    }
    operation
}

fn schema(number: usize, schemas: usize, changed: bool) -> Value {
    let text = |of: &str| format!("The {of} of structure {number}, as the service means it.");
    let mut properties = json!({
        "id": { "type": "string", "description": text("identifier"), "maxLength": 64 },
        "name": { "type": "string", "description": text("name"), "minLength": 1, "maxLength": if changed { 64 } else { 255 } },
        "status": { "type": "string", "description": text("state"), "enum": if changed { json!(["on", "off", "lost"]) } else { json!(["on", "off"]) } },
        "size": { "type": "integer", "description": text("size in GB"), "minimum": 1, "maximum": 32768 },
        "created_at": { "type": "string", "format": "date-time", "description": text("time") },
        "labels": { "type": "object", "additionalProperties": { "type": "string" } },
        // Two further structures each, so that every one is reached; the last ones lead back to the first.
        "part": reference(number * 2 + 1, schemas),
        "parts": { "type": "array", "description": text("parts"), "items": reference(number * 2 + 2, schemas) },
    });
    if changed {
        properties["added"] = json!({ "type": "boolean", "description": text("addition") });
    }
    json!({ "type": "object", "required": ["id", "name"], "properties": properties })
}

#[cfg(test)]
mod tests {
    use speclift::diff::{Options, diff};
    use speclift::finding::Severity;
    use speclift::validate::validate;

    use super::*;

    #[test]
    fn both_editions_are_valid_and_differ() {
        let (old, new) = (document(40, 100, false), document(40, 100, true));
        for document in [&old, &new] {
            assert!(validate(document).iter().all(|problem| problem.severity != Severity::Error));
        }
        let changes = diff(&old, &new, Options::default()).unwrap();
        assert!(changes.len() > 40, "{}", changes.len());
        assert_eq!(document(40, 100, true), new);
    }
}
