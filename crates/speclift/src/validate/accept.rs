//! Whether a schema of the document accepts a value, decided by looking at both.
//!
//! [`Checker`](super::Checker) says what is wrong with a value, and first compiles every schema that it needs. Almost
//! every value of a good document is as it should be, and to see that takes neither a copy of the document nor a
//! compiler. What is decided here is what [`convert`](super::convert) means; what is not decided is left to the
//! checker.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use jsonschema::Validator;
use serde_json::{Map, Value, json};

use super::convert::wraps;
use super::index;

/// How deep schemas and values may nest. A schema that is part of itself would never end.
const DEPTH: usize = 100;
/// How many pairs of a schema and a value are looked at for one answer.
const STEPS: usize = 1 << 17;
/// Numbers beyond this are not exact in floating point.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// Decides, with the document that references lead into.
pub(super) struct Acceptance<'a> {
    document: &'a Value,
    steps: Cell<usize>,
    patterns: RefCell<HashMap<String, Option<Validator>>>,
}

impl<'a> Acceptance<'a> {
    pub(super) fn new(document: &'a Value) -> Self {
        Self { document, steps: Cell::new(0), patterns: RefCell::default() }
    }

    /// Whether a schema accepts a value; `None` where that is not decided here. Of a schema that is none, with keywords
    /// that cannot be, this says nothing of use.
    pub(super) fn accepts(&self, schema: &Value, value: &Value) -> Option<bool> {
        self.steps.set(STEPS);
        self.schema(schema, value, 0)
    }

    /// Whether a pattern is a regular expression.
    pub(super) fn is_pattern(&self, pattern: &str) -> bool {
        self.with_pattern(pattern, |_| ()).is_some()
    }

    fn with_pattern<T>(&self, pattern: &str, then: impl FnOnce(&Validator) -> T) -> Option<T> {
        let mut patterns = self.patterns.borrow_mut();
        if !patterns.contains_key(pattern) {
            let compiled = jsonschema::options().offline().build(&json!({ "pattern": pattern })).ok();
            patterns.insert(pattern.to_owned(), compiled);
        }
        patterns.get(pattern)?.as_ref().map(then)
    }

    fn schema(&self, schema: &Value, value: &Value, depth: usize) -> Option<bool> {
        let Some(keywords) = schema.as_object() else { return Some(true) };
        self.steps.set(self.steps.get().checked_sub(1)?);
        if depth > DEPTH {
            return None;
        }
        if let Some(reference) = keywords.get("$ref") {
            // One that leads nowhere accepts everything: a rule reports it.
            let target = index::local(self.document, reference.as_str()?);
            return target.map_or(Some(true), |target| self.schema(target, value, depth + 1));
        }
        let nullable = keywords.get("nullable") == Some(&Value::Bool(true));
        if value.is_null() && wraps(keywords) {
            return Some(true);
        }
        let verdicts = keywords.iter().map(|(key, keyword)| match (key.as_str(), value) {
            ("type", value) => {
                kind(keyword.as_str()?, value).map(|fits| fits || (nullable && value.is_null()))
            }
            ("enum", value) => listed(keyword.as_array()?, value),
            ("allOf", _) => each(self.parts(keyword, value, depth)?.into_iter()),
            ("anyOf", _) => some(self.parts(keyword, value, depth)?.into_iter()),
            ("oneOf", _) => exactly_one(&self.parts(keyword, value, depth)?),
            ("not" | "multipleOf" | "uniqueItems" | "exclusiveMinimum" | "exclusiveMaximum", _) => None,
            ("minimum", Value::Number(_)) => Some(number(value)? >= number(keyword)?),
            ("maximum", Value::Number(_)) => Some(number(value)? <= number(keyword)?),
            ("minLength", Value::String(text)) => Some(text.chars().count() as u64 >= keyword.as_u64()?),
            ("maxLength", Value::String(text)) => Some(text.chars().count() as u64 <= keyword.as_u64()?),
            ("pattern", Value::String(_)) => {
                // One that is none is left out: a rule reports it.
                Some(self.with_pattern(keyword.as_str()?, |pattern| pattern.is_valid(value)).unwrap_or(true))
            }
            ("minItems", Value::Array(items)) => Some(items.len() as u64 >= keyword.as_u64()?),
            ("maxItems", Value::Array(items)) => Some(items.len() as u64 <= keyword.as_u64()?),
            ("minProperties", Value::Object(members)) => Some(members.len() as u64 >= keyword.as_u64()?),
            ("maxProperties", Value::Object(members)) => Some(members.len() as u64 <= keyword.as_u64()?),
            ("items", Value::Array(items)) => {
                each(items.iter().map(|item| self.schema(keyword, item, depth + 1)))
            }
            ("required", Value::Object(members)) => {
                each(keyword.as_array()?.iter().map(|name| Some(members.contains_key(name.as_str()?))))
            }
            ("properties", Value::Object(members)) => self.members(keyword.as_object()?, members, depth),
            ("additionalProperties", Value::Object(members)) => {
                self.others(keyword, keywords.get("properties"), members, depth)
            }
            // Of another kind of values, or no assertion: formats and descriptions.
            _ => Some(true),
        });
        each(verdicts)
    }

    fn parts(&self, schemas: &Value, value: &Value, depth: usize) -> Option<Vec<Option<bool>>> {
        Some(schemas.as_array()?.iter().map(|part| self.schema(part, value, depth + 1)).collect())
    }

    fn members(
        &self,
        schemas: &Map<String, Value>,
        members: &Map<String, Value>,
        depth: usize,
    ) -> Option<bool> {
        let described = members.iter().filter_map(|(name, value)| Some((schemas.get(name)?, value)));
        each(described.map(|(schema, value)| self.schema(schema, value, depth + 1)))
    }

