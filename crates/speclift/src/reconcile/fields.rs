//! Fields: all rows of one name become one property.

use crate::api::{Property, Shape, Type};
use crate::claim::{Direction, FieldClaim, Stated};
use crate::finding::{Finding, counted};
use crate::grammar::{Constraint, TypeExpr};
use crate::rules;

use super::editions::Editions;
use super::limits;
use super::namesakes::{Site, Structures};

/// A row that describes a field, and where it stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sighting<'a> {
    pub(crate) site: Site,
    /// Whether another operation with the same method and path does without the field.
    pub(crate) spared: bool,
    pub(crate) field: &'a FieldClaim,
}

/// Makes one property of all rows of a field.
pub(crate) fn merge(
    subject: &str,
    name: &str,
    sightings: &[Sighting<'_>],
    structures: &Structures,
    editions: &Editions,
    findings: &mut Vec<Finding>,
) -> Property {
    let sightings = sorted(sightings, editions);
    let types = types(subject, &sightings, structures, findings).unwrap_or_else(|| {
        let message = "the table states no type";
        let finding = Finding::new(&rules::TYPE_MISSING, subject, message, sightings[0].field.row);
        findings.push(finding.decided("text, unless an example shows otherwise"));
        vec![Type::String(None)]
    });
    property(subject, name, types, &sightings, findings)
}

/// The same of a variable of a path. It is text, whatever else it is, and tables need not say so.
pub(crate) fn merge_variable(
    subject: &str,
    name: &str,
    sightings: &[Sighting<'_>],
    structures: &Structures,
    editions: &Editions,
    findings: &mut Vec<Finding>,
) -> Property {
    let sightings = sorted(sightings, editions);
    let types = types(subject, &sightings, structures, findings);
    property(subject, name, types.unwrap_or_else(|| vec![Type::String(None)]), &sightings, findings)
}

/// The newest edition's first.
fn sorted<'a>(sightings: &[Sighting<'a>], editions: &Editions) -> Vec<Sighting<'a>> {
    let mut sightings = sightings.to_vec();
    sightings.sort_by_key(|sighting| editions.key(sighting.field.row));
    sightings
}

