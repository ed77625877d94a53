//! Examples are witnesses: what they show of each field is held against what tables say of it.

mod names_of_fields;
mod record;
mod shapes;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::api::{Origin, Property, Schema, Shape, Type};
use crate::claim::Body;
use crate::finding::{Finding, counted};
use crate::json::Node;
use crate::rules;
use crate::source::Span;

use super::references::references;
use record::{Misspelt, Place, Record};

pub(crate) use record::Lacking;
pub(crate) use shapes::{accepts, apply, infer, widen_limits};

/// An example whose place is known.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Exhibit<'a> {
    /// Its body.
    pub(crate) body: &'a Body,
    /// Whether it is one of a request, which a client sends.
    pub(crate) sent: bool,
}

/// A value that an example shows of a field.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shown<'a> {
    pub(crate) node: &'a Node,
    pub(crate) body: &'a Body,
}

impl<'a> Shown<'a> {
    pub(crate) fn span(&self) -> Span {
        self.body.span(self.node)
    }

    /// The elements of a list.
    pub(crate) fn elements(&self) -> impl Iterator<Item = Self> + use<'a> {
        let body = self.body;
        self.node.elements().iter().map(move |node| Shown { node, body })
    }

    /// The values of an object.
    pub(crate) fn members(&self) -> impl Iterator<Item = Self> + use<'a> {
        let body = self.body;
        self.node.members().iter().map(move |member| Shown { node: &member.value, body })
    }
}

/// The places of keys that examples of requests misspell, with the names of the fields.
pub(crate) type Mended = BTreeMap<Span, String>;

/// Holds all examples against the schemas, and widens what they contradict. `undefined` are structures that bodies
/// name and no table describes.
pub(crate) fn weigh(
    schemas: &mut BTreeMap<String, Schema>,
    exhibits: &[(Cow<'_, [Type]>, Exhibit<'_>)],
    undefined: BTreeMap<String, Vec<Span>>,
    findings: &mut Vec<Finding>,
) -> Mended {
    let mut undefined = name_undefined(schemas, undefined, findings);
    let record = Record::all(schemas, exhibits);
    misspelt(&record.misspelt, findings);
    let mended = record.mended.iter().map(|(key, field)| (*key, (*field).to_owned())).collect();
    // What follows changes the schemas, whose names the record borrows.
    let owned = |(schema, path): Place<'_>| (schema.to_owned(), path.into_owned());
    let shown: Vec<_> = record.shown.into_iter().map(|(place, shown)| (owned(place), shown)).collect();
    let open: BTreeSet<String> = record.open.iter().map(|name| (*name).to_owned()).collect();
    let lacking: Vec<_> = record
        .lacking
        .into_iter()
        .map(|((schema, field), lacking)| {
            let spans: Vec<Span> = lacking.iter().map(|lacking| lacking.span).collect();
            (owned((schema, field.into())), spans)
        })
        .collect();
    for (_, schema) in schemas.iter_mut().filter(|(name, _)| !open.contains(*name)) {
        // A map whose members are all named is a structure.
        schema.rest = None;
    }
    for ((schema, path), shown) in &shown {
        let Some(target) = schemas.get_mut(schema) else { continue };
        let (field, inner) = split_place(path);
        if let Some(property) = target.properties.get_mut(field).filter(|_| inner.is_empty()) {
            property.shown = shown.iter().map(Shown::span).collect();
        }
        if !target.properties.contains_key(field) {
            // Where the structure has no table, that is the finding.
            match undefined.get_mut(schema) {
                Some(witnesses) => witnesses.extend(shown.iter().map(Shown::span)),
                None => undocumented(&format!("{schema}.{path}"), shown, findings),
            }
            target.properties.insert(field.to_owned(), exemplified(field, shown));
            continue;
        }
        let Some(shape) =
            target.properties.get_mut(field).and_then(|property| inner_shape(&mut property.shape, inner))
        else {
            continue;
        };
        apply(&format!("{schema}.{path}"), shape, shown, findings);
    }
    for ((schema, field), spans) in &lacking {
        let Some(property) = schemas.get_mut(schema).and_then(|schema| schema.properties.get_mut(field))
        else {
            continue;
        };
        property.required = false;
        findings.push(
            Finding::new(
                &rules::EXAMPLE_INCOMPLETE,
                format!("{schema}.{field}"),
                format!("required by the table, and left out by {}", counted(spans.len(), "example")),
                spans[0],
            )
            .with(spans[1..].iter().copied())
            .with(property.witnesses.iter().copied())
            .decided("optional: a client must not refuse what the documentation itself sends (rule 4)"),
        );
    }
    for (name, spans) in undefined {
        let Some(schema) = schemas.get_mut(&name) else { continue };
        let verdict = if schema.properties.is_empty() {
            schema.origin = Origin::Named;
            "a free-form object: no example shows it (rule 6)".to_owned()
        } else {
            schema.origin = Origin::Example;
            format!(
                "inferred from examples: {} (rule 6)",
                schema.properties.keys().cloned().collect::<Vec<_>>().join(", ")
            )
        };
        let finding = Finding::new(
            &rules::SCHEMA_UNDEFINED,
            &name,
            "named by a type, and described by no table",
            spans[0],
        );
        findings.push(finding.with(spans[1..].iter().copied()).decided(verdict));
    }
    mended
}

