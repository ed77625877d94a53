//! Vaults.

use axum::http::StatusCode;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::Routes;
use crate::codes;
use crate::error::Error;
use crate::model::error::ErrorResponse;
use crate::model::values::{ObjectType, OnlyBackup, Protection};
use crate::model::vault::{
    AddVaultResourcesRequest, AssociateVaultPolicyRequest, CreateVaultRequest, DissociateVaultPolicyRequest,
    RemoveVaultResourcesRequest, UpdateVaultRequest,
};
use crate::model::vault_view::{
    AddVaultResourcesResponse, AssociateVaultPolicyResponse, CreateVaultResponse,
    DissociateVaultPolicyResponse, ListVaultsResponse, RemoveVaultResourcesResponse, ShowVaultResponse,
    UpdateVaultResponse, VaultPolicyResp,
};
use crate::ops::{policies, resources, vaults};
use crate::state::vault::Vault;
use crate::web::call::Call;
use crate::web::list::{self, Page};
use crate::web::query::Query;
use crate::web::{Answer, empty, ok};

/// The operations on vaults.
pub(super) fn routes() -> Routes {
    OpenApiRouter::new()
        .routes(routes!(create_vault, list_vaults))
        .routes(routes!(show_vault, update_vault, delete_vault))
        .routes(routes!(add_vault_resources))
        .routes(routes!(remove_vault_resources))
        .routes(routes!(associate_vault_policy))
        .routes(routes!(dissociate_vault_policy))
}

/// Creates a vault.
#[utoipa::path(
    post,
    path = "/v3/{project_id}/vaults",
    operation_id = "CreateVault",
    tag = "存储库",
    params(("project_id" = String, Path)),
    request_body = CreateVaultRequest,
    responses(
        (status = 200, description = "OK", body = CreateVaultResponse),
        (status = 400, description = "Bad Request", body = ErrorResponse),
        (status = "default", description = "Error", body = ErrorResponse)
    ),
    security(("Token" = []))
)]
async fn create_vault(call: Call) -> Answer {
    let wanted: CreateVaultRequest = call.required()?;
    let vault = call.write(|tx| vaults::create(tx, call.project(), wanted.vault)).await?;
    ok(&CreateVaultResponse { vault: Some(vault.value.created_view()) })
}

/// What `ListVaults` can be asked for.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
struct ListVaultsQuery {
    #[param(nullable = false)]
    cloud_type: Option<String>,
    #[param(value_type = Option<String>, nullable = false)]
    id: Vec<String>,
    #[param(minimum = 1, maximum = 1000, nullable = false)]
    limit: Option<i64>,
    #[param(nullable = false)]
    name: Option<String>,
    #[param(inline, nullable = false)]
    object_type: Option<ObjectType>,
    #[param(minimum = 0, nullable = false)]
    offset: Option<i64>,
    #[param(nullable = false)]
    policy_id: Option<String>,
    #[param(inline, nullable = false)]
    protect_type: Option<OnlyBackup>,
    #[param(nullable = false)]
    resource_ids: Option<String>,
    #[param(value_type = Option<String>, nullable = false)]
    status: Vec<String>,
}

impl ListVaultsQuery {
    fn of(query: &Query) -> Result<Self, Error> {
        let limit = query.integer("limit", 1)?;
        if limit > Some(1000) {
            return Err(Error::invalid("limit", "must be 1000 or less"));
        }
        Ok(Self {
            cloud_type: query.text("cloud_type"),
            id: query.all("id"),
            limit,
            name: query.text("name"),
            object_type: query.one_of("object_type", ObjectType::ALL)?,
            offset: query.integer("offset", 0)?,
            policy_id: query.text("policy_id"),
            protect_type: query.one_of("protect_type", OnlyBackup::ALL)?,
            resource_ids: query.text("resource_ids"),
            status: query.all("status"),
        })
    }

    /// Whether all vaults are asked for.
    fn is_open(&self) -> bool {
        let Self { cloud_type, id, name, object_type, policy_id, protect_type, resource_ids, status, .. } =
            self;
        let texts = [cloud_type, name, policy_id, resource_ids];
        texts.iter().all(|text| text.is_none())
            && id.is_empty()
            && status.is_empty()
            && object_type.is_none()
            && protect_type.is_none()
    }

