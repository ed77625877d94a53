//! Examples are witnesses: what they show of each field is held against what tables say of it.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use crate::api::{Limits, Origin, Property, Schema, Shape, Type};
use crate::claim::Body;
use crate::finding::{Finding, counted};
use crate::json::{Member, Node, NodeKind};
use crate::rules;
use crate::source::Span;

use super::limits::widen;
use super::similar::near;

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

/// A field of a schema, or the elements of it: `[]` for those of a list, `{}` for those of a map.
type Place<'a> = (&'a str, Cow<'a, str>);

/// What examples show, by schema and field.
#[derive(Default)]
struct Record<'s, 'a> {
    /// Whether all is wanted, and not only what is lacking.
    all: bool,
    shown: BTreeMap<Place<'s>, Vec<Shown<'a>>>,
    /// Keys that are misspellings of a field, by schema, with the field.
    misspelt: BTreeMap<(&'s str, &'s str, &'s str), Vec<Misspelt>>,
    /// Those of requests: the places of the keys, and what they are to be.
    mended: BTreeMap<Span, &'s str>,
    /// Required fields that an example lacks.
    lacking: BTreeMap<(&'s str, &'s str), Vec<Lacking>>,
    /// Maps of which an example shows members that no table names.
    open: BTreeSet<&'s str>,
}

impl<'s, 'a> Record<'s, 'a> {
    /// Notes what is shown in a place, if that is wanted.
    fn show(&mut self, place: impl FnOnce() -> Place<'s>, shown: impl IntoIterator<Item = Shown<'a>>) {
        if self.all {
            self.shown.entry(place()).or_default().extend(shown);
        }
    }

    /// The place of the elements of a list or the values of a map, if places are wanted.
    fn inside(&self, path: &str, step: &str) -> String {
        if self.all { format!("{path}{step}") } else { String::new() }
    }
}

/// An object of an example that lacks a required field.
pub(crate) struct Lacking {
    pub(crate) span: Span,
    /// Whether a request has it, which a client would send.
    pub(crate) sent: bool,
}

/// A key that is a misspelling.
struct Misspelt {
    span: Span,
    /// Whether a request has it, which a client would send.
    sent: bool,
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
    let mut undefined = name_undefined(schemas, undefined);
    let mut record = Record { all: true, ..Record::default() };
    for (root, exhibit) in exhibits {
        descend(schemas, ("", ""), root, &exhibit.body.value, exhibit, &mut record);
    }
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
    let mut record = Record::default();
    for (root, exhibit) in exhibits {
        descend(schemas, ("", ""), root, &exhibit.body.value, exhibit, &mut record);
    }
    let owned = |(schema, field): (&str, &str)| (schema.to_owned(), field.to_owned());
    record.lacking.into_iter().map(|(place, lacking)| (owned(place), lacking)).collect()
}

/// Adds an empty schema for each name that a type speaks of and no table describes.
fn name_undefined(
    schemas: &mut BTreeMap<String, Schema>,
    mut undefined: BTreeMap<String, Vec<Span>>,
) -> BTreeMap<String, Vec<Span>> {
    for schema in schemas.values() {
        for property in schema.properties.values() {
            for name in property.shape.types.iter().flat_map(references) {
                if !schemas.contains_key(name) {
                    undefined.entry(name.to_owned()).or_default().extend(&property.witnesses);
                }
            }
        }
    }
    for (name, spans) in &undefined {
        schemas.insert(
            name.clone(),
            Schema { witnesses: spans.clone(), origin: Origin::Named, ..Schema::default() },
        );
    }
    undefined
}

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

fn walk<'s, 'a: 's>(
    schemas: &'s BTreeMap<String, Schema>,
    name: &'s str,
    node: &'a Node,
    exhibit: &Exhibit<'a>,
    record: &mut Record<'s, 'a>,
) {
    let Some(schema) = schemas.get(name) else { return };
    if !matches!(node.kind, NodeKind::Object(_)) {
        return;
    }
    let members = node.members();
    let mut keys: BTreeSet<&str> = members.iter().map(|member| &*member.key).collect();
    for member in members {
        if member.value.kind == NodeKind::Elided {
            continue;
        }
        let shown = Shown { node: &member.value, body: exhibit.body };
        match schema.properties.get(&*member.key) {
            Some(property) => {
                record.show(|| (name, Cow::Borrowed(&*member.key)), [shown]);
                descend(schemas, (name, &*member.key), &property.shape.types, &member.value, exhibit, record);
            }
            None => match misspelling(schema, member, members, exhibit.sent) {
                Some(property) => {
                    let field = property.name.as_str();
                    let span = exhibit.body.map.span(member.key_place.range());
                    let misspelt = Misspelt { span, sent: exhibit.sent };
                    if record.all {
                        record.misspelt.entry((name, &*member.key, field)).or_default().push(misspelt);
                    }
                    if exhibit.sent {
                        // What a client would send is mended, so its value is one of the field's.
                        record.mended.insert(span, field);
                        keys.insert(field);
                        record.show(|| (name, Cow::Borrowed(field)), [shown]);
                        descend(
                            schemas,
                            (name, field),
                            &property.shape.types,
                            &member.value,
                            exhibit,
                            record,
                        );
                    }
                }
                None if schema.rest.as_ref().is_some_and(|rest| accepts(&rest.types, &member.value)) => {
                    record.open.insert(name);
                }
                None => record.show(|| (name, Cow::Borrowed(&*member.key)), [shown]),
            },
        }
    }
    if !exhibit.body.partial {
        for property in schema
            .properties
            .values()
            .filter(|property| property.required && !keys.contains(property.name.as_str()))
        {
            let lacking = Lacking { span: exhibit.body.span(node), sent: exhibit.sent };
            record.lacking.entry((name, &property.name)).or_default().push(lacking);
        }
    }
}

