use std::collections::HashSet;

use crate::error::ClientViewError;
use crate::model::Api;

/// progenitor panics on a reference to a schema that is not there; here each is an error that
/// names the first operation that needs it. Schemas that no operation reaches are left out: they
/// would be types that nothing sends or returns.
pub(super) fn known_references(api: &mut Api) -> Result<(), Vec<ClientViewError>> {
    let mut reached: HashSet<String> = HashSet::new();
    let mut errors = Vec::new();
    let schemas = &api.schemas;
    for operation in &mut api.operations {
        let label = operation.label();
        let mut queue: Vec<(String, String)> = Vec::new();
        let place = |name: &str| (name.to_owned(), "the operation".to_owned());
        for ty in operation.sent_mut() {
            queue.extend(ty.references().into_iter().map(place));
        }
        for ty in operation.received_mut() {
            queue.extend(ty.references().into_iter().map(place));
        }
        while let Some((name, from)) = queue.pop() {
            if !reached.insert(name.clone()) {
                continue;
            }
            match schemas.get(&name) {
                Some(ty) => {
                    let inner = ty.references().into_iter();
                    queue.extend(inner.map(|inner| (inner.to_owned(), format!("schema `{name}`"))));
                }
                None => errors.push(ClientViewError::new(
                    &label,
                    format!("{from} refers to schema `{name}`, which is not defined"),
                    "define the schema, or correct the reference in the overlay",
                )),
            }
        }
    }
    api.schemas.retain(|name, _| reached.contains(name));
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Payload, Shape, Type};
    use crate::testing::api_with_ids;

    fn reference(name: &str) -> Type {
        Shape::Reference(name.to_owned()).into()
    }

    #[test]
    fn a_missing_schema_is_an_error_that_names_the_operation() {
        let mut api = api_with_ids(&["ListVault"]);
        api.operations[0].success = Payload::Json(reference("A"));
        api.schemas.insert("A".into(), Shape::List(Box::new(reference("B"))).into());
        let errors = known_references(&mut api).unwrap_err();
        assert_eq!(
            errors[0].to_string(),
            "ListVault (GET /v3/vaults/0/{vault_id}): schema `A` refers to schema `B`, which is not \
             defined; define the schema, or correct the reference in the overlay"
        );
    }

    #[test]
    fn unreached_schemas_go_and_reached_ones_stay() {
        let mut api = api_with_ids(&["A"]);
        api.operations[0].error = Payload::Json(reference("Used"));
        api.schemas.insert("Unused".into(), reference("Missing"));
        api.schemas.insert("Used".into(), reference("Used"));
        known_references(&mut api).unwrap();
        assert_eq!(api.schemas.keys().collect::<Vec<_>>(), ["Used"]);
    }
}