    fn finds(&self, vault: &Vault) -> bool {
        let among = |wanted: &[String], its: &str| wanted.is_empty() || wanted.iter().any(|one| one == its);
        let is = |wanted: &Option<String>, its: &str| wanted.as_deref().is_none_or(|wanted| wanted == its);
        is(&self.cloud_type, vault.terms.cloud_type.as_str())
            && is(&self.name, &vault.name)
            && among(&self.id, &vault.id)
            && among(&self.status, vault.status.as_str())
            && self.object_type.is_none_or(|wanted| wanted == vault.object_type)
            && self.protect_type.is_none_or(|_| vault.protect_type == Protection::Backup)
            && self.policy_id.as_ref().is_none_or(|wanted| vault.policies.iter().any(|(_, id)| id == wanted))
            && self
                .resource_ids
                .as_ref()
                .is_none_or(|wanted| wanted.split(',').any(|id| vault.resource(id.trim()).is_some()))
    }
}

/// Lists vaults.
#[utoipa::path(
    get,
    path = "/v3/{project_id}/vaults",
    operation_id = "ListVaults",
    tag = "存储库",
    params(("project_id" = String, Path), ListVaultsQuery),
    responses(
        (status = 200, description = "OK", body = ListVaultsResponse),
        (status = "default", description = "Error", body = ErrorResponse)
    ),
    security(("Token" = []), ("Signature" = []))
)]
async fn list_vaults(call: Call) -> Answer {
    let wanted = ListVaultsQuery::of(&call.query()?)?;
    let page = Page::new(wanted.limit, wanted.offset, None);
    let (items, count) = call.read(|world, _| {
        let all = world.vaults.newest(call.project());
        if wanted.is_open() {
            return Ok((page.cut_all(all), world.vaults.count(call.project())));
        }
        page.cut(all.filter(|vault| wanted.finds(&vault.value)).cloned().collect(), |vault| &vault.value.id)
    })?;
    Ok(list::records("vaults", &items, count, Some(&page)))
}

/// Shows a vault.
#[utoipa::path(
    get,
    path = "/v3/{project_id}/vaults/{vault_id}",
    operation_id = "ShowVault",
    tag = "存储库",
    params(("project_id" = String, Path), ("vault_id" = String, Path)),
    responses(
        (status = 200, description = "OK", body = ShowVaultResponse),
        (status = 404, description = "Not Found", body = ErrorResponse),
        (status = "default", description = "Error", body = ErrorResponse)
    ),
    security(("Token" = []))
)]
async fn show_vault(call: Call) -> Answer {
    let vault = call.read(|world, _| world.vaults.get(call.project(), call.path("vault_id")).cloned());
    let vault = vault.ok_or(codes::NO_VAULT)?;
    ok(&ShowVaultResponse { vault: Some(vault.value.view()) })
}

/// Changes a vault.
#[utoipa::path(
    put,
    path = "/v3/{project_id}/vaults/{vault_id}",
    operation_id = "UpdateVault",
    tag = "存储库",
    params(("project_id" = String, Path), ("vault_id" = String, Path)),
    request_body = UpdateVaultRequest,
    responses(
        (status = 200, description = "OK", body = UpdateVaultResponse),
        (status = "default", description = "Error", body = ErrorResponse)
    ),
    security(("Token" = []))
)]
async fn update_vault(call: Call) -> Answer {
    let wanted: UpdateVaultRequest = call.required()?;
    let step = call.write(|tx| vaults::update(tx, call.project(), call.path("vault_id"), wanted.vault));
    ok(&UpdateVaultResponse { vault: Some(step.await?.value.view()) })
}

/// Deletes a vault and all backups in it.
#[utoipa::path(
    delete,
    path = "/v3/{project_id}/vaults/{vault_id}",
    operation_id = "DeleteVault",
    tag = "存储库",
    params(("project_id" = String, Path), ("vault_id" = String, Path)),
    responses(
        (status = 204, description = "No Content"),
        (status = "default", description = "Error", body = ErrorResponse)
    ),
    security(("Token" = []))
)]
async fn delete_vault(call: Call) -> Answer {
    call.write(|tx| vaults::delete(tx, call.project(), call.path("vault_id"))).await?;
    empty(StatusCode::NO_CONTENT)
}

