//! What callers say about backups.

use serde::Deserialize;
use utoipa::ToSchema;

use super::check::{At, Check};
use super::present;
use crate::error::Error;

/// Changes of a backup.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub(crate) struct BackupUpdate {
    #[serde(default, deserialize_with = "present")]
    #[schema(nullable = false)]
    pub(crate) name: Option<String>,
}

impl Check for BackupUpdate {}

/// A backup that was made elsewhere.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub(crate) struct BackupSync {
    pub(crate) backup_id: String,
    #[schema(min_length = 1, max_length = 64)]
    pub(crate) backup_name: String,
    #[expect(dead_code, reason = "it is checked, and has no effect here")]
    pub(crate) bucket_name: String,
    #[expect(dead_code, reason = "it is checked, and has no effect here")]
    pub(crate) image_path: String,
    pub(crate) resource_id: String,
    pub(crate) resource_name: String,
    #[schema(default = "OS::Native::Server")]
    pub(crate) resource_type: String,
    pub(crate) created_at: i64,
}

impl Check for BackupSync {
    fn check(&self, at: &At<'_>) -> Result<(), Error> {
        at.text("backup_name", &self.backup_name, 1..=64)?;
        Ok(())
    }
}

/// What to restore, and where to.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub(crate) struct BackupRestore {
    #[serde(default, deserialize_with = "present")]
    #[schema(nullable = false)]
    pub(crate) mappings: Option<Vec<BackupRestoreServerMapping>>,
    #[serde(default, deserialize_with = "present")]
    #[schema(default = true, nullable = false)]
    #[expect(dead_code, reason = "it is checked, and has no effect here")]
    pub(crate) power_on: Option<bool>,
    #[serde(default, deserialize_with = "present")]
    #[schema(nullable = false)]
    pub(crate) server_id: Option<String>,
    #[serde(default, deserialize_with = "present")]
    #[schema(nullable = false)]
    pub(crate) volume_id: Option<String>,
}

impl Check for BackupRestore {
    fn check(&self, at: &At<'_>) -> Result<(), Error> {
        if let Some(mappings) = &self.mappings {
            at.list("mappings", mappings, 0..=usize::MAX)?;
        }
        Ok(())
    }
}

/// Which volume's backup goes to which volume.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub(crate) struct BackupRestoreServerMapping {
    pub(crate) backup_id: String,
    pub(crate) volume_id: String,
}

impl Check for BackupRestoreServerMapping {}

/// Where a backup goes.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub(crate) struct BackupReplicateReqBody {
    #[serde(default, deserialize_with = "present")]
    #[schema(max_length = 255, nullable = false)]
    pub(crate) description: Option<String>,
    pub(crate) destination_project_id: String,
    #[schema(max_length = 255)]
    pub(crate) destination_region: String,
    pub(crate) destination_vault_id: String,
    #[serde(default, deserialize_with = "present")]
    #[schema(default = false, nullable = false)]
    #[expect(dead_code, reason = "it is checked, and has no effect here")]
    pub(crate) enable_acceleration: Option<bool>,
    #[serde(default, deserialize_with = "present")]
    #[schema(min_length = 1, max_length = 64, nullable = false)]
    pub(crate) name: Option<String>,
}

impl Check for BackupReplicateReqBody {
    fn check(&self, at: &At<'_>) -> Result<(), Error> {
        if let Some(description) = &self.description {
            at.text("description", description, 0..=255)?;
        }
        at.text("destination_region", &self.destination_region, 0..=255)?;
        if let Some(name) = &self.name {
            at.text("name", name, 1..=64)?;
        }
        Ok(())
    }
}

/// Body of `BackupSync`.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub(crate) struct BackupSyncRequest {
    pub(crate) sync: Vec<BackupSync>,
}

impl Check for BackupSyncRequest {
    fn check(&self, at: &At<'_>) -> Result<(), Error> {
        at.list("sync", &self.sync, 0..=usize::MAX)?;
        Ok(())
    }
}

/// Body of `UpdateBackup`.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub(crate) struct UpdateBackupRequest {
    #[serde(default, deserialize_with = "present")]
    #[schema(nullable = false)]
    pub(crate) backup: Option<BackupUpdate>,
}

impl Check for UpdateBackupRequest {
    fn check(&self, at: &At<'_>) -> Result<(), Error> {
        if let Some(backup) = &self.backup {
            at.object("backup", backup)?;
        }
        Ok(())
    }
}

/// Body of `RestoreBackup`.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub(crate) struct RestoreBackupRequest {
    pub(crate) restore: BackupRestore,
}

impl Check for RestoreBackupRequest {
    fn check(&self, at: &At<'_>) -> Result<(), Error> {
        at.object("restore", &self.restore)?;
        Ok(())
    }
}

/// Body of `ReplicateBackup`.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub(crate) struct ReplicateBackupRequest {
    pub(crate) replicate: BackupReplicateReqBody,
}

impl Check for ReplicateBackupRequest {
    fn check(&self, at: &At<'_>) -> Result<(), Error> {
        at.object("replicate", &self.replicate)?;
        Ok(())
    }
}
