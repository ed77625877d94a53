//! Names in types that are names of fields: `box_id数组` is a list of what the field `box_id` holds elsewhere.

use std::collections::BTreeMap;

use crate::api::{Schema, Shape, Type};
use crate::finding::Finding;
use crate::rules;
use crate::source::Span;

/// Replaces names that no table describes, and that fields of one plain type have, by that type. What is left of
/// `undefined` are names of structures.
pub(super) fn resolve(
    schemas: &mut BTreeMap<String, Schema>,
    undefined: &mut BTreeMap<String, Vec<Span>>,
    findings: &mut Vec<Finding>,
) {
    let found = of_fields(schemas, undefined);
    if found.is_empty() {
        return;
    }
    for property in schemas.values_mut().flat_map(|schema| schema.properties.values_mut()) {
        replace(&mut property.shape, &found);
    }
    for (name, ty) in &found {
        let Some(spans) = undefined.remove(name) else { continue };
        let message = "named by a type, and described by no table";
        let finding = Finding::new(&rules::SCHEMA_UNDEFINED, name, message, spans[0]);
        let verdict = format!("{}, as the field of this name is (rule 5)", ty.word());
        findings.push(finding.with(spans[1..].iter().copied()).decided(verdict));
    }
}

/// The types of fields that have one of the names, where all fields of that name have the same one, and it is plain.
fn of_fields(
    schemas: &BTreeMap<String, Schema>,
    names: &BTreeMap<String, Vec<Span>>,
) -> BTreeMap<String, Type> {
    let mut found: BTreeMap<&str, Option<&Type>> = BTreeMap::new();
    for (name, property) in schemas.values().flat_map(|schema| &schema.properties) {
        if names.contains_key(name) {
            let ty = plain(&property.shape.types);
            let of_all = found.entry(name).or_insert(ty);
            *of_all = of_all.filter(|known| ty == Some(*known));
        }
    }
    found.into_iter().filter_map(|(name, ty)| Some((name.to_owned(), ty?.clone()))).collect()
}

fn plain(types: &[Type]) -> Option<&Type> {
    match types {
        [ty @ (Type::String(_) | Type::Integer(_) | Type::Number(_) | Type::Boolean)] => Some(ty),
        _ => None,
    }
}

fn replace(shape: &mut Shape, found: &BTreeMap<String, Type>) {
    for ty in &mut shape.types {
        match ty {
            Type::Ref(name) => {
                if let Some(plain) = found.get(name) {
                    *ty = plain.clone();
                }
            }
            Type::Array(of) | Type::Map(of) => replace(of, found),
            _ => {}
        }
    }
}
