//! Restoring a backup to the resource that it is of.

use super::{checkpoints, task, vault};
use crate::codes;
use crate::error::Error;
use crate::inventory::{Server, Volume};
use crate::model::backup::{BackupRestore, BackupRestoreServerMapping};
use crate::model::values::{BackupStatus, ProtectStatus, Protection, ResourceType, VaultStatus};
use crate::state::Tx;
use crate::state::backup::{Backup, Part};
use crate::state::task::Work;
use crate::state::vault::Vault;

/// Begins to restore a backup.
pub(crate) fn restore(tx: &mut Tx<'_>, project: &str, id: &str, wanted: &BackupRestore) -> Result<(), Error> {
    let Some(backup) = tx.get::<Backup>(project, id) else {
        let part = tx.world().parents.contains_key(&(project.to_owned(), id.to_owned()));
        return Err(if part { codes::RESTORE_SOME_DISKS.into() } else { codes::NO_BACKUP.into() });
    };
    let backup = &backup.value;
    if backup.image_type == Protection::Replication {
        return Err(codes::RESTORE_REPLICA.into());
    }
    match backup.status {
        BackupStatus::Available => {}
        BackupStatus::Restoring => return Err(codes::RESTORING.into()),
        _ => return Err(codes::RESTORE_STATE.into()),
    }
    let vault = vault(tx, project, &backup.vault_id)?;
    let vault = &vault.value;
    if vault.status != VaultStatus::Available {
        return Err(codes::VAULT_UNAVAILABLE.into());
    }
    match vault.resource(&backup.resource.id).map(|bound| bound.status) {
        Some(ProtectStatus::Protecting) => return Err(codes::RESTORE_WHILE_BACKUP.into()),
        Some(ProtectStatus::Restoring) => return Err(codes::RESTORING.into()),
        _ => {}
    }
    let (target, target_name) = match backup.resource.kind {
        Some(ResourceType::Server | ResourceType::BareMetal) => to_server(tx, backup, wanted)?,
        Some(ResourceType::Volume) => to_volume(tx, backup, wanted)?,
        Some(ResourceType::Turbo) => to_turbo(tx, backup, wanted)?,
        None => return Err(codes::RESTORE_STATE.into()),
    };
    let work = Work::Restore {
        backup_id: backup.id.clone(),
        name: backup.name.clone(),
        target_id: target,
        target_name,
    };
    let mut restoring = task(tx, project, Some(vault), vault.provider(), work);
    restoring.checkpoint_id = Some(backup.checkpoint_id.clone());
    restoring.resource = super::backups::source(backup);
    restoring.failure = backup
        .resource
        .kind
        .and_then(|kind| tx.config.inventory.find(kind, &backup.resource.id))
        .and_then(|found| found.fails().map(checkpoints::planned));
    tx.put(restoring);
    let now = tx.now;
    tx.change(project, id, |backup: &mut Backup| {
        backup.status = BackupStatus::Restoring;
        backup.updated = now;
    });
    tx.change(project, &vault.id, |vault: &mut Vault| {
        if let Some(bound) = vault.resource_mut(&backup.resource.id) {
            bound.status = ProtectStatus::Restoring;
        }
    });
    Ok(())
}

fn to_server(tx: &Tx<'_>, backup: &Backup, wanted: &BackupRestore) -> Result<(String, String), Error> {
    let inventory = &tx.config.inventory;
    let id = wanted.server_id.as_deref();
    let id = id.ok_or_else(|| Error::invalid("restore.server_id", "is needed for a backup of a server"))?;
    let Some(mappings) = wanted.mappings.as_deref().filter(|mappings| !mappings.is_empty()) else {
        return Err(Error::invalid("restore.mappings", "is needed for a backup of a server"));
    };
    let server = inventory.server(id).ok_or(codes::NO_SERVER)?;
    let same = id == backup.resource.id;
    if server.disaster_recovery {
        return Err(codes::SERVER_DR.into());
    }
    if !same {
        return Err(other_server(tx, backup, inventory.listed_server(id)).into());
    }
    match server.status.as_str() {
        "ACTIVE" | "SHUTOFF" => {}
        "TERMINATED" | "DELETED" => return Err(codes::RESTORE_TERMINATED.into()),
        _ => return Err(codes::RESTORE_SERVER_STATE.into()),
    }
    for (index, mapping) in mappings.iter().enumerate() {
        to_volume_of(tx, backup, &server, mapping, index)?;
    }
    let missing = backup.children.iter().any(|part| !mappings.iter().any(|it| it.backup_id == part.id));
    if missing || mappings.len() != backup.children.len() {
        return Err(codes::RESTORE_SOME_DISKS.into());
    }
    Ok((id.to_owned(), backup.resource.name.clone()))
}

