//! What a document says of each operation, as facts about places.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

/// Each place with what is said of it: a keyword, and its values (several where alternatives differ).
pub(super) type Facts = BTreeMap<String, BTreeMap<&'static str, BTreeSet<String>>>;

/// Operations by method and path, whose variables have no names.
pub(super) type Operations = BTreeMap<String, Operation>;

pub(super) struct Operation {
    pub(super) id: String,
    pub(super) facts: Facts,
}

const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// Keywords whose value is the fact.
const KEYWORDS: [&str; 14] = [
    "format",
    "pattern",
    "default",
    "multipleOf",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "minProperties",
    "maxProperties",
];

/// The operations of a document.
pub(super) fn operations(document: &Value) -> Operations {
    let mut operations = Operations::new();
    for (path, item) in members(&document["paths"]) {
        for method in METHODS {
            let Some(operation) = item.get(method) else { continue };
            let key = format!("{} {}", method.to_uppercase(), nameless(path));
            let id = operation["operationId"].as_str().unwrap_or(&key).to_owned();
            let facts = Reader { document, open: Vec::new(), facts: Facts::new() }.operation(item, operation);
            operations.insert(key, Operation { id, facts });
        }
    }
    operations
}

/// A path without the names of its variables.
fn nameless(path: &str) -> String {
    let mut out = String::new();
    let mut rest = path;
    while let Some((fixed, variable)) = rest.split_once('{') {
        let Some((_, after)) = variable.split_once('}') else { break };
        out += fixed;
        out += "{}";
        rest = after;
    }
    out + rest
}

struct Reader<'a> {
    document: &'a Value,
    /// The references that are being read: a structure that contains itself ends there.
    open: Vec<&'a str>,
    facts: Facts,
}

impl<'a> Reader<'a> {
    fn operation(mut self, item: &'a Value, operation: &'a Value) -> Facts {
        if let Some(id) = operation["operationId"].as_str() {
            self.say("", "operationId", id);
        }
        if operation["deprecated"] == true {
            self.say("", "deprecated", "yes");
        }
        let security = operation.get("security").unwrap_or(&self.document["security"]);
        for requirement in list(security) {
            let schemes: Vec<&str> = members(requirement).map(|(name, _)| name).collect();
            self.say("", "security", schemes.join(" and "));
        }
        // An operation's parameters come last: they replace those of the path.
        let parameters = list(&item["parameters"]).chain(list(&operation["parameters"]));
        for parameter in parameters.map(|parameter| self.follow(parameter)).collect::<Vec<_>>() {
            let word = |key: &str| parameter[key].as_str().unwrap_or_default();
            let place = format!("{} {}", word("in"), word("name"));
            self.facts.remove(&place);
            self.there(&place);
            if parameter["required"] == true {
                self.say(&place, "required", "yes");
            }
            self.schema(&place, &parameter["schema"]);
        }
        if let Some(body) = operation.get("requestBody") {
            let body = self.follow(body);
            self.content("request", body);
            if body["required"] == true {
                self.say("request", "required", "yes");
            }
        }
        for (status, response) in members(&operation["responses"]) {
            let place = format!("response {status}");
            let response = self.follow(response);
            self.content(&place, response);
            for (name, header) in members(&response["headers"]) {
                let place = format!("{place} header {}", name.to_lowercase());
                self.there(&place);
                self.schema(&place, &self.follow(header)["schema"]);
            }
        }
        self.facts
    }

    fn content(&mut self, place: &str, holder: &'a Value) {
        self.there(place);
        for (media_type, media) in members(&holder["content"]) {
            self.say(place, "content", media_type);
            self.schema(place, &media["schema"]);
        }
    }

    fn schema(&mut self, place: &str, schema: &'a Value) {
        self.there(place);
        let Some(schema) = schema.as_object() else { return };
        if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
            if self.open.contains(&reference) {
                return self.say(place, "type", "itself");
            }
            let Some(target) = local(self.document, reference) else { return };
            self.open.push(reference);
            self.schema(place, target);
            self.open.pop();
            return;
        }
        if schema.get("nullable") == Some(&Value::Bool(true)) {
            self.say(place, "nullable", "yes");
        }
        let listed: Vec<&Value> = schema.get("enum").into_iter().flat_map(list).collect();
        if !listed.is_empty() && listed.iter().all(|value| value.is_null()) {
            // Nothing but null, as an alternative.
            return self.say(place, "nullable", "yes");
        }
        for value in listed.iter().filter(|value| !value.is_null()) {
            self.say(place, "enum", value.to_string());
        }
        self.own(place, schema);
        for part in ["allOf", "anyOf", "oneOf"].iter().filter_map(|key| schema.get(*key)).flat_map(list) {
            self.schema(place, part);
        }
    }

    /// What a schema says without its parts.
    fn own(&mut self, place: &str, schema: &'a Map<String, Value>) {
        let implied = if schema.contains_key("properties") || schema.contains_key("additionalProperties") {
            Some("object")
        } else {
            schema.contains_key("items").then_some("array")
        };
        if let Some(ty) = schema.get("type").and_then(Value::as_str).or(implied) {
            self.say(place, "type", ty);
        }
        for keyword in KEYWORDS {
            match schema.get(keyword) {
                None => {}
                // Not exclusive, and not less than nothing, is what every bound is.
                Some(Value::Bool(false)) if keyword.starts_with("exclusive") => {}
                Some(value)
                    if matches!(keyword, "minLength" | "minItems" | "minProperties") && value == 0 => {}
                Some(Value::String(text)) => self.say(place, keyword, text),
                Some(value) => self.say(place, keyword, value.to_string()),
            }
        }
        if schema.get("uniqueItems") == Some(&Value::Bool(true)) {
            self.say(place, "uniqueItems", "yes");
        }
        if let Some(items) = schema.get("items") {
            self.schema(&format!("{place}[]"), items);
        }
        match schema.get("additionalProperties") {
            Some(Value::Bool(false)) => self.say(place, "closed", "yes"),
            Some(Value::Object(others)) if !others.is_empty() => {
                self.schema(&format!("{place}*"), &schema["additionalProperties"]);
            }
            _ => {}
        }
        for (name, member) in schema.get("properties").into_iter().flat_map(members) {
            self.schema(&format!("{place}.{name}"), member);
        }
        for name in schema.get("required").into_iter().flat_map(list).filter_map(Value::as_str) {
            self.say(&format!("{place}.{name}"), "required", "yes");
        }
    }

    fn there(&mut self, place: &str) {
        self.facts.entry(place.to_owned()).or_default();
    }

    fn say(&mut self, place: &str, aspect: &'static str, value: impl Into<String>) {
        self.facts.entry(place.to_owned()).or_default().entry(aspect).or_default().insert(value.into());
    }

    fn follow(&self, value: &'a Value) -> &'a Value {
        let mut value = value;
        // More steps than that go in a circle.
        for _ in 0..16 {
            let Some(reference) = value["$ref"].as_str() else { return value };
            value = local(self.document, reference).unwrap_or(&Value::Null);
        }
        &Value::Null
    }
}

fn local<'a>(document: &'a Value, reference: &str) -> Option<&'a Value> {
    document.pointer(reference.strip_prefix('#')?)
}

fn members(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    value.as_object().into_iter().flatten().map(|(key, value)| (key.as_str(), value))
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}
