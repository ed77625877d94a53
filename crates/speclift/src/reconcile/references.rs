//! Which structures lead to which.

use std::collections::{BTreeMap, BTreeSet};

use crate::api::{Schema, Type};

/// The structures that a type speaks of.
pub(crate) fn references(ty: &Type) -> Vec<&str> {
    match ty {
        Type::Ref(name) => vec![name],
        Type::Array(of) | Type::Map(of) => of.types.iter().flat_map(references).collect(),
        Type::Inline(properties) => properties
            .values()
            .flat_map(|property| property.shape.types.iter().flat_map(references))
            .collect(),
        _ => Vec::new(),
    }
}

/// The structures that bodies lead to.
pub(crate) fn reached<'a>(
    schemas: &BTreeMap<String, Schema>,
    roots: impl Iterator<Item = &'a str>,
) -> BTreeSet<String> {
    let mut reached = BTreeSet::new();
    let mut next: Vec<&str> =
        roots.filter_map(|name| schemas.get_key_value(name)).map(|(name, _)| name.as_str()).collect();
    while let Some(name) = next.pop() {
        let Some(schema) = schemas.get(name) else { continue };
        if reached.insert(name.to_owned()) {
            next.extend(schema.shapes().flat_map(|shape| &shape.types).flat_map(references));
        }
    }
    reached
}
