//! `required-property-unknown`: what an object requires is among its properties.

use serde_json::Value;

use super::super::{Context, Report};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for at in &context.index.schemas {
        // A part of a composition may require what another part describes.
        if at.value.get("properties").is_none() || at.pointer.contains("/allOf/") {
            continue;
        }
        for name in
            at.value.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
        {
            if !describes(context, at.value, name, 0) {
                report.warning(
                    "required-property-unknown",
                    at,
                    format!("the required property `{name}` is not described"),
                );
            }
        }
    }
}

/// Whether a schema, or a part of it, has the property.
fn describes<'a>(context: &Context<'a>, schema: &'a Value, name: &str, depth: usize) -> bool {
    let schema = context.resolve(schema);
    if schema.get("properties").is_some_and(|properties| properties.get(name).is_some()) {
        return true;
    }
    let parts = ["allOf", "anyOf", "oneOf"].iter().filter_map(|key| schema.get(key)?.as_array()).flatten();
    depth < 16 && parts.into_iter().any(|part| describes(context, part, name, depth + 1))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::super::problems;

    #[test]
    fn fires_and_does_not() {
        let schema = json!({
            "required": ["name", "size", "id"],
            "allOf": [{"$ref": "#/components/schemas/Base"}, {"required": ["x"], "properties": {"y": {}}}]
        });
        let base = json!({"type": "object", "properties": {"id": {"type": "string"}}});
        assert_eq!(
            problems(json!({"components": {"schemas": {"Thing": schema, "Base": base}}})),
            [
                "required-property-unknown /components/schemas/Thing: the required property `size` is not described"
            ]
        );
    }
}
