//! Operations, parameters, bodies and responses.

use indexmap::IndexMap;
use openapiv3::{
    Example as OpenApiExample, Header, HeaderStyle, MediaType, Operation, Parameter, ParameterData,
    ParameterSchemaOrContent, PathStyle, QueryStyle, ReferenceOr, RequestBody, Response, Responses, Schema,
    SchemaKind, StatusCode, Type as OpenApiType,
};

use crate::api::{self, Api, Content, Example, Permissions, Place, Property, Token};
use crate::status::Status;

use crate::words;

use super::{ERROR_RESPONSE, SIGNATURE_SCHEME, TOKEN_SCHEME, schema};

const JSON: &str = "application/json";

/// Writes an operation.
pub(super) fn operation(operation: &api::Operation, api: &Api) -> Operation {
    let mut responses = Responses::default();
    for (status, r) in &operation.responses {
        let response = ReferenceOr::Item(response(r, api));
        let code = match status {
            Status::Code(code) => StatusCode::Code(*code),
            Status::Class(class) => StatusCode::Range(u16::from(*class)),
            Status::Other => {
                responses.default = Some(response);
                continue;
            }
        };
        responses.responses.insert(code, response);
    }
    if api.error_schema.is_some() && responses.default.is_none() {
        responses.default = Some(ReferenceOr::ref_(&format!("#/components/responses/{ERROR_RESPONSE}")));
    }
    Operation {
        tags: vec![operation.tag.clone()],
        summary: words::some(&operation.summary),
        description: words::some(&operation.description),
        operation_id: Some(operation.id.clone()),
        parameters: operation.parameters.iter().map(|p| ReferenceOr::Item(parameter(p))).collect(),
        request_body: operation.request.as_ref().map(|body| {
            ReferenceOr::Item(RequestBody {
                content: content(&body.content, &body.examples, api),
                required: body.required,
                ..RequestBody::default()
            })
        }),
        responses,
        deprecated: operation.deprecated,
        security: security(operation.token),
        extensions: permissions(&operation.permissions),
        ..Operation::default()
    }
}

/// OpenAPI has no place of its own for the permissions that a token or a key must have.
fn permissions(permissions: &Permissions) -> IndexMap<String, serde_json::Value> {
    let actions = &permissions.actions;
    let listed = (!actions.is_empty()).then(|| ("x-permissions".to_owned(), actions.clone().into()));
    listed.into_iter().collect()
}

fn security(token: Token) -> Option<Vec<IndexMap<String, Vec<String>>>> {
    let scheme = |name: &str| IndexMap::from([(name.to_owned(), Vec::new())]);
    match token {
        Token::None => None,
        Token::Required => Some(vec![scheme(TOKEN_SCHEME)]),
        Token::Optional => Some(vec![scheme(TOKEN_SCHEME), scheme(SIGNATURE_SCHEME)]),
    }
}

fn parameter(parameter: &api::Parameter) -> Parameter {
    let property = &parameter.property;
    let mut schema = schema::plain(property);
    let description = schema.schema_data.description.take();
    let repeatable = parameter.place == Place::Query && property.shape.repeatable;
    if repeatable && !matches!(schema.schema_kind, SchemaKind::Type(OpenApiType::Array(_))) {
        schema = schema::array_of(schema);
    }
    let data = ParameterData {
        name: property.name.clone(),
        description,
        required: property.required,
        deprecated: property.shape.deprecated.then_some(true),
        format: ParameterSchemaOrContent::Schema(ReferenceOr::Item(schema)),
        example: None,
        examples: IndexMap::default(),
        explode: repeatable.then_some(true),
        extensions: IndexMap::default(),
    };
    match parameter.place {
        Place::Path => Parameter::Path { parameter_data: data, style: PathStyle::Simple },
        Place::Query => Parameter::Query {
            parameter_data: data,
            allow_reserved: false,
            style: QueryStyle::Form,
            allow_empty_value: None,
        },
        Place::Header => Parameter::Header { parameter_data: data, style: HeaderStyle::Simple },
    }
}

fn content(content: &Content, examples: &[Example], api: &Api) -> IndexMap<String, MediaType> {
    let schema = schema::of(&content.shape, &api.schemas);
    let examples: IndexMap<String, ReferenceOr<OpenApiExample>> = examples
        .iter()
        .enumerate()
        .map(|(i, example)| {
            let example = OpenApiExample {
                summary: words::some(&example.summary),
                value: Some(example.value()),
                ..OpenApiExample::default()
            };
            (format!("example{}", i + 1), ReferenceOr::Item(example))
        })
        .collect();
    let media = MediaType { schema: Some(schema), examples, ..MediaType::default() };
    content.media.iter().map(|name| (name.clone(), media.clone())).collect()
}

fn response(response: &api::Response, api: &Api) -> Response {
    Response {
        description: words::clean(&response.description),
        headers: response
            .headers
            .iter()
            .map(|property| (property.name.clone(), ReferenceOr::Item(header(property))))
            .collect(),
        content: response
            .content
            .as_ref()
            .map(|body| content(body, &response.examples, api))
            .unwrap_or_default(),
        ..Response::default()
    }
}

fn header(property: &Property) -> Header {
    let mut schema: Schema = schema::plain(property);
    Header {
        description: schema.schema_data.description.take(),
        style: HeaderStyle::Simple,
        required: false,
        deprecated: None,
        format: ParameterSchemaOrContent::Schema(ReferenceOr::Item(schema)),
        example: None,
        examples: IndexMap::default(),
        extensions: IndexMap::default(),
    }
}

/// The response that any error may have.
pub(super) fn error_response(schema: &str) -> Response {
    let media = MediaType { schema: Some(schema::reference(schema)), ..MediaType::default() };
    let content = IndexMap::from([(JSON.to_owned(), media)]);
    Response { description: "Error".to_owned(), content, ..Response::default() }
}
