//! Published document → model: what the generator cannot take is resolved or left behind.
//!
//! References to parameters, request bodies and responses are followed, parameters of a path item
//! are given to its operations, and each schema becomes one of the few shapes of the model.

mod body;
mod info;
mod merge;
mod parameter;
mod response;
mod schema;
mod union;

use std::cell::RefCell;

use openapiv3::{Components, OpenAPI, PathItem, ReferenceOr};

use crate::error::ClientViewError;
use crate::model::{Api, Operation};

/// The document as a model, or everything in it that no client can be generated from.
pub(crate) fn lower(doc: &OpenAPI) -> Result<Api, Vec<ClientViewError>> {
    let empty = Components::default();
    let lowering = Lowering {
        components: doc.components.as_ref().unwrap_or(&empty),
        open: RefCell::default(),
        errors: RefCell::default(),
    };
    let mut operations = Vec::new();
    for (path, item) in &doc.paths.paths {
        match item {
            ReferenceOr::Item(item) => operations.extend(lowering.path_item(path, item)),
            ReferenceOr::Reference { reference } => lowering.errors.borrow_mut().push(ClientViewError::new(
                path.as_str(),
                format!("the path item is a reference to `{reference}`"),
                "write the path item itself in its place",
            )),
        }
    }
    response::common_error(&mut operations);
    let schemas = lowering
        .components
        .schemas
        .iter()
        .map(|(name, schema)| (name.clone(), lowering.reference_or(schema)))
        .collect();
    let errors = lowering.errors.into_inner();
    if !errors.is_empty() {
        return Err(errors);
    }
    Ok(Api {
        title: doc.info.title.clone(),
        description: doc.info.description.clone(),
        version: info::ascii_version(&doc.info.version),
        operations,
        schemas,
    })
}

/// What lowering knows of the document.
struct Lowering<'a> {
    components: &'a Components,
    /// The schemas whose contents are being looked at, so that a recursive one ends.
    open: RefCell<Vec<String>>,
    errors: RefCell<Vec<ClientViewError>>,
}

impl Lowering<'_> {
    fn path_item(&self, path: &str, item: &PathItem) -> Vec<Operation> {
        item.iter()
            .map(|(method, operation)| {
                let mut lowered = Operation {
                    id: operation.operation_id.clone().unwrap_or_default(),
                    method: method_name(method),
                    path: path.to_owned(),
                    tags: operation.tags.clone(),
                    summary: operation.summary.clone(),
                    description: operation.description.clone(),
                    deprecated: operation.deprecated,
                    parameters: Vec::new(),
                    body: None,
                    success: crate::model::Payload::Empty,
                    error: crate::model::Payload::Empty,
                };
                let label = lowered.label();
                lowered.parameters = self.parameters(&label, &item.parameters, &operation.parameters);
                lowered.body = operation.request_body.as_ref().and_then(|body| self.body(&label, body));
                (lowered.success, lowered.error) = self.responses(&label, &operation.responses);
                lowered
            })
            .collect()
    }

    fn fail(&self, operation: &str, problem: String, remedy: &str) {
        self.errors.borrow_mut().push(ClientViewError::new(operation, problem, remedy));
    }

    /// The item that a reference leads to, through further references; an error where it does not
    /// exist or leads back to itself.
    fn follow<'t, T>(
        &self,
        operation: &str,
        start: &'t ReferenceOr<T>,
        find: impl Fn(&str) -> Option<&'t ReferenceOr<T>>,
    ) -> Option<&'t T> {
        let mut seen = Vec::new();
        let mut current = start;
        loop {
            match current {
                ReferenceOr::Item(item) => return Some(item),
                ReferenceOr::Reference { reference } => {
                    let found = (!seen.contains(&reference)).then(|| find(reference)).flatten();
                    let Some(next) = found else {
                        self.fail(
                            operation,
                            format!("`$ref: {reference}` leads nowhere"),
                            "define what it refers to, or correct the reference in the overlay",
                        );
                        return None;
                    };
                    seen.push(reference);
                    current = next;
                }
            }
        }
    }
}

fn method_name(method: &str) -> &'static str {
    ["get", "put", "post", "delete", "options", "head", "patch", "trace"]
        .into_iter()
        .find(|known| *known == method)
        .unwrap_or("get")
}