fn descend<'s, 'a: 's>(
    schemas: &'s BTreeMap<String, Schema>,
    (schema, path): (&'s str, &str),
    types: &'s [Type],
    node: &'a Node,
    exhibit: &Exhibit<'a>,
    record: &mut Record<'s, 'a>,
) {
    let shown = structure(schemas, types, node);
    for ty in types {
        match ty {
            Type::Ref(name) if shown == Some(name) => walk(schemas, name, node, exhibit, record),
            Type::Array(of) if !node.elements().is_empty() => {
                let place = record.inside(path, "[]");
                let elements = node.elements().iter().map(|node| Shown { node, body: exhibit.body });
                record.show(|| (schema, Cow::Owned(place.clone())), elements);
                for element in node.elements() {
                    descend(schemas, (schema, &place), &of.types, element, exhibit, record);
                }
            }
            Type::Map(of) if !node.members().is_empty() => {
                let place = record.inside(path, "{}");
                let values =
                    node.members().iter().map(|member| Shown { node: &member.value, body: exhibit.body });
                record.show(|| (schema, Cow::Owned(place.clone())), values);
                for member in node.members() {
                    descend(schemas, (schema, &place), &of.types, &member.value, exhibit, record);
                }
            }
            _ => {}
        }
    }
}

/// The structure that an object shows, where a field may be one of several: the first that has most of its
/// fields.
fn structure<'s>(schemas: &BTreeMap<String, Schema>, types: &'s [Type], node: &Node) -> Option<&'s String> {
    let names = types.iter().filter_map(|ty| match ty {
        Type::Ref(name) => Some(name),
        _ => None,
    });
    let known = |name: &String| {
        let has = |key: &str| schemas.get(name).is_some_and(|schema| schema.properties.contains_key(key));
        node.members().iter().filter(|member| has(&member.key)).count()
    };
    names.rev().max_by_key(|name| known(name))
}

/// The documented field that a key of an example misspells: near in spelling, and absent from the same object. A
/// field that a request must have, and has not, is looked for with one letter of four.
fn misspelling<'s>(
    schema: &'s Schema,
    member: &Member,
    members: &[Member],
    sent: bool,
) -> Option<&'s Property> {
    let absent = |property: &&Property| members.iter().all(|other| *other.key != *property.name);
    let is_near = |per: usize| move |property: &&Property| near(&property.name, &member.key, per);
    let mut free = schema.properties.values().filter(absent);
    let required = || schema.properties.values().filter(absent).filter(|property| property.required && sent);
    free.find(is_near(6)).or_else(|| required().find(is_near(4)))
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

/// The shape that values have in common.
pub(crate) fn infer(shown: &[Shown<'_>]) -> Shape {
    let mut shape = Shape::default();
    let mut objects: Vec<Shown<'_>> = Vec::new();
    let mut arrays: Vec<Shown<'_>> = Vec::new();
    for value in shown {
        match &value.node.kind {
            NodeKind::Null => shape.nullable = true,
            NodeKind::Bool(_) => super::fields::add(&mut shape.types, Type::Boolean),
            NodeKind::Number(number) => {
                let whole = number.is_i64() || number.is_u64();
                super::fields::add(
                    &mut shape.types,
                    if whole { Type::Integer(None) } else { Type::Number(None) },
                );
            }
            NodeKind::String(_) => super::fields::add(&mut shape.types, Type::String(None)),
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
        let documented: Vec<_> = shape.types.iter().map(super::fields::describe).collect();
        let found = infer(&others);
        let words: Vec<_> = found.types.iter().map(super::fields::describe).collect();
        found.types.into_iter().for_each(|ty| super::fields::add(&mut shape.types, ty));
        let message =
            format!("documented as {}, and {} in examples", documented.join(" or "), words.join(" or "));
        let finding = Finding::new(&rules::EXAMPLE_TYPE, subject, message, first.span());
        findings
            .push(finding.with(others[1..].iter().map(Shown::span)).decided("both are accepted (rule 4)"));
    }
    if shape.limits == Limits::default() {
        return;
    }
    for value in shown {
        let plain = value.node.to_value();
        let listed = shape.limits.values.len();
        if let Some(reason) = widen(&mut shape.limits, &plain) {
            let rule = if shape.limits.values.len() > listed {
                &rules::EXAMPLE_OUTSIDE_ENUMERATION
            } else {
                &rules::EXAMPLE_OUTSIDE_BOUNDS
            };
            let finding = Finding::new(
                rule,
                subject,
                format!("an example shows {plain}, which is outside the documented values: {reason}"),
                value.span(),
            );
            let again = shown.iter().filter(|other| other.node.to_value() == plain).map(Shown::span);
            findings
                .push(finding.with(again).decided("the documented values are widened to hold it (rule 7)"));
        }
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
