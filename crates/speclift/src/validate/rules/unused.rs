//! `unused-component`: every component is referred to from a path, perhaps by way of other components.

use std::collections::{HashMap, HashSet};

use super::super::{Context, Report, index};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    // What refers to what, as components; what stands in no component is `None`.
    let mut edges: HashMap<Option<String>, Vec<String>> = HashMap::new();
    for (at, target) in &context.index.references {
        let target = index::percent_decode(target.trim_start_matches('#'));
        if let Some(target) = component(&target) {
            edges.entry(component(&at.pointer)).or_default().push(target);
        }
    }
    let mut used: HashSet<String> = HashSet::new();
    let mut open = vec![None];
    while let Some(user) = open.pop() {
        for target in edges.remove(&user).unwrap_or_default() {
            if used.insert(target.clone()) {
                open.push(Some(target));
            }
        }
    }
    for (section, name, at) in &context.index.components {
        if !used.contains(&at.pointer) && *section != "securitySchemes" && !section.starts_with("x-") {
            report.warning("unused-component", at, format!("nothing refers to `{name}`"));
        }
    }
}

/// The pointer of the component that a pointer leads to or into.
fn component(pointer: &str) -> Option<String> {
    let mut tokens = pointer.strip_prefix("/components/")?.split('/');
    Some(format!("/components/{}/{}", tokens.next()?, tokens.next()?))
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
