//! `path-parameter-missing`, `path-parameter-unknown`, `duplicate-path`: templates of paths are clear, and their
//! variables are the path parameters.

use std::collections::HashMap;

use super::super::index::{At, Operation};
use super::super::{Context, Report};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let mut shapes: HashMap<String, &str> = HashMap::new();
    for (path, at) in &context.index.paths {
        let shape = shape(path);
        if let Some(first) = shapes.get(&shape) {
            report.error("duplicate-path", at, format!("matches the same requests as `{first}`"));
        } else {
            shapes.insert(shape, path);
        }
    }
    for operation in &context.index.operations {
        parameters(context, operation, report);
    }
}

fn parameters(context: &Context<'_>, operation: &Operation<'_>, report: &mut Report) {
    let variables = variables(operation.path);
    let lists = [operation.path_item.get("parameters"), operation.at.get("parameters")];
    let declared: Vec<(At<'_>, &str)> = lists
        .iter()
        .flatten()
        .flat_map(At::elements)
        .filter_map(|at| {
            let parameter = context.resolve(at.value);
            let in_path = parameter.get("in")?.as_str()? == "path";
            in_path.then_some((at, parameter.get("name")?.as_str()?))
        })
        .collect();
    for variable in &variables {
        if !declared.iter().any(|(_, name)| name == variable) {
            let message = format!("the path's variable `{variable}` is no declared parameter");
            report.error("path-parameter-missing", &operation.at, message);
        }
    }
    for (at, name) in &declared {
        if !variables.contains(name) {
            report.error(
                "path-parameter-unknown",
                at,
                format!("`{name}` is no variable of `{}`", operation.path),
            );
        }
    }
}

/// The names between braces.
fn variables(path: &str) -> Vec<&str> {
    path.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0)).collect()
}

/// The path without the names of its variables.
fn shape(path: &str) -> String {
    let mut shape = String::new();
    for (i, part) in path.split('{').enumerate() {
        let rest = if i == 0 { part } else { part.split_once('}').map_or(part, |(_, rest)| rest) };
        if i > 0 {
            shape.push_str("{}");
        }
        shape.push_str(rest);
    }
    shape
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::super::problems;

    #[test]
    fn fires() {
        let get = json!({"operationId": "other", "responses": {"204": {"description": "Done"}}, "parameters": [
            {"name": "idd", "in": "path", "required": true, "schema": {"type": "string"}}
        ]});
        assert_eq!(
            problems(json!({"paths": {"/things/{key}": {"get": get}}})),
            [
                "duplicate-path /paths/~1things~1{key}: matches the same requests as `/things/{id}`",
                "path-parameter-missing /paths/~1things~1{key}/get: the path's variable `key` is no declared parameter",
                "path-parameter-unknown /paths/~1things~1{key}/get/parameters/0: `idd` is no variable of `/things/{key}`",
            ]
        );
    }

    #[test]
    fn does_not_fire() {
        let item = json!({
            "parameters": [{"$ref": "#/components/parameters/Id"}],
            "get": {"operationId": "other", "responses": {"204": {"description": "Done"}}}
        });
        let parameter = json!({"name": "id", "in": "path", "required": true, "schema": {"type": "string"}});
        let patch =
            json!({"paths": {"/things/{id}/parts": item}, "components": {"parameters": {"Id": parameter}}});
        assert!(problems(patch).is_empty());
    }
}
