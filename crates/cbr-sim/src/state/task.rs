//! A task (an entry of the operation log) as it is kept, and as it is shown.

use serde::{Deserialize, Serialize};

use super::{Due, Record, Table, World};
use crate::error::Failure;
use crate::model::checkpoint::Resource;
use crate::model::operation_log::{
    OpErrorInfo, OpExtendInfoBckup, OpExtendInfoCommon, OpExtendInfoDelete, OpExtendInfoRemoveResources,
    OpExtendInfoRestore, OpExtendInfoSync, OpExtendInfoVaultDelete, OpExtraInfo, OperationLog,
};
use crate::model::values::{OperationStatus, OperationType, TrueOrFalse, ZeroOrOne};
use crate::time::Time;

/// A task.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Task {
    pub(crate) id: String,
    pub(crate) project: String,
    pub(crate) work: Work,
    pub(crate) status: OperationStatus,
    pub(crate) created: Time,
    pub(crate) updated: Time,
    /// When it will end, or ended.
    pub(crate) ends: Time,
    pub(crate) checkpoint_id: Option<String>,
    pub(crate) policy_id: Option<String>,
    pub(crate) vault_id: Option<String>,
    pub(crate) vault_name: Option<String>,
    pub(crate) provider_id: String,
    pub(crate) resource: Option<Resource>,
    pub(crate) request_id: String,
    /// What it failed with, or is going to.
    pub(crate) failure: Option<Failure>,
}

/// What a task does when it ends.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Work {
    /// Makes a backup available.
    Backup { backup_id: String, name: String, incremental: bool },
    /// Deletes a backup.
    Delete { backup_id: String, name: String },
    /// Ends a restore.
    Restore { backup_id: String, name: String, target_id: String, target_name: String },
    /// Puts a copy of a backup in another place.
    Replicate { backup_id: String, name: String, record_id: String, description: Option<String> },
    /// Makes a backup known that was made elsewhere.
    Sync { backup: Box<super::backup::Backup> },
    /// Removes resources and their backups from a vault.
    RemoveResources { resources: Vec<Resource>, backups: usize },
    /// Deletes a vault and all backups in it.
    DeleteVault { backups: usize },
}

impl Work {
    /// As the service calls it.
    pub(crate) fn kind(&self) -> OperationType {
        match self {
            Self::Backup { .. } => OperationType::Backup,
            Self::Delete { .. } => OperationType::Delete,
            Self::Restore { .. } => OperationType::Restore,
            Self::Replicate { .. } => OperationType::Replication,
            Self::Sync { .. } => OperationType::Sync,
            Self::RemoveResources { .. } => OperationType::RemoveResource,
            Self::DeleteVault { .. } => OperationType::VaultDelete,
        }
    }
}

impl Task {
    /// Whether it has not ended.
    pub(crate) fn running(&self) -> bool {
        self.status == OperationStatus::Running
    }

    fn extra_info(&self) -> OpExtraInfo {
        let done = i64::from(!self.running());
        let failed = i64::from(self.status == OperationStatus::Failed);
        let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        let mut info = OpExtraInfo {
            common: Some(OpExtendInfoCommon {
                progress: Some(100 * done),
                request_id: Some(self.request_id.clone()),
                task_id: Some(self.id.clone()),
            }),
            resource: self.resource.clone(),
            ..OpExtraInfo::default()
        };
        match &self.work {
            Work::Backup { backup_id, name, incremental } => {
                info.backup = Some(OpExtendInfoBckup {
                    app_consistency_error_code: Some(String::new()),
                    app_consistency_error_message: Some(String::new()),
                    app_consistency_status: Some(ZeroOrOne::Zero),
                    backup_id: Some(backup_id.clone()),
                    backup_name: Some(name.clone()),
                    incremental: Some(if *incremental { TrueOrFalse::True } else { TrueOrFalse::False }),
                });
            }
            Work::Replicate { backup_id, name, .. } => {
                info.backup = Some(OpExtendInfoBckup {
                    backup_id: Some(backup_id.clone()),
                    backup_name: Some(name.clone()),
                    ..OpExtendInfoBckup::default()
                });
            }
            Work::Delete { backup_id, name } => {
                info.delete = Some(OpExtendInfoDelete {
                    backup_id: Some(backup_id.clone()),
                    backup_name: Some(name.clone()),
                });
            }
            Work::Restore { backup_id, name, target_id, target_name } => {
                info.restore = Some(OpExtendInfoRestore {
                    backup_id: Some(backup_id.clone()),
                    backup_name: Some(name.clone()),
                    target_resource_id: Some(target_id.clone()),
                    target_resource_name: Some(target_name.clone()),
                });
            }
            Work::Sync { .. } => {
                info.sync = Some(OpExtendInfoSync {
                    sync_backup_num: Some(done - failed),
                    delete_backup_num: Some(0),
                    err_sync_backup_num: Some(failed),
                });
            }
            Work::RemoveResources { resources, backups } => {
                info.remove_resources = Some(OpExtendInfoRemoveResources {
                    fail_count: Some(0),
                    total_count: Some(count(*backups)),
                    resources: Some(resources.clone()),
                });
            }
            Work::DeleteVault { backups } => {
                info.vault_delete =
                    Some(OpExtendInfoVaultDelete { fail_count: Some(0), total_count: Some(count(*backups)) });
            }
        }
        info
    }

    /// As it is shown.
    pub(crate) fn view(&self) -> OperationLog {
        let failure = self.failure.as_ref().filter(|_| !self.running());
        OperationLog {
            checkpoint_id: self.checkpoint_id.clone(),
            created_at: Some(self.created.to_string()),
            ended_at: (!self.running()).then(|| self.ends.to_string()),
            error_info: Some(OpErrorInfo {
                code: Some(failure.map(|failure| failure.code.to_string()).unwrap_or_default()),
                message: Some(failure.map(|failure| failure.message.clone()).unwrap_or_default()),
            }),
            extra_info: Some(self.extra_info()),
            id: Some(self.id.clone()),
            operation_type: Some(self.work.kind()),
            policy_id: self.policy_id.clone(),
            project_id: Some(self.project.clone()),
            provider_id: Some(self.provider_id.clone()),
            started_at: Some(self.created.to_string()),
            status: Some(self.status),
            updated_at: Some(self.updated.to_string()),
            vault_id: self.vault_id.clone(),
            vault_name: self.vault_name.clone(),
        }
    }
}

impl Record for Task {
    const TABLE: &'static str = "tasks";
    const DUE: Option<Due> = Some(Due::Task);

    fn id(&self) -> &str {
        &self.id
    }

    fn project(&self) -> &str {
        &self.project
    }

    fn table(world: &World) -> &Table<Self> {
        &world.tasks
    }

    fn table_mut(world: &mut World) -> &mut Table<Self> {
        &mut world.tasks
    }

    fn due(&self) -> Option<Time> {
        self.running().then_some(self.ends)
    }

    fn render(&self) -> Vec<u8> {
        serde_json::to_vec(&self.view()).unwrap_or_default()
    }
}
