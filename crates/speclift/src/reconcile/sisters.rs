//! One field, one type: what examples show of an untabled field in one response holds in its sisters.
//!
//! A field that no table describes is known from a few examples, and `0` in one of them and `"0"` in
//! another are the same field in two structures. A client that met only one of them must survive the other,
//! so the scalar types of all fields of that name are taken together, in what responses lead to.

use std::collections::BTreeMap;

use crate::api::{Origin, Schema, Type};
use crate::finding::Finding;
use crate::rules;
use crate::source::Span;

use super::fields;
use super::references::reached;

/// Widens fields in responses to the scalar types that untabled fields of the same name have.
pub(crate) fn widen<'a>(
    schemas: &mut BTreeMap<String, Schema>,
    responses: impl Iterator<Item = &'a str>,
    findings: &mut Vec<Finding>,
) {
    let reached = reached(schemas, responses);
    // The structures that have a field, by the names of the fields that some of them know from examples alone.
    let all = || schemas.iter().flat_map(|(schema, has)| has.properties.iter().map(move |of| (schema, of)));
    let untabled = all().filter(|(_, (_, property))| property.origin == Origin::Example);
    let mut holders: BTreeMap<String, Vec<String>> =
        untabled.map(|(_, (name, _))| (name.clone(), Vec::new())).collect();
    for (schema, (name, _)) in all() {
        if let Some(holders) = holders.get_mut(name) {
            holders.push(schema.clone());
        }
    }
    for (name, holders) in holders {
        let mut types: Vec<Type> = Vec::new();
        let mut witnesses: Vec<Span> = Vec::new();
        for property in holders.iter().filter_map(|schema| schemas.get(schema)?.properties.get(&name)) {
            for ty in property.shape.types.iter().filter(|ty| is_scalar(ty)) {
                fields::add(&mut types, ty.clone());
            }
            witnesses.extend(property.witnesses.first());
        }
        if types.len() < 2 {
            continue;
        }
        let words: Vec<String> = types.iter().map(fields::describe).collect();
        for schema in holders.iter().filter(|schema| reached.contains(*schema)) {
            let property = schemas.get_mut(schema).and_then(|target| target.properties.get_mut(&name));
            let Some(property) = property else { continue };
            let before = property.shape.types.len();
            if !property.shape.types.iter().all(is_scalar) {
                continue;
            }
            types.iter().for_each(|ty| fields::add(&mut property.shape.types, ty.clone()));
            if property.shape.types.len() == before {
                continue;
            }
            let Some(first) = property.witnesses.first() else { continue };
            let message = format!("other structures show `{name}` as {}", words.join(" or "));
            let others = witnesses.iter().copied().filter(|witness| witness != first);
            findings.push(
                Finding::new(&rules::TYPE_ELSEWHERE, format!("{schema}.{name}"), message, *first)
                    .with(others)
                    .decided("each is accepted (rule 3)"),
            );
        }
    }
}

fn is_scalar(ty: &Type) -> bool {
    matches!(ty, Type::String(_) | Type::Integer(_) | Type::Number(_) | Type::Boolean)
}
