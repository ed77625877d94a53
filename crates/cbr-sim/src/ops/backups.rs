//! Looking up, renaming and deleting backups.

use super::task;
use crate::codes;
use crate::error::Error;
use crate::model::backup_view::BackupResp;
use crate::model::checkpoint::Resource;
use crate::model::values::{BackupStatus, MemberStatus};
use crate::state::backup::Backup;
use crate::state::checkpoint::Checkpoint;
use crate::state::member::Member;
use crate::state::task::Work;
use crate::state::vault::Vault;
use crate::state::{Tx, World};

/// A backup as a project sees it: its own, a part of its own, or one that is shared with it.
pub(crate) fn show(world: &World, project: &str, id: &str) -> Result<BackupResp, Error> {
    if let Some(view) = own(world, project, id) {
        return Ok(view);
    }
    for member in given(world, project) {
        if member.status == MemberStatus::Rejected {
            continue;
        }
        let Some(backup) = world.backups.get(&member.project, &member.backup_id) else { continue };
        if backup.value.id == id || backup.value.children.iter().any(|part| part.id == id) {
            let shared = as_shared(&backup.value, member);
            return Ok(match shared.children.iter().find(|part| part.id == id) {
                Some(part) => shared.part(part).view(false),
                None => shared.view(false),
            });
        }
    }
    Err(codes::NO_BACKUP.into())
}

fn own(world: &World, project: &str, id: &str) -> Option<BackupResp> {
    if let Some(backup) = world.backups.get(project, id) {
        return Some(backup.value.view(true));
    }
    let parent = world.parents.get(&(project.to_owned(), id.to_owned()))?;
    let parent = &world.backups.get(project, parent)?.value;
    parent.children.iter().find(|part| part.id == id).map(|part| parent.part(part).view(false))
}

/// The shares that a project was given.
pub(crate) fn given<'a>(world: &'a World, project: &str) -> impl Iterator<Item = &'a Member> {
    let shares = world.given.get(project).into_iter().flatten();
    shares.filter_map(|(owner, id)| world.members.get(owner, id)).map(|member| &member.value)
}

/// A backup as the project sees it that it is shared with: in the vault where that project keeps it, and without what
/// else its owner does with it.
pub(crate) fn as_shared(backup: &Backup, member: &Member) -> Backup {
    Backup {
        vault_id: member.vault_id.clone().unwrap_or_default(),
        replications: Vec::new(),
        expires: None,
        policy_id: None,
        ..backup.clone()
    }
}

/// Gives a backup another name.
pub(crate) fn update(
    tx: &mut Tx<'_>,
    project: &str,
    id: &str,
    name: Option<String>,
) -> Result<Backup, Error> {
    let Some(backup) = tx.get::<Backup>(project, id) else {
        return Err(match own(tx.world(), project, id) {
            Some(_) => Error::invalid(
                "backup_id",
                "is the backup of a volume of a server, which has no name of its own",
            ),
            None => codes::NO_BACKUP.into(),
        });
    };
    let mut backup = backup.value.clone();
    if let Some(name) = name {
        backup.name = name;
        backup.updated = tx.now;
        tx.put(backup.clone());
    }
    Ok(backup)
}

/// Begins to delete a backup.
pub(crate) fn delete(tx: &mut Tx<'_>, project: &str, id: &str) -> Result<(), Error> {
    let Some(backup) = tx.get::<Backup>(project, id) else {
        return Err(match own(tx.world(), project, id) {
            Some(_) => codes::CANNOT_DELETE_BACKUP.into(),
            None => codes::NO_BACKUP.into(),
        });
    };
    let backup = &backup.value;
    match backup.status {
        BackupStatus::Available | BackupStatus::Error => {}
        BackupStatus::Protecting | BackupStatus::WaitingProtect => return Err(codes::BACKUP_RUNNING.into()),
        BackupStatus::Restoring | BackupStatus::WaitingRestore => return Err(codes::BACKUP_IN_USE.into()),
        BackupStatus::Deleting | BackupStatus::WaitingDelete => {
            return Err(codes::CANNOT_DELETE_BACKUP.into());
        }
    }
    if backup.replicating() {
        return Err(codes::BACKUP_IN_USE.into());
    }
    let vault = tx.get::<Vault>(project, &backup.vault_id);
    let vault = vault.as_deref().map(|vault| &vault.value);
    let work = Work::Delete { backup_id: backup.id.clone(), name: backup.name.clone() };
    let mut deletion = task(tx, project, vault, &backup.provider_id, work);
    deletion.checkpoint_id = Some(backup.checkpoint_id.clone());
    deletion.resource = source(backup);
    tx.put(deletion);
    leave(tx, backup);
    Ok(())
}

/// What a backup is of, as tasks name it.
pub(super) fn source(backup: &Backup) -> Option<Resource> {
    backup.resource.kind.map(|kind| super::resource(&backup.resource.id, kind, &backup.resource.name))
}

/// Marks a backup as one that will be gone.
pub(super) fn leave(tx: &mut Tx<'_>, backup: &Backup) {
    let now = tx.now;
    tx.change(&backup.project, &backup.id, |backup: &mut Backup| {
        backup.status = BackupStatus::Deleting;
        backup.updated = now;
    });
}

/// Takes a backup away, its shares, and the space that it takes of its vault.
pub(crate) fn vanish(tx: &mut Tx<'_>, project: &str, id: &str) {
    let Some(backup) = tx.get::<Backup>(project, id) else { return };
    let backup = &backup.value;
    let shares: Vec<String> =
        tx.world().shares.get(&(project.to_owned(), id.to_owned())).into_iter().flatten().cloned().collect();
    for share in shares {
        tx.remove::<Member>(project, &share);
    }
    // One that was never made takes no space.
    let counted = backup.protected.is_some();
    if counted {
        tx.change(project, &backup.vault_id, |vault: &mut Vault| {
            vault.used = (vault.used - backup.space).max(0);
            if let Some(bound) = vault.resource_mut(&backup.resource.id) {
                bound.backup_size = (bound.backup_size - backup.space).max(0);
                bound.backup_count = (bound.backup_count - 1).max(0);
            }
        });
    }
    let rest = tx.get::<Checkpoint>(project, &backup.checkpoint_id).map(|checkpoint| {
        let others = checkpoint.value.backups.iter().filter(|other| *other != id).cloned();
        others.collect::<Vec<_>>()
    });
    match rest {
        Some(rest) if rest.is_empty() => tx.remove::<Checkpoint>(project, &backup.checkpoint_id),
        Some(rest) => {
            tx.change(project, &backup.checkpoint_id, |checkpoint: &mut Checkpoint| {
                checkpoint.backups = rest
            });
        }
        None => {}
    }
    tx.remove::<Backup>(project, id);
}
