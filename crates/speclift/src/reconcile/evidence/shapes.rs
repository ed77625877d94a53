//! Shapes of what examples show: inferred from values, and widened to hold them.

use indexmap::IndexMap;
use serde_json::Value;

use crate::api::{Limits, Origin, Property, Shape, Type};
use crate::finding::Finding;
use crate::json::{Node, NodeKind};
use crate::reconcile::fields;
use crate::reconcile::limits::widen;
use crate::rules;
use crate::source::Span;

use super::Shown;

/// The shape that values have in common.
pub(crate) fn infer(shown: &[Shown<'_>]) -> Shape {
    let mut shape = Shape::default();
    let mut objects: Vec<Shown<'_>> = Vec::new();
    let mut arrays: Vec<Shown<'_>> = Vec::new();
    for value in shown {
        match &value.node.kind {
            NodeKind::Null => shape.nullable = true,
            NodeKind::Bool(_) => fields::add(&mut shape.types, Type::Boolean),
            NodeKind::Number(number) => {
                let whole = number.is_i64() || number.is_u64();
                fields::add(&mut shape.types, if whole { Type::Integer(None) } else { Type::Number(None) });
            }
            NodeKind::String(_) => fields::add(&mut shape.types, Type::String(None)),
            NodeKind::Object(_) => objects.push(*value),
            NodeKind::Array(_) => arrays.push(*value),
            NodeKind::Elided => {}
        }
    }
    if shape.types.contains(&Type::Number(None)) {
        shape.types.retain(|ty| *ty != Type::Integer(None));
    }
    if !objects.is_empty() {
        let mut fields: IndexMap<String, Vec<Shown<'_>>> = IndexMap::new();
        for object in &objects {
            for member in object.node.members() {
                fields
                    .entry(member.key.to_string())
                    .or_default()
                    .push(Shown { node: &member.value, body: object.body });
            }
        }
        let properties: IndexMap<String, Property> = fields
            .into_iter()
            .map(|(name, shown)| {
                let witnesses = shown.iter().map(Shown::span).collect();
                (
                    name.clone(),
                    Property {
                        name,
                        shape: infer(&shown),
                        origin: Origin::Example,
                        witnesses,
                        ..Property::default()
                    },
                )
            })
            .collect();
        shape.types.push(if properties.is_empty() {
            Type::Object
        } else {
            Type::Inline(Box::new(properties))
        });
    }
    if !arrays.is_empty() {
        let elements: Vec<Shown<'_>> = arrays.iter().flat_map(Shown::elements).collect();
        shape.types.push(Type::Array(Box::new(infer(&elements))));
    }
    if shape.types.is_empty() {
        shape.types.push(Type::Any);
    }
    shape
}

/// Widens a shape to hold what examples show of it.
pub(crate) fn apply(subject: &str, shape: &mut Shape, shown: &[Shown<'_>], findings: &mut Vec<Finding>) {
    let nulls: Vec<Span> =
        shown.iter().filter(|value| value.node.kind == NodeKind::Null).map(Shown::span).collect();
    if let Some(first) = nulls.first()
        && !shape.nullable
    {
        shape.nullable = true;
        let finding = Finding::new(&rules::EXAMPLE_NULL, subject, "an example shows null", *first);
        findings.push(finding.with(nulls[1..].iter().copied()).decided("null is accepted (rule 3)"));
    }
    let others: Vec<Shown<'_>> = shown
        .iter()
        .copied()
        .filter(|value| !matches!(value.node.kind, NodeKind::Null) && !accepts(&shape.types, value.node))
        .collect();
    if let Some(first) = others.first() {
        let documented: Vec<_> = shape.types.iter().map(fields::describe).collect();
        let found = infer(&others);
        let words: Vec<_> = found.types.iter().map(fields::describe).collect();
        found.types.into_iter().for_each(|ty| fields::add(&mut shape.types, ty));
        let message =
            format!("documented as {}, and {} in examples", documented.join(" or "), words.join(" or "));
        let finding = Finding::new(&rules::EXAMPLE_TYPE, subject, message, first.span());
        findings
            .push(finding.with(others[1..].iter().map(Shown::span)).decided("both are accepted (rule 4)"));
    }
    if shape.limits != Limits::default() {
        let values: Vec<_> = shown.iter().map(|value| (value.node.to_value(), value.span())).collect();
        widen_limits(subject, &mut shape.limits, &values, findings);
    }
}

/// Widens bounds and enumerations to hold values that examples show.
pub(crate) fn widen_limits(
    subject: &str,
    limits: &mut Limits,
    shown: &[(Value, Span)],
    findings: &mut Vec<Finding>,
) {
    for (value, span) in shown {
        let listed = limits.values.len();
        let Some(reason) = widen(limits, value) else { continue };
        let rule = if limits.values.len() > listed {
            &rules::EXAMPLE_OUTSIDE_ENUMERATION
        } else {
            &rules::EXAMPLE_OUTSIDE_BOUNDS
        };
        let message = format!("an example shows {value}, which is outside the documented values: {reason}");
        let again = shown.iter().filter(|(other, _)| other == value).map(|(_, span)| *span);
        let finding = Finding::new(rule, subject, message, *span).with(again);
        findings.push(finding.decided("the documented values are widened to hold it (rule 7)"));
    }
}

/// Whether one of the types takes a value.
pub(crate) fn accepts(types: &[Type], node: &Node) -> bool {
    types.iter().any(|ty| match (ty, &node.kind) {
        (Type::Any, _) | (_, NodeKind::Elided) => true,
        (Type::String(_), NodeKind::String(_))
        | (Type::Boolean, NodeKind::Bool(_))
        | (Type::Number(_), NodeKind::Number(_)) => true,
        (Type::Integer(_), NodeKind::Number(number)) => number.is_i64() || number.is_u64(),
        (Type::Object | Type::Ref(_) | Type::Map(_) | Type::Inline(_), NodeKind::Object(_)) => true,
        (Type::Array(_), NodeKind::Array(_)) => true,
        _ => false,
    })
}
