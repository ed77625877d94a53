//! Binding resources to vaults, and removing them.

use std::collections::HashSet;

use super::{eligible, is_id, resource, task, vault, vaults};
use crate::codes::{self, Code};
use crate::error::Error;
use crate::inventory::Found;
use crate::model::values::{ProtectStatus, ResourceType, VaultStatus};
use crate::model::vault::ResourceCreate;
use crate::state::Tx;
use crate::state::task::Work;
use crate::state::vault::{Bound, Vault};

/// The resources as a vault has them, if all of them can be bound to it.
pub(super) fn to_bind(
    tx: &Tx<'_>,
    vault: &Vault,
    wanted: &[ResourceCreate],
    field: &str,
) -> Result<Vec<Bound>, Error> {
    let mut seen = HashSet::new();
    let mut bound = Vec::with_capacity(wanted.len());
    for (index, resource) in wanted.iter().enumerate() {
        let about = |code: Code, why: &str| Error::about(code, format_args!("{field}[{index}]"), why);
        if !is_id(&resource.id) {
            return Err(Error::invalid(format_args!("{field}[{index}].id"), "is not the ID of a resource"));
        }
        if !seen.insert(resource.id.as_str()) {
            return Err(about(codes::DUPLICATE_RESOURCE, "is there twice"));
        }
        if !eligible::fits(vault.object_type, resource.kind) {
            return Err(about(codes::RESOURCE_TYPE, "is of another type than the vault"));
        }
        let found = tx.config.inventory.find(resource.kind, &resource.id);
        let found =
            found.ok_or_else(|| about(eligible::missing(resource.kind), "is not in the inventory"))?;
        free(tx, vault, resource, &found).map_err(|code| about(code, "cannot be bound"))?;
        let excluded = resource.extra_info.clone().and_then(|info| info.exclude_volumes);
        bound.push(Bound {
            id: resource.id.clone(),
            kind: resource.kind,
            name: resource.name.clone().filter(|name| !name.is_empty()).unwrap_or_else(|| found.name()),
            status: ProtectStatus::Available,
            size: found.size(),
            backup_size: 0,
            backup_count: 0,
            exclude_volumes: excluded.unwrap_or_default(),
        });
    }
    if vault.resources.len() + bound.len() > tx.config.limits.resources {
        return Err(codes::TOO_MANY_RESOURCES.into());
    }
    Ok(bound)
}

/// Whether a resource is in no vault, and no volume of it in another one.
fn free(tx: &Tx<'_>, vault: &Vault, resource: &ResourceCreate, found: &Found) -> Result<(), Code> {
    let holder = |id: &str| tx.world().bound.get(&(vault.project().to_owned(), id.to_owned()));
    match holder(&resource.id) {
        Some(holder) if *holder != vault.id => return Err(codes::BOUND_ELSEWHERE),
        Some(_) if resource.kind == ResourceType::Volume => return Err(codes::VOLUME_IN_VAULT),
        Some(_) => return Err(codes::SERVER_IN_VAULT),
        None => {}
    }
    match found {
        Found::Server(_, volumes) if volumes.iter().any(|volume| holder(&volume.id).is_some()) => {
            Err(codes::VOLUME_BOUND_ELSEWHERE)
        }
        _ => Ok(()),
    }
}

/// Binds resources to a vault. Gives their IDs.
pub(crate) fn add(
    tx: &mut Tx<'_>,
    project: &str,
    id: &str,
    wanted: &[ResourceCreate],
) -> Result<Vec<String>, Error> {
    let mut vault = vault(tx, project, id)?.value.clone();
    if vault.status != VaultStatus::Available {
        return Err(codes::VAULT_STATE.into());
    }
    let bound = to_bind(tx, &vault, wanted, "resources")?;
    let ids = bound.iter().map(|resource| resource.id.clone()).collect();
    vault.resources.extend(bound);
    if vault.allocated() > vault.size {
        let why = format_args!("need {} GB, and the vault has {} GB", vault.allocated(), vault.size);
        return Err(Error::about(codes::CANNOT_ADD, "resources", why));
    }
    tx.put(vault);
    Ok(ids)
}

/// Begins to remove resources, and their backups with them.
pub(crate) fn remove(tx: &mut Tx<'_>, project: &str, id: &str, wanted: &[String]) -> Result<(), Error> {
    let mut vault = vault(tx, project, id)?.value.clone();
    if vault.status != VaultStatus::Available {
        return Err(codes::VAULT_STATE.into());
    }
    let mut removed = Vec::with_capacity(wanted.len());
    for (index, wanted) in wanted.iter().enumerate() {
        let about = |code: Code, why: &str| Error::about(code, format_args!("resource_ids[{index}]"), why);
        let bound = vault.resource_mut(wanted).ok_or_else(|| about(codes::NOT_BOUND, "is not in it"))?;
        match bound.status {
            ProtectStatus::Available | ProtectStatus::Error => bound.status = ProtectStatus::Removing,
            ProtectStatus::Removing => return Err(about(codes::REMOVING, "is one of them")),
            ProtectStatus::Protecting => return Err(about(codes::BACKUP_RUNNING, "is being backed up")),
            ProtectStatus::Restoring => return Err(about(codes::RESTORING, "is that resource")),
        }
        removed.push(resource(&bound.id, bound.kind, &bound.name));
    }
    let backups: Vec<_> = vaults::backups_in(tx, project, id)
        .into_iter()
        .filter(|backup| removed.iter().any(|resource| resource.id == backup.resource.id))
        .collect();
    if backups.iter().any(crate::state::backup::Backup::replicating) {
        return Err(codes::REPLICATING.into());
    }
    for backup in &backups {
        super::backups::leave(tx, backup);
    }
    let work = Work::RemoveResources { resources: removed.clone(), backups: backups.len() };
    let mut removal = task(tx, project, Some(&vault), vault.provider(), work);
    removal.resource = removed.into_iter().next();
    tx.put(vault);
    tx.put(removal);
    Ok(())
}
