//! Schemas.
//!
//! References are followed and compared once for each direction, so that recursion ends and what changed in a shared
//! schema is told once. A schema that stands where a reference to the same shape stood is no change.

mod annotations;
mod bounds;
mod compose;
mod enums;
mod objects;
mod peel;
mod same;
mod types;

use serde_json::{Value, json};

use super::at::At;
use super::kinds;
use super::place::Place;
use super::walk::Walk;
use annotations::ANNOTATIONS;
use types::apart;

/// Keywords that are compared. All others are told where they change.
const KNOWN: &[&str] = &[
    "$ref",
    "type",
    "format",
    "nullable",
    "enum",
    "x-extensible-enum",
    "default",
    "pattern",
    "maxLength",
    "minLength",
    "maximum",
    "minimum",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "multipleOf",
    "maxItems",
    "minItems",
    "uniqueItems",
    "items",
    "maxProperties",
    "minProperties",
    "properties",
    "required",
    "additionalProperties",
    "readOnly",
    "writeOnly",
    "allOf",
    "anyOf",
    "oneOf",
    "not",
    "discriminator",
    "xml",
    "title",
    "description",
    "example",
    "externalDocs",
    "deprecated",
];

impl<'d> Walk<'d> {
    /// Compares two schemas or references to them.
    pub(super) fn schema(&mut self, old: &At<'d>, new: &At<'d>, place: &Place) {
        if self.peeled(old, new, place) {
            return;
        }
        let (to_old, to_new) = (old.resolve(), new.resolve());
        match (old.reference().is_some(), new.reference().is_some()) {
            (false, false) => self.shape(&to_old, &to_new, place),
            (true, true) => {
                let (was, is) = (to_old.component(), to_new.component());
                let place = match (&was, &is) {
                    (Some(was), Some(is)) if was != is => {
                        let renamed = self.renamed(&to_old, &to_new, was, is, place);
                        if renamed { place.called(is) } else { place.called_instead(is, was) }
                    }
                    (_, Some(is)) => place.called(is),
                    _ => place.clone(),
                };
                self.later(to_old, to_new, place);
            }
            // What is changed is what the value is, not the schema that it was or is.
            _ if apart(&to_old, &to_new) => {
                if !place.bare {
                    self.annotations(&to_old, &to_new, place);
                }
                self.tell(&kinds::TYPE_CHANGED, place, "type", Some(old), Some(new));
                self.saw(&to_old, &to_new);
            }
            _ => self.later(to_old, to_new, place.clone()),
        }
    }

    /// A schema that has another name than the one in its place had. Where either name is in both documents, another
    /// schema was put in its place; says whether it is not so.
    fn renamed(&mut self, old: &At<'d>, new: &At<'d>, was: &str, is: &str, place: &Place) -> bool {
        let has = |at: &At<'d>, name: &str| {
            let schemas = at.document.pointer("/components/schemas");
            schemas.is_some_and(|schemas| schemas.get(name).is_some())
        };
        let exchanged = has(old, is) || has(new, was);
        if exchanged {
            self.tell_names(&kinds::SCHEMA_EXCHANGED, place, [was, is], old, new);
        } else {
            // The place is the schema, whoever refers to it.
            self.tell_names(&kinds::SCHEMA_RENAMED, &Place::of(is), [was, is], old, new);
        }
        !exchanged
    }

    /// A schema of which nothing is left, or that says something for the first time: says whether it is such. What it
    /// restricted is told once.
    fn said(&mut self, old: &At<'d>, new: &At<'d>, place: &Place) -> bool {
        let kind = match (says(old), says(new)) {
            (true, false) if old.str("type").is_some() => &kinds::TYPE_GENERALIZED,
            (false, true) if new.str("type").is_some() => &kinds::TYPE_SPECIALIZED,
            _ => return false,
        };
        self.tell(kind, place, "type", Some(&old.or_nothing("type")), Some(&new.or_nothing("type")));
        if !place.defaulted {
            self.default_value(old, new, place);
        }
        self.others(KNOWN, place, old, new);
        true
    }

    /// Compares two schemas, keyword by keyword.
    pub(super) fn shape(&mut self, old: &At<'d>, new: &At<'d>, place: &Place) {
        // Most schemas are the same in both documents, and what they refer to is all that may have changed.
        if old.value == new.value && !refers(old.value) {
            return;
        }
        if !place.bare {
            self.annotations(old, new, place);
        }
        if self.wrapped(old, new, place) {
            return;
        }
        if self.said(old, new, place) {
            return;
        }
        if self.types(old, new, place) {
            // Limits and members of another type say nothing of this one.
            return;
        }
        self.bounds(old, new, place);
        self.enumeration(old, new, place);
        self.object(old, new, place);
        self.composition(old, new, place);
        self.others(KNOWN, place, old, new);
        // A reference that leads nowhere.
        if old.reference() != new.reference() {
            self.unclassified("$ref", place, old, new);
        }
    }
}

/// Whether a schema says anything of values.
fn says(at: &At<'_>) -> bool {
    at.map().is_none_or(|map| map.keys().any(|key| !ANNOTATIONS.contains(&key.as_str())))
}

/// Whether a schema leads to others, by a reference or by a name.
fn refers(schema: &Value) -> bool {
    match schema {
        Value::Object(map) => {
            map.iter().any(|(key, value)| key == "$ref" || key == "discriminator" || refers(value))
        }
        Value::Array(list) => list.iter().any(refers),
        _ => false,
    }
}

/// What a keyword means where it is not there.
fn neutral(key: &str) -> Option<Value> {
    match key {
        "minLength" | "minItems" | "minProperties" => Some(json!(0)),
        "nullable" | "uniqueItems" | "exclusiveMaximum" | "exclusiveMinimum" | "readOnly" | "writeOnly"
        | "deprecated" => Some(json!(false)),
        "required" => Some(json!([])),
        "properties" => Some(json!({})),
        "items" => Some(json!({})),
        "additionalProperties" => Some(json!(true)),
        _ => None,
    }
}
