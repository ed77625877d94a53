//! A restore point as it is kept, and as it is shown.

use serde::{Deserialize, Serialize};

use super::{Record, Table, World};
use crate::model::checkpoint::{
    CheckpointCreate, CheckpointCreateSkippedResource, CheckpointExtraInfoResp, CheckpointPlanCreate,
    CheckpointResourceResp,
};
use crate::model::values::{CheckpointStatus, IntegerOrText, ProtectStatus, ResourceType};
use crate::time::Time;

/// A restore point.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Checkpoint {
    pub(crate) id: String,
    pub(crate) project: String,
    pub(crate) created: Time,
    pub(crate) status: CheckpointStatus,
    pub(crate) vault_id: String,
    pub(crate) vault_name: String,
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) retention_days: i64,
    pub(crate) resources: Vec<Saved>,
    pub(crate) skipped: Vec<Skipped>,
    /// Its backups that are still there.
    pub(crate) backups: Vec<String>,
    /// How many tasks have not ended.
    pub(crate) running: usize,
    /// How many of them failed.
    pub(crate) failed: usize,
}

/// A resource as it was when the backup began.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Saved {
    pub(crate) id: String,
    pub(crate) kind: ResourceType,
    pub(crate) name: String,
    pub(crate) size: i64,
    pub(crate) backup_size: i64,
    pub(crate) backup_count: i64,
}

/// A resource that was left out.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Skipped {
    pub(crate) id: String,
    pub(crate) kind: ResourceType,
    pub(crate) name: String,
    pub(crate) code: String,
    pub(crate) reason: String,
}

impl Checkpoint {
    /// As it is shown.
    pub(crate) fn view(&self) -> CheckpointCreate {
        let resources = self.resources.iter().map(|resource| CheckpointResourceResp {
            extra_info: Some("{}".to_owned()),
            id: Some(resource.id.clone()),
            name: Some(resource.name.clone()),
            protect_status: Some(if self.status == CheckpointStatus::Protecting {
                ProtectStatus::Protecting
            } else {
                ProtectStatus::Available
            }),
            resource_size: Some(IntegerOrText::Text(resource.size.to_string())),
            kind: Some(resource.kind),
            backup_size: Some(resource.backup_size.to_string()),
            backup_count: Some(resource.backup_count.to_string()),
        });
        let skipped = self.skipped.iter().map(|resource| CheckpointCreateSkippedResource {
            id: Some(resource.id.clone()),
            kind: Some(resource.kind.as_str().to_owned()),
            name: Some(resource.name.clone()),
            code: Some(resource.code.clone()),
            reason: Some(resource.reason.clone()),
        });
        CheckpointCreate {
            created_at: Some(self.created.to_string()),
            id: Some(self.id.clone()),
            project_id: Some(self.project.clone()),
            status: Some(self.status),
            vault: Some(CheckpointPlanCreate {
                id: Some(self.vault_id.clone()),
                name: Some(self.vault_name.clone()),
                resources: Some(resources.collect()),
                skipped_resources: Some(skipped.collect()),
            }),
            extra_info: Some(CheckpointExtraInfoResp {
                name: Some(self.name.clone()),
                description: Some(self.description.clone()),
                retention_duration: Some(self.retention_days),
            }),
        }
    }
}

impl Record for Checkpoint {
    const TABLE: &'static str = "checkpoints";

    fn id(&self) -> &str {
        &self.id
    }

    fn project(&self) -> &str {
        &self.project
    }

    fn table(world: &World) -> &Table<Self> {
        &world.checkpoints
    }

    fn table_mut(world: &mut World) -> &mut Table<Self> {
        &mut world.checkpoints
    }
}
