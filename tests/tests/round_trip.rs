//! Every documented example survives the generated client: decoded and encoded again it is equal
//! as a JSON value, and so is what a service could send in its place.

#[rustfmt::skip]
#[path = "round_trip/bodies.rs"]
mod bodies;
#[path = "round_trip/survival.rs"]
mod survival;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use speclift_tests::read;

/// Which body of an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Body {
    /// What the client sends.
    Request,
    /// What a status of success carries.
    Success,
    /// What a status of failure carries.
    Error,
}

/// Decodes JSON text as a type of the client, and encodes it again.
type Codec = fn(&str) -> Result<Value, String>;

fn codec<T: DeserializeOwned + Serialize>(text: &str) -> Result<Value, String> {
    let decoded: T = serde_json::from_str(text).map_err(|error| format!("decoding: {error}"))?;
    let encoded = serde_json::to_string(&decoded).map_err(|error| format!("encoding: {error}"))?;
    serde_json::from_str(&encoded).map_err(|error| format!("{error}: {encoded}"))
}

/// A documented example.
struct Example {
    operation: String,
    body: Body,
    schema: Value,
    value: Value,
}

impl Example {
    fn codec(&self) -> Codec {
        let (operation, body) = (&self.operation, self.body);
        bodies::codec_of(operation, body).unwrap_or_else(|| panic!("{operation}: no type for {body:?}"))
    }
}

fn document() -> Value {
    serde_json::from_str(&read("spec/cbr.openapi.json")).expect("the description is JSON")
}

/// Every example of a body in the description.
fn examples(document: &Value) -> Vec<Example> {
    let mut found = Vec::new();
    let paths = document["paths"].as_object().expect("a description has paths");
    for operation in paths.values().flat_map(|item| item.as_object().into_iter().flat_map(|i| i.values())) {
        let Some(id) = operation["operationId"].as_str() else { continue };
        let responses = operation["responses"].as_object().into_iter().flatten();
        let responses = responses.map(|(status, response)| {
            (if status.starts_with('2') { Body::Success } else { Body::Error }, response)
        });
        for (body, part) in responses.chain([(Body::Request, &operation["requestBody"])]) {
            for media in part["content"].as_object().into_iter().flat_map(|content| content.values()) {
                let named = media["examples"].as_object().into_iter().flat_map(|named| named.values());
                let values = named.map(|example| example.get("value").expect("an example has its value"));
                for value in values.chain(media.get("example")) {
                    let (schema, value) = (media["schema"].clone(), value.clone());
                    found.push(Example { operation: id.to_owned(), body, schema, value });
                }
            }
        }
    }
    found
}

#[test]
fn every_documented_example_round_trips() {
    let examples = examples(&document());
    let mut lost = Vec::new();
    for example in &examples {
        let back = example.codec()(&example.value.to_string());
        if back.as_ref() != Ok(&example.value) {
            lost.push(format!("{} {:?}: {back:#?}", example.operation, example.body));
        }
    }
    assert!(lost.is_empty(), "{}", lost.join("\n"));
    let count = |body| examples.iter().filter(|example| example.body == body).count();
    let (requests, successes, errors) = (count(Body::Request), count(Body::Success), count(Body::Error));
    println!("{} documented examples round-trip", examples.len());
    println!("{requests} requests, {successes} responses, {errors} errors");
    assert!(examples.len() >= 56, "{} examples", examples.len());
}

#[test]
fn every_operation_with_a_body_has_its_types() {
    let document = document();
    let paths = document["paths"].as_object().expect("a description has paths");
    for operation in paths.values().flat_map(|item| item.as_object().into_iter().flat_map(|i| i.values())) {
        let Some(id) = operation["operationId"].as_str() else { continue };
        let request = operation["requestBody"]["content"].is_object();
        assert_eq!(bodies::codec_of(id, Body::Request).is_some(), request, "{id}");
        let success = operation["responses"].as_object().into_iter().flatten();
        let success = success.filter(|(status, _)| status.starts_with('2'));
        let success = success.into_iter().any(|(_, response)| response["content"].is_object());
        assert_eq!(bodies::codec_of(id, Body::Success).is_some(), success, "{id}");
        // The client reads every failure, documented or not.
        assert!(bodies::codec_of(id, Body::Error).is_some(), "{id}");
    }
}
