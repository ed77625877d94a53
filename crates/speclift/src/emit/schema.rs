//! Schemas.
//!
//! A property that is a reference and says more than that is `allOf` of the one reference, since `$ref`
//! suffers no siblings in OpenAPI 3.0. A reference that may be null is `oneOf` the reference and a schema
//! of nothing but null. A property that evidence gave several types is `oneOf` those types, or `anyOf`
//! where a value may be of more than one of them.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use openapiv3::{
    AdditionalProperties, AnySchema, ArrayType, IntegerFormat, IntegerType, NumberFormat, NumberType,
    ObjectType, ReferenceOr, Schema, SchemaData, SchemaKind, StringFormat, StringType, Type as OpenApiType,
    VariantOrUnknownOrEmpty,
};
use serde_json::Value;

use crate::api::{self, Limits, Origin, Property, Shape, Type};
use crate::words;

/// A reference to a structure.
pub(super) fn reference(name: &str) -> ReferenceOr<Schema> {
    ReferenceOr::ref_(&format!("#/components/schemas/{name}"))
}

/// The values of a body. Of several structures exactly one fits where each needs a field that no other has.
pub(super) fn of(body: &Shape, schemas: &BTreeMap<String, api::Schema>) -> ReferenceOr<Schema> {
    let own = |ty: &Type| match ty {
        Type::Ref(name) => schemas.get(name),
        _ => None,
    };
    let structures: Vec<&api::Schema> = body.types.iter().filter_map(own).collect();
    let apart = |(at, schema): (usize, &&api::Schema)| {
        let others = || structures.iter().enumerate().filter(|(other, _)| *other != at);
        let mut required = schema.properties.values().filter(|property| property.required);
        required.any(|property| others().all(|(_, other)| !other.properties.contains_key(&property.name)))
    };
    if structures.len() > 1
        && structures.len() == body.types.len()
        && !body.nullable
        && structures.iter().enumerate().all(apart)
    {
        let one_of = body.types.iter().map(|ty| member(ty, &Limits::default())).collect();
        let kind = SchemaKind::OneOf { one_of };
        return ReferenceOr::Item(Schema { schema_data: SchemaData::default(), schema_kind: kind });
    }
    shape(body, SchemaData::default())
}

/// A structure.
pub(super) fn structure(schema: &api::Schema) -> Schema {
    let title = schema.title.as_deref().and_then(words::some);
    let mut data = SchemaData { title, ..SchemaData::default() };
    match schema.origin {
        Origin::Tabled => {}
        Origin::Example => mark(&mut data, "example"),
        Origin::Named => mark(&mut data, "name"),
    }
    let rest = |rest| AdditionalProperties::Schema(Box::new(shape(rest, SchemaData::default())));
    let object =
        ObjectType { additional_properties: schema.rest.as_ref().map(rest), ..object(&schema.properties) };
    Schema { schema_data: data, schema_kind: SchemaKind::Type(OpenApiType::Object(object)) }
}

/// Marks what no table describes with where it is known from.
fn mark(data: &mut SchemaData, origin: &str) {
    data.extensions.insert("x-speclift-origin".to_owned(), origin.into());
}

fn object(properties: &IndexMap<String, Property>) -> ObjectType {
    ObjectType {
        required: properties
            .values()
            .filter(|property| property.required)
            .map(|property| property.name.clone())
            .collect(),
        properties: properties
            .values()
            .map(|property| (property.name.clone(), boxed(in_structure(property))))
            .collect(),
        ..ObjectType::default()
    }
}

fn boxed(schema: ReferenceOr<Schema>) -> ReferenceOr<Box<Schema>> {
    match schema {
        ReferenceOr::Item(schema) => ReferenceOr::Item(Box::new(schema)),
        ReferenceOr::Reference { reference } => ReferenceOr::Reference { reference },
    }
}

/// A property as a structure holds it.
fn in_structure(property: &Property) -> ReferenceOr<Schema> {
    let data = data(property);
    shape(&property.shape, data)
}

