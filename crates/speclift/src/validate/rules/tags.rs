//! `duplicate-tag`, `undeclared-tag`: tags are declared, each once. A tag need not be declared, but then nothing
//! describes it, and its place in the order is left to chance: a warning.

use std::collections::HashSet;

use super::super::index::At;
use super::super::{Context, Report};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let mut declared = HashSet::new();
    for tag in context.index.root.get("tags").iter().flat_map(At::elements) {
        if let Some(name) = tag.str("name")
            && !declared.insert(name)
        {
            report.error("duplicate-tag", &tag, format!("the tag `{name}` is declared already"));
        }
    }
    for operation in &context.index.operations {
        for tag in operation.at.get("tags").iter().flat_map(At::elements) {
            if let Some(name) = tag.value.as_str()
                && !declared.contains(name)
            {
                report.warning("undeclared-tag", &tag, format!("the tag `{name}` is not declared"));
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
        let tags = json!([{"name": "things"}, {"name": "things", "description": "again"}]);
        assert_eq!(
            problems(
                json!({"tags": tags, "paths": {"/things/{id}": {"get": {"tags": ["things", "others"]}}}})
            ),
            [
                "duplicate-tag /tags/1: the tag `things` is declared already",
                "undeclared-tag /paths/~1things~1{id}/get/tags/1: the tag `others` is not declared",
            ]
        );
    }
}
