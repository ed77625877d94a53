use openapiv3 as oas;
use openapiv3::{MediaType, ReferenceOr};

use super::Lowering;
use crate::model::{Body, Content, Shape, Type};

impl Lowering<'_> {
    /// progenitor panics where a request body has two media types, or one with an `encoding`, and
    /// refuses media types it does not know. JSON is taken where it is offered, whatever its
    /// parameters (`application/json;charset=utf8`), then a form, then text or bytes.
    pub(super) fn body(&self, operation: &str, body: &ReferenceOr<oas::RequestBody>) -> Option<Body> {
        let body = self.follow(operation, body, |reference| {
            let name = reference.strip_prefix("#/components/requestBodies/")?;
            self.components.request_bodies.get(name)
        })?;
        if body.content.is_empty() {
            return None;
        }
        let schema = |media: &MediaType| media.schema.as_ref().map(|s| self.reference_or(s));
        let any = || Type::from(Shape::Any);
        let content = if let Some((_, media)) = find(&body.content, is_json) {
            Content::Json(schema(media).unwrap_or_else(any))
        } else if let Some((_, media)) =
            find(&body.content, |name| name == "application/x-www-form-urlencoded")
        {
            Content::Form(schema(media).unwrap_or_else(any))
        } else if let Some((name, _)) =
            find(&body.content, |name| matches!(name, "text/plain" | "text/x-markdown"))
        {
            Content::Text(essence(name))
        } else if find(&body.content, |name| name == "application/octet-stream").is_some() {
            Content::Bytes
        } else {
            let names: Vec<_> = body.content.keys().map(String::as_str).collect();
            self.fail(
                operation,
                format!("the request body is {}, which cannot be sent", names.join(" or ")),
                "offer application/json in the overlay, or remove the operation",
            );
            return None;
        };
        Some(Body { description: body.description.clone(), content })
    }
}

/// The first media type that fits.
pub(super) fn find(
    content: &indexmap::IndexMap<String, MediaType>,
    fits: impl Fn(&str) -> bool,
) -> Option<(&String, &MediaType)> {
    content.iter().find(|(name, _)| fits(&essence(name)))
}

/// Whether a media type is JSON; a table that says "any" (`*/*`) shows JSON.
pub(super) fn is_json(essence: &str) -> bool {
    essence == "application/json" || essence == "*/*" || essence.ends_with("+json")
}

fn essence(name: &str) -> String {
    name.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn body(content: serde_json::Value) -> Result<Option<Body>, Vec<crate::ClientViewError>> {
        let doc = json!({
            "openapi": "3.0.3", "info": {"title": "t", "version": "1"},
            "paths": {"/v": {"post": {
                "operationId": "Send", "requestBody": {"content": content}, "responses": {}}}},
        });
        let doc = serde_json::from_value(doc).unwrap();
        super::super::lower(&doc).map(|mut api| api.operations.remove(0).body)
    }

    #[test]
    fn json_is_preferred() {
        let text = json!({"schema": {"type": "string"}});
        let number = json!({"schema": {"type": "integer"}});
        let found = body(json!({"text/plain": text, "application/json;charset=utf8": number})).unwrap();
        assert_eq!(found.unwrap().content, Content::Json(Shape::Integer.into()));
    }

    #[test]
    fn a_form_and_bytes_stay_what_they_are() {
        let schema = json!({"schema": {"type": "string", "format": "binary"}});
        let found = body(json!({"application/octet-stream": schema})).unwrap();
        assert_eq!(found.unwrap().content, Content::Bytes);
        let found = body(json!({"application/x-www-form-urlencoded": schema})).unwrap();
        assert_eq!(found.unwrap().content, Content::Form(Shape::TEXT.into()));
    }

    #[test]
    fn a_body_that_cannot_be_sent_is_an_error() {
        let errors = body(json!({"multipart/form-data": {"schema": {"type": "object"}}}));
        let message = errors.unwrap_err()[0].to_string();
        assert!(message.starts_with("Send (POST /v): the request body is multipart"), "{message}");
    }
}
