//! `cargo xtask document`: a large OpenAPI document, to measure with.
//!
//! It is what an API of many resources looks like: the operations of a path share the structure of their resource,
//! structures have parts of their own down to a third level, and all operations fail with one structure. None leads back
//! to itself: tools that put what is referred to in the place of references do not come to an end then.

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
    #[arg(long, value_name = "N", default_value_t = 2000, value_parser = clap::value_parser!(u64).range(2..))]
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

/// How many chapters the operations have.
const TAGS: usize = 30;

fn document(operations: usize, schemas: usize, changed: bool) -> Value {
    let structures = Structures { count: schemas };
    let mut paths = Map::new();
    for number in 0..operations {
        let (path, method) = (number / 2, if number % 2 == 0 { "get" } else { "post" });
        let path = format!("/v1/{{project_id}}/{}/things{path}/{{thing_id}}", tag(path));
        let item = paths.entry(path).or_insert_with(|| Value::Object(Map::new()));
        item[method] = operation(number, structures, changed && number % CHANGED == 0);
    }
    let mut named: Map<String, Value> = Map::new();
    named.insert(name(FAILURE), failure());
    named.extend(
        (1..schemas)
            .map(|number| (name(number), schema(number, structures, changed && number % CHANGED == 0))),
    );
    let tags: Vec<Value> = (0..TAGS.min(operations.div_ceil(2)))
        .map(|number| json!({ "name": tag(number), "description": format!("What group {number} is about.") }))
        .collect();
    json!({
        "openapi": "3.0.3",
        "info": { "title": "A large API", "version": if changed { "2" } else { "1" }, "license": { "name": "MIT" } },
        "servers": [{ "url": "https://api.example.com" }],
        "security": [{ "token": [] }],
        "tags": tags,
        "paths": paths,
        "components": {
            "schemas": named,
            "securitySchemes": { "token": { "type": "apiKey", "in": "header", "name": "X-Auth-Token" } },
        },
    })
}

/// The structure that all operations fail with.
const FAILURE: usize = 0;

/// The structures, apart from the failure, by number. The first quarter are those of bodies, and each has two parts, which
/// no other has, as long as there are structures left: so the second and third quarter are parts of the first, and the
/// last one of these.
#[derive(Clone, Copy)]
struct Structures {
    count: usize,
}

impl Structures {
    /// How many are those of bodies.
    fn whole(self) -> usize {
        (self.count.saturating_sub(1) / 4).max(1)
    }

    /// The structure of a body, by a number of any size.
    fn body(self, number: usize) -> usize {
        (1 + number % self.whole()).min(self.count - 1)
    }

    /// The parts of a structure.
    fn parts(self, number: usize) -> impl Iterator<Item = usize> {
        let first = self.whole() + 2 * number - 1;
        (first..first + 2).filter(move |part| *part < self.count)
    }
}

fn name(number: usize) -> String {
    if number == FAILURE { "Failure".to_owned() } else { format!("Structure{number}") }
}

fn reference(number: usize) -> Value {
    json!({ "$ref": format!("#/components/schemas/{}", name(number)) })
}

fn tag(number: usize) -> String {
    format!("group{}", number % TAGS)
}

fn operation(number: usize, structures: Structures, changed: bool) -> Value {
    let text = |of: &str| format!("The {of} of operation {number}, as the service means it.");
    let path = |name: &str| json!({ "name": name, "in": "path", "required": true, "description": text(name), "schema": { "type": "string" } });
    let json_of = |schema: Value| json!({ "application/json": { "schema": schema } });
    let limit = if changed { 500 } else { 1000 };
    let resource = number / 2;
    let mut operation = json!({
        "operationId": format!("Operation{number}"),
        "tags": [tag(resource)],
        "summary": text("summary"),
        "description": text("description"),
        "parameters": [
            path("project_id"),
            path("thing_id"),
            { "name": "limit", "in": "query", "description": text("limit"), "schema": { "type": "integer", "minimum": 1, "maximum": limit } },
            { "name": "sort", "in": "query", "description": text("order"), "schema": { "type": "string", "enum": ["asc", "desc"] } },
        ],
        "responses": {
            "200": { "description": text("answer"), "content": json_of(reference(structures.body(resource))) },
            "400": { "description": text("failure"), "content": json_of(reference(FAILURE)) },
        },
    });
    if number % 2 == 1 {
        // Counted from the last, so that structures are asked for that nothing answers with.
        let asked = structures.whole().wrapping_sub(1 + resource);
        operation["requestBody"] =
            json!({ "required": true, "content": json_of(reference(structures.body(asked))) });
    }
    operation
}

fn schema(number: usize, structures: Structures, changed: bool) -> Value {
    let text = |of: &str| format!("The {of} of structure {number}, as the service means it.");
    let mut properties = json!({
        "id": { "type": "string", "description": text("identifier"), "maxLength": 64 },
        "name": { "type": "string", "description": text("name"), "minLength": 1, "maxLength": if changed { 64 } else { 255 } },
        "status": { "type": "string", "description": text("state"), "enum": if changed { json!(["on", "off", "lost"]) } else { json!(["on", "off"]) } },
        "size": { "type": "integer", "description": text("size in GB"), "minimum": 1, "maximum": 32768 },
        "created_at": { "type": "string", "format": "date-time", "description": text("time") },
        "labels": { "type": "object", "additionalProperties": { "type": "string" } },
    });
    let mut parts = structures.parts(number).map(reference);
    if let Some(part) = parts.next() {
        properties["part"] = part;
    }
    if let Some(part) = parts.next() {
        properties["parts"] = json!({ "type": "array", "description": text("parts"), "items": part });
    }
    if changed {
        properties["added"] = json!({ "type": "boolean", "description": text("addition") });
    }
    json!({ "type": "object", "required": ["id", "name"], "properties": properties })
}

fn failure() -> Value {
    json!({
        "type": "object",
        "required": ["code", "message"],
        "properties": {
            "code": { "type": "string", "description": "Which failure it is." },
            "message": { "type": "string", "description": "What failed, for people." },
        },
    })
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

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

    #[test]
    fn every_structure_is_used_and_none_is_a_part_of_itself() {
        let structures = Structures { count: 2000 };
        let mut reached = HashSet::from([FAILURE]);
        let mut left: Vec<usize> = (1..=structures.whole()).collect();
        while let Some(number) = left.pop() {
            assert!(reached.insert(number), "{number} is there twice");
            left.extend(structures.parts(number).inspect(|part| assert!(*part > number)));
        }
        assert_eq!(reached.len(), 2000);
        let unused = validate(&document(600, 2000, false));
        assert_eq!(unused, []);
    }
}
