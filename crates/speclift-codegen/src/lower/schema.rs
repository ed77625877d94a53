use openapiv3 as oas;
use openapiv3::{AdditionalProperties, AnySchema, ReferenceOr, Schema, SchemaKind};
use serde_json::Value;

use super::Lowering;
use crate::model::{Object, Property, Shape, Type};

const SCHEMAS: &str = "#/components/schemas/";

impl Lowering<'_> {
    /// A schema as one of the model's shapes. What typify makes hazards of is left behind:
    ///
    /// - `title` renames types, `default` makes an optional property one that is always sent and
    ///   whose `null` fails, `minimum: 1` becomes a non-zero integer that cannot decode a 0;
    /// - `pattern` costs a regular expression engine at run time and `format` a crate for dates
    ///   that refuses the zoneless timestamps the service sends: both stay text;
    /// - item counts become fixed-size arrays, `uniqueItems` a set.
    pub(super) fn reference_or(&self, schema: &ReferenceOr<Schema>) -> Type {
        match schema {
            ReferenceOr::Reference { reference } => reference_to(reference),
            ReferenceOr::Item(schema) => self.schema(schema),
        }
    }

    fn boxed(&self, schema: &ReferenceOr<Box<Schema>>) -> Type {
        match schema {
            ReferenceOr::Reference { reference } => reference_to(reference),
            ReferenceOr::Item(schema) => self.schema(schema),
        }
    }

    pub(super) fn schema(&self, schema: &Schema) -> Type {
        let mut ty = match &schema.schema_kind {
            SchemaKind::Type(oas::Type::String(text)) => text_type(text),
            SchemaKind::Type(oas::Type::Number(_)) => Shape::Number.into(),
            SchemaKind::Type(oas::Type::Integer(_)) => Shape::Integer.into(),
            SchemaKind::Type(oas::Type::Boolean(_)) => Shape::Boolean.into(),
            SchemaKind::Type(oas::Type::Array(array)) => self.list(array.items.as_ref()),
            SchemaKind::Type(oas::Type::Object(object)) => {
                self.object(&object.properties, &object.required, object.additional_properties.as_ref())
            }
            SchemaKind::OneOf { one_of } => self.union_of(one_of),
            SchemaKind::AnyOf { any_of } => self.union_of(any_of),
            SchemaKind::AllOf { all_of } => self.merge_of(all_of),
            SchemaKind::Not { .. } => Shape::Any.into(),
            SchemaKind::Any(any) => self.any(any),
        };
        ty.nullable |= schema.schema_data.nullable;
        if schema.schema_data.description.is_some() {
            ty.description.clone_from(&schema.schema_data.description);
        }
        ty
    }

    fn list(&self, items: Option<&ReferenceOr<Box<Schema>>>) -> Type {
        let item = items.map_or_else(|| Shape::Any.into(), |items| self.boxed(items));
        Shape::List(Box::new(item)).into()
    }

    /// An object without properties is a map: of the named type, or of anything.
    fn object(
        &self,
        properties: &indexmap::IndexMap<String, ReferenceOr<Box<Schema>>>,
        required: &[String],
        additional: Option<&AdditionalProperties>,
    ) -> Type {
        if properties.is_empty() && required.is_empty() {
            let value = match additional {
                Some(AdditionalProperties::Schema(schema)) => self.reference_or(schema),
                _ => Shape::Any.into(),
            };
            return Shape::Map(Box::new(value)).into();
        }
        let mut object = Object {
            open: matches!(
                additional,
                Some(AdditionalProperties::Any(true) | AdditionalProperties::Schema(_))
            ),
            ..Object::default()
        };
        for (name, schema) in properties {
            let required = required.contains(name);
            object.properties.insert(name.clone(), Property { required, ty: self.boxed(schema) });
        }
        for name in required {
            object
                .properties
                .entry(name.clone())
                .or_insert_with(|| Property { required: true, ty: Shape::Any.into() });
        }
        Shape::Object(object).into()
    }

    /// A schema that says several things, or none.
    fn any(&self, any: &AnySchema) -> Type {
        let nullable = any.enumeration.contains(&Value::Null);
        let mut ty: Type = if !any.one_of.is_empty() {
            self.union_of(&any.one_of)
        } else if !any.any_of.is_empty() {
            self.union_of(&any.any_of)
        } else if !any.all_of.is_empty() {
            let own = self.object(&any.properties, &any.required, None);
            self.merge(any.all_of.iter().map(|part| self.reference_or(part)).chain([own]))
        } else if is_null(any) {
            Shape::Any.into()
        } else if any.typ.as_deref() == Some("object")
            || !any.properties.is_empty()
            || any.additional_properties.is_some()
        {
            self.object(&any.properties, &any.required, any.additional_properties.as_ref())
        } else if any.typ.as_deref() == Some("array") || any.items.is_some() {
            self.list(any.items.as_ref())
        } else {
            scalar(any)
        };
        ty.nullable |= nullable;
        ty
    }

    /// The shape that a type has once references are followed; a recursive or missing one counts
    /// as an object.
    pub(super) fn resolved(&self, ty: &Type) -> Shape {
        let Shape::Reference(name) = &ty.shape else {
            return ty.shape.clone();
        };
        if self.open.borrow().contains(name) {
            return Shape::Object(Object::default());
        }
        let Some(schema) = self.components.schemas.get(name) else {
            return Shape::Object(Object::default());
        };
        self.open.borrow_mut().push(name.clone());
        let shape = self.resolved(&self.reference_or(schema));
        self.open.borrow_mut().pop();
        shape
    }
}

