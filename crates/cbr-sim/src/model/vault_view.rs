//! How vaults are shown.

use serde::Serialize;
use utoipa::ToSchema;

use super::values::{
    IntegerOrText, LockSource, ObjectType, ProtectStatus, Protection, ResourceType, VaultStatus,
};
use super::vault::{ResourceExtraInfo, Tag, VaultBindRules};

/// What a vault holds, and how it is paid.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub(crate) struct Billing {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) allocated: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) charging_mode: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) cloud_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, default = "crash_consistent")]
    pub(crate) consistent_level: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(inline, nullable = false)]
    pub(crate) object_type: Option<ObjectType>,
    pub(crate) order_id: Option<String>,
    pub(crate) product_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(inline, nullable = false)]
    pub(crate) protect_type: Option<Protection>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1, maximum = 10485760, nullable = false)]
    pub(crate) size: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) spec_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(inline, nullable = false)]
    pub(crate) status: Option<VaultStatus>,
    pub(crate) storage_unit: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) used: Option<i64>,
    pub(crate) frozen_scene: Option<String>,
}

/// A resource that is bound to a vault.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub(crate) struct ResourceResp {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 255, nullable = false)]
    pub(crate) name: Option<String>,
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
pub(crate) struct Vault {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) billing: Option<Billing>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 255, nullable = false)]
    pub(crate) description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(min_length = 1, max_length = 64, nullable = false)]
    pub(crate) name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) project_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) provider_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) resources: Option<Vec<ResourceResp>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) tags: Option<Vec<Tag>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, default = false)]
    pub(crate) auto_bind: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) bind_rules: Option<VaultBindRules>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) user_id: Option<String>,
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
    #[schema(inline, nullable = false)]
    pub(crate) enterprise_project_id: Option<IntegerOrText>,
}

/// A vault that was created.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub(crate) struct VaultCreateResource {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) billing: Option<Billing>,
    #[schema(max_length = 255)]
    pub(crate) description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(min_length = 1, max_length = 64, nullable = false)]
    pub(crate) name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) project_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) provider_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) resources: Option<Vec<ResourceResp>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) tags: Option<Vec<Tag>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, default = false)]
    pub(crate) auto_bind: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) bind_rules: Option<VaultBindRules>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) user_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) created_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) auto_expand: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 32, nullable = false)]
    pub(crate) backup_name_prefix: Option<String>,
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
    #[schema(inline, nullable = false)]
    pub(crate) enterprise_project_id: Option<IntegerOrText>,
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
pub(crate) struct CreateVaultResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) vault: Option<VaultCreateResource>,
}

/// Answer of `ShowVault`.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub(crate) struct ShowVaultResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) vault: Option<Vault>,
}

/// Answer of `UpdateVault`.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub(crate) struct UpdateVaultResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) vault: Option<Vault>,
}

/// Answer of `ListVaults`.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub(crate) struct ListVaultsResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) vaults: Option<Vec<Vault>>,
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
