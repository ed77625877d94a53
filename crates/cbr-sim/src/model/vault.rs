//! What callers say about vaults.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::check::{At, Check};
use super::present;
use super::values::{LockSource, ObjectType, Protection, ResourceType};
use crate::error::Error;

/// What a vault is to hold, and how it is paid.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub(crate) struct BillingCreate {
    #[serde(default, deserialize_with = "present")]
    #[schema(nullable = false)]
    pub(crate) cloud_type: Option<String>,
    #[schema(default = "crash_consistent")]
    pub(crate) consistent_level: String,
    #[schema(inline)]
    pub(crate) object_type: ObjectType,
    #[schema(inline)]
    pub(crate) protect_type: Protection,
    #[schema(minimum = 10, maximum = 10485760)]
    pub(crate) size: i64,
    #[serde(default, deserialize_with = "present")]
    #[schema(default = "post_paid", nullable = false)]
    pub(crate) charging_mode: Option<String>,
    #[serde(default, deserialize_with = "present")]
    #[schema(default = false, nullable = false)]
    #[expect(dead_code, reason = "it is checked, and has no effect here")]
    pub(crate) is_auto_renew: Option<bool>,
    #[serde(default, deserialize_with = "present")]
    #[schema(default = false, nullable = false)]
    #[expect(dead_code, reason = "it is checked, and has no effect here")]
    pub(crate) is_auto_pay: Option<bool>,
    #[serde(default, deserialize_with = "present")]
    #[schema(min_length = 1, max_length = 255, nullable = false)]
    pub(crate) console_url: Option<String>,
}

impl Check for BillingCreate {
    fn check(&self, at: &At<'_>) -> Result<(), Error> {
        at.number("size", self.size, 10..=10485760)?;
        if let Some(console_url) = &self.console_url {
            at.text("console_url", console_url, 1..=255)?;
        }
        Ok(())
    }
}

/// The new size of a vault.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub(crate) struct BillingUpdate {
    #[serde(default, deserialize_with = "present")]
    #[schema(minimum = 1, maximum = 10485760, nullable = false)]
    pub(crate) size: Option<i64>,
}

impl Check for BillingUpdate {
    fn check(&self, at: &At<'_>) -> Result<(), Error> {
        if let Some(size) = &self.size {
            at.number("size", *size, 1..=10485760)?;
        }
        Ok(())
    }
}

/// A vault to create.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub(crate) struct VaultCreate {
    #[serde(default, deserialize_with = "present")]
    #[schema(nullable = false)]
    pub(crate) backup_policy_id: Option<String>,
    pub(crate) billing: BillingCreate,
    #[serde(default, deserialize_with = "present")]
    #[schema(max_length = 64, nullable = false)]
    pub(crate) description: Option<String>,
    #[schema(min_length = 1, max_length = 64)]
    pub(crate) name: String,
    #[schema(max_items = 255)]
    pub(crate) resources: Vec<ResourceCreate>,
    #[serde(default, deserialize_with = "present")]
    #[schema(max_items = 10, nullable = false)]
    pub(crate) tags: Option<Vec<Tag>>,
    #[serde(default, deserialize_with = "present")]
    #[schema(nullable = false)]
    pub(crate) auto_bind: Option<bool>,
    #[serde(default, deserialize_with = "present")]
    #[schema(nullable = false)]
    pub(crate) bind_rules: Option<VaultBindRules>,
    #[serde(default, deserialize_with = "present")]
    #[schema(max_length = 32, nullable = false)]
    pub(crate) backup_name_prefix: Option<String>,
    #[serde(default, deserialize_with = "present")]
    #[schema(inline, nullable = false)]
    pub(crate) sys_lock_source_service: Option<LockSource>,
    #[serde(default, deserialize_with = "present")]
    #[schema(nullable = false)]
    pub(crate) enterprise_project_id: Option<String>,
}

impl Check for VaultCreate {
    fn check(&self, at: &At<'_>) -> Result<(), Error> {
        at.object("billing", &self.billing)?;
        if let Some(description) = &self.description {
            at.text("description", description, 0..=64)?;
        }
        at.text("name", &self.name, 1..=64)?;
        at.list("resources", &self.resources, 0..=255)?;
        if let Some(tags) = &self.tags {
            // That there are too many has a code of its own.
            at.list("tags", tags, 0..=usize::MAX)?;
        }
        if let Some(bind_rules) = &self.bind_rules {
            at.object("bind_rules", bind_rules)?;
        }
        if let Some(backup_name_prefix) = &self.backup_name_prefix {
            at.text("backup_name_prefix", backup_name_prefix, 0..=32)?;
        }
        Ok(())
    }
}

