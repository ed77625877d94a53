//! The cases of `answers.yaml`, and what a watch remembers of them.

use serde_json::Value;
use speclift_contract::{Contract, ContractError, Exchange, Watch};

fn cases() -> (Contract, Vec<Value>) {
    let file: Value = serde_yaml::from_str(include_str!("answers.yaml")).expect("the file is YAML");
    let contract = Contract::new(file["document"].clone()).expect("the document is one");
    (contract, file["cases"].as_array().expect("there are cases").clone())
}

/// What is sent and answered in a case.
struct Case {
    method: String,
    target: String,
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Case {
    fn new(case: &Value) -> Self {
        let methods = ["get", "head", "put", "post", "delete"];
        let (method, target) =
            methods.iter().find_map(|method| Some((method, case[*method].as_str()?))).expect("a method");
        let mut headers: Vec<(String, String)> = Vec::new();
        for (name, value) in case["headers"].as_object().into_iter().flatten() {
            headers.push((name.clone(), value.as_str().expect("headers are text").to_owned()));
        }
        match case.get("type") {
            None => headers.push(("content-type".to_owned(), "application/json".to_owned())),
            Some(Value::String(ty)) => headers.push(("Content-Type".to_owned(), ty.clone())),
            Some(_) => {}
        }
        let text = case["text"].as_str().map(str::to_owned);
        let body = text.or_else(|| case.get("json").map(Value::to_string)).unwrap_or_default();
        Self {
            method: method.to_uppercase(),
            target: target.to_owned(),
            status: case["status"].as_u64().unwrap_or(200).try_into().expect("a status"),
            headers,
            body: body.into_bytes(),
        }
    }

    fn exchange(&self) -> Exchange<'_> {
        let Self { method, target, status, headers, body } = self;
        Exchange { method, target, status: *status, headers, body }
    }
}

#[test]
fn answers_are_held_against_the_document() {
    let (contract, cases) = cases();
    let mut wrong = Vec::new();
    for case in &cases {
        let found = contract.check(&Case::new(case).exchange());
        let found: Vec<String> = found.iter().map(ToString::to_string).collect();
        if serde_json::json!(found) != case["found"] {
            wrong.push(format!("{case}\n  finds {found:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_watch_remembers_what_was_called_and_what_was_wrong() {
    let (contract, cases) = cases();
    let watch = Watch::new(contract);
    assert_eq!(watch.without_success().len(), watch.contract().operations().len());
    let found: usize = cases.iter().map(|case| watch.see(&Case::new(case).exchange()).len()).sum();
    assert_eq!(watch.violations().len(), found);
    let seen = watch.seen();
    assert_eq!(seen["DeleteThing"].calls, 3);
    assert!(seen["ListThings"].statuses.iter().eq(&[200, 302, 500, 502]));
    assert_eq!(watch.without_success(), [""; 0]);
}

#[test]
fn the_way_to_a_service_may_be_another() {
    let (contract, _) = cases();
    assert!(contract.operation("GET", "/things").is_none());
    let contract = contract.below("/proxied/");
    assert_eq!(
        contract.operation("get", "/proxied/things/all").map(|found| found.id.as_str()),
        Some("AllThings")
    );
    assert_eq!(
        contract.operation("PUT", "/proxied/things/x").map(|found| found.id.as_str()),
        Some("PUT /things/{id}")
    );
}

#[test]
fn what_is_no_document_of_this_version_is_refused() {
    let refused = |text: &str| match Contract::parse(text, "a.json") {
        Ok(_) => panic!("{text} is taken"),
        Err(error) => error,
    };
    assert!(matches!(refused("{"), ContractError::Document(_)));
    assert!(matches!(refused(r#"{"openapi": "3.0.3", "info": {}, "paths": {}}"#), ContractError::Empty));
    let newer = serde_json::json!({"openapi": "3.1.0", "paths": {}});
    assert!(matches!(Contract::new(newer), Err(ContractError::Version(version)) if version == "3.1.0"));
}
