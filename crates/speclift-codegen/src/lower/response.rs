use openapiv3 as oas;
use openapiv3::{ReferenceOr, StatusCode};

use super::Lowering;
use super::body::{find, is_json};
use crate::model::{Operation, Payload, Shape, Type};

impl Lowering<'_> {
    /// progenitor asserts that an operation has one type among its successes and one among its
    /// errors, with `default` counted as both; two inline schemas get one name and the second is
    /// lost. So each operation has one of each: the first that has a type, in order of status.
    /// Informational and redirecting statuses are no result of a call and are left out.
    pub(super) fn responses(&self, operation: &str, responses: &oas::Responses) -> (Payload, Payload) {
        let mut sorted: Vec<_> = responses.responses.iter().collect();
        sorted.sort_by_key(|(status, _)| match status {
            StatusCode::Code(code) => (*code, false),
            StatusCode::Range(range) => (range * 100, true),
        });
        let class = |status: &StatusCode| match status {
            StatusCode::Code(code) => code / 100,
            StatusCode::Range(range) => *range,
        };
        let payloads = |classes: &[u16]| -> Vec<Payload> {
            sorted
                .iter()
                .filter(|(status, _)| classes.contains(&class(status)))
                .filter_map(|(_, response)| self.payload(operation, response))
                .collect()
        };
        let successes = payloads(&[2]);
        let mut errors = payloads(&[4, 5]);
        errors.extend(responses.default.as_ref().and_then(|r| self.payload(operation, r)));
        (first_typed(successes), first_typed(errors))
    }

    fn payload(&self, operation: &str, response: &ReferenceOr<oas::Response>) -> Option<Payload> {
        let response = self.follow(operation, response, |reference| {
            let name = reference.strip_prefix("#/components/responses/")?;
            self.components.responses.get(name)
        })?;
        Some(match find(&response.content, is_json) {
            Some((_, media)) => Payload::Json(match &media.schema {
                Some(schema) => self.reference_or(schema),
                None => Type::from(Shape::Any),
            }),
            None if response.content.is_empty() => Payload::Empty,
            None => Payload::Raw,
        })
    }
}

fn first_typed(mut payloads: Vec<Payload>) -> Payload {
    let typed = payloads.iter().position(|p| matches!(p, Payload::Json(_)));
    let chosen = typed.or_else(|| payloads.iter().position(|p| *p == Payload::Raw));
    chosen.map_or(Payload::Empty, |index| payloads.swap_remove(index))
}

/// An operation that says nothing of its errors answers with the error body that most of the
/// others name; without it the code and message of such an error would be thrown away.
pub(super) fn common_error(operations: &mut [Operation]) {
    let mut counted: Vec<(Type, usize)> = Vec::new();
    for operation in operations.iter() {
        let Payload::Json(ty) = &operation.error else {
            continue;
        };
        match counted.iter_mut().find(|(known, _)| known.shape == ty.shape) {
            Some((_, count)) => *count += 1,
            None => counted.push((ty.clone(), 1)),
        }
    }
    let most = counted.iter().map(|(_, count)| *count).max();
    let Some((common, _)) = counted.into_iter().find(|(_, count)| Some(*count) == most) else {
        return;
    };
    for operation in operations {
        if !matches!(operation.error, Payload::Json(_)) {
            operation.error = Payload::Json(common.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn operations(responses: &[Value]) -> Vec<Operation> {
        let paths: serde_json::Map<String, Value> = (0..)
            .zip(responses)
            .map(|(n, responses)| (format!("/{n}"), json!({"get": {"responses": responses}})))
            .collect();
        let doc = json!({
            "openapi": "3.0.3", "info": {"title": "t", "version": "1"}, "paths": paths,
        });
        super::super::lower(&serde_json::from_value(doc).unwrap()).unwrap().operations
    }

    fn typed(kind: &str) -> Value {
        json!({"description": "", "content": {"application/json": {"schema": {"type": kind}}}})
    }

    #[test]
    fn the_first_typed_response_of_each_kind_is_the_type() {
        let found = operations(&[json!({
            "204": {"description": ""}, "202": typed("integer"), "200": typed("boolean"),
            "300": typed("number"), "default": typed("number"), "404": typed("string"),
        })]);
        assert_eq!(found[0].success, Payload::Json(Shape::Boolean.into()));
        assert_eq!(found[0].error, Payload::Json(Shape::TEXT.into()));
    }

    #[test]
    fn without_a_type_a_response_is_empty() {
        let found = operations(&[json!({"204": {"description": ""}})]);
        assert_eq!((&found[0].success, &found[0].error), (&Payload::Empty, &Payload::Empty));
    }

    #[test]
    fn a_silent_operation_gets_the_common_error() {
        let found = operations(&[
            json!({"400": typed("integer")}),
            json!({"400": typed("string")}),
            json!({"404": typed("string")}),
            json!({"204": {"description": ""}, "500": {"description": ""}}),
        ]);
        assert_eq!(found[0].error, Payload::Json(Shape::Integer.into()));
        assert_eq!(found[3].error, Payload::Json(Shape::TEXT.into()));
    }
}
