//! Model → the client view's document.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use openapiv3 as oas;
use openapiv3::{MediaType, OpenAPI, PathItem, ReferenceOr, Schema, SchemaData, SchemaKind};

use crate::Enumeration;
use crate::markdown::{doc_line, doc_text};
use crate::model::{Api, Body, Content, Location, Object, Operation, Parameter, Payload, Shape, Type};

/// The enumerations among the schemas.
pub(crate) fn enumerations(api: &Api) -> BTreeMap<String, Enumeration> {
    let found = api.schemas.iter().filter_map(|(name, ty)| match &ty.shape {
        Shape::Enumeration(values) => {
            let description = ty.description.as_deref().map(doc_text);
            Some((name.clone(), Enumeration { description, values: values.clone() }))
        }
        _ => None,
    });
    found.collect()
}

/// The document; its components are sorted, since what progenitor writes depends on their order.
pub(crate) fn raise(api: Api) -> OpenAPI {
    let mut paths: IndexMap<String, ReferenceOr<PathItem>> = IndexMap::new();
    let mut schemas = api.schemas;
    schemas.sort_keys();
    for operation in api.operations {
        let item =
            paths.entry(operation.path.clone()).or_insert_with(|| ReferenceOr::Item(PathItem::default()));
        if let ReferenceOr::Item(item) = item {
            let slot = match operation.method {
                "put" => &mut item.put,
                "post" => &mut item.post,
                "delete" => &mut item.delete,
                "options" => &mut item.options,
                "head" => &mut item.head,
                "patch" => &mut item.patch,
                "trace" => &mut item.trace,
                _ => &mut item.get,
            };
            *slot = Some(raise_operation(operation));
        }
    }
    OpenAPI {
        openapi: "3.0.3".to_owned(),
        info: oas::Info {
            title: doc_line(&api.title),
            description: api.description.as_deref().map(doc_text),
            version: api.version,
            ..oas::Info::default()
        },
        paths: oas::Paths { paths, ..oas::Paths::default() },
        components: Some(oas::Components {
            schemas: schemas
                .into_iter()
                .map(|(name, ty)| {
                    let described = ty.description.is_some();
                    let mut schema = raise_type(ty, false);
                    if let ReferenceOr::Item(schema) = &mut schema
                        && !described
                    {
                        schema.schema_data.description = Some(format!("`{name}` of the API."));
                    }
                    (name, schema)
                })
                .collect(),
            ..oas::Components::default()
        }),
        ..OpenAPI::default()
    }
}

fn raise_operation(operation: Operation) -> oas::Operation {
    let deprecated = operation.deprecated.then(|| "Deprecated.".to_owned());
    let description = operation.description.as_deref().map(doc_text).into_iter();
    let description: Vec<String> = description.chain(deprecated).collect();
    let mut responses = oas::Responses::default();
    for (payload, classes) in [(operation.success, &[2][..]), (operation.error, &[4, 5][..])] {
        for class in classes {
            let response = ReferenceOr::Item(raise_payload(payload.clone()));
            responses.responses.insert(oas::StatusCode::Range(*class), response);
        }
    }
    oas::Operation {
        operation_id: Some(operation.id),
        tags: operation.tags,
        summary: operation.summary.as_deref().map(doc_line),
        description: (!description.is_empty()).then(|| description.join("\n\n")),
        deprecated: operation.deprecated,
        parameters: operation
            .parameters
            .into_iter()
            .map(|parameter| ReferenceOr::Item(raise_parameter(parameter)))
            .collect(),
        request_body: operation.body.map(|body| ReferenceOr::Item(raise_body(body))),
        responses,
        ..oas::Operation::default()
    }
}

fn raise_parameter(parameter: Parameter) -> oas::Parameter {
    let parameter_data = oas::ParameterData {
        name: parameter.name,
        description: parameter.description.as_deref().map(doc_line),
        required: parameter.required,
        deprecated: None,
        format: oas::ParameterSchemaOrContent::Schema(raise_type(
            Type { description: None, ..parameter.ty },
            false,
        )),
        example: None,
        examples: IndexMap::new(),
        explode: None,
        extensions: IndexMap::new(),
    };
    match parameter.location {
        Location::Path => oas::Parameter::Path { parameter_data, style: oas::PathStyle::Simple },
        Location::Query => oas::Parameter::Query {
            parameter_data,
            allow_reserved: false,
            style: oas::QueryStyle::Form,
            allow_empty_value: None,
        },
        Location::Header => oas::Parameter::Header { parameter_data, style: oas::HeaderStyle::Simple },
    }
}

fn raise_body(body: Body) -> oas::RequestBody {
    let (name, schema) = match body.content {
        Content::Json(ty) => ("application/json".to_owned(), raise_type(ty, false)),
        Content::Form(ty) => ("application/x-www-form-urlencoded".to_owned(), raise_type(ty, false)),
        Content::Bytes => ("application/octet-stream".to_owned(), bytes()),
        Content::Text(name) => (name, raise_type(Shape::TEXT.into(), false)),
    };
    oas::RequestBody {
        description: body.description.as_deref().map(doc_line),
        content: media(name, schema),
        required: true,
        ..oas::RequestBody::default()
    }
}

