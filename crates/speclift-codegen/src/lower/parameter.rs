use indexmap::IndexMap;
use openapiv3 as oas;
use openapiv3::{ParameterSchemaOrContent, ReferenceOr};

use super::Lowering;
use crate::model::{Location, Parameter, Shape, Type};

/// Headers that are no parameters: OpenAPI reserves the first three, the last two carry
/// credentials and are written by whatever authenticates the client.
const NOT_PARAMETERS: [&str; 5] = ["accept", "content-type", "authorization", "x-auth-token", "x-sdk-date"];

impl Lowering<'_> {
    /// The parameters of an operation, those of its path item included: references followed, an
    /// operation's own before its path item's, headers that are no parameters left out.
    pub(super) fn parameters(
        &self,
        operation: &str,
        shared: &[ReferenceOr<oas::Parameter>],
        own: &[ReferenceOr<oas::Parameter>],
    ) -> Vec<Parameter> {
        let mut parameters = IndexMap::new();
        for parameter in shared.iter().chain(own) {
            let found = self.follow(operation, parameter, |reference| {
                let name = reference.strip_prefix("#/components/parameters/")?;
                self.components.parameters.get(name)
            });
            if let Some(parameter) = found.and_then(|p| self.parameter(operation, p)) {
                let key = (parameter.name.clone(), parameter.location as u8);
                parameters.insert(key, parameter);
            }
        }
        parameters.into_values().collect()
    }

    fn parameter(&self, operation: &str, parameter: &oas::Parameter) -> Option<Parameter> {
        let data = parameter.parameter_data_ref();
        let location = match parameter {
            oas::Parameter::Path { .. } => Location::Path,
            oas::Parameter::Query { .. } => Location::Query,
            oas::Parameter::Header { .. } => Location::Header,
            oas::Parameter::Cookie { .. } => {
                self.fail(
                    operation,
                    format!("`{}` is a cookie parameter, which cannot be sent", data.name),
                    "remove it in the overlay, or make it a header",
                );
                return None;
            }
        };
        if location == Location::Header && NOT_PARAMETERS.contains(&data.name.to_ascii_lowercase().as_str()) {
            return None;
        }
        let ty = match &data.format {
            ParameterSchemaOrContent::Schema(schema) => self.reference_or(schema),
            ParameterSchemaOrContent::Content(_) => Shape::TEXT.into(),
        };
        let form = matches!(parameter, oas::Parameter::Query { style: oas::QueryStyle::Form, .. })
            && data.explode != Some(false);
        Some(Parameter {
            name: data.name.clone(),
            location,
            required: data.required || location == Location::Path,
            description: data.description.clone().or_else(|| ty.description.clone()),
            ty: self.sendable(ty, location, form),
        })
    }

    /// progenitor sends a list in a query as repeated keys whatever `style` and `explode` say,
    /// and neither a list in a path or header nor an object anywhere: what it cannot write is
    /// text that the caller writes, `a,b,c` for a list. Where it is a reference, the referred
    /// schema decides.
    fn sendable(&self, ty: Type, location: Location, form: bool) -> Type {
        let shape = self.resolved(&ty);
        let writable = match &shape {
            Shape::Boolean | Shape::Integer | Shape::Number | Shape::Text { .. } | Shape::Enumeration(_) => {
                true
            }
            Shape::List(item) => location == Location::Query && form && is_scalar(&self.resolved(item)),
            _ => false,
        };
        let plain = Type { nullable: false, ..ty };
        if !writable {
            return Type { shape: Shape::TEXT, ..plain };
        }
        match shape {
            // Limits on what a caller asks for are the server's to judge.
            Shape::Text { .. } => Type { shape: Shape::TEXT, ..plain },
            _ => plain,
        }
    }
}

fn is_scalar(shape: &Shape) -> bool {
    !matches!(shape, Shape::Any | Shape::List(_) | Shape::Map(_) | Shape::Object(_) | Shape::Union(_))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::model::{Location, Operation, Shape};

    fn operation(parameters: serde_json::Value) -> Operation {
        let doc = json!({
            "openapi": "3.0.3", "info": {"title": "t", "version": "1"},
            "paths": {"/v/{id}": {
                "parameters": [{"$ref": "#/components/parameters/Id"}],
                "get": {"operationId": "Get", "parameters": parameters, "responses": {}}}},
            "components": {"parameters": {"Id":
                {"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}}},
        });
        super::super::lower(&serde_json::from_value(doc).unwrap()).unwrap().operations.remove(0)
    }

    #[test]
    fn credentials_and_reserved_headers_are_no_parameters() {
        let get = operation(json!([
            {"name": "X-Auth-Token", "in": "header", "schema": {"type": "string"}},
            {"name": "content-type", "in": "header", "schema": {"type": "string"}},
            {"name": "X-Language", "in": "header", "schema": {"type": "string"}},
            {"name": "X-Auth-Token", "in": "query", "schema": {"type": "string"}},
        ]));
        let names: Vec<_> = get.parameters.iter().map(|p| (p.name.as_str(), p.location)).collect();
        assert_eq!(
            names,
            [("id", Location::Path), ("X-Language", Location::Header), ("X-Auth-Token", Location::Query)]
        );
    }

    #[test]
    fn a_comma_separated_list_is_text_and_a_repeated_one_a_list() {
        let list = json!({"type": "array", "items": {"type": "string"}});
        let get = operation(json!([
            {"name": "ids", "in": "query", "explode": false, "schema": list},
            {"name": "status", "in": "query", "schema": list},
            {"name": "filter", "in": "query", "schema": {"type": "object"}},
        ]));
        assert_eq!(get.parameters[1].ty.shape, Shape::TEXT);
        assert_eq!(get.parameters[2].ty.shape, Shape::List(Box::new(Shape::TEXT.into())));
        assert_eq!(get.parameters[3].ty.shape, Shape::TEXT);
    }

    #[test]
    fn a_cookie_is_an_error_that_names_the_operation() {
        let doc = json!({
            "openapi": "3.0.3", "info": {"title": "t", "version": "1"},
            "paths": {"/v": {"get": {"operationId": "Get", "responses": {}, "parameters": [
                {"name": "sid", "in": "cookie", "schema": {"type": "string"}}]}}},
        });
        let errors = super::super::lower(&serde_json::from_value(doc).unwrap()).unwrap_err();
        assert!(errors[0].to_string().starts_with("Get (GET /v): `sid` is a cookie"), "{errors:?}");
    }
}
