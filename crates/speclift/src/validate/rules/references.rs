//! `unresolved-reference`: every `$ref` leads to something in the document. `circular-reference`: and not only to other
//! references. Cycles are fine as long as there is a schema in them.

use super::super::{CIRCLE, Context, Report, index};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for (at, target) in &context.index.references {
        if !target.starts_with('#') {
            let message = format!("the reference `{target}` leaves the document");
            report.error("unresolved-reference", at, message);
        } else if index::local(context.document, target).is_none() {
            report.error("unresolved-reference", at, format!("the reference `{target}` leads nowhere"));
        } else if index::goes_round(context.document, target) {
            report.error(CIRCLE, at, format!("the reference `{target}` leads in a circle of references"));
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::super::problems;

    #[test]
    fn fires() {
        let schema =
            json!({"properties": {"a": {"$ref": "#/components/schemas/Other"}, "b": {"$ref": "x.yaml#/a"}}});
        assert_eq!(
            problems(json!({"components": {"schemas": {"Thing": schema}}})),
            [
                "unresolved-reference /components/schemas/Thing/properties/a: the reference `#/components/schemas/Other` leads nowhere",
                "unresolved-reference /components/schemas/Thing/properties/b: the reference `x.yaml#/a` leaves the document",
            ]
        );
    }

    #[test]
    fn fires_on_circles() {
        let schemas =
            json!({"Thing": {"$ref": "#/components/schemas/A"}, "A": {"$ref": "#/components/schemas/Thing"}});
        let found = problems(json!({"components": {"schemas": schemas}}));
        assert!(
            found
                .iter()
                .any(|problem| problem.ends_with("`#/components/schemas/A` leads in a circle of references")),
            "{found:?}"
        );
    }

    #[test]
    fn a_long_way_is_no_circle() {
        let mut schemas: serde_json::Map<_, _> = (0..200)
            .map(|i| (format!("S{i}"), json!({"$ref": format!("#/components/schemas/S{}", i + 1)})))
            .collect();
        schemas.insert("S200".to_owned(), json!({"type": "string"}));
        schemas.insert("Thing".to_owned(), json!({"$ref": "#/components/schemas/S0"}));
        assert_eq!(problems(json!({"components": {"schemas": schemas}})), [""; 0]);
    }

    #[test]
    fn does_not_fire() {
        // a cycle, and a property that is called `$ref`
        let schema = json!({"properties": {
            "a": {"$ref": "#/components/schemas/Thing"},
            "$ref": {"type": "string"},
            "b": {"$ref": "#/components/schemas/Thing/properties/%24ref"},
        }});
        assert!(problems(json!({"components": {"schemas": {"Thing": schema}}})).is_empty());
    }
}