/// Changes of a vault.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub(crate) struct VaultUpdate {
    #[serde(default, deserialize_with = "present")]
    #[schema(nullable = false)]
    pub(crate) billing: Option<BillingUpdate>,
    #[serde(default, deserialize_with = "present")]
    #[schema(min_length = 1, max_length = 64, nullable = false)]
    pub(crate) name: Option<String>,
    #[serde(default, deserialize_with = "present")]
    #[schema(nullable = false)]
    pub(crate) auto_bind: Option<bool>,
    #[serde(default, deserialize_with = "present")]
    #[schema(nullable = false)]
    pub(crate) bind_rules: Option<VaultBindRules>,
    #[serde(default, deserialize_with = "present")]
    #[schema(nullable = false)]
    pub(crate) auto_expand: Option<bool>,
    #[serde(default, deserialize_with = "present")]
    #[schema(default = true, nullable = false)]
    pub(crate) smn_notify: Option<bool>,
    #[serde(default, deserialize_with = "present")]
    #[schema(minimum = 1, maximum = 100, default = 80, nullable = false)]
    pub(crate) threshold: Option<i64>,
}

impl Check for VaultUpdate {
    fn check(&self, at: &At<'_>) -> Result<(), Error> {
        if let Some(billing) = &self.billing {
            at.object("billing", billing)?;
        }
        if let Some(name) = &self.name {
            at.text("name", name, 1..=64)?;
        }
        if let Some(bind_rules) = &self.bind_rules {
            at.object("bind_rules", bind_rules)?;
        }
        if let Some(threshold) = &self.threshold {
            at.number("threshold", *threshold, 1..=100)?;
        }
        Ok(())
    }
}

/// A resource to bind to a vault.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub(crate) struct ResourceCreate {
    pub(crate) id: String,
    #[serde(rename = "type")]
    #[schema(inline)]
    pub(crate) kind: ResourceType,
    #[serde(default, deserialize_with = "present")]
    #[schema(max_length = 255, nullable = false)]
    pub(crate) name: Option<String>,
    #[serde(default, deserialize_with = "present")]
    #[schema(inline, nullable = false)]
    pub(crate) extra_info: Option<ResourceExtraInfo>,
}

impl Check for ResourceCreate {
    fn check(&self, at: &At<'_>) -> Result<(), Error> {
        if let Some(name) = &self.name {
            at.text("name", name, 0..=255)?;
        }
        if let Some(extra_info) = &self.extra_info {
            at.object("extra_info", extra_info)?;
        }
        Ok(())
    }
}

/// Body of `CreateVault`.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub(crate) struct CreateVaultRequest {
    pub(crate) vault: VaultCreate,
}

impl Check for CreateVaultRequest {
    fn check(&self, at: &At<'_>) -> Result<(), Error> {
        at.object("vault", &self.vault)?;
        Ok(())
    }
}

/// Body of `UpdateVault`.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub(crate) struct UpdateVaultRequest {
    pub(crate) vault: VaultUpdate,
}

impl Check for UpdateVaultRequest {
    fn check(&self, at: &At<'_>) -> Result<(), Error> {
        at.object("vault", &self.vault)?;
        Ok(())
    }
}

/// Body of `AddVaultResources`.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub(crate) struct AddVaultResourcesRequest {
    #[schema(min_items = 1, max_items = 256)]
    pub(crate) resources: Vec<ResourceCreate>,
}

impl Check for AddVaultResourcesRequest {
    fn check(&self, at: &At<'_>) -> Result<(), Error> {
        at.list("resources", &self.resources, 1..=256)?;
        Ok(())
    }
}

/// Body of `RemoveVaultResources`.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub(crate) struct RemoveVaultResourcesRequest {
    #[schema(min_items = 1, max_items = 256)]
    pub(crate) resource_ids: Vec<String>,
}

impl Check for RemoveVaultResourcesRequest {
    fn check(&self, at: &At<'_>) -> Result<(), Error> {
        at.items("resource_ids", &self.resource_ids, 1..=256)?;
        Ok(())
    }
}

/// Body of `AssociateVaultPolicy`.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub(crate) struct AssociateVaultPolicyRequest {
    #[serde(default, deserialize_with = "present")]
    #[schema(nullable = false)]
    pub(crate) policy_id: Option<String>,
}

impl Check for AssociateVaultPolicyRequest {}

/// Body of `DissociateVaultPolicy`.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub(crate) struct DissociateVaultPolicyRequest {
    pub(crate) policy_id: String,
}

impl Check for DissociateVaultPolicyRequest {}

/// What of a server is left out.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
pub(crate) struct ResourceExtraInfo {
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) exclude_volumes: Option<Vec<String>>,
}

impl Check for ResourceExtraInfo {}

/// A label of a vault.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub(crate) struct Tag {
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) key: Option<String>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) value: Option<String>,
}

impl Check for Tag {}

/// A rule by which resources are bound on their own.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(value_type = Object)]
pub(crate) struct BindRulesTags(pub(crate) serde_json::Map<String, serde_json::Value>);

/// Rules by which resources are bound on their own.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub(crate) struct VaultBindRules {
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[schema(max_items = 5, nullable = false)]
    pub(crate) tags: Option<Vec<BindRulesTags>>,
}

impl Check for BindRulesTags {}

impl VaultBindRules {
    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.tags.is_none()
    }
}

impl Check for VaultBindRules {
    fn check(&self, at: &At<'_>) -> Result<(), Error> {
        if let Some(tags) = &self.tags {
            at.list("tags", tags, 0..=5)?;
        }
        Ok(())
    }
}
