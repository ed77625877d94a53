//! Lists that are documented as one structure, and structures that are documented as a list of them: examples
//! show the other one.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::api::{Property, Schema, Shape, Type};
use crate::finding::Finding;
use crate::json::{Node, NodeKind};
use crate::rules;

use super::evidence::{Exhibit, Shown};
use super::{fields, tour};

/// Lets fields be lists of their structure, or single ones, where examples show them so.
pub(crate) fn widen<'a>(
    schemas: &mut BTreeMap<String, Schema>,
    exhibits: &[(Cow<'_, [Type]>, Exhibit<'a>)],
    findings: &mut Vec<Finding>,
) {
    let mut others: BTreeMap<(String, String), (Type, Vec<Shown<'a>>)> = BTreeMap::new();
    tour::members(schemas, exhibits, |schema, property, shown| {
        if let Some(ty) = other(schemas, property, shown.node) {
            let place = (schema.to_owned(), property.name.clone());
            others.entry(place).or_insert_with(|| (ty, Vec::new())).1.push(shown);
        }
    });
    for ((schema, field), (ty, shown)) in others {
        let Some(property) = schemas.get_mut(&schema).and_then(|schema| schema.properties.get_mut(&field))
        else {
            continue;
        };
        let documented: Vec<_> = property.shape.types.iter().map(fields::describe).collect();
        let message =
            format!("documented as {}, and {} in examples", documented.join(" or "), fields::describe(&ty));
        let finding =
            Finding::new(&rules::EXAMPLE_TYPE, format!("{schema}.{field}"), message, shown[0].span());
        findings.push(finding.with(shown[1..].iter().map(Shown::span)).decided("both are accepted (rule 4)"));
        fields::add(&mut property.shape.types, ty);
    }
}

/// The type that a value shows of a field, where it is a list of the field's structure or one of the field's
/// list.
fn other(schemas: &BTreeMap<String, Schema>, property: &Property, node: &Node) -> Option<Type> {
    let name = |types: &[Type]| match types {
        [Type::Ref(name)] => Some(name.clone()),
        _ => None,
    };
    match (property.shape.types.as_slice(), &node.kind) {
        ([Type::Ref(_)], NodeKind::Array(elements)) if !elements.is_empty() => {
            let name = name(&property.shape.types)?;
            let schema = schemas.get(&name)?;
            let all = elements.iter().all(|element| shows(schema, element));
            let shape = Shape { types: vec![Type::Ref(name)], ..Shape::default() };
            all.then(|| Type::Array(Box::new(shape)))
        }
        ([Type::Array(of)], NodeKind::Object(_)) => {
            let name = name(&of.types)?;
            shows(schemas.get(&name)?, node).then_some(Type::Ref(name))
        }
        _ => None,
    }
}

/// Whether a value shows a structure: most of what it has is the structure's.
fn shows(schema: &Schema, node: &Node) -> bool {
    let members = node.members();
    let known = members.iter().filter(|member| schema.properties.contains_key(&*member.key)).count();
    known > 0 && 2 * known >= members.len()
}