/// A property as a schema of its own, without a reference at the top.
pub(super) fn plain(property: &Property) -> Schema {
    match shape(&property.shape, data(property)) {
        ReferenceOr::Item(schema) => schema,
        reference => Schema {
            schema_data: SchemaData::default(),
            schema_kind: SchemaKind::AllOf { all_of: vec![reference] },
        },
    }
}

/// An array of a schema, which keeps the description to itself.
pub(super) fn array_of(mut items: Schema) -> Schema {
    let data = SchemaData { description: items.schema_data.description.take(), ..SchemaData::default() };
    let kind =
        SchemaKind::Type(OpenApiType::Array(array(ReferenceOr::Item(Box::new(items)), &Limits::default())));
    Schema { schema_data: data, schema_kind: kind }
}

fn data(property: &Property) -> SchemaData {
    let mut data = SchemaData {
        description: words::some(&property.description),
        default: property.shape.default.as_deref().cloned(),
        example: property.shape.example.as_deref().cloned(),
        deprecated: property.shape.deprecated,
        ..SchemaData::default()
    };
    if property.origin == Origin::Example {
        mark(&mut data, "example");
    }
    data
}

fn shape(shape: &Shape, mut data: SchemaData) -> ReferenceOr<Schema> {
    match shape.types.as_slice() {
        [] | [Type::Any] => {
            // A schema without a type takes null as it is.
            data.nullable = false;
            ReferenceOr::Item(Schema {
                schema_data: data,
                schema_kind: SchemaKind::Any(AnySchema::default()),
            })
        }
        [Type::Ref(name)] if shape.nullable => {
            let one_of = vec![reference(name), ReferenceOr::Item(null())];
            ReferenceOr::Item(Schema { schema_data: data, schema_kind: SchemaKind::OneOf { one_of } })
        }
        [Type::Ref(name)] => {
            if data == SchemaData::default() {
                return reference(name);
            }
            let all_of = vec![reference(name)];
            ReferenceOr::Item(Schema { schema_data: data, schema_kind: SchemaKind::AllOf { all_of } })
        }
        [one] => {
            data.nullable = shape.nullable;
            let mut schema = Schema { schema_data: data, schema_kind: kind(one, &shape.limits) };
            list_null(&mut schema);
            ReferenceOr::Item(schema)
        }
        several => {
            let mut members: Vec<ReferenceOr<Schema>> =
                several.iter().map(|ty| member(ty, &shape.limits)).collect();
            if shape.nullable {
                // One of the members takes null, or one of its own does: never two, which `oneOf` refuses.
                let scalar = members.iter_mut().find_map(|member| match member {
                    ReferenceOr::Item(schema) => Some(schema),
                    ReferenceOr::Reference { .. } => None,
                });
                match scalar {
                    Some(schema) => {
                        schema.schema_data.nullable = true;
                        list_null(schema);
                    }
                    None => members.push(ReferenceOr::Item(null())),
                }
            }
            let mut words: Vec<&str> = several
                .iter()
                .map(|ty| if matches!(ty, Type::Ref(_)) { "object" } else { ty.word() })
                .collect();
            words.sort_unstable();
            let overlap = words.windows(2).any(|pair| pair[0] == pair[1]) || words.contains(&"any");
            let kind = if overlap {
                SchemaKind::AnyOf { any_of: members }
            } else {
                SchemaKind::OneOf { one_of: members }
            };
            ReferenceOr::Item(Schema { schema_data: data, schema_kind: kind })
        }
    }
}

/// Adds null to the enumeration of a schema that may be null: OpenAPI 3.0.3 wants it listed.
fn list_null(schema: &mut Schema) {
    if !schema.schema_data.nullable {
        return;
    }
    match &mut schema.schema_kind {
        SchemaKind::Type(OpenApiType::String(ty)) if !ty.enumeration.is_empty() => ty.enumeration.push(None),
        SchemaKind::Type(OpenApiType::Integer(ty)) if !ty.enumeration.is_empty() => ty.enumeration.push(None),
        SchemaKind::Type(OpenApiType::Number(ty)) if !ty.enumeration.is_empty() => ty.enumeration.push(None),
        _ => {}
    }
}

