//! `duplicate-parameter`: a list of parameters has each name once for each place.

use std::collections::HashSet;

use serde_json::Value;

use super::super::index::At;
use super::super::{Context, Report};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    // An operation may override a parameter of its path, so the two lists are apart.
    let of_paths = context.index.paths.iter().map(|(_, at)| at);
    let of_operations = context.index.operations.iter().map(|operation| &operation.at);
    for holder in of_paths.chain(of_operations) {
        let mut seen = HashSet::new();
        for at in holder.get("parameters").iter().flat_map(At::elements) {
            let parameter = context.resolve(at.value);
            let text = |key: &str| parameter.get(key).and_then(Value::as_str);
            if let (Some(name), Some(place)) = (text("name"), text("in"))
                && !seen.insert((name, place))
            {
                report.error(
                    "duplicate-parameter",
                    &at,
                    format!("the {place} parameter `{name}` is there already"),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::super::problems;

    #[test]
    fn fires_and_does_not() {
        let parameter = |place: &str, kind: &str| json!({"name": "id", "in": place, "required": true, "schema": {"type": kind}});
        let list =
            json!([parameter("path", "string"), parameter("query", "string"), parameter("query", "integer")]);
        assert_eq!(
            problems(
                json!({"paths": {"/things/{id}": {"parameters": [parameter("path", "integer")], "get": {"parameters": list}}}})
            ),
            [
                "duplicate-parameter /paths/~1things~1{id}/get/parameters/2: the query parameter `id` is there already"
            ]
        );
    }
}