    /// Members that no property describes.
    fn others(
        &self,
        keyword: &Value,
        schemas: Option<&Value>,
        members: &Map<String, Value>,
        depth: usize,
    ) -> Option<bool> {
        let is_other = |name: &str| schemas.and_then(|schemas| schemas.get(name)).is_none();
        let mut others = members.iter().filter(|(name, _)| is_other(name)).map(|(_, value)| value);
        match keyword {
            Value::Bool(true) => Some(true),
            Value::Bool(false) => Some(others.next().is_none()),
            schema => each(others.map(|value| self.schema(schema, value, depth + 1))),
        }
    }
}

fn kind(word: &str, value: &Value) -> Option<bool> {
    Some(match word {
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64() || value.as_f64().is_some_and(|n| n.fract() == 0.0),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => return None,
    })
}

/// Whether a value is in a list. Numbers, and what contains numbers, may be equal and written differently.
fn listed(values: &[Value], value: &Value) -> Option<bool> {
    if values.contains(value) {
        return Some(true);
    }
    let alike = |other: &Value| match value {
        Value::Number(_) => other.is_number(),
        Value::Array(_) => other.is_array(),
        Value::Object(_) => other.is_object(),
        _ => false,
    };
    (!values.iter().any(alike)).then_some(false)
}

fn number(value: &Value) -> Option<f64> {
    value.as_f64().filter(|number| number.abs() < EXACT)
}

/// Whether each accepts. One that rejects decides, whatever the others would say.
fn each(verdicts: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut whole = Some(true);
    for verdict in verdicts {
        match verdict {
            Some(true) => {}
            Some(false) => return Some(false),
            None => whole = None,
        }
    }
    whole
}

fn some(verdicts: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    each(verdicts.map(|verdict| verdict.map(|accepts| !accepts))).map(|none| !none)
}

fn exactly_one(verdicts: &[Option<bool>]) -> Option<bool> {
    let accepting = verdicts.iter().filter(|verdict| **verdict == Some(true)).count();
    if accepting > 1 {
        return Some(false);
    }
    verdicts.iter().all(Option::is_some).then_some(accepting == 1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Checker;
    use super::*;

    /// Schemas of OpenAPI 3.0, some of them none, over few names, so that values hit them.
    fn schema() -> impl Strategy<Value = Value> {
        let bound = prop::sample::select(vec![json!(0), json!(1), json!(2.5), json!("1")]);
        let leaf = prop_oneof![
            Just(json!({})),
            Just(json!({ "$ref": "#/components/schemas/A" })),
            Just(json!({ "$ref": "#/nowhere" })),
            prop::sample::select(vec!["string", "integer", "number", "boolean", "array", "object", "none"])
                .prop_map(|word| json!({ "type": word })),
            (any::<bool>())
                .prop_map(|nullable| json!({ "type": "string", "nullable": nullable, "enum": ["a", null] })),
            Just(json!({ "enum": [1, "a", [1], { "a": 1 }] })),
            (bound.clone(), bound)
                .prop_map(|(low, high)| json!({ "minimum": low, "maxLength": high, "minItems": 1 })),
            prop::sample::select(vec!["^a", "b$", "["]).prop_map(|pattern| json!({ "pattern": pattern })),
        ];
        leaf.prop_recursive(3, 24, 3, |inner| {
            let parts = prop::collection::vec(inner.clone(), 1..3);
            let word = prop::sample::select(vec!["allOf", "anyOf", "oneOf"]);
            prop_oneof![
                (word, parts, any::<bool>())
                    .prop_map(|(word, parts, nullable)| json!({ word: parts, "nullable": nullable })),
                inner.clone().prop_map(|items| json!({ "type": "array", "items": items })),
                inner.clone().prop_map(|part| json!({ "not": part })),
                (inner.clone(), prop_oneof![inner, any::<bool>().prop_map(Value::Bool)], any::<bool>())
                    .prop_map(|(a, others, required)| json!({
                        "type": "object", "properties": { "a": a }, "additionalProperties": others,
                        "required": if required { json!(["a"]) } else { json!([]) },
                    })),
            ]
        })
    }

    fn value() -> impl Strategy<Value = Value> {
        let leaf = prop::sample::select(vec![
            json!(null),
            json!(true),
            json!(0),
            json!(1.0),
            json!(2.5),
            json!(1e300),
            json!("a"),
            json!("ab"),
            json!(""),
        ]);
        leaf.prop_recursive(3, 12, 2, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..3).prop_map(Value::Array),
                (inner.clone(), inner).prop_map(|(a, b)| json!({ "a": a, "b": b })),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_is_decided_is_what_the_checker_says(schema in schema(), part in schema(), value in value()) {
            let document = json!({ "components": { "schemas": { "A": part, "B": schema } } });
            if let Some(accepts) = Acceptance::new(&document).accepts(&schema, &value) {
                let checked = Checker::new(&document).check("/components/schemas/B", &value);
                let is_none = checked.as_ref().is_err_and(|all| all[0].message.contains("the schema is none"));
                prop_assert!(is_none || checked.is_ok() == accepts, "{accepts} {checked:?}");
            }
        }
    }

    #[test]
    fn schemas_within_themselves_end() {
        let document = json!({ "A": { "allOf": [{ "$ref": "#/A" }] } });
        assert_eq!(Acceptance::new(&document).accepts(&json!({ "$ref": "#/A" }), &json!(1)), None);
        let twice = json!({ "A": { "allOf": [{ "$ref": "#/A" }, { "$ref": "#/A" }] } });
        assert_eq!(Acceptance::new(&twice).accepts(&json!({ "$ref": "#/A" }), &json!(1)), None);
    }
}
