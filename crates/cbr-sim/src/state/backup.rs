//! A backup as it is kept, and as it is shown.

use serde::{Deserialize, Serialize};

use super::{Due, Record, Table, World};
use crate::model::backup_view::{
    AppConsistency, BackupDetail, BackupExtendInfo, BackupResp, ReplicationRecordGet,
};
use crate::model::values::{
    BackupStatus, IntegerOrText, Protection, ReplicationStatus, ResourceType, RestoreMode, ServerOrVolume,
};
use crate::time::Time;

/// A backup of a resource, with the backups of its volumes where it is one of a server.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Backup {
    pub(crate) id: String,
    pub(crate) project: String,
    pub(crate) checkpoint_id: String,
    /// The backup of a server that it is a part of.
    pub(crate) parent: Option<String>,
    pub(crate) vault_id: String,
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) created: Time,
    pub(crate) updated: Time,
    pub(crate) protected: Option<Time>,
    pub(crate) expires: Option<Time>,
    pub(crate) status: BackupStatus,
    pub(crate) image_type: Protection,
    pub(crate) resource: Source,
    pub(crate) provider_id: String,
    pub(crate) children: Vec<Part>,
    /// Whether a policy made it.
    pub(crate) automatic: bool,
    /// The policy that made it.
    pub(crate) policy_id: Option<String>,
    pub(crate) incremental: bool,
    /// What it takes of the vault, in megabytes.
    pub(crate) space: i64,
    pub(crate) replications: Vec<Replication>,
    pub(crate) enterprise_project: String,
}

/// What a backup is of.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Source {
    pub(crate) id: String,
    /// Nothing where the resource is of a kind that the service does not name in backups.
    pub(crate) kind: Option<ResourceType>,
    pub(crate) name: String,
    pub(crate) az: String,
    /// In gigabytes.
    pub(crate) size: i64,
    pub(crate) architecture: String,
    /// What is known of a volume.
    pub(crate) disk: Disk,
}

/// What is known of a volume.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Disk {
    pub(crate) snapshot_id: Option<String>,
    pub(crate) bootable: bool,
    pub(crate) encrypted: bool,
}

/// The backup of a volume of a server.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Part {
    pub(crate) id: String,
    pub(crate) volume_id: String,
    pub(crate) volume_name: String,
    pub(crate) size: i64,
    pub(crate) disk: Disk,
}

/// A replication of a backup.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Replication {
    pub(crate) id: String,
    pub(crate) created: Time,
    pub(crate) status: ReplicationStatus,
    pub(crate) source_region: String,
    pub(crate) region: String,
    pub(crate) project: String,
    pub(crate) vault_id: String,
    pub(crate) backup_id: Option<String>,
    pub(crate) checkpoint_id: Option<String>,
    pub(crate) automatic: bool,
}

impl Backup {
    /// Whether a replication is under way.
    pub(crate) fn replicating(&self) -> bool {
        self.replications.iter().any(|replication| replication.status == ReplicationStatus::Replicating)
    }

    /// Whether there is the backup of a system disk in it.
    pub(crate) fn has_system_disk(&self) -> bool {
        self.children.iter().any(|part| part.disk.bootable)
    }

    /// Whether there is the backup of an encrypted volume in it.
    pub(crate) fn encrypted(&self) -> bool {
        self.resource.disk.encrypted || self.children.iter().any(|part| part.disk.encrypted)
    }

    fn extend_info(&self, disk: Option<&Disk>) -> BackupExtendInfo {
        let server = disk.is_none();
        BackupExtendInfo {
            auto_trigger: Some(self.automatic),
            bootable: disk.map(|disk| disk.bootable),
            snapshot_id: disk.and_then(|disk| disk.snapshot_id.clone()),
            support_lld: Some(
                self.status == BackupStatus::Available && self.image_type == Protection::Backup,
            ),
            supported_restore_mode: Some(match self.status {
                BackupStatus::Available if self.image_type == Protection::Backup => RestoreMode::Backup,
                _ => RestoreMode::Na,
            }),
            os_images_data: None,
            contain_system_disk: server.then(|| self.has_system_disk()),
            encrypted: Some(disk.map_or_else(|| self.encrypted(), |disk| disk.encrypted)),
            system_disk: Some(disk.is_some_and(|disk| disk.bootable)),
            incremental: Some(self.incremental),
            app_consistency: server.then(|| AppConsistency {
                app_consistency: Some("0".to_owned()),
                app_consistency_status: Some("0".to_owned()),
                app_consistency_error_code: Some("0".to_owned()),
                app_consistency_error_message: Some(String::new()),
            }),
            architecture: server.then(|| self.resource.architecture.clone()),
            progress: match self.status {
                BackupStatus::Protecting => Some(0),
                BackupStatus::Available => Some(100),
                _ => None,
            },
        }
    }

    fn own_extend_info(&self) -> BackupExtendInfo {
        let volume = self.resource.kind == Some(ResourceType::Volume);
        self.extend_info(volume.then_some(&self.resource.disk))
    }

