//! Whether a value is what a schema of the document describes.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use jsonschema::{Draft, Registry, Validator};
use serde_json::{Map, Value, json};

use super::place::place;
use super::{convert, drill, index};

/// One way in which a value is not what its schema describes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// Where in the value: a JSON pointer.
    pub pointer: String,
    /// What of the document it breaks: the JSON pointer of the keyword. Empty where no keyword of the document is broken,
    /// and within the schema where that was given apart.
    pub schema: String,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.pointer.is_empty() {
            f.write_str(&self.message)
        } else {
            write!(f, "{}: {}", self.pointer, self.message)
        }
    }
}

/// Checks values against the schemas of one document, by the rules of OpenAPI 3.0. Make one for a document and
/// use it for all values: schemas are compiled once.
///
/// Formats are not asserted. `readOnly` and `writeOnly` are not looked at: a property that is required is
/// required both ways.
pub struct Checker {
    document: Value,
    /// The name of the definition for each reference of the document.
    names: HashMap<String, String>,
    registry: Option<Registry<'static>>,
    compiled: Mutex<HashMap<String, Compiled>>,
}

type Compiled = Result<Arc<Validator>, Violation>;

const META_SCHEMA: &str = "https://json-schema.org/draft/2020-12/schema";
const DEFINITIONS: &str = "urn:speclift:definitions";

impl Checker {
    /// A checker for the schemas of a document, which need not be valid.
    pub fn new(document: &Value) -> Self {
        let mut names = HashMap::new();
        collect_references(document, &mut names);
        let mut definitions = Map::new();
        for (reference, name) in &names {
            if let Some(schema) = index::local(document, reference) {
                definitions.insert(name.clone(), convert::convert(schema, &|target| link(&names, target)));
            } else {
                definitions.insert(name.clone(), Value::Bool(true));
            }
        }
        let definitions = json!({"$schema": META_SCHEMA, "$defs": definitions});
        let registry =
            Registry::new().add(DEFINITIONS, definitions).and_then(|builder| builder.prepare()).ok();
        Self { document: document.clone(), names, registry, compiled: Mutex::new(HashMap::new()) }
    }

    /// Checks a value against the schema at a JSON pointer of the document, for example
    /// `/components/schemas/Vault`. A pointer that leads nowhere and a schema that is none are violations at the
    /// root.
    pub fn check(&self, schema: &str, value: &Value) -> Result<(), Vec<Violation>> {
        run(self.compiled(schema), value, |evaluation| place(&self.document, schema, evaluation))
    }

    /// Checks a value against a schema that need not stand in the document, but whose references lead
    /// into it. It is compiled each time.
    pub fn check_schema(&self, schema: &Value, value: &Value) -> Result<(), Vec<Violation>> {
        run(self.compile(schema), value, |evaluation| place(schema, "", evaluation))
    }

    /// Whether the schema at a pointer can be used at all.
    pub(super) fn is_usable(&self, schema: &str) -> bool {
        self.compiled(schema).is_ok()
    }

    fn compiled(&self, schema: &str) -> Compiled {
        if let Some(compiled) = self.compiled.lock().unwrap_or_else(PoisonError::into_inner).get(schema) {
            return compiled.clone();
        }
        let compiled = match self.document.pointer(schema) {
            Some(found) => self.compile(found),
            None => Err(violation(format!("there is no schema at {schema}"))),
        };
        let mut all = self.compiled.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert(schema.to_owned(), compiled.clone());
        compiled
    }

    fn compile(&self, schema: &Value) -> Compiled {
        let Some(registry) = &self.registry else {
            return Err(violation("the schemas of the document cannot be used".to_owned()));
        };
        let mut schema = convert::convert(schema, &|target| self.link(target));
        if let Some(map) = schema.as_object_mut() {
            map.insert("$schema".to_owned(), json!(META_SCHEMA));
        }
        jsonschema::options()
            .with_draft(Draft::Draft202012)
            .should_validate_formats(false)
            .with_registry(registry)
            .offline()
            .build(&schema)
            .map(Arc::new)
            .map_err(|error| violation(format!("the schema is none: {}", error.masked_with("this value"))))
    }

    fn link(&self, target: &str) -> Value {
        link(&self.names, target)
    }
}

/// `place` finds what of the document an evaluation came to.
fn run(compiled: Compiled, value: &Value, place: impl Fn(&str) -> String) -> Result<(), Vec<Violation>> {
    let validator = compiled.map_err(|violation| vec![violation])?;
    if validator.is_valid(value) {
        return Ok(());
    }
    let causes = validator.iter_errors(value).flat_map(|error| drill::causes(&error));
    let violations = causes.map(|cause| Violation {
        schema: place(&cause.evaluation),
        pointer: cause.instance,
        message: cause.message,
    });
    Err(violations.collect())
}

fn violation(message: String) -> Violation {
    Violation { pointer: String::new(), schema: String::new(), message }
}

/// The schema for a reference. One that leads nowhere accepts everything: a rule reports it.
fn link(names: &HashMap<String, String>, target: &str) -> Value {
    match names.get(target) {
        Some(name) => json!({"$ref": format!("{DEFINITIONS}#/$defs/{name}")}),
        None => Value::Bool(true),
    }
}

