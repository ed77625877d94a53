//! What a task does when it ends.

use super::retention;
use crate::codes;
use crate::error::Failure;
use crate::model::values::{
    BackupStatus, CheckpointStatus, OperationStatus, ProtectStatus, Protection, ReplicationStatus,
};
use crate::ops::{self, backups, vaults};
use crate::state::Tx;
use crate::state::backup::{Backup, Part};
use crate::state::checkpoint::{Checkpoint, Saved};
use crate::state::member::Member;
use crate::state::task::{Task, Work};
use crate::state::vault::{MB, Vault};

/// Ends a task: it succeeds, or fails with what it was told to fail with or with what stands in its way.
pub(super) fn finish(tx: &mut Tx<'_>, project: &str, id: &str) {
    let Some(task) = tx.get::<Task>(project, id) else { return };
    let task = &task.value;
    let planned = task.failure.clone();
    let failure = match &task.work {
        Work::Backup { backup_id, .. } => made(tx, project, backup_id, planned),
        Work::Restore { backup_id, .. } => {
            restored(tx, project, backup_id);
            planned
        }
        Work::Delete { backup_id, .. } => {
            backups::vanish(tx, project, backup_id);
            planned
        }
        Work::Replicate { backup_id, name, record_id, description } => {
            copied(tx, project, backup_id, record_id, name, description.clone())
        }
        Work::Sync { backup } => {
            tx.put(Backup::clone(backup));
            planned
        }
        Work::RemoveResources { resources, .. } => {
            if let Some(vault) = &task.vault_id {
                for resource in resources {
                    removed(tx, project, vault, &resource.id);
                }
            }
            planned
        }
        Work::DeleteVault { .. } => {
            if let Some(vault) = &task.vault_id {
                deleted(tx, project, vault);
            }
            planned
        }
    };
    let now = tx.now;
    tx.change(project, id, |task: &mut Task| {
        task.status = match failure {
            Some(_) => OperationStatus::Failed,
            None => OperationStatus::Success,
        };
        task.failure = failure;
        task.updated = now;
        task.ends = now;
    });
    if let Work::Backup { backup_id, .. } = &task.work
        && let Some(backup) = tx.get::<Backup>(project, backup_id)
        && backup.value.status == BackupStatus::Available
    {
        retention::clear(tx, &backup.value);
    }
}

/// A backup is made, if there is room for it.
fn made(tx: &mut Tx<'_>, project: &str, id: &str, planned: Option<Failure>) -> Option<Failure> {
    let backup = tx.get::<Backup>(project, id)?;
    let backup = &backup.value;
    let vault = tx.get::<Vault>(project, &backup.vault_id)?;
    let vault = &vault.value;
    let full = !vault.settings.auto_expand && vault.used + backup.space > vault.size * MB;
    let failure = planned.or_else(|| full.then(|| codes::VAULT_FULL.into()));
    let well = failure.is_none();
    let now = tx.now;
    tx.change(project, id, |backup: &mut Backup| {
        backup.updated = now;
        backup.status = if well { BackupStatus::Available } else { BackupStatus::Error };
        backup.protected = well.then_some(now);
    });
    tx.change(project, &vault.id, |vault: &mut Vault| {
        if well {
            vault.used += backup.space;
            vault.size = vault.size.max((vault.used + MB - 1) / MB);
        }
        if let Some(bound) = vault.resource_mut(&backup.resource.id) {
            bound.status = ProtectStatus::Available;
            if well {
                bound.backup_size += backup.space;
                bound.backup_count += 1;
            }
        }
    });
    tx.change(project, &backup.checkpoint_id, |checkpoint: &mut Checkpoint| {
        checkpoint.running = checkpoint.running.saturating_sub(1);
        checkpoint.failed += usize::from(!well);
        if checkpoint.running == 0 {
            checkpoint.status = match checkpoint.failed {
                0 => CheckpointStatus::Available,
                _ => CheckpointStatus::Error,
            };
        }
    });
    failure
}

fn restored(tx: &mut Tx<'_>, project: &str, id: &str) {
    let Some(backup) = tx.get::<Backup>(project, id) else { return };
    let now = tx.now;
    tx.change(project, id, |backup: &mut Backup| {
        backup.status = BackupStatus::Available;
        backup.updated = now;
    });
    tx.change(project, &backup.value.vault_id, |vault: &mut Vault| {
        if let Some(bound) = vault.resource_mut(&backup.value.resource.id) {
            bound.status = ProtectStatus::Available;
        }
    });
}

