//! What is said about restore points.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::check::{At, Check};
use super::present;
use super::values::{CheckpointStatus, IntegerOrText, ProtectStatus, ResourceType};
use crate::error::Error;

/// What to back up.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub(crate) struct VaultBackup {
    #[serde(default, deserialize_with = "present")]
    #[schema(nullable = false)]
    pub(crate) parameters: Option<CheckpointParam>,
    pub(crate) vault_id: String,
}

impl Check for VaultBackup {
    fn check(&self, at: &At<'_>) -> Result<(), Error> {
        if let Some(parameters) = &self.parameters {
            at.object("parameters", parameters)?;
        }
        Ok(())
    }
}

/// How to back up.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub(crate) struct CheckpointParam {
    #[serde(default, deserialize_with = "present")]
    #[schema(default = false, nullable = false)]
    pub(crate) auto_trigger: Option<bool>,
    #[serde(default, deserialize_with = "present")]
    #[schema(max_length = 255, nullable = false)]
    pub(crate) description: Option<String>,
    #[serde(default, deserialize_with = "present")]
    #[schema(default = true, nullable = false)]
    pub(crate) incremental: Option<bool>,
    #[serde(default, deserialize_with = "present")]
    #[schema(min_length = 1, max_length = 64, nullable = false)]
    pub(crate) name: Option<String>,
    #[serde(default, deserialize_with = "present")]
    #[schema(nullable = false)]
    pub(crate) resources: Option<Vec<String>>,
    #[serde(default, deserialize_with = "present")]
    #[schema(max_items = 256, nullable = false)]
    pub(crate) resource_details: Option<Vec<Resource>>,
}

impl Check for CheckpointParam {
    fn check(&self, at: &At<'_>) -> Result<(), Error> {
        if let Some(description) = &self.description {
            at.text("description", description, 0..=255)?;
        }
        if let Some(name) = &self.name {
            at.text("name", name, 1..=64)?;
        }
        if let Some(resource_details) = &self.resource_details {
            at.list("resource_details", resource_details, 0..=256)?;
        }
        Ok(())
    }
}

/// A resource by ID, type and name.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub(crate) struct Resource {
    pub(crate) id: String,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 255, nullable = false)]
    pub(crate) name: Option<String>,
    #[serde(rename = "type")]
    #[schema(inline)]
    pub(crate) kind: ResourceType,
}

impl Check for Resource {
    fn check(&self, at: &At<'_>) -> Result<(), Error> {
        if let Some(name) = &self.name {
            at.text("name", name, 0..=255)?;
        }
        Ok(())
    }
}

/// Where the backups of a vault go.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub(crate) struct CheckpointReplicateParam {
    #[serde(default, deserialize_with = "present")]
    #[schema(default = false, nullable = false)]
    pub(crate) auto_trigger: Option<bool>,
    pub(crate) destination_project_id: String,
    #[schema(max_length = 255)]
    pub(crate) destination_region: String,
    pub(crate) destination_vault_id: String,
    #[serde(default, deserialize_with = "present")]
    #[schema(nullable = false)]
    #[expect(dead_code, reason = "it is checked, and has no effect here")]
    pub(crate) enable_acceleration: Option<bool>,
    pub(crate) vault_id: String,
}

impl Check for CheckpointReplicateParam {
    fn check(&self, at: &At<'_>) -> Result<(), Error> {
        at.text("destination_region", &self.destination_region, 0..=255)?;
        Ok(())
    }
}

/// Body of `CreateCheckpoint`.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub(crate) struct CreateCheckpointRequest {
    pub(crate) checkpoint: VaultBackup,
}

impl Check for CreateCheckpointRequest {
    fn check(&self, at: &At<'_>) -> Result<(), Error> {
        at.object("checkpoint", &self.checkpoint)?;
        Ok(())
    }
}

/// Body of `ReplicateCheckpoints`.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub(crate) struct ReplicateCheckpointsRequest {
    pub(crate) replicate: CheckpointReplicateParam,
}

impl Check for ReplicateCheckpointsRequest {
    fn check(&self, at: &At<'_>) -> Result<(), Error> {
        at.object("replicate", &self.replicate)?;
        Ok(())
    }
}

/// A restore point.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub(crate) struct CheckpointCreate {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) created_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) project_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(inline, nullable = false)]
    pub(crate) status: Option<CheckpointStatus>,
    pub(crate) vault: Option<CheckpointPlanCreate>,
    pub(crate) extra_info: Option<CheckpointExtraInfoResp>,
}

/// The vault of a restore point.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub(crate) struct CheckpointPlanCreate {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) resources: Option<Vec<CheckpointResourceResp>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) skipped_resources: Option<Vec<CheckpointCreateSkippedResource>>,
}

/// More of a restore point.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub(crate) struct CheckpointExtraInfoResp {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) retention_duration: Option<i64>,
}

/// A resource of a restore point.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub(crate) struct CheckpointResourceResp {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) extra_info: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(inline, nullable = false)]
    pub(crate) protect_status: Option<ProtectStatus>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(inline, nullable = false)]
    pub(crate) resource_size: Option<IntegerOrText>,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    #[schema(inline, nullable = false)]
    pub(crate) kind: Option<ResourceType>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) backup_size: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) backup_count: Option<String>,
}

/// A resource that was not backed up.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub(crate) struct CheckpointCreateSkippedResource {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) id: Option<String>,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) kind: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) reason: Option<String>,
}

/// A replication of many backups that was begun.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub(crate) struct CheckpointReplicateRespBody {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) backups: Option<Vec<CheckpointReplicateRespBackups>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) destination_project_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) destination_region: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) destination_vault_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) project_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) provider_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) source_region: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) vault_id: Option<String>,
}

/// A backup that is replicated.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub(crate) struct CheckpointReplicateRespBackups {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) backup_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) replication_record_id: Option<String>,
}

/// Answer of `CreateCheckpoint`.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub(crate) struct CreateCheckpointResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) checkpoint: Option<CheckpointCreate>,
}

/// Answer of `ShowCheckpoint`.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub(crate) struct ShowCheckpointResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) checkpoint: Option<CheckpointCreate>,
}

/// Answer of `ReplicateCheckpoints`.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub(crate) struct ReplicateCheckpointsResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) replication: Option<CheckpointReplicateRespBody>,
}
