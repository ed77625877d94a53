//! `server-variable`: the variables of a server's address are declared, and their defaults are among their values.

use super::super::index::At;
use super::super::{Context, Report};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let of_paths = context.index.paths.iter().map(|(_, at)| at);
    let of_operations = context.index.operations.iter().map(|operation| &operation.at);
    for holder in std::iter::once(&context.index.root).chain(of_paths).chain(of_operations) {
        for server in holder.get("servers").iter().flat_map(At::elements) {
            check_server(&server, report);
        }
    }
}

fn check_server(server: &At<'_>, report: &mut Report) {
    let variables = server.get("variables").iter().flat_map(At::members).collect::<Vec<_>>();
    let url = server.str("url").unwrap_or_default();
    for name in url.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0)) {
        if !variables.iter().any(|(declared, _)| *declared == name) {
            report.error("server-variable", server, format!("the variable `{name}` is not declared"));
        }
    }
    for (name, variable) in &variables {
        let values = variable.get("enum").map(|values| values.elements());
        if let (Some(values), Some(default)) = (values, variable.value.get("default"))
            && !values.iter().any(|value| value.value == default)
        {
            report.error(
                "server-variable",
                variable,
                format!("the default {default} is not among the values"),
            );
        }
        if !url.contains(&format!("{{{name}}}")) {
            report.warning("server-variable", variable, format!("the address has no variable `{name}`"));
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::super::problems;

    #[test]
    fn fires_and_does_not() {
        let good = json!({"url": "https://{region}.x", "variables": {"region": {"default": "a", "enum": ["a", "b"]}}});
        let bad =
            json!({"url": "https://{x}", "variables": {"region": {"default": "c", "enum": ["a", "b"]}}});
        assert_eq!(
            problems(json!({"servers": [good, bad]})),
            [
                "server-variable /servers/1: the variable `x` is not declared",
                "server-variable /servers/1/variables/region: the default \"c\" is not among the values",
                "server-variable /servers/1/variables/region: the address has no variable `region`",
            ]
        );
    }
}
