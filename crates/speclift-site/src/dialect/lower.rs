//! From OpenAPI 3.1 to 3.0, as far as 3.0 can say the same.

use std::fmt;

use serde_json::{Map, Value, json};

use super::lower_schema;
use super::walk::{Kind, walk};

/// The version that comes out.
const VERSION: &str = "3.0.3";
/// How many losses an error shows.
const SHOWN: usize = 5;
/// Dialects whose words mean what OpenAPI 3.1 means by them.
const DIALECTS: [&str; 2] =
    ["https://spec.openapis.org/oas/3.1/dialect/base", "https://json-schema.org/draft/2020-12/schema"];

/// Something that 3.0 cannot say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loss {
    /// Where it stands: a JSON pointer.
    pub pointer: String,
    /// What it is, as a lower-case fragment.
    pub what: String,
}

/// Why a document cannot be lowered: what would be lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LowerError {
    /// All that would be lost, in the order of the walk; there is at least one.
    pub losses: Vec<Loss>,
}

impl std::error::Error for LowerError {}

impl fmt::Display for LowerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "this is OpenAPI 3.1 and cannot be said in 3.0 without loss")?;
        for Loss { pointer, what } in self.losses.iter().take(SHOWN) {
            write!(f, "\n  {pointer}: {what}")?;
        }
        if self.losses.len() > SHOWN {
            write!(f, "\n  and {} more", self.losses.len() - SHOWN)?;
        }
        Ok(())
    }
}

/// The same description as OpenAPI 3.0. What 3.0 has no word for and no client needs (a summary of the whole, the
/// SPDX identifier of the licence, further examples) is kept as an extension.
///
/// # Errors
///
/// Where something that decides about values or requests cannot be said in 3.0.
pub fn lower(document: &Value) -> Result<Value, LowerError> {
    let mut document = document.clone();
    let mut losses = Vec::new();
    walk(&mut document, &mut |kind, pointer, value| {
        let mut lose = |key: &str, what: &str| {
            let pointer = if key.is_empty() { pointer.to_owned() } else { format!("{pointer}/{key}") };
            losses.push(Loss { pointer, what: what.to_owned() });
        };
        if kind == Kind::Schema {
            lower_schema::lower(value, &mut lose);
            return;
        }
        let Some(members) = value.as_object_mut() else { return };
        let is_reference = members.get("$ref").is_some_and(Value::is_string);
        match kind {
            Kind::Document => whole(members, &mut lose),
            Kind::Components if members.contains_key("pathItems") => {
                lose("pathItems", "path items to be referred to");
            }
            Kind::Operation if !members.contains_key("responses") => {
                lose("", "an operation without responses");
            }
            Kind::SecurityScheme if members.get("type") == Some(&json!("mutualTLS")) => {
                lose("type", "mutual TLS as a security scheme");
            }
            Kind::PathItem => {}
            _ if is_reference => {
                for key in ["summary", "description"] {
                    if members.contains_key(key) {
                        lose(key, "a text beside a reference");
                    }
                }
            }
            _ => {}
        }
    });
    if losses.is_empty() { Ok(document) } else { Err(LowerError { losses }) }
}

fn whole(members: &mut Map<String, Value>, lose: &mut dyn FnMut(&str, &str)) {
    members.insert("openapi".to_owned(), VERSION.into());
    if let Some(webhooks) = members.shift_remove("webhooks")
        && webhooks.as_object().is_none_or(|webhooks| !webhooks.is_empty())
    {
        lose("webhooks", "webhooks");
    }
    if let Some(dialect) = members.shift_remove("jsonSchemaDialect")
        && !dialect.as_str().is_some_and(|dialect| DIALECTS.contains(&dialect))
    {
        lose("jsonSchemaDialect", "a dialect of schemas of its own");
    }
    members.entry("paths").or_insert_with(|| json!({}));
    let Some(info) = members.get_mut("info").and_then(Value::as_object_mut) else { return };
    extend(info, "summary");
    if let Some(license) = info.get_mut("license").and_then(Value::as_object_mut) {
        extend(license, "identifier");
    }
}

/// Keeps a member as an extension.
fn extend(members: &mut Map<String, Value>, key: &str) {
    if let Some(value) = members.shift_remove(key) {
        members.insert(format!("x-{key}"), value);
    }
}
