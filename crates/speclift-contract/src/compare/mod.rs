//! Two descriptions of one API, field by field.

mod facts;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde_json::Value;

use facts::{Facts, Operations, operations};

/// One thing that two descriptions say differently.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Difference {
    /// The published `operationId`; method and path where there is none.
    pub operation: String,
    /// What of the operation: `query limit`, `request.vault.name`, `response 200.vaults[].id`; empty for itself.
    pub place: String,
    /// What of it: `type`, `required`, `maximum`, or `presence` where one side does not have it at all.
    pub aspect: String,
    /// What the published document says; nothing where it says nothing.
    pub published: Option<String>,
    /// What the other says.
    pub other: Option<String>,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = |said: &Option<String>| said.clone().unwrap_or_else(|| "-".to_owned());
        let Self { operation, place, aspect, published, other } = self;
        write!(f, "{operation} | {place} | {aspect} | {} | {}", word(published), word(other))
    }
}

/// What the published document and another one of the same API say differently: operations, parameters, bodies and
/// statuses, and of every field its type, format, limits, enumeration, default and whether it is required. Both are of
/// OpenAPI 3.0: [`lower`](crate::lower) a newer one first. Prose, examples and the names of structures are left aside, and
/// where one side does not have a field, nothing is said of what is in it.
#[must_use]
pub fn compare(published: &Value, other: &Value) -> Vec<Difference> {
    let (published, other) = (operations(published), operations(other));
    let keys: BTreeSet<_> = published.keys().chain(other.keys()).collect();
    let mut differences = Vec::new();
    for key in keys {
        let name = published.get(key).or_else(|| other.get(key)).map(|found| found.id.clone());
        let name = name.unwrap_or_else(|| key.clone());
        let sides = (facts_of(&published, key), facts_of(&other, key));
        differences.extend(of_operation(&name, sides));
    }
    differences.sort();
    differences
}

fn facts_of<'a>(operations: &'a Operations, key: &str) -> Option<&'a Facts> {
    operations.get(key).map(|operation| &operation.facts)
}

fn of_operation(name: &str, sides: (Option<&Facts>, Option<&Facts>)) -> Vec<Difference> {
    let difference =
        |place: &str, aspect: &str, published: Option<String>, other: Option<String>| Difference {
            operation: name.to_owned(),
            place: place.to_owned(),
            aspect: aspect.to_owned(),
            published,
            other,
        };
    let there = |is: bool| is.then(|| "there".to_owned());
    let (Some(published), Some(other)) = sides else {
        return vec![difference("", "presence", there(sides.0.is_some()), there(sides.1.is_some()))];
    };
    let places: BTreeSet<&String> = published.keys().chain(other.keys()).collect();
    let mut differences = Vec::new();
    let mut missing: Vec<&str> = Vec::new();
    let none = BTreeMap::new();
    for place in places {
        if missing.iter().any(|above| is_below(place, above)) {
            continue;
        }
        let (ours, theirs) = (published.get(place), other.get(place));
        if ours.is_none() || theirs.is_none() {
            missing.push(place);
            differences.push(difference(place, "presence", there(ours.is_some()), there(theirs.is_some())));
            continue;
        }
        let (ours, theirs) = (ours.unwrap_or(&none), theirs.unwrap_or(&none));
        let aspects: BTreeSet<&&str> = ours.keys().chain(theirs.keys()).collect();
        for aspect in aspects {
            let words = |side: &BTreeMap<&str, BTreeSet<String>>| {
                side.get(*aspect).map(|values| values.iter().cloned().collect::<Vec<_>>().join(", "))
            };
            let (said, says) = (words(ours), words(theirs));
            if said != says {
                differences.push(difference(place, aspect, said, says));
            }
        }
    }
    differences
}

