//! Operations of an OpenAPI 3.0 document, compiled or published.

use serde_json::{Map, Value};

use super::api::{Fields, Key, Kind, Operation, Operations, Shape, by_key};

const METHODS: [&str; 8] = ["get", "post", "put", "delete", "patch", "head", "options", "trace"];

/// The operations of a document. What is not as OpenAPI has it is passed over: a document that somebody else
/// published need not be valid.
pub(super) fn operations(document: &Value) -> Operations {
    let mut operations = Vec::new();
    for (path, item) in members(document, "paths") {
        // Some publishers name path items after operations, and give the path apart.
        let path = item["x-url"].as_str().unwrap_or(path);
        for method in METHODS {
            if let Some(operation) = item.get(method) {
                let parameters = [item, operation].map(|holder| list(holder, "parameters"));
                let operation = Operation {
                    query: query(document, &parameters.concat()),
                    request: media(document, follow(document, &operation["requestBody"])).fields(),
                    response: response(document, operation).fields(),
                };
                operations.push((Key::new(method, path), operation));
            }
        }
    }
    by_key(operations)
}

fn query(document: &Value, parameters: &[&Value]) -> Fields {
    let parameters = parameters.iter().map(|parameter| follow(document, parameter));
    let query = parameters.filter(|parameter| parameter["in"] == "query");
    let named = query.filter_map(|parameter| Some((parameter["name"].as_str()?.to_owned(), parameter)));
    named
        .map(|(name, parameter)| {
            let required = parameter["required"] == true;
            (name, shape(document, &parameter["schema"], &mut Vec::new()).field(required))
        })
        .collect()
}

/// The body of the first success that has one.
fn response(document: &Value, operation: &Value) -> Shape {
    let successes = members(operation, "responses").filter(|(status, _)| status.starts_with('2'));
    let mut bodies = successes.map(|(_, response)| follow(document, response));
    bodies
        .find(|response| media_schema(response).is_some())
        .map_or_else(Shape::default, |response| media(document, response))
}

fn media(document: &Value, holder: &Value) -> Shape {
    media_schema(holder).map_or_else(Shape::default, |schema| shape(document, schema, &mut Vec::new()))
}

fn media_schema(holder: &Value) -> Option<&Value> {
    let (_, media) = members(holder, "content").next()?;
    media.get("schema").filter(|schema| schema.as_object().is_some_and(|schema| !schema.is_empty()))
}

/// A schema's shape. `open` are the references that it stands in: a structure that contains itself ends there.
fn shape<'a>(document: &'a Value, schema: &'a Value, open: &mut Vec<&'a str>) -> Shape {
    if let Some(reference) = schema["$ref"].as_str() {
        if open.contains(&reference) {
            return Shape::of(Kind::Object);
        }
        open.push(reference);
        let shape = document.pointer(pointer(reference)).map(|target| shape(document, target, open));
        open.pop();
        return shape.unwrap_or_else(|| Shape::of(Kind::Object));
    }
    let parts = list(schema, "allOf");
    let alternatives = [list(schema, "oneOf"), list(schema, "anyOf")].concat();
    let mut whole = Shape::default();
    for part in parts.iter().chain(&alternatives) {
        whole.merge(shape(document, part, open));
    }
    if (parts.is_empty() && alternatives.is_empty()) || schema.get("properties").is_some() {
        whole.merge(own(document, schema, open));
    }
    whole.only_shown |= schema["x-speclift-origin"] == "example";
    whole
}

/// What a schema says itself, without its parts and alternatives.
fn own<'a>(document: &'a Value, schema: &'a Value, open: &mut Vec<&'a str>) -> Shape {
    let word = match &schema["type"] {
        Value::Array(words) => words.iter().filter_map(Value::as_str).find(|word| *word != "null"),
        word => word.as_str(),
    };
    if word == Some("array") || schema.get("items").is_some() {
        return Shape::list(shape(document, &schema["items"], open));
    }
    let mut own = Shape::of(word.and_then(Kind::of_word).unwrap_or(Kind::Object));
    let required = list(schema, "required");
    for (name, member) in members(schema, "properties") {
        let must = required.iter().any(|required| *required == name);
        own.members.insert(name.to_owned(), (shape(document, member, open), must));
    }
    own
}

/// What a value refers to, or the value.
fn follow<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    let mut value = value;
    // More steps than that go in a circle.
    for _ in 0..16 {
        let Some(reference) = value["$ref"].as_str() else { return value };
        value = document.pointer(pointer(reference)).unwrap_or(&Value::Null);
    }
    &Value::Null
}

fn pointer(reference: &str) -> &str {
    reference.strip_prefix('#').unwrap_or(reference)
}

fn members<'a>(holder: &'a Value, name: &str) -> impl Iterator<Item = (&'a str, &'a Value)> + use<'a> {
    let members = holder[name].as_object().into_iter().flat_map(Map::iter);
    members.map(|(name, value)| (name.as_str(), value))
}

fn list<'a>(holder: &'a Value, name: &str) -> Vec<&'a Value> {
    holder[name].as_array().into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn request(schema: &Value, schemas: &Value) -> Vec<(String, String)> {
        let body = json!({ "content": { "application/json": { "schema": schema } } });
        let document = json!({
            "paths": { "CreateThing": { "x-url": "/v1/things", "post": { "requestBody": body } } },
            "components": { "schemas": schemas },
        });
        let operations = operations(&document);
        let fields = &operations[&Key::new("POST", "/v1/things")].request;
        let words = |kinds: &std::collections::BTreeSet<Kind>| {
            kinds.iter().map(|kind| kind.word()).collect::<Vec<_>>().join("|")
        };
        fields.iter().map(|(place, field)| (place.clone(), words(&field.kinds))).collect()
    }

    fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(place, kinds)| ((*place).to_owned(), (*kinds).to_owned())).collect()
    }

    #[test]
    fn parts_and_alternatives_are_one_shape() {
        let schemas = json!({
            "A": { "properties": { "a": { "type": "string" } } },
            "B": { "properties": { "a": { "type": "integer" }, "b": { "type": "boolean" } } },
        });
        let references = json!([{ "$ref": "#/components/schemas/A" }, { "$ref": "#/components/schemas/B" }]);
        for word in ["allOf", "oneOf", "anyOf"] {
            let schema = json!({ word: references });
            assert_eq!(request(&schema, &schemas), pairs(&[("a", "integer|string"), ("b", "boolean")]));
        }
    }

    #[test]
    fn structures_may_contain_themselves() {
        let node = json!({ "$ref": "#/components/schemas/Node" });
        let schemas = json!({ "Node": { "properties": { "next": { "type": "array", "items": { "allOf": [node] } } } } });
        assert_eq!(request(&node, &schemas), pairs(&[("next[]", "array"), ("next[]*", "object")]));
    }

    #[test]
    fn what_leads_nowhere_is_an_object() {
        let schema = json!({ "properties": { "a": { "$ref": "#/components/schemas/None" } } });
        assert_eq!(request(&schema, &json!({})), pairs(&[("a", "object")]));
        let document = json!({ "paths": { "/a": { "get": { "requestBody": { "$ref": "#/paths/~1a/get/requestBody" } } } } });
        assert!(operations(&document)[&Key::new("GET", "/a")].request.is_empty());
    }
}
