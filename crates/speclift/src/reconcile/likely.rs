//! Which of many alternative bodies an example can be of, without trying all of them.
//!
//! Services have addresses that take dozens of bodies, and pages may describe any number of them, each with examples.
//! Alternatives share few fields, so those that have a member of an example are few, and are looked up.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::api::{Schema, Type};
use crate::json::Node;
use crate::status::Status;

use super::contents::Contents;
use super::exhibits::Placed;

/// Up to so many alternatives are tried one by one.
pub(crate) const FEW: usize = 8;

/// Alternatives by the names of their fields.
#[derive(Debug)]
pub(crate) struct ByField<'f>(HashMap<Cow<'f, str>, Vec<usize>>);

impl<'f> ByField<'f> {
    /// From the names of the fields of each alternative. A name that one has twice counts twice.
    pub(crate) fn new<F: Into<Cow<'f, str>>>(fields: impl Iterator<Item = impl Iterator<Item = F>>) -> Self {
        let mut of: HashMap<Cow<'f, str>, Vec<usize>> = HashMap::new();
        for (nth, fields) in fields.enumerate() {
            fields.for_each(|field| of.entry(field.into()).or_default().push(nth));
        }
        Self(of)
    }

    /// The alternatives that have fields of these names, each as often as it has one.
    pub(crate) fn having<'k>(&self, names: impl Iterator<Item = &'k str>) -> impl Iterator<Item = usize> {
        let names: BTreeSet<&str> = names.collect();
        names.into_iter().filter_map(|name| self.0.get(name)).flatten().copied()
    }

    /// The alternative that has most fields of these names, the first of several; the first of all where none has one.
    pub(crate) fn nearest<'k>(&self, names: impl Iterator<Item = &'k str>) -> usize {
        let mut counts: HashMap<usize, usize> = HashMap::new();
        self.having(names).for_each(|nth| *counts.entry(nth).or_default() += 1);
        let best = counts.into_iter().max_by_key(|(nth, count)| (*count, Reverse(*nth)));
        best.map_or(0, |(nth, _)| nth)
    }
}

/// The bodies that have many alternatives.
pub(crate) struct Likely<'c, 's> {
    contents: &'c Contents,
    bodies: HashMap<(usize, Option<Status>), ByField<'s>>,
}

impl<'c, 's> Likely<'c, 's> {
    pub(crate) fn new(schemas: &'s BTreeMap<String, Schema>, contents: &'c Contents) -> Self {
        let many = contents.shapes().filter(|(_, shape)| shape.types.len() > FEW);
        let bodies = many.map(|(body, shape)| (body, by_field(schemas, &shape.types))).collect();
        Self { contents, bodies }
    }

    /// What an example can be of its body: all alternatives where they are few, else those that have a member of it.
    pub(crate) fn of(&self, placed: &Placed<'_>) -> Option<Cow<'c, [Type]>> {
        let types = &self.contents.get(placed.group, placed.status)?.shape.types;
        let body = &placed.example.body.as_ref()?.value;
        Some(match self.bodies.get(&(placed.group, placed.status)) {
            Some(fields) => Cow::Owned(narrowed(types, fields, body)),
            None => Cow::Borrowed(types),
        })
    }
}

fn by_field<'s>(schemas: &'s BTreeMap<String, Schema>, types: &[Type]) -> ByField<'s> {
    let schema = |ty: &Type| match ty {
        Type::Ref(name) => schemas.get(name),
        _ => None,
    };
    let fields = |ty| schema(ty).into_iter().flat_map(|schema| schema.properties.keys().map(String::as_str));
    ByField::new(types.iter().map(fields))
}

/// Of types, those structures that have a member of a value, or of its elements; the first of all where none has. Other
/// types stay.
fn narrowed(types: &[Type], fields: &ByField<'_>, value: &Node) -> Vec<Type> {
    let members = value.members().iter().chain(value.elements().iter().flat_map(Node::members));
    let mut kept: BTreeSet<usize> = fields.having(members.map(|member| &*member.key)).collect();
    let is_structure = |ty: &Type| matches!(ty, Type::Ref(_));
    if kept.is_empty() {
        kept.extend(types.iter().position(is_structure));
    }
    let types = types.iter().enumerate().filter(|(nth, ty)| !is_structure(ty) || kept.contains(nth));
    types.map(|(_, ty)| ty.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::Property;
    use crate::page::Text;
    use crate::source::{Source, Sources};

    fn json(text: &str) -> Node {
        let sources = Sources::new(vec![Source::new("x", text)]);
        let (id, _) = sources.iter().next().unwrap();
        crate::json::parse(Text::verbatim(id, text, 0).as_str()).value.unwrap()
    }

    /// A body that is one of a thousand structures, each with a field of its own and one that all of them have.
    fn thousand() -> (BTreeMap<String, Schema>, Vec<Type>) {
        let schema = |nth: usize| {
            let properties = [format!("f{nth}"), "all".to_owned()];
            let properties = properties.map(|name| (name.clone(), Property { name, ..Property::default() }));
            (format!("S{nth:03}"), Schema { properties: properties.into(), ..Schema::default() })
        };
        let schemas: BTreeMap<String, Schema> = (0..1_000).map(schema).collect();
        let mut types: Vec<Type> = schemas.keys().cloned().map(Type::Ref).collect();
        types.push(Type::Object);
        (schemas, types)
    }

    #[test]
    fn an_example_is_tried_against_alternatives_that_have_a_member_of_it() {
        let (schemas, types) = thousand();
        let fields = by_field(&schemas, &types);
        let tried = |text: &str| narrowed(&types, &fields, &json(text));
        let of = |names: &[&str]| -> Vec<Type> {
            let types = names.iter().map(|name| Type::Ref((*name).to_owned()));
            types.chain([Type::Object]).collect()
        };
        assert_eq!(tried(r#"{"f7": 1, "other": 2}"#), of(&["S007"]));
        assert_eq!(tried(r#"[{"f900": 1}, {"f8": 1}]"#), of(&["S008", "S900"]));
        assert_eq!(tried(r#"{"unknown": 1}"#), of(&["S000"]));
        assert_eq!(tried(r#"{"all": 1}"#).len(), 1_001);
    }

    #[test]
    fn the_nearest_has_most_fields_and_is_the_first() {
        let fields =
            ByField::new([vec!["a"], vec!["b", "c"], vec!["b", "b"]].into_iter().map(Vec::into_iter));
        assert_eq!(fields.nearest(["b"].into_iter()), 2);
        assert_eq!(fields.nearest(["b", "c"].into_iter()), 1);
        assert_eq!(fields.nearest(["d"].into_iter()), 0);
    }
}
