//! `operation-id-missing`, `duplicate-operation-id`, `similar-operation-id`: each operation has a name of its own,
//! also for generators that change the case of names. Only a repeated name makes a document invalid.

use std::collections::HashMap;

use super::super::{Context, Report};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let mut seen: HashMap<&str, &str> = HashMap::new();
    let mut folded: HashMap<String, &str> = HashMap::new();
    for operation in &context.index.operations {
        let at = &operation.at;
        let label = at.operation.as_deref().unwrap_or_default();
        let Some(id) = at.str("operationId").filter(|id| !id.is_empty()) else {
            report.warning("operation-id-missing", at, "the operation has no operationId");
            continue;
        };
        let letters = id.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        if let Some(first) = seen.insert(id, label) {
            report.error("duplicate-operation-id", at, format!("`{id}` is the operationId of {first} too"));
        } else if let Some(first) = folded.insert(letters, id) {
            report.warning(
                "similar-operation-id",
                at,
                format!("`{id}` and `{first}` differ only in how they are written"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::super::problems;

    #[test]
    fn fires_and_does_not() {
        let operation = |id: &str| json!({"operationId": id, "responses": {"204": {"description": "Done"}}});
        let mut nameless = operation("");
        nameless.as_object_mut().unwrap().remove("operationId");
        let item = json!({"get": operation("getThing"), "put": operation("get_thing"), "post": nameless, "patch": operation("other")});
        assert_eq!(
            problems(json!({"paths": {"/x": item}})),
            [
                "duplicate-operation-id /paths/~1x/get: `getThing` is the operationId of GET /things/{id} too",
                "operation-id-missing /paths/~1x/post: the operation has no operationId",
                "similar-operation-id /paths/~1x/put: `get_thing` and `getThing` differ only in how they are written",
            ]
        );
    }
}
