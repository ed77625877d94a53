//! Policies.

use axum::http::StatusCode;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::Routes;
use crate::codes;
use crate::error::Error;
use crate::model::error::ErrorResponse;
use crate::model::policy::{
    CreatePolicyRequest, CreatePolicyResponse, ListPoliciesResponse, ShowPolicyResponse, UpdatePolicyRequest,
    UpdatePolicyResponse,
};
use crate::model::values::Protection;
use crate::ops::policies;
use crate::web::call::Call;
use crate::web::list;
use crate::web::query::Query;
use crate::web::{Answer, empty, ok};

/// The operations on policies.
pub(super) fn routes() -> Routes {
    OpenApiRouter::new().routes(routes!(create_policy, list_policies)).routes(routes!(
        show_policy,
        update_policy,
        delete_policy
    ))
}

/// Creates a policy.
#[utoipa::path(
    post,
    path = "/v3/{project_id}/policies",
    operation_id = "CreatePolicy",
    tag = "策略",
    params(("project_id" = String, Path)),
    request_body = CreatePolicyRequest,
    responses(
        (status = 200, description = "OK", body = CreatePolicyResponse),
        (status = "default", description = "Error", body = ErrorResponse)
    ),
    security(("Token" = []))
)]
async fn create_policy(call: Call) -> Answer {
    let wanted: CreatePolicyRequest = call.required()?;
    let policy = call.write(|tx| policies::create(tx, call.project(), wanted.policy)).await?;
    ok(&CreatePolicyResponse { policy: Some(policy.view()), associated_vaults: None })
}

/// What `ListPolicies` can be asked for.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
struct ListPoliciesQuery {
    #[param(inline, nullable = false)]
    operation_type: Option<Protection>,
    #[param(nullable = false)]
    vault_id: Option<String>,
}

impl ListPoliciesQuery {
    fn of(query: &Query) -> Result<Self, Error> {
        Ok(Self {
            operation_type: query.one_of("operation_type", Protection::ALL)?,
            vault_id: query.text("vault_id"),
        })
    }
}

/// Lists policies.
#[utoipa::path(
    get,
    path = "/v3/{project_id}/policies",
    operation_id = "ListPolicies",
    tag = "策略",
    params(("project_id" = String, Path), ListPoliciesQuery),
    responses(
        (status = 200, description = "OK", body = ListPoliciesResponse),
        (status = "default", description = "Error", body = ErrorResponse)
    ),
    security(("Token" = []))
)]
async fn list_policies(call: Call) -> Answer {
    let wanted = ListPoliciesQuery::of(&call.query()?)?;
    let items = call.read(|world, _| {
        let found = world.policies.newest(call.project()).filter(|policy| {
            let policy = &policy.value;
            wanted.operation_type.is_none_or(|kind| policy.kind == kind)
                && wanted.vault_id.as_ref().is_none_or(|vault| policy.vaults.contains(vault))
        });
        found.cloned().collect::<Vec<_>>()
    });
    Ok(list::records("policies", &items, items.len(), None))
}

/// Shows a policy.
#[utoipa::path(
    get,
    path = "/v3/{project_id}/policies/{policy_id}",
    operation_id = "ShowPolicy",
    tag = "策略",
    params(("project_id" = String, Path), ("policy_id" = String, Path)),
    responses(
        (status = 200, description = "OK", body = ShowPolicyResponse),
        (status = "default", description = "Error", body = ErrorResponse)
    ),
    security(("Token" = []))
)]
async fn show_policy(call: Call) -> Answer {
    let policy = call.read(|world, _| world.policies.get(call.project(), call.path("policy_id")).cloned());
    let policy = policy.ok_or(codes::NO_POLICY)?;
    ok(&ShowPolicyResponse { policy: Some(policy.value.view()) })
}

/// Changes a policy.
#[utoipa::path(
    put,
    path = "/v3/{project_id}/policies/{policy_id}",
    operation_id = "UpdatePolicy",
    tag = "策略",
    params(("project_id" = String, Path), ("policy_id" = String, Path)),
    request_body = UpdatePolicyRequest,
    responses(
        (status = 200, description = "OK", body = UpdatePolicyResponse),
        (status = "default", description = "Error", body = ErrorResponse)
    ),
    security(("Token" = []))
)]
async fn update_policy(call: Call) -> Answer {
    let wanted: UpdatePolicyRequest = call.required()?;
    let step = call.write(|tx| policies::update(tx, call.project(), call.path("policy_id"), wanted.policy));
    ok(&UpdatePolicyResponse { policy: Some(step.await?.view()) })
}

/// Deletes a policy.
#[utoipa::path(
    delete,
    path = "/v3/{project_id}/policies/{policy_id}",
    operation_id = "DeletePolicy",
    tag = "策略",
    params(("project_id" = String, Path), ("policy_id" = String, Path)),
    responses(
        (status = 204, description = "No Content"),
        (status = "default", description = "Error", body = ErrorResponse)
    ),
    security(("Token" = []))
)]
async fn delete_policy(call: Call) -> Answer {
    call.write(|tx| policies::delete(tx, call.project(), call.path("policy_id"))).await?;
    empty(StatusCode::NO_CONTENT)
}
