//! `undeclared-security-scheme`: what operations require is declared.

use super::super::index::At;
use super::super::{Context, Report};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let schemes = context.document.pointer("/components/securitySchemes");
    let of_operations = context.index.operations.iter().map(|operation| &operation.at);
    for holder in std::iter::once(&context.index.root).chain(of_operations) {
        for requirement in holder.get("security").iter().flat_map(At::elements) {
            for (name, at) in requirement.members() {
                if schemes.and_then(|schemes| schemes.get(name)).is_none() {
                    let message = format!("the security scheme `{name}` is not declared");
                    report.error("undeclared-security-scheme", &at, message);
                }
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
        let scheme = json!({"type": "apiKey", "in": "header", "name": "X-Auth-Token"});
        let patch = json!({
            "security": [{"token": []}, {}],
            "paths": {"/things/{id}": {"get": {"security": [{"token": []}, {"key": []}]}}},
            "components": {"securitySchemes": {"token": scheme}}
        });
        assert_eq!(
            problems(patch),
            [
                "undeclared-security-scheme /paths/~1things~1{id}/get/security/1/key: the security scheme `key` is not declared"
            ]
        );
    }
}
