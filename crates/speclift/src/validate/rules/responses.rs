//! `no-response`, `no-success`: an operation says what it answers, and what it answers when all goes well.

use super::super::{Context, Report};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for operation in &context.index.operations {
        let responses = operation.at.get("responses").map(|at| at.members()).unwrap_or_default();
        let mut statuses =
            responses.iter().map(|(status, _)| *status).filter(|status| !status.starts_with("x-"));
        if statuses.clone().next().is_none() {
            report.error("no-response", &operation.at, "the operation has no response");
        } else if !statuses.any(|status| status.starts_with('2')) {
            report.warning("no-success", &operation.at, "none of the responses is a success");
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::super::problems;

    #[test]
    fn fires() {
        let found = problems(json!({"paths": {"/x": {
            "get": {"operationId": "a", "responses": {}},
            "put": {"operationId": "b", "responses": {"404": {"description": "None"}}},
        }}}));
        let found: Vec<_> = found.iter().filter(|problem| !problem.starts_with("openapi-schema")).collect();
        assert_eq!(
            found,
            [
                "no-response /paths/~1x/get: the operation has no response",
                "no-success /paths/~1x/put: none of the responses is a success",
            ]
        );
    }

    #[test]
    fn does_not_fire() {
        let operation = json!({"operationId": "a", "responses": {"2XX": {"description": "Done"}}});
        assert!(problems(json!({"paths": {"/x": {"get": operation}}})).is_empty());
    }
}