/// Why a backup cannot be restored to another server: the first of the ways in which they differ.
fn other_server(tx: &Tx<'_>, backup: &Backup, target: Option<&Server>) -> codes::Code {
    let source_is_bare_metal = backup.resource.kind == Some(ResourceType::BareMetal);
    let source = tx.config.inventory.server(&backup.resource.id);
    match target {
        Some(target) if target.bare_metal && !source_is_bare_metal => codes::RESTORE_ECS_TO_BMS,
        Some(target) if !target.bare_metal && source_is_bare_metal => codes::RESTORE_BMS_TO_ECS,
        Some(target) if target.architecture != backup.resource.architecture => codes::RESTORE_ARCHITECTURE,
        Some(target) if source.is_some_and(|source| source.os != target.os) => codes::RESTORE_OS,
        _ => codes::RESTORE_OTHER_SERVER,
    }
}

fn to_volume_of(
    tx: &Tx<'_>,
    backup: &Backup,
    server: &Server,
    mapping: &BackupRestoreServerMapping,
    index: usize,
) -> Result<(), Error> {
    let field = |name: &str| format!("restore.mappings[{index}].{name}");
    let part = backup.children.iter().find(|part| part.id == mapping.backup_id);
    let part = part.ok_or_else(|| Error::invalid(field("backup_id"), "is not a part of this backup"))?;
    let volume = tx.config.inventory.volume(&mapping.volume_id);
    let volume = volume
        .ok_or_else(|| Error::about(codes::NO_VOLUME, field("volume_id"), "is not in the inventory"))?;
    let system = server.volumes.first() == Some(&mapping.volume_id) || volume.bootable;
    if !server.volumes.contains(&mapping.volume_id)
        && tx.config.inventory.listed_volume(&mapping.volume_id).is_some()
    {
        return Err(Error::about(codes::VOLUME_DETACHED, field("volume_id"), "is of another server"));
    }
    if system && !part.disk.bootable {
        return Err(Error::about(codes::RESTORE_DATA_TO_SYSTEM, field("volume_id"), "is a system disk"));
    }
    let listed = tx.config.inventory.listed_volume(&mapping.volume_id);
    volume_can(part, &volume, listed.is_some())
}

fn volume_can(part: &Part, volume: &Volume, listed: bool) -> Result<(), Error> {
    if !listed {
        return Ok(());
    }
    if volume.disaster_recovery {
        return Err(codes::VOLUME_DR.into());
    }
    if volume.kind != "VBD" {
        return Err(codes::RESTORE_VOLUME_TYPE.into());
    }
    if !matches!(volume.status.as_str(), "available" | "in-use") {
        return Err(codes::RESTORE_VOLUME_STATE.into());
    }
    if volume.size < part.size {
        return Err(codes::VOLUME_TOO_SMALL.into());
    }
    Ok(())
}

fn to_volume(tx: &Tx<'_>, backup: &Backup, wanted: &BackupRestore) -> Result<(String, String), Error> {
    let id = wanted.volume_id.as_deref();
    let id = id.ok_or_else(|| Error::invalid("restore.volume_id", "is needed for a backup of a volume"))?;
    let volume = tx.config.inventory.volume(id).ok_or(codes::NO_VOLUME)?;
    let part = Part {
        id: backup.id.clone(),
        volume_id: backup.resource.id.clone(),
        volume_name: String::new(),
        size: backup.resource.size,
        disk: backup.resource.disk.clone(),
    };
    volume_can(&part, &volume, tx.config.inventory.listed_volume(id).is_some())?;
    if volume.bootable && !backup.resource.disk.bootable {
        return Err(codes::RESTORE_DATA_TO_SYSTEM.into());
    }
    Ok((id.to_owned(), crate::inventory::Found::Volume(volume).name()))
}

fn to_turbo(tx: &Tx<'_>, backup: &Backup, wanted: &BackupRestore) -> Result<(String, String), Error> {
    let own = &backup.resource.id;
    if wanted.volume_id.iter().chain(&wanted.server_id).any(|target| target != own) {
        return Err(codes::RESTORE_OTHER_TURBO.into());
    }
    match tx.config.inventory.find(ResourceType::Turbo, own) {
        Some(crate::inventory::Found::Turbo(turbo)) if turbo.status == "available" => {}
        Some(_) => return Err(codes::RESTORE_TURBO_STATE.into()),
        None => return Err(codes::NO_TURBO.into()),
    }
    Ok((own.clone(), backup.resource.name.clone()))
}
