//! `example-mismatch`: every example is what its schema describes.

use super::super::index::At;
use super::super::{Context, Report};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for schema in &context.index.schemas {
        if let Some(example) = schema.get("example") {
            check_example(context, schema, &example, report);
        }
    }
    for described in &context.index.described {
        let Some(schema) = described.get("schema") else {
            continue;
        };
        if let Some(example) = described.get("example") {
            check_example(context, &schema, &example, report);
        }
        for (_, example) in described.get("examples").iter().flat_map(At::members) {
            let value = match example.reference() {
                Some(_) => {
                    context.resolve(example.value).get("value").map(|value| At { value, ..example.clone() })
                }
                None => example.get("value"),
            };
            if let Some(value) = value {
                check_example(context, &schema, &value, report);
            }
        }
    }
}

fn check_example(context: &Context<'_>, schema: &At<'_>, example: &At<'_>, report: &mut Report) {
    for violation in context.violations(schema, example.value) {
        report.error_below("example-mismatch", example, &violation.pointer, violation.message);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::super::problems;

    #[test]
    fn fires() {
        let content = json!({"application/json": {"examples": {
            "good": {"value": {"name": "x"}},
            "bad": {"value": {"name": 1}},
            "named": {"$ref": "#/components/examples/Named"},
        }}});
        let patch = json!({
            "paths": {"/things/{id}": {"get": {"responses": {"200": {"content": content}}}}},
            "components": {"examples": {"Named": {"value": 3}}, "schemas": {"Thing": {"example": {"name": null}}}}
        });
        let place = "/paths/~1things~1{id}/get/responses/200/content/application~1json/examples";
        assert_eq!(
            problems(patch),
            [
                "example-mismatch /components/schemas/Thing/example/name: null is not of type \"string\""
                    .to_owned(),
                format!("example-mismatch {place}/bad/value/name: 1 is not of type \"string\""),
                format!("example-mismatch {place}/named: 3 is not of type \"object\""),
            ]
        );
    }

    #[test]
    fn does_not_fire() {
        let parameter = json!({"name": "n", "in": "query", "schema": {"type": "string", "nullable": true}, "example": null});
        let patch = json!({"paths": {"/things/{id}": {"parameters": [parameter]}}});
        assert!(problems(patch).is_empty());
    }
}
