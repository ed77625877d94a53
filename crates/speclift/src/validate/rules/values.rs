//! `enum-type`, `default-mismatch`: values that a schema lists are of its type, and its default is one of its values.

use serde_json::Value;

use super::super::{Context, Report};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for at in &context.index.schemas {
        if let (Some(kind), Some(values)) = (at.str("type"), at.get("enum")) {
            let nullable = at.value.get("nullable") == Some(&Value::Bool(true));
            for value in values.elements() {
                let fits = is_of_type(value.value, kind) || (nullable && value.value.is_null());
                if !fits {
                    report.error(
                        "enum-type",
                        &value,
                        format!("the value {} is of another type than {kind}", value.value),
                    );
                }
            }
        }
        let Some(default) = at.value.get("default") else {
            continue;
        };
        for violation in context.violations(at, default) {
            report.error_below(
                "default-mismatch",
                at,
                "/default",
                format!("the default does not match: {violation}"),
            );
        }
    }
}

fn is_of_type(value: &Value, kind: &str) -> bool {
    match kind {
        "string" => value.is_string(),
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::super::problems;

    #[test]
    fn fires_and_does_not() {
        let properties = json!({
            "a": {"type": "integer", "enum": [1, 2.0, "3"]},
            "b": {"type": "string", "enum": ["x", null], "nullable": true, "default": null},
            "c": {"type": "integer", "minimum": 1, "default": -1},
            "d": {"type": "boolean", "default": false},
        });
        assert_eq!(
            problems(json!({"components": {"schemas": {"Thing": {"properties": properties}}}})),
            [
                "enum-type /components/schemas/Thing/properties/a/enum/2: the value \"3\" is of another type than integer",
                "default-mismatch /components/schemas/Thing/properties/c/default: the default does not match: -1 is less than the minimum of 1",
            ]
        );
    }
}
