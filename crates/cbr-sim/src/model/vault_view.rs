//! How vaults are shown. What is shown is mostly text that is kept, and is not copied to be shown.

use serde::Serialize;
use utoipa::ToSchema;

use super::values::{
    IntegerOrText, LockSource, ObjectType, ProtectStatus, Protection, ResourceType, VaultStatus,
};
use super::vault::{ResourceExtraInfo, Tag, VaultBindRules};

/// What a vault holds, and how it is paid.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub(crate) struct Billing<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) allocated: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) charging_mode: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) cloud_type: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, default = "crash_consistent")]
    pub(crate) consistent_level: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(inline, nullable = false)]
    pub(crate) object_type: Option<ObjectType>,
    pub(crate) order_id: Option<&'a str>,
    pub(crate) product_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(inline, nullable = false)]
    pub(crate) protect_type: Option<Protection>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1, maximum = 10485760, nullable = false)]
    pub(crate) size: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) spec_code: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(inline, nullable = false)]
    pub(crate) status: Option<VaultStatus>,
    pub(crate) storage_unit: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) used: Option<i64>,
    pub(crate) frozen_scene: Option<&'a str>,
}

/// A resource that is bound to a vault.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub(crate) struct ResourceResp<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 255, nullable = false)]
    pub(crate) name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(inline, nullable = false)]
    pub(crate) protect_status: Option<ProtectStatus>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) size: Option<i64>,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    #[schema(inline, nullable = false)]
    pub(crate) kind: Option<ResourceType>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) backup_size: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) backup_count: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(inline, nullable = false)]
    pub(crate) extra_info: Option<ResourceExtraInfo>,
}

/// A vault.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub(crate) struct Vault<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) billing: Option<Billing<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 255, nullable = false)]
    pub(crate) description: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(min_length = 1, max_length = 64, nullable = false)]
    pub(crate) name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) project_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) provider_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) resources: Option<Vec<ResourceResp<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) tags: Option<&'a [Tag]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, default = false)]
    pub(crate) auto_bind: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) bind_rules: Option<&'a VaultBindRules>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) user_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) created_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) auto_expand: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(inline, max_length = 32, nullable = false)]
    pub(crate) sys_lock_source_service: Option<LockSource>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<IntegerOrText>, inline, nullable = false)]
    pub(crate) enterprise_project_id: Option<&'a str>,
}

/// A vault that was created.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub(crate) struct VaultCreateResource<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) billing: Option<Billing<'a>>,
    #[schema(max_length = 255)]
    pub(crate) description: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(min_length = 1, max_length = 64, nullable = false)]
    pub(crate) name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) project_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) provider_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) resources: Option<Vec<ResourceResp<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) tags: Option<&'a [Tag]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, default = false)]
    pub(crate) auto_bind: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) bind_rules: Option<&'a VaultBindRules>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) user_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) created_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) auto_expand: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 32, nullable = false)]
    pub(crate) backup_name_prefix: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, default = false)]
    pub(crate) demand_billing: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, default = 0)]
    pub(crate) cbc_delete_count: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, default = false)]
    pub(crate) frozen: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<IntegerOrText>, inline, nullable = false)]
    pub(crate) enterprise_project_id: Option<&'a str>,
}

/// A policy and the vault that it is about.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub(crate) struct VaultPolicyResp {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) policy_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) vault_id: Option<String>,
}

/// Answer of `CreateVault`.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub(crate) struct CreateVaultResponse<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) vault: Option<VaultCreateResource<'a>>,
}

/// Answer of `ShowVault`.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub(crate) struct ShowVaultResponse<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) vault: Option<Vault<'a>>,
}

/// Answer of `UpdateVault`.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub(crate) struct UpdateVaultResponse<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) vault: Option<Vault<'a>>,
}

/// Answer of `ListVaults`.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub(crate) struct ListVaultsResponse<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) vaults: Option<Vec<Vault<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) count: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1, maximum = 1000, nullable = false, default = 1000)]
    pub(crate) limit: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0, nullable = false, default = 0)]
    pub(crate) offset: Option<i64>,
}

/// Answer of `AddVaultResources`.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub(crate) struct AddVaultResourcesResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) add_resource_ids: Option<Vec<String>>,
}

/// Answer of `RemoveVaultResources`.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub(crate) struct RemoveVaultResourcesResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) remove_resource_ids: Option<Vec<String>>,
}

/// Answer of `AssociateVaultPolicy`.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub(crate) struct AssociateVaultPolicyResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) associate_policy: Option<VaultPolicyResp>,
}

/// Answer of `DissociateVaultPolicy`.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub(crate) struct DissociateVaultPolicyResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) dissociate_policy: Option<VaultPolicyResp>,
}