fn raise_payload(payload: Payload) -> oas::Response {
    let content = match payload {
        Payload::Empty => IndexMap::new(),
        Payload::Raw => media("application/octet-stream".to_owned(), bytes()),
        Payload::Json(ty) => media("application/json".to_owned(), raise_type(ty, false)),
    };
    oas::Response { content, ..oas::Response::default() }
}

fn media(name: String, schema: ReferenceOr<Schema>) -> IndexMap<String, MediaType> {
    IndexMap::from([(name, MediaType { schema: Some(schema), ..MediaType::default() })])
}

fn bytes() -> ReferenceOr<Schema> {
    let format = oas::VariantOrUnknownOrEmpty::Item(oas::StringFormat::Binary);
    let text = oas::StringType { format, ..oas::StringType::default() };
    item(SchemaKind::Type(oas::Type::String(text)), SchemaData::default())
}

fn item(schema_kind: SchemaKind, schema_data: SchemaData) -> ReferenceOr<Schema> {
    ReferenceOr::Item(Schema { schema_data, schema_kind })
}

fn boxed(schema: ReferenceOr<Schema>) -> ReferenceOr<Box<Schema>> {
    match schema {
        ReferenceOr::Item(schema) => ReferenceOr::Item(Box::new(schema)),
        ReferenceOr::Reference { reference } => ReferenceOr::Reference { reference },
    }
}

/// `optional` is for a property that may be missing. typify makes every such one an `Option` that
/// decodes null, but a list or map one that is empty where it is missing: that refuses null and
/// cannot send `[]`, unless it is nullable.
fn raise_type(ty: Type, optional: bool) -> ReferenceOr<Schema> {
    let empty_if_missing = optional && matches!(ty.shape, Shape::List(_) | Shape::Map(_));
    let data = SchemaData {
        nullable: (ty.nullable && !optional) || empty_if_missing,
        description: ty.description.as_deref().map(doc_text),
        ..SchemaData::default()
    };
    let kind = match ty.shape {
        Shape::Reference(name) => {
            let reference = ReferenceOr::Reference { reference: format!("#/components/schemas/{name}") };
            if data == SchemaData::default() {
                return reference;
            }
            SchemaKind::AllOf { all_of: vec![reference] }
        }
        Shape::Any => SchemaKind::Any(oas::AnySchema::default()),
        Shape::Boolean => SchemaKind::Type(oas::Type::Boolean(oas::BooleanType::default())),
        Shape::Integer => SchemaKind::Type(oas::Type::Integer(oas::IntegerType::default())),
        Shape::Number => SchemaKind::Type(oas::Type::Number(oas::NumberType::default())),
        Shape::Text { min, max } => SchemaKind::Type(oas::Type::String(oas::StringType {
            min_length: min,
            max_length: max,
            ..oas::StringType::default()
        })),
        Shape::Enumeration(values) => SchemaKind::Type(oas::Type::String(oas::StringType {
            enumeration: values.into_iter().map(Some).collect(),
            ..oas::StringType::default()
        })),
        Shape::List(part) => SchemaKind::Type(oas::Type::Array(oas::ArrayType {
            items: Some(boxed(raise_type(*part, false))),
            min_items: None,
            max_items: None,
            unique_items: false,
        })),
        Shape::Map(part) => SchemaKind::Type(oas::Type::Object(oas::ObjectType {
            additional_properties: Some(oas::AdditionalProperties::Schema(Box::new(raise_type(
                *part, false,
            )))),
            ..oas::ObjectType::default()
        })),
        Shape::Object(object) => SchemaKind::Type(oas::Type::Object(raise_object(object))),
        Shape::Union(parts) => SchemaKind::OneOf { one_of: parts.into_iter().map(alternative).collect() },
    };
    item(kind, data)
}

/// typify keeps what an object does not name where `additionalProperties` is `{}`, though not
/// where it is `true`, which says the same.
fn raise_object(object: Object) -> oas::ObjectType {
    let anything = || item(SchemaKind::Any(oas::AnySchema::default()), SchemaData::default());
    let required = object.properties.iter().filter(|(_, p)| p.required).map(|(name, _)| name.clone());
    oas::ObjectType {
        required: required.collect(),
        additional_properties: object.open.then(|| oas::AdditionalProperties::Schema(Box::new(anything()))),
        properties: object
            .properties
            .into_iter()
            .map(|(name, p)| (name, boxed(raise_type(p.ty, !p.required))))
            .collect(),
        ..oas::ObjectType::default()
    }
}

/// typify names an alternative by its title, and `Variant0` where it has none.
fn alternative(ty: Type) -> ReferenceOr<Schema> {
    let title = match &ty.shape {
        Shape::Boolean => "Boolean",
        Shape::Integer => "Integer",
        Shape::Number => "Number",
        Shape::List(_) => "List",
        Shape::Map(_) | Shape::Object(_) => "Object",
        _ => "Text",
    };
    match raise_type(ty, false) {
        ReferenceOr::Item(mut schema) => {
            schema.schema_data.title = Some(title.to_owned());
            ReferenceOr::Item(schema)
        }
        reference => reference,
    }
}