/// A copy of a backup appears in the vault that it was sent to, if that is still there and has room.
fn copied(
    tx: &mut Tx<'_>,
    project: &str,
    id: &str,
    record_id: &str,
    name: &str,
    description: Option<String>,
) -> Option<Failure> {
    let backup = tx.get::<Backup>(project, id)?;
    let backup = &backup.value;
    let record = backup.replications.iter().find(|record| record.id == record_id)?.clone();
    let vault = tx.get::<Vault>(&record.project, &record.vault_id);
    let failure: Option<Failure> = match vault.as_deref().map(|vault| &vault.value) {
        None => Some(codes::NO_DESTINATION.into()),
        Some(vault) if !vault.settings.auto_expand && vault.used + backup.space > vault.size * MB => {
            Some(codes::DESTINATION_FULL.into())
        }
        Some(_) => None,
    };
    let copy = match (&failure, &vault) {
        (None, Some(vault)) => Some(put_copy(tx, backup, &vault.value, name, description)),
        _ => None,
    };
    tx.change(project, id, |backup: &mut Backup| {
        if let Some(record) = backup.replications.iter_mut().find(|record| record.id == record_id) {
            record.status = match copy {
                Some(_) => ReplicationStatus::Success,
                None => ReplicationStatus::Fail,
            };
            if let Some((backup, checkpoint)) = copy {
                record.backup_id = Some(backup);
                record.checkpoint_id = Some(checkpoint);
            }
        }
    });
    failure
}

fn put_copy(
    tx: &mut Tx<'_>,
    backup: &Backup,
    vault: &Vault,
    name: &str,
    description: Option<String>,
) -> (String, String) {
    let (id, checkpoint_id) = (ops::new_id(), ops::new_id());
    let children = backup.children.iter().map(|part| Part { id: ops::new_id(), ..part.clone() }).collect();
    let description = description.unwrap_or_else(|| backup.description.clone());
    tx.put(Checkpoint {
        id: checkpoint_id.clone(),
        project: vault.project().to_owned(),
        created: tx.now,
        status: CheckpointStatus::Available,
        vault_id: vault.id.clone(),
        vault_name: vault.name.clone(),
        name: name.to_owned(),
        description: description.clone(),
        retention_days: -1,
        resources: backup
            .resource
            .kind
            .map(|kind| Saved {
                id: backup.resource.id.clone(),
                kind,
                name: backup.resource.name.clone(),
                size: backup.resource.size,
                backup_size: 0,
                backup_count: 0,
            })
            .into_iter()
            .collect(),
        skipped: Vec::new(),
        backups: vec![id.clone()],
        running: 0,
        failed: 0,
    });
    tx.put(Backup {
        id: id.clone(),
        project: vault.project().to_owned(),
        checkpoint_id: checkpoint_id.clone(),
        vault_id: vault.id.clone(),
        name: name.to_owned(),
        description,
        created: tx.now,
        updated: tx.now,
        protected: backup.protected.or(Some(tx.now)),
        expires: None,
        status: BackupStatus::Available,
        image_type: Protection::Replication,
        children,
        policy_id: None,
        replications: Vec::new(),
        ..backup.clone()
    });
    let space = backup.space;
    tx.change(vault.project(), &vault.id, |vault: &mut Vault| {
        vault.used += space;
        vault.size = vault.size.max((vault.used + MB - 1) / MB);
    });
    (id, checkpoint_id)
}

/// A resource leaves its vault, and its backups are gone.
fn removed(tx: &mut Tx<'_>, project: &str, vault: &str, id: &str) {
    for backup in vaults::backups_in(tx, project, vault) {
        if backup.resource.id == id {
            backups::vanish(tx, project, &backup.id);
        }
    }
    tx.change(project, vault, |vault: &mut Vault| vault.resources.retain(|bound| bound.id != id));
}

/// A vault is gone, its backups, and what was kept in it of others.
fn deleted(tx: &mut Tx<'_>, project: &str, id: &str) {
    for backup in vaults::backups_in(tx, project, id) {
        backups::vanish(tx, project, &backup.id);
    }
    let kept: Vec<(String, String)> = backups::given(tx.world(), project)
        .filter(|member| member.vault_id.as_deref() == Some(id))
        .map(|member| (member.project.clone(), member.id.clone()))
        .collect();
    for (owner, share) in kept {
        tx.remove::<Member>(&owner, &share);
    }
    tx.remove::<Vault>(project, id);
}