/// One of several types.
fn member(ty: &Type, limits: &Limits) -> ReferenceOr<Schema> {
    match ty {
        Type::Ref(name) => reference(name),
        other => {
            ReferenceOr::Item(Schema { schema_data: SchemaData::default(), schema_kind: kind(other, limits) })
        }
    }
}

/// A schema that takes null and nothing else.
fn null() -> Schema {
    let any =
        AnySchema { typ: Some("object".to_owned()), enumeration: vec![Value::Null], ..AnySchema::default() };
    Schema {
        schema_data: SchemaData { nullable: true, ..SchemaData::default() },
        schema_kind: SchemaKind::Any(any),
    }
}

fn array(items: ReferenceOr<Box<Schema>>, limits: &Limits) -> ArrayType {
    ArrayType {
        items: Some(items),
        min_items: limits.min_items.map(size),
        max_items: limits.max_items.map(size),
        unique_items: false,
    }
}

fn size(size: u64) -> usize {
    usize::try_from(size).unwrap_or(usize::MAX)
}

fn kind(ty: &Type, limits: &Limits) -> SchemaKind {
    let ty = match ty {
        Type::String(format) => OpenApiType::String(StringType {
            format: string_format(*format),
            pattern: limits.pattern.clone(),
            enumeration: limits.values.iter().map(|(value, _)| Some(value.clone())).collect(),
            min_length: limits.min_length.map(size),
            max_length: limits.max_length.map(size),
        }),
        Type::Integer(format) => OpenApiType::Integer(IntegerType {
            format: match format {
                Some("int32") => VariantOrUnknownOrEmpty::Item(IntegerFormat::Int32),
                Some("int64") => VariantOrUnknownOrEmpty::Item(IntegerFormat::Int64),
                _ => VariantOrUnknownOrEmpty::Empty,
            },
            minimum: limits.minimum.map(|bound| bound.ceil() as i64),
            maximum: limits.maximum.map(|bound| bound.floor() as i64),
            enumeration: limits.values.iter().filter_map(|(value, _)| value.parse().ok()).map(Some).collect(),
            ..IntegerType::default()
        }),
        Type::Number(format) => OpenApiType::Number(NumberType {
            format: match format {
                Some("float") => VariantOrUnknownOrEmpty::Item(NumberFormat::Float),
                Some("double") => VariantOrUnknownOrEmpty::Item(NumberFormat::Double),
                _ => VariantOrUnknownOrEmpty::Empty,
            },
            minimum: limits.minimum,
            maximum: limits.maximum,
            enumeration: limits.values.iter().filter_map(|(value, _)| value.parse().ok()).map(Some).collect(),
            ..NumberType::default()
        }),
        Type::Boolean => OpenApiType::Boolean(openapiv3::BooleanType::default()),
        Type::Object => OpenApiType::Object(ObjectType::default()),
        Type::Inline(properties) => OpenApiType::Object(object(properties)),
        Type::Map(of) => {
            let values = shape(of, SchemaData::default());
            OpenApiType::Object(ObjectType {
                additional_properties: Some(AdditionalProperties::Schema(Box::new(values))),
                ..ObjectType::default()
            })
        }
        Type::Array(of) => OpenApiType::Array(array(boxed(shape(of, SchemaData::default())), limits)),
        Type::Any => return SchemaKind::Any(AnySchema::default()),
        Type::Ref(name) => return SchemaKind::AllOf { all_of: vec![reference(name)] },
    };
    SchemaKind::Type(ty)
}

fn string_format(format: Option<&str>) -> VariantOrUnknownOrEmpty<StringFormat> {
    match format {
        None => VariantOrUnknownOrEmpty::Empty,
        Some("date") => VariantOrUnknownOrEmpty::Item(StringFormat::Date),
        Some("binary") => VariantOrUnknownOrEmpty::Item(StringFormat::Binary),
        Some(other) => VariantOrUnknownOrEmpty::Unknown(other.to_owned()),
    }
}
