//! Objects that no table describes, and what is known of their members all the same: examples show those of a
//! structure that has the field's name or is named in its description, or those that the description names.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::api::{Origin, Schema, Shape, Type};
use crate::finding::Finding;
use crate::json::{Node, NodeKind};
use crate::rules;
use crate::source::Span;

use super::evidence::{Exhibit, Shown, infer};
use super::tour;

/// Fewer members can be anybody's.
const ENOUGH: usize = 2;

/// A field that is an object, or a list of objects: its schema, its name, and whether it is a list.
type Place = (String, String, bool);
/// What examples show of objects.
type Objects<'a> = BTreeMap<Place, Vec<Shown<'a>>>;

/// Gives objects without a table the structure that examples show them to be.
pub(crate) fn recognise<'a>(
    schemas: &mut BTreeMap<String, Schema>,
    exhibits: &[(Cow<'_, [Type]>, Exhibit<'a>)],
    findings: &mut Vec<Finding>,
) {
    let mut objects = Objects::new();
    tour::members(schemas, exhibits, |schema, property, shown| {
        let mut note = |node: &'a Node, in_list| {
            if matches!(node.kind, NodeKind::Object(_)) && is_object(&property.shape, in_list) {
                let place = (schema.to_owned(), property.name.clone(), in_list);
                objects.entry(place).or_default().push(Shown { node, body: shown.body });
            }
        };
        note(shown.node, false);
        shown.node.elements().iter().for_each(|node| note(node, true));
    });
    for ((schema, field, in_list), shown) in objects {
        let keys: BTreeSet<&str> =
            shown.iter().flat_map(|shown| shown.node.members()).map(|member| &*member.key).collect();
        if keys.len() < ENOUGH {
            continue;
        }
        let elsewhere = elsewhere(schemas, &schema, &field, &keys);
        let Some(target) = schemas.get_mut(&schema) else { continue };
        if let Some((name, caption)) = elsewhere {
            let message = format!("examples show what the structure `{name}` of other tables has");
            let finding =
                Finding::new(&rules::SCHEMA_ELSEWHERE, format!("{schema}.{field}"), message, shown[0].span());
            let others = shown[1..].iter().map(Shown::span);
            findings.push(finding.with(others).with([caption]).decided(format!("a `{name}` (rule 4)")));
            put(target, &field, in_list, &Type::Ref(name));
        } else {
            describe(target, &field, in_list, &keys, &shown);
        }
    }
}

/// The structure that has the members that examples show of a field, and its caption: one that has the field's
/// name, or that the field's description names.
fn elsewhere(
    schemas: &BTreeMap<String, Schema>,
    schema: &str,
    field: &str,
    keys: &BTreeSet<&str>,
) -> Option<(String, Span)> {
    let property = schemas.get(schema)?.properties.get(field)?;
    std::iter::once(field).chain(names(&property.description)).find_map(|name| {
        let structure = schemas.get(name).filter(|schema| schema.origin == Origin::Tabled)?;
        let known = keys.iter().all(|key| structure.properties.contains_key(*key));
        // A structure of which examples show little may be another one.
        let enough = keys.len() * 2 >= structure.properties.len();
        let caption = structure.witnesses.first().filter(|_| known && enough)?;
        Some((name.to_owned(), *caption))
    })
}

/// Gives an object the members that examples show and its description names, and so with its sisters whose
/// descriptions name the same.
fn describe(schema: &mut Schema, field: &str, in_list: bool, keys: &BTreeSet<&str>, shown: &[Shown<'_>]) {
    let described = |description: &str| names(description).is_superset(keys);
    if !schema.properties.get(field).is_some_and(|property| described(&property.description)) {
        return;
    }
    let Some(members) = infer(shown).types.into_iter().find(|ty| matches!(ty, Type::Inline(_))) else {
        return;
    };
    for property in schema.properties.values_mut().filter(|property| described(&property.description)) {
        if let Some(place) = object(&mut property.shape, in_list) {
            place.clone_from(&members);
        }
    }
}

/// The words of a description that can be names.
fn names(description: &str) -> BTreeSet<&str> {
    let part = |c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | ':' | '.'));
    description.split(part).filter(|word| word.starts_with(|c: char| c.is_ascii_alphabetic())).collect()
}

/// Gives a field the type in the place of the object that nothing is known of.
fn put(schema: &mut Schema, field: &str, in_list: bool, ty: &Type) {
    if let Some(property) = schema.properties.get_mut(field)
        && let Some(place) = object(&mut property.shape, in_list)
    {
        place.clone_from(ty);
    }
}

/// The object in a shape, or in that of its elements, of which nothing is known.
fn object(shape: &mut Shape, in_list: bool) -> Option<&mut Type> {
    shape.types.iter_mut().find_map(|ty| match ty {
        Type::Object if !in_list => Some(ty),
        Type::Array(of) if in_list => object(of, false),
        _ => None,
    })
}

fn is_object(shape: &Shape, in_list: bool) -> bool {
    shape.types.iter().any(|ty| match ty {
        Type::Object => !in_list,
        Type::Array(of) => in_list && is_object(of, false),
        _ => false,
    })
}
