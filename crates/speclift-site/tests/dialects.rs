//! OpenAPI 3.0 and 3.1: what is raised is valid by the official schema of 3.1, and what is lowered says the same.

// Clippy knows tests, and not what helps them.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use speclift::finding::Severity;
use speclift::validate::{Checker, validate};
use speclift_site::dialect::{is_3_1, lower, raise};
use speclift_site::{Document, ReadError};

fn data(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name);
    serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap()
}

fn cbr() -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec/cbr.openapi.json");
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// Valid by the official schema, and each schema in it by that of JSON Schema 2020-12.
#[track_caller]
fn is_valid_3_1(document: &Value) {
    let official = data("openapi-3.1.schema.json");
    let validator = jsonschema::options().should_validate_formats(false).offline().build(&official).unwrap();
    let errors: Vec<String> =
        validator.iter_errors(document).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    for (name, schema) in document["components"]["schemas"].as_object().unwrap() {
        jsonschema::meta::validate(schema).unwrap_or_else(|error| panic!("{name}: {error}"));
    }
}

#[test]
fn the_description_is_raised() {
    let raised = raise(&cbr());
    assert!(is_3_1(&raised) && !is_3_1(&cbr()));
    is_valid_3_1(&raised);
    let text = raised.to_string();
    for word in ["\"nullable\"", "\"example\":\"2018"] {
        assert!(!text.contains(word), "{word} is still there");
    }
    let broken = json!({"openapi": "3.1.0", "info": {"title": 1}});
    let validator = jsonschema::options().offline().build(&data("openapi-3.1.schema.json")).unwrap();
    assert!(!validator.is_valid(&broken), "the schema says something");
}

#[test]
fn what_is_raised_is_lowered_to_the_same() {
    let once = lower(&raise(&cbr())).unwrap();
    assert_eq!(validate(&once).iter().filter(|problem| problem.severity == Severity::Error).count(), 0);
    assert_eq!(raise(&once), raise(&cbr()));
    let twice = lower(&raise(&once)).unwrap();
    assert_eq!(once, twice);
}

