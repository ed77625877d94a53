//! Walking examples beside the schemas that describe them.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::api::{Property, Schema, Type};
use crate::json::{Member, Node, NodeKind};
use crate::reconcile::similar::near;
use crate::source::Span;

use super::{Exhibit, Shown, accepts};

/// A field of a schema, or the elements of it: `[]` for those of a list, `{}` for those of a map.
pub(super) type Place<'a> = (&'a str, Cow<'a, str>);

/// What examples show, by schema and field.
#[derive(Default)]
pub(super) struct Record<'s, 'a> {
    /// Whether all is wanted, and not only what is lacking.
    all: bool,
    pub(super) shown: BTreeMap<Place<'s>, Vec<Shown<'a>>>,
    /// Keys that are misspellings of a field, by schema, with the field.
    pub(super) misspelt: BTreeMap<(&'s str, &'s str, &'s str), Vec<Misspelt>>,
    /// Those of requests: the places of the keys, and what they are to be.
    pub(super) mended: BTreeMap<Span, &'s str>,
    /// Required fields that an example lacks.
    pub(super) lacking: BTreeMap<(&'s str, &'s str), Vec<Lacking>>,
    /// Maps of which an example shows members that no table names.
    pub(super) open: BTreeSet<&'s str>,
}

impl<'s, 'a: 's> Record<'s, 'a> {
    /// All that examples show.
    pub(super) fn all(
        schemas: &'s BTreeMap<String, Schema>,
        exhibits: &'s [(Cow<'_, [Type]>, Exhibit<'a>)],
    ) -> Self {
        Self { all: true, ..Self::default() }.of(schemas, exhibits)
    }

    /// What examples lack.
    pub(super) fn lacking(
        schemas: &'s BTreeMap<String, Schema>,
        exhibits: &'s [(Cow<'_, [Type]>, Exhibit<'a>)],
    ) -> Self {
        Self::default().of(schemas, exhibits)
    }

    fn of(
        mut self,
        schemas: &'s BTreeMap<String, Schema>,
        exhibits: &'s [(Cow<'_, [Type]>, Exhibit<'a>)],
    ) -> Self {
        for (root, exhibit) in exhibits {
            descend(schemas, ("", ""), root, &exhibit.body.value, exhibit, &mut self);
        }
        self
    }

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
pub(super) struct Misspelt {
    pub(super) span: Span,
    /// Whether a request has it, which a client would send.
    pub(super) sent: bool,
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
