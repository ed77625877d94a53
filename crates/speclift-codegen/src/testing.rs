//! Models for the unit tests.

use crate::model::{Api, Operation, Payload, Type};

/// An API with an empty operation for each id.
pub(crate) fn api_with_ids(ids: &[&str]) -> Api {
    let operation = |(number, id): (usize, &&str)| Operation {
        id: (*id).to_owned(),
        method: "get",
        path: format!("/v3/vaults/{number}/{{vault_id}}"),
        tags: Vec::new(),
        summary: None,
        description: None,
        deprecated: false,
        parameters: Vec::new(),
        body: None,
        success: Payload::Empty,
        error: Payload::Empty,
    };
    Api {
        title: "t".to_owned(),
        description: None,
        version: "1".to_owned(),
        operations: ids.iter().enumerate().map(operation).collect(),
        schemas: Default::default(),
    }
}

/// An API with one empty operation, `A`, and these schemas.
pub(crate) fn api_with_schemas<'a>(schemas: impl IntoIterator<Item = (&'a str, Type)>) -> Api {
    let schemas = schemas.into_iter().map(|(name, ty)| (name.to_owned(), ty)).collect();
    Api { schemas, ..api_with_ids(&["A"]) }
}