    /// As it is shown, with its parts. Replications are shown where they are asked for.
    pub(crate) fn view(&self, replications: bool) -> BackupResp {
        BackupResp {
            checkpoint_id: Some(self.checkpoint_id.clone()),
            created_at: Some(self.created.to_string()),
            description: Some(self.description.clone()),
            expired_at: self.expires.map(|time| time.to_string()),
            extend_info: Some(self.own_extend_info()),
            id: Some(self.id.clone()),
            image_type: Some(self.image_type),
            name: Some(self.name.clone()),
            parent_id: self.parent.clone(),
            project_id: Some(self.project.clone()),
            protected_at: self.protected.map(|time| time.to_string()),
            resource_az: Some(self.resource.az.clone()),
            resource_id: Some(self.resource.id.clone()),
            resource_name: Some(self.resource.name.clone()),
            resource_size: Some(IntegerOrText::Integer(self.resource.size)),
            resource_type: self.resource.kind,
            status: Some(self.status),
            updated_at: Some(self.updated.to_string()),
            vault_id: Some(self.vault_id.clone()),
            children: Some(self.children.iter().map(|part| self.part(part).view(false)).collect()),
            incremental: Some(self.incremental),
            replication_records: Some(if replications { self.records() } else { Vec::new() }),
            enterprise_project_id: Some(IntegerOrText::Text(self.enterprise_project.clone())),
            provider_id: Some(self.provider_id.clone()),
        }
    }

    /// A part of it, as a backup of its own.
    pub(crate) fn part(&self, part: &Part) -> Self {
        Self {
            id: part.id.clone(),
            parent: Some(self.id.clone()),
            resource: Source {
                id: part.volume_id.clone(),
                kind: Some(ResourceType::Volume),
                name: part.volume_name.clone(),
                az: self.resource.az.clone(),
                size: part.size,
                architecture: String::new(),
                disk: part.disk.clone(),
            },
            children: Vec::new(),
            replications: Vec::new(),
            checkpoint_id: self.checkpoint_id.clone(),
            vault_id: self.vault_id.clone(),
            project: self.project.clone(),
            name: self.name.clone(),
            description: self.description.clone(),
            provider_id: self.provider_id.clone(),
            policy_id: self.policy_id.clone(),
            enterprise_project: self.enterprise_project.clone(),
            ..*self
        }
    }

    /// As it is shown to those who changed it.
    pub(crate) fn detail(&self) -> BackupDetail {
        let size = |size: Option<IntegerOrText>| match size {
            Some(IntegerOrText::Integer(size)) => Some(size.to_string()),
            Some(IntegerOrText::Text(size)) => Some(size),
            None => None,
        };
        let view = self.view(true);
        BackupDetail {
            checkpoint_id: view.checkpoint_id,
            created_at: view.created_at,
            description: view.description,
            expired_at: view.expired_at,
            extend_info: view.extend_info,
            id: view.id,
            image_type: view.image_type,
            name: view.name,
            parent_id: view.parent_id,
            project_id: view.project_id,
            protected_at: view.protected_at,
            resource_az: view.resource_az,
            resource_id: view.resource_id,
            resource_name: view.resource_name,
            resource_size: size(view.resource_size),
            resource_type: match self.resource.kind {
                Some(ResourceType::Server) => Some(ServerOrVolume::Server),
                Some(ResourceType::Volume) => Some(ServerOrVolume::Volume),
                // The description knows no other kind here.
                _ => None,
            },
            status: view.status,
            updated_at: view.updated_at,
            vault_id: view.vault_id,
            replication_records: view.replication_records,
            enterprise_project_id: view.enterprise_project_id,
            children: view.children,
        }
    }

    fn records(&self) -> Vec<ReplicationRecordGet> {
        let record = |replication: &Replication| ReplicationRecordGet {
            created_at: Some(replication.created.to_string()),
            destination_backup_id: replication.backup_id.clone(),
            destination_checkpoint_id: replication.checkpoint_id.clone(),
            destination_project_id: Some(replication.project.clone()),
            destination_region: Some(replication.region.clone()),
            destination_vault_id: Some(replication.vault_id.clone()),
            extra_info: Some(replication.extra_info()),
            id: Some(replication.id.clone()),
            source_backup_id: Some(self.id.clone()),
            source_checkpoint_id: Some(self.checkpoint_id.clone()),
            source_project_id: Some(self.project.clone()),
            source_region: Some(replication.source_region.clone()),
            status: Some(replication.status),
            vault_id: Some(self.vault_id.clone()),
        };
        self.replications.iter().map(record).collect()
    }
}

impl Replication {
    fn extra_info(&self) -> String {
        let progress = if self.status == ReplicationStatus::Success { 100 } else { 0 };
        serde_json::json!({
            "progress": progress,
            "fail_code": "",
            "fail_reason": "",
            "auto_trigger": self.automatic,
            "destination_vault_id": self.vault_id,
        })
        .to_string()
    }
}

impl Record for Backup {
    const TABLE: &'static str = "backups";
    const DUE: Option<Due> = Some(Due::Backup);

    fn id(&self) -> &str {
        &self.id
    }

    fn project(&self) -> &str {
        &self.project
    }

    fn table(world: &World) -> &Table<Self> {
        &world.backups
    }

    fn table_mut(world: &mut World) -> &mut Table<Self> {
        &mut world.backups
    }

    fn due(&self) -> Option<Time> {
        // What cannot be deleted now is not asked again until it can.
        self.expires.filter(|_| self.status == BackupStatus::Available && !self.replicating())
    }

    fn index(world: &mut World, old: Option<&Self>, new: Option<&Self>) {
        if let Some(old) = old {
            for part in &old.children {
                world.parents.remove(&(old.project.clone(), part.id.clone()));
            }
            super::forget(&mut world.in_vault, (old.project.clone(), old.vault_id.clone()), &old.id);
        }
        if let Some(new) = new {
            for part in &new.children {
                world.parents.insert((new.project.clone(), part.id.clone()), new.id.clone());
            }
            let vault = (new.project.clone(), new.vault_id.clone());
            world.in_vault.entry(vault).or_default().insert(new.id.clone());
        }
    }

    fn render(&self) -> Vec<u8> {
        serde_json::to_vec(&self.view(false)).unwrap_or_default()
    }
}
