//! What the simulator's code says of its operations, beside the published description.

use serde_json::Value;
use speclift_contract::{Difference, Reasons, compare, lower};

fn published() -> Value {
    let text = include_str!("../../../spec/cbr.openapi.json");
    serde_json::from_str(text).expect("the description is JSON")
}

/// The simulator's own description in the words of OpenAPI 3.0, and how it differs.
fn differences(own: &Value) -> Vec<Difference> {
    compare(&published(), &lower(own))
}

#[test]
fn every_difference_is_meant() {
    let reasons =
        Reasons::parse(include_str!("description.reasons")).unwrap_or_else(|error| panic!("{error}"));
    let found = differences(&cbr_sim::openapi());
    let wrong = reasons.judge(&found);
    assert!(wrong.is_empty(), "{} of {} differences:\n{}", wrong.len(), found.len(), wrong.join("\n"));
}

#[test]
fn the_description_is_one_of_openapi() {
    let problems = speclift::validate::validate(&lower(&cbr_sim::openapi()));
    let errors = problems.iter().filter(|problem| problem.severity == speclift::finding::Severity::Error);
    let errors: Vec<_> =
        errors.map(|problem| format!("{} {}: {}", problem.rule, problem.pointer, problem.message)).collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
}

/// A change of the simulator's description that nobody gave a reason for does not pass.
#[test]
fn another_difference_is_found() {
    let own = cbr_sim::openapi();
    let before = differences(&own);
    for (pointer, key) in [
        ("/paths/~1v3~1{project_id}~1vaults", "get"),
        ("/paths/~1v3~1{project_id}~1vaults/post", "requestBody"),
        ("/paths/~1v3~1{project_id}~1vaults~1{vault_id}/get/responses", "200"),
        ("/paths/~1v3~1{project_id}~1backups/get", "parameters"),
    ] {
        let mut broken = own.clone();
        let holder = broken.pointer_mut(pointer).and_then(Value::as_object_mut);
        let holder = holder.unwrap_or_else(|| panic!("{pointer} is in the description"));
        assert!(holder.remove(key).is_some(), "{pointer} has {key}");
        let found = differences(&broken);
        assert!(found.iter().any(|difference| !before.contains(difference)), "without {key} of {pointer}");
    }
}
