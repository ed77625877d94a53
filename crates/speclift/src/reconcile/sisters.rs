//! One field, one type: what examples show of an untabled field in one response holds in its sisters.
//!
//! A field that no table describes is known from a few examples, and `0` in one of them and `"0"` in
//! another are the same field in two structures. A client that met only one of them must survive the other,
//! so the scalar types of all fields of that name are taken together, in what responses lead to.

use std::collections::{BTreeMap, BTreeSet};

use crate::api::{Origin, Schema, Type};
use crate::finding::Finding;
use crate::rules;
use crate::source::Span;

use super::evidence::reached;
use super::fields;

/// Widens fields in responses to the scalar types that untabled fields of the same name have.
pub(crate) fn widen<'a>(
    schemas: &mut BTreeMap<String, Schema>,
    responses: impl Iterator<Item = &'a str>,
    findings: &mut Vec<Finding>,
) {
    let reached = reached(schemas, responses);
    let untabled: BTreeSet<String> = schemas
        .values()
        .flat_map(|schema| schema.properties.values())
        .filter(|property| property.origin == Origin::Example)
        .map(|property| property.name.clone())
        .collect();
    for name in untabled {
        let mut types: Vec<Type> = Vec::new();
        let mut witnesses: Vec<Span> = Vec::new();
        for property in schemas.values().filter_map(|schema| schema.properties.get(&name)) {
            for ty in property.shape.types.iter().filter(|ty| is_scalar(ty)) {
                fields::add(&mut types, ty.clone());
            }
            witnesses.extend(property.witnesses.first());
        }
        if types.len() < 2 {
            continue;
        }
        let words: Vec<String> = types.iter().map(fields::describe).collect();
        for (schema, target) in schemas.iter_mut().filter(|(schema, _)| reached.contains(*schema)) {
            let Some(property) = target.properties.get_mut(&name) else { continue };
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
