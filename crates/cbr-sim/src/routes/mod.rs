//! The operations as they are called: each beside its description, so that the two cannot differ.

mod backup_list;
mod backups;
mod checkpoints;
mod docs;
mod iam;
mod members;
mod operation_logs;
mod policies;
mod vaults;

use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;

use crate::codes;
use crate::error::Error;
use crate::service::Service;

/// Operations with their descriptions.
type Routes = OpenApiRouter<Arc<Service>>;

/// All operations of the service. Each takes a [`Call`](crate::web::call::Call), and so one whose caller is known.
fn operations() -> Routes {
    OpenApiRouter::new()
        .merge(vaults::routes())
        .merge(policies::routes())
        .merge(checkpoints::routes())
        .merge(backups::routes())
        .merge(members::routes())
        .merge(operation_logs::routes())
}

/// The description that stands in the code.
pub(crate) fn description() -> OpenApi {
    docs::complete(operations().into_openapi())
}

/// All that is answered.
pub(crate) fn router(service: &Arc<Service>) -> Router {
    let (router, _) = operations().split_for_parts();
    router
        .merge(iam::router())
        .merge(docs::router())
        .method_not_allowed_fallback(no_method)
        .fallback(no_path)
        .with_state(Arc::clone(service))
}

async fn no_path(request: Request) -> Response {
    let path: String = request.uri().path().chars().take(200).collect();
    Error::about(codes::NO_PATH, path, "is no path of it").into_response()
}

async fn no_method(request: Request) -> Response {
    Error::about(codes::NO_METHOD, request.method(), "is no method of this path").into_response()
}
