//! A document as pages show it: operations, fields and structures, with references followed.

mod content;
mod fields;
mod types;

use std::collections::BTreeSet;

use serde_json::{Map, Value};

pub(crate) use content::{Body, Media, Response};
pub(crate) use fields::{Field, fields};
pub(crate) use types::{Part, limits, type_of};

use crate::names::Names;
use crate::words::Words;

/// How many references in a row are followed.
const DEPTH: usize = 32;
const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// A document that is looked at.
#[derive(Debug)]
pub(crate) struct View<'d> {
    document: &'d Value,
    /// Its operations, in its order.
    pub(crate) operations: Vec<Operation<'d>>,
    /// Its catalogue of error codes.
    pub(crate) errors: Vec<ErrorCode>,
}

/// An operation.
#[derive(Debug)]
pub(crate) struct Operation<'d> {
    /// `GET`, `POST` and so on.
    pub(crate) method: String,
    pub(crate) path: &'d str,
    /// The operationId, or the method and the path.
    pub(crate) id: String,
    pub(crate) summary: &'d str,
    pub(crate) description: &'d str,
    /// The tags of the operation; the reference shows it under the first.
    pub(crate) tags: Vec<&'d str>,
    pub(crate) deprecated: bool,
    pub(crate) permissions: Vec<&'d str>,
    /// The name of its pages, without an extension.
    pub(crate) slug: String,
    value: &'d Value,
    item: &'d Value,
}

/// An entry of the catalogue of error codes.
#[derive(Debug)]
pub(crate) struct ErrorCode {
    pub(crate) code: String,
    pub(crate) status: String,
    pub(crate) message: String,
    pub(crate) meaning: String,
    pub(crate) remedy: String,
}

/// A member that is text; nothing where it is something else.
pub(crate) fn text<'d>(value: &'d Value, key: &str) -> &'d str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// The members of a member that is an object.
fn members<'d>(value: &'d Value, key: &str) -> impl Iterator<Item = (&'d String, &'d Value)> {
    value.get(key).and_then(Value::as_object).into_iter().flat_map(Map::iter)
}

/// The elements of a member that is a list.
fn elements<'d>(value: &'d Value, key: &str) -> impl Iterator<Item = &'d Value> {
    value.get(key).and_then(Value::as_array).into_iter().flatten()
}

impl<'d> View<'d> {
    pub(crate) fn new(document: &'d Value) -> Self {
        let mut names = Names::default();
        let mut operations = Vec::new();
        let paths = members(document, "paths").filter(|(path, _)| path.starts_with('/'));
        for (path, item) in paths {
            for method in METHODS {
                let Some(value) = item.get(method).filter(|value| value.is_object()) else { continue };
                let id = match text(value, "operationId") {
                    "" => format!("{} {path}", method.to_uppercase()),
                    id => id.to_owned(),
                };
                operations.push(Operation {
                    method: method.to_uppercase(),
                    path,
                    slug: names.give(&id),
                    id,
                    summary: text(value, "summary"),
                    description: text(value, "description"),
                    tags: elements(value, "tags").filter_map(Value::as_str).collect(),
                    deprecated: value.get("deprecated") == Some(&Value::Bool(true)),
                    permissions: elements(value, "x-permissions").filter_map(Value::as_str).collect(),
                    value,
                    item,
                });
            }
        }
        Self {
            document,
            operations,
            errors: elements(document, "x-error-codes").map(ErrorCode::new).collect(),
        }
    }