#[test]
fn output_of_utoipa_is_lowered() {
    let document = data("utoipa.json");
    is_valid_3_1(&document);
    let lowered = lower(&document).unwrap();
    let errors: Vec<_> =
        validate(&lowered).into_iter().filter(|problem| problem.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    is_valid_3_1(&raise(&lowered));
    let of = |name: &str| &lowered["components"]["schemas"]["Crate"]["properties"][name];
    assert_eq!(
        *of("note"),
        json!({"type": "string", "nullable": true, "description": "Words about it, where there are some."})
    );
    assert_eq!(of("fill")["minimum"], 0);
    assert_eq!(of("fill")["exclusiveMinimum"], true);
    assert_eq!(of("place")["nullable"], true);
    assert_eq!(of("state")["allOf"], json!([{"$ref": "#/components/schemas/State"}]));
    assert_eq!(lowered["info"]["license"], json!({"name": "MIT", "x-identifier": "MIT"}));
    // Values of the API that look like schemas are left alone.
    assert_eq!(
        lowered["paths"]["/crates"]["post"]["responses"]["201"]["content"]["application/json"]["example"]["anything"],
        json!({"nullable": true})
    );
}

/// Both say the same of values: what 3.1 says by its own words, what 3.0 says by the rules of the compiler.
#[test]
fn lowered_schemas_accept_the_same() {
    let values = [
        json!(null),
        json!(true),
        json!(0),
        json!(1),
        json!(1.5),
        json!(-3),
        json!(""),
        json!("a"),
        json!("abc"),
        json!([]),
        json!([1]),
        json!(["a", null]),
        json!({}),
        json!({"a": 1}),
        json!({"a": null, "b": "x"}),
    ];
    for schema in [
        json!({"type": ["string", "null"]}),
        json!({"type": ["string", "integer"], "minLength": 2, "minimum": 1}),
        json!({"type": ["string", "integer", "null"]}),
        json!({"type": ["array", "null"], "items": {"type": ["integer", "null"]}}),
        json!({"type": ["array", "string"], "maxLength": 1}),
        json!({"type": ["number", "string"], "anyOf": [{"const": 1}, {"const": "a"}]}),
        json!({"type": "null"}),
        json!({"const": "a"}),
        json!({"const": null}),
        json!({"type": "number", "exclusiveMinimum": 0, "minimum": 1}),
        json!({"type": "number", "exclusiveMaximum": 1, "maximum": 1}),
        json!({"type": "number", "exclusiveMinimum": 1, "minimum": 0}),
        json!({"oneOf": [{"type": "null"}, {"type": "object", "required": ["a"]}]}),
        json!({"anyOf": [{"type": "string"}, {"type": "integer"}, {"type": "null"}]}),
        json!({"oneOf": [{"type": "null"}, {"type": ["string", "null"]}]}),
        json!({"anyOf": [{"type": "null"}, {"type": "string"}], "enum": ["a", "b"]}),
        json!({"enum": ["a", null], "type": ["string", "null"]}),
        json!({"enum": ["a"], "type": ["string", "null"]}),
        json!({"properties": {"a": true, "b": false}}),
        json!({"properties": {"a": {"const": 1}}, "additionalProperties": {"type": ["string", "null"]}}),
        json!({"type": "object", "propertyNames": {"type": "string"}, "unevaluatedProperties": true}),
        json!({"allOf": [{"type": ["string", "integer"]}, {"not": {"const": 1}}]}),
        json!(true),
    ] {
        let document = json!({"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {},
            "components": {"schemas": {"A": schema}}});
        let lowered = lower(&document).unwrap_or_else(|error| panic!("{schema}: {error}"));
        let before = jsonschema::options().offline().build(&schema).unwrap();
        let after = Checker::new(&lowered);
        let again =
            jsonschema::options().offline().build(&raise(&lowered)["components"]["schemas"]["A"]).unwrap();
        for value in &values {
            let expected = before.is_valid(value);
            let found = after.check("/components/schemas/A", value).is_ok();
            assert_eq!(found, expected, "{schema} became {}: {value}", lowered["components"]["schemas"]["A"]);
            assert_eq!(again.is_valid(value), expected, "{schema}, there and back: {value}");
        }
    }
}

#[test]
fn what_would_be_lost_is_told() {
    let document = |patch: fn(&mut Value)| {
        let mut document = data("utoipa.json");
        patch(&mut document);
        lower(&document).unwrap_err().to_string()
    };
    let tuple = document(|document| {
        document["components"]["schemas"]["Place"] =
            json!({"type": "array", "prefixItems": [{"type": "integer"}], "items": false});
    });
    assert!(tuple.contains("/components/schemas/Place/prefixItems: the word `prefixItems`"), "{tuple}");
    assert!(document(|document| document["webhooks"] = json!({"x": {}})).contains("/webhooks: webhooks"));
    assert!(
        document(|document| document["jsonSchemaDialect"] = json!("https://x.example")).contains("dialect")
    );
    assert!(
        document(|document| {
            document["paths"]["/crates"]["get"]["responses"]["404"] =
                json!({"$ref": "#/components/responses/A", "description": "b"});
        })
        .contains("/paths/~1crates/get/responses/404/description: a text beside a reference")
    );
}

#[test]
fn documents_are_read_or_refused() {
    let read = |text: &str| Document::read(None, text, "a.yaml");
    let utoipa = data("utoipa.json").to_string();
    Document::read(None, &utoipa, "a.json").unwrap();
    assert!(matches!(read("swagger: '2.0'"), Err(ReadError::Document(_))));
    assert!(matches!(read("openapi: 4.0.0"), Err(ReadError::Document(_))));
    assert!(matches!(read("[1, 2"), Err(ReadError::Document(_))));
    assert!(matches!(read("openapi: 3.0.3"), Err(ReadError::Invalid { .. })));
    let hooks = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\nwebhooks: {a: {}}\n";
    assert!(matches!(read(hooks), Err(ReadError::Lossy { .. })));
}
