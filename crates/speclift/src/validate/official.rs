//! `openapi-schema`: the document is valid by the official JSON Schema of OpenAPI 3.0.

use std::rc::Rc;
use std::sync::LazyLock;

use jsonschema::{Draft, Validator};
use serde_json::Value;

use super::{At, Context, Report, drill};

/// The schema, compiled once. There is none only if the file in the repository is damaged.
static SCHEMA: LazyLock<Option<Validator>> = LazyLock::new(|| {
    let schema: Value = serde_json::from_str(include_str!("openapi-3.0.schema.json")).ok()?;
    jsonschema::options()
        .with_draft(Draft::Draft4)
        .should_validate_formats(false)
        .offline()
        .build(&schema)
        .ok()
});

/// Whether there is nothing for [`check`] to tell.
pub(super) fn is_valid(document: &Value) -> bool {
    SCHEMA.as_ref().is_some_and(|schema| schema.is_valid(document))
}

/// Tells where the document is not what the schema says.
pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let Some(schema) = &*SCHEMA else {
        return report.error(
            "openapi-schema",
            &context.index.root,
            "the official schema could not be compiled",
        );
    };
    for error in schema.iter_errors(context.document) {
        for cause in drill::causes(&error) {
            let operation = operation(context, &cause.instance);
            let at = At { pointer: cause.instance, operation, value: context.document };
            report.error("openapi-schema", &at, cause.message);
        }
    }
}

/// The operation that a place is part of.
fn operation(context: &Context<'_>, pointer: &str) -> Option<Rc<str>> {
    let holds = |at: &At<'_>| {
        pointer.strip_prefix(&at.pointer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    context.index.operations.iter().find(|operation| holds(&operation.at))?.at.operation.clone()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::problems;
    use super::*;

    #[test]
    fn the_schema_compiles() {
        assert!(SCHEMA.is_some());
    }

    #[test]
    fn errors_name_the_deepest_cause() {
        let found = problems(
            json!({"components": {"schemas": {"Thing": {"properties": {"name": {"minLength": "2"}}}}}}),
        );
        assert_eq!(
            found,
            [
                r#"openapi-schema /components/schemas/Thing/properties/name/minLength: "2" is not of type "integer""#
            ]
        );
        let found =
            problems(json!({"paths": {"/things/{id}": {"get": {"responses": {"200": {"description": 1}}}}}}));
        assert_eq!(
            found,
            [
                r#"openapi-schema /paths/~1things~1{id}/get/responses/200/description: 1 is not of type "string""#
            ]
        );
        let found = problems(json!({"info": {"title": "(remove)"}}));
        assert_eq!(found, [r#"openapi-schema /info: "title" is a required property"#]);
    }
}
