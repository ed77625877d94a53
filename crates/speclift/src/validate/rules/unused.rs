//! `unused-component`: every component is referred to from a path, perhaps by way of other components.

use std::collections::HashSet;

use super::super::{Context, Report, index};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let components = &context.index.components;
    let mut used = HashSet::new();
    // What stands in no component is used; so is what a used component refers to.
    let mut open = vec![None];
    while let Some(user) = open.pop() {
        for (at, target) in &context.index.references {
            let holder = components
                .iter()
                .position(|(_, _, component)| is_in(&at.pointer, &component.pointer));
            if holder != user {
                continue;
            }
            let target = index::percent_decode(target.trim_start_matches('#'));
            let found = components
                .iter()
                .position(|(_, _, component)| is_in(&target, &component.pointer));
            if let Some(found) = found
                && used.insert(found)
            {
                open.push(Some(found));
            }
        }
    }
    for (i, (section, name, at)) in components.iter().enumerate() {
        if !used.contains(&i) && *section != "securitySchemes" && !section.starts_with("x-") {
            report.warning(
                "unused-component",
                at,
                format!("nothing refers to `{name}`"),
            );
        }
    }
}

fn is_in(pointer: &str, holder: &str) -> bool {
    pointer
        .strip_prefix(holder)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::super::problems;

    #[test]
    fn fires() {
        let schemas = json!({
            "A": {"properties": {"b": {"$ref": "#/components/schemas/B"}}},
            "B": {"properties": {"a": {"$ref": "#/components/schemas/A"}}},
        });
        assert_eq!(
            problems(json!({"components": {"schemas": schemas}})),
            [
                "unused-component /components/schemas/A: nothing refers to `A`",
                "unused-component /components/schemas/B: nothing refers to `B`",
            ]
        );
    }

    #[test]
    fn does_not_fire() {
        let schemas = json!({
            "Thing": {"properties": {"a": {"$ref": "#/components/schemas/A"}}},
            "A": {"items": {"$ref": "#/components/schemas/B/properties/c"}, "type": "array"},
            "B": {"properties": {"c": {"type": "string"}}},
        });
        assert!(problems(json!({"components": {"schemas": schemas}})).is_empty());
    }
}