/// Required fields that examples lack, by schema and field.
pub(crate) fn lacking(
    schemas: &BTreeMap<String, Schema>,
    exhibits: &[(Cow<'_, [Type]>, Exhibit<'_>)],
) -> BTreeMap<(String, String), Vec<Lacking>> {
    let record = Record::lacking(schemas, exhibits);
    let owned = |(schema, field): (&str, &str)| (schema.to_owned(), field.to_owned());
    record.lacking.into_iter().map(|(place, lacking)| (owned(place), lacking)).collect()
}

/// Adds an empty schema for each name that a type speaks of and no table describes.
fn name_undefined(
    schemas: &mut BTreeMap<String, Schema>,
    mut bodies: BTreeMap<String, Vec<Span>>,
    findings: &mut Vec<Finding>,
) -> BTreeMap<String, Vec<Span>> {
    let mut undefined: BTreeMap<String, Vec<Span>> = BTreeMap::new();
    for schema in schemas.values() {
        for property in schema.properties.values() {
            for name in property.shape.types.iter().flat_map(references) {
                if let Some(witnesses) = bodies.get_mut(name) {
                    witnesses.extend(&property.witnesses);
                } else if !schemas.contains_key(name) {
                    undefined.entry(name.to_owned()).or_default().extend(&property.witnesses);
                }
            }
        }
    }
    names_of_fields::resolve(schemas, &mut undefined, findings);
    undefined.extend(bodies);
    for (name, spans) in &undefined {
        schemas.insert(
            name.clone(),
            Schema { witnesses: spans.clone(), origin: Origin::Named, ..Schema::default() },
        );
    }
    undefined
}

/// Tells of misspelt keys.
fn misspelt(keys: &BTreeMap<(&str, &str, &str), Vec<Misspelt>>, findings: &mut Vec<Finding>) {
    for ((schema, key, field), places) in keys {
        let mut verdict = format!("one field, named `{field}` as in the table");
        if places.iter().any(|place| place.sent) {
            verdict.push_str("; mended in the examples of requests");
        }
        if places.iter().any(|place| !place.sent) {
            verdict.push_str(&format!("; `{key}` is kept as an extra field where a service sends it"));
        }
        let subject = format!("{schema}.{field}");
        let message = format!("examples spell it `{key}`");
        let finding = Finding::new(&rules::FIELD_NAME_JOINED, subject, message, places[0].span);
        findings.push(
            finding.with(places[1..].iter().map(|place| place.span)).decided(format!("{verdict} (rule 5)")),
        );
    }
}

/// The field of a place, and the steps into it.
fn split_place(path: &str) -> (&str, &str) {
    let at = path.find("[]").into_iter().chain(path.find("{}")).min().unwrap_or(path.len());
    path.split_at(at)
}

fn inner_shape<'s>(shape: &'s mut Shape, steps: &str) -> Option<&'s mut Shape> {
    let Some(step) = steps.get(..2) else { return Some(shape) };
    let inner = shape.types.iter_mut().find_map(|ty| match (ty, step) {
        (Type::Array(of), "[]") | (Type::Map(of), "{}") => Some(of),
        _ => None,
    })?;
    inner_shape(inner, &steps[2..])
}

/// Tells of a field that no table has.
fn undocumented(subject: &str, shown: &[Shown<'_>], findings: &mut Vec<Finding>) {
    let finding = Finding::new(&rules::FIELD_UNDOCUMENTED, subject, "only examples show it", shown[0].span());
    findings.push(
        finding
            .with(shown[1..].iter().map(Shown::span))
            .decided("optional, and of the types that the examples show (rule 4)"),
    );
}

/// A field as examples show it.
fn exemplified(field: &str, shown: &[Shown<'_>]) -> Property {
    Property {
        name: field.to_owned(),
        shape: infer(shown),
        origin: Origin::Example,
        witnesses: shown.iter().map(Shown::span).collect(),
        ..Property::default()
    }
}
