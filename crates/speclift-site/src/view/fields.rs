//! Parameters and properties.

use serde_json::Value;

use super::{Part, elements, limits, members, text, type_of};
use crate::words::Words;

/// How deep structures without a name are shown.
const DEPTH: usize = 8;

/// A parameter or property as pages show it.
#[derive(Debug)]
pub(crate) struct Field {
    /// Its name; of a structure without a name, behind the name of that.
    pub(crate) name: String,
    /// What explanations call it.
    pub(crate) subject: String,
    /// `path`, `query`, `header` or `cookie`; empty for properties.
    pub(crate) place: String,
    pub(crate) required: bool,
    pub(crate) deprecated: bool,
    pub(crate) ty: Vec<Part>,
    /// What is asked of its values.
    pub(crate) limits: Vec<(&'static str, String)>,
    pub(crate) description: String,
}

impl Field {
    pub(crate) fn new(name: String, subject: String, schema: &Value, words: &Words) -> Self {
        Self {
            name,
            subject,
            place: String::new(),
            required: false,
            deprecated: schema.get("deprecated") == Some(&Value::Bool(true)),
            ty: type_of(schema, words),
            limits: limits(schema, words),
            description: text(schema, "description").to_owned(),
        }
    }
}

/// The properties of a structure, and of those without a name in it. `owner` is the structure's name.
pub(crate) fn fields(owner: &str, schema: &Value, words: &Words) -> Vec<Field> {
    let mut found = Vec::new();
    collect(owner, "", schema, words, DEPTH, &mut found);
    found
}

fn collect(owner: &str, prefix: &str, schema: &Value, words: &Words, depth: usize, found: &mut Vec<Field>) {
    if depth == 0 {
        return;
    }
    let required = |name: &str| elements(schema, "required").any(|one| one.as_str() == Some(name));
    for (name, inner) in members(schema, "properties") {
        let path = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
        let mut field = Field::new(path.clone(), format!("{owner}.{path}"), inner, words);
        field.required = required(name);
        found.push(field);
        below(owner, &path, inner, words, depth, found);
    }
    // Parts of a composition that are no structures of their own.
    for key in ["allOf", "oneOf", "anyOf"] {
        for part in elements(schema, key).filter(|part| part.get("$ref").is_none()) {
            collect(owner, prefix, part, words, depth - 1, found);
        }
    }
}

fn below(owner: &str, path: &str, schema: &Value, words: &Words, depth: usize, found: &mut Vec<Field>) {
    if schema.get("$ref").is_some() {
        return;
    }
    if let Some(items) = schema.get("items") {
        return below(owner, &format!("{path}[]"), items, words, depth - 1, found);
    }
    collect(owner, path, schema, words, depth - 1, found);
}