fn is_below(place: &str, above: &str) -> bool {
    place.strip_prefix(above).is_some_and(|rest| rest.starts_with(['.', '[', '*', ' ']))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// A document of one operation with this request and response, beside another one.
    fn compared(ours: &Value, theirs: &Value) -> Vec<String> {
        let document = |schema: &Value| {
            let media = json!({"content": {"application/json": {"schema": {"type": "object", "properties": schema}}}});
            json!({
                "paths": {"/things/{id}": {"put": {"operationId": "Put", "requestBody": media, "responses": {"204": {}}}}},
                "components": {"schemas": {
                    "Named": {"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}}},
                    "Tree": {"type": "object", "properties": {"below": {"$ref": "#/components/schemas/Tree"}}},
                }},
            })
        };
        compare(&document(ours), &document(theirs)).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn what_says_the_same_in_other_words_is_the_same() {
        for (ours, theirs) in [
            (
                json!({"x": {"$ref": "#/components/schemas/Named"}}),
                json!({"x": {"allOf": [{"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}}}]}}),
            ),
            (
                json!({"x": {"oneOf": [{"$ref": "#/components/schemas/Named"}, {"nullable": true, "type": "object", "enum": [null]}]}}),
                json!({"x": {"nullable": true, "allOf": [{"$ref": "#/components/schemas/Named"}]}}),
            ),
            (
                json!({"x": {"enum": ["a", "b"], "type": "string"}}),
                json!({"x": {"type": "string", "enum": ["b", "a"]}}),
            ),
            (
                json!({"x": {"type": "object", "additionalProperties": true}}),
                json!({"x": {"type": "object"}}),
            ),
            (
                json!({"x": {"$ref": "#/components/schemas/Tree"}}),
                json!({"x": {"$ref": "#/components/schemas/Tree"}}),
            ),
        ] {
            assert_eq!(compared(&ours, &theirs), [""; 0], "{ours} {theirs}");
        }
    }

    #[test]
    fn every_aspect_is_compared() {
        for (ours, theirs, expected) in [
            (
                json!({"x": {"type": "string"}}),
                json!({"x": {"type": "integer"}}),
                "request.x | type | string | integer",
            ),
            (json!({"x": {"type": "string"}}), json!({}), "request.x | presence | there | -"),
            (
                json!({}),
                json!({"x": {"type": "object", "properties": {"y": {}}}}),
                "request.x | presence | - | there",
            ),
            (json!({"x": {"maximum": 3}}), json!({"x": {"maximum": 4}}), "request.x | maximum | 3 | 4"),
            (json!({"x": {"nullable": true}}), json!({"x": {}}), "request.x | nullable | yes | -"),
            (
                json!({"x": {"enum": ["a"]}}),
                json!({"x": {"enum": ["a", "b"]}}),
                "request.x | enum | \"a\" | \"a\", \"b\"",
            ),
            (json!({"x": {"format": "uuid"}}), json!({"x": {}}), "request.x | format | uuid | -"),
            (json!({"x": {"default": false}}), json!({"x": {}}), "request.x | default | false | -"),
            (
                json!({"x": {"items": {"type": "string"}}}),
                json!({"x": {"items": {"type": "integer"}}}),
                "request.x[] | type | string | integer",
            ),
            (
                json!({"x": {"additionalProperties": {"type": "string"}}}),
                json!({"x": {"additionalProperties": {"type": "integer"}}}),
                "request.x* | type | string | integer",
            ),
            (
                json!({"x": {"additionalProperties": false}}),
                json!({"x": {"additionalProperties": true}}),
                "request.x | closed | yes | -",
            ),
            (
                json!({"x": {"required": ["a"], "properties": {"a": {}}}}),
                json!({"x": {"properties": {"a": {}}}}),
                "request.x.a | required | yes | -",
            ),
        ] {
            assert_eq!(compared(&ours, &theirs), [format!("Put | {expected}")], "{ours} {theirs}");
        }
    }

    #[test]
    fn operations_parameters_and_statuses_are_compared() {
        let ours = json!({"security": [{"Token": []}], "paths": {
            "/a/{id}": {
                "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}],
                "get": {"operationId": "Get", "parameters": [{"name": "n", "in": "query", "schema": {"type": "integer"}}],
                    "responses": {"200": {"content": {"application/json": {"schema": {}}}}}},
                "delete": {"operationId": "Delete", "responses": {"204": {}}},
            },
        }});
        let theirs = json!({"paths": {
            "/a/{thing}": {
                "get": {"operationId": "get", "parameters": [
                    {"name": "thing", "in": "path", "required": true, "schema": {"type": "string"}},
                    {"name": "n", "in": "query", "required": true, "schema": {"type": "integer"}}],
                    "responses": {"200": {"content": {"text/plain": {"schema": {}}}}, "404": {}}},
                "put": {"responses": {}},
            },
        }});
        let found: Vec<_> = compare(&ours, &theirs).iter().map(ToString::to_string).collect();
        assert_eq!(
            found,
            [
                "Delete |  | presence | there | -",
                "Get |  | operationId | Get | get",
                "Get |  | security | Token | -",
                "Get | path id | presence | there | -",
                "Get | path thing | presence | - | there",
                "Get | query n | required | - | yes",
                "Get | response 200 | content | application/json | text/plain",
                "Get | response 404 | presence | - | there",
                "PUT /a/{} |  | presence | - | there",
            ]
        );
    }
}
