use openapiv3::{ReferenceOr, Schema, SchemaKind};

use super::Lowering;
use super::schema::is_null;
use crate::model::{Shape, Type};

/// The JSON kinds that serde can tell apart without looking inside, in the order to try them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Object,
    List,
    Boolean,
    Number,
    Text,
}

impl Lowering<'_> {
    /// progenitor makes a struct of an `anyOf` that matches nothing, and an untagged enum of a
    /// `oneOf` in which the first match wins, so that of two objects the second is never seen.
    /// A null alternative (`{type: object, nullable: true, enum: [null]}`) makes the rest
    /// nullable; alternatives of one JSON kind become one, wide enough for all.
    pub(super) fn union_of(&self, parts: &[ReferenceOr<Schema>]) -> Type {
        let null = |part: &&ReferenceOr<Schema>| {
            matches!(part, ReferenceOr::Item(Schema { schema_kind: SchemaKind::Any(any), .. })
                if is_null(any))
        };
        let nullable = parts.iter().any(|part| null(&part));
        let parts = parts.iter().filter(|part| !null(part));
        let ty = self.union(parts.map(|part| self.reference_or(part)).collect());
        Type { nullable: ty.nullable || nullable, ..ty }
    }

    pub(super) fn union(&self, parts: Vec<Type>) -> Type {
        let nullable = parts.iter().any(|part| part.nullable);
        let mut kinds: Vec<(Kind, Vec<Type>)> = Vec::new();
        for part in self.flat(parts) {
            let Some(kind) = kind(&self.resolved(&part)) else {
                return Type { nullable, ..Shape::Any.into() };
            };
            match kinds.iter_mut().find(|(known, _)| *known == kind) {
                Some((_, parts)) if parts.contains(&part) => {}
                Some((_, parts)) => parts.push(part),
                None => kinds.push((kind, vec![part])),
            }
        }
        kinds.sort_by_key(|(kind, _)| *kind);
        let mut parts: Vec<Type> = kinds.into_iter().map(|(_, parts)| self.one(parts)).collect();
        if parts.iter().any(|part| part.shape == Shape::Any) {
            return Type { nullable, ..Shape::Any.into() };
        }
        if parts.len() <= 1 {
            let ty = parts.pop().unwrap_or_else(|| Shape::Any.into());
            return Type { nullable, ..ty };
        }
        for part in &mut parts {
            part.nullable = false;
        }
        Type { nullable, ..Shape::Union(parts).into() }
    }

    /// The parts with unions among them opened.
    fn flat(&self, parts: Vec<Type>) -> Vec<Type> {
        parts
            .into_iter()
            .flat_map(|part| match self.resolved(&part) {
                Shape::Union(inner) => inner,
                _ => vec![part],
            })
            .collect()
    }

    /// One type for parts of one kind.
    fn one(&self, mut parts: Vec<Type>) -> Type {
        if parts.len() == 1 {
            return parts.remove(0);
        }
        let shapes: Vec<Shape> = parts.iter().map(|part| self.resolved(part)).collect();
        let shape = match &shapes[0] {
            Shape::Text { .. } | Shape::Enumeration(_) => one_text(&shapes),
            Shape::Integer | Shape::Number if shapes.contains(&Shape::Number) => Shape::Number,
            Shape::List(_) => {
                let items = shapes.into_iter().filter_map(|shape| match shape {
                    Shape::List(item) => Some(*item),
                    _ => None,
                });
                Shape::List(Box::new(self.union(items.collect())))
            }
            Shape::Object(_) | Shape::Map(_) => {
                let objects: Option<Vec<_>> = shapes
                    .into_iter()
                    .map(|shape| match shape {
                        Shape::Object(object) => Some(object),
                        _ => None,
                    })
                    .collect();
                match objects {
                    Some(objects) => Shape::Object(self.widen(objects)),
                    None => Shape::Map(Box::new(Shape::Any.into())),
                }
            }
            other => other.clone(),
        };
        shape.into()
    }
}

/// Enumerations accept other values too, so they swallow plain text beside them.
fn one_text(shapes: &[Shape]) -> Shape {
    let mut all: Vec<String> = Vec::new();
    for shape in shapes {
        if let Shape::Enumeration(values) = shape {
            all.extend(values.iter().filter(|value| !all.contains(value)).cloned().collect::<Vec<_>>());
        }
    }
    if all.is_empty() { Shape::TEXT } else { Shape::Enumeration(all) }
}

fn kind(shape: &Shape) -> Option<Kind> {
    Some(match shape {
        Shape::Object(_) | Shape::Map(_) => Kind::Object,
        Shape::List(_) => Kind::List,
        Shape::Boolean => Kind::Boolean,
        Shape::Integer | Shape::Number => Kind::Number,
        Shape::Text { .. } | Shape::Enumeration(_) => Kind::Text,
        Shape::Any | Shape::Union(_) | Shape::Reference(_) => return None,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::schema::tests::lowered;
    use super::*;

    #[test]
    fn a_null_alternative_makes_the_reference_nullable() {
        let nothing = json!({"type": "object", "nullable": true, "enum": [null]});
        let a = json!({"type": "object", "properties": {"x": {"type": "string"}}});
        let ty = lowered(
            json!({"oneOf": [{"$ref": "#/components/schemas/A"}, nothing], "description": "d"}),
            json!({"A": a}),
        );
        assert_eq!((ty.shape, ty.nullable), (Shape::Reference("A".into()), true));
        assert_eq!(ty.description.as_deref(), Some("d"));
    }

    #[test]
    fn kinds_stay_apart_and_text_is_tried_last() {
        let ty = lowered(json!({"oneOf": [{"type": "string"}, {"type": "integer"}]}), json!({}));
        assert_eq!(ty.shape, Shape::Union(vec![Shape::Integer.into(), Shape::TEXT.into()]));
    }

    #[test]
    fn one_kind_becomes_one_type() {
        let ty = lowered(json!({"anyOf": [{"type": "number"}, {"type": "integer"}]}), json!({}));
        assert_eq!(ty.shape, Shape::Number);
        let known = json!({"type": "string", "enum": ["a"]});
        let ty = lowered(json!({"anyOf": [{"type": "string"}, known]}), json!({}));
        assert_eq!(ty.shape, Shape::Enumeration(vec!["a".into()]));
    }

    #[test]
    fn objects_become_one_that_requires_what_all_require() {
        let a = json!({"type": "object", "required": ["x", "y"],
            "properties": {"x": {"type": "string"}, "y": {"type": "string"}}});
        let b = json!({"type": "object", "required": ["x"], "properties": {"x": {"type": "integer"}}});
        let refs = json!({"oneOf": [
            {"$ref": "#/components/schemas/A"}, {"$ref": "#/components/schemas/B"}]});
        let ty = lowered(refs, json!({"A": a, "B": b}));
        let Shape::Object(object) = ty.shape else { panic!("no object") };
        assert!(object.properties["x"].required && !object.properties["y"].required);
        assert!(matches!(object.properties["x"].ty.shape, Shape::Union(_)));
    }

    #[test]
    fn what_cannot_be_told_apart_may_be_anything() {
        let ty = lowered(json!({"oneOf": [{"type": "string"}, {}]}), json!({}));
        assert_eq!(ty.shape, Shape::Any);
    }
}
