//! `bounds-reversed`, `invalid-pattern`: bounds leave something between them, and patterns are regular expressions.

use serde_json::Value;

use super::super::{Context, Report};

const BOUNDS: [(&str, &str); 4] = [
    ("minimum", "maximum"),
    ("minLength", "maxLength"),
    ("minItems", "maxItems"),
    ("minProperties", "maxProperties"),
];

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for at in &context.index.schemas {
        for (low, high) in BOUNDS {
            let bound = |key: &str| at.value.get(key).and_then(Value::as_f64);
            if let (Some(min), Some(max)) = (bound(low), bound(high))
                && min > max
            {
                report.error("bounds-reversed", at, format!("{low} {min} is more than {high} {max}"));
            }
        }
        if let Some(pattern) = at.str("pattern")
            && !context.acceptance.is_pattern(pattern)
        {
            let message = format!("the pattern `{pattern}` is no regular expression");
            report.error_below("invalid-pattern", at, "/pattern", message);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::super::problems;

    #[test]
    fn fires_and_does_not() {
        let properties = json!({
            "a": {"type": "integer", "minimum": 5, "maximum": 4},
            "b": {"type": "string", "minLength": 4, "maxLength": 4, "pattern": "^(?!x)[a-z]+$"},
            "c": {"type": "string", "pattern": "[a-"},
        });
        assert_eq!(
            problems(json!({"components": {"schemas": {"Thing": {"properties": properties}}}})),
            [
                "bounds-reversed /components/schemas/Thing/properties/a: minimum 5 is more than maximum 4",
                "invalid-pattern /components/schemas/Thing/properties/c/pattern: the pattern `[a-` is no regular expression",
            ]
        );
    }
}