fn property(
    subject: &str,
    name: &str,
    types: Vec<Type>,
    sightings: &[Sighting<'_>],
    findings: &mut Vec<Finding>,
) -> Property {
    let mut shape = Shape { types, ..Shape::default() };
    limits::apply(subject, &mut shape, sightings, findings);
    Property {
        name: name.to_owned(),
        required: required(subject, sightings, findings),
        shape,
        description: description(sightings),
        origin: crate::api::Origin::Tabled,
        witnesses: sightings.iter().map(|sighting| sighting.field.row).collect(),
        ..Property::default()
    }
}

/// Required where any request says so: a client must not leave out what some edition demands (rule 3). Operations
/// with one method and path are no editions of each other, and require what all of them demand.
fn required(subject: &str, sightings: &[Sighting<'_>], findings: &mut Vec<Finding>) -> bool {
    let requests = sightings.iter().filter(|sighting| sighting.site.direction == Direction::Request);
    let (spared, others): (Vec<&Sighting<'_>>, Vec<_>) = requests.partition(|sighting| sighting.spared);
    let stated = others.iter().filter_map(|sighting| sighting.field.required.as_ref());
    let (yes, no): (Vec<&Stated<bool>>, Vec<_>) = stated.partition(|required| required.value);
    if let (Some(first), false) = (yes.first(), no.is_empty()) {
        let message = format!("required in {} and optional in {}", counted(yes.len(), "table"), no.len());
        findings.push(
            Finding::new(&rules::REQUIRED_DIFFERS, subject, message, first.span)
                .with(yes[1..].iter().chain(&no).map(|required| required.span))
                .decided("required: a client sends what any edition demands (rule 3)"),
        );
    }
    let demands = spared.iter().filter_map(|sighting| sighting.field.required.as_ref());
    let demands: Vec<_> = demands.filter(|required| required.value).map(|required| required.span).collect();
    if let (Some((first, more)), true) = (demands.split_first(), yes.is_empty()) {
        let message = "not all operations with this method and path demand it";
        let finding = Finding::new(&rules::REQUIRED_DIFFERS, subject, message, *first);
        findings.push(finding.with(more.iter().copied()).decided("optional: each operation sends its own"));
    }
    !yes.is_empty()
}

/// The newest wording that says anything.
fn description(sightings: &[Sighting<'_>]) -> String {
    sightings
        .iter()
        .map(|sighting| sighting.field.constraints.description.as_str())
        .find(|text| !text.trim().is_empty())
        .unwrap_or_default()
        .to_owned()
}

/// The types that rows state, the newest first, or nothing where none states any. Types that say the same or
/// less are left out.
fn types(
    subject: &str,
    sightings: &[Sighting<'_>],
    structures: &Structures,
    findings: &mut Vec<Finding>,
) -> Option<Vec<Type>> {
    let mut types: Vec<Type> = Vec::new();
    let mut spans = Vec::new();
    let mut most = 0;
    for sighting in sightings {
        let Some(ty) = &sighting.field.ty else { continue };
        if ty.value == TypeExpr::Unknown {
            let finding =
                Finding::new(&rules::TYPE_UNREADABLE, subject, "the type is not understood", ty.span);
            findings.push(finding.decided("any value is accepted"));
            continue;
        }
        if ty.value.is_partly_unknown() {
            let message = format!("the type of the elements is not understood: {}", ty.value);
            let finding = Finding::new(&rules::TYPE_UNREADABLE, subject, message, ty.span);
            findings.push(finding.decided("elements of any kind are accepted"));
        }
        let mut own = of_expr(&ty.value, sighting.site, structures);
        // What a sentence says of some values.
        for found in &sighting.field.constraints.found {
            if let Constraint::Type(expr) = &found.constraint {
                of_expr(expr, sighting.site, structures).into_iter().for_each(|ty| add(&mut own, ty));
            }
        }
        most = most.max(alternatives(&own));
        for found in own {
            add(&mut types, found);
        }
        spans.push(ty.span);
    }
    // A row may name several types itself; tables differ where they name more together than any one does.
    if alternatives(&types) > most && !spans.is_empty() {
        let words: Vec<_> = types.iter().map(describe).collect();
        findings.push(
            Finding::new(
                &rules::TYPE_DIFFERS,
                subject,
                format!("the type is {}", words.join(" or ")),
                spans[0],
            )
            .with(spans[1..].iter().copied())
            .decided("each is accepted, the newest edition's first (rule 3)"),
        );
    }
    if types.is_empty() {
        return sightings.iter().any(|sighting| sighting.field.ty.is_some()).then(|| vec![Type::Any]);
    }
    // Nearly all fields have one, and room was made for four.
    types.shrink_to_fit();
    Some(types)
}

/// How many types these are, those of elements counted each.
fn alternatives(types: &[Type]) -> usize {
    types
        .iter()
        .map(|ty| match ty {
            Type::Array(of) | Type::Map(of) => alternatives(&of.types).max(1),
            _ => 1,
        })
        .sum()
}

/// A type in words.
pub fn describe(ty: &Type) -> String {
    let inner = |of: &Shape| -> String {
        let words: Vec<_> = of.types.iter().map(describe).collect();
        if words.is_empty() { "any".to_owned() } else { words.join(" or ") }
    };
    match ty {
        Type::Array(of) => format!("array of {}", inner(of)),
        Type::Map(of) => format!("map of {}", inner(of)),
        other => other.word().to_owned(),
    }
}

/// Adds a type to those that a field may have, unless one of them says the same or more.
pub(crate) fn add(types: &mut Vec<Type>, new: Type) {
    for old in types.iter_mut() {
        if *old == new || says_more(old, &new) {
            return;
        }
        if says_more(&new, old) {
            *old = new;
            return;
        }
        // Lists of this and lists of that are lists of both: an empty list is of either kind.
        if let (Type::Array(old), Type::Array(new)) | (Type::Map(old), Type::Map(new)) = (old, &new) {
            for ty in new.types.clone() {
                add(&mut old.types, ty);
            }
            old.nullable |= new.nullable;
            return;
        }
    }
    types.push(new);
}

/// Whether one type says all that another says, and more.
fn says_more(more: &Type, less: &Type) -> bool {
    match (more, less) {
        (_, Type::Any) | (Type::Number(_), Type::Integer(_)) => true,
        (Type::Ref(_) | Type::Inline(_) | Type::Map(_), Type::Object) => true,
        (Type::String(Some(_)), Type::String(None)) | (Type::Integer(Some(_)), Type::Integer(None)) => true,
        (Type::String(_), Type::String(_))
        | (Type::Integer(_), Type::Integer(_))
        | (Type::Number(_), Type::Number(_)) => true,
        (Type::Array(more), Type::Array(less)) | (Type::Map(more), Type::Map(less)) => {
            match (more.types.as_slice(), less.types.as_slice()) {
                ([more], [less]) => more == less || says_more(more, less),
                (_, []) => true,
                _ => false,
            }
        }
        _ => false,
    }
}

/// The types that a type stands for which is written at a site.
pub(crate) fn of_expr(expr: &TypeExpr, site: Site, structures: &Structures) -> Vec<Type> {
    let inner = |of: &TypeExpr| Box::new(Shape { types: of_expr(of, site, structures), ..Shape::default() });
    let one = match expr {
        TypeExpr::String => Type::String(None),
        TypeExpr::Uuid => Type::String(Some("uuid")),
        TypeExpr::Date => Type::String(Some("date")),
        // Times are written with and without a zone; a format would refuse the ones without.
        TypeExpr::DateTime | TypeExpr::Timestamp => Type::String(None),
        TypeExpr::Binary => Type::String(Some("binary")),
        TypeExpr::Integer => Type::Integer(None),
        TypeExpr::Int32 => Type::Integer(Some("int32")),
        TypeExpr::Int64 => Type::Integer(Some("int64")),
        TypeExpr::Number => Type::Number(None),
        TypeExpr::Float => Type::Number(Some("float")),
        TypeExpr::Double => Type::Number(Some("double")),
        TypeExpr::Boolean => Type::Boolean,
        TypeExpr::Any | TypeExpr::Unknown => Type::Any,
        TypeExpr::Object => Type::Object,
        TypeExpr::Named(name) => Type::Ref(structures.get(site, &name.written)),
        TypeExpr::Array(of) => Type::Array(inner(of)),
        TypeExpr::Map(of) => Type::Map(inner(of)),
        TypeExpr::OneOf(types) => {
            let mut several = Vec::new();
            types.iter().flat_map(|ty| of_expr(ty, site, structures)).for_each(|ty| add(&mut several, ty));
            return several;
        }
    };
    vec![one]
}