/// Binds resources to a vault.
#[utoipa::path(
    post,
    path = "/v3/{project_id}/vaults/{vault_id}/addresources",
    operation_id = "AddVaultResources",
    tag = "存储库",
    params(("project_id" = String, Path), ("vault_id" = String, Path)),
    request_body = AddVaultResourcesRequest,
    responses(
        (status = 200, description = "OK", body = AddVaultResourcesResponse),
        (status = "default", description = "Error", body = ErrorResponse)
    ),
    security(("Token" = []))
)]
async fn add_vault_resources(call: Call) -> Answer {
    let wanted: AddVaultResourcesRequest = call.required()?;
    let step = call.write(|tx| resources::add(tx, call.project(), call.path("vault_id"), &wanted.resources));
    ok(&AddVaultResourcesResponse { add_resource_ids: Some(step.await?) })
}

/// Removes resources from a vault, and their backups.
#[utoipa::path(
    post,
    path = "/v3/{project_id}/vaults/{vault_id}/removeresources",
    operation_id = "RemoveVaultResources",
    tag = "存储库",
    params(("project_id" = String, Path), ("vault_id" = String, Path)),
    request_body = RemoveVaultResourcesRequest,
    responses(
        (status = 200, description = "OK", body = RemoveVaultResourcesResponse),
        (status = "default", description = "Error", body = ErrorResponse)
    ),
    security(("Token" = []))
)]
async fn remove_vault_resources(call: Call) -> Answer {
    let wanted: RemoveVaultResourcesRequest = call.required()?;
    let ids = wanted.resource_ids;
    call.write(|tx| resources::remove(tx, call.project(), call.path("vault_id"), &ids)).await?;
    ok(&RemoveVaultResourcesResponse { remove_resource_ids: Some(ids) })
}

fn bound(call: &Call, policy: String) -> VaultPolicyResp {
    VaultPolicyResp { policy_id: Some(policy), vault_id: Some(call.path("vault_id").to_owned()) }
}

/// Lets a policy apply to a vault.
#[utoipa::path(
    post,
    path = "/v3/{project_id}/vaults/{vault_id}/associatepolicy",
    operation_id = "AssociateVaultPolicy",
    tag = "存储库",
    params(("project_id" = String, Path), ("vault_id" = String, Path)),
    request_body = Option<AssociateVaultPolicyRequest>,
    responses(
        (status = 200, description = "OK", body = AssociateVaultPolicyResponse),
        (status = "default", description = "Error", body = ErrorResponse)
    ),
    security(("Token" = []))
)]
async fn associate_vault_policy(call: Call) -> Answer {
    let wanted: AssociateVaultPolicyRequest = call.body()?;
    let policy = wanted.policy_id.ok_or_else(|| Error::invalid("policy_id", "is missing"))?;
    call.write(|tx| policies::associate(tx, call.project(), call.path("vault_id"), &policy)).await?;
    ok(&AssociateVaultPolicyResponse { associate_policy: Some(bound(&call, policy)) })
}

/// Takes a policy off a vault.
#[utoipa::path(
    post,
    path = "/v3/{project_id}/vaults/{vault_id}/dissociatepolicy",
    operation_id = "DissociateVaultPolicy",
    tag = "存储库",
    params(("project_id" = String, Path), ("vault_id" = String, Path)),
    request_body = DissociateVaultPolicyRequest,
    responses(
        (status = 200, description = "OK", body = DissociateVaultPolicyResponse),
        (status = "default", description = "Error", body = ErrorResponse)
    ),
    security(("Token" = []), ("Signature" = []))
)]
async fn dissociate_vault_policy(call: Call) -> Answer {
    let wanted: DissociateVaultPolicyRequest = call.required()?;
    let policy = wanted.policy_id;
    call.write(|tx| policies::dissociate(tx, call.project(), call.path("vault_id"), &policy)).await?;
    ok(&DissociateVaultPolicyResponse { dissociate_policy: Some(bound(&call, policy)) })
}