/// Whether a schema allows nothing but null, as the published view writes it in a `oneOf`.
pub(super) fn is_null(any: &AnySchema) -> bool {
    !any.enumeration.is_empty() && any.enumeration.iter().all(Value::is_null)
}

fn reference_to(reference: &str) -> Type {
    let name = reference.strip_prefix(SCHEMAS).unwrap_or(reference);
    Shape::Reference(name.replace("~1", "/").replace("~0", "~")).into()
}

fn text_type(text: &oas::StringType) -> Type {
    let values: Vec<String> = text.enumeration.iter().flatten().cloned().collect();
    let shape = if values.is_empty() {
        Shape::Text { min: text.min_length.filter(|min| *min > 0), max: text.max_length }
    } else {
        Shape::Enumeration(values)
    };
    Type { nullable: text.enumeration.contains(&None), ..shape.into() }
}

fn scalar(any: &AnySchema) -> Type {
    let values: Option<Vec<String>> = any
        .enumeration
        .iter()
        .filter(|value| !value.is_null())
        .map(|value| value.as_str().map(str::to_owned))
        .collect();
    match (any.typ.as_deref(), values) {
        (None | Some("string"), Some(values)) if !values.is_empty() => Shape::Enumeration(values).into(),
        (Some("string"), _) => {
            Shape::Text { min: any.min_length.filter(|min| *min > 0), max: any.max_length }.into()
        }
        (Some("integer"), _) => Shape::Integer.into(),
        (Some("number"), _) => Shape::Number.into(),
        (Some("boolean"), _) => Shape::Boolean.into(),
        (None, _) if any.pattern.is_some() || any.max_length.is_some() => Shape::TEXT.into(),
        _ => Shape::Any.into(),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use serde_json::{Value, json};

    use super::*;

    /// What a schema is lowered to, beside components.
    pub(in crate::lower) fn lowered(schema: Value, components: Value) -> Type {
        let components: oas::Components = serde_json::from_value(json!({"schemas": components})).unwrap();
        let lowering =
            Lowering { components: &components, open: Default::default(), errors: Default::default() };
        lowering.reference_or(&serde_json::from_value(schema).unwrap())
    }

    #[test]
    fn hazards_are_left_behind() {
        for (schema, expected) in [
            (json!({"type": "integer", "minimum": 1, "default": 3}), Shape::Integer),
            (json!({"type": "integer", "format": "int32", "enum": [1, 2]}), Shape::Integer),
            (json!({"type": "string", "format": "date-time"}), Shape::TEXT),
            (json!({"type": "string", "pattern": "^a", "minLength": 0}), Shape::TEXT),
            (json!({"type": "number", "maximum": 1.5}), Shape::Number),
            (json!({"not": {"type": "string"}}), Shape::Any),
            (json!({}), Shape::Any),
            (json!({"type": "object"}), Shape::Map(Box::new(Shape::Any.into()))),
        ] {
            assert_eq!(lowered(schema, json!({})).shape, expected);
        }
    }

    #[test]
    fn limits_and_enumerations_of_text_stay() {
        assert_eq!(
            lowered(json!({"type": "string", "minLength": 1, "maxLength": 64}), json!({})).shape,
            Shape::Text { min: Some(1), max: Some(64) }
        );
        let ty = lowered(json!({"type": "string", "enum": ["a", null], "nullable": true}), json!({}));
        assert_eq!((ty.shape, ty.nullable), (Shape::Enumeration(vec!["a".into()]), true));
    }

    #[test]
    fn a_required_property_without_a_schema_may_be_anything() {
        let ty = lowered(
            json!({"type": "object", "required": ["a"], "properties": {"b": {"type": "string"}}}),
            json!({}),
        );
        let Shape::Object(object) = ty.shape else { panic!("no object") };
        assert_eq!(object.properties["a"].ty.shape, Shape::Any);
        assert!(object.properties["a"].required && !object.properties["b"].required);
    }
}