    /// A member of the document's information.
    pub(crate) fn info(&self, key: &str) -> &'d str {
        self.document.get("info").map_or("", |info| text(info, key))
    }

    /// A member of what Speclift says of how the document was made.
    pub(crate) fn origin(&self, key: &str) -> &'d str {
        self.document.get("x-speclift").map_or("", |origin| text(origin, key))
    }

    /// The files that the document was compiled from, each with its SHA-256.
    pub(crate) fn sources(&self) -> Vec<(&'d str, &'d str)> {
        let Some(origin) = self.document.get("x-speclift") else { return Vec::new() };
        let files = ["sources", "overlays", "locale"].into_iter().flat_map(|key| elements(origin, key));
        files.map(|file| (text(file, "name"), text(file, "sha256"))).collect()
    }

    /// How many structures the document has.
    pub(crate) fn structures(&self) -> usize {
        self.document.get("components").map_or(0, |components| members(components, "schemas").count())
    }

    /// Tags that operations have, in the order of the document's list, each with its description.
    pub(crate) fn tags(&self) -> Vec<(&'d str, &'d str)> {
        let mut seen = BTreeSet::new();
        let listed = elements(self.document, "tags").map(|tag| (text(tag, "name"), text(tag, "description")));
        let used = self.operations.iter().map(|operation| (operation.tag(), ""));
        let known: BTreeSet<&str> = self.operations.iter().map(Operation::tag).collect();
        listed.chain(used).filter(|(name, _)| known.contains(name) && seen.insert(*name)).collect()
    }

    /// A value, or what its references lead to.
    pub(crate) fn resolve(&self, mut value: &'d Value) -> &'d Value {
        for _ in 0..DEPTH {
            let Some(target) = value.get("$ref").and_then(Value::as_str) else { break };
            let pointer = target.strip_prefix('#').unwrap_or_default();
            let Some(found) = self.document.pointer(pointer) else { break };
            value = found;
        }
        value
    }

    /// A structure of the document.
    pub(crate) fn structure(&self, name: &str) -> Option<&'d Value> {
        self.document.get("components")?.get("schemas")?.get(name)
    }

    /// The names of all structures that are reached from some, in the order in which they are found.
    pub(crate) fn reached(&self, roots: impl IntoIterator<Item = &'d Value>) -> Vec<&'d str> {
        let mut found = Vec::new();
        let mut seen = BTreeSet::new();
        for root in roots {
            types::references(root, &mut |name| {
                if seen.insert(name) {
                    found.push(name);
                }
            });
        }
        let mut next = 0;
        while let Some(name) = found.get(next).copied() {
            next += 1;
            let Some(schema) = self.structure(name) else { continue };
            types::references(schema, &mut |name| {
                if seen.insert(name) {
                    found.push(name);
                }
            });
        }
        found.retain(|name| self.structure(name).is_some());
        found
    }
}

impl<'d> Operation<'d> {
    /// The tag that the operation stands under.
    pub(crate) fn tag(&self) -> &'d str {
        self.tags.first().copied().unwrap_or("default")
    }

    /// What findings and explanations call it.
    pub(crate) fn subject(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    /// Its parameters, those of the path item among them.
    pub(crate) fn parameters(&self, view: &View<'d>, words: &Words) -> Vec<Field> {
        let mut parameters: Vec<Field> = Vec::new();
        for value in elements(self.item, "parameters").chain(elements(self.value, "parameters")) {
            let value = view.resolve(value);
            let (name, place) = (text(value, "name"), text(value, "in"));
            let subject = format!("{} {place} {name}", self.subject());
            let content = members(value, "content").next().and_then(|(_, media)| media.get("schema"));
            let schema = value.get("schema").or(content).unwrap_or(&Value::Null);
            let mut field = Field::new(name.to_owned(), subject, schema, words);
            field.place = place.to_owned();
            field.required = value.get("required") == Some(&Value::Bool(true));
            if !text(value, "description").is_empty() {
                text(value, "description").clone_into(&mut field.description);
            }
            // What the operation says of a parameter counts more than what the path says.
            parameters.retain(|known| known.name != field.name || known.place != field.place);
            parameters.push(field);
        }
        parameters
    }

    /// Its request body.
    pub(crate) fn request(&self, view: &View<'d>) -> Option<Body<'d>> {
        let body = view.resolve(self.value.get("requestBody")?);
        Some(Body::new(body, view))
    }

    /// Its responses.
    pub(crate) fn responses(&self, view: &View<'d>) -> Vec<Response<'d>> {
        let responses = members(self.value, "responses").filter(|(status, _)| !status.starts_with("x-"));
        let mut responses: Vec<Response<'d>> =
            responses.map(|(status, value)| Response::new(status, view.resolve(value), view)).collect();
        // All others come after those that are named.
        responses.sort_by_key(|response| response.status == "default");
        responses
    }
}

impl ErrorCode {
    fn new(value: &Value) -> Self {
        let plain = |key: &str| match value.get(key) {
            Some(Value::String(text)) => text.clone(),
            Some(Value::Number(number)) => number.to_string(),
            _ => String::new(),
        };
        Self {
            code: plain("code"),
            status: plain("status"),
            message: plain("message"),
            meaning: plain("meaning"),
            remedy: plain("remedy"),
        }
    }
}
