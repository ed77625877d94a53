//! Copying backups to a vault in another region.

use super::{new_id, task, vault, vaults};
use crate::codes;
use crate::error::Error;
use crate::model::values::{
    BackupStatus, ObjectType, Protection, ReplicationStatus, ResourceType, VaultStatus,
};
use crate::state::Tx;
use crate::state::backup::{Backup, Replication};
use crate::state::task::Work;
use crate::state::vault::{MB, Vault};

/// Where copies go.
pub(crate) struct Destination<'a> {
    pub(crate) project: &'a str,
    pub(crate) region: &'a str,
    pub(crate) vault: &'a str,
}

/// A replication that was begun.
pub(crate) struct Begun {
    pub(crate) backup_id: String,
    pub(crate) record_id: String,
}

/// Begins to replicate one backup, under another name if one is given.
pub(crate) fn backup(
    tx: &mut Tx<'_>,
    project: &str,
    id: &str,
    to: &Destination<'_>,
    name: Option<String>,
    description: Option<String>,
) -> Result<(Begun, Backup), Error> {
    let Some(backup) = tx.get::<Backup>(project, id) else {
        let part = tx.world().parents.contains_key(&(project.to_owned(), id.to_owned()));
        return Err(if part { codes::REPLICATE_SERVERS_ONLY.into() } else { codes::NO_BACKUP.into() });
    };
    let backup = backup.value.clone();
    allowed(tx, &backup, to.region)?;
    let room = room(tx, project, to)?;
    if backup.space > room {
        return Err(codes::DESTINATION_FULL.into());
    }
    let begun = begin(tx, &backup, to, name, description, false);
    Ok((begun, backup))
}

/// Begins to replicate the backups of a vault that are not there yet.
pub(crate) fn vault_backups(
    tx: &mut Tx<'_>,
    project: &str,
    id: &str,
    to: &Destination<'_>,
    automatic: bool,
) -> Result<(Vec<Begun>, Vault), Error> {
    let vault = vault(tx, project, id)?.value.clone();
    if vault.protect_type != Protection::Backup {
        return Err(codes::VAULT_NO_REPLICATION.into());
    }
    if vault.object_type != ObjectType::Server {
        return Err(codes::REPLICATE_RESOURCE_TYPE.into());
    }
    if vault.status != VaultStatus::Available {
        return Err(codes::VAULT_STATE.into());
    }
    let backups = vaults::backups_in(tx, project, id);
    if backups.iter().any(Backup::replicating) {
        return Err(codes::REPLICATING.into());
    }
    let mut room = room(tx, project, to)?;
    let mut wanted: Vec<Backup> =
        backups.into_iter().filter(|backup| allowed(tx, backup, to.region).is_ok()).collect();
    wanted.sort_by(|one, other| (one.created, &one.id).cmp(&(other.created, &other.id)));
    for backup in &wanted {
        room -= backup.space;
    }
    if room < 0 {
        return Err(codes::DESTINATION_FULL.into());
    }
    let begun = wanted.iter().map(|backup| begin(tx, backup, to, None, None, automatic)).collect();
    Ok((begun, vault))
}

/// Whether a backup can be copied to a region.
fn allowed(tx: &Tx<'_>, backup: &Backup, region: &str) -> Result<(), Error> {
    match backup.resource.kind {
        Some(ResourceType::Server | ResourceType::BareMetal) => {}
        Some(ResourceType::Volume) => return Err(codes::REPLICATE_SERVERS_ONLY.into()),
        _ => return Err(codes::REPLICATE_TYPE.into()),
    }
    if backup.image_type == Protection::Replication {
        return Err(codes::REPLICATE_TYPE.into());
    }
    if backup.status != BackupStatus::Available {
        return Err(codes::REPLICATE_UNAVAILABLE.into());
    }
    if !backup.has_system_disk() {
        return Err(codes::REPLICATE_NO_SYSTEM_DISK.into());
    }
    let live = |record: &&Replication| record.status != ReplicationStatus::Fail;
    if backup.replications.iter().filter(live).any(|record| record.region == region) {
        return Err(codes::REPLICATED_ALREADY.into());
    }
    if backup.replications.iter().filter(live).count() >= tx.config.limits.replicas {
        return Err(codes::TOO_MANY_REPLICAS.into());
    }
    Ok(())
}

/// How much a destination can take, in megabytes, if it is one.
fn room(tx: &Tx<'_>, project: &str, to: &Destination<'_>) -> Result<i64, Error> {
    if !tx.config.has_region(to.region) {
        return Err(Error::invalid("replicate.destination_region", "is no region"));
    }
    if tx.config.region_of(project) == to.region {
        return Err(codes::REPLICATE_REGION.into());
    }
    if !tx.config.is_in(to.project, to.region) {
        return Err(codes::REPLICATE_PROJECT.into());
    }
    let vault = tx.get::<Vault>(to.project, to.vault).ok_or(codes::NO_DESTINATION)?;
    let vault = &vault.value;
    let fits = vault.protect_type == Protection::Replication && vault.object_type == ObjectType::Server;
    if !fits || vault.status != VaultStatus::Available {
        return Err(codes::DESTINATION_NOT_REPLICATION.into());
    }
    Ok(if vault.settings.auto_expand { i64::MAX } else { vault.size * MB - vault.used })
}

fn begin(
    tx: &mut Tx<'_>,
    backup: &Backup,
    to: &Destination<'_>,
    name: Option<String>,
    description: Option<String>,
    automatic: bool,
) -> Begun {
    let record = Replication {
        id: new_id(),
        created: tx.now,
        status: ReplicationStatus::Replicating,
        source_region: tx.config.region_of(&backup.project).to_owned(),
        region: to.region.to_owned(),
        project: to.project.to_owned(),
        vault_id: to.vault.to_owned(),
        backup_id: None,
        checkpoint_id: None,
        automatic,
    };
    let record_id = record.id.clone();
    let vault = tx.get::<Vault>(&backup.project, &backup.vault_id);
    let vault = vault.as_deref().map(|vault| &vault.value);
    let name = name.unwrap_or_else(|| backup.name.clone());
    let work =
        Work::Replicate { backup_id: backup.id.clone(), name, record_id: record_id.clone(), description };
    let mut copying = task(tx, &backup.project, vault, &backup.provider_id, work);
    copying.checkpoint_id = Some(backup.checkpoint_id.clone());
    copying.resource = super::backups::source(backup);
    tx.put(copying);
    tx.change(&backup.project, &backup.id, |backup: &mut Backup| backup.replications.push(record));
    Begun { backup_id: backup.id.clone(), record_id }
}