/// Gives each reference in the document a name.
fn collect_references(value: &Value, names: &mut HashMap<String, String>) {
    match value {
        Value::Object(map) => {
            if let Some(Value::String(target)) = map.get("$ref") {
                let next = format!("r{}", names.len());
                names.entry(target.clone()).or_insert(next);
            }
            map.values().for_each(|value| collect_references(value, names));
        }
        Value::Array(list) => list.iter().for_each(|value| collect_references(value, names)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The violations of a value against a schema, as text.
    fn check(schema: Value, value: Value) -> Vec<String> {
        let document = json!({"components": {"schemas": {
            "A": schema,
            "Text": {"type": "string", "minLength": 2},
            "Tree": {"type": "object", "properties": {"children": {"type": "array", "items": {"$ref": "#/components/schemas/Tree"}}}},
        }}});
        let result = Checker::new(&document).check("/components/schemas/A", &value);
        result.err().into_iter().flatten().map(|violation| violation.to_string()).collect()
    }

    #[test]
    fn a_schema_means_what_openapi_says() {
        let text = "#/components/schemas/Text";
        let good = [
            (json!({"type": "string", "nullable": true}), json!(null)),
            (json!({"type": "string", "nullable": true, "enum": ["a", null]}), json!(null)),
            (json!({"allOf": [{"$ref": text}], "nullable": true}), json!(null)),
            (json!({"$ref": text, "maxLength": 1}), json!("abc")),
            (json!({"type": "integer", "minimum": 1, "exclusiveMinimum": false}), json!(1)),
            (json!({"type": "string", "format": "uuid"}), json!("none")),
            (json!({"type": "string", "pattern": "[a-"}), json!("x")),
            (json!({"type": "integer"}), json!(1.0)),
            (json!({"additionalProperties": {"$ref": text}}), json!({"a": "bc"})),
            (json!({"$ref": "#/nowhere"}), json!(1)),
            (json!({"$ref": "#/components/schemas/Tree"}), json!({"children": [{"children": []}]})),
            (json!({"example": 1, "x-a": 1, "discriminator": {"propertyName": "a"}}), json!([])),
        ];
        for (schema, value) in good {
            assert_eq!(check(schema.clone(), value), [""; 0], "{schema}");
        }
        let bad = [
            (json!({"type": "string"}), json!(null), "null is not of type \"string\""),
            (
                json!({"type": "string", "nullable": true, "enum": ["a"]}),
                json!(null),
                "null is not one of \"a\"",
            ),
            (json!({"$ref": text, "nullable": true}), json!(null), "null is not of type \"string\""),
            (
                json!({"type": "integer", "minimum": 1, "exclusiveMinimum": true}),
                json!(1),
                "1 is less than or equal to the minimum of 1",
            ),
            (
                json!({"type": "object", "additionalProperties": false}),
                json!({"a": 1}),
                "Additional properties are not allowed ('a' was unexpected)",
            ),
            (
                json!({"properties": {"a/b": {"$ref": text}}}),
                json!({"a/b": "c"}),
                "/a~1b: \"c\" is shorter than 2 characters",
            ),
            (
                json!({"$ref": "#/components/schemas/Tree"}),
                json!({"children": [{"children": 1}]}),
                "/children/0/children: 1 is not of type \"array\"",
            ),
        ];
        for (schema, value, message) in bad {
            assert_eq!(check(schema.clone(), value), [message], "{schema}");
        }
    }

    #[test]
    fn causes_are_those_of_the_alternative_that_was_meant() {
        let schema = json!({"oneOf": [
            {"type": "string"},
            {"type": "object", "required": ["kind"], "properties": {"kind": {"enum": ["a"]}, "n": {"type": "integer"}}},
            {"type": "object", "required": ["other"]},
        ]});
        assert_eq!(
            check(schema, json!({"kind": "a", "n": {"x": [1, 2, 3]}})),
            ["/n: this value is not of type \"integer\""]
        );
    }

    #[test]
    fn a_violation_names_what_it_breaks() {
        let document = json!({"components": {"schemas": {
            "A": {"type": "object", "properties": {
                "text": {"$ref": "#/components/schemas/Text"},
                "perhaps": {"nullable": true, "anyOf": [{"$ref": "#/components/schemas/Text"}]},
                "all": {"allOf": [{"$ref": "#/components/schemas/Text"}], "description": "Text"},
                "a/b": {"type": "array", "items": {"type": "integer", "minimum": 1, "exclusiveMinimum": true}},
                "closed": {"type": "object", "additionalProperties": false},
                "map": {"additionalProperties": {"$ref": "#/components/schemas/A"}},
            }},
            "Text": {"type": "string", "minLength": 2},
        }}});
        let text = "/components/schemas/Text/minLength";
        let a = "/components/schemas/A/properties";
        for (value, schema) in [
            (json!({"text": ""}), text.to_owned()),
            (json!({"perhaps": ""}), text.to_owned()),
            (json!({"all": ""}), text.to_owned()),
            (json!({"map": {"x": {"text": ""}}}), text.to_owned()),
            (json!({"map": {"x": {"text": 1}}}), "/components/schemas/Text/type".to_owned()),
            (json!({"a/b": [2, 1]}), format!("{a}/a~1b/items/exclusiveMinimum")),
            (json!({"closed": {"x": 1}}), format!("{a}/closed/additionalProperties")),
        ] {
            let violations = Checker::new(&document).check("/components/schemas/A", &value).unwrap_err();
            assert_eq!(violations[0].schema, schema, "{value}");
        }
    }

    #[test]
    fn schemas_that_are_none_are_violations() {
        let checker = Checker::new(&json!({"a": {"type": 3}, "b": {"type": "string"}}));
        assert!(checker.check("/a", &json!(1)).unwrap_err()[0].message.starts_with("the schema is none"));
        assert_eq!(checker.check("/c", &json!(1)).unwrap_err()[0].message, "there is no schema at /c");
        assert!(checker.check("/b", &json!("x")).is_ok());
        assert!(
            checker.check_schema(&json!({"$ref": "#/b"}), &json!(1)).is_ok(),
            "only references of the document are known"
        );
    }
}
