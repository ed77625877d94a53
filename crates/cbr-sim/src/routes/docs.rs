//! The description, as a file and as a page to read.

use std::sync::{Arc, LazyLock};

use axum::extract::Path;
use axum::extract::rejection::PathRejection;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use axum::{Router, body::Body};
use bytes::Bytes;
use utoipa::openapi::request_body::RequestBody;
use utoipa::openapi::schema::Schema;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, SecurityScheme};
use utoipa::openapi::{Components, OpenApi, RefOr};
use utoipa_swagger_ui::Config;

use crate::codes;
use crate::service::Service;
use crate::web;

/// The description in JSON, written once.
static JSON: LazyLock<Bytes> =
    LazyLock::new(|| Bytes::from(serde_json::to_vec(&super::description()).unwrap_or_default()));

/// Adds to the description what no operation says.
pub(super) fn complete(mut description: OpenApi) -> OpenApi {
    description.info.title = "Cloud Backup and Recovery".to_owned();
    description.info.version = env!("CARGO_PKG_VERSION").to_owned();
    description.info.description =
        Some("The operations that the simulator answers, as its code describes them.".to_owned());
    let components = description.components.get_or_insert_with(Components::new);
    let key = |name: &str| SecurityScheme::ApiKey(ApiKey::Header(ApiKeyValue::new(name)));
    components.add_security_scheme("Token", key("X-Auth-Token"));
    components.add_security_scheme("Signature", key("Authorization"));
    let items = description.paths.paths.values_mut();
    for operation in items.flat_map(|item| [&mut item.post, &mut item.put]).flatten() {
        if let Some(RefOr::T(body)) = &mut operation.request_body {
            never_null(body);
        }
    }
    description
}

/// A body that may be left out is described as one that may be null, which it may not.
fn never_null(body: &mut RequestBody) {
    for content in body.content.values_mut() {
        if let RefOr::T(content) = content
            && let Some(RefOr::T(Schema::OneOf(choice))) = &content.schema
            && let Some(schema) = choice.items.iter().find(|item| matches!(item, RefOr::Ref(_))).cloned()
        {
            content.schema = Some(schema);
        }
    }
}

/// The pages.
pub(super) fn router() -> Router<Arc<Service>> {
    Router::new()
        .route("/openapi.json", get(async || web::bytes(StatusCode::OK, JSON.clone())))
        .route("/docs", get(async || Redirect::permanent("/docs/")))
        .route("/docs/", get(async || file("index.html")))
        .route("/docs/{*file}", get(named))
}

async fn named(name: Result<Path<String>, PathRejection>) -> Response {
    // What is no text is no file either.
    file(name.as_deref().map_or("?", String::as_str))
}

/// A file of the page, which the program carries with it.
fn file(name: &str) -> Response {
    let config = Arc::new(Config::from("/openapi.json"));
    match utoipa_swagger_ui::serve(name, config) {
        Ok(Some(file)) => {
            let kind = HeaderValue::from_str(&file.content_type);
            let mut response = Response::new(Body::from(file.bytes.into_owned()));
            if let Ok(kind) = kind {
                response.headers_mut().insert(header::CONTENT_TYPE, kind);
            }
            response
        }
        _ => crate::error::Error::about(codes::NO_PATH, "path", "is no file of this page").into_response(),
    }
}
