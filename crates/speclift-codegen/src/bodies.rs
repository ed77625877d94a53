use openapiv3::{
    AdditionalProperties, OpenAPI, ReferenceOr, RequestBody, Response, Schema, SchemaKind, StatusCode,
    StringFormat, Type, VariantOrUnknownOrEmpty,
};

/// The Rust types of what an operation sends and receives as JSON, as the generated file says them:
/// `types::ListVaultsResponse`. None where there is no body, or one that is no JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bodies {
    /// The operation.
    pub operation_id: String,
    /// What the client sends.
    pub request: Option<String>,
    /// What a status of success carries.
    pub success: Option<String>,
    /// What a status of failure carries.
    pub error: Option<String>,
}

/// The bodies of every operation of the client view, in its order.
pub(crate) fn bodies(document: &OpenAPI) -> Vec<Bodies> {
    let all = document.operations().map(|(_, _, operation)| {
        let response = |class| {
            let response = operation.responses.responses.get(&StatusCode::Range(class))?;
            response_type(response.as_item()?)
        };
        Bodies {
            operation_id: operation.operation_id.clone().unwrap_or_default(),
            request: operation.request_body.as_ref().and_then(|body| request_type(body.as_item()?)),
            success: response(2),
            error: response(4),
        }
    });
    all.collect()
}

const JSON: &str = "application/json";

fn request_type(body: &RequestBody) -> Option<String> {
    rust_type(body.content.get(JSON)?.schema.as_ref()?)
}

fn response_type(response: &Response) -> Option<String> {
    rust_type(response.content.get(JSON)?.schema.as_ref()?)
}

/// What the generator makes of a schema; the view names everything that is no scalar, list or map.
fn rust_type(schema: &ReferenceOr<Schema>) -> Option<String> {
    let schema = match schema {
        ReferenceOr::Reference { reference } => {
            return reference.rsplit('/').next().map(|name| format!("types::{name}"));
        }
        ReferenceOr::Item(schema) => schema,
    };
    let inner = |schema: &ReferenceOr<Box<Schema>>| rust_type(&schema.clone().unbox());
    let plain = match &schema.schema_kind {
        SchemaKind::AllOf { all_of } => rust_type(all_of.first()?)?,
        SchemaKind::Type(Type::Boolean(_)) => "bool".to_owned(),
        SchemaKind::Type(Type::Integer(_)) => "i64".to_owned(),
        SchemaKind::Type(Type::Number(_)) => "f64".to_owned(),
        SchemaKind::Type(Type::String(text))
            if text.format != VariantOrUnknownOrEmpty::Item(StringFormat::Binary) =>
        {
            "String".to_owned()
        }
        SchemaKind::Type(Type::Array(list)) => format!("Vec<{}>", inner(list.items.as_ref()?)?),
        SchemaKind::Type(Type::Object(object)) => match &object.additional_properties {
            Some(AdditionalProperties::Schema(value)) => match rust_type(value)?.as_str() {
                "serde_json::Value" => "serde_json::Map<String, serde_json::Value>".to_owned(),
                value => format!("std::collections::BTreeMap<String, {value}>"),
            },
            _ => return None,
        },
        SchemaKind::Any(_) => return Some("serde_json::Value".to_owned()),
        _ => return None,
    };
    Some(if schema.schema_data.nullable { format!("Option<{plain}>") } else { plain })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::client_view;

    #[test]
    fn bodies_are_named_as_the_generator_names_them() {
        let json = |schema: serde_json::Value| json!({"application/json": {"schema": schema}});
        let document = json!({
            "openapi": "3.0.3", "info": {"title": "t", "version": "1"},
            "paths": {
                "/a": {"post": {
                    "operationId": "a",
                    "requestBody": {"content": json(json!({"type": "object", "properties": {"x": {}}}))},
                    "responses": {
                        "200": {"description": "", "content": json(json!({"$ref": "#/components/schemas/b_c"}))},
                        "400": {"description": "", "content": json(json!({"type": "array", "items": {"type": "string"}}))},
                    },
                }},
                "/b": {"get": {"operationId": "b", "responses": {
                    "200": {"description": "", "content": json(json!({"type": "object"}))}}}},
            },
            "components": {"schemas": {"b_c": {"type": "object", "properties": {"y": {"type": "string"}}}}},
        });
        let view = client_view(&serde_json::from_value(document).unwrap()).unwrap();
        let bodies = view.bodies();
        let text = |index: usize| {
            let one = &bodies[index];
            let of = |ty: &Option<String>| ty.clone().unwrap_or_default();
            [one.operation_id.clone(), of(&one.request), of(&one.success), of(&one.error)]
        };
        assert_eq!(text(0), ["A", "types::ARequest", "types::BC", "Vec<String>"]);
        // An operation that documents no failure gets the API's common one.
        assert_eq!(text(1), ["B", "", "serde_json::Map<String, serde_json::Value>", "Vec<String>"]);
    }
}
