use openapiv3::{ReferenceOr, Schema};

use super::Lowering;
use crate::model::{Object, Property, Shape, Type};

impl Lowering<'_> {
    pub(super) fn merge_of(&self, parts: &[ReferenceOr<Schema>]) -> Type {
        self.merge(parts.iter().map(|part| self.reference_or(part)))
    }

    /// typify merges an `allOf` into a struct, but gives an enumeration without variants where
    /// parts conflict. Here one part stays what it is, objects become one object, and a property
    /// that two parts describe differently accepts both; anything else may be anything.
    pub(super) fn merge(&self, parts: impl Iterator<Item = Type>) -> Type {
        let mut parts: Vec<Type> = parts.filter(|part| !says_nothing(&part.shape)).collect();
        if parts.len() <= 1 {
            return parts.pop().unwrap_or_else(|| Shape::Any.into());
        }
        let mut merged = Object::default();
        for part in &parts {
            let Shape::Object(object) = self.resolved(part) else {
                return Shape::Any.into();
            };
            merged.open |= object.open;
            for (name, property) in object.properties {
                match merged.properties.get_mut(&name) {
                    None => {
                        merged.properties.insert(name, property);
                    }
                    Some(known) => {
                        known.required |= property.required;
                        known.ty = self.either(known.ty.clone(), property.ty);
                    }
                }
            }
        }
        Type { description: parts.swap_remove(0).description, ..Shape::Object(merged).into() }
    }

    /// A type for two descriptions of one property.
    pub(super) fn either(&self, one: Type, other: Type) -> Type {
        match (&one.shape, &other.shape) {
            (a, b) if a == b => Type { nullable: one.nullable || other.nullable, ..one },
            (Shape::Any, _) => other,
            (_, Shape::Any) => one,
            _ => self.union(vec![one, other]),
        }
    }

    /// One object that accepts what any of `objects` accepts: a property is required where all
    /// of them require it.
    pub(super) fn widen(&self, objects: Vec<Object>) -> Object {
        let count = objects.len();
        let mut widened = Object::default();
        let mut required: indexmap::IndexMap<String, usize> = indexmap::IndexMap::new();
        for object in objects {
            widened.open |= object.open;
            for (name, Property { required: is_required, ty }) in object.properties {
                *required.entry(name.clone()).or_default() += usize::from(is_required);
                let ty = match widened.properties.swap_remove(&name) {
                    None => ty,
                    Some(known) => self.either(known.ty, ty),
                };
                widened.properties.insert(name, Property { required: false, ty });
            }
        }
        for (name, property) in &mut widened.properties {
            property.required = required.get(name) == Some(&count);
        }
        widened.properties.sort_keys();
        widened
    }
}

/// Free-form objects beside real parts (`allOf: [{$ref}, {type: object}]`) say nothing.
fn says_nothing(shape: &Shape) -> bool {
    match shape {
        Shape::Any => true,
        Shape::Map(value) => value.shape == Shape::Any,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::schema::tests::lowered;
    use super::*;

    #[test]
    fn one_part_stays_a_reference() {
        let ty = lowered(json!({"allOf": [{"$ref": "#/components/schemas/A"}], "nullable": true}), json!({}));
        assert_eq!((ty.shape, ty.nullable), (Shape::Reference("A".into()), true));
    }

    #[test]
    fn objects_become_one_and_conflicts_accept_both() {
        let a = json!({"type": "object", "required": ["id"], "properties": {
            "id": {"type": "string"}, "size": {"type": "string"}}});
        let ty = lowered(
            json!({"allOf": [{"$ref": "#/components/schemas/A"}, {"type": "object",
                "properties": {"size": {"type": "integer"}, "name": {"type": "string"}}}]}),
            json!({"A": a}),
        );
        let Shape::Object(object) = ty.shape else { panic!("no object") };
        assert_eq!(object.properties.len(), 3);
        assert!(object.properties["id"].required);
        assert!(matches!(&object.properties["size"].ty.shape, Shape::Union(parts) if parts.len() == 2));
    }

    #[test]
    fn parts_of_different_kinds_may_be_anything() {
        let ty = lowered(json!({"allOf": [{"type": "string"}, {"type": "integer"}]}), json!({}));
        assert_eq!(ty.shape, Shape::Any);
    }

    #[test]
    fn a_schema_that_contains_itself_ends() {
        let a = json!({"allOf": [{"$ref": "#/components/schemas/A"},
            {"type": "object", "properties": {"a": {"type": "string"}}}]});
        let ty = lowered(a.clone(), json!({"A": a}));
        assert!(matches!(ty.shape, Shape::Object(_)));
    }
}
